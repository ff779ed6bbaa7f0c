"""Which column names the functions where no heading says so outright: levels of processes, departments, first words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from outsourcing_planner.io.headings import is_key_or_date
from outsourcing_planner.io.importing.columns import EMPTY, FIELD, ColumnUse, Profile
from outsourcing_planner.io.importing.table import column_name
from outsourcing_planner.io.wordbook import normal, wordbook

SURE_ENOUGH: Final = 0.4
GUESSED: Final = 0.3
MOST: Final = 0.5
FINER: Final = 0.1
ALWAYS: Final = 0.95
"""Departments that hardly come twice name the rows themselves."""
POORLY: Final = 0.7
Departments = Callable[[], Sequence[tuple[float, int, str]]]


def is_place(heading: str) -> bool:
    """Say whether a heading names places."""
    return _ends_in(heading, wordbook().asides["places"])


def is_aside(heading: str) -> bool:
    """Say whether a heading tells where a row is, its state, its kind or its people: no name of it or of its group."""
    return is_place(heading) or _ends_in(heading, wordbook().asides["others"])


def _ends_in(heading: str, words: frozenset[str]) -> bool:
    said = f" {normal(heading)} "
    return any(said.endswith(f" {word} ") or said.startswith(f" {word} ") for word in words)


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
            and profiles[at].share > MOST
            and not _told_better(uses, profiles, free, at)
        ):
            uses[at] = replace(uses[at], field="function", confidence=SURE_ENOUGH)
            if key == "department":
                _second_department(uses, departments())
            return
    blank = all(not use.heading or use.heading == column_name(use.column) or use.heading.isdigit() for use in uses)
    known = bool(subject) and any(found.numbers > MOST for found in profiles)
    known = known or any(
        use.field in {"fte", "in_house_cost", "volume", "salary"} and use.confidence >= MOST for use in uses
    )
    known = known or _heads_nothing_over_names(uses, profiles)
    for at in sorted(free) if blank or known else ():
        words = profiles[at].names
        if words and (blank or profiles[at].distinct > MOST) and not is_key_or_date(uses[at].heading):
            uses[at] = replace(uses[at], use=FIELD, field="function", confidence=GUESSED)
            return


def _heads_nothing_over_names(uses: Sequence[ColumnUse], profiles: Sequence[Profile]) -> bool:
    """Say whether the first column has no heading and holds names, and the ones after it hold numbers."""
    first, *rest = [use.column for use in uses if use.use != EMPTY] or [0]
    names = profiles[first].names and profiles[first].distinct > ALWAYS
    numeric = sum(profiles[at].numbers > MOST for at in rest)
    return names and uses[first].heading == column_name(first) and numeric > 1 and numeric * 2 > len(rest)


def _unnamed(
    uses: Sequence[ColumnUse], profiles: Sequence[Profile], free: set[int], before: int | None
) -> int | None:  # fmt: skip
    """Return the column without a heading, before another, whose words tell all rows apart."""
    found = [
        at for at in free
        if before is not None and at < before and uses[at].heading == column_name(at) and profiles[at].names
        and profiles[at].distinct > ALWAYS
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
        and profiles[at].distinct > profiles[department].distinct + (-1 if at == description else FINER)
        and (profiles[department].distinct < ALWAYS or profiles[department].coded > MOST)
    ]  # fmt: skip
    return min(finer, key=lambda at: (at < department, abs(at - department)), default=None)


def _told_better(uses: Sequence[ColumnUse], profiles: Sequence[Profile], free: set[int], at: int) -> bool:
    """Say whether another column of words names the rows where this one holds codes or repeats a few words."""
    poor = profiles[at].coded > MOST or (uses[at].field == "description" and profiles[at].distinct < MOST)
    return poor and any(
        profiles[other].names and profiles[other].distinct > profiles[at].distinct - FINER
        and not is_key_or_date(uses[other].heading) for other in free
    )  # fmt: skip


def _second_department(uses: list[ColumnUse], pairs: Sequence[tuple[float, int, str]]) -> None:
    score, at, key = max(pairs, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0, ""))
    if score >= SURE_ENOUGH:
        uses[at] = replace(uses[at], use=FIELD, field=key, confidence=round(score, 2))
