"""Why a value that was looked up is what it is: its source in one sentence."""

from collections.abc import Callable
from typing import Final

import numpy as np

from outsourcing_planner.engine.because_row import Row
from outsourcing_planner.engine.exchange import LIBRARY_CURRENCY, library_factor
from outsourcing_planner.engine.lookups import KIND_OF_DAY, KIND_OF_SEAT, UNIT_OF_PRICING
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.engine.places import OFFSHORE, ONSHORE
from outsourcing_planner.engine.salary_source import salary_sources, why_no_salary
from outsourcing_planner.engine.words import heading_of, why
from outsourcing_planner.text import _, format_number, plain_number


def _salary(row: Row, key: str) -> str:
    heading = MEASURES.measures["salary_used"].heading if key == "salary_used" else _("Salary suggested")
    typed = row.shown("salary")
    if typed and key == "salary_used":
        return _("{heading} {value}: as typed.").format(heading=heading, value=typed)
    source = salary_sources(row.plan, row.assumptions, row.libraries)[0]
    if source is None:
        return _("{heading} is blank: {why}.").format(heading=heading, why=why_no_salary(row.assumptions))
    return _("{heading} {value}, an estimate: {source}.").format(
        heading=heading, value=row.shown("salary_estimate"), source=source.sentence
    )


def _rate(row: Row, key: str, kind: str, unit: str) -> str:
    heading, country = heading_of(key), row.text("country_used")
    if not country:
        return _("{heading} is blank: no delivery country is known, as the row has no class.").format(heading=heading)
    factor = library_factor(row.text("plan_currency"), row.number("exchange_usd"))
    if np.isnan(factor):
        return _(
            "{heading} is blank: the library is in {usd}; the assumptions lack the rate of {usd} to {currency}."
        ).format(heading=heading, usd=LIBRARY_CURRENCY, currency=row.text("plan_currency"))
    found = row.libraries.rates.look_up(
        [country], [kind], unit, paid_hours=row.number("paid_hours"), hours_per_day=row.number("hours_per_day")
    )
    if not found.reason(0):
        return _("{heading} is blank: the rate library has no such price for {country}; type one.").format(
            heading=heading, country=country
        )
    exchanged = "" if factor == 1 else _("; × {factor} for {currency}").format(
        factor=plain_number(factor), currency=row.text("plan_currency")
    )  # fmt: skip
    return _("{heading} {value}: rate library, {source}{exchanged}.").format(
        heading=heading, value=row.shown(key), source=found.reason(0), exchanged=exchanged
    )


def _rate_of_pricing(row: Row) -> str:
    unit = UNIT_OF_PRICING.get(row.text("pricing_used"))
    if unit is None:
        return _("{heading} is blank: pricing {pricing} has no library rate of its own.").format(
            heading=heading_of("rate_library"), pricing=row.text("pricing_used")
        )
    kind = KIND_OF_DAY if row.text("decision_effective") == KIND_OF_DAY else KIND_OF_SEAT
    return _rate(row, "rate_library", kind, unit)


def _seat_rate(row: Row) -> str:
    return _rate(row, "seat_rate_library", KIND_OF_SEAT, "seat_month")


def _day_rate(row: Row) -> str:
    return _rate(row, "day_rate_library", KIND_OF_DAY, "day")


def _used(row: Row, key: str, library: Callable[[Row], str]) -> str:
    """The formula, and the source of the library's rate where that is what it takes."""
    formula = why(row.values, key)
    lower = MEASURES.measures[f"{key.removesuffix('_used')}_library"].heading.casefold()
    return f"{formula}. {library(row)}" if lower in formula.casefold() else formula


def _mix(row: Row) -> str:
    mix, heading = row.plan.column("role_mix")[0], heading_of("day_rate_mix")
    if not isinstance(mix, str):
        return _("{heading} is blank: no role mix is typed.").format(heading=heading)
    value = row.shown("day_rate_mix")
    if not value:
        return _("{heading} is blank: a part of {mix!r} cannot be read or priced.").format(heading=heading, mix=mix)
    return _("{heading} {value}: the average of {mix}, weighted by days or parts.").format(
        heading=heading, value=value, mix=mix
    )


def _location(row: Row) -> str:
    country, home = row.text("country_used"), row.assumptions.text("home_country")
    found, heading = row.text("delivery_location"), heading_of("delivery_location")
    if not found:
        what = country or _("no delivery country")
        return _("{heading} is blank: {what} cannot be placed against {home}.").format(
            heading=heading, what=what, home=home
        )
    places = row.libraries.rates.places
    there, here = (places.by_name[places.canonical(name) or ""] for name in (country, home))
    apart = format_number(abs((there.utc_offset or 0.0) - (here.utc_offset or 0.0)), 1).removesuffix(".0")
    told = _("it is the home country") if found == ONSHORE else _("{hours} hours from {home} by the clock").format(
        hours=apart, home=home
    )  # fmt: skip
    if found == OFFSHORE and there.neighbourhood != here.neighbourhood:
        told += _(", in another part of the world")
    return _("{heading} {found}: {country}, {told}.").format(heading=heading, found=found, country=country, told=told)


def _exchange(row: Row) -> str:
    currency, plan = row.text("currency"), row.text("plan_currency")
    heading, value = heading_of("exchange_used"), row.shown("exchange_used")
    if value:
        return _("{heading} {value}: 1 {currency} is {value} {plan}, as the assumptions say.").format(
            heading=heading, value=value, currency=currency, plan=plan
        )
    if currency in ("", plan):
        return _("{heading} is blank: the rates of the row are in {plan}, the currency of the plan.").format(
            heading=heading, plan=plan
        )
    return _("{heading} is blank: no rate of {currency} to {plan} stands in the assumptions.").format(
        heading=heading, currency=currency, plan=plan
    )


BECAUSE: Final[dict[str, Callable[[Row], str]]] = {
    "salary_estimate": lambda row: _salary(row, "salary_estimate"),
    "salary_used": lambda row: _salary(row, "salary_used"),
    "seat_rate_library": _seat_rate, "day_rate_library": _day_rate, "rate_library": _rate_of_pricing,
    "seat_rate_used": lambda row: _used(row, "seat_rate_used", _seat_rate),
    "day_rate_used": lambda row: _used(row, "day_rate_used", _day_rate),
    "rate_used": lambda row: _used(row, "rate_used", _rate_of_pricing),
    "day_rate_mix": _mix, "delivery_location": _location, "exchange_used": _exchange,
}  # fmt: skip
"""The source of each looked-up column, by its key."""
