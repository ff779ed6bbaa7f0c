"""Cells: painted with few calls, edited as exact text."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from outsourcing_planner.ui.models.columns import Column
from outsourcing_planner.ui.models.looks import Look, Tone
from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid_choices import completer_for, show_choices
from outsourcing_planner.ui.views.grid_colours import PADDING, Colours
from outsourcing_planner.ui.views.grid_selection import Area

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_TOO_NARROW: Final = "###"
_SELECTED: Final = QStyle.StateFlag.State_Selected
_FEW: Final = 8
"""Up to so many selected rectangles it is quicker to look at them than at the state of each cell."""
_ALT: Final = Qt.KeyboardModifier.AltModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_STARTED: Final = "started_with"
_STEPS: Final = {
    Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1),
}  # fmt: skip


class GridDelegate(QStyledItemDelegate):
    """Paints and edits the cells of the plan."""

    moved_on = Signal(int, int, bool)
    """An editor was closed by a key that goes on: rows and columns to move, and whether the run of Tabs ends."""
    fill_wanted = Signal(str)
    """Ctrl+Enter: put this text into every selected cell."""
    picked = Signal()
    """A choice was picked from the list and stands in its cell."""

    def __init__(self, table: PlanTable, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.colours = colours
        self.editor: QLineEdit | None = None
        self.selected: Sequence[Area] = ()
        """Selected rectangles; the view keeps them and the current cell up to date."""
        self.current = (-1, -1)
        self._sides: tuple[Sequence[Column], list[Qt.AlignmentFlag]] = ((), [])
        self.typing = False
        """Whether the editor was opened by typing: arrows then leave it, as in a spreadsheet."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See QStyledItemDelegate."""
        row, column = index.row(), index.column()
        look = self._table.look(row, column)
        current = self.current == (row, column)
        if len(self.selected) <= _FEW:
            selected = any(
                top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.selected
            )
        else:
            selected = bool(option.state & _SELECTED)
        self.paint_look(painter, option.rect, look, self.alignment(column, look), selected=selected, current=current)

    def paint_look(
        self, painter: QPainter, rect: QRect, look: Look, alignment: Qt.AlignmentFlag, *, selected: bool, current: bool
    ) -> None:
        """Paint one cell."""
        face = self.colours.face(look)
        background = self.colours.selection if selected and not current else face.background
        if background is not None:
            painter.fillRect(rect, background)
        if look.text:
            painter.setPen(face.text)
            painter.setFont(face.font)
            inner = rect.adjusted(PADDING, 0, -PADDING, 0)
            text = look.text
            if face.metrics.horizontalAdvance(text) > inner.width():
                right = alignment == _RIGHT and look.tone is not Tone.GROUP
                cut = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
                text = _TOO_NARROW if right else cut
            painter.drawText(inner, alignment, text)
        if current:
            painter.setPen(QPen(self.colours.accent, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def alignment(self, column: int, look: Look) -> Qt.AlignmentFlag:
        """Return where the text of a cell stands."""
        if look.tone is Tone.PROMPT or (look.tone is Tone.GROUP and column == 0):
            return _LEFT
        if self._sides[0] is not self._table.columns:
            self._sides = (self._table.columns, [*map(_side, self._table.columns)])
        return self._sides[1][column]

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """See QStyledItemDelegate."""
        look = self._table.look(index.row(), index.column())
        width = self.colours.face(look).metrics.horizontalAdvance(look.text) + 2 * PADDING + 4
        return QSize(width, self.colours.row_height)

    # Editing ----------------------------------------------------------------------------------------------------
    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802 - Qt's name
        """See QStyledItemDelegate."""
        editor = QLineEdit(parent)
        column = self._table.columns[index.column()]
        editor.setObjectName("cell")
        editor.setFrame(False)
        editor.setAccessibleName(column.heading)
        if column.numeric:
            editor.setAlignment(_RIGHT)
        completer = completer_for(self._table, column, editor)
        if completer is not None:
            editor.setCompleter(completer)
            completer.activated.connect(self._chosen, Qt.ConnectionType.QueuedConnection)
        self.editor = editor
        return editor

    def _chosen(self, text: str) -> None:
        """Take over what was picked from the list of choices."""
        if self.editor is not None:
            self.editor.setText(text)
            self.commit()
            self.picked.emit()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:  # noqa: N802 - Qt's name
        """See QStyledItemDelegate."""
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """See QStyledItemDelegate: the editor starts with the exact text, never the rounded one."""
        if isinstance(editor, QLineEdit) and editor.text() == (editor.property(_STARTED) or ""):
            editor.setText(self._table.exact_text(index.row(), index.column()))
            editor.setProperty(_STARTED, editor.text())

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """See QStyledItemDelegate: an editor in which nothing was typed changes nothing."""
        if isinstance(editor, QLineEdit) and editor.text() != editor.property(_STARTED):
            editor.setProperty(_STARTED, editor.text())
            model.setData(index, editor.text())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """See QStyledItemDelegate."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def commit(self) -> None:
        """Take over what stands in an open editor and close it."""
        editor = self.editor
        if editor is not None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def discard(self) -> None:
        """Close an open editor and leave the cell as it is: the rows under it are about to change places."""
        editor = self.editor
        if editor is not None:
            editor.setProperty(_STARTED, editor.text())
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See QStyledItemDelegate: keys that end editing move on as in a spreadsheet."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and editor is self.editor:
            return self._key(event) or super().eventFilter(editor, event)
        return super().eventFilter(editor, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, pressed = Key(event.key()), event.modifiers()
        alt, control = bool(pressed & _ALT), bool(pressed & _CONTROL)
        shift = bool(pressed & _SHIFT)
        if key in {Key.Key_Return, Key.Key_Enter}:
            return self._return(control=control, back=shift)
        if key in {Key.Key_Tab, Key.Key_Backtab}:
            return self._leave(0, -1 if shift or key == Key.Key_Backtab else 1, ends_run=False)
        if key == Key.Key_F4 or (alt and key == Key.Key_Down):
            return self.editor is not None and show_choices(self.editor)
        vertical = key in {Key.Key_Up, Key.Key_Down}
        if key in _STEPS and (self.typing or vertical) and not (alt or control or shift):
            return self._leave(*_STEPS[key], ends_run=True)
        return False

    def _return(self, *, control: bool, back: bool) -> bool:
        if not control:
            return self._leave(-1 if back else 1, 0, ends_run=True)
        if self.editor is not None:
            text = self.editor.text()
            self.closeEditor.emit(self.editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.fill_wanted.emit(text)
        return True

    def _leave(self, rows: int, columns: int, *, ends_run: bool) -> bool:
        self.commit()
        self.moved_on.emit(rows, columns, ends_run)
        return True


def _side(column: Column) -> Qt.AlignmentFlag:
    return _RIGHT if column.numeric else _CENTRE if column.format == "yes_no" else _LEFT
