"""Which column names the functions where no heading says so outright: levels of processes, departments, first words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from outsourcing_planner.domain.fields import BY_KEY, Kind
from outsourcing_planner.io.headings import fits, is_key_or_date
from outsourcing_planner.io.importing.columns import EMPTY, EXTRA, FIELD, ColumnUse, Profile
from outsourcing_planner.io.importing.raw import RawSheet, is_blank
from outsourcing_planner.io.importing.table import Table, column_name
from outsourcing_planner.io.wordbook import normal, wordbook

SURE_ENOUGH: Final = 0.4
GUESSED: Final = 0.3
_MOST: Final = 0.5
_FINER: Final = 0.1
_ALWAYS: Final = 0.95
"""Departments that hardly come twice name the rows themselves."""
_NAMED: Final = 0.9
_POORLY: Final = 0.7
_FEW: Final = 5
_TEXTS: Final = {"text", "name", "description", "title", "bezeichnung", "long", "libellé", "desc"}
_LOOKED_AT: Final = 500
_LEVEL: Final = re.compile(r"\b(?:l|level|lvl|ebene|stufe|niveau|nivel|tier)\s?(\d)\b")
Departments = Callable[[], Sequence[tuple[float, int, str]]]


def level_of(heading: str) -> int | None:
    """Return the level of a list of processes that a heading names ("L2", "Process level 3", "Ebene 1")."""
    found = _LEVEL.search(normal(heading))
    return int(found[1]) if found and not is_key_or_date(heading) else None


def is_place(heading: str) -> bool:
    """Say whether a heading names places."""
    return _ends_in(heading, wordbook().asides["places"])


def is_aside(heading: str) -> bool:
    """Say whether a heading tells where a row is, its state, its kind or its people: no name of it or of its group."""
    return is_place(heading) or _ends_in(heading, wordbook().asides["others"])


def _ends_in(heading: str, words: frozenset[str]) -> bool:
    said = f" {normal(heading)} "
    return any(said.endswith(f" {word} ") or said.startswith(f" {word} ") for word in words)


def by_levels(uses: list[ColumnUse], profiles: Sequence[Profile], taken: set[int]) -> None:
    """Take the deepest level that is filled in most rows as the function, the highest as the department."""
    levels = {
        level: use.column
        for use in uses
        if use.use == EXTRA and use.column not in taken and profiles[use.column].letters > _MOST
        and (level := level_of(use.heading)) is not None
    }  # fmt: skip
    fields = {use.field for use in uses if use.field}
    if len(levels) < 2 or "function" in fields:
        return
    deep = max((level for level, at in levels.items() if profiles[at].share > _MOST), default=max(levels))
    top = min(levels)
    uses[levels[deep]] = replace(uses[levels[deep]], use=FIELD, field="function", confidence=0.7)
    if top != deep and "department" not in fields:
        uses[levels[top]] = replace(uses[levels[top]], use=FIELD, field="department", confidence=0.6)


def by_former_headings(
    uses: list[ColumnUse], sheet: RawSheet, profiles: Sequence[Profile], taken: set[int]
) -> None:
    """Take what headed the columns of a sheet before it was turned as the function, unless it names another field."""
    fields = {use.field for use in uses if use.field}
    if not sheet.on_side or "function" in fields or any(fits(u.heading).get("function", 0.0) > _POORLY for u in uses):
        return
    first = next((use for use in uses if profiles[use.column].share > _MOST and use.use != EMPTY), None)
    if first is None or first.use != EXTRA or first.column in taken or is_aside(first.heading):
        return
    names = profiles[first.column].names and profiles[first.column].distinct > _MOST
    if names and max(fits(first.heading).values(), default=0.0) < _POORLY:
        uses[first.column] = replace(first, use=FIELD, field="function", confidence=SURE_ENOUGH)


def by_stairs(
    uses: list[ColumnUse], sheet: RawSheet, table: Table, profiles: Sequence[Profile], taken: set[int]
) -> None:
    """Take as the function several columns of which each row fills one: names moved in column by column.

    Only the first of them has a heading.
    """
    if any(use.field == "function" for use in uses):
        return
    for first in range(len(uses) - 1):
        run = [first]
        while run[-1] + 1 < len(uses) and not table.headings[run[-1] + 1] and profiles[run[-1] + 1].letters > _MOST:
            run.append(run[-1] + 1)
        if len(run) > 1 and profiles[first].letters > _MOST and not taken & set(run) and _one_each(sheet, table, run):
            for at in run:
                uses[at] = replace(uses[at], use=FIELD, field="function", confidence=0.5)
            return


def _one_each(sheet: RawSheet, table: Table, run: Sequence[int]) -> bool:
    """Say whether nearly every row fills exactly one of the columns, and each column more than one row."""
    rows = [
        sum(not is_blank(sheet.columns[at][row]) for at in run)
        for row in range(table.body, min(table.end, table.body + _LOOKED_AT))
    ]
    filled = [count for count in rows if count]
    each = all(sum(not is_blank(cell) for cell in sheet.columns[at][table.body : table.end]) > 1 for at in run[1:])
    return each and filled.count(1) >= 0.9 * len(filled)


def from_others(
    uses: list[ColumnUse], profiles: Sequence[Profile], free: set[int], chosen: set[int], departments: Departments,
    subject: str,
) -> None:  # fmt: skip
    """Take the department, else the description, as the function; else the first words beside numbers we know.

    ``departments`` gives the columns that might be a second department, with how well they fit; ``subject`` what the
    sheet tells of (people or money), which is enough to know numbers by.
    """
    by_field: dict[str | None, int] = {use.field: use.column for use in uses if use.field}
    finer = _finer(uses, profiles, free - chosen, by_field, chosen)
    if finer is not None:
        uses[finer] = replace(uses[finer], use=FIELD, field="function", confidence=GUESSED)
        return
    unnamed = _unnamed(uses, profiles, free, by_field.get("description"))
    if unnamed is not None and "department" not in by_field:
        uses[unnamed] = replace(uses[unnamed], use=FIELD, field="function", confidence=GUESSED)
        return
    for key in ("department", "description"):
        at = by_field.get(key)
        if (
            at is not None
            and at not in chosen
            and profiles[at].share > _MOST
            and not _told_better(uses, profiles, free, at)
        ):
            uses[at] = replace(uses[at], field="function", confidence=SURE_ENOUGH)
            if key == "department":
                _second_department(uses, departments())
            return
    blank = all(not use.heading or use.heading == column_name(use.column) or use.heading.isdigit() for use in uses)
    known = bool(subject) and any(found.numbers > _MOST for found in profiles)
    known = known or any(
        use.field in {"fte", "in_house_cost", "volume", "salary"} and use.confidence >= _MOST for use in uses
    )
    known = known or _heads_nothing_over_names(uses, profiles)
    for at in sorted(free) if blank or known else ():
        words = profiles[at].names
        if words and (blank or profiles[at].distinct > _MOST) and not is_key_or_date(uses[at].heading):
            uses[at] = replace(uses[at], use=FIELD, field="function", confidence=GUESSED)
            return


def _heads_nothing_over_names(uses: Sequence[ColumnUse], profiles: Sequence[Profile]) -> bool:
    """Say whether the first column has no heading and holds names, and the ones after it hold numbers."""
    first, *rest = [use.column for use in uses if use.use != EMPTY] or [0]
    names = profiles[first].names and profiles[first].distinct > _ALWAYS
    numeric = sum(profiles[at].numbers > _MOST for at in rest)
    return names and uses[first].heading == column_name(first) and numeric > 1 and numeric * 2 > len(rest)


def _unnamed(
    uses: Sequence[ColumnUse], profiles: Sequence[Profile], free: set[int], before: int | None
) -> int | None:  # fmt: skip
    """Return the column without a heading, before another, whose words tell all rows apart."""
    found = [
        at for at in free
        if before is not None and at < before and uses[at].heading == column_name(at) and profiles[at].names
        and profiles[at].distinct > _ALWAYS
    ]  # fmt: skip
    return found[-1] if found else None


def _finer(
    uses: Sequence[ColumnUse], profiles: Sequence[Profile], free: set[int], by_field: Mapping[str | None, int],
    chosen: set[int],
) -> int | None:  # fmt: skip
    """Return a column of short words that tells the rows of a department apart, whatever its heading; the nearest."""
    department, description = by_field.get("department"), by_field.get("description")
    if department is None:
        return None
    unnamed = _unnamed(uses, profiles, free, department)
    if unnamed is not None:
        return unnamed
    among = {*free, *({description} - chosen if description is not None else ())}
    finer = [
        at for at in among
        if profiles[at].names and not is_key_or_date(uses[at].heading) and not is_place(uses[at].heading)
        and profiles[at].distinct > profiles[department].distinct + (-1 if at == description else _FINER)
        and (profiles[department].distinct < _ALWAYS or profiles[department].coded > _MOST)
    ]  # fmt: skip
    return min(finer, key=lambda at: (at < department, abs(at - department)), default=None)


def by_distinctness(
    uses: list[ColumnUse], profiles: Sequence[Profile], scores: Mapping[tuple[int, str], float], chosen: set[int]
) -> None:
    """Of two columns named as functions take the one that tells the rows apart; the other may be the department."""
    fields = {use.field: use.column for use in uses if use.field}
    first = fields.get("function")
    if first is None or first in chosen or (profiles[first].distinct > _ALWAYS and profiles[first].share > _POORLY):
        return
    well = _NAMED if profiles[first].share > _POORLY else _MOST
    finer = next((
        use.column for use in uses
        if use.use == EXTRA and use.column not in chosen and scores.get((use.column, "function"), 0.0) >= well
        and profiles[use.column].names and profiles[use.column].told_apart > profiles[first].told_apart + _FINER
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
        groups = found.told_apart < profiles[level].told_apart and found.letters > _POORLY and found.coded < _MOST
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
    surely = profiles[first].distinct < _MOST and profiles[second].distinct > _ALWAYS and profiles[second].names
    is_poor = second > first and scores.get((first, "function"), 0.0) <= _POORLY
    if not is_poor and not (surely and profiles[first].filled > _FEW):
        return
    if profiles[second].told_apart > profiles[first].told_apart + _FINER:
        uses[first] = replace(uses[first], field="department", confidence=GUESSED)
        uses[second] = replace(uses[second], field="function", confidence=SURE_ENOUGH)


def by_texts_of_codes(uses: list[ColumnUse], profiles: Sequence[Profile], chosen: set[int]) -> None:
    """Take "Pers. Area Text" instead of "Pers. Area" where that holds codes, for functions and departments."""
    for key in ("function", "department"):
        code = next((use for use in uses if use.field == key and use.column not in chosen), None)
        if code is None or profiles[code.column].coded <= _MOST:
            continue
        base = normal(code.heading)
        text = next((
            use for use in uses
            if use.use == EXTRA and use.column not in chosen and profiles[use.column].coded < _MOST
            and profiles[use.column].letters > _POORLY
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
    most = min(_ALWAYS, profiles[function].distinct - _FINER)
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


def _told_better(uses: Sequence[ColumnUse], profiles: Sequence[Profile], free: set[int], at: int) -> bool:
    """Say whether another column of words names the rows where this one holds codes or repeats a few words."""
    poor = profiles[at].coded > _MOST or (uses[at].field == "description" and profiles[at].distinct < _MOST)
    return poor and any(
        profiles[other].names and profiles[other].distinct > profiles[at].distinct - _FINER
        and not is_key_or_date(uses[other].heading) for other in free
    )  # fmt: skip


def _second_department(uses: list[ColumnUse], pairs: Sequence[tuple[float, int, str]]) -> None:
    score, at, key = max(pairs, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0, ""))
    if score >= SURE_ENOUGH:
        uses[at] = replace(uses[at], use=FIELD, field=key, confidence=round(score, 2))
