"""The summary: the plan by department, class, country or pricing, before and after."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from outsourcing_planner.domain.fields import PRICINGS
from outsourcing_planner.engine.summary import SummaryLine
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.kit.words import mark
from outsourcing_planner.ui.models.formats import in_plain_words
from outsourcing_planner.ui.views import results
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.report_view import report_view

_Index = QModelIndex | QPersistentModelIndex
GROUPINGS: Final = (
    ("department", mark("Department")), ("decision_effective", mark("Class")),
    ("country_used", mark("Delivery country")), ("pricing_used", mark("Pricing")), ("label", mark("Advice")),
    ("delivery_location", mark("Delivery location")), ("vendor", mark("Provider")), ("wave", mark("Wave")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    text: Callable[[SummaryLine], str]


def _money(line: SummaryLine, value: float) -> str:
    """Return a sum; blank where no function of the group is costed, for that is no 0."""
    return numbers.money(value) if value or line.not_costed < line.functions else ""


def _change(line: SummaryLine) -> str:
    return numbers.share(line.after / line.in_house - 1, 1) if line.in_house else ""


_COLUMNS: Final = (
    _Column(mark("Functions"), lambda line: numbers.number(line.functions)),
    _Column(mark("Not costed"), lambda line: numbers.number(line.not_costed) if line.not_costed else ""),
    _Column(mark("Headcount"), lambda line: numbers.number(line.fte, 1) if _money(line, line.fte) else ""),
    _Column(mark("In-house today"), lambda line: _money(line, line.in_house)),
    _Column(mark("Provider’s charge"), lambda line: _money(line, line.charge)),
    _Column(mark("Cost after"), lambda line: _money(line, line.after)),
    _Column(mark("Change"), _change),
    _Column(mark("One-off"), lambda line: _money(line, line.one_off)),
    _Column(mark("NPV"), lambda line: _money(line, line.npv)),
)


_LOOKED_AT: Final = 20
"""Lines that are measured for the width of a column; each costs half a millisecond."""
_CLASSES: Final = {"BPO", "KPO", "Hybrid", "Retain", "Automate"}


def total_of(lines: tuple[SummaryLine, ...]) -> SummaryLine:
    """Return the sum of all groups."""
    names = ("functions", "not_costed", "fte", "in_house", "charge", "one_off", "npv", "after")
    sums = {name: sum(getattr(line, name) for line in lines) for name in names}
    return SummaryLine(_("Whole plan"), **sums)


class SummaryTable(QAbstractTableModel):
    """Groups as lines, the whole plan below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[SummaryLine] = []
        self._theme, self._by = theme, ""

    def show(self, lines: tuple[SummaryLine, ...], by: str, theme: Theme) -> None:
        """Take other groups."""
        self.beginResetModel()
        self.lines = [*lines, total_of(lines)] if lines else []
        self._by, self._theme = by, theme
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns."""
        return 0 if parent.isValid() else 1 + len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _(_COLUMNS[section - 1].heading) if section else self._by

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell."""
        line = self.lines[index.row()]
        is_total = index.row() == len(self.lines) - 1
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[index.column() - 1].text(line) if index.column() else self._name(line)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and is_total:
            return parts.bold(QFont())
        if role == Qt.ItemDataRole.BackgroundRole and is_total:
            return QColor(self._theme.window)
        if role == Qt.ItemDataRole.ForegroundRole and not index.column():
            return QColor(self._theme.of_label(line.group)) if line.group in _CLASSES else None
        return None

    @staticmethod
    def _name(line: SummaryLine) -> str:
        return in_plain_words(line.group) if line.group in PRICINGS else line.group or _("(blank)")

    def as_text(self) -> str:
        """Return everything with tabs between columns, for the clipboard."""
        headings = [str(self.headerData(at, Qt.Orientation.Horizontal)) for at in range(self.columnCount())]
        body = [
            [str(self.data(self.index(row, at))) for at in range(self.columnCount())] for row in range(len(self.lines))
        ]
        return "\n".join("\t".join(cells) for cells in (headings, *body))


class SummaryPanel(Panel):
    """See the module; ``group_chosen(grouping, group)`` on a double click."""

    group_chosen = Signal(str, str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, parent)
        self.table = SummaryTable(theme, self)
        self.view = report_view(self.table, self)
        self.view.horizontalHeader().setStretchLastSection(False)
        self.view.horizontalHeader().setResizeContentsPrecision(_LOOKED_AT)
        self.by, self.copy = QComboBox(self), parts.link("", self)
        self.by.setMinimumContentsLength(14)
        self.by_text = parts.label("", "muted", self)
        self.held = parts.label("", "muted", self, wrap=True)
        for key, _heading in GROUPINGS:
            self.by.addItem("", key)
        top = QHBoxLayout()
        top.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        top.setSpacing(2 * SPACE)
        top.addWidget(self.by_text)
        top.addWidget(self.by)
        top.addStretch(1)
        top.addWidget(self.copy)
        box = parts.column(self, 0, 0)
        box.addLayout(top)
        box.addWidget(self.view, 1)
        self.held.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        box.addWidget(self.held)
        self.by.currentIndexChanged.connect(self.show_plan)
        self.copy.clicked.connect(self._copy)
        self.view.doubleClicked.connect(self._choose)

    def show_plan(self) -> None:
        """Show the sums by the group chosen."""
        self.by_text.setText(_("Sums by"))
        self.copy.setText(_("Copy table"))
        self.copy.setVisible(bool(len(self.document.plan)))
        self.view.say_when_empty(_("No functions yet; their sums will stand here."))
        self.by.blockSignals(True)
        for at, (_key, heading) in enumerate(GROUPINGS):
            self.by.setItemText(at, _(heading))
        self.by.blockSignals(False)
        self.table.show(results.lines(self.document, self.by.currentData()), self.by.currentText(), self.theme)
        self._fit()
        self.held.setText(results.concentration_text(self.document))
        self.held.setVisible(bool(self.held.text()))

    def _fit(self) -> None:
        """Make columns as wide as the first lines and the whole plan at the end, where the largest figures are."""
        self.view.resizeColumnsToContents()
        for column in range(self.table.columnCount()):
            last = self.view.sizeHintForIndex(self.table.index(len(self.table.lines) - 1, column)).width()
            self.view.setColumnWidth(column, max(self.view.columnWidth(column), last + 1, 0 if column else 180))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.table.as_text())

    def _choose(self, index: QModelIndex) -> None:
        if index.row() < len(self.table.lines) - 1:
            self.group_chosen.emit(self.by.currentData(), self.table.lines[index.row()].group)
