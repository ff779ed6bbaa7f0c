"""What moves, and what is paid for it: nothing that stays, software in plan currency, warnings where they belong."""

from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.summary import concentration_line
from outsourcing_planner.engine.warnings import issues_of
from outsourcing_planner.io.load import load_all

ROW: dict[str, Any] = {"function": "Claims", "fte": 4.0, "salary": 50_000.0, "volume": 10_000.0}
SOFTWARE = {"decision": "Automate", "automatable_share": 0.5, "automation_unit_cost": 2.0}
LEFT_OVER = {"pricing": "hour", "rate": 12.0, "currency": "EUR"}
"""Of a quote for the work before it was to be automated."""
YEARS = {"term_years": 2, "discount_rate": 0, "cola": 0, "ramp_uplift": 0, "governance_share": 0,
         "knowledge_transfer_share": 0, "selection_share": 0, "dual_running_months": 0, "displaced_share": 0,
         "wage_inflation": 0}  # fmt: skip


def plan_of(**cells: Any) -> Plan:
    return Plan.from_columns({key: (cell,) for key, cell in {**ROW, **cells}.items()})


def costed(given: dict[str, Any] | None = None, **cells: Any) -> Evaluation:
    return evaluate(plan_of(**cells), Assumptions.from_mapping(given or {}), load_all())


def codes(given: dict[str, Any] | None = None, **cells: Any) -> set[str]:
    plan, assumptions = plan_of(**cells), Assumptions.from_mapping(given or {})
    return {issue.code for issue in issues_of(plan, assumptions, evaluate(plan, assumptions, load_all()), load_all())}


STAYS = [
    {"decision": "Hybrid", "bpo_share": 0.0, "kpo_share": 0.0, "retained_share": 1.0},
    {"decision": "Hybrid", "bpo_share": 0.0, "kpo_share": 0.0, "retained_share": 1.0, "pricing": "seat", "rate": 900.0},
    {"decision": "Automate", "automatable_share": 0.0, "automation_unit_cost": 2.0},
    {"decision": "Automate", "automatable_share": 0.0},
]  # fmt: skip


@pytest.mark.parametrize("cells", STAYS)
def test_that_a_function_of_which_nothing_moves_stays(cells: dict[str, Any]) -> None:
    found, retained = costed(**cells), costed(decision="Retain")
    for key in ("charge", "one_off", "npv", "payback_months", "irr", "saving_of_in_house", "tco", "in_house"):
        assert found.value(1, key) == retained.value(1, key), key
    assert not codes(**cells) & {"saving_outside_band", "payback_never", "not_costed"}


def test_that_parts_beyond_a_whole_are_no_function_that_stays() -> None:
    cells = {"decision": "Hybrid", "bpo_share": 0.5, "kpo_share": 0.0, "retained_share": 1.0}
    assert costed(**cells).value(1, "charge") is None
    assert "not_costed" in codes(**cells)


@pytest.mark.parametrize("exchange", [{}, {"exchange_eur": 1.2, "fx_drift": 0.1}])
def test_that_software_is_paid_in_plan_currency_and_by_the_unit(exchange: dict[str, float]) -> None:
    for left in (LEFT_OVER, {**LEFT_OVER, "pricing": "retainer"}, {**LEFT_OVER, "currency": "JPY"}):
        found = costed({**YEARS, **exchange}, **SOFTWARE, volume_growth=0.5, **left)
        assert found.value(1, "charge") == 10_000 * 0.5 * 2
        avoided = (found.value(1, "avoidable") or 0.0) * 0.5
        assert found.value(1, "npv") == pytest.approx((avoided - 10_000) * (1 + 1.5), abs=0.05)
        assert found.value(1, "break_even_exchange") is None


def test_that_software_corrects_no_records_of_a_provider() -> None:
    records = {"pricing": "accurate_record", "rate": 1.0, "error_share": 0.1, "correction_cost": 5.0}
    assert costed(**SOFTWARE, **records).value(1, "client_work") == 0
    assert costed(decision="BPO", **records).value(1, "client_work") == 10_000 * 0.1 * 5
    posts = {"fte": None, "handling_minutes": 10.0, "retained_fte": 0.5}
    even = [costed(**SOFTWARE, **posts, **more).value(1, "break_even_volume_npv") for more in ({}, records)]
    assert even[0] == even[1] is not None


