"""Assumptions carry range, source and grade; what makes no sense is refused with its name."""

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import AssumptionError

MODEL_DEFAULTS = {
    "discount_rate": 0.10, "term_years": 3, "wage_inflation": 0.03, "cola": 0.0275, "benefits_share": 0.29,
    "overhead_share": 0.12, "attrition": 0.30, "replacement_cost": 10000, "paid_hours": 2080, "working_days": 220,
    "hours_per_day": 8, "shrinkage": 0.30, "occupancy": 0.85, "seat_sharing": 1.0, "avoidable_share": 0.85,
    "ramp_uplift": 0.15, "ramp_months": 12, "governance_share": 0.15, "selection_share": 0.01,
    "knowledge_transfer_share": 0.10, "dual_running_months": 2, "dual_running_share": 0.5,
    "severance_weeks_per_year": 2, "average_tenure_years": 4, "displaced_share": 0.5, "contingency": 0.15,
    "leakage": 0.0, "switching_hurdle": 0.10, "plan_currency": "USD", "home_country": "United States",
    "delivery_country_bpo": "Philippines", "delivery_country_kpo": "India", "minutes_per_hour": 60,
    "weeks_per_year": 52,
}  # fmt: skip


def test_that_the_defaults_are_those_of_the_model() -> None:
    assumptions = Assumptions()
    assert {key: assumptions[key] for key in MODEL_DEFAULTS} == MODEL_DEFAULTS


def test_that_both_spellings_of_a_toml_are_taken() -> None:
    taken = Assumptions.from_mapping(
        {"cola": 0.04, "leakage": {"value": 0.1, "low": 0.05, "high": 0.2, "source": "audit"}}
    )
    assert taken["cola"] == 0.04
    entry = taken.entry("leakage")
    assert (entry.value, entry.low, entry.high, entry.source) == (0.1, 0.05, 0.2, "audit")


@pytest.mark.parametrize(
    "mapping",
    [
        {"colla": 0.04}, {"cola": "much"}, {"cola": True}, {"term_years": 2.5}, {"term_years": 11}, {"occupancy": 0},
        {"cola": {"low": 1}}, {"cola": {"value": 0.1, "hight": 2}}, {"cola": float("nan")}, {"home_country": ""},
    ],
)  # fmt: skip
def test_that_nonsense_is_refused_by_name(mapping: dict[str, object]) -> None:
    with pytest.raises(AssumptionError) as caught:
        Assumptions.from_mapping(mapping)
    assert next(iter(mapping)) in str(caught.value)


def test_that_a_value_can_be_reset_to_its_default() -> None:
    changed = Assumptions().changed("cola", 0.05)
    assert changed.with_entry("cola", None) == Assumptions()


def test_that_every_assumption_has_a_source_or_is_a_constant() -> None:
    from outsourcing_planner.domain.assumption_table import ASSUMPTIONS

    assert not [spec.key for spec in ASSUMPTIONS if not spec.source and not spec.constant]


def test_that_money_has_the_decimals_of_the_plan_currency() -> None:
    assert Assumptions()["money_decimals"] == 2
    assert Assumptions.from_mapping({"plan_currency": "jpy"})["money_decimals"] == 0
    with pytest.raises(AssumptionError, match="plan_currency"):
        Assumptions.from_mapping({"plan_currency": "yen"})
