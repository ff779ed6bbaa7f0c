"""What must not be taken for something else: units of other quantities, credits, places, states, and other years."""

from collections.abc import Sequence
from typing import Any

import pytest

from outsourcing_planner.io.importing.again import remembered
from outsourcing_planner.io.importing.raw import RawBook, RawSheet
from outsourcing_planner.io.importing.written import says_large, written
from outsourcing_planner.io.read_workbook import ImportChoices, Imported, interpret
from outsourcing_planner.text import NumberStyle

Rows = Sequence[Sequence[Any]]
POINT = NumberStyle(".", ",")


def sheet(rows: Rows, name: str = "Sheet1") -> RawSheet:
    width = max(map(len, rows))
    cells = [[float(v) if type(v) is int else v for v in (*row, *[None] * (width - len(row)))] for row in rows]
    return RawSheet(name, tuple(map(list, zip(*cells, strict=True))))


def imported(*sheets: RawSheet) -> Imported:
    return interpret(RawBook("sheet.xlsx", "xlsx", sheets))


def functions(found: Imported) -> list[Any]:
    return list(found.plan.column("function"))


# Units that a title or a note tells


VOLUMES: Rows = [["Function", "Volume", "Annual cost"], ["Payroll", 200, 100], ["Tax", 300, 200], ["Legal", 5, 300]]


@pytest.mark.parametrize("beneath", [False, True])
@pytest.mark.parametrize(
    ("said", "times", "each"),
    [("Note: volumes in thousands", 1, 1000), ("* volumes in thousands", 1, 1000), ("in thousands of EUR", 1000, 1),
     ("Source: survey of 1,000 firms, in thousands of hours", 1, 1), ("Note: number of tickets, in thousands", 1, 1000),
     ("Note: amounts in € thousands; volumes in units", 1000, 1), ("Note: in thousands", 1000, 1),
     ("Note: volumes in units. Costs in thousands", 1000, 1), ("Note: headcount in thousands", 1, 1),
     ("Note: headcount and cost in thousands of EUR", 1000, 1), ("All figures in £000", 1000, 1),
     ("Volumes in thousands, costs in millions", 1e6, 1000)],
)  # fmt: skip
def test_that_a_unit_told_once_multiplies_what_it_speaks_of_and_nothing_else(
    said: str, times: float, each: float, *, beneath: bool
) -> None:
    found = imported(sheet([*VOLUMES, [], [said]] if beneath else [[said], *VOLUMES]))
    assert list(found.plan.column("function")) == ["Payroll", "Tax", "Legal"]
    assert list(found.plan.column("in_house_cost")) == [100 * times, 200 * times, 300 * times]
    assert list(found.plan.column("volume")) == [200 * each, 300 * each, 5 * each]


@pytest.mark.parametrize(("pays", "times"), [((48.5, 61, 39), 1000), ((48_500, 61_000, 39_000), 1)])
def test_that_pay_is_in_the_thousands_of_the_sheet_only_where_it_is_too_small_for_a_year(
    pays: tuple[float, ...], times: float
) -> None:
    rows = [["Function", "Average salary", "Annual cost"]]
    rows += [[name, pay, 500] for name, pay in zip(("Payroll", "Tax", "Legal"), pays, strict=True)]
    found = imported(sheet([["All money in £000"], *rows]))
    assert list(found.plan.column("salary")) == [pay * times for pay in pays]
    assert list(found.plan.column("in_house_cost")) == [500_000] * 3


@pytest.mark.parametrize(
    ("heading", "times"), [("Invoices a year ('000)", 1000), ("Volume (thousands)", 1000), ("Volume in t", 1)]
)
def test_that_the_heading_of_a_volume_tells_thousands_and_tonnes_are_none(heading: str, times: float) -> None:
    rows = [["Function", heading, "Unit"], ["Payables", 12, "invoice"], ["Freight", 20, "item"], ["Tax", 5, "return"]]
    found = imported(sheet(rows))
    assert list(found.plan.column("volume")) == [12 * times, 20 * times, 5 * times]