def test_that_a_quote_left_over_is_no_price_of_software() -> None:
    doubts = {"rate_outside_library", "rate_stale", "effort_assumed", "exchange_undated"}
    given = {"exchange_eur": 1.2}
    for pricing in ("hour", "project"):
        left = {**LEFT_OVER, "pricing": pricing, "rate": 9000.0, "quote_year": 2001.0}
        assert not codes(given, **SOFTWARE, **left) & doubts
        assert codes(given, decision="BPO", **left) >= doubts - ({"effort_assumed"} if pricing == "hour" else set())


def test_that_a_price_for_the_whole_of_a_part_is_said() -> None:
    parts = {"decision": "Hybrid", "bpo_share": 0.5, "kpo_share": 0.2, "retained_share": 0.3}
    assert "retained_part_priced" in codes(**parts, pricing="seat", rate=2000.0)
    assert "retained_part_priced" not in codes(**parts)
    assert "retained_part_priced" not in codes(decision="BPO", pricing="seat", rate=2000.0, retained_share=0.3)
    all_leaves = {"decision": "Hybrid", "bpo_share": 0.5, "kpo_share": 0.5, "pricing": "seat", "rate": 2000.0}
    assert not {"retained_part_priced", "not_costed"} & codes(**all_leaves)
    assert "retained_part_priced" not in codes(**all_leaves, retained_share=0.0)


def test_that_a_function_that_stays_at_an_unknown_cost_is_said() -> None:
    assert "in_house_unknown" in codes(decision="Retain", fte=None)
    assert "in_house_unknown" not in codes(decision="Retain")
    assert "in_house_unknown" not in codes(decision="BPO", fte=None)  # it is not costed, which says more


def test_that_no_provider_is_named_where_none_is_typed() -> None:
    plan = plan_of(decision="BPO")
    assert not concentration_line(plan, evaluate(plan, Assumptions(), load_all()), "vendor")
    plan = plan_of(decision="BPO", vendor="Acme")
    assert concentration_line(plan, evaluate(plan, Assumptions(), load_all()), "vendor") == "Acme 100%; HHI 1.00"


def test_that_what_costs_a_known_sum_is_costed_without_its_people() -> None:
    known = {"fte": None, "salary": None, "in_house_cost": 100_000.0, "pricing": "retainer", "rate": 2_000.0}
    for function in ("Helpdesk", "zzxx qqq"):  # a salary is estimated for one and not for the other
        found = costed(YEARS, **known, function=function, decision="BPO")
        assert found.value(1, "severance") == 0
        assert found.value(1, "npv") == pytest.approx(2 * (85_000 - 24_000), abs=0.05)
        assert "severance_not_estimated" in codes(**known, function=function, decision="BPO")
    typed = {**known, "salary": 40_000.0}  # who says what people earn is asked how many they are
    assert costed(**typed, decision="BPO").value(1, "npv") is None
    assert "not_costed" in codes(**typed, decision="BPO")


EURO = {"exchange_eur": 1.2, "fx_drift": 0.1}


