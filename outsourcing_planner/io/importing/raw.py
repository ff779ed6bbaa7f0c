"""Raw cells as the child process hands them over: columns of plain values that marshal can carry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, NamedTuple


class Special(NamedTuple):
    """A cell that is neither text nor number nor yes/no: ``kind`` is one of the four below."""

    kind: str
    text: str


DATE: Final = "date"
TIME: Final = "time"
ERROR: Final = "error"
UNCALCULATED: Final = "uncalculated"

RawCell = str | float | bool | Special | None
_PIECE: Final = 4_000


class Refused(Exception):  # noqa: N818 - an outcome, not a fault of the program
    """The file is not taken. ``code`` picks the sentence (refusals.py), ``facts`` fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code, self.facts = code, facts


def is_blank(cell: RawCell) -> bool:
    """Say whether a cell holds nothing or only spaces."""
    return cell is None or (type(cell) is str and not cell.strip())


@dataclass(frozen=True)
class RawSheet:
    """One sheet: ``columns`` are equally long, position 0 is row 1 of the sheet.

    ``merges`` are (first row, first column, last row, last column) from 0. ``sums`` are (row, column) of cells with a
    SUM or SUBTOTAL formula. ``indents`` say by (row, column) how far the format of a cell moves its words in; column -1
    stands for a row of an outline. ``on_side`` says that rows and columns were turned. ``problem`` and ``facts`` say
    why the sheet could not be read.
    """

    name: str
    columns: tuple[Sequence[RawCell], ...] = ()
    hidden: str = ""
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    sums: frozenset[tuple[int, int]] = frozenset()
    indents: Mapping[tuple[int, int], int] = field(default_factory=dict)
    formulas: int = 0
    on_side: bool = False
    problem: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Return the number of rows, down to the last cell that holds something."""
        return len(self.columns[0]) if self.columns else 0

    @cached_property
    def filled(self) -> list[int]:
        """Return for each row how many cells hold something; spaces alone are nothing."""
        counts = [0] * self.height
        for column in self.columns:
            for at, cell in enumerate(column):
                if cell is not None and cell != "" and (type(cell) is not str or not cell.isspace()):
                    counts[at] += 1
        return counts

    def indent(self, row: int, column: int) -> int:
        """Return how far the format of a cell, or the outline of its row, moves it in."""
        return self.indents.get((row, column), 0) or self.indents.get((row, -1), 0)

    def turned(self) -> "RawSheet":
        """Return the sheet with its rows as columns and its columns as rows."""
        return replace(
            self, columns=tuple(map(list, self.rows(0, self.height))),
            merges=tuple((left, top, right, bottom) for top, left, bottom, right in self.merges),
            hidden_rows=self.hidden_columns, hidden_columns=self.hidden_rows,
            sums=frozenset((column, row) for row, column in self.sums), indents={}, on_side=not self.on_side,
        )  # fmt: skip

    def without(self, columns: Sequence[int]) -> "RawSheet":
        """Return the sheet with some of its columns blank."""
        if not columns:
            return self
        gone = set(columns)
        return replace(self, columns=tuple(
            [None] * self.height if at in gone else column for at, column in enumerate(self.columns)
        ))  # fmt: skip

    def row(self, at: int) -> tuple[RawCell, ...]:
        """Return the cells of one row, counted from 0."""
        return tuple(column[at] for column in self.columns)

    def rows(self, first: int, last: int) -> Iterator[tuple[RawCell, ...]]:
        """Yield the rows from ``first`` to before ``last``."""
        # In pieces: turning all columns at once would hold the interpreter, and a window with it, for a while.
        for start in range(first, last, _PIECE):
            stop = min(start + _PIECE, last)
            yield from zip(*(column[start:stop] for column in self.columns), strict=True)


@dataclass(frozen=True)
class RawBook:
    """All sheets of a file; ``notes`` are codes with facts that a person should know (macros left out …).

    ``text_options`` holds encoding, delimiter, decimal, group of a text file as detected.
    """

    name: str
    kind: str
    sheets: tuple[RawSheet, ...] = ()
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()
    text_options: Mapping[str, str] = field(default_factory=dict)

    def sheet(self, name: str) -> RawSheet | None:
        """Return a sheet by name; spaces and case around it do not matter when nothing fits exactly."""
        folded = name.strip().casefold()
        exact = [sheet for sheet in self.sheets if sheet.name == name]
        return next(iter(exact or [s for s in self.sheets if s.name.strip().casefold() == folded]), None)


def letter(column: int) -> str:
    """Return the letters of a column counted from 0 ("AA" for 26)."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(letters: str) -> int:
    """Return the column, from 0, of letters such as "AA"."""
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - 64
    return number - 1


Frame = tuple[str, Any]
