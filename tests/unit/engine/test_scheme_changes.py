"""A plan's own scheme: what it changes is laid over the shipped one and checked as a whole."""

import re
from typing import Any

import pytest

from outsourcing_planner.engine.classify.scheme import SchemeError
from outsourcing_planner.engine.scheme_changes import as_mapping, changes_between, rebalanced, scheme_with
from outsourcing_planner.io.classifier_model import load_scheme

SHIFTED = {"judgement": 20, "expertise": 35}


def test_that_changes_are_laid_over_the_shipped_scheme() -> None:
    scheme = scheme_with(load_scheme(), {"knowledge_weights": SHIFTED, "cuts": {"kind_cut": 55}})
    assert scheme.knowledge_weights["judgement"] == 20
    assert scheme.knowledge_weights["variety"] == load_scheme().knowledge_weights["variety"]
    assert scheme.kind_cut == 55
    assert scheme.retain_below == load_scheme().retain_below


def test_that_the_smallest_changes_give_the_scheme_back() -> None:
    scheme = scheme_with(load_scheme(), {"knowledge_weights": SHIFTED, "size_steps": [1, 2, 3, 4]})
    assert changes_between(load_scheme(), scheme) == {"knowledge_weights": SHIFTED, "size_steps": [1, 2, 3, 4]}
    assert scheme_with(load_scheme(), changes_between(load_scheme(), scheme)) == scheme
    assert changes_between(load_scheme(), load_scheme()) == {}
    assert scheme_with(load_scheme(), as_mapping(scheme)) == scheme


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"knowledge_weights": {"judgement": 31}}, "sum to 100, they sum to 101"),
        ({"fit_weights": {"charm": 0}}, "look at charm"),
        ({"kind_cutt": 50}, "no setting named kind_cutt"),
        ({"retain_below": 60}, "retain_below (60) must be below pilot_below (50)"),
        ({"kind_cut": "high"}, "kind_cut must be a number"),
        ({"kind_cut": 10**400}, "kind_cut must be a number"),
        ({"retain_needs_typed": float("inf")}, "retain_needs_typed must be a number"),
        ({"knowledge_weights": 7}, "must be a table of weights"),
        ([1, 2], "must be a table of settings"),
    ],
)
def test_that_what_does_not_hang_together_is_refused_with_its_reason(changes: Any, says: str) -> None:
    with pytest.raises(SchemeError, match=re.escape(says)):
        scheme_with(load_scheme(), changes)


def test_that_the_other_weights_make_room_in_proportion() -> None:
    assert rebalanced({"a": 50, "b": 30, "c": 20}, "a", 75) == {"a": 75, "b": 15, "c": 10}
    assert rebalanced({"a": 100, "b": 0, "c": 0}, "a", 40) == {"a": 40, "b": 30, "c": 30}
    with pytest.raises(SchemeError, match="between 0 and 100"):
        rebalanced({"a": 50, "b": 50}, "a", 101)