@pytest.mark.parametrize(
    ("decision", "cells", "is_own"),
    [
        ("BPO", {}, False), ("BPO", {"seat_rate": 900.0}, True), ("BPO", {"day_rate": 90.0}, False),
        ("KPO", {"seat_rate": 900.0}, False), ("KPO", {"day_rate": 90.0}, True),
        ("KPO", {"role_mix": "1 day lead 90"}, True), ("Hybrid", {"seat_rate": 900.0}, False),
        ("Hybrid", {"seat_rate": 900.0, "day_rate": 90.0}, True), ("BPO", {"pricing": "seat"}, False),
        ("BPO", {"pricing": "seat", "rate": 900.0}, True), ("KPO", {"pricing": "seat", "seat_rate": 900.0}, True),
        ("BPO", {"pricing": "time_and_material", "day_rate": 90.0}, True), ("BPO", {"pricing": "fte"}, False),
        ("BPO", {"pricing": "hour", "rate": 9.0}, True),
        ("KPO", {"role_mix": "1 day lead India"}, False), ("KPO", {"role_mix": "1 day 90; 1 day lead India"}, False),
        ("KPO", {"role_mix": "1 day lead 90; 2 days 70"}, True), ("KPO", {"role_mix": "nobody knows"}, False),
        ("KPO", {"role_mix": "1 day lead India", "day_rate": 90.0}, True),
        ("Hybrid", {"seat_rate": 900.0, "bpo_share": 1.0, "kpo_share": 0.0}, True),
        ("Hybrid", {"seat_rate": 900.0, "bpo_share": 0.0, "kpo_share": 1.0}, False),
        ("Hybrid", {"day_rate": 90.0, "kpo_share": 1.0}, True),
        ("Hybrid", {"day_rate": 90.0, "bpo_share": 0.5, "kpo_share": 0.5}, False),
    ],
)  # fmt: skip
def test_that_only_a_typed_price_is_in_the_currency_of_the_row(
    decision: str, cells: dict[str, Any], is_own: object
) -> None:
    found = costed({**YEARS, **EURO}, decision=decision, currency="EUR", **cells)
    charge = found.value(1, "charge")
    if charge is None:
        return  # the library has no such price
    paid = charge * (2.1 if is_own else 2.0)  # two years, the second 10 % dearer
    assert found.value(1, "outlay_term") == pytest.approx(paid, abs=0.05)
    even = found.value(1, "break_even_exchange")
    assert (even is not None) == is_own
    if is_own:
        at_even = {**YEARS, **EURO, "exchange_eur": even}
        assert costed(at_even, decision=decision, currency="EUR", **cells).value(1, "npv") == pytest.approx(0, abs=1)
    assert ("exchange_undated" in codes(EURO, decision=decision, currency="EUR", **cells)) == is_own


def test_that_review_of_work_with_direct_cost_leaves_nothing_at_the_break_even_volume() -> None:
    given = {"money_decimals": 4.0}
    cells = {"fte": None, "decision": "Hybrid", "bpo_share": 0.5, "kpo_share": 0.5, "retained_share": 0.0,
             "pricing": "hour", "rate": 60.0, "handling_minutes": 30.0, "direct_cost": 60_000.0,
             "client_review_share": 0.3}  # fmt: skip
    volume = costed(given, **cells).value(1, "break_even_volume_npv")
    assert volume is not None
    assert costed(given, **{**cells, "volume": volume}).value(1, "npv") == pytest.approx(0, abs=0.05)


def test_that_no_volume_has_no_break_even_volume() -> None:
    cells = {"fte": None, "decision": "KPO", "pricing": "retainer", "rate": 900.0, "handling_minutes": 30.0}
    assert costed(**cells, in_house_cost=90_000.0).value(1, "break_even_charge") is not None
    assert costed(**{**cells, "volume": 0.0}, in_house_cost=90_000.0).value(1, "break_even_volume_npv") is None


@pytest.mark.parametrize(("mix", "growth"), [("1 day lead Asia", 1.1), ("1 day lead 260", 1.0)])
def test_that_a_mix_of_library_prices_drifts_with_the_dollar_as_the_library_does(mix: str, growth: float) -> None:
    given = {**YEARS, "plan_currency": "EUR", "exchange_usd": 0.5, "fx_drift": 0.1}
    cells = {"decision": "KPO", "role_mix": mix, "projects": 2.0, "project_days": 10.0}
    found = costed({**given, "contingency": 0}, **cells)
    day = 130 if growth > 1 else 260  # a day in Asia is 260 USD: 32.50 an hour (KnowledgeLib 2026) x 8
    assert found.value(1, "charge") == 20 * day
    assert found.value(1, "outlay_term") == pytest.approx(20 * day * (1 + growth), abs=0.05)


def test_that_a_price_without_an_exchange_rate_is_held_against_no_price_of_the_library() -> None:
    quote = {"decision": "BPO", "currency": "EUR", "pricing": "seat", "rate": 1000.0, "country": "Philippines"}
    assert "not_costed" in codes(**quote)
    assert "rate_outside_library" not in codes(**quote)
    # agents there are 12 to 18 USD an hour (PITON 2025): 2,080 to 3,120 a seat month
    assert "rate_outside_library" in codes({"exchange_eur": 2.0}, **quote)
    assert "rate_outside_library" not in codes({"exchange_eur": 2.5}, **quote)
