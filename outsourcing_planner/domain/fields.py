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
    "productive_hour", "accurate_record", "cost_plus", "gainshare", "deliverable",
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


def _tier(number: str, nth: str) -> tuple[Field, Field]:
    volume = Field(
        f"tier_volume_{number}", f"Discount {number} from", Kind.NUMBER, Role.DELIVERY, "units / year", low=0,
        blank=f"no {nth} discount", help=f"Yearly volume from which the {nth}, larger discount is given.",
    )  # fmt: skip
    help_ = f"The {nth} discount on the rate, in place of the one before."
    return volume, _share(f"tier_discount_{number}", f"Volume discount {number}", Role.DELIVERY, "0", help_)


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
    Field("in_house_cost", "In-house cost", Kind.MONEY, _INPUT, "money / year",
          blank="built up from headcount and salary",
          help="What the function costs a year today, when you know it; for work outsourced today the present "
          "contract. A negative amount, such as a vacancy discount, lowers the baseline."),
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
          blank="the assumption for BPO or for KPO, by the kind of work",
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
    Field("positions", "Positions", Kind.NUMBER, _INPUT, "posts", low=0, blank="not sized by posts",
          help="Posts to keep manned through the whole coverage; the relief factor makes FTE of them."),
    Field("interval_volume", "Busy interval volume", Kind.NUMBER, _INPUT, "units / interval", low=0,
          blank="from annual volume and busy hour part",
          help="Calls or chats in the busiest interval; they are sized by Erlang C."),
    _share("busy_hour_share", "Busy hour part", _INPUT, "not sized by waiting time",
           "Part of a day's volume that comes in its busiest hour; sizes the annual volume by Erlang C."),
    _share("service_level", "Service level", _INPUT, "assumption", "Part of contacts answered within the target."),
    Field("target_seconds", "Answer within", Kind.NUMBER, _INPUT, "seconds", low=0, blank="assumption",
          help="Target time to answer a call or chat."),
    _money("direct_cost", "Direct cost", "money / year", _INPUT, "0",
           "Yearly cost beside people: tools, licences, rent. Added to the cost built up from salary."),
    Field("outsourced_today", "Outsourced today", Kind.YES_NO, _INPUT, blank="no",
          help="A provider does the work today; the in-house cost is the present contract. No severance is counted."),
    Field("volume_growth", "Volume growth", Kind.SHARE, _INPUT, "per year", low=-0.5, high=1, blank="assumption",
          help="Growth of the work, and of its cost on both sides, by plan year."),
    _share("automatable_share", "Automatable", _INPUT, "not costed", "Part of the volume that software can take over."),
    _money("automation_unit_cost", "Automation unit cost", "money / unit", _INPUT, "not costed",
           "What software costs for one unit of the volume, in plan currency."),
    Field("vendor", "Provider", Kind.TEXT, _DELIVERY, help="Who would do the work, or who quoted the price."),
    Field("wave", "Wave", Kind.NUMBER, _DELIVERY, low=1, whole=True, help="Wave of the transition the function is in."),
    Field("quote_year", "Year of quote", Kind.NUMBER, _DELIVERY, "year", low=1980, high=2200, whole=True,
          help="Year in which the rates of this row were quoted; old quotes are pointed out."),
    _money("base_fee", "Base fee", "money / year", _DELIVERY, "0", "Fixed part of the yearly charge beside the rate."),
    _share("success_share", "Success", _DELIVERY, "1", "Part of the volume that reaches the outcome that is paid."),
    Field("error_share", "Errors", Kind.SHARE, _DELIVERY, "share", low=0, high=0.99, blank="0",
          help="Part of the records that are wrong and paid again, or corrected in-house."),
    _money("correction_cost", "Correction cost", "money / record", _DELIVERY, "errors are bought again",
           "In-house cost of correcting one wrong record, with pricing per accurate record."),
    Field("markup", "Markup", Kind.SHARE, _DELIVERY, "share of cost", low=0, high=5, blank="assumption",
          help="What the provider adds to its cost, with pricing cost plus."),
    _money("verified_saving", "Verified saving", "money / year", _DELIVERY, "0",
           "Yearly saving by the provider that both sides agree on, with pricing gainshare."),
    _share("gainshare_share", "Gainshare part", _DELIVERY, "0", "Our part of that saving; it lowers the charge."),
    Field("included_hours", "Hours included", Kind.NUMBER, _DELIVERY, "h / month", low=0, blank="all",
          help="Hours a month that the retainer covers."),
    _money("overage_rate", "Overage rate", "money / h", _DELIVERY, "0", "Price of an hour beyond the retainer."),
    Field("band_volume", "Contract volume", Kind.NUMBER, _DELIVERY, "units / year", low=0, blank="volume as it comes",
          help="Volume that is paid for in any case; more costs the ARC, less gives the RRC back."),
    _share("dead_band", "Dead band", _DELIVERY, "0", "Part of the contract volume that may be missed freely."),
    _money("arc_rate", "ARC", "money / unit", _DELIVERY, "the rate", "Additional resource charge of one unit."),
    _money("rrc_rate", "RRC", "money / unit", _DELIVERY, "the rate", "Reduced resource credit for one unit."),
    Field("tier_volume", "Discount from", Kind.NUMBER, _DELIVERY, "units / year", low=0, blank="no discount",
          help="Yearly volume from which the volume discount is given."),
    _share("tier_discount", "Volume discount", _DELIVERY, "0", "Discount on the rate from that volume on."),
    *_tier("2", "second"),
    *_tier("3", "third"),
    _money("minimum_charge", "Minimum charge", "money / year", _DELIVERY, "0", "Minimum commitment: paid in any case."),
    Field("role_mix", "Role mix", Kind.TEXT, _DELIVERY,
          help="Roles with days or parts and day rate or place: 60% analyst 420; 40% lead United Kingdom."),
    _share("client_review_share", "Client review", _DELIVERY, "assumption",
           "Days our own experts spend on each expert day of the provider."),
    _money("other_one_off", "Other one-off", "money", _DELIVERY, "0",
           "Further one-off cost: set-up, travel, leases, ending the present contract."),
    Field("project_days_low", "Days at best", Kind.NUMBER, _DELIVERY, "days", low=0, blank="days per project as typed",
          help="Expert days of a project where all goes well; with the worst case the days are (best + 4 × likely + "
          "worst) ÷ 6 (PERT)."),
    Field("project_days_high", "Days at worst", Kind.NUMBER, _DELIVERY, "days", low=0,
          blank="days per project as typed", help="Expert days of a project where much goes wrong."),
    Field("currency_drift", "Currency drift", Kind.SHARE, _DELIVERY, "per year", low=-0.5, high=1, blank="assumption",
          help="How much dearer the currency of this row gets each plan year, in plan currency."),
    Field("retained_fte", "Retained posts", Kind.NUMBER, _DELIVERY, "FTE", low=0, blank="0",
          help="Our own people who steer the provider, at loaded cost, beside the governance share of the charge."),
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
