"""Layouts of people's sheets, each with the rule that reads it, and what must not be taken for it."""

from collections.abc import Sequence
from typing import Any

import pytest

from outsourcing_planner.domain.errors import NothingToPlanError
from outsourcing_planner.io.importing.raw import RawBook, RawSheet
from outsourcing_planner.io.read_workbook import ImportChoices, Imported, interpret

Rows = Sequence[Sequence[Any]]


def imported(rows: Rows, choices: ImportChoices | None = None, name: str = "Sheet1", **more: Any) -> Imported:
    """What comes of one sheet; every cell of it must be accounted for."""
    width = max(map(len, rows))
    cells = [[float(v) if type(v) is int else v for v in (*row, *[None] * (width - len(row)))] for row in rows]
    columns = tuple(map(list, zip(*cells, strict=True)))
    found = interpret(RawBook("sheet.xlsx", "xlsx", (RawSheet(name, columns, **more),)), choices)
    report = found.report
    assert report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused
    return found


def functions(found: Imported) -> list[Any]:
    return list(found.plan.column("function"))


def sums(found: Imported) -> tuple[float, float]:
    return found.report.sum_of("fte"), found.report.sum_of("in_house_cost")


def told(found: Imported) -> str:
    return " ".join(found.report.notes)


def left_out(found: Imported) -> dict[str, str]:
    return {row.name: row.kind for row in found.report.rows_left_out}


# Which column tells the cost and the people


@pytest.mark.parametrize(
    ("headings", "taken"),
    [(["FY2022 Actual", "FY2023 Actual", "FY2024 Adopted", "FY2025 Forecast"], "FY2024 Adopted"),
     (["2021", "2022", "2023"], "2023"),
     (["FY 2024 Proposed", "FY 2025 Proposed"], "FY 2024 Proposed"),
     (["Soll 2024", "Soll 2023", "Ist 2022"], "Soll 2024"),
     (["YTD Actual", "YTD Budget", "Full Year Budget"], "Full Year Budget")],
)  # fmt: skip
def test_that_of_several_years_todays_is_taken_and_the_others_are_named(headings: list[str], taken: str) -> None:
    found = imported([["Program", *headings], ["Parks", *range(5000, 5000 + len(headings))],
                      ["Roads", *range(7000, 7000 + len(headings))]])  # fmt: skip
    assert [heading for heading, key in found.mapping.items() if key == "in_house_cost"] == [taken]
    assert all(repr(other) in told(found) for other in headings if other != taken)


def test_that_a_total_is_taken_and_not_the_parts_that_it_adds_up() -> None:
    found = imported([
        ["Division", "Activity", "FTE", "Salaries", "Benefits", "Other", "Total"],
        ["A", "Payroll", 4, 240000, 60000, 9000, 309000], ["A", "Billing", 9, 500000, 125000, 5000, 630000],
        ["B", "Audit", 2, 180000, 40000, 1000, 221000],
    ])  # fmt: skip
    assert sums(found) == (15, 1160000)
    assert "salary" not in found.mapping.values()


def test_that_parts_of_a_cost_without_a_total_are_added_up_and_said() -> None:
    found = imported([
        ["Department", "Staff costs", "Non-staff costs"], ["Police", 900, 100], ["Fire", 700, 50],
    ])  # fmt: skip
    assert sums(found)[1] == 1750
    assert "'Staff costs', 'Non-staff costs'" in told(found)


def test_that_a_total_over_funds_is_the_cost_beside_a_column_of_people() -> None:
    found = imported([
        ["Program", "FTE Positions", "General Fund", "Federal Funds", "Total Funds"], ["Parks", 5, 100, 20, 120],
        ["Roads", 7, 300, 0, 300], ["Law", 2, 50, 60, 110],
    ])  # fmt: skip
    assert sums(found) == (14, 530)


def test_that_twelve_months_of_money_are_a_year_and_months_of_people_are_not() -> None:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    money = imported([["Expense item", *months], ["Rent", *[100] * 12], ["Power", *[20] * 12]])
    assert sums(money)[1] == 1440
    people = imported([["Headcount"], ["Function", *months], ["Payroll", *[3] * 12], ["Billing", *[4] * 12]])
    assert sums(people) == (0, 0)


def test_that_a_sum_over_several_years_is_never_the_cost_of_one() -> None:
    found = imported([
        ["Program", "2022", "2023", "2024", "Total"], ["Parks", 5000, 5100, 5200, 15300],
        ["Roads", 800, 900, 950, 2650],
    ])  # fmt: skip
    assert sums(found)[1] == 6150


