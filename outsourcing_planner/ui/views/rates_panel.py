"""The rate library: what providers ask, by place and kind of work, each with its source; searchable."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from outsourcing_planner.engine.own_rates import OwnRate
from outsourcing_planner.engine.rate_rules import Rate, hours_in
from outsourcing_planner.engine.rates import unit_name
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.own_rates import edit_of_rates, rates_of
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.own_rates import OwnRatesDialog
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.flow import Flow
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.kit.words import mark
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.report_view import report_view

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Price:
    """A rate of the library in its unit: the prices per hour or day of the source, times the hours of the plan."""

    rate: Rate
    factor: float

    @property
    def likely(self) -> float:
        """Return the price to use."""
        return self.rate.likely * self.factor


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    text: Callable[[Price], str]
    right: bool = False


def _figure(value: object) -> str:
    known = numbers.as_number(value)
    return "" if known is None else numbers.number(known, 0 if abs(known) >= 100 else 2)


_COLUMNS: Final = (
    _Column(mark("Place"), lambda one: _(one.rate.place)),
    _Column(mark("Kind of work"), lambda one: one.rate.key.replace("_", " ")),
    _Column(mark("Per"), lambda one: unit_name(one.rate.unit)),
    _Column(mark("Low"), lambda one: _figure(one.rate.low * one.factor), right=True),
    _Column(mark("Likely"), lambda one: _figure(one.likely), right=True),
    _Column(mark("High"), lambda one: _figure(one.rate.high * one.factor), right=True),
    _Column(mark("Year"), lambda one: str(one.rate.year or "")),
    _Column(mark("Grade"), lambda one: one.rate.grade),
    _Column(mark("Source"), lambda one: one.rate.source_title),
)


class RateTable(QAbstractTableModel):
    """The resolved rates that hold every word searched for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rates: list[Price] = []

    def show(self, rates: list[Price], typed: str, place: str) -> None:
        """Take rates, those that fit a search and a place."""
        words = typed.casefold().split()
        self.beginResetModel()
        self.rates = [
            one
            for one in rates
            if (not place or one.rate.place == place) and all(word in _searched(one) for word in words)
        ]  # fmt: skip
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of rates."""
        return 0 if parent.isValid() else len(self.rates)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and _COLUMNS[section].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return _(_COLUMNS[section].heading) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell."""
        rate, column = self.rates[index.row()], _COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(rate)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def _searched(one: Price) -> str:
    return " ".join(column.text(one) for column in _COLUMNS).casefold()


class RatesPanel(Panel):
    """See the module; ``rate_chosen(price)`` to put a rate into the selected rows, ``edit_requested(edit)``."""

    rate_chosen = Signal(object)
    edit_requested = Signal(object)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, parent)
        self.table = RateTable(self)
        self.view = report_view(self.table, self)
        self.search, self.place = QLineEdit(self), QComboBox(self)
        self.use, self.note = parts.button("", "", self), parts.elided("muted", self)
        self.own = parts.button("", "", self)
        self.own.clicked.connect(self._ask_own)
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(60 * SPACE)
        self.place.setMinimumContentsLength(14)
        self._lay_out()
        self._fill_places()
        self.search.textChanged.connect(self._search)
        self.place.currentIndexChanged.connect(self._search)
        self.use.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        self._widths = False

    def show_plan(self) -> None:
        """Show the rates that fit the search."""
        self.search.setPlaceholderText(_("Find a place, a kind of work or a source…"))
        self.search.setAccessibleName(_("Find a place, a kind of work or a source…"))
        self.place.setItemText(0, _("Every place"))
        self.use.setText(_("Use in the selected rows"))
        self.own.setText(_("Own rates ({n})…").format(n=len(rates_of(self.document.sections))))
        self.note.setText(_("Prices in USD of the source’s year."))
        self.view.say_when_empty(_("No rate fits the search."))
        self._search()

    def set_own(self, rates: Iterable[OwnRate]) -> None:
        """Put own rates into the plan, as one step of undo."""
        edit = edit_of_rates(rates)
        if edit.value != self.document.sections.get(edit.name):
            self.edit_requested.emit(edit)

    def _ask_own(self) -> None:
        document = self.document
        dialog = OwnRatesDialog(rates_of(document.sections), document.shipped, document.assumptions, self)
        if dialog.answered():
            self.set_own(dialog.rates)

    def _search(self) -> None:
        self.table.show(self._prices(), self.search.text(), self.place.currentData() or "")
        if not self._widths and self.table.rates:
            self.view.resizeColumnsToContents()
            self._widths = True
        if self.table.rates:
            self.view.selectRow(0)
        self.use.setEnabled(bool(self.table.rates))
        self.use.setToolTip("" if self.table.rates else _("No rate fits the search."))

    def _prices(self) -> list[Price]:
        assumptions = self.document.assumptions
        hours = assumptions.number("paid_hours"), assumptions.number("hours_per_day")
        found = []
        for rate in self.document.libraries.rates.resolved:
            wanted, given = hours_in(rate.unit, *hours), hours_in(rate.basis, *hours)
            if rate.unit == rate.basis:
                found.append(Price(rate, 1.0))
            elif wanted and given:
                found.append(Price(rate, wanted / given))
        return found

    def _choose(self, *_unused: object) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.rate_chosen.emit(self.table.rates[index.row()])

    def _fill_places(self) -> None:
        self.place.addItem("", "")
        for place in sorted({rate.place for rate in self.document.libraries.rates.resolved}):
            self.place.addItem(_(place), place)

    def _lay_out(self) -> None:
        top = Flow()
        top.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        top.setSpacing(3 * SPACE)
        for widget in (self.search, self.place):
            top.addWidget(widget)
        top.addWidget(self.note, 1)
        top.addWidget(self.own)
        top.addWidget(self.use)
        box = parts.column(self, 0, 0)
        box.addLayout(top)
        box.addWidget(self.view, 1)
