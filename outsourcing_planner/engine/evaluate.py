"""``evaluate``: a plan goes in, computed columns, totals and issues come out. Pure, vectorised, row-wise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.labels import LABELS, UNCLEAR
from outsourcing_planner.domain.plan import Plan, RowId, Rows
from outsourcing_planner.engine import baseline, cashflow, charges, decision, lookups, sizing
from outsourcing_planner.engine.advice import advice_columns
from outsourcing_planner.engine.columns import Array, input_columns
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.measures import MEASURES, MONTH, Measure, Shape
from outsourcing_planner.engine.roots import break_even
from outsourcing_planner.engine.totals import figures_of, totals_of

__all__ = ["MODULES", "Evaluation", "Libraries", "evaluate", "re_evaluate"]

MODULES: Final = (sizing, baseline, decision, lookups, charges, cashflow)
"""Importing them fills the registry of measures."""

CHUNK: Final = 8192
"""Rows computed at once: their months fit into the processor's cache."""

Values = dict[str, Any]


@dataclass(frozen=True)
class Evaluation:
    """The results of a plan.

    ``columns`` has one array of shape (n,) per computed column in the order of ``rows``: float64 with NaN for blank,
    or text with "" for blank. ``cash`` is the cash flow of each row by month, shape (n, T + 1), 0 where a row is not
    costed. ``totals`` are None where there is no value.
    """

    rows: Rows
    columns: Mapping[str, npt.NDArray[Any]]
    cash: npt.NDArray[np.float64]
    totals: Mapping[str, float | None]
    cash_flow: npt.NDArray[np.float64]

    def value(self, row: RowId, key: str) -> float | str | bool | None:
        """Return one result, None where it is blank."""
        found = self.columns[key][self.rows.positions[row]]
        if isinstance(found, float):
            return None if np.isnan(found) else float(found)
        if isinstance(found, np.bool_):
            return bool(found)
        return (str(found) or None) if isinstance(found, str) else found

    def by_label(self) -> dict[str, int]:
        """Return how many rows have each label; those without one under "Unclear"."""
        found, counts = np.unique(self.columns["label"], return_counts=True)
        known = dict(zip(found.tolist(), counts.tolist(), strict=True))
        return {**{label: int(known.get(label, 0)) for label in LABELS}, UNCLEAR: int(known.get("", 0))}


def evaluate(plan: Plan, assumptions: Assumptions, libraries: Libraries) -> Evaluation:
    """Classify and cost every row, and add up the plan."""
    columns, cash = _computed(plan, assumptions, libraries)
    return _summed(plan.rows, columns, cash, assumptions)


def re_evaluate(
    old: Evaluation, plan: Plan, assumptions: Assumptions, libraries: Libraries, rows: Sequence[RowId]
) -> Evaluation:
    """Return the results after a change that touched only ``rows`` (changed, new or gone); the others are kept."""
    present = [row for row in rows if row in plan.rows.positions]
    columns, cash = dict(old.columns), old.cash
    if plan.rows.ids != old.rows.ids:
        at = np.fromiter((old.rows.positions.get(row, 0) for row in plan.rows.ids), np.int64, len(plan))
        columns, cash = _taken(columns, cash, at, len(old.rows.ids))
    if present:
        fresh, fresh_cash = _computed(plan.subset(present), assumptions, libraries)
        at = np.array(plan.rows.of(present))
        columns = {key: _patched(column, at, fresh[key]) for key, column in columns.items()}
        cash = _patched(cash, at, fresh_cash)
    return _summed(plan.rows, columns, cash, assumptions)


def _taken(columns: Mapping[str, Array], cash: Array, at: npt.NDArray[np.int64], count: int) -> tuple[Values, Any]:
    if count:
        return {key: column[at] for key, column in columns.items()}, cash[at]
    blank = {key: np.zeros(len(at), dtype=column.dtype) for key, column in columns.items()}
    return blank, np.zeros((len(at), cash.shape[1]))


