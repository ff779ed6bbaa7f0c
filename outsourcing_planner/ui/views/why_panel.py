"""Why?: how the current row is classified and how the current value came about, in words and numbers."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.domain.labels import meaning
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.classify.criteria import SIZE
from outsourcing_planner.engine.classify.explanation import Contribution, Explanation
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.precedents import Suggester
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.style import figure_font
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.models.anchors import anchors
from outsourcing_planner.ui.views import reasons, results
from outsourcing_planner.ui.views.bars import Bar
from outsourcing_planner.ui.views.headings import heading_of, help_of, unit_of
from outsourcing_planner.ui.views.own_decision import OwnDecision
from outsourcing_planner.ui.views.panel import Panel

SHAPES = {"BPO": "●", "KPO": "◆", "Hybrid": "◐", "Retain": "■", "Automate": "⚙"}


_A_MOMENT_MS = 5
"""Long enough for the grid to be painted first."""


class WhyPanel(Panel):
    """See the module; ``help_requested(key)`` for the guide's page on the current column.

    ``suggestion_…(row, suggestion)``: what the person wants done with what the own decisions suggest.
    """

    help_requested = Signal(str)
    suggestion_accepted = Signal(int, object)
    suggestion_dismissed = Signal(int, object)
    suggestion_forgotten = Signal(int, object)

    def __init__(
        self, document: Document, theme: Theme, suggester: Suggester, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, theme, parent)
        self._suggester = suggester
        self.row: RowId | None = None
        self.key = ""
        self._names = 0
        self.body = QWidget()
        self._box = parts.column(self.body, 4 * SPACE, 2 * SPACE)
        parts.column(self, 0, 0).addWidget(parts.scrolling(self.body, self))
        self.setMinimumWidth(72 * SPACE)

    def show_cell(self, row: RowId | None, key: str) -> None:
        """Explain this cell from now on; a moment later, so that moving about in the grid never waits for it."""
        if (row, key) != (self.row, self.key):
            self.row, self.key = row, key
            self.fall_behind()
            QTimer.singleShot(_A_MOMENT_MS, self, self.catch_up)

    def show_plan(self) -> None:
        """Explain the current cell with the results as they are now."""
        parts.emptied(self._box)
        if self.row is None or self.row not in self.document.plan.rows.positions:
            self._say(_("Choose a row to see why it is classified and costed as it is."), "muted")
        else:
            self._explain(self.row)
        self._box.addStretch(1)

    def _explain(self, row: RowId) -> None:
        name = self.document.cell(row, "function")
        text = name.raw if isinstance(name, Invalid) else str(name or _("(no name yet)"))
        title = parts.heading(text, self.body)
        title.setWordWrap(True)
        self._box.addWidget(title)
        found = reasons.explanation(self.document, row)
        self._verdict(row)
        for sentence in found.reasons:
            self._say(sentence)
        self._suggestion(row)
        self._current_value(row)
        names = [heading_of(one.key) for one in (*found.knowledge, *found.fit)]
        self._names = max(map(self._name_width, names), default=0)
        self._scores(row, _("Knowledge"), "knowledge", found.knowledge)
        self._scores(row, _("Fit to leave the house"), "fit", found.fit)
        self._evidence(found)

    def _verdict(self, row: RowId) -> None:
        evaluation = self.document.evaluation
        label = str(evaluation.value(row, "label") or "")
        decided = str(evaluation.value(row, "decision_effective") or "")
        shown = decided or label
        badge = QLabel(f"{SHAPES.get(shown, '○')} {shown or _('Unclear')}", self.body)
        badge.setFont(figure_font(self.font()))
        badge.setStyleSheet(f"color: {self.theme.of_label(shown)};")
        self._box.addWidget(badge)
        confidence = numbers.as_number(evaluation.value(row, "confidence"))
        if confidence is not None and label:
            sure = _("{share} sure of the kind of work").format(share=numbers.share(confidence))
            close = " · " + _("a close call") if evaluation.value(row, "close_call") in (True, 1.0, "yes") else ""
            self._say(sure + close, "warning" if close else "muted")
        if decided and label and decided != label:
            self._say(_("You decided; the advice was {label}.").format(label=label), "muted")
        badge.setToolTip(meaning(shown))

    def _suggestion(self, row: RowId) -> None:
        found = self._suggester.for_row(row)
        if found is None:
            return
        self._title(_("From your own decisions"))
        offer = OwnDecision(row, found, self.body)
        offer.accepted.connect(self.suggestion_accepted)
        offer.dismissed.connect(self.suggestion_dismissed)
        offer.forgotten.connect(self.suggestion_forgotten)
        self._box.addWidget(offer)

    def _current_value(self, row: RowId) -> None:
        key = self.key
        if not key:
            return
        unit = unit_of(key).replace(_("money"), self.document.assumptions.text("plan_currency"))
        self._title(heading_of(key) + (f" ({unit})" if unit else ""))
        if key in BY_KEY:
            self._typed(row, key)
        else:
            line = "" if key == "label" else results.why_line(self.document, row, key)
            self._say(line or reasons.for_key(self.document, row, key) or help_of(key))
        link = parts.link(_("More in the guide"), self.body)
        link.clicked.connect(lambda: self.help_requested.emit(key))
        self._box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _typed(self, row: RowId, key: str) -> None:
        cell = self.document.cell(row, key)
        if isinstance(cell, Invalid):
            self._say(_("“{raw}” cannot be used: {reason}.").format(raw=cell.raw, reason=cell.reason), "error")
        used = f"{key}_used"
        if cell is None and used in self.document.evaluation.columns:
            self._say(results.why_line(self.document, row, used) or help_of(key))
        elif cell is None and BY_KEY[key].blank:
            self._say(_("Blank means: {what}.").format(what=_(BY_KEY[key].blank)), "muted")
        self._say(_(BY_KEY[key].help), "muted")
        for score, anchor in anchors(key):
            self._say(f"{score}  {anchor}", "muted")

    def _scores(self, row: RowId, title: str, score: str, contributions: tuple[Contribution, ...]) -> None:
        total = numbers.as_number(self.document.evaluation.value(row, score))
        if total is None or not contributions:
            return
        self._title(f"{title}   {numbers.number(total)} / 100")
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self._names)  # the bars of both scores begin at one line
        colour = self.theme.kpo if score == "knowledge" else self.theme.accent
        for line, one in enumerate(sorted(contributions, key=lambda one: -one.weight)):
            self._criterion(grid, line, one, colour)
        self._box.addLayout(grid)

    def _name_width(self, name: str) -> int:
        font = self.font()
        font.setItalic(True)
        return QFontMetrics(font).horizontalAdvance(name) + 2

    def _criterion(self, grid: QGridLayout, line: int, one: Contribution, colour: str) -> None:
        inferred = not one.typed and one.key != SIZE
        name = parts.label(heading_of(one.key), "muted" if inferred else "", self.body)
        if inferred:
            font = name.font()
            font.setItalic(True)
            name.setFont(font)
        bar = Bar(self.body)
        bar.show_share(one.points / one.weight if one.weight else 0.0, colour, self.theme.hairline, pale=inferred)
        value = parts.label(numbers.number(one.value, 1), "muted" if inferred else "", self.body)
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        kind = _("inferred from name and description") if inferred else _("typed by you")
        kind = _("from the headcount") if one.key == SIZE else kind
        points = numbers.number(one.points, 1)
        tip = _("{points} of {most} points; {kind}").format(points=points, most=numbers.number(one.weight), kind=kind)
        for widget in (name, bar, value):
            widget.setToolTip(tip)
        grid.addWidget(name, line, 0)
        grid.addWidget(bar, line, 1)
        grid.addWidget(value, line, 2)

    def _evidence(self, found: Explanation) -> None:
        lines = reasons.evidence_lines(found)
        if lines:
            self._title(_("Most like"))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for line, (name, similarity, p_kpo) in enumerate(lines):
            kind = "KPO" if p_kpo >= 0.5 else "BPO"
            said = parts.label(f"{SHAPES[kind]} {name}", "", self.body, wrap=True)
            alike = parts.label(numbers.share(similarity), "muted", self.body)
            for one in (said, alike):
                one.setToolTip(_("{share} alike; sources call it {kind}").format(share=alike.text(), kind=kind))
            grid.addWidget(said, line, 0)
            grid.addWidget(alike, line, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._box.addLayout(grid)

    def _title(self, text: str) -> None:
        holder = QWidget(self.body)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2 * SPACE, 0, 0)
        title = parts.heading(text, holder)
        title.setWordWrap(True)
        row.addWidget(title)
        self._box.addWidget(parts.line(self.body))
        self._box.addWidget(holder)

    def _say(self, text: str, look: str = "") -> None:
        if text:
            said = parts.label(text, look, self.body, wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._box.addWidget(said)
