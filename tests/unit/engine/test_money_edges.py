"""Edges of the money code that no other test holds; each was found by breaking the code (scripts/mutation.py)."""

from typing import Any

import numpy as np
import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.fields import KNOWLEDGE_CRITERIA
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine import erlang
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.io.load import load_all

ROW: dict[str, Any] = {
    "function": "Customer support", "fte": 10.0, "salary": 40_000.0, "decision": "BPO", "country": "Philippines",
}  # fmt: skip
QUEUE = {"fte": None, "interval_volume": 100.0, "handling_minutes": 3.0}
HYBRID = {"decision": "Hybrid", "seat_rate": 1000.0, "day_rate": 400.0}


def costed(given: dict[str, Any] | None = None, **cells: Any) -> Evaluation:
    row = {key: cell for key, cell in {**ROW, **cells}.items() if cell is not None}
    plan = Plan.from_columns({key: (cell,) for key, cell in row.items()})
    return evaluate(plan, Assumptions.from_mapping(given or {}), load_all())


def value(key: str, given: dict[str, Any] | None = None, **cells: Any) -> Any:
    return costed(given, **cells).value(1, key)


# Sizing


def test_that_nobody_at_work_has_no_occupancy() -> None:
    assert value("busy_occupancy", **QUEUE, positions=0.0) is None


def test_that_posts_without_a_coverage_are_manned_in_office_hours() -> None:
    assert value("fte_used", fte=None, positions=3.0) == pytest.approx(3 * 40 / 168 * 8760 / 1850)


def test_that_a_queue_round_the_clock_takes_its_weeks_of_people() -> None:
    assert value("fte_used", coverage_hours=168.0, **QUEUE) == pytest.approx(20 * 168 * 52 / 2080)
    assert value("fte_used", {"coverage_load": 0.5}, coverage_hours=168.0, **QUEUE) == pytest.approx(20 * 4.2 * 0.5)


def test_that_a_queue_with_a_gap_has_no_waiting_probability() -> None:
    blank = np.array([np.nan])
    assert np.isnan(erlang.waiting_probability(blank, np.array([3.0]))).all()
    assert np.isnan(erlang.waiting_probability(np.array([3.0]), blank)).all()


# Rates in force


def test_that_a_price_per_hour_is_no_price_of_a_seat_or_a_day() -> None:
    library = costed()
    for pricing in ("hour", "record"):
        found = costed(pricing=pricing, rate=10.0)
        for key in ("seat_rate_used", "day_rate_used"):
            assert found.value(1, key) == library.value(1, key), (pricing, key)
    assert value("seat_rate_used", pricing="seat") == library.value(1, "seat_rate_used")
    assert value("day_rate_used", pricing="project") == library.value(1, "day_rate_used")


def test_that_time_and_material_without_a_quote_is_the_day_rate_by_the_hour() -> None:
    cells = {"decision": "KPO", "pricing": "time_and_material", "day_rate": 400.0}
    assert value("rate_used", **cells) == 50
    assert value("rate_used", {"hours_per_day": 7.5}, **cells) == pytest.approx(400 / 7.5)


# Hybrid


@pytest.mark.parametrize(("score", "expected"), [(1, 0.25), (2, 0.25), (3, 0.5), (4, 0.75), (5, 0.75)])
def test_that_the_knowledge_decides_the_parts_within_a_quarter_and_three(score: int, expected: float) -> None:
    found = costed(**HYBRID, **dict.fromkeys(KNOWLEDGE_CRITERIA, float(score)))
    assert found.value(1, "kpo_share_used") == pytest.approx(expected)
    assert found.value(1, "bpo_share_used") == pytest.approx(1 - expected)


