"""Concentration: how much hangs on one country, provider or pricing, sensitive work abroad, and a lost site."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QWidget

from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.portfolio.changes import Watch
from outsourcing_planner.engine.portfolio.concentration import (
    Concentration,
    Exposure,
    concentrations,
    sensitive_exposure,
)
from outsourcing_planner.engine.portfolio.what_if import WhatIf, site_lost, sites_lost
from outsourcing_planner.io.portfolio_settings import load_portfolio_settings
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.kit.words import mark
from outsourcing_planner.ui.views.chart_view import ChartView
from outsourcing_planner.ui.views.figure_edit import FigureEdit
from outsourcing_planner.ui.views.portfolio_charts import concentration_chart
from outsourcing_planner.ui.views.portfolio_page import Frozen, Page, line_of
from outsourcing_planner.ui.views.text_table import TextTable

GROUPINGS: Final = (
    ("country", mark("By country")), ("vendor", mark("By provider")), ("pricing", mark("By pricing")),
    ("distance", mark("By distance")),
)  # fmt: skip
_TABLE, _CHART = 620, 480
_NAMED: Final = 6


@dataclass(frozen=True)
class Found:
    """What the page shows: shares by grouping, sensitive work by place, what each lost site costs."""

    shares: dict[str, Concentration]
    sensitive: dict[str, Exposure]
    lost: tuple[WhatIf, ...]


class ConcentrationPage(Page):
    """See the module."""

    def __init__(self, document: Document, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, ports, parent)
        self.found: Found | None = None
        self.worked_out: Evaluation | None = None
        self.loss: WhatIf | None = None
        self.by, self.country = QComboBox(self), QComboBox(self)
        for key, _title in GROUPINGS:
            self.by.addItem("", key)
        self.by.setMinimumContentsLength(14)
        self.country.setMinimumContentsLength(18)
        self.month, self.months, self.cost = (FigureEdit(self) for _unused in range(3))
        for field in (self.months, self.cost):
            field.setFixedWidth(field.width() // 2)
        rules = load_portfolio_settings().uncertainty
        self.months.setText(str(rules.event_months))
        self.cost.setText(numbers.number(rules.event_cost, 1))
        self.labels = [parts.label("", "", self) for _unused in range(4)]
        self.lose = parts.button("", "", self)
        self.said = parts.label("", "", self, wrap=True)
        self.table, self.chart = TextTable(self), ChartView(ports, theme, self)
        self._lay_out()
        self.by.currentIndexChanged.connect(self._fill)
        self.lose.clicked.connect(self.lose_site)
        self.chart.told.connect(self.told)

    def choose(self, by: str) -> None:
        """Show one grouping."""
        self.by.setCurrentIndex(self.by.findData(by))

    def show_plan(self) -> None:
        """Work the shares of the plan as it is now out."""
        self.by.blockSignals(True)
        for at, (_key, title) in enumerate(GROUPINGS):
            self.by.setItemText(at, _(title))
        self.by.blockSignals(False)
        texts = (_("If sites are lost in"), _("from month"), _("for months"), _("at times the cost avoided"))
        for label, text in zip(self.labels, texts, strict=True):
            label.setText(text)
        self.month.setPlaceholderText(_("all left"))
        self.lose.setText(_("What does it cost?"))
        self.run(_worked_out, self._show, _("Adding shares up…"))

    def lose_site(self) -> None:
        """Say what it costs to lose the sites of the country chosen."""
        months, cost, month = self.months.value, self.cost.value, self.month.value
        document, country = self.document, self.country.currentText()
        if not country or not months or months < 1 or cost is None or cost < 0 or not self.month.is_sound:
            self._tell(_("Choose a country, and type months from 1 up and a cost from 0 up."))
            return
        start = int(month) if month else self._first(country)
        self.loss = site_lost(document.evaluation, document.assumptions, country, start, int(months), cost)
        self._say(self.loss)

    def _first(self, country: str) -> int:
        known = [one.from_month for one in (self.found.lost if self.found else ()) if one.country == country]
        return known[0] if known else 1

    def _tell(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _say(self, loss: WhatIf) -> None:
        names = [self.names.get(row, "") for row in loss.functions]
        which = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        text = _("{country} lost from month {month} for {months} months: the NPV falls by {loss}, from {before} to "
                 "{after}. It hits {n} functions: {which}.")  # fmt: skip
        self._tell(text.format(
            country=loss.country, month=loss.from_month, months=loss.months, loss=numbers.money(loss.loss),
            before=numbers.money(loss.npv_before), after=numbers.money(loss.npv_after), n=len(names), which=which,
        ))  # fmt: skip

    def _show(self, found: Found) -> None:
        self.found, self.worked_out = found, self.document.evaluation
        chosen = self.country.currentText()
        self.country.clear()
        self.country.addItems([one.country for one in found.lost])
        self.country.setCurrentIndex(max(self.country.findText(chosen), 0))
        can = bool(found.lost)
        self.lose.setEnabled(can)
        self.lose.setToolTip("" if can else _("Nothing is delivered from another country."))
        if self.loss is not None:
            self.loss = None
            self._tell("")
        self._fill()

    def _fill(self, *_unused: object) -> None:
        if self.found is None:
            return
        by = self.by.currentData()
        shares = self.found.shares.get(by)
        lost = {one.country: one for one in self.found.lost}
        lines = []
        for share in shares.shares if shares else ():
            line = [share.name or _("none named"), numbers.money(share.charge), numbers.share(share.share, 1),
                    numbers.number(share.functions)]  # fmt: skip
            if by == "country":
                sensitive, loss = self.found.sensitive.get(share.name), lost.get(share.name)
                line += [
                    numbers.number(len(sensitive.functions)) if sensitive else "",
                    numbers.share(sensitive.share, 1) if sensitive else "",
                    numbers.money(-loss.loss) if loss else "",
                ]
            lines.append(tuple(line))
        headings = [_("Name"), _("Charge, a year"), _("Share"), _("Functions")]
        if by == "country":
            headings += [_("Sensitive functions"), _("Sensitive share"), _("NPV if lost")]
        self.table.fill(headings, lines, range(1, len(headings)))
        self.note.setText(_hhi(shares) if lines else _("No function leaves the house yet."))
        made = concentration_chart(shares, by) if shares and lines else None
        self.chart.show_chart(made, self.theme, _("No function leaves the house yet."))

    def _lay_out(self) -> None:
        top = line_of(self.by)
        top.addWidget(self.note, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table.view)
        split.addWidget(self.chart)
        split.setSizes([_TABLE, _CHART])
        split.setChildrenCollapsible(False)
        fields = (self.country, self.month, self.months, self.cost)
        pairs = [widget for pair in zip(self.labels, fields, strict=True) for widget in pair]
        foot = line_of(*pairs, self.lose, None)
        self.said.setContentsMargins(3 * SPACE, 0, 3 * SPACE, SPACE)
        self.said.hide()
        box = parts.column(self, 0, 0)
        box.addLayout(top)
        box.addWidget(split, 1)
        box.addWidget(parts.line(self))
        box.addLayout(foot)
        box.addWidget(self.said)


def _hhi(found: Concentration | None) -> str:
    if found is None:
        return ""
    text = _("HHI {hhi}: 1 is all in one, {even} would be evenly spread over {n}.")
    count = len(found.shares)
    return text.format(hhi=numbers.number(found.hhi, 2), even=numbers.number(1 / count, 2), n=count)


def _worked_out(frozen: Frozen, _watch: Watch) -> Found:
    plan, assumptions, libraries, base = frozen
    vendors = {row: cell for row, cell in zip(plan.rows.ids, plan.column("vendor"), strict=True)
               if isinstance(cell, str)}  # fmt: skip
    found = concentrations(base, libraries, assumptions.text("home_country"), vendors)
    rules = load_portfolio_settings().uncertainty
    lost = sites_lost(base, assumptions, rules.event_months, rules.event_cost)
    sensitive = {one.place: one for one in sensitive_exposure(base)}
    return Found({one.by: one for one in found if one.shares}, sensitive, lost)
