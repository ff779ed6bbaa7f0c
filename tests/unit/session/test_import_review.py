"""The same sheet next month: what was typed here since stays, everything is one step, and undo takes all of it back."""

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_json import dumps, loads
from outsourcing_planner.session.edit_json import edit_from_json, edit_to_json
from outsourcing_planner.session.edits import State
from outsourcing_planner.session.import_review import ADDED, CHANGED, GONE, Keep, edit_of, guessed_id, review
from outsourcing_planner.session.imported_base import MOST_CELLS, base_for, base_of, bases_of, edit_of_base


def sheet(*rows: tuple[str, str, float | None], **extras: list[str]) -> Plan:
    names, departments, heads = zip(*rows, strict=True)
    return Plan.from_columns({"function": names, "department": departments, "fte": heads}, extras)


LAST = sheet(("Payroll", "HR", 3.0), ("Billing", "Finance", 4.0), ("Audit", "Finance", 1.0))
NEXT = sheet(("Payroll", "HR", 3.0), ("Tax", "Finance", 2.0), ("Billing", "Finance", 6.0))


def state_after(first: Plan) -> State:
    """Return a document into which a sheet was imported once."""
    state = State(first, Assumptions())
    return edit_of_base({}, base_of("sheet.xlsx", "layout", first)).apply(state)[0]


def typed(state: State, row: int, key: str, cell: object) -> State:
    """Return the document with one cell typed over."""
    return State(state.plan.with_cells((row,), key, (cell,)), state.assumptions, state.sections)


def reviewed(state: State, new: Plan) -> object:
    return review(state.plan, new, base_for(state.sections, "layout"))


def applied(state: State, found: object, taken: frozenset[int]) -> tuple[State, State]:
    """Return the document after the step, and after undoing it."""
    edit = edit_of(found, taken, "Update", Keep(state.sections, "sheet.xlsx", "layout"))
    after, _change, inverse = edit.apply(state)
    return after, inverse.apply(after)[0]


def said(found: object, kind: str) -> list[tuple[str, str, object, object, bool]]:
    return [(line.name, line.key, line.old, line.new, line.proposed) for line in found.lines if line.kind == kind]


def test_that_added_changed_and_gone_rows_are_told_before_anything_is_applied() -> None:
    found = reviewed(state_after(LAST), NEXT)
    assert said(found, ADDED) == [("Tax", "", None, None, True)]
    assert said(found, CHANGED) == [("Billing", "fte", 4.0, 6.0, True)]
    assert said(found, GONE) == [("Audit", "", None, None, False)]


def test_that_what_is_proposed_is_one_step_and_undo_gives_the_plan_back() -> None:
    state = state_after(LAST)
    found = reviewed(state, NEXT)
    after, undone = applied(state, found, found.proposed)
    assert after.plan.column("function") == ("Payroll", "Tax", "Billing", "Audit")
    assert after.plan.column("fte") == (3.0, 2.0, 6.0, 1.0)
    assert undone.same(state)


def test_that_rows_that_are_gone_leave_only_when_that_is_chosen() -> None:
    state = state_after(LAST)
    found = reviewed(state, NEXT)
    after, undone = applied(state, found, frozenset(range(len(found.lines))))
    assert after.plan.column("function") == ("Payroll", "Tax", "Billing")
    assert undone.same(state)


def test_that_nothing_that_is_not_ticked_happens() -> None:
    state = state_after(LAST)
    after, _undone = applied(state, reviewed(state, NEXT), frozenset())
    assert (after.plan.rows, after.plan.columns) == (LAST.rows, LAST.columns)


def test_that_what_was_typed_here_stays_where_the_sheet_says_what_it_said_before() -> None:
    state = typed(state_after(LAST), 1, "fte", 7.0)
    found = reviewed(state, NEXT)
    assert ("Payroll", "fte", 7.0, 3.0, False) in said(found, CHANGED)
    after, _undone = applied(state, found, found.proposed)
    assert after.plan.cell(1, "fte") == 7.0


def test_that_a_cell_changed_on_both_sides_is_left_to_the_person() -> None:
    state = typed(state_after(LAST), 2, "fte", 5.0)
    line = next(line for line in reviewed(state, NEXT).lines if line.kind == CHANGED)
    assert (line.old, line.new, line.proposed) == (5.0, 6.0, False)
    assert "as well" in line.remark


def test_that_fields_the_sheet_does_not_have_are_not_touched() -> None:
    state = typed(state_after(LAST), 2, "owner", "Ann")
    found = reviewed(state, NEXT)
    after, _undone = applied(state, found, frozenset(range(len(found.lines))))
    assert after.plan.cell(2, "owner") == "Ann"


