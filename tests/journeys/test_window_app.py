"""The running program: windows that open, are furnished, and close together."""

import pytest
from PySide6.QtGui import QFileOpenEvent

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes
from outsourcing_planner.session.edits import InsertRows
from outsourcing_planner.ui import app as module
from outsourcing_planner.ui import furnish
from outsourcing_planner.ui.kit.messages import Leave
from outsourcing_planner.ui.kit.tasks import Tasks, inline


@pytest.fixture
def app(program, recorder, monkeypatch, qtbot):
    """The program with recorders in place of boxes, everything run at once."""
    monkeypatch.setattr(furnish, "BoxMessages", lambda _window: recorder)
    monkeypatch.setattr(furnish, "DialogFiles", lambda _window: recorder)
    monkeypatch.setattr(furnish, "Tasks", lambda parent: Tasks(start=inline, parent=parent))
    made = module.App(program)
    yield made
    for desk in list(made.desks):
        desk.window.may_close = lambda: True
        desk.window.close()
        qtbot.waitUntil(lambda one=desk: not one.window.isVisible())


def test_that_the_first_start_shows_the_sample(app, qtbot):
    window = app.open_window()
    assert not window.commands["export"].isEnabled()
    assert window.commands.reason("export")
    qtbot.waitUntil(lambda: bool(app.desks) and len(app.desks[0].document.plan) > 0)
    assert window.commands["export"].isEnabled()


def test_that_a_second_window_has_its_own_plan_and_quit_asks_for_each(app, qtbot, recorder):
    app.open_window()
    qtbot.waitUntil(lambda: len(app.desks) == 1 and len(app.desks[0].document.plan) > 0)
    app.desks[0].window.commands["new_window"].trigger()
    qtbot.waitUntil(lambda: len(app.desks) == 2)
    second = app.desks[1]
    assert len(second.document.plan) == 0
    block = second.document.plan.new_rows(1)
    second.carry_out(InsertRows((0,), block))
    recorder.leave_answer = Leave.CANCEL
    app.quit()
    assert second.window.isVisible()
    assert len(recorder.asked) == 1
    recorder.leave_answer = Leave.DISCARD
    app.quit()
    assert not second.window.isVisible()
    assert app.windows == []


def test_that_a_file_handed_over_by_the_system_opens_where_nothing_is_lost(app, qtbot, tmp_path):
    first, second = (tmp_path / name for name in ("first.oplan", "second.oplan"))
    for path in (first, second):
        path.write_bytes(plan_bytes(PlanContent(Plan.from_columns({"function": [path.stem]}))))
    app.open_window()
    qtbot.waitUntil(lambda: len(app.desks) == 1 and len(app.desks[0].document.plan) > 0)
    app.eventFilter(app, QFileOpenEvent(str(first)))
    qtbot.waitUntil(lambda: app.desks[0].files.file.path == first)
    app.eventFilter(app, QFileOpenEvent(str(second)))
    qtbot.waitUntil(lambda: len(app.desks) == 2 and app.desks[1].files.file.path == second)
    assert app.desks[0].files.file.path == first
