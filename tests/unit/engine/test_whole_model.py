"""The whole cost model against figures that were worked out by hand or are published (domain.md §2)."""

from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.warnings import issues_of
from outsourcing_planner.io.load import load_all

ROW = {"function": "Customer support", "fte": 10.0, "salary": 40_000.0, "decision": "BPO", "country": "Philippines"}
CENT = 0.005


def costed(assumptions: dict[str, Any] | None = None, **cells: Any) -> Evaluation:
    row = {name: cell for name, cell in {**ROW, **cells}.items() if cell is not None}
    plan = Plan.from_columns({name: (cell,) for name, cell in row.items()})
    return evaluate(plan, Assumptions.from_mapping(assumptions or {}), load_all())


def value(key: str, assumptions: dict[str, Any] | None = None, **cells: Any) -> Any:
    return costed(assumptions, **cells).value(1, key)


def codes(assumptions: dict[str, Any] | None = None, **cells: Any) -> set[str]:
    row = {name: cell for name, cell in {**ROW, **cells}.items() if cell is not None}
    plan = Plan.from_columns({name: (cell,) for name, cell in row.items()})
    given = Assumptions.from_mapping(assumptions or {})
    return {issue.code for issue in issues_of(plan, given, evaluate(plan, given, load_all()), load_all())}


# Sizing


def test_that_a_post_round_the_clock_takes_4735_people() -> None:
    assert value("fte_used", fte=None, positions=1.0, coverage_hours=168.0) == pytest.approx(4.735, abs=5e-4)


def test_that_a_hundred_calls_in_half_an_hour_take_fourteen_agents_and_twenty_on_the_rota() -> None:
    queue = {"fte": None, "interval_volume": 100.0, "handling_minutes": 3.0}
    assert value("agents_needed", **queue) == 14
    assert value("fte_used", **queue) == pytest.approx(20)
    assert value("service_level_reached", **queue) == pytest.approx(0.888350, abs=5e-7)
    assert value("busy_occupancy", **queue) == pytest.approx(0.714286, abs=5e-7)


def test_that_headcount_of_a_queue_stays_fractional_and_seats_do_not() -> None:
    queue = {"fte": None, "interval_volume": 1000.0, "handling_minutes": 2.0}
    found = costed({"interval_minutes": 60}, **queue)
    assert found.value(1, "fte_used") == pytest.approx(57.142857, abs=5e-7)
    assert found.value(1, "seats") == 58


def test_that_annual_volume_with_a_busy_part_is_the_same_queue() -> None:
    given = {"open_days": 250, "interval_minutes": 30}
    year = {"fte": None, "volume": 250 * 1000.0, "busy_hour_share": 0.1, "handling_minutes": 3.0}
    assert value("traffic", {**given, "interval_minutes": 60}, **year) == pytest.approx(100 / 60 * 3)


def test_that_overload_is_said() -> None:
    queue = {"interval_volume": 100.0, "handling_minutes": 3.0}
    assert "overload" in codes(**queue, positions=10.0)
    assert "service_level_missed" in codes(**queue, positions=11.0)
    assert not {"overload", "service_level_missed"} & codes(**queue, positions=14.0)


# Pricings, on 10 FTE and 2,000 records of 30 minutes

WORK = {"volume": 2000.0, "handling_minutes": 30.0, "projects": 5.0, "project_days": 20.0}


