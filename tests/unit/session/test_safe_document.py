"""A document is opened, saved, recovered and compared, and its work is never lost."""

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumption
from outsourcing_planner.domain.errors import (
    ChangedOnDiskError,
    InputUnreadableError,
    NotConfirmedError,
    OutputExistsError,
    OutputUnwritableError,
    PlanLockedError,
)
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io import plan_file
from outsourcing_planner.io.load import load_all
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes, read_plan_file
from outsourcing_planner.session import places
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import InsertRows, MoveRows, SetAssumption, SetCells, SetSection, State
from outsourcing_planner.session.journal import left_journals
from outsourcing_planner.session.lock import lock_path
from outsourcing_planner.session.safe_document import DocumentFile, Mode

LIBRARIES = load_all()


class Clock:
    """A clock that goes on by a minute each time it is read."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


class Desk:
    """One computer with windows."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.places, self.clock = folder, places.under(folder / "own"), Clock()
        self.windows: list[DocumentFile] = []

    def window(self) -> DocumentFile:
        """Open another window."""
        self.windows.append(DocumentFile(Document(LIBRARIES), self.places, self.clock))
        return self.windows[-1]

    def crash(self, window: DocumentFile) -> None:
        """Let go of everything that the system lets go of when a process dies, and of nothing else."""
        window._protection.leave()
        if window._lock:
            path = lock_path(window._lock.file)
            path.write_text(path.read_text().replace(f'"pid":{os.getpid()}', f'"pid":{2**22 + 1}'))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    for window in desk.windows:
        window.close()


def plan_on_disk(desk: Desk, name: str = "plan.oplan") -> Path:
    """Write a plan of three rows."""
    path = desk.folder / name
    path.write_bytes(plan_bytes(PlanContent(Plan.from_columns({"function": ["a", "b", "c"]}))))
    return path


def opened(desk: Desk, path: Path) -> DocumentFile:
    """Open a plan in a new window."""
    window = desk.window()
    window.open(path)
    return window


def write(window: DocumentFile, text: str, row: int = 1) -> None:
    """Type into the first column."""
    window.document.apply(SetCells((row,), "function", (text,)))


def functions(path: Path) -> tuple[Any, ...]:
    """Return the first column of a plan on disk."""
    return read_plan_file(path).content.plan.column("function")


def journals(desk: Desk) -> list[Path]:
    """Return all journals on disk, in use or left."""
    return list(desk.places.journals.glob("*"))


# --- the usual life


def test_that_a_new_document_is_untitled_and_unmodified_until_something_is_typed(desk: Desk) -> None:
    window = desk.window()
    window.new()
    assert (window.name, window.path, window.modified, window.read_only) == ("Untitled", None, False, "")
    inverse = window.document.apply(InsertRows((0,), window.document.plan.new_rows(1)))
    assert window.modified
    window.document.apply(inverse)
    assert not window.modified


def test_that_what_is_saved_is_opened_again_by_another_window(desk: Desk) -> None:
    path, window = desk.folder / "new.oplan", desk.window()
    window.new(PlanContent(Plan.from_columns({"function": ["a"]}, title="T")))
    window.document.apply(SetAssumption("cola", Assumption(0.5, None, None, "us", "A")))
    window.document.apply(SetSection("decisions", [{"row": 1}], "Decide"))
    window.save_as(path)
    assert (window.name, window.modified) == ("new.oplan", False)
    assert window.saved_at == desk.clock.time - timedelta(minutes=1) or window.saved_at is not None
    window.close()
    other = opened(desk, path)
    assert other.document.state.same(window.document.state)
    assert other.document.sections == {"decisions": [{"row": 1}]}
    assert not other.modified


def test_that_undoing_back_to_the_saved_state_is_not_modified(desk: Desk) -> None:
    window = opened(desk, plan_on_disk(desk))
    inverse = window.document.apply(SetCells((2,), "owner", ("me",)))
    assert window.modified
    window.document.apply(inverse)
    assert not window.modified
    order = window.document.apply(MoveRows((3, 2, 1)))
    assert window.modified
    window.document.apply(order)
    assert not window.modified


