"""Starts the window: paints it first, then loads what is heavy, then puts a plan into it."""

import importlib
import sys
import traceback
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from outsourcing_planner import __version__
from outsourcing_planner.session import places, quiet_log
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit.icons import app_icon
from outsourcing_planner.ui.kit.program import Program
from outsourcing_planner.ui.leaving import Endings
from outsourcing_planner.ui.main_window import MainWindow

if TYPE_CHECKING:
    from outsourcing_planner.session.private import PrivateFolder
    from outsourcing_planner.ui.desk import Desk

APPLICATION = "outsourcing-planner"


class App(QObject):
    """The running program: its windows and what they share."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program
        self.windows: list[MainWindow] = []
        self.desks: list[Desk] = []
        program.window_requested.connect(self.open_window)
        program.quit_requested.connect(self.quit)
        program.leaving_stopped.connect(self._stay)
        self._quitting = False
        self._private: PrivateFolder | None = None

    def be_private(self) -> None:
        """Take a temporary folder for this process alone, before anything temporary is written."""
        private: type[PrivateFolder] = importlib.import_module("outsourcing_planner.session.private").PrivateFolder
        self._private = private.begin(self.program.places)

    def end_privacy(self) -> None:
        """Remove the temporary folder with everything in it."""
        if self._private is not None:
            self._private.end()

    def open_window(self, path: Path | None = None) -> MainWindow:
        """Show a window at once and put a plan into it as soon as everything is loaded."""
        window = MainWindow(self.program)
        window.restore(self.program.places.window)
        window.name_document(path.stem if path else _("New plan"), modified=False)
        self.windows.append(window)
        window.closed.connect(self._forget)
        window.painted.connect(partial(self._begin, window, path, len(self.windows) == 1))
        window.show_first()
        return window

    def open_file(self, path: Path) -> None:
        """Open a file that the system hands over: in a window that holds nothing of anybody's, else in a new one."""
        for desk in self.desks:
            if desk.files.file.path is None and not desk.files.file.modified:
                desk.window.activateWindow()
                desk.files.open_path(path)
                return
        self.open_window(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of files opened from the Finder: macOS sends an event where others start the program with a name."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.open_file(Path(event.file()))
            return True
        return super().eventFilter(watched, event)

    def quit(self) -> None:
        """Close every window, one after the other; one that may not be left stops it, one being saved is waited for."""
        self._quitting = True
        while self._quitting and self.windows:
            if not self.windows[0].close():
                return  # it asks or saves; when it closes later, _forget goes on

    def leave_in_a_hurry(self) -> None:
        """Let every plan go without a question; what is not saved is offered at the next start."""
        for desk in self.desks:
            desk.files.leave_in_a_hurry()
        for window in list(self.windows):
            window.close()

    def _begin(self, window: MainWindow, path: Path | None, first: bool) -> None:  # noqa: FBT001 - bound to a signal
        importlib.import_module("outsourcing_planner.ui.furnish").begin(self, window, path, first=first)

    def _forget(self, window: MainWindow) -> None:
        self.windows = [one for one in self.windows if one is not window]
        self.desks = [one for one in self.desks if one.window is not window]
        if self._quitting:
            QTimer.singleShot(0, self, self._go_on_quitting)

    def _go_on_quitting(self) -> None:
        if self._quitting:
            self.quit()

    def _stay(self) -> None:
        self._quitting = False


def run(path: Path | None = None) -> int:
    """Open the window, on a file where one is given; return the exit code when the last window is closed."""
    application = application_made()
    program = Program(places.of_this_user())
    program.paint()
    app = App(program)
    sys.excepthook = partial(_say, app)
    quiet_log.catch_all()
    application.installEventFilter(app)
    endings = Endings(application, app.leave_in_a_hurry, app.quit)
    app.open_window(path).painted.connect(app.be_private)
    code = application.exec()
    endings.release()
    app.end_privacy()
    return code


def application_made() -> QApplication:
    """Return the QApplication, made with the names and the style of the program where there is none yet."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    made = QApplication([APPLICATION])
    made.setApplicationName(APPLICATION)
    made.setApplicationDisplayName(_("Outsourcing Planner"))
    made.setApplicationVersion(__version__)
    made.setDesktopFileName(APPLICATION)
    made.setWindowIcon(app_icon())
    made.setStyle("Fusion")
    return made


def _say(app: App, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """Tell of what nobody expected; the plan stays open."""
    details = "".join(traceback.format_exception(kind, error, where))
    if issubclass(kind, KeyboardInterrupt) or not app.desks:
        sys.__excepthook__(kind, error, where)
        return
    text = _("Something went wrong. Your plan is still open; save it before you go on.")
    app.desks[0].ports.messages.error(text, details)
