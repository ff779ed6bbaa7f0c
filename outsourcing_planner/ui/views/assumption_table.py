"""The assumptions as a table: groups as lines of their own, values editable, what differs from the default marked."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from outsourcing_planner.domain.assumption_table import ASSUMPTIONS, AssumptionSpec, Setting
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import AssumptionError
from outsourcing_planner.text import _, number_style, parse_number, plain_number
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.parts import bold
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.kit.words import mark

HEADING, VALUE, UNIT, LOW, HIGH, DEFAULT, GRADE, SOURCE = range(8)
_FIGURES: Final = (VALUE, LOW, HIGH, DEFAULT)
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_GRADES: Final = {"A": mark("official"), "B": mark("trade or adviser"), "C": mark("vendor"), "–": mark("ours")}


def is_share(spec: AssumptionSpec) -> bool:
    """Say whether an assumption reads best as a percentage."""
    return not isinstance(spec.value, str) and (spec.unit.startswith("share") or spec.unit == "per year")


def shown(spec: AssumptionSpec, value: Setting | None) -> str:
    """Return a value as a person reads it; empty where there is none."""
    if value is None or isinstance(value, str):
        return value or ""
    if is_share(spec):
        percent = round(float(value) * 100, 6)
        return numbers.number(percent, _decimals(percent)) + "%"
    return numbers.number(float(value), _decimals(float(value)))


def understood(spec: AssumptionSpec, text: str) -> Setting:
    """Return the value that was typed; raises AssumptionError with the reason where it makes no sense."""
    if isinstance(spec.value, str):
        return text.strip()
    value = parse_number(text.strip(), number_style(numbers.locale()))
    if value is None:
        raise AssumptionError(spec.key, _("“{text}” is not a number").format(text=text))
    return value


def _decimals(value: float) -> int:
    plain = plain_number(value)
    return 0 if "e" in plain or "." not in plain else min(len(plain.split(".")[1]), 6)


class AssumptionTable(QAbstractTableModel):
    """The model; ``value_typed(key, text)`` asks the panel to carry an edit out."""

    value_typed = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AssumptionSpec | str] = []
        self._assumptions = Assumptions()
        self._theme = theme

    def show(self, assumptions: Assumptions, theme: Theme, wanted: Callable[[AssumptionSpec], bool]) -> None:
        """Take other assumptions; only those that ``wanted`` says yes to are listed."""
        rows: list[AssumptionSpec | str] = []
        for spec in ASSUMPTIONS:
            if not spec.constant and wanted(spec):
                if not any(isinstance(row, AssumptionSpec) and row.group == spec.group for row in rows):
                    rows.append(spec.group)
                rows.append(spec)
        same = rows == self.rows
        self._assumptions, self._theme = assumptions, theme
        if same and rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, SOURCE))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def spec(self, row: int) -> AssumptionSpec | None:
        """Return the assumption of a row; None for the title of a group."""
        found = self.rows[row]
        return None if isinstance(found, str) else found

    def row_of(self, key: str) -> int | None:
        """Return the row of an assumption, None where it is not listed."""
        return next((at for at, row in enumerate(self.rows) if not isinstance(row, str) and row.key == key), None)

    def is_changed(self, spec: AssumptionSpec) -> bool:
        """Say whether the plan holds another value than the default."""
        return bool(self._assumptions[spec.key] != spec.value)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of lines, titles included."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns."""
        return 0 if parent.isValid() else 8

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the headings, over figures on the right as the figures are."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _FIGURES:
            return _RIGHT
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        headings = (_("Assumption"), _("Value"), _("Unit"), _("Low"), _("High"), _("Default"), _("Grade"), _("Source"))
        return headings[section]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Say that only values can be edited."""
        spec = self.spec(index.row()) if index.isValid() else None
        if spec is None:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == VALUE else usual

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for an edit."""
        spec = self.spec(index.row())
        if role != Qt.ItemDataRole.EditRole or spec is None or str(value) == shown(spec, self._assumptions[spec.key]):
            return False
        self.value_typed.emit(spec.key, str(value))
        return True

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell."""
        if not index.isValid():
            return None
        spec = self.spec(index.row())
        if spec is None:
            return self._title(index, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._texts(spec)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _FIGURES:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and index.column() not in (HEADING, VALUE):
            return QColor(self._theme.muted)
        if role == Qt.ItemDataRole.FontRole and index.column() in (HEADING, VALUE) and self.is_changed(spec):
            return bold(QFont())
        return self._tooltip(spec) if role == Qt.ItemDataRole.ToolTipRole else None

    def _title(self, index: _Index, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole and index.column() == HEADING:
            return _(str(self.rows[index.row()]))
        if role == Qt.ItemDataRole.FontRole:
            return bold(QFont())
        return QColor(self._theme.window) if role == Qt.ItemDataRole.BackgroundRole else None

    def _texts(self, spec: AssumptionSpec) -> tuple[str, ...]:
        entry = self._assumptions.entry(spec.key)
        mark = " •" if self.is_changed(spec) else ""
        return (
            _(spec.heading) + mark, shown(spec, entry.value), _(spec.unit) if spec.unit else "",
            shown(spec, entry.low), shown(spec, entry.high), shown(spec, spec.value), entry.grade, _(entry.source),
        )  # fmt: skip

    def _tooltip(self, spec: AssumptionSpec) -> str:
        entry = self._assumptions.entry(spec.key)
        grade = _(_GRADES.get(entry.grade, ""))
        return f"<p><b>{_(spec.heading)}</b><br>{_(entry.source)} ({entry.grade} {grade})</p>"