@pytest.mark.parametrize(
    ("pricing", "rate", "more", "expected"),
    [
        ("seat", 1000.0, {}, 120_000),
        ("fte", 1000.0, {}, 120_000),
        ("hour", 10.0, {}, 10 * 2080 * 10),
        ("productive_hour", 10.0, {}, 10 * 2080 * 0.897 * 0.86 * 10),
        ("minute", 0.5, {}, 30_000),
        ("task", 3.0, {}, 6000),
        ("record", 3.0, {"error_share": 0.05}, 2000 * 1.05 * 3),
        ("accurate_record", 3.0, {"error_share": 0.25}, 2000 / 0.75 * 3),
        ("accurate_record", 3.0, {"error_share": 0.25, "correction_cost": 4.0}, 6000),
        ("outcome", 5.0, {"success_share": 0.4, "base_fee": 1000.0}, 1000 + 2000 * 0.4 * 5),
        ("cost_plus", 1000.0, {"markup": 0.25}, 150_000),
        ("gainshare", 9000.0, {"verified_saving": 20_000.0, "gainshare_share": 0.3}, 108_000 - 6000),
        ("deliverable", 700.0, {"volume": None}, 5 * 700),
        ("project", 400.0, {}, 100 * 400 * 1.15),
        ("time_and_material", 50.0, {}, 100 * 8 * 50),
        ("expert", 9000.0, {}, 1_080_000),
        ("retainer", 4000.0, {}, 48_000),
        ("retainer", 4000.0, {"included_hours": 50.0, "overage_rate": 80.0}, 48_000 + (800 - 600) * 80),
        ("retainer", 4000.0, {"included_hours": 70.0, "overage_rate": 80.0}, 48_000),
        ("hour", 10.0, {"minimum_charge": 250_000.0}, 250_000),
        ("hour", 10.0, {"minimum_charge": 100_000.0}, 208_000),
    ],
)
def test_that_every_pricing_charges_what_it_says(pricing: str, rate: float, more: dict, expected: float) -> None:
    assert value("charge", pricing=pricing, rate=rate, **{**WORK, **more}) == pytest.approx(expected, abs=CENT)


def test_that_corrections_in_house_are_our_own_work() -> None:
    cells = {**WORK, "pricing": "accurate_record", "rate": 3.0, "error_share": 0.25, "correction_cost": 4.0}
    assert value("client_work", **cells) == pytest.approx(2000)


@pytest.mark.parametrize(
    ("volume", "switch", "expected"),
    [(1000, 1, 2000), (1090, 1, 2000), (1200, 1, 2000 + 100 * 1.5), (1200, 0, 2000 + 200 * 1.5),
     (800, 1, 2000 - 100 * 1.2), (800, 0, 2000 - 200 * 1.2), (950, 0, 2000)],
)  # fmt: skip
def test_that_the_band_costs_arc_above_and_gives_rrc_below(volume: float, switch: int, expected: float) -> None:
    band = {"band_volume": 1000.0, "dead_band": 0.1, "arc_rate": 1.5, "rrc_rate": 1.2}
    found = value("charge", {"arc_from_edge": switch}, pricing="record", rate=2.0, volume=float(volume), **band)
    assert found == pytest.approx(expected, abs=CENT)


def test_that_a_band_without_prices_of_its_own_uses_the_rate() -> None:
    for volume in (700.0, 1000.0, 1300.0):
        assert value("charge", pricing="record", rate=2.0, volume=volume, band_volume=1000.0) == 2 * volume


@pytest.mark.parametrize(("switch", "expected"), [(0, 1500 * 2 - 500 * 0.2 * 2), (1, 1500 * 2 * 0.8)])
def test_that_a_tier_is_given_beyond_the_limit_or_on_all(switch: int, expected: float) -> None:
    tier = {"tier_volume": 1000.0, "tier_discount": 0.2}
    found = value("charge", {"tier_all_units": switch}, pricing="task", rate=2.0, volume=1500.0, **tier)
    assert found == pytest.approx(expected, abs=CENT)


def test_that_a_role_mix_is_a_blended_day_rate() -> None:
    cells = {"decision": "KPO", "pricing": "project", **WORK}
    mixed = value("charge", role_mix="60% analyst 400; 40% lead 900", **cells)
    assert mixed == pytest.approx(100 * (0.6 * 400 + 0.4 * 900) * 1.15, abs=CENT)
    by_place = value("day_rate_mix", role_mix="10 days analyst India", **cells)
    assert by_place == pytest.approx(value("day_rate_library", **{**cells, "country": "India"}))
    assert "role_mix_unread" in codes(role_mix="some analysts", **cells)


# Money over time


