"""The grid under real keys and the mouse: typing, moving, filling, clearing, rows; a real window without a screen."""

from functools import cache

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.load import load_all
from outsourcing_planner.session.document import Document
from outsourcing_planner.ui.kit.theme import light
from outsourcing_planner.ui.models.columns import all_columns
from outsourcing_planner.ui.views.grid import Grid
from outsourcing_planner.ui.views.grid_selection import Area

Key, Mod = Qt.Key, Qt.KeyboardModifier
COLUMNS = ("function", "department", "fte", "salary", "judgement", "pricing", "decision", "label", "in_house", "npv")

cached_libraries = cache(load_all)


def a_plan():
    return Plan.from_columns({
        "function": ["Customer support", "Market research", "Accounting"],
        "department": ["Operations", "Strategy", "Finance"],
        "fte": [20.0, 5.0, 9.123456],
        "salary": [42000.0, None, Invalid("lots", "not a number")],
    })  # fmt: skip


@pytest.fixture
def grid(qtbot):
    document = Document(cached_libraries(), a_plan())
    stack = QUndoStack()
    made = Grid(document, stack, light(), None)
    made.stack = stack
    known = all_columns(document.evaluation)
    made.table.set_columns([known[key] for key in COLUMNS])
    made.resize(1200, 400)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.view.setFocus()
    return made


def at(grid, row, key):
    grid.view.walker.go(row, grid.table.column_of(key))


def here(grid):
    index = grid.view.currentIndex()
    return index.row(), grid.table.key(index)


def press(grid, key, modifier=Mod.NoModifier):
    editor = grid.view.cells.editor
    QTest.keyClick(editor if editor is not None else grid.view, key, modifier)


def write(grid, text):
    for sign in text:
        editor = grid.view.cells.editor
        QTest.keyClicks(editor if editor is not None else grid.view, sign)


def double_click(grid, index):
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(grid.view.viewport(), Qt.MouseButton.LeftButton, pos=grid.view.visualRect(index).center())


def cells(grid, key):
    return grid.document.plan.column(key)


def block(grid, top, left, bottom, right):
    first, last = grid.table.column_of(left), grid.table.column_of(right)
    grid.view.selected.select(Area(top, first, bottom, last))


def test_that_typing_replaces_and_enter_goes_down(grid):
    at(grid, 0, "fte")
    write(grid, "35")
    press(grid, Key.Key_Return)
    assert cells(grid, "fte")[0] == 35.0
    assert here(grid) == (1, "fte")
    assert grid.stack.undoText() == "Edit Headcount"


def test_that_an_edit_moves_the_computed_cells_of_its_row(grid):
    before = grid.document.evaluation.value(1, "in_house")
    at(grid, 0, "fte")
    write(grid, "40")
    press(grid, Key.Key_Return)
    assert grid.document.evaluation.value(1, "in_house") == pytest.approx(2 * before)
    shown = grid.table.index(0, grid.table.column_of("in_house")).data()
    assert shown == f"{round(2 * before):,}"


@pytest.mark.parametrize("opener", [Key.Key_F2, "double click"])
def test_that_opening_an_editor_and_enter_changes_nothing_in_any_cell(grid, opener):
    plan = grid.document.plan
    grid.show_columns("everything")
    for row in range(3):
        for column in range(grid.table.columnCount()):
            index = grid.table.index(row, column)
            grid.view.setCurrentIndex(index)
            if opener == Key.Key_F2:
                press(grid, opener)
            else:
                grid.view.scrollTo(index)
                double_click(grid, index)
            if grid.view.cells.editor is not None:
                press(grid, Key.Key_Return)
    assert grid.stack.count() == 0
    assert grid.document.plan is plan


def test_that_the_editor_starts_with_the_exact_number(grid):
    at(grid, 2, "fte")
    assert grid.view.currentIndex().data() == "9.12"
    press(grid, Key.Key_F2)
    assert grid.view.cells.editor.text() == "9.123456"


