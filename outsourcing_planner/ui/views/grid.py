"""The grid: the editable plan with its find bar. The window talks to it through row ids, keys and the handlers."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPoint, QSize, Signal
from PySide6.QtGui import QFont, QUndoStack
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit.messages import Messages
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.models.columns import CLASSIFY
from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid_clipboard import GridClipboard
from outsourcing_planner.ui.views.grid_columns import GridColumns
from outsourcing_planner.ui.views.grid_commands import GridCommands
from outsourcing_planner.ui.views.grid_find import FindBar
from outsourcing_planner.ui.views.grid_header import GridHeader
from outsourcing_planner.ui.views.grid_layout import GridLayout
from outsourcing_planner.ui.views.grid_order import GridOrder
from outsourcing_planner.ui.views.grid_selection import Area
from outsourcing_planner.ui.views.grid_stats import StatsCounter
from outsourcing_planner.ui.views.grid_view import GridView

Handler = Callable[..., Any]
ZOOMS: Final = (50, 60, 75, 85, 100, 115, 130, 150, 175, 200, 250, 300)


class Grid(QWidget):
    """The plan as a spreadsheet."""

    current_cell_changed = Signal(object, str)
    """Row id (None on the last line and on headings of groups) and key of the column."""
    selection_stats_changed = Signal(object)
    """SelectionStats of what is selected."""
    rows_shown_changed = Signal(int, int)
    """Rows shown, rows of the plan."""
    why_requested = Signal(object, str)
    status_message = Signal(str)

    def __init__(
        self, document: Document, stack: QUndoStack, theme: Theme, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document, self.messages = document, messages
        self.table = PlanTable(document, stack, self)
        self.view = GridView(self.table, theme, self)
        self.view.setAccessibleName(_("Functions"))
        self.table.selecting = self.view.selected
        self._theme, self._font, self.zoom = theme, QFont(self.font()), 100
        self.commands = GridCommands(self.view, self.table, self.status_message.emit)
        self.clipboard = GridClipboard(self.commands)
        self.order = GridOrder(self.view, self.table, self.status_message.emit, self)
        self.columns = GridLayout(self.view, self.table)
        self.column_commands = GridColumns(self.columns, self.view, self.table, self.status_message.emit)
        self.find_bar = FindBar(self.commands, self)
        self._stats = StatsCounter(self.table, self.view.selected, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view, 1)
        box.addWidget(self.find_bar)
        self.setFocusProxy(self.view)
        self._connect()
        self.show_columns(CLASSIFY)

    def _connect(self) -> None:
        """Every connection inside the grid; read this to know how its parts talk."""
        view = self.view
        self.table.lines_changed.connect(self._lines_changed)
        self.order.grouped.connect(self.columns.place)
        self.table.modelAboutToBeReset.connect(view.cells.discard)
        view.refused.connect(self.status_message)
        self.table.told.connect(self._tell)
        view.clear_wanted.connect(self.commands.clear_cells)
        view.cells.fill_wanted.connect(self.commands.fill_selection)
        view.fill_dragged.connect(self.commands.drag_fill)
        view.explain_wanted.connect(self._explain)
        view.fold_wanted.connect(self.order.fold)
        view.paste_wanted.connect(self.clipboard.paste)
        self.document.listen(view.copied.forget)
        view.zoom_wanted.connect(self._zoom_by)
        view.heading().sectionPressed.connect(self.commit_open_editor)
        view.heading().sectionDoubleClicked.connect(self.order.next_state)
        view.selectionModel().selectionChanged.connect(self._selection_changed)
        view.selectionModel().currentChanged.connect(self._current_changed)
        rows = view.verticalHeader()
        if isinstance(rows, GridHeader):
            rows.menu_wanted.connect(self._row_menu)
        self._stats.counted.connect(self.selection_stats_changed)

    def state(self) -> dict[str, Any]:
        """Return what is to be remembered: zoom, and the columns of each set."""
        return {**self.columns.state(), "zoom": self.zoom}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show zoom and columns as remembered; what is not understood is left out."""
        zoom = state.get("zoom")
        if type(zoom) is int:
            self.set_zoom(zoom)
        self.columns.restore(state)

    # What the window asks ---------------------------------------------------------------------------------------
    def handlers(self) -> dict[str, Handler]:
        """Return what carries out the commands of the table, by id; an open editor is committed first."""
        parts: tuple[object, ...] = (self.commands, self.clipboard, self.order, self.column_commands, self)
        found = {name: _found(parts, name) for name in COMMANDS}
        found.update(find=self.open_find, replace=self.open_replace)
        return {name: self._committing(act) for name, act in found.items()}

    def _committing(self, act: Handler) -> Handler:
        def run(*arguments: object) -> None:
            self.commit_open_editor()
            act(*arguments)

        return run

    def show_columns(self, set_name: str) -> None:
        """Show a saved set of columns: classify, cost or everything."""
        self.commit_open_editor()
        self.columns.show_set(set_name)

    def set_filter_text(self, text: str) -> None:
        """Show only rows that contain every word of a text."""
        self.commit_open_editor()
        self.order.filter_text(text)

    def shown_rows(self) -> list[RowId]:
        """Return the ids of the rows that are shown, in the order shown."""
        return self.table.shown_rows()

    def selected_rows(self) -> list[RowId]:
        """Return the ids of the rows with a selected cell."""
        return self.view.selected.rows()

    def select_row(self, row: RowId, key: str = "") -> None:
        """Go to a row; filters that hide it are taken off."""
        if self.table.line_of(row) < 0 and row in self.document.plan.rows.positions:
            self.order.clear_filters()
            self.table.order.folded.clear()
            self.table.reorder()
        line = self.table.line_of(row)
        if line >= 0:
            column = self.table.column_of(key) if key else self.view.currentIndex().column()
            self.view.walker.go(line, max(column, 0))
            self.view.setFocus()

    def current_cell(self) -> tuple[RowId | None, str]:
        """Return row id and key of the current cell."""
        index = self.view.currentIndex()
        return self.table.row_id(index), self.table.key(index)

    def commit_open_editor(self) -> None:
        """Take over what is being typed; every command that reads the document starts with this."""
        self.view.cells.commit()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of another theme."""
        self._theme = theme
        self._apply_look()

    def retranslate(self) -> None:
        """Write headings, words and numbers anew."""
        self.table.retranslate()
        self.view.setAccessibleName(_("Functions"))
        self.find_bar.retranslate()

    # Commands of the grid itself --------------------------------------------------------------------------------
    def open_find(self) -> None:
        """Open the find bar."""
        self.find_bar.open(replacing=False)

    def open_replace(self) -> None:
        """Open the find bar with the part to replace."""
        self.find_bar.open(replacing=True)

    def find_next(self) -> None:
        """Go to the next cell with the text last looked for; ask for one where there is none."""
        if self.find_bar.text.text():
            self.find_bar.next()
        else:
            self.open_find()

    def find_previous(self) -> None:
        """Go to the cell before with the text last looked for; ask for one where there is none."""
        if self.find_bar.text.text():
            self.find_bar.previous()
        else:
            self.open_find()

    def select_all(self) -> None:
        """Select every cell that is shown."""
        self.view.selectAll()

    def zoom_in(self) -> None:
        """Show the grid larger."""
        self._zoom_by(1)

    def zoom_out(self) -> None:
        """Show the grid smaller."""
        self._zoom_by(-1)

    def zoom_reset(self) -> None:
        """Show the grid in its normal size."""
        self.set_zoom(100)

    def _zoom_by(self, steps: int) -> None:
        at = min(range(len(ZOOMS)), key=lambda number: abs(ZOOMS[number] - self.zoom))
        self.set_zoom(ZOOMS[min(max(at + steps, 0), len(ZOOMS) - 1)])

    def set_zoom(self, percent: int) -> None:
        """Show the grid in a size, in percent."""
        before, self.zoom = self.zoom, min(max(percent, ZOOMS[0]), ZOOMS[-1])
        self._apply_look()
        self.columns.scale(self.zoom / before)

    def _apply_look(self) -> None:
        font = QFont(self._font)
        if font.pointSizeF() > 0:
            font.setPointSizeF(self._font.pointSizeF() * self.zoom / 100)
        else:
            font.setPixelSize(max(round(self._font.pixelSize() * self.zoom / 100), 1))
        self.view.set_look(self._theme, font)

    # What happens -----------------------------------------------------------------------------------------------
    def _explain(self, index: QModelIndex) -> None:
        row = self.table.row_id(index)
        if row is not None:
            self.why_requested.emit(row, self.table.key(index))

    def _row_menu(self, line: int, place: QPoint) -> None:
        """Ask for the menu of the rows; the one under the pointer is selected first."""
        self.commit_open_editor()
        if not any(area.top <= line <= area.bottom for area in self.view.selected.areas()):
            self.view.selected.select(Area(line, 0, line, self.table.columnCount() - 1))
        self.customContextMenuRequested.emit(self.mapFromGlobal(place))

    def _tell(self, text: str) -> None:
        if text:
            self.status_message.emit(text)

    def _lines_changed(self) -> None:
        self.rows_shown_changed.emit(len(self.shown_rows()), len(self.document.plan))
        self._stats.start()

    def _selection_changed(self) -> None:
        self.view.show_selection_in_headers()
        self._stats.start()

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.view.frozen.update()
        if current.isValid():
            self.current_cell_changed.emit(self.table.row_id(current), self.table.key(current))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QWidget."""
        return QSize(960, 540)


COMMANDS: Final = (
    "insert_row", "delete_rows", "duplicate_rows", "move_rows_up", "move_rows_down", "cut", "copy",
    "copy_with_headings", "paste", "insert_copied_rows", "clear_cells", "fill_down", "fill_right",
    "sort_ascending", "sort_descending", "sort_none", "filter_column", "clear_filters", "only_problems",
    "only_close_calls", "group_by_department", "zoom_in", "zoom_out", "zoom_reset", "insert_date",
    "fill_from_inferred", "set_decision", "set_country", "set_pricing",
    "clear_overrides", "select_all",
    "find_next", "find_previous", "choose_columns", "hide_columns", "fit_columns", "freeze_columns", "reset_columns",
)  # fmt: skip


def _found(parts: tuple[object, ...], name: str) -> Handler:
    handler: Handler = next(getattr(part, name) for part in parts if hasattr(part, name))
    return handler
