"""The first three steps, one line above the grid; gone for good when closed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.icons import tinted
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.kit.words import mark

_STEPS = (
    ("pencil", mark("Type over any value: class, cost and totals follow at once.")),
    ("why", mark("Choose a cell and read on the right why it is so.")),
    ("export", mark("Export to Excel: the workbook calculates with live formulas.")),
)


class Hints(QFrame):
    """See the module; ``closed()`` when the person has seen enough."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pictures = [QLabel(self) for _step in _STEPS]
        self._texts = [parts.label("", "", self, wrap=True) for _step in _STEPS]
        self.close_button = parts.link("", self)
        self.close_button.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        row.setSpacing(2 * SPACE)
        for picture, text in zip(self._pictures, self._texts, strict=True):
            row.addWidget(picture)
            row.addWidget(text, 1)
            row.addSpacing(2 * SPACE)
        row.addWidget(self.close_button)
        self.retint(theme)
        self.retranslate()
        self.hide()

    def start(self) -> None:
        """Show the steps."""
        self.show()

    def retint(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        for picture, (name, _text) in zip(self._pictures, _STEPS, strict=True):
            picture.setPixmap(tinted(name, theme.accent, 20, self.devicePixelRatioF()))

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        for number, (label, (_name, text)) in enumerate(zip(self._texts, _STEPS, strict=True), start=1):
            label.setText(f"{number}  {_(text)}")
        self.close_button.setText(_("Got it"))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
