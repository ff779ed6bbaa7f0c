"""Scores, gates, flags: model.md §2, with numbers worked out by hand."""

import numpy as np
import pytest
from classifier_helpers import blank_facts, kinds, run

from outsourcing_planner.engine.classify.criteria import CRITERIA, FIT, KNOWLEDGE
from outsourcing_planner.engine.classify.label import size_scores
from outsourcing_planner.io.classifier_model import load_scheme

ALL_THREE = dict.fromkeys(CRITERIA, 3.0)
CORE = {"strategic_value": 5.0, "specificity": 4.0, "supply": 3.0}


def test_that_threes_score_fifty_and_are_kpo() -> None:
    _, classification = run(["asdf"], ALL_THREE)
    assert classification.knowledge[0] == 50
    assert classification.fit[0] == 50
    assert classification.kind[0] == "KPO"


def test_that_the_knowledge_score_is_the_weighted_sum() -> None:
    typed = dict(zip(KNOWLEDGE, (5.0, 4.0, 3.0, 2.0, 1.0, 5.0, 3.0), strict=True))
    _, classification = run(["asdf"], typed)
    # 30·4/4 + 25·3/4 + 15·2/4 + 10·1/4 + 10·0/4 + 5·4/4 + 5·2/4
    assert classification.knowledge[0] == pytest.approx(30 + 18.75 + 7.5 + 2.5 + 0 + 5 + 2.5)


def test_that_inverse_criteria_of_fit_count_as_six_minus_x() -> None:
    typed = {"codification": 4.0, "measurability": 5.0, "supply": 5.0, "elasticity": 1.0} | {
        "specificity": 1.0,
        "strategic_value": 2.0,
        "exposure": 5.0,
        "proximity": 1.0,
    }
    _, classification = run(["asdf"], typed, fte=np.array([50.0]))
    # 10·3/4 + 5·4/4 + 25·4/4 + 0 + 20·4/4 + 15·3/4 + 0 + 10·4/4 + size 5·4/4
    assert classification.fit[0] == pytest.approx(7.5 + 5 + 25 + 0 + 20 + 11.25 + 0 + 10 + 5)


def test_that_both_scores_are_the_sums_of_the_criteria_in_use() -> None:
    _, classification = run(["Equity research", "Payroll", "asdf"], {"judgement": 2.0, "supply": 4.0})
    scheme, used = load_scheme(), classification.criteria_used
    knowledge = sum(scheme.knowledge_weights[key] * (used[key] - 1) / 4 for key in KNOWLEDGE)
    up = [key for key in FIT if key not in ("specificity", "strategic_value", "exposure", "proximity")]
    fit = sum(scheme.fit_weights[key] * (used[key] - 1) / 4 for key in up)
    fit = fit + sum(scheme.fit_weights[key] * (5 - used[key]) / 4 for key in FIT if key not in up)
    np.testing.assert_allclose(classification.knowledge, knowledge)
    np.testing.assert_allclose(
        classification.fit, fit + scheme.fit_weights["size"] * (classification.size_score - 1) / 4
    )


def test_that_sizes_step_at_two_five_fifteen_and_fifty() -> None:
    fte = np.array([0, 1.9, 2, 4.9, 5, 14, 15, 49, 50, 900, np.nan])
    assert list(size_scores(fte, load_scheme())) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 3]


def test_that_every_inferred_score_lies_between_one_and_five() -> None:
    _, classification = run(["Equity research", "Data entry", "Medical coding", "window cleaning", "board decisions"])
    values = np.column_stack([classification.criteria_used[key] for key in CRITERIA])
    assert values.min() >= 1
    assert values.max() <= 5


def test_that_a_typed_score_replaces_the_inferred_one() -> None:
    _, plain = run(["Equity research"])
    _, typed = run(["Equity research"], {"judgement": 1.0})
    assert typed.criteria_used["judgement"][0] == 1
    assert not typed.inferred["judgement"][0]
    assert plain.inferred["judgement"][0]
    lost = 30 * (plain.criteria_used["judgement"][0] - 1) / 4
    assert typed.knowledge[0] == pytest.approx(plain.knowledge[0] - lost)


def test_that_typed_work_beats_the_name() -> None:
    low = dict.fromkeys(KNOWLEDGE, 1.0)
    high = dict.fromkeys(KNOWLEDGE, 5.0)
    assert run(["Equity research"], low)[1].kind[0] == "BPO"
    assert run(["Data entry"], high)[1].kind[0] == "KPO"


def test_that_law_forbids_retains_whatever_the_name() -> None:
    _, classification = run(["Data entry", "asdf"], law_forbids=np.array([True, True]))
    assert list(classification.label) == ["Retain", "Retain"]
    assert list(classification.kind) == ["BPO", None]
    assert list(classification.gate) == ["law_forbids", "law_forbids"]


