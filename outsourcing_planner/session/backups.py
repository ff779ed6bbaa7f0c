"""Backups: the file as it was before each save. Kept are all of two days, then some by day, by week and by month.

The rule (promise P3): everything of the last 48 hours, at most 50; of what is older (or beyond the 50) the newest of
each of 12 days, then of each of 10 weeks, then of each of 9 months.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from outsourcing_planner.domain.errors import OutputExistsError
from outsourcing_planner.io.atomic import FileStamp, save_bytes
from outsourcing_planner.io.plan_file import SUFFIX, OpenedPlan, check_plan, read_plan_file

RECENT: Final = timedelta(hours=48)
MOST_RECENT: Final = 50
DAILY, WEEKLY, MONTHLY = 12, 10, 9
UNREADABLE: Final = ".unreadable"
"""Suffix of a copy of a file that was no readable plan when it was replaced; kept for a year, never listed."""
_FORM: Final = "%Y%m%dT%H%M%S%fZ"
Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Backup:
    """A former state of a document; ``replaced`` is the time (UTC) at which a save took its place."""

    path: Path
    replaced: datetime

    def read(self) -> OpenedPlan:
        """Return the plan in it; raises InputUnreadableError."""
        return read_plan_file(self.path)


class Backups:
    """The backups of one document, in a folder of their own."""

    def __init__(self, folder: Path, document_id: str, clock: Clock = now) -> None:
        safe = document_id if document_id.isalnum() and len(document_id) <= 64 else ""
        self._folder = folder / (safe or hashlib.sha256(document_id.encode("utf-8", "replace")).hexdigest()[:32])
        self._clock = clock

    def all(self) -> list[Backup]:
        """Return the backups, newest first."""
        found = [Backup(path, moment) for path in self._folder.glob(f"*{SUFFIX}") if (moment := _moment(path.name))]
        return sorted(found, key=lambda backup: backup.replaced, reverse=True)

    def add(self, file: Path, good: FileStamp | None = None) -> None:
        """Keep a copy of a file that is about to be replaced, then delete what the rule no longer wants.

        ``good`` is the stamp of a file known to be a whole plan; any other is checked first. A file equal to the newest
        backup is not kept twice. Raises OSError or OutputUnwritableError.
        """
        data = file.read_bytes()
        known = self.all()
        if known and known[0].path.stat().st_size == len(data) and known[0].path.read_bytes() == data:
            return
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        whole = (good is not None and FileStamp.of(data) == good) or _is_plan(data)
        self._keep(data, SUFFIX if whole else UNREADABLE)
        self.prune()

    def _keep(self, data: bytes, suffix: str) -> None:
        moment = self._clock()
        while True:
            with suppress(OutputExistsError):
                save_bytes(self._folder / f"{moment.strftime(_FORM)}{suffix}", data, overwrite=False)
                return
            moment += timedelta(microseconds=1)

    def prune(self) -> None:
        """Delete the backups that the rule does not keep, as of now."""
        known = self.all()
        kept = wanted((backup.replaced for backup in known), self._clock())
        for backup in known:
            if backup.replaced not in kept:
                with suppress(OSError):
                    backup.path.unlink()
        for path in self._folder.glob(f"*{UNREADABLE}"):
            moment = _moment(path.name)
            if moment and self._clock() - moment > timedelta(days=366):
                with suppress(OSError):
                    path.unlink()


def wanted(moments: Iterable[datetime], present: datetime) -> set[datetime]:
    """Return the moments whose backups are kept, as of the present."""
    newest_first = sorted(set(moments), reverse=True)
    recent = [moment for moment in newest_first if present - moment <= RECENT][:MOST_RECENT]
    kept = set(recent)
    rest = [moment for moment in newest_first if moment not in kept]
    for count, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        chosen = _newest_of_each(rest, period, count)
        kept.update(chosen)
        rest = [moment for moment in rest if not chosen or moment < min(chosen)]
    return kept


def _newest_of_each(
    newest_first: Iterable[datetime], period: Callable[[datetime], Hashable], count: int
) -> list[datetime]:
    chosen: dict[Hashable, datetime] = {}
    for moment in newest_first:
        if len(chosen) == count:
            break
        chosen.setdefault(period(moment), moment)
    return list(chosen.values())


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month


def _moment(name: str) -> datetime | None:
    try:
        return datetime.strptime(name.partition(".")[0], _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None


def _is_plan(data: bytes) -> bool:
    try:
        check_plan(data)
    except ValueError:
        return False
    return True
