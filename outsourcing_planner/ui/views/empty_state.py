"""What stands in place of an empty grid: what to do first, each a link."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.icons import tinted
from outsourcing_planner.ui.kit.style import figure_font
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.kit.words import mark

_WAYS = (
    ("insert_row", "pencil", mark("Type a function"), mark("Start with one row and name the work.")),
    ("paste", "paste", mark("Paste from Excel"), mark("Copy a range there, paste it here; headings are understood.")),
    ("import", "import", mark("Import a sheet…"), mark("Excel, LibreOffice or CSV; or drop the file here.")),
    ("open", "open", mark("Open a plan…"), mark("Go on with what you saved.")),
    ("open_sample", "sample", mark("Look at the sample"), mark("A finished plan to look around in.")),
)


class EmptyState(QWidget):
    """See the module; ``chosen(command)`` with the id of the command clicked, ``typed(event)`` a key with a letter."""

    chosen = Signal(str)
    typed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = parts.label()
        self.title.setFont(figure_font(self.font()))
        self.links: dict[str, QPushButton] = {}
        self._pictures: dict[str, QLabel] = {}
        self._explained: dict[str, QLabel] = {}
        outer = parts.column(self, 8 * SPACE, 3 * SPACE)
        outer.addStretch(1)
        outer.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addSpacing(2 * SPACE)
        for command, _icon, _text, _status in _WAYS:
            outer.addWidget(self._way(command), 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.retint(theme)
        self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the first letter of a name, as a grid would."""
        plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.text().strip() and event.text().isprintable() and not plain:
            self.typed.emit(event.clone())
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        self.title.setText(_("Which functions do you want to plan?"))
        for command, _icon, text, status in _WAYS:
            self.links[command].setText(_(text))
            self._explained[command].setText(_(status))

    def retint(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        for command, picture, _text, _status in _WAYS:
            self._pictures[command].setPixmap(tinted(picture, theme.accent, 24, self.devicePixelRatioF()))

    def _way(self, command: str) -> QWidget:
        way = QWidget(self)
        way.setFixedWidth(120 * SPACE)
        row = QHBoxLayout(way)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * SPACE)
        self._pictures[command] = QLabel(way)
        self._explained[command] = parts.label("", "muted", way, wrap=True)
        self.links[command] = parts.link("", way)
        self.links[command].clicked.connect(lambda _checked=False, one=command: self.chosen.emit(one))
        texts = parts.column(None, 0, 0)
        texts.addWidget(self.links[command], 0, Qt.AlignmentFlag.AlignLeft)
        texts.addWidget(self._explained[command])
        row.addWidget(self._pictures[command], 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return way
