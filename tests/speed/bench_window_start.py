"""How long until the first window is painted, against a bare window with a table: prints the ratios of one run.

Run it: ``python tests/speed/bench_window_start.py``. The first line counts from the first import, as the goal does; the
second counts whole processes, with the interpreter and the command line.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
BARE = """
import sys, time, os
start = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.perf_counter() - start); sys.stdout.flush(); os._exit(0)
window = Window(); window.setCentralWidget(QTableView()); window.show(); app.exec()
"""
OURS = """
import sys, time, os
start = time.perf_counter()
from outsourcing_planner import cli
from outsourcing_planner.ui.main_window import MainWindow
paint = MainWindow.paintEvent
def painted(self, event):
    paint(self, event)
    print(time.perf_counter() - start); sys.stdout.flush(); os._exit(0)
MainWindow.paintEvent = painted
cli.main([])
"""


def seconds(code: str, home: str) -> tuple[float, float]:
    """Run a program that prints the seconds until its first paint; return them, and those of the whole process."""
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), home)
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **own, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout), time.perf_counter() - start


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(seconds(BARE, folder), seconds(OURS, folder)) for _round in range(ROUNDS)]
    for at, what in enumerate(("from the first import", "whole processes      ")):
        bare, ours = (median(one[side][at] for one in pairs) for side in (0, 1))
        print(f"{what}  bare window {bare:.3f} s, ours {ours:.3f} s, ratio {ours / bare:.2f} (goal: at most 2.5)")