@pytest.mark.parametrize("opener", [Key.Key_F2, "double click"])
def test_that_what_is_typed_in_an_opened_cell_comes_after_what_stands_there(grid, opener):
    at(grid, 0, "function")
    before = cells(grid, "function")[0]
    if opener == Key.Key_F2:
        press(grid, opener)
    else:
        double_click(grid, grid.view.currentIndex())
    write(grid, " abroad")
    press(grid, Key.Key_Return)
    assert cells(grid, "function")[0] == f"{before} abroad"


def test_that_escape_gives_the_cell_back(grid):
    at(grid, 0, "fte")
    write(grid, "77")
    press(grid, Key.Key_Escape)
    assert cells(grid, "fte")[0] == 20.0
    assert grid.stack.count() == 0


def test_that_shift_enter_goes_up_and_tab_runs_return_to_their_first_column(grid):
    at(grid, 1, "function")
    press(grid, Key.Key_Return, Mod.ShiftModifier)
    assert here(grid) == (0, "function")
    write(grid, "Helpdesk")
    press(grid, Key.Key_Tab)
    write(grid, "IT")
    press(grid, Key.Key_Tab)
    write(grid, "8")
    press(grid, Key.Key_Return)
    assert here(grid) == (1, "function")
    assert (cells(grid, "function")[0], cells(grid, "department")[0], cells(grid, "fte")[0]) == ("Helpdesk", "IT", 8.0)


def test_that_tab_at_the_end_of_a_line_goes_on_in_the_next(grid):
    at(grid, 0, "npv")
    press(grid, Key.Key_Tab)
    assert here(grid) == (1, "function")
    press(grid, Key.Key_Tab, Mod.ShiftModifier)
    assert here(grid) == (0, "npv")


def test_that_enter_and_tab_walk_inside_a_selection(grid):
    block(grid, 0, "function", 1, "department")
    walked = []
    for _step in range(4):
        walked.append(here(grid))
        press(grid, Key.Key_Return)
    assert walked == [(0, "function"), (1, "function"), (0, "department"), (1, "department")]
    assert here(grid) == (0, "function")
    assert grid.view.selected.bounds() == Area(0, 0, 1, 1)


def test_that_arrows_leave_an_editor_that_was_opened_by_typing_and_not_one_opened_by_f2(grid):
    at(grid, 0, "fte")
    write(grid, "3")
    press(grid, Key.Key_Right)
    assert here(grid) == (0, "salary")
    assert cells(grid, "fte")[0] == 3.0
    press(grid, Key.Key_F2)
    press(grid, Key.Key_Left)
    assert grid.view.cells.editor is not None
    assert here(grid) == (0, "salary")


def test_that_typing_on_the_last_line_makes_a_row_and_undo_takes_it_away(grid):
    at(grid, 3, "function")
    assert grid.view.currentIndex().data() == "type a function…"
    write(grid, "Payroll")
    press(grid, Key.Key_Return)
    assert cells(grid, "function")[-1] == "Payroll"
    assert grid.stack.undoText() == "Add function"
    assert here(grid) == (4, "function")
    assert grid.table.index(3, grid.table.column_of("label")).data() == "● BPO"
    grid.stack.undo()
    assert len(grid.document.plan) == 3


def test_that_tab_goes_on_in_the_row_that_was_just_begun(grid):
    at(grid, 3, "function")
    write(grid, "Payroll")
    press(grid, Key.Key_Tab)
    assert here(grid) == (3, "department")
    write(grid, "HR")
    press(grid, Key.Key_Return)
    assert (cells(grid, "function")[3:], cells(grid, "department")[3:]) == (("Payroll",), ("HR",))
    assert here(grid) == (4, "function")


def test_that_what_cannot_be_understood_stays_with_its_mark_and_reason(grid):
    at(grid, 0, "fte")
    write(grid, "a dozen")
    press(grid, Key.Key_Return)
    index = grid.table.index(0, grid.table.column_of("fte"))
    assert cells(grid, "fte")[0] == Invalid("a dozen", "not a number")
    assert index.data() == "⚠ a dozen"
    assert "not a number" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "needs attention: not a number" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_computed_cells_refuse_with_a_word(grid, qtbot):
    at(grid, 0, "npv")
    with qtbot.waitSignal(grid.status_message) as said:
        write(grid, "1")
    assert "computed" in said.args[0]
    assert grid.view.cells.editor is None
    with qtbot.waitSignal(grid.why_requested) as asked:
        double_click(grid, grid.view.currentIndex())
    assert asked.args == [1, "npv"]


