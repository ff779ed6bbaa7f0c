"""Levers: a factor on the prices or on the amount of work of some functions, as changes of cells.

A price that came from the rate library is written into the row, so that the factor works on it as on a quoted one.
"""

from collections.abc import Sequence

import numpy as np

from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.labels import AUTO
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.portfolio.changes import CellChange

WORK_FIELDS = ("fte", "volume", "projects", "in_house_cost")
"""What grows with the amount of work. Days per project stay; more projects come. Typed cells only."""


def rates_times(
    plan: Plan, evaluation: Evaluation, rows: Sequence[RowId], factors: Sequence[float]
) -> tuple[CellChange, ...]:
    """Return the changes that multiply every price of some rows, one factor for each.

    ``evaluation`` is that of ``plan``. Seat rate and day rate in force become typed; the quoted rate does where the
    row has a pricing other than auto.
    """
    at = plan.rows.of(rows)
    columns = evaluation.columns
    auto = columns["pricing_used"][at] == AUTO
    quoted = [None if is_auto else value for is_auto, value in zip(auto, columns["rate_used"][at], strict=True)]
    kept = plan.cells(rows, "rate")
    found = {"seat_rate": columns["seat_rate_used"][at], "day_rate": columns["day_rate_used"][at], "rate": quoted}
    changes = []
    for key, values in found.items():
        cells = [_times(value, factor) for value, factor in zip(values, factors, strict=True)]
        if key == "rate":
            cells = [cell if not is_auto else was for cell, is_auto, was in zip(cells, auto, kept, strict=True)]
        changes.append(CellChange(key, tuple(rows), tuple(cells)))
    return tuple(changes)


def work_times(plan: Plan, rows: Sequence[RowId], factors: Sequence[float]) -> tuple[CellChange, ...]:
    """Return the changes that multiply the amount of work of some rows: headcount, volume, projects, in-house cost."""
    return tuple(
        CellChange(key, tuple(rows), tuple(_times(cell, by) for cell, by in zip(plan.cells(rows, key), factors, strict=True)))
        for key in WORK_FIELDS if key in plan.columns
    )  # fmt: skip


def _times(value: object, factor: float) -> Cell:
    if isinstance(value, bool) or not isinstance(value, float | np.floating):
        return None if value is None else value  # type: ignore[return-value] # a cell that is no number stays
    return None if np.isnan(value) else float(value) * factor