def test_that_a_foreign_quote_is_converted_and_its_currency_drifts() -> None:
    cells = {"pricing": "hour", "rate": 10.0, "currency": "EUR"}
    assert value("charge", **cells) is None
    assert value("charge", {"exchange_eur": 1.1}, **cells) == pytest.approx(228_800, abs=CENT)
    drifting = costed({"exchange_eur": 1.1, "fx_drift": 0.05, "cola": 0, "ramp_uplift": 0, "term_years": 2}, **cells)
    vendor = 228_800 * (1 + 1.05) * 1.15
    assert drifting.value(1, "outlay_term") == pytest.approx(vendor, abs=0.01)


def test_that_library_prices_are_converted_too() -> None:
    euros = {"plan_currency": "EUR", "exchange_usd": 0.9}
    assert value("seat_rate_library", {"plan_currency": "EUR"}) is None
    assert value("seat_rate_library", euros) == pytest.approx(0.9 * value("seat_rate_library"))


def test_that_cola_is_scoped_and_capped_and_glides() -> None:
    given = {"cola": 0.08, "cola_cap": 0.05, "ramp_uplift": 0, "governance_share": 0, "term_years": 2}
    cells = {"pricing": "hour", "rate": 10.0}
    assert value("outlay_term", given, **cells) == pytest.approx(208_000 * 2.05, abs=0.01)
    assert value("outlay_term", {**given, "cola_scope": 0.5}, **cells) == pytest.approx(208_000 * 2.04, abs=0.01)
    glide = {**given, "productivity_glide": 0.02}
    assert value("outlay_term", glide, **cells) == pytest.approx(208_000 * (1 + 1.05 * 0.98), abs=0.01)


def test_that_volume_growth_moves_both_sides_but_no_retainer() -> None:
    given = {"cola": 0, "wage_inflation": 0, "ramp_uplift": 0, "governance_share": 0, "term_years": 2}
    cells = {"in_house_cost": 500_000.0, "avoidable_share": 1.0, "volume_growth": 0.1, "rate": 10.0}
    grown = costed(given, pricing="hour", **cells)
    assert grown.value(1, "avoided_term") == pytest.approx(500_000 * 2.1)
    assert grown.value(1, "outlay_term") == pytest.approx(208_000 * 2.1)
    assert value("outlay_term", given, pricing="retainer", **cells) == pytest.approx(240)


def test_that_exit_is_expected_at_the_end_of_the_term() -> None:
    given = {"exit_probability": 0.2, "exit_share": 0.15, "cola": 0, "term_years": 2}
    with_exit = costed(given, pricing="hour", rate=10.0)
    without = costed({**given, "exit_probability": 0}, pricing="hour", rate=10.0)
    difference = without.cash_flow - with_exit.cash_flow
    assert difference[-1] == pytest.approx(0.2 * 0.15 * 208_000)
    assert difference[:-1] == pytest.approx(0)


def test_that_an_incumbent_contract_is_a_baseline_of_its_own() -> None:
    given = {"cola": 0.04, "wage_inflation": 0.02, "term_years": 2}
    cells = {"in_house_cost": 300_000.0, "outsourced_today": True, "pricing": "hour", "rate": 10.0}
    found = costed(given, **cells)
    assert found.value(1, "severance") == 0
    assert found.value(1, "avoidable") == 300_000
    assert found.value(1, "avoided_term") == pytest.approx(300_000 * 2.04)
    assert value("one_off", given, **cells, other_one_off=7000.0) == pytest.approx(found.value(1, "one_off") + 7000)


def test_that_review_by_our_own_experts_costs_their_days() -> None:
    cells = {"decision": "KPO", "pricing": "project", "rate": 400.0, "in_house_cost": 2_200_000.0, **WORK}
    assert value("client_work", **cells) == 0
    assert value("client_work", client_review_share=0.1, **cells) == pytest.approx(100 * 0.1 * 220_000 / 220)


