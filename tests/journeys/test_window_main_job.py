"""The main job in the real window: import, see classes and costs, type, undo, export, read back."""

import pytest
from openpyxl import Workbook, load_workbook

from outsourcing_planner.session.edits import SetCells
from outsourcing_planner.ui.dialogs import import_dialog
from outsourcing_planner.ui.dialogs.import_dialog import ImportDialog
from outsourcing_planner.ui.dialogs.import_target import ADD

ROWS = (
    ("Business Process", "No. of FTEs", "Annual Salary"),
    ("Customer support calls", 20, 41000),
    ("Market research", 5, 78000),
    ("Payroll processing", 4, 52000),
)


@pytest.fixture
def sheet(tmp_path):
    """A sheet with headings that are not ours."""
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    path = tmp_path / "our functions.xlsx"
    book.save(path)
    return path


@pytest.fixture
def imported(desk, sheet, recorder, monkeypatch):
    """A window into which the sheet was imported; the dialog is answered as it stands."""
    monkeypatch.setattr(import_dialog.ImportDialog, "answered", lambda _self: True)
    recorder.opens = sheet
    desk.window.commands["import"].trigger()
    return desk


def test_that_an_imported_sheet_is_classified_and_costed(imported):
    plan, evaluation = imported.document.plan, imported.document.evaluation
    assert list(plan.column("function")) == [row[0] for row in ROWS[1:]]
    assert [evaluation.value(row, "label") for row in plan.rows.ids] == ["BPO", "KPO", "BPO"]
    assert imported.window.pages.currentWidget() is imported.grid
    assert imported.window.isWindowModified()


def test_that_typing_a_value_moves_the_row_and_the_headline_and_undo_takes_it_back(imported):
    row = imported.document.plan.rows.ids[0]
    before = imported.document.evaluation.value(row, "in_house")
    shown = imported.window.strip.cards["in_house"].value.text()
    imported.carry_out(SetCells((row,), "fte", (40.0,)))
    assert imported.document.evaluation.value(row, "in_house") == pytest.approx(2 * before)
    assert imported.window.strip.cards["in_house"].value.text() != shown
    imported.window.commands["undo"].trigger()
    assert imported.document.evaluation.value(row, "in_house") == before
    assert imported.window.strip.cards["in_house"].value.text() == shown
    imported.window.commands["redo"].trigger()
    assert imported.document.cell(row, "fte") == 40.0


def test_that_the_exported_workbook_holds_what_the_window_shows(imported, recorder, tmp_path):
    pytest.importorskip("outsourcing_planner.io.write_workbook")
    recorder.saves = tmp_path / "plan.xlsx"
    imported.window.commands["export"].trigger()
    assert recorder.errors == []
    book = load_workbook(recorder.saves, data_only=True)
    texts = {cell.value for row in book["Functions"].iter_rows() for cell in row}
    assert {row[0] for row in ROWS[1:]} <= texts
    charge = imported.document.evaluation.value(imported.document.plan.rows.ids[0], "charge")
    assert charge in texts


def test_that_an_import_into_a_plan_with_rows_is_one_step_of_undo(imported, monkeypatch):
    monkeypatch.setattr(ImportDialog, "answered", lambda self: self.parts.target.choose(ADD) is None)
    before = imported.document.plan
    imported.window.commands["import"].trigger()
    assert len(imported.document.plan) == 6
    imported.window.commands["undo"].trigger()
    assert imported.document.plan.rows == before.rows
    assert imported.document.plan.columns == before.columns


def test_that_a_sheet_that_cannot_be_read_is_said_and_changes_nothing(desk, recorder, tmp_path):
    picture = tmp_path / "picture.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    recorder.opens = picture
    before = desk.document.plan
    desk.window.commands["open"].trigger()
    assert len(recorder.errors) == 1
    assert "picture.xlsx" in recorder.errors[0][0]
    assert desk.document.plan is before


def test_that_a_blank_template_has_the_headings_and_can_be_imported_when_filled(desk, recorder, tmp_path):
    recorder.saves = tmp_path / "template.xlsx"
    desk.window.commands["export_template"].trigger()
    assert recorder.errors == []
    sheet = load_workbook(recorder.saves)["Functions"]
    headings = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert {"Function", "Department", "Headcount"} <= headings
