"""The classification of a plan as columns that the measures read."""

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.fields import BY_KEY, CRITERIA
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.classify.infer import Inference, infer
from outsourcing_planner.engine.classify.label import Classification, ClassifyFacts, classify
from outsourcing_planner.engine.classify.occupation import match_occupations
from outsourcing_planner.engine.columns import Array, column_of, numbers, words
from outsourcing_planner.engine.libraries import Libraries

WAGES_OF = ("United States", "USD")
"""The country and currency whose wages ship; salaries are suggested for no other (model.md §1)."""


def classified(plan: Plan, assumptions: Assumptions, libraries: Libraries) -> tuple[Inference, Classification]:
    """Return what is inferred from the words of each row, and the advice."""
    texts = (words(plan, "function"), words(plan, "description"), words(plan, "department"))
    inference = infer(*texts, libraries.model, libraries.scheme)
    typed = {key: numbers(plan.columns.get(key), len(plan)) for key in CRITERIA}
    return inference, classify(inference, typed, _facts(plan, assumptions), libraries.scheme)


def advice_columns(plan: Plan, assumptions: Assumptions, libraries: Libraries) -> dict[str, Array]:
    """Return the advice and the inferred scores, each of shape (n, 1)."""
    _, advice = classified(plan, assumptions, libraries)
    columns: dict[str, Array] = {
        "kind": _texts(advice.kind), "label": _texts(advice.label), "confidence": advice.confidence,
        "close_call": advice.close_call, "gate": _texts(advice.gate), "flags": advice.flags,
    }  # fmt: skip
    for key in CRITERIA:
        columns[f"{key}_inferred"] = np.where(advice.inferred[key], advice.criteria_used[key], np.nan)
    columns["salary_estimate"] = _salaries(plan, assumptions, libraries)
    return {key: np.asarray(column).reshape(-1, 1) for key, column in columns.items()}


def _facts(plan: Plan, assumptions: Assumptions) -> ClassifyFacts:
    def column(key: str) -> npt.NDArray[np.float64]:
        return numbers(plan.columns.get(key), len(plan))

    def yes(key: str) -> npt.NDArray[np.bool_]:
        return np.asarray(column_of(BY_KEY[key], plan) == "yes")

    return ClassifyFacts(
        fte=column("fte"), bpo_share=column("bpo_share"), kpo_share=column("kpo_share"),
        retained_share=column("retained_share"), law_forbids=yes("law_forbids"), data_must_stay=yes("data_must_stay"),
        country=np.array([*words(plan, "country"), None], dtype=object)[:-1],
        home_country=assumptions.text("home_country"),
    )  # fmt: skip


def _salaries(plan: Plan, assumptions: Assumptions, libraries: Libraries) -> npt.NDArray[np.float64]:
    if (assumptions.text("home_country"), assumptions.text("plan_currency")) != WAGES_OF:
        return np.full(len(plan), np.nan)
    codes, _ = match_occupations(words(plan, "function"), words(plan, "description"), libraries.model)
    return libraries.wages.median(codes).value


def _texts(column: npt.NDArray[np.object_]) -> npt.NDArray[np.str_]:
    return np.array(["" if cell is None else cell for cell in column] or [""], dtype=np.str_)[: len(column)]
