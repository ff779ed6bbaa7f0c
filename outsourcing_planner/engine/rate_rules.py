"""Which of several sourced prices is used: the rule of model.md §3.3 ("Library rates") on frozen data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from outsourcing_planner.engine.places import Places

PRICE: Final = "price"
HOUR: Final = "hour"
DAY: Final = "day"
SEAT_MONTH: Final = "seat_month"
FTE_MONTH: Final = "fte_month"
EXPERT_MONTH: Final = "expert_month"
TIME_UNITS: Final = (SEAT_MONTH, FTE_MONTH, EXPERT_MONTH, DAY, HOUR)
MONTHS_PER_YEAR: Final = 12
_UNDATED: Final = 0
_STEPS: Final = {
    (SEAT_MONTH, HOUR): "seat month = hour × paid_hours / 12",
    (FTE_MONTH, HOUR): "FTE month = hour × paid_hours / 12",
    (EXPERT_MONTH, HOUR): "expert month = hour × paid_hours / 12",
    (DAY, HOUR): "day = hour × hours_per_day",
    (HOUR, DAY): "hour = day / hours_per_day",
    (SEAT_MONTH, DAY): "seat month = day / hours_per_day × paid_hours / 12",
    (FTE_MONTH, DAY): "FTE month = day / hours_per_day × paid_hours / 12",
    (EXPERT_MONTH, DAY): "expert month = day / hours_per_day × paid_hours / 12",
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """What one source says of one place and kind of work, in USD per ``basis``.

    ``use`` is "price" for what may be chosen; "ceiling" (called an outlier), "historic" and others are kept to be
    seen. ``work`` is blank for the kind in general, or names one trade (data entry).
    """

    place: str
    kind: str
    work: str
    basis: str
    low: float
    likely: float
    high: float
    year: int | None
    grade: str
    use: str
    source_title: str
    source_url: str
    derivation: str

    @property
    def key(self) -> str:
        """The name under which it is looked up: the trade, or else the kind."""
        return self.work or self.kind


@dataclass(frozen=True, slots=True)
class Rate:
    """One row of the resolved table: the price to use for a place, kind of work and unit, in USD per ``basis``.

    ``range_source`` names the region and source of low and high where the source of ``likely`` gives one figure only.
    """

    place: str
    kind: str
    work: str
    unit: str
    basis: str
    low: float
    likely: float
    high: float
    year: int | None
    grade: str
    source_title: str
    source_url: str
    derivation: str
    range_source: str = ""

    @property
    def key(self) -> str:
        """The name under which it is looked up: the trade, or else the kind."""
        return self.work or self.kind


def hours_in(unit: str, paid_hours: float, hours_per_day: float) -> float | None:
    """Return the hours that a unit of time holds, None for a unit of output (record, minute of talk, project)."""
    if unit in (SEAT_MONTH, FTE_MONTH, EXPERT_MONTH):
        return paid_hours / MONTHS_PER_YEAR
    return {HOUR: 1.0, DAY: hours_per_day}.get(unit)


def gives(basis: str, unit: str) -> bool:
    """Say whether a price per ``basis`` gives one per ``unit``: the same, or both are time."""
    return basis == unit or (basis in TIME_UNITS and unit in TIME_UNITS)


def preference(quotation: Quotation, unit: str) -> tuple[object, ...]:
    """Return the sort key, best first.

    What may be chosen; the unit itself before one derived; the newest (undated last); the better grade; the dearer
    (the careful one where sources tie); then the title, so that the order is always the same.
    """
    return (
        quotation.use != PRICE, quotation.basis != unit, -(quotation.year or _UNDATED), quotation.grade,
        -quotation.likely, quotation.source_title,
    )


def resolve(quotations: Sequence[Quotation], places: Places) -> tuple[Rate, ...]:
    """Return the resolved table, in the order of the places, then kind, trade and unit."""
    chosen: dict[tuple[str, str, str], Rate] = {}
    for key, rivals in _groups(quotations).items():
        ranked = sorted(rivals, key=lambda quotation: preference(quotation, key[2]))
        chosen[key] = _rate(ranked[0], key[2], len(ranked))
    rank = {name: position for position, name in enumerate(places.names())}
    widened = (_with_range(rate, chosen, places) for rate in chosen.values())
    return tuple(sorted(widened, key=lambda rate: (rank[rate.place], rate.kind, rate.work, rate.unit)))


def _groups(quotations: Iterable[Quotation]) -> Mapping[tuple[str, str, str], list[Quotation]]:
    groups: dict[tuple[str, str, str], list[Quotation]] = {}
    for quotation in quotations:
        units = TIME_UNITS if quotation.basis in TIME_UNITS else (quotation.basis,)
        for unit in units if quotation.use == PRICE else ():
            groups.setdefault((quotation.place, quotation.key, unit), []).append(quotation)
    return groups


def _rate(best: Quotation, unit: str, sources: int) -> Rate:
    choice = f"chosen of {sources} sources: own unit, newest, best grade" if sources > 1 else "only source"
    steps = (best.derivation, _STEPS.get((unit, best.basis), ""), choice)
    return Rate(
        best.place, best.kind, best.work, unit, best.basis, best.low, best.likely, best.high, best.year, best.grade,
        best.source_title, best.source_url, "; ".join(step for step in steps if step),
    )


def _with_range(rate: Rate, chosen: Mapping[tuple[str, str, str], Rate], places: Places) -> Rate:
    """Give a single figure the range of the nearest region that contains it; a single figure knows no low and high."""
    if rate.low < rate.high:
        return rate
    for place in places.chain(rate.place)[1:]:
        wider = chosen.get((place, rate.key, rate.unit))
        if wider and wider.basis == rate.basis and wider.low <= rate.likely <= wider.high:
            lender = f"{place}: {wider.source_title}"
            note = f"{rate.derivation}; one figure only, so low and high are those of {lender}"
            return replace(rate, low=wider.low, high=wider.high, derivation=note, range_source=lender)
    return rate
