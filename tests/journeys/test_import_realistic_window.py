"""The real workbooks beside the checkout, through the wizard: what its widgets show, and the command they show."""

import csv
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.io.importing.raw import column_of
from outsourcing_planner.io.read_workbook import read_workbook
from outsourcing_planner.ui.dialogs.import_dialog import ImportDialog
from outsourcing_planner.ui.dialogs.import_layout import REPORT, SHEET
from outsourcing_planner.ui.dialogs.import_mapping import BECOMES, UNIT

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ROOT.parent / "shared" / "workbooks"
pytestmark = pytest.mark.skipif(not BOOKS.is_dir(), reason="the collection of workbooks is not beside the checkout")
TRUTH = (
    list(csv.DictReader((BOOKS / "realistic_expected.csv").read_text(encoding="utf-8").splitlines()))
    if BOOKS.is_dir()
    else []
)
WITH_ROWS = [row for row in TRUTH if row["data_rows"] != "0"]
FIELDS = {"label_col": "function", "cost_col": "in_house_cost", "headcount_col": "fte"}


def person_of(dialog: ImportDialog, truth: dict[str, str], done: list[str]) -> None:
    """Choose the sheet, the row of headings and the columns of the truth, each only where it is not so already."""
    source, mapping = dialog.parts.source, dialog.parts.mapping
    if truth["sheet"] != "(csv)" and source.sheets.currentData() != truth["sheet"]:
        source.sheets.setCurrentIndex(source.sheets.findData(truth["sheet"]))
        source.sheets.activated.emit(source.sheets.currentIndex())
        done.append("sheet")
    if truth["header_last"] and source.header.value() != int(truth["header_last"]):
        source.header.setValue(int(truth["header_last"]))
        done.append("headings")
    for column, key in FIELDS.items():
        if not truth[column]:
            continue
        at = [use.column for use in mapping.uses].index(column_of(truth[column]))
        if mapping.chosen(mapping.index(at, BECOMES)) != key:
            mapping.setData(mapping.index(at, BECOMES), key)
            done.append(key)


def shown_as_stated(dialog: ImportDialog, truth: dict[str, str]) -> None:
    assert dialog.do.isEnabled()
    count = int(re.sub(r"\D", "", dialog.do.text()))
    assert count == dialog.parts.rows.rowCount() == int(truth["data_rows"])
    marked = sum(dialog.parts.sheet.is_taken(row) for row in range(1, dialog.parts.sheet.rowCount() + 1))
    assert marked == count
    report = dialog.found.report
    for column, key in (("cost_sum", "in_house_cost"), ("headcount_sum", "fte")):
        if truth[column]:
            assert report.sum_of(key) == pytest.approx(float(truth[column]), abs=0.5)
    lines = sum(1 for _line in report.lines())
    assert dialog.parts.findings.rowCount() == lines


def a_finding_shows_its_cell(dialog: ImportDialog) -> None:
    findings = dialog.parts.findings
    if findings.rowCount():
        dialog.parts.tabs.setCurrentIndex(REPORT)
        dialog.parts.report_view.setCurrentIndex(findings.index(0, 0))
        QTest.keyClick(dialog.parts.report_view, Qt.Key.Key_Return)
        assert dialog.parts.tabs.currentIndex() == SHEET
        assert dialog.parts.sheet_view.currentIndex().row() + 1 == max(findings.findings[0].row, 1)


@pytest.mark.parametrize("truth", WITH_ROWS, ids=lambda row: f"{row['file']} {row['sheet']}")
def test_that_the_wizard_shows_what_is_stated_after_a_row_and_columns_were_chosen(
    desk, recorder, monkeypatch, truth: dict[str, str]
) -> None:
    done: list[str] = []

    def answered(dialog: ImportDialog) -> bool:
        person_of(dialog, truth, done)
        shown_as_stated(dialog, truth)
        a_finding_shows_its_cell(dialog)
        for row in range(dialog.parts.mapping.rowCount()):
            assert dialog.parts.mapping.index(row, UNIT).isValid()
        return True

    monkeypatch.setattr(ImportDialog, "answered", answered)
    recorder.opens = BOOKS / "realistic" / truth["file"]
    desk.window.commands["import"].trigger()
    assert recorder.errors == []
    assert len(desk.document.plan) == int(truth["data_rows"])
    assert len(done) <= 4, done


@pytest.mark.slow
@pytest.mark.parametrize("truth", WITH_ROWS, ids=lambda row: f"{row['file']} {row['sheet']}")
def test_that_the_command_shown_gives_the_same_functions(
    desk, recorder, monkeypatch, tmp_path, truth: dict[str, str]
) -> None:
    shown: list[str] = []

    def answered(dialog: ImportDialog) -> bool:
        person_of(dialog, truth, [])
        shown.append(dialog.parts.command.text())
        return True

    monkeypatch.setattr(ImportDialog, "answered", answered)
    recorder.opens = BOOKS / "realistic" / truth["file"]
    desk.window.commands["import"].trigger()
    program, *arguments = shlex.split(shown[0])
    assert program == "outsourcing-planner"
    out = arguments.index("-o") + 1
    arguments[out] = str(tmp_path / "out.xlsx")
    run = subprocess.run(
        [sys.executable, "-m", "outsourcing_planner", *arguments], cwd=tmp_path, capture_output=True,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert run.returncode in {0, 3}, run.stderr
    theirs, mine = read_workbook(tmp_path / "out.xlsx").plan, desk.document.plan
    for key in ("function", "department", "fte", "in_house_cost", "salary"):
        assert valid(theirs.column(key)) == valid(mine.column(key)), key


def valid(cells: Sequence[Cell]) -> list[Cell]:
    return [None if isinstance(cell, Invalid) else cell for cell in cells]
