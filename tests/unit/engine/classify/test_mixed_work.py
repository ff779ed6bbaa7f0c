"""Hybrid comes from the parts rule and from typed shares, never from a middle score."""

import numpy as np
import pytest
from classifier_helpers import kinds, run


@pytest.mark.parametrize(
    "name",
    [
        "Data entry and market research",
        "Bookkeeping and financial analysis",
        "Order processing + competitive intelligence",
        "Customer support, equity research",
        "Invoice processing & financial modelling",
        "Payroll / HR strategy",
    ],
)
def test_that_a_name_joining_both_kinds_is_hybrid(name: str) -> None:
    assert kinds(name) == ["Hybrid"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Chat and email support", "BPO"),
        ("Finance and accounting", "BPO"),
        ("Learning and development", "KPO"),
        ("Research & development", "KPO"),
        ("Legal research and document review", "KPO"),
        ("Procurement and sourcing", "BPO"),
        ("Mechanical and electrical engineering services", "KPO"),
        ("Animation and design", "KPO"),
        ("phone support, email support, and chat support", "BPO"),
    ],
)
def test_that_an_and_alone_is_not_hybrid(name: str, kind: str) -> None:
    assert kinds(name) == [kind]


def test_that_a_middle_score_is_a_close_call_and_not_hybrid() -> None:
    _, classification = run(["Medical coding"], {"judgement": 3.0, "expertise": 3.0})
    assert classification.kind[0] in ("BPO", "KPO")


def test_that_typed_shares_of_both_kinds_make_it_hybrid() -> None:
    _, mixed = run(["Payroll"], bpo_share=np.array([0.6]), kpo_share=np.array([0.4]))
    _, mostly = run(["Payroll"], bpo_share=np.array([0.8]), kpo_share=np.array([0.2]))
    assert mixed.kind[0] == "Hybrid"
    assert mostly.kind[0] == "BPO"


def test_that_typed_knowledge_beats_the_parts_of_the_name() -> None:
    _, classification = run(["Data entry and market research"], {"judgement": 5.0, "expertise": 5.0, "variety": 5.0})
    assert classification.kind[0] == "KPO"