@pytest.mark.parametrize(
    ("text", "value"),
    [("500 CR", None), ("1,250 Cr.", None), ("₹5 cr", 5e7), ("Rs 5 Cr", 5e7), ("INR 2 cr", 2e7), ("2 cr INR", 2e7),
     ("0.5 crore", 5e6), ("$1.5 mil", 1.5e6), ("£2 mil", 2e6), ("US$3 mil.", 3e6), ("4 mil USD", 4e6),
     ("€5 mil", None), ("1.5 mil", None), ("R$ 5 mil", None)],
)  # fmt: skip
def test_that_a_sign_of_two_meanings_is_read_only_where_the_currency_tells_which(
    text: str, value: float | None
) -> None:
    assert written(text, POINT).value == (None if value is None else pytest.approx(value))
    assert says_large(text) == (value is not None)


# Sheets on their side, and sheets of other times


@pytest.mark.parametrize("label", ["Metric", "KPI", "Field", "Measure", "Attribute", None])
@pytest.mark.parametrize("described", [False, True])
def test_that_what_headed_a_turned_sheet_names_the_functions(label: str | None, *, described: bool) -> None:
    rows: list[list[Any]] = [[label, "Payroll", "Helpdesk"], ["Department", "HR", "IT"]]
    rows += [["Description", "Runs the pay", "Answers calls"]] if described else []
    found = imported(sheet([*rows, ["Headcount", 2, 3], ["Annual cost", 100000, 200000]]))
    assert found.turned
    assert functions(found) == ["Payroll", "Helpdesk"]
    assert list(found.plan.column("department")) == ["HR", "IT"]
    assert list(found.plan.column("fte")) == [2, 3]


def test_that_a_row_called_function_names_the_functions_of_a_turned_sheet_that_a_department_heads() -> None:
    found = imported(sheet([["Unit", "HR", "IT"], ["Function", "Payroll", "Helpdesk"], ["Headcount", 2, 3],
                            ["Annual cost", 100000, 200000]]))  # fmt: skip
    assert functions(found) == ["Payroll", "Helpdesk"]


@pytest.mark.parametrize(
    ("names", "taken"),
    [(("Actual 2025", "Target 2030"), "Actual 2025"), (("Target 2030", "Actual 2025"), "Actual 2025"),
     (("Forecast 2026", "Budget 2025"), "Budget 2025"), (("Actual 2023", "Budget 2024", "Proposed 2026"),
     "Budget 2024"), (("Actual 2024", "Actual 2025"), "Actual 2025"), (("2024", "2025"), "2025")],
)  # fmt: skip
def test_that_of_sheets_alike_todays_comes_before_a_later_target(names: Sequence[str], taken: str) -> None:
    rows = [["Function", "FTE", "Annual cost"], ["Payroll", 2, 5000], ["Tax", 3, 7000]]
    assert imported(*(sheet(rows, name) for name in names)).sheet == taken


# Columns beside the names


@pytest.mark.parametrize(
    "heading",
    ["Status", "Priority", "Phase", "Process owner", "Reports to", "Superior", "Manager", "Risk level", "Service type",
     "Region", "Site", "City", "Plant", "Standort"],
)  # fmt: skip
def test_that_a_state_a_place_or_a_person_before_the_function_is_no_department(heading: str) -> None:
    found = imported(sheet([[heading, "Function", "FTE"], ["One", "Payroll", 1], ["One", "Tax", 2],
                            ["Two", "Legal", 4], ["Two", "Audit", 9]]))  # fmt: skip
    assert functions(found) == ["Payroll", "Tax", "Legal", "Audit"]
    assert "department" not in found.mapping.values()


@pytest.mark.parametrize("heading", ["Site", "Location", "City", "Plant", "Region"])
def test_that_the_places_of_a_department_are_no_functions(heading: str) -> None:
    found = imported(sheet([["Department", heading, "FTE", "Cost"], ["HR", "Berlin", 1, 1000], ["HR", "Paris", 1, 2000],
                            ["IT", "Berlin", 2, 9000], ["IT", "Rome", 5, 7000]]))  # fmt: skip
    assert functions(found) == ["HR", "HR", "IT", "IT"]


