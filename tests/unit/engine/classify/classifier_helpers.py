"""Runs the shipped classifier on names, for the tests beside it."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from outsourcing_planner.engine.classify.explain import explain
from outsourcing_planner.engine.classify.explanation import Explanation
from outsourcing_planner.engine.classify.infer import Inference, infer
from outsourcing_planner.engine.classify.label import Classification, ClassifyFacts, classify
from outsourcing_planner.io.classifier_model import load_classifier_model, load_scheme


def blank_facts(rows: int, **given: Any) -> ClassifyFacts:
    """Facts with everything blank but what is given."""
    number = np.full(rows, np.nan)
    no = np.zeros(rows, dtype=bool)
    values: dict[str, Any] = {
        "fte": number,
        "bpo_share": number,
        "kpo_share": number,
        "retained_share": number,
        "law_forbids": no,
        "data_must_stay": no,
        "country": np.full(rows, None, dtype=object),
        "home_country": "United States",
    }
    return ClassifyFacts(**{**values, **given})


def run(
    names: Sequence[Any],
    typed: dict[str, float] | None = None,
    descriptions: Sequence[Any] | None = None,
    departments: Sequence[Any] | None = None,
    **facts: Any,
) -> tuple[Inference, Classification]:
    """Infer and classify; ``typed`` holds for every row."""
    blank = [None] * len(names)
    inference = infer(names, descriptions or blank, departments or blank, load_classifier_model(), load_scheme())
    columns = {key: np.full(len(names), value) for key, value in (typed or {}).items()}
    return inference, classify(inference, columns, blank_facts(len(names), **facts), load_scheme())


def kinds(*names: Any) -> list[Any]:
    """The kind of each name."""
    return list(run(names)[1].kind)


def explained(name: Any, typed: dict[str, float] | None = None, **facts: Any) -> Explanation:
    """The explanation of one row."""
    inference, classification = run([name], typed, **facts)
    return explain(classification, inference, 0, load_scheme(), load_classifier_model())
