"""The totals from sums chosen so that every figure can be worked out in the head (model.md §3.4, Totals)."""

import numpy as np
import pytest

from outsourcing_planner.engine.totals import TOTALS, figures_of, sum_of_money, totals_of

SUMS = {
    "in_house": 500.0, "charge": 200.0, "one_off": 90.0, "npv": 310.0, "run_rate_saving": 120.0, "tco": 900.0,
    "avoided_term": 1000.0, "outlay_term": 600.0, "saving_term": 400.0, "in_house_term": 1600.0,
    "one_off_costed": 80.0, "not_costed": 2, "outsourced": True, "cash_flow": np.array([-80.0, 50.0, 50.0]),
}  # fmt: skip


def total(key, **other):
    return totals_of({**SUMS, **other})[key]


def test_that_the_saving_over_the_term_is_of_the_avoidable_cost_after_one_offs():
    assert total("term_saving_share") == pytest.approx(0.32)  # 1 - (600 + 80) / 1,000


def test_that_the_saving_of_in_house_is_of_the_whole_cost_of_what_leaves():
    assert total("saving_of_in_house") == pytest.approx(0.20)  # (400 - 80) / 1,600


def test_that_the_return_is_of_the_one_off_cost():
    assert total("roi") == pytest.approx(4.0)  # (400 - 80) / 80


@pytest.mark.parametrize(
    ("key", "sum_key"),
    [("term_saving_share", "avoided_term"), ("saving_of_in_house", "in_house_term"), ("roi", "one_off_costed")],
)
def test_that_a_share_of_nothing_is_blank_and_of_half_a_unit_is_not(key, sum_key):
    assert total(key, **{sum_key: 0.0}) is None
    assert total(key, **{sum_key: 0.5}) is not None


def test_that_only_a_plan_that_outsources_pays_back():
    assert total("payback_months") == pytest.approx(1.6)  # 30 of the second 50 are left to earn
    assert total("payback_months", outsourced=False) is None


def test_that_a_total_explains_itself_with_the_first_line_of_its_rule():
    assert TOTALS["roi"].help == "Return on the one-off cost."


def test_that_cents_are_summed_as_cents():
    assert sum_of_money(np.array([0.1] * 10 + [np.nan]), 2) == 1.0
    assert sum_of_money(np.array([1.004, 1.004, 1.004]), 2) == 3.0


def columns(**given):
    names = ("in_house", "charge", "one_off", "npv", "fte_used", "seats", "bpo_year", "kpo_year", "avoidable",
             "avoided_term", "outlay_term", "saving_term", "in_house_term", "one_off_base", "run_rate_saving", "tco",
             "outsourced")  # fmt: skip
    return {**{name: np.zeros(2) for name in names}, **{name: np.array(given[name]) for name in given}}


def test_that_a_function_without_npv_is_counted_and_does_not_leave():
    flow = np.zeros(3)
    missing = figures_of(columns(npv=[np.nan, 5.0], outsourced=[1.0, 0.0]), flow, 2)
    assert (missing["not_costed"], missing["outsourced"]) == (1, False)
    leaves = figures_of(columns(npv=[np.nan, 5.0], outsourced=[0.0, 1.0]), flow, 2)
    assert (leaves["not_costed"], leaves["outsourced"]) == (1, True)
    assert figures_of(columns(npv=[np.nan, np.nan]), flow, 2)["not_costed"] == 2
    assert figures_of(columns(npv=[0.0, 5.0]), flow, 2)["not_costed"] == 0


def test_that_money_is_summed_as_shown_and_headcount_as_it_is():
    shown = figures_of(columns(charge=[1.004, 1.004], fte_used=[0.004, 0.004]), np.zeros(3), 2)
    assert (shown["charge"], shown["fte_used"]) == (2.0, 0.008)
