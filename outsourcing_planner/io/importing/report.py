"""What an import took, changed and refused: every row and cell that is not in the plan as it was in the sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from outsourcing_planner.text import _


@dataclass(frozen=True, slots=True)
class CellNote:
    """One cell that was converted or refused. ``row`` is that of the sheet, ``became`` is empty where refused."""

    row: int
    column: str
    heading: str
    field: str | None
    raw: str
    became: str
    code: str
    reason: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class RowLeftOut:
    """One row that is not in the plan, by its name. ``cells`` counts what stood in it."""

    row: int
    name: str
    kind: str
    reason: str
    cells: int


@dataclass(frozen=True, slots=True)
class ColumnLeftOut:
    """One column that is not in the plan: ours computed, or left out by choice. ``cells`` counts those of kept rows."""

    column: str
    heading: str
    reason: str
    cells: int


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """The sum of a column of numbers over the kept rows: as the sheet has it, and what of it is in the plan."""

    field: str
    heading: str
    raw: float
    taken: float


@dataclass(frozen=True)
class Report:
    """The report of one import; ``cells_in`` = ``cells_kept`` + ``cells_converted`` + ``cells_refused``, exactly.

    Headings count as kept. Cells refused are those of ``refused``, of rows left out and of columns left out.
    """

    cells_in: int
    cells_kept: int
    rows_kept: int
    blank_rows: int
    rows_left_out: tuple[RowLeftOut, ...] = ()
    columns_left_out: tuple[ColumnLeftOut, ...] = ()
    converted: tuple[CellNote, ...] = ()
    refused: tuple[CellNote, ...] = ()
    sums: tuple[ColumnSum, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def cells_converted(self) -> int:
        """Return how many cells are in the plan in another form."""
        return len(self.converted)

    @property
    def cells_refused(self) -> int:
        """Return how many cells are not in the plan as values."""
        outside = sum(row.cells for row in self.rows_left_out) + sum(column.cells for column in self.columns_left_out)
        return len(self.refused) + outside

    def sum_of(self, field: str) -> float:
        """Return the sum of the columns that feed a field, as the sheet has it."""
        return sum(found.raw for found in self.sums if found.field == field)

    def lines(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield (what, row or column, name or heading, raw value, what became of it) for panel and export."""
        for row in self.rows_left_out:
            yield _("Row left out"), str(row.row), row.name, "", row.reason
        for column in self.columns_left_out:
            yield _("Column left out"), column.column, column.heading, "", column.reason
        for cell in self.refused:
            yield _("Cell refused"), f"{cell.column}{cell.row}", cell.heading, cell.raw, cell.reason
        for cell in self.converted:
            told = _("{reason}: {became}").format(reason=cell.reason, became=cell.became)
            yield _("Cell converted"), f"{cell.column}{cell.row}", cell.heading, cell.raw, told
