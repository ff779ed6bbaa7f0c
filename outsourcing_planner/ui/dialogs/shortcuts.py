"""Every shortcut on one page, built from the table of commands."""

from html import escape

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QTextBrowser, QWidget

from outsourcing_planner.text import _
from outsourcing_planner.ui.action_table import MENUS
from outsourcing_planner.ui.actions import Actions
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit.words import mark

IN_THE_GRID = (
    ("F2", mark("Edit the cell")), ("Return / Shift+Return", mark("Take over and go down / up")),
    ("Tab / Shift+Tab", mark("Take over and go right / left")), ("Esc", mark("Leave the cell as it was")),
    ("Return", mark("After a copy: paste it here and take its frame away")),
    ("Esc", mark("After a copy: take its frame away")),
    ("Ctrl+Return", mark("Write what is typed into every selected cell")),
    ("Alt+Down", mark("Open the list of choices")),
    ("Home / End", mark("Go to the first / last column")),
    ("Ctrl+Home / Ctrl+End", mark("Go to the first / last cell")),
    ("Ctrl+arrows", mark("Go to the edge of the filled cells")),
    ("PgUp / PgDown", mark("Go a page up / down")),
    ("Alt+PgUp / Alt+PgDown", mark("Go a page aside")),
    ("Shift+…", mark("With any of these: select from the current cell up to there")),
    ("Shift+Space / Ctrl+Space", mark("Select whole rows / columns")),
    ("Ctrl+Backspace", mark("Show the current cell again")),
)  # fmt: skip


def show_shortcuts(actions: Actions, parent: QWidget | None = None) -> None:
    """Show the page."""
    Shortcuts(actions, parent).answered()


class Shortcuts(Frame):
    """See the module."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(_("Keyboard shortcuts"), "", parent)
        self._actions = actions
        self.search, self.page = QLineEdit(self), QTextBrowser(self)
        self.search.setPlaceholderText(_("Find…"))
        self.search.setAccessibleName(_("Find…"))
        self.page.setAccessibleName(_("Keyboard shortcuts"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.show_matches)
        self.body.addWidget(self.search)
        self.body.addWidget(self.page, 1)
        self.resize(640, 640)
        self.show_matches("")

    def show_matches(self, text: str) -> None:
        """Show the shortcuts whose name or keys hold a text."""
        wanted = text.casefold()
        blocks = []
        for title, pairs in self._blocks():
            lines = [pair for pair in pairs if wanted in " ".join(pair).casefold()]
            if lines:
                blocks.append(f"<h3>{escape(title)}</h3><table width='100%' cellpadding='3'>{_rows(lines)}</table>")
        self.page.setHtml("".join(blocks) or escape(_("No shortcut has this name.")))

    def _blocks(self) -> list[tuple[str, list[tuple[str, str]]]]:
        found = []
        for menu, title in MENUS:
            pairs = [
                (self._actions.name(spec.id), " / ".join(_native(one) for one in self._actions[spec.id].shortcuts()))
                for spec in self._actions.specs.values() if spec.menu == menu and spec.shortcut
            ]  # fmt: skip
            found.append((_(title).replace("&", ""), pairs))
        return [*found, (_("In the grid"), [(_(text), keys) for keys, text in IN_THE_GRID])]


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def _rows(pairs: list[tuple[str, str]]) -> str:
    cell = "<tr><td width='62%'>{}</td><td><b>{}</b></td></tr>"
    return "".join(cell.format(escape(name), escape(keys)) for name, keys in pairs)
