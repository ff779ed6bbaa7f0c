"""File > Export as: the business case, CSV and JSON, all rows or only those shown."""

import csv
import json

import pytest
from openpyxl import Workbook, load_workbook


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


def test_that_the_plan_is_added_to_a_copy_and_the_workbook_stays_as_it_was(sample, recorder, tmp_path):
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


def test_that_what_is_no_workbook_is_refused_with_a_reason(sample, recorder, tmp_path):
    recorder.opens = tmp_path / "mine.xlsx"
    recorder.opens.write_text("no workbook")
    recorder.saves = tmp_path / "copy.xlsx"
    sample.window.commands["export_copy"].trigger()
    assert recorder.errors
    assert not recorder.saves.exists()
