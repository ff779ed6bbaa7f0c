"""Totals over the portfolio, from the columns of the rows (model.md §3.4, Totals)."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.engine.measures import Format
from outsourcing_planner.engine.roots import irr, payback

Floats = npt.NDArray[np.float64]
Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Total:
    """One figure of the portfolio: from sums of columns and the portfolio's cash flow."""

    key: str
    heading: str
    unit: str
    format: Format
    function: Callable[[Figures], float]

    @property
    def help(self) -> str:
        """Return what the figure means."""
        return (self.function.__doc__ or "").split("\n", 1)[0]


TOTALS: Final[dict[str, Total]] = {}


def total_of(
    heading: str, unit: str, fmt: Format
) -> Callable[[Callable[[Figures], float]], Callable[[Figures], float]]:
    """Register a function of the portfolio's sums and cash flow as a total."""

    def register(function: Callable[[Figures], float]) -> Callable[[Figures], float]:
        TOTALS[function.__name__] = Total(function.__name__, heading, unit, fmt, function)
        return function

    return register


SUMMED: Final = (
    "in_house", "charge", "one_off", "npv", "fte_used", "seats", "bpo_year", "kpo_year", "avoidable",
    "avoided_term", "outlay_term", "saving_term", "in_house_term", "one_off_costed", "run_rate_saving", "tco",
)  # fmt: skip


@total_of("In-house", "money / year", Format.MONEY)
def in_house(figures: Figures) -> float:
    """What all functions cost today."""
    return float(figures["in_house"])


@total_of("Yearly charge", "money / year", Format.MONEY)
def charge(figures: Figures) -> float:
    """What providers charge for the functions that leave."""
    return float(figures["charge"])


@total_of("One-off", "money", Format.MONEY)
def one_off(figures: Figures) -> float:
    """One-off cost of leaving."""
    return float(figures["one_off"])


@total_of("NPV", "money", Format.MONEY)
def npv(figures: Figures) -> float:
    """Net present value of the plan."""
    return float(figures["npv"])


@total_of("Payback", "months", Format.MONTHS)
def payback_months(figures: Figures) -> float:
    """Month from which the plan's cumulative cash flow stays at or above 0."""
    return float(payback(figures["cash_flow"][None, :])[0]) if figures["outsourced"] else math.nan


@total_of("IRR", "per year", Format.SHARE)
def irr_year(figures: Figures) -> float:
    """Yearly internal rate of return of the plan."""
    return float(irr(figures["cash_flow"][None, :])[0])


@total_of("Saving over the term", "share of avoidable cost", Format.SHARE)
def term_saving_share(figures: Figures) -> float:
    """Saving as a share of the avoidable cost of the functions that leave."""
    avoided = figures["avoided_term"]
    return 1 - (figures["outlay_term"] + figures["one_off_costed"]) / avoided if avoided > 0 else math.nan


@total_of("Saving of in-house", "share of in-house cost", Format.SHARE)
def saving_of_in_house(figures: Figures) -> float:
    """Saving as a share of the whole in-house cost of the functions that leave."""
    whole = figures["in_house_term"]
    return (figures["saving_term"] - figures["one_off_costed"]) / whole if whole > 0 else math.nan


@total_of("ROI", "times one-off", Format.NUMBER)
def roi(figures: Figures) -> float:
    """Return on the one-off cost."""
    paid = figures["one_off_costed"]
    return (figures["saving_term"] - paid) / paid if paid > 0 else math.nan


@total_of("Run-rate saving", "money / year", Format.MONEY)
def run_rate_saving(figures: Figures) -> float:
    """Saving of the second plan year, when one-offs and ramp are over."""
    return float(figures["run_rate_saving"])


@total_of("Total cost of the term", "money", Format.MONEY)
def tco(figures: Figures) -> float:
    """All that the costed functions cost over the term as decided."""
    return float(figures["tco"])


@total_of("Functions not costed", "functions", Format.NUMBER)
def functions_not_costed(figures: Figures) -> float:
    """How many functions have no NPV because something they need is missing."""
    return float(figures["not_costed"])


TOTALS["irr"] = Total("irr", "IRR", "per year", Format.SHARE, TOTALS.pop("irr_year").function)


def sum_of_money(column: Floats, decimals: int) -> float:
    """Return the exact sum of amounts in whole minor units; NaN counts as nothing.

    Minor units are whole numbers, and sums of whole numbers below 2**53 are exact in any order.
    """
    scale = 10.0**decimals
    return float(np.nansum(np.rint(column * scale)) / scale)


def figures_of(columns: Mapping[str, npt.NDArray[Any]], cash_flow: Floats, decimals: int) -> dict[str, Any]:
    """Return the sums and the cash flow that totals are made from."""
    costed = ~np.isnan(columns["npv"])
    one_off_costed = columns["one_off_base"]
    known = {**columns, "one_off_costed": one_off_costed}
    money = {"in_house", "charge", "one_off", "npv", "bpo_year", "kpo_year", "avoidable", "one_off_costed",
             "run_rate_saving", "tco"}  # fmt: skip
    sums: dict[str, Any] = {
        key: sum_of_money(known[key], decimals) if key in money else float(np.nansum(known[key])) for key in SUMMED
    }
    outsourced = bool(np.any(costed & (columns["outsourced"] != 0)))
    return {**sums, "cash_flow": cash_flow, "not_costed": int(np.sum(~costed)), "outsourced": outsourced}


def totals_of(figures: Figures) -> dict[str, float | None]:
    """Return every total; None where it has no value."""
    values = {key: entry.function(figures) for key, entry in TOTALS.items()}
    return {key: None if math.isnan(value) else value for key, value in values.items()}
