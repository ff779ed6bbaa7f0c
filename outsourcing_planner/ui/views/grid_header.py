"""Headings: painted without asking cell by cell what is selected, which would hang on long plans."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.models.columns import is_criterion
from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid_colours import PADDING

_MARKS: Final = 28
"""Pixels kept for the marks of order and filter."""


class GridHeader(QHeaderView):
    """Column headings in two lines (name, unit) or row numbers."""

    menu_wanted = Signal(int, QPoint)
    """The menu of a heading was asked for: its number, and where on the screen."""
    reach_wanted = Signal(int)
    """A heading was clicked with Shift: its number."""
    held = Signal(bool)
    """Whether the mouse button is down on a heading."""

    def __init__(self, orientation: Qt.Orientation, table: PlanTable, view: QTableView) -> None:
        super().__init__(orientation, view)
        self._table, self._view = table, view
        self._theme: Theme | None = None
        self.selected: tuple[tuple[int, int], ...] = ()
        """First and last section of each selected stretch."""
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def set_look(self, theme: Theme, font: QFont) -> None:
        """Paint with the colours of a theme and this font."""
        self._theme = theme
        self.setFont(font)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QHeaderView; with Shift the selection reaches from the current cell to the heading."""
        if event.button() == Qt.MouseButton.RightButton:
            return  # see contextMenuEvent
        section = self.logicalIndexAt(event.position().toPoint())
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and section >= 0:
            self.reach_wanted.emit(section)
            return
        self.held.emit(False)
        super().mousePressEvent(event)
        self.held.emit(True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; the menu is about the heading under the pointer."""
        section = self.logicalIndexAt(event.pos())
        if section >= 0:
            self.menu_wanted.emit(section, event.globalPos())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QHeaderView."""
        self.held.emit(False)
        super().mouseReleaseEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See QHeaderView; both lines fit."""
        metrics = QFontMetrics(self.font())
        if self.orientation() == Qt.Orientation.Horizontal:
            return QSize(80, 2 * metrics.height() + 10)
        digits = max(3, len(str(self._table.rowCount())))
        return QSize(metrics.horizontalAdvance("8" * digits) + 3 * PADDING, 20)

    def width_of(self, column: int) -> int:
        """Return the pixels that the heading of a column needs."""
        metrics = QFontMetrics(self.font())
        lines = str(self._table.headerData(column, Qt.Orientation.Horizontal)).split("\n")
        key = self._table.columns[column].key
        marked = key in self._table.order.filters or (self._table.order.sort or ("",))[0] == key
        return max(metrics.horizontalAdvance(line) for line in lines) + 2 * PADDING + (_MARKS if marked else 8)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        """See QHeaderView."""
        if self._theme is None or not rect.isValid():
            return
        on = any(first <= section <= last for first, last in self.selected)
        painter.save()
        painter.fillRect(rect, QColor(self._theme.selection if on else self._theme.window))
        painter.setPen(QColor(self._theme.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if self.orientation() == Qt.Orientation.Vertical:
            painter.setPen(QColor(self._theme.text if on else self._theme.muted))
            painter.setFont(self.font())
            name = str(self._table.headerData(section, Qt.Orientation.Vertical))
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(2, 0, -PADDING, 0), side, name)
        else:
            self._paint_heading(painter, rect, section)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, section: int) -> None:
        column = self._table.columns[section]
        heading, _sep, unit = str(self._table.headerData(section, Qt.Orientation.Horizontal)).partition("\n")
        marks = self._marks(column.key)
        inner = rect.adjusted(PADDING, 4, -PADDING, -4)
        theme = self._theme
        side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
        side = Qt.AlignmentFlag.AlignHCenter if column.format == "yes_no" else side
        painter.setFont(self.font())
        if marks and theme:
            painter.setPen(QColor(theme.accent))
            beside = Qt.AlignmentFlag.AlignLeft if column.numeric else Qt.AlignmentFlag.AlignRight
            painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | beside, marks)
        metrics = QFontMetrics(self.font())
        painter.setPen(QColor(theme.text if theme else "black"))
        for text, edge in ((heading, Qt.AlignmentFlag.AlignTop), (unit, Qt.AlignmentFlag.AlignBottom)):
            if edge == Qt.AlignmentFlag.AlignBottom and not is_criterion(column.key):
                painter.setPen(QColor(theme.muted if theme else "black"))
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, side | edge, cut)

    def _marks(self, key: str) -> str:
        sort = self._table.order.sort
        arrow = ("▼" if sort[1] else "▲") if sort and sort[0] == key else ""
        return arrow + ("▽" if key in self._table.order.filters else "")
