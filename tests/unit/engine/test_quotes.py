"""Conversion of quotes, against the published example of a provider with 150 people on 125 seats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.engine.quotes import Work, converted, in_every_unit, revenue_of, total_shrinkage, units_of

MONTH_HOURS = 176.0
WEWFM = Work(
    fte=150, seats=125, paid_hours=12 * MONTH_HOURS, productive=(1 - 0.103) * (1 - 0.14), occupied=0.7686
)  # fmt: skip
REVENUE = 233_864.81 * 12


def test_that_the_published_example_comes_out() -> None:
    prices = in_every_unit(REVENUE, "year", WEWFM)
    assert round(prices["fte"], 2) == 1559.10
    assert round(prices["seat"], 2) == 1870.92
    assert round(prices["productive_hour"], 2) == 11.48
    assert round(prices["occupied_hour"], 2) == 14.94


def test_that_both_shrinkages_multiply() -> None:
    assert MONTH_HOURS * (1 - total_shrinkage(0.14, 0.103)) == pytest.approx(135.770, abs=5e-4)


def test_that_a_price_per_seat_is_a_price_per_productive_hour() -> None:
    assert converted(1870.92, "seat", "productive_hour", WEWFM) == pytest.approx(11.48, abs=0.005)


@given(st.floats(0.01, 1e6), st.sampled_from(sorted(units_of(WEWFM))), st.sampled_from(sorted(units_of(WEWFM))))
def test_that_there_and_back_is_the_same_price(price: float, unit: str, into: str) -> None:
    there = converted(price, unit, into, WEWFM)
    assert there is not None
    assert converted(there, into, unit, WEWFM) == pytest.approx(price)


def test_that_what_is_not_known_cannot_be_converted() -> None:
    assert converted(3.0, "record", "seat", WEWFM) is None
    assert revenue_of(3.0, "record", WEWFM) is None
    assert in_every_unit(3.0, "record", WEWFM) == {}


def test_that_errors_are_bought_again() -> None:
    work = Work(volume=900.0, error_share=0.1)
    assert converted(1.0, "accurate_record", "record", work) == pytest.approx(1 / 0.9)
