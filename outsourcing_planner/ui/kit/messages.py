"""What the program says to the person, through one small port that tests replace by a recorder."""

from enum import Enum
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from outsourcing_planner.text import _
from outsourcing_planner.ui.kit.icons import tinted


class Leave(Enum):
    """The answer to the question what to do with unsaved changes."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


_SIGN: Final = 32
_SIGNS: Final = {QMessageBox.Icon.Warning: ("warning", "warning"), QMessageBox.Icon.Question: ("help", "accent")}


class Messages(Protocol):
    """Errors, questions and news. What needs no answer is a line of the window, not a dialog."""

    def error(self, text: str, details: str = "") -> None:
        """Say that something failed and what to do."""
        ...

    def confirm(self, text: str, verb: str, details: str = "", otherwise: str = "") -> bool:
        """Ask whether to do what ``verb`` (the button) says; ``otherwise`` is the other button, else "Cancel"."""
        ...

    def leave(self, name: str) -> Leave:
        """Ask what to do with the unsaved changes of a plan."""
        ...


class BoxMessages:
    """Messages as boxes over a window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def error(self, text: str, details: str = "") -> None:
        """See Messages; with details there are "Details" and "Copy"."""
        box = self._box(QMessageBox.Icon.Warning, text)
        close = box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
        if details:
            box.setDetailedText(details)
            copy = QPushButton(_("Copy"))
            box.addButton(copy, QMessageBox.ButtonRole.ActionRole)
            _name_details(box, copy)
            copy.clicked.disconnect()
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{text}\n\n{details}"))
        box.setDefaultButton(close)
        box.exec()
        box.deleteLater()

    def confirm(self, text: str, verb: str, details: str = "", otherwise: str = "") -> bool:
        """See Messages."""
        box = self._box(QMessageBox.Icon.Question, text)
        if details:
            box.setInformativeText(details)
        yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(otherwise or _("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(yes)
        box.exec()
        answer = box.clickedButton() is yes
        box.deleteLater()
        return answer

    def leave(self, name: str) -> Leave:
        """See Messages."""
        box = self._box(QMessageBox.Icon.Question, _("Save the changes to “{name}”?").format(name=name))
        box.setInformativeText(_("Without saving, what you did since the last save is lost."))
        save = box.addButton(_("Save"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(_("Don’t save"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        if clicked is save:
            return Leave.SAVE
        return Leave.DISCARD if clicked is discard else Leave.CANCEL

    def _box(self, icon: QMessageBox.Icon, text: str) -> QMessageBox:
        box = QMessageBox(icon, _("Outsourcing Planner"), text, parent=self._parent)
        program = getattr(self._parent, "program", None)
        if program is not None:  # the signs of the style are blue and yellow whatever the theme
            name, colour = _SIGNS[icon]
            ratio = box.devicePixelRatioF()
            box.setIconPixmap(tinted(name, getattr(program.theme, colour), _SIGN, ratio))
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return box


def _name_details(box: QMessageBox, other: QPushButton) -> None:
    """Call the button that opens the details so, open or not; Qt would call it "Show Details..."."""
    for button in box.buttons():
        if button is not other and box.buttonRole(button) == QMessageBox.ButtonRole.ActionRole:
            button.setText(_("Details"))
            button.clicked.connect(lambda _checked=False, one=button: one.setText(_("Details")))