def test_that_delete_clears_the_selection_in_one_step(grid):
    block(grid, 0, "department", 1, "npv")
    press(grid, Key.Key_Delete)
    assert cells(grid, "department") == (None, None, "Finance")
    assert cells(grid, "fte") == (None, None, 9.123456)
    assert grid.stack.count() == 1
    grid.stack.undo()
    assert grid.document.plan.column("fte") == (20.0, 5.0, 9.123456)
    assert grid.view.selected.bounds() == Area(0, 1, 1, 9)


def test_that_backspace_opens_an_empty_editor(grid):
    at(grid, 0, "department")
    press(grid, Key.Key_Backspace)
    assert grid.view.cells.editor.text() == ""
    press(grid, Key.Key_Return)
    assert cells(grid, "department")[0] is None


def test_that_ctrl_enter_fills_the_selection(grid):
    block(grid, 0, "department", 2, "department")
    write(grid, "Shared services")
    press(grid, Key.Key_Return, Mod.ControlModifier)
    assert cells(grid, "department") == ("Shared services",) * 3
    assert grid.stack.count() == 1


def test_that_fill_down_and_right_copy_from_the_edge(grid):
    block(grid, 0, "department", 2, "fte")
    grid.handlers()["fill_down"]()
    assert cells(grid, "department") == ("Operations",) * 3
    assert cells(grid, "fte") == (20.0,) * 3
    block(grid, 1, "fte", 1, "salary")
    grid.handlers()["fill_right"]()
    assert cells(grid, "salary")[1] == 20.0
    at(grid, 2, "department")
    grid.handlers()["clear_cells"]()
    grid.handlers()["fill_down"]()
    assert cells(grid, "department")[2] == "Operations"


def test_that_dragging_the_handle_carries_a_series_on(grid):
    at(grid, 0, "fte")
    write(grid, "1")
    press(grid, Key.Key_Return)
    write(grid, "2")
    press(grid, Key.Key_Return)
    block(grid, 0, "fte", 1, "fte")
    view = grid.view
    corner = view.visualRect(grid.table.index(1, 2)).bottomRight()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=corner - QPoint(1, 1))
    QTest.mouseMove(view.viewport(), view.visualRect(grid.table.index(2, 2)).center())
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(grid.table.index(2, 2)).center())
    assert cells(grid, "fte") == (1.0, 2.0, 3.0)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_alt_down_offers_the_choices_and_the_one_picked_stands_in_the_cell(grid, qtbot):
    at(grid, 0, "decision")
    press(grid, Key.Key_Down, Mod.AltModifier)
    popup = grid.view.cells.editor.completer().popup()
    assert popup.isVisible()
    model = popup.model()
    offered = [model.index(row, 0).data(Qt.ItemDataRole.EditRole) for row in range(model.rowCount())]
    assert offered == ["auto", "BPO", "KPO", "Hybrid", "Retain", "Automate"]
    assert model.index(1, 0).data().startswith("BPO – Business process outsourcing")
    popup.setCurrentIndex(model.index(4, 0))
    QTest.keyClick(popup, Key.Key_Return)
    qtbot.waitUntil(lambda: grid.view.cells.editor is None)
    assert cells(grid, "decision")[0] == "Retain"
    assert here(grid) == (0, "decision")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_the_choices_of_a_score_say_what_they_mean(grid, qtbot):
    at(grid, 1, "judgement")
    press(grid, Key.Key_Down, Mod.AltModifier)
    popup = grid.view.cells.editor.completer().popup()
    said = [popup.model().index(row, 0).data() for row in range(5)]
    assert said[0].startswith("1 – Every case follows a written rule")
    assert said[1] == "2"
    assert said[4].startswith("5 – Every case is decided by an expert")
    assert popup.width() > 2 * grid.view.columnWidth(grid.table.column_of("judgement"))
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    qtbot.waitUntil(lambda: grid.view.cells.editor is None)
    assert cells(grid, "judgement")[1] in {1.0, 2.0}