def test_that_listeners_hear_of_edits_saves_and_names(desk: Desk) -> None:
    window, heard = opened(desk, plan_on_disk(desk)), []
    window.listen(lambda: heard.append((window.name, window.modified)))
    write(window, "x")
    window.save()
    window.save_as(desk.folder / "other.oplan")
    assert heard == [("plan.oplan", True), ("plan.oplan", False), ("other.oplan", False)]


def test_that_an_import_is_modified_and_protected_before_the_first_edit(desk: Desk) -> None:
    window = desk.window()
    window.new(PlanContent(Plan.from_columns({"function": ["imported"]})), modified=True)
    assert window.modified
    desk.crash(window)
    (left,) = left_journals(desk.places.journals)
    other = desk.window()
    assert other.recover(left) == 0
    assert other.document.plan.column("function") == ("imported",)
    assert (other.modified, other.path) == (True, None)


def test_that_save_as_leaves_the_first_file_and_makes_a_document_of_its_own(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    write(window, "x")
    window.save_as(desk.folder / "copy.oplan")
    write(window, "y")
    window.save()
    assert functions(path) == ("a", "b", "c")
    assert functions(desk.folder / "copy.oplan") == ("y", "b", "c")
    ids = {read_plan_file(each).content.document_id for each in (path, desk.folder / "copy.oplan")}
    assert len(ids) == 2
    assert not lock_path(path).exists()
    assert lock_path(desk.folder / "copy.oplan").exists()


def test_that_save_as_over_another_file_wants_consent_and_keeps_what_was_there_as_a_backup(desk: Desk) -> None:
    path, other = plan_on_disk(desk), plan_on_disk(desk, "other.oplan")
    window = opened(desk, path)
    write(window, "x")
    with pytest.raises(OutputExistsError):
        window.save_as(other)
    assert (window.path, window.modified) == (path, True)
    window.save_as(other, overwrite=True)
    assert functions(other) == ("x", "b", "c")
    assert [backup.read().content.plan.column("function") for backup in window.backups()] == [("a", "b", "c")]


def test_that_save_as_onto_itself_is_a_save(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    before = read_plan_file(path).content.document_id
    write(window, "x")
    window.save_as(desk.folder / "." / "plan.oplan", overwrite=True)
    assert functions(path) == ("x", "b", "c")
    assert read_plan_file(path).content.document_id == before
    assert lock_path(path).exists()


def test_that_a_document_without_a_file_asks_for_save_as(desk: Desk) -> None:
    with pytest.raises(OutputUnwritableError, match="use Save As"):
        desk.window().save()


def test_that_what_cannot_be_opened_leaves_the_open_document_alone(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    write(window, "x")
    (desk.folder / "bad.oplan").write_bytes(b"bad")
    with pytest.raises(InputUnreadableError):
        window.open(desk.folder / "bad.oplan")
    assert (window.path, window.modified) == (path, True)
    window.save()
    assert functions(path) == ("x", "b", "c")


def test_that_opening_the_same_file_again_reverts_it(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    write(window, "x")
    window.open(path)
    assert window.document.plan.column("function") == ("a", "b", "c")
    assert lock_path(path).exists()
    write(window, "y")
    window.save()
    assert functions(path) == ("y", "b", "c")


def test_that_unknown_parts_survive_editing_and_saving(desk: Desk) -> None:
    path = desk.folder / "plan.oplan"
    content = PlanContent(Plan.from_columns({"function": ["a"]}), parts={"notes/x": b"?"}, manifest={"mood": 1})
    path.write_bytes(plan_bytes(content))
    window = opened(desk, path)
    write(window, "x")
    window.save()
    saved = read_plan_file(path).content
    assert (saved.parts, saved.manifest) == ({"notes/x": b"?"}, {"mood": 1})


# --- crash and recovery


def test_that_after_a_crash_every_edit_is_offered_and_saved_and_only_then_forgotten(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    write(window, "x")
    write(window, "y", 2)
    desk.crash(window)
    other = opened(desk, path)
    assert other.document.plan.column("function") == ("a", "b", "c")
    (left,) = other.left_work()
    assert (left.about.path, left.about.title) == (path, "")
    assert other.recover(left) == 2
    assert other.document.plan.column("function") == ("x", "y", "c")
    assert (other.path, other.modified) == (path, True)
    assert functions(path) == ("a", "b", "c")
    assert len(journals(desk)) == 1
    write(other, "z", 3)
    desk.crash(other)
    third = opened(desk, path)
    (left,) = third.left_work()
    assert third.recover(left) == 3
    third.save()
    assert functions(path) == ("x", "y", "z")
    assert journals(desk) == []


@pytest.mark.parametrize("ages", [(-(10**8)), 10**8], ids=["older", "newer"])
def test_that_recovery_is_offered_whatever_the_times_of_the_files_say(desk: Desk, ages: int) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    write(window, "x")
    desk.crash(window)
    moment = path.stat().st_mtime + ages
    os.utime(path, (moment, moment))
    assert len(opened(desk, path).left_work()) == 1


def test_that_recovery_needs_nothing_of_the_plan_file_itself(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
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


def test_that_a_window_closed_properly_leaves_nothing_and_one_left_in_a_hurry_leaves_its_work(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    write(window, "x")
    window.close()
    assert journals(desk) == []
    window = opened(desk, path)
    write(window, "x")
    window.leave()
    assert len(left_journals(desk.places.journals)) == 1
    assert not lock_path(path).exists()


def test_that_saving_drops_the_journal_and_the_next_edit_begins_another(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    assert journals(desk) == []
    write(window, "x")
    assert len(journals(desk)) == 1
    window.save()
    assert journals(desk) == []
    write(window, "y")
    desk.crash(window)
    (left,) = left_journals(desk.places.journals)
    recovered = left.recover()
    assert recovered.edits == 1
    assert recovered.content.plan.column("function") == ("y", "b", "c")


def test_that_an_edit_of_a_kind_the_journal_does_not_know_is_protected_all_the_same(desk: Desk) -> None:
    class Shout:
        label = "Shout"

        def apply(self, state: State) -> Any:
            return SetCells((1, 2), "function", ("A", "B")).apply(state)

    window = opened(desk, plan_on_disk(desk))
    write(window, "x", 3)
    window.document.apply(Shout())
    write(window, "y", 2)
    desk.crash(window)
    (left,) = left_journals(desk.places.journals)
    assert left.recover().content.plan.column("function") == ("A", "y", "x")


def test_that_a_full_disk_stops_no_edit_is_told_and_protection_returns(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    window = opened(desk, plan_on_disk(desk))
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
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    window = opened(desk, plan_on_disk(desk))
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


# --- saving that goes wrong


def test_that_a_failed_save_says_why_and_the_work_stays_modified_and_protected(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
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
    assert len(journals(desk)) == 1
    assert not lock_path(desk.folder / "other.oplan").exists()
    window.save()
    assert functions(path) == ("x", "b", "c")


def test_that_a_save_the_disk_did_not_confirm_is_told_and_can_be_repeated(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    write(window, "x")
    with monkeypatch.context() as patch:
        patch.setattr("outsourcing_planner.io.atomic._sync_folder", lambda folder: folder != desk.folder)
        with pytest.raises(NotConfirmedError):
            window.save()
    assert window.modified
    assert len(journals(desk)) == 1
    window.save()
    assert not window.modified


def test_that_a_backup_that_cannot_be_kept_is_told_and_does_not_stop_the_save(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    desk.places.backups.parent.mkdir(parents=True, exist_ok=True)
    desk.places.backups.write_bytes(b"a file where the folder should be")
    write(window, "x")
    window.save()
    assert functions(path) == ("x", "b", "c")
    assert "No backup" in window.problem


def test_that_edits_made_while_a_save_runs_are_kept_and_protected(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
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


def test_that_a_second_window_is_refused_and_may_read_copy_or_insist(desk: Desk) -> None:
    path = plan_on_disk(desk)
    first = opened(desk, path)
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


def test_that_saving_anyway_keeps_the_version_of_the_other_as_a_backup(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    theirs = replace(read_plan_file(path).content, plan=Plan.from_columns({"function": ["theirs"]}))
    path.write_bytes(plan_bytes(theirs))
    write(window, "mine")
    with pytest.raises(ChangedOnDiskError):
        window.save()
    window.save(anyway=True)
    assert functions(path) == ("mine", "b", "c")
    assert window.backups()[0].read().content.plan.column("function") == ("theirs",)
    window.save()


def test_that_no_order_of_edits_saves_and_foreign_changes_overwrites_anything_silently(desk: Desk) -> None:
    """Two windows that both insist on the file, and somebody with another program: 200 interleavings."""
    import random

    chance, path = random.Random(3), plan_on_disk(desk)
    one, two = desk.window(), desk.window()
    one.open(path)
    two.open(path, Mode.ANYWAY)
    known = {id(one): path.read_bytes(), id(two): path.read_bytes()}
    for number in range(200):
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


def test_that_a_newer_format_opens_read_only_and_is_never_changed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.folder / "newer.oplan"
    with monkeypatch.context() as patch:
        patch.setattr(plan_file, "FORMAT", 2)
        patch.setattr(plan_file, "__version__", "7.0")
        path.write_bytes(plan_bytes(PlanContent(Plan.from_columns({"function": ["a"]}))))
    before = path.read_bytes()
    window = opened(desk, path)
    assert "version 7.0" in window.read_only
    write(window, "x")
    with pytest.raises(OutputUnwritableError, match=r"version 7\.0"):
        window.save()
    with pytest.raises(OutputUnwritableError, match=r"version 7\.0"):
        window.save_as(path, overwrite=True)
    assert path.read_bytes() == before
    assert not lock_path(path).exists()


# --- versions before


def test_that_backups_show_what_changed_since_and_come_back_as_one_step(desk: Desk) -> None:
    path = plan_on_disk(desk)
    window = opened(desk, path)
    window.document.apply(InsertRows((3,), window.document.plan.new_rows(1)))
    write(window, "x")
    window.save()
    window.document.apply(SetAssumption("cola", Assumption(0.5, None, None, "us", "A")))
    window.save()
    newest, oldest = window.backups()
    assert newest.replaced > oldest.replaced
    found = window.differences(oldest)
    assert found.sentences() == ["1 row added", "1 cell changed", "assumptions changed: COLA"]
    assert [(cell.row, cell.heading, cell.before, cell.after) for cell in found.cells] == [(1, "Function", "a", "x")]
    before = window.document.state
    inverse = window.document.apply(window.edit_to_restore(oldest))
    assert window.document.plan.column("function") == ("a", "b", "c")
    assert not window.differences(oldest)
    window.document.apply(inverse)
    assert window.document.state.same(before)
    assert not window.modified


def test_that_differences_see_rows_order_titles_sections_and_imported_columns(desk: Desk) -> None:
    path = desk.folder / "plan.oplan"
    plan = Plan.from_columns({"function": ["a", "b", "c"]}, {"Site": ["x", "y", None]}, "Old")
    path.write_bytes(plan_bytes(PlanContent(plan, sections={"decisions": [1]})))
    window = opened(desk, path)
    window.save()
    changed = replace(plan.without([2]).subset([3, 1]), extras={"Site": ("new", "x")}, title="New")
    window.document.replace(changed, path=path, sections={"scenarios": []})
    found = window.differences(window.backups()[0])
    assert found.gone.rows.ids == (2,)
    assert found.gone.extras == {"Site": ("y",)}
    assert (found.reordered, found.title, found.sections) == (True, True, ("decisions", "scenarios"))
    assert [(cell.row, cell.key, cell.before, cell.after, cell.heading) for cell in found.cells] == [
        (3, "Site", None, "new", "Site")
    ]
    assert len(found.sentences()) == 5
