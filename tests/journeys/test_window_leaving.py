"""Every way to leave a plan with unsaved changes asks, and Cancel keeps everything as it was."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from outsourcing_planner.session.edits import InsertRows
from outsourcing_planner.ui.kit.messages import Leave


@pytest.fixture
def changed(desk):
    """A window with one row that is not saved."""
    block = desk.document.plan.new_rows(1).with_cells([desk.document.plan.next_id], "function", ["Payroll"])
    desk.carry_out(InsertRows((0,), block))
    return desk


def drop(desk, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(5, 5).toPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    desk.window.dropEvent(event)


def ways(tmp_path: Path):
    plan = tmp_path / "other.oplan"
    return {
        "new": lambda desk: desk.window.commands["new"].trigger(),
        "open": lambda desk: desk.window.commands["open"].trigger(),
        "sample": lambda desk: desk.window.commands["open_sample"].trigger(),
        "recent": lambda desk: desk.files.open_path(plan),
        "drop": lambda desk: drop(desk, plan),
        "close": lambda desk: desk.window.close(),
    }


@pytest.mark.parametrize("way", ["new", "open", "sample", "recent", "drop", "close"])
def test_that_leaving_asks_and_cancel_keeps_the_plan(changed, recorder, tmp_path, way):
    recorder.opens = tmp_path / "other.oplan"
    recorder.leave_answer = Leave.CANCEL
    before = changed.document.plan
    ways(tmp_path)[way](changed)
    assert len(recorder.asked) == 1
    assert changed.document.plan is before
    assert changed.window.isVisible()
    assert changed.files.file.modified


def test_that_discard_leaves_the_plan(changed, recorder):
    recorder.leave_answer = Leave.DISCARD
    changed.window.commands["new"].trigger()
    assert len(changed.document.plan) == 0
    assert not changed.window.isWindowModified()
    assert changed.window.pages.currentWidget() is changed.empty


def test_that_save_writes_the_plan_before_the_window_closes(changed, recorder, tmp_path):
    recorder.leave_answer, recorder.saves = Leave.SAVE, tmp_path / "kept.oplan"
    changed.window.close()
    assert not changed.window.isVisible()
    assert recorder.saves.exists()


def test_that_a_save_that_fails_keeps_the_window_open(changed, recorder, tmp_path):
    recorder.leave_answer, recorder.saves = Leave.SAVE, tmp_path / "no such folder" / "plan.oplan"
    changed.window.close()
    assert changed.window.isVisible()
    assert len(recorder.errors) == 1
    assert changed.files.file.modified


def test_that_a_saved_plan_opens_again_as_it_was(changed, recorder, tmp_path):
    recorder.saves = recorder.opens = tmp_path / "plan.oplan"
    changed.window.commands["save"].trigger()
    assert not changed.window.isWindowModified()
    saved = changed.document.plan
    changed.window.commands["new"].trigger()
    assert recorder.asked == []
    changed.window.commands["open"].trigger()
    assert changed.document.plan.columns == saved.columns
    assert "plan" in changed.window.windowTitle()
    assert changed.program.recent.files() == [recorder.opens]


def test_that_an_unchanged_plan_is_left_without_a_question(desk, recorder):
    desk.window.commands["open_sample"].trigger()
    assert len(desk.document.plan) > 10
    assert not desk.window.isWindowModified()
    desk.window.commands["new"].trigger()
    assert recorder.asked == []


def test_that_undoing_everything_makes_the_plan_unchanged_again(changed):
    assert changed.window.isWindowModified()
    changed.window.commands["undo"].trigger()
    assert not changed.window.isWindowModified()


def test_that_what_is_being_typed_is_saved(changed, recorder, tmp_path, qtbot):
    recorder.saves = tmp_path / "plan.oplan"
    view = changed.grid.view
    changed.grid.select_row(changed.document.plan.rows.ids[0], "department")
    qtbot.keyClick(view, "F")
    qtbot.keyClicks(view.cells.editor, "in")
    changed.window.commands["save"].trigger()
    assert changed.document.plan.column("department") == ("Fin",)
    assert not changed.files.file.modified
