"""What is in a plan stays in the plan: nothing of it in logs, names, or folders that outlive the process (P14)."""

import os
import random
import signal
import stat
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.errors import OutputUnwritableError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.session import places, quiet_log
from outsourcing_planner.session.edits import SetCells, SetSection
from outsourcing_planner.session.private import PrivateFolder, private_folder


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    yield
    quiet_log.stop()


def canaries(count: int) -> list[str]:
    """Return words that occur nowhere else."""
    chance = random.Random(5)
    return ["".join(chance.choices(string.ascii_uppercase, k=14)) for _ in range(count)]


def found_in(folder: Path, words: list[str]) -> list[str]:
    """Return the canaries in the names and contents of all files under a folder."""
    seen = "\n".join(str(path.relative_to(folder)) for path in folder.rglob("*"))
    seen += "".join(path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file())
    return [word for word in words if word in seen]


def test_that_two_hundred_canaries_are_nowhere_but_in_the_plan_and_its_backups(desk: Any) -> None:
    words = canaries(200)
    private = PrivateFolder.begin(desk.places)
    assert private is not None
    folder = desk.folder / words[0]
    folder.mkdir()
    path = folder / f"{words[1]}.oplan"
    rows = [words[2 + at : 6 + at] for at in range(0, 160, 4)]
    columns = {key: [row[at] for row in rows] for at, key in enumerate(("function", "department", "owner", "notes"))}
    fte = [Invalid(word, words[163]) for word in words[164:]] + [None] * (len(rows) - len(words[164:]))
    plan = Plan.from_columns({**columns, "fte": fte[: len(rows)]}, {words[162]: [1.0] * len(rows)}, words[161])
    window = desk.window()
    window.new(PlanContent(plan), modified=True)
    window.save_as(path)
    window.document.apply(SetCells((1,), "function", (words[160],)))
    window.document.apply(SetSection("decisions", [words[160]], words[160]))
    window.save()
    with pytest.raises(OutputUnwritableError):
        window.save_as(desk.folder / words[0] / "missing" / words[1])
    try:
        raise ValueError(words[3])
    except ValueError as error:
        quiet_log.error(type(error), error.__traceback__)
    quiet_log.LOGGER.warning("a library says %s", words[4])
    window.close()
    own = desk.places.state
    log = (own / "log.txt").read_text()
    assert "saved rows=40" in log
    assert "error at ? error=ValueError" in log
    assert found_in(own, words) == []
    private.end()
    assert not private.path.exists()


def test_that_the_canaries_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x WORD y")
    (tmp_path / "NAME").write_text("")
    assert found_in(tmp_path, ["WORD", "NAME", "NONE"]) == ["WORD", "NAME"]


def test_that_the_log_takes_numbers_and_kinds_of_errors_and_drops_everything_else(tmp_path: Path) -> None:
    quiet_log.start(tmp_path / "log.txt")
    quiet_log.event("saved", rows=3, seconds=0.25, done=True, error=OSError, title="secret", path=tmp_path)  # type: ignore[arg-type]
    line = (tmp_path / "log.txt").read_text()
    assert line.rstrip().endswith("saved rows=3 seconds=0.25 done=True error=OSError")


def test_that_an_error_is_logged_with_the_places_in_the_program_only(tmp_path: Path) -> None:
    quiet_log.start(tmp_path / "log.txt")
    with pytest.raises(FileNotFoundError) as caught:
        places.under(tmp_path / "secret").settings.with_name("secret").read_bytes()
    quiet_log.error(caught.type, caught.tb)
    quiet_log.error(caught.type, _inside(tmp_path).__traceback__)
    text = (tmp_path / "log.txt").read_text()
    assert "error at backups:" in text
    assert "secret" not in text


def _inside(folder: Path) -> Exception:
    from outsourcing_planner.session.backups import Backups

    with pytest.raises(FileNotFoundError) as caught:
        Backups(folder / "secret", "secret").add(folder / "secret.oplan")
    return caught.value


def test_that_a_log_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    quiet_log.start(tmp_path / "file" / "log.txt")
    quiet_log.event("started")


def test_that_temporary_files_go_to_a_folder_of_this_user_alone_and_vanish(tmp_path: Path) -> None:
    before = tempfile.gettempdir()
    with private_folder(places.under(tmp_path)) as folder:
        assert Path(tempfile.gettempdir()) == folder
        assert os.name == "nt" or stat.S_IMODE(folder.stat().st_mode) == 0o700
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(b"spooled")
        assert Path(file.name).parent == folder
    assert not folder.exists()
    assert tempfile.gettempdir() == before


def test_that_folders_of_living_processes_are_left_alone(tmp_path: Path) -> None:
    first = PrivateFolder.begin(places.under(tmp_path))
    second = PrivateFolder.begin(places.under(tmp_path))
    assert first is not None
    assert second is not None
    assert first.path.exists()
    second.end()
    first.end()


CHILD = """
import sys, tempfile
from pathlib import Path
from outsourcing_planner.session import places
from outsourcing_planner.session.private import PrivateFolder
PrivateFolder.begin(places.under(Path(sys.argv[1])))
with tempfile.NamedTemporaryFile(delete=False) as file:
    file.write(b"CANARYCANARY")
print("ready", flush=True)
sys.stdin.readline()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is Unix")
def test_that_the_folder_of_a_killed_process_is_swept_at_the_next_start(tmp_path: Path) -> None:
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[3], **pipes) as process:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGKILL)
    assert found_in(tmp_path, ["CANARYCANARY"]) == ["CANARYCANARY"]
    with private_folder(places.under(tmp_path)):
        assert found_in(tmp_path, ["CANARYCANARY"]) == []


def test_that_a_disk_without_room_for_it_leaves_the_system_folder(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with private_folder(places.under(tmp_path)) as folder:
        assert folder == Path(tempfile.gettempdir())
