"""Order, filters, groups, find: views over the plan that move nothing in it, and a current cell that keeps its row."""

from functools import cache, partial

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QUndoStack
from PySide6.QtTest import QAbstractItemModelTester, QTest

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.load import load_all
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.order import ColumnFilter
from outsourcing_planner.ui.kit.theme import dark, light
from outsourcing_planner.ui.models.columns import SETS, all_columns
from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid import Grid
from outsourcing_planner.ui.views.grid_selection import Area

COLUMNS = ("function", "department", "fte", "salary", "decision", "label", "in_house", "charge", "npv")
cached_libraries = cache(load_all)


def a_plan():
    return Plan.from_columns({
        "function": ["Payroll", "equity research", "Accounting", "Zoo keeping", "Helpdesk"],
        "department": ["HR", "Finance", "Finance", None, "HR"],
        "fte": [3.0, 12.0, None, 3.0, Invalid("six", "not a number")],
        "salary": [50000.0, 90000.0, 60000.0, 30000.0, 45000.0],
    })  # fmt: skip


@pytest.fixture
def grid(qtbot):
    document = Document(cached_libraries(), a_plan())
    stack = QUndoStack()
    made = Grid(document, stack, light(), None)
    made.stack = stack
    known = all_columns(document.evaluation)
    made.table.set_columns([known[key] for key in COLUMNS])
    made.resize(1100, 400)
    qtbot.addWidget(made)
    return made


def names(grid):
    return [grid.table.index(row, 0).data() for row in range(grid.table.rowCount() - 1)]


def at(grid, row, key):
    grid.view.walker.go(row, grid.table.column_of(key))


def run(grid, command, *arguments):
    grid.handlers()[command](*arguments)


@pytest.mark.usefixtures("qapp")
def test_that_the_model_keeps_qts_contract():
    document = Document(cached_libraries(), a_plan())
    table = PlanTable(document, QUndoStack())
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.setData(table.index(0, 0), "Payroll office")
    table.setData(table.index(5, 0), "A new one")
    table.order.sort = ("fte", True)
    table.reorder()
    table.order.group = True
    table.reorder()
    table.stack.undo()
    table.order.text = "nothing like it"
    table.reorder()
    assert table.rowCount() == 1
    assert tester.model() is table


def test_that_order_has_three_states_and_never_touches_the_plan(grid):
    plan = grid.document.plan
    at(grid, 0, "fte")
    run(grid, "sort_ascending")
    assert names(grid) == ["Payroll", "Zoo keeping", "equity research", "Helpdesk", "Accounting"]
    run(grid, "sort_descending")
    assert names(grid) == ["Helpdesk", "equity research", "Payroll", "Zoo keeping", "Accounting"]
    run(grid, "sort_none")
    assert names(grid) == ["Payroll", "equity research", "Accounting", "Zoo keeping", "Helpdesk"]
    assert grid.document.plan is plan
    assert grid.stack.count() == 0


def test_that_the_current_cell_follows_its_row(grid):
    at(grid, 1, "salary")
    run(grid, "sort_descending")
    assert grid.current_cell() == (2, "salary")
    assert grid.view.currentIndex().row() == 0
    grid.set_filter_text("equity")
    assert grid.current_cell() == (2, "salary")
    run(grid, "clear_filters")
    assert grid.current_cell() == (2, "salary")


def test_that_row_numbers_are_those_of_the_plan(grid):
    at(grid, 0, "salary")
    run(grid, "sort_descending")
    numbers = [grid.table.headerData(row, Qt.Orientation.Vertical) for row in range(6)]
    assert numbers == ["2", "3", "1", "5", "4", "+"]


def test_that_rows_keep_their_place_while_they_are_edited(grid):
    at(grid, 0, "salary")
    run(grid, "sort_descending")
    before = names(grid)
    grid.table.setData(grid.table.index(0, grid.table.column_of("salary")), "1")
    assert names(grid) == before
    run(grid, "sort_descending")
    assert names(grid) == [*before[1:], before[0]]


def test_that_an_edit_in_a_filtered_view_hits_the_row_that_is_shown(grid):
    grid.set_filter_text("zoo")
    grid.table.setData(grid.table.index(0, grid.table.column_of("fte")), "8")
    assert grid.document.plan.cell(4, "fte") == 8.0
    run(grid, "clear_filters")
    grid.stack.undo()
    assert grid.document.plan.cell(4, "fte") == 3.0


