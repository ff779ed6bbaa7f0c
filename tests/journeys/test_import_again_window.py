"""The same sheet next month in the real window: what changes is shown, ticked and done as one step of undo."""

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from outsourcing_planner.session.edits import SetCells
from outsourcing_planner.session.import_review import ADDED, CHANGED, GONE
from outsourcing_planner.ui.dialogs.import_dialog import ImportDialog
from outsourcing_planner.ui.dialogs.import_review import ReviewDialog

MAY = (("Function", "Department", "FTE"), ("Payroll", "HR", 3), ("Billing", "Finance", 4), ("Audit", "Finance", 1))
JUNE = (("Function", "Department", "FTE"), ("Payroll", "HR", 3), ("Tax", "Finance", 2), ("Billing", "Finance", 6))


@pytest.fixture
def put(tmp_path, recorder):
    """Writes a sheet and lets the file picker answer with it."""

    def write(rows: tuple[tuple[object, ...], ...]) -> None:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        recorder.opens = tmp_path / "staff.xlsx"
        book.save(recorder.opens)

    return write


@pytest.fixture
def in_may(desk, put, monkeypatch):
    """A window with the sheet of May; import dialogs are answered as they stand."""
    monkeypatch.setattr(ImportDialog, "answered", lambda _self: True)
    put(MAY)
    desk.window.commands["import"].trigger()
    return desk


def reviewing(monkeypatch, person) -> list[ReviewDialog]:
    """Makes a person who acts on the review; returning False cancels it."""
    seen: list[ReviewDialog] = []

    def answered(dialog: ReviewDialog) -> bool:
        seen.append(dialog)
        return person(dialog) is not False

    monkeypatch.setattr(ReviewDialog, "answered", answered)
    return seen


def test_that_a_newer_sheet_is_compared_and_done_as_one_step(in_may, put, monkeypatch):
    before = in_may.document.state
    lines = []

    def person(dialog: ReviewDialog) -> None:
        lines.extend((line.kind, line.name, line.key, line.proposed) for line in dialog.review.lines)
        assert in_may.document.state is before

    reviewing(monkeypatch, person)
    put(JUNE)
    in_may.window.commands["import_again"].trigger()
    assert lines == [
        (ADDED, "Tax", "", True), (CHANGED, "Billing", "fte", True), (GONE, "Audit", "", False),
    ]  # fmt: skip
    assert in_may.document.plan.column("function") == ("Payroll", "Tax", "Billing", "Audit")
    assert in_may.document.plan.column("fte") == (3.0, 2.0, 6.0, 1.0)
    assert in_may.document.evaluation.value(2, "fte_used") == 6.0
    in_may.window.commands["undo"].trigger()
    assert in_may.document.state.same(before)
    in_may.window.commands["redo"].trigger()
    assert in_may.document.plan.column("fte") == (3.0, 2.0, 6.0, 1.0)


def test_that_the_plain_import_proposes_to_update_where_the_sheet_is_known(in_may, put, monkeypatch):
    seen = reviewing(monkeypatch, lambda _dialog: False)
    before = in_may.document.state
    put(JUNE)
    in_may.window.commands["import"].trigger()
    assert len(seen) == 1
    assert in_may.document.state is before


def test_that_what_was_typed_here_since_stays(in_may, put, monkeypatch):
    in_may.carry_out(SetCells((1,), "fte", (7.0,)))
    in_may.carry_out(SetCells((2,), "function", ("Invoicing",)))
    reviewing(monkeypatch, lambda _dialog: None)
    put(JUNE)
    in_may.window.commands["import_again"].trigger()
    assert in_may.document.plan.cell(1, "fte") == 7.0
    assert (in_may.document.plan.cell(2, "function"), in_may.document.plan.cell(2, "fte")) == ("Invoicing", 6.0)


def test_that_lines_are_ticked_by_the_space_bar_and_by_group(in_may, put, monkeypatch):
    def person(dialog: ReviewDialog) -> None:
        assert dialog.do.text() == "Do 2 updates"
        dialog.view.selectRow(0)
        QTest.keyClick(dialog.view, Qt.Key.Key_Space)
        assert dialog.groups[ADDED].checkState() == Qt.CheckState.Unchecked
        dialog.groups[GONE].click()
        assert dialog.do.text() == "Do 2 updates"

    reviewing(monkeypatch, person)
    put(JUNE)
    in_may.window.commands["import_again"].trigger()
    assert in_may.document.plan.column("function") == ("Payroll", "Billing")


def test_that_rows_can_be_matched_by_a_key_of_the_sheet(in_may, put, monkeypatch):
    put(tuple((*row, key) for row, key in zip(MAY, ("Employee group ID", "a1", "a2", "a3"), strict=True)))
    reviewing(monkeypatch, lambda _dialog: None)
    in_may.window.commands["import_again"].trigger()
    renamed = ((*MAY[0], "Employee group ID"), ("Pay", "HR", 3, "a1"), ("Billing", "Finance", 4, "a2"))
    put((*renamed, ("Audit", "Finance", 1, "a3")))
    lines = []

    def person(dialog: ReviewDialog) -> None:
        dialog.ways.setCurrentIndex(dialog.ways.findData("Employee group ID"))
        dialog.ways.activated.emit(dialog.ways.currentIndex())
        lines.extend((line.kind, line.key, line.old, line.new) for line in dialog.review.lines)

    reviewing(monkeypatch, person)
    in_may.window.commands["import_again"].trigger()
    assert lines == [(CHANGED, "function", "Payroll", "Pay")]
    assert in_may.document.plan.column("function") == ("Pay", "Billing", "Audit")


def test_that_an_unchanged_sheet_says_so_and_offers_nothing(in_may, monkeypatch):
    said = []

    def person(dialog: ReviewDialog) -> bool:
        said.extend([dialog.note.text(), dialog.do.isEnabled()])
        return False

    reviewing(monkeypatch, person)
    in_may.window.commands["import_again"].trigger()
    assert "nothing to update" in said[0]
    assert said[1] is False


def test_that_the_memory_of_the_sheet_is_saved_with_the_plan(in_may, put, recorder, monkeypatch, tmp_path):
    recorder.saves = tmp_path / "plan.oplan"
    in_may.window.commands["save"].trigger()
    in_may.carry_out(SetCells((1,), "fte", (7.0,)))
    in_may.window.commands["save"].trigger()
    in_may.files.open_path(tmp_path / "plan.oplan")
    lines = []
    reviewing(monkeypatch, lambda dialog: lines.extend((line.name, line.proposed) for line in dialog.review.lines))
    put(JUNE)
    in_may.window.commands["import_again"].trigger()
    assert ("Payroll", False) in lines
    assert in_may.document.plan.cell(1, "fte") == 7.0
