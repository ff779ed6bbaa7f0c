"""What dialogs have in common: a body over a line of buttons, verbs on them."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.theme import SPACE


class Frame(QDialog):
    """A dialog with room for a body; ``verb`` is the button that does it, empty for a page that is only read."""

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.body: QVBoxLayout = parts.column(None, 0, 3 * SPACE)
        self.do: QPushButton | None = None
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(2 * SPACE)
        self.buttons.addStretch(1)
        self.cancel = parts.button(_("Cancel") if verb else _("Close"), "", self)
        self.cancel.clicked.connect(self.reject)
        self.buttons.addWidget(self.cancel)
        if verb:
            self.do = parts.button(verb, "primary", self)
            self.do.setDefault(True)
            self.do.clicked.connect(self.accept)
            self.buttons.addWidget(self.do)
        outer = parts.column(self, 5 * SPACE, 4 * SPACE)
        outer.addLayout(self.body, 1)
        outer.addLayout(self.buttons)

    def answered(self) -> bool:
        """Show the dialog; say whether the person did what the verb says. It is deleted afterwards."""
        accepted = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return accepted
