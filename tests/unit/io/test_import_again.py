"""The same sheet next month: rows are matched, changes are told before they are applied, mappings are remembered."""

from pathlib import Path

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.importing.again import layout_of_headings, match_again, recalled, remembered
from outsourcing_planner.io.importing.command import command_for
from outsourcing_planner.io.importing.mapping import ColumnUse
from outsourcing_planner.io.read_workbook import ImportChoices


def plan(rows: list[tuple[str, str, float]], **extras: list[str]) -> Plan:
    names, departments, heads = zip(*rows, strict=True)
    return Plan.from_columns({"function": names, "department": departments, "fte": heads}, extras)


def test_that_rows_are_matched_by_function_and_department() -> None:
    old = plan([("Payroll", "HR", 3.0), ("Billing", "Finance", 4.0), ("Audit", "Finance", 1.0)])
    new = plan([("billing ", "Finance", 5.0), ("Payroll", "HR", 3.0), ("Tax", "Finance", 2.0)])
    found = match_again(old, new)
    assert found.pairs == ((2, 1), (1, 2))
    assert (found.added, found.gone) == ((3,), (3,))
    assert [(change.row, change.field, change.old, change.new) for change in found.changed] == [
        (2, "function", "Billing", "billing "), (2, "fte", 4.0, 5.0),
    ]  # fmt: skip


def test_that_a_function_that_moved_to_another_department_is_no_new_one() -> None:
    found = match_again(plan([("Payroll", "HR", 3.0)]), plan([("Payroll", "Finance", 3.0)]))
    assert found.pairs == ((1, 1),)
    assert [change.field for change in found.changed] == ["department"]


def test_that_rows_of_the_same_name_are_paired_in_their_order_and_none_twice() -> None:
    old = plan([("Other", "A", 1.0), ("Other", "A", 2.0)])
    new = plan([("Other", "A", 1.0), ("Other", "A", 2.0), ("Other", "A", 3.0)])
    found = match_again(old, new)
    assert found.pairs == ((1, 1), (2, 2))
    assert (found.added, found.gone, found.changed) == ((3,), (), ())


def test_that_an_id_column_matches_renamed_rows() -> None:
    old = plan([("Payroll", "HR", 3.0), ("Billing", "F", 4.0)], Id=["a", "b"])
    new = plan([("Invoices", "F", 4.0), ("Payroll", "HR", 3.0)], Id=["b", "a"])
    found = match_again(old, new, "Id")
    assert found.pairs == ((2, 1), (1, 2))
    assert [(change.row, change.field) for change in found.changed] == [(2, "function")]


def test_that_the_same_import_changes_nothing() -> None:
    same = plan([("Payroll", "HR", 3.0), ("Billing", "F", 4.0)])
    assert match_again(same, same).nothing


def test_that_a_layout_is_known_again_next_year() -> None:
    assert layout_of_headings(["Process", "FY 2025 Budget"]) == layout_of_headings(["process", "FY 2026 Budget"])
    assert layout_of_headings(["Process", "Cost"]) != layout_of_headings(["Cost", "Process"])
    known = remembered([
        ColumnUse(0, "Snarf", "field", "function"), ColumnUse(1, "FY 2025 Budget", "field", "in_house_cost"),
        ColumnUse(2, "Junk", "left_out", confidence=1.0), ColumnUse(3, "Other", "extra"),
    ])  # fmt: skip
    assert recalled(known, ["Snarf", "FY 2026 Budget", "Junk", "Other", "New"]) == {
        "Snarf": "function", "FY 2026 Budget": "in_house_cost", "Junk": "", "Other": "extra",
    }  # fmt: skip


def test_that_choices_are_said_as_a_command() -> None:
    choices = ImportChoices(sheet="My sheet", header_row=3, mapping={"Their heading": "function", "Junk": ""})
    assert command_for(Path("a b.xlsx"), Path("o.xlsx"), choices) == (
        "outsourcing-planner plan 'a b.xlsx' -o o.xlsx --sheet 'My sheet' --header-row 3 "
        "--map 'Their heading=function' --map Junk="
    )
