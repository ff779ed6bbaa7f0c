"""Role mixes as people write them: what is a mix, and what one expert day of it costs."""

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.role_mix import roles_of
from outsourcing_planner.io.load import load_all


def day_rate(mix: str, **given: float) -> object:
    plan = Plan.from_columns({"function": ("Research",), "role_mix": (mix,), "currency": ("EUR",)})
    return evaluate(plan, Assumptions.from_mapping(given), load_all()).value(1, "day_rate_mix")


@pytest.mark.parametrize("text", ["0% analyst 400", "60% analyst 400; 0 days lead 900", "lead", "-5 days lead 900"])
def test_that_a_part_without_a_weight_is_no_part(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the bad part itself is the message
        roles_of(text)


def test_that_one_day_and_half_a_day_are_weights() -> None:
    assert [role.weight for role in roles_of("1 day lead 900; 0.5 days analyst 400")] == [1, 0.5]


def test_that_typed_rates_are_in_the_currency_of_the_row_and_library_rates_in_that_of_the_plan() -> None:
    assert day_rate("1 day analyst 400; 3 days lead 800", exchange_eur=1.25) == pytest.approx(700 * 1.25)
    assert day_rate("1 day analyst 400; 3 days lead 800") == pytest.approx(700)
    asia = 260.0  # a day in Asia: 32.50 USD an hour (KnowledgeLib 2026) × 8
    assert day_rate("50% analyst 400; 50% lead Asia", exchange_eur=1.25) == pytest.approx((500 + asia) / 2)
    assert day_rate("50% analyst 400; 50% lead nowhere at all") is None
