"""Saves that fail and other people at the same plan: nothing is lost or overwritten silently."""

import errno
import os
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.domain.errors import (
    ChangedOnDiskError,
    NotConfirmedError,
    OutputUnwritableError,
    PlanLockedError,
)
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io import plan_file
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes, read_plan_file
from outsourcing_planner.session.edits import SetCells
from outsourcing_planner.session.journal import left_journals
from outsourcing_planner.session.loading import Mode
from outsourcing_planner.session.lock import lock_path
from outsourcing_planner.session.safe_document import DocumentFile


def write(window: DocumentFile, text: str, row: int = 1) -> None:
    """Type into the first column."""
    window.document.apply(SetCells((row,), "function", (text,)))


def functions(path: Path) -> tuple[Any, ...]:
    """Return the first column of a plan on disk."""
    return read_plan_file(path).content.plan.column("function")


# --- saving that goes wrong


def test_that_a_failed_save_says_why_and_the_work_stays_modified_and_protected(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.plan()
    window = desk.opened(path)
    write(window, "x")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutputUnwritableError, match="the disk is full"):
            window.save()
        with pytest.raises(OutputUnwritableError, match="the disk is full"):
            window.save_as(desk.folder / "other.oplan")
    assert functions(path) == ("a", "b", "c")
    assert (window.path, window.modified) == (path, True)
    assert len(desk.journals()) == 1
    assert not lock_path(desk.folder / "other.oplan").exists()
    window.save()
    assert functions(path) == ("x", "b", "c")


def test_that_a_save_the_disk_did_not_confirm_is_told_and_can_be_repeated(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.plan()
    window = desk.opened(path)
    write(window, "x")
    with monkeypatch.context() as patch:
        patch.setattr("outsourcing_planner.io.atomic._sync_folder", lambda folder: folder != desk.folder)
        with pytest.raises(NotConfirmedError):
            window.save()
    assert window.modified
    assert len(desk.journals()) == 1
    window.save()
    assert not window.modified


def test_that_a_backup_that_cannot_be_kept_is_told_and_does_not_stop_the_save(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
    desk.places.backups.parent.mkdir(parents=True, exist_ok=True)
    desk.places.backups.write_bytes(b"a file where the folder should be")
    write(window, "x")
    window.save()
    assert functions(path) == ("x", "b", "c")
    assert "No backup" in window.problem


def test_that_edits_made_while_a_save_runs_are_kept_and_protected(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
    write(window, "x")
    saving = window.begin_save()
    write(window, "y", 2)
    with pytest.raises(OutputUnwritableError, match="under way"):
        window.begin_save()
    saving.run()
    write(window, "z", 3)
    window.finish_save(saving)
    assert functions(path) == ("x", "b", "c")
    assert window.modified
    desk.crash(window)
    (left,) = left_journals(desk.places.journals)
    recovered = left.recover()
    assert recovered.edits == 2
    assert recovered.content.plan.column("function") == ("x", "y", "z")
    other = desk.window()
    other.recover(left)
    other.save()
    assert functions(path) == ("x", "y", "z")


# --- other people


def test_that_a_second_window_is_refused_and_may_read_copy_or_insist(desk: Any) -> None:
    path = desk.plan()
    first = desk.opened(path)
    second = desk.window()
    with pytest.raises(PlanLockedError):
        second.open(path)
    second.open(path, Mode.READ_ONLY)
    assert second.read_only
    write(second, "mine")
    with pytest.raises(OutputUnwritableError, match="read-only"):
        second.save()
    with pytest.raises(OutputUnwritableError, match="Choose another name"):
        second.save_as(path, overwrite=True)
    second.save_as(desk.folder / "mine.oplan")
    assert (second.read_only, second.modified) == ("", False)
    third = desk.window()
    third.open(path, Mode.COPY)
    assert (third.path, third.modified, third.name) == (None, True, "Untitled")
    fourth = desk.window()
    fourth.open(path, Mode.ANYWAY)
    write(fourth, "insisted")
    fourth.save()
    write(first, "unaware")
    with pytest.raises(ChangedOnDiskError):
        first.save()
    assert functions(path) == ("insisted", "b", "c")


def test_that_saving_anyway_keeps_the_version_of_the_other_as_a_backup(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
    theirs = replace(read_plan_file(path).content, plan=Plan.from_columns({"function": ["theirs"]}))
    path.write_bytes(plan_bytes(theirs))
    write(window, "mine")
    with pytest.raises(ChangedOnDiskError):
        window.save()
    window.save(anyway=True)
    assert functions(path) == ("mine", "b", "c")
    assert window.backups()[0].read().content.plan.column("function") == ("theirs",)
    window.save()


def test_that_a_save_which_ends_after_another_plan_was_opened_leaves_that_one_alone(desk: Any) -> None:
    window = desk.opened(desk.plan())
    write(window, "x")
    saving = window.begin_save()
    saving.run()
    window.open(desk.plan("other.oplan"))
    window.finish_save(saving)
    assert functions(desk.folder / "plan.oplan") == ("x", "b", "c")
    assert (window.name, window.modified, window.saved_at) == ("other.oplan", False, None)


def interleave(desk: Any, count: int) -> None:
    """Let two windows that both insist on the file, and somebody with another program, act in any order."""
    chance, path = random.Random(3), desk.plan()
    one, two = desk.window(), desk.window()
    one.open(path)
    two.open(path, Mode.ANYWAY)
    known = {id(one): path.read_bytes(), id(two): path.read_bytes()}
    for number in range(count):
        window = chance.choice((one, two))
        match chance.choice(("edit", "save", "open", "foreign")):
            case "edit":
                write(window, f"edit {number}")
            case "open":
                window.open(path, Mode.ANYWAY)
                known[id(window)] = path.read_bytes()
            case "foreign":
                content = replace(read_plan_file(path).content, plan=Plan.from_columns({"function": [str(number)]}))
                path.write_bytes(plan_bytes(content))
            case "save":
                before = path.read_bytes()
                try:
                    window.save()
                except ChangedOnDiskError:
                    assert before == path.read_bytes() != known[id(window)]
                else:
                    assert before == known[id(window)]
                    known[id(window)] = path.read_bytes()


def test_that_no_order_of_edits_saves_and_foreign_changes_overwrites_anything_silently(desk: Any) -> None:
    interleave(desk, 60)


@pytest.mark.slow
def test_that_a_thousand_actions_of_several_people_overwrite_nothing_silently(desk: Any) -> None:
    interleave(desk, 1000)


def test_that_a_newer_format_opens_read_only_and_is_never_changed(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.folder / "newer.oplan"
    with monkeypatch.context() as patch:
        patch.setattr(plan_file, "FORMAT", 2)
        patch.setattr(plan_file, "__version__", "7.0")
        path.write_bytes(plan_bytes(PlanContent(Plan.from_columns({"function": ["a"]}))))
    before = path.read_bytes()
    window = desk.opened(path)
    assert "version 7.0" in window.read_only
    write(window, "x")
    with pytest.raises(OutputUnwritableError, match=r"version 7\.0"):
        window.save()
    with pytest.raises(OutputUnwritableError, match=r"version 7\.0"):
        window.save_as(path, overwrite=True)
    assert path.read_bytes() == before
    assert not lock_path(path).exists()