def test_that_a_knowledge_between_the_limits_is_the_part_itself() -> None:
    found = costed(**{**HYBRID, **dict.fromkeys(KNOWLEDGE_CRITERIA, 3.0), "judgement": 4.0})
    assert found.value(1, "kpo_share_used") == pytest.approx(found.value(1, "knowledge") / 100)
    assert 0.5 < found.value(1, "kpo_share_used") < 0.75


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((0.7, None, 0.3), 84_000), ((None, 0.7, 0.3), 708_400), ((0.5, 0.5, None), 566_000),
        ((0.6, None, None), None), ((None, None, 0.2), None), ((0.5, 0.4, None), None), ((0.6, 0.5, None), None),
        ((0.6, 0.4, 0.1), None),
    ],
)  # fmt: skip
def test_that_parts_make_a_whole_or_the_row_is_not_costed(
    shares: tuple[float | None, ...], expected: float | None
) -> None:
    # per seat 10 × 1,000 × 12 a year, per project 10 × 220 × 400 × 1.15
    parts = dict(zip(("bpo_share", "kpo_share", "retained_share"), shares, strict=True))
    assert value("charge", **HYBRID, **parts) == (expected and pytest.approx(expected, abs=0.005))


def test_that_parts_that_nobody_knows_do_not_fit() -> None:
    found = costed(function="xyz", **HYBRID)
    assert found.value(1, "charge") is None
    assert not found.columns["shares_fit"][0]


# Automation and minimum


def test_that_what_could_be_automated_moves_with_the_rest_of_a_bpo_row() -> None:
    plain = costed(pricing="hour", rate=10.0)
    able = costed(pricing="hour", rate=10.0, automatable_share=0.5, volume=100.0, automation_unit_cost=1.0)
    assert able.totals == plain.totals


def test_that_a_minimum_belongs_to_a_quote_only() -> None:
    assert value("charge", minimum_charge=9e9) == value("charge")
    software = {"decision": "Automate", "volume": 1000.0, "automatable_share": 0.5, "automation_unit_cost": 1.0}
    assert value("charge", pricing="hour", rate=1.0, minimum_charge=9e9, **software) == 500


# Own work and the months


def test_that_correction_belongs_to_pricing_by_accurate_record() -> None:
    cells = {"rate": 3.0, "volume": 1000.0, "error_share": 0.1, "correction_cost": 5.0}
    assert value("client_work", pricing="record", **cells) == 0
    assert value("client_work", pricing="accurate_record", **cells) == 500
    assert value("client_work", pricing="accurate_record", **{**cells, "correction_cost": None}) == 0


def test_that_what_is_not_costed_leaves_no_trace_in_the_months() -> None:
    found = costed(pricing="hour", rate=10.0, currency="EUR")
    assert found.value(1, "npv") is None
    assert found.value(1, "in_house") is not None
    for key in ("avoided_base", "vendor_base", "client_base", "one_off_base", "exit_base"):
        assert found.columns[key][0] == 0, key
    assert not found.cash_flow.any()
    stays = costed(decision="Retain")
    assert stays.columns["avoided_base"][0] == 0


def test_that_a_library_price_drifts_with_the_dollar_and_a_typed_one_does_not() -> None:
    euros = {"plan_currency": "EUR", "exchange_usd": 0.9, "fx_drift": 0.05}
    assert costed(euros).columns["charge_growth"][0] == pytest.approx(1.05)
    for typed in ({"seat_rate": 900.0}, {"decision": "KPO", "day_rate": 400.0}, {"pricing": "hour", "rate": 9.0}):
        assert costed(euros, **typed).columns["charge_growth"][0] == 1, typed
    assert costed(euros, day_rate=400.0).columns["charge_growth"][0] == pytest.approx(1.05)  # seats of the library
    assert costed({"fx_drift": 0.05}).columns["charge_growth"][0] == 1


def test_that_gainshare_and_retainer_without_their_extras_are_the_fee() -> None:
    for pricing in ("gainshare", "retainer"):
        assert value("charge", pricing=pricing, rate=2000.0) == 24_000
        assert value("charge", pricing=pricing, rate=2000.0, base_fee=500.0) == 24_500
    assert value("charge", pricing="gainshare", rate=2000.0, verified_saving=9000.0) == 24_000
    assert value("charge", pricing="retainer", rate=2000.0, overage_rate=50.0) == 24_000


