"""What must hold for every plan: rows add up, money scales, dearer is never cheaper, one row is as good as all."""

import itertools
import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.fields import KNOWLEDGE_CRITERIA, PRICINGS
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation, evaluate, re_evaluate
from outsourcing_planner.engine.summary import GROUPINGS, summary
from outsourcing_planner.io.load import load_all

MONEY = ("in_house", "charge", "one_off", "npv")
DECISIONS = ("BPO", "KPO", "Hybrid", "Retain", "Automate")
SCORES = ("fit", "confidence")
"""Scores are rounded to three decimals; the last may differ with how many rows are read at once."""
LARGEST = 9_999_999_999.99
NAMES = ("Payroll", "Market research", "Helpdesk", "Patent search")


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


def number(low: float, high: float) -> st.SearchStrategy[float]:
    return st.integers(round(low * 100), round(high * 100)).map(lambda hundredths: hundredths / 100)


CELLS = {
    "function": st.sampled_from(NAMES), "department": optional(st.sampled_from(("Finance", "IT"))),
    "fte": optional(number(0, 500)), "salary": optional(number(0, 200_000)),
    "in_house_cost": optional(number(0, 1e7)), "decision": st.sampled_from(DECISIONS),
    "pricing": st.sampled_from(PRICINGS), "rate": optional(number(0, 5000)), "volume": optional(number(0, 1e5)),
    "handling_minutes": optional(number(0, 60)), "start_month": optional(st.integers(1, 40).map(float)),
    "projects": optional(number(0, 20)), "project_days": optional(number(0, 60)),
    "country": optional(st.sampled_from(("Philippines", "India"))), "volume_growth": optional(number(-0.1, 0.2)),
    "band_volume": optional(number(1, 1e5)), "arc_rate": optional(number(0, 10)), "dead_band": optional(number(0, 1)),
    "minimum_charge": optional(number(0, 1e6)), "base_fee": optional(number(0, 1e5)),
    "error_share": optional(number(0, 0.5)), "automatable_share": optional(number(0, 1)),
    "automation_unit_cost": optional(number(0, 10)), "outsourced_today": optional(st.booleans()),
    "currency": optional(st.sampled_from(("USD", "EUR"))), "other_one_off": optional(number(0, 1e5)),
    "retained_share": optional(st.sampled_from((0.0, 0.2))), "positions": optional(number(0, 20)),
}  # fmt: skip
ROWS = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=12)
GIVEN = Assumptions.from_mapping({"exchange_eur": 1.08, "exit_probability": 0.1, "client_review_share": 0.05})


def plan_of(rows: list[dict[str, Any]]) -> Plan:
    typed = {key: (3.0,) * len(rows) for key in KNOWLEDGE_CRITERIA}
    return Plan.from_columns({**{key: tuple(row.get(key) for row in rows) for key in CELLS}, **typed})


def costed(rows: list[dict[str, Any]], given_: Assumptions = GIVEN) -> Evaluation:
    return evaluate(plan_of(rows), given_, load_all())


def cents(amount: float | None) -> int:
    return 0 if amount is None or math.isnan(amount) else int((Decimal(repr(float(amount))) * 100).to_integral_value())


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS)
def test_that_adding_rows_adds_their_totals(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> None:
    one, two, both = costed(first), costed(second), costed(first + second)
    for key in MONEY:
        assert cents(both.totals[key]) == cents(one.totals[key]) + cents(two.totals[key]), key
    assert both.cash_flow == pytest.approx(one.cash_flow + two.cash_flow, rel=1e-9, abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.data())
def test_that_one_row_evaluated_again_is_as_good_as_all(rows: list[dict[str, Any]], data: st.DataObject) -> None:
    changed = data.draw(st.integers(0, len(rows) - 1))
    other = [*rows[:changed], data.draw(st.fixed_dictionaries(CELLS)), *rows[changed + 1 :]]
    again = re_evaluate(costed(rows), plan_of(other), GIVEN, load_all(), [changed + 1])
    whole = costed(other)
    for key, column in whole.columns.items():
        found, expected = again.columns[key].tolist(), column.tolist()
        step = 0.002 if key in SCORES or key.endswith(("_inferred", "_used")) else 1e-9
        text = column.dtype.kind in "UO"
        assert found == (expected if text else pytest.approx(expected, nan_ok=True, abs=step)), key
    assert again.totals == pytest.approx(whole.totals, nan_ok=True)


@settings(max_examples=30, deadline=None)
@given(ROWS, st.permutations(range(3)))
def test_that_rows_taken_out_and_moved_keep_their_results(rows: list[dict[str, Any]], order: list[int]) -> None:
    plan = plan_of([*rows, *rows, *rows][: max(3, len(rows))])
    whole = evaluate(plan, GIVEN, load_all())
    kept = plan.subset([plan.rows.ids[at] for at in order])
    again = re_evaluate(whole, kept, GIVEN, load_all(), list(plan.rows.ids[3:]))
    assert again.totals == pytest.approx(evaluate(kept, GIVEN, load_all()).totals, nan_ok=True)
    back = re_evaluate(again, plan, GIVEN, load_all(), list(plan.rows.ids[3:]))
    assert back.totals == pytest.approx(whole.totals, nan_ok=True)


SCALED = ("salary", "in_house_cost", "rate", "arc_rate", "minimum_charge", "base_fee", "automation_unit_cost",
          "other_one_off")  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_that_a_currency_of_another_size_scales_all_money(rows: list[dict[str, Any]]) -> None:
    typed = [
        {**row, "salary": row["salary"] or 1.0, "rate": row["rate"] or 1.0, "country": "nowhere", "currency": None}
        for row in rows
        if row["pricing"] != "auto"
    ]
    larger = [{**row, **{key: row[key] * 100 for key in SCALED if row[key] is not None}} for row in typed]
    wide = GIVEN.changed("replacement_cost", 1_000_000.0)
    if typed:
        small, large = costed(typed), costed(larger, wide)
        for key in MONEY:
            tolerance = 2.0 * len(typed) + 1e-6 * abs(large.totals[key] or 0)
            assert large.totals[key] == pytest.approx(100 * (small.totals[key] or 0), abs=tolerance), key


def rises(values: list[float | None]) -> bool:
    known = [value for value in values if value is not None]
    return all(later >= earlier - 0.01 for earlier, later in itertools.pairwise(known))


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(CELLS), number(1, 2000), number(1, 2000))
def test_that_a_dearer_provider_is_worth_less_and_a_dearer_house_more(
    row: dict[str, Any], rate: float, more: float
) -> None:
    dear = [{**row, "rate": rate}, {**row, "rate": rate + more}]
    if row["pricing"] != "auto":
        assert rises([costed([each]).value(1, "npv") for each in reversed(dear)])
    house = [{**row, "in_house_cost": 100.0 * rate}, {**row, "in_house_cost": 100.0 * (rate + more)}]
    quiet = Assumptions.from_mapping({"dual_running_share": 0, "exchange_eur": 1.08})
    assert rises([costed([each], quiet).value(1, "npv") for each in house])


