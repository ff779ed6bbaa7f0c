"""The portfolio: options of a function, the choice under limits, how sure it is, and the waves."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.portfolio.study import Study
from outsourcing_planner.engine.portfolio.what_if import sites_lost
from outsourcing_planner.io.portfolio_settings import load_portfolio_settings
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.portfolio import rules_of
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.kit.words import mark
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.portfolio_choice import ChoicePage
from outsourcing_planner.ui.views.portfolio_concentration import ConcentrationPage
from outsourcing_planner.ui.views.portfolio_options import OptionsPage
from outsourcing_planner.ui.views.portfolio_page import Page
from outsourcing_planner.ui.views.portfolio_risk import SPREAD, TORNADO, RiskPage
from outsourcing_planner.ui.views.portfolio_waves import WavesPage

TITLES: Final = (
    mark("Options of the function"), mark("Choice under limits"), mark("How sure"), mark("Waves"),
    mark("Concentration"),
)  # fmt: skip

_LEAST: Final = 100
"""Pixels of height: a small window gets small pages, it is not made larger for them."""


class PortfolioPanel(Panel):
    """See the module; ``edit_requested(edit)``, ``row_requested(row)``, ``told(text)`` news for the status line."""

    edit_requested = Signal(object)
    row_requested = Signal(object)
    told = Signal(str)

    def __init__(self, document: Document, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, parent)
        self.options = OptionsPage(document, theme, ports, self)
        self.choice = ChoicePage(document, theme, ports, self)
        self.risk = RiskPage(document, theme, ports, self)
        self.waves = WavesPage(document, theme, ports, self)
        self.concentration = ConcentrationPage(document, theme, ports, self)
        self.pages: tuple[Page, ...] = (self.options, self.choice, self.risk, self.waves, self.concentration)
        self.tabs, self.stack = QTabBar(self), QStackedWidget(self)
        self.stack.setMinimumHeight(_LEAST)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for page in self.pages:
            self.tabs.addTab("")
            self.stack.addWidget(page)
            page.edit_requested.connect(self.edit_requested)
            page.row_requested.connect(self.row_requested)
            page.told.connect(self.told)
        box = parts.column(self, 0, 0)
        box.addWidget(self.tabs)
        box.addWidget(parts.line(self))
        box.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._turn)

    def show_cell(self, row: RowId | None, key: str = "") -> None:
        """Follow the current cell of the grid."""
        self.options.show_cell(row, key)

    def fall_behind(self) -> None:
        """Tell every page; each catches up when it is looked at."""
        for page in self.pages:
            page.fall_behind()
        super().fall_behind()

    def show_plan(self) -> None:
        """Name the tabs; the pages show themselves."""
        for at, title in enumerate(TITLES):
            self.tabs.setTabText(at, _(title))

    def catch_up(self) -> None:
        """Show what changed here and in the page at the front."""
        super().catch_up()
        self.pages[self.stack.currentIndex()].catch_up()

    def retint(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        for page in self.pages:
            page.theme = theme
        super().retint(theme)

    def study(self) -> Study:
        """Return what was worked out here for the plan as it is now; a workbook has a sheet for each part of it."""
        now, sections = self.document.evaluation, self.document.sections
        settings = load_portfolio_settings()
        found, curves, risk = self.choice.found, self.choice.curves, self.risk
        rules = settings.uncertainty
        return Study(
            dict(settings.readiness), rules_of(sections),
            found.chosen if found is not None and found.base is now else None,
            curves.budgets if curves is not None and curves.base is now else (),
            curves.risks if curves is not None and curves.base is now else (),
            tornado=risk.tornado if risk.is_current(TORNADO) else None,
            trials=risk.trials_found if risk.is_current(SPREAD) else None,
            lost=sites_lost(now, self.document.assumptions, rules.event_months, rules.event_cost),
        )  # fmt: skip

    def _turn(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self.pages[at].come_to_front(True)