def test_that_filled_posts_are_taken_before_authorised_ones_unless_the_year_of_the_cost_says_so() -> None:
    posts = imported([
        ["Function", "Authorized FTE", "Filled FTE", "Vacant", "Annual cost"], ["Payroll", 5, 4, 1, 9000],
        ["Audit", 9, 7, 2, 8000], ["Tax", 3, 3, 0, 7000],
    ])  # fmt: skip
    assert sums(posts)[0] == 14
    assert "'Authorized FTE'" in told(posts)
    years = imported(
        [[None, "2023 Actual", None, "2024 Budget", None], ["Process", "FTE", "Cost", "FTE", "Cost"],
         ["Payroll", 3, 90000, 4, 99000], ["Audit", 5, 80000, 6, 88000]],
        merges=((0, 1, 0, 2), (0, 3, 0, 4)),
    )  # fmt: skip
    assert sums(years) == (10, 187000)
    assert "'2023 Actual FTE'" in told(years)


def test_that_small_numbers_under_a_budget_are_people_where_the_sheet_tells_of_people() -> None:
    rows = [["Department", "Adopted budget", "Month end actual"], ["Fire", 2505, 2311], ["Law", 252, 246]]
    found = imported(rows, name="Positions by department")
    assert sums(found) == (2757, 0)
    assert sums(imported(rows, name="Spending by department"))[0] == 0


def test_that_a_total_beside_a_column_of_people_is_money_however_small() -> None:
    found = imported([
        ["Program", "Personnel", "Operating", "FY25 Total", "FTE"], ["Streets", 500, 400, 900, 8],
        ["Signals", 200, 150, 350, 3],
    ])  # fmt: skip
    assert sums(found) == (11, 1250)


def test_that_salaries_of_all_heads_are_a_cost_and_an_average_is_a_salary() -> None:
    rows = [["Role", "FTE", "Salaries"], ["Clerk", 10, 400000], ["Lead", 2, 82000], ["Agent", 30, 1190000],
            ["Analyst", 5, 210000], ["Driver", 1, 39000]]  # fmt: skip
    assert sums(imported(rows)) == (48, 1921000)
    assert "salary" not in imported(rows).mapping.values()
    each = imported([["Role", "FTE", "Average salary"], ["Clerk", 10, 40000], ["Lead", 2, 41000]])
    assert each.plan.column("salary") == (40000.0, 41000.0)


def test_that_names_of_costs_codes_shares_and_differences_are_no_cost() -> None:
    found = imported([
        ["Cost centre", "Cost centre name", "Share of total cost", "Budget variance", "% of budget"],
        [6001, "Payroll", 0.5, 400, 0.1], [6002, "Audit", 0.5, -300, 0.2],
    ])  # fmt: skip
    assert found.mapping == {"Cost centre name": "function"}
    assert "No column was recognised" not in told(found)


def test_that_numbers_without_a_known_heading_are_named_where_nothing_else_is_known() -> None:
    found = imported([["Parks", 5000, 6000], ["Roads", 7000, 9000]], ImportChoices(header_row=0))
    assert sums(found) == (0, 0)
    assert "No column was recognised as headcount or cost" in told(found)
    assert "'Column B', 'Column C'" in told(found)


def test_that_a_pivot_table_is_read_by_its_corner_and_its_total_column() -> None:
    found = imported([
        ["Sum of FTE", "Column Labels"], ["Row Labels", "Austin", "Berlin", "Grand Total"],
        ["Finance", 3, 4, 7], ["HR", 2, 2, 4], ["Grand Total", 5, 6, 11],
    ])  # fmt: skip
    assert functions(found) == ["Finance", "HR"]
    assert sums(found)[0] == 11


# Which column names the functions


def test_that_the_deepest_level_is_the_function_and_the_highest_the_department() -> None:
    found = imported([
        ["L1 Process", "L2 Process", "L3 Process", "FTE"], ["Finance", "Purchase to pay", "Invoice entry", 4],
        ["HR", "Hire to retire", "Payroll", 5],
    ])  # fmt: skip
    assert functions(found) == ["Invoice entry", "Payroll"]
    assert found.plan.column("department") == ("Finance", "HR")


def test_that_names_moved_in_column_by_column_are_one_column_whose_parents_are_sums() -> None:
    found = imported([
        ["Organisation", None, None, "Headcount"], ["Corporate", None, None, 30], [None, "Finance", None, 12],
        [None, None, "Payables", 7], [None, None, "Receivables", 5], [None, "IT", None, 18],
        [None, None, "Service desk", 10], [None, None, "Network", 8],
    ])  # fmt: skip
    assert functions(found) == ["Payables", "Receivables", "Service desk", "Network"]
    assert sums(found)[0] == 30


