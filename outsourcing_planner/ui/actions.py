"""Commands: what a row of the table of commands is, and the QActions made from it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from outsourcing_planner.text import _
from outsourcing_planner.ui.kit.icons import icon
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.kit.turns import Turns

Handler = Callable[..., object]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command.

    ``menu`` is the menu it stands in; ``break_before`` draws a line above it; ``place`` names further places
    ("rows": the grid's context menu); ``shortcut`` is portable text ("Ctrl+S"); ``checkable`` commands get
    the new state. ``status`` is the sentence in the status line. Commands of one ``choice`` exclude each other.
    """

    id: str
    text: str
    menu: str
    status: str
    shortcut: str = ""
    icon: str = ""
    break_before: bool = False
    places: tuple[str, ...] = ()
    checkable: bool = False
    choice: str = ""
    submenu: str = ""


class Actions(QObject):
    """The QActions of one window, by id.

    Only the icons of the commands in ``first`` are there from the start, for they are seen at once; ``draw_icons``
    brings the others.
    """

    def __init__(
        self, specs: Iterable[ActionSpec], theme: Theme, parent: QObject, first: Iterable[str] | None = None
    ) -> None:
        super().__init__(parent)
        self.specs: dict[str, ActionSpec] = {spec.id: spec for spec in specs}
        self.by_id = {spec.id: self._made(spec) for spec in self.specs.values()}
        self._reasons: dict[str, str] = {}
        self._handlers: dict[str, Handler] = {}
        self.retranslate()
        self._theme = theme
        self._drawing = Turns(self)
        at_once = set(self.specs if first is None else first)
        self._undrawn = [spec.id for spec in self.specs.values() if spec.icon and spec.id not in at_once]
        for action in at_once & self.specs.keys():
            self._tint(action)

    def __getitem__(self, action: str) -> QAction:
        return self.by_id[action]

    def connect_to(self, handlers: Mapping[str, Handler]) -> None:
        """Give every command its handler; a missing or unknown one raises KeyError, at start and not when clicked."""
        wrong = self.specs.keys() ^ handlers.keys()
        if wrong:
            raise KeyError(", ".join(sorted(wrong)))
        self._handlers = dict(handlers)

    def disable(self, reasons: Mapping[str, str]) -> None:
        """Disable exactly the commands that have a reason, and show the reason where the command is."""
        self._reasons = {action: reason for action, reason in reasons.items() if reason}
        for action, made in self.by_id.items():
            made.setEnabled(action not in self._reasons)
            self._describe(action)

    def reason(self, action: str) -> str:
        """Return why a command is disabled; empty where it is not."""
        return self._reasons.get(action, "")

    def name(self, action: str) -> str:
        """Return the text of a command without the marks of a menu."""
        return _(self.specs[action].text).replace("&", "").removesuffix("…")

    def retranslate(self) -> None:
        """Write all texts in the language in force."""
        for action, made in self.by_id.items():
            made.setText(_(self.specs[action].text))
            self._describe(action)

    def retint(self, theme: Theme) -> None:
        """Draw all icons in the colours of a theme."""
        self._theme = theme
        for action in self.by_id:
            self._tint(action)

    def draw_icons(self) -> None:
        """Draw the icons that are not there yet, with the window free between them."""
        self._drawing.take([partial(self._tint, action) for action in self._undrawn])
        self._undrawn = []

    def _tint(self, action: str) -> None:
        if self.specs[action].icon:
            self.by_id[action].setIcon(icon(self.specs[action].icon, self._theme))

    def _made(self, spec: ActionSpec) -> QAction:
        made = QAction(self)
        made.setObjectName(spec.id)
        made.setCheckable(spec.checkable)
        made.setMenuRole(_ROLES.get(spec.id, QAction.MenuRole.NoRole))
        if spec.shortcut:
            made.setShortcuts([QKeySequence(keys) for keys in spec.shortcut.split("|")])
        made.triggered.connect(self._triggered)
        return made

    def _triggered(self, checked: bool) -> None:  # noqa: FBT001 - the signature of the signal
        action = self.sender()
        spec = self.specs[action.objectName()]
        handler = self._handlers.get(spec.id)
        if handler is not None:
            handler(*([checked] if spec.checkable else []))

    def _describe(self, action: str) -> None:
        spec, made = self.specs[action], self.by_id[action]
        why_not = self.reason(action) if hasattr(self, "_reasons") else ""
        made.setStatusTip(why_not or _(spec.status))
        keys = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        head = self.name(action) + (f"  ({keys})" if keys else "")
        made.setToolTip(f"<p><b>{head}</b><br>{why_not or _(spec.status)}</p>")


_ROLES = {
    "about": QAction.MenuRole.AboutRole,
    "settings": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
}
