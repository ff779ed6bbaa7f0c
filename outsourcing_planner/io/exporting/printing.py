"""Where a wide sheet is broken into pages: between groups of columns, and never for a column or two left over."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil
from typing import Final

POINTS_PER_CHARACTER: Final = 5.25
POINTS_PER_COLUMN: Final = 3.75
"""Width of a column of Calibri 11 in points: 7 pixels a character and 5 around them, at 96 a 72nd of an inch."""
SPARE: Final = 0.94
"""Share of a page that is filled: other programs and printers set columns a little wider."""


def points(width: float) -> float:
    """Return the width in points of a column of so many characters."""
    return width * POINTS_PER_CHARACTER + POINTS_PER_COLUMN


def column_breaks(columns: Sequence[tuple[str, float]], paper: float, scale: float) -> list[int]:
    """Return the columns (from 0) before which a new page begins.

    ``columns`` are group and width in characters, the first of them is repeated on every page; ``paper`` is the
    printable width in points, ``scale`` the print scale, such as 0.6.
    """
    room = paper / scale * SPARE - points(columns[0][1])
    breaks: list[int] = []
    left, at = room, 1
    for _group, members in groupby(columns[1:], key=lambda column: column[0]):
        sizes = [points(width) for _name, width in members]
        if sum(sizes) <= left:
            left -= sum(sizes)
        else:
            if at > 1:
                breaks.append(at)
            for piece in _pieces(sizes, room):
                if piece[0]:
                    breaks.append(at + piece[0])
                left = room - sum(sizes[piece[0] : piece[1]])
        at += len(sizes)
    return breaks


def _pieces(sizes: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Return a group cut into as few pieces as pages hold, each about as wide as the others."""
    fair = sum(sizes) / ceil(sum(sizes) / room)
    pieces, start, used = [], 0, 0.0
    for at, size in enumerate(sizes):
        over = used + size > room or used >= fair
        if used and over:
            pieces.append((start, at))
            start, used = at, 0.0
        used += size
    return [*pieces, (start, len(sizes))]


def lines_of(text: str, width: int) -> int:
    """Return over how many lines of so many characters a text is wrapped between its words."""
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        lines, used = lines + (used - 1) // width if used > width else lines, used % width if used > width else used
    return lines
