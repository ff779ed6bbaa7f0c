"""The command palette: type part of a name, Return runs the command."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from outsourcing_planner.text import _
from outsourcing_planner.ui.actions import Actions
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.arrows import ListArrows
from outsourcing_planner.ui.kit.theme import SPACE

_KEYS = Qt.ItemDataRole.UserRole + 1
_ICON = 16


class _Keyed(QStyledItemDelegate):
    """Writes the shortcut of a command at the right of its line, as menus do."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw name and shortcut."""
        super().paint(painter, option, index)
        keys = index.data(_KEYS)
        if keys:
            painter.save()
            painter.setPen(option.palette.placeholderText().color())
            room = option.rect.adjusted(0, 0, -3 * SPACE, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys)
            painter.restore()


class CommandPalette(QDialog):
    """See the module."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._actions = actions
        self.typed, self.found = QLineEdit(self), QListWidget(self)
        self.typed.setPlaceholderText(_("Type part of a command’s name…"))
        self.typed.textChanged.connect(self.show_matches)
        self.typed.returnPressed.connect(self.accept)
        ListArrows(self.typed, self.found)
        self.found.itemActivated.connect(lambda _item: self.accept())
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setIconSize(QSize(_ICON, _ICON))
        self.found.setItemDelegate(_Keyed(self.found))
        self.found.setAccessibleName(_("Commands"))
        self.typed.setAccessibleName(_("Type part of a command’s name…"))
        nothing = QPixmap(_ICON, _ICON)
        nothing.fill(Qt.GlobalColor.transparent)
        self._no_icon = QIcon(nothing)
        self.found.setUniformItemSizes(True)
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = parts.column(self, 2 * SPACE, 2 * SPACE)
        box.addWidget(self.typed)
        box.addWidget(self.found)
        self.resize(520, 360)
        if parent is not None:
            centre = parent.mapToGlobal(parent.rect().center())
            self.move(centre.x() - 260, parent.mapToGlobal(parent.rect().topLeft()).y() + 80)
        self.show_matches("")

    @classmethod
    def ask(cls, actions: Actions, parent: QWidget | None = None) -> str | None:
        """Return the id of a command, None where the person turns away."""
        dialog = cls(actions, parent)
        chosen = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen

    def show_matches(self, text: str) -> None:
        """List the commands whose name holds every word typed; enabled ones first."""
        words = text.casefold().split()
        named = [(self._named(one), one) for one in self._actions.specs]
        fitting = [(name, one) for name, one in named if all(word in name.casefold() for word in words)]
        self.found.clear()
        for name, one in sorted(fitting, key=lambda pair: (bool(self._actions.reason(pair[1])), pair[0].casefold())):
            self.found.addItem(self._item(name, one))
        self.found.setCurrentRow(0)

    def chosen(self) -> str | None:
        """Return the id of the command that the list stands at, None for a disabled one."""
        item = self.found.currentItem()
        action = str(item.data(Qt.ItemDataRole.UserRole)) if item else ""
        return action if action and not self._actions.reason(action) else None

    def _named(self, action: str) -> str:
        """Return the name of a command, after that of its submenu: "As at first" alone says nothing."""
        submenu = _(self._actions.specs[action].submenu).replace("&", "") if self._actions.specs[action].submenu else ""
        return f"{submenu}: {self._actions.name(action)}" if submenu else self._actions.name(action)

    def _item(self, name: str, action: str) -> QListWidgetItem:
        keys = self._actions[action].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        reason = self._actions.reason(action)
        drawn = self._actions[action].icon()
        item = QListWidgetItem(self._no_icon if drawn.isNull() else drawn, name)
        item.setData(Qt.ItemDataRole.UserRole, action)
        item.setData(_KEYS, keys)
        item.setToolTip(reason or _(self._actions.specs[action].status))
        if reason:
            item.setText(f"{name} — {reason}")
            item.setForeground(self.palette().placeholderText())
        return item
