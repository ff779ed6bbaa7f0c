"""Typing into a percentage cell means what a spreadsheet makes of it; everything else is read as it is pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.domain.cells import Invalid, parse
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.session.typing import typed
from outsourcing_planner.text import NumberStyle, number_style, parse_number

ENGLISH, GERMAN = NumberStyle(), number_style("de_DE")


@pytest.mark.parametrize(
    ("text", "share"),
    [("15", 0.15), ("15%", 0.15), ("15 %", 0.15), ("0.15", 0.15), (".15", 0.15), ("1", 0.01), ("100", 1.0), ("0", 0.0),
     ("0.5%", 0.005), ("12.5", 0.125), ("7", 0.07)],
)  # fmt: skip
def test_that_a_plain_number_from_one_on_is_percent(text, share):
    assert typed(BY_KEY["avoidable_share"], text, ENGLISH) == share


def test_that_the_locale_and_the_sign_are_minded():
    assert typed(BY_KEY["avoidable_share"], "12,5", GERMAN) == 0.125
    assert typed(BY_KEY["volume_growth"], "-10", ENGLISH) == -0.1
    assert typed(BY_KEY["markup"], "250", ENGLISH) == 2.5


def test_that_what_breaks_the_limits_stays_as_typed():
    assert isinstance(typed(BY_KEY["avoidable_share"], "150", ENGLISH), Invalid)
    assert typed(BY_KEY["avoidable_share"], "150", ENGLISH).raw == "150"
    assert typed(BY_KEY["avoidable_share"], "-5", ENGLISH).raw == "-5"


def test_that_pasting_guesses_nothing_and_other_fields_are_not_touched():
    assert isinstance(parse(BY_KEY["avoidable_share"], "15", ENGLISH), Invalid)
    assert typed(BY_KEY["fte"], "15", ENGLISH) == 15.0
    assert typed(BY_KEY["function"], "15", ENGLISH) == "15"


@given(st.integers(0, 10**9), st.integers(0, 6))
def test_that_a_percentage_is_the_share_that_is_nearest_to_it(digits, decimals):
    text = f"{digits / 10**decimals:.{decimals}f}"
    assert parse_number(f"{text}%") == float(f"{text}e-2")
