"""Typing a column of raw cells for a field: what is kept, converted and refused, cell by cell."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from outsourcing_planner.domain.cells import Cell, Invalid, parse
from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.io.importing.cell_types import LEADING_ZERO, number_in
from outsourcing_planner.io.importing.raw import ERROR, UNCALCULATED, RawCell, Special, is_blank
from outsourcing_planner.io.importing.report import CellNote
from outsourcing_planner.io.importing.written import period_said, says_large, says_nothing, time_said, written
from outsourcing_planner.io.wordbook import folded, wordbook
from outsourcing_planner.text import NumberStyle, _, plain_number

YEARLY: Final = {"in_house_cost", "salary", "volume", "projects"}
"""Fields whose numbers are for a year."""

_THOUSAND: Final = 1_000
_LEVELS: Final = {"very low": 1, "low": 2, "l": 2, "m": 3, "med": 3, "h": 4, "vl": 1, "vh": 5,
                  "medium": 3, "moderate": 3, "high": 4, "very high": 5,
                  "niedrig": 2, "mittel": 3, "hoch": 4, "sehr niedrig": 1, "sehr hoch": 5}  # fmt: skip
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """Where a column is and how its numbers are to be read.

    ``rows`` are the sheet rows (from 1) of the cells. ``plain_text`` says that the file holds text only, so that "75"
    is no number stored as text. ``factor`` multiplies numbers. ``either_mark``: nobody chose the decimal mark.
    ``period`` is the part of the factor that makes a year of the time that the heading tells.
    """

    letters: str
    heading: str
    field: Field | None
    rows: Sequence[int]
    style: NumberStyle
    plain_text: bool = False
    factor: float = 1.0
    why_factor: str = ""
    date_order: str = ""
    either_mark: bool = False
    period: float = 1.0


def type_column(column: Column, cells: Sequence[RawCell]) -> tuple[list[Cell], list[CellNote]]:
    """Return typed cells and a note for each one that was converted or refused."""
    notes: list[CellNote] = []
    field = column.field
    if field is None and column.date_order:
        return [_extra(column, at, cell, notes) for at, cell in enumerate(cells)], notes
    if field is None:
        return [
            cell if type(cell) is float or (type(cell) is str and cell and cell[0] != " " and cell.isprintable())
            else _extra(column, at, cell, notes) for at, cell in enumerate(cells)
        ], notes  # fmt: skip
    if field.kind is Kind.TEXT:
        return [
            cell if type(cell) is str and cell and cell[0] != " " and cell[-1] != " " and cell.isprintable()
            else _words(column, field, at, cell, notes) for at, cell in enumerate(cells)
        ], notes  # fmt: skip
    if not field.numeric:
        same: dict[RawCell, Cell] = {None: None, "": None}
        return [same[cell] if type(cell) is str and cell in same else _choice(column, field, at, cell, notes, same)
                for at, cell in enumerate(cells)], notes  # fmt: skip
    low = field.low if field.low is not None else float("-inf")
    high = field.high if field.high is not None else float("inf")
    quick = column.factor == 1.0 and not field.whole
    typed: list[Cell] = []
    levels = field.kind is Kind.SCORE and _levels(cells)
    for at, cell in enumerate(cells):
        if quick and type(cell) is float and low <= cell <= high:
            typed.append(cell)
        elif cell is None or cell == "":
            typed.append(None)
        elif levels and isinstance(cell, str) and folded(cell) in levels:
            typed.append(
                _converted(column, at, cell, float(levels[folded(cell)]), "level", _("a word for a score"), notes)
            )
        else:
            typed.append(_number(column, field, at, cell, notes))
    return typed, notes


def own_style(cells: Sequence[RawCell], style: NumberStyle) -> NumberStyle:
    """Return how the numbers of a column are written: "0,500" tells the mark also for "1,250" in the same column."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    marks = {found[1] for text in texts if (found := LEADING_ZERO.fullmatch(text))}
    if marks != {style.group} or any(style.decimal in text for text in texts):
        return style
    return NumberStyle(style.group, style.decimal)


def _levels(cells: Sequence[RawCell]) -> dict[str, int]:
    said = {folded(cell) for cell in cells if isinstance(cell, str)}
    if any(word.startswith(("very ", "sehr ")) for word in said):
        return _LEVELS
    return {word: {2: 1, 4: 5}.get(value, value) for word, value in _LEVELS.items()}


def raw_text(cell: RawCell) -> str:
    """Return a raw cell as text for a report."""
    if isinstance(cell, Special):
        return cell.text
    return plain_number(cell) if type(cell) is float else str(cell)


def _shown(cell: Cell) -> str:
    return plain_number(cell) if type(cell) is float else "" if cell is None else str(cell)


def _note(column: Column, at: int, raw: str, became: str, code: str, reason: str, *, refused: bool) -> CellNote:
    key = column.field.key if column.field else None
    return CellNote(column.rows[at], column.letters, column.heading, key, raw, became, code, reason, refused)


def _converted(
    column: Column, at: int, cell: RawCell, became: Cell, code: str, reason: str, notes: list[CellNote]
) -> Cell:
    notes.append(_note(column, at, raw_text(cell), _shown(became), code, reason, refused=False))
    return became


def _refused(column: Column, at: int, cell: RawCell, code: str, reason: str, notes: list[CellNote]) -> Invalid:
    raw = raw_text(cell)
    notes.append(_note(column, at, raw, "", code, reason, refused=True))
    return Invalid(raw, reason)


