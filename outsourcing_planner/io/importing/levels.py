"""Which columns name the functions where levels stand in columns of their own, or names were moved in by column."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from outsourcing_planner.io.headings import fits, is_key_or_date
from outsourcing_planner.io.importing.columns import EMPTY, EXTRA, FIELD, ColumnUse, Profile
from outsourcing_planner.io.importing.naming import MOST, POORLY, SURE_ENOUGH, is_aside
from outsourcing_planner.io.importing.raw import RawSheet, is_blank
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.io.wordbook import normal

_LOOKED_AT: Final = 500
_LEVEL: Final = re.compile(r"\b(?:l|level|lvl|ebene|stufe|niveau|nivel|tier)\s?(\d)\b")


def level_of(heading: str) -> int | None:
    """Return the level of a list of processes that a heading names ("L2", "Process level 3", "Ebene 1")."""
    found = _LEVEL.search(normal(heading))
    return int(found[1]) if found and not is_key_or_date(heading) else None


def by_levels(
    uses: list[ColumnUse], sheet: RawSheet, table: Table, profiles: Sequence[Profile], taken: set[int]
) -> None:
    """Take the deepest level that is filled in most rows as the function, the highest as the department.

    Where each row fills one level only, the levels together name the rows.
    """
    levels = {
        level: use.column
        for use in uses
        if use.use == EXTRA and use.column not in taken and profiles[use.column].letters > MOST
        and (level := level_of(use.heading)) is not None
    }  # fmt: skip
    fields = {use.field for use in uses if use.field}
    if len(levels) < 2 or "function" in fields:
        return
    if _one_each(sheet, table, list(levels.values())):
        for at in levels.values():
            uses[at] = replace(uses[at], use=FIELD, field="function", confidence=0.5)
        return
    deep = max((level for level, at in levels.items() if profiles[at].share > MOST), default=max(levels))
    top = min(levels)
    uses[levels[deep]] = replace(uses[levels[deep]], use=FIELD, field="function", confidence=0.7)
    named = any(fits(use.heading).get("department", 0.0) > POORLY for use in uses if use.use == EXTRA)
    if top != deep and "department" not in fields and not named:
        uses[levels[top]] = replace(uses[levels[top]], use=FIELD, field="department", confidence=0.6)


def by_former_headings(
    uses: list[ColumnUse], sheet: RawSheet, profiles: Sequence[Profile], taken: set[int]
) -> None:
    """Take what headed the columns of a sheet before it was turned as the function, unless it names another field."""
    fields = {use.field for use in uses if use.field}
    if not sheet.on_side or "function" in fields or any(fits(u.heading).get("function", 0.0) > POORLY for u in uses):
        return
    first = next((use for use in uses if profiles[use.column].share > MOST and use.use != EMPTY), None)
    if first is None or first.use != EXTRA or first.column in taken or is_aside(first.heading):
        return
    names = profiles[first.column].names and profiles[first.column].distinct > MOST
    if names and max(fits(first.heading).values(), default=0.0) < POORLY:
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
        while run[-1] + 1 < len(uses) and not table.headings[run[-1] + 1] and profiles[run[-1] + 1].letters > MOST:
            run.append(run[-1] + 1)
        if len(run) > 1 and profiles[first].letters > MOST and not taken & set(run) and _one_each(sheet, table, run):
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
