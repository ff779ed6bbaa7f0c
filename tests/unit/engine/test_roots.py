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
