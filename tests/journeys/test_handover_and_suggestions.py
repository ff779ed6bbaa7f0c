"""The hand-over pack in the real window: shown and copied for an outsourced row, refused in a sentence for others."""

import pytest
from PySide6.QtGui import QGuiApplication

from outsourcing_planner.domain.labels import OUTSOURCED
from outsourcing_planner.session.edits import SetCells
from outsourcing_planner.ui import action_handover
from outsourcing_planner.ui.dialogs.handover import HandoverDialog


@pytest.fixture
def sample(desk):
    """A window with the sample plan."""
    desk.window.commands["open_sample"].trigger()
    return desk


@pytest.fixture
def shown(monkeypatch, qtbot):
    """The dialogs that the command opens, in place of waiting for someone to close them."""
    dialogs: list[HandoverDialog] = []

    def show(pack, parent):
        dialogs.append(HandoverDialog(pack, parent))
        qtbot.addWidget(dialogs[-1])

    monkeypatch.setattr(action_handover, "show_pack", show)
    return dialogs


def decided(desk, decision):
    """Decide the first row and go to it."""
    row = desk.document.plan.rows.ids[0]
    desk.carry_out(SetCells((row,), "decision", (decision,)))
    desk.go_to(row, "function")
    return row


@pytest.mark.parametrize("decision", OUTSOURCED)
def test_that_an_outsourced_function_has_a_pack_to_read_and_to_copy(sample, shown, decision):
    row = decided(sample, decision)
    sample.window.commands["handover"].trigger()
    text = shown[0].page.toPlainText()
    assert str(sample.document.cell(row, "function")) in text
    assert "Knowledge transfer" in text
    shown[0].copy.click()
    assert QGuiApplication.clipboard().text() == action_handover.pack_for(sample.document, row).as_text()


def test_that_a_function_that_stays_is_told_so_in_a_sentence(sample, shown):
    told = []
    sample.window.status.tell = told.append
    decided(sample, "Retain")
    sample.window.commands["handover"].trigger()
    assert shown == []
    assert told == ["Only a function that goes to a provider has a hand-over pack; this one does not."]


def test_that_a_typed_name_with_marks_stays_a_text(sample, shown):
    row = decided(sample, "BPO")
    sample.carry_out(SetCells((row,), "function", ("<b>Payroll</b> & tax",)))
    sample.window.commands["handover"].trigger()
    assert "<b>Payroll</b> & tax" in shown[0].page.toPlainText()


def test_that_an_empty_plan_has_no_pack_and_says_why(desk):
    assert not desk.window.commands["handover"].isEnabled()
    assert "no rows yet" in desk.window.commands["handover"].toolTip()


@pytest.mark.parametrize("decision", OUTSOURCED)
def test_that_a_pack_is_german_throughout_where_the_program_is(sample, shown, decision):
    row = decided(sample, decision)
    sample.program.change(language="de", number_locale="de_DE")
    sample.window.commands["handover"].trigger()
    text = shown[0].page.toPlainText().replace(str(sample.document.cell(row, "description")), "")
    assert "Anbieter" in text
    for english in (" the ", " and ", " with ", " from ", " every ", " our "):
        assert english not in text, text[max(text.find(english) - 60, 0) : text.find(english) + 60]
