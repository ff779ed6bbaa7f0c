"""``plan --copy``, and Ctrl+C while the workbook is written, as a person runs them."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[3]


def planner(*arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "outsourcing_planner", *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Services"
    for row in (
        ["Our services"], [], ["Business Process", "No. of FTEs", "Average salary"], ["Customer support", 20, 42830],
        ["Total", 20, None], ["Equity research", 6, 98000],
    ):  # fmt: skip
        page.append(row)
    path = tmp_path / "services.xlsx"
    book.save(path)
    return path


def test_that_the_copy_has_the_results_beside_the_rows_that_were_read(sheet: Path, tmp_path: Path) -> None:
    before = sheet.read_bytes()
    done = planner("plan", sheet, "-o", tmp_path / "plan.xlsx", "--copy", tmp_path / "copy.xlsx")
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "copy.xlsx") in done.stdout
    page = openpyxl.load_workbook(tmp_path / "copy.xlsx")["Services"]
    assert page["E3"].value.startswith("Advice, plan of")
    assert [page.cell(row, 5).value for row in (4, 6)] == ["BPO", "KPO"]
    assert sheet.read_bytes() == before
    assert openpyxl.load_workbook(tmp_path / "plan.xlsx")["Cover"]["B2"].value == "services"


def test_that_the_columns_can_be_left_out(sheet: Path, tmp_path: Path) -> None:
    done = planner("plan", sheet, "-o", tmp_path / "plan.xlsx", "--copy", tmp_path / "copy.xlsx", "--no-beside")
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert book["Services"]["E3"].value is None
    assert "Outsourcing functions" in book.sheetnames


def test_that_what_would_be_lost_is_said_before_anything_is_written(sheet: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(sheet, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"x")
    done = planner("plan", sheet, "-o", tmp_path / "plan.xlsx", "--copy", tmp_path / "copy.xlsx")
    assert done.returncode == 5
    assert "macros" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["services.xlsx"]
    done = planner("plan", sheet, "-o", tmp_path / "plan.xlsx", "--copy", tmp_path / "copy.xlsx", "--lossy")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "copy.xlsx").exists()


@pytest.mark.parametrize("name", ["plan.xlsx", "services.xlsx"])
def test_that_the_copy_is_never_the_workbook_nor_the_original(sheet: Path, name: str, tmp_path: Path) -> None:
    before = sheet.read_bytes()
    done = planner("plan", sheet, "-o", tmp_path / "plan.xlsx", "--copy", tmp_path / name, "--force")
    assert done.returncode == 5
    assert sheet.read_bytes() == before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_that_ctrl_c_while_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    rows = "\n".join(f"Function {at},{1 + at % 9},50000" for at in range(6_000))
    (tmp_path / "many.csv").write_text(f"Function,Headcount,Salary\n{rows}\n")
    (tmp_path / "temp").mkdir()
    out = tmp_path / "plan.xlsx"
    out.write_bytes(b"precious")
    running = subprocess.Popen(
        [sys.executable, "-m", "outsourcing_planner", "plan", "many.csv", "-o", "plan.xlsx", "--force"],
        cwd=tmp_path, env={**os.environ, "TMPDIR": str(tmp_path / "temp"), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    written = tmp_path / "temp"
    while running.poll() is None and not any(
        path.stat().st_size > 5_000_000 for path in written.glob("outsourcing-planner-*/*")
    ):
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _out, said = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert "Cancelled; nothing was written." in said
    assert out.read_bytes() == b"precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many.csv", "plan.xlsx", "temp"]
    assert not list(written.glob("outsourcing-planner-*/*"))