def test_that_words_without_a_heading_name_the_functions_only_beside_numbers_we_know() -> None:
    found = imported([[None, "FTE", "Cost"], ["Payroll", 3, 100], ["Audit", 2, 90]])
    assert functions(found) == ["Payroll", "Audit"]
    assert "No heading names the functions" in told(found)
    with pytest.raises(NothingToPlanError, match="Capital"):
        imported([["Country", "Capital"], ["France", "Paris"], ["Spain", "Madrid"]])


def test_that_a_column_with_the_same_words_in_every_row_is_not_the_function() -> None:
    found = imported([
        ["Service", "Department", "Program", "Approved Amount"], ["Public safety", "Police", "Patrol", 100],
        ["Public safety", "Police", "Investigations", 200], ["Public safety", "Police", "Leadership", 300],
    ])  # fmt: skip
    assert functions(found) == ["Patrol", "Investigations", "Leadership"]


# Which rows are functions


def test_that_sums_without_any_words_are_found_and_rows_that_do_not_add_up_stay() -> None:
    rows = [["Function", "FTE", "Annual cost"], ["Payroll", 3, 9000], ["Billing", 4, 8000], [None, 7, 17000],
            ["Audit", 2, 7000], ["Tax", 1, 5000], [None, 3, 12000], [None, 10, 29000]]  # fmt: skip
    assert functions(imported(rows)) == ["Payroll", "Billing", "Audit", "Tax"]
    stays = imported([*rows[:3], [None, 9, 17000], *rows[4:6]])
    assert functions(stays) == ["Payroll", "Billing", None, "Audit", "Tax"]


@pytest.mark.parametrize("parent", [["1", "1.1", "1.2", "2", "2.1", "2.2"], ["4.0", "4.1", "4.2", "5.0", "5.1", "5.2"]])
def test_that_parents_by_their_codes_are_sums_of_their_parts(parent: list[str]) -> None:
    names = ["Finance", "Payables", "Receivables", "HR", "Payroll", "Recruiting"]
    costs = [900, 400, 500, 700, 300, 400]
    found = imported([["No.", "Process", "Cost"], *map(list, zip(parent, names, costs, strict=True))])
    assert functions(found) == ["Payables", "Receivables", "Payroll", "Recruiting"]
    costs[0] = 950
    other = imported([["No.", "Process", "Cost"], *map(list, zip(parent, names, costs, strict=True))])
    assert functions(other) == ["Finance", "Payables", "Receivables", "Payroll", "Recruiting"]


@pytest.mark.parametrize("mark", ["   ", "- ", "• ", "\u00a0\u00a0"])
def test_that_parents_of_indented_names_are_sums_of_their_parts(mark: str) -> None:
    found = imported([
        ["Department", "Budget"], ["Finance", 900], [f"{mark}Payables", 400], [f"{mark}Receivables", 500],
        ["HR", 700], [f"{mark}Payroll", 300], [f"{mark}Recruiting", 400], ["Total", 1600],
    ])  # fmt: skip
    assert sums(found)[1] == 1600
    assert len(found.plan) == 4


def test_that_a_table_that_falls_into_groups_is_read_by_their_parts_and_one_that_nearly_does_is_warned_of() -> None:
    rows = [["Unit", "FTE", "Cost"], ["Finance", 9, 900], ["Payables", 4, 400], ["Receivables", 5, 500],
            ["HR", 7, 700], ["Payroll", 3, 300], ["Recruiting", 4, 400]]  # fmt: skip
    assert functions(imported(rows)) == ["Payables", "Receivables", "Payroll", "Recruiting"]
    more = imported([*rows, ["Legal", 2, 250]])
    assert len(more.plan) == 7
    assert [(issue.row, issue.code) for issue in more.issues] == [(2, "counted_twice"), (5, "counted_twice")]


def test_that_the_whole_on_top_is_a_sum_too() -> None:
    found = imported([
        ["Function", "FTE", "Cost"], ["All functions", 9, 26000], ["Payroll", 3, 9000], ["Billing", 4, 10000],
        ["Audit", 2, 7000],
    ])  # fmt: skip
    assert functions(found) == ["Payroll", "Billing", "Audit"]


