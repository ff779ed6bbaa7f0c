"""Waves: in which order functions leave, by readiness and by what can be absorbed; looked at first, then applied."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.portfolio.changes import CellChange, changed, differing
from outsourcing_planner.engine.portfolio.waves import (
    Bar,
    WaveRules,
    Waves,
    assign_waves,
    cells_of_waves,
    check_waves,
    road_map,
)
from outsourcing_planner.io.portfolio_settings import load_portfolio_settings
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.views.chart_view import ChartView
from outsourcing_planner.ui.views.figure_edit import FigureEdit
from outsourcing_planner.ui.views.portfolio_charts import road_map_chart
from outsourcing_planner.ui.views.portfolio_page import Frozen, Page, line_of
from outsourcing_planner.ui.views.text_table import TextTable

_FIRST, _APART = 1, 3
_TABLE, _CHART = 520, 560


@dataclass(frozen=True)
class Layout:
    """A road map: its bars, what does not fit, and the changes that make it the plan's (none where it is)."""

    bars: tuple[Bar, ...]
    notes: tuple[str, ...]
    changes: tuple[CellChange, ...]
    proposed: bool


class WavesPage(Page):
    """See the module; the road map of the plan is shown until waves are laid out."""

    def __init__(self, document: Document, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, ports, parent)
        self.layout_found: Layout | None = None
        self.first, self.apart, self.people = (FigureEdit(self) for _unused in range(3))
        self.labels = [parts.label("", "", self) for _unused in range(3)]
        self.lay_out, self.apply = parts.button("", "primary", self), parts.button("", "", self)
        self.table, self.chart = TextTable(self), ChartView(ports, theme, self)
        self.first.setText(str(_FIRST))
        self.apart.setText(str(_APART))
        self._place()
        self.lay_out.clicked.connect(self.propose)
        self.apply.clicked.connect(self.apply_waves)
        self.chart.told.connect(self.told)

    def rules(self) -> WaveRules | None:
        """Return the rules typed; None where a figure makes no sense, which is told."""
        first, apart, people = self.first.value, self.apart.value, self.people.value
        whole = first is not None and apart is not None and first >= 1 and apart >= 1
        if not whole or not self.people.is_sound or people == 0:
            self.note.setText(_("Type the first month and the months apart from 1 up; headcount blank or above 0."))
            return None
        return WaveRules(int(first or _FIRST), int(apart or _APART), people)

    def show_plan(self) -> None:
        """Show the road map of the plan as it is now."""
        for label, text in zip(self.labels, (_("First month"), _("Months apart"), _("FTE per wave")), strict=True):
            label.setText(text)
        self.people.setPlaceholderText(_("no limit"))
        self.lay_out.setText(_("Lay out waves"))
        self.apply.setText(_("Apply"))
        self._work(propose=False)

    def propose(self) -> None:
        """Lay waves out by the rules typed; nothing of the plan changes yet."""
        self._work(propose=True)

    def apply_waves(self) -> None:
        """Put wave and start month of every function into the plan, as one step of undo."""
        if self.layout_found is not None:
            self.take(self.layout_found.changes, _("Apply waves"))

    def _work(self, *, propose: bool) -> None:
        rules = self.rules()
        if rules is not None:
            text = _("Laying out waves…")
            self.run(lambda frozen, _watch: _laid_out(frozen, rules, propose=propose), self._show, text)

    def _show(self, found: Layout) -> None:
        self.layout_found = found
        headings = (_("Function"), _("Wave"), _("Start month"), _("Headcount"), _("Readiness"))
        lines = [
            (bar.function, numbers.number(bar.wave), numbers.number(bar.start), numbers.number(bar.fte, 1),
             numbers.number(bar.readiness)) for bar in found.bars
        ]  # fmt: skip
        self.table.fill(headings, lines, range(1, 5))
        self.chart.show_chart(
            road_map_chart(found.bars, self.document.assumptions.months), self.theme,
            _("No function leaves the house yet."),
        )  # fmt: skip
        self.note.setText(self._said(found))
        can = found.proposed and bool(found.changes)
        self.apply.setEnabled(can)
        self.apply.setToolTip("" if can else _("Lay out waves that differ from the plan first."))

    def _said(self, found: Layout) -> str:
        if found.notes:
            return " · ".join(found.notes)
        if not found.proposed:
            return _("The plan as it is.")
        return _("Proposed; Apply puts it into the plan.") if found.changes else _("The plan is like that already.")

    def _place(self) -> None:
        fields = (self.first, self.apart, self.people)
        pairs = [widget for pair in zip(self.labels, fields, strict=True) for widget in pair]
        top = line_of(*pairs, self.lay_out, self.apply)
        top.addWidget(self.note, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table.view)
        split.addWidget(self.chart)
        split.setSizes([_TABLE, _CHART])
        split.setChildrenCollapsible(False)
        box = parts.column(self, 0, 0)
        box.addLayout(top)
        box.addWidget(split, 1)


def _laid_out(frozen: Frozen, rules: WaveRules, *, propose: bool) -> Layout:
    plan, assumptions, libraries, base = frozen
    weights = load_portfolio_settings().readiness
    if not propose:
        notes = tuple(note.message for note in check_waves(plan, assumptions, base, rules))
        return Layout(road_map(plan, assumptions, base, weights, rules), notes, (), proposed=False)
    waves = assign_waves(plan, assumptions, base, weights, rules)
    changes = (*cells_of_waves(plan, waves.start_month), *_cells_of_numbers(plan, waves))
    then = changed(plan, changes)
    bars = road_map(then, assumptions, evaluate(then, assumptions, libraries), weights, rules)
    return Layout(bars, tuple(note.message for note in waves.notes), changes, proposed=True)


def _cells_of_numbers(plan: Plan, waves: Waves) -> tuple[CellChange, ...]:
    rows = tuple(row for row in plan.rows.ids if row in waves.wave)
    change = differing(plan, "wave", rows, tuple(float(waves.wave[row]) for row in rows))
    return (change,) if change else ()
