"""A user's own decisions are suggested for the same and for similar functions, and for nothing else."""

from typing import Any

import numpy as np

from outsourcing_planner.engine.classify.precedents import SIMILAR, NameReader, Precedent, Suggestion, suggestions
from outsourcing_planner.io.classifier_model import load_classifier_model, load_scheme

PAYROLL = Precedent("Payroll processing", "Retain", "works council")
SUPPORT = Precedent("L3 technical support", "KPO", "our engineers")
AP = Precedent("Accounts payable", "Automate", "robots do it")


def suggested(*names: Any, decided: bool = False, similar: float = SIMILAR) -> list[Suggestion | None]:
    flags = np.full(len(names), decided)
    precedents = (PAYROLL, SUPPORT, AP)
    return suggestions(names, flags, precedents, NameReader(load_classifier_model(), load_scheme()), similar)


def test_that_the_same_function_gets_the_decision_however_it_is_written() -> None:
    found = suggested("PAYROLL PROCESSING", "1.2 Payroll processing", "AP", "Level 3 technical support")
    assert [one and (one.precedent, one.similarity) for one in found] == [
        (PAYROLL, 1.0), (PAYROLL, 1.0), (AP, 1.0), (SUPPORT, 1.0),
    ]  # fmt: skip


def test_that_a_similar_function_gets_it_with_its_similarity_and_its_source() -> None:
    (found,) = suggested("AP processing")
    assert found is not None
    assert SIMILAR <= found.similarity < 1
    assert found.sentence == (
        f"You decided Automate for Accounts payable (robots do it); this function is {found.similarity:.0%} similar. "
        "From your own decisions."
    )


def test_that_other_work_gets_nothing() -> None:
    assert suggested("Catering", "Equity research", "Accounts receivable", "", None, "asdf", "12") == [None] * 7


def test_that_work_of_the_other_kind_gets_nothing_however_alike_the_words() -> None:
    assert suggested("L1 technical support", similar=0.5) == [None]


def test_that_rows_with_a_decision_are_left_alone() -> None:
    assert suggested("Payroll processing", decided=True) == [None]


def test_that_the_stated_similarity_is_the_limit() -> None:
    (found,) = suggested("AP processing")
    assert found is not None
    assert suggested("AP processing", similar=found.similarity + 0.001) == [None]
    assert suggested("AP processing", similar=found.similarity) == [found]


def test_that_the_latest_of_equal_precedents_counts() -> None:
    later = Precedent("payroll processing", "KPO", "changed my mind")
    reader = NameReader(load_classifier_model(), load_scheme())
    (found,) = suggestions(["Payroll processing"], np.array([False]), [PAYROLL, later], reader)
    assert found is not None
    assert found.precedent == later


def test_that_no_precedents_and_no_rows_are_no_trouble() -> None:
    reader = NameReader(load_classifier_model(), load_scheme())
    assert suggestions(["Payroll"], np.array([False]), [], reader) == [None]
    assert suggestions([], np.zeros(0, dtype=bool), [PAYROLL], reader) == []
