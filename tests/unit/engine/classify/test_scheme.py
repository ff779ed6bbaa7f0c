"""Weights and cut-offs are checked, and the error says what to mend."""

import tomllib
from typing import Any

import pytest

from outsourcing_planner.assets import resource
from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.engine.classify.criteria import CRITERIA
from outsourcing_planner.engine.classify.scheme import Scheme, SchemeError
from outsourcing_planner.io.classifier_model import load_anchors, load_scheme, read_scheme


def shipped() -> dict[str, Any]:
    table = tomllib.loads(resource("criteria.toml").read_text(encoding="utf-8"))
    del table["anchors"]
    return table


def test_that_the_shipped_scheme_has_the_weights_of_the_contract() -> None:
    scheme = load_scheme()
    assert dict(scheme.knowledge_weights) == {
        "judgement": 30,
        "expertise": 25,
        "variety": 15,
        "client_engagement": 10,
        "training_time": 10,
        "data_sensitivity": 5,
        "insight": 5,
    }
    assert dict(scheme.fit_weights) == {
        "supply": 25,
        "specificity": 20,
        "strategic_value": 15,
        "codification": 10,
        "proximity": 10,
        "size": 5,
        "measurability": 5,
        "exposure": 5,
        "elasticity": 5,
    }
    assert (scheme.kind_cut, scheme.retain_below, scheme.pilot_below) == (50, 35, 50)
    assert (scheme.hybrid_bpo_at_most, scheme.hybrid_kpo_at_least, scheme.hybrid_share_at_least) == (0.4, 0.6, 0.25)
    assert scheme.size_steps == (2, 5, 15, 50)


@pytest.mark.parametrize(
    ("table", "key", "value", "word"),
    [
        ("knowledge_weights", "judgement", 31, "100"),
        ("fit_weights", "size", 0, "100"),
        ("knowledge_weights", "extra", 0, "extra"),
        ("knowledge_weights", "judgement", -30, "negative"),
        ("knowledge_weights", "judgement", "high", "number"),
        ("cuts", "retain_below", 60, "retain_below"),
        ("cuts", "kind_cut", 100, "kind_cut"),
        ("cuts", "kinds_cut", 50, "kinds_cut"),
        ("cuts", "size_steps", [5, 2, 15, 50], "size_steps"),
        ("cuts", "size_steps", 3, "size_steps"),
        ("hybrid", "hybrid_bpo_at_most", 0.7, "hybrid_bpo_at_most"),
        ("hedging", "logit_scale", 0, "logit_scale"),
    ],
)
def test_that_a_scheme_that_does_not_hang_together_is_refused(table: str, key: str, value: Any, word: str) -> None:
    mapping = shipped()
    mapping[table][key] = value
    with pytest.raises(SchemeError, match=word) as caught:
        Scheme.from_mapping(mapping)
    assert isinstance(caught.value, PlannerError)


def test_that_a_missing_setting_is_named() -> None:
    mapping = shipped()
    del mapping["hedging"]["hedge_from"]
    with pytest.raises(SchemeError, match="hedge_from"):
        Scheme.from_mapping(mapping)


def test_that_a_file_that_is_no_toml_is_one_clear_error(tmp_path: Any) -> None:
    path = tmp_path / "scheme.toml"
    path.write_text("judgement = = 3", encoding="utf-8")
    with pytest.raises(SchemeError, match=r"scheme\.toml"):
        read_scheme(path)


def test_that_every_criterion_has_its_three_anchors() -> None:
    assert set(load_anchors()) == set(CRITERIA)
    assert all(len(set(anchors)) == 3 and all(anchors) for anchors in load_anchors().values())
