"""Scenarios: named variants of assumptions and decisions beside the plan as it is; compared, switched, forgotten."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from outsourcing_planner.engine.portfolio.changes import Watch
from outsourcing_planner.engine.portfolio.scenarios import Comparison, Scenario, compare
from outsourcing_planner.session import scenarios
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.scenario import NameDialog, ScenarioDialog
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.flow import Flow
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.tasks import Failure, Progress
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.views.chart_view import ChartView
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.portfolio_charts import scenario_chart
from outsourcing_planner.ui.views.text_table import TextTable

_TOPIC = "scenarios"
_TABLE, _CHART = 740, 340
_LEAST = 50


class ScenariosPanel(Panel):
    """See the module; ``edit_requested(edit)``, ``told(text)`` news for the status line."""

    edit_requested = Signal(object)
    told = Signal(str)

    def __init__(self, document: Document, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, parent)
        self._ports = ports
        self.found: Comparison | None = None
        self.table = TextTable(self)
        self.chart = ChartView(ports, theme, self)
        self.new, self.switch, self.rename, self.delete = (parts.button("", "", self) for _unused in range(4))
        self.copy = parts.link("", self)
        self.note, self.said = (parts.label("", "muted", self, wrap=True) for _unused in range(2))
        self._lay_out()
        self._connect()

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Return the scenarios of the plan that make sense in this version."""
        found = scenarios.scenarios_of(self.document.sections)
        return tuple(one for one in found if scenarios.is_sound(one))

    def show_plan(self) -> None:
        """Compare the scenarios with the plan as it is now, beside the window."""
        self._name()
        known, document = self.scenarios, self.document
        if not known:
            self._ports.tasks.cancel(_TOPIC)
            self._show(None)
            return
        differing = tuple(scenarios.against(one, document.plan, document.assumptions) for one in known)
        work = partial(_compare, (document.plan, document.assumptions, document.libraries), differing)
        self._ports.tasks.run(work, self._show, self._failed, _TOPIC, _("Comparing scenarios…"))

    def keep(self, scenario: Scenario) -> None:
        """Keep a scenario with the plan."""
        self.edit_requested.emit(scenarios.added(self.document.sections, scenario))

    def switch_to(self, name: str) -> None:
        """Make a scenario the plan, as one step of undo."""
        wanted = next((one for one in self.scenarios if one.name == name), None)
        if wanted is None:
            return
        step = scenarios.switched(wanted, self.document.plan, self.document.assumptions, self.document.libraries)
        if step is None:
            self.told.emit(_("The plan is as in this scenario already."))
            return
        self.edit_requested.emit(step)
        self.told.emit(_("Switched to {name}; undo goes back.").format(name=name))

    def give_name(self, old: str, new: str) -> None:
        """Give a scenario another name, one that no other has."""
        others = [one for one in self.scenarios if one.name != old]
        if new.strip() and new.strip() != old:
            name = scenarios.free_name(new.strip(), others)
            self.edit_requested.emit(scenarios.renamed(self.document.sections, old, name))

    def forget(self, name: str) -> None:
        """Forget a scenario; undo brings it back."""
        self.edit_requested.emit(scenarios.removed(self.document.sections, name))

    def current(self) -> str:
        """Return the name of the scenario that is selected, empty where it is the plan itself."""
        at = self.table.current
        return self.found.outcomes[at - 1].scenario.name if self.found and 0 < at <= len(self.found.outcomes) else ""

    def _show(self, found: Comparison | None) -> None:
        self.found = found
        lines = [] if found is None else [_line(_("Plan as it is now"), found.base.totals, 0.0, "")]
        for one in found.outcomes if found else ():
            lines.append(_line(one.scenario.name, one.totals, one.npv_difference, one.sentence))
        headings = (
            _("Scenario"), _("In-house"), _("Charge"), _("One-off"), _("NPV"), _("Difference"), _("Payback, months"),
            _("Saving"), _("What it changes"),
        )  # fmt: skip
        self.table.fill(headings, lines, range(1, 8), bold=(0,))
        self.split.setVisible(bool(lines))
        self.note.setVisible(not lines)
        self.copy.setVisible(bool(lines))
        self.chart.show_chart(scenario_chart(found) if found else None, self.theme)
        self._enable()

    def _failed(self, failure: Failure) -> None:
        self.note.setText(_("The scenarios cannot be compared: {why}").format(why=failure.error))
        self.note.show()

    def _name(self) -> None:
        for button, text in (
            (self.new, _("Keep as scenario…")), (self.switch, _("Switch to it")), (self.rename, _("Rename…")),
            (self.delete, _("Delete")), (self.copy, _("Copy table")),
        ):  # fmt: skip
            button.setText(text)
        self.note.setText(_(
            "No scenarios yet. Set assumptions and decisions as they might turn out and keep them under a name; "
            "then go back with undo and compare."
        ))  # fmt: skip
        self._enable()

    def _enable(self, *_unused: object) -> None:
        chosen = bool(self.current())
        at = self.table.current - 1
        known = self.found.outcomes if self.found else ()
        self.said.setText(known[at].sentence if 0 <= at < len(known) else "")
        self.said.setVisible(bool(self.said.text()))
        for button in (self.switch, self.rename, self.delete):
            button.setEnabled(chosen)
            button.setToolTip("" if chosen else _("Select a scenario in the table first."))

    def _ask_new(self) -> None:
        number = len(self.scenarios) + 1
        dialog = ScenarioDialog(scenarios.free_name(_("Scenario {n}").format(n=number), self.scenarios), self)
        if dialog.answered():
            made = dialog.scenario(self.document.plan, self.document.assumptions)
            if made.name not in {one.name for one in self.scenarios} or self._ports.messages.confirm(
                _("There is a scenario “{name}” already.").format(name=made.name), _("Replace it")
            ):
                self.keep(made)

    def _ask_name(self) -> None:
        old = self.current()
        dialog = NameDialog(_("Rename scenario"), _("Rename"), old, self)
        if old and dialog.answered():
            self.give_name(old, dialog.name.text())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.table.as_text())
        self.told.emit(_("Copied."))

    def _lay_out(self) -> None:
        top = Flow()
        top.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        top.setSpacing(2 * SPACE)
        buttons: tuple[QPushButton, ...] = (self.new, self.switch, self.rename, self.delete)
        for button in buttons:
            top.addWidget(button)
        top.addStretch()
        top.addWidget(self.copy)
        split = self.split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table.view)
        split.addWidget(self.chart)
        split.setSizes([_TABLE, _CHART])
        split.setChildrenCollapsible(False)
        split.setMinimumHeight(_LEAST)  # a small window is not made larger for a chart
        self.said.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        self.note.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        split.hide()
        self.said.hide()
        box = parts.column(self, 0, 0)
        box.addLayout(top)
        box.addWidget(self.note)
        box.addWidget(split, 1)
        box.addWidget(self.said)
        box.addStretch(0)

    def _connect(self) -> None:
        self.new.clicked.connect(self._ask_new)
        self.rename.clicked.connect(self._ask_name)
        self.switch.clicked.connect(lambda: self.switch_to(self.current()))
        self.delete.clicked.connect(lambda: self.forget(self.current()))
        self.copy.clicked.connect(self._copy)
        self.table.view.doubleClicked.connect(lambda _index: self.switch_to(self.current()))
        self.table.view.selectionModel().selectionChanged.connect(self._enable)
        self.chart.told.connect(self.told)


def _line(name: str, totals: Any, difference: float, sentence: str) -> tuple[str, ...]:  # noqa: ANN401 - a mapping of totals
    signed = ("+" if difference > 0 else "") + numbers.money(difference) if difference else ""
    figures = [numbers.money(totals[key]) for key in ("in_house", "charge", "one_off", "npv")]
    payback, saving = numbers.number(totals["payback_months"], 1), numbers.share(totals["saving_of_in_house"], 1)
    return (name, *figures, signed, payback, saving, sentence)


def _compare(frozen: tuple[Any, Any, Any], known: tuple[Scenario, ...], progress: Progress) -> Comparison:
    return compare(*frozen, known, Watch(progress.report, lambda: progress.cancelled))
