"""What is selected, as rectangles and row ids; never cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QTableView

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.ui.models.plan_table import PlanTable

Flag = QItemSelectionModel.SelectionFlag
Index = QModelIndex | QPersistentModelIndex


class Area(NamedTuple):
    """A rectangle of lines and columns, all four included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """Return the count of lines."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """Return the count of columns."""
        return self.right - self.left + 1

    def holds(self, row: int, column: int) -> bool:
        """Say whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True)
class Remembered:
    """A selection by what it held: for each rectangle its first and last row id, its count of rows and its columns."""

    current: tuple[RowId | None, str]
    areas: tuple[tuple[RowId | None, RowId | None, int, str, str], ...]


class SteadySelection(QItemSelectionModel):
    """A selection model whose current cell stays where a drag of the mouse began, as in a spreadsheet."""

    held = False
    """Whether the mouse button is down since the current cell was chosen."""

    def setCurrentIndex(self, index: Index, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802 - Qt's name
        """See QItemSelectionModel."""
        if not (self.held and command == Flag.NoUpdate and self.currentIndex().isValid()):
            super().setCurrentIndex(index, command)


class GridSelection:
    """The selection of a grid; it is what undo brings back."""

    def __init__(self, view: QTableView, table: PlanTable) -> None:
        self._view, self._table = view, table

    def areas(self) -> list[Area]:
        """Return the selected rectangles; the current cell where nothing is selected."""
        chosen = self._view.selectionModel().selection()
        found = (chosen.at(number) for number in range(chosen.count()))
        ranges = [Area(r.top(), r.left(), r.bottom(), r.right()) for r in found]
        current = self._view.currentIndex()
        if not ranges and current.isValid():
            ranges = [Area(current.row(), current.column(), current.row(), current.column())]
        return ranges

    def bounds(self) -> Area | None:
        """Return the rectangle around everything selected."""
        found = self.areas()
        if not found:
            return None
        return Area(
            min(a.top for a in found), min(a.left for a in found),
            max(a.bottom for a in found), max(a.right for a in found),
        )  # fmt: skip

    def rows(self) -> list[RowId]:
        """Return the ids of all rows with a selected cell, in the order shown."""
        lines: set[tuple[int, int]] = {(area.top, area.bottom) for area in self.areas()}
        found: dict[RowId, None] = {}
        for top, bottom in sorted(lines):
            found.update(dict.fromkeys(self._table.ids_between(top, bottom)))
        return list(found)

    def select(self, area: Area) -> None:
        """Select one rectangle, kept inside the grid; its first cell becomes the current one."""
        table = self._table
        bottom, right = table.rowCount() - 1, table.columnCount() - 1
        first = table.index(min(area.top, bottom), min(area.left, right))
        last = table.index(min(area.bottom, bottom), min(area.right, right))
        model = self._view.selectionModel()
        model.setCurrentIndex(first, Flag.NoUpdate)
        model.select(QItemSelection(first, last), Flag.ClearAndSelect)

    def select_beside(self, old: Area, new: Area) -> None:
        """Put a rectangle in the place of another and keep what else is selected; the current cell stays."""
        chosen = QItemSelection()
        for area in (*(one for one in self.areas() if one != old), new):
            chosen.select(self._table.index(area.top, area.left), self._table.index(area.bottom, area.right))
        self._view.selectionModel().select(chosen, Flag.ClearAndSelect)

    def select_rows(self, rows: Sequence[RowId]) -> None:
        """Select whole rows; those that stand together become one rectangle."""
        lines = sorted(line for line in map(self._table.line_of, rows) if line >= 0)
        if not lines:
            return
        chosen, last = QItemSelection(), self._table.columnCount() - 1
        start = lines[0]
        for at, line in enumerate(lines):
            if at + 1 == len(lines) or lines[at + 1] != line + 1:
                chosen.select(self._table.index(start, 0), self._table.index(line, last))
                start = lines[at + 1] if at + 1 < len(lines) else start
        column = max(self._view.currentIndex().column(), 0)
        self._view.selectionModel().setCurrentIndex(self._table.index(lines[0], column), Flag.NoUpdate)
        self._view.selectionModel().select(chosen, Flag.ClearAndSelect)

    def remember(self) -> Remembered:
        """See undo.Selecting."""
        table, current = self._table, self._view.currentIndex()
        keys = [column.key for column in table.columns]
        found = []
        for area in self.areas()[:100]:
            bottom = min(area.bottom, table.rowCount() - 2)
            first, last = table.row_at(area.top), table.row_at(bottom)
            found.append((first, last, bottom - area.top + 1, keys[area.left], keys[area.right]))
        return Remembered((table.row_id(current), table.key(current)), tuple(found))

    def restore(self, selection: object) -> None:
        """See undo.Selecting; a rectangle whose rows no longer stand together is left out."""
        if not isinstance(selection, Remembered):
            return
        chosen = QItemSelection()
        for area in self.areas_of(selection):
            chosen.select(self._table.index(area.top, area.left), self._table.index(area.bottom, area.right))
        current = self._index(*selection.current)
        if current.isValid():
            self._view.selectionModel().setCurrentIndex(current, Flag.ClearAndSelect)
            self._view.scrollTo(current)
        if not chosen.isEmpty():
            self._view.selectionModel().select(chosen, Flag.ClearAndSelect)

    def areas_of(self, seen: Remembered) -> list[Area]:
        """Return where remembered rectangles stand now; one whose rows no longer stand together is left out."""
        found = []
        for first, last, count, left, right in seen.areas:
            top, bottom = self._line(first), self._line(last)
            a, b = self._table.column_of(left), self._table.column_of(right)
            if min(top, a, b) >= 0 and (bottom - top + 1 == count or first is None):
                found.append(Area(top, a, max(bottom, top), b))
        return found

    def _line(self, row: RowId | None) -> int:
        return self._table.rowCount() - 1 if row is None else self._table.line_of(row)

    def _index(self, row: RowId | None, key: str) -> QModelIndex:
        line, column = self._line(row), self._table.column_of(key)
        return self._table.index(line, column) if min(line, column) >= 0 else QModelIndex()
