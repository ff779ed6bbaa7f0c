"""Which column stands where on the Functions sheet, and what it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, count
from typing import Final

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.fields import BY_KEY, CRITERIA, FIELDS, Field, Kind, Role
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import MODULES
from outsourcing_planner.engine.measures import MEASURES, MONTH, Format, Measure, Shape
from outsourcing_planner.io.exporting.row_writer import clean, letters
from outsourcing_planner.text import _

__all__ = ["MODULES", "Col", "Layout", "Part", "layout_of"]

FIRST_ROW: Final = 7
"""Row of the first function, counted from 0; the headings stand in the row above."""


@dataclass(frozen=True)
class Part:
    """A group of columns that belong together, with its name."""

    key: str
    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Col:
    """One column of the Functions sheet: a field, an advice, a measure, a reading of an input, or one of the user's."""

    key: str
    heading: str
    unit: str
    part: str
    at: int
    field: Field | None = None
    measure: Measure | None = None
    reads: str = ""

    @property
    def letters(self) -> str:
        """Return the letters of the column."""
        return letters(self.at)


ADVICE: Final[Mapping[str, tuple[str, str, Format]]] = {
    "kind": ("Kind", "BPO / KPO / Hybrid", Format.TEXT),
    "label": ("Advice", "", Format.TEXT),
    "confidence": ("Confidence", "share", Format.SHARE),
    "close_call": ("Close call", "", Format.YES_NO),
    "gate": ("Gate", "", Format.TEXT),
    "flags": ("Flags", "", Format.TEXT),
    "salary_estimate": ("Salary, estimate", "money / FTE / year", Format.MONEY),
    **{f"{key}_inferred": (f"{BY_KEY[key].heading}, inferred", "1–5", Format.SCORE) for key in CRITERIA},
}
"""Columns that the classifier and the wage library give: values, not formulas."""

COMPUTED: Final = (
    Part(
        "advice",
        "Advice",
        ("label", "kind", "confidence", "close_call", "gate", "flags", "knowledge", "fit", "decision_effective"),
    ),
    Part(
        "sizing",
        "Sizing",
        (
            "fte_used",
            "seats",
            "effort_days",
            "start_month_used",
            "agents_needed",
            "service_level_reached",
            "busy_occupancy",
        ),
    ),
    Part(
        "baseline",
        "In-house baseline",
        ("salary_used", "loaded_fte", "in_house", "avoidable_share_used", "avoidable", "unit_cost"),
    ),
    Part(
        "price",
        "Provider",
        (
            "country_used",
            "delivery_location",
            "pricing_used",
            "exchange_used",
            "seat_rate_used",
            "day_rate_mix",
            "day_rate_used",
            "rate_used",
            "billed_quantity",
            "bpo_year",
            "kpo_year",
            "cheaper_estimate",
            "bpo_share_used",
            "kpo_share_used",
            "retained_share_used",
            "charge",
            "client_work",
            "unit_cost_after",
        ),
    ),
    Part("once", "One-off", ("selection", "knowledge_transfer", "dual_running", "severance", "one_off")),
    Part(
        "result",
        "Result",
        (
            "npv",
            "payback_months",
            "irr",
            "term_saving_share",
            "saving_of_in_house",
            "roi",
            "pays",
            "run_rate_saving",
            "run_rate_share",
            "tco",
        ),
    ),
    Part(
        "even",
        "Break-even",
        (
            "break_even_rate",
            "break_even_charge",
            "break_even_volume_npv",
            "break_even_projects",
            "break_even_volume",
            "break_even_exchange",
            "break_even_avoidable",
        ),
    ),
)

GROUPS: Final = ("label", "department", "country", "advice", "pricing", "wave")
"""What the summary adds up by, in its order; each has a helper column that is never blank (module ``groups``)."""

_INPUT_PARTS: Final = (
    (Role.INPUT, "Your input"),
    (Role.CRITERION, "Criteria, 1–5"),
    (Role.DELIVERY, "Delivery and price"),
    (Role.DECISION, "Your decision"),
)


