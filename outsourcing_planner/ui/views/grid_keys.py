"""Where the keys lead: steps inside and outside a selection, runs of Tabs, jumps to the edge of the data, reaching."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QTableView

from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid_selection import Area, GridSelection

Flag = QItemSelectionModel.SelectionFlag


class Walker:
    """Moves the current cell as spreadsheets do."""

    def __init__(self, view: QTableView, table: PlanTable, selection: GridSelection) -> None:
        self._view, self._table, self._selection = view, table, selection
        self._run_began: int | None = None
        """Column in which a run of Tabs began; Enter goes back to it."""

    def forget_run(self) -> None:
        """Forget where a run of Tabs began: another key or a click came between."""
        self._run_began = None

    def step(self, rows: int, columns: int, ends_run: bool) -> None:  # noqa: FBT001 - carried by a signal
        """Go on from the current cell: within the selection where it has more than one cell, otherwise beyond."""
        current = self._view.currentIndex()
        if not current.isValid():
            return
        areas = self._selection.areas()
        if len(areas) == 1 and areas[0].height * areas[0].width > 1:
            self._within(areas[0], rows, columns)
            return
        row, column = current.row() + rows, current.column() + columns
        if columns and self._run_began is None and not ends_run:
            self._run_began = current.column()
        elif rows and self._run_began is not None:
            column = self._run_began
        if ends_run:
            self._run_began = None
        self.go(*self._wrapped(row, column))

    def _wrapped(self, row: int, column: int) -> tuple[int, int]:
        width = self._table.columnCount()
        if column >= width and row + 1 < self._table.rowCount():
            return row + 1, 0
        return (row - 1, width - 1) if column < 0 and row else (row, column)

    def _within(self, area: Area, rows: int, columns: int) -> None:
        current = self._view.currentIndex()
        y, x = current.row() - area.top, current.column() - area.left
        step, size = rows + columns, area.height * area.width
        if columns:
            y, x = divmod((y * area.width + x + step) % size, area.width)
        else:
            x, y = divmod((x * area.height + y + step) % size, area.height)
        index = self._table.index(area.top + y, area.left + x)
        self._view.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        self._view.scrollTo(index)

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one, kept inside the grid."""
        index = self._table.index(*self._inside(row, column))
        self._view.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)
        self._view.scrollTo(index)

    def _inside(self, row: int, column: int) -> tuple[int, int]:
        return (
            min(max(row, 0), self._table.rowCount() - 1), min(max(column, 0), self._table.columnCount() - 1)
        )  # fmt: skip

    # Reaching: the current cell stays, the far corner of its rectangle moves ----------------------------------------
    def reach_by(self, rows: int, columns: int) -> None:
        """Move the far corner; along the axis in which it does not move the rectangle stays as it is."""
        current = self._view.currentIndex()
        if current.isValid():
            area, corner = self._area(), self._corner()
            rows_now = _stretch(current.row(), corner[0] + rows) if rows else (area.top, area.bottom)
            columns_now = _stretch(current.column(), corner[1] + columns) if columns else (area.left, area.right)
            self._put(rows_now, columns_now, (corner[0] + rows, corner[1] + columns))

    def reach_to(self, row: int, column: int) -> None:
        """Stretch the selection from the current cell to another."""
        current = self._view.currentIndex()
        if current.isValid():
            self._put(_stretch(current.row(), row), _stretch(current.column(), column), (row, column))

    def reach_to_lines(self, section: int, *, rows: bool) -> None:
        """Stretch whole rows or columns from the current cell to another line."""
        current = self._view.currentIndex()
        if current.isValid():
            every = (0, (self._table.columnCount() if rows else self._table.rowCount()) - 1)
            span = _stretch(current.row() if rows else current.column(), section)
            self._put(*((span, every) if rows else (every, span)), seen=None)

    def _put(self, rows: tuple[int, int], columns: tuple[int, int], seen: tuple[int, int] | None) -> None:
        (top, left), (bottom, right) = self._inside(rows[0], columns[0]), self._inside(rows[1], columns[1])
        self._selection.select_beside(self._area(), Area(top, left, bottom, right))
        if seen is not None:
            self._view.scrollTo(self._table.index(*self._inside(*seen)))

    def _area(self) -> Area:
        """Return the rectangle that the current cell is part of."""
        current = self._view.currentIndex()
        row, column = current.row(), current.column()
        found = [area for area in self._selection.areas() if area.holds(row, column)]
        return found[-1] if found else Area(row, column, row, column)

    def _corner(self) -> tuple[int, int]:
        current, area = self._view.currentIndex(), self._area()
        return _far(current.row(), area.top, area.bottom), _far(current.column(), area.left, area.right)

    # Far steps ------------------------------------------------------------------------------------------------------
    def page(self) -> int:
        """Return how many rows fill the view."""
        return max(self._view.viewport().height() // max(self._view.rowHeight(0), 1) - 1, 1)

    def pages_aside(self, step: int) -> int:
        """Return how many columns lie a width of the view aside, with their sign."""
        x = self._view.columnViewportPosition(self._view.currentIndex().column())
        width, end = self._view.viewport().width(), self._table.columnCount() - 1
        target = self._view.horizontalHeader().logicalIndexAt(x + step * width)
        target = (end if step > 0 else 0) if target < 0 else target
        return target - self._view.currentIndex().column()

    def jump(self, rows: int, columns: int, *, extend: bool) -> None:
        """Go to the edge of the filled cells in one direction, or to the next filled one."""
        current = self._view.currentIndex()
        if not current.isValid():
            return
        row, column = current.row(), current.column()
        if not extend:
            self.go(*self._edge(row, column, rows, columns))
            return
        corner = self._corner()
        start = (corner[0], column) if rows else (row, corner[1])
        end = self._edge(*start, rows, columns)
        self.reach_by(end[0] - start[0], end[1] - start[1])

    def _edge(self, row: int, column: int, rows: int, columns: int) -> tuple[int, int]:
        def inside(y: int, x: int) -> bool:
            return 0 <= y < self._table.rowCount() - 1 and 0 <= x < self._table.columnCount()

        known = self._table.cells_down(column) if rows else None

        def filled(y: int, x: int) -> bool:
            return inside(y, x) and (known[y] if known is not None else self._table.typed(y, x)) is not None

        y, x = row + rows, column + columns
        if not inside(y, x):
            return row, column
        wanted = filled(row, column) and filled(y, x)
        while inside(y, x) and filled(y, x) == wanted:
            y, x = y + rows, x + columns
        found = not wanted and inside(y, x)
        return (y, x) if found else (y - rows, x - columns)


def _stretch(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one <= other else (other, one)


def _far(at: int, first: int, last: int) -> int:
    """Return the end of a stretch that lies opposite to a place at its other end; the place itself when inside."""
    return last if at == first else first if at == last else at
