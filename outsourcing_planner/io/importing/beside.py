"""Another table beside the one that is taken: columns behind a blank one, in rows of their own."""

from collections.abc import Sequence
from typing import Final

from outsourcing_planner.io.headings import fits
from outsourcing_planner.io.importing.columns import Profile
from outsourcing_planner.io.importing.naming import is_aside
from outsourcing_planner.io.importing.raw import RawSheet, is_blank
from outsourcing_planner.io.importing.table import Table

_NAMES: Final = 0.9
_WORDY: Final = 0.7
_OTHER_ROWS: Final = 0.15
_LONGEST: Final = 2_000
"""Beside a longer list nobody keeps a second one; looking for it there would take long."""


def columns_of_another(sheet: RawSheet, table: Table, profiles: Sequence[Profile]) -> frozenset[int]:
    """Return the columns of other tables beside the largest one.

    Another table stands apart by a blank column, has names of its own in its first column, and other rows: it ends
    earlier or later. A column that stands apart and is filled in the same rows belongs to the table.
    """
    if not 1 < table.end - table.body <= _LONGEST:
        return frozenset()
    blocks = _blocks(sheet, table, profiles)
    if len(blocks) < 2:
        return frozenset()
    main = max(blocks, key=lambda block: sum(profiles[at].filled for at in block))
    rows = _rows_of(sheet, table, main)
    return frozenset(
        at for block in blocks if block is not main and _is_another(sheet, table, profiles, block, rows) for at in block
    )


def _blocks(sheet: RawSheet, table: Table, profiles: Sequence[Profile]) -> list[list[int]]:
    """Return the runs of columns between the blank ones."""
    blocks: list[list[int]] = [[]]
    for at in range(len(sheet.columns)):
        heading = table.headings[at] if at < len(table.headings) else ""
        if heading or profiles[at].filled:
            blocks[-1].append(at)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _rows_of(sheet: RawSheet, table: Table, block: Sequence[int]) -> set[int]:
    """Return the rows in which several columns of a block hold something."""
    return {
        row for row in range(table.body, table.end)
        if sum(not is_blank(sheet.columns[at][row]) for at in block) > min(1, len(block) - 1)
    }  # fmt: skip


def _is_another(
    sheet: RawSheet, table: Table, profiles: Sequence[Profile], block: Sequence[int], main: set[int]
) -> bool:
    first = profiles[block[0]]
    heading = table.headings[block[0]] if block[0] < len(table.headings) else ""
    if is_aside(heading) or any(key not in {"function", "department"} for key in fits(heading)):
        # "Vendor", "Description" or "Comment" says more about the row, however few have it.
        return False
    if len(block) < 2 or first.filled < 2 or first.distinct < _NAMES or first.letters < _WORDY:
        return False
    rows = {row for row in range(table.body, table.end) if not is_blank(sheet.columns[block[0]][row])}
    headed = any(table.headings[at] for at in block if at < len(table.headings))
    whole = rows == set(range(min(rows), max(rows) + 1)) and (min(rows) <= table.body + 1 or not headed)
    return whole and len(main ^ rows) >= max(2, _OTHER_ROWS * len(main | rows))
