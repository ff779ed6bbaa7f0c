"""What the format of a sheet tells beside its cells, in each format: names moved in, merges, what is hidden."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment

from outsourcing_planner.io.importing.styles_xml import indented, zero_padded
from outsourcing_planner.io.read_workbook import read_sheets, read_workbook

SHEETS = Path(__file__).parent / "sheets"
ROWS = (
    ["Baseline"], ["Function", "Note", "FTE", "Cost"], ["Finance", None, 12, 900], ["Payables", "x", 7, 500],
    ["Tax", "x", 5, 400], ["HR", None, 6, 420], ["Payroll", "x", 4, 260], ["Hiring", "x", 2, 160],
)  # fmt: skip


@pytest.fixture(params=["xlsx", "xls", "ods"])
def moved_in(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param != "xlsx":
        return SHEETS / f"moved_in.{request.param}"
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    for row in (4, 5, 7, 8):
        book.active.cell(row, 1).alignment = Alignment(indent=1 if row < 7 else 2)
    book.active.merge_cells("A1:D1")
    book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[5].hidden = True
    book.save(tmp_path / "moved_in.xlsx")
    return tmp_path / "moved_in.xlsx"


def test_that_names_moved_in_by_their_format_are_parts_of_the_row_above(moved_in: Path) -> None:
    found = read_workbook(moved_in)
    assert found.plan.column("function") == ("Payables", "Tax", "Payroll", "Hiring")
    assert found.report.sum_of("in_house_cost") == 1320
    assert [(row.name, row.kind) for row in found.report.rows_left_out if row.kind == "total"] == [
        ("Finance", "total"), ("HR", "total"),
    ]  # fmt: skip


def test_that_merges_and_hidden_rows_and_columns_are_seen(moved_in: Path) -> None:
    sheet = read_sheets(moved_in).sheets[0]
    assert (0, 0, 0, 3) in sheet.merges
    assert sheet.hidden_rows == (4,)
    assert sheet.hidden_columns == (1,)
    told = " ".join(read_workbook(moved_in).report.notes)
    assert "row 5" in told
    assert "Hidden columns: B" in told


def test_that_an_outline_tells_the_parts_of_a_sum_below_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Item", "Cost"], ["Cleaning", 250], ["Guarding", 260], ["Soft", 510], ["Lifts", 140], ["Roofs", 190],
        ["Hard", 330],
    ):  # fmt: skip
        book.active.append(row)
    for row in (2, 3, 5, 6):
        book.active.row_dimensions[row].outlineLevel = 1
    book.save(tmp_path / "a.xlsx")
    found = read_workbook(tmp_path / "a.xlsx")
    assert found.plan.column("function") == ("Cleaning", "Guarding", "Lifts", "Roofs")


def test_that_cell_formats_are_told_by_their_number() -> None:
    styles = (
        b'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellStyleXfs><xf indent="9"/>'
        b'</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"><alignment horizontal="left"/></xf>'
        b'<xf numFmtId="0"><alignment indent="2"/></xf></cellXfs></styleSheet>'
    )
    assert list(zero_padded(styles)) == [(1, 5)]
    assert list(indented(styles)) == [(2, 2)]


def test_that_a_row_of_sums_that_were_never_calculated_is_a_total(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Task", "FTE", "Cost"], ["Payroll", 2, 100], ["Tax", 3, 150], ["Both", "=SUM(B2:B3)", "=SUM(C2:C3)"],
        ["Audit", 1, "=2*50"],
    ):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = read_workbook(tmp_path / "a.xlsx")
    assert found.plan.column("function") == ("Payroll", "Tax", "Audit")
    assert [(row.name, row.kind) for row in found.report.rows_left_out] == [("Both", "total")]
