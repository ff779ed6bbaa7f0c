"""What a person types becomes a typed cell, or stays as typed with the reason why it is not valid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsourcing_planner.domain.cells import Invalid, parse
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.text import number_style


@pytest.mark.parametrize(
    ("key", "raw", "cell"),
    [
        ("fte", "12", 12.0), ("fte", "12.5", 12.5), ("fte", "1,200", 1200.0), ("fte", 7, 7.0), ("fte", "", None),
        ("salary", "$42,830.50", 42830.5), ("salary", "USD 42,830", 42830.0), ("salary", "45k", 45000.0),
        ("in_house_cost", "1.5m", 1_500_000.0), ("avoidable_share", "85%", 0.85), ("avoidable_share", 0.85, 0.85),
        ("function", "00123", "00123"), ("function", "NA", "NA"), ("function", "None", "None"),
        ("function", 12.0, "12"),
        ("unit", "Ticket", "ticket"), ("pricing", "time and material", "time_and_material"), ("decision", "kpo", "KPO"),
        ("law_forbids", "Y", True), ("law_forbids", 0, False), ("country", "Ruritania", "Ruritania"),
        ("start_month", "3", 3.0), ("currency", "usd", "USD"), ("currency", "€", "EUR"), ("currency", "$", "USD"),
    ],
)  # fmt: skip
def test_that_valid_input_is_typed(key: str, raw: object, cell: object) -> None:
    assert parse(BY_KEY[key], raw) == cell


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("fte", "12 ppl"), ("fte", "-1"), ("fte", "1,2,3"), ("fte", "10–12"), ("fte", True), ("fte", float("nan")),
        ("avoidable_share", "85"), ("judgement", "6"), ("judgement", "0"), ("start_month", "2.5"), ("start_month", "0"),
        ("unit", "parsec"), ("law_forbids", "perhaps"), ("salary", "TBC"), ("salary", "1e999"), ("currency", "dollars"),
    ],
)  # fmt: skip
def test_that_what_does_not_fit_is_kept_with_its_reason(key: str, raw: object) -> None:
    cell = parse(BY_KEY[key], raw)
    assert isinstance(cell, Invalid)
    assert cell.reason
    assert cell.raw == str(raw)


def test_that_marks_follow_the_locale_and_never_both_meanings() -> None:
    german = number_style("de_DE")
    assert parse(BY_KEY["salary"], "42.830,50", german) == 42830.5
    assert isinstance(parse(BY_KEY["salary"], "42.830,50"), Invalid)


@given(st.floats(0, 1e12, allow_nan=False))
def test_that_a_number_written_plainly_comes_back(value: float) -> None:
    assert parse(BY_KEY["salary"], repr(value)) == value


@given(st.text())
def test_that_text_is_never_changed(text: str) -> None:
    assert parse(BY_KEY["notes"], text) == (text if text.strip() else None)