def test_that_new_rows_show_in_a_sorted_view_where_they_were_put(grid):
    at(grid, 0, "salary")
    run(grid, "sort_descending")
    at(grid, 1, "function")
    run(grid, "insert_row")
    assert names(grid)[:3] == ["equity research", "", "Accounting"]
    grid.table.setData(grid.table.index(grid.table.rowCount() - 1, 0), "Last one")
    assert names(grid)[-1] == "Last one"
    assert grid.document.plan.column("function")[-1] == "Last one"


def test_that_deleted_rows_come_back_to_their_place_in_a_sorted_view(grid):
    at(grid, 0, "salary")
    run(grid, "sort_descending")
    before = names(grid)
    grid.view.selected.select(Area(1, 0, 2, 0))
    run(grid, "delete_rows")
    assert names(grid) == [before[0], *before[3:]]
    grid.stack.undo()
    assert names(grid) == before


@pytest.mark.parametrize(
    ("key", "rule", "shown"),
    [
        ("department", ColumnFilter(chosen=frozenset({"HR"})), ["Payroll", "Helpdesk"]),
        ("department", ColumnFilter(chosen=frozenset({None})), ["Zoo keeping"]),
        ("fte", ColumnFilter(low=3.0, high=11.0), ["Payroll", "Zoo keeping"]),
        ("function", ColumnFilter(text="PAY"), ["Payroll"]),
        ("salary", ColumnFilter(chosen=frozenset({45000.0, 30000.0})), ["Zoo keeping", "Helpdesk"]),
    ],
)  # fmt: skip
def test_that_a_column_filters_by_values_text_and_range(grid, key, rule, shown):
    grid.order.set_filter(key, rule)
    assert names(grid) == shown
    plan = grid.document.plan
    assert grid.shown_rows() == [row for row in plan.rows.ids if plan.cell(row, "function") in shown]
    run(grid, "clear_filters")
    assert len(names(grid)) == 5


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_the_popup_asks_and_filters(grid):
    at(grid, 0, "department")
    run(grid, "filter_column")
    popup = grid.order.popup
    listed = [popup.list.item(row).text() for row in range(popup.list.count())]
    assert listed == ["Finance", "HR", "(blank)"]
    popup.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    popup.list.item(2).setCheckState(Qt.CheckState.Unchecked)
    popup.accept()
    assert names(grid) == ["Payroll", "Helpdesk"]
    assert "department" in grid.table.order.filters
    run(grid, "filter_column")
    popup = grid.order.popup
    popup.contains.setText("fin")
    assert [popup.list.item(row).text() for row in range(popup.list.count())] == ["Finance"]
    popup.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_the_popup_takes_a_range_of_numbers(grid):
    grid.order.ask_filter(grid.table.column_of("salary"))
    grid.order.popup.low.setText("45,000")
    grid.order.popup.high.setText("60k")
    grid.order.popup.accept()
    assert names(grid) == ["Payroll", "Accounting", "Helpdesk"]


def test_that_problems_and_close_calls_can_be_shown_alone(grid):
    run(grid, "only_problems", True)
    assert "Helpdesk" in names(grid)
    warned = {issue.row for issue in grid.document.issues if str(issue.severity) != "note"}
    assert grid.shown_rows() == [row for row in range(1, 6) if row in warned or row == 5]
    run(grid, "only_problems", False)
    run(grid, "only_close_calls", True)
    close = grid.document.evaluation.columns["close_call"]
    assert grid.shown_rows() == [row for row in range(1, 6) if close[row - 1]]


