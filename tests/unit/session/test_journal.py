"""The journal gives back all edits but at most the one of the moment of the crash (P2)."""

import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.domain.errors import InputUnreadableError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.atomic import FileStamp
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes
from outsourcing_planner.session.edits import InsertRows, RemoveRows, SetCells, SetSection, State
from outsourcing_planner.session.journal import About, Journal, LeftJournal, left_journals
from outsourcing_planner.session.saving import state_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BASE = PlanContent(Plan.from_columns({"function": ["a", "b", "c"]}), document_id="d0c")
ABOUT = About("d0c", Path("plan.oplan"), FileStamp.of(b"x"), "Title", NOW)
EDITS = (
    SetCells((2,), "function", ("new",)),
    InsertRows((0,), BASE.plan.new_rows(1)),
    RemoveRows((3,)),
    SetSection("decisions", ["x"], "Decide"),
)


def after(count: int) -> State:
    """Return the state after so many of the edits."""
    state = state_of(BASE)
    for edit in EDITS[:count]:
        state = edit.apply(state)[0]
    return state


def written(journals: Path, count: int = len(EDITS)) -> Path:
    """Write a journal, let go of it as a crash does, and return the file of its edits."""
    journal = Journal.start(journals, plan_bytes(BASE), ABOUT)
    for edit in EDITS[:count]:
        journal.append(edit)
    journal.close()
    return journal.folder / "edits"


def only(journals: Path) -> LeftJournal:
    """Return the one journal that is left."""
    (left,) = left_journals(journals)
    return left


def test_that_all_edits_come_back(tmp_path: Path) -> None:
    written(tmp_path)
    left = only(tmp_path)
    assert left.about == ABOUT
    recovered = left.recover()
    assert (recovered.edits, recovered.complete) == (4, True)
    assert state_of(recovered.content) == after(4)
    assert recovered.content.document_id == "d0c"


def test_that_a_journal_without_edits_gives_its_base(tmp_path: Path) -> None:
    written(tmp_path, 0)
    recovered = only(tmp_path).recover()
    assert (recovered.edits, recovered.complete, recovered.content) == (0, True, BASE)


def test_that_a_torn_last_line_costs_that_edit_only_wherever_it_is_torn(tmp_path: Path) -> None:
    three = written(tmp_path / "three", 3).stat().st_size
    edits = written(tmp_path / "four")
    whole = edits.read_bytes()
    for length in range(three, len(whole)):
        edits.write_bytes(whole[:length])
        recovered = only(tmp_path / "four").recover()
        assert (recovered.edits, recovered.length, recovered.complete) == (3, three, length == three)
        assert state_of(recovered.content) == after(3)


def test_that_a_damaged_line_ends_what_is_recovered_and_is_told(tmp_path: Path) -> None:
    edits = written(tmp_path)
    lines = edits.read_bytes().splitlines(keepends=True)
    edits.write_bytes(lines[0] + lines[1].replace(b"{", b"[", 1) + lines[2] + lines[3])
    recovered = only(tmp_path).recover()
    assert (recovered.edits, recovered.complete) == (1, False)
    assert state_of(recovered.content) == after(1)


def test_that_a_line_with_other_words_than_were_written_is_not_believed(tmp_path: Path) -> None:
    edits = written(tmp_path, 1)
    edits.write_bytes(edits.read_bytes().replace(b'"new"', b'"odd"'))
    recovered = only(tmp_path).recover()
    assert (recovered.edits, recovered.complete, state_of(recovered.content)) == (0, False, after(0))


def test_that_an_adopted_journal_goes_on_after_its_last_whole_line(tmp_path: Path) -> None:
    edits = written(tmp_path, 2)
    with edits.open("ab") as file:
        file.write(b"12345678 {torn")
    left = only(tmp_path)
    journal = left.adopt(left.recover().length)
    assert journal is not None
    assert left_journals(tmp_path) == []
    assert left.adopt(0) is None
    journal.append(EDITS[2])
    journal.close()
    recovered = only(tmp_path).recover()
    assert (recovered.edits, recovered.complete) == (3, True)