def test_that_automation_is_costed_where_its_part_and_price_are_given() -> None:
    cells = {"decision": "Automate", "volume": 50_000.0, "in_house_cost": 500_000.0, "avoidable_share": 1.0}
    assert (value("charge", **cells), value("npv", **cells)) == (0, 0)
    assert "automation_not_costed" in codes(**cells)
    costs = {"automatable_share": 0.6, "automation_unit_cost": 0.5}
    assert value("charge", **cells, **costs) == pytest.approx(15_000)
    assert value("avoided_term", {"wage_inflation": 0, "term_years": 1}, **cells, **costs) == pytest.approx(300_000)


# Measures


def test_that_the_published_case_has_its_run_rate() -> None:
    given = {
        "benefits_share": 0.43, "governance_share": 0.10, "avoidable_share": 1.0, "ramp_months": 5,
    }  # fmt: skip
    cells = {"fte": 20.0, "salary": 42_830.0, "pricing": "hour", "rate": 13.0}
    found = costed(given, **cells)
    assert found.value(1, "run_rate_share") == pytest.approx(0.5856, abs=5e-5)
    assert found.value(1, "npv") == pytest.approx(1_959_771.77, abs=0.02)
    assert found.value(1, "term_saving_share") == pytest.approx(0.5219, abs=5e-5)


def test_that_a_break_even_leaves_nothing() -> None:
    for leakage in (0.0, 0.2):
        given = {"leakage": leakage, "exit_probability": 0.3, "money_decimals": 4}
        cells = {"pricing": "record", "rate": 30.0, "volume": 8000.0, "base_fee": 5000.0, "other_one_off": 9000.0}
        found = costed(given, **cells)
        rate, share = found.value(1, "break_even_rate"), found.value(1, "break_even_avoidable")
        assert value("npv", given, **{**cells, "rate": rate}) == pytest.approx(0, abs=0.01)
        assert value("npv", given, **cells, avoidable_share=share) == pytest.approx(0, abs=0.01)
        euros = {**given, "exchange_eur": 1.2}
        exchange = value("break_even_exchange", euros, **cells, currency="EUR")
        assert value("npv", {**given, "exchange_eur": exchange}, **cells, currency="EUR") == pytest.approx(0, abs=0.01)


def test_that_per_seat_and_per_project_meet_at_the_break_even() -> None:
    cells = {"fte": None, "handling_minutes": 14.0, "volume": 96_000.0, "seat_rate": 2000.0, "day_rate": 400.0}
    effort = {"projects": 14.0, "project_days": 35.0}
    found = costed(**cells, **effort)
    assert found.value(1, "cheaper_estimate") == "per project"
    projects = found.value(1, "break_even_projects")
    assert value("kpo_year", **cells, project_days=35.0, projects=projects) == pytest.approx(found.value(1, "bpo_year"))
    volume = found.value(1, "break_even_volume")
    people = value("fte_used", **{**cells, "volume": volume})
    assert people * 2000 * 12 == pytest.approx(found.value(1, "kpo_year"))
    assert value("break_even_volume", **cells) is None


def test_that_unit_and_total_cost_add_up() -> None:
    given = {"wage_inflation": 0.03, "term_years": 3}
    retained = costed(given, decision="Retain", volume=1000.0)
    in_house = retained.value(1, "in_house")
    assert retained.value(1, "unit_cost") == pytest.approx(in_house / 1000)
    assert retained.value(1, "tco") == pytest.approx(in_house * (1 + 1.03 + 1.03**2), abs=0.01)
    moved = costed(given, pricing="hour", rate=10.0)
    saved = retained.value(1, "tco") - moved.value(1, "tco")
    assert saved == pytest.approx(moved.cash_flow.sum(), abs=0.02)


def test_that_doubtful_prices_are_pointed_out() -> None:
    assert "rate_outside_library" in codes(pricing="hour", rate=2.0)
    assert "rate_outside_library" not in codes(pricing="hour", rate=13.0)
    assert "rate_stale" in codes({"plan_start": "2026-01"}, pricing="hour", rate=13.0, quote_year=2023.0)
    assert "rate_stale" not in codes({"plan_start": "2026-01"}, pricing="hour", rate=13.0, quote_year=2024.0)
    assert "effort_assumed" in codes(decision="KPO", pricing="project", rate=300.0)
    assert "effort_assumed" not in codes(decision="KPO", pricing="project", rate=300.0, **WORK)


