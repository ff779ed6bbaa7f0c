"""The dashed frame around what was copied: Enter pastes it, Escape or the next edit takes it away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from outsourcing_planner.ui.views.grid_selection import Remembered

if TYPE_CHECKING:
    from outsourcing_planner.ui.views.grid_view import GridView


class CopiedFrame:
    """What was copied last, by row ids and keys, so that it follows its rows."""

    def __init__(self, view: "GridView") -> None:
        self._view = view
        self._seen: Remembered | None = None

    @property
    def shown(self) -> bool:
        """Say whether a copy waits to be pasted."""
        return self._seen is not None

    def remember(self, seen: Remembered) -> None:
        """Frame what is selected."""
        self._seen = seen
        self._view.viewport().update()

    def forget(self, *_changed: object) -> None:
        """Take the frame away."""
        if self._seen is not None:
            self._seen = None
            self._view.viewport().update()

    def kept(self) -> Remembered | None:
        """Return what is framed, to frame it again after an edit that is part of pasting."""
        return self._seen

    def paint(self, painter: QPainter) -> None:
        """Paint the frames."""
        if self._seen is None:
            return
        colours = self._view.cells.colours
        for area in self._view.selected.areas_of(self._seen):
            place = self._view.area_rect(area).adjusted(1, 1, -1, -1)
            for pen in (QPen(colours.base, 2), QPen(colours.accent, 2, Qt.PenStyle.DashLine)):
                painter.setPen(pen)
                painter.drawRect(place)
