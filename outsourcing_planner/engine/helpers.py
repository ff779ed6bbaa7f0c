"""The closed set of helpers that a measure may use beside arithmetic and comparison.

Each computes on numpy columns of shape (n, 1), (1, T) or (n, T), and builds a node when an operand is an expression.
Blank is NaN in numbers and the empty text in texts.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from outsourcing_planner.engine.expressions import Call, Expr, Literal, node

Operand = Any
"""A numpy column, a number, a text or an expression: a measure is written once for all of them."""

BLANK: Final = float("nan")
BLANK_TEXT: Final = ""


def _traced(*operands: object) -> bool:
    return any(isinstance(operand, Expr) for operand in operands)


def isblank(x: Operand) -> Operand:
    """Say where a column is blank. Excel: x=""."""
    if _traced(x):
        return Call("isblank", (x,))
    column = np.asarray(x)
    return column == BLANK_TEXT if column.dtype.kind == "U" else np.isnan(column)


def filled(x: Operand) -> Operand:
    """Say where a column is not blank. Excel: x<>""."""
    return Call("filled", (x,)) if _traced(x) else ~isblank(x)


def when(condition: Operand, yes: Operand, no: Operand) -> Operand:
    """Choose by a condition; the branch not taken may be blank. Excel: IF."""
    if _traced(condition, yes, no):
        return Call("when", (node(condition), _blankable(yes), _blankable(no)))
    return np.where(condition, yes, no)


def pick(key: Operand, choices: Mapping[str, Operand], otherwise: Operand) -> Operand:
    """Choose by a text; branches not taken may be blank. Excel: nested IF."""
    result = otherwise
    for choice, value in reversed(list(choices.items())):
        result = when(key == choice, value, result)
    return result


def _blankable(value: object) -> Expr:
    if isinstance(value, float) and np.isnan(value):
        return Literal(BLANK_TEXT)
    return node(value)


def ceil(x: Operand, digits: Operand) -> Operand:
    """Round up to a whole number after rounding to ``digits`` decimals. Excel: ROUNDUP(ROUND(x, digits), 0)."""
    if _traced(x, digits):
        return Call("ceil", (node(x), node(digits)))
    return np.ceil(half_away(x, digits))


def half_away(x: Operand, digits: Operand) -> Operand:
    """Round half away from zero, as Excel's ROUND does (model.md §3.4; exact for |x| < 1e12)."""
    if _traced(x, digits):
        return Call("half_away", (node(x), node(digits)))
    scale = 10.0 ** float(np.asarray(digits).ravel()[0])
    y = np.abs(x) * scale
    floor = np.floor(y)
    near_half = np.abs(y - floor - 0.5) < 2e-15 * np.maximum(y, 1.0)
    return np.sign(x) * np.where(near_half, floor + 1.0, np.floor(y + 0.5)) / scale


money = half_away
"""An amount in whole minor units of the currency: the rounding that ends the formula of every value marked $."""


def total(x: Operand) -> Operand:
    """Sum over the months: (n, T) → (n, 1). Excel: SUMPRODUCT."""
    if _traced(x):
        return Call("total", (x,))
    return np.sum(x, axis=1, keepdims=True)


def either(a: Operand, b: Operand) -> Operand:
    """Say where at least one of two conditions holds. Excel: OR."""
    return a | b


def both(a: Operand, b: Operand) -> Operand:
    """Say where two conditions hold. Excel: AND."""
    return a & b
