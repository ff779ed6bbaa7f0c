"""The toolbar: the commands used most, the choice of columns, the filter, and the way out to Excel."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from outsourcing_planner.text import _
from outsourcing_planner.ui.action_table import ACTIONS, COLUMNS
from outsourcing_planner.ui.actions import Actions
from outsourcing_planner.ui.kit.icons import icon, tinted
from outsourcing_planner.ui.kit.theme import Theme

ORDER = ("undo", "redo", "", "import", "insert_row", "")
"""The commands of the toolbar; an empty name draws a line."""
_TYPING_PAUSE_MS = 120
_COLUMN_ACTIONS = tuple(spec.id for spec in ACTIONS if spec.choice == "columns")


class ToolBar(QToolBar):
    """See the module; ``filter_typed(text)`` after a short pause in typing."""

    filter_typed = Signal(str)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._actions = actions
        for action in ORDER:
            self._add(action)
        self.columns = self._columns_button()
        self.filter = QLineEdit(self)
        self._pause = QTimer(self)
        self._prepare_filter()
        self.addWidget(_spacer(self))
        self.export = QToolButton(self)
        self.export.setObjectName("primary")
        self.export.clicked.connect(actions["export"].trigger)
        actions["export"].changed.connect(self._follow_export)
        self.export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addWidget(self.export)
        self.retranslate()
        self.retint(theme)

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        self.setWindowTitle(_("Toolbar"))
        self.filter.setPlaceholderText(_("Filter…"))
        self.filter.setAccessibleName(_("Filter the rows by a text"))
        self.filter.setToolTip(_("Show only rows that hold this text anywhere. Esc shows all rows again."))
        self.columns.setToolTip(_("Choose which columns the grid shows."))
        self.export.setText(_("Export to Excel"))
        self.show_column_set()
        self._follow_export()

    def _follow_export(self) -> None:
        self.export.setEnabled(self._actions["export"].isEnabled())
        self.export.setToolTip(self._actions["export"].toolTip())
        self.export.setStatusTip(self._actions["export"].statusTip())

    def retint(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.columns.setIcon(icon("columns", theme))
        self._glass.setIcon(icon("find", theme))
        drawn = QIcon(tinted("export", theme.accent_text, 20, self.devicePixelRatioF()))
        drawn.addPixmap(tinted("export", theme.muted, 20, self.devicePixelRatioF()), QIcon.Mode.Disabled)
        self.export.setIcon(drawn)

    def show_column_set(self) -> None:
        """Name the column set in force on its button."""
        chosen = next((self._actions.name(one) for one in _COLUMN_ACTIONS if self._actions[one].isChecked()), "")
        self.columns.setText(f"{_(COLUMNS).replace('&', '')}: {chosen} ▾" if chosen else _(COLUMNS).replace("&", ""))

    def _add(self, action: str) -> None:
        if not action:
            self.addSeparator()
            return
        self.addAction(self._actions[action])
        widget = self.widgetForAction(self._actions[action])
        beside = action in {"import", "insert_row"}
        if isinstance(widget, QToolButton) and beside:
            widget.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _columns_button(self) -> QToolButton:
        made = QToolButton(self)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        for action in _COLUMN_ACTIONS:
            menu.addAction(self._actions[action])
            self._actions[action].toggled.connect(self.show_column_set)
        made.setMenu(menu)
        self.addWidget(made)
        return made

    def _prepare_filter(self) -> None:
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(280)
        self._glass = self.filter.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.filter, self._empty_filter)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._send_filter)
        self.filter.textChanged.connect(self._pause.start)
        self.filter.returnPressed.connect(self._send_filter)
        self.addWidget(self.filter)

    def _send_filter(self) -> None:
        self._pause.stop()
        self.filter_typed.emit(self.filter.text())

    def _empty_filter(self) -> None:
        self.filter.clear()
        self._send_filter()


def _spacer(parent: QWidget) -> QWidget:
    made = QWidget(parent)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made
