"""How long the window cannot answer while a plan is opened, looked at, imported and saved: its longest gap.

Run: ``python tests/speed/bench_window_free.py [--where]``. The window beats every millisecond; a step that holds it up
shows as a gap. ``--where`` says what ran in gaps over half the goal. Aim: no gap over 100 ms, with 100,000 rows.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_import import big_workbook
from bench_save import a_plan
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.load import load_all
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes
from outsourcing_planner.session.places import under
from outsourcing_planner.ui import app
from outsourcing_planner.ui.desk import Desk, furnished
from outsourcing_planner.ui.dialogs.import_dialog import ImportDialog
from outsourcing_planner.ui.furnish import let_the_window_answer
from outsourcing_planner.ui.kit.files import DialogFiles, Kind
from outsourcing_planner.ui.kit.messages import BoxMessages, Leave
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.program import Program
from outsourcing_planner.ui.kit.tasks import Tasks
from outsourcing_planner.ui.main_window import MainWindow

GOAL_MS = 100.0
PANELS = ("charts", "summary", "issues", "portfolio")


class Messages(BoxMessages):
    """Says "don't save" where the window asks."""

    def leave(self, _name: str) -> Leave:
        """Answer without a box."""
        return Leave.DISCARD


class Files(DialogFiles):
    """Picks one file without a box."""

    picked: Path | None = None

    def open_path(self, _kind: Kind, _folder: Path | None) -> Path | None:
        """Answer without a box."""
        return self.picked


class Pulse:
    """Beats in the window's thread and remembers the longest gap; another thread looks what runs in long ones."""

    def __init__(self, *, where: bool) -> None:
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._last = time.perf_counter()
        self.longest = 0.0
        self.where: list[tuple[float, str]] = []
        self._thread = threading.get_ident()
        if where:
            threading.Thread(target=self._watch, daemon=True).start()

    def start(self) -> None:
        """Begin to measure."""
        self.longest, self._last, self.where = 0.0, time.perf_counter(), []
        self._timer.start(1)

    def stop(self) -> float:
        """Return the longest gap in milliseconds."""
        self._beat()
        self._timer.stop()
        return self.longest * 1000

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now

    def _watch(self) -> None:
        while True:
            time.sleep(0.01)
            held = time.perf_counter() - self._last
            if self._timer.isActive() and held > GOAL_MS / 2000:
                frame = sys._current_frames().get(self._thread)
                lines = [f"{one.name}:{one.lineno}" for one in traceback.extract_stack(frame)][-9:]
                self.where.append((held, " > ".join(lines)))


def until(done: Callable[[], bool], seconds: float = 120.0) -> None:
    """Let the window work until something is true."""
    end = time.perf_counter() + seconds
    while not done() and time.perf_counter() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # the beat wakes it
    quiet = time.perf_counter() + 0.6  # what comes after a pause belongs to it
    while time.perf_counter() < quiet:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def measured(pulse: Pulse, name: str, act: Callable[[], object], done: Callable[[], bool]) -> None:
    """Print the longest gap of one act."""
    pulse.start()
    QCoreApplication.processEvents()
    start = time.perf_counter()
    act()
    until(done)
    gap = pulse.stop()
    print(f"{name:34} {gap:6.0f} ms at most without an answer   (all of it {time.perf_counter() - start - 0.6:5.2f} s)")
    for held, place in pulse.where:
        print(f"      {held * 1000:5.0f} ms in {place}")


def a_desk(program: Program, files: type[Files] = Files) -> Desk:
    """Return a window with an empty plan whose work runs beside it, as it does for people."""
    window = MainWindow(program)
    window.restore(program.places.window)
    libraries = load_all()
    let_the_window_answer()
    desk = furnished(window, libraries, Ports(Messages(window), files(window), Tasks(parent=window)))
    window.show()
    return desk


def look_around(pulse: Pulse, desk: Desk) -> None:
    """Bring each panel to the front."""
    for panel in PANELS:
        measured(pulse, f"  show {panel}", partial(desk.window.show_panel, panel), lambda: _idle(desk))


def import_rows(pulse: Pulse, desk: Desk, path: Path) -> None:
    """Import 100,000 rows of 12 columns with the wizard, as a new plan."""

    def press() -> None:
        for dialog in desk.window.findChildren(ImportDialog):
            if dialog.isVisible() and dialog.found is not None and dialog.do.isEnabled():
                dialog.do.click()

    Files.picked = big_workbook(path)
    pressing = QTimer()
    pressing.timeout.connect(press)
    pressing.start(50)
    act = desk.window.commands["import"].trigger
    measured(pulse, "import 100,000 rows of 12", act, lambda: _shows(desk, 100_000))
    pressing.stop()


def main() -> None:
    """Open, look at, import and save plans of three lengths."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--where", action="store_true")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    pulse_where = options.parse_args().where
    app.application_made()
    folder = Path(tempfile.mkdtemp())
    program = Program(under(folder / "home"))
    program.paint()
    pulse, desk = Pulse(where=pulse_where), a_desk(program)
    until(lambda: True)
    for rows in (500, 5_000, 100_000):
        path = folder / f"{rows}.oplan"
        path.write_bytes(plan_bytes(PlanContent(a_plan(rows))))
        measured(pulse, f"open {rows:,} rows", partial(desk.files.open_path, path), partial(_shows, desk, rows))
        look_around(pulse, desk)
    measured(pulse, "save 100,000 rows", desk.window.commands["save"].trigger, lambda: _idle(desk))
    desk.files.opening.show(PlanContent(Plan()), modified=False)
    import_rows(pulse, desk, folder / "import.xlsx")


def _shows(desk: Desk, rows: int) -> bool:
    return len(desk.document.plan) == rows and _idle(desk)


def _idle(desk: Desk) -> bool:
    return not desk.ports.tasks.busy


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # a window that is still open asks nobody whether to save
