"""Steps with the window free between them."""

from PySide6.QtCore import QTimer

from outsourcing_planner.ui.kit.turns import Turns


def test_that_the_window_is_free_between_two_steps(qtbot, qapp):
    happened: list[str] = []
    turns = Turns(qapp)

    def first() -> None:
        happened.append("first")
        QTimer.singleShot(0, qapp, lambda: happened.append("a click"))

    turns.take([first, lambda: happened.append("second")])
    assert happened == []
    qtbot.waitUntil(lambda: "second" in happened)
    assert happened == ["first", "a click", "second"]


def test_that_new_steps_replace_what_was_left_of_others(qtbot, qapp):
    happened: list[str] = []
    turns = Turns(qapp)
    turns.take([lambda: happened.append("old")])
    turns.take([lambda: happened.append("new")])
    qtbot.waitUntil(lambda: bool(happened))
    qtbot.wait(30)
    assert happened == ["new"]