@pytest.mark.parametrize("switch", [0, 1])
def test_that_nothing_is_more_or_less_at_the_edge_of_the_dead_band(switch: int) -> None:
    band = {"band_volume": 1000.0, "dead_band": 0.25, "arc_rate": 5.0, "rrc_rate": 5.0, "pricing": "record"}
    for volume in (750.0, 1250.0):
        assert value("charge", {"arc_from_edge": switch}, rate=2.0, volume=volume, **band) == 2000


def test_that_an_unknown_salary_leaves_severance_out_where_the_cost_is_known() -> None:
    known = costed({"home_country": "Poland"}, salary=None, in_house_cost=300_000.0)
    assert known.value(1, "severance") == 0
    assert known.value(1, "npv") is not None
    assert costed({"home_country": "Poland"}, salary=None).value(1, "npv") is None


def test_that_only_projects_are_reviewed() -> None:
    assert value("client_work", client_review_share=0.2) == 0
    assert value("client_work", client_review_share=0.2, decision="KPO") > 0


def test_that_own_work_of_unknown_cost_is_not_costed_and_what_stays_needs_no_cost() -> None:
    abroad = {"home_country": "Poland"}
    assert value("npv", abroad, salary=None, in_house_cost=3e5, retained_fte=1.0) is None
    stays = costed(abroad, salary=None, decision="Retain")
    assert stays.value(1, "in_house") is None
    assert stays.value(1, "npv") == 0


def test_that_half_an_hour_beyond_a_retainer_is_paid() -> None:
    cells = {"decision": "KPO", "pricing": "retainer", "rate": 2000.0, "included_hours": 50.0, "overage_rate": 80.0}
    assert value("charge", projects=1.0, project_days=75.0625, **cells) == 24_040
    assert value("charge", projects=1.0, project_days=75.0, **cells) == 24_000


def test_that_work_without_headcount_is_costed_where_nobody_reviews_it() -> None:
    abroad = {"home_country": "Poland"}
    cells = {"fte": None, "salary": None, "decision": "KPO", "pricing": "retainer", "rate": 9000.0,
             "in_house_cost": 3e5}  # fmt: skip
    assert value("npv", abroad, **cells) is not None
    assert value("npv", abroad, client_review_share=0.1, **cells) is None


def test_that_a_single_coin_leaks_too() -> None:
    given = {"leakage": 0.5, "discount_rate": 0, "term_years": 1, "dual_running_months": 0}
    cells = {"in_house_cost": 12.0, "avoidable_share": 1.0, "pricing": "retainer", "rate": 0.0, "salary": 0.0}
    assert value("npv", given, **cells) == 6


def test_that_a_row_without_a_charge_is_not_said_to_be_costed() -> None:
    assert not costed(pricing="hour", rate=10.0, currency="EUR").columns["costed"][0]
    assert costed(pricing="hour", rate=10.0).columns["costed"][0]


# Results


def test_that_a_row_pays_where_it_is_worth_something_and_reaches_the_hurdle() -> None:
    cells = {"pricing": "hour", "rate": 10.0}
    share = value("term_saving_share", **cells)
    assert 0.2 < share < 0.9
    assert value("pays", {"switching_hurdle": share - 1e-9}, **cells) == 1
    assert value("pays", {"switching_hurdle": share}, **cells) == 1
    assert value("pays", {"switching_hurdle": share + 1e-9}, **cells) == 0
    assert value("pays", {"switching_hurdle": 0.0, "discount_rate": 10.0}, **cells) == 0  # worth less than its one-off
    assert value("pays", decision="Retain") is None
    assert value("pays", pricing="hour") is not None


def test_that_a_minimum_leaves_no_break_even_rate_below_it() -> None:
    cells = {"pricing": "hour", "rate": 10.0}
    rate = value("break_even_rate", **cells)
    charge = value("break_even_charge", **cells)
    assert value("break_even_rate", minimum_charge=charge - 1, **cells) == pytest.approx(rate)
    assert value("break_even_rate", minimum_charge=charge + 1, **cells) is None


def test_that_nothing_counted_has_no_break_even_rate() -> None:
    cells = {"pricing": "task", "rate": 2.0, "base_fee": 5000.0}
    assert value("break_even_rate", volume=0.0, **cells) is None
    assert value("break_even_charge", volume=0.0, **cells) > 5000
    assert value("break_even_rate", volume=0.5, **cells) > 0


