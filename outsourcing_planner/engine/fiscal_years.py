"""The cash flow of a plan by calendar month and by fiscal year (model.md §3.1, plan_start)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.calendar import first_month, fiscal_year, month_at, month_label
from outsourcing_planner.text import _


@dataclass(frozen=True, slots=True)
class PlanMonth:
    """One month: ``calendar`` is "2026-04", "" where the plan has no start; ``year`` is the fiscal or plan year."""

    month: int
    calendar: str
    year: str
    cash: float
    cumulative: float


@dataclass(frozen=True, slots=True)
class PlanYear:
    """One fiscal year, or plan year where the plan has no start: its months and its cash flow."""

    year: str
    first: str
    last: str
    months: int
    cash: float
    cumulative: float


def plan_months(assumptions: Assumptions, cash_flow: npt.NDArray[np.float64]) -> tuple[PlanMonth, ...]:
    """Return the months of a cash flow of shape (T + 1,); month 0 is the one before the start."""
    start = first_month(assumptions.text("plan_start"))
    begins = int(assumptions.number("fiscal_year_start"))
    running = np.cumsum(cash_flow)
    found = []
    for month, (cash, total) in enumerate(zip(cash_flow.tolist(), running.tolist(), strict=True)):
        if start is None:
            calendar, year = "", _("Year {number}").format(number=(month + 11) // 12) if month else _("Start")
        else:
            at = month_at(start, month)
            calendar, year = month_label(*at), _("FY {year}").format(year=fiscal_year(*at, begins))
        found.append(PlanMonth(month, calendar, year, cash, total))
    return tuple(found)


def plan_years(assumptions: Assumptions, cash_flow: npt.NDArray[np.float64]) -> tuple[PlanYear, ...]:
    """Return the cash flow by fiscal year; what is paid before the start belongs to the year of that month."""
    groups: dict[str, list[PlanMonth]] = {}
    for month in plan_months(assumptions, cash_flow):
        groups.setdefault(month.year, []).append(month)
    return tuple(
        PlanYear(
            year, months[0].calendar, months[-1].calendar, len(months), sum(month.cash for month in months),
            months[-1].cumulative,
        )
        for year, months in groups.items()
    )  # fmt: skip
