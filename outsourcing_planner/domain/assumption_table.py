"""The table of assumptions: defaults with unit, range, source and grade (figures: domain.md §3 and its sources)."""

from dataclasses import dataclass
from typing import Final

Setting = float | str

OURS: Final = "–"


@dataclass(frozen=True, slots=True)
class AssumptionSpec:
    """One assumption as shipped.

    ``low`` and ``high`` are the range that sources give; ``minimum`` and ``maximum`` are the limits of sense.
    ``grade``: A official, B trade or adviser, C vendor, – ours.
    """

    key: str
    heading: str
    group: str
    unit: str
    value: Setting
    low: float | None = None
    high: float | None = None
    source: str = ""
    grade: str = OURS
    minimum: float | None = 0.0
    maximum: float | None = None
    whole: bool = False
    may_be_blank: bool = False
    constant: bool = False


def _of(key: str, heading: str, group: str, unit: str, value: Setting, **more: object) -> AssumptionSpec:
    return AssumptionSpec(key, heading, group, unit, value, **more)  # type: ignore[arg-type] # checked by the table's test


PLAN, PEOPLE, PRICE, MOVE = "Plan", "In-house cost", "Provider", "Transition"
QUEUE, EXIT, EXCHANGE = "Calls and chats", "Exit", "Exchange rates"
CURRENCIES: Final = (
    "USD", "EUR", "GBP", "AUD", "BRL", "CAD", "CHF", "CNY", "COP", "CZK", "DKK", "EGP", "HKD", "HUF", "IDR", "ILS",
    "INR", "JPY", "KES", "LKR", "MAD", "MXN", "MYR", "NOK", "NZD", "PHP", "PKR", "PLN", "RON", "SEK", "SGD", "THB",
    "TRY", "UAH", "VND", "ZAR",
)  # fmt: skip
"""Currencies that an exchange rate can be given for."""
CONSTANTS: Final = "Constants"
_ASSUMED = "assumption of this program"

