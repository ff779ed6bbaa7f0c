"""Which of several columns of names tells the rows apart, and which one groups them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from outsourcing_planner.domain.fields import BY_KEY, Kind
from outsourcing_planner.io.headings import fits, is_key_or_date
from outsourcing_planner.io.importing.columns import EXTRA, FIELD, ColumnUse, Profile
from outsourcing_planner.io.importing.naming import (
    ALWAYS,
    FINER,
    GUESSED,
    MOST,
    POORLY,
    SURE_ENOUGH,
    is_aside,
)
from outsourcing_planner.io.importing.raw import RawSheet, is_blank
from outsourcing_planner.io.importing.table import Table, column_name
from outsourcing_planner.io.wordbook import normal

_NAMED: Final = 0.9
_FEW: Final = 5
_DEPARTMENTS: Final = {
    "hr", "human resources", "it", "ict", "finance", "accounting", "sales", "operations", "logistics", "marketing",
    "legal",
    "procurement", "purchasing", "administration", "r&d", "production", "engineering", "facilities", "quality",
    "customer service", "treasury", "tax", "audit", "compliance", "supply chain", "manufacturing", "research", "risk",
    "personal", "einkauf", "vertrieb", "finanzen", "buchhaltung", "logistik", "produktion", "recht", "verwaltung",
}  # fmt: skip
_TEXTS: Final = {"text", "name", "description", "title", "bezeichnung", "long", "libellé", "desc"}
_LOOKED_AT: Final = 500
_ACCOUNTS: Final = {
    "account", "accounts", "object", "item", "description", "konto", "kostenart", "omschrijving", "bezeichnung",
    "cuenta", "compte", "conto", "económica", "económico", "concepto", "libellé", "nature", "descrizione", "popis",
}  # fmt: skip
"""What the heading of the lines of a budget ends with."""
_DESCRIBED: Final = {"description", "descripción", "libellé", "bezeichnung", "omschrijving", "descrizione", "item"}
_GROUPING: Final = {
    "program", "programme", "programma", "programa", "programm", "center", "centre", "kostenstelle", "unit", "division",
    "section", "fund", "department", "organisation", "organization", "orgánica", "team", "directorate", "branch",
}  # fmt: skip
"""What names such a group of lines; a "Process" with several descriptions stays the function."""


def by_accounts(
    uses: list[ColumnUse], sheet: RawSheet, table: Table, profiles: Sequence[Profile], chosen: set[int]
) -> None:
    """Take the lines of a budget as the functions where departments or programmes were: together they tell rows apart.

    The column of lines comes after the other one, which becomes the department where there is none.
    """
    fields = {use.field: use for use in uses if use.field}
    first = fields.get("function", fields.get("department", _first_described(uses, profiles, chosen)))
    if first is None or first.column in chosen or profiles[first.column].told_apart > MOST:
        return
    if first.confidence > MOST and not {*normal(first.heading).split()} & _GROUPING:
        return
    lines = next((use for use in reversed(uses) if _is_line(use, first, profiles, chosen)), None)
    if lines is None or not _apart(sheet, table, profiles, [use.column for use in uses], lines.column):
        return
    uses[lines.column] = replace(lines, use=FIELD, field="function", confidence=SURE_ENOUGH)
    if "department" not in fields or first.field == "department":
        uses[first.column] = replace(first, use=FIELD, field="department", confidence=GUESSED)
    else:
        uses[first.column] = replace(first, use=EXTRA, field=None, confidence=0.0)


def _is_line(use: ColumnUse, first: ColumnUse, profiles: Sequence[Profile], chosen: set[int]) -> bool:
    found = profiles[use.column]
    free = use.column not in chosen and (use.use == EXTRA or use.field == "description")
    words = found.letters > POORLY and found.share > POORLY and found.coded < MOST and found.distinct > found.filled**-1
    last = normal(use.heading).split()[-1:] or [""]
    more = found.distinct > profiles[first.column].told_apart or last[0] not in _DESCRIBED
    return free and words and more and use.column > first.column and last[0] in _ACCOUNTS


def _first_described(
    uses: Sequence[ColumnUse], profiles: Sequence[Profile], chosen: set[int]
) -> ColumnUse | None:
    """Return the first of several columns "Description of …", each after its code, where no other column has names."""
    found = [
        use for use in uses
        if use.use == EXTRA and use.column not in chosen and profiles[use.column].groups
        and {*normal(use.heading).split()[:1]} & _DESCRIBED
    ]  # fmt: skip
    return found[0] if len(found) > 1 else None


def _apart(sheet: RawSheet, table: Table, profiles: Sequence[Profile], columns: Sequence[int], line: int) -> bool:
    """Say whether the words before the lines and the lines together are others in nearly every row."""
    words = [at for at in columns if at < line and profiles[at].letters > POORLY] + [line]
    rows = range(table.body, min(table.end, table.body + _LOOKED_AT))
    filled = [row for row in rows if not is_blank(sheet.columns[line][row])]
    named = [tuple(str(sheet.columns[at][row]) for at in words) for row in filled]
    return len(set(named)) >= _NAMED * len(named) > 0


def by_distinctness(
    uses: list[ColumnUse], profiles: Sequence[Profile], scores: Mapping[tuple[int, str], float], chosen: set[int]
) -> None:
    """Of two columns named as functions take the one that tells the rows apart; the other may be the department."""
    fields = {use.field: use.column for use in uses if use.field}
    first = fields.get("function")
    if first is None or first in chosen or (profiles[first].distinct > ALWAYS and profiles[first].share > POORLY):
        return
    well = _NAMED if profiles[first].share > POORLY else MOST
    finer = next((
        use.column for use in uses
        if use.use == EXTRA and use.column not in chosen and scores.get((use.column, "function"), 0.0) >= well
        and profiles[use.column].names and profiles[use.column].told_apart > profiles[first].told_apart + FINER
    ), None)  # fmt: skip
    if finer is None:
        department = fields.get("department")
        _swap_with_department(uses, profiles, scores, first, None if department in chosen else department)
        return
    uses[finer] = replace(uses[finer], use=FIELD, field="function", confidence=uses[first].confidence)
    uses[first] = replace(uses[first], use=EXTRA, field=None, confidence=0.0)
    if "department" not in fields and first < finer:
        top = _top_of(uses, profiles, first, chosen)
        uses[top] = replace(uses[top], use=FIELD, field="department", confidence=GUESSED)


def _top_of(uses: Sequence[ColumnUse], profiles: Sequence[Profile], level: int, chosen: set[int]) -> int:
    """Return the first of the columns up to a level that group its rows, each written once for several rows."""
    for use in uses[:level]:
        found = profiles[use.column]
        groups = found.told_apart < profiles[level].told_apart and found.letters > POORLY and found.coded < MOST
        if use.use == EXTRA and use.column not in chosen and groups and found.filled > 1 and not (
            is_key_or_date(use.heading) or is_aside(use.heading)
        ):  # fmt: skip
            return use.column
    return level


def _swap_with_department(
    uses: list[ColumnUse], profiles: Sequence[Profile], scores: Mapping[tuple[int, str], float], first: int,
    second: int | None,
) -> None:  # fmt: skip
    """Let function and department change places where the function is poorly named and the department is finer."""
    if second is None:
        return
    known = sum(text.casefold().strip() in _DEPARTMENTS for text in profiles[second].some)
    surely = (
        profiles[first].distinct < MOST and profiles[second].distinct > ALWAYS and profiles[second].names
        and known * 3 < len(profiles[second].some)
    )  # fmt: skip
    is_poor = second > first and scores.get((first, "function"), 0.0) <= POORLY
    if not is_poor and not (surely and profiles[first].filled > _FEW):
        return
    if profiles[second].told_apart > profiles[first].told_apart + FINER:
        uses[first] = replace(uses[first], field="department", confidence=GUESSED)
        uses[second] = replace(uses[second], field="function", confidence=SURE_ENOUGH)


def department_by_name(
    uses: list[ColumnUse], profiles: Sequence[Profile], scores: Mapping[tuple[int, str], float], chosen: set[int]
) -> None:
    """Take as the department a column that is named as functions are but groups them ("Sub-function" by "Process")."""
    fields = {use.field: use.column for use in uses if use.field}
    function = fields.get("function")
    if function is None or "department" in fields:
        return
    most = profiles[function].told_apart - FINER
    groups = [
        use for use in uses
        if use.use == EXTRA and use.column not in chosen and scores.get((use.column, "function"), 0.0) >= _NAMED
        and profiles[use.column].names and profiles[use.column].told_apart * profiles[use.column].filled > 1
        and profiles[use.column].told_apart < most
    ]  # fmt: skip
    if groups:
        uses[groups[0].column] = replace(groups[0], use=FIELD, field="department", confidence=GUESSED)


def by_texts_of_codes(uses: list[ColumnUse], profiles: Sequence[Profile], chosen: set[int]) -> None:
    """Take "Pers. Area Text" instead of "Pers. Area" where that holds codes, for functions and departments."""
    for key in ("function", "department"):
        code = next((use for use in uses if use.field == key and use.column not in chosen), None)
        if code is None or profiles[code.column].coded <= MOST:
            continue
        base = normal(code.heading)
        text = next((
            use for use in uses
            if use.use == EXTRA and use.column not in chosen and profiles[use.column].coded < MOST
            and profiles[use.column].letters > POORLY
            and normal(use.heading).startswith(base + " ") and normal(use.heading).split()[-1] in _TEXTS
        ), None)  # fmt: skip
        if text is not None:
            uses[text.column] = replace(text, use=FIELD, field=key, confidence=code.confidence)
            uses[code.column] = replace(code, use=EXTRA, field=None, confidence=0.0)


def department_before(uses: list[ColumnUse], profiles: Sequence[Profile], free: set[int]) -> None:
    """Take as the department the column of words before the function that groups its rows, whatever its heading."""
    fields = {use.field: use.column for use in uses if use.field}
    function = fields.get("function")
    if function is None or "department" in fields:
        return
    most = min(ALWAYS, profiles[function].distinct - FINER)
    groups = [
        at for at in free
        if at < function and uses[at].use == EXTRA and profiles[at].groups and uses[at].heading != column_name(at)
        and 1 / max(profiles[at].filled, 1) < profiles[at].distinct and profiles[at].told_apart < most
        and not is_key_or_date(uses[at].heading) and not _names_another(uses[at].heading)
        and not is_aside(uses[at].heading)
    ]  # fmt: skip
    if groups:
        uses[groups[-1]] = replace(uses[groups[-1]], use=FIELD, field="department", confidence=GUESSED)


def _names_another(heading: str) -> bool:
    """Say whether a heading names another field of words; under "Core" words are no scores, and so a name."""
    return any(BY_KEY[key].kind is Kind.TEXT for key in fits(heading) if key not in {"function", "department"})
