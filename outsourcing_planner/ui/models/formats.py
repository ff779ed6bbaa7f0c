"""How the grid writes values: rounded on screen, exact in the editor, both in the locale in force."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.domain.labels import AUTOMATE, BPO, HYBRID, KPO, RETAIN
from outsourcing_planner.engine.measures import Format
from outsourcing_planner.text import NumberStyle, _, format_number, number_style, plain_number
from outsourcing_planner.ui.kit import numbers

MINUS: Final = "−"
SHAPES: Final = {BPO: "●", KPO: "◆", HYBRID: "◐", RETAIN: "■", AUTOMATE: "⚙"}
"""A shape for each class, so that colour never says it alone."""


def style() -> NumberStyle:
    """Return how numbers are written in the locale in force."""
    return number_style(numbers.locale())


def number_text(value: float, decimals: int = 0) -> str:
    """Return a number with thousands marks and a fixed count of decimals."""
    plain = f"{value:,.{decimals}f}"
    if plain.startswith("-"):
        plain = MINUS + plain[1:] if any(sign in plain for sign in "123456789") else plain[1:]
    swap = _marks(numbers.locale())
    if swap is None:
        return format_number(value, decimals, numbers.locale()).replace("-", MINUS)
    return plain.translate(swap) if swap else plain


@lru_cache(maxsize=8)
def _marks(locale: str) -> dict[int, str] | None:
    """Return what Python's own marks become in a locale; None where thousands are not grouped in threes."""
    style_of = number_style(locale)
    written = format_number(1234567.5, 1, locale)
    if written != f"1{style_of.group}234{style_of.group}567{style_of.decimal}5":
        return None
    swap = {ord(","): style_of.group, ord("."): style_of.decimal}
    return {} if (style_of.group, style_of.decimal) == (",", ".") else swap


def _up_to(value: float, most: int) -> str:
    """Return a number with as many decimals as it needs, up to a limit."""
    decimals = 0 if value.is_integer() else next((d for d in range(1, most) if round(value, d) == value), most)
    return number_text(value, decimals)


def _plain(value: float) -> str:
    return _up_to(value, 2)


def _price(value: float) -> str:
    """Return a price: whole from 100 on, with cents below, and with up to four decimals where it is less than 1."""
    if abs(value) >= 100:
        return number_text(value)
    decimals = next((digits for digits in (2, 3) if round(value, digits) == value), 4) if abs(value) < 1 else 2
    return number_text(value, decimals)


_WRITERS: Final[dict[Format, Callable[[float], str]]] = {
    Format.MONEY: number_text,
    Format.RATE: _price,
    Format.NUMBER: _plain,
    Format.SHARE: lambda value: number_text(value * 100, 0 if round(value * 100, 1).is_integer() else 1) + "%",
    Format.SCORE: lambda value: _up_to(value, 1),
    Format.MONTHS: lambda value: number_text(value, 1),
}


def display(cell: Cell, fmt: Format) -> str:
    """Return what the screen shows for a cell; empty for a blank."""
    if cell is None:
        return ""
    if isinstance(cell, Invalid):
        return cell.raw
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, float) and fmt == Format.YES_NO:
        return _("yes") if cell else _("no")
    if isinstance(cell, float):
        return _WRITERS.get(fmt, _plain)(cell)
    return cell.replace("\n", " ⏎ ") if "\n" in cell else cell


def in_plain_words(choice: str) -> str:
    """Return a choice as people write it, such as "cost plus" for ``cost_plus``; typed so, it is understood."""
    return choice.replace("_", " ")


def exact(cell: Cell, field: Field | None = None) -> str:
    """Return the text that stands for exactly this cell: in the editor, and in what is copied."""
    if cell is None:
        return ""
    if isinstance(cell, Invalid):
        return cell.raw
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return _exact_share(cell) if field is not None and field.kind is Kind.SHARE else _exact_number(cell)
    return cell


def _exact_number(value: float) -> str:
    return plain_number(value).replace(".", style().decimal)


def _exact_share(value: float) -> str:
    """Return a percentage that is read back as exactly this share: the same digits with the point moved."""
    percent = format(Decimal(repr(value)).scaleb(2).normalize(), "f")
    return percent.replace(".", style().decimal) + "%"


def understood(typed: str, cell: Cell, fmt: Format, field: Field) -> str:
    """Return in a sentence what was made of a typed text; empty where it stands in the cell as typed."""
    shown = display(cell, fmt)
    if not isinstance(cell, float) or typed.strip() in {shown, exact(cell, field), _exact_number(cell)}:
        return ""
    if _bare(typed) in {_bare(shown), _bare(exact(cell, field))}:
        return ""
    return _("“{typed}” is understood as {value}.").format(typed=typed.strip(), value=exact_shown(cell, field))


def exact_shown(cell: float, field: Field) -> str:
    """Return a number with thousands marks and all its decimals, a share as a percentage."""
    if field.kind is Kind.SHARE:
        return exact(cell, field)
    decimals = -int(Decimal(repr(cell)).normalize().as_tuple().exponent)
    return number_text(cell, min(max(decimals, 0), 15))


def _bare(text: str) -> str:
    """Return a number without what only makes it easier to read."""
    return text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace(style().group, "").lstrip("+")
