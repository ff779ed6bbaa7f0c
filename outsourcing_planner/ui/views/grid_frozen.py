"""The first column, painted over the others once it has scrolled away, so that a row always has its name."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from outsourcing_planner.ui.views.grid_view import GridView

_MOST_OF_VIEW = 0.5
"""The frozen name takes at most this part of the width."""


class FrozenName(QWidget):
    """A picture of the first column with its heading: no second view, no second selection, nothing to edit in."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view = view
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def reach(self) -> int:
        """Return the x in the viewport up to which the frozen name covers it."""
        return self.width()

    def place(self) -> None:
        """Show it where the first column has scrolled away, and give it its place."""
        view = self._view
        scrolled = view.horizontalScrollBar().value() > 0 and view.table.columnCount() > 1
        self.setVisible(scrolled and view.layoutDirection() == Qt.LayoutDirection.LeftToRight)
        if scrolled:
            area = view.viewport().geometry()
            width = min(view.columnWidth(0), int(area.width() * _MOST_OF_VIEW))
            top = view.heading().geometry().top()
            self.raise_()
            self.setGeometry(QRect(QPoint(area.left(), top), QPoint(area.left() + width, area.bottom())))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        view = self._view
        painter = QPainter(self)
        heading = view.heading().height()
        width = self.width() - 1
        view.heading().paintSection(painter, QRect(0, 0, width, heading), 0)
        painter.setClipRect(QRect(0, heading, self.width(), self.height() - heading))
        first = max(view.rowAt(0), 0)
        last = view.rowAt(view.viewport().height() - 1)
        last = last if last >= 0 else view.table.rowCount() - 1
        painter.fillRect(self.rect().adjusted(0, heading, 0, 0), view.cells.colours.base)
        for row in range(first, last + 1):
            self._paint_row(painter, row, heading, width)
        painter.setPen(QPen(view.cells.colours.accent, 1))
        painter.drawLine(width, 0, width, self.height())

    def _paint_row(self, painter: QPainter, row: int, heading: int, width: int) -> None:
        view = self._view
        y, height = view.rowViewportPosition(row) + heading, view.rowHeight(row)
        index = view.table.index(row, 0)
        current = view.currentIndex() == index
        view.cells.paint_look(
            painter, QRect(0, y, width, height - 1), view.table.look(row, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            selected=view.selectionModel().isSelected(index), current=current,
        )  # fmt: skip
        painter.setPen(view.cells.colours.hairline)
        painter.drawLine(0, y + height - 1, width, y + height - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; a click selects the name without scrolling away from what is read."""
        heading = self._view.heading().height()
        row = self._view.rowAt(int(event.position().y()) - heading)
        if row >= 0:
            flag = self._view.selectionModel().SelectionFlag
            self._view.selectionModel().setCurrentIndex(self._view.table.index(row, 0), flag.ClearAndSelect)
            self._view.setFocus()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; to edit the name its column comes back into view."""
        heading = self._view.heading().height()
        row = self._view.rowAt(int(event.position().y()) - heading)
        if row >= 0:
            index = self._view.table.index(row, 0)
            self._view.horizontalScrollBar().setValue(0)
            self._view.edit(index, self._view.EditTrigger.DoubleClicked, event)
