"""Role mixes: "60% analyst 420; 30% senior 600; 10% lead United Kingdom" → one blended day rate (domain.md §2.4)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from outsourcing_planner.text import parse_number

_PART: Final = re.compile(r"^\s*(?P<weight>[\d.,]+)\s*(?P<percent>%|days?|d)?\s*(?P<rest>\S.*?)\s*$", re.IGNORECASE)
_RATE: Final = re.compile(r"^(?P<role>.*?)[\s@×x]*(?P<rate>\d[\d.,]*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Role:
    """One role: its weight (days or per cent), and its day rate or, where that is None, where its rate is looked up."""

    weight: float
    name: str
    rate: float | None
    place: str = ""


@lru_cache(maxsize=4096)
def roles_of(text: str) -> tuple[Role, ...]:
    """Return the roles of a mix; parts stand between semicolons or line ends. Raises ValueError with the bad part."""
    parts = [part for part in re.split(r"[;\n]", text) if part.strip()]
    return tuple(_role(part) for part in parts)


def _role(part: str) -> Role:
    found = _PART.match(part)
    weight = parse_number(found["weight"]) if found else None
    if found is None or weight is None or weight <= 0:
        raise ValueError(part.strip())
    rest = found["rest"]
    priced = _RATE.match(rest)
    if priced:
        rate = parse_number(priced["rate"])
        if rate is None:
            raise ValueError(part.strip())
        return Role(weight, priced["role"].strip(" @"), rate)
    return Role(weight, rest, None, rest)


def place_in(words: str, canonical: object) -> str | None:
    """Return the place at the end of "lead United Kingdom", as ``canonical`` knows it; None where there is none."""
    assert callable(canonical)  # noqa: S101 - RateLibrary.canonical
    parts = words.split()
    tails = (" ".join(parts[start:]) for start in range(len(parts)))
    return next((name for name in map(canonical, tails) if name), None)
