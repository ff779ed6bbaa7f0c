"""A cell: a typed value, blank (None), or what was typed together with the reason why it is not valid."""

from dataclasses import dataclass

from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.text import NumberStyle, _, currency_code, parse_number, plain_number


@dataclass(frozen=True, slots=True)
class Invalid:
    """What the user typed, kept as it is, and why it cannot be used."""

    raw: str
    reason: str


Cell = str | float | bool | None | Invalid

CURRENCY_UNIT = "ISO 4217"
YES = {"yes", "y", "true", "1", "x", "ja", "oui", "sí", "si"}
NO = {"no", "n", "false", "0", "nein", "non"}


def parse(field: Field, raw: object, style: NumberStyle | None = None) -> Cell:
    """Return the cell for something a person typed or a sheet holds.

    ``raw`` may be text, a number, a bool or None. Blank text is blank. Nothing is guessed: what does not fit the field
    becomes Invalid with its reason.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, Invalid):
        return raw
    if field.kind is Kind.TEXT:
        return raw if isinstance(raw, str) else _as_text(raw)
    if field.unit == CURRENCY_UNIT:
        code = currency_code(_as_text(raw))
        return code or Invalid(_as_text(raw), _("not a currency code such as USD or EUR"))
    if field.kind is Kind.CHOICE:
        return _choice(field, _as_text(raw))
    if field.kind is Kind.YES_NO:
        return _yes_no(raw)
    return _number(field, raw, style)


def _as_text(raw: object) -> str:
    if isinstance(raw, float):
        return plain_number(raw)
    return str(raw)


def _choice(field: Field, text: str) -> Cell:
    folded = text.strip().casefold()
    for choice in field.choices:
        if choice.casefold() == folded or choice.replace("_", " ").casefold() == folded:
            return choice
    if field.open_choice:
        return text.strip()
    return Invalid(text, _("not one of: {choices}").format(choices=", ".join(field.choices)))


def _yes_no(raw: object) -> Cell:
    if isinstance(raw, bool):
        return raw
    folded = _as_text(raw).strip().casefold()
    if folded in YES or folded in NO:
        return folded in YES
    return Invalid(_as_text(raw), _("neither yes nor no"))


def _number(field: Field, raw: object, style: NumberStyle | None) -> Cell:
    if isinstance(raw, bool):
        return Invalid(str(raw), _("not a number"))
    text = _as_text(raw)
    value = float(raw) if isinstance(raw, int | float) else parse_number(text, style)
    if value is None or value != value or value in (float("inf"), float("-inf")):
        return Invalid(text, _("not a number"))
    reason = out_of_range(field, value)
    return Invalid(text, reason) if reason else value


def out_of_range(field: Field, value: float) -> str:
    """Return why a number does not fit the limits of a field, or an empty text where it does."""
    if field.low is not None and value < field.low:
        return _("below {limit}").format(limit=plain_number(float(field.low)))
    if field.high is not None and value > field.high:
        return _("above {limit}").format(limit=plain_number(float(field.high)))
    if field.whole and not value.is_integer():
        return _("not a whole number")
    return ""
