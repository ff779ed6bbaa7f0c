"""Every edit can be taken back: undo-all gives the start, redo-all the end, byte for byte (promise P4)."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsourcing_planner.domain.assumptions import Assumption, Assumptions
from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.fields import BY_KEY, KEYS
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import PlanContent, content_parts
from outsourcing_planner.io.plan_json import dumps
from outsourcing_planner.session.edit_json import edit_from_json, edit_to_json
from outsourcing_planner.session.edits import (
    Edit,
    InsertRows,
    MoveRows,
    RemoveRows,
    ReplaceAll,
    SetAssumption,
    SetCells,
    SetExtra,
    SetSection,
    SetTitle,
    Several,
    State,
)

START = State(
    Plan.from_columns(
        {"function": ["a", "b", "c", "d"], "fte": [1.0, None, 2.5, None]}, {"Site": ["x", None, 7.0, "y"]}
    ),
    Assumptions(),
    {"decisions": [1]},
)
JSON = st.recursive(st.none() | st.booleans() | st.text(max_size=3) | st.integers(0, 9), st.lists, max_leaves=3)


def content_bytes(state: State) -> dict[str, bytes]:
    """Return all content of the plan file as bytes."""
    return content_parts(PlanContent(state.plan, state.assumptions, state.sections))


def a_cell(key: str) -> st.SearchStrategy[Cell]:
    """Return a strategy for cells of a field."""
    typed: st.SearchStrategy[Cell] = st.floats(0, 9) if BY_KEY[key].numeric else st.text(max_size=3)
    return st.none() | typed | st.builds(Invalid, st.text(max_size=3), st.just("no"))


def some(draw: st.DrawFn, state: State) -> tuple[int, ...]:
    """Draw some row ids of a state."""
    ids = state.plan.rows.ids
    return tuple(draw(st.lists(st.sampled_from(ids), unique=True, max_size=4))) if ids else ()


def set_cells(draw: st.DrawFn, state: State) -> Edit:
    """Draw an edit of cells."""
    rows, key = some(draw, state), draw(st.sampled_from(("function", "fte", "owner", "salary", "notes")))
    cells = draw(st.lists(a_cell(key), min_size=len(rows), max_size=len(rows)))
    return SetCells(rows, key, tuple(cells))


def insert(draw: st.DrawFn, state: State) -> Edit:
    """Draw an insertion, now and then with an imported column."""
    count = draw(st.integers(0, 3))
    places = (
        st.sets(st.integers(0, len(state.plan) + count - 1), min_size=count, max_size=count) if count else st.just(())
    )
    block = state.plan.new_rows(count)
    if draw(st.booleans()):
        block = block.with_cells(block.rows.ids, "function", tuple("new" for _ in range(count)))
    if draw(st.booleans()):
        extras = {draw(st.sampled_from(("Site", "Colour"))): ("z",) * count}
        block = Plan(block.rows, block.columns, extras, block.next_id)
    return InsertRows(tuple(sorted(draw(places))), block)


def set_extra(draw: st.DrawFn, state: State) -> Edit:
    """Draw an edit of an imported column, known or new."""
    rows, heading = some(draw, state), draw(st.sampled_from(("Site", "Colour", "Code")))
    cells = draw(st.lists(st.none() | st.text(max_size=2), min_size=len(rows), max_size=len(rows)))
    return SetExtra(rows, heading, tuple(cells), "Update")


def assume(draw: st.DrawFn, _state: State) -> Edit:
    """Draw a change or a reset of an assumption."""
    key = draw(st.sampled_from(("attrition", "cola", "term_years")))
    return SetAssumption(
        key,
        draw(
            st.none() | st.builds(Assumption, st.floats(1, 9), st.none(), st.none(), st.text(max_size=2), st.just("A"))
        ),
    )


def section(draw: st.DrawFn, _state: State) -> Edit:
    """Draw a change of another part."""
    return SetSection(draw(st.sampled_from(("decisions", "scenarios"))), draw(JSON), "Decide")


SIMPLE = {
    "cells": set_cells,
    "extra": set_extra,
    "insert": insert,
    "remove": lambda draw, state: RemoveRows(some(draw, state)),
    "move": lambda draw, state: MoveRows(tuple(draw(st.permutations(state.plan.rows.ids)))),
    "assume": assume,
    "section": section,
    "title": lambda draw, _state: SetTitle(draw(st.text(max_size=3))),
    "replace": lambda _draw, _state: ReplaceAll(START),
}


def an_edit(draw: st.DrawFn, state: State, kind: str) -> Edit:
    """Draw an edit that can be carried out on a state."""
    if kind != "several":
        return SIMPLE[kind](draw, state)
    edits = []
    for inner in draw(st.lists(st.sampled_from(sorted(SIMPLE)), max_size=3)):
        edits.append(SIMPLE[inner](draw, state))
        state = edits[-1].apply(state)[0]
    return Several(tuple(edits), "Several")


@st.composite
def histories(draw: st.DrawFn, most: int) -> list[Edit]:
    """Draw a sequence of edits, each of which fits the state that the ones before leave."""
    state, edits = START, []
    for kind in draw(st.lists(st.sampled_from([*sorted(SIMPLE), "several"]), min_size=1, max_size=most)):
        edits.append(an_edit(draw, state, kind))
        state = edits[-1].apply(state)[0]
    return edits


def check_undo_and_redo(edits: list[Edit]) -> None:
    """Carry out all edits, take them all back, carry them out again, twice over, and compare every state on the way."""
    state, inverses, seen = START, [], [content_bytes(START)]
    for edit in edits:
        state, _change, inverse = edit.apply(state)
        inverses.append(inverse)
        seen.append(content_bytes(state))
    for _round in range(2):
        again = []
        for at, inverse in reversed(list(enumerate(inverses))):
            state, _change, forward = inverse.apply(state)
            again.insert(0, forward)
            assert content_bytes(state) == seen[at]
        assert state.same(START)
        inverses = []
        for at, forward in enumerate(again):
            state, _change, inverse = forward.apply(state)
            inverses.append(inverse)
            assert content_bytes(state) == seen[at + 1]


@settings(max_examples=60, deadline=None)
@given(histories(12))
def test_that_undoing_everything_gives_the_start_and_redoing_everything_the_end(edits: list[Edit]) -> None:
    check_undo_and_redo(edits)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(histories(50))
def test_that_undo_and_redo_hold_over_long_histories(edits: list[Edit]) -> None:
    check_undo_and_redo(edits)


def test_that_five_hundred_steps_can_be_taken_back() -> None:
    edits = [SetCells((1 + at % 4,), "notes", (f"note {at}",)) for at in range(500)]
    check_undo_and_redo(edits)


@settings(max_examples=60, deadline=None)
@given(histories(6))
def test_that_an_edit_read_back_from_json_does_the_same(edits: list[Edit]) -> None:
    state = other = START
    for edit in edits:
        state = edit.apply(state)[0]
        again = edit_from_json(json.loads(dumps(edit_to_json(edit))))
        assert again.label == edit.label
        other = again.apply(other)[0]
        assert content_bytes(other) == content_bytes(state)
        assert other.plan.next_id == state.plan.next_id


def test_that_an_edit_without_a_json_form_is_refused() -> None:
    class Strange:
        label = "strange"

        def apply(self, state: State) -> Any:
            return state

    with pytest.raises(TypeError, match="Strange"):
        edit_to_json(Strange())


def test_that_row_ids_are_never_used_again_even_after_undo() -> None:
    block = START.plan.new_rows(2)
    state, _change, inverse = InsertRows((0, 1), block).apply(START)
    state = inverse.apply(state)[0]
    assert set(state.plan.new_rows(2).rows.ids).isdisjoint({*START.plan.rows.ids, *block.rows.ids})
    state = ReplaceAll(START).apply(state)[0]
    assert set(state.plan.new_rows(1).rows.ids).isdisjoint({*START.plan.rows.ids, *block.rows.ids})


def test_that_the_change_names_rows_fields_and_sections() -> None:
    _state, change, _inverse = Several((SetCells((2, 3), "fte", (1.0, 2.0)), SetSection("x", 1, "")), "").apply(START)
    assert (change.rows, change.fields, change.sections) == ((2, 3), {"fte"}, {"x"})
    assert not change.everything


@pytest.mark.parametrize(
    "edit",
    [
        SetCells((1,), "function", ("other",)),
        SetCells((1,), "fte", (True,)),
        RemoveRows((2,)),
        MoveRows((4, 3, 2, 1)),
        SetAssumption("cola", Assumption(0.5, None, None, "", "")),
        SetSection("decisions", None, ""),
        SetTitle("t"),
    ],
)
def test_that_states_are_the_same_only_if_they_would_be_saved_alike(edit: Edit) -> None:
    changed, _change, inverse = edit.apply(START)
    assert not changed.same(START)
    assert not START.same(changed)
    assert inverse.apply(changed)[0].same(START)


def test_that_all_fields_can_be_set_and_taken_back() -> None:
    check_undo_and_redo([SetCells((1, 3), key, (None, Invalid("?", "no"))) for key in KEYS])