def _patched(column: npt.NDArray[Any], at: npt.NDArray[np.int64], fresh: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return a copy with some places changed; texts are widened where a new one is longer."""
    result = column.astype(np.result_type(column, fresh), copy=True)
    result[at] = fresh
    return result


def _summed(rows: Rows, columns: Values, cash: npt.NDArray[np.float64], assumptions: Assumptions) -> Evaluation:
    cash_flow = cash.sum(axis=0)
    figures = figures_of(columns, cash_flow, int(assumptions.number("money_decimals")))
    return Evaluation(rows, columns, cash, totals_of(figures), cash_flow)


def scalars(assumptions: Assumptions, libraries: Libraries) -> dict[str, float | str]:
    """Return everything plan-wide that formulas read: assumptions (also as ``<key>_default``), weights, cut-offs."""
    values = assumptions.values
    return {
        **values,
        **{f"{key}_default": value for key, value in values.items()},
        **decision.weights_as_columns(libraries.scheme),
    }


def _prepared(plan: Plan, assumptions: Assumptions, libraries: Libraries) -> tuple[Values, Values]:
    """Return the inputs by row, and what all rows share: scalars and the timeline."""
    inputs: Values = {**input_columns(plan), **advice_columns(plan, assumptions, libraries)}
    shared: Values = {**scalars(assumptions, libraries), "libraries": libraries}
    shared[MONTH] = np.arange(assumptions.months + 1, dtype=np.float64)[None, :]
    _fill(shared, _measures(inputs, timeline=True), {})
    return inputs, shared


def _computed(plan: Plan, assumptions: Assumptions, libraries: Libraries) -> tuple[Values, npt.NDArray[np.float64]]:
    with np.errstate(all="ignore"):
        inputs, shared = _prepared(plan, assumptions, libraries)
        parts = [_chunk(inputs, shared, start) for start in range(0, max(len(plan), 1), CHUNK)]
    columns = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
    cash = columns.pop("cash_month")
    given = {key: column.ravel() for key, column in inputs.items() if key in _ADVICE or key.endswith("_inferred")}
    return {**given, **{key: column.ravel() for key, column in columns.items()}}, cash


def row_values(plan: Plan, assumptions: Assumptions, libraries: Libraries, row: RowId) -> Values:
    """Return every value behind the results of one row by key: scalars, (1, 1) columns and (1, T + 1) months."""
    with np.errstate(all="ignore"):
        inputs, shared = _prepared(plan.subset([row]), assumptions, libraries)
        local = {**shared, **inputs}
        _fill(local, _measures(inputs, timeline=False), {})
    return local


_ADVICE: Final = ("kind", "label", "confidence", "close_call", "gate", "flags", "salary_estimate")
_shape_cache: dict[frozenset[str], dict[str, Shape]] = {}


def _shapes(rows: frozenset[str]) -> dict[str, Shape]:
    if rows not in _shape_cache:
        _shape_cache[rows] = {key: MEASURES.shape(key, rows) for key in MEASURES.measures}
    return _shape_cache[rows]


def _measures(inputs: Values, *, timeline: bool) -> list[Measure]:
    shapes = _shapes(frozenset(inputs))
    return [m for m in MEASURES.in_order() if (shapes[m.key] is Shape.TIMELINE) == timeline]


def _chunk(inputs: Values, shared: Values, start: int) -> Values:
    local = {key: column[start : start + CHUNK] for key, column in inputs.items()}
    count = len(local["kind"])
    measures, shapes = _measures(inputs, timeline=False), _shapes(frozenset(inputs))
    _fill(local, measures, shared)
    if float(shared["leakage"]) > 0:
        local["break_even_rate"] = _break_even_with_leakage(local, shared)
    local["cash_month"] = np.where(_is_costed(local), local["cash_month"], 0.0)
    result = {m.key: np.broadcast_to(local[m.key], (count, 1)) for m in measures if shapes[m.key] is Shape.ROW}
    result["cash_month"] = np.broadcast_to(local["cash_month"], (count, shared[MONTH].shape[1]))
    return result


def _is_costed(values: Values) -> npt.NDArray[np.bool_]:
    return np.asarray(~np.isnan(values["npv"]) & values["outsourced"])


def _fill(values: Values, measures: Sequence[Measure], shared: Values) -> None:
    for measure in measures:
        arguments = (values[name] if name in values else shared[name] for name in measure.parameters)
        values[measure.key] = measure.function(*arguments)


def _break_even_with_leakage(local: Values, shared: Values) -> npt.NDArray[np.float64]:
    """Return the numerical root where the closed form does not hold (model.md §3.4)."""
    closed = local["break_even_rate"]
    rows = ~np.isnan(closed).ravel()
    result = np.full(closed.shape, np.nan)
    if not rows.any():
        return result
    factor = shared["discount_factor"]
    paid = ((shared[MONTH] == local["start_month_used"] - 1) * factor).sum(axis=1, keepdims=True)
    quantity = local["billed_quantity"]
    outlay = quantity / 12 * local["price_index"] * (1 + shared["governance_share"])
    fixed = (local["severance"] + local["dual_running"]) * paid
    once = (shared["selection_share"] + shared["knowledge_transfer_share"]) * quantity * paid
    leak = float(shared["leakage"])
    roots = break_even(local["avoided_month"][rows], outlay[rows], fixed[rows, 0], once[rows, 0], factor, leak)
    result[rows, 0] = roots
    return result
