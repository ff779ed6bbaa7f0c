"""The table itself: keys, the frame of the selection with its handle, and the name that never scrolls away."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid_choices import choices_of, show_choices
from outsourcing_planner.ui.views.grid_colours import colours
from outsourcing_planner.ui.views.grid_delegate import GridDelegate
from outsourcing_planner.ui.views.grid_frozen import FrozenName
from outsourcing_planner.ui.views.grid_header import GridHeader
from outsourcing_planner.ui.views.grid_keys import Walker
from outsourcing_planner.ui.views.grid_selection import Area, GridSelection

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
_HANDLE: Final = 4
_ARROWS: Final = {
    Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1),
}  # fmt: skip
_OPENED_BY_HAND: Final = (
    QAbstractItemView.EditTrigger.AnyKeyPressed,
    QAbstractItemView.EditTrigger.EditKeyPressed,
    QAbstractItemView.EditTrigger.DoubleClicked,
)


class GridView(QTableView):
    """A QTableView that answers to the keys and the mouse like a spreadsheet."""

    clear_wanted = Signal()
    fill_dragged = Signal(object, object)
    """The handle was dragged: the source rectangle and the whole rectangle to fill (Area)."""
    refused = Signal(str)
    explain_wanted = Signal(object)
    """A computed cell was double-clicked: its index."""
    fold_wanted = Signal(int)
    zoom_wanted = Signal(int)

    def __init__(self, table: PlanTable, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.frozen = FrozenName(self)
        self.setHorizontalHeader(GridHeader(Qt.Orientation.Horizontal, table, self))
        self.setVerticalHeader(GridHeader(Qt.Orientation.Vertical, table, self))
        self.setModel(table)
        self.selected = GridSelection(self, table)
        self.walker = Walker(self, table, self.selected)
        self.cells = GridDelegate(table, colours(theme, self.font()), self)
        self.setItemDelegate(self.cells)
        self.cells.moved_on.connect(self.walker.step)
        self._drag: tuple[Area, Area] | None = None
        self._set_behaviour()
        self.set_look(theme, self.font())

    def _set_behaviour(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.horizontalHeader().setSectionsMovable(True)
        self.horizontalHeader().setStretchLastSection(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def heading(self) -> GridHeader:
        """Return the header with the column headings."""
        header = self.horizontalHeader()
        assert isinstance(header, GridHeader)  # noqa: S101 - set in __init__
        return header

    def set_look(self, theme: Theme, font: QFont) -> None:
        """Paint with the colours of a theme and this font."""
        self.setFont(font)
        self.cells.colours = colours(theme, font)
        height = self.cells.colours.row_height
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setDefaultSectionSize(height)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            if isinstance(header, GridHeader):
                header.set_look(theme, font)
        self.updateGeometries()
        self.viewport().update()

    def show_selection_in_headers(self) -> None:
        """Mark the headings of what is selected; from the rectangles, never cell by cell."""
        areas = self.selected.areas()[:200]
        for header, stretches in (
            (self.horizontalHeader(), {(area.left, area.right) for area in areas}),
            (self.verticalHeader(), {(area.top, area.bottom) for area in areas}),
        ):
            if isinstance(header, GridHeader):
                header.selected = tuple(sorted(stretches))
                header.viewport().update()
        self.frozen.update()

    # Keys -------------------------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        if self._handled(event):
            event.accept()
            return
        only_held = event.key() in {Key.Key_Shift, Key.Key_Control, Key.Key_Alt}
        if not event.text() and not only_held:
            self.walker.forget_run()
        super().keyPressEvent(event)

    def _handled(self, event: QKeyEvent) -> bool:
        key, pressed = Key(event.key()), event.modifiers()
        shift = bool(pressed & Qt.KeyboardModifier.ShiftModifier)
        control = bool(pressed & Qt.KeyboardModifier.ControlModifier)
        alt = bool(pressed & Qt.KeyboardModifier.AltModifier)
        if key in {Key.Key_Return, Key.Key_Enter} and not (control or alt):
            return self._entered(back=shift)
        if key in {Key.Key_Tab, Key.Key_Backtab} and not (control or alt):
            self.walker.step(0, -1 if shift or key == Key.Key_Backtab else 1, ends_run=False)
            return True
        if key == Key.Key_F4 or (alt and key == Key.Key_Down):
            return self._open_choices()
        if control and not alt and key in _ARROWS:
            self.walker.jump(*_ARROWS[key], extend=shift)
            return True
        return self._handled_whole_lines(key, control=control, shift=shift) or self._handled_clearing(key, pressed)

    def _entered(self, *, back: bool) -> bool:
        if self.table.group_at(self.currentIndex().row()) is not None:
            self.fold_wanted.emit(self.currentIndex().row())
        else:
            self.walker.step(-1 if back else 1, 0, ends_run=True)
        return True

    def _handled_whole_lines(self, key: Qt.Key, *, control: bool, shift: bool) -> bool:
        if key != Key.Key_Space or not (control or shift):
            return False
        bounds = self.selected.bounds()
        if bounds is not None:
            current = self.currentIndex()
            last_row, last_column = self.table.rowCount() - 1, self.table.columnCount() - 1
            rows = Area(bounds.top, 0, bounds.bottom, last_column)
            columns = Area(0, bounds.left, last_row, bounds.right)
            self.selected.select(rows if shift else columns)
            self.selectionModel().setCurrentIndex(current, self.selectionModel().SelectionFlag.NoUpdate)
        return True

    def _handled_clearing(self, key: Qt.Key, pressed: Qt.KeyboardModifier) -> bool:
        if pressed & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key == Key.Key_Delete:
            self.clear_wanted.emit()
            return True
        if key == Key.Key_Backspace and self.edit(self.currentIndex(), _OPENED_BY_HAND[1], QEvent(QEvent.Type.None_)):
            if self.cells.editor is not None:
                self.cells.editor.clear()
                self.cells.typing = True
            return True
        return False

    def _open_choices(self) -> bool:
        index = self.currentIndex()
        if not index.isValid() or not choices_of(self.table, self.table.columns[index.column()]):
            return True
        if self.edit(index, _OPENED_BY_HAND[1], QEvent(QEvent.Type.None_)) and self.cells.editor is not None:
            show_choices(self.cells.editor)
        return True

    def edit(self, index: Index, trigger: object = None, event: object = None) -> bool:  # type: ignore[override]
        """See QAbstractItemView; where nothing can be typed the person is told why."""
        if trigger is None:
            super().edit(index)
            return self.cells.editor is not None
        if trigger in _OPENED_BY_HAND and index.isValid() and not self.table.editable(index.row(), index.column()):
            self._refuse(index, trigger)
            return False
        if index.column() == 0 and trigger in _OPENED_BY_HAND:
            self.horizontalScrollBar().setValue(0)
        by_typing = trigger == _OPENED_BY_HAND[0]
        opened: bool = super().edit(index, trigger, event)  # type: ignore[call-overload]
        if opened and trigger in _OPENED_BY_HAND:
            self.cells.typing = by_typing
        return opened

    def _refuse(self, index: Index, trigger: object) -> None:
        if trigger == _OPENED_BY_HAND[2] and self.table.group_at(index.row()) is not None:
            self.fold_wanted.emit(index.row())
            return
        self.refused.emit(self.table.why_read_only(index.row(), index.column()))
        if trigger == _OPENED_BY_HAND[2]:
            self.explain_wanted.emit(index)

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802 - Qt's name
        """See QAbstractItemView; typing edits, it does not search (Qt would walk all rows)."""

    # The frame and its handle -----------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        super().paintEvent(event)
        handle = self._handle_rect()
        if handle.isNull() and self._drag is None:
            return
        painter = QPainter(self.viewport())
        if self._drag is not None:
            painter.setPen(QPen(self.cells.colours.accent, 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._area_rect(self._drag[1]))
        painter.fillRect(handle, self.cells.colours.accent)

    def _area_rect(self, area: Area) -> QRect:
        first = self.visualRect(self.table.index(area.top, area.left))
        return first.united(self.visualRect(self.table.index(area.bottom, area.right)))

    def _handle_rect(self) -> QRect:
        areas = self.selected.areas()
        if len(areas) != 1 or self.cells.editor is not None:
            return QRect()
        area = areas[0]
        corner = self.visualRect(self.table.index(area.bottom, area.right)).bottomRight()
        return QRect(corner - QPoint(_HANDLE, _HANDLE), corner + QPoint(1, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; the handle starts a fill."""
        self.walker.forget_run()
        point = event.position().toPoint()
        if self._handle_rect().adjusted(-2, -2, 2, 2).contains(point) and (bounds := self.selected.bounds()):
            self._drag = (bounds, bounds)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        point = event.position().toPoint()
        if self._drag is None:
            over = self._handle_rect().adjusted(-2, -2, 2, 2).contains(point)
            self.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)
            super().mouseMoveEvent(event)
            return
        source = self._drag[0]
        self._drag = (source, self._dragged_to(source, point))
        self.viewport().update()

    def _dragged_to(self, source: Area, point: QPoint) -> Area:
        index = self.indexAt(point)
        if not index.isValid():
            return source
        down, right = index.row() - source.bottom, index.column() - source.right
        if down <= 0 and right <= 0:
            return source
        return source._replace(bottom=index.row()) if down >= right else source._replace(right=index.column())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        if self._drag is None:
            super().mouseReleaseEvent(event)
            return
        (source, whole), self._drag = self._drag, None
        self.viewport().update()
        if whole != source:
            self.fill_dragged.emit(source, whole)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; with Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)

    # The frozen name --------------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        super().resizeEvent(event)
        self.frozen.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """See QAbstractScrollArea; the frozen name follows."""
        super().scrollContentsBy(dx, dy)
        self.frozen.place()
        self.frozen.update()

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:  # noqa: N802, E501
        """See QAbstractItemView; what would lie under the frozen name is moved out from under it."""
        if self.frozen.isVisible() and index.column() == 0:
            beside = self.columnAt(self.frozen.reach() + 1)
            super().scrollTo(self.table.index(index.row(), max(beside, 0)), hint)
            return
        super().scrollTo(index, hint)
        if self.frozen.isVisible():
            hidden = self.frozen.reach() - self.visualRect(index).left()
            if hidden > 0:
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)
