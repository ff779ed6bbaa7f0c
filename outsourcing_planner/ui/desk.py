"""The desk: a workbench with its commands. It connects grid, panels, commands and window."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer

from outsourcing_planner.domain.issues import Issue
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import Change, State
from outsourcing_planner.text import _
from outsourcing_planner.ui.action_compare import CompareCommands
from outsourcing_planner.ui.action_file import FileCommands
from outsourcing_planner.ui.action_handover import HandoverCommands
from outsourcing_planner.ui.action_help import HelpCommands
from outsourcing_planner.ui.action_menus import context_menu
from outsourcing_planner.ui.action_plan import PlanCommands
from outsourcing_planner.ui.action_precedents import PrecedentCommands
from outsourcing_planner.ui.action_state import Facts, reasons_now
from outsourcing_planner.ui.action_table import HEADS, ROWS
from outsourcing_planner.ui.action_view import ViewCommands
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.kit.turns import Turns
from outsourcing_planner.ui.kit.words import literal
from outsourcing_planner.ui.main_window import PANELS, MainWindow
from outsourcing_planner.ui.recent_menu import RecentMenu
from outsourcing_planner.ui.views import results
from outsourcing_planner.ui.views.empty_state import EmptyState
from outsourcing_planner.ui.views.hints import Hints
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.report_view import ReportView
from outsourcing_planner.ui.workbench import Workbench

_AT_ONCE = 1000
"""Up to so many rows everything follows an edit at once; beyond, the panels a moment and the issues a pause later."""
_PAUSE_MS = 250
_CLOCK_MS = 30_000
"""How often "saved 5 minutes ago" is brought up to date."""


class Desk(Workbench):
    """Everything around one document in one window, connected."""

    def __init__(self, window: MainWindow, document: Document, ports: Ports) -> None:
        super().__init__(window, document, ports)
        self.files, self.views = FileCommands(self), ViewCommands(self)
        self.plans, self.help = PlanCommands(self), HelpCommands(self)
        self.handovers, self.comparisons = HandoverCommands(self), CompareCommands(self)
        self.precedents = PrecedentCommands(self, self.suggester)
        self._turns = Turns(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._place()
        self._connect()
        self.refresh()

    def refresh(self, change: Change | None = None) -> None:
        """Bring everything but the grid, which listens itself, up to date.

        The panels of another plan, or of a long one, follow one at a time: the grid is painted before them.
        """
        is_another = change is not None and change.structure and change.everything
        is_long = len(self.document.plan) > _AT_ONCE
        if not is_long:
            self._show_headline()
        if is_another or is_long:
            for panel in self.panels.values():
                panel.fall_behind()
            first = [self._show_headline] if is_long else []
            self._turns.take([*first, *(panel.catch_up for panel in self.panels.values()), self._find_issues])
            return
        for panel in self.panels.values():
            panel.changed()
        self._find_issues()

    def _show_headline(self) -> None:
        evaluation, plan = self.document.evaluation, self.document.plan
        totals = {**evaluation.totals, "run_rate_saving": results.run_rate_saving(self.document)}
        missing = numbers.as_number(evaluation.totals.get("functions_not_costed")) or 0
        if missing >= len(plan):  # of nothing that is costed there is no sum, not even 0
            totals = {key: value or None for key, value in totals.items()}
        self.window.strip.show_totals(totals, self.document.assumptions.text("plan_currency"))
        unclear = evaluation.by_label().get("Unclear", 0)
        self.window.strip.show_completeness(len(plan), len(plan) - int(missing), len(plan) - unclear)
        self.window.pages.setCurrentWidget(self.grid if len(plan) else self.empty)
        self.show_state()

    def _find_issues(self) -> None:
        if len(self.document.plan) <= _AT_ONCE:
            self.show_issues()
        else:
            self._later.start()

    def show_issues(self) -> None:
        """Show how many issues there are; those of a long plan are found beside the window."""
        if len(self.document.plan) <= _AT_ONCE:
            self.window.strip.show_warnings(results.problems(self.document.issues))
            return
        find, state = self.document.issue_finder(), self.document.state
        show, text = partial(self._show_found, state), _("Looking for problems…")
        self.ports.tasks.run(lambda _progress: find(), show, self.files.fail, "issues", text)

    def _show_found(self, state: State, found: tuple[Issue, ...]) -> None:
        if self.document.take_issues(state, found):
            self.window.strip.show_warnings(results.problems(found))
            self.issues.changed()

    def show_state(self) -> None:
        """Show the name of the plan, whether it is saved, and which commands make sense now."""
        self.window.name_document(self.files.name, modified=self.files.file.modified)
        currency = self.document.assumptions.text("plan_currency")
        self.window.status.show_saved(self.files.saved_text(), currency)
        facts = Facts(
            rows=len(self.document.plan), can_undo=self.stack.canUndo(), can_redo=self.stack.canRedo(),
            changed_assumptions=bool(self.document.assumptions.given), has_backups=self.files.has_backups(),
        )  # fmt: skip
        self.window.commands.disable(reasons_now(facts))
        self._name_undo()

    def retint(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.grid.set_theme(theme)
        for part in self._parts():
            part.retint(theme)
        self._show_headline()
        self._find_issues()

    def retranslate(self) -> None:
        """Write all texts in the language in force."""
        self.document.forget_issues()
        self.grid.retranslate()
        for part in self._parts():
            part.retranslate()
        self._name_tables()
        self._show_headline()
        self._find_issues()

    def _parts(self) -> tuple[EmptyState | Hints | Panel, ...]:
        return self.empty, self.hints, *self.panels.values()

    def _name_undo(self) -> None:
        for action, step, verb in (
            ("undo", self.stack.undoText(), _("Undo: {step}")), ("redo", self.stack.redoText(), _("Redo: {step}")),
        ):  # fmt: skip
            if step:
                self.window.commands[action].setText(verb.format(step=literal(step)))

    def _place(self) -> None:
        self.window.pages.addWidget(self.grid)
        self.window.pages.addWidget(self.empty)
        self.window.notices.addWidget(self.hints)
        for name, panel in self.panels.items():
            self.window.put_panel(name, panel)
        self._name_tables()
        handlers = {**self.grid.handlers(), **self.files.handlers(), **self.views.handlers()}
        handlers |= {**self.plans.handlers(), **self.help.handlers(), **self.handovers.handlers()}
        handlers |= {**self.comparisons.handlers(), **self.precedents.handlers()}
        self.window.take(handlers)
        self.window.may_close = self.files.may_close
        self.recent = RecentMenu(self.window.menus.recent, self.program, self.files.open_path)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _name_tables(self) -> None:
        """Have who cannot see the tabs hear which panel a table belongs to."""
        for name, panel in self.panels.items():
            for view in panel.findChildren(ReportView):
                view.setAccessibleName(_(PANELS[name]))

    def _connect(self) -> None:
        """Every connection between the parts; read this to know how they talk."""
        self.document.listen(self.refresh)
        self.replaced.connect(self.show_state)  # the document has told everything else already
        self.state_changed.connect(self.show_state)
        self._later.timeout.connect(self.show_issues)
        self._clock.timeout.connect(self.show_state)
        self._clock.start()
        self.stack.cleanChanged.connect(self.show_state)
        self.stack.indexChanged.connect(self.show_state)
        self.grid.current_cell_changed.connect(self.why.show_cell)
        self.grid.why_requested.connect(self.views.explain)
        self.grid.selection_stats_changed.connect(self.window.status.show_selection)
        self.grid.rows_shown_changed.connect(self.window.status.show_rows)
        self.grid.status_message.connect(self.window.status.tell)
        self.grid.customContextMenuRequested.connect(self._menu)
        self.grid.column_commands.menu_wanted.connect(self._column_menu)
        self.window.closed.connect(self.views.keep)
        self.empty.chosen.connect(self.plans.run)
        self.empty.typed.connect(self.plans.type_first)
        self.hints.closed.connect(self.views.hints_closed)
        self.issues.cell_requested.connect(self.go_to)
        self.charts.row_requested.connect(self.go_to)
        self.charts.told.connect(self.window.status.tell)
        self.grid.rows_shown_changed.connect(self.charts.changed)
        self.rates.edit_requested.connect(self.carry_out)
        self.rates.rate_chosen.connect(self.plans.use_rate)
        self.assumptions.edit_requested.connect(self.carry_out)
        self.assumptions.refused.connect(self.window.status.tell)
        for pages in (self.portfolio, self.scenarios):
            pages.edit_requested.connect(self.carry_out)
            pages.told.connect(self.window.status.tell)
        self.grid.current_cell_changed.connect(self.portfolio.show_cell)
        self.portfolio.row_requested.connect(self.go_to)
        for lists in (self.decisions, self.imports):
            lists.row_requested.connect(self.go_to)
            lists.told.connect(self.window.status.tell)
        self.why.help_requested.connect(self.help.open_at)
        self.window.strip.figure_clicked.connect(self.views.explain_total)
        self.window.strip.warnings_clicked.connect(self.views.open_issues)
        self.window.tool_bar.filter_typed.connect(self.views.filter_rows)
        self.window.file_dropped.connect(self.files.open_path)
        self.window.status.cancel_requested.connect(self.ports.tasks.cancel)
        self.ports.tasks.started.connect(self.window.status.begin_work)
        self.ports.tasks.progressed.connect(self.window.status.show_progress)
        self.ports.tasks.finished.connect(self.window.status.end_work)
        self.files.file.listen(self.show_state)
        self.program.theme_changed.connect(self.retint)
        self.program.language_changed.connect(self.retranslate)

    def _menu(self, at: QPoint) -> None:
        self._pop_up(ROWS, self.grid.mapToGlobal(at))

    def _column_menu(self, place: QPoint) -> None:
        self._pop_up(HEADS, place)

    def _pop_up(self, commands: str, place: QPoint) -> None:
        menu = context_menu(self.window.commands, commands, self.grid)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)


def furnished(window: MainWindow, libraries: Libraries, ports: Ports) -> Desk:
    """Return a desk with an empty plan in a window."""
    desk = Desk(window, Document(libraries), ports)
    desk.views.start()
    return desk