ASSUMPTIONS: Final[tuple[AssumptionSpec, ...]] = (
    _of("plan_currency", "Plan currency", PLAN, "ISO 4217", "USD", source="choice"),
    _of("home_country", "Home country", PLAN, "", "United States", source="choice"),
    _of("plan_start", "Plan start", PLAN, "month", "", source="choice; labels the calendar only", may_be_blank=True),
    _of("fiscal_year_start", "Fiscal year starts in month", PLAN, "month of the calendar", 1.0, minimum=1,
        maximum=12, whole=True, source="choice; a fiscal year is named after the year in which it ends"),
    _of("term_years", "Term", PLAN, "years", 3.0, low=1, high=10, minimum=1, maximum=10, whole=True, source=_ASSUMED),
    _of("discount_rate", "Discount rate", PLAN, "per year", 0.10, low=0.035, high=0.15, minimum=-0.5, maximum=10,
        source=_ASSUMED),
    _of("switching_hurdle", "Switching hurdle", PLAN, "share", 0.10, low=0, high=0.20, maximum=1,
        source="minimum cost differential, OMB Circular A-76; the figure is ours"),
    _of("wage_inflation", "Wage inflation", PEOPLE, "per year", 0.03, low=0.02, high=0.05, minimum=-0.5, maximum=10,
        source=_ASSUMED),
    _of("benefits_share", "Benefits on wages", PEOPLE, "share of wages", 0.29, low=0.25, high=0.43, maximum=10,
        source="BLS ECEC Mar 2026, on wages that include paid leave (0.43 on wages for hours worked only)", grade="A"),
    _of("employer_share", "Employer cost on wages", PEOPLE, "share of wages", 0.0, maximum=10,
        source="0: the benefits share of the United States holds payroll taxes already; elsewhere state contributions"),
    _of("supervision_share", "Team leaders", PEOPLE, "share of wages", 0.0, maximum=10,
        source="0: led from overhead; pay of a team leader ÷ pay of an agent ÷ span, span 12 (8–15) by ICMI and "
        "Call Centre Helper"),
    _of("workplace_cost", "Workplace", PEOPLE, "money / FTE / year", 0.0,
        source="0: in overhead; otherwise space, IT, licences and training of one FTE"),
    _of("overhead_share", "Overhead on personnel", PEOPLE, "share", 0.12, low=0.0, high=0.20, maximum=10,
        source="GAO/NSIAD-98-62 on OMB Circular A-76", grade="A"),
    _of("attrition", "Attrition", PEOPLE, "per year", 0.30, low=0.15, high=0.60, maximum=10,
        source="Call Centre Helper: counting the true cost of agent attrition, 30–45 %", grade="B"),
    _of("replacement_cost", "Replacement cost", PEOPLE, "money / leaver", 10000.0, low=5000, high=15000,
        source="Call Centre Helper: counting the true cost of agent attrition", grade="B"),
    _of("paid_hours", "Paid hours", PEOPLE, "h / FTE / year", 2080.0, low=1800, high=2080, minimum=1, maximum=8784,
        source="52 weeks of 40 hours"),
    _of("working_days", "Working days", PEOPLE, "days / FTE / year", 220.0, low=210, high=230, minimum=1, maximum=366,
        source=_ASSUMED),
    _of("hours_per_day", "Hours per day", PEOPLE, "h / day", 8.0, low=7, high=8, minimum=0.5, maximum=24,
        source=_ASSUMED),
    _of("shrinkage", "Shrinkage", PEOPLE, "share", 0.30, low=0.13, high=0.39, maximum=0.99,
        source="OpsDog n=1230 mean 27 %; 25–35 % usual", grade="B"),
    _of("occupancy", "Occupancy", PEOPLE, "share", 0.85, low=0.75, high=0.90, minimum=0.01, maximum=1,
        source="usual input of contact-centre calculators", grade="C"),
    _of("avoidable_share", "Avoidable share", PEOPLE, "share", 0.85, low=0.70, high=1.0, maximum=1,
        source="overhead and part-posts stay; concept of OMB Circular A-76, the figure is ours"),
    _of("delivery_country_bpo", "Delivery country, BPO", PRICE, "", "Philippines", source="choice"),
    _of("delivery_country_kpo", "Delivery country, KPO", PRICE, "", "India", source="choice"),
    _of("seat_sharing", "Seat sharing", PRICE, "FTE / seat", 1.0, low=1.0, high=1.25, minimum=0.01, maximum=10,
        source="WeWFM: 150 FTE on 125 seats", grade="C"),
    _of("cola", "COLA", PRICE, "per year", 0.0275, low=0, high=0.05, minimum=-0.5, maximum=10,
        source="cio.de 2016 on cost-of-living adjustments", grade="B"),
    _of("contingency", "Contingency on projects", PRICE, "share", 0.15, low=0.15, high=0.30, maximum=10,
        source="SummitNext: fixed-price contingency 15–30 %", grade="C"),
    _of("ramp_uplift", "Ramp uplift", MOVE, "share", 0.15, low=0.05, high=0.33, maximum=10,
        source="Vihren Labs +15 % FTE in year 1; Cinareo first-year mean 67 %", grade="C"),
    _of("ramp_months", "Ramp months", MOVE, "months", 12.0, low=3, high=12, maximum=120, whole=True,
        source="Vihren Labs: year 1", grade="C"),
    _of("governance_share", "Governance", MOVE, "share of charge", 0.15, low=0.08, high=0.18, maximum=10,
        source="KnowledgeLib 2026 8–15 %; Wednesday Solutions 2025 18 %", grade="C"),
    _of("selection_share", "Vendor selection", MOVE, "share of yearly charge", 0.01, low=0.002, high=0.05, maximum=10,
        source="CIO 2003 via SourcingMag; Gartner 2003", grade="B"),
    _of("knowledge_transfer_share", "Knowledge transfer", MOVE, "share of yearly charge", 0.10, low=0.05, high=0.15,
        maximum=10, source="KnowledgeLib 2026", grade="C"),
    _of("dual_running_months", "Dual running", MOVE, "months", 2.0, low=1, high=4, maximum=120, source=_ASSUMED),
    _of("dual_running_share", "Dual running overlap", MOVE, "share", 0.5, low=0.25, high=1.0, maximum=1,
        source=_ASSUMED),
    _of("severance_weeks_per_year", "Severance", MOVE, "weeks / year of service", 2.0, low=1, high=4, maximum=104,
        source="XpertHR 2015 via UNISON", grade="B"),
    _of("average_tenure_years", "Average tenure", MOVE, "years", 4.0, low=2, high=8, maximum=60, source=_ASSUMED),
    _of("displaced_share", "Displaced, not redeployed", MOVE, "share", 0.5, low=0.25, high=1.0, maximum=1,
        source=_ASSUMED),
    _of("leakage", "Value leakage", MOVE, "share of saving", 0.0, low=0.0, high=0.30, maximum=1,
        source="TPI/IAOP via CIO 2011: 5–30 %", grade="B"),
    _of("volume_growth", "Volume growth", PEOPLE, "per year", 0.0, low=-0.05, high=0.10, minimum=-0.5, maximum=1,
        source=_ASSUMED),
    _of("net_hours", "Net hours", PEOPLE, "h / FTE / year", 1850.0, low=1800, high=1900, minimum=1, maximum=8784,
        source="ToolGrit on 24×7 staffing: hours at work, absence taken off", grade="C"),
    _of("service_level", "Service level", QUEUE, "share", 0.80, low=0.70, high=0.95, maximum=0.9999,
        source="example inputs of contact-centre calculators", grade="C"),
    _of("target_seconds", "Answer within", QUEUE, "seconds", 20.0, low=10, high=60, maximum=86400,
        source="example inputs of contact-centre calculators", grade="C"),
    _of("max_occupancy", "Highest occupancy", QUEUE, "share", 0.85, low=0.80, high=0.90, minimum=0.01, maximum=1,
        source="example inputs of contact-centre calculators", grade="C"),
    _of("interval_minutes", "Interval", QUEUE, "min", 30.0, low=15, high=60, minimum=1, maximum=1440, source=_ASSUMED),
    _of("open_days", "Open days", QUEUE, "days / year", 260.0, low=250, high=365, minimum=1, maximum=366,
        source="52 weeks of 5 days"),
    _of("coverage_load", "Average staffing of the busy one", QUEUE, "share", 1.0, low=0.5, high=1, minimum=0.01,
        maximum=1, source=_ASSUMED),
    _of("cola_scope", "Part of the charge under COLA", PRICE, "share", 1.0, low=0.5, high=1, maximum=1,
        source="Pillsbury on COLA: scope, index and cap are negotiated; the figure is ours"),
    _of("cola_cap", "COLA cap", PRICE, "per year", 10.0, low=0.03, high=0.05, maximum=10,
        source="10 stands for no cap; a cap of 3–5 % is usual in our judgement"),
    _of("productivity_glide", "Productivity glide path", PRICE, "per year", 0.0, low=0, high=0.05, maximum=0.5,
        source=_ASSUMED),
    _of("client_review_share", "Client review of projects", PRICE, "share of days", 0.0, low=0, high=0.20, maximum=1,
        source=_ASSUMED),
    _of("markup", "Markup on provider cost", PRICE, "share of cost", 0.20, low=0.10, high=0.43, maximum=5,
        source="assumption of this program; high: a margin of 30 % of the price (Manila Bulletin)"),
    _of("provider_shrinkage_internal", "Provider shrinkage, internal", PRICE, "share", 0.14, low=0.10, high=0.20,
        maximum=0.99, source="WeWFM: training, meetings, breaks", grade="C"),
    _of("provider_shrinkage_external", "Provider shrinkage, external", PRICE, "share", 0.103, low=0.08, high=0.15,
        maximum=0.99, source="WeWFM: leave and illness", grade="C"),
    _of("billed_occupancy", "Part of productive hours billed", PRICE, "share", 1.0, low=0.7686, high=1, minimum=0.01,
        maximum=1, source="WeWFM: 76.86 % where available time is not billed", grade="C"),
    _of("arc_from_edge", "ARC and RRC count from the edge of the dead band", PRICE, "1 yes, 0 no", 1.0, maximum=1,
        whole=True, source="contracts differ; 0 counts from the contract volume"),
    _of("tier_all_units", "Volume discount on all units", PRICE, "1 yes, 0 no", 0.0, maximum=1, whole=True,
        source="contracts differ; 0 gives it on the units beyond the limit"),
    _of("exit_probability", "Exit before renewal", EXIT, "probability", 0.0, low=0, high=0.30, maximum=1,
        source=_ASSUMED),
    _of("exit_share", "Exit and re-transition", EXIT, "share of yearly charge", 0.15, low=0.05, high=0.30, maximum=10,
        source="selection and knowledge transfer again; assumption of this program"),
    _of("fx_drift", "Drift of foreign currencies", EXCHANGE, "per year", 0.0, low=-0.05, high=0.05, minimum=-0.5,
        maximum=1, source=_ASSUMED),
    *(_of(f"exchange_{code.lower()}", f"One {code}", EXCHANGE, "plan currency", 0.0,
          source="not given: 0; state the date of the rate here") for code in CURRENCIES),
    _of("minutes_per_hour", "Minutes per hour", CONSTANTS, "min", 60.0, minimum=60, maximum=60, constant=True),
    _of("seconds_per_minute", "Seconds per minute", CONSTANTS, "s", 60.0, minimum=60, maximum=60, constant=True),
    _of("hours_per_week", "Hours of a week", CONSTANTS, "h", 168.0, minimum=168, maximum=168, constant=True),
    _of("hours_per_year", "Hours of a year", CONSTANTS, "h", 8760.0, minimum=8760, maximum=8784, constant=True),
    _of("weeks_per_year", "Weeks per year", CONSTANTS, "weeks", 52.0, minimum=52, maximum=52.1775, constant=True),
    _of("seat_decimals", "Decimals before seats are rounded up", CONSTANTS, "digits", 9.0, minimum=9, maximum=9,
        constant=True),
    _of("money_decimals", "Decimals of money", CONSTANTS, "digits", 2.0, minimum=0, maximum=4, whole=True,
        constant=True),
    _of("score_scale", "Scores run from 0 to", CONSTANTS, "points", 100.0, minimum=100, maximum=100, constant=True),
    _of("criterion_span", "Span of a 1–5 score", CONSTANTS, "steps", 4.0, minimum=4, maximum=4, constant=True),
    _of("size_score_unknown", "Size score where headcount is unknown", CONSTANTS, "1–5", 3.0, minimum=3, maximum=3,
        constant=True),
    _of("hybrid_share_low", "Smallest KPO part proposed", CONSTANTS, "share", 0.25, minimum=0, maximum=0.5,
        constant=True),
    _of("hybrid_share_high", "Largest KPO part proposed", CONSTANTS, "share", 0.75, minimum=0.5, maximum=1,
        constant=True),
    _of("likely_weight", "Weight of the likely case", CONSTANTS, "times", 4.0, minimum=4, maximum=4, constant=True),
    _of("volume_least", "Smallest break-even volume said", CONSTANTS, "share of volume", 0.001, minimum=0, maximum=1,
        constant=True),
    _of("share_tolerance", "Shares may miss 1 by", CONSTANTS, "share", 1e-6, minimum=1e-6, maximum=1e-6, constant=True),
)  # fmt: skip
