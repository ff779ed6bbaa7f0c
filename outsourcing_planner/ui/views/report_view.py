"""A calm table that is only read: rows selected as a whole, hairlines, room beside the text; empty, it says why."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

_Index = QModelIndex | QPersistentModelIndex
PADDING = 7
_LOOKED_AT = 50
"""Lines at each end of a table that are looked at to find how wide a column must be."""
_SPARE = 10
"""Pixels that the style takes beside a box to tick, which no hint of a size has."""
_ASIDE = 16
"""Pixels beside the sentence of an empty table."""


class Padded(QStyledItemDelegate):
    """Draws cells with the room beside the text that headings have."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Fill the whole cell, write inside its padding."""
        inner = QStyleOptionViewItem(option)
        self.initStyleOption(inner, index)
        selected = inner.state & QStyle.StateFlag.State_Selected
        fill = inner.palette.highlight() if selected else inner.backgroundBrush
        if fill.style() != Qt.BrushStyle.NoBrush:
            painter.fillRect(option.rect, fill)
        inner.backgroundBrush = QBrush()
        inner.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        inner.rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        style = inner.widget.style() if inner.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, inner, painter, inner.widget)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size with the padding."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + 2 * PADDING, size.height())


class ReportView(QTableView):
    """A table that shows a sentence in its middle while it has no lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._empty = ""

    def say_when_empty(self, text: str) -> None:
        """Show this sentence from now on while there are no lines."""
        self._empty = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, or the sentence."""
        super().paintEvent(event)
        model = self.model()
        if self._empty and model is not None and not model.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            room = self.viewport().rect().adjusted(_ASIDE, 0, -_ASIDE, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty)
            painter.end()


def report_view(model: QAbstractItemModel, parent: QWidget) -> ReportView:
    """Return a table over a model, the last column as wide as it can."""
    view = ReportView(parent)
    view.setModel(model)
    view.setItemDelegate(Padded(view))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 10)
    header = view.horizontalHeader()
    header.setResizeContentsPrecision(50)
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return view


def at_least(view: QTableView, widths: Sequence[int], whole: Sequence[int] = (0,)) -> None:
    """Give columns widths in pixels, more where a heading or what stands in the ``whole`` columns would be cut.

    What is as wide as needed in one language may be cut in another; so it is looked at with every new content.
    """

    def fit() -> None:
        view.ensurePolished()  # before, a box to tick has another size
        count = view.model().rowCount()
        looked_at = {*range(min(count, _LOOKED_AT)), *range(max(count - _LOOKED_AT, 0), count)}
        for column, width in enumerate(widths):
            rows = looked_at if column in whole else ()
            inside = [view.sizeHintForIndex(view.model().index(row, column)).width() + _SPARE for row in rows]
            view.setColumnWidth(column, max(width, view.horizontalHeader().sectionSizeHint(column), *inside))

    fit()
    view.model().modelReset.connect(fit)
