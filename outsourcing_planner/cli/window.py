"""Opening the window from the command line, with a clear word where the system cannot show one."""

import importlib
from pathlib import Path

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.text import _


class NoWindowError(PlannerError):
    """Qt or a library that it needs is missing."""

    def __init__(self, why: str) -> None:
        super().__init__(
            _(
                "The window cannot be shown: {why}. On Debian: apt install libgl1 libegl1 libxkbcommon0 libdbus-1-3 "
                "libfontconfig1 libglib2.0-0 libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 "
                "libxcb-shape0"
            ).format(why=why)
        )


def open_window(path: Path | None) -> int:
    """Open the window, on a file where one is given, and return its exit code."""
    if path is not None and not path.exists():
        from outsourcing_planner.domain.errors import InputUnreadableError

        raise InputUnreadableError(str(path), _("there is no such file"))
    try:
        # By name: the command line stands beside the window, not on it, and must run where Qt is missing.
        app = importlib.import_module("outsourcing_planner.ui.app")
    except ImportError as error:
        raise NoWindowError(str(error)) from error
    return int(app.run(path))
