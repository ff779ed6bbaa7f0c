"""Rates and quotes of the user's own: they stand before those of the library (model.md §3.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from outsourcing_planner.domain.assumption_table import CURRENCIES
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.engine.exchange import LIBRARY_CURRENCY
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.rate_rules import PRICE, Quotation, resolve

OWN = "own"
"""Grade of a rate that the user entered."""


@dataclass(frozen=True, slots=True)
class OwnRate:
    """One price that the user knows, in its own currency per ``unit`` (seat_month, fte_month, day, hour, record …).

    ``kind`` is BPO or KPO, ``work`` a trade or blank; ``low`` and ``high`` are None where only one figure is known.
    """

    place: str
    kind: str
    unit: str
    likely: float
    currency: str = LIBRARY_CURRENCY
    low: float | None = None
    high: float | None = None
    year: int | None = None
    source: str = ""
    vendor: str = ""
    work: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the object that is saved with a plan."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "OwnRate":
        """Return a rate as it was saved; keys that this version does not know are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in raw.items() if key in known})


def usd_factor(currency: str, assumptions: Assumptions) -> float | None:
    """Return what one unit of a currency is in US dollars by the plan's exchange rates; None where one is missing."""
    into, dollar = (_in_plan(code, assumptions) for code in (currency, LIBRARY_CURRENCY))
    if currency == LIBRARY_CURRENCY:
        return 1.0
    return into / dollar if into and dollar else None


def _in_plan(currency: str, assumptions: Assumptions) -> float | None:
    if currency == assumptions.text("plan_currency"):
        return 1.0
    rate = assumptions.number(f"exchange_{currency.lower()}") if currency in CURRENCIES else 0.0
    return rate or None


def with_own_rates(libraries: Libraries, own: Iterable[OwnRate], assumptions: Assumptions) -> Libraries:
    """Return libraries in which the user's rates win for their place, kind and unit.

    A rate whose place is not known, or whose currency has no exchange rate, changes nothing. Units of time stand for
    each other: an hourly price of the user's wins over the library's monthly one.
    """
    library, given = libraries.rates, tuple(own)
    added = tuple(found for rate in given if (found := _quotation(rate, libraries, assumptions)) is not None)
    if not added:
        return libraries
    resolved = {(rate.place, rate.key, rate.unit): rate for rate in library.resolved}
    resolved |= {(rate.place, rate.key, rate.unit): rate for rate in resolve(added, library.places)}
    rates = replace(library, resolved=tuple(resolved.values()), quotations=(*added, *library.quotations))
    return replace(libraries, rates=rates, own=given, rates_before_own=library)


def under(libraries: Libraries, before: Assumptions, now: Assumptions) -> Libraries:
    """Return libraries of the assumptions ``before`` with own rates at the exchange rates of ``now``."""
    before_own = libraries.rates_before_own
    codes = {rate.currency for rate in libraries.own}
    if before_own is None or all(usd_factor(code, before) == usd_factor(code, now) for code in codes):
        return libraries
    return with_own_rates(replace(libraries, rates=before_own, own=(), rates_before_own=None), libraries.own, now)


def _quotation(rate: OwnRate, libraries: Libraries, assumptions: Assumptions) -> Quotation | None:
    place, factor = libraries.rates.canonical(rate.place), usd_factor(rate.currency, assumptions)
    if place is None or factor is None:
        return None
    low, high = (rate.likely if side is None else side for side in (rate.low, rate.high))
    title = " – ".join(part for part in (rate.vendor, rate.source) if part) or OWN
    return Quotation(
        place, rate.kind, rate.work, rate.unit, low * factor, rate.likely * factor, high * factor, rate.year, OWN,
        PRICE, title, "", f"{rate.likely:g} {rate.currency}",
    )  # fmt: skip
