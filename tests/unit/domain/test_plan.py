"""A plan is columns with stable row ids; every change makes another plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.domain.plan import Plan


def three() -> Plan:
    return Plan.from_columns(
        {"function": ["a", "b", "c"], "fte": [1.0, None, 3.0]}, {"Their code": ["001", None, "003"]}
    )


def test_that_a_change_leaves_the_old_plan_alone() -> None:
    plan = three()
    changed = plan.with_cells([2], "fte", [9.0])
    assert (plan.cell(2, "fte"), changed.cell(2, "fte")) == (None, 9.0)


def test_that_new_rows_never_take_an_id_that_was_used() -> None:
    plan = three()
    without = plan.without([3])
    assert without.new_rows(1).rows.ids == (4,)


def test_that_an_id_in_use_is_refused() -> None:
    with pytest.raises(ValueError, match="in use"):
        three().inserted([0], three().subset([1]))


def test_that_unknown_fields_and_ragged_columns_are_refused() -> None:
    with pytest.raises(KeyError, match="headcont"):
        Plan.from_columns({"headcont": [1.0]})
    with pytest.raises(ValueError, match="length"):
        Plan.from_columns({"function": ["a"], "fte": []})


@given(st.sets(st.integers(1, 6)))
def test_that_rows_taken_out_and_put_back_make_the_same_plan(gone: set[int]) -> None:
    names = ["a", "b", "c", "d", "e", "f"]
    plan = Plan.from_columns({"function": names, "fte": [float(n) for n in range(6)]}, {"extra": names})
    positions = sorted(plan.rows.of(gone))
    assert plan.without(gone).inserted(positions, plan.subset(sorted(gone))) == plan
