"""The best choice of options under limits, solved beside the window; and what a budget buys, or less risk costs."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QWidget

from outsourcing_planner.engine.portfolio.explain_limits import in_words
from outsourcing_planner.engine.portfolio.limit_uses import limit_uses, name_of
from outsourcing_planner.engine.portfolio.limits import Limits
from outsourcing_planner.engine.portfolio.options import Options, cells_of_choice
from outsourcing_planner.engine.portfolio.study import Chosen
from outsourcing_planner.engine.portfolio.waves import WaveRules
from outsourcing_planner.session import portfolio as kept
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.portfolio_limits import LimitsDialog
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.models.formats import in_plain_words
from outsourcing_planner.ui.views.chart_view import ChartView
from outsourcing_planner.ui.views.figure_edit import FigureEdit
from outsourcing_planner.ui.views.portfolio_charts import frontier_chart, risk_frontier_chart
from outsourcing_planner.ui.views.portfolio_page import Page, line_of
from outsourcing_planner.ui.views.portfolio_solving import Curves, Found, Solving
from outsourcing_planner.ui.views.text_table import TextTable

_TABLE, _CHART = 700, 420
BUDGET, RISK = "budget", "risk"


class ChoicePage(Page):
    """See the module."""

    def __init__(self, document: Document, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, ports, parent)
        self.found: Found | None = None
        self.curves: Curves | None = None
        self._shown: Limits | None = None
        self.budget, self.people = FigureEdit(self), FigureEdit(self)
        self.country, self.retained = FigureEdit(self, share=True), FigureEdit(self, share=True)
        self.labels = [parts.label("", "", self) for _unused in range(4)]
        self.more, self.solve, self.frontier, self.apply = (
            parts.button("", look, self) for look in ("", "primary", "", "")
        )
        self.along = QComboBox(self)
        for key in (BUDGET, RISK):
            self.along.addItem("", key)
        self.table, self.chart = TextTable(self), ChartView(ports, theme, self)
        self._lay_out()
        self._fill_limits()
        self.more.clicked.connect(self.ask_more)
        self.solve.clicked.connect(self.find_choice)
        self.frontier.clicked.connect(self.find_frontier)
        self.apply.clicked.connect(self.apply_choice)
        self.along.currentIndexChanged.connect(self._show_curve)
        self.chart.told.connect(self.told)

    def limits(self) -> Limits | None:
        """Return the limits typed over those that the plan keeps; None where a figure makes no sense, which is told."""
        if not all(field.is_sound for field in (self.budget, self.people, self.country, self.retained)):
            self.note.setText(_("A limit is not a figure: leave it blank for none, or type one from 0 up."))
            return None
        limits = kept.limits_of(self.document.sections)
        if self.budget.value != _even(limits):
            years = range(1, int(self.document.assumptions.number("term_years")) + 1)
            money = self.budget.value
            limits = replace(limits, one_off={} if money is None else dict.fromkeys(years, money))
        return replace(
            limits, fte_per_wave=self.people.value, per_country=self.country.value,
            retained_at_least=self.retained.value,
        )  # fmt: skip

    def show_plan(self) -> None:
        """Name everything; a choice of an earlier plan is kept to be looked at, and says so."""
        texts = (_("One-off a year"), _("FTE per wave"), _("Share of a country"), _("Share retained, at least"))
        for label, text in zip(self.labels, texts, strict=True):
            label.setText(text)
        for field in (self.budget, self.people, self.country, self.retained):
            field.setPlaceholderText(_("no limit"))
        self.solve.setText(_("Find the best choice"))
        self.frontier.setText(_("Draw the frontier"))
        self.apply.setText(_("Apply"))
        self.along.blockSignals(True)
        self.along.setItemText(0, _("What a budget buys"))
        self.along.setItemText(1, _("What less risk costs"))
        self.along.blockSignals(False)
        self._fill_limits()
        if self.found is None:
            self.note.setText(_("One option for each function, so that the NPV less a charge for risk is highest."))
        elif not self.is_current:
            self.note.setText(_("The plan has changed since; find the choice again."))
        self._show_curve()
        if self.found is not None and self.found.choice.found:
            self._fill(self.found)
        self._enable()

    @property
    def is_current(self) -> bool:
        """Say whether the choice is one for the plan as it is now."""
        return self.found is not None and self.found.base is self.document.evaluation

    def ask_more(self) -> None:
        """Ask for limits by function, country, provider and year; they are kept with the plan, as one step of undo."""
        typed, rules, document = self.limits(), kept.rules_of(self.document.sections), self.document
        if typed is None:
            return
        places = [str(name) for name in document.evaluation.columns["country_used"] if name]
        cells = [cell for cell in document.plan.column("vendor") if isinstance(cell, str)]
        vendors = [*cells, *(rate.vendor for rate in document.libraries.own if rate.vendor)]
        dialog = LimitsDialog(
            self.names, typed, rules, tuple(dict.fromkeys(places)), tuple(dict.fromkeys(vendors)),
            int(document.assumptions.number("term_years")), self,
        )  # fmt: skip
        if dialog.answered():
            self.keep(dialog.limits, dialog.rules)

    def keep(self, limits: Limits, rules: WaveRules | None = None) -> None:
        """Keep limits, and the order of the waves, with the plan as one step of undo, where they are others."""
        sections = self.document.sections
        if limits != kept.limits_of(sections) or (rules is not None and rules != kept.rules_of(sections)):
            self._shown = limits
            self.edit_requested.emit(kept.edit_of_both(sections, limits, rules or kept.rules_of(sections)))
            self._fill_fields(limits)

    def find_choice(self) -> None:
        """Solve for the limits typed, which the plan keeps from now on."""
        limits = self.limits()
        if limits is not None:
            self.keep(limits)
            self.run(Solving(limits).choice, self._show, _("Finding the best choice…"))

    def find_frontier(self) -> None:
        """Solve for a row of budgets, and for a row of weights of risk."""
        limits = self.limits()
        if limits is not None:
            self.run(Solving(limits).curves, self._take_curves, _("Drawing the frontier…"))

    def apply_choice(self) -> None:
        """Put the choice into the plan, as one step of undo."""
        found = self.found
        if found is not None and found.choice.found:
            changes = cells_of_choice(found.plan, found.base, found.options, found.choice.chosen.tolist())
            self.take(changes, _("Apply the best choice"))

    def _show(self, found: Found) -> None:
        self.found = found
        self._enable()
        if not found.choice.found:
            self._explain(found.chosen)
            return
        choice = found.choice
        proof = _("proven to be the best") if choice.gap < 1e-6 else _("within {gap} of the best").format(
            gap=numbers.share(choice.gap, 2)
        )  # fmt: skip
        text = _("NPV {npv}, one-off {one_off}, {proof}").format(
            npv=numbers.money(choice.npv), one_off=numbers.money(choice.one_off), proof=proof
        )
        full = [name_of(use.kind, use.key, self.names) for use in limit_uses(found.options, found.chosen.limits, choice)
                if use.binds]  # fmt: skip
        used = _("Used up: {names}").format(names=", ".join(full)) if full else ""
        self.note.setText(" · ".join(part for part in (text, used) if part))
        self._fill(found)

    def _explain(self, chosen: Chosen) -> None:
        """Say which limits bind and by how much to relax them; the table lists every way out."""
        why, names = chosen.why_not, self.names
        together = [in_words(one, names) for one in why.together] if why else []
        nothing = why.impossible if why else ()
        together += [_("{name} has no option").format(name=names.get(row, row)) for row in nothing]
        reasons = " · ".join(together) or _("no answer in time")
        self.note.setText(_("No choice keeps these limits: {reasons}.").format(reasons=reasons))
        lines = [(_("all of these together"), text) for text in together]
        if why and why.alone and why.alone != why.together:
            lines += [(_("this one alone"), in_words(one, names)) for one in why.alone]
        self.table.fill((_("Would do"), _("What would have to give")), lines)

    def _fill(self, found: Found) -> None:
        headings = (
            _("Function"), _("As planned"), _("Best choice"), _("NPV as planned"), _("NPV then"), _("One-off"),
            _("Charge for risk"),
        )  # fmt: skip
        lines = [self._line(found, at) for at in range(len(found.plan))]
        same = [at for at, line in enumerate(lines) if line[1] == line[2]]
        self.table.fill(headings, lines, range(3, 7), muted=same, colour=self.theme.muted)

    def _line(self, found: Found, at: int) -> tuple[str, ...]:
        options, option = found.options, int(found.choice.chosen[at])
        npv, one_off = options.figures["npv"], options.figures["one_off"]
        names = [_way(options, at, which) for which in (0, option)]
        amounts = (npv[at, 0], npv[at, option], one_off[at, option], found.chosen.risk[at, option])
        name = self.names.get(found.plan.rows.ids[at], "")
        return (name, *names, *(numbers.money(float(amount)) for amount in amounts))

    def _take_curves(self, curves: Curves) -> None:
        self.curves = curves
        self._show_curve()

    def _show_curve(self, *_unused: object) -> None:
        for part in (self.chart, self.along):
            part.setVisible(self.curves is not None)
        if self.curves is None:
            return
        made = None
        if self.along.currentData() == BUDGET and self.curves.budgets:
            made = frontier_chart(self.curves.budgets)
        elif self.along.currentData() == RISK and self.curves.risks:
            made = risk_frontier_chart(self.curves.risks)
        self.chart.show_chart(made, self.theme, _("No choice keeps these limits."))

    def _enable(self) -> None:
        can = self.is_current and self.found is not None and self.found.choice.found
        self.apply.setEnabled(can)
        self.apply.setToolTip("" if can else _("Find the best choice first."))
        rows = len(self.document.plan)
        for button in (self.solve, self.frontier, self.more):
            button.setEnabled(bool(rows))
            button.setToolTip("" if rows else _("There are no rows yet: add or import some first."))

    def _fill_limits(self) -> None:
        limits = kept.limits_of(self.document.sections)
        count = (
            len(limits.must_go) + len(limits.must_stay) + len(limits.together) + len(limits.countries)
            + len(limits.vendors) + sum(one is not None for one in (limits.per_vendor, limits.retained_at_most))
        )  # fmt: skip
        self.more.setText(_("Further limits ({n})…").format(n=count) if count else _("Further limits…"))
        if limits != self._shown:
            self._shown = limits
            self._fill_fields(limits)

    def _fill_fields(self, limits: Limits) -> None:
        budget = _even(limits)
        self.budget.setText("" if budget is None else numbers.number(budget))
        self.people.setText("" if limits.fte_per_wave is None else numbers.number(limits.fte_per_wave))
        for share, field in ((limits.per_country, self.country), (limits.retained_at_least, self.retained)):
            field.setText("" if share is None else numbers.share(share))

    def _lay_out(self) -> None:
        fields = (self.budget, self.people, self.country, self.retained)
        pairs = [widget for pair in zip(self.labels, fields, strict=True) for widget in pair]
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table.view)
        split.addWidget(self.chart)
        split.setSizes([_TABLE, _CHART])
        split.setChildrenCollapsible(False)
        box = parts.column(self, 0, 0)
        box.addLayout(line_of(*pairs, self.more, None))
        line = line_of(self.solve, self.apply, self.frontier)
        line.addWidget(self.note, 1)
        line.addWidget(self.along)
        box.addLayout(line)
        box.addWidget(split, 1)


def _even(limits: Limits) -> float | None:
    """Return the budget that all years have alike, None where there is none, or each has its own."""
    budgets = set(limits.one_off.values())
    return budgets.pop() if len(budgets) == 1 else None


def _way(options: Options, at: int, option: int) -> str:
    words = (table[at, option] for table in (options.decision, options.country, options.pricing, options.vendor))
    return " · ".join(in_plain_words(str(word)) for word in words if word)
