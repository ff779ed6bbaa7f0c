"""Further limits of the choice and the order of the waves: by function, by country and provider, by year."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QWidget,
)

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.portfolio.limits import Limits
from outsourcing_planner.engine.portfolio.waves import WaveRules
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.theme import SPACE
from outsourcing_planner.ui.views.figure_edit import FigureEdit

_FUNCTION, _MUST, _GROUP, _AFTER = range(4)
_Index = QModelIndex | QPersistentModelIndex


class _Choices(QStyledItemDelegate):
    """A cell with choices."""

    def __init__(self, choices: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index) -> QWidget:
        """Return a box with the choices."""
        box = QComboBox(parent)
        box.addItems(self._choices)
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show the choice of the cell."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findText(str(index.data() or "")), 0))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Keep the choice."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())


class LimitsDialog(Frame):
    """See the module. ``limits`` and ``rules`` are read after it was answered."""

    def __init__(
        self, names: Mapping[RowId, str], limits: Limits, rules: WaveRules, places: tuple[str, ...],
        vendors: tuple[str, ...], years: int, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(_("Further limits"), _("Set limits"), parent)
        self._names, self._limits, self._rules = dict(names), limits, rules
        self.go, self.stay = _("must go"), _("must stay")
        self.functions = self._table((_("Function"), _("Must"), _("Goes together (a letter)"), _("Leaves after")))
        self.functions.setItemDelegateForColumn(_MUST, _Choices(("", self.go, self.stay), self))
        self.functions.setItemDelegateForColumn(_AFTER, _Choices(("", *names.values()), self))
        self.countries = self._shares(_("Country"), places, limits.countries)
        self.vendors = self._shares(_("Provider"), vendors, limits.vendors)
        self.years = [FigureEdit(self) for _unused in range(years)]
        self.per_vendor, self.most = FigureEdit(self, share=True), FigureEdit(self, share=True)
        self.risk = FigureEdit(self)
        self.reason = parts.label("", "error", self, wrap=True)
        self.reason.hide()
        self._fill()
        self._lay_out()

    def accept(self) -> None:
        """Close only where every figure makes sense."""
        fields = (*self.years, self.per_vendor, self.most, self.risk)
        tables = [self._read_shares(table) for table in (self.countries, self.vendors)]
        if not all(field.is_sound for field in fields) or None in tables:
            self.reason.setText(_("A limit is not a figure: leave it blank for none, or type one from 0 up."))
            self.reason.show()
            return
        super().accept()

    @property
    def limits(self) -> Limits:
        """Return the limits as they are typed."""
        must = {row: self._text(line, _MUST) for line, row in enumerate(self._names)}
        groups: dict[str, set[RowId]] = {}
        for line, row in enumerate(self._names):
            letter = self._text(line, _GROUP).casefold()
            if letter:
                groups.setdefault(letter, set()).add(row)
        money = {year: field.value for year, field in enumerate(self.years, start=1) if field.value is not None}
        risk = self.risk.value
        return replace(
            self._limits, one_off=money, countries=self._read_shares(self.countries) or {},
            vendors=self._read_shares(self.vendors) or {}, per_vendor=self.per_vendor.value,
            retained_at_most=self.most.value, risk_aversion=1.0 if risk is None else risk,
            must_go=frozenset(row for row, said in must.items() if said == self.go),
            must_stay=frozenset(row for row, said in must.items() if said == self.stay),
            together=tuple(frozenset(rows) for _letter, rows in sorted(groups.items()) if len(rows) > 1),
        )  # fmt: skip

    @property
    def rules(self) -> WaveRules:
        """Return the rules of the waves with the order typed."""
        by_name = {name: row for row, name in self._names.items()}
        after = {}
        for line, row in enumerate(self._names):
            before, known = by_name.get(self._text(line, _AFTER)), self._rules.after.get(row, frozenset())
            if before is not None and before != row:
                after[row] = known if before in known else frozenset({before})  # there may be more than one is shown
        return replace(self._rules, after=after)

    def _text(self, line: int, column: int) -> str:
        item = self.functions.item(line, column)
        return item.text().strip() if item else ""

    def _table(self, headings: tuple[str, ...]) -> QTableWidget:
        made = QTableWidget(0, len(headings), self)
        made.setObjectName("framed")
        made.setHorizontalHeaderLabels(list(headings))
        made.verticalHeader().hide()
        made.horizontalHeader().setStretchLastSection(True)
        made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        made.horizontalHeader().setHighlightSections(False)
        made.verticalHeader().setDefaultSectionSize(made.fontMetrics().height() + 3 * SPACE)
        made.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        return made

    def _shares(self, heading: str, names: tuple[str, ...], shares: Mapping[str, float]) -> QTableWidget:
        made = self._table((heading, _("At most")))
        every = tuple(dict.fromkeys((*shares, *names)))
        made.setRowCount(len(every))
        for line, name in enumerate(every):
            self._put(made, line, 0, name, fixed=True)
            self._put(made, line, 1, numbers.share(shares[name], 0) if name in shares else "")
        made.setColumnWidth(0, 55 * SPACE)
        return made

    @staticmethod
    def _put(table: QTableWidget, line: int, column: int, text: str, *, fixed: bool = False) -> None:
        item = QTableWidgetItem(text)
        if fixed:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        table.setItem(line, column, item)

    def _read_shares(self, table: QTableWidget) -> dict[str, float] | None:
        """Return the shares typed, None where one is no figure."""
        found, reader = {}, FigureEdit(self, share=True)
        reader.hide()
        for line in range(table.rowCount()):
            name, typed = table.item(line, 0), table.item(line, 1)
            reader.setText(typed.text() if typed else "")
            if not reader.is_sound:
                return None
            if name is not None and reader.value is not None:
                found[name.text()] = reader.value
        reader.deleteLater()
        return found

    def _fill(self) -> None:
        self.functions.setRowCount(len(self._names))
        letters = {row: chr(ord("A") + at % 26) for at, group in enumerate(self._limits.together) for row in group}
        for line, (row, name) in enumerate(self._names.items()):
            must = self.go if row in self._limits.must_go else self.stay if row in self._limits.must_stay else ""
            before = sorted(self._rules.after.get(row, ()))
            self._put(self.functions, line, _FUNCTION, name, fixed=True)
            self._put(self.functions, line, _MUST, must)
            self._put(self.functions, line, _GROUP, letters.get(row, ""))
            self._put(self.functions, line, _AFTER, self._names.get(before[0], "") if before else "")
        for column, width in enumerate((58, 26, 46)):
            needed = self.functions.horizontalHeader().sectionSizeHint(column)
            self.functions.setColumnWidth(column, max(width * SPACE, needed))
        for year, field in enumerate(self.years, start=1):
            money = self._limits.one_off.get(year)
            field.setText("" if money is None else numbers.number(money))
        for share, field in ((self._limits.per_vendor, self.per_vendor), (self._limits.retained_at_most, self.most)):
            field.setText("" if share is None else numbers.share(share, 0))
        self.risk.setText(numbers.number(self._limits.risk_aversion, 1))
        for field in (*self.years, self.per_vendor, self.most):
            field.setPlaceholderText(_("no limit"))

    def _lay_out(self) -> None:
        tabs = QTabWidget(self)
        tabs.addTab(self.functions, _("Functions"))
        shares = QWidget(self)
        beside = QHBoxLayout(shares)
        beside.addWidget(self.countries)
        beside.addWidget(self.vendors)
        tabs.addTab(shares, _("Countries and providers"))
        page = QWidget(self)
        form = QFormLayout(page)
        form.setHorizontalSpacing(4 * SPACE)
        form.setVerticalSpacing(2 * SPACE)
        for year, field in enumerate(self.years, start=1):
            form.addRow(_("One-off in year {year}").format(year=year), field)
        form.addRow(_("Share of each provider"), self.per_vendor)
        form.addRow(_("Share retained, at most"), self.most)
        form.addRow(_("Weight of the charge for risk"), self.risk)
        tabs.addTab(page, _("Money and risk"))
        self.body.addWidget(tabs, 1)
        self.body.addWidget(self.reason)
        self.resize(190 * SPACE, 120 * SPACE)