def test_that_groups_sum_up_and_fold(grid):
    run(grid, "group_by_department", True)
    shown = names(grid)
    assert shown[0] == "▾ Finance (2)"
    assert [shown.index(f"▾ {name}") for name in ("HR (2)", "No department (1)")] == [3, 6]
    column = grid.table.column_of("in_house")
    total = sum(round(grid.document.evaluation.value(row, "in_house") or 0, 2) for row in (2, 3))
    assert grid.table.index(0, column).data() == f"{total:,.0f}"
    assert not grid.table.flags(grid.table.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    grid.order.fold(0)
    assert names(grid)[:2] == ["▸ Finance (2)", "▾ HR (2)"]
    assert sorted(grid.shown_rows()) == [1, 2, 3, 4, 5]
    grid.select_row(2)
    assert grid.current_cell()[0] == 2


def test_that_going_to_a_hidden_row_takes_the_filters_off(grid):
    grid.set_filter_text("payroll")
    grid.select_row(4, "npv")
    assert grid.current_cell() == (4, "npv")


def test_that_find_goes_round_and_counts(grid):
    run(grid, "find")
    bar = grid.find_bar
    bar.text.setText("e")
    assert bar.found.text().split()[0].isdecimal()
    bar.text.setText("finance")
    assert bar.found.text() == "2 cells"
    grid.view.setCurrentIndex(grid.table.index(0, 0))
    visited = []
    for _step in range(3):
        bar.next()
        visited.append(grid.current_cell())
    assert visited == [(2, "department"), (3, "department"), (2, "department")]
    bar.previous()
    assert grid.current_cell() == (3, "department")
    bar.text.setText("1,0")
    assert "Not found" not in bar.found.text()


def test_that_replace_changes_what_is_typed_and_nothing_else(grid):
    run(grid, "replace")
    bar = grid.find_bar
    bar.text.setText("finance")
    bar.by.setText("Treasury")
    bar.replace_all()
    assert grid.document.plan.column("department") == ("HR", "Treasury", "Treasury", None, "HR")
    assert grid.stack.count() == 1
    bar.text.setText("auto")
    bar.by.setText("Retain")
    bar.replace_all()
    assert grid.document.plan.column("decision") == (None,) * 5


def test_that_replacing_in_a_number_gives_a_number(grid):
    run(grid, "replace")
    grid.find_bar.text.setText("90000")
    grid.find_bar.by.setText("95000")
    grid.find_bar.match_case.setChecked(True)
    grid.view.setCurrentIndex(grid.table.index(1, grid.table.column_of("salary")))
    grid.find_bar.text.setText("90,000")
    grid.find_bar.by.setText("95000")
    grid.find_bar.text.setText("90")
    grid.find_bar.by.setText("95")
    grid.find_bar.replace()
    assert grid.document.plan.cell(2, "salary") == 95000.0


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("theme", [light, dark])
def test_that_headings_are_not_cut_in_any_set(grid, name, theme):
    grid.set_theme(theme())
    grid.show_columns(name)
    for number, column in enumerate(grid.table.columns):
        assert grid.view.columnWidth(number) >= min(grid.view.heading().width_of(number), 340), column.key


def test_that_columns_move_hide_and_come_back_by_key(grid):
    grid.show_columns("cost")
    first = [column.key for column in grid.table.columns]
    grid.view.setColumnWidth(2, 222)
    grid.view.horizontalHeader().moveSection(1, 3)
    assert [column.key for column in grid.table.columns][:4] == [first[0], first[2], first[3], first[1]]
    grid.columns.hide({"pays"})
    state = grid.columns.state()
    grid.columns.reset()
    assert [column.key for column in grid.table.columns] == first
    grid.columns.restore(state)
    keys = [column.key for column in grid.table.columns]
    assert keys[:4] == [first[0], first[2], first[3], first[1]]
    assert "pays" not in keys
    assert grid.view.columnWidth(grid.table.column_of(first[2])) == 222
    grid.columns.restore({"widths": {"fte": "wide"}, "columns": 7, "set": "unknown"})
    assert grid.table.columnCount() > 0


def test_that_another_plan_replaces_everything_at_once(grid):
    grid.set_filter_text("payroll")
    grid.document.replace(Plan.from_columns({"function": ["Payroll office", "Legal"]}))
    assert names(grid) == ["Payroll office"]
    run(grid, "clear_filters")
    assert names(grid) == ["Payroll office", "Legal"]


def test_that_every_cell_says_in_words_what_it_is(grid):
    grid.show_columns("everything")
    role = Qt.ItemDataRole.AccessibleTextRole
    for column in range(grid.table.columnCount()):
        spoken = grid.table.index(0, column).data(role)
        assert spoken.startswith("Payroll, "), spoken
        assert grid.table.columns[column].heading in spoken
    inferred = grid.table.index(0, grid.table.column_of("judgement"))
    assert inferred.data().startswith("· ")
    assert inferred.data(role).endswith("inferred")
    assert "Type over it" in inferred.data(Qt.ItemDataRole.ToolTipRole)


def test_that_computed_cells_answer_why_in_their_tooltip(grid):
    tip = grid.table.index(0, grid.table.column_of("in_house")).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("<p>In-house ")
    assert "=" in tip
    label = grid.table.index(0, grid.table.column_of("label")).data(Qt.ItemDataRole.ToolTipRole)
    assert "Business process outsourcing" in label


def test_that_a_double_click_on_a_heading_goes_through_the_three_orders(grid, qtbot):
    grid.show()
    qtbot.waitExposed(grid)
    header = grid.view.heading()
    column = grid.table.column_of("salary")
    seen = []
    for _step in range(3):
        place = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) // 2, 10)
        QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        seen.append(grid.table.order.sort)
    assert seen == [("salary", False), ("salary", True), None]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_the_right_button_on_a_heading_selects_its_column_and_asks_for_the_menu(grid, qtbot):
    header = grid.view.horizontalHeader()
    x, y = header.sectionViewportPosition(3) + 20, header.height() // 2
    with qtbot.waitSignal(grid.column_commands.menu_wanted):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(x, y), header.mapToGlobal(QPoint(x, y)))
        QCoreApplication.sendEvent(header.viewport(), event)
    assert grid.view.selected.bounds() == Area(0, 3, grid.table.rowCount() - 1, 3)
    run(grid, "filter_column")
    assert grid.order.popup is not None
    grid.order.popup.close()