def test_that_available_time_may_go_unbilled() -> None:
    found = value("charge", {"billed_occupancy": 0.5}, pricing="productive_hour", rate=10.0)
    assert found == pytest.approx(10 * 2080 * 0.897 * 0.86 * 0.5 * 10, abs=CENT)


def test_that_the_run_rate_counts_what_moves_and_our_own_work() -> None:
    given = {"wage_inflation": 0.1, "cola": 0.0, "governance_share": 0.0}
    cells = {"decision": "Hybrid", "bpo_share": 0.4, "kpo_share": 0.4, "retained_share": 0.2, "in_house_cost": 1e6,
             "avoidable_share": 0.5, "client_review_share": 0.1, "projects": 5.0, "project_days": 20.0}  # fmt: skip
    found = costed(given, **cells)
    review = 100 * 0.1 * (1e6 / 10 / 220) * 0.4
    saved = 1e6 * 0.5 * 0.8 * 1.1 - found.value(1, "charge") - review * 1.1
    assert found.value(1, "run_rate_saving") == pytest.approx(saved, abs=0.02)


def test_that_less_than_one_person_has_break_evens_too() -> None:
    cells = {"volume": 500.0, "seat_rate": 2000.0, "day_rate": 400.0, "projects": 2.0, "project_days": 3.0}
    assert value("break_even_volume", fte=0.5, **cells) == pytest.approx(500 / 0.5 * 2 * 3 * 400 * 1.15 / 24_000)
    assert value("unit_cost", fte=0.5, **{**cells, "volume": 0.5, "in_house_cost": 10.0}) == 20


# What a second reading of the model added


def test_that_a_loaded_person_carries_team_leader_employer_and_workplace() -> None:
    given = {"benefits_share": 0.2, "employer_share": 0.1, "supervision_share": 0.125, "workplace_cost": 3000,
             "overhead_share": 0.1, "attrition": 0.2, "replacement_cost": 5000}  # fmt: skip
    assert value("loaded_fte", given) == pytest.approx(40_000 * 1.125 * 1.3 * 1.1 + 3000 + 1000)


def test_that_direct_cost_adds_to_people() -> None:
    assert value("in_house", direct_cost=7000.0) == pytest.approx(value("in_house") + 7000)


TIERS = {"tier_volume": 1000.0, "tier_discount": 0.1, "tier_volume_2": 2000.0, "tier_discount_2": 0.2,
         "tier_volume_3": 4000.0, "tier_discount_3": 0.5}  # fmt: skip


@pytest.mark.parametrize(
    ("volume", "on_all", "expected"),
    [
        (1000, 0, 2000), (1500, 0, 2 * (1000 + 500 * 0.9)), (3000, 0, 2 * (1000 + 1000 * 0.9 + 1000 * 0.8)),
        (5000, 0, 2 * (1000 + 1000 * 0.9 + 2000 * 0.8 + 1000 * 0.5)),
        (1000, 1, 2 * 1000 * 0.9), (999, 1, 2 * 999), (1500, 1, 2 * 1500 * 0.9), (3000, 1, 2 * 3000 * 0.8),
        (5000, 1, 2 * 5000 * 0.5),
    ],
)  # fmt: skip
def test_that_each_step_of_a_discount_counts_from_its_volume_on(volume: int, on_all: int, expected: float) -> None:
    found = value("charge", {"tier_all_units": on_all}, pricing="task", rate=2.0, volume=float(volume), **TIERS)
    assert found == pytest.approx(expected, abs=CENT)


def test_that_a_step_left_out_is_passed_over() -> None:
    cells = {**TIERS, "tier_volume_2": None, "tier_discount_2": None}
    found = value("charge", pricing="task", rate=2.0, volume=5000.0, **cells)
    assert found == pytest.approx(2 * (1000 + 3000 * 0.9 + 1000 * 0.5), abs=CENT)
    assert "discounts_out_of_order" not in codes(pricing="task", rate=2.0, volume=5000.0, **cells)
    assert "discounts_out_of_order" in codes(pricing="task", rate=2.0, volume=5.0, **{**TIERS, "tier_volume_2": 500.0})


