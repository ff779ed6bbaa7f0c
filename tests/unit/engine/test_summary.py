"""Sums by group, and how much hangs on one country or provider."""

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.summary import GROUPINGS, concentration, shares, summary
from outsourcing_planner.io.load import load_all

PLAN = Plan.from_columns({
    "function": ("Payroll", "Helpdesk", "Patent search", "Treasury"),
    "decision": ("BPO", "BPO", "KPO", "Retain"),
    "pricing": ("retainer",) * 4,
    "rate": (1000.0, 2000.0, 1000.0, None),
    "in_house_cost": (50_000.0, 60_000.0, 70_000.0, 80_000.0),
    "vendor": ("A", "B", "A", None),
    "wave": (1.0, 1.0, 2.0, None),
    "country": ("India", "Poland", "India", None),
})  # fmt: skip
FOUND = evaluate(PLAN, Assumptions(), load_all())


def test_that_waves_and_providers_are_groups() -> None:
    waves = {line.group: (line.functions, line.in_house, line.charge) for line in summary(PLAN, FOUND, "wave")}
    assert waves == {"1": (2, 110_000, 36_000), "2": (1, 70_000, 12_000), "": (1, 80_000, 0)}
    assert {line.group for line in summary(PLAN, FOUND, "vendor")} == {"A", "B", ""}


@pytest.mark.parametrize("by", GROUPINGS)
def test_that_every_grouping_holds_all_rows(by: str) -> None:
    lines = summary(PLAN, FOUND, by)
    assert sum(line.functions for line in lines) == 4
    assert sum(line.in_house for line in lines) == 260_000


def test_that_two_equal_providers_have_a_concentration_of_a_half() -> None:
    hhi, parts = shares(PLAN, FOUND, "vendor")
    assert hhi == pytest.approx(0.5)
    assert dict(parts) == {"A": pytest.approx(0.5), "B": pytest.approx(0.5)}
    assert (concentration([]), concentration([3.0])) == (0, 1)
