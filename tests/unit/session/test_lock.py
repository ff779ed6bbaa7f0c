"""Two people do not open the same plan unknowingly; a lock is stale only when its process is dead (P13)."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outsourcing_planner.domain.errors import PlanLockedError
from outsourcing_planner.session.lock import UNKNOWN, Lock, Owner, lock_path, required_lock, take_lock
from outsourcing_planner.session.processes import is_running, is_same, started

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.oplan"
    path.write_bytes(b"plan")
    return path


def taken(path: Path) -> Lock:
    """Take a lock that must be free."""
    lock = take_lock(path, NOW)
    assert isinstance(lock, Lock)
    return lock


def rewritten(plan: Path, **changes: object) -> None:
    """Change what the lock file says."""
    path = lock_path(plan)
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_that_a_lock_stands_beside_the_file_names_its_owner_and_goes(plan: Path) -> None:
    lock = taken(plan)
    assert {path.name for path in plan.parent.iterdir()} == {"plan.oplan", ".~lock.plan.oplan#"}
    said = json.loads(lock_path(plan).read_text())
    assert (said["pid"], said["since"]) == (os.getpid(), "2026-03-01T12:00:00+00:00")
    lock.release()
    lock.release()
    assert list(plan.parent.iterdir()) == [plan]


def test_that_a_second_window_meets_the_owner_until_the_lock_is_released(plan: Path) -> None:
    lock = taken(plan)
    assert take_lock(plan, NOW) == lock.owner
    with pytest.raises(PlanLockedError, match="open elsewhere") as caught:
        required_lock(plan, NOW)
    assert caught.value.since == lock.owner.since
    lock.release()
    taken(plan)


def test_that_a_link_to_the_file_meets_the_same_lock(plan: Path) -> None:
    lock = taken(plan)
    link = plan.parent / "link.oplan"
    link.symlink_to(plan)
    assert take_lock(link, NOW) == lock.owner


def test_that_the_lock_of_a_dead_process_is_taken_over(plan: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    taken(plan)
    rewritten(plan, pid=ended.pid)
    assert taken(plan).owner.pid == os.getpid()


@pytest.mark.skipif(not started(os.getpid()), reason="needs to know when a process started")
def test_that_the_lock_of_a_dead_process_whose_number_another_one_has_is_taken_over(plan: Path) -> None:
    taken(plan)
    rewritten(plan, process_start="before the last boot")
    taken(plan)


def test_that_the_lock_of_another_computer_is_never_stale(plan: Path) -> None:
    taken(plan)
    rewritten(plan, host="elsewhere", pid=2**22 + 1, process_start="x")
    owner = take_lock(plan, NOW)
    assert isinstance(owner, Owner)
    assert owner.host == "elsewhere"


def test_that_force_takes_any_lock_and_the_former_owner_does_not_remove_it(plan: Path) -> None:
    first = taken(plan)
    second = take_lock(plan, NOW, force=True)
    assert isinstance(second, Lock)
    first.release()
    assert take_lock(plan, NOW) == second.owner


def test_that_an_unreadable_lock_counts_as_somebody(plan: Path) -> None:
    lock_path(plan).write_bytes(b"\xff\x00")
    assert take_lock(plan, NOW) == UNKNOWN
    with pytest.raises(PlanLockedError, match="somebody else"):
        required_lock(plan, NOW)
    assert isinstance(take_lock(plan, NOW, force=True), Lock)


def test_that_a_folder_where_no_lock_can_be_made_gives_none(tmp_path: Path) -> None:
    assert take_lock(tmp_path / "missing" / "plan.oplan", NOW) is None


def test_that_a_file_system_without_links_gets_a_lock_too(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    lock = taken(plan)
    assert take_lock(plan, NOW) == lock.owner


def test_that_a_living_process_is_known_and_a_dead_one(plan: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, cwd=plan.parent) as process:
        start = started(process.pid)
        assert is_running(process.pid)
        assert is_same(process.pid, start)
        assert not start or not is_same(process.pid, start + "1")
        process.communicate(b"\n")
    assert not is_running(process.pid)
    assert not is_running(0)


CONTENDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from outsourcing_planner.session.lock import Lock, take_lock
sys.stdin.readline()
lock = take_lock(Path(sys.argv[1]), datetime.now(UTC))
print("got" if isinstance(lock, Lock) else "no", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("stale", [False, True])
def test_that_of_several_processes_only_one_gets_the_lock(plan: Path, *, stale: bool) -> None:
    if stale:
        taken(plan)
        rewritten(plan, pid=2**22 + 1)
    command, folder = [sys.executable, "-c", CONTENDER, str(plan)], Path(__file__).parents[3]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": folder}
    processes = [subprocess.Popen(command, **pipes) for _ in range(4)]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [process.stdout.readline().strip() for process in processes]
    for process in processes:
        process.communicate("\n")
    assert sorted(answers) == ["got", "no", "no", "no"]
