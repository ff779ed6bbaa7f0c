"""Why?: the formula of a value in words, with the numbers of its row."""

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import row_values
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.engine.words import why
from outsourcing_planner.io.load import load_all

ROW = {
    "function": "Customer support", "fte": 20.0, "salary": 42830.0, "decision": "BPO", "pricing": "hour", "rate": 13.0,
    "volume": 100_000.0, "unit": "call",
}  # fmt: skip
GIVEN = {"benefits_share": 0.43, "overhead_share": 0.12, "attrition": 0.3, "replacement_cost": 10000}


def said(key: str, assumptions: dict | None = None, **cells: object) -> str:
    plan = Plan.from_columns({name: (cell,) for name, cell in {**ROW, **cells}.items() if cell is not None})
    return why(row_values(plan, Assumptions.from_mapping({**GIVEN, **(assumptions or {})}), load_all(), 1), key)


def test_that_in_house_is_said_with_units() -> None:
    assert said("in_house") == "In-house 1,431,930.56 = 20 FTE × 71,596.53 loaded FTE cost"


def test_that_a_charge_is_said_as_rate_times_quantity() -> None:
    assert said("charge") == "Yearly charge 540,800.00 = 13.00 rate in force × 41,600.00 billed quantity"


def test_that_terms_that_change_nothing_are_left_out_but_factors_that_cancel_are_not() -> None:
    assert "2 months of dual running × 50% dual running overlap" in said("dual_running")
    assert said("seats") == "Seats 20 = 20 FTE, rounded up"
    assert "client work" not in said("run_rate_saving")


def test_that_a_blank_says_what_is_missing_and_only_that() -> None:
    assert said("in_house", fte=None, volume=None) == "In-house is blank: Headcount used missing"
    missing = "Break-even projects, seat or project is blank: Days per project used missing"
    assert said("break_even_projects") == missing


def test_that_units_of_work_are_called_by_their_name() -> None:
    assert "100,000.00 calls" in said("unit_cost", fte=None, handling_minutes=14.0)


@pytest.mark.parametrize("key", [measure.key for measure in MEASURES.stored()])
def test_that_every_column_says_something(key: str) -> None:
    text = said(key)
    assert text.startswith(MEASURES.measures[key].heading)
    assert " nan" not in text.lower()
