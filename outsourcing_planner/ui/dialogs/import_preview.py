"""Two previews: the sheet as it is with what the import makes of it, and the rows as they come in."""

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.fields import BY_KEY, Kind
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.measures import Format
from outsourcing_planner.io.importing.raw import RawSheet, letter
from outsourcing_planner.io.read_workbook import CellNote
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.import_seen import Seen, raw_text
from outsourcing_planner.ui.kit.parts import bold
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.models.formats import display

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
MOST_COLUMNS: Final = 1000
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SheetPreview(QAbstractTableModel):
    """A sheet: headings bold, rows left out muted, cells that were refused or converted marked with their reason."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sheet: RawSheet | None = None
        self._headings = (0, 0)
        self._seen: Seen | None = None

    def show(self, sheet: RawSheet | None, seen: Seen | None) -> None:
        """Take a sheet and, where the import understands it, what it makes of it."""
        same = sheet is self.sheet
        if not same:
            self.beginResetModel()
        self.sheet, self._seen = sheet, seen
        self._headings = seen.header_rows if seen else (0, 0)
        if not same:
            self.endResetModel()
        elif self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def is_taken(self, row: int) -> bool:
        """Say whether a row, counted from 1, comes in."""
        return self._seen is not None and row in self._seen.kept

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of rows."""
        return 0 if parent.isValid() or self.sheet is None else self.sheet.height

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns shown."""
        return 0 if parent.isValid() or self.sheet is None else min(len(self.sheet.columns), MOST_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Return letters above and row numbers beside, as the sheet has them; ✓ marks the rows that come in."""
        if role != _Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return letter(section)
        return f"✓ {section + 1}" if self.is_taken(section + 1) else str(section + 1)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Return one cell."""
        if self.sheet is None or not index.isValid():
            return None
        cell, row = self.sheet.columns[index.column()][index.row()], index.row() + 1
        if role == _Role.DisplayRole:
            return " ".join(raw_text(cell).split())
        if role == _Role.TextAlignmentRole and isinstance(cell, float):
            return _RIGHT
        is_heading = self._headings[0] <= row <= self._headings[1]
        if role == _Role.FontRole and is_heading:
            return bold(QFont())
        if role == _Role.ForegroundRole and not is_heading and not self.is_taken(row):
            return QColor(self._theme.muted)
        return self._marked(row, index.column(), role, is_heading=is_heading)

    def _marked(self, row: int, column: int, role: int, *, is_heading: bool) -> object:
        note = self._seen.notes.get((row, column)) if self._seen else None
        if role == _Role.BackgroundRole:
            if is_heading:
                return QColor(self._theme.selection)
            return None if note is None else QColor(self._theme.invalid_bg if note.refused else self._theme.computed_bg)
        if role == _Role.ToolTipRole and self._seen is not None:
            left_out = self._seen.left_out.get(row)
            return _told(note) or (left_out.reason if left_out else None)
        return None


def _told(note: CellNote | None) -> str:
    if note is None:
        return ""
    return note.reason if note.refused else _("{reason}: {became}").format(reason=note.reason, became=note.became)


class RowsPreview(QAbstractTableModel):
    """The rows as they come into the plan, under the headings of the plan."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns: list[tuple[str, str | None, tuple[Cell, ...]]] = []
        self._rows: tuple[int, ...] = ()

    def show(self, seen: Seen | None) -> None:
        """Take what the import makes of a sheet."""
        self.beginResetModel()
        found = seen.found if seen else None
        self._columns = _columns(found.plan) if found else []
        self._rows = found.source_rows if found else ()
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Return the headings of the plan, and the rows of the sheet beside."""
        if role != _Role.DisplayRole:
            return None
        return self._columns[section][0] if orientation == Qt.Orientation.Horizontal else str(self._rows[section])

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Return one cell."""
        _heading, key, cells = self._columns[index.column()]
        cell = cells[index.row()]
        if role == _Role.DisplayRole:
            return " ".join(_shown(cell, key).split())
        if role == _Role.TextAlignmentRole and isinstance(cell, float):
            return _RIGHT
        if isinstance(cell, Invalid):
            return {_Role.BackgroundRole: QColor(self._theme.invalid_bg), _Role.ToolTipRole: cell.reason}.get(role)  # type: ignore[call-overload] # Qt gives an int
        return None


def _columns(plan: Plan) -> list[tuple[str, str | None, tuple[Cell, ...]]]:
    fields: list[tuple[str, str | None, tuple[Cell, ...]]] = [
        (_(BY_KEY[key].heading), key, cells) for key, cells in plan.columns.items()
    ]
    return fields + [(heading, None, cells) for heading, cells in plan.extras.items()]


def _shown(cell: Cell, key: str | None) -> str:
    return display(cell, Format.SHARE if key and BY_KEY[key].kind is Kind.SHARE else Format.NUMBER)
