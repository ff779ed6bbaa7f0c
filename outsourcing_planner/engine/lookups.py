"""Columns that are no formula: what the libraries say, and roots. A workbook shows them as marked values."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outsourcing_planner.engine.exchange import LIBRARY_CURRENCY, library_factor
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.measures import Format, lookup
from outsourcing_planner.engine.role_mix import Role, place_in, roles_of
from outsourcing_planner.engine.roots import irr, payback

__all__ = ["LIBRARY_CURRENCY"]

Column = npt.NDArray[np.float64]
Texts = npt.NDArray[np.str_]
Objects = npt.NDArray[np.object_]

KIND_OF_SEAT, KIND_OF_DAY = "BPO", "KPO"
UNIT_OF_PRICING = {
    "fte": "fte_month", "hour": "hour", "minute": "minute", "task": "task", "record": "record", "outcome": "outcome",
    "expert": "expert_month", "accurate_record": "record",
}  # fmt: skip


@dataclass(frozen=True)
class _Basis:
    """What a library rate is turned into: hours of the plan, and the plan's currency."""

    paid_hours: float
    hours_per_day: float
    factor: float
    libraries: Libraries

    def rates(self, country: Texts, kind: str, unit: str) -> Column:
        """Return library rates of the shape of ``country``; blank where the currency cannot be converted."""
        if np.isnan(self.factor):
            return np.full(country.shape, np.nan)
        names = country.ravel()
        kinds = np.full(len(names), kind, dtype=object)
        found = self.libraries.rates.look_up(
            names.astype(object), kinds, unit, paid_hours=self.paid_hours, hours_per_day=self.hours_per_day
        )
        return np.where(names == "", np.nan, found.value * self.factor).reshape(country.shape)


@lookup("Seat rate, library", "money / seat / month", Format.RATE)
def seat_rate_library(
    country_used: Texts, paid_hours: float, hours_per_day: float, plan_currency: str, exchange_usd: float,
    libraries: Libraries,
) -> Column:  # fmt: skip
    """Seat rate of the rate library for the delivery country."""
    basis = _Basis(paid_hours, hours_per_day, library_factor(plan_currency, exchange_usd), libraries)
    return basis.rates(country_used, KIND_OF_SEAT, "seat_month")


@lookup("Day rate, library", "money / expert day", Format.RATE)
def day_rate_library(
    country_used: Texts, paid_hours: float, hours_per_day: float, plan_currency: str, exchange_usd: float,
    libraries: Libraries,
) -> Column:  # fmt: skip
    """Day rate of the rate library for the delivery country."""
    basis = _Basis(paid_hours, hours_per_day, library_factor(plan_currency, exchange_usd), libraries)
    return basis.rates(country_used, KIND_OF_DAY, "day")


@lookup("Rate of the pricing, library", "money / unit of pricing", Format.RATE, stored=False)
def rate_library(
    country_used: Texts, pricing_used: Texts, decision_effective: Texts, paid_hours: float, hours_per_day: float,
    plan_currency: str, exchange_usd: float, libraries: Libraries,
) -> Column:  # fmt: skip
    """What the rate library says for a unit other than seats and days; blank where it says nothing."""
    basis = _Basis(paid_hours, hours_per_day, library_factor(plan_currency, exchange_usd), libraries)
    country, priced, decision = np.broadcast_arrays(country_used, pricing_used, decision_effective)
    result = np.full(country.shape, np.nan)
    for pricing in np.unique(pricing_used):
        unit = UNIT_OF_PRICING.get(str(pricing))
        chosen = priced == pricing
        for kind in (KIND_OF_SEAT, KIND_OF_DAY) if unit else ():
            part = chosen & ((decision == KIND_OF_DAY) == (kind == KIND_OF_DAY))
            if unit and part.any():
                result[part] = basis.rates(country[part], kind, unit)
    return result


@lookup("Day rate of the role mix", "money / expert day", Format.RATE)
def day_rate_mix(
    role_mix: Objects, exchange_used: Column, paid_hours: float, hours_per_day: float, plan_currency: str,
    exchange_usd: float, libraries: Libraries,
) -> Column:  # fmt: skip
    """Blended day rate of the roles of a project: days or parts × day rate, typed or of the rate library."""
    basis = _Basis(paid_hours, hours_per_day, library_factor(plan_currency, exchange_usd), libraries)
    mixes, exchange = np.broadcast_arrays(role_mix, np.nan_to_num(exchange_used, nan=1.0))
    result = np.full(mixes.shape, np.nan)
    for at in zip(*np.nonzero(mixes != None), strict=True):  # noqa: E711 - element by element
        result[at] = blended(str(mixes[at]), float(exchange[at]), basis)
    return result


@lookup("Roles with a typed rate", fmt=Format.YES_NO, stored=False, always=True)
def role_mix_typed(role_mix: Objects) -> Column:
    """1 where every role of the mix has a rate of its own, 0 where one is of the rate library or there is no mix."""
    result = np.zeros(role_mix.shape)
    for at in zip(*np.nonzero(role_mix != None), strict=True):  # noqa: E711 - element by element
        result[at] = _all_typed(str(role_mix[at]))
    return result


def _all_typed(text: str) -> bool:
    try:
        return all(role.rate is not None for role in roles_of(text))
    except ValueError:
        return False


def blended(text: str, exchange: float, basis: _Basis) -> float:
    """Return the day rate of a role mix in plan currency, NaN where a part cannot be read or priced."""
    try:
        roles = roles_of(text)
    except ValueError:
        return float("nan")
    weights = sum(role.weight for role in roles)
    worth = sum(role.weight * _day_rate(role, exchange, basis) for role in roles)
    return worth / weights if weights else float("nan")


def _day_rate(role: Role, exchange: float, basis: _Basis) -> float:
    if role.rate is not None:
        return role.rate * exchange
    place = place_in(role.place, basis.libraries.rates.canonical)
    return float(basis.rates(np.array([place]), KIND_OF_DAY, "day")[0]) if place else float("nan")


@lookup("Delivery location", fmt=Format.TEXT)
def delivery_location(country_used: Texts, home_country: str, libraries: Libraries) -> Texts:
    """Whether the work is delivered onshore, nearshore or offshore, as the home country sees it."""
    names, back = np.unique(country_used.ravel(), return_inverse=True)
    found = [libraries.rates.places.delivery(str(name), home_country) or "" for name in names]
    return np.array(found or [""], dtype=np.str_)[back.ravel()].reshape(country_used.shape)


@lookup("Payback", "months", Format.MONTHS)
def payback_months(cash_month: Column, npv: Column, outsourced: Column) -> Column:
    """Month from which the cumulative cash flow stays at or above 0, counted from the start of the plan."""
    return np.where(~np.isnan(npv) & (outsourced != 0), payback(cash_month)[:, None], np.nan)


@lookup("IRR", "per year", Format.SHARE, key="irr")
def irr_year(cash_month: Column, npv: Column, outsourced: Column) -> Column:
    """Yearly internal rate of return of the row's cash flow."""
    return np.where(~np.isnan(npv) & (outsourced != 0), irr(cash_month)[:, None], np.nan)