def test_that_only_a_foreign_price_has_a_break_even_exchange_rate() -> None:
    cells = {"pricing": "hour", "currency": "EUR"}
    euro = {"exchange_eur": 1.1}
    assert value("break_even_exchange", euro, rate=10.0, **cells) > 0
    assert value("break_even_exchange", euro, rate=0.0, **cells) is None
    assert value("break_even_exchange", euro, rate=10.0, **{**cells, "currency": "USD"}) is None


def test_that_cost_that_cannot_be_avoided_has_no_break_even_share() -> None:
    assert value("break_even_avoidable", avoidable_share=0.0) is None
    assert 0 < value("break_even_avoidable", pricing="hour", rate=10.0) < 0.85


def test_that_free_leaving_has_no_return_on_its_one_off() -> None:
    free = {"selection_share": 0, "knowledge_transfer_share": 0, "dual_running_share": 0, "displaced_share": 0}
    assert value("one_off", free) == 0
    assert value("roi", free) is None
    assert value("roi", {**free, "selection_share": 1e-7}, pricing="hour", rate=10.0) > 0


# Side by side


def test_that_the_unit_cost_after_is_for_the_units_that_move() -> None:
    given = {"governance_share": 0.2}
    moved = costed(given, pricing="hour", rate=10.0, volume=5000.0, retained_fte=0.5)
    own = moved.value(1, "client_work")
    assert moved.value(1, "unit_cost_after") == pytest.approx((208_000 * 1.2 + own) / 5000)
    split = costed(given, **HYBRID, bpo_share=0.5, kpo_share=0.25, retained_share=0.25, volume=4000.0)
    assert split.value(1, "unit_cost_after") == pytest.approx(split.value(1, "charge") * 1.2 / 3000)
    assert value("unit_cost_after", volume=0.0) is None
    assert value("unit_cost", volume=0.0) is None
    assert value("unit_cost_after", decision="Retain", volume=10.0) is None


def test_that_the_cheaper_estimate_is_said_and_a_draw_is_a_draw() -> None:
    # 10 seats a year: 120 × the seat rate; effort 100 days with 15 % contingency: 115 × the day rate
    cells = {"projects": 5.0, "project_days": 20.0, "day_rate": 120.0}
    for seat_rate, expected in ((114.0, "per seat"), (115.0, "equal"), (116.0, "per project")):
        assert value("cheaper_estimate", seat_rate=seat_rate, **cells) == expected
    assert value("cheaper_estimate", {"plan_currency": "EUR"}, **cells) is None
    assert value("cheaper_estimate", {"plan_currency": "EUR"}, seat_rate=100.0) is None


def test_that_seat_and_project_meet_only_where_both_have_a_price() -> None:
    cells = {"projects": 5.0, "project_days": 20.0, "day_rate": 120.0, "seat_rate": 100.0, "volume": 600.0}
    assert value("break_even_projects", **cells) == pytest.approx(12_000 / (20 * 120 * 1.15))
    assert value("break_even_projects", **{**cells, "day_rate": 0.0}) is None
    # 13,800 a year for projects buy 13,800 / 1,200 seats of 1.25 people, who do 60 units each
    shared = value("break_even_volume", {"seat_sharing": 1.25}, **cells)
    assert shared == pytest.approx(13_800 / 1200 * 1.25 * 60)
    assert value("break_even_volume", **{**cells, "seat_rate": 0.0}) is None
    assert value("break_even_volume", **{**cells, "fte": 0.0}) is None
    assert value("break_even_volume", **{**cells, "projects": None}) is None
    assert value("break_even_volume", **{**cells, "project_days": None}) is None


