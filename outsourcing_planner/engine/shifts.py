"""Which places by their day shifts cover the hours of a day: follow the sun (domain.md §2.1, coverage)."""

from collections.abc import Iterable, Sequence
from typing import Final

from outsourcing_planner.engine.places import Places

DAY: Final = 24
FIRST_HOUR: Final = 8.0
"""A day shift begins at eight by the clock of the place."""


def covered_hours(country: str, home: str, places: Places, hours: int = 8) -> frozenset[int] | None:
    """Return the hours of the home clock (0–23) that one day shift of a place covers; None for a place without clock.

    Clocks are standard time; a place that is half an hour off counts from the hour in which its shift begins.
    """
    offsets = [_offset(name, places) for name in (country, home)]
    if offsets[0] is None or offsets[1] is None:
        return None
    start = int((FIRST_HOUR - offsets[0] + offsets[1]) // 1)
    return frozenset((start + hour) % DAY for hour in range(hours))


def missing_hours(countries: Iterable[str], home: str, places: Places, hours: int = 8) -> tuple[int, ...]:
    """Return the hours of the home clock that the day shifts of these places leave open."""
    shifts = (covered_hours(country, home, places, hours) or frozenset() for country in countries)
    covered: frozenset[int] = frozenset().union(*shifts)
    return tuple(hour for hour in range(DAY) if hour not in covered)


def round_the_clock(countries: Sequence[str], home: str, places: Places, hours: int = 8) -> tuple[str, ...] | None:
    """Return few of these places whose day shifts cover 24 hours, None where they cannot together.

    Each step takes the place that covers most of what is open, the first named where several do.
    """
    open_, chosen = set(range(DAY)), []
    while open_:
        gains = [len(open_ & (covered_hours(country, home, places, hours) or frozenset())) for country in countries]
        if not gains or max(gains) == 0:
            return None
        best = countries[gains.index(max(gains))]
        chosen.append(best)
        open_ -= covered_hours(best, home, places, hours) or frozenset()
    return tuple(chosen)


def crews_for(coverage_hours: float, week_hours: float = 40.0) -> int:
    """Return the crews that one place needs for a weekly coverage: 3 round the clock on weekdays, 5 all week."""
    crews = coverage_hours / week_hours
    return int(-(-round(crews, 9) // 1))


def _offset(name: str, places: Places) -> float | None:
    place = places.by_name.get(places.canonical(name) or "")
    return None if place is None else place.utc_offset
