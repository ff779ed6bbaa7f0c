"""One function side by side: every way to do the work, and quotes of providers brought to one unit and to the total."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.side_by_side import VendorQuote, Way, providers, ways_of
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import Edit
from outsourcing_planner.session.quotes import QUOTED, edit_of_quotes, edit_of_use, quotes_of, why_not
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.theme import SPACE
from outsourcing_planner.ui.views.figure_edit import FigureEdit
from outsourcing_planner.ui.views.text_table import TextTable

_UNITS = ("seat", "fte", "hour", "record")


class CompareDialog(Frame):
    """See the module; changes are steps of undo, carried out by ``carry_out``."""

    def __init__(
        self, document: Document, row: RowId, carry_out: Callable[[Edit], None], parent: QWidget | None = None
    ) -> None:
        self._document, self._row, self._carry_out = document, row, carry_out
        self._function = str(document.plan.cell(row, "function") or "")
        super().__init__(_("Side by side: {function}").format(function=self._function), "", parent)
        self.ways, self.quoted = TextTable(self), TextTable(self)
        self.shown: tuple[Way, ...] = ()
        self.meeting = parts.label("", "muted", self, wrap=True)
        self.vendor, self.currency = QLineEdit(self), QLineEdit(self)
        self.price, self.year, self.pricing = FigureEdit(self), FigureEdit(self), QComboBox(self)
        self.add, self.remove, self.use = (
            parts.button(text, "", self) for text in (_("Add quote"), _("Remove"), _("Use this quote"))
        )
        self.reason, self.gaps = parts.label("", "error", self, wrap=True), parts.label("", "muted", self, wrap=True)
        self.reason.hide()
        self.quoted.view.say_when_empty(_("No quotes yet. Type a provider and a price above, then add the quote."))
        self._lay_out()
        self.add.setDefault(True)  # Return in a field adds the quote; it must not close the dialog over it
        self.add.clicked.connect(self.add_quote)
        self.remove.clicked.connect(self.remove_quote)
        self.use.clicked.connect(self.use_quote)
        self.quoted.view.selectionModel().selectionChanged.connect(self._enable)
        self.resize(1040, 640)
        self.vendor.setFocus()
        self.show_all()

    @property
    def quotes(self) -> tuple[VendorQuote, ...]:
        """Return the quotes that the plan keeps for the function."""
        return quotes_of(self._document.sections, self._function)

    def show_all(self) -> None:
        """Cost every way and every quote anew."""
        asked = (self._document.plan, self._document.assumptions, self._document.libraries, self._row)
        ways = ways_of(*asked)
        worth = [float("-inf") if way.npv is None else way.npv for way in ways]
        best = worth.index(max(worth))
        self.ways.fill(self._headings(_("Way")), [_line(way) for way in ways], range(1, 10), bold=(best,))
        self.meeting.setText(self._meeting())
        quotes = self.quotes
        self.shown = providers(*asked, quotes) if quotes else ()
        lines = [_line(way, _asked(quotes[int(way.key)])) for way in self.shown]
        self.quoted.fill(self._headings(_("Provider and price")), lines, range(1, 10), bold=(0,) if lines else ())
        gaps = [_("{name}: not costed; missing {gap}.").format(name=way.name, gap=way.missing)
                for way in (*ways, *self.shown) if way.missing]  # fmt: skip
        self.gaps.setText("\n".join(gaps))
        self.gaps.setVisible(bool(gaps))
        self._enable()

    def add_quote(self) -> None:
        """Keep the quote typed, or say what is wrong with it."""
        year = self.year.value
        more = () if year is None else (("quote_year", float(int(year))),)
        quote = VendorQuote(
            self.vendor.text().strip(), self.pricing.currentData(), self.price.value or 0.0,
            self.currency.text().strip().upper(), more,
        )  # fmt: skip
        reason = why_not(quote)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        if not reason:
            self._keep([*self.quotes, quote])
            self.vendor.clear()
            self.price.clear()

    def remove_quote(self) -> None:
        """Take the selected quote out."""
        chosen = self._chosen()
        if chosen is not None:
            self._keep([quote for at, quote in enumerate(self.quotes) if at != chosen])

    def use_quote(self) -> None:
        """Write the selected quote into the row."""
        chosen = self._chosen()
        if chosen is not None:
            self._carry_out(edit_of_use(self._row, self.quotes[chosen]))
            self.show_all()

    def _keep(self, quotes: Sequence[VendorQuote]) -> None:
        self._carry_out(edit_of_quotes(self._document.sections, self._function, quotes))
        self.show_all()

    def _chosen(self) -> int | None:
        at = self.quoted.current
        return int(self.shown[at].key) if 0 <= at < len(self.shown) else None

    def _enable(self, *_unused: object) -> None:
        chosen = self._chosen() is not None
        for button in (self.remove, self.use):
            button.setEnabled(chosen)
            button.setToolTip("" if chosen else _("Select a quote in the list first."))

    def _headings(self, first: str) -> tuple[str, ...]:
        return (
            first, _("A year"), _("One-off"), _("NPV"), _("Over the term"), _("Payback, months"), _("Seat month"),
            _("FTE month"), _("Hour"), _("Unit"),
        )  # fmt: skip

    def _meeting(self) -> str:
        """Return where per seat and per project cost the same, and the volume at which nothing is left."""
        keys = ("break_even_projects", "break_even_volume", "break_even_volume_npv")
        shown = [key for key in keys if self._document.evaluation.value(self._row, key) is not None]
        return "\n".join(self._document.why(self._row, key) for key in shown)

    def _lay_out(self) -> None:
        for pricing in QUOTED:
            self.pricing.addItem(_(pricing.replace("_", " ")), pricing)
        self.currency.setFixedWidth(16 * SPACE)
        self.currency.setPlaceholderText(self._document.assumptions.text("plan_currency"))
        self.vendor.setPlaceholderText(_("Provider"))
        self.price.setPlaceholderText(_("Price"))
        self.year.setPlaceholderText(_("Year"))
        names: tuple[tuple[QWidget, str], ...] = (
            (self.vendor, _("Provider")), (self.price, _("Price")), (self.currency, _("Currency")),
            (self.pricing, _("Per")), (self.year, _("Year")), (self.ways.view, _("Ways side by side")),
            (self.quoted.view, _("Quotes of providers")),
        )  # fmt: skip
        for named, name in names:
            named.setAccessibleName(name)
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE)
        for widget in (self.vendor, self.price, self.currency, self.pricing, self.year, self.add):
            line.addWidget(widget, 1 if widget is self.vendor else 0)
        note = _("In {currency}, the best NPV in bold. The last columns are the yearly charge by seat month, "
                 "FTE month, hour and unit, so that prices in different units can be compared.")  # fmt: skip
        currency = self._document.assumptions.text("plan_currency")
        self.body.addWidget(parts.label(note.format(currency=currency), "muted", self, wrap=True))
        self.body.addWidget(self.ways.view, 3)
        self.body.addWidget(self.meeting)
        self.body.addWidget(parts.heading(_("Quotes of providers"), self))
        self.body.addLayout(line)
        self.body.addWidget(self.reason)
        self.body.addWidget(self.quoted.view, 2)
        self.body.addWidget(self.gaps)
        self.buttons.insertWidget(0, self.remove)
        self.buttons.insertWidget(0, self.use)
        for table in (self.ways, self.quoted):
            table.view.setObjectName("framed")


def _line(way: Way, asked: str = "") -> tuple[str, ...]:
    def money(amount: float | None) -> str:
        return _("not costed") if amount is None else numbers.money(amount)

    months = "" if way.payback_months is None else numbers.number(way.payback_months, 1)
    prices = ("" if unit not in way.prices else numbers.number(way.prices[unit], 2) for unit in _UNITS)
    name = f"{way.name}: {asked}" if asked else way.name
    return (name, money(way.charge), money(way.one_off), money(way.npv), money(way.tco), months, *prices)


def _asked(quote: VendorQuote) -> str:
    amount = f"{numbers.number(quote.rate, 2)} {quote.currency}".strip()
    return _("{amount} per {unit}").format(amount=amount, unit=quote.pricing.replace("_", " "))
