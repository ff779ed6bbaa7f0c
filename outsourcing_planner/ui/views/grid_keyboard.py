"""What each key does in the grid while no editor is open."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from outsourcing_planner.ui.views.grid_choices import choices_of, show_choices
from outsourcing_planner.ui.views.grid_selection import Area

if TYPE_CHECKING:
    from outsourcing_planner.ui.views.grid_view import GridView

Key = Qt.Key
_ENDS: Final = {Key.Key_Home: -1, Key.Key_End: 1}
_PAGES: Final = {Key.Key_PageUp: -1, Key.Key_PageDown: 1}
_BY_KEY: Final = QAbstractItemView.EditTrigger.EditKeyPressed


class Keyboard:
    """Turns key presses into acts of a view; ``press`` says whether a key meant something."""

    def __init__(self, view: "GridView") -> None:
        self._view, self._walker = view, view.walker

    def press(self, event: QKeyEvent) -> bool:
        """Carry out what a key means; what is left to Qt gives False."""
        key, pressed = Key(event.key()), event.modifiers()
        shift = bool(pressed & Qt.KeyboardModifier.ShiftModifier)
        control = bool(pressed & Qt.KeyboardModifier.ControlModifier)
        alt = bool(pressed & Qt.KeyboardModifier.AltModifier)
        if key in {Key.Key_Return, Key.Key_Enter} and not (control or alt):
            return self._entered(back=shift)
        if key in {Key.Key_Tab, Key.Key_Backtab} and not (control or alt):
            self._walker.step(0, -1 if shift or key == Key.Key_Backtab else 1, ends_run=False)
            return True
        if key == Key.Key_F4 or (alt and key == Key.Key_Down):
            return self._open_choices()
        if self._moved(key, control=control, shift=shift, alt=alt):
            self._walker.forget_run()
            return True
        return self._whole_lines(key, control=control, shift=shift) or self._cleared(key, pressed)

    def _entered(self, *, back: bool) -> bool:
        view = self._view
        if not back and view.copied.shown:
            view.paste_wanted.emit()
            view.copied.forget()
        elif view.table.group_at(view.currentIndex().row()) is not None:
            view.fold_wanted.emit(view.currentIndex().row())
        else:
            self._walker.step(-1 if back else 1, 0, ends_run=True)
        return True

    # Moving and reaching --------------------------------------------------------------------------------------------
    def _moved(self, key: Qt.Key, *, control: bool, shift: bool, alt: bool) -> bool:
        if alt:
            return self._paged_aside(key, shift=shift) if key in _PAGES and not control else False
        arrow = self._arrow(key)
        if arrow is not None:
            return self._arrowed(*arrow, control=control, shift=shift)
        if key in _ENDS:
            return self._to_end(_ENDS[key], control=control, shift=shift)
        if key in _PAGES and not control:
            return self._by(_PAGES[key] * self._walker.page(), 0, shift=shift)
        if key == Key.Key_Backspace and control:
            self._view.scrollTo(self._view.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
            return True
        return False

    def _arrow(self, key: Qt.Key) -> tuple[int, int] | None:
        """Return rows and columns that an arrow goes; in a layout from right to left the next column stands left."""
        ahead = -1 if self._view.isRightToLeft() else 1
        steps = {Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -ahead), Key.Key_Right: (0, ahead)}
        return steps.get(key)

    def _arrowed(self, rows: int, columns: int, *, control: bool, shift: bool) -> bool:
        if control:
            self._walker.jump(rows, columns, extend=shift)
        elif shift:
            self._walker.reach_by(rows, columns)
        return control or shift

    def _to_end(self, side: int, *, control: bool, shift: bool) -> bool:
        table, current = self._view.table, self._view.currentIndex()
        column = table.columnCount() - 1 if side > 0 else 0
        last = max(table.rowCount() - 2, 0)
        row = current.row() if not control else last if side > 0 else 0
        (self._walker.reach_to if shift else self._walker.go)(row, column)
        return True

    def _by(self, rows: int, columns: int, *, shift: bool) -> bool:
        current = self._view.currentIndex()
        if shift:
            self._walker.reach_by(rows, columns)
        else:
            self._walker.go(current.row() + rows, current.column() + columns)
        return True

    def _paged_aside(self, key: Qt.Key, *, shift: bool) -> bool:
        return self._by(0, self._walker.pages_aside(_PAGES[key]), shift=shift)

    def _whole_lines(self, key: Qt.Key, *, control: bool, shift: bool) -> bool:
        if key != Key.Key_Space or not (control or shift):
            return False
        view = self._view
        bounds = view.selected.bounds()
        if bounds is not None:
            current = view.currentIndex()
            last_row, last_column = view.table.rowCount() - 1, view.table.columnCount() - 1
            rows = Area(bounds.top, 0, bounds.bottom, last_column)
            columns = Area(0, bounds.left, last_row, bounds.right)
            view.selected.select(rows if shift else columns)
            view.selectionModel().setCurrentIndex(current, view.selectionModel().SelectionFlag.NoUpdate)
        return True

    # Clearing and choosing ------------------------------------------------------------------------------------------
    def _cleared(self, key: Qt.Key, pressed: Qt.KeyboardModifier) -> bool:
        view = self._view
        if pressed & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key == Key.Key_Escape and view.copied.shown:
            view.copied.forget()
            return True
        if key == Key.Key_Delete:
            view.clear_wanted.emit()
            return True
        if key == Key.Key_Backspace and view.edit(view.currentIndex(), _BY_KEY, QEvent(QEvent.Type.None_)):
            if view.cells.editor is not None:
                view.cells.editor.clear()
                view.cells.typing = True
            return True
        return False

    def _open_choices(self) -> bool:
        view, index = self._view, self._view.currentIndex()
        if not index.isValid() or not choices_of(view.table, view.table.columns[index.column()]):
            return True
        if view.edit(index, _BY_KEY, QEvent(QEvent.Type.None_)) and view.cells.editor is not None:
            show_choices(view.cells.editor)
        return True
