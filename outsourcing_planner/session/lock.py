"""The lock file beside a plan (``.~lock.NAME#``): who has it open. Advice only: comparing on save is the guard."""

import contextlib
import getpass
import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Self

from outsourcing_planner.domain.errors import PlanLockedError
from outsourcing_planner.io.plan_json import dumps
from outsourcing_planner.session.processes import is_same, started


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock: user, computer, process, and since when (ISO 8601, UTC)."""

    user: str
    host: str
    pid: int
    process_start: str
    since: str
    token: str

    @classmethod
    def this_process(cls, moment: datetime) -> Self:
        """Return this process as an owner; two windows of one process are two owners."""
        start = started(os.getpid())
        return cls(
            _user(), platform.node(), os.getpid(), start, moment.isoformat(timespec="seconds"), token_hex(8)
        )

    @property
    def is_gone(self) -> bool:
        """Say whether the process ended for sure: one of another computer never counts as ended."""
        return self.host == platform.node() and not is_same(self.pid, self.process_start)


UNKNOWN = Owner("", "", 0, "", "", "")
"""The owner of a lock file that cannot be read."""


class Lock:
    """A lock that this window holds."""

    def __init__(self, file: Path, owner: Owner) -> None:
        self.file, self.owner = Path(os.path.realpath(file)), owner
        self._path = lock_path(file)

    def release(self) -> None:
        """Take the lock file away, if it is still ours."""
        if _owner(self._path) == self.owner:
            with contextlib.suppress(OSError):
                self._path.unlink()


def lock_path(file: Path) -> Path:
    """Return where the lock of a file is; links lead to the lock of what they point to."""
    real = Path(os.path.realpath(file))
    return real.with_name(f".~lock.{real.name}#")


def take_lock(file: Path, moment: datetime, *, force: bool = False) -> Lock | Owner | None:
    """Return the lock of a file, or its owner where somebody else has it open.

    A lock whose process ended is taken over; ``force`` takes any. None says that no lock can be made there (read-only
    folder): then only the comparison on saving guards the file.
    """
    path = lock_path(file)
    mine = Owner.this_process(moment)
    for _attempt in range(3):
        if _created(path, mine):
            return Lock(file, mine)
        if not path.exists():
            return None
        theirs = _owner(path)
        if theirs is None:
            continue
        if not (force or theirs.is_gone):
            return theirs
        _set_aside(path, theirs)
    return _owner(path) or UNKNOWN


def required_lock(file: Path, moment: datetime, *, force: bool = False) -> Lock | None:
    """Return the lock of a file, None where none can be made; raises PlanLockedError where somebody else has it."""
    found = take_lock(file, moment, force=force)
    if isinstance(found, Owner):
        raise PlanLockedError(str(file), found.user, found.host, found.since)
    return found


def _created(path: Path, owner: Owner) -> bool:
    """Make the lock file whole, so that nobody ever reads half of one; say whether it could be made."""
    draft = path.with_name(f".~{token_hex(8)}.tmp")
    try:
        draft.write_bytes(dumps(asdict(owner)))
        try:
            os.link(draft, path)
        except FileExistsError:
            return False
        except OSError:
            return _created_in_place(path, owner)
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
    return True


def _created_in_place(path: Path, owner: Owner) -> bool:
    """Make the lock file where the file system knows no links."""
    try:
        with path.open("xb") as file:
            file.write(dumps(asdict(owner)))
    except OSError:
        return False
    return True


def _owner(path: Path) -> Owner | None:
    """Return who holds the lock, UNKNOWN where it cannot be read, None where there is no lock."""
    try:
        value = json.loads(path.read_bytes())
        return Owner(**{name: kind(value[name]) for name, kind in Owner.__annotations__.items()})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return UNKNOWN


def _set_aside(path: Path, expected: Owner) -> None:
    """Remove a lock that is no longer valid, and put it back where another process was faster and it is a new one."""
    aside = path.with_name(f".~{token_hex(8)}.tmp")
    with contextlib.suppress(OSError):
        path.rename(aside)
        if _owner(aside) != expected:
            os.link(aside, path)
        aside.unlink()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
