"""One of many names: typing narrows the list, Return takes the line that it stands at."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit.arrows import ListArrows
from outsourcing_planner.ui.kit.theme import SPACE


class PickDialog(Frame):
    """See the module."""

    def __init__(self, title: str, verb: str, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(title, verb, parent)
        self._names = tuple(names)
        self.typed, self.list = QLineEdit(self), QListWidget(self)
        self.typed.setPlaceholderText(_("Find…"))
        self.typed.setAccessibleName(_("Find…"))
        self.typed.setClearButtonEnabled(True)
        self.typed.textChanged.connect(self._narrow)
        ListArrows(self.typed, self.list)
        self.list.setObjectName("framed")
        self.list.setAccessibleName(title)
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.body.addWidget(self.typed)
        self.body.addWidget(self.list, 1)
        self.resize(90 * SPACE, 110 * SPACE)
        self._narrow("")

    @classmethod
    def ask(cls, title: str, verb: str, names: Sequence[str], parent: QWidget | None = None) -> str | None:
        """Return the name that was picked, None where the person turns away."""
        dialog = cls(title, verb, names, parent)
        return dialog.picked if dialog.answered() else None

    @property
    def picked(self) -> str | None:
        """Return the name that the list stands at; None where nothing fits what is typed."""
        item = self.list.currentItem()
        return item.text() if item is not None else None

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        fitting = [name for name in self._names if wanted in name.casefold()]
        self.list.clear()
        self.list.addItems(sorted(fitting, key=lambda name: not name.casefold().startswith(wanted)))
        self.list.setCurrentRow(0)
        if self.do is not None:
            self.do.setEnabled(bool(fitting))
            self.do.setToolTip("" if fitting else _("Nothing fits what is typed."))
