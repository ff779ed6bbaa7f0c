"""``evaluate``: a plan goes in, computed columns, totals and issues come out. Pure, vectorised, row-wise."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.labels import LABELS, UNCLEAR
from outsourcing_planner.domain.plan import Plan, RowId, Rows
from outsourcing_planner.engine import (
    bands,
    baseline,
    cashflow,
    charges,
    comparison,
    decision,
    exchange,
    lookups,
    results,
    sizing,
    volume,
    volume_root,
)
from outsourcing_planner.engine.advice import Reading, advice_columns, reading_of
from outsourcing_planner.engine.columns import narrow_columns
from outsourcing_planner.engine.leakage import ROOTS
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.measures import MEASURES, MONTH, Measure, Shape
from outsourcing_planner.engine.totals import figures_of, totals_of

__all__ = ["MODULES", "Evaluation", "Libraries", "evaluate", "re_evaluate"]

MODULES: Final = (
    sizing, baseline, decision, exchange, lookups, charges, bands, cashflow, results, comparison, volume, volume_root,
)  # fmt: skip
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
    reading: Reading | None = None

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
        known = Counter(self.columns["label"].tolist())
        return {**{label: known[label] for label in LABELS}, UNCLEAR: known[""]}


def evaluate(plan: Plan, assumptions: Assumptions, libraries: Libraries) -> Evaluation:
    """Classify and cost every row, and add up the plan."""
    reading = reading_of(plan, assumptions, libraries)
    columns, cash = _computed(plan, assumptions, libraries, reading)
    return _summed(plan.rows, columns, cash, assumptions, reading)


def re_evaluate(
    old: Evaluation, plan: Plan, assumptions: Assumptions, libraries: Libraries, rows: Sequence[RowId]
) -> Evaluation:
    """Return the results after a change that touched only ``rows`` (changed, new or gone); the others are kept."""
    if old.reading is None or not old.rows.ids:
        return evaluate(plan, assumptions, libraries)
    present = [row for row in rows if row in plan.rows.positions]
    columns, cash, reading = dict(old.columns), old.cash, old.reading
    if plan.rows.ids != old.rows.ids:
        positions = (old.rows.positions.get(row, 0) for row in plan.rows.ids)
        at = np.fromiter(positions, np.int64, len(plan))
        columns, cash, reading = {key: column[at] for key, column in columns.items()}, cash[at], reading.taken(at, plan)
    if present:
        part, at = plan.subset(present), np.array(plan.rows.of(present))
        fresh_reading = _read_again(old, part, assumptions, libraries)
        fresh, fresh_cash = _computed(part, assumptions, libraries, fresh_reading)
        columns = {key: _patched(column, at, fresh[key]) for key, column in columns.items()}
        cash = _patched(cash, at, fresh_cash)
        if fresh_reading.is_new:
            reading = reading.patched(at, fresh_reading, plan)
    return _summed(plan.rows, columns, cash, assumptions, reading)


def _read_again(old: Evaluation, part: Plan, assumptions: Assumptions, libraries: Libraries) -> Reading:
    """Return the reading of changed rows: the one from before where no word changed."""
    known = [old.rows.positions[row] for row in part.rows.ids if row in old.rows.positions]
    at = np.array(known, dtype=np.int64)
    if old.reading is not None and len(known) == len(part) and old.reading.says_the_same(at, part):
        return old.reading.taken(at, part)
    return reading_of(part, assumptions, libraries)


def _patched(column: npt.NDArray[Any], at: npt.NDArray[np.int64], fresh: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return a copy with some places changed, or the column itself where nothing changes; texts are widened."""
    before = column[at]
    if before.dtype.kind != "O" and bool(np.all((before == fresh) | ((before != before) & (fresh != fresh)))):
        return column
    result = column.astype(np.result_type(column, fresh), copy=True)
    result[at] = fresh
    return result


def _summed(
    rows: Rows, columns: Values, cash: npt.NDArray[np.float64], assumptions: Assumptions, reading: Reading
) -> Evaluation:
    cash_flow = cash.sum(axis=0)
    figures = figures_of(columns, cash_flow, int(assumptions.number("money_decimals")))
    return Evaluation(rows, columns, cash, totals_of(figures), cash_flow, reading)


