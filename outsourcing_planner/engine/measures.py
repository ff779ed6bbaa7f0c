"""The registry of measures: one Python function per computed column (model.md §4).

The parameters of a measure name fields, assumptions, weights, ``month``, or other columns. Where a field and an
assumption share a key, the field wins and the assumption is called ``<key>_default``. The order of computing follows
from the parameters. A ``@lookup`` is a column that is no formula: it is computed from data that ship with the program
(parameter ``libraries``) or by an algorithm, and written into a workbook as a marked value.
"""

import graphlib
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from outsourcing_planner.engine.expressions import Binary, Call, Expr, Literal, Ref

Function = Callable[..., Any]
MONTH: Final = "month"


class Shape(StrEnum):
    """The shape of what a measure gives: one value, one per row, one per month, or one per row and month."""

    ONE = "one"
    ROW = "row"
    TIMELINE = "timeline"
    MONTHLY = "monthly"


class Format(StrEnum):
    """How the values are shown."""

    MONEY = "money"
    NUMBER = "number"
    RATE = "rate"
    SHARE = "share"
    MONTHS = "months"
    SCORE = "score"
    TEXT = "text"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Measure:
    """One computed column.

    ``stored`` columns appear on screen and in the workbook; others live inside the formulas of those. ``always`` says
    that the value is never blank. ``is_lookup`` marks values that are no formula. ``live_while_zero`` names an
    assumption; the formula holds only while it is 0 (otherwise the value is a numerical root).
    """

    key: str
    heading: str
    unit: str
    format: Format
    function: Function
    parameters: tuple[str, ...]
    stored: bool = True
    always: bool = False
    is_lookup: bool = False
    live_while_zero: str = ""

    @property
    def help(self) -> str:
        """Return what the column means: the first line of the function's docstring."""
        return (inspect.getdoc(self.function) or "").split("\n", 1)[0]

    @cached_property
    def tree(self) -> Expr:
        """Return the formula as an expression over the parameters."""
        traced = self.function(*(Ref(name) for name in self.parameters))
        return traced if isinstance(traced, Expr) else Literal(traced)


@dataclass
class Registry:
    """Measures by key, in the order in which they were defined."""

    measures: dict[str, Measure] = field(default_factory=dict)
    _shapes: dict[tuple[frozenset[str], int], dict[str, Shape]] = field(default_factory=dict)

    def measure(
        self, heading: str, unit: str = "", fmt: Format = Format.NUMBER, **options: Any  # noqa: ANN401
    ) -> Callable[[Function], Function]:
        """Register a function as a computed column; options are those of Measure."""

        def register(function: Function) -> Function:
            key = options.pop("key", None) or function.__name__
            parameters = options.pop("parameters", None) or tuple(inspect.signature(function).parameters)
            if key in self.measures:
                raise ValueError(f"measure {key} is defined twice")
            self.measures[key] = Measure(key, heading, unit, fmt, function, parameters, **options)
            return function

        return register

    def lookup(
        self, heading: str, unit: str = "", fmt: Format = Format.NUMBER, **options: Any  # noqa: ANN401
    ) -> Callable[[Function], Function]:
        """Register a column that is no formula."""
        return self.measure(heading, unit, fmt, is_lookup=True, **options)

    def in_order(self) -> tuple[Measure, ...]:
        """Return the measures so that each comes after those it uses."""
        graph = {key: [name for name in m.parameters if name in self.measures] for key, m in self.measures.items()}
        return tuple(self.measures[key] for key in graphlib.TopologicalSorter(graph).static_order())

    def stored(self) -> tuple[Measure, ...]:
        """Return the columns that people see, in the order of definition."""
        return tuple(m for m in self.measures.values() if m.stored)

    def shape(self, key: str, rows: Iterable[str]) -> Shape:
        """Return the shape of a column; ``rows`` are the keys of inputs that have one value per row."""
        return self.shapes(rows)[key] if key in self.measures else self._of_ref(key, frozenset(rows), {})

    def shapes(self, rows: Iterable[str]) -> dict[str, Shape]:
        """Return the shape of every column."""
        wanted = frozenset(rows)
        known = self._shapes.setdefault((wanted, len(self.measures)), {})
        if not known:
            for measure in self.in_order():
                known[measure.key] = Shape.ROW if measure.is_lookup else self._of(measure.tree, wanted, known)
        return known

    def _of(self, expr: Expr, rows: frozenset[str], known: dict[str, Shape]) -> Shape:
        if isinstance(expr, Ref):
            return self._of_ref(expr.key, rows, known)
        if isinstance(expr, Call) and expr.name == "total":
            return Shape.ROW
        parts: tuple[Expr, ...] = (expr.left, expr.right) if isinstance(expr, Binary) else ()
        parts = expr.arguments if isinstance(expr, Call) else parts
        return _joined(self._of(part, rows, known) for part in parts)

    def _of_ref(self, key: str, rows: frozenset[str], known: dict[str, Shape]) -> Shape:
        if key == MONTH:
            return Shape.TIMELINE
        if key in self.measures:
            return known[key]
        return Shape.ROW if key in rows else Shape.ONE


def _joined(shapes: Iterable[Shape]) -> Shape:
    found = set(shapes)
    if Shape.MONTHLY in found or {Shape.ROW, Shape.TIMELINE} <= found:
        return Shape.MONTHLY
    return next((shape for shape in (Shape.ROW, Shape.TIMELINE) if shape in found), Shape.ONE)


MEASURES: Final = Registry()
measure = MEASURES.measure
lookup = MEASURES.lookup
