"""What a cell looks like and says: text, tone, marks, tooltip, accessible text. No colours here; a theme has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

import numpy as np

from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.labels import AUTO
from outsourcing_planner.engine.measures import Format
from outsourcing_planner.session.shown import Origin, Shown
from outsourcing_planner.text import _
from outsourcing_planner.ui.models.columns import Column
from outsourcing_planner.ui.models.formats import SHAPES, display, in_plain_words, number_text
from outsourcing_planner.ui.models.view_order import Group

CLOSE, OVERRIDE, WRONG, DOT = "⚠", "✎", "⚠", "·"
SUGGESTED = "↩"
"""A row that an own decision is suggested for."""


class Tone(Enum):
    """The kinds of cell that a person must tell apart."""

    TYPED = auto()
    STAND_IN = auto()
    COMPUTED = auto()
    CHOSEN = auto()
    CLASS = auto()
    INVALID = auto()
    GROUP = auto()
    PROMPT = auto()


class Look(NamedTuple):
    """What is painted: the text, its tone, and for a class its label."""

    text: str
    tone: Tone
    label: str = ""


NOTHING: Final = Look("", Tone.TYPED)
BLANK_COMPUTED: Final = Look("", Tone.COMPUTED)
_CHOSEN_BY: Final = {"bpo_year": "BPO", "kpo_year": "KPO"}
"""The two estimates stand side by side; the one that the class points to is bold."""


@dataclass(frozen=True)
class Looks:
    """Answers for one state of the document."""

    shown: Shown

    def of(self, at: int, column: Column) -> Look:
        """Return the look of a cell of the plan."""
        cell, origin = self.shown.content(at, column.key)
        if column.key == "label":
            return self._class(at, cell)
        if isinstance(cell, Invalid):
            return Look(f"{WRONG} {cell.raw}", Tone.INVALID)
        text = display(cell, column.format)
        if "_" in text and column.field is not None and column.field.choices:
            text = in_plain_words(text)
        if origin is Origin.COMPUTED:
            return self._computed(at, column, cell, text)
        if origin is Origin.TYPED or not text:
            return Look(text, Tone.TYPED)
        if origin is Origin.INFERRED and isinstance(cell, float):
            text = number_text(cell, 1)
        return Look(f"{DOT} {text}", Tone.STAND_IN)

    def _computed(self, at: int, column: Column, cell: Cell, text: str) -> Look:
        if cell is None:
            return BLANK_COMPUTED
        if column.key in _CHOSEN_BY and self.shown.cell(at, "decision_effective") == _CHOSEN_BY[column.key]:
            return Look(text, Tone.CHOSEN)
        if isinstance(cell, float):
            text = _even_decimals(cell, column, text)
        if column.key in {"flags", "gate"} and isinstance(cell, str):
            text = advice_words(cell)
        if column.key == "close_call":
            text = f"{CLOSE} {text}" if cell is True else ""
        return Look(text, Tone.COMPUTED)

    def of_advice(self, at: int) -> str:
        """Return in short words what to do before the function leaves."""
        flags = self.shown.cell(at, "flags")
        return advice_words(flags) if isinstance(flags, str) else ""

    def _class(self, at: int, label: Cell) -> Look:
        if not isinstance(label, str):
            return Look("?", Tone.CLASS)
        marks = [mark for mark, on in ((CLOSE, self._close_call(at)), (OVERRIDE, self.overridden(at))) if on]
        return Look(" ".join([SHAPES.get(label, "?"), label, *marks]), Tone.CLASS, label)

    def _close_call(self, at: int) -> bool:
        return self.shown.cell(at, "close_call") is True and not self.overridden(at)

    def overridden(self, at: int) -> bool:
        """Say whether a person decided otherwise than "auto"."""
        decision = self.shown.cell(at, "decision")
        return isinstance(decision, str) and decision != AUTO

    def group(self, group: Group, column: Column, *, first: bool) -> Look:
        """Return the heading of a group: its name and count, and the sums of money and headcount below them."""
        if first:
            return Look(f"{'▸' if group.folded else '▾'} {group.name} ({len(group.positions)})", Tone.GROUP)
        total = self.subtotal(group.positions, column)
        return Look("" if total is None else display(total, column.format), Tone.GROUP)

    def subtotal(self, positions: Sequence[int], column: Column) -> float | None:
        """Return the sum of a column that can be added up, in whole cents where it is money."""
        if column.format is not Format.MONEY and column.key not in {"fte", "fte_used", "seats", "in_house_cost"}:
            return None
        if column.unit.startswith("money / FTE"):
            return None
        numbers = self.shown.values(column.key).numbers
        if numbers is None:
            return None
        found = numbers[np.asarray(positions, dtype=np.int64)]
        found = found[~np.isnan(found)]
        if not len(found):
            return None
        return float(np.rint(found * 100).sum() / 100) if column.format is Format.MONEY else float(found.sum())


def advice_words(codes: str) -> str:
    """Return the codes of advice and gates in short words."""
    words = {
        "check_before_outsourcing": _("check before outsourcing"), "pilot_first": _("pilot first"),
        "fix_first": _("document first"), "move_onshore": _("move onshore"),
        "automate_offered": _("could be automated"), "close_call": _("close call"), "disputed": _("sources disagree"),
        "provisional": _("provisional"),
        "law_forbids": _("the law forbids"), "core": _("core of the business"), "data_must_stay": _("data must stay"),
    }  # fmt: skip
    found = [part.strip() for part in codes.replace(";", ",").split(",")]
    return ", ".join(words.get(part, part.replace("_", " ")) for part in found if part)


def _even_decimals(value: float, column: Column, text: str) -> str:
    """Return a computed share or score with as many decimals as its neighbours above and below."""
    if column.format is Format.SHARE:
        return number_text(value * 100, 0 if column.key == "confidence" else 1) + "%"
    return number_text(value, 1) if column.format is Format.SCORE else text


def states(look: Look, cell: Cell, origin: Origin) -> list[str]:
    """Return in words what tone and marks say, for those who do not see them."""
    said = []
    if isinstance(cell, Invalid):
        said.append(_("needs attention: {reason}").format(reason=cell.reason))
    words = {
        Origin.INFERRED: _("inferred"), Origin.ESTIMATED: _("estimated"), Origin.DEFAULT: _("standard"),
        Origin.COMPUTED: _("computed"),
    }  # fmt: skip
    if origin in words and look.text:
        said.append(words[origin])
    if look.tone is Tone.CLASS:
        said += [text for mark, text in ((CLOSE, _("close call")), (OVERRIDE, _("your decision"))) if mark in look.text]
    return said


def blank_note(column: Column, origin: Origin, look: Look) -> str:
    """Return what stands in for a blank and why, in a sentence."""
    value = look.text.removeprefix(f"{DOT} ")
    sentences = {
        Origin.INFERRED: _("Inferred from name and description: {value}. Type over it to make it yours."),
        Origin.ESTIMATED: _("Blank; estimated: {value} ({source}). Type over it to make it yours."),
        Origin.DEFAULT: _("Blank means {value} ({source})."),
    }
    source = _(column.field.blank) if column.field and column.field.blank else ""
    return sentences[origin].format(value=value, source=source or _("standard")) if origin in sentences else ""


def exact_number(value: float) -> str:
    """Return a number with thousands marks and two decimals, for tooltips."""
    return number_text(value, 2)