def test_that_averages_and_checks_after_the_total_go_and_like_names_in_the_table_stay() -> None:
    found = imported([
        ["Process", "FTE", "Cost"], ["Change", 3, 900], ["Result", 5, 700], ["Total", 8, 1600], ["Average", 4, 800],
        ["Check", 0, 0],
        ["Total per FTE", None, 200],
    ])  # fmt: skip
    assert functions(found) == ["Change", "Result"]
    assert len(imported([["Comment", "Process", "FTE"], [None, "Payroll", 3], ["check", "Tax", 1]]).plan) == 2
    assert left_out(found) == {"Total": "total", "Average": "total", "Check": "total", "Total per FTE": "total"}


def test_that_parts_called_thereof_are_left_out_and_their_whole_stays() -> None:
    found = imported([
        ["Function", "FTE"], ["IT operations", 20], ["  thereof network", 8], ["davon Service Desk", 6], ["HR", 5],
    ])  # fmt: skip
    assert functions(found) == ["IT operations", "HR"]


def test_that_sums_carried_over_to_the_next_page_titles_again_and_page_numbers_are_left_out() -> None:
    found = imported([
        ["Cost of services"], ["Description", "Amount"], ["Rent", 1000], ["Power", 250], ["Carried forward", 1250],
        ["Page 1 of 2"], ["Cost of services"], ["Description", "Amount"], ["Brought forward", 1250], ["Cleaning", 300],
        ["Total", 1550],
    ])  # fmt: skip
    assert functions(found) == ["Rent", "Power", "Cleaning"]
    assert "Page 1 of 2" in left_out(found)


def test_that_stars_of_accounting_programs_mark_sums_that_add_up() -> None:
    found = imported([
        ["Cost element", "Plan costs"], ["620000 Salaries", 500], ["621000 Bonus", 50], ["* Personnel costs", 550],
        ["630000 Rent", 100], ["631000 Energy", 30], ["* Premises costs", 130], ["** Total costs", 680],
    ])  # fmt: skip
    assert functions(found) == ["620000 Salaries", "621000 Bonus", "630000 Rent", "631000 Energy"]


@pytest.mark.parametrize(
    "second", [["(1)", "(2)", "(3)"], ["a", "b", "c"], [1, 2, 3], ["(1)", "(2)", "(3) = (1) + (2)"],
               ["Name of the process in your team", "Full-time equivalents", "Cost per year in dollars"]],
)  # fmt: skip
def test_that_rows_that_number_or_explain_the_columns_are_headings(second: list[Any]) -> None:
    found = imported([["Function", "FTE", "Annual cost"], second, ["Payroll", 3, 900], ["Audit", 2, 700]])
    assert functions(found) == ["Payroll", "Audit"]
    assert sums(found) == (5, 1600)


@pytest.mark.parametrize(
    "notes", [[["Notes:"], ["1. Without contractors."], ["2. With overhead."]], [["Key"], ["H = high"], ["M = medium"]],
              [["(1)", "Without tax"], ["Source:", "HR system"]],
              [["Prepared by:", "J. D.", "Date:"], ["Approved by:"]]],
)  # fmt: skip
def test_that_everything_under_the_table_that_looks_like_notes_is_left_out(notes: list[list[str]]) -> None:
    found = imported([["Function", "FTE", "Cost"], ["Payroll", 3, 900], ["Audit", 2, 700], [None], *notes])
    assert functions(found) == ["Payroll", "Audit"]
    assert {row.kind for row in found.report.rows_left_out} == {"note"}


def test_that_functions_without_numbers_at_the_end_are_no_notes() -> None:
    found = imported([["Function", "FTE", "Cost"], ["Payroll", 3, 900], ["Audit", 2, 700], ["Tax"], ["Treasury"]])
    assert functions(found) == ["Payroll", "Audit", "Tax", "Treasury"]


# Departments


def test_that_titles_in_a_table_of_two_columns_are_told_from_functions_without_a_number() -> None:
    found = imported(
        [["Function", "FTE"], ["FINANCE"], ["Payables", 5], ["Tax"], ["HR"], ["Payroll", 3], ["Hiring", 2]]
    )
    assert functions(found) == ["Payables", "Tax", "Payroll", "Hiring"]
    assert found.plan.column("department") == ("FINANCE", "FINANCE", "HR", "HR")
    plain = imported([["Function", "FTE"], ["Payables", 5], ["Tax"], ["Payroll", 3], ["Hiring"], ["Audit", 2]])
    assert functions(plain) == ["Payables", "Tax", "Payroll", "Hiring", "Audit"]


