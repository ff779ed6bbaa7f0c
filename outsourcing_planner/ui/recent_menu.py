"""The submenu of recent files."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu

from outsourcing_planner.text import _
from outsourcing_planner.ui.kit.program import Program
from outsourcing_planner.ui.kit.words import literal


class RecentMenu:
    """Fills a menu each time it opens; ``open_path`` gets the file chosen."""

    def __init__(self, menu: QMenu, program: Program, open_path: Callable[[Path], object]) -> None:
        self._menu, self._program, self._open = menu, program, open_path
        program.recent_changed.connect(self.fill)
        program.language_changed.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List the files, newest first, and what clears the list."""
        self._menu.clear()
        files = self._program.recent.files()
        for number, path in enumerate(files, start=1):
            action = self._menu.addAction(f"&{number % 10}  {literal(path.name)}")
            action.setToolTip(str(path))
            action.setStatusTip(str(path))
            action.triggered.connect(partial(self._chosen, path))
        if not files:
            self._menu.addAction(_("No files yet")).setEnabled(False)
            return
        self._menu.addSeparator()
        self._menu.addAction(_("Clear the list")).triggered.connect(self._clear)

    def _chosen(self, path: Path, _checked: bool = False) -> None:  # noqa: FBT001 - the signature of the signal
        self._open(path)

    def _clear(self) -> None:
        self._program.recent.clear()
        self.fill()
