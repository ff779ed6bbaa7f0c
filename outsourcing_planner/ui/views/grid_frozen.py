"""The first columns, painted over the others once they have scrolled away, so that a row always has its name."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from outsourcing_planner.ui.views.grid_view import GridView

_MOST_OF_VIEW = 0.5
"""The frozen columns take at most this part of the width."""


class FrozenName(QWidget):
    """A picture of the first columns with their headings: no second view, no second selection, nothing to edit in."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view = view
        self.count = 1
        """Columns that stay in view."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def reach(self) -> int:
        """Return how many pixels of the viewport the frozen columns cover."""
        return self.width()

    def place(self) -> None:
        """Show the columns where they have scrolled away, and give them their place."""
        view = self._view
        scrolled = view.horizontalScrollBar().value() > 0 and view.table.columnCount() > self.count
        self.setVisible(scrolled)
        if scrolled:
            area = view.viewport().geometry()
            width = min(sum(map(view.columnWidth, range(self.count))), int(area.width() * _MOST_OF_VIEW)) + 1
            left = area.right() - width + 1 if view.isRightToLeft() else area.left()
            top = view.heading().geometry().top()
            self.raise_()
            self.setGeometry(left, top, width, area.bottom() - top + 1)

    def _stretches(self) -> list[tuple[int, int, int]]:
        """Return for each column its number, its left edge and its width, in pixels of this widget."""
        found, at = [], 0
        for column in range(self.count):
            width = min(self._view.columnWidth(column), self.width() - 1 - at)
            if width > 0:
                found.append((column, self.width() - at - width if self._view.isRightToLeft() else at, width))
            at += width
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        view = self._view
        painter = QPainter(self)
        heading = view.heading().height()
        stretches = self._stretches()
        for column, left, width in stretches:
            view.heading().paintSection(painter, QRect(left, 0, width, heading), column)
        painter.setClipRect(QRect(0, heading, self.width(), self.height() - heading))
        first = max(view.rowAt(0), 0)
        last = view.rowAt(view.viewport().height() - 1)
        last = last if last >= 0 else view.table.rowCount() - 1
        painter.fillRect(self.rect().adjusted(0, heading, 0, 0), view.cells.colours.base)
        for row in range(first, last + 1):
            self._paint_row(painter, row, heading, stretches)
        painter.setClipping(False)
        painter.setPen(QPen(view.cells.colours.accent, 1))
        edge = 0 if view.isRightToLeft() else self.width() - 1
        painter.drawLine(edge, 0, edge, self.height())

    def _paint_row(self, painter: QPainter, row: int, heading: int, stretches: list[tuple[int, int, int]]) -> None:
        view = self._view
        y, height = view.rowViewportPosition(row) + heading, view.rowHeight(row)
        for column, left, width in stretches:
            index = view.table.index(row, column)
            look = view.table.look(row, column)
            view.cells.paint_look(
                painter, QRect(left, y, width - 1, height - 1), look, view.cells.alignment(column, look),
                selected=view.selectionModel().isSelected(index), current=view.currentIndex() == index,
            )  # fmt: skip
        painter.setPen(view.cells.colours.hairline)
        painter.drawLine(0, y + height - 1, self.width(), y + height - 1)
        for _column, left, width in stretches:
            edge = left if view.isRightToLeft() else left + width - 1
            painter.drawLine(edge, y, edge, y + height - 1)

    def _at(self, event: QMouseEvent) -> tuple[int, int]:
        """Return line and column under the pointer; the line is −1 on the headings and below the last."""
        x, y = int(event.position().x()), int(event.position().y()) - self._view.heading().height()
        found = [column for column, left, width in self._stretches() if left <= x < left + width]
        return self._view.rowAt(y) if y >= 0 else -1, found[0] if found else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; a click selects a cell without scrolling away from what is read."""
        row, column = self._at(event)
        if row >= 0:
            self._view.cells.commit()
            flag = self._view.selectionModel().SelectionFlag
            self._view.selectionModel().setCurrentIndex(self._view.table.index(row, column), flag.ClearAndSelect)
            self._view.setFocus()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget; to edit, the column comes back into view."""
        row, column = self._at(event)
        if row >= 0:
            self._view.horizontalScrollBar().setValue(0)
            self._view.edit(self._view.table.index(row, column), self._view.EditTrigger.DoubleClicked, event)
