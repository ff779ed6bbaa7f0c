"""Own rates and quotes of providers: a list that is added to, changed and shortened, then put into the plan at once."""

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.own_rates import OwnRate
from outsourcing_planner.engine.rates import unit_name
from outsourcing_planner.session.own_rates import KINDS, UNITS, why_not
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.theme import SPACE
from outsourcing_planner.ui.views.figure_edit import FigureEdit
from outsourcing_planner.ui.views.text_table import TextTable


class OwnRatesDialog(Frame):
    """See the module; ``rates`` is the list as it stands."""

    def __init__(
        self, rates: tuple[OwnRate, ...], libraries: Libraries, assumptions: Assumptions, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Own rates and quotes"), _("Apply"), parent)
        self.rates = list(rates)
        self._libraries, self._assumptions = libraries, assumptions
        self.table = TextTable(self)
        self.table.view.setObjectName("framed")
        self.table.view.setAccessibleName(_("Own rates and quotes"))
        self.table.view.say_when_empty(_("No own rates yet. Add one, or the quote of a provider."))
        self.add, self.change, self.remove = (
            parts.button(text, "", self) for text in (_("Add rate…"), _("Change…"), _("Remove"))
        )
        note = _("They stand before the prices of the library for their place, kind of work and unit.")
        self.body.addWidget(parts.label(note, "muted", self, wrap=True))
        self.body.addWidget(self.table.view, 1)
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE)
        for button in (self.add, self.change, self.remove):
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.add.clicked.connect(lambda: self._ask(None))
        self.change.clicked.connect(lambda: self._ask(self.table.current))
        self.remove.clicked.connect(self.take_out)
        self.table.view.doubleClicked.connect(lambda _index: self._ask(self.table.current))
        self.table.view.selectionModel().selectionChanged.connect(self._enable)
        self.resize(860, 420)
        self._fill()

    def put(self, rate: OwnRate, at: int | None = None) -> None:
        """Put a rate at the end, or in the place of another."""
        if at is None:
            self.rates.append(rate)
        else:
            self.rates[at] = rate
        self._fill()

    def take_out(self) -> None:
        """Take the selected rate out."""
        if 0 <= self.table.current < len(self.rates):
            del self.rates[self.table.current]
            self._fill()

    def _ask(self, at: int | None) -> None:
        if at is not None and not 0 <= at < len(self.rates):
            return
        dialog = RateDialog(None if at is None else self.rates[at], self._libraries, self._assumptions, self)
        if dialog.answered():
            self.put(dialog.rate(), at)

    def _fill(self) -> None:
        headings = (
            _("Place"), _("Kind of work"), _("Per"), _("Low"), _("Likely"), _("High"), _("Currency"), _("Provider"),
            _("Year"), _("Source"),
        )  # fmt: skip
        self.table.fill(headings, [_line(rate) for rate in self.rates], range(3, 6))
        self._enable()

    def _enable(self, *_unused: object) -> None:
        chosen = 0 <= self.table.current < len(self.rates)
        for button in (self.change, self.remove):
            button.setEnabled(chosen)
            button.setToolTip("" if chosen else _("Select a rate in the list first."))


class RateDialog(Frame):
    """Asks for one rate; what makes no sense is refused with its reason."""

    def __init__(
        self, rate: OwnRate | None, libraries: Libraries, assumptions: Assumptions, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Own rate or quote"), _("Keep rate"), parent)
        self._libraries, self._assumptions = libraries, assumptions
        self.place, self.kind, self.unit = (QComboBox(self) for _unused in range(3))
        self.low, self.likely, self.high, self.year = (FigureEdit(self) for _unused in range(4))
        self.currency, self.vendor, self.source = (QLineEdit(self) for _unused in range(3))
        self.reason = parts.label("", "error", self, wrap=True)
        for place in libraries.rates.countries():
            self.place.addItem(_(place), place)
        for kind in KINDS:
            self.kind.addItem(kind, kind)
        for unit in UNITS:
            self.unit.addItem(unit_name(unit), unit)
        form = QFormLayout()
        form.setHorizontalSpacing(4 * SPACE)
        form.setVerticalSpacing(2 * SPACE)
        for text, widget in (
            (_("&Place"), self.place), (_("&Kind of work"), self.kind), (_("P&er"), self.unit),
            (_("&Likely price"), self.likely), (_("Low, where known"), self.low), (_("High, where known"), self.high),
            (_("&Currency"), self.currency), (_("P&rovider"), self.vendor), (_("&Year"), self.year),
            (_("&Source"), self.source),
        ):  # fmt: skip
            form.addRow(text, widget)
        self.currency.setFixedWidth(26 * SPACE)
        self.body.addLayout(form)
        self.body.addWidget(self.reason)
        self.reason.hide()
        self._show(rate)
        self.setMinimumWidth(460)

    def accept(self) -> None:
        """Close only where the rate is sound; else say what is not."""
        reason = self.why_not()
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        if not reason:
            super().accept()

    def why_not(self) -> str:
        """Return what is wrong with what was typed, empty where nothing is."""
        if not all(field.is_sound for field in (self.low, self.likely, self.high, self.year)):
            return _("A price or the year is not a number.")
        return why_not(self.rate(), self._libraries, self._assumptions)

    def rate(self) -> OwnRate:
        """Return the rate as typed."""
        year = self.year.value
        return OwnRate(
            self.place.currentData(), self.kind.currentData(), self.unit.currentData(), self.likely.value or 0.0,
            self.currency.text().strip().upper(), self.low.value, self.high.value,
            None if year is None else int(year), self.source.text().strip(), self.vendor.text().strip(),
        )  # fmt: skip

    def _show(self, rate: OwnRate | None) -> None:
        self.currency.setText(rate.currency if rate else self._assumptions.text("plan_currency"))
        if rate is None:
            return
        for box, value in ((self.place, rate.place), (self.kind, rate.kind), (self.unit, rate.unit)):
            box.setCurrentIndex(max(box.findData(value), 0))
        for field, figure in ((self.low, rate.low), (self.likely, rate.likely), (self.high, rate.high)):
            field.setText("" if figure is None else numbers.number(figure, 2))
        self.year.setText("" if rate.year is None else str(rate.year))
        self.vendor.setText(rate.vendor)
        self.source.setText(rate.source)


def _line(rate: OwnRate) -> tuple[str, ...]:
    low, high = ("" if side is None else numbers.number(side, 2) for side in (rate.low, rate.high))
    return (
        _(rate.place), rate.kind, unit_name(rate.unit), low, numbers.number(rate.likely, 2), high,
        rate.currency, rate.vendor, str(rate.year or ""), rate.source,
    )  # fmt: skip
