"""The table itself: keys, the frame of the selection with its handle, and the name that never scrolls away."""

from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid_colours import colours
from outsourcing_planner.ui.views.grid_copied import CopiedFrame
from outsourcing_planner.ui.views.grid_delegate import GridDelegate
from outsourcing_planner.ui.views.grid_frozen import FrozenName
from outsourcing_planner.ui.views.grid_handle import FillHandle
from outsourcing_planner.ui.views.grid_header import GridHeader
from outsourcing_planner.ui.views.grid_keyboard import Keyboard
from outsourcing_planner.ui.views.grid_keys import Walker
from outsourcing_planner.ui.views.grid_selection import Area, GridSelection, SteadySelection

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_OPENED_BY_HAND: Final = (
    QAbstractItemView.EditTrigger.AnyKeyPressed,
    QAbstractItemView.EditTrigger.EditKeyPressed,
    QAbstractItemView.EditTrigger.DoubleClicked,
)


class GridView(QTableView):
    """A QTableView that answers to the keys and the mouse like a spreadsheet."""

    paste_wanted = Signal()
    """Enter while a copy is framed."""

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
        self.current_cell = SteadySelection(table, self)
        self.setSelectionModel(self.current_cell)
        self.selected = GridSelection(self, table)
        self.walker = Walker(self, table, self.selected)
        self.keyboard, self.handle, self.copied = Keyboard(self), FillHandle(self), CopiedFrame(self)
        self.cells = GridDelegate(table, colours(theme, self.font()), self)
        self.setItemDelegate(self.cells)
        self.cells.moved_on.connect(self.walker.step)
        self.cells.picked.connect(self.setFocus)
        self._frames: list[QRect] = []
        self.current_cell.selectionChanged.connect(self._mark)
        self.current_cell.currentChanged.connect(self._mark)
        table.modelReset.connect(self._mark)
        self._set_behaviour()
        self._connect_headers()
        self.set_look(theme, self.font())

    def _mark(self, *_changed: object) -> None:
        """Tell the delegate what is selected."""
        chosen, current = self.current_cell.selection(), self.currentIndex()
        found = (chosen.at(number) for number in range(min(chosen.count(), 100)))
        self.cells.selected = [Area(r.top(), r.left(), r.bottom(), r.right()) for r in found]
        self.cells.current = (current.row(), current.column())
        self._frames, gone = [self.visualRect(current), self.handle.rect()], self._frames
        for rect in (*gone, *self._frames):  # frame and handle reach a little over the cell that Qt paints anew
            self.viewport().update(rect.adjusted(-3, -3, 3, 3))

    def _connect_headers(self) -> None:
        for header, rows in ((self.horizontalHeader(), False), (self.verticalHeader(), True)):
            if isinstance(header, GridHeader):
                header.held.connect(self._hold)
                header.reach_wanted.connect(partial(self.walker.reach_to_lines, rows=rows))

    def _hold(self, held: bool) -> None:  # noqa: FBT001 - carried by a signal
        self.current_cell.held = held

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
        if self.keyboard.press(event):
            event.accept()
            return
        only_held = event.key() in {Key.Key_Shift, Key.Key_Control, Key.Key_Alt}
        if not event.text() and not only_held:
            self.walker.forget_run()
        super().keyPressEvent(event)

    def edit(self, index: Index, trigger: object = None, event: object = None) -> bool:  # type: ignore[override]
        """See QAbstractItemView; where nothing can be typed the person is told why."""
        if trigger is None:
            super().edit(index)
            return self.cells.editor is not None
        if trigger in _OPENED_BY_HAND and index.isValid() and not self.table.editable(index.row(), index.column()):
            self._refuse(index, trigger)
            return False
        if index.column() < self.frozen.count and trigger in _OPENED_BY_HAND:
            self.horizontalScrollBar().setValue(0)
        by_typing = trigger == _OPENED_BY_HAND[0]
        opened: bool = super().edit(index, trigger, event)  # type: ignore[call-overload]
        if opened and trigger in _OPENED_BY_HAND:
            self.cells.typing = by_typing
            if not by_typing and self.cells.editor is not None:
                self.cells.editor.end(False)  # as in a spreadsheet: Qt selects all, and a letter would replace it
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

    # The frame, its handle, and the mouse ---------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self.copied.paint(painter)
        self.handle.paint(painter)

    def area_rect(self, area: Area) -> QRect:
        """Return the place of a rectangle in the viewport."""
        first = self.visualRect(self.table.index(area.top, area.left))
        return first.united(self.visualRect(self.table.index(area.bottom, area.right)))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; the handle starts a fill, Shift reaches from the current cell to the pointer."""
        self.walker.forget_run()
        point = event.position().toPoint()
        if self.handle.take(point):
            return
        index = self.indexAt(point)
        if event.button() == Qt.MouseButton.RightButton and self.selectionModel().isSelected(index):
            return  # the menu is about what is selected
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() == _SHIFT and index.isValid():
            self.cells.commit()
            self.walker.reach_to(index.row(), index.column())
            return
        self.current_cell.held = False
        super().mousePressEvent(event)
        self.current_cell.held = event.button() == Qt.MouseButton.LeftButton

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; a drag selects from the cell where it began, and that stays the current one."""
        point = event.position().toPoint()
        if self.handle.dragging:
            self.handle.drag(point)
            return
        if event.buttons() == Qt.MouseButton.NoButton:
            shape = Qt.CursorShape.CrossCursor if self.handle.under(point) else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        elif event.modifiers() == _SHIFT and (index := self.indexAt(point)).isValid():
            self.walker.reach_to(index.row(), index.column())
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        self.current_cell.held = False
        if self.handle.dragging:
            self.handle.drop()
        elif event.modifiers() != _SHIFT:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; on the handle it fills down as far as the column beside goes."""
        self.handle.drop()
        if not self.handle.fill_to_neighbours(event.position().toPoint()):
            super().mouseDoubleClickEvent(event)

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
        self._frames = [rect.translated(dx, dy) for rect in self._frames]
        self.frozen.place()
        self.frozen.update()

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:  # noqa: N802, E501
        """See QAbstractItemView; what would lie under the frozen name is moved out from under it."""
        frozen = self.frozen.count if self.frozen.isVisible() else 0
        if index.column() < frozen:
            inner = self.viewport().width() - self.frozen.reach() - 2
            beside = self.columnAt(inner if self.isRightToLeft() else self.frozen.reach() + 1)
            super().scrollTo(self.table.index(index.row(), max(beside, 0)), hint)
            return
        super().scrollTo(index, hint)
        if self.frozen.isVisible():
            place = self.visualRect(index)
            free = self.viewport().width() - self.frozen.reach()
            hidden = place.right() - free if self.isRightToLeft() else self.frozen.reach() - place.left()
            if hidden > 0:
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)
