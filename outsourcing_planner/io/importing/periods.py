"""Which of several like columns speaks of today: their stage (adopted, actual, forecast …), year or month."""

import re
from functools import cache
from typing import Final

from outsourcing_planner.io.wordbook import normal, wordbook

_YEARS: Final = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|(?<=fy)\d\d|(?<=fy )\d\d)(?!\d)")
_SHORT: Final = re.compile(r"(?:(?<=[^\W\d] )|(?<=[$€£] )|(?<=['’]))([12]\d|3[0-5])$")
"""A year of two digits at the end: "FTE 25", "Budget '26"."""
_QUARTER: Final = re.compile(
    r"(?:(?:19|20)\d\d )?(?:q ?([1-4])|([1-4]) ?(?:q|quarter|quartal|trimestre?)|qtr ?([1-4]))"
    r"(?: (?:fy ?)?(?:19|20)?\d\d)?"
)

LATER: Final = frozenset({"proposed", "estimate", "forecast", "target", "ytd", "vacant"})
"""Stages that do not tell of today, or not of a whole year."""
_PERIOD: Final = {"year", "fiscal", "fy", "full", "annual", "total"}


def year_of(heading: str) -> int | None:
    """Return the last year that a heading names; of "FY 2024-25" it is 2024."""
    plain = " ".join(re.sub(r"[\W_]+", " ", heading).casefold().split())
    found = [int(year) for year in _YEARS.findall(plain) or _SHORT.findall(heading)]
    return max(year + 2000 if year < 100 else year for year in found) if found else None


def stage_of(heading: str) -> str:
    """Return what a heading says its numbers are: a key of [stages] in headings.toml, or nothing."""
    said = f" {normal(heading)} "
    stages = wordbook().stages.items()
    return next((stage for stage, words in stages if any(f" {word} " in said for word in words)), "")


def base_of(heading: str) -> str:
    """Return a heading without its year and stage: columns of equal bases tell the same of other times."""
    said = f" {normal(heading)} "
    for words in wordbook().stages.values():
        for word in words:
            said = said.replace(f" {word} ", " ")
    return " ".join(word for word in said.split() if word not in _without() and not word.isdigit())


@cache
def _without() -> frozenset[str]:
    book = wordbook().units
    return frozenset({*_PERIOD, *book["currencies"], *book["thousands"], *book["millions"]})


def rank(heading: str, *, people: bool) -> tuple[int, int]:
    """Return how much a heading speaks of today, to sort by; the stage counts first, then the year.

    Amounts are planned, so the adopted budget comes first; people are counted, so filled posts come first. Of proposals
    and forecasts the nearest year is taken, of everything else the latest.
    """
    stage, year = stage_of(heading), year_of(heading) or 0
    order = wordbook().stage_order["people" if people else "amounts"]
    return -order.index(stage), -year if stage in {"proposed", "forecast", "target"} else year


def quarter_of(heading: str) -> int | None:
    """Return the quarter, from 1, that a heading consists of ("Q1", "Q3 2024", "2. Quartal")."""
    said = " ".join(re.sub(r"[\W_]+", " ", heading).casefold().split())
    found = _QUARTER.fullmatch(said)
    return next(int(part) for part in found.groups() if part) if found else None


def month_of(heading: str) -> int | None:
    """Return the month, from 1, that a heading consists of ("Jan", "Mar 2024")."""
    words = re.sub(r"[\W\d_]+", " ", heading).casefold().split()
    if len(words) != 1:
        return None
    return next((at for at, names in enumerate(wordbook().months, 1) if words[0] in names), None)
