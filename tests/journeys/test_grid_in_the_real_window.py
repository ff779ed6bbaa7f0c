"""The whole program on a virtual display, driven by keys from outside; what is asserted stands in the saved file."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes, read_plan_file

ROOT = Path(__file__).resolve().parents[2]
RECORDED = ROOT / "tests" / "golden" / "clipboard"
NEEDED = ("Xvfb", "xdotool", "xvfb-run")
needs_a_display = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in NEEDED), reason=f"needs {', '.join(NEEDED)}"
)
OWNER = """
import sys
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
data = QMimeData()
data.setData("text/plain;charset=utf-8", open(sys.argv[1], "rb").read())
data.setData("text/html", open(sys.argv[2], "rb").read())
app.clipboard().setMimeData(data)
app.exec()
"""
SCRIPT = """
owner=""
if [ -n "$4" ]; then "$1" -c "$OWNER" "$4" "$5" & owner=$!; sleep 2; fi
"$1" -m outsourcing_planner "$2" & program=$!
for wait in $(seq 150); do
  window=$(xdotool search --name "journey.*Outsourcing Planner" 2>/dev/null | head -1) && [ -n "$window" ] && break
  sleep 0.2
done
sleep 4
xdotool windowfocus --sync "$window"
sleep 2
eval "$3"
sleep 1
xdotool key ctrl+s
sleep 2
[ -n "$PICTURE" ] && import -window root "$PICTURE"
kill $program $owner
"""


def rows_after(folder, keys, clipboard=()):
    """Open three rows with the sample's help switched off, press keys, save; return the plan of the file."""
    path = folder / "journey.oplan"
    plan = Plan.from_columns({
        "function": ["Payroll", "Helpdesk", "Claims"], "department": ["HR", "IT", "Finance"], "fte": [3.0, 4.0, 5.0],
    })  # fmt: skip
    path.write_bytes(plan_bytes(PlanContent(plan=plan)))
    home = folder / "home"
    home.mkdir()
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT), "HOME": str(home), "OWNER": OWNER,
        "XDG_CONFIG_HOME": str(home / "config"), "XDG_STATE_HOME": str(home / "state"), "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", "bash", "-c", SCRIPT, "journey", sys.executable, str(path),
         keys, *map(str, clipboard)],
        env=environment, check=False, timeout=180, cwd=ROOT, capture_output=True,
    )  # fmt: skip
    return read_plan_file(path).content.plan


def press(*keys):
    return "xdotool key --delay 80 " + " ".join(keys)


def write(text):
    return f"xdotool type --delay 50 '{text}'"


@needs_a_display
def test_that_the_fingers_of_a_spreadsheet_user_find_what_they_expect(tmp_path):
    keys = "; ".join([
        press("ctrl+2", "ctrl+Home", "Right", "Right"), write("12"), press("Return"), write("7.5"), press("Tab"),
        write("52k"), press("Return", "F2", "Return", "ctrl+Home", "Right", "shift+Down"), write("Shared"),
        press("ctrl+Return", "ctrl+Home", "Right", "Right", "ctrl+c", "Down", "Down", "Return", "ctrl+z", "ctrl+y"),
        press("ctrl+Home", "ctrl+Down", "Down"), write("Legal"), press("Tab"), write("Law"), press("Return"),
        press("ctrl+Home", "shift+Down", "ctrl+Alt+v", "ctrl+z"),
        press("ctrl+Home", "Down", "shift+space", "ctrl+minus"),
    ])  # fmt: skip
    plan = rows_after(tmp_path, keys)
    assert plan.column("function") == ("Payroll", "Claims", "Legal")
    assert plan.column("department") == ("Shared", "Finance", "Law")
    assert plan.column("fte") == (12.0, 12.0, None)


@needs_a_display
def test_that_filling_choosing_clearing_and_an_open_editor_work_from_the_keyboard(tmp_path):
    keys = "; ".join([
        press("ctrl+2", "ctrl+Home", "Right", "shift+Down", "shift+Down", "ctrl+d"),  # departments: all HR
        press("ctrl+Home", "Right", "Right", "Down", "shift+Right", "ctrl+r"),  # the salary of Helpdesk: its headcount
        press("ctrl+Home", "Right", "Right", "Down", "Down", "Delete"),  # the headcount of Claims
        press("ctrl+1", "ctrl+Home", *["Right"] * 4, "alt+Down", "Home", "Down", "Return"), "sleep 1",
        press("ctrl+3", "ctrl+Home", *["Right"] * 4, "ctrl+semicolon"),  # today's date as a note
        press("ctrl+2", "ctrl+Home", "Down", "F2", "End"), write(" abroad"),  # still open when it is saved
    ])  # fmt: skip
    plan = rows_after(tmp_path, keys)
    assert plan.column("department") == ("HR", "HR", "HR")
    assert plan.column("salary")[1] == 4.0
    assert plan.column("fte") == (3.0, 4.0, None)
    assert plan.column("judgement")[0] in {1.0, 2.0}
    assert plan.column("notes")[0] == date.today().isoformat()  # noqa: DTZ011 - the person’s own calendar day
    assert plan.column("function")[1] == "Helpdesk abroad"


@needs_a_display
def test_that_a_block_of_libreoffices_clipboard_is_pasted_with_every_digit(tmp_path):
    keys = "; ".join([press("ctrl+2", "ctrl+Home", "Down", "Down", "Down"), press("ctrl+v")])
    plan = rows_after(tmp_path, keys, (RECORDED / "libreoffice.tsv", RECORDED / "libreoffice.html"))
    assert plan.column("function")[3:] == ("Name", "Payroll", 'a "quoted" word', "00123")
    assert plan.column("fte")[4:] == (52345.678, 1234567.891, 40000.0)
    assert plan.column("salary")[4:] == (0.157, 0.5, 1.0)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_that_the_recorded_clipboard_is_what_libreoffice_writes(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ["Name", "FTE", "Salary", "Avoidable"], ["Payroll", 2.125, 52345.678, 0.157],
        ['a "quoted" word', 3, 1234567.891, 0.5], ["00123", None, 40000, 1],
    ):  # fmt: skip
        book.active.append(row)
    for row in book.active.iter_rows(min_row=2):
        for cell, shape in zip(row, ("@", "0.0", "#,##0", "0%"), strict=True):
            cell.number_format = shape
    book.save(tmp_path / "in.xlsx")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "html",
         "--outdir", str(tmp_path), str(tmp_path / "in.xlsx")],
        check=True, timeout=120, capture_output=True, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    written, recorded = ((folder / name).read_text(encoding="utf-8") for folder, name in (
        (tmp_path, "in.html"), (RECORDED, "libreoffice.html")))  # fmt: skip
    for mark in ('sdval="2.125"', 'sdval="52345.678"', 'sdval="0.157"', 'sdval="1234567.891"', 'sdnum="1033;0;0%"'):
        assert mark in written
        assert mark in recorded
