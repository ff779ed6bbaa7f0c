"""A document is opened, saved, changed and compared with its former versions."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumption
from outsourcing_planner.domain.errors import (
    InputUnreadableError,
    OutputExistsError,
    OutputUnwritableError,
)
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes, read_plan_file
from outsourcing_planner.session.edits import InsertRows, MoveRows, SetAssumption, SetCells, SetSection
from outsourcing_planner.session.journal import left_journals
from outsourcing_planner.session.lock import lock_path
from outsourcing_planner.session.safe_document import DocumentFile


def write(window: DocumentFile, text: str, row: int = 1) -> None:
    """Type into the first column."""
    window.document.apply(SetCells((row,), "function", (text,)))


def functions(path: Path) -> tuple[Any, ...]:
    """Return the first column of a plan on disk."""
    return read_plan_file(path).content.plan.column("function")


# --- the usual life


def test_that_a_new_document_is_untitled_and_unmodified_until_something_is_typed(desk: Any) -> None:
    window = desk.window()
    window.new()
    assert (window.name, window.path, window.modified, window.read_only) == ("Untitled", None, False, "")
    inverse = window.document.apply(InsertRows((0,), window.document.plan.new_rows(1)))
    assert window.modified
    window.document.apply(inverse)
    assert not window.modified


def test_that_what_is_saved_is_opened_again_by_another_window(desk: Any) -> None:
    path, window = desk.folder / "new.oplan", desk.window()
    window.new(PlanContent(Plan.from_columns({"function": ["a"]}, title="T")))
    window.document.apply(SetAssumption("cola", Assumption(0.5, None, None, "us", "A")))
    window.document.apply(SetSection("decisions", [{"row": 1}], "Decide"))
    window.save_as(path)
    assert (window.name, window.modified) == ("new.oplan", False)
    assert window.saved_at == desk.clock.time - timedelta(minutes=1) or window.saved_at is not None
    window.close()
    other = desk.opened(path)
    assert other.document.state.same(window.document.state)
    assert other.document.sections == {"decisions": [{"row": 1}]}
    assert not other.modified


def test_that_undoing_back_to_the_saved_state_is_not_modified(desk: Any) -> None:
    window = desk.opened(desk.plan())
    inverse = window.document.apply(SetCells((2,), "owner", ("me",)))
    assert window.modified
    window.document.apply(inverse)
    assert not window.modified
    order = window.document.apply(MoveRows((3, 2, 1)))
    assert window.modified
    window.document.apply(order)
    assert not window.modified


def test_that_listeners_hear_of_edits_saves_and_names(desk: Any) -> None:
    window, heard = desk.opened(desk.plan()), []
    window.listen(lambda: heard.append((window.name, window.modified)))
    write(window, "x")
    window.save()
    window.save_as(desk.folder / "other.oplan")
    assert heard == [("plan.oplan", True), ("plan.oplan", False), ("other.oplan", False)]


def test_that_an_import_is_modified_and_protected_before_the_first_edit(desk: Any) -> None:
    window = desk.window()
    window.new(PlanContent(Plan.from_columns({"function": ["imported"]})), modified=True)
    assert window.modified
    desk.crash(window)
    (left,) = left_journals(desk.places.journals)
    other = desk.window()
    assert other.recover(left) == 0
    assert other.document.plan.column("function") == ("imported",)
    assert (other.modified, other.path) == (True, None)


def test_that_an_import_that_is_protected_after_it_is_painted_has_one_journal_and_what_leaves_before_has_one_too(
    desk: Any,
) -> None:
    imported = PlanContent(Plan.from_columns({"function": ["imported"]}))
    window, hurried, typed = desk.window(), desk.window(), desk.window()
    window.new(imported, modified=True, protect=False)
    assert left_journals(desk.places.journals) == []
    window.protect()
    window.protect()
    typed.new(imported, modified=True, protect=False)
    write(typed, "typed before")
    typed.protect()
    hurried.new(imported, modified=True, protect=False)
    hurried.leave()
    for each in (window, typed):
        desk.crash(each)
    found = [desk.window().recover(left) for left in left_journals(desk.places.journals)]
    assert sorted(found) == [0, 0, 1]


def test_that_save_as_leaves_the_first_file_and_makes_a_document_of_its_own(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
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


def test_that_save_as_over_another_file_wants_consent_and_keeps_what_was_there_as_a_backup(desk: Any) -> None:
    path, other = desk.plan(), desk.plan("other.oplan")
    window = desk.opened(path)
    write(window, "x")
    with pytest.raises(OutputExistsError):
        window.save_as(other)
    assert (window.path, window.modified) == (path, True)
    window.save_as(other, overwrite=True)
    assert functions(other) == ("x", "b", "c")
    assert [backup.read().content.plan.column("function") for backup in window.backups()] == [("a", "b", "c")]


def test_that_save_as_onto_itself_is_a_save(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
    before = read_plan_file(path).content.document_id
    write(window, "x")
    window.save_as(desk.folder / "." / "plan.oplan", overwrite=True)
    assert functions(path) == ("x", "b", "c")
    assert read_plan_file(path).content.document_id == before
    assert lock_path(path).exists()


def test_that_a_document_without_a_file_asks_for_save_as(desk: Any) -> None:
    with pytest.raises(OutputUnwritableError, match="use Save As"):
        desk.window().save()


def test_that_what_cannot_be_opened_leaves_the_open_document_alone(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
    write(window, "x")
    (desk.folder / "bad.oplan").write_bytes(b"bad")
    with pytest.raises(InputUnreadableError):
        window.open(desk.folder / "bad.oplan")
    assert (window.path, window.modified) == (path, True)
    window.save()
    assert functions(path) == ("x", "b", "c")


def test_that_opening_the_same_file_again_reverts_it(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
    write(window, "x")
    window.open(path)
    assert window.document.plan.column("function") == ("a", "b", "c")
    assert lock_path(path).exists()
    write(window, "y")
    window.save()
    assert functions(path) == ("y", "b", "c")


def test_that_unknown_parts_survive_editing_and_saving(desk: Any) -> None:
    path = desk.folder / "plan.oplan"
    content = PlanContent(Plan.from_columns({"function": ["a"]}), parts={"notes/x": b"?"}, manifest={"mood": 1})
    path.write_bytes(plan_bytes(content))
    window = desk.opened(path)
    write(window, "x")
    window.save()
    saved = read_plan_file(path).content
    assert (saved.parts, saved.manifest) == ({"notes/x": b"?"}, {"mood": 1})


# --- versions before


def test_that_backups_show_what_changed_since_and_come_back_as_one_step(desk: Any) -> None:
    path = desk.plan()
    window = desk.opened(path)
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


def test_that_differences_see_rows_order_titles_sections_and_imported_columns(desk: Any) -> None:
    path = desk.folder / "plan.oplan"
    plan = Plan.from_columns({"function": ["a", "b", "c"]}, {"Site": ["x", "y", None]}, "Old")
    path.write_bytes(plan_bytes(PlanContent(plan, sections={"decisions": [1]})))
    window = desk.opened(path)
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
