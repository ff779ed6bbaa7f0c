"""Ordinary sheets in which a rule for unusual ones must hold back: nothing is added up, multiplied or left out."""

from collections.abc import Sequence
from typing import Any

import pytest

from outsourcing_planner.io.importing.raw import RawBook, RawSheet
from outsourcing_planner.io.read_workbook import Imported, interpret

Rows = Sequence[Sequence[Any]]
COSTS: Rows = [["Payroll", 3, 300000], ["Tax", 2, 200000]]
GAP: list[Any] = []


def imported(rows: Rows, name: str = "Sheet1") -> Imported:
    width = max(map(len, rows))
    cells = [[float(v) if type(v) is int else v for v in (*row, *[None] * (width - len(row)))] for row in rows]
    return interpret(RawBook("x.xlsx", "xlsx", (RawSheet(name, tuple(map(list, zip(*cells, strict=True)))),)))


def of(found: Imported, key: str) -> list[Any]:
    return list(found.plan.column(key))


@pytest.mark.parametrize(
    "note",
    [
        "Note: cost excludes $20 per day parking",
        "Note: EUR at average monthly rate",
        "Note: amounts are paid each month",
        "Note: EUR 500 per month not included",
        "Note: savings of 2 million expected",
        "Note: amounts rounded to $k",
    ],
)
def test_that_a_note_about_something_else_multiplies_no_cost(note: str) -> None:
    assert of(imported([["Function", "FTE", "Cost"], *COSTS, GAP, [note]]), "in_house_cost") == [300000, 200000]


@pytest.mark.parametrize(
    "title",
    [
        "Figures updated weekly",
        "All figures reviewed monthly",
        "Monthly report - EUR",
        "Yearly amounts in EUR (monthly x 12)",
        "Monthly budget",
        "Savings target: 2 million EUR",
    ],
)
def test_that_a_title_that_mentions_a_time_or_a_number_multiplies_no_cost(title: str) -> None:
    assert of(imported([[title], GAP, ["Function", "FTE", "Cost"], *COSTS]), "in_house_cost") == [300000, 200000]


@pytest.mark.parametrize("title", ["All amounts in EUR per month", "Amounts per month", "Figures in USD p.m."])
def test_that_a_title_that_says_all_amounts_to_be_monthly_does(title: str) -> None:
    assert of(imported([[title], GAP, ["Function", "FTE", "Cost"], *COSTS]), "in_house_cost") == [3600000, 2400000]


def test_that_a_note_of_volumes_below_a_thousand_multiplies_no_volume() -> None:
    rows = [["Function", "Volume", "Cost"], ["Payroll", 1200, 300000], ["Tax", 900, 200000], GAP]
    assert of(imported([*rows, ["Note: volumes below one thousand are estimates"]]), "volume") == [1200, 900]


@pytest.mark.parametrize(
    "headings",
    [
        ("Cost PY", "Cost CY"),
        ("Cost Y1", "Cost Y2"),
        ("Cost option A", "Cost option B"),
        ("Cost vendor A", "Cost vendor B"),
        ("Cost in-house", "Cost offshore"),
        ("Cost inhouse", "Cost outsourced"),
        ("FTE H1", "FTE H2"),
        ("FTE V1", "FTE V2"),
        ("FTE required", "FTE available"),
    ],
)
def test_that_times_options_and_ways_to_do_the_work_are_not_added_up(headings: tuple[str, str]) -> None:
    found = imported([["Function", *headings], ["Payroll", 30, 21], ["Tax", 20, 16], ["Legal", 13, 11]])
    fed = [use.heading for use in found.columns if use.field in {"fte", "in_house_cost"}]
    assert len(fed) < 2


@pytest.mark.parametrize(
    "headings",
    [
        ("FTE Manila", "FTE Krakow"),
        ("FTE US", "FTE India"),
        ("FTE day shift", "FTE night shift"),
        ("FTE DE", "FTE PL"),
        ("Headcount onshore", "Headcount offshore"),
        ("FTE grade 3", "FTE grade 4"),
    ],
)
def test_that_places_shifts_and_grades_are_added_up(headings: tuple[str, str]) -> None:
    found = imported([["Function", *headings], ["Payroll", 30, 21], ["Tax", 20, 16], ["Legal", 13, 11]])
    assert of(found, "fte") == [51, 36, 24]


