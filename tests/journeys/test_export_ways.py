"""File > Export as: the business case, CSV and JSON, all rows or only those shown."""

import csv
import json
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from outsourcing_planner.session.edits import RemoveRows, SetCells
from outsourcing_planner.ui.dialogs.copy_dialog import CopyDialog, where
from outsourcing_planner.ui.dialogs.import_dialog import ImportDialog
from outsourcing_planner.ui.kit.tasks import Progress


@pytest.fixture
def sample(desk):
    """A window with the sample plan."""
    desk.window.commands["open_sample"].trigger()
    return desk


def _export(desk, recorder, command, path):
    recorder.saves = path
    desk.window.commands[command].trigger()
    assert recorder.errors == []
    return path


def test_that_the_business_case_is_a_pdf(sample, recorder, tmp_path):
    assert _export(sample, recorder, "export_report", tmp_path / "case.pdf").read_bytes().startswith(b"%PDF")


def test_that_csv_and_json_hold_every_function(sample, recorder, tmp_path):
    names = list(sample.document.plan.column("function"))
    with _export(sample, recorder, "export_csv", tmp_path / "p.csv").open(encoding="utf-8-sig") as file:
        lines = list(csv.DictReader(file))
    assert [next(iter(line.values())) for line in lines] == names
    rows = json.loads(_export(sample, recorder, "export_json", tmp_path / "p.json").read_text("utf-8"))["rows"]
    assert [row["function"] for row in rows] == names


def test_that_only_the_rows_shown_are_exported_where_that_is_chosen(sample, recorder, tmp_path):
    sample.views.filter_rows(str(sample.document.plan.column("function")[2]))
    shown = sample.grid.shown_rows()
    assert 0 < len(shown) < len(sample.document.plan)
    sample.window.commands["export_shown_only"].trigger()
    rows = json.loads(_export(sample, recorder, "export_json", tmp_path / "p.json").read_text("utf-8"))["rows"]
    assert [row["function"] for row in rows] == list(sample.document.plan.cells(shown, "function"))
    sample.window.commands["export_shown_only"].trigger()
    rows = json.loads(_export(sample, recorder, "export_json", tmp_path / "q.json").read_text("utf-8"))["rows"]
    assert len(rows) == len(sample.document.plan)


def test_that_nothing_is_written_where_no_row_is_shown(sample, recorder, tmp_path):
    sample.views.filter_rows("no function is called like this")
    sample.window.commands["export_shown_only"].trigger()
    assert not _export(sample, recorder, "export_csv", tmp_path / "p.csv").exists()


@pytest.fixture
def agreed(monkeypatch):
    """The dialog about the copy is answered as it stands; what it said is kept."""
    seen = []

    def answered(dialog):
        seen.append(dialog)
        return True

    monkeypatch.setattr(CopyDialog, "answered", answered)
    return seen


def test_that_the_plan_is_added_to_a_copy_and_the_workbook_stays_as_it_was(sample, recorder, tmp_path, agreed):
    source = tmp_path / "mine.xlsx"
    book = Workbook()
    book.active.title = "Mine"
    book.active["A1"] = "kept"
    book.save(source)
    before = source.read_bytes()
    recorder.opens = source
    copy = load_workbook(_export(sample, recorder, "export_copy", tmp_path / "copy.xlsx"))
    assert copy["Mine"]["A1"].value == "kept"
    assert len(copy.sheetnames) > 1
    assert source.read_bytes() == before
    assert not agreed[0].beside.isEnabled()


def test_that_what_is_no_workbook_is_refused_with_a_reason(sample, recorder, tmp_path):
    recorder.opens = tmp_path / "mine.xlsx"
    recorder.opens.write_text("no workbook")
    recorder.saves = tmp_path / "copy.xlsx"
    sample.window.commands["export_copy"].trigger()
    assert recorder.errors
    assert not recorder.saves.exists()


@pytest.fixture
def own_sheet(tmp_path):
    """A workbook of the user's: a title, sections, a total, headings in row 4, a formula and notes to the right."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Budget"
    rows = (
        ("Budget 2027",), (), ("in EUR",), ("Business process", "No. of FTEs", "Annual Salary", "Note"),
        ("Customer support calls", 20, 41000, None), (None, None, None, None),
        ("Market research", 5, 78000, "see file"),
        ("Payroll processing", 4, 52000, "=B8*2"), ("Total", "=SUM(B5:B8)", None, None),
    )  # fmt: skip
    for row in rows:
        sheet.append(row)
    path = tmp_path / "budget.xlsx"
    book.save(path)
    return path


def test_that_results_stand_beside_the_users_own_rows_even_after_sorting_renaming_and_removing(
    desk, own_sheet, recorder, tmp_path, agreed, monkeypatch
):
    monkeypatch.setattr(ImportDialog, "answered", lambda _self: True)
    recorder.opens = own_sheet
    desk.window.commands["import"].trigger()
    calls, research, payroll = desk.document.plan.rows.ids
    desk.carry_out(SetCells((payroll,), "function", ("Pay & time",)))
    desk.carry_out(RemoveRows((research,)))
    desk.window.commands["sort_ascending"].trigger()
    copy = load_workbook(_export(desk, recorder, "export_copy", tmp_path / "copy.xlsx"))["Budget"]
    assert "2 functions" in where(agreed[0].found, "")
    evaluation = desk.document.evaluation
    assert [copy.cell(5, 6).value, copy.cell(7, 6).value] == [evaluation.value(calls, "label"), None]
    assert [copy.cell(8, 7).value, copy.cell(9, 7).value] == [evaluation.value(payroll, "in_house"), None]
    assert copy.cell(4, 6).value.startswith("Advice, plan of")
    assert copy["D8"].value == "=B8*2"


def test_that_losses_are_said_before_and_no_is_no(sample, own_sheet, recorder, tmp_path, monkeypatch):
    with zipfile.ZipFile(own_sheet, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"x")
    said = []
    monkeypatch.setattr(CopyDialog, "answered", lambda dialog: said.append(dialog.lost.text()) or False)
    recorder.opens = own_sheet
    assert not _export(sample, recorder, "export_copy", tmp_path / "copy.xlsx").exists()
    assert said == ["The copy would lose: macros."]


def test_that_a_cancelled_export_says_so_and_leaves_the_old_file(sample, recorder, tmp_path, monkeypatch):
    recorder.saves = tmp_path / "p.xlsx"
    recorder.saves.write_bytes(b"precious")
    told = Progress.report

    def late(progress, share, text=""):
        if share > 0.9:
            progress.cancel()
        told(progress, share, text)

    monkeypatch.setattr(Progress, "report", late)
    sample.window.commands["export"].trigger()
    assert recorder.saves.read_bytes() == b"precious"
    assert "cancelled" in sample.window.status.currentMessage()
