"""Sheets with the traits of people's real ones, made here, and the plan that comes of them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.errors import NothingToPlanError, UsageError
from outsourcing_planner.io.importing.raw import RawBook, RawSheet, Special
from outsourcing_planner.io.read_workbook import ImportChoices, Imported, interpret, read_sheets, read_workbook

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def build(rows: Sequence[Sequence[Any]], name: str = "sheet.xlsx", **sheets: Sequence[Sequence[Any]]) -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        for title, more in sheets.items():
            extra = book.create_sheet(title)
            for row in more:
                extra.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return build


def raw(rows: Sequence[Sequence[Any]], **more: Any) -> RawBook:
    """A book of one sheet without a file."""
    width = max(len(row) for row in rows)
    cells = [[float(v) if type(v) is int else v for v in (*row, *[None] * (width - len(row)))] for row in rows]
    return RawBook("sheet.xlsx", "xlsx", (RawSheet("Sheet1", tuple(map(list, zip(*cells, strict=True))), **more),))


def balanced(found: Imported) -> bool:
    report = found.report
    return report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused


SIMPLE = [
    ["Business Process", "Dept.", "No. of FTEs", "Annual Cost"],
    ["Payroll", "HR", 4.5, 310000],
    ["Invoice entry", "Finance", 12, 640000],
]


def test_that_foreign_headings_become_fields(make: Make) -> None:
    found = read_workbook(make(SIMPLE))
    assert found.mapping == {
        "Business Process": "function", "Dept.": "department", "No. of FTEs": "fte", "Annual Cost": "in_house_cost",
    }  # fmt: skip
    assert found.plan.column("function") == ("Payroll", "Invoice entry")
    assert found.plan.column("fte") == (4.5, 12.0)
    assert found.report.sum_of("in_house_cost") == 950000
    assert found.source_rows == (2, 3)
    assert found.issues == ()
    assert balanced(found)


def test_that_titles_a_header_of_three_rows_totals_and_footnotes_are_told_from_rows() -> None:
    found = interpret(raw([
        ["New hires"], [None], ["2006"],
        ["Function", "Percent", "Number", "Median"],
        [None, "of hires", "of hires(1)", "monthly"],
        [None, None, None, "salary(2)"],
        ["Consulting", 0.5, 50, 4000], ["Marketing", 0.3, 30, 3000], ["Research", 0.2, 20, 3500],
        ["Total", 1.0, 99, None],
        ["(1)  Some did not answer."], ["(2)  Before tax."],
    ]))  # fmt: skip
    assert found.header_rows == (4, 6)
    assert found.plan.column("function") == ("Consulting", "Marketing", "Research")
    assert found.plan.column("salary") == (48000.0, 36000.0, 42000.0)
    left_out = {row.row: row.kind for row in found.report.rows_left_out}
    assert left_out == {1: "above", 3: "above", 10: "total", 11: "note", 12: "note"}
    assert balanced(found)


def test_that_subtotals_without_a_word_for_it_are_found_by_their_numbers() -> None:
    found = interpret(raw([
        ["Expenditure Categories", "FY 2014-15 Proposed", "FY 2015-16 Forecast"], [None],
        ["Salaries", 170226, 170379], ["Fringe", 56451, 59398], ["Personnel - civilian", 226677, 229777], [None],
        ["Supplies", 70825, 70116], ["Contracts", 98349, 99317], ["Operations", 169174, 169433], [None],
        ["Grand Total", 1, 2],
    ]))  # fmt: skip
    assert found.plan.column("function") == ("Salaries", "Fringe", "Supplies", "Contracts")
    assert found.report.sum_of("in_house_cost") == 395851
    named = {(row.row, row.name) for row in found.report.rows_left_out}
    assert named == {(5, "Personnel - civilian"), (9, "Operations"), (11, "Grand Total")}


def test_that_work_that_only_sounds_like_a_total_stays() -> None:
    found = interpret(raw([
        ["Process", "FTE", "Annual cost"], ["Total rewards administration", 3, 90000], ["Payroll", 4, 120000],
        ["Total quality management", 2, 77000],
    ]))  # fmt: skip
    assert len(found.plan) == 3


def test_that_a_row_with_its_parts_under_it_stays_and_is_warned_of() -> None:
    found = interpret(raw([
        ["Department", "Positions"], ["Parks", 640], ["Police Total", 7000], ["Civilian", 900], ["Uniform", 6100],
        ["Prisons", 1300],
    ]))  # fmt: skip
    assert len(found.plan) == 5
    assert [(issue.row, issue.code) for issue in found.issues] == [(3, "counted_twice")]


def test_that_titles_of_sections_become_the_department_and_repeated_headings_go() -> None:
    found = interpret(raw([
        ["Activity", "FTE", "Annual cost"],
        ["FINANCE"], ["Payables", 5, 250000], ["Receivables", 4, 200000],
        ["Activity", "FTE", "Annual cost"],
        ["HR"], ["Payroll", 3, 150000], ["Recruiting", 2, 120000],
    ]))  # fmt: skip
    assert found.plan.column("function") == ("Payables", "Receivables", "Payroll", "Recruiting")
    assert found.plan.column("department") == ("FINANCE", "FINANCE", "HR", "HR")
    assert [(row.row, row.kind) for row in found.report.rows_left_out] == [
        (2, "section"),
        (5, "heading"),
        (6, "section"),
    ]
    assert balanced(found)


def test_that_text_among_numbers_is_kept_refused_and_reported_by_row_and_column() -> None:
    found = interpret(raw([["Process", "FTE"], ["Payroll", "a dozen"], ["Billing", 3]]))
    assert found.plan.column("fte") == (Invalid("a dozen", "not a number"), 3.0)
    issue = found.issues[0]
    assert (issue.row, issue.field, issue.code) == (2, "fte", "not_a_number")
    assert "a dozen" in issue.message
    assert [(note.row, note.column, note.raw) for note in found.report.refused] == [(2, "B", "a dozen")]
    assert balanced(found)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,200", 1200.0), ("$3,000", 3000.0), ("(250)", Invalid("(250)", "below 0")), ("1.5k", 1500.0), ("12 FTE", 12.0),
     ("~20", 20.0), ("10–12", 11.0), ("-", None), ("TBC", None), ("n/a", None), ("45*", 45.0), ("12.5", 12.5)],
)  # fmt: skip
def test_that_numbers_written_by_people_are_read_and_every_change_is_listed(text: str, value: object) -> None:
    found = interpret(raw([["Process", "FTE"], ["Payroll", text], ["Billing", 3]]))
    assert found.plan.column("fte")[0] == value
    listed = [*found.report.converted, *found.report.refused]
    assert [(note.row, note.column, note.raw) for note in listed] == [(2, "B", text)]
    assert listed[0].reason
    assert balanced(found)


def test_that_an_error_cell_is_refused_and_never_blank_or_zero(make: Make) -> None:
    path = make([*SIMPLE, ["Audit", "Finance", 2, "#N/A"]])
    found = read_workbook(path)
    assert found.plan.column("in_house_cost")[2] == Invalid("#N/A", "the sheet shows an error here")
    assert [(issue.row, issue.field, issue.code) for issue in found.issues] == [(4, "in_house_cost", "error_cell")]
    assert balanced(found)


def test_that_a_formula_that_was_never_calculated_is_refused(make: Make) -> None:
    found = read_workbook(make([*SIMPLE, ["Audit", "Finance", 2, "=2*50000"]]))
    cell = found.plan.column("in_house_cost")[2]
    assert isinstance(cell, Invalid)
    assert found.issues[0].code == "never_calculated"
    assert found.report.sum_of("in_house_cost") == 950000


def test_that_a_negative_cost_is_taken_so_that_sums_agree() -> None:
    found = interpret(raw([["Program", "Adopted Budget"], ["Mayor", 1000], ["Vacancy discount", -300], ["Clerk", 500]]))
    assert found.report.sum_of("in_house_cost") == 1200
    assert [found_sum.taken for found_sum in found.report.sums] == [1200]
    assert found.plan.column("in_house_cost") == (1000.0, -300.0, 500.0)


def test_that_codes_keep_their_zeros_and_odd_texts_stay_texts() -> None:
    found = interpret(raw([
        ["Process", "Code", "FTE", "Region"], ["None", "00123", 1, "NA"], ["Payroll", "1E5", 2, "null"],
    ]))  # fmt: skip
    assert found.plan.column("function") == ("None", "Payroll")
    assert found.plan.extras == {"Code": ("00123", "1E5"), "Region": ("NA", "null")}


def test_that_a_column_is_left_out_or_mapped_by_choice_and_unknown_choices_are_refused() -> None:
    book = raw([["Snarf", "Thing", "Money"], ["Payroll", 3, 100], ["Billing", 4, 200]])
    with pytest.raises(NothingToPlanError, match="Snarf"):
        interpret(book)
    found = interpret(book, ImportChoices(mapping={"snarf": "function", "C": "in_house_cost", "Thing": ""}))
    assert found.report.sum_of("in_house_cost") == 300
    assert [column.heading for column in found.report.columns_left_out] == ["Thing"]
    assert balanced(found)
    with pytest.raises(UsageError, match="no heading"):
        interpret(book, ImportChoices(mapping={"Nothing": "function"}))
    with pytest.raises(UsageError, match="no field"):
        interpret(book, ImportChoices(mapping={"Snarf": "functon"}))


def test_that_several_columns_feed_one_field() -> None:
    found = interpret(
        raw([["Process", "Wages", "Rent", "Team"], ["Payroll", 100, 50, "A"], ["Billing", 70, None, None]]),
        ImportChoices(mapping={"Wages": "in_house_cost", "Rent": "in_house_cost"}),
    )
    assert found.plan.column("in_house_cost") == (150.0, 70.0)
    assert found.report.sum_of("in_house_cost") == 220
    assert balanced(found)


@pytest.mark.parametrize(
    ("heading", "field", "typed", "value"),
    [("Annual cost (k€)", "in_house_cost", 12, 12000.0), ("Cost per month", "in_house_cost", 100, 1200.0),
     ("Budget in thousands", "in_house_cost", 3, 3000.0), ("Monthly volume", "volume", 50, 600.0),
     ("AHT (sec)", "handling_minutes", 90, 1.5)],
)  # fmt: skip
def test_that_units_in_a_heading_are_understood_and_told(heading: str, field: str, typed: float, value: float) -> None:
    found = interpret(raw([["Process", heading], ["Payroll", typed], ["Billing", typed]]))
    assert found.plan.column(field) == (value, value)
    assert {issue.code for issue in found.issues} == {"unit"}
    assert any(heading in note for note in found.report.notes)
    as_it_is = interpret(raw([["Process", heading], ["Payroll", typed]]), ImportChoices(factors={heading: 1.0}))
    assert as_it_is.plan.column(field) == (float(typed),)


def test_that_extra_columns_can_be_left_out_and_blank_headings_get_a_name() -> None:
    book = raw([["Process", None, "FTE"], ["Payroll", "x1", 3], ["Billing", "x2", 4]])
    assert list(interpret(book).plan.extras) == ["Column B"]
    found = interpret(book, ImportChoices(keep_extras=False))
    assert found.plan.extras == {}
    assert balanced(found)


def test_that_dates_in_extra_columns_become_text_and_are_listed() -> None:
    found = interpret(raw([["Process", "Since"], ["Payroll", Special("date", "2024-03-04")]]))
    assert found.plan.extras == {"Since": ("2024-03-04",)}
    assert [note.code for note in found.report.converted] == ["date"]


def test_that_the_sheet_of_functions_is_chosen_and_hidden_sheets_are_told(make: Make) -> None:
    path = make([["Notes"], ["Some words"]], Costs=SIMPLE, Old=[["a", "b"], [1, 2]])
    book = openpyxl.load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book["Costs"].row_dimensions[3].hidden = True
    book.save(path)
    found = read_workbook(path)
    assert found.sheet == "Costs"
    assert [(sheet.name, sheet.hidden) for sheet in found.sheets] == [("Sheet", ""), ("Costs", ""), ("Old", "hidden")]
    told = " ".join(found.report.notes)
    assert "'Old'" in told
    assert "row 3" in told
    assert len(read_workbook(path, ImportChoices(skip_hidden=True)).plan) == 1


def test_that_a_person_may_take_and_leave_single_rows() -> None:
    book = raw([["Process", "FTE"], ["Payroll", 3], ["Total", 3]])
    assert len(interpret(book).plan) == 1
    found = interpret(book, ImportChoices(take_rows=frozenset({3}), leave_rows=frozenset({2})))
    assert found.plan.column("function") == ("Total",)
    assert balanced(found)


def test_that_rows_without_a_function_stay_and_are_reported() -> None:
    found = interpret(raw([["Process", "Owner", "FTE"], ["Payroll", "Ann", 3], [None, "Bob", 9]]))
    assert found.plan.column("function") == ("Payroll", None)
    assert [(issue.row, issue.code) for issue in found.issues] == [(3, "no_function")]


def test_that_the_preview_reads_once_and_interprets_the_same(make: Make) -> None:
    path = make(SIMPLE)
    cells = read_sheets(path)
    assert interpret(cells) == read_workbook(path)
    assert interpret(cells, ImportChoices(header_row=2, mapping={"Payroll": "function"})).plan.column("function") == (
        "Invoice entry",
    )


@pytest.mark.parametrize("choices", [ImportChoices(), ImportChoices(locale="de_DE")])
def test_that_german_headings_and_numbers_are_read(choices: ImportChoices) -> None:
    rows = [["Prozess", "Abteilung", "Anzahl Mitarbeiter", "Jahreskosten"], ["Lohn", "HR", "3,5", "120.000,00"]]
    found = interpret(raw(rows), choices)
    assert found.style.decimal == ","
    assert found.plan.column("fte") == (3.5,)
    assert found.plan.column("in_house_cost") == (120000.0,)
    assert found.plan.column("department") == ("HR",)


def test_that_the_words_of_cells_merged_downwards_reach_all_their_rows_and_numbers_do_not() -> None:
    found = interpret(raw(
        [["Department", "Process", "Cost"], ["Finance", "Payables", 100], [None, "Tax", None], ["HR", "Payroll", 50]],
        merges=((1, 0, 2, 0), (1, 2, 2, 2)),
    ))  # fmt: skip
    assert found.plan.column("department") == ("Finance", "Finance", "HR")
    assert found.plan.column("in_house_cost") == (100.0, None, 50.0)
    assert balanced(found)


def test_that_another_table_on_the_sheet_is_left_out_by_name() -> None:
    found = interpret(raw([
        ["Process", "FTE", "Annual cost"], ["Payroll", 3, 100], ["Billing", 4, 200], [None],
        ["Vendor", "Contracts", "Value"], ["Acme", 2, 900], ["Bolt", 1, 800],
    ]))  # fmt: skip
    assert found.plan.column("function") == ("Payroll", "Billing")
    assert [(row.row, row.name, row.kind) for row in found.report.rows_left_out] == [
        (5, "Vendor", "other_table"), (6, "Acme", "other_table"), (7, "Bolt", "other_table"),
    ]  # fmt: skip
    assert balanced(found)


def test_that_a_title_over_the_table_tells_the_unit_of_the_money() -> None:
    found = interpret(raw([
        ["Operating budget, in thousands"], [None], ["Process", "FTE", "Annual cost"], ["Payroll", 3, 120],
        ["Billing", 4, 210],
    ]))  # fmt: skip
    assert found.plan.column("in_house_cost") == (120000.0, 210000.0)
    assert found.plan.column("fte") == (3.0, 4.0)
    assert any("in thousands" in note for note in found.report.notes)


def test_that_words_for_choices_yes_and_scores_are_read_and_listed() -> None:
    found = interpret(raw([
        ["Process", "Unit of work", "Law forbids", "Complexity"], ["Payroll", "Invoices", "Y", "High"],
        ["Billing", "call", "nein", 2], ["Tax", "widget", "maybe", "Low"],
    ]))  # fmt: skip
    assert found.plan.column("unit")[:2] == ("document", "call")
    assert found.plan.column("law_forbids")[:2] == (True, False)
    assert found.plan.column("judgement") == (5.0, 2.0, 1.0)
    assert [(issue.row, issue.field) for issue in found.issues if issue.code == "not_a_choice"] == [
        (4, "unit"), (4, "law_forbids"),
    ]  # fmt: skip
    assert balanced(found)
