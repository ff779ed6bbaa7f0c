"""A long import leaves the window free: what takes time runs beside it, and its issues are counted all the same."""

import threading

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QThreadPool, QTimer

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.ui import action_import
from outsourcing_planner.ui.desk import furnished
from outsourcing_planner.ui.dialogs import import_seen
from outsourcing_planner.ui.dialogs.import_dialog import ImportDialog
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.tasks import Tasks
from outsourcing_planner.ui.main_window import MainWindow
from outsourcing_planner.ui.views import results

LONG = 1_200


@pytest.fixture
def desk(qtbot, program, libraries, recorder):
    """A window whose tasks run in threads, as they do for people."""
    window = MainWindow(program)
    made = furnished(window, libraries, Ports(recorder, recorder, Tasks(parent=window)))
    qtbot.addWidget(window, before_close_func=lambda one: setattr(one, "may_close", lambda: True))
    window.show()
    return made


def test_that_a_long_sheet_is_read_judged_and_checked_off_the_thread_of_the_window(
    desk, recorder, tmp_path, qtbot, monkeypatch
):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(("Function", "FTE"))
    for at in range(LONG):
        sheet.append((f"Function {at}", at % 9))
    book.save(tmp_path / "long.xlsx")
    recorder.opens = tmp_path / "long.xlsx"
    real = desk.ports.tasks
    judged_in: list[int] = []
    interpret = import_seen.interpret

    def watched(*given: object) -> object:
        judged_in.append(threading.get_ident())
        return interpret(*given)

    monkeypatch.setattr(import_seen, "interpret", watched)
    accept = QTimer()
    accept.timeout.connect(lambda: _press_import(desk))
    accept.start(20)
    desk.window.commands["import"].trigger()
    qtbot.waitUntil(lambda: len(desk.document.plan) == LONG and not real.busy, timeout=60_000)
    accept.stop()
    assert judged_in
    assert threading.get_ident() not in judged_in
    desk.show_issues()
    qtbot.waitUntil(lambda: not real.busy, timeout=30_000)
    count = results.problems(desk.document.issues)
    assert count > 0
    assert str(count) in desk.window.strip.warnings.text()


def _press_import(desk) -> None:
    for dialog in desk.window.findChildren(ImportDialog):
        if dialog.isVisible() and dialog.found is not None and dialog.do.isEnabled():
            dialog.do.click()


def test_that_a_cancelled_reading_leaves_everything_as_it_was(desk, recorder, tmp_path, qtbot):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for at in range(LONG):
        sheet.append((f"Function {at}", at % 9))
    book.save(tmp_path / "long.xlsx")
    recorder.opens = tmp_path / "long.xlsx"
    before = desk.document.state
    desk.window.commands["import"].trigger()
    assert desk.ports.tasks.busy
    desk.window.status.cancel_requested.emit()
    assert not desk.ports.tasks.busy
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0, timeout=30_000)
    qtbot.wait(50)
    assert not desk.window.findChildren(ImportDialog)
    assert desk.document.state is before
    assert not recorder.errors


def test_that_rows_of_a_long_sheet_are_added_as_one_step_worked_out_beside_the_window(
    desk, recorder, tmp_path, qtbot, monkeypatch
):
    plan = Plan.from_columns({"function": ["Payroll"], "fte": [3.0]})
    desk.files.show(PlanContent(plan), modified=False)
    before = desk.document.state
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(("Function", "FTE"))
    for at in range(LONG):
        sheet.append((f"Function {at}", at % 9))
    book.save(tmp_path / "long.xlsx")
    recorder.opens = tmp_path / "long.xlsx"
    worked_in: list[int] = []
    ahead = action_import.worked_ahead

    def watched(*given: object) -> object:
        worked_in.append(threading.get_ident())
        return ahead(*given)

    monkeypatch.setattr(action_import, "worked_ahead", watched)
    accept = QTimer()
    accept.timeout.connect(lambda: _press_import(desk))
    accept.start(20)
    desk.window.commands["import"].trigger()
    qtbot.waitUntil(lambda: len(desk.document.plan) == LONG + 1, timeout=60_000)
    accept.stop()
    assert worked_in
    assert threading.get_ident() not in worked_in
    fresh = evaluate(desk.document.plan, desk.document.assumptions, desk.document.libraries)
    last = desk.document.plan.rows.ids[-1]
    for key in ("label", "in_house", "charge"):
        assert desk.document.evaluation.value(last, key) == fresh.value(last, key)
    desk.window.commands["undo"].trigger()
    assert desk.document.state.same(before)
    qtbot.waitUntil(lambda: not desk.ports.tasks.busy, timeout=30_000)
