"""The session logs out. No session manager of a test can be made by Qt; a stand-in with its calls takes its place."""

import pytest
from PySide6.QtWidgets import QWidget

from outsourcing_planner.ui.leaving import Endings

pytestmark = pytest.mark.usefixtures("window")


class Manager:
    """What a session manager says and is told."""

    def __init__(self, *, asks: bool) -> None:
        self._asks = asks
        self.told: list[str] = []

    def allowsInteraction(self) -> bool:  # noqa: N802 - as Qt names it
        return self._asks

    def cancel(self) -> None:
        self.told.append("cancel")

    def release(self) -> None:
        self.told.append("release")


@pytest.fixture
def window(qtbot, qapp):
    for other in qapp.topLevelWidgets():
        other.hide()
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def ways():
    return []


@pytest.fixture
def endings(qapp, ways):
    made = Endings(qapp, lambda: ways.append("hurry"), lambda: ways.append("ask"))
    yield made
    made.release()


def test_that_without_leave_to_ask_the_work_is_kept_and_nothing_asked(endings, ways):
    manager = Manager(asks=False)
    endings._log_out(manager)
    assert (ways, manager.told) == (["hurry"], [])


def test_that_a_window_left_open_by_the_person_stops_the_logout(endings, ways):
    manager = Manager(asks=True)
    endings._log_out(manager)
    assert (ways, manager.told) == (["ask"], ["cancel", "release"])


def test_that_the_logout_goes_on_when_every_window_was_closed(endings, ways, window):
    window.hide()
    manager = Manager(asks=True)
    endings._log_out(manager)
    assert (ways, manager.told) == (["ask"], ["release"])