def test_that_the_run_rate_is_a_share_of_what_is_avoided_in_that_year() -> None:
    given = {"wage_inflation": 0.1, "cola": 0.0, "governance_share": 0.1, "replacement_cost": 0}
    found = costed(given, in_house_cost=400_000.0, avoidable_share=0.9, pricing="hour", rate=10.0)
    avoided, paid = 400_000 * 0.9 * 1.1, 208_000 * 1.1
    assert found.value(1, "run_rate_saving") == pytest.approx(avoided - paid)
    assert found.value(1, "run_rate_share") == pytest.approx((avoided - paid) / avoided)
    assert value("run_rate_share", avoidable_share=0.0) is None
    assert value("run_rate_share", decision="Retain") is None


# What follows the volume


def test_that_both_parts_of_a_sized_hybrid_follow_the_volume_and_typed_projects_do_not() -> None:
    sized = {"fte": None, "volume": 5e4, "handling_minutes": 12.0, "bpo_share": 0.6, "kpo_share": 0.4}
    whole = costed(**HYBRID, **sized)
    assert whole.columns["charge_by_volume"][0] == pytest.approx(whole.value(1, "charge"), abs=0.005)
    part = costed(**HYBRID, **sized, projects=2.0, project_days=30.0)
    assert part.columns["charge_by_volume"][0] == pytest.approx(0.6 * part.value(1, "bpo_year"))
    assert costed(**HYBRID, bpo_share=0.6, kpo_share=0.4, volume=5e4).columns["charge_by_volume"][0] == 0


def test_that_corrections_follow_the_volume_and_posts_do_not() -> None:
    cells = {"rate": 2.0, "volume": 5e4, "error_share": 0.1, "correction_cost": 5.0, "retained_fte": 0.5}
    found = costed(pricing="accurate_record", **cells)
    assert found.columns["client_by_volume"][0] == pytest.approx(25_000 / found.value(1, "client_work"))
    assert costed(pricing="record", **cells).columns["client_by_volume"][0] == 0
    assert costed(pricing="record", rate=2.0, volume=5e4).columns["client_by_volume"][0] == 0
    cells = {"fte": None, "decision": "KPO", "volume": 5e4, "handling_minutes": 12.0, "client_review_share": 0.1}
    review = costed(**cells, retained_fte=0.5)
    posts = 0.5 * review.value(1, "loaded_fte")
    own = review.value(1, "client_work")
    assert review.columns["client_by_volume"][0] == pytest.approx((own - posts) / own)
    assert costed(**cells, projects=2.0, project_days=9.0).columns["client_by_volume"][0] == 0


def test_that_people_sized_from_the_volume_follow_it_and_direct_cost_does_not() -> None:
    cells = {"fte": None, "volume": 5e4, "handling_minutes": 12.0, "direct_cost": 9000.0}
    found = costed(**cells)
    in_house = found.value(1, "in_house")
    assert found.columns["avoided_by_volume"][0] == pytest.approx((in_house - 9000) / in_house)
    assert costed(**cells, in_house_cost=1e5).columns["avoided_by_volume"][0] == 0
    assert costed(volume=5e4, direct_cost=9000.0).columns["avoided_by_volume"][0] == 0


def test_that_half_a_person_reviews_at_what_the_function_costs() -> None:
    cells = {"decision": "KPO", "fte": 0.5, "in_house_cost": 44_000.0, "projects": 2.0, "project_days": 25.0}
    assert value("client_work", client_review_share=0.1, **cells) == pytest.approx(50 * 0.1 * 44_000 / 0.5 / 220)


def test_that_a_start_in_the_month_after_the_term_still_pays_its_one_off() -> None:
    given = {"term_years": 1}
    last = costed(given, start_month=13.0)
    assert last.cash_flow[-1] == -last.value(1, "one_off")
    assert last.columns["one_off_base"][0] == last.value(1, "one_off") > 0
    assert last.value(1, "tco") == pytest.approx(last.value(1, "in_house") + last.value(1, "one_off"), abs=0.01)
    late = costed(given, start_month=14.0)
    assert not late.cash_flow.any()
    assert late.columns["one_off_base"][0] == 0
    assert late.value(1, "tco") == pytest.approx(late.value(1, "in_house"), abs=0.01)


def test_that_small_change_has_a_break_even_too() -> None:
    assert value("break_even_charge", pricing="retainer", rate=0.05) > 0