def test_that_a_code_with_a_name_that_a_total_names_again_is_a_title() -> None:
    found = imported([
        ["Object", "Description", "FY24 Budget"], ["1000", "Personnel"], ["1100", "Salaries", 500],
        ["1200", "Overtime", 50], [None, "Total Personnel", 550], ["2000", "Operations"], ["2100", "Supplies", 40],
        ["2200", "Utilities", 60], [None, "Total Operations", 100], [None, "TOTAL BUDGET", 650],
    ])  # fmt: skip
    assert functions(found) == ["Salaries", "Overtime", "Supplies", "Utilities"]
    assert found.plan.column("department") == ("Personnel", "Personnel", "Operations", "Operations")


def test_that_a_department_written_once_is_given_to_the_rows_under_it_and_said() -> None:
    rows = [["Department", "Process", "FTE"], ["Finance", "Payables", 5], [None, "Tax", 2], ["HR", "Payroll", 3],
            [None, "Hiring", 1], ["HR Total", None, 4]]  # fmt: skip
    found = imported(rows)
    assert found.plan.column("department") == ("Finance", "Finance", "HR", "HR")
    assert "written once" in told(found)


def test_that_a_department_that_some_rows_lack_is_not_made_up() -> None:
    found = imported([
        ["Department", "Process", "FTE"], ["Finance", "Payables", 5], ["HR", "Payroll", 3], [None, "Hiring", 1],
        ["Finance", "Tax", 2],
    ])  # fmt: skip
    assert found.plan.column("department") == ("Finance", "HR", None, "Finance")


def test_that_blocks_with_titles_and_headings_of_their_own_are_one_table() -> None:
    heads = ["Process", "FTE", "Annual cost"]
    found = imported([
        ["Finance"], heads, ["Payables", 3, 900], ["Tax", 2, 700], ["Total", 5, 1600], [None],
        ["HR"], heads, ["Payroll", 4, 500], ["Hiring", 1, 100], ["Total", 5, 600],
    ])  # fmt: skip
    assert functions(found) == ["Payables", "Tax", "Payroll", "Hiring"]
    assert found.plan.column("department") == ("Finance", "Finance", "HR", "HR")


# Units and numbers


@pytest.mark.parametrize(
    ("heading", "factor"),
    [("Cost (USD M)", 1e6), ("Cost EUR k", 1e3), ("Coste (miles de euros)", 1e3), ("Costo (migliaia di €)", 1e3),
     ("Koszt roczny (tys. PLN)", 1e3), ("Net expenditure £000", 1e3), ("Budget £m", 1e6), ("Cost (USD)", 1.0)],
)  # fmt: skip
def test_that_thousands_and_millions_are_understood_in_the_words_of_the_field(heading: str, factor: float) -> None:
    found = imported([["Process", heading], ["Payroll", 12], ["Audit", 7]])
    assert found.plan.column("in_house_cost") == (12 * factor, 7 * factor)


def test_that_percent_numbers_under_our_own_heading_are_shares() -> None:
    found = imported([["Function", "Avoidable"], ["Payroll", 80], ["Audit", 70]])
    assert found.plan.column("avoidable_share") == (0.8, 0.7)


def test_that_a_minus_after_the_number_is_read_as_accounting_programs_write_it() -> None:
    found = imported([["Kostenart", "Plan 2024"], ["Gehälter", "110.000,00"], ["Erlöse", "25.000,00-"]])
    assert found.plan.column("in_house_cost") == (110000.0, -25000.0)


LONG = 20_000


@pytest.mark.parametrize(
    "rows",
    [[["x" if at % 3 == 0 else None, at % 7 + 1, 100] for at in range(LONG)],
     [[f"Name {at}"] if at % 4 else [f"Name {at}", 3, 0] for at in range(LONG)],
     [[f"{at // 50}.{at % 50 + 1} Name" if at % 50 else f"{at // 50} Name", 1, 2] for at in range(1, LONG)],
     [["  Name" if at % 2 else f"Name {at}", 0, 0] for at in range(LONG)],
     [[f"total {at}", at % 11, at % 13] for at in range(2_000)]],
    ids=["without names", "names alone", "codes", "indented zeros", "called totals"],
)  # fmt: skip
def test_that_long_sheets_of_odd_rows_are_judged_at_all(rows: list[list[Any]]) -> None:
    """A rule that compares each row with all others would not come to an end here."""
    found = imported([["Function", "FTE", "Cost"], ["Payroll", 3, 500], *rows])
    assert found.report.rows_kept + len(found.report.rows_left_out) == len(rows) + 1
