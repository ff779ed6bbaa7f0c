"""Calendar months and fiscal years of a plan: they follow from its start and label the months, they change no money."""

import re
from typing import Final

_YEAR_FIRST: Final = re.compile(r"^\s*(\d{4})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*\d{1,2})?\s*$")
_MONTH_FIRST: Final = re.compile(r"^\s*(\d{1,2})\s*[-/. ]\s*(\d{4})\s*$")
MONTHS: Final = 12


def first_month(text: str) -> tuple[int, int] | None:
    """Return year and month of a start as typed: "2026-04", "2026-04-01", "4/2026"; None where it is no month."""
    year_first, month_first = _YEAR_FIRST.match(text), _MONTH_FIRST.match(text)
    if year_first:
        year, month = int(year_first[1]), int(year_first[2])
    elif month_first:
        year, month = int(month_first[2]), int(month_first[1])
    else:
        return None
    return (year, month) if 1 <= month <= MONTHS and year >= 1 else None


def month_at(start: tuple[int, int], month: int) -> tuple[int, int]:
    """Return year and month of a month of the plan; 1 is the start, 0 the month before."""
    years, rest = divmod(start[1] - 1 + month - 1, MONTHS)
    return start[0] + years, rest + 1


def fiscal_year(year: int, month: int, begins: int = 1) -> int:
    """Return the fiscal year of a calendar month; it is named after the calendar year in which it ends."""
    return year + (1 if 1 < begins <= month else 0)


def month_label(year: int, month: int) -> str:
    """Return a calendar month as it is written everywhere: 2026-04."""
    return f"{year:04d}-{month:02d}"
