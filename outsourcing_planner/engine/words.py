""""Why?": the formula of a computed value in words, with the numbers of one row (model.md §4)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import numpy as np

from outsourcing_planner.domain.assumptions import SPECS
from outsourcing_planner.domain.fields import BY_KEY, Kind
from outsourcing_planner.engine import helpers
from outsourcing_planner.engine.expressions import Binary, Call, Expr, Literal, Ref, children, refs
from outsourcing_planner.engine.measures import MEASURES, MONTH, Format, Measure
from outsourcing_planner.text import _, format_number, format_share, in_sentence, plain_number

Values = Mapping[str, Any]

_SIGNS: Final = {"*": "×", "/": "÷", "-": "−", "<>": "≠", "<=": "≤", ">=": "≥"}
_STRENGTH: Final = {"+": 2, "-": 2, "*": 3, "/": 3, "^": 4}
_OPERATIONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": np.power, "<": np.less, "<=": np.less_equal,
    ">": np.greater, ">=": np.greater_equal, "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
}  # fmt: skip
MOST_DECIMALS: Final = 9
SAME: Final = 5e-7
"""Part by which a number in a formula may differ from its value."""
_FORMATS: Final = {Kind.MONEY: Format.MONEY, Kind.SHARE: Format.SHARE, Kind.SCORE: Format.SCORE}


def heading_of(key: str) -> str:
    """Return what a person reads for a field, an assumption or a measure."""
    if key in MEASURES.measures:
        return MEASURES.measures[key].heading
    plain = key.removesuffix("_default")
    named = BY_KEY.get(key) or SPECS.get(plain)
    return named.heading if named else plain.replace("_", " ")


def why(values: Values, key: str) -> str:
    """Return one line: heading, value, and how it came about; ``values`` are those of ``evaluate.row_values``."""
    measure = MEASURES.measures[key]
    shown = shown_value(key, values[key])
    if measure.is_lookup:
        return f"{measure.heading} {shown or _('blank')}: {measure.help}"
    if not shown:
        return _("{heading} is blank: {missing}").format(heading=measure.heading, missing=_missing(values, key))
    with np.errstate(all="ignore"):
        tree = plain(_taken(measure.tree, values), values)
    if isinstance(tree, Literal):
        return f"{measure.heading} {shown}: {measure.help}"
    return f"{measure.heading} {shown} = {_worded(tree, values)[0]}{_by_year(measure, tree, values)}"


def totals_in(expr: Expr) -> Iterator[Call]:
    """Yield the sums over the months in an expression, left to right."""
    if isinstance(expr, Call) and expr.name == "total":
        yield expr
        return
    for child in children(expr):
        yield from totals_in(child)


def _by_year(measure: Measure, tree: Expr, values: Values) -> str:
    """Return sums of money over the months by plan year, in place of the months that the formula names."""
    sums = list(totals_in(tree)) if measure.unit.startswith("money") else []
    if len(sums) == 1:
        return _("; by plan year: {years}").format(years=_years(sums[0], values))
    parts = ((_worded(part.arguments[0], values)[0], _years(part, values)) for part in sums)
    return "".join(_("; {what} by plan year: {years}").format(what=what, years=years) for what, years in parts)


def _years(expr: Call, values: Values) -> str:
    with np.errstate(all="ignore"):
        months = np.broadcast_to(computed(expr.arguments[0], values), np.shape(values[MONTH])).ravel()
    year = np.ceil(np.asarray(values[MONTH]).ravel() / 12)
    sums = [(int(number), float(months[year == number].sum())) for number in np.unique(year)]
    return ", ".join(
        _("year {year} {amount}").format(year=number, amount=format_number(amount, 2)) if number
        else _("before the first month {amount}").format(amount=format_number(amount, 2))
        for number, amount in sums if number or amount
    )  # fmt: skip


def shown_value(key: str, value: object, *, exact: bool = False) -> str:
    """Return a value as a person reads it, in the format of its column; "" where it is blank.

    ``exact`` has as many decimals as it takes to compute with it: a price of 0.0375 is not 0.04.
    """
    if isinstance(value, str):
        return value
    array = np.asarray(value)
    if array.size != 1:
        return _("by month")
    item = array.ravel()[0]
    if array.dtype.kind in "UO":
        return str(item)
    if array.dtype.kind == "b":
        return _("yes") if item else _("no")
    return "" if np.isnan(item) else _formatted(key, float(item), exact=exact)


def _decimals(value: float, *, exact: bool) -> int:
    """Return 2, or as many decimals as six digits of a number take."""
    enough = (digits for digits in range(2, MOST_DECIMALS) if abs(round(value, digits) - value) <= SAME * abs(value))
    return next(enough, MOST_DECIMALS) if exact else 2


def _formatted(key: str, value: float, *, exact: bool) -> str:
    measure, field, spec = MEASURES.measures.get(key), BY_KEY.get(key), SPECS.get(key.removesuffix("_default"))
    fmt = measure.format if measure else _FORMATS.get(field.kind) if field else None
    if fmt is Format.SHARE or (spec and not measure and not field and spec.unit.startswith(("share", "per year"))):
        return format_share(value, 0 if round(value * 100, 9).is_integer() else _decimals(value * 100, exact=exact))
    if fmt is Format.YES_NO:
        return _("yes") if value else _("no")
    if fmt is Format.RATE:
        return format_number(value, _decimals(value, exact=exact or abs(value) < 1))
    if fmt is Format.MONEY:
        return format_number(value, _decimals(value, exact=exact))
    if value.is_integer() and abs(value) < 1000:
        return plain_number(value)
    return format_number(value, _decimals(value, exact=exact and fmt is not Format.SCORE))


def _missing(values: Values, key: str) -> str:
    """Return in words which inputs of a measure are blank."""
    tree = MEASURES.measures[key].tree
    with np.errstate(all="ignore"):
        taken = [name for name in dict.fromkeys(refs(_taken(tree, values))) if _is_blank(values[name])]
    blank = taken or [name for name in dict.fromkeys(refs(tree)) if _is_blank(values[name])]
    return _("{names} missing").format(names=", ".join(heading_of(name) for name in blank))


def _is_blank(value: object) -> bool:
    array = np.asarray(value)
    return bool(array.size == 1 and array.dtype.kind in "Uf" and np.all(helpers.isblank(array)))


def _taken(expr: Expr, values: Values) -> Expr:
    """Return the expression with every choice replaced by the branch that this row takes."""
    if isinstance(expr, Binary):
        return Binary(expr.sign, _taken(expr.left, values), _taken(expr.right, values))
    if not isinstance(expr, Call):
        return expr
    if expr.name == "when":
        condition, yes, no = expr.arguments
        return _taken(yes if np.all(computed(condition, values)) else no, values)
    return Call(expr.name, tuple(_taken(argument, values) for argument in expr.arguments))


def plain(expr: Expr, values: Values) -> Expr:
    """Return an expression without the terms that change nothing in this row: + 0, × 1, ÷ 1."""
    if isinstance(expr, Call):
        inner = tuple(plain(argument, values) for argument in expr.arguments)
        return inner[0] if expr.name == "half_away" and isinstance(inner[0], Literal) else Call(expr.name, inner)
    if not isinstance(expr, Binary):
        return expr
    left, right = plain(expr.left, values), plain(expr.right, values)
    if expr.sign in ("+", "-") and _equals(expr.right, 0, values):
        return left
    if expr.sign == "+" and _equals(expr.left, 0, values):
        return right
    if expr.sign in ("*", "/", "^") and _is_one(right, values):
        return left
    if expr.sign == "*" and _is_one(left, values):
        return right
    if expr.sign == "^" and isinstance(left, Literal) and left.value == 1:
        return left
    return Binary(expr.sign, left, right)


def _is_one(expr: Expr, values: Values) -> bool:
    """Say whether an expression is no more than one number, and that is 1."""
    return isinstance(expr, Ref | Literal) and _equals(expr, 1, values)


def _equals(expr: Expr, number: float, values: Values) -> bool:
    """Say whether an expression is a single number of this value."""
    found = np.asarray(computed(expr, values))
    return bool(found.size == 1 and found.dtype.kind in "fbi" and np.all(found == number))


def computed(expr: Expr, values: Values) -> Any:  # noqa: ANN401 - a number, a text or an array
    """Compute an expression with the values of one row."""
    if isinstance(expr, Ref):
        return values[expr.key]
    if isinstance(expr, Literal):
        return expr.value
    if isinstance(expr, Binary):
        return _OPERATIONS[expr.sign](computed(expr.left, values), computed(expr.right, values))
    assert isinstance(expr, Call)  # noqa: S101 - the four kinds of node
    arguments = [computed(argument, values) for argument in expr.arguments]
    functions = {"AND": helpers.both, "OR": helpers.either}
    return functions.get(expr.name, getattr(helpers, expr.name, None))(*arguments)  # type: ignore[misc]


def _worded(expr: Expr, values: Values) -> tuple[str, int]:
    if isinstance(expr, Ref):
        return (_("month") if expr.key == MONTH else _named(expr.key, values), 9)
    if isinstance(expr, Literal):
        return (expr.value if isinstance(expr.value, str) else plain_number(expr.value), 9)
    if isinstance(expr, Call):
        return (_call_in_words(expr, values), 9)
    assert isinstance(expr, Binary)  # noqa: S101 - the four kinds of node
    strength = _STRENGTH.get(expr.sign, 1)
    (left, left_strength), (right, right_strength) = _worded(expr.left, values), _worded(expr.right, values)
    left = f"({left})" if left_strength < strength else left
    right = f"({right})" if right_strength < strength or (right_strength == strength and expr.sign in "-/") else right
    return (f"{left} {_SIGNS.get(expr.sign, expr.sign)} {right}", strength)


def _named(key: str, values: Values) -> str:
    shown = shown_value(key, values[key], exact=True)
    if not shown:
        return _("no {heading}").format(heading=_phrase(key, values))
    return f"{shown} {_phrase(key, values)}" if shown != _("by month") else f"{_phrase(key, values)} {shown}"


def _phrase(key: str, values: Values) -> str:
    """Return what stands beside a number: its unit where that says what it is, otherwise its heading."""
    if key in ("priced_units", "banded_units", "paid_units") and (billed := _billed_unit(values)):
        return billed
    if key in ("volume", "priced_units", "banded_units", "paid_units"):
        unit = str(np.asarray(values["unit"]).ravel()[0]) if "unit" in values else ""
        return f"{unit}s" if unit else _("units")
    units = {
        "fte": _("FTE"), "fte_used": _("FTE"), "seats": _("seats"), "effort_days": _("expert days"),
        "handling_minutes": _("min handling time"), "minutes_per_hour": _("min / h"), "projects": _("projects"),
        "positions": _("posts"), "agents_needed": _("agents"), "agents_used": _("agents"), "traffic": _("Erlangs"),
        "project_days": _("days per project"), "average_tenure_years": _("years of tenure"),
        "severance_weeks_per_year": _("weeks per year of service"), "dual_running_months": _("months of dual running"),
    }  # fmt: skip
    if key in units:
        return units[key]
    heading = heading_of(key)
    heading = heading.removesuffix(" used") if key.endswith("_used") else heading
    return in_sentence(heading)


def _billed_unit(values: Values) -> str:
    """Return what is counted where the price is not one of the units of the volume; "" where it is."""
    pricing = str(np.asarray(values.get("pricing_used", "")).ravel()[0])
    return {
        "seat": _("seats"), "fte": _("FTE"), "expert": _("experts"), "hour": _("hours"),
        "productive_hour": _("productive hours"), "minute": _("minutes"),
    }.get(pricing, "")  # fmt: skip


def _call_in_words(expr: Call, values: Values) -> str:
    inner = _worded(expr.arguments[0], values)[0]
    if expr.name == "total":
        return _("sum over the months of ({inner})").format(inner=inner)
    if expr.name == "ceil":
        return _("{inner}, rounded up").format(inner=inner)
    if expr.name in ("AND", "OR"):
        joint = _(" and ") if expr.name == "AND" else _(" or ")
        return joint.join(_joined(argument, expr.name, values) for argument in expr.arguments)
    return _condition(expr.name, expr.arguments[0], values) or inner


def _joined(expr: Expr, joint: str, values: Values) -> str:
    """Return a part of a condition, in brackets where it is joined in the other way."""
    words = _worded(expr, values)[0]
    return f"({words})" if isinstance(expr, Call) and expr.name in {"AND", "OR"} - {joint} else words


def _condition(name: str, expr: Expr, values: Values) -> str:
    """Return what is asked of a value where its number alone does not say so; "" where it does."""
    if not isinstance(expr, Ref) or name not in ("isblank", "filled"):
        return ""
    asked = {"isblank": _("{heading} is blank"), "filled": _("{heading} is given")}[name]
    holds = _is_blank(values[expr.key]) == (name == "isblank")
    return "" if holds else asked.format(heading=_phrase(expr.key, values))
