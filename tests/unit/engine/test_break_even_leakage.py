"""Break-even charge and avoidable share where part of a saving leaks away: put back in, they leave nothing."""

from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.load import load_all

GIVEN = {"leakage": 0.2, "money_decimals": 4, "exit_probability": 0.2, "dual_running_months": 3.0}
ROW = {
    "function": "Accounts payable", "decision": "BPO", "fte": 20.0, "salary": 60_000.0, "pricing": "seat",
    "rate": 2_500.0, "retained_fte": 1.0, "other_one_off": 30_000.0,
}  # fmt: skip


def value(key: str, **cells: Any) -> float:
    plan = Plan.from_columns({name: (cell,) for name, cell in {**ROW, **cells}.items()})
    found = evaluate(plan, Assumptions.from_mapping(GIVEN), load_all()).value(1, key)
    assert isinstance(found, float)
    return found


@pytest.mark.parametrize("start", [1.0, 9.0])
def test_that_nothing_is_left_at_the_break_even_charge(start: float) -> None:
    late = {"start_month": start}
    rate = ROW["rate"] * value("break_even_charge", **late) / value("charge", **late)
    assert rate != pytest.approx(ROW["rate"], rel=0.01)
    assert value("npv", **late, rate=rate) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("start", [1.0, 9.0])
def test_that_nothing_is_left_at_the_break_even_avoidable_share(start: float) -> None:
    share = value("break_even_avoidable", start_month=start)
    assert 0 < share < 1
    assert value("npv", avoidable_share=share, start_month=start) == pytest.approx(0, abs=0.01)


SIZED = {"pricing": "fte", "rate": 2_000.0, "fte": None, "volume": 90_000.0, "handling_minutes": 20.0,
         "direct_cost": 300_000.0}  # fmt: skip


@pytest.mark.parametrize("start", [1.0, 9.0])
@pytest.mark.parametrize(
    "cells",
    [
        {"pricing": "record", "rate": 6.0, "volume": 90_000.0}, {**SIZED, "pricing": "record", "rate": 25.0},
        {**SIZED, "rate": 8_000.0},
    ],
)  # fmt: skip
def test_that_nothing_is_left_at_the_break_even_volume_that_starts_late(cells: dict[str, Any], start: float) -> None:
    late = {**cells, "start_month": start}
    volume = value("break_even_volume_npv", **late)
    assert volume != pytest.approx(90_000, rel=0.01)
    assert value("npv", **{**late, "volume": volume}) == pytest.approx(0, abs=0.02)
