"""The workbench: one plan in one window, with its grid and its panels. What the commands work on.

The commands (ui/action_*.py) know a workbench and nothing above it; the desk (ui/desk.py) adds the commands.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import Edit
from outsourcing_planner.session.precedents import PrecedentMemory, Suggester
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.main_window import MainWindow
from outsourcing_planner.ui.models.undo import push
from outsourcing_planner.ui.views.assumptions_panel import AssumptionsPanel
from outsourcing_planner.ui.views.charts_panel import ChartsPanel
from outsourcing_planner.ui.views.decision_log import DecisionLog
from outsourcing_planner.ui.views.empty_state import EmptyState
from outsourcing_planner.ui.views.grid import Grid
from outsourcing_planner.ui.views.hints import Hints
from outsourcing_planner.ui.views.import_panel import ImportPanel
from outsourcing_planner.ui.views.issues_panel import IssuesPanel
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.portfolio_panel import PortfolioPanel
from outsourcing_planner.ui.views.rates_panel import RatesPanel
from outsourcing_planner.ui.views.scenarios_panel import ScenariosPanel
from outsourcing_planner.ui.views.summary_panel import SummaryPanel
from outsourcing_planner.ui.views.why_panel import WhyPanel


class Workbench(QObject):
    """``document``, ``stack`` (undo), ``grid`` and ``panels`` in ``window``.

    ``replaced``: another plan is here, show everything anew; ``state_changed``: name, saved or not, what can be done.
    """

    replaced = Signal()
    state_changed = Signal()

    def __init__(self, window: MainWindow, document: Document, ports: Ports) -> None:
        super().__init__(window)
        self.window, self.document, self.ports = window, document, ports
        self.program = window.program
        self.stack = QUndoStack(self)
        theme = self.program.theme
        self.grid = Grid(document, self.stack, theme, ports.messages, window)
        self.empty = EmptyState(theme, window)
        self.hints = Hints(theme, window)
        self.suggester = Suggester(document, PrecedentMemory(self.program.places))
        self.why = WhyPanel(document, theme, self.suggester)
        self.summary = SummaryPanel(document, theme)
        self.assumptions = AssumptionsPanel(document, theme)
        self.issues = IssuesPanel(document, theme)
        self.charts = ChartsPanel(document, theme, ports, self.grid.shown_rows)
        self.rates = RatesPanel(document, theme)
        self.portfolio = PortfolioPanel(document, theme, ports)
        self.scenarios = ScenariosPanel(document, theme, ports)
        self.decisions = DecisionLog(document, theme)
        self.imports = ImportPanel(document, theme)
        self.panels: dict[str, Panel] = {
            "why": self.why, "summary": self.summary, "charts": self.charts, "assumptions": self.assumptions,
            "portfolio": self.portfolio, "scenarios": self.scenarios, "rates": self.rates,
            "decisions": self.decisions, "issues": self.issues, "import": self.imports,
        }  # fmt: skip

    def carry_out(self, edit: Edit) -> None:
        """Carry an edit out as one step of undo."""
        push(self.stack, self.document, edit)

    def go_to(self, row: RowId, key: str = "") -> None:
        """Go to a cell of the grid."""
        self.grid.select_row(row, key)
        self.grid.setFocus()

    def at_the_top(self) -> None:
        """Show a plan that was just put here from its first row."""
        self.replaced.emit()
        rows = self.document.plan.rows.ids
        if rows:
            self.go_to(rows[0], "function")
        else:
            self.empty.setFocus()