@pytest.mark.parametrize(
    "rows",
    [
        [["Function", "Volume", "Germany", "India"], ["Payroll", 1000, 700, 300], ["Tax", 900, 600, 300]],
        [["Function", "Department", "India", "Poland"], ["Payroll", "HR", 5, 3], ["Tax", "Fin", 4, 3]],
        [["Function", "Hourly rate", "India", "Poland"], ["Payroll", 55, 15, 23], ["Tax", 64, 15, 23]],
        [["Tickets handled by site"], ["Function", "London", "Paris"], ["Payroll", 700, 300], ["Tax", 600, 300]],
    ],
)
def test_that_numbers_under_places_are_no_people_where_something_else_is_told(rows: Rows) -> None:
    assert "fte" not in [use.field for use in imported(rows).columns]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (
            [
                ["Function", "Night", "Licence", "Keys", "FTE"],
                ["Guarding", *["Required"] * 3, 12],
                ["Reception", *["No"] * 3, 3],
            ],
            ["Guarding", "Reception"],
        ),
        ([["Function", "Comment", "FTE"], ["Payroll", "Sample", 3], ["Tax", "", 2]], ["Payroll", "Tax"]),
        (
            [
                ["Function", "FTE", "Cost", "Volume"],
                *[[n, 3, 900, 10] for n in ("Payroll", "Tax", "Legal", "Audit")],
                GAP,
                ["Fleet", 2],
                ["Catering", 3],
            ],
            ["Payroll", "Tax", "Legal", "Audit", "Fleet", "Catering"],
        ),
        (
            [
                ["Function", "Dept", "FTE", "Cost", "Site"],
                *[[n, "F", 3, 900, "X"] for n in ("Payroll", "Tax", "Law", "Audit", "AP")],
                GAP,
                ["Fleet", "Facilities"],
            ],
            ["Payroll", "Tax", "Law", "Audit", "AP", "Fleet"],
        ),
        ([["Function", "FTE"], ["Payroll", 30], ["Tax", 12], ["All other", 42]], ["Payroll", "Tax", "All other"]),
        (
            [
                [None, "Function", "FTE", "Cost"],
                ["Finance", "Tax", "tbd", "tbd"],
                ["Finance", "Audit", 2, 100000],
                ["HR", "Payroll", 3, 100000],
            ],
            ["Tax", "Audit", "Payroll"],
        ),
        (
            [["Function", "Status"], ["Payroll", "signed"], ["Tax", "____"], ["Legal", "signed"]],
            ["Payroll", "Tax", "Legal"],
        ),
    ],
)
def test_that_no_function_is_left_out(rows: Rows, names: list[str]) -> None:
    found = imported(rows)
    assert of(found, "function") == names


def test_that_departments_without_a_function_are_no_totals_where_nothing_before_is_theirs() -> None:
    rows = [
        ["Department", "Function", "FTE", "Cost"],
        ["HR", "Payroll", 3, 300000],
        ["HR", "Hiring", 2, 200000],
        ["HR", None, 5, 500000],
        ["Fin", "Tax", 4, 400000],
        ["Fin", "Audit", 4, 420000],
        ["Fin", None, 8, 820000],
        ["Legal", None, 4, 430000],
        ["IT", None, 9, 920000],
    ]
    assert of(imported(rows), "department") == ["HR", "HR", "Fin", "Fin", "Legal", "IT"]


def test_that_functions_repeated_over_departments_stay_as_headed() -> None:
    rows = [["Reporting", name, 2] for name in ("HR", "IT", "Finance", "Sales")]
    rows += [["Purchasing", name, 1] for name in ("Operations", "Logistics", "Marketing")]
    assert (
        of(imported([["Function", "Department", "FTE"], *rows]), "function") == ["Reporting"] * 4 + ["Purchasing"] * 3
    )


def test_that_a_vendor_that_few_rows_have_belongs_to_its_row() -> None:
    rows = [
        ["Function", "FTE", None, "Vendor", "Vendor cost"],
        ["Payroll", 3, None, "Acme", 500],
        ["Tax", 2, None, "Bo", 40],
    ]
    found = imported([*rows, ["Legal", 1], ["Audit", 1], ["Hiring", 2]])
    assert found.report.columns_left_out == ()
    assert of(found, "function") == ["Payroll", "Tax", "Legal", "Audit", "Hiring"]


@pytest.mark.parametrize("heading", ["Priority group", "Pay group", "Customer group", "Risk area"])
def test_that_a_group_of_something_else_is_no_department(heading: str) -> None:
    found = imported([["Function", heading, "FTE"], ["Payroll", "High", 3], ["Tax", "Low", 2], ["Legal", "High", 1]])
    assert "department" not in [use.field for use in found.columns]


def test_that_pay_for_an_hour_is_no_salary() -> None:
    found = imported([["Function", "FTE", "Average pay per hour"], ["Payroll", 3, 18], ["Tax", 2, 22]])
    assert "salary" not in [use.field for use in found.columns]


@pytest.mark.parametrize("name", ["FTE", "Volumes"])
def test_that_the_name_of_a_sheet_makes_no_people_of_scores(name: str) -> None:
    rows = [["Function", "Complexity", "Risk", "Priority"], ["Payroll", 1, 3, 1], ["Tax", 2, 3, 1], ["Legal", 3, 2, 2]]
    assert not {use.field for use in imported(rows, name).columns} & {"fte", "volume"}


@pytest.mark.parametrize("title", ["Budget 2025 thousand EUR", "Costs FY 2025 in thousands", "Kosten 2025 Tausend EUR"])
def test_that_a_year_before_the_unit_of_a_title_leaves_it_a_unit(title: str) -> None:
    rows = [[title], GAP, ["Function", "FTE", "Cost"], ["Payroll", 3, 300], ["Tax", 2, 200]]
    assert of(imported(rows), "in_house_cost") == [300000, 200000]
