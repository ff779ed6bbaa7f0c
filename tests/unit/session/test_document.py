"""The open document: results follow the edits, and what cannot be done changes nothing."""

from typing import Any

import numpy as np
import pytest

from outsourcing_planner.domain.assumptions import Assumption
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.session.document import Document, worked_ahead
from outsourcing_planner.session.edits import (
    Change,
    Edit,
    InsertRows,
    MoveRows,
    RemoveRows,
    SetAssumption,
    SetCells,
    SetSection,
    SetTitle,
    Several,
)

COLUMNS: dict[str, list[Any]] = {
    "function": ["Invoice processing", "Market research", "Help desk"], "fte": [12.0, 3.0, 8.0],
    "salary": [40_000.0, 90_000.0, 45_000.0],
}  # fmt: skip


@pytest.fixture
def document(desk: Any) -> Document:
    document: Document = desk.window().document
    document.replace(Plan.from_columns(COLUMNS))
    return document


def assert_results_are_those_of_the_plan(document: Document) -> None:
    """Compare the results with a fresh evaluation."""
    fresh = evaluate(document.plan, document.assumptions, document.libraries)
    assert document.evaluation.rows.ids == fresh.rows.ids
    for key, column in fresh.columns.items():
        np.testing.assert_array_equal(document.evaluation.columns[key], column, err_msg=key)
    assert document.evaluation.totals == pytest.approx(fresh.totals, nan_ok=True)


def test_that_results_follow_every_kind_of_edit_and_its_inverse(document: Document) -> None:
    edits: list[Edit] = [
        SetCells((2,), "fte", (5.0,)),
        InsertRows((1,), document.plan.new_rows(1)),
        MoveRows((3, 4, 2, 1)),
        RemoveRows((1,)),
        SetAssumption("attrition", Assumption(0.1, None, None, "", "")),
        SetTitle("T"),
        SetSection("decisions", [1], "Decide"),
        Several((SetCells((3,), "fte", (1.0,)), RemoveRows((2,))), "Both"),
    ]
    inverses = []
    for edit in edits:
        inverses.append(document.apply(edit))
        assert_results_are_those_of_the_plan(document)
    for inverse in reversed(inverses):
        document.apply(inverse)
        assert_results_are_those_of_the_plan(document)


def test_that_a_change_that_touches_no_result_keeps_the_results(document: Document) -> None:
    before = document.evaluation
    document.apply(SetTitle("T"))
    document.apply(SetSection("decisions", [1], "Decide"))
    assert document.evaluation is before


def test_that_recorders_hear_the_edit_before_the_listeners_hear_the_change(document: Document) -> None:
    heard: list[object] = []
    document.record(heard.append)
    document.listen(heard.append)
    edit = SetCells((1,), "fte", (2.0,))
    document.apply(edit)
    assert heard == [edit, Change((1,), frozenset({"fte"}))]


def test_that_an_edit_that_cannot_be_done_changes_nothing_and_tells_nobody(document: Document) -> None:
    heard: list[object] = []
    document.record(heard.append)
    document.listen(heard.append)
    before, results = document.state, document.evaluation
    with pytest.raises(KeyError):
        document.apply(Several((SetCells((1,), "fte", (2.0,)), SetCells((99,), "fte", (2.0,))), "Both"))
    assert (document.state, document.evaluation, heard) == (before, results, [])


def test_that_another_plan_replaces_everything(document: Document) -> None:
    heard: list[Change] = []
    document.listen(heard.append)
    document.replace(Plan.from_columns({"function": ["x"]}), sections={"decisions": []})
    assert len(document.plan) == 1
    assert heard == [Change(structure=True, everything=True, sections=frozenset({"decisions"}))]
    assert_results_are_those_of_the_plan(document)


def test_that_issues_found_elsewhere_count_for_their_own_state_only(document: Document) -> None:
    find, state = document.issue_finder(), document.state
    assert find() == document.issues
    document.apply(SetCells((1,), "fte", (None,)))
    changed = document.issues
    assert not document.take_issues(state, find())
    assert document.issues == changed != find()
    assert document.take_issues(document.state, ())
    assert document.issues == ()


def test_that_what_was_worked_out_ahead_counts_for_that_edit_on_that_state_only(document: Document) -> None:
    edit = SetCells((1,), "fte", (20.0,))
    document.expect(worked_ahead(document.shipped, document.state, edit))
    document.apply(SetCells((2,), "fte", (9.0,)))
    assert document.cell(1, "fte") == 12.0
    assert_results_are_those_of_the_plan(document)
    document.expect(worked_ahead(document.shipped, document.state, edit))
    document.apply(edit)
    assert document.cell(1, "fte") == 20.0
    assert_results_are_those_of_the_plan(document)
