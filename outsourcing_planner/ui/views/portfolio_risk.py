"""How sure the plan is: the tornado and a Monte Carlo simulation, worked out beside the window when asked for."""

from typing import Final

from PySide6.QtWidgets import QComboBox, QWidget

from outsourcing_planner.engine.portfolio.changes import Watch
from outsourcing_planner.engine.portfolio.monte_carlo import TRIALS, MonteCarlo, simulate
from outsourcing_planner.engine.portfolio.tornado import Tornado, tornado
from outsourcing_planner.io.portfolio_settings import load_portfolio_settings
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.kit.words import mark
from outsourcing_planner.ui.views import portfolio_charts as charts
from outsourcing_planner.ui.views.chart_data import Chart
from outsourcing_planner.ui.views.chart_view import ChartView
from outsourcing_planner.ui.views.figure_edit import FigureEdit
from outsourcing_planner.ui.views.portfolio_page import Frozen, Page, line_of

TORNADO, SPREAD, BAND, CONTRIBUTIONS = "tornado", "spread", "band", "contributions"
KINDS: Final = (
    (TORNADO, mark("Tornado")), (SPREAD, mark("Spread of the NPV")), (BAND, mark("Cash flow with its band")),
    (CONTRIBUTIONS, mark("Where the uncertainty comes from")),
)  # fmt: skip
_MOST_TRIALS: Final = 100_000


class RiskPage(Page):
    """See the module."""

    def __init__(self, document: Document, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, ports, parent)
        self.tornado: Tornado | None = None
        self.trials_found: MonteCarlo | None = None
        self._of: dict[str, object] = {}
        self.kind, self.trials = QComboBox(self), FigureEdit(self)
        self.kind.setMinimumContentsLength(32)
        for kind, _title in KINDS:
            self.kind.addItem("", kind)
        self.trials_text = parts.label("", "", self)
        self.do = parts.button("", "primary", self)
        self.chart = ChartView(ports, theme, self)
        self.trials.setText(str(TRIALS))
        box = parts.column(self, 0, 0)
        top = line_of(self.kind, self.trials_text, self.trials, self.do)
        top.addWidget(self.note, 1)
        box.addLayout(top)
        box.addWidget(self.chart, 1)
        self.kind.currentIndexChanged.connect(self.changed)
        self.do.clicked.connect(self.work_out)
        self.chart.told.connect(self.told)

    def choose(self, kind: str) -> None:
        """Look at one of the pictures."""
        self.kind.setCurrentIndex(self.kind.findData(kind))

    def show_plan(self) -> None:
        """Show what was worked out, and whether the plan has changed since."""
        self.kind.blockSignals(True)
        for at, (_kind, title) in enumerate(KINDS):
            self.kind.setItemText(at, _(title))
        self.kind.blockSignals(False)
        is_tornado = self.kind.currentData() == TORNADO
        self.trials_text.setText(_("Trials"))
        self.do.setText(_("Vary one by one") if is_tornado else _("Simulate"))
        for part in (self.trials_text, self.trials):
            part.setVisible(not is_tornado)
        rows = len(self.document.plan)
        self.do.setEnabled(bool(rows))
        self.do.setToolTip("" if rows else _("There are no rows yet: add or import some first."))
        found = self.picture()
        self.note.setText(self._said(found))
        self.chart.show_chart(found, self.theme, _empty(self.kind.currentData()))

    def picture(self) -> Chart | None:
        """Return the chart chosen, None where it was not worked out yet."""
        kind = self.kind.currentData()
        if kind == TORNADO:
            return charts.tornado_chart(self.tornado) if self.tornado else None
        if self.trials_found is None:
            return None
        if kind == SPREAD:
            return charts.spread_chart(self.trials_found)
        return charts.band_chart(self.trials_found) if kind == BAND else charts.contribution_chart(
            self.trials_found, self.names
        )  # fmt: skip

    def work_out(self) -> None:
        """Work out what the picture chosen needs."""
        state = self.document.evaluation
        if self.kind.currentData() == TORNADO:
            self._of[TORNADO] = state
            self.run(_tornado, self._take_tornado, _("Varying one by one…"))
            return
        count = self.trials.value
        if count is None or not 1 <= count <= _MOST_TRIALS:
            self.note.setText(_("Type how many trials, from 1 to {most}.").format(most=f"{_MOST_TRIALS:,}"))
            return
        self._of[SPREAD] = state
        trials = int(count)
        self.run(lambda frozen, watch: _simulated(frozen, trials, watch), self._take_trials, _("Simulating…"))

    def is_current(self, key: str) -> bool:
        """Say whether tornado or simulation was worked out for the plan as it is now."""
        return self._of.get(key) is self.document.evaluation

    def _take_tornado(self, found: Tornado) -> None:
        self.tornado = found
        self.show_plan()

    def _take_trials(self, found: MonteCarlo) -> None:
        self.trials_found = found
        self.show_plan()

    def _said(self, found: Chart | None) -> str:
        key = TORNADO if self.kind.currentData() == TORNADO else SPREAD
        old = found is not None and not self.is_current(key)
        return _("The plan has changed since; work it out again.") if old else ""


def _empty(kind: str) -> str:
    if kind == TORNADO:
        return _("Each assumption, the largest prices and the largest volumes go to their low and high, one at a time.")
    return _(
        "Volumes, prices, ramp-up, inflation, exchange rates and country events are drawn again and again; the same "
        "number of trials gives the same picture."
    )


def _tornado(frozen: Frozen, watch: Watch) -> Tornado:
    plan, assumptions, libraries, _base = frozen
    return tornado(plan, assumptions, libraries, load_portfolio_settings(), watch)


def _simulated(frozen: Frozen, trials: int, watch: Watch) -> MonteCarlo:
    plan, assumptions, libraries, _base = frozen
    return simulate(plan, assumptions, libraries, load_portfolio_settings().uncertainty, trials, watch=watch)
