"""The import in the real window: choices, previews, findings, units, rows, pasted cells, memory, the command."""

import csv
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.write_workbook import export_workbook
from outsourcing_planner.ui.dialogs.import_dialog import ImportDialog
from outsourcing_planner.ui.dialogs.import_mapping import BECOMES, UNIT
from outsourcing_planner.ui.models.import_findings import REFUSED

ROOT = Path(__file__).resolve().parents[2]
ROWS = (
    ("Budget of the works", None, None, None),
    (None, None, None, None),
    ("Business Process", "Salaries", "Zubber", "Site"),
    ("Payroll", 100, 20, "Leeds"),
    ("Billing", 200, "n/a?", "Cork"),
    ("Total", 300, 50, None),
)


def workbook(path: Path, rows: tuple[tuple[object, ...], ...] = ROWS) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def answer(monkeypatch) -> Callable[[Callable[[ImportDialog], bool | None]], None]:
    """Makes a person who acts on each import dialog; returning False cancels it."""

    def act(person: Callable[[ImportDialog], bool | None]) -> None:
        monkeypatch.setattr(ImportDialog, "answered", lambda dialog: person(dialog) is not False)

    return act


def map_to(dialog: ImportDialog, heading: str, key: str) -> None:
    """Choose a field for a column, as the delegate of the table does."""
    model = dialog.parts.mapping
    row = [use.heading for use in model.uses].index(heading)
    model.setData(model.index(row, BECOMES), key)


def test_that_a_choice_is_in_force_at_once_and_the_plan_is_what_the_preview_showed(desk, recorder, answer, tmp_path):
    shown = {}

    def person(dialog: ImportDialog) -> None:
        assert dialog.found is not None
        map_to(dialog, "Salaries", "in_house_cost")
        shown["rows"] = dialog.parts.rows.rowCount()
        shown["names"] = [dialog.parts.rows.index(row, 0).data() for row in range(shown["rows"])]
        assert dialog.do.text() == "Import 2 functions"

    answer(person)
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    assert list(desk.document.plan.column("function")) == shown["names"] == ["Payroll", "Billing"]
    assert desk.document.plan.column("in_house_cost") == (100.0, 200.0)


def test_that_a_cancelled_import_leaves_the_plan_as_it_was(desk, recorder, answer, tmp_path):
    answer(lambda dialog: map_to(dialog, "Salaries", "in_house_cost") is not None)
    recorder.opens = workbook(tmp_path / "works.xlsx")
    before = desk.document.state
    desk.window.commands["import"].trigger()
    assert desk.document.state is before
    assert not desk.window.isWindowModified()
    assert not desk.stack.canUndo()


def test_that_two_columns_can_feed_one_field_and_are_added_up(desk, recorder, answer, tmp_path):
    def person(dialog: ImportDialog) -> None:
        map_to(dialog, "Salaries", "in_house_cost")
        map_to(dialog, "Zubber", "in_house_cost")
        assert dialog.found.plan.column("in_house_cost")[0] == 20.0
        dialog.parts.also.click()

    answer(person)
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    assert desk.document.plan.column("in_house_cost")[0] == 120.0


def test_that_texts_of_two_columns_are_joined(desk, recorder, answer, tmp_path):
    def person(dialog: ImportDialog) -> None:
        map_to(dialog, "Site", "function")
        dialog.parts.also.click()

    answer(person)
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    assert desk.document.plan.column("function") == ("Payroll, Leeds", "Billing, Cork")


def test_that_a_unit_is_shown_and_can_be_changed(desk, recorder, answer, tmp_path):
    rows = (("Function", "Annual Cost (in thousands)"), ("Payroll", 5), ("Billing", 7))
    said = []

    def person(dialog: ImportDialog) -> None:
        model = dialog.parts.mapping
        cell = model.index(1, UNIT)
        said.append(cell.data())
        by_words = dict(model.choices(cell))
        model.setData(cell, by_words["as written, per month"])
        said.append(cell.data())

    answer(person)
    recorder.opens = workbook(tmp_path / "costs.xlsx", rows)
    desk.window.commands["import"].trigger()
    assert said == ["in thousands", "as written, per month"]
    assert desk.document.plan.column("in_house_cost") == (60.0, 84.0)


def test_that_a_row_left_out_is_taken_by_the_space_bar_and_a_row_taken_is_left_out(desk, recorder, answer, tmp_path):
    def person(dialog: ImportDialog) -> None:
        view = dialog.parts.sheet_view
        for row in (6, 4):
            view.setCurrentIndex(dialog.parts.sheet.index(row - 1, 0))
            QTest.keyClick(view, Qt.Key.Key_Space)

    answer(person)
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    assert desk.document.plan.column("function") == ("Billing", "Total")