def test_that_there_is_a_current_cell_after_a_paste_that_the_filter_hides(grid):
    grid.handlers()["group_by_department"](True)
    grid.set_filter_text("zoo")
    offered = QMimeData()
    offered.setText("x\ny\n")
    QGuiApplication.clipboard().setMimeData(offered)
    grid.view.walker.go(1, grid.table.column_of("function"))
    grid.handlers()["paste"]()
    assert grid.document.plan.column("function")[-1] == "y"
    assert grid.view.currentIndex().isValid()


def test_that_filters_and_orders_leave_the_widths_of_columns_alone(grid):
    grid.show_columns("cost")
    grid.columns.place()
    before = [grid.view.columnWidth(column) for column in range(grid.table.columnCount())]
    filter_by = grid.set_filter_text
    for act in (partial(filter_by, "zoo"), partial(run, grid, "sort_descending"), partial(filter_by, "no")):
        act()
        assert [grid.view.columnWidth(column) for column in range(grid.table.columnCount())] == before


def test_that_after_an_edit_every_cell_shows_what_a_fresh_grid_would_show(grid):
    table = grid.table
    everything = [(row, column) for row in range(table.rowCount()) for column in range(table.columnCount())]
    for row, key, text in ((0, "fte", "7"), (3, "salary", "1"), (1, "decision", "Retain"), (4, "function", "Legal")):
        before = [table.look(*cell) for cell in everything]
        table.setData(table.index(row, table.column_of(key)), text)
        shown = [table.look(*cell) for cell in everything]
        assert shown != before
        fresh = PlanTable(grid.document, QUndoStack(grid))
        fresh.set_columns(table.columns)
        assert shown == [fresh.look(*cell) for cell in everything]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_a_column_of_many_values_loses_none_that_is_not_listed(qtbot):
    count = 2500
    document = Document(cached_libraries(), Plan.from_columns({"function": [f"Task {n:04d}" for n in range(count)]}))
    made = Grid(document, QUndoStack(), light(), None)
    made.table.stack.setParent(made)
    qtbot.addWidget(made)
    made.order.ask_filter(0)
    popup = made.order.popup
    assert popup.list.count() == 1000
    assert "1000 of 2500" in popup.note.text()
    popup.contains.setText("task 2400")
    assert [popup.list.item(row).text() for row in range(popup.list.count())] == ["Task 2400"]
    popup.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    popup.contains.clear()
    popup.list.item(3).setCheckState(Qt.CheckState.Unchecked)
    popup.accept()
    shown = made.shown_rows()
    assert len(shown) == count - 2
    assert not {4, 2401} & set(shown)


def test_that_find_goes_on_without_its_bar_and_opens_it_where_nothing_was_sought(grid):
    run(grid, "find_next")
    assert grid.find_bar.isVisibleTo(grid)
    grid.find_bar.text.setText("finance")
    grid.find_bar.leave()
    at(grid, 0, "function")
    seen = []
    for command in ("find_next", "find_next", "find_next", "find_previous"):
        run(grid, command)
        seen.append(grid.view.currentIndex().row())
    assert seen == [1, 2, 1, 2]
