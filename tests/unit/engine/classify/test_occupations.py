"""The occupation whose wage is suggested for a function."""

import pytest

from outsourcing_planner.engine.classify.occupation import match_occupations
from outsourcing_planner.io.classifier_model import load_classifier_model


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Payroll processing", "43-3051"),
        ("Data entry", "43-9021"),
        ("Customer support", "43-4051"),
        ("Equity research", "13-2051"),
        ("Software development", "15-1252"),
        ("Window cleaning", "37-2011"),
        ("Technical writing", "27-3042"),
        ("Medical coding", "29-2072"),
        ("Market research", "13-1161"),
        ("Legal research", "23-"),
        ("Debt collection", "43-3011"),
    ],
)
def test_that_a_function_finds_its_occupation(name: str, code: str) -> None:
    codes, similarity = match_occupations([name], [None], load_classifier_model())
    assert str(codes[0]).startswith(code)
    assert 0.5 <= similarity[0] <= 1


@pytest.mark.parametrize("name", ["", None, "asdf qwer", "経理"])
def test_that_nothing_is_suggested_for_what_says_nothing(name: object) -> None:
    codes, _ = match_occupations([name], [None], load_classifier_model())
    assert codes[0] is None
