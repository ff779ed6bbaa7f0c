"""One large plan in parts: ``evaluate`` works row by row, so parts can be costed anywhere and put together again."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.totals import figures_of, totals_of

MapParts = Callable[[Callable[[Plan], Evaluation], Sequence[Plan]], Iterable[Evaluation]]
"""Calls a function on every part and gives the results in order: ``map``, an executor's, or a Dask client's."""


def parts_of(plan: Plan, rows: int) -> tuple[Plan, ...]:
    """Return the plan in parts of at most so many rows, in order; one empty part for an empty plan."""
    ids = plan.rows.ids
    return tuple(plan.subset(ids[start : start + rows]) for start in range(0, max(len(ids), 1), rows))


def joined(plan: Plan, assumptions: Assumptions, parts: Sequence[Evaluation]) -> Evaluation:
    """Return the evaluation of the whole plan from those of its parts, in order; totals are added up anew."""
    columns: dict[str, Any] = {key: np.concatenate([part.columns[key] for part in parts]) for key in parts[0].columns}
    cash = np.concatenate([part.cash for part in parts])
    cash_flow = cash.sum(axis=0)
    figures = figures_of(columns, cash_flow, int(assumptions.number("money_decimals")))
    return Evaluation(plan.rows, columns, cash, totals_of(figures), cash_flow)


def evaluate_in_parts(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, rows: int = 10_000, map_parts: MapParts = map
) -> Evaluation:
    """Return what ``evaluate`` returns, computed part by part by ``map_parts``."""
    parts = parts_of(plan, rows)
    return joined(plan, assumptions, list(map_parts(lambda part: evaluate(part, assumptions, libraries), parts)))