# Rows that are no totals


@pytest.mark.parametrize("rate", [50000, 62500, 61337.5])
def test_that_heads_times_one_rate_are_one_proof_and_not_two(rate: float) -> None:
    heads = {"Legal": 6, "Payroll": 2, "Helpdesk": 1, "Audit": 3}
    rows = [[name, count, count * rate] for name, count in heads.items()]
    found = imported(sheet([["Function", "FTE", "Annual cost"], *rows]))
    assert functions(found) == list(heads)


# fmt: off
def test_that_a_row_with_a_department_that_no_part_has_is_no_total() -> None:
    rows = [["Payroll", "HR", 21, 1270000], ["Recruiting", "HR", 30, 1810000], ["Helpdesk", "IT", 51, 3080000],
            ["Audit", "Finance", 44, 2400000], ["Legal", "Legal", 10, 600000], ["Tax", "Board", 54, 3000000]]
    found = imported(sheet([["Function", "Department", "FTE", "Annual cost"], *rows]))
    assert functions(found) == [row[0] for row in rows]
    within = [[row[0], "HR" if at < 3 else "Finance", *row[2:]] for at, row in enumerate(rows)]
    found = imported(sheet([["Function", "Department", "FTE", "Annual cost"], *within]))
    assert functions(found) == ["Payroll", "Recruiting", "Audit", "Legal"]

# fmt: on


HEADS = ["ID", "Function", "Parent ID", "FTE", "Annual cost"]


def test_that_a_parent_like_its_only_child_is_kept_where_other_parents_are_no_sums() -> None:
    rows = [["1", "HR", None, 2, 100], ["2", "Payroll", "1", 2, 100], ["3", "IT", None, 9, 500],
            ["4", "Desk", "3", 1, 20], ["5", "Network", "3", 2, 90]]  # fmt: skip
    assert functions(imported(sheet([HEADS, *rows]))) == [row[1] for row in rows]
    lettered = [[code, row[1], *row[3:]] for code, row in zip(["A", "A1", "B", "B1", "B2"], rows, strict=True)]
    assert functions(imported(sheet([["Ref", "Function", "FTE", "Annual cost"], *lettered]))) == [r[1] for r in rows]


def test_that_the_direct_parts_of_a_total_are_named() -> None:
    rows = [["1", "IT", None, 9, 500], ["2", "Desk", "1", 6, 410], ["3", "First line", "2", 4, 200],
            ["4", "Second line", "2", 2, 210], ["5", "Network", "1", 3, 90]]  # fmt: skip
    found = imported(sheet([HEADS, *rows]))
    assert functions(found) == ["First line", "Second line", "Network"]
    assert [(row.name, row.reason) for row in found.report.rows_left_out] == [
        ("IT", "a total: it adds up rows 3, 6"), ("Desk", "a total: it adds up rows 4 to 5"),
    ]  # fmt: skip


# Numbers and the times they are for


def test_that_a_leading_zero_tells_the_decimal_mark_of_its_column_and_of_no_other() -> None:
    rows = [["Payroll", "0,500", "30,000"], ["Tax", "0,750", "1,200.50"], ["Legal", "1,250", "7,000"]]
    found = imported(sheet([["Function", "FTE", "Annual cost"], *rows]))
    assert list(found.plan.column("fte")) == [0.5, 0.75, 1.25]
    assert list(found.plan.column("in_house_cost")) == [30000, 1200.5, 7000]
    assert written("0.500", NumberStyle(",", ".")).value == 0.5


@pytest.mark.parametrize(
    ("heading", "said", "became"),
    [("Monthly cost", "30,000 per year", 30000), ("Monthly cost", "9,000 p.a.", 9000),
     ("Monthly cost", "1,000 per week", 52000), ("Monthly cost", "900 per month", 10800),
     ("Monthly cost", "900", 10800), ("Annual cost", "900 per month", 10800), ("Weekly cost", "900/month", 10800),
     ("Monthly cost in thousands", "30 per year", 30000), ("Monthly cost in thousands", "1.2m per year", 1.2e6),
     ("Monthly cost in thousands", "1.2m", 14.4e6)],
)  # fmt: skip
def test_that_the_time_that_a_cell_tells_is_its_own(heading: str, said: str, became: float) -> None:
    found = imported(sheet([["Function", "FTE", heading], ["Payroll", 1, said], ["Tax", 2, "5,000"]]))
    assert found.plan.column("in_house_cost")[0] == pytest.approx(became)


