"""The rows of a table as they are judged: what stands in them, and the words for what they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.io.importing.adding_up import independent
from outsourcing_planner.io.importing.cell_types import number_in
from outsourcing_planner.io.importing.raw import RawCell, RawSheet, Special, is_blank
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.io.importing.written import number_said
from outsourcing_planner.io.wordbook import folded
from outsourcing_planner.text import NumberStyle

BLANK: Final = "blank"
KEEP: Final = "keep"
TOTAL: Final = "total"
SECTION: Final = "section"
HEADING: Final = "heading"
NOTE: Final = "note"
OTHER_TABLE: Final = "other_table"
_ABOUT: Final = frozenset("~≈±")
_UNNAMED: Final = 100


@dataclass(frozen=True)
class Verdict:
    """What a row is; ``label`` names it, ``reason`` is a code with the rows it is about (from 1) in ``facts``.

    ``parts`` are the first and last of the rows that a total adds up; ``direct`` are all of them, where others lie
    between.
    """

    row: int
    kind: str
    label: str = ""
    reason: str = ""
    parts: tuple[int, int] | None = None
    direct: tuple[int, ...] = ()


class Judge:
    """The rows of a body with their labels and numbers; positions count from the first row of the body."""

    def __init__(
        self, sheet: RawSheet, table: Table, labels: Sequence[int], amounts: Sequence[int], style: NumberStyle,
        departments: Sequence[int] = (),
    ) -> None:  # fmt: skip
        self.sheet, self.table, self.style = sheet, table, style
        # Names moved in column by column are read as one column; its last part bounds what stands before a name.
        self.label = labels[-1] if labels else None
        self.stairs = tuple(labels) if len(labels) > 1 else ()
        self.rows = list(sheet.rows(table.body, table.end))
        self.counts = sheet.filled[table.body : table.end]
        self.columns = [[_number(cell, style) for cell in sheet.columns[at][table.body : table.end]] for at in amounts]
        self.amounts = list(amounts)
        self.proofs = independent(self.columns)
        self.departments = tuple(departments)
        widths = sorted(count for count in self.counts if count)
        full = [count for count in widths if count > 1]
        # Titles and notes are narrow however many they are; a list of names alone has hardly a wider row.
        widths = full if len(full) * 4 > len(widths) else widths
        self.usual = widths[len(widths) // 2] if widths else 0
        self.headings = [folded(name) for name in table.headings]
        named = self._named(labels)
        self.labels = [cell.strip().casefold() if type(cell) is str else "" for cell in named]
        self.groups = self._groups()
        # Where many rows have no name, that a name is missing says nothing.
        self.sums_unnamed = self.label is not None and self.labels.count("") - self.counts.count(0) <= _UNNAMED

    def _named(self, labels: Sequence[int]) -> Sequence[RawCell]:
        """Return the cell that names each row; of several columns the first that holds words."""
        if not labels:
            return [None] * len(self.rows)
        if len(labels) == 1:
            return self.sheet.columns[labels[0]][self.table.body : self.table.end]
        cells = ([row[at] for at in labels] for row in self.rows)
        return [next((cell for cell in row if isinstance(cell, str) and cell.strip()), None) for row in cells]

    def _groups(self) -> frozenset[str]:
        """Return the names that stand over rows: in a row of their own, or in a column of words before the labels."""
        alone = {folded(self.name(at)) for at, count in enumerate(self.counts) if count == 1}
        before = self.sheet.columns[: self.label] if self.label is not None else ()
        cells = (cell for column in before for cell in column[self.table.body : self.table.end])
        return frozenset(alone | {folded(cell) for cell in cells if isinstance(cell, str)}) - {""}

    def filled(self, at: int) -> list[int]:
        """Return the columns of a row that hold something."""
        return [column for column, cell in enumerate(self.rows[at]) if not is_blank(cell)]

    def numbers(self, at: int) -> list[float | None]:
        """Return the numbers of a row in the columns of amounts."""
        return [column[at] for column in self.columns]

    def department(self, at: int) -> str:
        """Return the department that a row tells, or nothing."""
        cells = (self.rows[at][column] for column in self.departments)
        return next((folded(str(cell)) for cell in cells if not is_blank(cell)), "")

    def is_elsewhere(self, at: int, parts: Iterable[int]) -> bool:
        """Say whether a row has a department that none of its would-be parts has: then it is work like them."""
        departments = {self.department(row) for row in parts} - {""}
        return bool(departments and self.department(at)) and self.department(at) not in departments

    def name(self, at: int) -> str:
        """Return the words by which a row is known: its label, else its first text."""
        row = self.rows[at]
        if self.label is not None and not is_blank(row[self.label]):
            return _words(row[self.label])
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        texts.sort(key=lambda text: not any(map(str.isalpha, text)))
        return _words(texts[0]) if texts else next((_words(row[c]) for c in self.filled(at)), "")


def _number(cell: RawCell, style: NumberStyle) -> float | None:
    if type(cell) is float:
        return cell
    if type(cell) is not str or not cell or cell.isspace():
        return None
    number = number_in(cell, style)
    return number_said(cell, style) if number is None and cell[:1] in _ABOUT else number


def _words(cell: RawCell) -> str:
    text = cell.text if isinstance(cell, Special) else str(cell)
    return " ".join(text.split())[:200]
