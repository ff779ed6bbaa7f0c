"""The real program in a process of its own, ended from outside: what was not saved is offered at the next start."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from outsourcing_planner.session import quiet_log
from outsourcing_planner.session.journal import left_journals
from outsourcing_planner.session.places import under

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from outsourcing_planner.session import places
from outsourcing_planner.session.settings import Settings, save
here = places.under(Path(sys.argv[1]))
places.of_this_user = lambda: here
save(Settings(open_sample=False), here.settings)
from outsourcing_planner.ui import app as module
made = []
real = module.App.__init__
def init(self, program):
    real(self, program)
    made.append(self)
module.App.__init__ = init
def type_something():
    if not made or not made[0].desks:
        return
    timer.stop()
    from outsourcing_planner.session.edits import InsertRows
    desk = made[0].desks[0]
    block = desk.document.plan.new_rows(1).with_cells([desk.document.plan.next_id], "function", ["Not saved yet"])
    desk.carry_out(InsertRows((0,), block))
    if sys.argv[2] == "surprise":
        QTimer.singleShot(0, lambda: 1 / 0)
        made[0].desks[0].ports.messages.error = lambda *_: print("told", flush=True)
        return
    print("typed", flush=True)
application = module.application_made()
timer = QTimer(application)
timer.timeout.connect(type_something)
timer.start(50)
sys.exit(module.run())
"""


def started(folder: Path, what: str) -> "subprocess.Popen[str]":
    """Start the program and wait until something unsaved is in it."""
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": root}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), what], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=environment,
    )  # fmt: skip
    assert process.stdout is not None
    said = process.stdout.readline().strip()
    assert said in {"typed", "told"}, process.communicate(timeout=60)
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends windows by messages, not by signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_that_a_signal_ends_the_program_and_keeps_the_work(tmp_path, number):
    process = started(tmp_path, "end")
    process.send_signal(number)
    _out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    left = left_journals(under(tmp_path).journals)
    assert [one.recover().content.plan.column("function") for one in left] == [("Not saved yet",)]
    assert list((under(tmp_path).state / "temporary").glob("*")) == []


def test_that_a_surprise_is_told_and_logged_without_its_words(tmp_path):
    process = started(tmp_path, "surprise")
    time.sleep(0.2)
    process.kill()
    process.communicate(timeout=60)
    log = (under(tmp_path).state / "log.txt").read_text(encoding="utf-8")
    assert "started" in log
    assert "error=ZeroDivisionError" in log
    assert "division by zero" not in log
    quiet_log.stop()
