"""The commands of the Help menu."""


from PySide6.QtCore import QObject

from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.dialogs.about import show_about
from outsourcing_planner.ui.dialogs.guide import OF_PANEL, GuideWindow, page_of
from outsourcing_planner.ui.dialogs.shortcuts import show_shortcuts
from outsourcing_planner.ui.workbench import Workbench


class HelpCommands(QObject):
    """Guide, shortcuts, about."""

    def __init__(self, desk: Workbench) -> None:
        super().__init__(desk)
        self._desk = desk
        self._guide: GuideWindow | None = None

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {
            "help": self.help_here, "guide": self.start_of_guide, "help_bpo_kpo": self.bpo_kpo,
            "help_model": self.model, "shortcuts": self.shortcuts, "about": self.about,
        }  # fmt: skip

    def help_here(self) -> None:
        """Open the guide where it speaks of the panel in use, in the grid of the current column."""
        panel = self._panel_in_use()
        if panel in OF_PANEL:
            self._show(OF_PANEL[panel], "")
        else:
            self.open_at(self._desk.why.key)

    def _panel_in_use(self) -> str:
        focus = self._desk.window.focusWidget()
        docks = self._desk.window.docks.items()
        return next((name for name, dock in docks if focus is not None and dock.isAncestorOf(focus)), "")

    def start_of_guide(self) -> None:
        """Open the guide at its start."""
        self._show("index", "")

    def bpo_kpo(self) -> None:
        """Open the page on the two words."""
        self._show("bpo-and-kpo", "")

    def model(self) -> None:
        """Open the page on the model."""
        self._show("the-numbers", "")

    def open_at(self, key: str) -> None:
        """Open the guide at a column."""
        self._show(*page_of(key))

    def shortcuts(self) -> None:
        """Show every shortcut."""
        show_shortcuts(self._desk.window.commands, self._desk.window)

    def about(self) -> None:
        """Show version and licences."""
        show_about(self._desk.window)

    def _show(self, page: str, place: str) -> None:
        if self._guide is None:
            self._guide = GuideWindow(self._desk.program, self._desk.window)
        self._guide.open(page, place)
