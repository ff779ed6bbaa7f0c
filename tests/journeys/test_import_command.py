"""Whatever the wizard is told, the command that it shows gives the same rows: read from the command's own answer."""

import json
import os
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtGui import QGuiApplication

from outsourcing_planner.io.importing.command import flags_of
from outsourcing_planner.io.read_workbook import ImportChoices
from outsourcing_planner.ui.dialogs.import_dialog import ImportDialog
from outsourcing_planner.ui.dialogs.import_review import ReviewDialog
from outsourcing_planner.ui.dialogs.import_target import ADD

ROOT = Path(__file__).resolve().parents[2]
MAY = (("Function", "Department", "FTE"), ("Payroll", "HR", 3), ("Billing", "Finance", 4))
JUNE = (("Function", "Department", "FTE"), ("Payroll", "HR", 5), ("Tax", "Finance", 2))
OTHER_THAN_USUAL = ImportChoices(
    "Sheet", 2, 1, {"a": "function", "b": "", "c": "extra"}, 9, False, "de_DE", ",", None, "\t", "cp1252", "dmy",
    {"d": 1000.0}, frozenset({5}), frozenset({6}), True, False, False, True,
)  # fmt: skip


def sheet(path: Path, rows: tuple[tuple[object, ...], ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def answered_by_command(command: str, folder: Path, text: str = "") -> list[dict[str, object]]:
    program, *arguments = shlex.split(command)
    assert program == "outsourcing-planner"
    done = subprocess.run(
        [sys.executable, "-m", "outsourcing_planner", *arguments, "--json"], cwd=folder, capture_output=True, text=True,
        input=text, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["rows"]


def same(rows: list[dict[str, object]], desk) -> bool:
    document = desk.document
    mine = [
        (document.cell(row, "function"), document.cell(row, "department"), document.cell(row, "fte"))
        for row in document.plan.rows.ids
    ]
    return [(row["function"], row.get("department"), row.get("fte")) for row in rows] == mine


@pytest.fixture
def commands(monkeypatch) -> list[str]:
    """The command that each import dialog showed; dialogs are answered as they stand."""
    shown: list[str] = []

    def answered(dialog: ImportDialog) -> bool:
        shown.append(dialog.parts.command.text())
        return True

    monkeypatch.setattr(ImportDialog, "answered", answered)
    monkeypatch.setattr(ReviewDialog, "answered", lambda _self: True)
    return shown


def test_that_every_choice_has_its_flag():
    flags = flags_of(OTHER_THAN_USUAL)
    for field in fields(ImportChoices):
        usual = getattr(ImportChoices(), field.name)
        if field.name == "group":  # follows from the decimal mark and the locale
            continue
        alone = ImportChoices(**{field.name: getattr(OTHER_THAN_USUAL, field.name)})
        assert getattr(alone, field.name) != usual, field.name
        told = flags_of(alone)
        assert told, field.name
        assert set(told) <= set(flags), field.name


def test_that_pasted_cells_go_in_through_standard_input(desk, commands, tmp_path):
    text = "Function\tDepartment\tFTE\nPayroll\tHR\t3\nBilling\tFinance\t4\n"
    QGuiApplication.clipboard().setText(text)
    desk.window.commands["import_paste"].trigger()
    assert same(answered_by_command(commands[0], tmp_path, text), desk)


def test_that_adding_to_a_saved_plan_has_its_flag(desk, commands, recorder, tmp_path, monkeypatch):
    recorder.opens, recorder.saves = sheet(tmp_path / "may.xlsx", MAY), tmp_path / "our plan.oplan"
    desk.window.commands["import"].trigger()
    desk.window.commands["save"].trigger()
    recorder.opens = sheet(tmp_path / "more.xlsx", (MAY[0], ("Audit", "Finance", 1)))

    def add(dialog: ImportDialog) -> bool:
        dialog.parts.target.choose(ADD)
        commands.append(dialog.parts.command.text())
        return True

    monkeypatch.setattr(ImportDialog, "answered", add)
    desk.window.commands["import"].trigger()
    assert len(desk.document.plan) == 3
    assert same(answered_by_command(commands[-1], tmp_path), desk)


def test_that_updating_a_saved_plan_has_its_flag(desk, commands, recorder, tmp_path):
    recorder.opens, recorder.saves = sheet(tmp_path / "staff.xlsx", MAY), tmp_path / "plan.oplan"
    desk.window.commands["import"].trigger()
    desk.window.commands["save"].trigger()
    recorder.opens = sheet(tmp_path / "staff.xlsx", JUNE)
    desk.window.commands["import_again"].trigger()
    assert desk.document.plan.column("fte") == (5.0, 2.0, 4.0)
    assert same(answered_by_command(commands[-1], tmp_path), desk)
    rows = answered_by_command(commands[-1] + " --remove-gone --force --report gone.csv", tmp_path)
    assert [row["function"] for row in rows] == ["Payroll", "Tax"]
    assert (tmp_path / "gone.csv").exists()
