"""Where the keys lead: steps inside and outside a selection, runs of Tabs, jumps to the edge of the data."""

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

    def go(self, row: int, column: int, *, extend: bool = False) -> None:
        """Make a cell the current one, kept inside the grid."""
        row = min(max(row, 0), self._table.rowCount() - 1)
        column = min(max(column, 0), self._table.columnCount() - 1)
        index = self._table.index(row, column)
        model = self._view.selectionModel()
        if extend and (areas := self._selection.areas()):
            self._extend(areas[-1], row, column)
            return
        model.setCurrentIndex(index, Flag.ClearAndSelect)
        self._view.scrollTo(index)

    def _extend(self, area: Area, row: int, column: int) -> None:
        anchor = self._view.currentIndex()
        top, bottom = sorted((anchor.row(), row))
        left, right = sorted((anchor.column(), column))
        del area
        selection = self._view.selectionModel()
        self._selection.select(Area(top, left, bottom, right))
        selection.setCurrentIndex(anchor, Flag.NoUpdate)
        self._view.scrollTo(self._table.index(row, column))

    def jump(self, rows: int, columns: int, *, extend: bool) -> None:
        """Go to the edge of the filled cells in one direction, or to the next filled one."""
        current = self._view.currentIndex()
        if current.isValid():
            row, column = self._edge(current.row(), current.column(), rows, columns)
            self.go(row, column, extend=extend)

    def _edge(self, row: int, column: int, rows: int, columns: int) -> tuple[int, int]:
        def inside(y: int, x: int) -> bool:
            return 0 <= y < self._table.rowCount() - 1 and 0 <= x < self._table.columnCount()

        def filled(y: int, x: int) -> bool:
            return inside(y, x) and self._table.typed(y, x) is not None

        y, x = row + rows, column + columns
        if not inside(y, x):
            return row, column
        wanted = filled(row, column) and filled(y, x)
        while inside(y, x) and filled(y, x) == wanted:
            y, x = y + rows, x + columns
        found = not wanted and inside(y, x)
        return (y, x) if found else (y - rows, x - columns)