@pytest.mark.parametrize(("text", "value"), [("555-1234", None), ("500-1000", 750), ("10-12", 11), ("850-1200", 1025)])
def test_that_a_number_of_a_telephone_is_no_range(text: str, value: float | None) -> None:
    assert written(text, POINT).value == value


@pytest.mark.parametrize("heading", ["Handling time", "Handling time (min)", "Handling time (hours)"])
@pytest.mark.parametrize(
    ("said", "minutes"),
    [("2 hours", 120), ("1.5h", 90), ("45 seconds", 0.75), ("30 s", 0.5), ("5 min", 5), ("5m", 5), ("2-3 hours", 150),
     ("12 Minuten", 12)],
)  # fmt: skip
def test_that_the_unit_that_a_time_tells_is_its_own(said: str, minutes: float, heading: str) -> None:
    found = imported(sheet([["Function", "Volume", heading], ["Payroll", 200, said], ["Tax", 300, 4], ["Law", 5, 6]]))
    assert found.plan.column("handling_minutes")[0] == pytest.approx(minutes)
    assert found.plan.column("handling_minutes")[1] == (240 if "hours" in heading else 4)


# Another table beside


BESIDE: Rows = [
    ["Team", "FTE", "Cost", None, "Application", "Users"], ["Payroll", 4, 200, None, "Ledger", 10],
    ["Tax", 2, 150, None, "Mail", 90], ["Legal", 3, 300, None, None, None], ["Audit", 1, 90, None, None, None],
]  # fmt: skip


def test_that_another_table_beside_is_left_out_by_name_and_can_be_taken() -> None:
    found = imported(sheet(BESIDE))
    assert list(found.plan.column("function")) == ["Payroll", "Tax", "Legal", "Audit"]
    assert dict(found.plan.extras) == {}
    assert [(left.heading, left.reason) for left in found.report.columns_left_out] == [
        ("Application", "another table beside"), ("Users", "another table beside"),
    ]  # fmt: skip
    assert "Another table stands beside and was left out: 'Application', 'Users'." in found.report.notes
    book = RawBook("x.xlsx", "xlsx", (sheet(BESIDE),))
    chosen = interpret(book, ImportChoices(mapping={"Users": "extra"}))
    assert list(chosen.plan.extras["Users"]) == [10, 90, None, None]


def test_that_a_table_beside_is_found_anew_with_a_remembered_mapping() -> None:
    found = imported(sheet(BESIDE))
    assert remembered(found.columns) == {"Team": "function", "FTE": "fte", "Cost": "in_house_cost"}


def test_that_columns_behind_a_blank_one_that_go_on_in_the_same_rows_belong_to_the_table() -> None:
    more = [["Site", "Owner"], *[["Leeds", "me"]] * 4]
    rows = [[*row[:3], None, *rest] for row, rest in zip(BESIDE, more, strict=True)]
    assert list(imported(sheet(rows)).report.columns_left_out) == []


def test_that_rows_of_another_table_beside_that_goes_on_below_are_left_out() -> None:
    names = ("Ledger", "Mail", "Chat", "Wiki", "Build", "Print")
    more = [*(row[:3] for row in BESIDE[1:]), [None] * 3, [None] * 3]
    rows = [BESIDE[0], *([*row, None, name, 5] for row, name in zip(more, names, strict=True))]
    found = imported(sheet(rows))
    assert list(found.plan.column("function")) == ["Payroll", "Tax", "Legal", "Audit"]
    assert [(row.row, row.kind, row.cells) for row in found.report.rows_left_out] == [
        (6, "other_table", 2), (7, "other_table", 2),
    ]  # fmt: skip
    report = found.report
    assert report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused
