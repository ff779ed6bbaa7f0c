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

GROUPINGS: Final = ("department", "label", "country_used", "pricing_used", "decision_effective")
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
    groups = [word or "" for word in words(plan, by)] if by == "department" else evaluation.columns[by].tolist()
    positions = pd.Series(range(len(plan))).groupby(pd.Series(groups, dtype=object), sort=True).indices
    lines = (_line(str(group), np.asarray(at), evaluation, decimals) for group, at in positions.items())
    return tuple(sorted(lines, key=lambda line: -line.in_house))


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


def concentration(amounts: Sequence[float]) -> float:
    """Return the Herfindahl-Hirschman index, Σ share², of amounts: 1 where one has all, 0 where there is nothing."""
    total = sum(amounts)
    return sum((amount / total) ** 2 for amount in amounts) if total > 0 else 0.0
