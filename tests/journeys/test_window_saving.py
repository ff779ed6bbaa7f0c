"""Saving and opening beside the window: editing goes on, Cancel leaves the file, leaving waits."""

import threading

import pytest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes, read_plan_file
from outsourcing_planner.session.edits import SetCells
from outsourcing_planner.ui.kit.messages import Leave
from outsourcing_planner.ui.kit.tasks import Tasks, in_pool


class Gate:
    """Lets jobs of the window begin only when the test says so, in the thread pool of the real program."""

    def __init__(self) -> None:
        self.jobs = []

    def __call__(self, job) -> None:
        self.jobs.append(job)

    def open(self) -> None:
        jobs, self.jobs = self.jobs, []
        for job in jobs:
            in_pool(job)


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def slow(desk, gate):
    """A window with a plan of three rows whose work waits at a gate."""
    desk.files.show(PlanContent(Plan.from_columns({"function": ["Payroll", "Claims", "Audit"]})), modified=True)
    tasks = Tasks(start=gate, parent=desk.window)
    tasks.started.connect(desk.window.status.begin_work)
    tasks.finished.connect(desk.window.status.end_work)
    object.__setattr__(desk.ports, "tasks", tasks)
    desk.window.status.cancel_requested.connect(tasks.cancel)
    return desk


def type_into(desk, text: str) -> None:
    desk.carry_out(SetCells((1,), "function", (text,)))


def names(path) -> tuple:
    return read_plan_file(path).content.plan.column("function")


def test_that_editing_goes_on_while_the_plan_is_saved(slow, gate, recorder, tmp_path, qtbot):
    recorder.saves = tmp_path / "plan.oplan"
    slow.window.commands["save"].trigger()
    assert slow.ports.tasks.busy
    type_into(slow, "Typed meanwhile")
    gate.open()
    qtbot.waitUntil(lambda: not slow.ports.tasks.busy)
    assert names(recorder.saves)[0] == "Payroll"
    assert slow.files.file.modified
    assert slow.window.isWindowModified()
    assert slow.document.cell(1, "function") == "Typed meanwhile"


def test_that_a_save_can_be_cancelled_and_the_file_is_as_it_was(slow, gate, recorder, tmp_path, qtbot):
    recorder.saves = tmp_path / "plan.oplan"
    slow.window.commands["save"].trigger()
    gate.open()
    qtbot.waitUntil(lambda: not slow.ports.tasks.busy)
    before = recorder.saves.read_bytes()
    type_into(slow, "Later")
    slow.window.commands["save"].trigger()
    slow.window.status.cancel.click()
    assert slow.ports.tasks.busy
    gate.open()
    qtbot.waitUntil(lambda: not slow.ports.tasks.busy)
    assert recorder.saves.read_bytes() == before
    assert slow.files.file.modified
    slow.window.commands["save"].trigger()
    gate.open()
    qtbot.waitUntil(lambda: not slow.files.file.modified)
    assert names(recorder.saves)[0] == "Later"
    assert [path.name for path in tmp_path.glob("*.tmp")] == []


def test_that_a_second_save_waits_for_the_first(slow, gate, recorder, tmp_path, qtbot):
    recorder.saves = tmp_path / "plan.oplan"
    slow.window.commands["save"].trigger()
    type_into(slow, "Second")
    slow.window.commands["save"].trigger()
    gate.open()
    qtbot.waitUntil(lambda: bool(gate.jobs))
    gate.open()
    qtbot.waitUntil(lambda: not slow.ports.tasks.busy)
    assert names(recorder.saves)[0] == "Second"
    assert not slow.files.file.modified


def test_that_a_window_being_saved_closes_when_it_is_saved(slow, gate, recorder, tmp_path, qtbot):
    recorder.saves, recorder.leave_answer = tmp_path / "plan.oplan", Leave.SAVE
    slow.window.close()
    assert slow.window.isVisible()
    gate.open()
    qtbot.waitUntil(lambda: not slow.window.isVisible())
    assert len(names(recorder.saves)) == 3


def test_that_what_is_typed_while_saving_is_asked_for_before_the_window_closes(slow, gate, recorder, tmp_path, qtbot):
    recorder.saves, recorder.leave_answer = tmp_path / "plan.oplan", Leave.SAVE
    slow.window.close()
    type_into(slow, "At the last moment")
    recorder.leave_answer = Leave.CANCEL
    gate.open()
    qtbot.waitUntil(lambda: len(recorder.asked) == 2)
    assert slow.window.isVisible()
    assert slow.files.file.modified


def test_that_a_plan_edited_while_another_is_opened_is_not_lost(slow, gate, recorder, tmp_path, qtbot):
    other = tmp_path / "other.oplan"
    other.write_bytes(plan_bytes(PlanContent(Plan.from_columns({"function": ["Other"]}))))
    recorder.leave_answer = Leave.DISCARD
    slow.files.open_path(other)
    type_into(slow, "Typed while it opened")
    recorder.leave_answer = Leave.CANCEL
    gate.open()
    qtbot.waitUntil(lambda: len(recorder.asked) == 2)
    assert slow.document.cell(1, "function") == "Typed while it opened"
    assert slow.files.file.path is None


def test_that_opening_does_its_work_in_another_thread(slow, gate, recorder, tmp_path, qtbot, monkeypatch):
    other = tmp_path / "other.oplan"
    other.write_bytes(plan_bytes(PlanContent(Plan.from_columns({"function": ["Other"]}))))
    from outsourcing_planner.session import document

    seen, real = [], document.evaluate
    monkeypatch.setattr(document, "evaluate", lambda *given: (seen.append(threading.get_ident()), real(*given))[1])
    recorder.leave_answer = Leave.DISCARD
    slow.files.open_path(other)
    gate.open()
    qtbot.waitUntil(lambda: slow.files.file.path == other)
    assert seen
    assert threading.get_ident() not in seen
