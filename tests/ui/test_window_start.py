"""The window can be painted before anything heavy is loaded."""

import subprocess
import sys

HEAVY = ("numpy", "pandas", "matplotlib", "scipy", "openpyxl", "xlsxwriter", "outsourcing_planner.engine.evaluate")


def test_that_the_window_needs_no_heavy_module():
    asked = f"import sys, outsourcing_planner.ui.app; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
