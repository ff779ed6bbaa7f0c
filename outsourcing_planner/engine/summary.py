"""Sums by group, and concentration: how much hangs on one country or pricing (model.md §4, domain.md §2.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.columns import words
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.text import _, format_number, format_share

GROUPINGS: Final = (
    "department", "label", "country_used", "pricing_used", "decision_effective", "delivery_location", "vendor", "wave",
)  # fmt: skip
_TYPED: Final = ("department", "vendor")
_PLACES: Final = ("country_used", "delivery_location")
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]
_MONEY: Final = ("in_house", "charge", "one_off", "npv")


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One group of rows; money in plan currency, ``after`` is what is paid a year once the work has left."""

    group: str
    functions: int
    not_costed: int
    fte: float
    in_house: float
    charge: float
    one_off: float
    npv: float
    after: float


def summary(plan: Plan, evaluation: Evaluation, by: str, decimals: int = 2) -> tuple[SummaryLine, ...]:
    """Return one line per group of ``by`` (one of GROUPINGS), largest in-house cost first; "" for blank."""
    codes, names = _coded(plan, evaluation, by)
    sums = _sums(codes, len(names), evaluation, decimals)
    lines = (SummaryLine(name, *line) for name, line in zip(names, zip(*sums, strict=True), strict=True))
    return tuple(sorted(lines, key=lambda line: -line.in_house))


def group_of(plan: Plan, evaluation: Evaluation, by: str) -> list[str]:
    """Return the group of each row in a grouping; "" for blank, and for the place of what does not leave."""
    if by in _TYPED:
        return [word or "" for word in words(plan, by)]
    if by == "wave":
        return [f"{cell:g}" if isinstance(cell, float) else "" for cell in plan.column("wave")]
    groups = evaluation.columns[by]
    if by in _PLACES:
        groups = np.where(evaluation.columns["outsourced"].astype(bool), groups, "")
    return [str(group) for group in groups.tolist()]


def _coded(plan: Plan, evaluation: Evaluation, by: str) -> tuple[Codes, list[str]]:
    """Return the number of each row's group, and the groups by name."""
    codes, names = pd.factorize(np.asarray(group_of(plan, evaluation, by), dtype=object), sort=True)
    return codes, [str(name) for name in names]


def _added(codes: Codes, groups: int, column: Floats) -> Floats:
    return np.bincount(codes, np.where(np.isnan(column), 0.0, column), groups).astype(np.float64, copy=False)


def _added_money(codes: Codes, groups: int, column: Floats, decimals: int) -> Floats:
    """Add in whole minor units: sums of whole numbers below 2**53 are exact in any order."""
    scale = 10.0**decimals
    return _added(codes, groups, np.rint(column * scale)) / scale


def _sums(codes: Codes, groups: int, evaluation: Evaluation, decimals: int) -> tuple[list[Any], ...]:
    """Return every figure of a line for all groups at once, in the order of the line; NaN counts as nothing."""
    columns = evaluation.columns
    money = [_added_money(codes, groups, columns[key], decimals) for key in _MONEY]
    costed = ~np.isnan(columns["npv"])
    leaving = columns["avoidable"] * columns["moved_share"] - columns["charge"]
    after = money[0] - _added(codes, groups, np.where(costed & columns["outsourced"].astype(bool), leaving, 0.0))
    counts = np.bincount(codes, minlength=groups), np.bincount(codes[~costed], minlength=groups)
    figures = *counts, _added(codes, groups, columns["fte_used"]), *money, after
    return tuple(one.tolist() for one in figures)


def shares(
    plan: Plan, evaluation: Evaluation, by: str, decimals: int = 2
) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Return the concentration of the yearly charge in a grouping (HHI), and each group's share, largest first.

    Rows that stay in-house have no charge and count in none.
    """
    codes, names = _coded(plan, evaluation, by)
    charges = _added_money(codes, len(names), evaluation.columns["charge"], decimals).tolist()
    charged = sorted(((name, charge) for name, charge in zip(names, charges, strict=True) if charge > 0), key=_amount)
    whole = sum(charge for _name, charge in charged)
    parts = tuple((name, charge / whole) for name, charge in charged)
    return concentration([charge for _name, charge in charged]), parts


def _amount(part: tuple[str, float]) -> float:
    return -part[1]


def concentration_line(plan: Plan, evaluation: Evaluation, by: str, most: int = 3, decimals: int = 2) -> str:
    """Return the largest shares of the yearly charge and the HHI in one line; "" where no group with one is named."""
    hhi, parts = shares(plan, evaluation, by, decimals)
    if not any(group for group, _share in parts):
        return ""
    named = [f"{group or _('(none named)')} {format_share(share)}" for group, share in parts[:most]]
    named += [_("{count} more").format(count=len(parts) - most)] if len(parts) > most else []
    return _("{shares}; HHI {hhi}").format(shares=", ".join(named), hhi=format_number(hhi, 2))


def concentration(amounts: Sequence[float]) -> float:
    """Return the Herfindahl-Hirschman index, Σ share², of amounts: 1 where one has all, 0 where there is nothing."""
    total = sum(amounts)
    return sum((amount / total) ** 2 for amount in amounts) if total > 0 else 0.0