def scalars(assumptions: Assumptions, libraries: Libraries) -> dict[str, float | str]:
    """Return everything plan-wide that formulas read: assumptions (also as ``<key>_default``), weights, cut-offs."""
    values = assumptions.values
    return {
        **values,
        **{f"{key}_default": value for key, value in values.items()},
        **decision.weights_as_columns(libraries.scheme),
    }


def _prepared(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, reading: Reading | None = None
) -> tuple[Values, Values]:
    """Return the inputs by row, and what all rows share: scalars and the timeline."""
    inputs: Values = {**narrow_columns(plan), **advice_columns(plan, assumptions, libraries, reading)}
    shared: Values = {**scalars(assumptions, libraries), "libraries": libraries}
    shared[MONTH] = np.arange(assumptions.months + 1, dtype=np.float64)[None, :]
    _fill(shared, _order(frozenset(inputs)).timeline, shared)
    return inputs, shared


def _computed(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, reading: Reading
) -> tuple[Values, npt.NDArray[np.float64]]:
    with np.errstate(all="ignore"):
        inputs, shared = _prepared(plan, assumptions, libraries, reading)
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
        _fill(local, _order(frozenset(inputs)).others, shared)
    return local


_ADVICE: Final = ("kind", "label", "confidence", "close_call", "gate", "flags", "salary_estimate")
_plans: dict[frozenset[str], "_Order"] = {}


@dataclass(frozen=True)
class _Order:
    """In which order the measures are computed, their shapes, and which columns meet the months."""

    shapes: Mapping[str, Shape]
    timeline: tuple[Measure, ...]
    others: tuple[Measure, ...]
    meets_months: frozenset[str]


def _order(rows: frozenset[str]) -> _Order:
    if rows not in _plans:
        shapes = MEASURES.shapes(rows)
        ordered = MEASURES.in_order()
        monthly = (m for m in ordered if shapes[m.key] is Shape.MONTHLY)
        _plans[rows] = _Order(
            shapes,
            tuple(m for m in ordered if shapes[m.key] is Shape.TIMELINE),
            tuple(m for m in ordered if shapes[m.key] is not Shape.TIMELINE),
            frozenset(name for m in monthly for name in m.parameters if shapes.get(name) is Shape.ROW),
        )
    return _plans[rows]


def _chunk(inputs: Values, shared: Values, start: int) -> Values:
    count = len(inputs["kind"][start : start + CHUNK])
    local = {key: _part(column, start, count) for key, column in inputs.items()}
    order = _order(frozenset(inputs))
    _fill(local, order.others, shared, order.meets_months)
    local["cash_month"] = np.where(_is_costed(local), local["cash_month"], 0.0)
    by_row = (m.key for m in order.others if order.shapes[m.key] is Shape.ROW)
    result = {key: np.broadcast_to(local[key], (count, 1)) for key in by_row}
    result["cash_month"] = np.broadcast_to(local["cash_month"], (count, shared[MONTH].shape[1]))
    return result


def _part(column: npt.NDArray[Any], start: int, count: int) -> npt.NDArray[Any]:
    """Return the rows of a chunk; a column of one value stands for all rows."""
    return column[start : start + count] if len(column) >= start + count else column


def _is_costed(values: Values) -> npt.NDArray[np.bool_]:
    return np.asarray(~np.isnan(values["npv"]) & values["outsourced"])


def _fill(
    values: Values, measures: Sequence[Measure], shared: Values, meets_months: frozenset[str] = frozenset()
) -> None:
    for measure in measures:
        arguments = (values[name] if name in values else shared[name] for name in measure.parameters)
        found = measure.function(*arguments)
        if measure.live_while_zero and float(shared[measure.live_while_zero]) > 0:
            found = ROOTS[measure.key](found, values, shared)
        values[measure.key] = _narrowed(found) if measure.key in meets_months else found


def _narrowed(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return one value where all rows have the same: it makes one row of months instead of thousands."""
    same = np.shape(column)[0] > 1 and bool((column == column[0]).all())
    return column[:1] if same else column