def _special(column: Column, at: int, cell: Special, notes: list[CellNote]) -> Cell:
    if cell.kind == ERROR:
        reason = _("the sheet shows an error here")
        return _refused(column, at, Special(ERROR, cell.text or "#?"), "error_cell", reason, notes)
    if cell.kind == UNCALCULATED:
        reason = _("a formula that was never calculated: open the file in Excel, save it and import it again")
        return _refused(column, at, Special(UNCALCULATED, "="), "never_calculated", reason, notes)
    if column.field is not None and column.field.kind is not Kind.TEXT:
        return _refused(column, at, cell, "date", _("a date or time, not a value of this field"), notes)
    return _converted(column, at, cell, cell.text, "date", _("a date or time became text"), notes)


def _extra(column: Column, at: int, cell: RawCell, notes: list[CellNote]) -> Cell:
    if isinstance(cell, Special):
        return _special(column, at, cell, notes)
    if isinstance(cell, str):
        day = iso_date(cell, column.date_order) if column.date_order else None
        if day is not None and day != cell:
            return _converted(column, at, cell, day, "date", _("a date, read in the order chosen"), notes)
        return _clean(column, at, cell, cell, notes) if cell else None
    return cell


def iso_date(text: str, order: str) -> str | None:
    """Return a written date as year-month-day, read in the order "dmy", "mdy" or "ymd"; None where it is none."""
    found = re.fullmatch(r"\s*(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\s*", text)
    if found is None:
        return None
    parts = dict(zip(order, map(int, found.groups()), strict=True))
    try:
        return dt.date(parts["y"] + (2000 if parts["y"] < 100 else 0), parts["m"], parts["d"]).isoformat()
    except ValueError:
        return None


def _choice(
    column: Column, field: Field, at: int, cell: RawCell, notes: list[CellNote], same: dict[RawCell, Cell]
) -> Cell:
    before = len(notes)
    typed = _words(column, field, at, cell, notes)
    if type(cell) is str and len(notes) == before:
        same[cell] = typed
    return typed


def _clean(column: Column, at: int, cell: RawCell, text: str, notes: list[CellNote]) -> Cell:
    """Return a text without the characters that no sheet can hold and without spaces at its ends."""
    cleaned = _CONTROL.sub("\ufffd", text)
    if cleaned != text:
        return _converted(column, at, cell, cleaned, "control", _("control characters were replaced"), notes)
    if column.field is None or text == text.strip():
        return text if text.strip() else None
    reason = _("spaces at the ends were left off")
    return _converted(column, at, cell, text.strip(), "trimmed", reason, notes)


def _words(column: Column, field: Field, at: int, cell: RawCell, notes: list[CellNote]) -> Cell:
    if is_blank(cell):
        return None
    if isinstance(cell, Special):
        return _special(column, at, cell, notes)
    if field.kind is Kind.TEXT:
        if isinstance(cell, str):
            return _clean(column, at, cell, cell, notes)
        return _converted(column, at, cell, raw_text(cell), "text", _("a number became text"), notes)
    typed = parse(field, cell, column.style)
    if isinstance(typed, Invalid) and isinstance(cell, str):
        known = wordbook().choices.get(field.key, {}).get(folded(cell))
        typed = known if known is not None else None if says_nothing(cell.strip()) else typed
    if isinstance(typed, Invalid):
        return _refused(column, at, cell, "not_a_choice", typed.reason, notes)
    if typed == cell:
        return typed
    return _converted(column, at, cell, typed, "choice", _("read as one of the values of this field"), notes)


def _number(column: Column, field: Field, at: int, cell: RawCell, notes: list[CellNote]) -> Cell:
    if isinstance(cell, Special):
        return _special(column, at, cell, notes)
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    code, reason = "", ""
    value: float | None = cell if type(cell) is float else None
    if isinstance(cell, str):
        time = time_said(cell) if field.key == "handling_minutes" else None
        value, code, reason = read_number(time[0] if time else cell, column)
        if time and value is not None:
            # The unit that a cell tells is its own, whatever the heading says.
            code, reason = "words_left_off", _("the words after the number were left off")
            told = _("hours: times 60") if time[1] > 1 else _("seconds: divided by 60")
            column = replace(column, factor=time[1], why_factor=told)
        if code == "blank":
            return _converted(column, at, cell, None, code, reason, notes)
    if value is None:
        return _refused(column, at, cell, "not_a_number", _("not a number"), notes)
    # "1.2m" under "in thousands" is a million and not a thousand times one.
    large = column.factor >= _THOUSAND and isinstance(cell, str) and says_large(cell)
    factor = column.period if large else column.factor
    why = column.why_factor
    said = period_said(cell) if isinstance(cell, str) and column.period != 1.0 else None
    if said is not None and said != column.period:
        # The time that a cell tells is its own: "30,000 per year" under "Monthly cost".
        factor = factor / column.period * said
        why = _("“{word}”: times {times}").format(word=str(cell).strip(), times=plain_number(factor))
    # Percent and seconds are divided: 70 times 0.01 is not 0.7.
    scaled = value * factor if factor >= 1 else value / round(1 / factor, 9)
    typed = parse(field, scaled, column.style)
    if isinstance(typed, Invalid):
        return _refused(column, at, cell, "out_of_range", typed.reason, notes)
    if factor != 1.0:
        return _converted(column, at, cell, typed, "unit", why, notes)
    return _converted(column, at, cell, typed, code, reason, notes) if code else typed


def read_number(cell: str, column: Column) -> tuple[float | None, str, str]:
    """Return the number in a text, and the code and reason of the conversion ("" where it is one to one)."""
    text = cell.strip()
    if column.plain_text and re.fullmatch(r"-?\d+([.,]\d+)?", text):
        value = number_in(text, column.style)
        if value is not None:
            return value, "", ""
    yearly = column.field is not None and column.field.key in YEARLY and not column.why_factor
    found = written(text, column.style, yearly=yearly, either=column.either_mark)
    return found.value, found.code, found.reason
