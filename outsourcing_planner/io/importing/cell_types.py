"""What a cell looks like at a glance: a number, words that may head a column, or a unit."""

import re
from collections.abc import Sequence
from typing import Final

from outsourcing_planner.io.importing.raw import DATE, RawCell, Special, is_blank
from outsourcing_planner.text import NumberStyle, parse_number

_PLAIN_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
LEADING_ZERO: Final = re.compile(r"[-+]?0([.,])\d{3}")
"""No groups of thousands begin with a zero: "0,500" is a half."""


def number_in(text: str, style: NumberStyle | None = None) -> float | None:
    """Return the number in a text as parse_number does; the plain ones, which are most, without its care."""
    if (style is None or style.decimal == ".") and _PLAIN_NUMBER.fullmatch(text):
        return float(text)
    if LEADING_ZERO.fullmatch(text):
        return float(text.replace(",", "."))
    if text.endswith("-") and len(text) > 1 and text[-2].isdigit():
        # Accounting programs write the minus after the number.
        text = "-" + text[:-1]
    return parse_number(text, style)


_MEASURED: Final = re.compile(
    r"\s*[~≈]?\s*\d[\d.,]*\s*(?:ftes?|wtes?|hc|heads?|people|staff|vzä|etp|k|m|teur|t€|k€|mio\.? ?€?|h|hrs?|hours?"
    r"|min)\s*",
    re.IGNORECASE,
)
"""A number with what it counts: data, and no heading."""


_OF_THOUSANDS: Final = re.compile(r"\s*(?:(?:[^\W\d]{1,3}|[$€£¥₹])\s?['’]?|['’])000(?:['’]?s)?\s*")
"""A unit and no number: "SAR 000", "'000"."""


def row_type(cell: RawCell) -> str:
    """Return "", "text" or "number" for a cell; years and dates are text, for they head columns as well."""
    if is_blank(cell):
        return ""
    if isinstance(cell, Special) and cell.kind == DATE:
        return "text"
    if type(cell) is bool or isinstance(cell, Special):
        return "number"
    if isinstance(cell, str):
        if re.fullmatch(r"\s*(19|20)\d\d\s*", cell) or _OF_THOUSANDS.fullmatch(cell):
            return "text"
        return "number" if number_in(cell) is not None or _MEASURED.fullmatch(cell) else "text"
    return "text" if isinstance(cell, float) and cell.is_integer() and 1990 <= cell <= 2100 else "number"


_UNIT: Final = re.compile(
    r"(?:[#%$€£]|no\.?|number|text|date|y/n|yes/no|\d ?[-–] ?\d|hours?|hrs?|h|min|minutes|days|months?|years?|ftes?|hc"
    r"|[tk]?(?:usd|eur|gbp|chf|cad|aud|inr|pln|sek|nok|dkk|jpy)|[tk]?[$€£]|[$€£](?:000|k|m)|mio|p\.?a\.?|per|a|/|in|year)"
)


def tells_units(row: Sequence[RawCell]) -> bool:
    """Say whether a row of headings tells units only: "#", "USD / FTE", "hours"."""
    texts = [str(cell).casefold() for cell in row if not is_blank(cell)]
    parts = [part for text in texts for part in text.replace("/", " / ").split()]
    return len(texts) > 1 and all(_UNIT.fullmatch(part) for part in parts)
