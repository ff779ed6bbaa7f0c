"""Prices, queues and efforts that deserve a second look, each with its reason (domain.md §3)."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumption_table import CURRENCIES
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.calendar import first_month
from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.domain.labels import AUTO, AUTOMATE, HYBRID
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.columns import numbers
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.rate_checks import rate_checks
from outsourcing_planner.text import _, format_number, format_share, plain_number

BAND: Final = (0.15, 0.30)
"""Saving of the in-house cost after total cost that sources report (domain.md §3)."""
CEILING: Final = 0.40
_YEAR: Final = re.compile(r"\b(19|20)\d\d\b")

Flags = npt.NDArray[np.bool_]
Rule = tuple[Severity, str, str, Flags, Callable[[int], str]]


def second_look(
    plan: Plan, assumptions: Assumptions, evaluation: Evaluation, libraries: Libraries
) -> Iterator[Issue]:
    """Yield the findings; row numbers count from 1 in the order of the plan."""
    rules = (
        *_prices(plan, assumptions, evaluation, libraries), *_queues(plan, evaluation), *_gaps(plan, evaluation),
        *_terms(plan, evaluation), *_currencies(plan, assumptions, evaluation),
    )  # fmt: skip
    if assumptions.text("plan_start") and first_month(assumptions.text("plan_start")) is None:
        text = _("Plan start {text!r} is no month; write it like 2026-04").format(text=assumptions.text("plan_start"))
        yield Issue(Severity.WARNING, None, "plan_start", "plan_start_unread", text)
    for severity, key, code, flags, message in rules:
        for at in np.flatnonzero(flags):
            yield Issue(severity, int(at) + 1, key, code, message(int(at)))


def _prices(
    plan: Plan, assumptions: Assumptions, evaluation: Evaluation, libraries: Libraries
) -> Iterator[Rule]:
    checks = rate_checks(plan, assumptions, evaluation, libraries)
    rate, saving = _floats(evaluation, "rate_used"), _floats(evaluation, "saving_of_in_house")

    def outside(at: int) -> str:
        text = _("Rate {rate} is outside the {low} to {high} that the rate library has for {place}")
        asked, low, high = (_price(float(side[at])) for side in (rate, checks.low, checks.high))
        place = str(evaluation.columns["country_used"][at])
        return text.format(rate=asked, low=low, high=high, place=place)

    def stale(at: int) -> str:
        text = _("The price is of {year}, more than two years old: ask for a new quote")
        return text.format(year=int(checks.year[at]))

    def band(at: int) -> str:
        text = _("Saves {share} of the in-house cost; the literature has 20–30%, 15–30% after total cost")
        return text.format(share=format_share(float(saving[at])))

    in_question = ((saving >= 0) & (saving < BAND[0])) | ((saving > BAND[1]) & (saving <= CEILING))
    yield Severity.WARNING, "rate_used", "rate_outside_library", checks.outside(rate), outside
    yield Severity.NOTE, "rate_used", "rate_stale", checks.stale, stale
    yield Severity.NOTE, "saving_of_in_house", "saving_outside_band", in_question, band


def _queues(plan: Plan, evaluation: Evaluation) -> Iterator[Rule]:
    positions = numbers(plan.columns.get("positions"), len(plan))
    traffic, needed = _floats(evaluation, "traffic"), _floats(evaluation, "agents_needed")
    reached, wanted = _floats(evaluation, "service_level_reached"), _floats(evaluation, "service_level_used")

    def overload(at: int) -> str:
        text = _("Overload: {traffic} Erlangs come in, more than {agents} agents can do; {needed} are needed")
        return text.format(
            traffic=format_number(float(traffic[at]), 1), agents=plain_number(float(positions[at])),
            needed=plain_number(float(needed[at])),
        )

    def missed(at: int) -> str:
        text = _("{agents} agents answer {reached} in time, not {wanted}; {needed} are needed")
        return text.format(
            agents=plain_number(float(positions[at])), reached=format_share(float(reached[at])),
            wanted=format_share(float(wanted[at])), needed=plain_number(float(needed[at])),
        )

    too_many, too_few = positions <= traffic, (reached < wanted) & (positions > traffic)
    yield Severity.WARNING, "positions", "overload", too_many, overload
    yield Severity.WARNING, "positions", "service_level_missed", too_few, missed


def _gaps(plan: Plan, evaluation: Evaluation) -> Iterator[Rule]:
    columns = evaluation.columns

    def given(key: str) -> Flags:
        return ~np.isnan(numbers(plan.columns.get(key), len(plan)))

    mixed = np.array([isinstance(cell, str) for cell in plan.column("role_mix")], dtype=bool)
    priced = np.isin(columns["pricing_used"], ("project", "time_and_material"))
    by_software = columns["decision_effective"] == AUTOMATE
    bought = columns["outsourced"].astype(bool) & ~by_software
    assumed = bought & priced & ~(given("projects") & given("project_days"))
    software = by_software & ~given("automatable_share")
    whole = bought & (columns["decision_effective"] == HYBRID) & (_floats(evaluation, "retained_share_used") > 0)
    unknown = np.isnan(_floats(evaluation, "in_house")) & ~np.isnan(_floats(evaluation, "npv"))
    yield Severity.WARNING, "projects", "effort_assumed", assumed, _said(
        _("Priced by project without an effort: headcount × working days stands for it; give projects and days")
    )
    yield Severity.NOTE, "pricing", "retained_part_priced", whole & (columns["pricing_used"] != AUTO), _said(
        _("The quoted price is taken for the whole function, the retained part too; quote the part that leaves")
    )
    yield Severity.NOTE, "in_house_cost", "in_house_unknown", unknown, _said(
        _("What the function costs today is not known, so totals leave it out: give headcount and salary, or the cost")
    )
    yield Severity.WARNING, "role_mix", "role_mix_unread", mixed & np.isnan(_floats(evaluation, "day_rate_mix")), _said(
        _("The role mix cannot be read or priced; write it like: 60% analyst 420; 40% lead United Kingdom")
    )
    yield Severity.NOTE, "automatable_share", "automation_not_costed", software, _said(
        _("Automation is not costed: give the automatable part and its unit cost")
    )


def _terms(plan: Plan, evaluation: Evaluation) -> Iterator[Rule]:
    """Terms of a quote that contradict themselves, or that decide the charge."""
    columns, count = evaluation.columns, len(plan)
    outsourced = columns["outsourced"].astype(bool)

    def falls(*keys: str) -> Flags:
        steps = [numbers(plan.columns.get(key), count) for key in keys]
        pairs = ((low, high) for at, low in enumerate(steps) for high in steps[at + 1 :])
        return np.asarray(np.any([low > high for low, high in pairs], axis=0))

    discounts = [f"tier_discount{number}" for number in ("", "_2", "_3")]
    limits = [f"tier_volume{number}" for number in ("", "_2", "_3")]
    priced = columns["rate_used"] * columns["billed_quantity"] + columns["charge_fixed"]
    floor = _floats(evaluation, "charge_floor")

    def minimum(at: int) -> str:
        text = _("The minimum charge is paid: the quantity alone would cost {amount} a year")
        return text.format(amount=format_number(float(priced[at]), 2))

    yield Severity.WARNING, "tier_volume", "discounts_out_of_order", falls(*limits) | falls(*discounts), _said(
        _("The steps of the volume discount do not rise: give volumes and discounts from the smallest to the largest")
    )
    days = falls("project_days_low", "project_days", "project_days_high")
    yield Severity.WARNING, "project_days", "days_out_of_order", days, _said(
        _("The days of a project are not in order: at best, likely, at worst")
    )
    yield Severity.NOTE, "minimum_charge", "minimum_paid", outsourced & (floor > 0) & (priced < floor), minimum


def _currencies(plan: Plan, assumptions: Assumptions, evaluation: Evaluation) -> Iterator[Rule]:
    """Exchange rates that are used but do not say of when they are."""
    count = len(plan)
    cells = np.array([cell if isinstance(cell, str) else "" for cell in plan.column("currency")], dtype=np.str_)
    undated = [
        code for code in CURRENCIES
        if assumptions.number(f"exchange_{code.lower()}") > 0
        and not _YEAR.search(assumptions.entry(f"exchange_{code.lower()}").source)
    ]  # fmt: skip
    bought = evaluation.columns["outsourced"].astype(bool) & (evaluation.columns["decision_effective"] != AUTOMATE)
    used = ~np.isnan(_floats(evaluation, "exchange_used")) & bought & evaluation.columns["own_price"].astype(bool)
    flags = used & np.isin(cells, undated) if count else used
    text = _("The exchange rate of {currency} has no date: write date and source beside it in the assumptions")
    yield Severity.NOTE, "currency", "exchange_undated", flags, lambda at: text.format(currency=cells[at])


def _price(value: float) -> str:
    """Return a price; one of less than 1 with the digits that count."""
    return format_number(value, 2 if abs(value) >= 1 else 4)


def _said(text: str) -> Callable[[int], str]:
    return lambda _at: text


def _floats(evaluation: Evaluation, key: str) -> npt.NDArray[np.float64]:
    column: npt.NDArray[Any] = evaluation.columns[key]
    return np.asarray(column, dtype=np.float64)
