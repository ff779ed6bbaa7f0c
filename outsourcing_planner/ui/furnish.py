"""What follows the first paint: heavy modules load beside the window, then it gets a desk and its first plan."""

import gc
import importlib
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from outsourcing_planner.text import _
from outsourcing_planner.ui.kit.files import DialogFiles
from outsourcing_planner.ui.kit.messages import BoxMessages
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.tasks import Failure, Progress, Tasks
from outsourcing_planner.ui.main_window import MainWindow

if TYPE_CHECKING:
    from outsourcing_planner.engine.libraries import Libraries
    from outsourcing_planner.ui.app import App
    from outsourcing_planner.ui.desk import Desk


_TURN_SECONDS = 0.0005


def begin(app: "App", window: MainWindow, path: Path | None, *, first: bool) -> None:
    """Furnish a window; without a path the first one shows the sample, where the settings say so."""
    ports = Ports(BoxMessages(window), DialogFiles(window), Tasks(parent=window))
    done = partial(_furnish, app, window, ports, (path, first))
    ports.tasks.run(_libraries, done, partial(_fail, window, ports), "start", _("Opening…"))


def _furnish(
    app: "App", window: MainWindow, ports: Ports, what: tuple[Path | None, bool], libraries: "Libraries"
) -> None:
    if window not in app.windows:
        return  # it was closed before it was ready
    desk: Desk = importlib.import_module("outsourcing_planner.ui.desk").furnished(window, libraries, ports)
    app.desks.append(desk)
    path, first = what
    desk.files.begin(path, sample=first and app.program.settings.open_sample)


def _fail(window: MainWindow, ports: Ports, failure: Failure) -> None:
    ports.messages.error(_("The program could not start: {why}").format(why=failure.error), failure.details)
    window.close()  # there is nothing in it to work with


def _libraries(progress: Progress) -> "Libraries":
    """Load the heavy modules and the shipped data."""
    progress.report(-1.0)
    importlib.import_module("outsourcing_planner.ui.desk")
    loaded: Libraries = importlib.import_module("outsourcing_planner.io.load").load_all()
    let_the_window_answer()
    return loaded


def let_the_window_answer() -> None:
    """Set up Python so that work beside the window does not hold it up.

    What is loaded by now stays for good: looking through it for garbage would stop everything for 100 ms each time. And
    the window, which asks for its turn with each of the many small calls of a layout, gets it ten times as fast.
    """
    gc.freeze()
    sys.setswitchinterval(_TURN_SECONDS)
