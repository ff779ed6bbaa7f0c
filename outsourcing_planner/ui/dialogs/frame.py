"""What dialogs have in common: a body over a line of buttons, verbs on them, F1 for the page of the guide."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.guide import OF_DIALOG, GuideWindow
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.program import Program
from outsourcing_planner.ui.kit.theme import SPACE


class Frame(QDialog):
    """A dialog with room for a body; ``verb`` is the button that does it, empty for a page that is only read.

    Which of the two buttons stands first is the platform's custom; further ones (``buttons``) stand on the other side.
    """

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.body: QVBoxLayout = parts.column(None, 0, 3 * SPACE)
        self.do: QPushButton | None = None
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(2 * SPACE)
        self.buttons.addStretch(1)
        ends = QDialogButtonBox(self)
        self.buttons.addWidget(ends)
        self.cancel = parts.button(_("Cancel") if verb else _("Close"), "", self)
        self.cancel.clicked.connect(self.reject)
        ends.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        if verb:
            self.do = parts.button(verb, "primary", self)
            self.do.setDefault(True)
            self.do.clicked.connect(self.accept)
            ends.addButton(self.do, QDialogButtonBox.ButtonRole.AcceptRole)
        outer = parts.column(self, 5 * SPACE, 4 * SPACE)
        outer.addLayout(self.body, 1)
        outer.addLayout(self.buttons)
        self.guide: GuideWindow | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Have the Tab key come to the buttons after the fields; of a box of buttons Qt would leave one out."""
        super().showEvent(event)
        before = self.previousInFocusChain() or self
        for button in (self.do, self.cancel):
            if button is not None and before is not button:
                QWidget.setTabOrder(before, button)
                before = button
        if self.do is not None and self.focusWidget() in (None, self.do, self.cancel):
            self._first_field().setFocus()

    def _first_field(self) -> QWidget:
        """Return what the Tab key comes to first, the buttons where there is no field."""
        ends = {self.do, self.cancel, *self.findChildren(QDialogButtonBox)}
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisibleTo(self)
            if reached and widget.isEnabled() and widget not in ends:
                return widget
            widget = widget.nextInFocusChain()
        return self.do or self.cancel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take F1; the command of the window does not reach into a dialog."""
        if event.key() == Qt.Key.Key_F1:
            self.open_guide()
        else:
            super().keyPressEvent(event)

    def open_guide(self) -> None:
        """Open the guide where it speaks of this dialog, over the dialog, which would otherwise keep it from use."""
        program = self._program()
        if self.guide is None and program is not None:
            self.guide = GuideWindow(program, self)
        if self.guide is not None:
            self.guide.open(OF_DIALOG.get(type(self).__name__, "window"))

    def _program(self) -> Program | None:
        """Return the program that the window above this dialog belongs to."""
        widget: QWidget | None = self.parentWidget()
        while widget is not None and not hasattr(widget, "program"):
            widget = widget.parentWidget()
        return getattr(widget, "program", None)

    def answered(self) -> bool:
        """Show the dialog; say whether the person did what the verb says. It is deleted afterwards."""
        accepted = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return accepted