def test_that_headings_and_cells_of_criteria_tell_their_anchors(grid):
    column = grid.table.column_of("judgement")
    heading = grid.table.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    cell = grid.table.index(0, column).data(Qt.ItemDataRole.ToolTipRole)
    for tip in (heading, cell):
        assert "1 – Every case follows a written rule" in tip
        assert "5 – Every case is decided by an expert" in tip
    assert "Inferred" in cell
    grid.table.setData(grid.table.index(0, column), "4")
    assert "3 – Most cases follow rules" in grid.table.index(0, column).data(Qt.ItemDataRole.ToolTipRole)


def test_that_typing_completes_a_choice(grid):
    at(grid, 0, "decision")
    write(grid, "ret")
    press(grid, Key.Key_Return)
    assert cells(grid, "decision")[0] == "Retain"
    assert grid.table.index(0, grid.table.column_of("label")).data() == "■ Retain ✎"


def test_that_commands_commit_an_open_editor_first(grid):
    at(grid, 0, "fte")
    write(grid, "44")
    grid.handlers()["sort_ascending"]()
    assert cells(grid, "fte")[0] == 44.0
    at(grid, 1, "department")
    write(grid, "HR")
    grid.commit_open_editor()
    assert grid.view.cells.editor is None
    assert "HR" in cells(grid, "department")


def test_that_rows_come_go_and_move_as_named_steps(grid):
    at(grid, 1, "function")
    handlers = grid.handlers()
    handlers["insert_row"]()
    assert cells(grid, "function") == ("Customer support", None, "Market research", "Accounting")
    assert here(grid) == (1, "function")
    handlers["delete_rows"]()
    assert cells(grid, "function") == ("Customer support", "Market research", "Accounting")
    handlers["duplicate_rows"]()
    assert cells(grid, "function") == ("Customer support", "Market research", "Market research", "Accounting")
    handlers["move_rows_down"]()
    assert cells(grid, "function")[-1] == "Market research"
    names = [grid.stack.text(step) for step in range(grid.stack.count())]
    assert names == ["Insert rows", "Delete rows", "Duplicate rows", "Move rows"]
    for _step in names:
        grid.stack.undo()
    assert cells(grid, "function") == ("Customer support", "Market research", "Accounting")


def test_that_undo_and_redo_bring_the_selection_back(grid):
    block(grid, 1, "department", 2, "fte")
    grid.handlers()["clear_cells"]()
    at(grid, 0, "function")
    grid.stack.undo()
    assert grid.view.selected.bounds() == Area(1, 1, 2, 2)
    at(grid, 0, "function")
    grid.stack.redo()
    assert grid.view.selected.bounds() == Area(1, 1, 2, 2)


def test_that_a_hundred_steps_can_be_taken_back(grid):
    at(grid, 0, "fte")
    for number in range(120):
        grid.table.setData(grid.view.currentIndex(), str(number))
    assert grid.stack.count() == 120
    while grid.stack.canUndo():
        grid.stack.undo()
    assert cells(grid, "fte")[0] == 20.0


def test_that_control_arrows_jump_to_the_edge_of_the_data(grid):
    at(grid, 0, "fte")
    press(grid, Key.Key_Down, Mod.ControlModifier)
    assert here(grid) == (2, "fte")
    at(grid, 0, "salary")
    press(grid, Key.Key_Down, Mod.ControlModifier)
    assert here(grid) == (2, "salary")
    press(grid, Key.Key_Up, Mod.ControlModifier | Mod.ShiftModifier)
    assert grid.view.selected.bounds() == Area(0, 3, 2, 3)


