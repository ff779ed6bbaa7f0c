"""What follows the volume and what does not, where only a broken formula would notice (scripts/mutation.py)."""

from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.io.load import load_all

SIZED: dict[str, Any] = {
    "function": "Claims", "volume": 60_000.0, "handling_minutes": 20.0, "salary": 40_000.0, "decision": "BPO",
    "direct_cost": 200_000.0, "country": "Philippines",
}  # fmt: skip
TYPED = {**SIZED, "handling_minutes": None, "fte": 10.0}


def costed(row: dict[str, Any], **given: Any) -> Evaluation:
    plan = Plan.from_columns({key: (cell,) for key, cell in row.items() if cell is not None})
    return evaluate(plan, Assumptions.from_mapping({"money_decimals": 4.0, **given}), load_all())


def column(key: str, row: dict[str, Any]) -> float:
    return float(costed(row).columns[key][0])


def test_that_projects_without_days_leave_the_effort_to_the_headcount() -> None:
    assert column("days_by_volume", {**SIZED, "projects": 5.0}) == 1
    assert column("days_by_volume", {**SIZED, "project_days": 5.0}) == 1
    assert column("days_by_volume", {**SIZED, "projects": 5.0, "project_days": 5.0}) == 0


@pytest.mark.parametrize("pricing", ["seat", "fte", "hour", "project", "retainer", "gainshare"])
def test_that_no_charge_for_typed_people_follows_the_volume(pricing: str) -> None:
    assert column("charge_by_volume", {**TYPED, "pricing": pricing, "rate": 500.0}) == 0


def test_that_a_monthly_fee_does_not_follow_the_volume_of_sized_people_either() -> None:
    for pricing in ("retainer", "gainshare"):
        assert column("charge_by_volume", {**SIZED, "pricing": pricing, "rate": 500.0}) == 0
    assert column("charge_by_volume", {**SIZED, "pricing": "task", "rate": 2.0}) == 120_000


@pytest.mark.parametrize(
    "terms",
    [
        {"pricing": "hour", "rate": 60.0}, {"pricing": "record", "rate": 9.0, "minimum_charge": 300_000.0},
        {"pricing": "record", "rate": 22.0, "band_volume": 50_000.0, "dead_band": 0.1},
        {"pricing": "hour", "rate": 70.0, "retained_fte": 1.0, "other_one_off": 5_000.0},
    ],
)  # fmt: skip
@pytest.mark.parametrize("start", [1.0, 9.0])
def test_that_people_who_leave_late_leave_nothing_at_the_break_even_volume(terms: dict[str, Any], start: float) -> None:
    row = {**SIZED, **terms, "start_month": start}
    volume = costed(row).value(1, "break_even_volume_npv")
    assert volume is not None
    assert volume != pytest.approx(row["volume"], rel=0.01)
    assert costed({**row, "volume": volume}).value(1, "npv") == pytest.approx(0, abs=1)


def test_that_a_queue_that_starts_late_leaves_nothing_at_its_break_even_volume() -> None:
    queue = {**SIZED, "busy_hour_share": 0.1, "pricing": "task", "rate": 0.8, "start_month": 13.0, "base_fee": 1.5e6,
             "handling_minutes": 5.0, "volume": 5e5, "direct_cost": None}  # fmt: skip
    found = costed(queue, displaced_share=1.0).value(1, "break_even_volume_npv")
    assert found is not None
    # agents come in whole: just below and just above there is one more or one less of them
    low, high = (
        costed({**queue, "volume": found * factor}, displaced_share=1.0).value(1, "npv") for factor in (0.999, 1.001)
    )
    assert low < 0 < high


@pytest.mark.parametrize(
    ("terms", "given"),
    [
        ({"pricing": "seat", "rate": 1500.0, "base_fee": 1.5e6}, {}),
        ({"pricing": "task", "rate": 0.8, "base_fee": 1.5e6, "direct_cost": 3e5}, {}),
        ({"pricing": "seat", "rate": 1500.0, "base_fee": 1.5e6, "direct_cost": 3e5}, {}),
        ({"pricing": "retainer", "rate": 130_000.0, "start_month": 25.0},
         {"severance_weeks_per_year": 8.0, "discount_rate": 0.2}),
    ],
)  # fmt: skip
def test_that_seats_direct_cost_and_late_severance_of_a_queue_are_in_its_break_even_volume(
    terms: dict[str, Any], given: dict[str, float]
) -> None:
    queue = {**SIZED, "busy_hour_share": 0.1, "handling_minutes": 5.0, "volume": 5e5, "direct_cost": None, **terms}
    found = costed(queue, displaced_share=1.0, **given).value(1, "break_even_volume_npv")
    assert found is not None
    low, high = (
        costed({**queue, "volume": found * factor}, displaced_share=1.0, **given).value(1, "npv")
        for factor in (0.999, 1.001)
    )
    assert low < 0 < high


def test_that_errors_without_a_price_of_correcting_them_are_no_own_work() -> None:
    row = {**SIZED, "pricing": "accurate_record", "rate": 22.0, "error_share": 0.05, "retained_fte": 1.0}
    volume = costed(row).value(1, "break_even_volume_npv")
    assert volume is not None
    assert costed({**row, "volume": volume}).value(1, "npv") == pytest.approx(0, abs=1)


def test_that_the_library_has_hours_of_process_work_and_of_expert_work() -> None:
    plan = Plan.from_columns({"function": ("A", "B", "C"), "decision": ("BPO", "KPO", "Hybrid"),
                              "pricing": ("hour", "hour", "hour"), "country": ("Philippines",) * 3})  # fmt: skip
    found = evaluate(plan, Assumptions(), load_all()).columns["rate_library"]
    assert found.tolist() == [15.0, 32.5, 15.0]  # agents 12 to 18 (PITON 2025); professionals in Asia 25 to 40


def test_that_a_country_nobody_knows_lies_nowhere() -> None:
    plan = Plan.from_columns({"function": ("A", "B"), "decision": ("BPO", "BPO"), "country": ("Atlantis", "India")})
    assert evaluate(plan, Assumptions(), load_all()).columns["delivery_location"].tolist() == ["", "offshore"]
