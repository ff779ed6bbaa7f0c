"""Conversion of quotes: what a price per one unit is per any other (domain.md §2.3, Conversion).

Every unit is held against one thing, the revenue that the provider needs from the work in a year: a price per unit is
that revenue by the units sold. Two quotes are comparable once both are the same revenue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Work:
    """The work that is priced: quantities of a year, None where they are not known.

    ``productive`` is the part of paid hours after shrinkage; ``occupied`` the part of productive hours spent on work.
    """

    fte: float | None = None
    seats: float | None = None
    paid_hours: float = 2080.0
    productive: float = 1.0
    occupied: float = 1.0
    volume: float | None = None
    handling_minutes: float | None = None
    error_share: float = 0.0
    success_share: float = 1.0
    expert_days: float | None = None
    hours_per_day: float = 8.0
    projects: float | None = None
    markup: float = 0.0


def units_of(work: Work) -> Mapping[str, float]:
    """Return how many units of each pricing are sold in a year; pricings that cannot be known are left out."""
    hours = _times(work.fte, work.paid_hours)
    productive = _times(hours, work.productive)
    found = {
        "year": 1.0,
        "fte": _times(work.fte, MONTHS),
        "seat": _times(work.seats, MONTHS),
        "expert": _times(work.fte, MONTHS),
        "hour": hours,
        "productive_hour": productive,
        "occupied_hour": _times(productive, work.occupied),
        "minute": _times(work.volume, work.handling_minutes),
        "task": work.volume,
        "record": work.volume,
        "accurate_record": None if work.volume is None else work.volume / (1 - work.error_share),
        "outcome": _times(work.volume, work.success_share),
        "day": work.expert_days,
        "time_and_material": _times(work.expert_days, work.hours_per_day),
        "project": work.projects,
        "retainer": float(MONTHS),
        "cost_plus": _times(work.fte, MONTHS * (1 + work.markup)),
    }
    return {unit: quantity for unit, quantity in found.items() if quantity}


def revenue_of(price: float, unit: str, work: Work) -> float | None:
    """Return what a price per ``unit`` brings in a year; None where the work does not say how many units there are."""
    quantity = units_of(work).get(unit)
    return None if quantity is None else price * quantity


def converted(price: float, unit: str, into: str, work: Work) -> float | None:
    """Return a price per ``unit`` as one per ``into``; None where one of the quantities is not known."""
    revenue, quantity = revenue_of(price, unit, work), units_of(work).get(into)
    return None if revenue is None or quantity is None else revenue / quantity


def in_every_unit(price: float, unit: str, work: Work) -> dict[str, float]:
    """Return a price per ``unit`` in every unit that the work allows; empty where its own quantity is not known."""
    revenue = revenue_of(price, unit, work)
    return {} if revenue is None else {into: revenue / quantity for into, quantity in units_of(work).items()}


def total_shrinkage(internal: float, external: float) -> float:
    """Return shrinkage of both kinds together: they multiply, they do not add (domain.md §2.1)."""
    return 1 - (1 - internal) * (1 - external)


def _times(quantity: float | None, factor: float | None) -> float | None:
    return None if quantity is None or factor is None else quantity * factor
