"""The best choice of options under limits, solved beside the window; and what a one-off budget buys."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.portfolio.changes import Watch
from outsourcing_planner.engine.portfolio.choose import Choice, choose, risk_charges
from outsourcing_planner.engine.portfolio.explain_limits import explain, in_words
from outsourcing_planner.engine.portfolio.frontier import FrontierPoint, by_budget
from outsourcing_planner.engine.portfolio.limits import Limits
from outsourcing_planner.engine.portfolio.option_specs import default_specs
from outsourcing_planner.engine.portfolio.options import Options, cells_of_choice, cost_options
from outsourcing_planner.io.portfolio_settings import load_portfolio_settings
from outsourcing_planner.io.solving import solve_in_child
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.views.chart_view import ChartView
from outsourcing_planner.ui.views.figure_edit import FigureEdit
from outsourcing_planner.ui.views.portfolio_charts import frontier_chart
from outsourcing_planner.ui.views.portfolio_page import Frozen, Page, line_of
from outsourcing_planner.ui.views.text_table import TextTable

_POINTS = 8
_TABLE, _CHART = 700, 380


@dataclass(frozen=True)
class Found:
    """A choice with what it was made of: the plan it holds for, the options, and why there is none."""

    plan: Plan
    base: Evaluation
    options: Options
    choice: Choice
    why_not: tuple[str, ...] = ()


class ChoicePage(Page):
    """See the module."""

    def __init__(self, document: Document, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, ports, parent)
        self.found: Found | None = None
        self.budget, self.people = FigureEdit(self), FigureEdit(self)
        self.country, self.retained = FigureEdit(self, share=True), FigureEdit(self, share=True)
        self.labels = [parts.label("", "", self) for _unused in range(4)]
        self.solve, self.frontier = parts.button("", "primary", self), parts.button("", "", self)
        self.apply = parts.button("", "", self)
        self.table, self.chart = TextTable(self), ChartView(ports, theme, self)
        self._lay_out()
        self.solve.clicked.connect(self.find_choice)
        self.frontier.clicked.connect(self.find_frontier)
        self.apply.clicked.connect(self.apply_choice)
        self.chart.told.connect(self.told)

    def limits(self) -> Limits | None:
        """Return the limits typed; None where a figure makes no sense, which is told."""
        if not all(field.is_sound for field in (self.budget, self.people, self.country, self.retained)):
            self.note.setText(_("A limit is not a figure: leave it blank for none, or type one from 0 up."))
            return None
        years = range(1, int(self.document.assumptions.number("term_years")) + 1)
        budget = self.budget.value
        return Limits(
            one_off={} if budget is None else dict.fromkeys(years, budget), fte_per_wave=self.people.value,
            per_country=self.country.value, retained_at_least=self.retained.value,
        )  # fmt: skip

    def show_plan(self) -> None:
        """Name everything; a choice of an earlier plan is kept to be looked at, and says so."""
        texts = (_("One-off a year"), _("FTE per wave"), _("Share of a country"), _("Share retained, at least"))
        for label, text in zip(self.labels, texts, strict=True):
            label.setText(text)
        for field in (self.budget, self.people, self.country, self.retained):
            field.setPlaceholderText(_("no limit"))
        self.solve.setText(_("Find the best choice"))
        self.frontier.setText(_("What a budget buys"))
        self.apply.setText(_("Apply"))
        if self.found is None:
            self.note.setText(_("One option for each function, so that the NPV less a charge for risk is highest."))
        elif self.found.plan is not self.document.plan:
            self.note.setText(_("The plan has changed since; find the choice again."))
        self.chart.setVisible(self.chart.chart is not None)
        self.chart.show_chart(self.chart.chart, self.theme)
        if self.found is not None and self.found.choice.found:
            self._fill(self.found)
        self._enable()

    def find_choice(self) -> None:
        """Solve for the limits typed."""
        limits = self.limits()
        if limits is not None:
            names = self.names
            work = _Solving(limits, names)
            self.run(work.choice, self._show, _("Finding the best choice…"))

    def find_frontier(self) -> None:
        """Solve for a row of budgets."""
        limits = self.limits()
        if limits is not None:
            self.run(_Solving(limits, {}).points, self._show_points, _("Finding what a budget buys…"))

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
            reasons = " · ".join(found.why_not) or _("no answer in time")
            self.note.setText(_("No choice keeps these limits: {reasons}.").format(reasons=reasons))
            self.table.fill((), ())
            return
        choice = found.choice
        proof = _("proven to be the best") if choice.gap < 1e-6 else _("within {gap} of the best").format(
            gap=numbers.share(choice.gap, 2)
        )  # fmt: skip
        text = _("NPV {npv}, one-off {one_off}, {proof}").format(
            npv=numbers.money(choice.npv), one_off=numbers.money(choice.one_off), proof=proof
        )
        self.note.setText(text)
        self._fill(found)

    def _fill(self, found: Found) -> None:
        headings = (_("Function"), _("As planned"), _("Best choice"), _("NPV as planned"), _("NPV then"), _("One-off"))
        lines = [self._line(found, at) for at in range(len(found.plan))]
        same = [at for at, line in enumerate(lines) if line[1] == line[2]]
        self.table.fill(headings, lines, range(3, 6), muted=same, colour=self.theme.muted)

    def _line(self, found: Found, at: int) -> tuple[str, ...]:
        options, option = found.options, int(found.choice.chosen[at])
        npv, one_off = options.figures["npv"], options.figures["one_off"]
        names = [_way(options, at, which) for which in (0, option)]
        amounts = (npv[at, 0], npv[at, option], one_off[at, option])
        row = found.plan.rows.ids[at]
        return (self.names.get(row, ""), *names, *(numbers.money(float(amount)) for amount in amounts))

    def _show_points(self, points: tuple[FrontierPoint, ...]) -> None:
        self.chart.setVisible(True)
        empty = _("No budget keeps these limits.")
        self.chart.show_chart(frontier_chart(points) if points else None, self.theme, empty)

    def _enable(self) -> None:
        found = self.found
        can = found is not None and found.choice.found and found.plan is self.document.plan
        self.apply.setEnabled(can)
        self.apply.setToolTip("" if can else _("Find the best choice first."))
        rows = len(self.document.plan)
        for button in (self.solve, self.frontier):
            button.setEnabled(bool(rows))
            button.setToolTip("" if rows else _("There are no rows yet: add or import some first."))

    def _lay_out(self) -> None:
        fields = (self.budget, self.people, self.country, self.retained)
        pairs = [widget for pair in zip(self.labels, fields, strict=True) for widget in pair]
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table.view)
        split.addWidget(self.chart)
        split.setSizes([_TABLE, _CHART])
        split.setChildrenCollapsible(False)
        box = parts.column(self, 0, 0)
        box.addLayout(line_of(*pairs, None))
        line = line_of(self.solve, self.apply, self.frontier)
        line.addWidget(self.note, 1)
        box.addLayout(line)
        box.addWidget(split, 1)


def _way(options: Options, at: int, option: int) -> str:
    words = (options.decision[at, option], options.country[at, option], options.pricing[at, option])
    return " · ".join(str(word) for word in words if word)


@dataclass(frozen=True)
class _Solving:
    """Costs the options of a plan and solves; runs beside the window."""

    limits: Limits
    names: dict[int, str]

    def _options(self, frozen: Frozen, watch: Watch) -> Options:
        plan, assumptions, libraries, base = frozen
        half = replace(watch, progress=lambda share, text: watch.progress(share / 2, text))
        return cost_options(plan, assumptions, libraries, default_specs(libraries, assumptions), base, half)

    def choice(self, frozen: Frozen, watch: Watch) -> Found:
        plan, assumptions, libraries, base = frozen
        options, solve = self._options(frozen, watch), solve_in_child(watch.cancelled)
        watch.tell(-1, _("Finding the best choice…"))
        risk = risk_charges(options, load_portfolio_settings().risk_charge, libraries, assumptions)
        choice = choose(options, self.limits, risk, solve)
        if choice.found:
            return Found(plan, base, options, choice)
        said = explain(options, self.limits, solve, watch)
        reasons = [in_words(one, self.names) for one in said.together]
        reasons += [_("{name} has no option").format(name=self.names.get(row, row)) for row in said.impossible]
        return Found(plan, base, options, choice, tuple(reasons))

    def points(self, frozen: Frozen, watch: Watch) -> tuple[FrontierPoint, ...]:
        _plan, assumptions, libraries, _base = frozen
        options = self._options(frozen, watch)
        risk = risk_charges(options, load_portfolio_settings().risk_charge, libraries, assumptions)
        half = replace(watch, progress=lambda share, text: watch.progress(0.5 + share / 2, text))
        return by_budget(options, self.limits, risk, points=_POINTS, solve=solve_in_child(watch.cancelled), watch=half)