def test_that_a_finding_leads_to_its_cell_in_the_sheet_and_later_in_the_plan(desk, recorder, answer, tmp_path):
    places = []

    def person(dialog: ImportDialog) -> None:
        map_to(dialog, "Zubber", "in_house_cost")
        at = [finding.kind for finding in dialog.parts.findings.findings].index(REFUSED)
        dialog.parts.go_to(dialog.parts.findings.index(at, 0))
        here = dialog.parts.sheet_view.currentIndex()
        places.append((here.row() + 1, here.column()))

    answer(person)
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    assert places == [(5, 2)]
    desk.imports.refresh()
    at = [finding.kind for finding in desk.imports.table.findings].index(REFUSED)
    desk.imports.view.clicked.emit(desk.imports.table.index(at, 0))
    assert desk.grid.selected_rows() == [desk.document.plan.rows.ids[1]]


def test_that_the_report_of_an_import_can_be_written(desk, recorder, answer, tmp_path):
    answer(lambda dialog: map_to(dialog, "Zubber", "in_house_cost"))
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    recorder.saves = tmp_path / "report.csv"
    desk.imports.refresh()
    desk.imports.export.click()
    with recorder.saves.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert any(line[1] == "6" and line[2] == "Total" for line in lines)
    assert any(line[1] == "C5" and line[3] == "n/a?" for line in lines)


def test_that_kept_columns_come_back_out_in_the_export(desk, recorder, answer, tmp_path):
    answer(lambda dialog: map_to(dialog, "Salaries", "extra"))
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    recorder.saves = tmp_path / "plan.xlsx"
    desk.window.commands["export"].trigger()
    sheet = load_workbook(recorder.saves)["Functions"]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"Salaries", "Site", "Leeds", "Cork"} <= cells


def test_that_a_column_to_name_the_functions_is_asked_for_where_none_fits(desk, recorder, answer, tmp_path):
    said = []

    def person(dialog: ImportDialog) -> None:
        said.extend([dialog.parts.problem.text(), dialog.do.isEnabled()])
        map_to(dialog, "Zub", "function")

    answer(person)
    recorder.opens = workbook(tmp_path / "odd.xlsx", (("Zub", "Zab"), ("Payroll", 3), ("Billing", 4)))
    desk.window.commands["import"].trigger()
    assert "Choose “Function”" in said[0]
    assert said[1] is False
    assert desk.document.plan.column("function") == ("Payroll", "Billing")


def test_that_the_next_sheet_of_the_layout_is_taken_alike_and_that_can_be_dropped(desk, recorder, answer, tmp_path):
    said = []
    answer(lambda dialog: map_to(dialog, "Zubber", "in_house_cost"))
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()

    def next_month(dialog: ImportDialog) -> bool:
        said.append((dialog.parts.recalled.isHidden(), dialog.choices.mapping.get("Zubber")))
        dialog.parts.forget.click()
        said.append((dialog.parts.recalled.isHidden(), dialog.choices.mapping.get("Zubber")))
        return False

    answer(next_month)
    desk.window.commands["import"].trigger()
    assert said == [(False, "in_house_cost"), (True, None)]


def test_that_cells_copied_in_excel_are_imported(desk, answer):
    QGuiApplication.clipboard().setText("Business Process\tFTE\r\nPayroll\t3\r\nBilling\t4,5\r\n")
    answer(lambda _dialog: True)
    desk.window.commands["import_paste"].trigger()
    assert desk.document.plan.column("function") == ("Payroll", "Billing")


def test_that_cells_can_be_pasted_into_the_open_dialog(desk, recorder, answer, tmp_path):
    def person(dialog: ImportDialog) -> None:
        QGuiApplication.clipboard().setText("Function\tFTE\nAudit\t2\n")
        dialog.paste()

    answer(person)
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    assert desk.document.plan.column("function") == ("Audit",)


def test_that_encoding_and_delimiter_of_a_text_file_are_shown_and_can_be_changed(desk, recorder, answer, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("Function;Cost;Since\nLöhne;1.234,50;03/04/2024\nEinkauf;7,25;13/04/2024\n".encode("cp1252"))
    said = []

    def person(dialog: ImportDialog) -> None:
        form = dialog.parts.source
        said.extend(box.currentText() for box in (form.encoding, form.delimiter, form.marks, form.dates))
        form.encoding.setCurrentIndex(form.encoding.findData("mac-roman"))
        form.encoding.activated.emit(form.encoding.currentIndex())
        said.append(dialog.found.plan.column("function")[0])
        form.encoding.setCurrentIndex(0)
        form.encoding.activated.emit(0)
        form.dates.setCurrentIndex(form.dates.findData("dmy"))
        form.dates.activated.emit(form.dates.currentIndex())

    answer(person)
    recorder.opens = path
    desk.window.commands["import"].trigger()
    assert said[:3] == ["Windows-1252 (found)", "semicolon (found)", "1.234,5 (found)"]
    assert "day.month.year" in said[3]
    assert said[4] == "Lˆhne"
    assert desk.document.plan.column("function")[0] == "Löhne"
    assert desk.document.plan.column("in_house_cost") == (1234.5, 7.25)
    assert desk.document.plan.extras["Since"] == ("2024-04-03", "2024-04-13")


def test_that_a_dropped_file_is_imported(desk, answer, tmp_path):
    answer(lambda _dialog: True)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook(tmp_path / "works.xlsx")))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    desk.window.dropEvent(event)
    assert desk.document.plan.column("function") == ("Payroll", "Billing")
    assert [path.name for path in desk.program.recent.files()] == ["works.xlsx"]


