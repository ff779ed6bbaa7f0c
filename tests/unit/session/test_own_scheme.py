"""Weights, cut-offs and gates are part of the plan: edited, undone, refused, saved."""

from typing import Any

import pytest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.classify.scheme import SchemeError
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import SetSection
from outsourcing_planner.session.own_scheme import edit_of_scheme

TYPED: dict[str, list[Any]] = {
    "function": ["Typed work"], "judgement": [5.0], "expertise": [1.0], "variety": [1.0], "client_engagement": [1.0],
    "training_time": [1.0], "data_sensitivity": [1.0], "insight": [1.0],
}  # fmt: skip
"""Only judgement counts: the score is its weight."""
HEAVIER = {"knowledge_weights": {"judgement": 60, "expertise": 0, "variety": 10}}


@pytest.fixture
def document(desk: Any) -> Document:
    document: Document = desk.window().document
    document.replace(Plan.from_columns(TYPED))
    return document


def test_that_an_edited_weight_changes_the_score_and_the_kind_and_undo_brings_them_back(document: Document) -> None:
    assert (document.evaluation.value(1, "knowledge"), document.evaluation.value(1, "kind")) == (30, "BPO")
    undo = document.apply(edit_of_scheme(HEAVIER))
    assert (document.evaluation.value(1, "knowledge"), document.evaluation.value(1, "kind")) == (60, "KPO")
    assert "60" in document.why(1, "knowledge")
    document.apply(undo)
    assert (document.evaluation.value(1, "knowledge"), document.evaluation.value(1, "kind")) == (30, "BPO")
    assert document.libraries is document.shipped


def test_that_an_edited_cut_moves_the_kind(document: Document) -> None:
    document.apply(edit_of_scheme({"kind_cut": 25}))
    assert document.evaluation.value(1, "kind") == "KPO"


def test_that_listeners_hear_that_everything_changed(document: Document) -> None:
    heard: list[bool] = []
    document.listen(lambda change: heard.append(change.everything))
    document.apply(edit_of_scheme(HEAVIER))
    document.apply(SetSection("notes", ["x"], "Note"))
    assert heard == [True, False]


def test_that_a_bad_scheme_is_refused_with_its_reason_and_changes_nothing(document: Document) -> None:
    before = document.evaluation
    with pytest.raises(SchemeError, match="sum to 100, they sum to 130"):
        document.apply(edit_of_scheme({"knowledge_weights": {"judgement": 60}}))
    assert document.evaluation is before
    assert document.sections == {}


def test_that_a_plan_that_comes_with_a_bad_scheme_opens_with_the_shipped_one_and_says_so(document: Document) -> None:
    document.replace(Plan.from_columns(TYPED), sections={"scheme": {"kind_cut": 500}})
    assert document.evaluation.value(1, "knowledge") == 30
    assert [issue.code for issue in document.issues if issue.row is None] == ["scheme_refused"]
    undo = document.apply(edit_of_scheme({"kind_cut": 25}))
    assert "scheme_refused" not in {issue.code for issue in document.issues}
    document.apply(undo)
    assert "scheme_refused" in {issue.code for issue in document.issues}


def test_that_the_scheme_is_saved_with_the_plan(desk: Any) -> None:
    window = desk.window()
    window.document.replace(Plan.from_columns(TYPED))
    window.document.apply(edit_of_scheme(HEAVIER))
    window.save_as(desk.folder / "own.oplan")
    window.close()
    again = desk.opened(desk.folder / "own.oplan")
    assert again.document.evaluation.value(1, "knowledge") == 60


def test_that_own_weights_and_cuts_also_score_what_was_inferred(desk: Any) -> None:
    document: Document = desk.window().document
    document.replace(Plan.from_columns({"function": ["Market research"]}))
    knowledge = document.evaluation.value(1, "knowledge")
    assert document.evaluation.value(1, "kind") == "KPO"
    document.apply(edit_of_scheme({"kind_cut": knowledge + 1}))
    assert document.evaluation.value(1, "knowledge") == knowledge
    assert document.evaluation.value(1, "kind") == "BPO"
    document.apply(edit_of_scheme({"knowledge_weights": {"judgement": 0, "insight": 35}}))
    insight, judgement = (document.evaluation.value(1, f"{key}_used") for key in ("insight", "judgement"))
    assert document.evaluation.value(1, "knowledge") == pytest.approx(knowledge + 30 * (insight - judgement) / 4)
