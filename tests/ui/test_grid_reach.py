"""What the fingers of a spreadsheet user expect of Shift, Ctrl, Home, End, the pages, the mouse and the handle."""

from functools import cache

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, Qt
from PySide6.QtGui import QRegion, QUndoStack
from PySide6.QtTest import QTest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.load import load_all
from outsourcing_planner.session.document import Document
from outsourcing_planner.ui.kit.theme import light
from outsourcing_planner.ui.models.columns import all_columns
from outsourcing_planner.ui.views.grid import Grid
from outsourcing_planner.ui.views.grid_selection import Area

Key, Mod = Qt.Key, Qt.KeyboardModifier
Left = Qt.MouseButton.LeftButton
COLUMNS = ("function", "department", "fte", "salary", "judgement", "pricing", "decision", "label", "in_house", "npv")
ROWS, LAST = 12, len(COLUMNS) - 1

cached_libraries = cache(load_all)


@pytest.fixture
def grid(qtbot):
    filled = [*(float(n) for n in range(1, 9)), *[None] * 4]
    plan = Plan.from_columns({
        "function": [f"Function {n}" for n in range(ROWS)], "department": ["Finance"] * ROWS,
        "fte": filled, "salary": [50000.0, 51000.0, *[None] * 10],
    })  # fmt: skip
    document = Document(cached_libraries(), plan)
    made = Grid(document, QUndoStack(), light(), None)
    made.table.stack.setParent(made)
    known = all_columns(document.evaluation)
    made.table.set_columns([known[key] for key in COLUMNS])
    made.resize(1300, 420)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.view.setFocus()
    return made


def go(grid, row, column):
    grid.view.walker.go(row, column)


def press(grid, key, modifier=Mod.NoModifier):
    editor = grid.view.cells.editor
    QTest.keyClick(editor if editor is not None else grid.view, key, modifier)


def write(grid, text):
    for sign in text:
        editor = grid.view.cells.editor
        QTest.keyClicks(editor if editor is not None else grid.view, sign)


def here(grid):
    return grid.view.currentIndex().row(), grid.view.currentIndex().column()


def chosen(grid):
    return grid.view.selected.bounds()


def place(grid, row, column):
    return grid.view.visualRect(grid.table.index(row, column)).center()


def drag(grid, start, end, modifier=Mod.NoModifier):
    port = grid.view.viewport()
    QTest.mousePress(port, Left, modifier, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Left, modifier, end)


def corner(grid, area):
    return grid.view.visualRect(grid.table.index(area.bottom, area.right)).bottomRight() - QPoint(1, 1)


def column(grid, key):
    return grid.document.plan.column(key)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("S-Down S-Down S-Right", Area(1, 2, 3, 3)),
        ("S-Down S-Down S-Up", Area(1, 2, 2, 2)),
        ("S-Up S-Left", Area(0, 1, 1, 2)),
        ("CS-Down", Area(1, 2, 7, 2)),
        ("CS-Down CS-Down", Area(1, 2, 11, 2)),
        ("CS-Down CS-Left", Area(1, 0, 7, 2)),
        ("CS-Down S-Up", Area(1, 2, 6, 2)),
        ("CS-Down S-Right", Area(1, 2, 7, 3)),
        ("S-Home", Area(1, 0, 1, 2)),
        ("S-End", Area(1, 2, 1, LAST)),
        ("CS-End", Area(1, 2, ROWS - 1, LAST)),
        ("CS-Home", Area(0, 0, 1, 2)),
        ("S-Space S-Down", Area(1, 0, 2, LAST)),
    ],
)
def test_that_the_far_corner_moves_and_the_current_cell_stays(grid, keys, expected):
    go(grid, 1, 2)
    held = {"S": Mod.ShiftModifier, "CS": Mod.ShiftModifier | Mod.ControlModifier}
    for stroke in keys.split():
        how, name = stroke.split("-")
        press(grid, getattr(Key, f"Key_{name}"), held[how])
    assert chosen(grid) == expected
    assert here(grid) == (1, 2)


