"""A long import leaves the window free: what takes time runs beside it, and its issues are counted all the same."""

import threading

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QTimer

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
