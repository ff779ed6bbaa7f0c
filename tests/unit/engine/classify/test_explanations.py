"""An explanation adds up to the score, names its evidence, and its change really turns the kind."""

import numpy as np
import pytest
from classifier_helpers import explained, run

NAMES = [
    "Equity research",
    "Data entry",
    "Accounting",
    "Contract review",
    "Medical coding",
    "kyc checks",
    "Graphic design",
]


@pytest.mark.parametrize("name", NAMES)
def test_that_contributions_add_up_to_both_scores(name: str) -> None:
    found = explained(name, {"judgement": 2.0}, fte=np.array([12.0]))
    _, classification = run([name], {"judgement": 2.0}, fte=np.array([12.0]))
    assert sum(one.points for one in found.knowledge) == pytest.approx(classification.knowledge[0])
    assert sum(one.points for one in found.fit) == pytest.approx(classification.fit[0])
    assert [one.key for one in found.knowledge if one.typed] == ["judgement"]


@pytest.mark.parametrize("name", NAMES)
def test_that_the_smallest_change_turns_the_kind_and_less_does_not(name: str) -> None:
    found = explained(name)
    assert found.flip is not None
    kind = lambda value: run([name], dict.fromkeys(found.flip.keys, value))[1].kind[0]
    assert kind(found.flip.value) == found.flip.kind != found.kind
    less = found.flip.value + (0.1 if found.flip.kind == "BPO" else -0.1)
    assert kind(less) == found.kind


def test_that_the_sentence_names_kind_criteria_and_known_functions() -> None:
    sentence = explained("Equity reserch").sentence
    assert sentence.startswith("KPO: ")
    assert "expertise" in sentence
    assert "equity research" in sentence
    assert "would be BPO if" in sentence


def test_that_every_row_has_a_reason() -> None:
    for name in (*NAMES, "", "asdf", "Data entry and market research"):
        assert explained(name).reasons[0]


def test_that_nothing_to_say_is_said() -> None:
    found = explained("asdf qwer")
    assert found.sentence.startswith("Not enough to say")
    assert found.evidence == ()
    assert found.knowledge == ()


def test_that_a_gate_is_the_reason_of_a_retained_row() -> None:
    found = explained("Data entry", law_forbids=np.array([True]))
    assert found.gate == "law_forbids"
    assert found.sentence.startswith("Retain: the law forbids")


def test_that_a_disputed_function_says_that_sources_dispute_it() -> None:
    assert any("dispute" in reason for reason in explained("Accounting").reasons)


def test_that_a_hybrid_says_why() -> None:
    assert "joins both kinds" in explained("Data entry and market research").sentence
    shares = {"bpo_share": np.array([0.5]), "kpo_share": np.array([0.5])}
    assert "shares typed" in explained("Payroll", **shares).sentence


def test_that_each_inferred_criterion_says_how_sure_it_is() -> None:
    from outsourcing_planner.domain.assumptions import Assumptions
    from outsourcing_planner.domain.plan import Plan
    from outsourcing_planner.engine.advice import classified
    from outsourcing_planner.engine.classify.explain import explain
    from outsourcing_planner.io.load import load_all

    libraries = load_all()
    plan = Plan.from_columns(
        {"function": ["Payroll processing", "Goblin wrangling analysis"], "judgement": [2.0, None]}
    )
    inference, advice = classified(plan, Assumptions(), libraries)
    sure, strange = (
        {one.key: one for one in explain(advice, inference, at, libraries.scheme, libraries.model).knowledge}
        for at in (0, 1)
    )
    assert sure["judgement"].typed
    assert sure["judgement"].confidence == 1
    assert all(0 <= one.confidence <= 1 for one in (*sure.values(), *strange.values()))
    assert sure["expertise"].confidence > 0.6
    assert all(sure["expertise"].confidence > one.confidence for one in strange.values())
