"""What an import left out or changed, as a table: one line a row, column or cell, with its place in the sheet."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from outsourcing_planner.io.importing.raw import column_of
from outsourcing_planner.io.read_workbook import Report
from outsourcing_planner.text import _

_Index = QModelIndex | QPersistentModelIndex
ROWS, COLUMNS, REFUSED, CONVERTED = "rows", "columns", "refused", "converted"
KINDS: Final = (ROWS, COLUMNS, REFUSED, CONVERTED)


class Finding(NamedTuple):
    """One line. ``row`` counts from 1, ``column`` from 0; -1 where it is about a whole row or column."""

    kind: str
    texts: tuple[str, str, str, str, str]
    row: int = -1
    column: int = -1
    field: str = ""


def findings_of(report: Report) -> tuple[Finding, ...]:
    """Return the lines of a report with their places."""
    pairs = zip(report.lines(), _places(report), strict=True)
    return tuple(Finding(kind, texts, row, column, field) for texts, (kind, row, column, field) in pairs)


def _places(report: Report) -> Iterator[tuple[str, int, int, str]]:
    for left in report.rows_left_out:
        yield ROWS, left.row, -1, ""
    for column in report.columns_left_out:
        yield COLUMNS, -1, column_of(column.column), ""
    for kind, cells in ((REFUSED, report.refused), (CONVERTED, report.converted)):
        for cell in cells:
            yield kind, cell.row, column_of(cell.column), cell.field or ""


def word_of(kind: str, count: int) -> str:
    """Return how a list to choose from names a kind of lines."""
    words = {
        ROWS: _("Rows left out"), COLUMNS: _("Columns left out"), REFUSED: _("Cells refused"),
        CONVERTED: _("Cells converted"), "": _("Everything"),
    }  # fmt: skip
    return f"{words[kind]} ({count:,})"


class FindingTable(QAbstractTableModel):
    """The lines, all or those of one kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings: Sequence[Finding] = ()

    def show(self, findings: Sequence[Finding]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of lines."""
        return 0 if parent.isValid() else len(self.findings)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("What"), _("Where"), _("Name"), _("Was"), _("Why"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        return " ".join(self.findings[index.row()].texts[index.column()].split())
