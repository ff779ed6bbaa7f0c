"""What a person does to blocks of cells and rows, as one edit each. None means that nothing would change."""

from collections.abc import Mapping, Sequence

from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.session.edits import Edit, InsertRows, MoveRows, RemoveRows, SetCells, Several
from outsourcing_planner.text import _

Columns = Mapping[str, Sequence[Cell]]
"""New cells by key of the field, one per row."""


def set_block(plan: Plan, rows: Sequence[RowId], columns: Columns, label: str) -> Edit | None:
    """Return the edit that puts cells into a block; cells that are there already are left out."""
    edits = [edit for key, cells in columns.items() if (edit := _set_column(plan, rows, key, cells, label))]
    return _one(edits, label)


def set_one(plan: Plan, row: RowId | None, key: str, cell: Cell, heading: str) -> Edit | None:
    """Return the edit of one cell, named by the heading of its column; without a row it begins a new one at the end."""
    if row is None:
        return insert_filled(plan, len(plan), 1, {key: (cell,)}, _("Add function"))
    label = _("Edit {column}") if cell is not None else _("Clear {column}")
    return set_block(plan, (row,), {key: (cell,)}, label.format(column=heading))


def _set_column(plan: Plan, rows: Sequence[RowId], key: str, cells: Sequence[Cell], label: str) -> Edit | None:
    old = plan.cells(rows, key)
    changed = [at for at, (was, new) in enumerate(zip(old, cells, strict=True)) if not same_cell(was, new)]
    if not changed:
        return None
    return SetCells(tuple(rows[at] for at in changed), key, tuple(cells[at] for at in changed), label)


def same_cell(one: Cell, other: Cell) -> bool:
    """Say whether two cells are the same; True is not 1.0."""
    return type(one) is type(other) and one == other


def _one(edits: Sequence[Edit], label: str) -> Edit | None:
    if len(edits) < 2:
        return edits[0] if edits else None
    return Several(tuple(edits), label)


def insert_blank(plan: Plan, at: int, count: int) -> InsertRows:
    """Return the edit that puts blank rows before the row at a position."""
    return InsertRows(tuple(range(at, at + count)), plan.new_rows(count))


def insert_filled(plan: Plan, at: int, count: int, columns: Columns, label: str) -> InsertRows:
    """Return the edit that puts new rows with these cells before the row at a position."""
    block = plan.new_rows(count)
    for key, cells in columns.items():
        block = block.with_cells(block.rows.ids, key, cells)
    return InsertRows(tuple(range(at, at + count)), block, label)


def paste(plan: Plan, rows: Sequence[RowId], columns: Columns, label: str) -> Edit | None:
    """Return the edit that puts cells into a block and adds a row at the end for each cell beyond ``rows``."""
    inside = {key: cells[: len(rows)] for key, cells in columns.items()}
    beyond = {key: cells[len(rows) :] for key, cells in columns.items()}
    more = max((len(cells) for cells in beyond.values()), default=0)
    edits: list[Edit] = []
    written = set_block(plan, rows, inside, label)
    if written is not None:
        edits.append(written)
    if more:
        edits.append(insert_filled(plan, len(plan), more, beyond, label))
    return _one(edits, label)


def delete(plan: Plan, rows: Sequence[RowId]) -> Edit | None:
    """Return the edit that removes rows."""
    return RemoveRows(tuple(rows)) if rows and len(plan) else None


def duplicate(plan: Plan, rows: Sequence[RowId]) -> Edit | None:
    """Return the edit that puts a copy of some rows after the last of them, in the order given."""
    if not rows:
        return None
    columns = {key: plan.cells(rows, key) for key in plan.columns}
    at = max(plan.rows.of(rows)) + 1
    return insert_filled(plan, at, len(rows), columns, _("Duplicate rows"))


def move(plan: Plan, rows: Sequence[RowId], step: int) -> Edit | None:
    """Return the edit that moves rows one place up (−1) or down (+1); rows at the edge stay together there."""
    moving = set(rows)
    ids = list(plan.rows.ids)
    order = ids if step < 0 else ids[::-1]
    if not moving or order[0] in moving:
        return None
    for at in range(1, len(order)):
        if order[at] in moving:
            order[at - 1], order[at] = order[at], order[at - 1]
    return MoveRows(tuple(order if step < 0 else order[::-1]))
