"""Columns that are no formula: what the libraries say, and roots. A workbook shows them as marked values."""

import numpy as np
import numpy.typing as npt

from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.measures import Format, lookup
from outsourcing_planner.engine.roots import irr, payback

Column = npt.NDArray[np.float64]
Texts = npt.NDArray[np.str_]

LIBRARY_CURRENCY = "USD"
_KIND_OF_SEAT, _KIND_OF_DAY = "BPO", "KPO"
_UNIT_OF_PRICING = {
    "fte": "fte_month", "hour": "hour", "minute": "minute", "task": "task", "record": "record", "outcome": "outcome",
    "expert": "expert_month",
}  # fmt: skip


def _rates(
    country: Texts, kind: str, unit: str, paid_hours: float, hours_per_day: float, currency: str, libraries: Libraries
) -> Column:
    """Return library rates, shape (n, 1); blank where the plan is in another currency than the library."""
    if currency != LIBRARY_CURRENCY:
        return np.full(country.shape, np.nan)
    names = country.ravel()
    kinds = np.full(len(names), kind, dtype=object)
    found = libraries.rates.look_up(
        names.astype(object), kinds, unit, paid_hours=paid_hours, hours_per_day=hours_per_day
    )
    return np.where(names == "", np.nan, found.value)[:, None]


@lookup("Seat rate, library", "money / seat / month", Format.RATE)
def seat_rate_library(
    country_used: Texts, paid_hours: float, hours_per_day: float, plan_currency: str, libraries: Libraries
) -> Column:
    """Seat rate of the rate library for the delivery country."""
    return _rates(country_used, _KIND_OF_SEAT, "seat_month", paid_hours, hours_per_day, plan_currency, libraries)


@lookup("Day rate, library", "money / expert day", Format.RATE)
def day_rate_library(
    country_used: Texts, paid_hours: float, hours_per_day: float, plan_currency: str, libraries: Libraries
) -> Column:
    """Day rate of the rate library for the delivery country."""
    return _rates(country_used, _KIND_OF_DAY, "day", paid_hours, hours_per_day, plan_currency, libraries)


@lookup("Rate of the pricing, library", "money / unit of pricing", Format.RATE, stored=False)
def rate_library(
    country_used: Texts, pricing_used: Texts, decision_effective: Texts, paid_hours: float, hours_per_day: float,
    plan_currency: str, libraries: Libraries,
) -> Column:  # fmt: skip
    """What the rate library says for a unit other than seats and days; blank where it says nothing."""
    result = np.full(country_used.shape, np.nan)
    for pricing in np.unique(pricing_used):
        unit = _UNIT_OF_PRICING.get(str(pricing))
        if unit is None:
            continue
        chosen = pricing_used == pricing
        for kind in (_KIND_OF_SEAT, _KIND_OF_DAY):
            part = chosen & ((decision_effective == _KIND_OF_DAY) == (kind == _KIND_OF_DAY))
            if part.any():
                rates = _rates(
                    country_used[part][:, None], kind, unit, paid_hours, hours_per_day, plan_currency, libraries
                )
                result[part] = rates.ravel()
    return result


@lookup("Payback", "months", Format.MONTHS)
def payback_months(cash_month: Column, npv: Column, outsourced: Column) -> Column:
    """Month from which the cumulative cash flow stays at or above 0, counted from the start of the plan."""
    return np.where(~np.isnan(npv) & (outsourced != 0), payback(cash_month)[:, None], np.nan)


@lookup("IRR", "per year", Format.SHARE, key="irr")
def irr_year(cash_month: Column, npv: Column, outsourced: Column) -> Column:
    """Yearly internal rate of return of the row's cash flow."""
    return np.where(~np.isnan(npv) & (outsourced != 0), irr(cash_month)[:, None], np.nan)