@pytest.mark.parametrize(
    ("pricing", "rate", "limit", "expected"),
    [
        ("seat", 1000.0, 6.0, 12 * 1000 * (6 + 4 * 0.8)), ("fte", 1000.0, 6.0, 12 * 1000 * (6 + 4 * 0.8)),
        ("hour", 10.0, 20_000.0, 10 * (20_000 + 800 * 0.8)), ("minute", 0.5, 50_000.0, 0.5 * (50_000 + 10_000 * 0.8)),
    ],
)  # fmt: skip
def test_that_seats_people_and_hours_have_discounts_too(
    pricing: str, rate: float, limit: float, expected: float
) -> None:
    cells = {**WORK, "pricing": pricing, "rate": rate, "tier_volume": limit, "tier_discount": 0.2}
    assert value("charge", **cells) == pytest.approx(expected, abs=CENT)


def test_that_a_band_of_seats_costs_its_arc_every_month() -> None:
    cells = {"pricing": "seat", "rate": 1000.0, "band_volume": 8.0, "arc_rate": 700.0, "rrc_rate": 600.0}
    assert value("charge", **cells) == pytest.approx(12 * (8 * 1000 + 2 * 700), abs=CENT)
    assert value("charge", **{**cells, "band_volume": 11.0}) == pytest.approx(12 * (11 * 1000 - 600), abs=CENT)


def test_that_days_between_best_and_worst_are_weighed() -> None:
    cells = {"projects": 3.0, "project_days": 20.0, "project_days_low": 10.0, "project_days_high": 60.0}
    assert value("effort_days", **cells) == pytest.approx(3 * (10 + 80 + 60) / 6)
    assert value("effort_days", **{**cells, "project_days_low": None}) == 60
    assert "days_out_of_order" in codes(**{**cells, "project_days_low": 25.0})
    assert "days_out_of_order" not in codes(**cells)


def test_that_a_row_has_a_currency_drift_of_its_own() -> None:
    given = {"exchange_eur": 1.1, "fx_drift": 0.05, "cola": 0, "ramp_uplift": 0, "governance_share": 0, "term_years": 2}
    cells = {"pricing": "hour", "rate": 10.0, "currency": "EUR"}
    assert value("outlay_term", given, **cells) == pytest.approx(228_800 * 2.05, abs=0.01)
    assert value("outlay_term", given, currency_drift=-0.02, **cells) == pytest.approx(228_800 * 1.98, abs=0.01)
    assert value("outlay_term", given, currency_drift=0.0, **cells) == pytest.approx(228_800 * 2, abs=0.01)


def test_that_an_exchange_rate_in_use_needs_a_date() -> None:
    cells = {"pricing": "hour", "rate": 10.0, "currency": "EUR"}
    dated = {"exchange_eur": {"value": 1.1, "source": "ECB, 2026-03-02"}}
    assert "exchange_undated" in codes({"exchange_eur": 1.1}, **cells)
    assert "exchange_undated" not in codes(dated, **cells)
    assert "exchange_undated" not in codes({"exchange_gbp": 1.1}, **{**cells, "currency": "USD"})


def test_that_retained_posts_cost_what_our_people_cost() -> None:
    assert value("client_work", retained_fte=1.5) == pytest.approx(1.5 * value("loaded_fte"), abs=CENT)
    assert value("client_work", decision="Retain", retained_fte=1.5) == 0


def test_that_a_minimum_that_is_paid_is_said() -> None:
    cells = {"pricing": "hour", "rate": 10.0}
    assert "minimum_paid" in codes(minimum_charge=250_000.0, **cells)
    assert "minimum_paid" not in codes(minimum_charge=100_000.0, **cells)


