"""What a row lacks for a cost, in words: each thing alone, and nothing where it is not needed."""

from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.completeness import missing, not_costed_because
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.load import load_all

WHOLE: dict[str, Any] = {
    "function": "zzxx qqq", "decision": "BPO", "fte": 3.0, "salary": 50_000.0, "volume": 900.0, "projects": 4.0,
    "project_days": 5.0, "handling_minutes": 6.0, "country": "Philippines", "seat_rate": 900.0, "day_rate": 300.0,
    "rate": 9.0,
}  # fmt: skip


def gaps(**cells: Any) -> set[str]:
    row = {key: cell for key, cell in {**WHOLE, **cells}.items() if cell is not None}
    plan = Plan.from_columns({key: (cell,) for key, cell in row.items()})
    evaluation = evaluate(plan, Assumptions(), load_all())
    found = {name for name, flags in missing(plan, evaluation).items() if flags[0]}
    assert bool(found) == bool(not_costed_because(plan, evaluation)[0])
    assert bool(found) == (evaluation.value(1, "npv") is None)
    return found


HYBRID = {"decision": "Hybrid", "pricing": "auto", "bpo_share": 0.5, "kpo_share": 0.5}


@pytest.mark.parametrize(
    ("cells", "lacking"),
    [
        ({}, set()),
        ({"decision": None}, {"class"}),
        ({"decision": "Retain", "fte": None, "salary": None}, set()),
        ({"fte": None, "volume": None}, {"headcount"}),
        ({"salary": None}, {"salary"}),
        ({"salary": None, "fte": None, "volume": None}, {"salary", "headcount"}),
        ({"salary": None, "in_house_cost": 9e5}, set()),
        ({"salary": None, "in_house_cost": 9e5, "retained_fte": 1.0}, {"salary"}),
        ({"fte": None, "volume": None, "in_house_cost": 9e5, "pricing": "hour"}, {"headcount"}),
        ({"fte": None, "volume": None, "in_house_cost": 9e5, "pricing": "hour", "salary": None}, {"headcount"}),
        ({"fte": None, "volume": None, "in_house_cost": 9e5, "pricing": "retainer", "salary": None}, set()),
        ({"fte": None, "volume": None, "in_house_cost": 9e5, "pricing": "gainshare", "salary": None}, set()),
        ({"pricing": "record", "volume": None}, {"volume"}), ({"pricing": "minute", "volume": None}, {"volume"}),
        ({"pricing": "task", "volume": None}, {"volume"}), ({"pricing": "outcome", "volume": None}, {"volume"}),
        ({"pricing": "accurate_record", "volume": None}, {"volume"}), ({"pricing": "hour", "volume": None}, set()),
        ({"pricing": "minute", "handling_minutes": None}, {"handling_minutes"}),
        ({"pricing": "record", "handling_minutes": None}, set()),
        ({"pricing": "deliverable", "volume": None}, set()),
        ({"pricing": "deliverable", "projects": None}, set()),
        ({"pricing": "deliverable", "projects": None, "volume": None}, {"deliverables"}),
        ({"pricing": "retainer", "rate": None}, {"rate"}),
        ({"fte": None, "volume": None, "in_house_cost": 9e5, "pricing": "retainer"}, {"headcount"}),
        ({"seat_rate": None, "rate": None, "country": "Canada"}, {"rate"}),
        ({"decision": "Automate", "automatable_share": 0.5, "fte": None, "volume": None, "in_house_cost": 9e5,
          "salary": None}, {"volume", "automation_unit_cost"}),
        ({"pricing": "seat", "rate": None, "seat_rate": None, "country": "Canada"}, {"rate"}),
        ({"decision": "Automate", "automatable_share": 0.5}, {"automation_unit_cost"}),
        ({"decision": "Automate", "automatable_share": 0.5, "automation_unit_cost": 1.0, "volume": None}, {"volume"}),
        ({"decision": "Automate", "automatable_share": 0.5, "automation_unit_cost": 1.0}, set()),
        ({"decision": "Automate"}, set()),
        ({**HYBRID}, set()), ({**HYBRID, "kpo_share": 0.4}, {"shares"}),
        ({**HYBRID, "seat_rate": None, "country": "Canada"}, {"seat_rate"}),
        ({**HYBRID, "pricing": "retainer", "kpo_share": 0.4}, {"shares"}),
        ({"decision": "BPO", "bpo_share": 0.1, "kpo_share": 0.1}, set()),
        ({"currency": "EUR"}, {"currency"}), ({"currency": "USD"}, set()),
        ({"currency": "EUR", "decision": "Retain"}, set()),
    ],
)  # fmt: skip
def test_that_a_row_says_what_it_lacks_and_nothing_else(cells: dict[str, Any], lacking: set[str]) -> None:
    assert gaps(**cells) == lacking


def test_that_two_things_stand_in_one_sentence() -> None:
    plan = Plan.from_columns({"function": ("zzxx qqq",), "decision": ("BPO",)})
    (text,) = not_costed_because(plan, evaluate(plan, Assumptions(), load_all()))
    assert text == "headcount (or volume and handling time), salary or in-house cost"