@pytest.mark.parametrize(
    ("key", "modifier", "expected"),
    [
        (Key.Key_Home, Mod.NoModifier, (4, 0)),
        (Key.Key_End, Mod.NoModifier, (4, LAST)),
        (Key.Key_Home, Mod.ControlModifier, (0, 0)),
        (Key.Key_End, Mod.ControlModifier, (ROWS - 1, LAST)),
        (Key.Key_PageUp, Mod.NoModifier, (0, 2)),
        (Key.Key_PageDown, Mod.NoModifier, (ROWS, 2)),
    ],
)
def test_that_home_end_and_the_pages_go_where_a_spreadsheet_goes(grid, key, modifier, expected):
    grid.resize(1300, 600)
    go(grid, 4, 2)
    press(grid, key, modifier)
    assert here(grid) == expected


def test_that_a_page_aside_goes_as_far_as_the_view_is_wide(grid):
    grid.show_columns("everything")
    go(grid, 0, 0)
    press(grid, Key.Key_PageDown, Mod.AltModifier)
    first = here(grid)[1]
    assert first > 3
    press(grid, Key.Key_PageUp, Mod.AltModifier)
    assert here(grid)[1] < first


def test_that_a_drag_leaves_the_current_cell_where_it_began(grid):
    drag(grid, place(grid, 2, 2), place(grid, 5, 4))
    assert chosen(grid) == Area(2, 2, 5, 4)
    assert here(grid) == (2, 2)
    write(grid, "77")
    press(grid, Key.Key_Return, Mod.ControlModifier)
    assert column(grid, "fte")[2:6] == (77.0,) * 4


def test_that_shift_and_a_click_reach_from_the_current_cell(grid):
    go(grid, 6, 3)
    QTest.mouseClick(grid.view.viewport(), Left, Mod.ShiftModifier, place(grid, 3, 1))
    assert chosen(grid) == Area(3, 1, 6, 3)
    assert here(grid) == (6, 3)
    QTest.mouseClick(grid.view.viewport(), Left, Mod.ShiftModifier, place(grid, 8, 4))
    assert chosen(grid) == Area(6, 3, 8, 4)


def test_that_ctrl_and_a_click_add_a_part_and_shift_stretches_the_last(grid):
    go(grid, 0, 0)
    QTest.mouseClick(grid.view.viewport(), Left, Mod.ControlModifier, place(grid, 4, 2))
    press(grid, Key.Key_Down, Mod.ShiftModifier)
    assert sorted(grid.view.selected.areas()) == [Area(0, 0, 0, 0), Area(4, 2, 5, 2)]


def test_that_row_headings_select_and_shift_stretches_them(grid):
    header = grid.view.verticalHeader()
    at = [QPoint(8, grid.view.rowViewportPosition(row) + 6) for row in range(9)]
    QTest.mouseClick(header.viewport(), Left, pos=at[2])
    assert chosen(grid) == Area(2, 0, 2, LAST)
    QTest.mouseClick(header.viewport(), Left, Mod.ShiftModifier, at[5])
    assert chosen(grid) == Area(2, 0, 5, LAST)
    assert grid.selected_rows() == [3, 4, 5, 6]
    QTest.mouseClick(header.viewport(), Left, Mod.ControlModifier, at[8])
    assert grid.selected_rows() == [3, 4, 5, 6, 9]


def test_that_the_handle_fills_up_and_left_as_well(grid):
    go(grid, 5, 2)
    write(grid, "50")
    press(grid, Key.Key_Return)
    write(grid, "60")
    press(grid, Key.Key_Return)
    grid.view.selected.select(Area(5, 2, 6, 2))
    drag(grid, corner(grid, Area(5, 2, 6, 2)), place(grid, 3, 2))
    assert column(grid, "fte")[3:7] == (30.0, 40.0, 50.0, 60.0)
    grid.view.selected.select(Area(1, 3, 1, 3))
    drag(grid, corner(grid, Area(1, 3, 1, 3)), place(grid, 1, 2))
    assert column(grid, "fte")[1] == 51000.0
    assert chosen(grid) == Area(1, 2, 1, 3)


