"""How long until the first window is painted, against a bare window with a table: prints the ratio of one run.

Run it: ``python tests/speed/bench_window_start.py``.
"""

import subprocess
import sys
from statistics import median

BARE = """
import sys, time
start = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.perf_counter() - start); sys.stdout.flush(); import os; os._exit(0)
window = Window(); window.setCentralWidget(QTableView()); window.show(); app.exec()
"""
OURS = """
import sys, time, tempfile
from pathlib import Path
start = time.perf_counter()
from outsourcing_planner.session.places import under
from outsourcing_planner.ui import app as module
from outsourcing_planner.ui.main_window import MainWindow
def paint(self, event):
    super(MainWindow, self).paintEvent(event)
    print(time.perf_counter() - start); sys.stdout.flush(); import os; os._exit(0)
MainWindow.paintEvent = paint
application = module.application_made()
program = module.Program(under(Path(tempfile.mkdtemp())))
program.paint()
app = module.App(program)
app.open_window(None)
application.exec()
"""


def seconds(code: str) -> float:
    """Run a program that prints the seconds until its first paint."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    pairs = [(seconds(BARE), seconds(OURS)) for _round in range(5)]
    bare, ours = (median(column) for column in zip(*pairs, strict=True))
    print(f"bare window {bare:.3f} s, ours {ours:.3f} s, ratio {ours / bare:.2f} (goal: at most 2.5)")
