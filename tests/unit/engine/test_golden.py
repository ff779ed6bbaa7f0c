"""Every figure of the golden portfolios, which an independent program computed from the model."""

import json
import math
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.io.load import load_all
from outsourcing_planner.io.sources import read_source

GOLDEN = Path(__file__).parents[2] / "golden"
COLUMN_OF = {"fte": "fte_used"}


def golden(name: str) -> tuple[dict[str, Any], Evaluation]:
    expected = json.loads((GOLDEN / f"expected{name}.json").read_text(encoding="utf-8"))
    assumptions = Assumptions.from_mapping(tomllib.loads((GOLDEN / f"assumptions{name}.toml").read_text()))
    plan = read_source(GOLDEN / "functions.xlsx", {}, lambda _share, _text: None).plan
    return expected, evaluate(plan, assumptions, load_all())


def agrees(found: float | None, expected: float | None, key: str) -> bool:
    if found is None or expected is None:
        return found is expected
    money = key in ("in_house", "charge", "one_off", "npv", "bpo_year", "kpo_year")
    return abs(found - expected) < 0.005 if money else math.isclose(found, expected, rel_tol=1e-6)


@pytest.mark.parametrize("name", ["", "_stress"])
def test_that_every_row_agrees_with_the_independent_program(name: str) -> None:
    expected, evaluation = golden(name)
    assert len(evaluation.rows.ids) == len(expected["rows"]) == 13
    for row, figures in zip(evaluation.rows.ids, expected["rows"], strict=True):
        found = {key: evaluation.value(row, COLUMN_OF.get(key, key)) for key in figures if key != "function"}
        wrong = {key: (value, figures[key]) for key, value in found.items() if not agrees(value, figures[key], key)}  # type: ignore[arg-type]
        assert not wrong, figures["function"]


@pytest.mark.parametrize("name", ["", "_stress"])
def test_that_totals_and_cash_flow_agree(name: str) -> None:
    expected, evaluation = golden(name)
    wrong = {
        key: (evaluation.totals[key], value)
        for key, value in expected["totals"].items()
        if not agrees(evaluation.totals[key], value, key)
    }
    assert not wrong
    assert np.allclose(evaluation.cash_flow, expected["cash_flow"], rtol=1e-9, atol=0.005)


def test_that_the_first_row_is_the_one_of_the_model_page() -> None:
    _, evaluation = golden("")
    first = {key: evaluation.value(1, key) for key in ("loaded_fte", "in_house", "charge", "one_off", "npv")}
    assert first == {
        "loaded_fte": pytest.approx(71_596.528, abs=1e-9), "in_house": 1_431_930.56, "charge": 540_800.00,
        "one_off": 244_707.85, "npv": 1_959_771.78,
    }  # fmt: skip
    assert evaluation.value(1, "payback_months") == pytest.approx(3.927, abs=5e-4)
    assert evaluation.value(1, "break_even_rate") == pytest.approx(28.14702, abs=5e-6)
