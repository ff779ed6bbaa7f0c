"""The columns of the grid: fields and measures as one kind of thing, and the saved sets of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from outsourcing_planner.domain.fields import BY_KEY, FIELDS, Field, Kind, Role
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.measures import MEASURES, Format
from outsourcing_planner.text import _, language
from outsourcing_planner.ui.kit.words import mark

CLASSIFY, COST, EVERYTHING = "classify", "cost", "everything"
SETS: Final = (CLASSIFY, COST, EVERYTHING)

_FORMAT_OF_KIND: Final = {
    Kind.TEXT: Format.TEXT, Kind.CHOICE: Format.TEXT, Kind.YES_NO: Format.YES_NO, Kind.NUMBER: Format.NUMBER,
    Kind.MONEY: Format.RATE, Kind.SHARE: Format.SHARE, Kind.SCORE: Format.SCORE, Kind.MONTH: Format.NUMBER,
}  # fmt: skip
_CHARACTERS: Final = {
    Format.TEXT: 14, Format.MONEY: 11, Format.RATE: 10, Format.NUMBER: 8, Format.SHARE: 7, Format.SCORE: 5,
    Format.MONTHS: 8, Format.YES_NO: 6,
}  # fmt: skip
_WIDER: Final = {"function": 30, "department": 18, "description": 38, "notes": 30, "decision_reason": 30, "label": 13,
                 "owner": 16, "country": 17, "flags": 24, "pricing": 15, "gate": 20}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, what stands above it, how its values are written, and how many characters they need."""

    key: str
    heading: str
    unit: str
    format: Format
    characters: int
    help: str = ""
    field: Field | None = None

    @property
    def computed(self) -> bool:
        """Say whether the program fills the column."""
        return self.field is None

    @property
    def numeric(self) -> bool:
        """Say whether the values are numbers; they stand right."""
        return self.format not in {Format.TEXT, Format.YES_NO}


_ADVICE: Final = (
    ("label", mark("Class"), "", Format.TEXT, mark("The advice: BPO, KPO, Hybrid or Retain.")),
    ("kind", mark("Kind of work"), "", Format.TEXT, mark("What kind of work it is: BPO, KPO or both.")),
    ("confidence", mark("Confidence"), "", Format.SHARE, mark("How sure the kind of work is.")),
    ("close_call", mark("Close call"), "", Format.YES_NO, mark("Little would make it the other kind.")),
    ("gate", mark("Gate"), "", Format.TEXT, mark("The rule that keeps the function in the house.")),
    ("flags", mark("Advice"), "", Format.TEXT, mark("What to do before outsourcing.")),
    ("status", mark("Status"), "", Format.TEXT, mark("Whether the row could be costed.")),
)

_SHOWN_ELSEWHERE: Final = frozenset({"decision_effective"})
"""Columns whose values are shown in another: the class in force, and what stands in for a blank."""
_SHORT_HEADINGS: Final = {"knowledge": mark("Knowledge"), "fit": mark("Fit")}

_CLASSIFY: Final = (
    "function", "department", "label", "confidence", "judgement", "expertise", "variety", "client_engagement",
    "training_time", "data_sensitivity", "insight", "knowledge", "codification", "measurability", "supply",
    "elasticity", "specificity", "strategic_value", "exposure", "proximity", "fit", "law_forbids", "data_must_stay",
    "decision", "decision_reason", "description", "flags",
)  # fmt: skip
_COST: Final = (
    "function", "department", "fte", "salary", "country", "label", "in_house", "bpo_year", "kpo_year", "charge",
    "one_off", "npv", "payback_months", "term_saving_share", "saving_of_in_house", "break_even_rate", "pays",
    "decision", "pricing", "rate", "seat_rate", "day_rate", "start_month", "volume", "unit", "handling_minutes",
    "in_house_cost", "projects", "project_days", "seats",
)  # fmt: skip
"""What is typed most, then the answer, then what is typed now and then: the answer is on the first screen."""


def column_set(name: str, evaluation: Evaluation) -> tuple[Column, ...]:
    """Return a saved set; columns that this evaluation does not have are left out."""
    known = all_columns(evaluation)
    keys: Iterable[str] = {CLASSIFY: _CLASSIFY, COST: _COST}.get(name, known)
    return tuple(known[key] for key in keys if key in known)


def all_columns(evaluation: Evaluation) -> dict[str, Column]:
    """Return every column by key: inputs first, computed ones right of them."""
    return dict(_all(frozenset(evaluation.columns), language()))


@cache
def _all(available: Collection[str], _language: str) -> dict[str, Column]:
    found = {field.key: _of_field(field) for field in FIELDS}
    for key, heading, unit, fmt, text in _ADVICE:
        if key in available:
            found[key] = Column(key, _(heading), _(unit), fmt, _width(key, fmt), _(text))
    for measure in MEASURES.stored():
        stands_in = measure.key.endswith("_used") and measure.key.removesuffix("_used") in BY_KEY
        elsewhere = stands_in or measure.key in _SHOWN_ELSEWHERE or measure.key in found
        if measure.key in available and not elsewhere:
            heading = _(_SHORT_HEADINGS.get(measure.key, measure.heading))
            width = _width(measure.key, measure.format)
            found[measure.key] = Column(measure.key, heading, _(measure.unit), measure.format, width, _(measure.help))
    return found


def _of_field(field: Field) -> Column:
    fmt = _FORMAT_OF_KIND[field.kind]
    return Column(field.key, _(field.heading), _(field.unit), fmt, _width(field.key, fmt), _(field.help), field)


def format_of(field: Field) -> Format:
    """Return how the values of a field are written."""
    return _FORMAT_OF_KIND[field.kind]


def _width(key: str, fmt: Format) -> int:
    return _WIDER.get(key, _CHARACTERS[fmt])


def is_criterion(key: str) -> bool:
    """Say whether a key is one of the criteria scored 1–5."""
    return key in BY_KEY and BY_KEY[key].role is Role.CRITERION
