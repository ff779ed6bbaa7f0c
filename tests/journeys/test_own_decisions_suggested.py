"""In the real window: an own decision is marked and offered elsewhere, taken over as one step, dismissed, forgotten."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from outsourcing_planner.session.edits import SetCells, Several
from outsourcing_planner.ui.models.looks import SUGGESTED
from outsourcing_planner.ui.views.own_decision import OwnDecision


@pytest.fixture
def later(make_desk):
    """A second window with the sample, after the first decided to keep its first function."""
    first = make_desk()
    first.window.commands["open_sample"].trigger()
    row = first.document.plan.rows.ids[0]
    assert first.document.evaluation.value(row, "label") != "Retain"
    edits = (SetCells((row,), "decision", ("Retain",)), SetCells((row,), "decision_reason", ("works council",)))
    first.carry_out(Several(edits, "Decide"))
    made = make_desk()
    made.window.commands["open_sample"].trigger()
    made.precedents.look()
    return made


def offers(desk, at=0):
    """Go to a row; what its panel offers from the own decisions."""
    desk.go_to(desk.document.plan.rows.ids[at], "function")
    desk.why.refresh()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return desk.why.body.findChildren(OwnDecision)


def class_cell(desk, role, at=0):
    """What the grid says in the class of a row."""
    table = desk.grid.table
    index = table.index(table.line_of(desk.document.plan.rows.ids[at]), table.column_of("label"))
    return table.data(index, role)


def test_that_an_own_decision_is_marked_in_the_grid_and_offered_with_its_source(later):
    (offer,) = offers(later)
    assert "works council" in offer.said.text()
    assert "From your own decisions" in offer.said.text()
    assert SUGGESTED in class_cell(later, Qt.ItemDataRole.DisplayRole)
    assert "works council" in class_cell(later, Qt.ItemDataRole.ToolTipRole)
    assert "works council" in class_cell(later, Qt.ItemDataRole.AccessibleTextRole)
    assert later.document.cell(later.document.plan.rows.ids[0], "decision") is None


def test_that_an_offer_is_taken_over_as_one_step_and_undone_as_one(later):
    row = later.document.plan.rows.ids[0]
    (offer,) = offers(later)
    steps = later.stack.count()
    offer.accept.click()
    assert later.stack.count() == steps + 1
    assert later.document.cell(row, "decision") == "Retain"
    assert "works council" in str(later.document.cell(row, "decision_reason"))
    later.precedents.look()
    assert offers(later) == []
    assert SUGGESTED not in class_cell(later, Qt.ItemDataRole.DisplayRole)
    later.window.commands["undo"].trigger()
    later.precedents.look()
    assert later.document.cell(row, "decision") is None


def test_that_a_dismissed_offer_is_gone_here_and_kept_for_other_functions(later):
    (offer,) = offers(later)
    offer.dismiss.click()
    assert offers(later) == []
    assert SUGGESTED not in class_cell(later, Qt.ItemDataRole.DisplayRole)
    assert len(later.precedents.memory.all()) == 1


def test_that_one_own_decision_can_be_forgotten(later):
    (offer,) = offers(later)
    offer.forget.click()
    assert later.precedents.memory.all() == ()
    assert offers(later) == []


def test_that_all_are_forgotten_only_when_confirmed(later, recorder):
    recorder.confirms = False
    later.window.commands["forget_decisions"].trigger()
    assert len(later.precedents.memory.all()) == 1
    recorder.confirms = True
    later.window.commands["forget_decisions"].trigger()
    assert later.precedents.memory.all() == ()
    assert offers(later) == []
    assert SUGGESTED not in class_cell(later, Qt.ItemDataRole.DisplayRole)


def test_that_without_own_decisions_nothing_is_marked(make_desk):
    desk = make_desk()
    desk.window.commands["open_sample"].trigger()
    desk.precedents.look()
    assert not desk.grid.table.suggested.rows
