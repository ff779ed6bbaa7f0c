"""Asks for a new scenario: its name, what of the plan it keeps, and what it turns up or down."""

from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.portfolio.scenarios import Scenario
from outsourcing_planner.session.scenarios import of_now
from outsourcing_planner.text import _, number_style, parse_number
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.theme import SPACE

_LEAST, _MOST = -0.95, 10.0


class ScenarioDialog(Frame):
    """See the module."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("New scenario"), _("Keep scenario"), parent)
        self.name, self.prices, self.work = QLineEdit(name, self), QLineEdit(self), QLineEdit(self)
        self.assumptions = QCheckBox(_("Keep the assumptions as they are now"), self)
        self.decisions = QCheckBox(_("Keep what is decided for each function as it is now"), self)
        self.reason = parts.label("", "error", self, wrap=True)
        for box in (self.assumptions, self.decisions):
            box.setChecked(True)
        for field in (self.prices, self.work):
            field.setPlaceholderText(_("unchanged; +10% or −5%"))
        self.name.selectAll()
        form = QFormLayout()
        form.setHorizontalSpacing(4 * SPACE)
        form.setVerticalSpacing(2 * SPACE)
        form.addRow(_("&Name"), self.name)
        form.addRow("", self.assumptions)
        form.addRow("", self.decisions)
        form.addRow(_("Providers’ &prices"), self.prices)
        form.addRow(_("Amount of &work"), self.work)
        self.body.addLayout(form)
        self.body.addWidget(self.reason)
        self.reason.hide()
        self.setMinimumWidth(480)

    def accept(self) -> None:
        """Close only where everything makes sense; else say what does not."""
        why_not = self.why_not()
        self.reason.setText(why_not)
        self.reason.setVisible(bool(why_not))
        if not why_not:
            super().accept()

    def why_not(self) -> str:
        """Return what is wrong with what was typed, empty where nothing is."""
        if not self.name.text().strip():
            return _("Give the scenario a name.")
        for field in (self.prices, self.work):
            if factor_of(field.text()) is None:
                return _("“{text}” is not a change such as +10% or −5%.").format(text=field.text())
        kept = self.assumptions.isChecked() or self.decisions.isChecked()
        if not kept and factor_of(self.prices.text()) == factor_of(self.work.text()) == 1.0:
            return _("Keep something, or turn prices or work up or down.")
        return ""

    def scenario(self, plan: Plan, assumptions: Assumptions) -> Scenario:
        """Return the scenario that was asked for."""
        return of_now(
            self.name.text().strip(), plan, assumptions, keep_assumptions=self.assumptions.isChecked(),
            keep_decisions=self.decisions.isChecked(), prices=factor_of(self.prices.text()) or 1.0,
            work=factor_of(self.work.text()) or 1.0,
        )  # fmt: skip


def factor_of(text: str) -> float | None:
    """Return the factor of a change ("+10%" and "10" are 1.1), 1 for blank, None for what is no change."""
    plain = text.replace("%", "").strip()
    if not plain:
        return 1.0
    percent = parse_number(plain, number_style(numbers.locale()))
    if percent is None or not _LEAST <= percent / 100 <= _MOST:
        return None
    return 1.0 + percent / 100


class NameDialog(Frame):
    """Asks for one name."""

    def __init__(self, title: str, verb: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, verb, parent)
        self.name = QLineEdit(name, self)
        self.name.selectAll()
        self.body.addWidget(self.name)
        self.setMinimumWidth(360)
