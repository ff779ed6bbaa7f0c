"""The plan: row ids and one column of cells per field. Frozen; every change makes a new plan that shares the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.fields import KEYS

RowId = int
Column = tuple[Cell, ...]


@dataclass(frozen=True)
class Rows:
    """The row ids in the order of the plan, and where each stands."""

    ids: tuple[RowId, ...] = ()

    @cached_property
    def positions(self) -> dict[RowId, int]:
        """Return the position of each id, counted from 0."""
        return {row: position for position, row in enumerate(self.ids)}

    def of(self, ids: Iterable[RowId]) -> list[int]:
        """Return the positions of some ids."""
        positions = self.positions
        return [positions[row] for row in ids]


@dataclass(frozen=True)
class Plan:
    """Functions as columns.

    ``columns`` holds a column for each field that has at least one cell; an absent column is all blank. ``extras`` are
    imported columns that are no field, under their own headings. All columns are as long as ``rows.ids``. ``next_id``
    is larger than every id ever used, so that ids are never used again.
    """

    rows: Rows = field(default_factory=Rows)
    columns: Mapping[str, Column] = field(default_factory=dict)
    extras: Mapping[str, Column] = field(default_factory=dict)
    next_id: int = 1
    title: str = ""

    def __len__(self) -> int:
        return len(self.rows.ids)

    @classmethod
    def from_columns(
        cls, columns: Mapping[str, Sequence[Cell]], extras: Mapping[str, Sequence[Cell]] | None = None, title: str = ""
    ) -> Self:
        """Build a plan with ids 1…n from columns of equal length; unknown keys raise KeyError."""
        unknown = set(columns) - set(KEYS)
        if unknown:
            raise KeyError(", ".join(sorted(unknown)))
        count = len(next(iter(columns.values()), ()))
        kept = {key: tuple(columns[key]) for key in KEYS if key in columns}
        more = {name: tuple(cells) for name, cells in (extras or {}).items()}
        if any(len(cells) != count for cells in (*kept.values(), *more.values())):
            raise ValueError("columns differ in length")
        return cls(Rows(tuple(range(1, count + 1))), kept, more, count + 1, title)

    def column(self, key: str) -> Column:
        """Return the cells of a field, all blank where nothing was typed."""
        found = self.columns.get(key)
        return found if found is not None else (None,) * len(self)

    def cell(self, row: RowId, key: str) -> Cell:
        """Return one cell."""
        found = self.columns.get(key)
        return None if found is None else found[self.rows.positions[row]]

    def cells(self, rows: Sequence[RowId], key: str) -> Column:
        """Return the cells of some rows in one field."""
        found = self.columns.get(key)
        return (None,) * len(rows) if found is None else tuple(found[at] for at in self.rows.of(rows))

    def with_cells(self, rows: Sequence[RowId], key: str, cells: Sequence[Cell]) -> Self:
        """Return the plan with other cells in one field."""
        column = list(self.column(key))
        for position, cell in zip(self.rows.of(rows), cells, strict=True):
            column[position] = cell
        return replace(self, columns={**self.columns, key: tuple(column)})

    def new_rows(self, count: int) -> Self:
        """Return a block of blank rows with ids that this plan never used."""
        ids = tuple(range(self.next_id, self.next_id + count))
        return replace(self, rows=Rows(ids), columns={}, extras={}, next_id=self.next_id + count)

    def inserted(self, positions: Sequence[int], block: "Plan") -> Self:
        """Return the plan with the rows of a block standing at these positions of the result (ascending).

        The ids of the block are kept, so that undoing a removal gives the very same rows back; an id in use raises
        ValueError.
        """
        if self.rows.positions.keys() & set(block.rows.ids):
            raise ValueError("a row id of the block is in use")
        order = _interleaved(len(self), positions)
        ids = tuple((*self.rows.ids, *block.rows.ids)[at] for at in order)
        columns = _merged(self.columns, block.columns, order, len(self), len(block))
        extras = _merged(self.extras, block.extras, order, len(self), len(block))
        next_id = max(self.next_id, block.next_id, max(block.rows.ids, default=0) + 1)
        return replace(self, rows=Rows(ids), columns=columns, extras=extras, next_id=next_id)

    def subset(self, rows: Iterable[RowId]) -> Self:
        """Return only some rows, in the order given."""
        ids = tuple(rows)
        at = self.rows.of(ids)
        columns = {key: tuple(column[i] for i in at) for key, column in self.columns.items()}
        extras = {key: tuple(column[i] for i in at) for key, column in self.extras.items()}
        return replace(self, rows=Rows(ids), columns=columns, extras=extras)

    def without(self, rows: Iterable[RowId]) -> Self:
        """Return the plan without some rows."""
        gone = set(rows)
        return self.subset(row for row in self.rows.ids if row not in gone)


def _interleaved(length: int, positions: Sequence[int]) -> list[int]:
    """Return, for each place of the result, the index into own rows followed by block rows."""
    taken = {position: length + at for at, position in enumerate(positions)}
    own = iter(range(length))
    return [taken[place] if place in taken else next(own) for place in range(length + len(positions))]


def _merged(
    mine: Mapping[str, Column], theirs: Mapping[str, Column], order: Sequence[int], length: int, count: int
) -> dict[str, Column]:
    merged: dict[str, Column] = {}
    for key in dict.fromkeys((*mine, *theirs)):
        cells = (*mine.get(key, (None,) * length), *theirs.get(key, (None,) * count))
        merged[key] = tuple(cells[at] for at in order)
    return merged
