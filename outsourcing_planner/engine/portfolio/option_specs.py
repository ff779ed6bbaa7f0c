"""The ways to do the work of a function: retain, BPO, KPO, Hybrid, automate, by country, pricing and provider."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.labels import AUTO, AUTOMATE, BPO, HYBRID, KPO, OUTSOURCED, RETAIN
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.exchange import LIBRARY_CURRENCY, library_factor
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.own_rates import usd_factor
from outsourcing_planner.text import _

PLACES_WITHOUT_A_MARKET: Final = ("Global", "Offshore", "Nearshore", "Onshore")
"""Entries of the rate library that stand for others and are no place to deliver from."""
PRICINGS: Final[Mapping[str, tuple[str, ...]]] = {BPO: ("seat", "hour"), KPO: ("project", "expert")}
PRICING_OF_UNIT: Final[Mapping[str, str]] = {
    "seat_month": "seat", "fte_month": "fte", "hour": "hour", "minute": "minute", "task": "task", "record": "record",
    "outcome": "outcome", "day": "project", "expert_month": "expert",
}  # fmt: skip
"""The pricing under which a quote per unit is a quoted rate."""
_UNIT: Final = {BPO: "seat_month", KPO: "day"}


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One way to do the work. Blank ``country`` and ``start_month`` None leave the row's own.

    A blank ``decision`` is the row as planned. A quote names its ``vendor``, ``rate`` (per unit of ``pricing``) and the
    ``rows`` it holds for; other specs are for all rows.
    """

    decision: str = ""
    country: str = ""
    pricing: str = AUTO
    start_month: int | None = None
    vendor: str = ""
    rate: float | None = None
    rows: frozenset[RowId] | None = None

    @property
    def label(self) -> str:
        """Return what a person reads for the option."""
        if not self.decision:
            return _("As planned")
        parts = [self.decision, self.country, self.pricing if self.pricing != AUTO else "", self.vendor]
        start = _("from month {month}").format(month=self.start_month) if self.start_month else ""
        return " · ".join(part for part in (*parts, start) if part)


def quote(decision: str, vendor: str, country: str, pricing: str, rate: float, rows: Iterable[RowId]) -> OptionSpec:
    """Return the option that a provider's quote for some rows gives; rate in plan currency per unit of pricing."""
    return OptionSpec(decision, country, pricing, vendor=vendor, rate=rate, rows=frozenset(rows))


def quoted_specs(libraries: Libraries, assumptions: Assumptions) -> tuple[OptionSpec, ...]:
    """Return an option for each quote of the plan's own that names its provider, in plan currency, for all rows.

    Quotes for one trade only are left to the rate library, which knows which rows are of that trade.
    """
    found = []
    for own in libraries.own:
        pricing, factor = PRICING_OF_UNIT.get(own.unit), usd_factor(own.currency, assumptions)
        into_plan = library_factor(assumptions.text("plan_currency"), _in_plan_currency(assumptions))
        place = libraries.rates.canonical(own.place)
        if own.vendor and not own.work and pricing and factor and place and not np.isnan(into_plan):
            rate = own.likely * factor * into_plan
            found.append(OptionSpec(own.kind, place, pricing, vendor=own.vendor, rate=rate))
    return tuple(found)


def _in_plan_currency(assumptions: Assumptions) -> float:
    return assumptions.number(f"exchange_{LIBRARY_CURRENCY.lower()}")


def default_specs(
    libraries: Libraries, assumptions: Assumptions, countries: Sequence[str] = (),
    pricings: Mapping[str, Sequence[str]] = PRICINGS,
) -> tuple[OptionSpec, ...]:  # fmt: skip
    """Return the row as planned, retain, BPO and KPO in each country and pricing, Hybrid in each country, automate.

    Quotes of the plan's own that name a provider follow. Without ``countries`` those with a price of their own in the
    rate library and the plan's delivery countries.
    """
    specs = [OptionSpec(), OptionSpec(RETAIN)]
    for decision, plan_country in ((BPO, "delivery_country_bpo"), (KPO, "delivery_country_kpo")):
        places = tuple(countries) or _places(libraries, decision, assumptions.text(plan_country))
        specs += [OptionSpec(decision, place, pricing) for place in places for pricing in pricings[decision]]
    hybrid = tuple(countries) or tuple(
        dict.fromkeys(assumptions.text(key) for key in ("delivery_country_bpo", "delivery_country_kpo"))
    )
    ways = (*specs, *(OptionSpec(HYBRID, place) for place in hybrid), OptionSpec(AUTOMATE))
    return (*ways, *quoted_specs(libraries, assumptions))


def _places(libraries: Libraries, kind: str, plan_country: str) -> tuple[str, ...]:
    priced = [rate.place for rate in libraries.rates.resolved if rate.key == kind and rate.unit == _UNIT[kind]]
    return tuple(dict.fromkeys(place for place in (plan_country, *priced) if place not in PLACES_WITHOUT_A_MARKET))


def at_starts(specs: Iterable[OptionSpec], months: Sequence[int]) -> tuple[OptionSpec, ...]:
    """Return every option that leaves the house once for each start month, the others as they are."""
    return tuple(
        replace(spec, start_month=month)
        for spec in specs
        for month in (months if spec.decision in OUTSOURCED else (spec.start_month,))
    )
