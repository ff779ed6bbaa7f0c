"""Rates held against the library: quotes outside the range that sources give, and prices that are old."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.calendar import first_month
from outsourcing_planner.domain.labels import AUTO, AUTOMATE, BPO, KPO
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.columns import numbers
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.exchange import library_factor
from outsourcing_planner.engine.libraries import Libraries

STALE_AFTER: Final = 2
"""Years after which a price is pointed out."""
_UNITS: Final = {
    "seat": "seat_month", "project": "day", "fte": "fte_month", "hour": "hour", "expert": "expert_month",
    "minute": "minute", "task": "task", "record": "record", "accurate_record": "record", "outcome": "outcome",
}  # fmt: skip

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class RateChecks:
    """What the library says of each row's price, shape (n,): range in plan currency, and the year of the price used.

    NaN where the library says nothing, low and high also where the row's currency has no exchange rate. ``typed`` rows
    have a rate of their own; ``year`` is that of the quote there.
    """

    low: Floats
    high: Floats
    year: Floats
    typed: Flags
    this_year: int

    def outside(self, rate: Floats) -> Flags:
        """Say where a typed rate is outside the library's range, by more than is lost in writing it."""
        below, above = self.low - rate > _written(self.low), rate - self.high > _written(self.high)
        return np.asarray(self.typed & (below | above))

    @property
    def stale(self) -> Flags:
        """Say where the price is more than two years old."""
        return np.asarray(self.this_year - self.year > STALE_AFTER)


def _written(price: Floats) -> Floats:
    """Return half of the last place that is written of a price: a cent from 1 on, a hundredth of it below."""
    return np.where(np.abs(price) >= 1, 0.005, 0.00005)


def rate_checks(plan: Plan, assumptions: Assumptions, evaluation: Evaluation, libraries: Libraries) -> RateChecks:
    """Return the checks of every row that leaves the house for a provider."""
    columns = evaluation.columns
    count = len(plan)
    low, high, year = (np.full(count, np.nan) for _ in range(3))
    outsourced = columns["outsourced"].astype(bool) & (columns["decision_effective"] != AUTOMATE)
    units = _units(columns)
    factor = library_factor(assumptions.text("plan_currency"), assumptions.number("exchange_usd"))
    kinds = np.where(columns["decision_effective"] == KPO, KPO, BPO)
    for unit in np.unique(units[outsourced]) if count else ():
        rows = np.flatnonzero(outsourced & (units == unit) & (unit != ""))
        if len(rows):
            found = libraries.rates.look_up(
                columns["country_used"][rows].astype(object), kinds[rows].astype(object), str(unit),
                paid_hours=assumptions.number("paid_hours"), hours_per_day=assumptions.number("hours_per_day"),
            )  # fmt: skip
            low[rows], high[rows] = found.low * factor, found.high * factor
            years = np.array([*(source.year or np.nan for source in found.sources), np.nan], dtype=np.float64)
            year[rows] = years[found.source]
    foreign = ~columns["currency_fits"].astype(bool)
    low[foreign], high[foreign] = np.nan, np.nan
    typed = _typed(plan, columns) & outsourced
    year = np.where(typed, numbers(plan.columns.get("quote_year"), count), year)
    return RateChecks(low, high, year, typed, _this_year(assumptions, libraries))


def _units(columns: Any) -> npt.NDArray[np.str_]:  # noqa: ANN401 - the columns of an Evaluation
    pricing, decision = columns["pricing_used"], columns["decision_effective"]
    auto = np.where(decision == BPO, "seat_month", np.where(decision == KPO, "day", ""))
    units = np.where(pricing == AUTO, auto, "")
    for name, unit in _UNITS.items():
        units = np.where(pricing == name, unit, units)
    return units


def _typed(plan: Plan, columns: Any) -> Flags:  # noqa: ANN401
    def given(key: str) -> Flags:
        return ~np.isnan(numbers(plan.columns.get(key), len(plan)))

    pricing, decision = columns["pricing_used"], columns["decision_effective"]
    by_seat = (pricing == "seat") | ((pricing == AUTO) & (decision == BPO))
    by_day = (pricing == "project") | ((pricing == AUTO) & (decision == KPO))
    return np.asarray(
        (given("rate") & (pricing != AUTO)) | (by_seat & given("seat_rate")) | (by_day & given("day_rate"))
    )


def _this_year(assumptions: Assumptions, libraries: Libraries) -> int:
    """Return the year in which the plan starts, or else that of the newest price known: the engine has no clock."""
    start = first_month(assumptions.text("plan_start"))
    newest = max((rate.year or 0 for rate in libraries.rates.resolved), default=0)
    return start[0] if start else newest
