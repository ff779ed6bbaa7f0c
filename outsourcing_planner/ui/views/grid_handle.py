"""The small square at the corner of the selection: dragged it fills on, double-clicked it fills as far as the data."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPen

from outsourcing_planner.ui.views.grid_selection import Area

if TYPE_CHECKING:
    from outsourcing_planner.ui.views.grid_view import GridView

_SIZE: Final = 4


class FillHandle:
    """The handle of a view, and what is being dragged with it."""

    def __init__(self, view: "GridView") -> None:
        self._view = view
        self._drag: tuple[Area, Area] | None = None

    @property
    def dragging(self) -> bool:
        """Say whether the handle is held."""
        return self._drag is not None

    def rect(self) -> QRect:
        """Return where the handle stands; nowhere beside an open editor or a selection of several parts."""
        view = self._view
        areas = view.selected.areas()
        if len(areas) != 1 or view.cells.editor is not None:
            return QRect()
        corner_cell = view.visualRect(view.table.index(areas[0].bottom, areas[0].right))
        corner = corner_cell.bottomLeft() + QPoint(1, 0) if view.isRightToLeft() else corner_cell.bottomRight()
        side = QPoint(-_SIZE, _SIZE) if view.isRightToLeft() else QPoint(_SIZE, _SIZE)
        return QRect(corner - side, corner + QPoint(1, 1)).normalized()

    def under(self, point: QPoint) -> bool:
        """Say whether the pointer is on the handle."""
        found = self.rect()
        return not found.isNull() and found.adjusted(-2, -2, 2, 2).contains(point)

    def take(self, point: QPoint) -> bool:
        """Begin to drag where the pointer is on the handle; say whether it is."""
        bounds = self._view.selected.bounds()
        if bounds is not None and self.under(point):
            self._drag = (bounds, bounds)
        return self.dragging

    def drag(self, point: QPoint) -> None:
        """Follow the pointer."""
        if self._drag is not None:
            self._drag = (self._drag[0], self._whole(self._drag[0], point))
            self._view.viewport().update()

    def drop(self) -> None:
        """Fill what was dragged over."""
        if self._drag is not None:
            (source, whole), self._drag = self._drag, None
            self._view.viewport().update()
            if whole != source:
                self._view.fill_dragged.emit(source, whole)

    def fill_to_neighbours(self, point: QPoint) -> bool:
        """Fill down as far as the column beside is filled; say whether the pointer is on the handle."""
        bounds = self._view.selected.bounds()
        if bounds is None or not self.under(point):
            return False
        end = self._end_beside(bounds)
        if end > bounds.bottom:
            self._view.fill_dragged.emit(bounds, bounds._replace(bottom=end))
        return True

    def _end_beside(self, source: Area) -> int:
        table = self._view.table
        for column in (source.left - 1, source.right + 1):
            row = source.bottom
            if 0 <= column < table.columnCount():
                while table.row_at(row + 1) is not None and table.typed(row + 1, column) is not None:
                    row += 1
            if row > source.bottom:
                return row
        return source.bottom

    def _whole(self, source: Area, point: QPoint) -> Area:
        index = self._view.indexAt(point)
        if not index.isValid():
            return source
        below, above = index.row() - source.bottom, source.top - index.row()
        after, before = index.column() - source.right, source.left - index.column()
        furthest = max(below, above, after, before)
        if furthest <= 0:
            return source
        if furthest == below:
            return source._replace(bottom=index.row())
        if furthest == above:
            return source._replace(top=index.row())
        return source._replace(right=index.column()) if furthest == after else source._replace(left=index.column())

    def paint(self, painter: QPainter) -> None:
        """Paint the handle, and the frame of what is dragged over."""
        accent = self._view.cells.colours.accent
        if self._drag is not None:
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._view.area_rect(self._drag[1]))
        painter.fillRect(self.rect(), accent)
