"""The dialog that chooses the columns of the grid: tick what is shown, drag or use the keys to order it."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.models.columns import Column

_KEY: Final = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnsDialog(Frame):
    """See the module. ``known``: every column by key; ``shown`` and ``standard``: keys in order, the first stays."""

    def __init__(
        self, known: Mapping[str, Column], shown: Sequence[str], standard: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Columns"), _("Show these columns"), parent)
        self._known, self._standard, self._first = known, standard, shown[0]
        self.search, self.list = QLineEdit(self), QListWidget(self)
        self.search.setPlaceholderText(_("Find a column…"))
        self.search.setAccessibleName(_("Find a column"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.list.setAccessibleName(_("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        text = _("Space ticks a column, Alt+Up and Alt+Down move it. The first column always stays.")
        self.body.addWidget(parts.label(text, "muted", self, wrap=True))
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(self._order_buttons())
        self.fill(shown)
        self.resize(420, 560)

    @classmethod
    def ask(
        cls, known: Mapping[str, Column], shown: Sequence[str], standard: Sequence[str], parent: QWidget | None = None
    ) -> list[str] | None:
        """Show the dialog; return the keys to show in order, None where the person left it as it was."""
        dialog = cls(known, shown, standard, parent)
        return dialog.keys() if dialog.answered() else None

    def keys(self) -> list[str]:
        """Return the keys that are ticked, in order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [self._first, *(item.data(_KEY) for item in items if item.checkState() == _ON)]

    def fill(self, shown: Sequence[str]) -> None:
        """List the columns shown, then all others in their usual order."""
        self.list.clear()
        ticked = [key for key in shown if key != self._first]
        for key in (*ticked, *(key for key in self._known if key not in {*shown, self._first})):
            column = self._known[key]
            item = QListWidgetItem(column.heading, self.list)
            item.setData(_KEY, key)
            item.setToolTip(column.help)
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(_ON if key in ticked else _OFF)
        self.list.setCurrentRow(0)
        self._narrow(self.search.text())

    def shift(self, step: int) -> None:
        """Move the current column up (−1) or down (+1)."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count() and not self.search.text():
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)

    def _order_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, keys, act in (
            (_("Move up"), "Alt+Up", lambda: self.shift(-1)), (_("Move down"), "Alt+Down", lambda: self.shift(1)),
            (_("As at first"), "", lambda: self.fill(self._standard)),
        ):  # fmt: skip
            button = parts.button(text, "", self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
            if keys:
                QShortcut(QKeySequence(keys), self, act)
        row.addStretch(1)
        return row

    def _narrow(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(text.casefold() not in item.text().casefold())
