"""The plan in a copy of the user's own workbook."""

import hashlib
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import InputUnreadableError, OutputExistsError, OutputUnwritableError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.add_to_copy import BESIDE, Beside, add_to_copy, lost_in_copy


@pytest.fixture
def own(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Budget"
    sheet.append(["Budget 2026"])
    sheet.append(["Activity", "People", "Cost", "Twice"])
    sheet.append(["Payroll", 6, 300000, "=C3*2"])
    sheet.append(["=not a formula", 2, 90000, "=C4*2"])
    sheet["A4"].data_type = "s"
    sheet["A3"].font = Font(bold=True, color="FF0000")
    book.create_sheet("Outsourcing plan")["A1"] = "mine"
    path = tmp_path / "budget.xlsx"
    book.save(path)
    return path


@pytest.fixture
def plan() -> Plan:
    return Plan.from_columns(
        {"function": ["Payroll", "=not a formula"], "fte": [6.0, 2.0], "in_house_cost": [300000.0, 90000.0]}
    )


@pytest.fixture
def evaluation(plan: Plan, libraries: Libraries) -> Evaluation:
    return evaluate(plan, Assumptions(), libraries)


def test_that_the_copy_has_everything_and_the_original_is_untouched(
    own: Path, plan: Plan, evaluation: Evaluation, tmp_path: Path
) -> None:
    before = hashlib.sha256(own.read_bytes()).hexdigest()
    add_to_copy(own, tmp_path / "copy.xlsx", plan, Assumptions(), evaluation, beside=Beside("Budget", 2, (3, 4)))
    assert hashlib.sha256(own.read_bytes()).hexdigest() == before
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert book.sheetnames == ["Budget", "Outsourcing plan", "Outsourcing plan (2)", "Outsourcing functions"]
    sheet = book["Budget"]
    assert [sheet["D3"].value, sheet["A3"].font.color.rgb, book["Outsourcing plan"]["A1"].value] == [
        "=C3*2",
        "00FF0000",
        "mine",
    ]
    assert [sheet.cell(3, 6 + at).value is not None for at in range(len(BESIDE))][:2] == [True, True]
    assert sheet.cell(3, 7).value == 300000.0
    assert sheet.cell(3, 5).value is None


def test_that_names_in_the_copy_stay_texts(own: Path, plan: Plan, evaluation: Evaluation, tmp_path: Path) -> None:
    add_to_copy(own, tmp_path / "copy.xlsx", plan, Assumptions(), evaluation)
    cell = openpyxl.load_workbook(tmp_path / "copy.xlsx")["Outsourcing functions"]["A6"]
    assert (cell.value, cell.data_type) == ("=not a formula", "s")


def test_that_the_original_is_never_the_target(own: Path, plan: Plan, evaluation: Evaluation) -> None:
    with pytest.raises(OutputUnwritableError, match="original"):
        add_to_copy(own, own, plan, Assumptions(), evaluation, overwrite=True)


def test_that_a_file_in_the_way_is_kept(own: Path, plan: Plan, evaluation: Evaluation, tmp_path: Path) -> None:
    (tmp_path / "there.xlsx").write_bytes(b"precious")
    with pytest.raises(OutputExistsError):
        add_to_copy(own, tmp_path / "there.xlsx", plan, Assumptions(), evaluation)
    assert (tmp_path / "there.xlsx").read_bytes() == b"precious"


def test_that_losses_are_told_before(own: Path, tmp_path: Path) -> None:
    assert lost_in_copy(own) == ()
    import zipfile

    with zipfile.ZipFile(own, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"x")
    assert lost_in_copy(own) == ("macros",)
    (tmp_path / "text.xlsx").write_text("no workbook")
    with pytest.raises(InputUnreadableError, match=r"only \.xlsx"):
        lost_in_copy(tmp_path / "text.xlsx")
