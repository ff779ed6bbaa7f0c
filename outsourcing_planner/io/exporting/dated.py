"""Break-evens that are roots: shown only while the NPV of the workbook is the one it was exported with.

A root is a given value, and what is computed from it would go wrong unseen when an assumption is changed.
"""

from typing import Any, Final

from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.io.exporting.book import Book
from outsourcing_planner.io.exporting.style import WARN
from outsourcing_planner.text import _

AS_EXPORTED: Final = "as_exported"
"""Name of the cell that says "OK" while the NPV is the one of the export."""

_CHANGED: Final = f'{AS_EXPORTED}<>"OK"'
_OF_A_ROOT: Final = ("break_even_rate", "break_even_exchange")
"""Columns computed from the break-even charge."""


def while_true(book: Book, key: str, formula: str) -> str:
    """Return the formula of a column, "" where it would hold no longer: new leakage, or a root of before the change."""
    zero = MEASURES.measures[key].live_while_zero
    if zero:
        bends = f"AND({book.layout.cell('volume_bends')}=1,{_CHANGED})"
        past = f"OR({zero}>0,{bends})" if key == "break_even_volume_npv" else f"{zero}>0"
        return f'=IF({past},"",{formula[1:]})'
    if key in _OF_A_ROOT and is_root(book, "break_even_charge"):
        return f'=IF({_CHANGED},"",{formula[1:]})'
    return formula


def is_root(book: Book, key: str) -> bool:
    """Say whether a break-even is a root that was sought at the export, and so a given value."""
    zero = MEASURES.measures[key].live_while_zero
    return bool(zero) and book.assumptions.number(zero) > 0


def changed_since(book: Book) -> dict[str, Any]:
    """Return the conditional format that says of a given value that it is of before the change."""
    text = f'"{_("changed since")}"'
    form = {"num_format": ";".join([text] * 3), "font_color": WARN}
    return {"type": "formula", "criteria": f"={_CHANGED}", "format": book.workbook.add_format(form)}


def roots(book: Book) -> list[str]:
    """Return the columns that hold roots."""
    return [*(key for key in MEASURES.measures if is_root(book, key)), "break_even_volume_bent"]
