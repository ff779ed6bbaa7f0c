"""What a cell shows: what was typed, what stands in for a blank, or what was computed. Rows by position, from 0."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.fields import BY_KEY, CRITERIA
from outsourcing_planner.domain.labels import AUTO
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.session.order import SortKey, Values, sort_key


class Origin(Enum):
    """Where the content of a cell comes from."""

    TYPED = "typed"
    INFERRED = "inferred"
    ESTIMATED = "estimated"
    DEFAULT = "default"
    COMPUTED = "computed"
    NOTHING = "nothing"


_USED: Final = {
    "fte": "fte_used", "salary": "salary_used", "country": "country_used", "seat_rate": "seat_rate_used",
    "day_rate": "day_rate_used", "avoidable_share": "avoidable_share_used", "start_month": "start_month_used",
}  # fmt: skip
"""The computed column that stands in where a field is blank."""
_HYBRID_USED: Final = {"bpo_share": "bpo_share_used", "kpo_share": "kpo_share_used"}
_FIXED: Final[dict[str, Cell]] = {
    "pricing": AUTO, "decision": AUTO, "law_forbids": False, "data_must_stay": False, "coverage_hours": 40.0,
}  # fmt: skip
"""What stands in for a blank that no column computes (model.md §1)."""
_IN_FORCE: Final = {"label": "decision_effective"}
"""The class that is shown is the one in force: the advice, or the decision that overrides it."""
_PLAN_WIDE: Final = {"currency": "plan_currency"}
_DEFAULTS: Final = frozenset({"country", "avoidable_share", "start_month"})


@dataclass(frozen=True)
class Shown:
    """A plan with its results as a person sees them; frozen, one for each state of the document."""

    plan: Plan
    evaluation: Evaluation
    assumptions: Assumptions
    sort_keys: dict[str, tuple[object, object, SortKey]] = field(default_factory=dict)
    """Sort keys that were built, with the column each was built from; handed on to the next state."""

    def cell(self, at: int, key: str) -> Cell:
        """Return the cell of a field, or the value of a computed column."""
        if key in BY_KEY:
            column = self.plan.columns.get(key)
            return None if column is None else column[at]
        return self._computed(at, key)

    def stand_in(self, at: int, key: str) -> tuple[Cell, Origin]:
        """Return what the program uses where a field is blank, and where that comes from."""
        if key in _FIXED:
            return _FIXED[key], Origin.DEFAULT
        if key in _PLAN_WIDE:
            return self.assumptions.text(_PLAN_WIDE[key]), Origin.DEFAULT
        source = self._source(key)
        if not source or (key in _HYBRID_USED and self._computed(at, "decision_effective") != "Hybrid"):
            return None, Origin.NOTHING
        value = self._computed(at, source)
        if value is None:
            return None, Origin.NOTHING
        if key in CRITERIA:
            return value, Origin.INFERRED
        return value, Origin.DEFAULT if key in _DEFAULTS else Origin.ESTIMATED

    def content(self, at: int, key: str) -> tuple[Cell, Origin]:
        """Return what a cell shows and where it comes from."""
        if key not in BY_KEY:
            return self._computed(at, key), Origin.COMPUTED
        column = self.plan.columns.get(key)
        cell = None if column is None else column[at]
        return (cell, Origin.TYPED) if cell is not None else self.stand_in(at, key)

    def values(self, key: str) -> Values:
        """Return a whole column as it is shown, to order, filter and add up."""
        if key not in BY_KEY:
            return _of_array(self.evaluation.columns[_IN_FORCE.get(key, key)])
        source = self._source(key)
        used = _of_array(self.evaluation.columns[source]) if source else None
        if key in _HYBRID_USED and used is not None and used.numbers is not None:
            hybrid = self.evaluation.columns["decision_effective"] == "Hybrid"
            used = Values(np.where(hybrid, used.numbers, np.nan), None)
        return _with_stand_ins(self._typed(key), used, self._plan_wide(key))

    def key_of_order(self, key: str) -> SortKey:
        """Return the sort key of a column, built at most once for each state of the column."""
        cells = self.plan.columns.get(key)
        source = self.evaluation.columns.get(self._source(key) if key in BY_KEY else _IN_FORCE.get(key, key))
        known = self.sort_keys.get(key)
        fixed = cells is None and source is None
        if known is None or known[0] is not cells or known[1] is not source or fixed:
            known = (cells, source, sort_key(self.values(key)))
            self.sort_keys[key] = known
        return known[2]

    def typed_numbers(self, key: str) -> NDArray[np.float64] | None:
        """Return the numbers that count in sums: typed and computed ones, NaN elsewhere; None for a column of text."""
        return self._typed(key).numbers if key in BY_KEY else _of_array(self.evaluation.columns[key]).numbers

    def _source(self, key: str) -> str:
        source = f"{key}_used" if key in CRITERIA else _USED.get(key, _HYBRID_USED.get(key, ""))
        return source if source in self.evaluation.columns else ""

    def _plan_wide(self, key: str) -> Cell:
        return self.assumptions.text(_PLAN_WIDE[key]) if key in _PLAN_WIDE else _FIXED.get(key)

    def _computed(self, at: int, key: str) -> Cell:
        column = self.evaluation.columns.get(_IN_FORCE.get(key, key))
        return None if column is None else plain(column[at])

    def _typed(self, key: str) -> Values:
        cells, count = self.plan.columns.get(key), len(self.plan)
        if not BY_KEY[key].numeric:
            return Values(None, [""] * count if cells is None else [_word(cell) for cell in cells])
        if cells is None:
            return Values(np.full(count, np.nan), None)
        nan = float("nan")
        numbers = np.fromiter((cell if type(cell) is float else nan for cell in cells), np.float64, count)
        invalid = any(type(cell) is Invalid for cell in cells)
        return Values(numbers, [cell.raw if type(cell) is Invalid else "" for cell in cells] if invalid else None)


def plain(found: Any) -> Cell:  # noqa: ANN401 - whatever numpy holds
    """Return one value of a computed column as a cell, None where it is blank."""
    if isinstance(found, np.bool_):
        return bool(found)
    if isinstance(found, float):
        return None if found != found else float(found)
    if isinstance(found, (str, type(None))):
        return str(found) if found else None
    if isinstance(found, np.number):
        return float(found)
    return ", ".join(map(str, found)) or None if isinstance(found, (tuple, list, frozenset, set)) else str(found)


def _of_array(column: NDArray[Any]) -> Values:
    if column.dtype.kind in "fiu":
        return Values(column.astype(np.float64, copy=False), None)
    if column.dtype.kind == "b":
        return Values(None, np.where(column, "yes", "").tolist())
    return Values(None, _words(column.tolist()))


def _words(found: list[Any]) -> list[str]:
    """Return the texts of a column; each of its values, which are few, is looked at once."""
    try:
        known = {value: _word(plain(value)) for value in set(found)}
    except TypeError:  # lists stand in it
        return [_word(plain(value)) for value in found]
    return [known[value] for value in found]


def _word(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Invalid):
        return cell.raw
    return "" if cell is None else f"{cell:.12g}"


def _with_stand_ins(typed: Values, used: Values | None, plan_wide: Cell) -> Values:
    if typed.numbers is not None:
        return _numbers_with_stand_ins(typed, used, plan_wide)
    fallback = _word(plan_wide)
    others: Sequence[str] | None = used.texts if used is not None else None
    if others is not None:
        return Values(None, [text or other for text, other in zip(typed.texts or (), others, strict=True)])
    return Values(None, [text or fallback for text in typed.texts or ()]) if fallback else typed


def _numbers_with_stand_ins(typed: Values, used: Values | None, plan_wide: Cell) -> Values:
    numbers = typed.numbers
    others = used.numbers if used is not None else plan_wide
    if numbers is None or others is None or isinstance(others, (str, bool, Invalid)):
        return typed
    free = np.isnan(numbers) & ~typed.is_text()
    return Values(np.where(free, others, numbers), typed.texts)