def test_that_the_core_gate_needs_all_three_typed() -> None:
    assert run(["Data analytics"], CORE)[1].label[0] == "Retain"
    assert run(["Data analytics"], CORE)[1].gate[0] == "core"
    for key, spared in (("strategic_value", 4.0), ("specificity", 3.0), ("supply", 4.0)):
        assert run(["Data analytics"], {**CORE, key: spared})[1].gate[0] is None
    assert run(["board decisions"])[1].gate[0] is None


def test_that_the_law_goes_before_the_core() -> None:
    assert run(["Data analytics"], CORE, law_forbids=np.array([True]))[1].gate[0] == "law_forbids"


def test_that_data_must_stay_leaves_the_label_and_moves_a_foreign_country_onshore() -> None:
    countries = np.array(["India", "United States", None], dtype=object)
    stay = np.array([True, True, True])
    _, classification = run(["Payroll"] * 3, data_must_stay=stay, country=countries)
    assert list(classification.label) == ["BPO"] * 3
    assert ["move_onshore" in flags for flags in classification.flags] == [True, False, False]


def test_that_low_fit_retains_only_with_enough_typed() -> None:
    low = {"supply": 1.0, "specificity": 4.0, "strategic_value": 4.0, "codification": 1.0}
    assert run(["Payroll"], low)[1].label[0] == "Retain"
    three = {key: low[key] for key in ("supply", "specificity", "strategic_value")}
    assert run(["Payroll"], three)[1].label[0] == "BPO"
    without = {"supply": 1.0, "specificity": 5.0, "codification": 1.0, "proximity": 5.0, "exposure": 5.0}
    assert run(["Payroll"], without)[1].label[0] == "BPO"
    assert "check_before_outsourcing" in run(["Payroll"], without)[1].flags[0]


def test_that_fix_first_needs_both_typed() -> None:
    assert "fix_first" in run(["Payroll"], {"codification": 2.0, "expertise": 2.0})[1].flags[0]
    assert "fix_first" not in run(["Payroll"], {"codification": 2.0})[1].flags[0]


def test_that_provisional_says_no_fit_is_typed() -> None:
    assert "provisional" in run(["Payroll"])[1].flags[0]
    assert "provisional" not in run(["Payroll"], {"supply": 4.0})[1].flags[0]


def test_that_a_regular_process_is_offered_for_automation() -> None:
    assert "automate_offered" in run(["Data entry"])[1].flags[0]
    assert "automate_offered" not in run(["Equity research"])[1].flags[0]


def test_that_fully_typed_work_is_no_close_call_for_its_name() -> None:
    assert run(["Accounting"])[1].close_call[0]
    typed = dict.fromkeys(KNOWLEDGE, 5.0)
    assert not run(["Accounting"], typed)[1].close_call[0]


@pytest.mark.parametrize("name", ["Accounting", "Technical support", "Software development", "Medical coding"])
def test_that_functions_which_sources_dispute_are_close_calls(name: str) -> None:
    assert run([name])[1].close_call[0]


def test_that_confidence_is_a_probability_of_the_kind() -> None:
    _, classification = run(["Equity research", "Data entry", "Medical coding"])
    assert classification.confidence[:2].min() > 0.9
    assert 0.5 <= classification.confidence[2] < 0.7


def test_that_one_typed_score_without_words_is_less_certain_than_all() -> None:
    one = run(["asdf"], {"judgement": 5.0})[1].confidence[0]
    every = run(["asdf"], dict.fromkeys(KNOWLEDGE, 5.0))[1].confidence[0]
    assert 0.5 < one < every


def test_that_blank_facts_have_one_entry_per_row() -> None:
    assert len(blank_facts(4).fte) == 4
    assert kinds("Payroll") == ["BPO"]


@pytest.mark.parametrize("name", ["Data processing", "Data-processing services", "Underwriting support"])
def test_that_a_name_beside_the_register_is_no_close_call(name: str) -> None:
    inference, classification = run([name])
    assert not inference.registered[0]
    assert not classification.close_call[0]


@pytest.mark.parametrize("name", ["Data management services", "Underwriting", "Animation services"])
def test_that_a_name_on_the_register_is_a_close_call(name: str) -> None:
    inference, classification = run([name])
    assert inference.registered[0]
    assert classification.close_call[0]


def test_that_an_even_chance_is_a_close_call_even_where_everything_is_typed() -> None:
    even = dict.fromkeys(CRITERIA, 3.0)  # K = 50, the cut itself
    assert run(["asdf"], even)[1].close_call[0]
    # One step more judgement: 30 points / 4 = 7.5 above the cut, 1 / (1 + e^(-7.5/11)) = 66 %.
    assert not run(["asdf"], {**even, "judgement": 4.0})[1].close_call[0]
