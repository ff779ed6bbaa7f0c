"""The table of the mapping: cells that can be chosen look like lists and open by mouse, Enter, Space or a letter."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyleOption,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.import_mapping import BECOMES, EXAMPLE, SURE, THEIRS, UNIT, MappingModel
from outsourcing_planner.ui.views.report_view import PADDING, Padded

_Index = QModelIndex | QPersistentModelIndex
_ARROW = 12
_WIDTHS = {THEIRS: 190, BECOMES: 190, UNIT: 180, SURE: 74}
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_F4)


class ChoiceDelegate(Padded):
    """Draws an arrow where there is a choice, and offers it in a list."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the cell, and the arrow of a list where it can be chosen."""
        super().paint(painter, option, index)
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return
        arrow = QStyleOption()
        arrow.palette = option.palette
        arrow.state = QStyle.StateFlag.State_Enabled
        arrow.rect = option.rect.adjusted(option.rect.width() - _ARROW - PADDING, 0, -PADDING, 0)
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorArrowDown, arrow, painter, option.widget)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index) -> QComboBox:
        """Return the list of choices, opened."""
        model = index.model()
        assert isinstance(model, MappingModel)  # noqa: S101 - the only model of this view
        box = QComboBox(parent)
        box.setStyleSheet("QComboBox { combobox-popup: 0; }")  # a list that scrolls, not one as high as the screen
        box.setMaxVisibleItems(16)
        for text, value in model.choices(index):
            box.addItem(text, value)
        heading = model.uses[index.row()].heading
        box.setAccessibleName(_("What becomes of {heading}").format(heading=heading))
        box.activated.connect(lambda _at: self._finish(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show what the cell stands at."""
        model = index.model()
        if isinstance(editor, QComboBox) and isinstance(model, MappingModel):
            editor.setCurrentIndex(max(editor.findData(model.chosen(index)), 0))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Take what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class MappingView(QTableView):
    """See the module."""

    def __init__(self, model: MappingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("framed")
        self.setModel(model)
        self.setItemDelegate(ChoiceDelegate(self))
        self.setAccessibleName(_("What becomes of each column"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, max(width, header.sectionSizeHint(column)))
        header.setSectionResizeMode(EXAMPLE, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the choice of the current cell."""
        alone = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        letter = alone and event.text().isalpha()
        down = event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        if (letter or down or (alone and event.key() in _OPENING)) and self._open(self.currentIndex()):
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the choice that was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def _open(self, index: QModelIndex) -> bool:
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        self.edit(index)
        return True

    def _start(self) -> None:
        model = self.model()
        if model.rowCount():
            self.setCurrentIndex(model.index(0, BECOMES))
