"""Columns of the grid in the whole window: menu of a heading, the dialog, what is remembered, what stays in view."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.ui.dialogs.columns import ColumnsDialog
from outsourcing_planner.ui.models.columns import all_columns

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def grid(desk):
    desk.document.replace(Plan.from_columns({"function": ["Payroll", "Helpdesk", "Claims"], "fte": [3.0, 4.0, 5.0]}))
    QCoreApplication.processEvents()
    return desk.grid


def keys(grid):
    return [column.key for column in grid.table.columns]


def click_heading(grid, key):
    header = grid.view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(grid.table.column_of(key)) + 12, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    return place


def open_menu(grid, key):
    header = grid.view.horizontalHeader()
    place = click_heading(grid, key)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, header.mapToGlobal(place))
    QCoreApplication.sendEvent(header.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_that_the_menu_of_a_heading_orders_filters_hides_and_fits(desk, grid):
    menu = open_menu(grid, "confidence")
    offered = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert offered == [
        "choose_columns", "hide_columns", "fit_columns", "freeze_columns", "reset_columns",
        "sort_ascending", "sort_descending", "sort_none", "filter_column",
    ]  # fmt: skip
    next(action for action in menu.actions() if action.objectName() == "hide_columns").trigger()
    menu.close()
    assert "confidence" not in keys(grid)
    assert "Choose columns" in desk.window.status.currentMessage()
    desk.window.commands["reset_columns"].trigger()
    assert "confidence" in keys(grid)


def test_that_the_name_can_be_neither_hidden_nor_moved_from_the_first_place(desk, grid):
    click_heading(grid, "function")
    desk.window.commands["hide_columns"].trigger()
    grid.view.horizontalHeader().moveSection(0, 4)
    assert keys(grid)[0] == "function"
    assert len(keys(grid)) == len(grid.columns.standard())


def test_that_the_dialog_shows_hides_and_orders_by_keyboard(desk, grid, qtbot):
    known = all_columns(desk.document.evaluation)
    dialog = ColumnsDialog(known, keys(grid), [column.key for column in grid.columns.standard()])
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    second = dialog.list.item(1).data(Qt.ItemDataRole.UserRole)
    dialog.list.setCurrentRow(1)
    QTest.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.keys()[:2] == ["function", second]
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    chosen = dialog.keys()
    assert second not in chosen
    dialog.search.setText("npv")
    shown = [dialog.list.item(row) for row in range(dialog.list.count()) if not dialog.list.item(row).isHidden()]
    shown[0].setCheckState(Qt.CheckState.Checked)
    grid.columns.show_keys(dialog.keys())
    assert second not in keys(grid)
    assert keys(grid)[-1] == shown[0].data(Qt.ItemDataRole.UserRole)
    dialog.deleteLater()


def test_that_columns_widths_freezing_and_zoom_come_back_in_the_next_window(make_desk):
    first = make_desk()
    first.document.replace(Plan.from_columns({"function": ["Payroll"]}))
    first.grid.show_columns("cost")
    first.grid.set_zoom(130)
    first.grid.columns.hide({"salary"})
    first.grid.view.setColumnWidth(1, 177)
    first.grid.columns.freeze("department")
    first.window.may_close = lambda: True
    first.window.close()
    second = make_desk()
    second.document.replace(Plan.from_columns({"function": ["Helpdesk"]}))
    second.grid.show_columns("cost")
    assert "salary" not in keys(second.grid)
    assert second.grid.zoom == 130
    assert second.grid.view.columnWidth(1) == 177
    assert second.grid.view.frozen.count == 2


def test_that_frozen_columns_stay_in_view_from_left_and_from_right(desk, grid):
    desk.window.resize(1000, 700)
    grid.show_columns("everything")
    grid.view.walker.go(0, 1)
    desk.window.commands["freeze_columns"].trigger()
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        grid.setLayoutDirection(direction)
        grid.view.walker.go(1, grid.table.columnCount() - 1)
        frozen = grid.view.frozen
        assert frozen.isVisible()
        assert frozen.width() > grid.view.columnWidth(0)
        port = grid.view.viewport().geometry()
        at_edge = frozen.geometry().left() - port.left() if direction == Qt.LayoutDirection.LeftToRight else (
            port.right() - frozen.geometry().right())  # fmt: skip
        assert at_edge == 0
        assert not frozen.geometry().intersects(
            grid.view.visualRect(grid.view.currentIndex()).translated(port.topLeft()))  # fmt: skip
        side = 4 if direction == Qt.LayoutDirection.LeftToRight else frozen.width() - 5
        scrolled = grid.view.horizontalScrollBar().value()
        y = grid.view.heading().height() + grid.view.rowViewportPosition(2) + 5
        QTest.mouseClick(frozen, Qt.MouseButton.LeftButton, pos=QPoint(side, y))
        assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (2, 0)
        assert grid.view.horizontalScrollBar().value() == scrolled
    desk.window.commands["freeze_columns"].trigger()
    assert grid.view.frozen.count == 1


def test_that_a_double_click_on_the_border_of_a_heading_fits_its_column(grid):
    grid.show_columns("cost")
    fitting = grid.columns.fitting(1)
    grid.view.setColumnWidth(1, 300)
    header = grid.view.horizontalHeader()
    border = QPoint(header.sectionViewportPosition(1) + 299, header.height() // 2)
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(header.viewport(), Qt.MouseButton.LeftButton, pos=border)
    assert grid.view.columnWidth(1) == fitting
    assert grid.table.order.sort is None


def test_that_the_right_button_on_a_row_number_selects_the_row(grid):
    header = grid.view.verticalHeader()
    place = QPoint(5, grid.view.rowViewportPosition(1) + 6)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, header.mapToGlobal(place))
    QCoreApplication.sendEvent(header.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert "delete_rows" in [action.objectName() for action in menu.actions()]
    menu.close()
    assert grid.selected_rows() == [2]
