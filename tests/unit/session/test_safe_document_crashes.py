"""After a crash the work is offered, and it is protected until it is saved."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.domain.errors import (
    ChangedOnDiskError,
)
from outsourcing_planner.io.plan_file import read_plan_file
from outsourcing_planner.session.edits import SetCells, State
from outsourcing_planner.session.journal import left_journals
from outsourcing_planner.session.lock import lock_path
from outsourcing_planner.session.safe_document import DocumentFile


def write(window: DocumentFile, text: str, row: int = 1) -> None:
    """Type into the first column."""
    window.document.apply(SetCells((row,), "function", (text,)))


def functions(path: Path) -> tuple[Any, ...]:
    """Return the first column of a plan on disk."""
    return read_plan_file(path).content.plan.column("function")


# --- crash and recovery


def test_that_after_a_crash_every_edit_is_offered_and_saved_and_only_then_forgotten(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
    write(window, "x")
    write(window, "y", 2)
    desk.crash(window)
    other = desk.opened(path)
    assert other.document.plan.column("function") == ("a", "b", "c")
    (left,) = other.left_work()
    assert (left.about.path, left.about.title) == (path, "")
    assert other.recover(left) == 2
    assert other.document.plan.column("function") == ("x", "y", "c")
    assert (other.path, other.modified) == (path, True)
    assert functions(path) == ("a", "b", "c")
    assert len(desk.journals()) == 1
    write(other, "z", 3)
    desk.crash(other)
    third = desk.opened(path)
    (left,) = third.left_work()
    assert third.recover(left) == 3
    third.save()
    assert functions(path) == ("x", "y", "z")
    assert desk.journals() == []


@pytest.mark.parametrize("ages", [(-(10**8)), 10**8], ids=["older", "newer"])
def test_that_recovery_is_offered_whatever_the_times_of_the_files_say(desk: Any, ages: int) -> None:
    path = desk.plan()
    window = desk.opened(path)
    write(window, "x")
    desk.crash(window)
    moment = path.stat().st_mtime + ages
    os.utime(path, (moment, moment))
    assert len(desk.opened(path).left_work()) == 1


def test_that_recovery_needs_nothing_of_the_plan_file_itself(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
    write(window, "x")
    desk.crash(window)
    path.write_bytes(b"zeros after a power cut")
    (left,) = left_journals(desk.places.journals)
    other = desk.window()
    other.recover(left)
    assert other.document.plan.column("function") == ("x", "b", "c")
    with pytest.raises(ChangedOnDiskError):
        other.save()
    other.save(anyway=True)
    assert functions(path) == ("x", "b", "c")


def test_that_a_window_closed_properly_leaves_nothing_and_one_left_in_a_hurry_leaves_its_work(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
    write(window, "x")
    window.close()
    assert desk.journals() == []
    window = desk.opened(path)
    write(window, "x")
    window.leave()
    assert len(left_journals(desk.places.journals)) == 1
    assert not lock_path(path).exists()


def test_that_saving_drops_the_journal_and_the_next_edit_begins_another(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
    assert desk.journals() == []
    write(window, "x")
    assert len(desk.journals()) == 1
    window.save()
    assert desk.journals() == []
    write(window, "y")
    desk.crash(window)
    (left,) = left_journals(desk.places.journals)
    recovered = left.recover()
    assert recovered.edits == 1
    assert recovered.content.plan.column("function") == ("y", "b", "c")


def test_that_an_edit_of_a_kind_the_journal_does_not_know_is_protected_all_the_same(desk: Any) -> None:
    class Shout:
        label = "Shout"

        def apply(self, state: State) -> Any:
            return SetCells((1, 2), "function", ("A", "B")).apply(state)

    window = desk.opened(desk.plan())
    write(window, "x", 3)
    window.document.apply(Shout())
    write(window, "y", 2)
    desk.crash(window)
    (left,) = left_journals(desk.places.journals)
    assert left.recover().content.plan.column("function") == ("A", "y", "x")


def test_that_a_full_disk_stops_no_edit_is_told_and_protection_returns(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    window = desk.opened(desk.plan())
    write(window, "x")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        write(window, "y", 2)
        assert "disk is full" in window.problem
        write(window, "z", 3)
    assert window.document.plan.column("function") == ("x", "y", "z")
    write(window, "again")
    assert window.problem == ""
    desk.crash(window)
    (left,) = left_journals(desk.places.journals)
    assert left.recover().content.plan.column("function") == ("again", "y", "z")


def test_that_a_disk_full_from_the_first_edit_on_loses_no_edit_once_there_is_room(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    window = desk.opened(desk.plan())
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        write(window, "x")
        assert window.problem
        write(window, "y", 2)
    write(window, "z", 3)
    assert window.problem == ""
    desk.crash(window)
    (left,) = left_journals(desk.places.journals)
    assert left.recover().content.plan.column("function") == ("x", "y", "z")
