"""The options of the current function, each costed like the plan; a double click takes one."""

from typing import Any

from PySide6.QtWidgets import QWidget

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.portfolio.changes import Watch
from outsourcing_planner.engine.portfolio.option_specs import default_specs
from outsourcing_planner.engine.portfolio.options import Options, cells_of_choice, cost_options
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.models.formats import in_plain_words
from outsourcing_planner.ui.views.portfolio_page import Frozen, Page, line_of
from outsourcing_planner.ui.views.text_table import TextTable

_PLANNED = 0
"""The option that is the row as planned."""


class OptionsPage(Page):
    """See the module."""

    def __init__(self, document: Document, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, ports, parent)
        self.row: RowId | None = None
        self.options: Options | None = None
        self.lines: list[dict[str, Any]] = []
        self.table = TextTable(self)
        self.title, self.choose = parts.heading("", self), parts.button("", "", self)
        box = parts.column(self, 0, 0)
        top = line_of(self.title)
        top.addWidget(self.note, 1)
        top.addWidget(self.choose)
        box.addLayout(top)
        box.addWidget(self.table.view, 1)
        self.choose.clicked.connect(self._take_current)
        self.table.view.doubleClicked.connect(self._take_current)
        self.table.view.selectionModel().selectionChanged.connect(self._enable)

    def show_cell(self, row: RowId | None, _key: str = "") -> None:
        """Show the options of a row."""
        if row != self.row:
            self.row = row
            self.changed()

    def show_plan(self) -> None:
        """Cost the options of the row as it is now."""
        self.choose.setText(_("Take this option"))
        row = self.row
        if row is None or row not in self.document.plan.rows.positions:
            self.cancel()
            self.options, self.lines = None, []
            self.title.hide()
            self.note.setText(_("Go to a function in the grid to see the ways to do its work."))
            self.table.fill((), ())
            self._enable()
            return
        self.title.setText(self.names[row])
        self.title.show()
        self.run(lambda frozen, watch: _costed(frozen, row, watch), self._show, _("Costing options…"))

    def take_option(self, option: int) -> None:
        """Make an option that of the row, as one step of undo."""
        if self.options is None or self.row is None:
            return
        line = next((one for one in self.lines if one["option"] == option), None)
        if line is None or not line["available"]:
            self.told.emit(_("Not possible: {why}.").format(why=line["why_not"] if line else _("no such option")))
            return
        plan = self.document.plan.subset((self.row,))
        base = evaluate(plan, self.document.assumptions, self.document.libraries)
        changes = cells_of_choice(plan, base, self.options, [option])
        self.take(changes, _("Take option {option}").format(option=line["label"]))

    def _show(self, options: Options) -> None:
        if self.row is None or self.row not in options.rows.positions:
            return
        self.options = options
        self.lines = sorted(options.lines(self.row), key=_order)
        self.note.setText(_("{n} ways to do the work, the best first").format(n=len(self.lines) - 1))
        headings = (
            _("Option"), _("Charge"), _("One-off"), _("NPV"), _("Payback, months"), _("Saving"), _("Why not"),
        )  # fmt: skip
        muted = [at for at, line in enumerate(self.lines) if not line["available"]]
        texts = [_texts(line) for line in self.lines]
        self.table.fill(headings, texts, range(1, 6), bold=(0,), muted=muted, colour=self.theme.muted)
        self._enable()

    def _take_current(self, *_unused: object) -> None:
        at = self.table.current
        if 0 <= at < len(self.lines):
            self.take_option(self.lines[at]["option"])

    def _enable(self, *_unused: object) -> None:
        at = self.table.current
        line = self.lines[at] if 0 <= at < len(self.lines) else None
        can = line is not None and line["available"] and line["option"] != _PLANNED
        self.choose.setEnabled(can)
        why_not = line["why_not"] if line and line["why_not"] else _("Select another option in the table first.")
        self.choose.setToolTip("" if can else why_not)


def _costed(frozen: Frozen, row: RowId, watch: Watch) -> Options:
    plan, assumptions, libraries, _base = frozen
    return cost_options(plan.subset((row,)), assumptions, libraries, default_specs(libraries, assumptions), watch=watch)


def _order(line: dict[str, Any]) -> tuple[bool, bool, float]:
    npv = line["npv"]
    return line["option"] != _PLANNED, not line["available"], -npv if npv is not None else float("inf")


def _texts(line: dict[str, Any]) -> tuple[str, ...]:
    label = line["label"]
    if line["option"] == _PLANNED:
        parts_of = [line["decision"], line["country"], line["pricing"]]
        label = "● " + _("As planned") + ": " + " · ".join(part for part in parts_of if part)
    if line["pricing"]:
        label = label.replace(line["pricing"], in_plain_words(line["pricing"]))
    money = [numbers.money(line[key]) for key in ("charge", "one_off", "npv")]
    return (
        label, *money, numbers.number(line["payback_months"], 1), numbers.share(line["saving_of_in_house"], 1),
        line["why_not"],
    )  # fmt: skip
