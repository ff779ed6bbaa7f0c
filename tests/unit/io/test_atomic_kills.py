"""A process killed while it saves leaves a readable plan, old or new, and readable backups (P1)."""

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.atomic import save_bytes, sweep
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes, read_plan_file
from outsourcing_planner.session.backups import Backups

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is Unix")

DOCUMENT = "0123456789abcdef"
CHILD = """
import sys
from pathlib import Path
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes, verify_plan_file
from outsourcing_planner.session.backups import Backups

path, number = Path(sys.argv[1]), int(sys.argv[3])
backups = Backups(Path(sys.argv[2]), "0123456789abcdef")
print("ready", flush=True)
while True:
    number += 1
    plan = Plan.from_columns({"function": [f"save {number}"] * 500, "fte": [float(number)] * 500})
    data = plan_bytes(PlanContent(plan, document_id="0123456789abcdef"))
    save_bytes(path, data, overwrite=True, verify=verify_plan_file, backup=backups.add)
    print(number, flush=True)
"""
IN_PLACE = CHILD.replace("save_bytes(path, data, overwrite=True, verify=verify_plan_file, backup=backups.add)",
                         "path.write_bytes(data)")  # fmt: skip


def killed_while_saving(path: Path, backups: Path, last: int, delay: float, child: str) -> int:
    """Let a process save in a loop, kill it after a delay, and return the last save it reported."""
    command = [sys.executable, "-c", child, str(path), str(backups), str(last)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().splitlines(keepends=True)
    return max([last, *(int(line) for line in said if line.endswith("\n"))])


def trials(folder: Path, count: int) -> None:
    """Kill savers again and again, on top of what the killed ones before left."""
    chance = random.Random(7)
    path, backups, last = folder / "plan.oplan", folder / "backups", 0
    save_bytes(path, plan_bytes(PlanContent(Plan.from_columns({"function": ["save 0"] * 500}))), overwrite=False)
    for _trial in range(count):
        last = killed_while_saving(path, backups, last, chance.uniform(0.0, 0.15), CHILD)
        plan = read_plan_file(path).content.plan
        number = int(str(plan.column("function")[0]).removeprefix("save "))
        assert set(plan.column("function")) == {f"save {number}"}
        assert last <= number <= last + 1
        last = number
        for backup in Backups(backups, DOCUMENT, lambda: datetime.now(UTC)).all():
            assert len(backup.read().content.plan) == 500
    sweep(path)
    assert [other for other in folder.iterdir() if other != backups] == [path]


def test_that_killed_saves_leave_the_plan_and_its_backups_whole(tmp_path: Path) -> None:
    trials(tmp_path, 6)


@pytest.mark.slow
def test_that_a_hundred_killed_saves_leave_the_plan_and_its_backups_whole(tmp_path: Path) -> None:
    trials(tmp_path, 100)


@pytest.mark.slow
def test_that_kills_would_find_a_saver_that_writes_in_place(tmp_path: Path) -> None:
    path, broken = tmp_path / "plan.oplan", 0
    body = IN_PLACE.replace("* 500", "* 50_000").replace(
        "plan_bytes(PlanContent(plan,", "b'x' * (1 << 28) or (PlanContent(plan,"
    )
    for _trial in range(12):
        path.write_bytes(b"old")
        with subprocess.Popen(
            [sys.executable, "-c", body, str(path), str(tmp_path), "0"], stdout=subprocess.DEVNULL,
            cwd=Path(__file__).parents[3],
        ) as process:  # fmt: skip
            while path.stat().st_size == 3 and process.poll() is None:
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)
        broken += path.stat().st_size not in {3, 1 << 28}
    assert broken
