"""Whatever step of a save fails, once or for good: the old file is byte-identical, or the new one complete (P1)."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.domain.errors import NotConfirmedError, OutputUnwritableError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.atomic import FileStamp, save_bytes
from outsourcing_planner.io.plan_file import PlanContent, parse_plan, plan_bytes, verify_plan_file

STEPS = ("open", "write", "fstat", "fsync", "stat", "chmod", "utime", "replace", "link", "unlink", "close", "scandir")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EPERM)
OLD = plan_bytes(PlanContent(Plan.from_columns({"function": ["old"] * 40})))
NEW = plan_bytes(PlanContent(Plan.from_columns({"function": [f"new {n}" for n in range(60)]})))


class Faults:
    """Counts the calls into the system and lets the n-th fail, or the n-th and all of that kind after it."""

    def __init__(self, at: int, kind: int | str, *, sticky: bool) -> None:
        self.at, self.kind, self.sticky = at, kind, sticky
        self.count, self.broken = 0, ""

    def step(self, name: str, real: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """Carry out a call, or fail instead."""
        self.count += 1
        if self.count == self.at:
            self.broken = name
        hit = self.broken == name and (self.sticky or self.count == self.at)
        if not hit:
            return real(*args, **more)
        if isinstance(self.kind, str):
            return self._short(name, real, *args, **more)
        if name == "close":
            real(*args, **more)
        raise OSError(self.kind, os.strerror(self.kind))

    def _short(self, name: str, real: Callable[..., Any], *args: Any, **more: Any) -> Any:
        if name != "write":
            return real(*args, **more)
        descriptor, data = args
        written = real(descriptor, data[: max(1, len(data) // 2)])
        return len(data) if self.kind == "lying" else written


@contextmanager
def injected(faults: Faults) -> Iterator[None]:
    """Let all calls of the saver into the system go through the faults."""
    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            real = getattr(os, name)
            patch.setattr(os, name, lambda *a, _n=name, _r=real, **k: faults.step(_n, _r, *a, **k))
        reading = Path.read_bytes
        patch.setattr(Path, "read_bytes", lambda path: faults.step("read", reading, path))
        yield


def one_save(path: Path, faults: Faults, *, exists: bool) -> None:
    """Save once with faults and check what is on disk afterwards."""
    seen = []
    with injected(faults):
        try:
            stamp = save_bytes(
                path, NEW, overwrite=exists, verify=verify_plan_file, opened=FileStamp.of(OLD) if exists else None,
                backup=lambda old: seen.append(old.read_bytes()),
            )  # fmt: skip
            outcome = "saved"
        except NotConfirmedError:
            outcome = "unsure"
        except OutputUnwritableError as error:
            outcome, sentence = "refused", str(error)
    if outcome == "refused":
        assert "plan.oplan: " in sentence
        assert path.read_bytes() == OLD if exists else not path.exists()
    else:
        assert path.read_bytes() == NEW
        assert outcome == "unsure" or stamp == FileStamp.of(NEW)
        assert not exists or seen == [OLD]
    left = [other for other in path.parent.iterdir() if other != path]
    assert not left or faults.broken == "unlink"


def loop(folder: Path, kind: int | str, *, sticky: bool, exists: bool) -> int:
    """Fail step 1, 2, 3 … of a save until a save has fewer steps; return how many steps there were."""
    at = 0
    while True:
        at += 1
        trial = folder / f"{at}"
        trial.mkdir()
        path = trial / "plan.oplan"
        if exists:
            path.write_bytes(OLD)
        faults = Faults(at, kind, sticky=sticky)
        one_save(path, faults, exists=exists)
        if faults.count < at:
            return at - 1


@pytest.mark.parametrize("exists", [True, False], ids=["over", "new"])
@pytest.mark.parametrize("sticky", [True, False], ids=["sticky", "once"])
@pytest.mark.parametrize("kind", [*ERRORS, "short", "lying"])
def test_that_no_failing_step_of_a_save_loses_or_halves_a_plan(
    tmp_path: Path, kind: int | str, *, sticky: bool, exists: bool
) -> None:
    steps = loop(tmp_path, kind, sticky=sticky, exists=exists)
    assert steps >= 12


def test_that_the_faults_would_find_a_saver_that_writes_in_place(tmp_path: Path) -> None:
    path = tmp_path / "plan.oplan"
    path.write_bytes(OLD)
    with injected(Faults(2, "lying", sticky=False)):
        descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC)
        os.write(descriptor, NEW)
        os.close(descriptor)
    assert path.read_bytes() not in {OLD, NEW}


def test_that_other_bytes_on_the_disk_than_were_written_are_noticed_though_as_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = tmp_path / "plan.oplan", os.write
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(len(data))))
    with pytest.raises(OutputUnwritableError, match="read back is not what was written"):
        save_bytes(path, NEW, overwrite=True)
    assert path.read_bytes() == OLD


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_that_a_device_is_no_plan_file() -> None:
    with pytest.raises(OutputUnwritableError, match="ordinary file"):
        save_bytes(Path("/dev/full"), NEW, overwrite=True)


def test_that_the_old_and_new_plans_of_these_tests_differ() -> None:
    assert parse_plan(OLD, "").content.plan != parse_plan(NEW, "").content.plan


@pytest.mark.parametrize("kind", [*ERRORS, "short", "lying"])
def test_that_a_file_system_without_links_gets_a_whole_new_file_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: int | str
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    for sticky in (True, False):
        (tmp_path / str(sticky)).mkdir()
        loop(tmp_path / str(sticky), kind, sticky=sticky, exists=False)
