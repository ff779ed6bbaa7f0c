"""The first minute with an empty plan: typing begins the first row, every way offered does what it says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def test_that_typing_into_an_empty_plan_begins_its_first_row(desk, qtbot):
    desk.window.commands["new"].trigger()
    qtbot.keyClicks(desk.empty, "P")
    assert len(desk.document.plan) == 1
    editor = desk.grid.view.indexWidget(desk.grid.view.currentIndex()) or desk.window.focusWidget()
    qtbot.keyClicks(editor, "ayroll")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert desk.document.plan.column("function")[0] == "Payroll"
    assert desk.document.evaluation.columns["label"][0] == "BPO"


def test_that_shortcuts_are_no_names(desk, qtbot):
    desk.window.commands["new"].trigger()
    qtbot.keyClick(desk.empty, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(desk.empty, Qt.Key.Key_Escape)
    assert len(desk.document.plan) == 0


def test_that_the_link_leads_to_the_name_of_the_first_row(desk):
    desk.window.commands["new"].trigger()
    desk.empty.links["insert_row"].click()
    assert len(desk.document.plan) == 1
    assert desk.grid.view.currentIndex().column() == 0
    assert desk.window.focusWidget() is desk.grid.view


def test_that_no_sentence_of_the_empty_plan_is_cut_in_german(desk):
    desk.program.change(language="de")
    desk.window.commands["new"].trigger()
    for label in desk.empty.findChildren(QLabel):
        if label.text():
            assert label.heightForWidth(label.width()) <= label.height() or label.sizeHint().width() <= label.width()