def test_that_a_row_renamed_here_is_found_again_and_keeps_its_name() -> None:
    state = typed(state_after(LAST), 2, "function", "Invoicing")
    found = reviewed(state, NEXT)
    assert [line.name for line in found.lines if line.kind == ADDED] == ["Tax"]
    after, _undone = applied(state, found, found.proposed)
    assert (after.plan.cell(2, "function"), after.plan.cell(2, "fte")) == ("Invoicing", 6.0)


def test_that_a_row_typed_here_is_not_missed_in_the_sheet() -> None:
    state = state_after(LAST)
    block = state.plan.new_rows(1)
    plan = state.plan.inserted((3,), block).with_cells(block.rows.ids, "function", ("Facilities",))
    found = reviewed(State(plan, state.assumptions, state.sections), NEXT)
    assert [line.name for line in found.lines if line.kind == GONE] == ["Audit"]


def test_that_a_row_removed_here_does_not_come_back_by_itself() -> None:
    state = state_after(LAST)
    state = State(state.plan.without([1]), state.assumptions, state.sections)
    line = next(line for line in reviewed(state, NEXT).lines if line.name == "Payroll")
    assert (line.kind, line.proposed) == (ADDED, False)


def test_that_without_a_memory_a_blank_cell_does_not_take_what_was_typed() -> None:
    found = review(LAST, sheet(("Payroll", "HR", None), ("Billing", "Finance", 4.0), ("Audit", "Finance", 1.0)))
    assert said(found, CHANGED) == [("Payroll", "fte", 3.0, None, False)]


def test_that_the_third_import_compares_with_the_second() -> None:
    state = state_after(LAST)
    found = reviewed(state, NEXT)
    after, _undone = applied(state, found, found.proposed)
    assert len(bases_of(after.sections)) == 1
    again = reviewed(typed(after, 2, "fte", 9.0), NEXT)
    assert said(again, CHANGED) == [("Billing", "fte", 9.0, 6.0, False)]
    assert said(again, ADDED) == said(again, GONE) == []


def test_that_a_new_column_comes_along_and_leaves_with_undo() -> None:
    state = state_after(LAST)
    new = sheet(("Payroll", "HR", 3.0), ("Billing", "Finance", 4.0), ("Tax", "F", 1.0), Site=["Leeds", "Cork", "Bonn"])
    found = reviewed(state, new)
    after, undone = applied(state, found, found.proposed)
    assert after.plan.extras["Site"] == ("Leeds", "Cork", "Bonn", None)
    assert undone.same(state)


def test_that_rows_are_matched_by_a_key_where_both_sheets_have_one() -> None:
    old = sheet(("Payroll", "HR", 3.0), ("Billing", "F", 4.0), **{"Cost centre ID": ["100", "200"]})
    new = sheet(("Invoices", "F", 4.0), ("Payroll", "HR", 5.0), **{"Cost centre ID": ["200", "100"]})
    assert guessed_id(old, new, None) == "Cost centre ID"
    found = review(old, new, None, "Cost centre ID")
    assert said(found, CHANGED) == [
        ("Billing", "function", "Billing", "Invoices", True), ("Payroll", "fte", 3.0, 5.0, True),
    ]  # fmt: skip
    assert guessed_id(sheet(("A", "x", 1.0), ("B", "x", 1.0), Site=["Cork", "Cork"]), new, None) is None


def test_that_the_step_survives_the_journal() -> None:
    state = state_after(LAST)
    found = reviewed(state, NEXT)
    edit = edit_of(found, frozenset(range(len(found.lines))), "Update", Keep(state.sections, "sheet.xlsx", "layout"))
    assert edit_from_json(loads(dumps(edit_to_json(edit)))).apply(state)[0].same(edit.apply(state)[0])


def test_that_of_a_very_long_sheet_only_the_rows_are_remembered() -> None:
    count = MOST_CELLS // 2 + 1
    plan = Plan.from_columns({"function": ["a"] * count, "fte": [1.0] * count})
    base = base_of("long.xlsx", "layout", plan)
    assert (base.whole, len(base.plan), dict(base.plan.columns)) == (False, count, {})


@pytest.mark.parametrize("damaged", [None, 3, {}, [None, 3, {"rows": "x"}, {"name": "n"}]])
def test_that_a_damaged_memory_is_no_memory(damaged: object) -> None:
    assert bases_of({"imports": damaged}) == ()