@settings(max_examples=40, deadline=None)
@given(number(1, 500), number(1000, 90_000), number(1, 15))
def test_that_a_higher_discount_rate_lowers_what_pays_after_an_outlay(fte: float, salary: float, rate: float) -> None:
    row = {"function": "Payroll", "fte": fte, "salary": salary, "decision": "BPO", "pricing": "hour", "rate": rate}
    found = [costed([row], GIVEN.changed("discount_rate", share)) for share in (0.02, 0.1, 0.3)]
    if found[0].cash_flow[1:].min() >= 0:
        assert rises([each.value(1, "npv") for each in reversed(found)])


def test_that_a_row_of_nothing_costs_nothing() -> None:
    row = dict.fromkeys(("fte", "salary", "rate", "volume", "handling_minutes", "in_house_cost"), 0.0)
    for pricing in PRICINGS:
        found = costed([{"function": "Payroll", "decision": "BPO", "pricing": pricing, **row}])
        assert [found.value(1, key) for key in MONEY] == [0, 0, 0, 0], pricing


def generated(count: int, seed: int) -> tuple[Plan, Assumptions]:
    random = np.random.default_rng(seed)
    size = int(random.integers(1, 14))
    amount = np.round(10 ** random.uniform(0, np.log10(LARGEST), (3, size)), 2)
    pricing = random.choice(["retainer", "record", "hour", "auto"], size)
    units = {"retainer": 12, "record": 2, "hour": 90 * 2080, "auto": 1}
    columns: dict[str, tuple[Any, ...]] = {
        "function": tuple(random.choice(NAMES, size).tolist()),
        "department": tuple(random.choice(["Finance", "IT", "HR"], size).tolist()),
        "decision": tuple(random.choice(DECISIONS, size).tolist()),
        "pricing": tuple(pricing.tolist()),
        "in_house_cost": tuple(np.minimum(amount[0], LARGEST).tolist()),
        "rate": tuple((amount[1] / [units[name] for name in pricing]).tolist()),
        "fte": tuple(np.round(random.uniform(0, 90, size), 2).tolist()),
        "salary": tuple(np.round(random.uniform(0, 90_000, size), 2).tolist()),
        "volume": tuple(random.integers(0, 3, size).astype(float).tolist()),
        "country": tuple(random.choice(["India", "Poland", "United States", None], size).tolist()),
        "vendor": tuple(random.choice(["A", "B", None], size).tolist()),
        "wave": tuple(random.choice([1.0, 2.0, None], size).tolist()),
    }
    return Plan.from_columns(columns), Assumptions().changed("term_years", float(1 + count % 5))


@pytest.mark.slow
def test_that_two_thousand_plans_add_up_to_the_cent_in_every_grouping() -> None:
    for number_ in range(2000):
        plan, given_ = generated(number_, number_)
        evaluation = evaluate(plan, given_, load_all())
        for key in MONEY:
            rows = sum(cents(evaluation.value(row, key)) for row in plan.rows.ids)
            assert cents(evaluation.totals[key]) == rows, (number_, key)
            for by in GROUPINGS:
                lines = summary(plan, evaluation, by)
                assert sum(cents(getattr(line, key)) for line in lines) == rows, (number_, key, by)
