"""Excel formulas from measures (model.md §4): expressions are written with the cell references of a sheet.

A formula gives "" where a value it needs is blank, and only then: the branch of an IF that is not taken may be blank.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeGuard

from outsourcing_planner.engine.expressions import Binary, Call, Expr, Literal, Ref

Reference = Callable[[str], str | Expr]
"""Gives for a key the cell (or range) that holds it, or the expression to write in its place."""

_STRENGTH: Final = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "+": 2, "-": 2, "*": 3, "/": 3, "^": 4}
_ATOM: Final = 9
_WRAPPERS: Final = ("half_away", "ceil")


@dataclass(frozen=True)
class Sheet:
    """What a formula needs to know of the workbook: where each key stands, and which keys are never blank."""

    reference: Reference
    never_blank: frozenset[str] = field(default_factory=frozenset)

    def write(self, tree: Expr, *, always: bool = False) -> str:
        """Return the formula of a measure, with the leading equals sign; ``always`` ones need no guard."""
        return "=" + (self._text(tree) if always else self._guarded(_lifted(tree), frozenset()))

    def _guarded(self, expr: Expr, known: frozenset[str]) -> str:
        """Write an expression so that it is "" where a needed value is blank; ``known`` cells are not blank here."""
        if not (isinstance(expr, Call) and expr.name == "when"):
            return self._unless_blank(expr, known, self._text(expr))
        condition, yes, no = expr.arguments
        inside = known | set(self._needs(condition, known))
        first = self._guarded(_lifted(yes), inside | self._told(condition, "filled", "AND"))
        second = self._guarded(_lifted(no), inside | self._told(condition, "isblank", "OR"))
        return self._unless_blank(condition, known, f"IF({self._text(condition)},{first},{second})")

    def _unless_blank(self, expr: Expr, known: frozenset[str], body: str) -> str:
        """Write a body that is "" where an expression needs a blank cell: those of its choices by what they choose."""
        needs = self._needs(expr, known)
        chosen = self._chosen(expr, known | set(needs))
        return _unless(_blank(needs), _unless(chosen, body))

    def _told(self, condition: Expr, helper: str, joint: str) -> frozenset[str]:
        """Return the cells that are filled where a condition holds (filled, AND) or fails (isblank, OR)."""
        if isinstance(condition, Call) and condition.name == joint:
            return self._told(condition.arguments[0], helper, joint) | self._told(condition.arguments[1], helper, joint)
        if isinstance(condition, Call) and condition.name == helper and isinstance(condition.arguments[0], Ref):
            target = self.reference(condition.arguments[0].key)
            return frozenset([target]) if isinstance(target, str) else frozenset()
        return frozenset()

    def _needs(self, expr: Expr, known: frozenset[str]) -> list[str]:
        """Return the cells that must not be blank whatever an expression chooses, each once."""
        return [cell for cell in dict.fromkeys(self._needed(expr)) if cell not in known]

    def _needed(self, expr: Expr, *, by_month: bool = False) -> Iterable[str]:
        if isinstance(expr, Ref) and isinstance(self.reference(expr.key), str):
            yield from () if expr.key in self.never_blank else (str(self.reference(expr.key)),)
        elif isinstance(expr, Call) and expr.name == "when":
            yield from self._needed_by_choice(*expr.arguments, by_month=by_month)
        else:
            for part in self._parts(expr):
                yield from self._needed(part, by_month=by_month or _is_total(expr))

    def _needed_by_choice(self, condition: Expr, yes: Expr, no: Expr, *, by_month: bool) -> Iterable[str]:
        """Yield the cells that a choice inside an expression needs; what its condition tests may be blank.

        They are those of both branches; in a sum over the months, where each month chooses, those of either.
        """
        yield from self._needed(condition, by_month=by_month)
        told = self._told(condition, "filled", "AND"), self._told(condition, "isblank", "OR")
        first, second = (
            [cell for cell in self._needed(branch, by_month=by_month) if cell not in sure]
            for branch, sure in zip((yes, no), told, strict=True)
        )
        yield from first + second if by_month else (cell for cell in first if cell in second)

    def _parts(self, expr: Expr) -> tuple[Expr, ...]:
        """Return what an expression computes with; a test for blank and a comparison with a text have answers alone."""
        if isinstance(expr, Ref):
            target = self.reference(expr.key)
            return (target,) if isinstance(target, Expr) else ()
        if isinstance(expr, Binary):
            return () if _compares_text(expr) else (expr.left, expr.right)
        return expr.arguments if isinstance(expr, Call) and expr.name not in ("isblank", "filled") else ()

    def _chosen(self, expr: Expr, known: frozenset[str]) -> str:
        """Return the test that a branch which an expression chooses lacks a cell; "" where none can."""
        return _any(dict.fromkeys(self._lacking(expr, known)))

    def _lacking(self, expr: Expr, known: frozenset[str]) -> Iterable[str]:
        if _is_total(expr):
            return
        if not (isinstance(expr, Call) and expr.name == "when"):
            for part in self._parts(expr):
                yield from self._lacking(part, known)
            return
        condition, yes, no = expr.arguments
        yield from self._lacking(condition, known)
        first = self._lacks(yes, known | self._told(condition, "filled", "AND"))
        second = self._lacks(no, known | self._told(condition, "isblank", "OR"))
        if first or second:
            yield f"IF({self._text(condition)},{first or 'FALSE'},{second or 'FALSE'})"

    def _lacks(self, branch: Expr, known: frozenset[str]) -> str:
        """Return the test that a branch lacks a cell; "" where it cannot."""
        needs = self._needs(branch, known)
        own, chosen = _blank(needs), self._chosen(branch, known | set(needs))
        return f"IF({own},TRUE,{chosen})" if own and chosen else own or chosen

    def _text(self, expr: Expr) -> str:
        return self._written(expr)[0]

    def _written(self, expr: Expr) -> tuple[str, int]:
        """Return the text of an expression and how strongly its outermost sign binds."""
        if isinstance(expr, Ref):
            target = self.reference(expr.key)
            return self._written(target) if isinstance(target, Expr) else (target, _ATOM)
        if isinstance(expr, Literal):
            return (_literal(expr.value), _ATOM)
        if isinstance(expr, Binary):
            return self._binary(expr)
        assert isinstance(expr, Call)  # noqa: S101 - the four kinds of node
        return (self._call(expr), _ATOM)

    def _binary(self, expr: Binary) -> tuple[str, int]:
        strength = _STRENGTH[expr.sign]
        left, left_strength = self._written(expr.left)
        right, right_strength = self._written(expr.right)
        left = f"({left})" if left_strength < strength else left
        # a − (b − c) and a / (b / c) need their brackets; so does a product with a comparison
        right = f"({right})" if right_strength <= strength and expr.sign not in ("+", "*") else right
        right = f"({right})" if right_strength < strength and expr.sign in ("+", "*") else right
        return (f"{left}{expr.sign}{right}", strength)

    def _call(self, expr: Call) -> str:
        arguments = [self._text(argument) for argument in expr.arguments]
        patterns: Mapping[str, str] = {
            "when": "IF({0},{1},{2})", "isblank": '({0}="")', "filled": '({0}<>"")', "half_away": "ROUND({0},{1})",
            "ceil": "ROUNDUP(ROUND({0},{1}),0)", "total": "SUMPRODUCT({0})", "AND": "AND({0},{1})", "OR": "OR({0},{1})",
        }  # fmt: skip
        return patterns[expr.name].format(*arguments)


def _lifted(expr: Expr) -> Expr:
    """Draw a rounding or arithmetic into the branches of a choice that may be blank, so that nothing computes on ""."""
    if isinstance(expr, Binary):
        return _lifted_sign(expr)
    if isinstance(expr, Call) and expr.name in _WRAPPERS:
        inner = _lifted(expr.arguments[0])
        if isinstance(inner, Call) and inner.name == "when":
            condition, yes, no = inner.arguments
            rest = expr.arguments[1:]
            return Call("when", (condition, _wrapped(expr.name, yes, rest), _wrapped(expr.name, no, rest)))
    return expr


def _lifted_sign(expr: Binary) -> Expr:
    left, right = _lifted(expr.left), _lifted(expr.right)
    if _may_be_blank(left):
        condition, yes, no = left.arguments
        branches = (_with(expr.sign, yes, right), _with(expr.sign, no, right))
    elif _may_be_blank(right):
        condition, yes, no = right.arguments
        branches = (_with(expr.sign, left, yes, blank=yes), _with(expr.sign, left, no, blank=no))
    else:
        return expr
    return Call("when", (condition, *(_lifted(branch) for branch in branches)))


def _may_be_blank(expr: Expr) -> TypeGuard[Call]:
    """Say whether an expression is a choice with a blank branch."""
    return isinstance(expr, Call) and expr.name == "when" and any(_is_blank(arm) for arm in expr.arguments[1:])


def _is_blank(expr: Expr) -> bool:
    return (isinstance(expr, Literal) and expr.value == "") or _may_be_blank(expr)


def _with(sign: str, left: Expr, right: Expr, blank: Expr | None = None) -> Expr:
    """Return two operands joined, or the blank one of them as it is."""
    told = blank if blank is not None else left
    return told if isinstance(told, Literal) and told.value == "" else Binary(sign, left, right)


def _wrapped(name: str, expr: Expr, rest: tuple[Expr, ...]) -> Expr:
    if isinstance(expr, Literal) and isinstance(expr.value, str):
        return expr
    return Call(name, (expr, *rest))


def _compares_text(expr: Binary) -> bool:
    """Say whether a comparison is with a text: it has an answer for a blank cell too."""
    return any(isinstance(side, Literal) and isinstance(side.value, str) for side in (expr.left, expr.right))


def _literal(value: float | str) -> str:
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(int(value)) if value.is_integer() else repr(value)


def _is_total(expr: Expr) -> bool:
    return isinstance(expr, Call) and expr.name == "total"


def _blank(cells: Iterable[str]) -> str:
    """Return the test that one of some cells is blank; "" for none."""
    return _any(f'{cell}=""' for cell in cells)


def _any(tests: Iterable[str]) -> str:
    found = list(tests)
    return f"OR({','.join(found)})" if len(found) > 1 else "".join(found)


def _unless(test: str, body: str) -> str:
    return f'IF({test},"",{body})' if test else body
