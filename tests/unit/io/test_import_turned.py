"""Sheets on their side, sheets of several years, and what is said of both."""

from typing import Any

from outsourcing_planner.io.importing.raw import RawBook, RawSheet
from outsourcing_planner.io.read_workbook import ImportChoices, interpret

ROWS: list[list[Any]] = [
    [None, "Payroll", "Invoices"], ["Department", "HR", "Finance"], ["FTE", 3.0, 5.0], ["Annual cost", 90.0, "tba"],
]  # fmt: skip


def sheet(rows: list[list[Any]], name: str = "Sheet1") -> RawSheet:
    return RawSheet(name, tuple(map(list, zip(*rows, strict=True))))


def test_that_a_sheet_on_its_side_is_turned_and_that_is_said() -> None:
    found = interpret(RawBook("a.xlsx", "xlsx", (sheet(ROWS),)))
    assert found.turned
    assert found.plan.column("function") == ("Payroll", "Invoices")
    assert found.plan.column("fte") == (3.0, 5.0)
    assert [(note.row, note.column, note.raw) for note in found.report.refused] == [(3, "D", "tba")]
    assert any("was turned" in note for note in found.report.notes)
    report = found.report
    assert report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused == 11


def test_that_a_person_may_turn_a_sheet_and_may_leave_it_as_it_is() -> None:
    book = RawBook("a.xlsx", "xlsx", (sheet(ROWS),))
    as_it_is = interpret(book, ImportChoices(turned=False, header_row=1, mapping={"A": "function"}))
    assert not as_it_is.turned
    assert as_it_is.plan.column("function") == ("Department", "FTE", "Annual cost")
    upright = [["Function", "FTE"], ["Payroll", 3.0], ["Tax", 2.0]]
    assert not interpret(RawBook("a.xlsx", "xlsx", (sheet(upright),))).turned
    by_choice = interpret(
        RawBook("a.xlsx", "xlsx", (sheet([["x", "Payroll", "Tax"], ["y", 3.0, 2.0]]),)),
        ImportChoices(turned=True, header_row=1, mapping={"x": "function", "y": "fte"}),
    )
    assert by_choice.plan.column("fte") == (3.0, 2.0)


def test_that_merges_and_sums_are_turned_with_the_sheet() -> None:
    side = RawSheet("S", ([1.0, 2.0], [3.0, 4.0]), merges=((0, 0, 0, 1),), sums=frozenset({(0, 1)}), hidden_rows=(1,))
    turned = side.turned()
    assert turned.columns == ([1.0, 3.0], [2.0, 4.0])
    assert (turned.merges, turned.sums, turned.hidden_columns) == (((0, 0, 1, 0),), frozenset({(1, 0)}), (1,))


def test_that_of_sheets_alike_the_latest_year_is_taken_and_the_others_are_named() -> None:
    heads = ["Function", "FTE"]
    sheets = [sheet([heads, ["Payroll", count]], name) for name, count in (("2024", 3.0), ("2025", 4.0), ("2023", 9.0))]
    found = interpret(RawBook("a.xlsx", "xlsx", tuple(sheets)))
    assert found.sheet == "2025"
    assert any("'2024', '2023'" in note for note in found.report.notes)
    assert interpret(RawBook("a.xlsx", "xlsx", tuple(sheets)), ImportChoices(sheet="2023")).sheet == "2023"


def test_that_functions_of_several_years_below_one_another_are_warned_of() -> None:
    rows = [["Year", "Function", "FTE"], [2024.0, "Payroll", 3.0], [2025.0, "Payroll", 4.0]]
    found = interpret(RawBook("a.xlsx", "xlsx", (sheet(rows),)))
    assert [issue.code for issue in found.issues] == ["several_years"]
    assert "2024 to 2025" in found.issues[0].message
    once = [["Start year", "Function", "FTE"], [2024.0, "Payroll", 3.0], [2025.0, "Tax", 4.0]]
    assert interpret(RawBook("a.xlsx", "xlsx", (sheet(once),))).issues == ()


def test_that_a_sheet_with_a_total_is_not_turned_because_its_columns_were_left_out() -> None:
    rows = [["Business Process", "Salaries", "Zubber"], ["Payroll", 100.0, 20.0], ["Billing", 200.0, 30.0],
            ["Total", 300.0, 50.0]]  # fmt: skip
    book = RawBook("a.xlsx", "xlsx", (sheet(rows),))
    found = interpret(book, ImportChoices(mapping={"Salaries": "extra"}))
    assert not found.turned
    assert found.plan.column("function") == ("Payroll", "Billing")
    on_its_side = interpret(
        RawBook("a.xlsx", "xlsx", (sheet(ROWS),)), ImportChoices(mapping={"FTE": "", "Column A": "function"})
    )
    assert on_its_side.turned
