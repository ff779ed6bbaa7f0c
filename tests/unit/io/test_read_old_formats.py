"""The same sheet as .xls, .ods and .xlsb, written by other programs: what comes in is the same."""

from pathlib import Path

import pytest

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.io.read_workbook import read_workbook

SHEETS = Path(__file__).parent / "sheets"


@pytest.mark.parametrize("format_", ["xls", "ods", "xlsb"])
def test_that_functions_codes_dates_totals_and_notes_are_read_in_each_format(format_: str) -> None:
    found = read_workbook(SHEETS / f"services.{format_}")
    assert found.sheet == "Services"
    assert found.header_rows == (3, 3)
    assert found.plan.column("function") == ("Payroll", "Recruiting", "Accounts payable", "Audit")
    assert found.plan.column("fte") == (4.5, 3.0, 12.0, 2.0)
    assert found.report.sum_of("in_house_cost") == 1130000
    assert found.plan.extras["Code"] == ("0042", "0043", "0044", "0045")
    assert found.plan.extras["Since"] == ("2019-04-01", "2020-01-01", "2018-07-01", "2021-03-01")
    assert [(row.row, row.kind) for row in found.report.rows_left_out] == [(1, "above"), (8, "total"), (10, "note")]
    report = found.report
    assert report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused


@pytest.mark.parametrize("format_", ["xls", "ods"])
def test_that_errors_hidden_rows_and_hidden_sheets_are_told_in_each_format(format_: str) -> None:
    found = read_workbook(SHEETS / f"services.{format_}")
    assert isinstance(found.plan.column("in_house_cost")[3], Invalid)
    assert [(issue.row, issue.code) for issue in found.issues] == [(7, "error_cell")]
    notes = " ".join(found.report.notes)
    assert "'Lists'" in notes
    assert "row 5" in notes
