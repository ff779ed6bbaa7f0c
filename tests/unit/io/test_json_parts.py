"""JSON part by part is the same JSON."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.io.json_parts import decoded, encoded

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=40)


def plainly(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


@given(VALUES)
def test_that_the_text_is_the_one_of_the_standard_coder(value):
    assert encoded(value, str) == plainly(value)


@given(VALUES)
def test_that_what_was_written_is_read_back(value):
    assert decoded(encoded(value, str).encode()) == value
    assert decoded(json.dumps(value, indent=2, ensure_ascii=False).encode()) == value


@given(VALUES, st.integers(0, 60), st.sampled_from(["", "{", "}", "]", ",", '"', "1", "x"]))
def test_that_a_broken_text_is_refused_where_the_standard_coder_refuses_it(value, at, put):
    text = plainly(value)
    text = text[:at] + put + text[at + 1 :]
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(ValueError, match=r".+"):
            decoded(text.encode("utf-8", "surrogatepass"))
    else:
        assert decoded(text.encode("utf-8", "surrogatepass")) == expected


def test_that_numbers_that_are_none_are_refused_at_every_depth():
    for value in (math.nan, [math.inf], {"a": {"b": {"c": {"d": [-math.inf]}}}}):
        with pytest.raises(ValueError, match="not JSON compliant"):
            encoded(value, str)


def test_that_names_which_are_no_texts_are_written_as_ever():
    assert encoded({1: {True: [None]}}, str) == plainly({1: {True: [None]}})
