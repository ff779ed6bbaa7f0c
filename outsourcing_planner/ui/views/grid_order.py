"""Order, filters, groups: what is shown and how, without touching the plan. The current cell follows its row."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal

from outsourcing_planner.session.order import ColumnFilter
from outsourcing_planner.text import _
from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid_filter import FilterPopup
from outsourcing_planner.ui.views.grid_selection import Area, Remembered
from outsourcing_planner.ui.views.grid_view import GridView


class GridOrder(QObject):
    """The commands that change what is shown."""

    grouped = Signal()

    def __init__(self, view: GridView, table: PlanTable, say: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self.view, self.table, self.say = view, table, say
        self._seen: Remembered | None = None
        table.modelAboutToBeReset.connect(self._remember)
        table.modelReset.connect(self._bring_back)
        self.popup: FilterPopup | None = None

    def sort_ascending(self) -> None:
        """Order by the current column."""
        self._sort(self._current_key(), descending=False)

    def sort_descending(self) -> None:
        """Order by the current column, largest first."""
        self._sort(self._current_key(), descending=True)

    def sort_none(self) -> None:
        """Show the order of the plan."""
        self.table.order.sort = None
        self.table.reorder()

    def _current_key(self) -> str:
        return self.table.key(self.view.currentIndex()) or self.table.columns[0].key

    def _sort(self, key: str, *, descending: bool) -> None:
        self.table.order.sort = (key, descending)
        self.table.reorder()

    def next_state(self, section: int) -> None:
        """Go on from the order by a column: ascending, descending, that of the plan."""
        key = self.table.columns[section].key
        sort = self.table.order.sort
        if sort is None or sort[0] != key:
            self._sort(key, descending=False)
        elif not sort[1]:
            self._sort(key, descending=True)
        else:
            self.sort_none()

    def filter_text(self, text: str) -> None:
        """Show only rows that contain every word of a text."""
        if text.strip() != self.table.order.text.strip():
            self.table.order.text = text
            self.table.reorder()

    def filter_column(self) -> None:
        """Ask what the current column should let through."""
        self.ask_filter(max(self.view.currentIndex().column(), 0))

    def ask_filter(self, section: int) -> None:
        """Open the filter of a column below its heading."""
        column = self.table.columns[section]
        rule = self.table.order.filters.get(column.key, ColumnFilter())
        self.popup = FilterPopup(column, self.table.shown.values(column.key), rule, self.view)
        self.popup.chosen.connect(self.set_filter)
        self.popup.order_wanted.connect(self._order_wanted)
        header = self.view.heading()
        corner = QPoint(header.sectionViewportPosition(section), header.height())
        self.popup.open_at(header.viewport().mapToGlobal(corner))

    def _order_wanted(self, key: str, descending: bool) -> None:  # noqa: FBT001 - carried by a signal
        self._sort(key, descending=descending)

    def set_filter(self, key: str, rule: object) -> None:
        """Let only these values of a column through; an empty rule lets all through."""
        if isinstance(rule, ColumnFilter) and rule:
            self.table.order.filters[key] = rule
        else:
            self.table.order.filters.pop(key, None)
        self.table.reorder()

    def clear_filters(self) -> None:
        """Show all rows again."""
        order = self.table.order
        order.filters.clear()
        order.text, order.only_problems, order.only_close_calls = "", False, False
        self.table.reorder()

    def only_problems(self, on: bool = True) -> None:  # noqa: FBT001 - a checkable command gives its state
        """Show only rows with problems."""
        self.table.order.only_problems = on
        self.table.reorder()
        if on and not self.table.lines.positions():
            self.say(_("No problems found."))

    def only_close_calls(self, on: bool = True) -> None:  # noqa: FBT001 - a checkable command gives its state
        """Show only rows where the kind of work is a close call."""
        self.table.order.only_close_calls = on
        self.table.reorder()
        if on and not self.table.lines.positions():
            self.say(_("No close calls."))

    def group_by_department(self, on: bool = True) -> None:  # noqa: FBT001 - a checkable command gives its state
        """Keep the rows of a department together under a line with their sums."""
        self.table.order.group = on
        self.table.reorder()
        self.grouped.emit()

    def fold(self, line: int) -> None:
        """Fold a group away or open it."""
        group = self.table.group_at(line)
        if group is not None:
            self.table.order.folded ^= {group.name}
            self.table.reorder()
            self.view.selected.select(Area(line, 0, line, 0))

    def _remember(self) -> None:
        found = self.view.selected.remember()
        bars = self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value()
        self._seen, self._bars, self._line = found, bars, self.view.currentIndex().row()

    def _bring_back(self) -> None:
        """Select after a reset what was selected before; its scroll position stays where that is possible."""
        seen, self._seen = self._seen, None
        self.view.horizontalScrollBar().setValue(self._bars[0])
        self.view.verticalScrollBar().setValue(self._bars[1])
        if seen is None or not self.table.columnCount():
            return
        if seen.current[0] is None and self._line >= 0:  # what was typed on the last line stands on it as a row now
            line, column = min(self._line, self.table.rowCount() - 1), max(self.table.column_of(seen.current[1]), 0)
            self.view.selected.select(Area(line, column, line, column))
            return
        self.view.selected.restore(seen)
        if not self.view.currentIndex().isValid():
            column = max(self.table.column_of(seen.current[1]), 0)
            self.view.selected.select(Area(0, column, 0, column))

