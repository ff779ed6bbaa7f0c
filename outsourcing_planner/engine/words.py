""""Why?": the formula of a computed value in words, with the numbers of one row (model.md §4)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from outsourcing_planner.domain.assumptions import SPECS
from outsourcing_planner.domain.fields import BY_KEY, Kind
from outsourcing_planner.engine import helpers
from outsourcing_planner.engine.expressions import Binary, Call, Expr, Literal, Ref, refs
from outsourcing_planner.engine.measures import MEASURES, MONTH, Format
from outsourcing_planner.text import _, format_number, format_share, plain_number

Values = Mapping[str, Any]

_SIGNS: Final = {"*": "×", "/": "÷", "-": "−", "<>": "≠", "<=": "≤", ">=": "≥"}
_STRENGTH: Final = {"+": 2, "-": 2, "*": 3, "/": 3, "^": 4}
_OPERATIONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": np.power, "<": np.less, "<=": np.less_equal,
    ">": np.greater, ">=": np.greater_equal, "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
}  # fmt: skip
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
        return f"{measure.heading} {shown} = {_worded(_taken(measure.tree, values), values)[0]}"


def shown_value(key: str, value: object) -> str:
    """Return a value as a person reads it, in the format of its column; "" where it is blank."""
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
    return "" if np.isnan(item) else _formatted(key, float(item))


def _formatted(key: str, value: float) -> str:
    measure, field, spec = MEASURES.measures.get(key), BY_KEY.get(key), SPECS.get(key.removesuffix("_default"))
    fmt = measure.format if measure else _FORMATS.get(field.kind) if field else None
    if fmt is Format.SHARE or (spec and not measure and not field and "share" in spec.unit):
        return format_share(value, 1)
    if fmt is Format.YES_NO:
        return _("yes") if value else _("no")
    if fmt in (Format.MONEY, Format.RATE):
        return format_number(value, 2)
    return plain_number(value) if value.is_integer() and abs(value) < 1000 else format_number(value, 2)


def _missing(values: Values, key: str) -> str:
    """Return in words which inputs of a measure are blank."""
    blank = [name for name in dict.fromkeys(refs(MEASURES.measures[key].tree)) if _is_blank(values[name])]
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
    shown = shown_value(key, values[key])
    heading = heading_of(key)
    heading = heading if heading.isupper() or not heading[:2].istitle() else heading[0].lower() + heading[1:]
    return f"{shown} {heading}" if shown != _("by month") else f"{heading} {shown}"


def _call_in_words(expr: Call, values: Values) -> str:
    inner = _worded(expr.arguments[0], values)[0]
    if expr.name == "total":
        return _("sum over the months of ({inner})").format(inner=inner)
    if expr.name == "ceil":
        return _("{inner}, rounded up").format(inner=inner)
    if expr.name in ("AND", "OR"):
        joint = _(" and ") if expr.name == "AND" else _(" or ")
        return joint.join(_worded(argument, values)[0] for argument in expr.arguments)
    return inner
