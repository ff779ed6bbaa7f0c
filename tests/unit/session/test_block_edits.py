"""Edits of blocks: one step each, nothing where nothing changes, and every one can be taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.session import block_edits
from outsourcing_planner.session.edits import State

START = State(
    Plan.from_columns({
        "function": ["a", "b", "c", "d"], "fte": [1.0, 2.0, None, 4.0], "law_forbids": [True, None, None, None],
    }),
    Assumptions(),
)
PLAN = START.plan


def after(edit):
    return edit.apply(START)[0].plan


def test_that_setting_what_is_there_is_no_edit():
    assert block_edits.set_block(PLAN, (1, 2), {"fte": [1.0, 2.0]}, "x") is None
    assert block_edits.set_block(PLAN, (1,), {"law_forbids": [True]}, "x") is None


def test_that_yes_and_one_are_not_the_same_cell():
    assert not block_edits.same_cell(True, 1.0)
    assert block_edits.same_cell(None, None)


def test_that_only_changed_cells_are_written():
    edit = block_edits.set_block(PLAN, (1, 2, 3), {"fte": [1.0, 9.0, None]}, "Paste")
    assert (edit.rows, edit.cells, edit.label) == ((2,), (9.0,), "Paste")


def test_that_a_paste_beyond_the_end_adds_rows_in_the_same_step():
    edit = block_edits.paste(PLAN, (4,), {"function": ["D", "e", "f"], "fte": [4.0, 5.0, None]}, "Paste")
    plan = after(edit)
    assert plan.column("function") == ("a", "b", "c", "D", "e", "f")
    assert plan.column("fte") == (1.0, 2.0, None, 4.0, 5.0, None)
    assert edit.label == "Paste"


def test_that_copies_stand_below_the_last_of_the_rows():
    plan = after(block_edits.duplicate(PLAN, (1, 3)))
    assert plan.column("function") == ("a", "b", "c", "a", "c", "d")
    assert len(set(plan.rows.ids)) == 6


@pytest.mark.parametrize(
    ("rows", "step", "order"),
    [((2, 3), -1, (2, 3, 1, 4)), ((2, 3), 1, (1, 4, 2, 3)), ((2, 4), -1, (2, 1, 4, 3)), ((1, 3), 1, (2, 1, 4, 3))],
)
def test_that_rows_move_one_place(rows, step, order):
    assert after(block_edits.move(PLAN, rows, step)).rows.ids == order


def test_that_rows_at_the_edge_stay():
    assert block_edits.move(PLAN, (1, 2), -1) is None
    assert block_edits.move(PLAN, (4,), 1) is None
    assert block_edits.move(PLAN, (), 1) is None


ROWS = st.lists(st.sampled_from([1, 2, 3, 4]), min_size=1, max_size=4, unique=True).map(sorted)
EDITS = st.one_of(
    ROWS.map(lambda rows: block_edits.delete(PLAN, rows)),
    ROWS.map(lambda rows: block_edits.duplicate(PLAN, rows)),
    st.tuples(ROWS, st.sampled_from([-1, 1])).map(lambda pair: block_edits.move(PLAN, *pair)),
    st.integers(0, 4).map(lambda at: block_edits.insert_blank(PLAN, at, 2)),
    ROWS.map(lambda rows: block_edits.paste(PLAN, rows, {"fte": [8.0] * 6, "notes": ["n"] * 6}, "Paste")),
)


@given(EDITS)
def test_that_every_edit_takes_itself_back(edit):
    if edit is not None:
        state, _change, inverse = edit.apply(START)
        restored = inverse.apply(state)[0].plan
        assert restored.rows.ids == PLAN.rows.ids
        assert all(restored.column(key) == PLAN.column(key) for key in ("function", "fte", "law_forbids", "notes"))
