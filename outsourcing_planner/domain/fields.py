"""The one table of fields of a function (model.md §1). Reader, writer, grid, help and command line read this table."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from outsourcing_planner.domain import labels


class Kind(StrEnum):
    """What a cell of the field may hold."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    SCORE = "score"
    MONTH = "month"
    CHOICE = "choice"
    YES_NO = "yes_no"


class Role(StrEnum):
    """What the field is for; column sets and sheets group by it."""

    INPUT = "input"
    CRITERION = "criterion"
    DELIVERY = "delivery"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key in code, JSON and TOML, what a person reads, and what it accepts.

    ``low`` and ``high`` are inclusive. ``open_choice`` says that other texts than ``choices`` are allowed.
    ``blank`` says what a blank cell means.
    """

    key: str
    heading: str
    kind: Kind
    role: Role
    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    open_choice: bool = False
    whole: bool = False
    required: bool = False
    blank: str = ""
    help: str = ""

    @property
    def numeric(self) -> bool:
        """Say whether a typed value of the field is a number."""
        return self.kind in {Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.SCORE, Kind.MONTH}

    def as_json(self) -> dict[str, object]:
        """Return the object that ``fields --json`` prints."""
        return {
            "key": self.key, "heading": self.heading, "unit": self.unit, "kind": str(self.kind), "role": str(self.role),
            "low": self.low, "high": self.high, "choices": list(self.choices), "required": self.required,
            "blank": self.blank, "help": self.help,
        }  # fmt: skip


UNITS: Final = ("call", "chat", "email", "ticket", "transaction", "record", "document", "report", "project", "hour")
PRICINGS: Final = (
    "auto", "seat", "fte", "hour", "minute", "task", "record", "outcome",
    "project", "expert", "retainer", "time_and_material",
)  # fmt: skip
MAX_TERM_YEARS: Final = 10


def _text(key: str, heading: str, text: str, *, required: bool = False) -> Field:
    return Field(key, heading, Kind.TEXT, Role.INPUT, required=required, help=text)


def _money(key: str, heading: str, unit: str, role: Role, blank: str, text: str) -> Field:
    return Field(key, heading, Kind.MONEY, role, unit, low=0, blank=blank, help=text)


def _score(key: str, heading: str, text: str) -> Field:
    return Field(key, heading, Kind.SCORE, Role.CRITERION, "1–5", low=1, high=5, blank="inferred", help=text)


def _share(key: str, heading: str, role: Role, blank: str, text: str) -> Field:
    return Field(key, heading, Kind.SHARE, role, "share", low=0, high=1, blank=blank, help=text)


_DELIVERY, _INPUT = Role.DELIVERY, Role.INPUT
_CLASSIFIED = "from the classifier, when Hybrid"

FIELDS: Final[tuple[Field, ...]] = (
    _text("function", "Function", "The business function or activity, as you call it.", required=True),
    _text("department", "Department", "The department that does the work today."),
    _text("description", "Description", "What is done, in a sentence; it helps to classify the row."),
    _text("owner", "Owner", "Who answers for the function."),
    _text("notes", "Notes", "Anything worth keeping beside the row."),
    Field("fte", "Headcount", Kind.NUMBER, _INPUT, "FTE", low=0, blank="sized from volume × handling time",
          help="Full-time equivalents doing the work today. Fractions are kept."),
    Field("volume", "Annual volume", Kind.NUMBER, _INPUT, "units / year", low=0,
          help="How many units of work come in a year."),
    Field("unit", "Unit of work", Kind.CHOICE, _INPUT, choices=UNITS, help="What one unit of the volume is."),
    Field("handling_minutes", "Handling time", Kind.NUMBER, _INPUT, "min / unit", low=0,
          help="Minutes of work per unit, after-work included."),
    Field("coverage_hours", "Coverage", Kind.NUMBER, _INPUT, "h / week", low=1, high=168, blank="40 hours",
          help="Hours a week in which the function must be manned; 168 is round the clock."),
    _money("salary", "Salary", "money / FTE / year", _INPUT, "median wage of the matching occupation (United States)",
           "Yearly wage of one FTE, before benefits and overhead."),
    _money("in_house_cost", "In-house cost", "money / year", _INPUT, "built up from headcount and salary",
           "What the function costs a year today, when you know it; for work outsourced today the present contract."),
    _share("avoidable_share", "Avoidable", _INPUT, "assumption",
           "Part of the in-house cost that really stops when the work leaves; the rest is stranded."),
    _score("codification", "Codified", "How far the work is written down as rules and procedures."),
    _score("measurability", "Measurable", "How well output and quality can be measured."),
    _score("supply", "Supplier market", "How many capable providers offer this work."),
    _score("elasticity", "Demand varies", "How much the demand swings, so that flexible capacity helps."),
    _score("specificity", "Specific to us", "How far the work depends on knowledge and assets only we have."),
    _score("strategic_value", "Strategic value", "How much the work sets us apart from competitors."),
    _score("exposure", "Regulatory exposure", "How far regulators and the law look at this work."),
    _score("proximity", "Needs proximity", "How far people or things must be near our sites or customers."),
    _score("judgement", "Judgement", "How much expert judgement a typical case needs."),
    _score("expertise", "Expertise", "How deep the domain knowledge or qualification must be."),
    _score("variety", "Task variety", "How different one case is from the next."),
    _score("client_engagement", "Client engagement", "How closely the worker and the client deal with the substance."),
    _score("training_time", "Training time", "How long until a new worker is fully able."),
    _score("data_sensitivity", "Data sensitivity", "How confidential the data is that the work touches."),
    _score("insight", "Insight", "Whether the result is insight for decisions rather than finished transactions."),
    Field("country", "Delivery country", Kind.CHOICE, _DELIVERY, open_choice=True,
          blank="assumption delivery_country_bpo or delivery_country_kpo, by kind",
          help="Where the provider would deliver from: a country or region of the rate library."),
    _money("seat_rate", "Seat rate", "money / seat / month", _DELIVERY, "rate library, by country and kind of work",
           "Monthly price of one seat."),
    _money("day_rate", "Day rate", "money / expert day", _DELIVERY, "rate library", "Price of one expert day."),
    Field("pricing", "Pricing", Kind.CHOICE, _DELIVERY, choices=PRICINGS, blank="auto",
          help="How the provider charges; auto takes seats for BPO and projects for KPO."),
    _money("rate", "Quoted rate", "money / unit of pricing", _DELIVERY, "seat rate, day rate or rate library",
           "The price quoted, per unit of the pricing chosen."),
    Field("currency", "Currency", Kind.CHOICE, _DELIVERY, "ISO 4217", open_choice=True, blank="plan currency",
          help="Currency of the rates of this row."),
    Field("projects", "Projects", Kind.NUMBER, _DELIVERY, "per year", low=0, blank="effort from FTE × working days",
          help="Projects a year."),
    Field("project_days", "Days per project", Kind.NUMBER, _DELIVERY, "days", low=0,
          blank="effort from FTE × working days", help="Expert days one project takes."),
    Field("start_month", "Start month", Kind.MONTH, _DELIVERY, "month of the plan", low=1, high=12 * MAX_TERM_YEARS,
          whole=True, blank="1", help="Month of the plan in which the provider takes over."),
    _share("bpo_share", "BPO part", _DELIVERY, _CLASSIFIED, "Process part of a Hybrid function."),
    _share("kpo_share", "KPO part", _DELIVERY, _CLASSIFIED, "Knowledge part of a Hybrid function."),
    _share("retained_share", "Retained part", _DELIVERY, "0", "Part of a Hybrid function that stays in-house."),
    Field("law_forbids", "Law forbids", Kind.YES_NO, Role.DECISION, blank="no",
          help="A law or regulator forbids giving this work to others."),
    Field("data_must_stay", "Data must stay", Kind.YES_NO, Role.DECISION, blank="no",
          help="The data may not leave the home country."),
    Field("decision", "Decision", Kind.CHOICE, Role.DECISION, choices=labels.DECISIONS, blank="auto",
          help="Your decision; auto follows the advice."),
    Field("decision_reason", "Reason", Kind.TEXT, Role.DECISION, help="Why you decided so."),
)  # fmt: skip

BY_KEY: Final[dict[str, Field]] = {field.key: field for field in FIELDS}
KEYS: Final[tuple[str, ...]] = tuple(BY_KEY)
KNOWLEDGE_CRITERIA: Final = (
    "judgement", "expertise", "variety", "client_engagement", "training_time", "data_sensitivity", "insight",
)  # fmt: skip
FIT_CRITERIA: Final = (
    "supply", "specificity", "strategic_value", "codification", "proximity", "measurability", "exposure", "elasticity",
)  # fmt: skip
CRITERIA: Final[tuple[str, ...]] = tuple(field.key for field in FIELDS if field.role is Role.CRITERION)


def by_role(*roles: Role) -> Iterator[Field]:
    """Yield the fields with one of the roles, in the order of the table."""
    return (field for field in FIELDS if field.role in roles)
