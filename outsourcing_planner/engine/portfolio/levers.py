"""Levers: a factor on the prices or on the amount of work of some functions, as changes of cells.

A price that came from the rate library is written into the row, so that the factor works on it as on a quoted one.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.labels import AUTO
from outsourcing_planner.domain.plan import Column, Plan, RowId
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
    at, columns = plan.rows.of(rows), evaluation.columns
    is_auto = columns["pricing_used"][at] == AUTO
    exchange = np.nan_to_num(columns["exchange_used"][at], nan=1.0)
    by = np.asarray(factors, dtype=np.float64) / exchange
    found = {
        "seat_rate": _cells(columns["seat_rate_used"][at] * by),
        "day_rate": _cells(columns["day_rate_used"][at] * by),
    }
    quoted, kept = _cells(columns["rate_used"][at] * by), plan.cells(rows, "rate")
    found["rate"] = tuple(was if auto else cell for auto, was, cell in zip(is_auto, kept, quoted, strict=True))
    return tuple(CellChange(key, tuple(rows), cells) for key, cells in found.items())


def _cells(values: npt.NDArray[np.float64]) -> Column:
    return tuple(None if np.isnan(value) else float(value) for value in values)


def work_times(plan: Plan, rows: Sequence[RowId], factors: Sequence[float]) -> tuple[CellChange, ...]:
    """Return the changes that multiply the amount of work of some rows: headcount, volume, projects, in-house cost."""
    changes = []
    for key in WORK_FIELDS:
        if key in plan.columns:
            cells = zip(plan.cells(rows, key), factors, strict=True)
            changes.append(CellChange(key, tuple(rows), tuple(_times(cell, by) for cell, by in cells)))
    return tuple(changes)


def _times(cell: Cell, factor: float) -> Cell:
    return cell * factor if isinstance(cell, float) else cell
