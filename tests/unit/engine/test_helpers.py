"""Rounding as Excel does it, choosing, and blanks."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.engine.expressions import Ref
from outsourcing_planner.engine.helpers import BLANK, ceil, half_away, isblank, pick, total, when


@given(st.integers(-(10**13), 10**13))
def test_that_a_half_in_the_last_place_goes_away_from_zero(thousandths: int) -> None:
    written = Decimal(thousandths) / 1000
    expected = float(written.quantize(Decimal("0.01"), ROUND_HALF_UP))
    assert half_away(np.array([float(written)]), 2)[0] == expected


@pytest.mark.parametrize(
    ("value", "rounded"), [(1.005, 1.01), (2.675, 2.68), (-2.5, -3.0), (0.285, 0.29), (1.115, 1.12)]
)
def test_the_cases_that_binary_numbers_get_wrong(value: float, rounded: float) -> None:
    digits = 0 if value == -2.5 else 2
    assert half_away(np.array([value]), digits)[0] == rounded


def test_that_seats_are_not_rounded_up_for_dust() -> None:
    assert ceil(np.array([10.0000000001, 10.00000001, 9.2]), 9).tolist() == [10.0, 11.0, 10.0]


def test_that_a_branch_not_taken_may_be_blank() -> None:
    assert when(np.array([True, False]), np.array([1.0, BLANK]), np.array([BLANK, 2.0])).tolist() == [1.0, 2.0]


def test_that_pick_takes_the_choice_by_name_or_the_rest() -> None:
    keys = np.array(["seat", "hour", ""])
    assert pick(keys, {"seat": np.array([1.0] * 3), "hour": np.array([2.0] * 3)}, 9.0).tolist() == [1.0, 2.0, 9.0]


def test_that_blank_is_nan_in_numbers_and_nothing_in_texts() -> None:
    assert isblank(np.array([np.nan, 0.0])).tolist() == [True, False]
    assert isblank(np.array(["", "x"])).tolist() == [True, False]


def test_that_total_adds_the_months_of_each_row() -> None:
    assert total(np.array([[1.0, 2.0], [3.0, 4.0]])).tolist() == [[3.0], [7.0]]


def test_that_a_measure_cannot_branch_in_python() -> None:
    with pytest.raises(TypeError, match="when"):
        assert Ref("fte") > 2


def test_that_a_number_in_a_branch_of_a_formula_stays_a_number_and_a_blank_is_no_text_to_compute_with() -> None:
    chosen = when(Ref("fte") > 2, 1.5, BLANK)
    assert [argument.value for argument in chosen.arguments[1:]] == [1.5, ""]
