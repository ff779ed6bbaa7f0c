"""The plan in a copy of the user's own workbook."""

import hashlib
import zipfile
from pathlib import Path

import openpyxl
import openpyxl.chart
import pytest
from openpyxl.styles import Font

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import (
    ExportCancelledError,
    InputUnreadableError,
    OutputExistsError,
    OutputUnwritableError,
)
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.add_to_copy import BESIDE, Beside, add_to_copy, last_used_column
from outsourcing_planner.io.copy_losses import lost_in_copy


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
    add_to_copy(own, tmp_path / "copy.xlsx", plan, Assumptions(), evaluation, beside=Beside("Budget", 2, {1: 3, 2: 4}))
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
    with zipfile.ZipFile(own, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"x")
    assert lost_in_copy(own) == ("macros",)
    (tmp_path / "text.xlsx").write_text("no workbook")
    with pytest.raises(InputUnreadableError, match=r"only \.xlsx"):
        lost_in_copy(tmp_path / "text.xlsx")


def test_that_losses_inside_sheets_drawings_and_charts_are_told(own: Path) -> None:
    with zipfile.ZipFile(own, "a") as parts:
        parts.writestr("xl/drawings/drawing9.xml", "<xdr:sp macro=''/>")
        parts.writestr("xl/charts/chart9.xml", "<c:chartSpace><c:chart/></c:chartSpace>")
        parts.writestr("xl/charts/chartEx1.xml", "<x/>")
        parts.writestr("xl/worksheets/sheet9.xml", "<x>" + " " * (1 << 20) + "<x14:sparklineGroups/></x>")
        parts.writestr("xl/metadata.xml", "<x/>")
    found = lost_in_copy(own)
    assert set(found) == {
        "shapes and text boxes", "details of the looks of charts", "sparklines",
        "formulas that spill over several cells",
        "charts of the newer kinds (waterfall, treemap and the like)",
    }  # fmt: skip
    assert len(found) == len(set(found))


def test_that_only_rows_shown_get_results_and_the_rest_stays_blank(
    own: Path, plan: Plan, evaluation: Evaluation, tmp_path: Path
) -> None:
    add_to_copy(
        own, tmp_path / "copy.xlsx", plan, Assumptions(), evaluation, beside=Beside("Budget", 2, {1: 3, 2: 4}), rows=[2]
    )
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert [book["Budget"].cell(row, 7).value for row in (3, 4)] == [None, 90000.0]
    functions = book["Outsourcing functions"]
    assert [functions["A5"].value, functions["A6"].value] == ["=not a formula", None]


def test_that_no_cell_merge_or_picture_of_the_users_is_covered_and_mere_looks_do_not_count(
    own: Path, plan: Plan, evaluation: Evaluation, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(own)
    sheet = book["Budget"]
    sheet["K9"] = "a remark far right"
    sheet["XFD3"].font = Font(bold=True)
    sheet.merge_cells("K10:M10")
    chart = openpyxl.chart.BarChart()
    sheet.add_chart(chart, "P2")
    before = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    book.save(own)
    assert last_used_column(openpyxl.load_workbook(own)["Budget"]) >= 16
    add_to_copy(own, tmp_path / "copy.xlsx", plan, Assumptions(), evaluation, beside=Beside("Budget", 2, {1: 3, 2: 4}))
    after = openpyxl.load_workbook(tmp_path / "copy.xlsx")["Budget"]
    assert {place: after[place].value for place in before} == before
    added = {c.column for row in after.iter_rows() for c in row if c.value is not None and c.coordinate not in before}
    assert len(added) == len(BESIDE)
    assert 16 < min(added) < 40


def test_that_a_table_without_headings_that_begins_in_row_one_keeps_its_first_row(
    plan: Plan, evaluation: Evaluation, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for row in (("Payroll", 6), ("=not a formula", 2)):
        book.active.append(row)
    book.save(tmp_path / "bare.xlsx")
    name = book.active.title
    add_to_copy(
        tmp_path / "bare.xlsx", tmp_path / "copy.xlsx", plan, Assumptions(), evaluation,
        beside=Beside(name, 0, {1: 1, 2: 2}),
    )  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx")[name]
    assert [sheet["A1"].value, sheet["E1"].value] == ["Payroll", 300000.0]
    assert "plan of" in sheet["D1"].comment.text


@pytest.mark.parametrize("share", [0.0, 0.4, 0.6, 0.62])
def test_that_a_copy_can_be_cancelled_to_the_last_byte(
    share: float, own: Path, plan: Plan, evaluation: Evaluation, tmp_path: Path
) -> None:
    told: list[float] = []
    with pytest.raises(ExportCancelledError):
        add_to_copy(
            own, tmp_path / "copy.xlsx", plan, Assumptions(), evaluation,
            progress=lambda done, _what: told.append(done), cancelled=lambda: told[-1] >= share,
        )  # fmt: skip
    assert not (tmp_path / "copy.xlsx").exists()