def test_that_a_person_can_take_over_what_was_inferred_and_give_decisions_back(grid):
    at(grid, 0, "judgement")
    inferred = grid.document.evaluation.value(1, "judgement_used")
    before = grid.document.evaluation.value(1, "knowledge")
    grid.handlers()["fill_from_inferred"]()
    assert cells(grid, "judgement")[0] == inferred
    assert grid.document.evaluation.value(1, "knowledge") == before
    at(grid, 0, "decision")
    write(grid, "Retain")
    press(grid, Key.Key_Return)
    at(grid, 0, "function")
    grid.handlers()["clear_overrides"]()
    assert cells(grid, "decision")[0] is None


def test_that_whole_lines_and_everything_can_be_selected_by_key(grid):
    at(grid, 1, "fte")
    press(grid, Key.Key_Space, Mod.ShiftModifier)
    assert grid.view.selected.bounds() == Area(1, 0, 1, len(COLUMNS) - 1)
    press(grid, Key.Key_Space, Mod.ControlModifier)
    grid.handlers()["select_all"]()
    assert grid.view.selected.bounds().height == grid.table.rowCount()
    assert grid.selected_rows() == [1, 2, 3]


def test_that_apart_selections_count_together(grid, qtbot):
    model, table = grid.view.selectionModel(), grid.table
    with qtbot.waitSignal(grid.selection_stats_changed, check_params_cb=lambda stats: stats.numbers == 2) as counted:
        model.select(table.index(0, 2), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.select(table.index(1, 2), QItemSelectionModel.SelectionFlag.Select)
    stats = counted.args[0]
    assert (stats.count, stats.total, stats.average, stats.low, stats.high) == (2, 25.0, 12.5, 5.0, 20.0)


def test_that_zoom_makes_rows_and_columns_larger(grid):
    height, width = grid.view.rowHeight(0), grid.view.columnWidth(0)
    grid.set_zoom(200)
    assert grid.view.rowHeight(0) > 1.8 * height
    assert grid.view.columnWidth(0) > 1.6 * width
    grid.handlers()["zoom_reset"]()
    assert grid.view.rowHeight(0) == height


def test_that_the_name_stays_when_the_grid_scrolls_sideways(grid):
    grid.show_columns("everything")
    assert not grid.view.frozen.isVisible()
    grid.view.walker.go(1, grid.table.columnCount() - 1)
    assert grid.view.frozen.isVisible()
    left = grid.view.visualRect(grid.view.currentIndex()).left()
    assert left >= grid.view.frozen.reach()
    at(grid, 1, "function")
    press(grid, Key.Key_F2)
    assert isinstance(grid.view.cells.editor, QLineEdit)
    assert grid.view.horizontalScrollBar().value() == 0


def test_that_undo_under_an_open_editor_takes_one_step_back_and_keeps_the_others(grid):
    at(grid, 0, "fte")
    for number in ("1", "2", "3"):
        grid.table.setData(grid.view.currentIndex(), number)
    at(grid, 1, "department")
    write(grid, "half typ")
    grid.stack.undo()
    assert cells(grid, "fte")[0] == 2.0
    assert grid.stack.canRedo()
    grid.stack.redo()
    assert cells(grid, "fte")[0] == 3.0
    assert grid.stack.count() == 3


@pytest.mark.parametrize(
    ("text", "share", "told"),
    [("15", 0.15, "“15” is understood as 15%."), ("0.15", 0.15, None), ("15%", 0.15, "")],
)
def test_that_a_percentage_cell_takes_a_plain_number_as_percent_and_says_so(grid, text, share, told):
    grid.show_columns("everything")
    said = []
    grid.status_message.connect(said.append)
    at(grid, 0, "avoidable_share")
    write(grid, text)
    press(grid, Key.Key_Return)
    assert cells(grid, "avoidable_share")[0] == share
    assert grid.table.index(0, grid.table.column_of("avoidable_share")).data() == "15%"
    assert told is None or said == ([told] if told else [])


def test_that_a_short_form_of_a_number_is_spelled_out_once(grid):
    said = []
    grid.status_message.connect(said.append)
    at(grid, 0, "salary")
    for text in ("52.5k", "52,500", "52500.25"):
        write(grid, text)
        press(grid, Key.Key_Return)
        press(grid, Key.Key_Up)
    assert said == ["“52.5k” is understood as 52,500."]
    assert cells(grid, "salary")[0] == 52500.25