def test_that_a_double_click_on_the_handle_fills_as_far_as_the_column_beside(grid):
    area = Area(0, 3, 1, 3)
    grid.view.selected.select(area)
    port = grid.view.viewport()
    QTest.mouseClick(port, Left, pos=corner(grid, area))
    QTest.mouseDClick(port, Left, pos=corner(grid, area))
    assert column(grid, "salary") == (*(50000.0 + 1000 * n for n in range(8)), *[None] * 4)
    assert grid.view.cells.editor is None


def test_that_enter_pastes_what_is_framed_and_the_frame_goes(grid):
    go(grid, 0, 2)
    grid.handlers()["copy"]()
    assert grid.view.copied.shown
    go(grid, 9, 2)
    press(grid, Key.Key_Return)
    assert column(grid, "fte")[9] == 1.0
    assert not grid.view.copied.shown
    press(grid, Key.Key_Return)
    assert here(grid) == (10, 2)


def test_that_escape_takes_the_frame_away_and_enter_only_moves_then(grid):
    go(grid, 0, 2)
    grid.handlers()["copy"]()
    press(grid, Key.Key_Escape)
    assert not grid.view.copied.shown
    go(grid, 9, 2)
    press(grid, Key.Key_Return)
    assert column(grid, "fte")[9] is None
    assert here(grid) == (10, 2)


def test_that_what_was_copied_can_be_pasted_often_until_something_is_typed(grid):
    go(grid, 0, 2)
    grid.handlers()["copy"]()
    for row in (9, 10):
        go(grid, row, 2)
        grid.handlers()["paste"]()
    assert column(grid, "fte")[9:11] == (1.0, 1.0)
    assert grid.view.copied.shown
    go(grid, 8, 2)
    write(grid, "5")
    press(grid, Key.Key_Tab)
    assert not grid.view.copied.shown


def test_that_the_frame_follows_its_row_when_the_order_changes(grid):
    go(grid, 0, 2)
    grid.handlers()["copy"]()
    grid.handlers()["sort_descending"]()
    assert grid.view.copied.shown
    assert grid.view.selected.areas_of(grid.view.copied.kept()) == [Area(7, 2, 7, 2)]


def test_that_arrows_point_the_way_they_show_from_right_to_left(grid):
    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    go(grid, 1, 2)
    press(grid, Key.Key_Left)
    assert here(grid) == (1, 3)
    press(grid, Key.Key_Left, Mod.ShiftModifier)
    assert chosen(grid) == Area(1, 3, 1, 4)
    press(grid, Key.Key_Right, Mod.ControlModifier)
    assert here(grid)[1] < 3


@pytest.mark.parametrize("parts", [1, 3, 12])
def test_that_what_is_painted_as_selected_is_what_is_selected(grid, parts):
    model, table = grid.view.selectionModel(), grid.table
    for part in range(parts):
        model.select(table.index(part, part % 4), QItemSelectionModel.SelectionFlag.Select)
    go(grid, 0, 5)
    for part in range(parts):
        model.select(table.index(part, part % 4), QItemSelectionModel.SelectionFlag.Select)
    picture = grid.view.viewport().grab().toImage()
    shade = grid.view.cells.colours.selection.name()
    for row in range(parts):
        for column_at in range(5):
            spot = grid.view.visualRect(table.index(row, column_at)).topLeft() + QPoint(2, 2)
            painted = picture.pixelColor(spot).name() == shade
            assert painted == model.isSelected(table.index(row, column_at)), (row, column_at)


def test_that_a_move_asks_for_the_places_of_the_old_and_the_new_handle_to_be_painted(grid, qtbot):
    """Qt paints the cells anew whose selection changed; the handle reaches over the corner of its cell."""
    view, painted = grid.view, []

    class Watch(QObject):
        def eventFilter(self, _watched, event):  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                painted.append(event.region())
            return False

    watch = Watch(grid)
    go(grid, 2, 2)
    qtbot.wait(20)
    old = view.handle.rect()
    view.viewport().installEventFilter(watch)
    go(grid, 6, 4)
    qtbot.waitUntil(lambda: bool(painted))
    region = QRegion()
    for part in painted:
        region += part
    for handle in (old, view.handle.rect()):
        assert QRegion(handle).subtracted(region).isEmpty()
