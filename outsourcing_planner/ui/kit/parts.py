"""Small parts that many views use, named after their look in the style sheet."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from outsourcing_planner.ui.kit.theme import SPACE


def label(text: str = "", look: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """Return a label; ``look`` is "", "muted", "good", "warning" or "error"."""
    made = QLabel(text, parent)
    made.setObjectName(look)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


_MOST_LINES = 3


class Elided(QLabel):
    """One line that ends in … where it has no room; the whole is in the tooltip."""

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Return room for a few words."""
        return QSize(30 * SPACE, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        role, enabled = self.foregroundRole(), self.isEnabled()
        self.style().drawItemText(painter, self.rect(), int(self.alignment()), self.palette(), enabled, text, role)
        painter.end()


class Note(Elided):
    """Some lines that wrap, three at most; the whole is in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setMaximumHeight(_MOST_LINES * self.fontMetrics().lineSpacing() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as a label does."""
        QLabel.paintEvent(self, event)


def note(look: str = "", parent: QWidget | None = None) -> Note:
    """Return an empty note."""
    made = Note(parent)
    made.setObjectName(look)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def elided(look: str = "", parent: QWidget | None = None) -> Elided:
    """Return an empty line that never asks for more room than there is."""
    made = Elided(parent)
    made.setObjectName(look)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def heading(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a label in the weight of headings."""
    made = label(text, "", parent)
    made.setFont(bold(made.font()))
    return made


def bold(font: QFont) -> QFont:
    """Return a font in the weight of headings."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def link(text: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return a button that looks like a link."""
    made = QPushButton(text, parent)
    made.setObjectName("link")
    made.setFlat(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def button(text: str, look: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return a push button; ``look`` "primary" for the one that does what the place is for."""
    made = QPushButton(text, parent)
    made.setObjectName(look)
    return made


def line(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    """Return a hairline."""
    made = QFrame(parent)
    made.setObjectName("upright" if upright else "hairline")
    return made


def column(parent: QWidget | None = None, margin: int = 0, spacing: int = SPACE) -> QVBoxLayout:
    """Return a vertical layout with even margins."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(spacing)
    return made


def scrolling(body: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """Return an area that scrolls a body as wide as itself."""
    made = QScrollArea(parent)
    made.setObjectName("page")
    body.setObjectName("body")
    made.setWidget(body)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            emptied(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
