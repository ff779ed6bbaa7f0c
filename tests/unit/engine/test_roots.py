"""Payback and internal rate of return, against cases that can be done by hand."""

import numpy as np
import pytest

from outsourcing_planner.engine.roots import break_even, irr, payback


def test_that_payback_lies_on_the_straight_line_inside_the_month() -> None:
    assert payback(np.array([[-100.0, 40.0, 40.0, 40.0]])).tolist() == [2.5]


def test_that_payback_is_the_last_crossing() -> None:
    assert payback(np.array([[-10.0, 20.0, -30.0, 40.0]])).tolist() == [2.5]


def test_that_payback_is_0_where_nothing_is_ever_owed_and_none_where_it_ends_below() -> None:
    found = payback(np.array([[0.0, 5.0], [-10.0, 5.0]]))
    assert found[0] == 0
    assert np.isnan(found[1])


def test_that_irr_is_the_rate_of_a_loan_of_known_rate() -> None:
    flows = np.zeros((1, 13))
    flows[0, 0], flows[0, 12] = -1000.0, 1210.0
    assert irr(flows)[0] == pytest.approx(0.21, abs=1e-12)


def test_that_irr_needs_a_change_of_sign() -> None:
    assert np.isnan(irr(np.array([[1.0, 2.0], [-1.0, -2.0]]))).all()


def test_that_leakage_moves_the_break_even_to_where_the_npv_is_0() -> None:
    avoided, outlay = np.array([[100.0, 100.0, 10.0]]), np.array([[1.0, 2.0, 4.0]])
    factor, fixed, once = np.array([[0.9, 0.8, 0.7]]), np.array([20.0]), np.array([3.0])
    rate = break_even(avoided, outlay, fixed, once, factor, 0.15)
    net = avoided - rate[:, None] * outlay
    npv = (np.where(net > 0, net * 0.85, net) * factor).sum(axis=1) - fixed - rate * once
    assert npv[0] == pytest.approx(0, abs=1e-9)


def test_that_a_late_small_gain_has_its_rate_though_the_first_search_runs_away() -> None:
    flows = np.zeros((2, 61))
    flows[:, 12], flows[0, 13:37], flows[1, 13:37] = -1000.0, 46.0, 0.5  # the second never gains
    found = irr(flows)
    assert 0.05 < found[0] < 0.15
    worth = flows[0] / (1 + found[0]) ** (np.arange(61) / 12)
    assert worth.sum() == pytest.approx(0, abs=1e-9)
    assert np.isnan(found[1])


def test_that_a_search_that_runs_away_is_none() -> None:
    flows = np.zeros((1, 13))
    flows[0, 11], flows[0, 12] = -100.0, 34.9
    assert np.isnan(irr(flows)).all()


def test_that_a_root_beyond_all_numbers_is_none_and_nothing_is_said() -> None:
    assert np.isnan(irr(np.array([[1.0, -1e30]]))).all()  # 10^30 a month: its twelfth power is no number


def yearly(monthly: float) -> float:
    return float((1 + monthly) ** 12 - 1)


def two_roots(one: float, other: float, sign: float) -> np.ndarray:
    """Return flows whose present value is 0 at both monthly rates: (x − 1 − one)·(x − 1 − other), x = 1 + rate."""
    a, b = 1 + one, 1 + other
    return sign * np.array([[-1.0, a + b, -a * b]])


def test_that_of_two_rates_the_one_is_given_that_is_found_from_ten_per_cent() -> None:
    assert irr(two_roots(0.1, 0.6, 1.0))[0] == pytest.approx(yearly(0.1), rel=1e-9)
    assert irr(two_roots(-0.1, 0.7, 1.0))[0] == pytest.approx(yearly(-0.1), rel=1e-9)


def test_that_a_rate_once_found_is_not_sought_again_from_0() -> None:
    flows = two_roots(-0.55, -0.4, -1.0)  # from 10 % it is −55 %, from 0 it would be −40 %
    assert flows.sum() > 0
    assert irr(flows)[0] == pytest.approx(yearly(-0.55), rel=1e-9)


def test_that_a_rate_is_found_where_most_is_lost() -> None:
    assert irr(np.array([[-100.0, 40.0]]))[0] == pytest.approx(0.4**12 - 1, rel=1e-9)
    assert irr(np.array([[-100.0, 5.0, 5.0]]))[0] < -0.999


def test_that_what_more_than_doubles_every_month_has_no_rate_and_what_doubles_has() -> None:
    assert irr(np.array([[-100.0, 199.0]]))[0] == pytest.approx(1.99**12 - 1)
    assert np.isnan(irr(np.array([[-100.0, 250.0]]))).all()


def test_that_flows_no_rate_makes_0_have_none() -> None:
    assert np.isnan(irr(np.array([[-1.0, 2.0, -1.5], [1.0, -2.0, 1.5]]))).all()  # x² − 2x + 1.5 has no root


def test_that_a_small_gain_in_small_money_has_its_rate_too() -> None:
    flows = np.zeros((1, 61))
    flows[0, 12], flows[0, 13:37] = -1.0, 0.046  # gains 0.104 in sum, and the first search runs away
    found = irr(flows)[0]
    assert (flows[0] / (1 + found) ** (np.arange(61) / 12)).sum() == pytest.approx(0, abs=1e-12)


def test_that_a_part_of_a_coin_leaks_like_a_fortune() -> None:
    factor, once = np.array([[0.9, 0.8, 0.7]]), np.array([3.0])
    great, small = (
        break_even(size * np.array([[100.0, 100.0, 10.0]]), np.array([[1.0, 2.0, 4.0]]), np.array([20.0 * size]), once,
                   factor, 0.15)[0] for size in (1.0, 1e-3)
    )  # fmt: skip
    assert small == pytest.approx(great * 1e-3, rel=1e-12)
