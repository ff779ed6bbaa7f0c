"""What if a site is lost for some months: a country event, on the cash flows of ``evaluate``.

While the site is lost the provider delivers nothing and is not paid; the work is done elsewhere at ``cost`` times the
cost that was avoided. So each such month gives (1 − cost) · avoided instead of its saving.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.cashflow import cola_step
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.portfolio.factors import shapes_of

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A country event: NPV before and after, the cash flow by month after (T + 1), and the functions that it hits."""

    country: str
    from_month: int
    months: int
    npv_before: float
    npv_after: float
    cash_flow: Floats
    functions: tuple[RowId, ...]

    @property
    def loss(self) -> float:
        """Return what the event costs, in present value."""
        return self.npv_before - self.npv_after


def site_lost(
    evaluation: Evaluation, assumptions: Assumptions, country: str, from_month: int, months: int = 3, cost: float = 1.5
) -> WhatIf:
    """Return what it means to lose every site in a country from a month of the plan on, for some months."""
    columns = evaluation.columns
    month = np.arange(evaluation.cash.shape[1])
    lost = (month >= max(from_month, 1)) & (month < from_month + months)
    hit = (columns["country_used"] == country) & (columns["counted"] != 0)
    works = lost[None, :] & (month[None, :] >= columns["start_month_used"][hit][:, None])
    shapes = shapes_of(evaluation, assumptions)
    growth = wage_index(assumptions, month) * shapes.wage + cola_index(assumptions, month) * shapes.cola
    avoided = columns["avoided_base"][hit][:, None] * 12 * growth[hit]
    cash = evaluation.cash.copy()
    cash[hit] = np.where(works, (1 - cost) * avoided, cash[hit])
    factor = discount(assumptions, month)
    before, after = float(evaluation.cash_flow @ factor), float(cash.sum(axis=0) @ factor)
    rows = tuple(evaluation.rows.ids[at] for at in np.flatnonzero(hit))
    return WhatIf(country, from_month, months, before, after, cash.sum(axis=0), rows)


def sites_lost(
    evaluation: Evaluation, assumptions: Assumptions, months: int = 3, cost: float = 1.5, from_month: int | None = None
) -> tuple[WhatIf, ...]:
    """Return for every country but the home one what it means to lose it, the largest loss first.

    Without ``from_month`` the event begins in the first month in which all of the country's functions have left, or as
    late as its months fit into the term.
    """
    columns, home = evaluation.columns, assumptions.text("home_country")
    used = columns["country_used"][columns["counted"] != 0]
    found = []
    for country in sorted({str(name) for name in used} - {home, ""}):
        mine = (columns["country_used"] == country) & (columns["counted"] != 0)
        first = min(int(columns["start_month_used"][mine].max()), max(assumptions.months - months + 1, 1))
        month = first if from_month is None else from_month
        found.append(site_lost(evaluation, assumptions, country, month, months, cost))
    return tuple(sorted(found, key=lambda one: (-one.loss, one.country)))


def cola_index(assumptions: Assumptions, month: npt.NDArray[np.int64]) -> Floats:
    """Return the growth of charges by month (model.md §3.4)."""
    number = assumptions.number
    step = cola_step(number("cola"), number("cola_scope"), number("cola_cap"), number("productivity_glide"))
    return np.asarray(float(step) ** np.maximum(np.ceil(month / 12) - 1, 0), dtype=np.float64)


def wage_index(assumptions: Assumptions, month: npt.NDArray[np.int64]) -> Floats:
    """Return the growth of in-house cost by month (model.md §3.4)."""
    return np.asarray(
        (1 + assumptions.number("wage_inflation")) ** np.maximum(np.ceil(month / 12) - 1, 0), dtype=np.float64
    )


def discount(assumptions: Assumptions, month: npt.NDArray[np.int64]) -> Floats:
    """Return the discount factors by month (model.md §3.4)."""
    return np.asarray((1 + assumptions.number("discount_rate")) ** (-month / 12), dtype=np.float64)
