"""Expressions: what a measure becomes when it is called with names instead of numbers (model.md §4)."""

from collections.abc import Iterator
from dataclasses import dataclass


class Expr:
    """A node; arithmetic and comparison on it build larger nodes. Nothing is computed here."""

    __hash__ = object.__hash__

    def __add__(self, other: object) -> "Expr":
        return Binary("+", self, node(other))

    def __radd__(self, other: object) -> "Expr":
        return Binary("+", node(other), self)

    def __sub__(self, other: object) -> "Expr":
        return Binary("-", self, node(other))

    def __rsub__(self, other: object) -> "Expr":
        return Binary("-", node(other), self)

    def __mul__(self, other: object) -> "Expr":
        return Binary("*", self, node(other))

    def __rmul__(self, other: object) -> "Expr":
        return Binary("*", node(other), self)

    def __truediv__(self, other: object) -> "Expr":
        return Binary("/", self, node(other))

    def __rtruediv__(self, other: object) -> "Expr":
        return Binary("/", node(other), self)

    def __pow__(self, other: object) -> "Expr":
        return Binary("^", self, node(other))

    def __lt__(self, other: object) -> "Expr":
        return Binary("<", self, node(other))

    def __le__(self, other: object) -> "Expr":
        return Binary("<=", self, node(other))

    def __gt__(self, other: object) -> "Expr":
        return Binary(">", self, node(other))

    def __ge__(self, other: object) -> "Expr":
        return Binary(">=", self, node(other))

    def __eq__(self, other: object) -> "Expr":  # type: ignore[override]
        return Binary("=", self, node(other))

    def __ne__(self, other: object) -> "Expr":  # type: ignore[override]
        return Binary("<>", self, node(other))

    def __and__(self, other: object) -> "Expr":
        return Call("AND", (self, node(other)))

    def __or__(self, other: object) -> "Expr":
        return Call("OR", (self, node(other)))

    def __bool__(self) -> bool:
        raise TypeError("a measure may not branch in Python; use when() or pick()")


@dataclass(frozen=True, eq=False)
class Ref(Expr):
    """A field, an assumption or another measure, by its key."""

    key: str


@dataclass(frozen=True, eq=False)
class Literal(Expr):
    """A number or a text that stands in the measure."""

    value: float | str


@dataclass(frozen=True, eq=False)
class Binary(Expr):
    """Two operands and a sign, written as Excel writes it."""

    sign: str
    left: Expr
    right: Expr


@dataclass(frozen=True, eq=False)
class Call(Expr):
    """One of the closed set of helpers, or AND / OR."""

    name: str
    arguments: tuple[Expr, ...]


def node(value: object) -> Expr:
    """Return a value as a node."""
    if isinstance(value, Expr):
        return value
    if isinstance(value, bool | int | float):
        return Literal(float(value))
    if isinstance(value, str):
        return Literal(value)
    raise TypeError(f"a measure cannot use {value!r}")


def children(expr: Expr) -> tuple[Expr, ...]:
    """Return the operands of a node."""
    if isinstance(expr, Binary):
        return (expr.left, expr.right)
    return expr.arguments if isinstance(expr, Call) else ()


def refs(expr: Expr) -> Iterator[str]:
    """Yield the keys that an expression names, left to right, repeated as they stand."""
    if isinstance(expr, Ref):
        yield expr.key
    for child in children(expr):
        yield from refs(child)