def test_that_the_journal_of_a_living_window_is_not_offered(tmp_path: Path) -> None:
    journal = Journal.start(tmp_path, plan_bytes(BASE), ABOUT)
    assert left_journals(tmp_path) == []
    journal.close()
    assert len(left_journals(tmp_path)) == 1


def test_that_a_discarded_journal_is_gone(tmp_path: Path) -> None:
    journal = Journal.start(tmp_path, plan_bytes(BASE), ABOUT)
    journal.append(EDITS[0])
    journal.discard()
    assert list(tmp_path.iterdir()) == []
    written(tmp_path)
    only(tmp_path).discard()
    assert list(tmp_path.iterdir()) == []


def test_that_the_newest_comes_first_and_half_made_ones_are_removed(tmp_path: Path) -> None:
    first = written(tmp_path).parent
    time.sleep(0.02)
    second = written(tmp_path).parent
    half = tmp_path / "d0c-aa.half"
    shutil.copytree(first, half)
    (half / "about.json").unlink()
    assert [left.folder for left in left_journals(tmp_path)] == [second, first]
    assert not half.exists()


def test_that_a_missing_base_is_an_error_in_words_and_the_journal_stays(tmp_path: Path) -> None:
    folder = written(tmp_path).parent
    (folder / "base.oplan").write_bytes(b"")
    with pytest.raises(InputUnreadableError):
        only(tmp_path).recover()
    assert folder.exists()


def test_that_a_full_disk_leaves_the_journal_at_the_edit_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    journal = Journal.start(tmp_path, plan_bytes(BASE), ABOUT)
    journal.append(EDITS[0])
    real = os.write

    def full(descriptor: int, data: Any) -> int:
        if len(data) < 40:
            raise OSError(28, "No space left on device")
        return real(descriptor, data[: len(data) // 2])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            journal.append(EDITS[1])
    journal.append(EDITS[1])
    journal.close()
    assert only(tmp_path).recover().edits == 2


CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes
from outsourcing_planner.session.edits import SetCells
from outsourcing_planner.session.journal import About, Journal

content = PlanContent(Plan.from_columns({"function": ["a", "b", "c"]}), document_id="d0c")
journal = Journal.start(Path(sys.argv[1]), plan_bytes(content), About("d0c", None, None, "", datetime.now(UTC)))
print(0, flush=True)
number = 0
while True:
    number += 1
    journal.append(SetCells((1,), "notes", (f"{number} " + "x" * (number % 3000),)))
    print(number, flush=True)
"""


def killed_while_editing(journals: Path, delay: float) -> int:
    """Let a process edit in a loop, kill it after a delay, and return the last edit it reported as done."""
    command = [sys.executable, "-c", CHILD, str(journals)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "0\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().splitlines(keepends=True)
    return max([0, *(int(line) for line in said if line.endswith("\n"))])


def kills(folder: Path, count: int) -> None:
    """Kill editors and compare what comes back with what they said they had done."""
    chance = random.Random(11)
    for trial in range(count):
        journals = folder / str(trial)
        done = killed_while_editing(journals, chance.uniform(0.0, 0.1))
        recovered = only(journals).recover()
        assert done <= recovered.edits <= done + 1
        note = recovered.content.plan.cell(1, "notes")
        expected = f"{recovered.edits} " + "x" * (recovered.edits % 3000) if recovered.edits else None
        assert note == expected


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is Unix")
def test_that_a_killed_editor_loses_at_most_its_last_edit(tmp_path: Path) -> None:
    kills(tmp_path, 5)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is Unix")
def test_that_fifty_killed_editors_lose_at_most_their_last_edit(tmp_path: Path) -> None:
    kills(tmp_path, 50)
