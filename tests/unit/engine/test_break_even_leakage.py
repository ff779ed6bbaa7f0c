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


def test_that_nothing_is_left_at_the_break_even_charge() -> None:
    rate = ROW["rate"] * value("break_even_charge") / value("charge")
    assert rate != pytest.approx(ROW["rate"], rel=0.01)
    assert value("npv", rate=rate) == pytest.approx(0, abs=0.01)


def test_that_nothing_is_left_at_the_break_even_avoidable_share() -> None:
    share = value("break_even_avoidable")
    assert 0 < share < 1
    assert value("npv", avoidable_share=share) == pytest.approx(0, abs=0.01)
