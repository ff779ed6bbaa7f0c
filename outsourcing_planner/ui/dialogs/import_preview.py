"""The sheet as it is, with headings, rows that are taken and rows that are left out told apart."""

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from outsourcing_planner.io.importing.raw import RawSheet, Special, letter
from outsourcing_planner.io.read_workbook import Imported
from outsourcing_planner.text import _, plain_number
from outsourcing_planner.ui.kit.parts import bold
from outsourcing_planner.ui.kit.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
MOST_ROWS: Final = 2000
MOST_COLUMNS: Final = 200


def raw_text(cell: object) -> str:
    """Return a raw cell as text."""
    if cell is None:
        return ""
    if isinstance(cell, Special):
        return cell.text
    if isinstance(cell, float):
        return plain_number(cell)
    return (_("yes") if cell else _("no")) if isinstance(cell, bool) else str(cell)


class SheetPreview(QAbstractTableModel):
    """The first rows of a sheet, with what the import makes of each."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet: RawSheet | None = None
        self._headings = (0, 0)
        self._left_out: dict[int, str] = {}
        self._kept: frozenset[int] = frozenset()

    def show(self, sheet: RawSheet | None, found: Imported | None) -> None:
        """Take a sheet and, where the import understands it, what it makes of its rows."""
        self.beginResetModel()
        self._sheet = sheet
        self._headings = found.header_rows if found else (0, 0)
        self._left_out = {row.row: row.reason for row in found.report.rows_left_out} if found else {}
        self._kept = frozenset(found.source_rows) if found else frozenset()
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of rows shown."""
        return 0 if parent.isValid() or self._sheet is None else min(self._sheet.height, MOST_ROWS)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns shown."""
        return 0 if parent.isValid() or self._sheet is None else min(len(self._sheet.columns), MOST_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return letters above and row numbers beside, as the sheet has them."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return letter(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell."""
        if self._sheet is None or not index.isValid():
            return None
        cell, row = self._sheet.columns[index.column()][index.row()], index.row() + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return raw_text(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(cell, float):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        is_heading = self._headings[0] <= row <= self._headings[1]
        if role == Qt.ItemDataRole.FontRole and is_heading:
            return bold(QFont())
        if role == Qt.ItemDataRole.BackgroundRole and is_heading:
            return QColor(self._theme.selection)
        if role == Qt.ItemDataRole.ForegroundRole and not is_heading and row not in self._kept:
            return QColor(self._theme.muted)
        return self._left_out.get(row) if role == Qt.ItemDataRole.ToolTipRole else None
