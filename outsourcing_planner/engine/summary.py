"""Sums by group, and concentration: how much hangs on one country or pricing (model.md §4, domain.md §2.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.columns import words
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.totals import sum_of_money
from outsourcing_planner.text import _, format_number, format_share

GROUPINGS: Final = (
    "department", "label", "country_used", "pricing_used", "decision_effective", "delivery_location", "vendor", "wave",
)  # fmt: skip
_TYPED: Final = ("department", "vendor")
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
    groups = group_of(plan, evaluation, by)
    positions = pd.Series(range(len(plan))).groupby(pd.Series(groups, dtype=object), sort=True).indices
    lines = (_line(str(group), np.asarray(at), evaluation, decimals) for group, at in positions.items())
    return tuple(sorted(lines, key=lambda line: -line.in_house))


def group_of(plan: Plan, evaluation: Evaluation, by: str) -> list[str]:
    """Return the group of each row in a grouping; "" for blank."""
    if by in _TYPED:
        return [word or "" for word in words(plan, by)]
    if by == "wave":
        return [f"{cell:g}" if isinstance(cell, float) else "" for cell in plan.column("wave")]
    return [str(group) for group in evaluation.columns[by].tolist()]


def _line(group: str, at: np.ndarray, evaluation: Evaluation, decimals: int) -> SummaryLine:
    columns = evaluation.columns
    money = {key: sum_of_money(columns[key][at], decimals) for key in _MONEY}
    moved = columns["outsourced"][at].astype(bool) & ~np.isnan(columns["npv"][at])
    leaving = np.where(moved, columns["avoidable"][at] * columns["moved_share"][at] - columns["charge"][at], 0.0)
    after = money["in_house"] - float(np.nansum(leaving))
    return SummaryLine(
        group, len(at), int(np.isnan(columns["npv"][at]).sum()), float(np.nansum(columns["fte_used"][at])), **money,
        after=after,
    )  # fmt: skip


def shares(plan: Plan, evaluation: Evaluation, by: str) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Return the concentration of the yearly charge in a grouping (HHI), and each group's share, largest first.

    Rows that stay in-house have no charge and count in none.
    """
    lines = [line for line in summary(plan, evaluation, by) if line.charge > 0]
    whole = sum(line.charge for line in lines)
    parts = tuple((line.group, line.charge / whole) for line in sorted(lines, key=lambda line: -line.charge))
    return concentration([line.charge for line in lines]), parts


def concentration_line(plan: Plan, evaluation: Evaluation, by: str, most: int = 3) -> str:
    """Return the largest shares of the yearly charge and the HHI in one line; "" where nothing is charged."""
    hhi, parts = shares(plan, evaluation, by)
    if not parts:
        return ""
    named = [f"{group or _('(none named)')} {format_share(share)}" for group, share in parts[:most]]
    named += [_("{count} more").format(count=len(parts) - most)] if len(parts) > most else []
    return _("{shares}; HHI {hhi}").format(shares=", ".join(named), hhi=format_number(hhi, 2))


def concentration(amounts: Sequence[float]) -> float:
    """Return the Herfindahl-Hirschman index, Σ share², of amounts: 1 where one has all, 0 where there is nothing."""
    total = sum(amounts)
    return sum((amount / total) ** 2 for amount in amounts) if total > 0 else 0.0