BREAK_EVENS: dict[str, dict[str, Any]] = {
    "by task": {"pricing": "task", "rate": 3.0, "volume": 50_000.0},
    "with fixed parts": {"pricing": "task", "rate": 3.0, "volume": 5e4, "base_fee": 2e4, "other_one_off": 3000.0},
    "corrected in-house": {"pricing": "accurate_record", "rate": 3.0, "volume": 5e4, "error_share": 0.1,
                           "correction_cost": 5.0, "retained_fte": 0.5},
    "sized, with direct cost": {"fte": None, "pricing": "task", "rate": 3.0, "volume": 5e4, "handling_minutes": 12.0,
                                "direct_cost": 3e4, "other_one_off": 1e5},
    "sized, with a base fee": {"fte": None, "pricing": "hour", "rate": 10.0, "volume": 5e4, "handling_minutes": 12.0,
                               "base_fee": 1.2e5},
    "sized, with posts kept": {"fte": None, "pricing": "fte", "rate": 1500.0, "volume": 5e4, "handling_minutes": 12.0,
                               "retained_fte": 1.0},
    "sized, days by headcount": {"fte": None, "decision": "KPO", "pricing": "project", "rate": 100.0, "volume": 5e4,
                                 "handling_minutes": 12.0, "client_review_share": 0.1, "base_fee": 9e4},
    "software": {"decision": "Automate", "volume": 5e4, "automatable_share": 0.5, "automation_unit_cost": 1.5},
    "outcomes abroad": {"pricing": "outcome", "rate": 9.0, "volume": 5e4, "success_share": 0.3, "currency": "EUR"},
}  # fmt: skip
BENT: dict[str, dict[str, Any]] = {
    "band": {"pricing": "record", "rate": 3.0, "volume": 1e5, "band_volume": 1e5, "dead_band": 0.1, "arc_rate": 2.5},
    "steps": {"pricing": "record", "rate": 3.0, "volume": 1e5, **TIERS, "tier_volume": 9e4},
    "minimum": {"pricing": "task", "rate": 3.0, "volume": 5e4, "minimum_charge": 1e5},
}  # fmt: skip


@pytest.mark.parametrize("leakage", [0.0, 0.2])
@pytest.mark.parametrize("name", [*BREAK_EVENS, *BENT])
def test_that_nothing_is_left_at_the_break_even_volume(name: str, leakage: float) -> None:
    given = {"leakage": leakage, "money_decimals": 4, "exchange_eur": 1.1, "exit_probability": 0.2}
    cells = {**BREAK_EVENS, **BENT}[name]
    volume = value("break_even_volume_npv", given, **cells)
    assert volume is not None
    assert volume != pytest.approx(cells["volume"], rel=0.01)
    assert value("npv", given, **{**cells, "volume": volume}) == pytest.approx(0, abs=0.01)


def test_that_sized_people_need_a_volume_that_pays_the_minimum() -> None:
    cells = {"fte": None, "pricing": "task", "rate": 3.0, "volume": 2e4, "handling_minutes": 12.0}
    volume = value("break_even_volume_npv", {"money_decimals": 4}, minimum_charge=2e5, **cells)
    assert volume > 2e4
    left = value("npv", {"money_decimals": 4}, minimum_charge=2e5, **{**cells, "volume": volume})
    assert left == pytest.approx(0, abs=0.01)


def test_that_there_is_no_break_even_volume_where_everything_or_nothing_follows_it() -> None:
    assert value("break_even_volume_npv", volume=5e4) is None  # a seat rate and a typed headcount
    assert value("break_even_volume_npv", fte=None, volume=5e4, handling_minutes=12.0) is None
    assert value("break_even_volume_npv", pricing="task", rate=3.0) is None
    assert value("break_even_volume_npv", decision="Retain", volume=5e4) is None


def test_that_a_queue_steps_over_nothing_at_its_break_even() -> None:
    cells = {"fte": None, "pricing": "task", "rate": 0.8, "handling_minutes": 5.0, "busy_hour_share": 0.1,
             "base_fee": 7e5}  # fmt: skip
    volume = value("break_even_volume_npv", volume=5e5, **cells)
    around = [value("npv", volume=volume * factor, **cells) for factor in (0.999, 1.001)]
    assert min(around) < 0 < max(around)
