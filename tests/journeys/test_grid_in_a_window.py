"""A person at the grid: real key presses from outside, in a real window on a virtual display."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "xdotool", "xvfb-run")
PROGRAM = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.load import load_all
from outsourcing_planner.session.document import Document
from outsourcing_planner.ui.kit.theme import light
from outsourcing_planner.ui.views.grid import Grid
app = QApplication([])
names, departments = ["Customer support", "Market research"], ["Operations", "Strategy"]
plan = Plan.from_columns({"function": names, "department": departments})
document = Document(load_all(), plan)
stack = QUndoStack()
grid = Grid(document, stack, light(), None)
grid.setWindowTitle("journey-grid")
grid.show_columns("cost")
grid.resize(1200, 500)
grid.show()
grid.activateWindow()
grid.view.setFocus()
grid.view.walker.go(0, 0)
def write():
    now = document.plan
    with open(sys.argv[1], "w") as out:
        json.dump({"cells": {k: [str(c) for c in now.column(k)] for k in ("function", "department", "fte")},
                   "steps": stack.count(), "ready": True}, out)
stack.indexChanged.connect(lambda _index: write())
QTimer.singleShot(0, write)
app.exec()
"""
SCRIPT = """
"$1" -c "$2" "$3" & program=$!
for wait in $(seq 100); do
  [ -s "$3" ] && window=$(xdotool search --name journey-grid 2>/dev/null | head -1) && [ -n "$window" ] && break
  sleep 0.2
done
xdotool windowfocus --sync "$window"
xdotool key --delay 60 Down Down
xdotool type --delay 60 "Payroll"
xdotool key --delay 60 Tab
xdotool type --delay 60 "HR"
xdotool key --delay 60 Tab
xdotool type --delay 60 "12"
xdotool key --delay 60 Return
xdotool type --delay 60 "Helpdesk"
xdotool key --delay 60 Return Up F2 Return
sleep 1
kill $program
"""


@pytest.mark.skipif(any(shutil.which(tool) is None for tool in NEEDED), reason=f"needs {', '.join(NEEDED)}")
def test_that_a_person_types_two_functions_with_tab_and_enter(tmp_path):
    seen = tmp_path / "seen.json"
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    subprocess.run(
        ["xvfb-run", "-a", "bash", "-c", SCRIPT, "journey", sys.executable, PROGRAM, str(seen)],
        env=environment, check=False, timeout=120, cwd=ROOT, capture_output=True,
    )  # fmt: skip
    time.sleep(0.1)
    found = json.loads(seen.read_text())
    assert found["cells"]["function"] == ["Customer support", "Market research", "Payroll", "Helpdesk"]
    assert found["cells"]["department"] == ["Operations", "Strategy", "HR", "None"]
    assert found["cells"]["fte"] == ["None", "None", "12.0", "None"]
    assert found["steps"] == 4
