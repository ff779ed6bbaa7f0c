"""Order and filters: stable, numbers before text, blanks last both ways; compared with plain Python on any column."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.session.order import (
    ColumnFilter,
    Values,
    containing,
    distinct,
    folded,
    folded_all,
    grouped,
    passing,
    sort_key,
    sorted_positions,
)

NUMBERS, TEXTS = st.sampled_from([-1.0, 0.0, 2.5, 1e9]), st.sampled_from(["b", "B", "é", "z", "10"])
CELLS = st.lists(st.one_of(st.none(), NUMBERS, TEXTS))


def values(cells):
    numbers = np.array([cell if isinstance(cell, float) else np.nan for cell in cells], dtype=np.float64)
    return Values(numbers, [cell if isinstance(cell, str) else "" for cell in cells])


def expected(cells, *, descending):
    """Sort in plain Python: each kind by itself, equal ones in their order."""
    at = range(len(cells))
    sign = -1 if descending else 1
    numbers = sorted((i for i in at if isinstance(cells[i], float)), key=lambda i: sign * cells[i])
    texts = sorted((i for i in at if isinstance(cells[i], str)), key=lambda i: folded(cells[i]))
    if descending:
        keys = sorted({folded(cells[i]) for i in texts}, reverse=True)
        texts = [i for key in keys for i in texts if folded(cells[i]) == key]
    blanks = [i for i in at if cells[i] is None]
    return [*(texts if descending else numbers), *(numbers if descending else texts), *blanks]


@given(CELLS, st.booleans())
def test_that_order_is_what_plain_python_says(cells, descending):
    found = sorted_positions(sort_key(values(cells)), descending=descending)
    assert found.tolist() == expected(cells, descending=descending)


@given(st.lists(st.text(max_size=6)))
def test_that_folding_many_texts_at_once_changes_nothing(texts):
    assert folded_all(texts) == [folded(text) for text in texts]


def test_that_capitals_and_accents_do_not_matter_for_order():
    order = sorted_positions(sort_key(Values(None, ["zeta", "Éclair", "eagle", "ECLAIR"])), descending=False)
    assert order.tolist() == [2, 1, 3, 0]


def test_that_each_part_of_a_filter_must_hold():
    column = values([1.0, 5.0, None, "five", 7.0])
    assert passing(column, ColumnFilter(low=5.0)).tolist() == [False, True, False, False, True]
    assert passing(column, ColumnFilter(low=2.0, high=6.0)).tolist() == [False, True, False, False, False]
    assert passing(column, ColumnFilter(chosen=frozenset({None, "five"}))).tolist() == [False, False, True, True, False]
    assert passing(column, ColumnFilter(text="FI")).tolist() == [False, False, False, True, False]
    assert passing(column, ColumnFilter()).all()


def test_that_words_of_a_search_may_stand_in_any_order():
    assert containing(["accounts payable", "payable", "pay accounts"], "Payable ACC").tolist() == [True, False, False]


def test_that_a_filter_lists_numbers_then_texts_then_blank():
    assert distinct(values(["b", None, 2.5, "a", -1.0, 2.5])) == [-1.0, 2.5, "a", "b", None]


def test_that_groups_come_by_name_and_the_nameless_last():
    found = grouped(["IT", "", "hr", "IT"], np.array([3, 1, 2, 0]))
    assert list(found.items()) == [("hr", [2]), ("IT", [3, 0]), ("", [1])]


@given(st.lists(st.text(st.characters(codec="ascii", exclude_characters="\0"), max_size=20), min_size=1, max_size=30))
def test_that_many_short_texts_are_ordered_as_few_are(texts):
    many = texts * (5000 // len(texts) + 1)
    few = sorted_positions(sort_key(Values(None, texts)), descending=False)
    found = sorted_positions(sort_key(Values(None, many)), descending=False)
    copies = len(many) // len(texts)
    order = list(dict.fromkeys(folded(texts[at]) for at in few.tolist()))
    assert list(dict.fromkeys(folded(many[at]) for at in found.tolist())) == order
    assert sorted(found.tolist()) == list(range(len(many)))
    assert copies > 1
