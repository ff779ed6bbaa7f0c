"""The words around a cell: headings with units, tooltips, and what a screen reader says."""

from dataclasses import dataclass, field
from html import escape

from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.labels import meaning
from outsourcing_planner.engine.measures import MEASURES, Format
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.shown import Origin, plain
from outsourcing_planner.text import _
from outsourcing_planner.ui.models.anchors import anchors
from outsourcing_planner.ui.models.columns import Column, is_criterion
from outsourcing_planner.ui.models.formats import SHAPES, display
from outsourcing_planner.ui.models.looks import CLOSE, OVERRIDE, Look, Looks, blank_note, exact_number, states
from outsourcing_planner.ui.models.suggested import Suggested

_MOST_CHARACTERS = 600


@dataclass(frozen=True)
class CellWords:
    """Answers for one state of the document."""

    looks: Looks
    document: Document
    suggested: Suggested = field(default_factory=Suggested)

    def heading(self, column: Column) -> str:
        """Return the heading, with the unit on a second line; a score of 1–5 needs none, its name may take two."""
        if is_criterion(column.key):
            first, _space, rest = column.heading.partition(" ")
            return f"{first}\n{rest}" if rest else first
        unit = self.unit(column)
        return f"{column.heading}\n{unit}" if unit else column.heading

    def heading_in_line(self, column: Column) -> str:
        """Return heading and unit in one line."""
        return ", ".join(filter(None, (column.heading, self.unit(column))))

    def unit(self, column: Column) -> str:
        """Return the unit, money by its currency."""
        return column.unit.replace(_("money"), self.document.assumptions.text("plan_currency"))

    def column_tip(self, column: Column) -> str:
        """Return what a column means, and what a blank in it means."""
        lines = [f"<b>{escape(self.heading_in_line(column))}</b>", escape(column.help)]
        lines += [f"{score} – {escape(text)}" for score, text in anchors(column.key)]
        if column.field is not None and column.field.blank:
            lines.append(escape(_("Blank: {meaning}.").format(meaning=_(column.field.blank))))
        if column.computed:
            lines.append(_("Computed."))
        return "<br>".join(filter(None, lines))

    def look(self, at: int, column: Column) -> Look:
        """Return the look of a cell, with a mark where an own decision is suggested."""
        return self.suggested.look(self.looks.of(at, column), self.looks.shown.plan.rows.ids[at], column.key)

    def cell_tip(self, at: int, column: Column) -> str | None:
        """Return the tooltip of a cell, with what an own decision suggests."""
        return self.suggested.tip(self._own_tip(at, column), self.looks.shown.plan.rows.ids[at], column.key)

    def _own_tip(self, at: int, column: Column) -> str | None:
        """The tooltip of the cell itself: its problem, where it comes from, or the formula in words."""
        cell, origin = self.looks.shown.content(at, column.key)
        if isinstance(cell, Invalid):
            text = _("“{typed}” is {reason}. It is kept as typed and not used.")
            return _rich(text.format(typed=cell.raw, reason=cell.reason))
        if origin is Origin.COMPUTED:
            return self._why(at, column, cell)
        note = blank_note(column, origin, self.looks.of(at, column))
        if is_criterion(column.key):
            said = [f"{score} – {text}" for score, text in anchors(column.key)]
            return _rich("\n".join(filter(None, [note, column.help, *said])))
        if note:
            return _rich(note)
        if isinstance(cell, float):
            return _rich(exact_number(cell) if not cell.is_integer() else "") if not column.help else None
        return _rich(cell) if isinstance(cell, str) and len(cell) > column.characters else None

    def _why(self, at: int, column: Column, cell: Cell) -> str | None:
        lines = []
        if column.key in MEASURES.measures:
            lines.append(self.document.why(self.looks.shown.plan.rows.ids[at], column.key))
        elif column.key == "label":
            lines += self._class(at, cell)
        else:
            lines.append(column.help)
        return _rich("\n".join(lines)) or None

    def _class(self, at: int, cell: Cell) -> list[str]:
        """Return what the class means, how sure it is, and what stands against it."""
        shown = self.looks.shown
        if not isinstance(cell, str):
            return [_("Not enough to say: the name is all there is and it says too little. Fill in a criterion.")]
        lines = [f"{SHAPES.get(cell, '')} {cell}: {meaning(cell)}"]
        advice, sure = plain(shown.evaluation.columns["label"][at]), shown.cell(at, "confidence")
        if self.looks.overridden(at):
            lines.append(_("{mark} Your decision; the advice is {advice}.").format(mark=OVERRIDE, advice=advice))
        if isinstance(sure, float):
            lines.append(_("Confidence {share}.").format(share=display(sure, Format.SHARE)))
        if shown.cell(at, "close_call") is True:
            lines.append(_("{mark} A close call: little would make it the other kind of work.").format(mark=CLOSE))
        flags = self.looks.of_advice(at)
        return [*lines, flags] if flags else lines

    def spoken(self, at: int, column: Column) -> str:
        """Return "Payroll, Headcount, 12, estimated" for a screen reader."""
        cell, origin = self.looks.shown.content(at, column.key)
        look = self.looks.of(at, column)
        name = self.looks.shown.cell(at, "function")
        text = look.text.strip("·⚠ ") or _("blank")
        who = name if isinstance(name, str) else _("row {number}").format(number=at + 1)
        words = [who, column.heading, text, *states(look, cell, origin)]
        return self.suggested.spoken(", ".join(words), self.looks.shown.plan.rows.ids[at], column.key)


def why_read_only(column: Column, *, sums_up: bool) -> str:
    """Return why a cell cannot be typed into; ``sums_up``: it stands on the heading of a group."""
    if sums_up:
        return _("This line sums up a department; the functions stand below it.")
    if column.key == "label":
        text = _("{column} is computed. To decide otherwise, use “Set decision” in the menu of the row.")
        return text.format(column=column.heading)
    return _("{column} is computed; change what it comes from. F8 says what that is.").format(column=column.heading)


def _rich(text: str) -> str:
    """Return a tooltip that wraps, cut where it would not fit on a screen."""
    if not text:
        return ""
    text = text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "…"
    return "<p>" + escape(text).replace("\n", "<br>") + "</p>"
