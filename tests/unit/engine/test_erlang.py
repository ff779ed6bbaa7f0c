"""Erlang C against worked figures and against an independent implementation."""

import itertools

import numpy as np
import pytest

from outsourcing_planner.engine import erlang

AGREES = 1e-9


def needed(traffic: float, handling: float, level: float, target: float, occupancy: float) -> float:
    queue = (np.array([value]) for value in (traffic, handling, level, target, occupancy))
    return float(erlang.agents_needed(*queue)[0])


def at(function, *values: float) -> float:
    return float(function(*(np.array([value]) for value in values))[0])


def test_that_a_hundred_calls_in_half_an_hour_need_fourteen_agents() -> None:
    traffic = 100 / 30 * 3
    assert needed(traffic, 180, 0.8, 20, 0.85) == 14
    assert at(erlang.waiting_probability, traffic, 14) == pytest.approx(0.174132, abs=5e-7)
    assert at(erlang.service_level, traffic, 14, 180, 20) == pytest.approx(0.888350, abs=5e-7)
    assert at(erlang.answer_seconds, traffic, 14, 180) == pytest.approx(7.836, abs=5e-4)


def test_that_a_thousand_calls_an_hour_need_forty_agents_or_thirty_eight_without_a_cap() -> None:
    traffic = 1000 / 60 * 2
    assert needed(traffic, 120, 0.8, 20, 0.85) == 40
    assert needed(traffic, 120, 0.8, 20, 1.0) == 38
    assert at(erlang.service_level, traffic, 40, 120, 20) == pytest.approx(0.93721, abs=5e-6)
    assert at(erlang.answer_seconds, traffic, 40, 120) == pytest.approx(3.433, abs=5e-4)


def test_that_overload_is_a_state_and_no_negative_wait() -> None:
    assert bool(erlang.overloaded(np.array([10.0]), np.array([10.0]))[0])
    assert at(erlang.waiting_probability, 10, 9) == 1
    assert at(erlang.service_level, 10, 9, 180, 20) == 0
    assert np.isnan(at(erlang.answer_seconds, 10, 9, 180))


def test_that_no_traffic_needs_nobody_and_blanks_stay_blank() -> None:
    assert needed(0, 180, 0.8, 20, 0.85) == 0
    assert np.isnan(needed(np.nan, 180, 0.8, 20, 0.85))
    assert np.isnan(needed(1e9, 180, 0.8, 20, 0.85))


def test_that_two_hundred_queues_agree_with_an_independent_implementation() -> None:
    other = pytest.importorskip("call_center_tools.erlang")
    grid = list(itertools.product((0.4, 3, 10, 33.3, 120), (60, 180, 420, 900), (0.7, 0.8, 0.9, 0.95, 0.99), (10, 30)))
    assert len(grid) == 200
    for traffic, handling, level, target in grid:
        agents = int(needed(traffic, handling, level, target, 1.0))
        waits = at(erlang.waiting_probability, traffic, agents)
        assert waits == pytest.approx(other.erlang_c(traffic, agents), abs=AGREES)

        def independent(count: int, traffic=traffic, handling=handling, target=target) -> float:
            return 1 - other.erlang_c(traffic, count) * np.exp(-(count - traffic) * target / handling)

        assert independent(agents) >= level
        assert agents - 1 <= traffic or independent(agents - 1) < level


def test_that_one_agent_fewer_is_not_enough() -> None:
    for traffic in np.linspace(0.1, 60, 25):
        agents = needed(traffic, 200, 0.8, 20, 0.85)
        fewer = at(erlang.service_level, traffic, agents - 1, 200, 20)
        assert fewer < 0.8 or traffic > 0.85 * (agents - 1) or agents - 1 <= traffic


def test_that_a_queue_without_calls_keeps_nobody_waiting_and_is_no_overload() -> None:
    assert at(erlang.waiting_probability, 0, 5) == 0
    assert at(erlang.service_level, 0, 5, 180, 20) == 1
    assert not erlang.overloaded(np.array([0.0]), np.array([0.0]))[0]
    assert erlang.overloaded(np.array([0.5]), np.array([0.3]))[0]


def test_that_there_are_always_more_agents_than_traffic() -> None:
    assert needed(10, 180, 0.0, 20, 1.0) == 11  # any service level will do, but ten agents never get through


def test_that_an_occupancy_met_exactly_is_within_its_limit() -> None:
    assert needed(8.5, 180, 0.3, 20, 0.85) == 10
    assert needed(8.5, 180, 0.3, 20, 0.84) == 11


def test_that_queues_beyond_any_known_size_are_not_sized() -> None:
    assert needed(20_000, 180, 0.5, 20, 1.0) > 20_000
    assert np.isnan(needed(20_000.5, 180, 0.5, 20, 1.0))
    assert 0 < at(erlang.waiting_probability, 20_000, 20_010) < 1
    assert np.isnan(at(erlang.waiting_probability, 20_000.5, 20_010))