def test_that_another_file_is_taken_from_those_opened_last_which_lists_tables_by_their_whole_names(
    desk, recorder, answer, tmp_path
):
    other = workbook(tmp_path / "R&D.xlsx", (("Function", "FTE"), ("Laboratory", 3)))
    for path in (tmp_path / "gone.xlsx", tmp_path / "mine.oplan", other):
        desk.program.remember(path)
    said = {}

    def person(dialog: ImportDialog) -> None:
        named = {action.text(): action for action in dialog.parts.source.other.menu().actions()}
        said["names"] = list(named)[-2:]
        named["gone.xlsx"].trigger()
        said["problem"] = dialog.parts.problem.text()
        named["R&&D.xlsx"].trigger()
        assert dialog.source.name == "R&D.xlsx"

    answer(person)
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    assert said["names"] == ["R&&D.xlsx", "gone.xlsx"]
    assert "gone.xlsx" in said["problem"]
    assert desk.document.plan.column("function") == ("Laboratory",)


def test_that_a_workbook_of_our_own_brings_its_assumptions_along_unless_declined(
    desk, recorder, answer, tmp_path, libraries
):
    plan = Plan.from_columns({"function": ["Payroll"], "fte": [3.0]})
    given = Assumptions.from_mapping({"attrition": {"value": 0.31}, "term_years": {"value": 4}})
    path = tmp_path / "ours.xlsx"
    export_workbook(plan, given, evaluate(plan, given, libraries), libraries, path)
    said = []

    def person(dialog: ImportDialog) -> None:
        said.append(dialog.parts.target.assumptions.text().replace("&", ""))

    answer(person)
    recorder.opens = path
    desk.window.commands["import"].trigger()
    assert said == ["Take 2 assumptions of the workbook"]
    assert desk.document.assumptions.number("attrition") == 0.31
    assert desk.document.assumptions.number("term_years") == 4

    desk.window.commands["new"].trigger()
    recorder.leave_answer = type(recorder.leave_answer).DISCARD
    desk.window.commands["new"].trigger()
    answer(lambda dialog: dialog.parts.target.assumptions.click())
    desk.window.commands["import"].trigger()
    assert not desk.document.assumptions.given


def test_that_assumptions_taken_into_an_open_plan_leave_with_undo(desk, recorder, answer, tmp_path, libraries):
    answer(lambda _dialog: True)
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    plan, given = Plan.from_columns({"function": ["Audit"]}), Assumptions.from_mapping({"attrition": {"value": 0.31}})
    recorder.opens = tmp_path / "ours.xlsx"
    export_workbook(plan, given, evaluate(plan, given, libraries), libraries, recorder.opens)
    before = desk.document.state
    desk.window.commands["import"].trigger()
    assert len(desk.document.plan) == 3
    assert desk.document.assumptions.number("attrition") == 0.31
    desk.window.commands["undo"].trigger()
    assert desk.document.state.same(before)


def test_that_the_command_shown_gives_the_same_rows(desk, recorder, answer, tmp_path):
    shown = []

    def person(dialog: ImportDialog) -> None:
        map_to(dialog, "Site", "department")
        map_to(dialog, "Zubber", "")
        map_to(dialog, "Salaries", "in_house_cost")
        model = dialog.parts.mapping
        model.setData(model.index([use.heading for use in model.uses].index("Salaries"), UNIT), 12000.0)
        dialog.choose(take_rows=frozenset({6}), leave_rows=frozenset({5}), last_row=6)
        shown.append(dialog.parts.command.text())
        dialog.parts.copy.click()

    answer(person)
    recorder.opens = workbook(tmp_path / "it's a file.xlsx")
    desk.window.commands["import"].trigger()
    assert QGuiApplication.clipboard().text() == shown[0]
    program, *arguments = shlex.split(shown[0])
    assert program == "outsourcing-planner"
    done = subprocess.run(
        [sys.executable, "-m", "outsourcing_planner", *arguments, "--json"], cwd=tmp_path, capture_output=True,
        text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    rows = json.loads(done.stdout)["rows"]
    plan = desk.document.plan
    assert [row["function"] for row in rows] == list(plan.column("function")) == ["Payroll", "Total"]
    assert list(plan.column("in_house_cost")) == [1.2e6, 3.6e6]
    in_house = [desk.document.evaluation.value(row, "in_house") for row in plan.rows.ids]
    assert [row["in_house"] for row in rows] == in_house == [1.2e6, 3.6e6]
    assert [row.get("department") for row in rows] == list(plan.column("department"))


def test_that_other_columns_are_dropped_by_one_tick(desk, recorder, answer, tmp_path):
    answer(lambda dialog: dialog.parts.source.extras.click())
    recorder.opens = workbook(tmp_path / "works.xlsx")
    desk.window.commands["import"].trigger()
    assert not desk.document.plan.extras
    assert len(desk.document.plan) == 2
