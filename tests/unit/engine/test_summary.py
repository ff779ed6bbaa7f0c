"""Sums by group, and how much hangs on one country or provider."""

import numpy as np
import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.summary import GROUPINGS, concentration, concentration_line, shares, summary
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


def test_that_what_stays_is_in_no_country_of_delivery() -> None:
    lines = {line.group: line.functions for line in summary(PLAN, FOUND, "country_used")}
    assert lines == {"India": 2, "Poland": 1, "": 1}
    assert {line.group: line.functions for line in summary(PLAN, FOUND, "delivery_location")} == {"offshore": 3, "": 1}


def line_of(by: str, group: str):
    return next(line for line in summary(PLAN, FOUND, by) if line.group == group)


def test_that_the_cost_after_is_what_stays_and_what_is_charged() -> None:
    # 85 % of today's cost can stop: 50,000 leave 7,500 and 60,000 leave 9,000, beside 12 × 1,000 and 12 × 2,000
    assert line_of("vendor", "B").after == pytest.approx(9_000 + 24_000)
    assert line_of("vendor", "A").after == pytest.approx(7_500 + 12_000 + 10_500 + 12_000)
    assert line_of("vendor", "").after == 80_000  # it is retained


def test_that_a_part_that_is_retained_stays_and_what_is_not_costed_stays_whole() -> None:
    cells = {"function": ("Tax", "Law"), "decision": ("Hybrid", "BPO"), "in_house_cost": (100_000.0, 50_000.0),
             "bpo_share": (0.5, None), "kpo_share": (0.25, None), "retained_share": (0.25, None),
             "pricing": ("retainer", "task"), "rate": (1000.0, None)}  # fmt: skip
    plan = Plan.from_columns(cells)
    found = evaluate(plan, Assumptions(), load_all())
    assert np.isnan(found.columns["npv"][1])
    lines = {line.group: line for line in summary(plan, found, "decision_effective")}
    assert lines["Hybrid"].after == pytest.approx(100_000 * (1 - 0.85 * 0.75) + 12_000)
    assert (lines["BPO"].after, lines["BPO"].not_costed, lines["Hybrid"].not_costed) == (50_000, 1, 0)


def test_that_groups_come_by_cost_and_shares_by_charge() -> None:
    assert [line.group for line in summary(PLAN, FOUND, "vendor")] == ["A", "", "B"]
    assert [line.group for line in summary(PLAN, FOUND, "wave")] == ["1", "", "2"]
    _hhi, parts = shares(PLAN, FOUND, "country_used")
    assert [group for group, _share in parts] in (["India", "Poland"], ["Poland", "India"])  # 24,000 each
    _hhi, parts = shares(PLAN, FOUND, "wave")
    assert parts == (("1", pytest.approx(0.75)), ("2", pytest.approx(0.25)))


def test_that_small_change_is_concentrated_as_a_fortune_is() -> None:
    assert concentration([0.3, 0.1]) == pytest.approx(0.75**2 + 0.25**2)
    assert concentration([0.0, 0.0]) == 0


def test_that_the_line_of_concentration_names_the_largest_and_counts_the_others() -> None:
    vendors = ("A", "B", "C", "D", "E", None)
    plan = Plan.from_columns({
        "function": ("Payroll",) * 6, "decision": ("BPO",) * 6, "in_house_cost": (90_000.0,) * 6,
        "pricing": ("retainer",) * 6, "rate": (400.0, 200.0, 100.0, 100.0, 50.0, 150.0), "vendor": vendors,
    })  # fmt: skip
    found = evaluate(plan, Assumptions(), load_all())
    shown = concentration_line(plan, found, "vendor")
    assert shown == "A 40%, B 20%, (none named) 15%, 3 more; HHI 0.25"  # 0.16 + 0.04 + 0.0225 + 2 × 0.01 + 0.0025
    assert concentration_line(plan, found, "vendor", 6).count("more") == 0
    assert concentration_line(plan, found, "vendor", 5).count("1 more") == 1


def test_that_cents_are_added_exactly_and_blanks_count_nothing() -> None:
    cells = {"function": ("Tax", "Law", "Audit"), "decision": ("Retain",) * 3, "fte": (1.5, None, 2.25),
             "in_house_cost": (100.01, 200.02, 0.11)}  # fmt: skip
    plan = Plan.from_columns(cells)
    (line,) = summary(plan, evaluate(plan, Assumptions(), load_all()), "decision_effective")
    assert (line.in_house, line.fte, line.after) == (300.14, 3.75, 300.14)


def test_that_a_charge_of_less_than_one_unit_of_money_counts_in_its_share() -> None:
    plan = Plan.from_columns({"function": ("Tax", "Law"), "decision": ("BPO",) * 2, "in_house_cost": (10.0, 10.0),
                              "pricing": ("retainer",) * 2, "rate": (0.05, 0.15), "vendor": ("A", "B")})  # fmt: skip
    _hhi, parts = shares(plan, evaluate(plan, Assumptions(), load_all()), "vendor")
    assert parts == (("B", pytest.approx(0.75)), ("A", pytest.approx(0.25)))


def test_that_thousandths_of_a_dinar_count_in_shares_and_sums() -> None:
    plan = Plan.from_columns({"function": ("Tax", "Law"), "decision": ("BPO",) * 2, "in_house_cost": (10.004, 10.004),
                              "pricing": ("retainer",) * 2, "rate": (0.001, 0.003), "vendor": ("A", "B")})  # fmt: skip
    found = evaluate(plan, Assumptions.from_mapping({"plan_currency": "KWD", "exchange_usd": 0.3}), load_all())
    _hhi, parts = shares(plan, found, "vendor", 3)
    assert parts == (("B", pytest.approx(0.75)), ("A", pytest.approx(0.25)))
    assert concentration_line(plan, found, "vendor", decimals=3).startswith("B 75%, A 25%")
