"""What a person types into a cell. What is pasted or imported is read by ``domain.cells`` alone."""

from outsourcing_planner.domain.cells import Cell, Invalid, parse
from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.text import NumberStyle, parse_number


def typed(field: Field, text: str, style: NumberStyle) -> Cell:
    """Return the cell for a typed text.

    A cell that shows a percentage takes "15" as 15 %, as spreadsheets do: a plain number from 1 on (or −1 and below) is
    percent, one below is the share itself. Whatever then breaks the limits of the field stays as it was typed.
    """
    if field.kind is Kind.SHARE and is_percent_without_sign(text, style):
        cell = parse(field, f"{text.strip()}%", style)
        return parse(field, text, style) if isinstance(cell, Invalid) else cell
    return parse(field, text, style)


def is_percent_without_sign(text: str, style: NumberStyle) -> bool:
    """Say whether a text in a percentage cell is a number that means percent though it does not say so."""
    if "%" in text:
        return False
    number = parse_number(text, style)
    return number is not None and abs(number) >= 1 and parse_number(f"{text.strip()}%", style) is not None
