"""Parts that many views share: lines that break, tables that say why they are empty, boxes, lists to pick from."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QMessageBox, QPushButton, QTextBrowser, QWidget

from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.dialogs.pick import PickDialog
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.flow import Flow
from outsourcing_planner.ui.kit.messages import BoxMessages
from outsourcing_planner.ui.kit.reading import show_markdown
from outsourcing_planner.ui.kit.theme import light
from outsourcing_planner.ui.views.headline import FIGURES, HeadlineStrip
from outsourcing_planner.ui.views.portfolio_page import line_of
from outsourcing_planner.ui.views.report_view import at_least, report_view
from outsourcing_planner.ui.views.text_table import TextTable


def flow_of(qtbot, width, *widgets):
    holder = QWidget()
    qtbot.addWidget(holder)
    line = Flow(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    for widget in widgets:
        widget.setParent(holder)
        widget.setFixedSize(100, 20)
        line.addWidget(widget)
    holder.resize(width, 200)
    holder.show()
    return holder, line


@pytest.mark.parametrize(("width", "places"), [
    (400, [(0, 0), (110, 0), (220, 0)]), (220, [(0, 0), (110, 0), (0, 30)]), (90, [(0, 0), (0, 30), (0, 60)]),
])  # fmt: skip
def test_that_a_line_breaks_where_it_has_no_room(qtbot, width, places):
    widgets = [QPushButton() for _at in range(3)]
    _holder, line = flow_of(qtbot, width, *widgets)
    assert [(one.x(), one.y()) for one in widgets] == places
    assert line.heightForWidth(width) == places[-1][1] + 20
    assert line.minimumSize().width() == 100


def test_that_a_line_begins_at_the_right_where_one_reads_so(qtbot):
    widgets = [QPushButton() for _at in range(2)]
    holder, line = flow_of(qtbot, 300, *widgets)
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    line.setGeometry(holder.rect())
    assert [one.x() for one in widgets] == [200, 90]


def test_that_hidden_controls_leave_no_hole_and_a_gap_takes_what_is_left(qtbot):
    first, hidden, last = QPushButton(), QPushButton(), QPushButton()
    hidden.hide()
    holder, line = flow_of(qtbot, 500, first, hidden)
    line.addStretch()
    last.setParent(holder)
    last.setFixedSize(100, 20)
    line.addWidget(last)
    last.show()
    hidden.hide()
    line.setGeometry(holder.rect())
    assert (first.x(), last.geometry().right()) == (0, 499)


def test_that_a_name_stays_with_its_field(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    made = [(QLabel("One-off a year", holder), QPushButton(holder)) for _at in range(3)]
    holder.setLayout(line_of(*(widget for pair in made for widget in pair)))
    for width in (200, 330, 480):
        holder.resize(width, 300)
        holder.show()
        holder.layout().setGeometry(holder.rect())
        assert all(abs(name.geometry().center().y() - field.geometry().center().y()) <= 1 for name, field in made)


def test_that_an_empty_table_says_why_and_a_filled_one_does_not(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    table = TextTable(holder)
    table.view.resize(300, 120)
    table.fill(("A", "B"), [])
    holder.show()
    before = table.view.viewport().grab().toImage()
    table.view.say_when_empty("Nothing here yet.")
    said = table.view.viewport().grab().toImage()
    assert said != before
    assert table.view.accessibleDescription() == "Nothing here yet."
    table.fill(("A", "B"), [("", "")])
    table.view.clearSelection()
    filled = table.view.viewport().grab().toImage()
    table.view.say_when_empty("")
    assert table.view.viewport().grab().toImage() == filled


def test_that_figures_in_the_last_column_stand_beside_their_line(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    table = TextTable(holder)
    table.view.resize(900, 200)
    holder.show()
    table.fill(("Name", "Provider’s charge"), [("Operations", "2,152,800")], (1,))
    heading = table.view.horizontalHeader().sectionSizeHint(1)
    assert heading <= table.view.columnWidth(1) < 300
    table.fill(("Name", "Why"), [("Operations", "because")])
    assert table.view.horizontalHeader().stretchLastSection()


def test_that_a_long_line_ends_in_dots_and_is_whole_in_its_tooltip(qtbot):
    said = parts.elided("muted")
    qtbot.addWidget(said)
    said.setText("A sentence that is much longer than the little room that there is for it, by far.")
    assert said.minimumSizeHint().width() < said.sizeHint().width() / 2
    assert said.toolTip() == said.text()


def test_that_a_figure_of_the_headline_answers_to_the_keyboard(qtbot):
    strip = HeadlineStrip(light())
    qtbot.addWidget(strip)
    strip.show()
    asked = []
    strip.figure_clicked.connect(asked.append)
    for figure in FIGURES:
        strip.cards[figure.key].setFocus()
        qtbot.keyClick(strip.cards[figure.key], Qt.Key.Key_Space)
        qtbot.mouseClick(strip.cards[figure.key].value, Qt.MouseButton.LeftButton)
    assert asked == [figure.key for figure in FIGURES for _twice in range(2)]


def test_that_typing_narrows_a_list_to_pick_from(qtbot):
    dialog = PickDialog("Set country", "Set", ("Ghana", "India", "Indonesia", "Poland"))
    qtbot.addWidget(dialog)
    assert dialog.picked == "Ghana"
    qtbot.keyClicks(dialog.typed, "ind")
    assert dialog.picked == "India"
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Down)
    assert dialog.picked == "Indonesia"
    qtbot.keyClicks(dialog.typed, "xyz")
    assert dialog.picked is None
    assert not dialog.do.isEnabled()
    assert dialog.do.toolTip()


def test_that_both_ends_of_a_dialog_stand_as_the_platform_has_them(qtbot):
    dialog = Frame("Title", "Apply")
    qtbot.addWidget(dialog)
    box = dialog.findChild(QDialogButtonBox)
    assert box.buttonRole(dialog.do) == QDialogButtonBox.ButtonRole.AcceptRole
    assert box.buttonRole(dialog.cancel) == QDialogButtonBox.ButtonRole.RejectRole
    assert dialog.do.isDefault()


@pytest.mark.usefixtures("qtbot")
def test_that_an_error_has_its_details_behind_a_button_of_that_name():
    seen = []

    def look():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        texts = {button.text(): button for button in box.buttons()}
        seen.append(sorted(texts))
        texts["Details"].click()
        seen.append(sorted(button.text() for button in box.buttons()))
        texts["Close"].click()

    QTimer.singleShot(0, look)
    BoxMessages().error("It failed.", "Traceback")
    assert seen == [["Close", "Copy", "Details"]] * 2


def test_that_tables_of_a_page_have_hairlines(qtbot):
    page = QTextBrowser()
    qtbot.addWidget(page)
    show_markdown(page, "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    shape = page.document().rootFrame().childFrames()[0].format()
    assert (shape.border(), shape.borderCollapse(), shape.cellSpacing()) == (1, True, 0)
    assert shape.borderBrush() == page.palette().mid()


def test_that_the_tab_key_comes_to_the_fields_first_and_then_to_both_buttons(qtbot):
    dialog = Frame("Title", "Apply")
    qtbot.addWidget(dialog)
    fields = [QPushButton("one", dialog), QPushButton("two", dialog)]
    for field in fields:
        dialog.body.addWidget(field)
    for _time in range(2):  # shown again, nothing is lost
        dialog.hide()
        dialog.show()
    dialog.activateWindow()
    assert dialog.focusWidget() is fields[0]
    reached = []
    for _step in range(4):
        reached.append(dialog.focusWidget())
        dialog.focusNextChild()
    assert reached == [*fields, dialog.do, dialog.cancel]


def test_that_columns_are_at_least_as_wide_as_their_heading_and_what_must_not_be_cut(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    model = QStandardItemModel(0, 2, holder)
    model.setHorizontalHeaderLabels(["W", "A heading that is rather long"])
    view = report_view(model, holder)
    at_least(view, (30, 30))
    assert view.columnWidth(1) >= view.horizontalHeader().sectionSizeHint(1) > 30
    model.beginResetModel()
    model.setItem(0, 0, QStandardItem("Rows that are gone"))
    model.setItem(0, 1, QStandardItem("this one may be cut, for it is a remark of any length that somebody wrote"))
    model.endResetModel()
    assert view.columnWidth(0) > view.fontMetrics().horizontalAdvance("Rows that are gone")
    assert view.columnWidth(1) == view.horizontalHeader().sectionSizeHint(1)


@pytest.mark.usefixtures("qtbot")
def test_that_a_question_says_what_the_other_button_does(qapp):
    seen: list[str] = []

    def answer() -> None:
        box = qapp.activeModalWidget()
        seen.extend(button.text() for button in box.buttons())
        box.reject()

    QTimer.singleShot(50, qapp, answer)
    assert not BoxMessages().confirm("Go on?", "Recover", otherwise="Not now")
    assert sorted(seen) == ["Not now", "Recover"]
