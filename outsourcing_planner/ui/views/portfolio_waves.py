"""Waves and road map: in which order functions leave; bars are moved, or laid out by readiness and applied."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QWidget

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.portfolio.changes import CellChange, changed, differing
from outsourcing_planner.engine.portfolio.waves import (
    Bar,
    WaveRules,
    assign_waves,
    cells_of_layout,
    cells_of_waves,
    check_waves,
    road_map,
)
from outsourcing_planner.io.portfolio_settings import load_portfolio_settings
from outsourcing_planner.session import portfolio as kept
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import SetCells, Several
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.views.figure_edit import FigureEdit
from outsourcing_planner.ui.views.portfolio_page import Frozen, Page, line_of
from outsourcing_planner.ui.views.road_map_view import RoadMapView
from outsourcing_planner.ui.views.text_table import TextTable

_TABLE, _CHART = 400, 700


@dataclass(frozen=True)
class Layout:
    """A road map: its bars, what does not fit, and the changes that make it the plan's (none where it is)."""

    bars: tuple[Bar, ...]
    notes: tuple[str, ...]
    changes: tuple[CellChange, ...]
    proposed: bool
    npv: float


class WavesPage(Page):
    """See the module; the road map of the plan is shown until waves are laid out."""

    def __init__(self, document: Document, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, ports, parent)
        self.layout_found: Layout | None = None
        self._rules: WaveRules | None = None
        self.first, self.apart, self.people = (FigureEdit(self) for _unused in range(3))
        self.labels = [parts.label("", "", self) for _unused in range(3)]
        self.lay_out, self.apply = parts.button("", "primary", self), parts.button("", "", self)
        self.copy, self.save = parts.link("", self), parts.link("", self)
        self.hint = parts.elided("muted", self)
        self.table, self.map = TextTable(self), RoadMapView(theme, self)
        self._place()
        self._fill_rules()
        self.lay_out.clicked.connect(self.propose)
        self.apply.clicked.connect(self.apply_waves)
        self.map.moved.connect(self.move_bar)
        self.map.chosen.connect(self.row_requested)
        self.copy.clicked.connect(self.copy_picture)
        self.save.clicked.connect(self.save_picture)

    def rules(self) -> WaveRules | None:
        """Return the rules typed, with the order that the plan keeps; None where a figure makes no sense."""
        first, apart, people = self.first.value, self.apart.value, self.people.value
        whole = first is not None and apart is not None and first >= 1 and apart >= 1
        if not whole or not self.people.is_sound or people == 0:
            self.note.setText(_("Type the first month and the months apart from 1 up; headcount blank or above 0."))
            return None
        known = kept.rules_of(self.document.sections)
        return replace(known, first_month=int(first or 1), months_apart=int(apart or 1), fte_per_wave=people)

    def show_plan(self) -> None:
        """Show the road map of the plan as it is now."""
        for label, text in zip(self.labels, (_("First month"), _("Months apart"), _("FTE per wave")), strict=True):
            label.setText(text)
        self.people.setPlaceholderText(_("no limit"))
        self.lay_out.setText(_("Lay out waves"))
        self.apply.setText(_("Apply"))
        self.copy.setText(_("Copy"))
        self.save.setText(_("Save as picture…"))
        self.hint.setText(_("Drag a bar, or press ← and → (with Shift a quarter): each move is one step of undo."))
        self._fill_rules()
        self._work(propose=False)

    def propose(self) -> None:
        """Lay waves out by the rules typed; nothing of the plan changes yet."""
        self._work(propose=True)

    def apply_waves(self) -> None:
        """Put wave and start month of every function into the plan, and the rules beside it, as one step of undo."""
        rules, found = self.rules(), self.layout_found
        if found is None or rules is None:
            return
        edits = tuple(SetCells(one.rows, one.key, one.cells) for one in found.changes)
        if edits:
            kept_rules = kept.edit_of_rules(self.document.sections, rules)
            self.edit_requested.emit(Several((*edits, kept_rules), _("Apply waves")))

    def move_bar(self, row: RowId, month: int) -> None:
        """Give a function another start month, and another wave where it has one, as one step of undo."""
        rules, plan = self.rules() or WaveRules(), self.document.plan
        changes = list(cells_of_waves(plan, {row: month}))
        if isinstance(self.document.cell(row, "wave"), float):
            wave = max((month - rules.first_month) // rules.months_apart + 1, 1)
            change = differing(plan, "wave", (row,), (float(wave),))
            changes += [change] if change else []
        label = _("Move {function} to month {month}").format(function=self.names[row], month=month)
        self.take(changes, label)

    def copy_picture(self) -> None:
        """Put the road map on the clipboard as a picture."""
        QGuiApplication.clipboard().setImage(self.map.picture())
        self.told.emit(_("Copied."))

    def save_picture(self) -> None:
        """Ask for a name and write the road map there as a picture."""
        path: Path | None = self.ports.files.save_path(Kind.PICTURE, Path.home() / (_("Road map") + ".png"))
        if path is None:
            return
        try:
            self.map.save_picture(path.with_suffix(".png"))
        except PlannerError as error:
            self.ports.messages.error(str(error))
            return
        self.told.emit(_("Saved to {path}").format(path=path.with_suffix(".png")))

    def _fill_rules(self) -> None:
        rules = kept.rules_of(self.document.sections)
        if rules == self._rules:
            return
        self._rules = rules
        self.first.setText(str(rules.first_month))
        self.apart.setText(str(rules.months_apart))
        self.people.setText("" if rules.fte_per_wave is None else numbers.number(rules.fte_per_wave, 0))

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
        self.map.show_bars(found.bars, self.document.assumptions.months, self.theme, movable=not found.proposed)
        for part in (self.copy, self.save):
            part.setVisible(bool(found.bars))
        self.note.setText(self._said(found))
        can = found.proposed and bool(found.changes)
        self.apply.setEnabled(can)
        self.apply.setToolTip("" if can else _("Lay out waves that differ from the plan first."))

    def _said(self, found: Layout) -> str:
        if not found.bars:
            return _("No function leaves the house yet.")
        npv = _("NPV {npv}").format(npv=numbers.money(found.npv))
        state = _("The plan as it is.")
        if found.proposed:
            same, proposed = _("The plan is like that already."), _("Proposed; Apply puts it into the plan.")
            state = proposed if found.changes else same
        return " · ".join((npv, state, *found.notes))

    def _place(self) -> None:
        fields = (self.first, self.apart, self.people)
        pairs = [widget for pair in zip(self.labels, fields, strict=True) for widget in pair]
        top = line_of(*pairs, self.lay_out, self.apply)
        top.addWidget(self.note, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table.view)
        split.addWidget(self.map)
        split.setSizes([_TABLE, _CHART])
        split.setChildrenCollapsible(False)
        foot = line_of()
        foot.addWidget(self.hint, 1)
        for link in (self.copy, self.save):
            foot.addWidget(link)
        foot.setContentsMargins(3 * SPACE, 0, 3 * SPACE, SPACE)
        box = parts.column(self, 0, 0)
        box.addLayout(top)
        box.addWidget(split, 1)
        box.addLayout(foot)


def _laid_out(frozen: Frozen, rules: WaveRules, *, propose: bool) -> Layout:
    plan, assumptions, libraries, base = frozen
    weights = load_portfolio_settings().readiness
    if not propose:
        notes = tuple(note.message for note in check_waves(plan, assumptions, base, rules))
        bars = road_map(plan, assumptions, base, weights, rules)
        return Layout(bars, notes, (), proposed=False, npv=base.totals["npv"] or 0.0)
    waves = assign_waves(plan, assumptions, base, weights, rules)
    changes = cells_of_layout(plan, waves)
    then = changed(plan, changes)
    found = evaluate(then, assumptions, libraries)
    bars = road_map(then, assumptions, found, weights, rules)
    notes = tuple(note.message for note in waves.notes)
    return Layout(bars, notes, changes, proposed=True, npv=found.totals["npv"] or 0.0)
