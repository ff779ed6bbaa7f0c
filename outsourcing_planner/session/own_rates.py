"""Rates and quotes of the user's own, kept with the plan in a section; they stand before those of the library."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.own_rates import OwnRate, usd_factor, with_own_rates
from outsourcing_planner.session.edits import SetSection
from outsourcing_planner.text import _

SECTION: Final = "rates"
KINDS: Final = ("BPO", "KPO")
UNITS: Final = (
    "seat_month", "fte_month", "hour", "minute", "task", "record", "outcome", "day", "expert_month",
)  # fmt: skip
_TEXTS: Final = ("place", "kind", "unit", "currency", "source", "vendor", "work")


def rates_of(sections: Mapping[str, Any]) -> tuple[OwnRate, ...]:
    """Return the own rates of a document; what is no rate is left out."""
    raw = sections.get(SECTION)
    return tuple(rate for item in (raw if isinstance(raw, list) else ()) if (rate := _read(item)) is not None)


def edit_of_rates(rates: Iterable[OwnRate]) -> SetSection:
    """Return the edit that gives the plan these own rates, in the place of those it had."""
    return SetSection(SECTION, [rate.as_json() for rate in rates] or None, _("Change own rates"))


def libraries_with(libraries: Libraries, sections: Mapping[str, Any], assumptions: Assumptions) -> Libraries:
    """Return libraries in which the own rates of a document win for their place, kind and unit."""
    return with_own_rates(libraries, rates_of(sections), assumptions)


def why_not(rate: OwnRate, libraries: Libraries, assumptions: Assumptions) -> str:
    """Return why a rate would change nothing or makes no sense, empty where it is sound."""
    if libraries.rates.canonical(rate.place) is None:
        return _("“{place}” is no place of the rate library.").format(place=rate.place)
    if rate.kind not in KINDS or rate.unit not in UNITS:
        return _("Choose a kind of work and a unit.")
    low, high = (rate.likely if side is None else side for side in (rate.low, rate.high))
    if not 0 < low <= rate.likely <= high:
        return _("Type a price above 0, the low not above and the high not below it.")
    if usd_factor(rate.currency, assumptions) is None:
        return _("{currency} has no exchange rate: type one among the assumptions.").format(currency=rate.currency)
    return ""


def _read(item: object) -> OwnRate | None:
    if not isinstance(item, dict):
        return None
    try:
        rate = OwnRate.from_json(item)
    except TypeError:  # a part that a rate needs is missing
        return None
    texts = all(isinstance(getattr(rate, name), str) for name in _TEXTS)
    figures = all(_is_number(value) for value in (rate.likely, rate.low, rate.high, rate.year) if value is not None)
    return rate if texts and figures and rate.likely is not None and rate.likely > 0 else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
