"""Why? has a sentence for every computed column of every kind of row, and names sources and reasons."""

from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumption, Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.because import because, because_of
from outsourcing_planner.engine.because_row import Row
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.load import load_all

ROWS: dict[str, list[Any]] = {
    "function": ["Invoice processing", "Equity research", "zzxx qqq", "Payroll and tax strategy", "Call centre", "HR"],
    "fte": [12.0, None, None, 5.0, None, 4.0],
    "salary": [None, None, None, 60_000.0, 30_000.0, None],
    "judgement": [None, 5.0, None, None, None, 2.0],
    "law_forbids": [None, None, None, None, None, True],
    "decision": [None, None, None, "BPO", None, None],
    "decision_reason": [None, None, None, "one provider for both", None, None],
    "volume": [None, None, None, None, 200_000.0, None],
    "handling_minutes": [None, None, None, None, 5.0, None],
    "busy_hour_share": [None, None, None, None, 0.15, None],
    "currency": [None, "EUR", None, None, None, None],
    "role_mix": [None, "60% analyst 420; 40% lead 600", None, None, None, None],
}
PLAN = Plan.from_columns(ROWS)
USD = Assumptions()


def sentence(row: int, key: str, assumptions: Assumptions = USD) -> str:
    return because(PLAN, assumptions, load_all(), row, key)


def changed(**values: Any) -> Assumptions:
    assumptions = USD
    for key, value in values.items():
        assumptions = assumptions.with_entry(key, Assumption(value, None, None, "", ""))
    return assumptions


@pytest.mark.parametrize("row", PLAN.rows.ids)
def test_that_every_computed_column_has_a_sentence(row: int) -> None:
    facts = Row.of(PLAN, USD, load_all(), row)
    for key in evaluate(PLAN, USD, load_all()).columns:
        text = because_of(facts, key)
        assert len(text) > 12, key
        assert "nan" not in text.split(), (key, text)
        assert "is blank:  " not in text, (key, text)
        assert "_" not in text, (key, text)


def test_that_a_suggested_salary_names_occupation_code_year_source_and_similarity() -> None:
    for key in ("salary_used", "salary_estimate"):
        text = sentence(1, key)
        assert "Billing and Posting Clerks (SOC 43-3021)" in text
        assert "United States in 2025" in text
        assert "US Bureau of Labor Statistics" in text
        assert "% similar" in text
    assert "as typed" in sentence(4, "salary_used")


def test_that_no_salary_is_suggested_for_other_countries_and_that_says_so() -> None:
    abroad = changed(home_country="Germany", plan_currency="EUR")
    assert sentence(1, "salary_used", abroad) == (
        "Salary used is blank: salaries are suggested for the United States in US dollars only, and this plan's home "
        "is Germany in EUR; type one."
    )
    assert "no occupation resembles" in sentence(3, "salary_used")


def test_that_a_library_rate_names_its_source() -> None:
    text = sentence(1, "seat_rate_library")
    assert text.startswith("Seat rate, library 2,600.00: rate library, Philippines, BPO: 15 USD per hour")
    assert "2025, grade C" in text
    assert "PITON-Global" in sentence(1, "seat_rate_used")
    assert "rate of USD to EUR" in sentence(1, "seat_rate_library", changed(plan_currency="EUR"))
    assert "× 0.9 for EUR" in sentence(1, "seat_rate_library", changed(plan_currency="EUR", exchange_usd=0.9))


def test_that_the_class_gives_its_reason() -> None:
    assert "BPO: judgement" in sentence(1, "label")
    assert "below the cut of 50: BPO" in sentence(1, "knowledge")
    assert "as typed; it replaces what the words suggest" in sentence(2, "judgement_used")
    assert "alike to Invoice processing (100%)" in sentence(1, "judgement_inferred")
    assert "Not enough to say" in sentence(3, "label")
    assert "the law forbids" in sentence(6, "gate")


def test_that_a_decision_of_ones_own_is_told_with_its_reason() -> None:
    text = sentence(4, "decision_effective")
    assert "you decided (your reason: one provider for both); the advice was" in text


def test_that_what_is_blank_says_what_the_row_lacks() -> None:
    assert "missing a class" in sentence(3, "npv")
    assert "nothing leaves the house" in sentence(6, "irr")
    assert "missing headcount" in sentence(2, "payback_months")


def about_volume(assumptions: Assumptions = USD, **cells: Any) -> str:
    row = {"function": "Claims", "fte": 10.0, "salary": 40_000.0, "decision": "BPO", "country": "India", **cells}
    plan = Plan.from_columns({key: (cell,) for key, cell in row.items() if cell is not None})
    return because(plan, assumptions, load_all(), 1, "break_even_volume_npv")


def test_that_the_break_even_volume_is_a_formula_a_search_or_has_its_reason() -> None:
    task = {"pricing": "task", "rate": 3.0, "volume": 50_000.0, "unit": "ticket"}
    assert " = 50,000.00 tickets × " in about_volume(**task)
    assert "a contract band, discounts, a minimum or a queue" in about_volume(**task, minimum_charge=1e5)
    assert "leaks away" in about_volume(changed(leakage=0.2), **task)
    assert about_volume(**{**task, "volume": None}).endswith("is blank: Annual volume missing")
    assert about_volume(volume=5e4).endswith("nothing in this row follows the volume.")
    assert about_volume(volume=5e4, handling_minutes=12.0, fte=None).endswith("at no volume is the NPV 0.")
    assert "nothing leaves the house" in about_volume(volume=5e4, decision="Retain")