MORE_INPUTS: Final = "More inputs"
"""Part of the inputs that the plan does not use; they stand behind the results, where they are in nobody's way."""
_ALWAYS_IN_FRONT: Final = frozenset(
    ("function", "department", "fte", "volume", "handling_minutes", "salary", "in_house_cost", "country", "pricing",
     "rate", "start_month", "decision", "decision_reason")
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """All columns of the Functions sheet, and where its rows lie."""

    columns: tuple[Col, ...]
    count: int

    @cached_property
    def by_key(self) -> Mapping[str, Col]:
        """Return the columns by key; a column of the user's has the key ``extra:<heading>``."""
        return {column.key: column for column in self.columns}

    @property
    def first(self) -> int:
        """Return the first row of functions, counted from 1."""
        return FIRST_ROW + 1

    @property
    def last(self) -> int:
        """Return the last row of functions, counted from 1."""
        return FIRST_ROW + max(self.count, 1)

    def source(self, key: str) -> str:
        """Return the letters of the column that formulas read for a key: the reading of an input where there is one."""
        column = self.by_key.get(f"{key}:read") or self.by_key[key]
        return column.letters

    def cell(self, key: str, row: int | None = None) -> str:
        """Return the cell of a key in a row counted from 1, by default the first."""
        return f"{self.source(key)}{row or self.first}"

    def range(self, key: str, sheet: str = "Functions") -> str:
        """Return the absolute range of a column on its sheet."""
        at = self.source(key)
        return f"{sheet}!${at}${self.first}:${at}${self.last}"


@cache
def shapes() -> Mapping[str, Shape]:
    """Return the shape of every measure."""
    return MEASURES.shapes(frozenset((*BY_KEY, *ADVICE)))


def is_invalid_somewhere(plan: Plan, key: str) -> bool:
    """Say whether a column holds something that was typed but is not valid."""
    return any(isinstance(cell, Invalid) for cell in plan.columns.get(key, ()))


def layout_of(plan: Plan, count: int) -> Layout:
    """Return the layout for a plan, with so many rows shown."""
    found = [*_inputs(plan), *_computed(), *_more_inputs(plan), *_workings(plan)]
    taken = _Taken(frozenset(field.heading.casefold() for field in FIELDS))
    columns = [_placed(column, at, taken) for at, column in enumerate(found)]
    for name in plan.extras:
        columns.append(
            Col(f"extra:{name}", taken.free(clean(name).strip() or _("Column")), "", "Your columns", len(columns))
        )
    return Layout(tuple(columns), count)


class _Taken:
    """Headings in use; a table needs different ones."""

    def __init__(self, fields: frozenset[str]) -> None:
        self.fields, self.used = fields, set(fields)

    def free(self, heading: str, unit: str = "") -> str:
        heading = heading[:250]
        numbered = (f"{heading} ({number})" for number in count(2))
        candidates = chain((heading, f"{heading} ({unit})" if unit else heading), numbered)
        found = next(name for name in candidates if name.casefold() not in self.used)
        self.used.add(found.casefold())
        return found


def _placed(column: Col, at: int, taken: _Taken) -> Col:
    heading = column.heading if column.field else taken.free(column.heading, column.unit)
    return Col(column.key, heading, column.unit, column.part, at, column.field, column.measure, column.reads)


def _inputs(plan: Plan) -> Iterable[Col]:
    for role, part in _INPUT_PARTS:
        for field in FIELDS:
            if field.role is role and is_in_front(plan, field):
                yield Col(field.key, field.heading, _unit(field), part, 0, field=field)


def _more_inputs(plan: Plan) -> Iterable[Col]:
    for field in FIELDS:
        if any(field.role is role for role, _part in _INPUT_PARTS) and not is_in_front(plan, field):
            yield Col(field.key, field.heading, _unit(field), MORE_INPUTS, 0, field=field)


def is_in_front(plan: Plan, field: Field) -> bool:
    """Say whether an input stands before the results: one that is always looked for, or that this plan uses.

    The criteria stay together, for formulas count them as one range.
    """
    keys = CRITERIA if field.key in CRITERIA else (field.key,)
    return field.key in _ALWAYS_IN_FRONT or any(cell is not None for key in keys for cell in plan.columns.get(key, ()))


def _unit(field: Field) -> str:
    return "yes / no" if field.kind is Kind.YES_NO else field.unit


def _computed() -> Iterable[Col]:
    for part in COMPUTED:
        for key in part.keys:
            if key in ADVICE or key in MEASURES.measures:
                yield _column(key, part.name)


def _column(key: str, part: str) -> Col:
    if key in ADVICE:
        heading, unit, _fmt = ADVICE[key]
        return Col(key, heading, unit, part, 0)
    measure = MEASURES.measures[key]
    return Col(key, measure.heading, measure.unit, part, 0, measure=measure)


def _workings(plan: Plan) -> Iterable[Col]:
    """Yield what formulas need and few people read: readings of inputs, library values, scores, intermediate steps."""
    shown = {key for part in COMPUTED for key in part.keys}
    form = shapes()
    for field in FIELDS:
        if field.kind is not Kind.TEXT and not field.open_choice and is_invalid_somewhere(plan, field.key):
            yield Col(f"{field.key}:read", f"{field.heading}, as read", field.unit, "Workings", 0, reads=field.key)
    for key in ADVICE:
        if key not in shown:
            yield _column(key, "Workings")
    for key, measure in MEASURES.measures.items():
        if key not in shown and key != MONTH and form[key] is Shape.ROW:
            yield Col(key, measure.heading, measure.unit, "Workings", 0, measure=measure)
    yield Col("place_row", _("Place in the lists"), "row of Lists", "Workings", 0)
    for key in GROUPS:
        yield Col(f"group:{key}", _("Group: {name}").format(name=key), "", "Workings", 0)
