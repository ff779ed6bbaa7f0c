"""Making the cells of any reader plain: text, float, bool, None, or (kind, text) for dates, times and errors."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from outsourcing_planner.io.importing.raw import DATE, TIME

Columns = list[list[Any]]
_PLAIN = {str, float, bool, type(None)}


def plain(columns: Columns) -> Columns:
    """Make every cell one that marshal can carry; changes the lists in place and returns them."""
    for column in columns:
        if not set(map(type, column)) <= _PLAIN:
            column[:] = [value if type(value) in _PLAIN else plain_cell(value) for value in column]
    return columns


def plain_cell(value: object) -> object:
    """Return one cell made plain."""
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, dt.datetime):
        day = value.time() == dt.time()
        return (DATE, value.date().isoformat() if day else value.isoformat(sep=" ", timespec="seconds"))
    if isinstance(value, dt.date):
        return (DATE, value.isoformat())
    if isinstance(value, dt.time):
        return (TIME, value.isoformat())
    if isinstance(value, dt.timedelta):
        return (TIME, str(value))
    return value if isinstance(value, tuple) else str(value)


def squared(columns: Columns, special: Mapping[tuple[int, int], tuple[str, str]]) -> Columns:
    """Put special cells in their places, make all columns equally long and drop blank rows and columns at the end."""
    height = max((len(column) for column in columns), default=0)
    height = max(height, max((row + 1 for row, _ in special), default=0))
    width = max(len(columns), max((column + 1 for _, column in special), default=0))
    columns.extend([] for _ in range(width - len(columns)))
    for column in columns:
        column.extend([None] * (height - len(column)))
    for (row, at), value in special.items():
        columns[at][row] = value
    last = max((_last(column) for column in columns), default=0)
    for column in columns:
        del column[last:]
    while columns and _last(columns[-1]) == 0:
        columns.pop()
    return columns


def _last(column: list[Any]) -> int:
    at = len(column)
    while at and (column[at - 1] is None or column[at - 1] == ""):
        at -= 1
    return at
