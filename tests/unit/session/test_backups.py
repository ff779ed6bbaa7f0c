"""Backups: all of two days, then days, weeks, months; every one opens (P3). The clock is simulated."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.domain.errors import InputUnreadableError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes
from outsourcing_planner.session.backups import Backups, wanted

END = datetime(2026, 6, 30, 12, tzinfo=UTC)
"""A Tuesday."""


def simulated(moments: Iterable[datetime]) -> set[datetime]:
    """Return what is kept when the rule is applied after each of the backups, as the program does."""
    kept: set[datetime] = set()
    for moment in moments:
        kept = wanted({*kept, moment}, moment)
    return kept


def every(step: timedelta, days: int) -> list[datetime]:
    """Return moments from so many days before END up to END."""
    count = int(timedelta(days=days) / step)
    return [END - step * at for at in range(count, -1, -1)]


def test_that_four_hundred_days_of_a_save_each_noon_keep_what_the_rule_names() -> None:
    recent = {datetime(2026, 6, day, 12, tzinfo=UTC) for day in (28, 29, 30)}
    daily = {datetime(2026, 6, day, 12, tzinfo=UTC) for day in range(16, 28)}
    sundays = {datetime(2026, 6, 14, 12, tzinfo=UTC) - timedelta(weeks=at) for at in range(9)}
    monday = {datetime(2026, 6, 15, 12, tzinfo=UTC)}
    # The tenth week ends on Sunday 19 April; before it, the last kept day of each of nine months.
    kept = simulated(every(timedelta(days=1), 400))
    assert kept >= recent | daily | sundays | monday
    monthly = sorted(kept - recent - daily - sundays - monday)
    assert [(moment.year, moment.month) for moment in monthly] == [
        (2025, 8), (2025, 9), (2025, 10), (2025, 11), (2025, 12), (2026, 1), (2026, 2), (2026, 3), (2026, 4),
    ]  # fmt: skip
    assert all(moment.day >= 22 or moment.month == 4 for moment in monthly)


def test_that_saving_every_ten_minutes_keeps_the_same_spread() -> None:
    kept = simulated(every(timedelta(minutes=10), 400))
    newest_first = sorted(kept, reverse=True)
    assert newest_first[:50] == [END - timedelta(minutes=10) * at for at in range(50)]
    assert len(kept) == 50 + 12 + 10 + 9
    assert len({moment.date() for moment in newest_first[50:62]}) == 12
    assert END - newest_first[61] < timedelta(days=14)
    assert len({moment.isocalendar()[:2] for moment in newest_first[62:72]}) == 10
    assert END - newest_first[71] < timedelta(weeks=13)
    assert len({(moment.year, moment.month) for moment in newest_first[72:]}) == 9
    assert timedelta(days=270) < END - newest_first[-1] < timedelta(days=380)


def test_that_everything_of_two_days_is_kept_up_to_fifty() -> None:
    moments = every(timedelta(hours=1), 2)
    assert simulated(moments) == set(moments)
    assert len(moments) == 49


@given(st.sets(st.integers(0, 10**7), max_size=200))
def test_that_the_rule_keeps_the_newest_and_never_more_than_its_counts(minutes: set[int]) -> None:
    moments = {END - timedelta(minutes=minute) for minute in minutes}
    kept = wanted(moments, END)
    assert kept <= moments
    assert len(kept) <= 50 + 12 + 10 + 9
    assert not moments or max(moments) in kept
    assert wanted(kept, END) <= kept
    recent = sorted((moment for moment in moments if END - moment <= timedelta(hours=48)), reverse=True)
    assert set(recent[:50]) <= kept


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = END

    def __call__(self) -> datetime:
        return self.time


def plan_file(folder: Path, number: int) -> Path:
    """Write a plan that says its number."""
    path = folder / "plan.oplan"
    path.write_bytes(plan_bytes(PlanContent(Plan.from_columns({"function": [f"version {number}"]}), document_id="d")))
    return path


def test_that_every_backup_of_a_year_opens_with_what_was_saved_then(tmp_path: Path) -> None:
    clock = Clock()
    backups = Backups(tmp_path / "b", "d", clock)
    times = {}
    for number in range(0, 400, 4):
        clock.time = END + timedelta(days=number)
        backups.add(plan_file(tmp_path, number))
        times[clock.time] = f"version {number}"
    found = backups.all()
    assert {backup.replaced for backup in found} == simulated(times)
    assert len(found) > 20
    for backup in found:
        assert backup.read().content.plan.cell(1, "function") == times[backup.replaced]


def test_that_the_same_file_is_not_kept_twice_and_the_same_moment_not_overwritten(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "b", "d", Clock())
    backups.add(plan_file(tmp_path, 1))
    backups.add(plan_file(tmp_path, 1))
    assert len(backups.all()) == 1
    backups.add(plan_file(tmp_path, 2))
    assert [backup.read().content.plan.cell(1, "function") for backup in backups.all()] == ["version 2", "version 1"]


def test_that_a_damaged_file_is_kept_apart_and_never_offered_as_a_backup(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "b", "d", Clock())
    broken = tmp_path / "plan.oplan"
    broken.write_bytes(b"half a plan")
    backups.add(broken)
    assert backups.all() == []
    (kept,) = (tmp_path / "b" / "d").iterdir()
    assert kept.read_bytes() == b"half a plan"


def test_that_a_document_id_from_a_file_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    for number, strange in enumerate(("../../x", "/etc", "", "a/b", "\ud800", "x" * 300)):
        Backups(tmp_path / "b", strange, Clock()).add(plan_file(tmp_path, number))
    assert {path.parent.parent for path in tmp_path.rglob("2026*.oplan")} == {tmp_path / "b"}
    assert len(list(tmp_path.rglob("2026*.oplan"))) == 6


def test_that_a_backup_damaged_later_says_so(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "b", "d", Clock())
    backups.add(plan_file(tmp_path, 1))
    (backup,) = backups.all()
    backup.path.write_bytes(b"")
    with pytest.raises(InputUnreadableError):
        backup.read()
