"""Forty unusual rows against a plain calculator: one row, one month after the other, no arrays, nothing of the engine.

``case_of`` is written from the model page, for one row, with the rates given in the row. It is slow and says everything
twice; that is what it is for.
"""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.io.load import load_all

Row = dict[str, Any]


def cents(amount: float) -> float:
    return float(Decimal(repr(round(amount, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP))


def people_of(row: Row, a: Row) -> float:
    if "fte" in row:
        return row["fte"]
    if "positions" in row:
        week = row.get("coverage_hours", a["paid_hours"] / 52)
        return row["positions"] * week / 168 * 8760 / a["net_hours"]
    return row["volume"] * row["handling_minutes"] / 60 / (a["paid_hours"] * (1 - a["shrinkage"]) * a["occupancy"])


def days_of(row: Row, a: Row, people: float) -> float:
    if "projects" not in row or "project_days" not in row:
        return people * a["working_days"]
    days = row["project_days"]
    if "project_days_low" in row and "project_days_high" in row:
        days = (row["project_days_low"] + 4 * days + row["project_days_high"]) / 6
    return row["projects"] * days


def units_after_discounts(units: float, row: Row, a: Row) -> float:
    """What all units cost, in units at the full rate: walk up the steps."""
    steps = [(row[f"tier_volume{n}"], row[f"tier_discount{n}"]) for n in ("", "_2", "_3")
             if f"tier_volume{n}" in row and f"tier_discount{n}" in row]  # fmt: skip
    if a["tier_all_units"]:
        reached = [discount for volume, discount in steps if units > volume]
        return units * (1 - (reached[-1] if reached else 0))
    paid, floor, discount = 0.0, 0.0, 0.0
    for volume, next_discount in steps:
        if units > volume:
            paid, floor, discount = paid + (volume - floor) * (1 - discount), volume, next_discount
    return paid + (units - floor) * (1 - discount)


def units_and_extras(units: float, row: Row, a: Row) -> tuple[float, float]:
    """Units at the rate, and what ARC and RRC cost beside them."""
    if "band_volume" not in row:
        return units_after_discounts(units, row, a), 0.0
    base, width = row["band_volume"], row.get("dead_band", 0.0)
    high, low = base * (1 + width), base * (1 - width)
    more = (units - (high if a["arc_from_edge"] else base)) if units > high else 0.0
    less = ((low if a["arc_from_edge"] else base) - units) if units < low else 0.0
    extras = more * row.get("arc_rate", 0.0) - less * row.get("rrc_rate", 0.0)
    at_rate = base + (0.0 if "arc_rate" in row else more) - (0.0 if "rrc_rate" in row else less)
    return units_after_discounts(at_rate, row, a), extras


def counted(row: Row, a: Row, people: float, seats: int) -> tuple[float, int]:
    """How many units the price is for, and how often a year each is paid."""
    pricing, volume, errors = row["pricing"], row.get("volume", math.nan), row.get("error_share", 0.0)
    productive = a["paid_hours"] * (1 - a["provider_shrinkage_external"]) * (1 - a["provider_shrinkage_internal"])
    table: dict[str, Callable[[], tuple[float, int]]] = {
        "seat": lambda: (seats, 12), "fte": lambda: (people, 12), "expert": lambda: (people, 12),
        "hour": lambda: (people * a["paid_hours"], 1),
        "productive_hour": lambda: (people * productive * a["billed_occupancy"], 1),
        "minute": lambda: (volume * row["handling_minutes"], 1),
        "task": lambda: (volume * (1 + errors), 1), "record": lambda: (volume * (1 + errors), 1),
        "accurate_record": lambda: (volume if "correction_cost" in row else volume / (1 - errors), 1),
        "outcome": lambda: (volume * row.get("success_share", 1.0), 1),
        "deliverable": lambda: (row.get("volume", row.get("projects")), 1),
    }  # fmt: skip
    return table[pricing]()


def yearly_charge(row: Row, a: Row, people: float, seats: int, days: float) -> float:
    pricing, fx = row.get("pricing", "auto"), a.get(f"exchange_{row.get('currency', 'usd').lower()}") or 1.0
    decision, rate = row["decision"], row.get("rate", 0.0) * fx
    project = days * (1 + a["contingency"])
    by_seat = cents(seats * row.get("seat_rate", 0.0) * fx * 12)
    by_day = cents(project * row.get("day_rate", 0.0) * fx)
    if decision == "Automate":
        return cents(row["volume"] * row["automatable_share"] * row["automation_unit_cost"])
    if pricing == "auto":
        kpo = row.get("kpo_share", 0.0)
        split = cents(row.get("bpo_share", 0.0) * by_seat + kpo * by_day)
        return {"BPO": by_seat, "KPO": by_day, "Hybrid": split}[decision]
    fee = row.get("base_fee", 0.0) * fx
    hours = days * a["hours_per_day"]
    if pricing == "retainer":
        beyond = max(0.0, hours - row.get("included_hours", math.inf) * 12)
        amount = rate * 12 + fee + beyond * row.get("overage_rate", 0.0) * fx
    elif pricing == "gainshare":
        amount = rate * 12 + fee - row["verified_saving"] * row["gainshare_share"] * fx
    elif pricing == "cost_plus":
        amount = people * 12 * rate * (1 + row.get("markup", a["markup"])) + fee
    elif pricing in ("project", "time_and_material"):
        amount = (project if pricing == "project" else hours) * rate + fee
    else:
        units, times = counted(row, a, people, seats)
        paid, extras = units_and_extras(units, row, a)
        amount = paid * times * rate + extras * times * fx + fee
    return cents(max(amount, row.get("minimum_charge", 0.0) * fx))


def case_of(row: Row, a: Row, charge: float | None = None) -> Row:
    """Every figure of one row that leaves the house; ``charge`` takes the place of the one that its price makes."""
    people = people_of(row, a)
    seats = math.ceil(round(people / a["seat_sharing"], 9))
    days = days_of(row, a, people)
    salary = row.get("salary", 0.0)
    loaded = salary * (1 + a["supervision_share"]) * (1 + a["benefits_share"] + a["employer_share"])
    loaded = loaded * (1 + a["overhead_share"]) + a["workplace_cost"] + a["attrition"] * a["replacement_cost"]
    in_house = cents(row["in_house_cost"] if "in_house_cost" in row else people * loaded + row.get("direct_cost", 0.0))
    contract = row.get("outsourced_today", False)
    avoidable = cents(in_house * row.get("avoidable_share", 1.0 if contract else a["avoidable_share"]))
    moved = {"Hybrid": 1 - row.get("retained_share", 0.0), "Automate": row.get("automatable_share", 0.0)}
    part = moved.get(row["decision"], 1.0)
    price = yearly_charge(row, a, people, seats, days) if charge is None else charge
    review = days * row.get("client_review_share", a["client_review_share"])
    review *= {"KPO": 1.0, "Hybrid": row.get("kpo_share", 0.0)}.get(row["decision"], 0.0)
    own = review * (in_house / people if people else loaded) / a["working_days"]
    if row.get("pricing") == "accurate_record" and "correction_cost" in row and "error_share" in row:
        own = row["volume"] * row["error_share"] * row["correction_cost"]
    own = cents(own + row.get("retained_fte", 0.0) * loaded)
    weeks = a["average_tenure_years"] * a["severance_weeks_per_year"]
    severance = 0.0 if contract else people * part * a["displaced_share"] * weeks * salary / 52
    dual = a["dual_running_months"] * a["dual_running_share"] * avoidable * part / 12
    shares = (a["selection_share"] + a["knowledge_transfer_share"]) * price
    exact_once = severance + dual + shares + row.get("other_one_off", 0.0)
    once = cents(exact_once) if charge is None else exact_once

    start, term = int(row.get("start_month", 1)), int(12 * a["term_years"])
    growth = 1 + row.get("volume_growth", a["volume_growth"])
    is_foreign = a.get(f"exchange_{row.get('currency', '').lower()}")
    fx_growth = 1 + row.get("currency_drift", a["fx_drift"]) if is_foreign else 1
    raised = (1 + min(a["cola_scope"] * a["cola"], a["cola_cap"])) * (1 - a["productivity_glide"])
    price_growth = raised * fx_growth * (1 if row.get("pricing") == "retainer" else growth)
    today_growth = (raised if contract else 1 + a["wage_inflation"]) * growth
    own_growth = (1 + a["wage_inflation"]) * growth
    cash, worth, avoided_sum, paid_sum, saved_sum, whole = [], 0.0, 0.0, 0.0, 0.0, 0.0
    all_years = 0.0
    for month in range(term + 1):
        year = math.ceil(month / 12)
        flow = -once if month == start - 1 else 0.0
        if month:
            all_years += in_house / 12 * today_growth ** (year - 1)
        if month >= start:
            avoided = avoidable * part / 12 * today_growth ** (year - 1)
            vendor = price / 12 * price_growth ** (year - 1)
            vendor *= 1 + a["ramp_uplift"] if month - start < a["ramp_months"] else 1
            paid = vendor * (1 + a["governance_share"]) + own / 12 * own_growth ** (year - 1)
            if month == term:
                paid += a["exit_probability"] * a["exit_share"] * price * price_growth ** (year - 1)
            saved = avoided - paid
            saved *= 1 - a["leakage"] if saved > 0 else 1
            flow += saved
            avoided_sum, paid_sum, saved_sum = avoided_sum + avoided, paid_sum + paid, saved_sum + saved
            whole += in_house / 12 * today_growth ** (year - 1)
        cash.append(flow)
        worth += flow / (1 + a["discount_rate"]) ** (month / 12)
    paid_once = once if start - 1 <= term else 0.0
    second = avoidable * part * today_growth - price * price_growth * (1 + a["governance_share"]) - own * own_growth
    return {
        "fte_used": people, "seats": seats, "effort_days": days, "in_house": in_house, "avoidable": avoidable,
        "charge": price, "client_work": own, "one_off": once, "npv": cents(worth) if charge is None else worth,
        "payback_months": payback_of(cash), "tco": cents(all_years - saved_sum + paid_once),
        "term_saving_share": 1 - (paid_sum + once) / avoided_sum if avoided_sum > 0 else None,
        "saving_of_in_house": (saved_sum - once) / whole if whole > 0 else None,
        "roi": sum(cash) / once if once > 0 else None,
        "run_rate_saving": cents(second), "cash": cash,
    }  # fmt: skip


def payback_of(cash: list[float]) -> float | None:
    running, states = 0.0, []
    for flow in cash:
        running += flow
        states.append(running)
    if states[-1] < 0:
        return None
    below = [month for month, state in enumerate(states) if state < 0]
    return below[-1] - states[below[-1]] / cash[below[-1] + 1] if below else 0.0


def break_even_of(row: Row, a: Row) -> float | None:
    """The yearly charge at which nothing is left, by halving."""
    low, high = 0.0, 1e12
    if case_of(row, a, low)["npv"] <= 0:
        return None
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if case_of(row, a, middle)["npv"] > 0 else (low, middle)
    return low


BASE: Row = {"function": "Invoice processing", "fte": 10.0, "salary": 42_000.0, "decision": "BPO", "country": "India"}
FLOW: Row = {"volume": 60_000.0, "handling_minutes": 11.0}
EURO = {"exchange_eur": {"value": 1.1, "source": "ECB 2026-01-05"}}

CASES: dict[str, tuple[Row, Row]] = {
    "no volume at all per task": ({}, {"pricing": "task", "rate": 2.0, "volume": 0.0}),
    "a hundredth of a person by seat": ({}, {"fte": 0.01, "seat_rate": 1500.0}),
    "one person and a bit shares seats": ({"seat_sharing": 1.25}, {"fte": 1.2500001, "seat_rate": 1500.0}),
    "exactly three shared seats": ({"seat_sharing": 1.25}, {"fte": 3.75, "pricing": "seat", "rate": 1500.0}),
    "money without a price over time": ({"discount_rate": 0.0}, {"pricing": "hour", "rate": 9.0}),
    "a negative discount rate": ({"discount_rate": -0.02}, {"pricing": "hour", "rate": 9.0}),
    "starts after the end": ({"term_years": 2}, {"pricing": "hour", "rate": 9.0, "start_month": 30.0}),
    "starts in the last month": ({"term_years": 2}, {"pricing": "hour", "rate": 9.0, "start_month": 24.0}),
    "starts in the middle of a year": ({}, {"pricing": "fte", "rate": 1900.0, "start_month": 8.0}),
    "a ramp longer than the term": ({"ramp_months": 60, "term_years": 1}, {"pricing": "hour", "rate": 9.0}),
    "no ramp": ({"ramp_months": 0, "ramp_uplift": 0.5}, {"pricing": "hour", "rate": 9.0}),
    "a quote in euros that drift": ({**EURO, "fx_drift": 0.04}, {"pricing": "hour", "rate": 9.0, "currency": "EUR"}),
    "euros that fall in this row only": (
        {**EURO, "fx_drift": 0.04}, {"pricing": "fte", "rate": 1500.0, "currency": "EUR", "currency_drift": -0.03}),
    "euro fees, ARC and minimum": (EURO, {
        "pricing": "record", "rate": 1.5, "currency": "EUR", "volume": 70_000.0, "base_fee": 9000.0,
        "band_volume": 60_000.0, "arc_rate": 1.2, "minimum_charge": 50_000.0}),
    "one project every three years": ({}, {
        "decision": "KPO", "pricing": "project", "rate": 600.0, "projects": 1 / 3, "project_days": 90.0}),
    "a project between best and worst": ({}, {
        "decision": "KPO", "day_rate": 480.0, "projects": 4.0, "project_days": 60.0, "project_days_low": 45.0,
        "project_days_high": 150.0}),
    "review of projects that nobody does today": ({}, {
        "fte": 0.0, "in_house_cost": 90_000.0, "decision": "KPO", "pricing": "project", "rate": 400.0, "projects": 3.0,
        "project_days": 30.0, "client_review_share": 0.2}),
    "time and material by headcount": ({}, {"decision": "KPO", "pricing": "time_and_material", "rate": 55.0}),
    "experts with review by ours": ({}, {
        "decision": "KPO", "pricing": "expert", "rate": 3800.0, "client_review_share": 0.12, "fte": 3.5}),
    "gainshare with no saving": ({}, {
        "pricing": "gainshare", "rate": 20_000.0, "verified_saving": 0.0, "gainshare_share": 0.5}),
    "gainshare with a saving": ({}, {
        "pricing": "gainshare", "rate": 20_000.0, "verified_saving": 150_000.0, "gainshare_share": 0.4}),
    "a minimum far above the volume": ({}, {
        "pricing": "task", "rate": 0.5, "volume": 10_000.0, "minimum_charge": 220_000.0}),
    "a minimum just reached": ({}, {"pricing": "task", "rate": 2.0, "volume": 50_000.0, "minimum_charge": 100_000.0}),
    "the incumbent renewed elsewhere": ({"cola": 0.05}, {
        "in_house_cost": 500_000.0, "outsourced_today": True, "pricing": "hour", "rate": 15.0}),
    "an incumbent that leaves stranded cost": ({}, {
        "in_house_cost": 500_000.0, "outsourced_today": True, "avoidable_share": 0.9, "pricing": "hour", "rate": 15.0,
        "other_one_off": 40_000.0}),
    "dead band not left": ({}, {
        "pricing": "record", "rate": 2.0, "volume": 54_500.0, "band_volume": 50_000.0, "dead_band": 0.1,
        "arc_rate": 1.0, "rrc_rate": 1.5}),
    "above the band, counted from its middle": ({"arc_from_edge": 0}, {
        "pricing": "record", "rate": 2.0, "volume": 61_000.0, "band_volume": 50_000.0, "dead_band": 0.1,
        "arc_rate": 1.0}),
    "below the band, with discounts, no RRC": ({}, {
        "pricing": "task", "rate": 2.0, "volume": 41_000.0, "band_volume": 50_000.0, "dead_band": 0.05,
        "tier_volume": 20_000.0, "tier_discount": 0.1, "tier_volume_2": 40_000.0, "tier_discount_2": 0.15}),
    "three steps on all units": ({"tier_all_units": 1}, {
        "pricing": "outcome", "rate": 4.0, "volume": 90_000.0, "success_share": 0.9, "tier_volume": 20_000.0,
        "tier_discount": 0.05, "tier_volume_2": 50_000.0, "tier_discount_2": 0.1, "tier_volume_3": 80_000.0,
        "tier_discount_3": 0.2}),
    "seats with steps": ({}, {
        "pricing": "seat", "rate": 1400.0, "fte": 57.3, "tier_volume": 20.0, "tier_discount": 0.05,
        "tier_volume_2": 50.0, "tier_discount_2": 0.12}),
    "a third of all records wrong, bought again": ({}, {
        "pricing": "accurate_record", "rate": 1.8, "volume": 50_000.0, "error_share": 1 / 3}),
    "wrong records corrected by us": ({}, {
        "pricing": "accurate_record", "rate": 1.8, "volume": 50_000.0, "error_share": 0.04, "correction_cost": 6.5}),
    "waiting is not billed": ({"billed_occupancy": 0.7686}, {"pricing": "productive_hour", "rate": 14.0}),
    "minutes of sized work": ({}, {"fte": None, **FLOW, "pricing": "minute", "rate": 0.33}),
    "cost plus": ({}, {"pricing": "cost_plus", "rate": 1300.0, "markup": 0.35}),
    "retainer with many hours beyond": ({}, {
        "decision": "KPO", "pricing": "retainer", "rate": 9000.0, "included_hours": 60.0, "overage_rate": 70.0,
        "projects": 12.0, "project_days": 11.0, "volume_growth": 0.1}),
    "deliverables counted as projects": ({}, {
        "decision": "KPO", "pricing": "deliverable", "rate": 15_000.0, "projects": 9.0}),
    "a third stays, a third each way": ({}, {
        "decision": "Hybrid", "seat_rate": 1700.0, "day_rate": 420.0, "bpo_share": 0.3, "kpo_share": 0.4,
        "retained_share": 0.3, "client_review_share": 0.1}),
    "half of it to software": ({}, {
        "decision": "Automate", "volume": 60_000.0, "automatable_share": 0.5, "automation_unit_cost": 0.4}),
    "round the clock posts": ({}, {
        "fte": None, "positions": 4.0, "coverage_hours": 168.0, "pricing": "seat", "rate": 1500.0}),
    "shrinking work, capped COLA, glide": (
        {"cola": 0.09, "cola_cap": 0.04, "cola_scope": 0.8, "productivity_glide": 0.02, "volume_growth": -0.1},
        {"pricing": "hour", "rate": 11.0}),
    "everything leaks a little": ({"leakage": 0.25, "exit_probability": 0.4}, {"pricing": "hour", "rate": 13.0}),
    "work that grows until the exit, in euros that rise": (
        {**EURO, "exit_probability": 0.3, "fx_drift": 0.05, "volume_growth": 0.1, "cola": 0.04},
        {"pricing": "hour", "rate": 9.0, "currency": "EUR", "retained_fte": 0.5}),
    "dearer than today, with leakage": ({"leakage": 0.25}, {"pricing": "hour", "rate": 33.0}),
    "ten years with retained posts": ({"term_years": 10}, {
        "pricing": "hour", "rate": 12.0, "retained_fte": 1.5, "start_month": 7.0}),
    "team leaders, employer cost, workplace": (
        {"supervision_share": 0.11, "employer_share": 0.08, "workplace_cost": 4200.0},
        {"pricing": "fte", "rate": 2100.0, "direct_cost": 25_000.0}),
    "free work": ({}, {"pricing": "hour", "rate": 0.0}),
    "unpaid volunteers": ({"replacement_cost": 0.0}, {"salary": 0.0, "pricing": "hour", "rate": 5.0}),
    "a credit as in-house cost": ({}, {"in_house_cost": -5000.0, "pricing": "fte", "rate": 10.0}),
    "a very large plan": ({}, {"fte": 48_000.0, "pricing": "fte", "rate": 1950.0, "salary": 61_234.56}),
}  # fmt: skip


def worked(name: str) -> tuple[Row, Row, Evaluation]:
    given, changes = CASES[name]
    row = {key: cell for key, cell in {**BASE, **changes}.items() if cell is not None}
    assumptions = Assumptions.from_mapping(given)
    plan = Plan.from_columns({key: (cell,) for key, cell in row.items()})
    return row, assumptions.values, evaluate(plan, assumptions, load_all())


@pytest.mark.parametrize("name", CASES)
def test_that_an_unusual_row_costs_what_plain_arithmetic_says(name: str) -> None:
    row, given, found = worked(name)
    expected = case_of(row, given)
    cash = expected.pop("cash")
    money = ("in_house", "avoidable", "charge", "client_work", "one_off", "npv", "tco", "run_rate_saving")
    for key, figure in expected.items():
        value = found.value(1, key)
        if figure is None:
            assert value is None, key
        elif key in money:
            assert value == pytest.approx(figure, abs=0.0101, rel=1e-12), key
        else:
            assert value == pytest.approx(figure, rel=1e-9, abs=1e-9), key
    assert found.cash_flow == pytest.approx(cash, rel=1e-9, abs=0.0101)


@pytest.mark.parametrize("name", CASES)
def test_that_the_break_even_charge_is_where_halving_ends(name: str) -> None:
    row, given, found = worked(name)
    expected, value = break_even_of(row, given), found.value(1, "break_even_charge")
    if not found.value(1, "charge") or row.get("start_month", 1) > 12 * given["term_years"]:
        assert value is None
    elif expected is None:
        assert value is not None
        assert value <= 0.01
    else:
        assert value == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("name", CASES)
def test_that_the_cash_flow_is_worth_nothing_at_its_rate_of_return(name: str) -> None:
    found = worked(name)[2]
    rate = found.value(1, "irr")
    if rate is not None:
        worth = sum(flow / (1 + rate) ** (month / 12) for month, flow in enumerate(found.cash_flow.tolist()))
        assert worth == pytest.approx(0, abs=1e-6 * abs(found.cash_flow).sum())


STOPPED = ("charge", "one_off", "client_work", "npv", "run_rate_saving", "dual_running", "severance", "outlay_term",
           "avoided_term", "saving_term", "in_house_term")  # fmt: skip


def test_that_what_stays_costs_nothing_more() -> None:
    row = {**BASE, "decision": "Retain", "retained_fte": 2.0}
    plan = Plan.from_columns({key: (cell,) for key, cell in row.items()})
    found = evaluate(plan, Assumptions(), load_all())
    zero = {key: found.value(1, key) for key in STOPPED}
    assert zero == dict.fromkeys(zero, 0)
    none = ("payback_months", "irr", "roi", "break_even_rate", "break_even_volume_npv", "break_even_avoidable")
    assert [found.value(1, key) for key in none] == [None] * len(none)
