"""A bar: a share of a whole, as wide as its place, with a mark where a cut lies."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

HEIGHT = 8


class Bar(QWidget):
    """A horizontal bar over a pale track."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._mark = 0.0, -1.0
        self._colour = self._track = "#808080"
        self._dotted = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, colour: str, track: str, mark: float = -1.0, *, pale: bool = False) -> None:
        """Show a share (0–1); ``mark`` draws a line at a share; ``pale`` for what is inferred."""
        self._share, self._colour, self._track = min(max(share, 0.0), 1.0), colour, track
        self._mark, self._dotted = mark, pale
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size the bar likes."""
        return QSize(80, HEIGHT + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track, bar and mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        top = (self.height() - HEIGHT) / 2
        painter.setBrush(QColor(self._track))
        painter.drawRoundedRect(QRectF(0, top, self.width(), HEIGHT), 3, 3)
        colour = QColor(self._colour)
        colour.setAlphaF(0.55 if self._dotted else 1.0)
        painter.setBrush(colour)
        if self._share > 0:
            painter.drawRoundedRect(QRectF(0, top, max(self.width() * self._share, 3), HEIGHT), 3, 3)
        if 0 <= self._mark <= 1:
            painter.setBrush(self.palette().text())
            painter.drawRect(QRectF(self.width() * self._mark - 0.75, top - 2, 1.5, HEIGHT + 4))
        painter.end()
