"""The classification of a plan as columns that the measures read."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.fields import BY_KEY, CRITERIA
from outsourcing_planner.domain.plan import Column, Plan
from outsourcing_planner.engine.classify.infer import Inference, infer
from outsourcing_planner.engine.classify.label import Classification, ClassifyFacts, classify
from outsourcing_planner.engine.classify.occupation import match_occupations
from outsourcing_planner.engine.columns import Array, column_of, numbers, words
from outsourcing_planner.engine.libraries import Libraries

WAGES_OF = ("United States", "USD")
"""The country and currency whose wages ship; salaries are suggested for no other (model.md §1)."""


TEXTS: Final = ("function", "description", "department")


@dataclass(frozen=True)
class Reading:
    """What the words of each row say: the inferred scores, and the wage of the matching occupation, shape (n,).

    ``is_new`` says that the words were read, not taken over from another reading.
    """

    texts: tuple[Column | None, ...]
    inference: Inference
    salary: npt.NDArray[np.float64]
    is_new: bool = False

    def taken(self, at: npt.NDArray[np.int64], plan: Plan) -> "Reading":
        """Return the reading of some rows; ``plan`` holds just those."""
        return Reading(_texts_of(plan), _mapped(self.inference, lambda column: column[at]), self.salary[at])

    def says_the_same(self, at: npt.NDArray[np.int64], plan: Plan) -> bool:
        """Say whether the rows of ``plan`` have the words that stood at these positions."""
        blank = (None,) * len(plan)
        then = (blank if column is None else tuple(column[position] for position in at) for column in self.texts)
        return all((now or blank) == before for now, before in zip(_texts_of(plan), then, strict=True))

    def patched(self, at: npt.NDArray[np.int64], fresh: "Reading", plan: Plan) -> "Reading":
        """Return the reading with other rows at some positions; ``plan`` is the whole."""
        def put(old: npt.NDArray[Any], new: npt.NDArray[Any]) -> npt.NDArray[Any]:
            result = old.copy()
            result[at] = new
            return result

        inference = _joined(self.inference, fresh.inference, put)
        return Reading(_texts_of(plan), inference, put(self.salary, fresh.salary))


def reading_of(plan: Plan, assumptions: Assumptions, libraries: Libraries) -> Reading:
    """Read the words of every row."""
    function, description, department = (words(plan, key) for key in TEXTS)
    inference = infer(function, description, department, libraries.model, libraries.scheme)
    return Reading(_texts_of(plan), inference, _salaries(plan, assumptions, libraries), is_new=True)


def _texts_of(plan: Plan) -> tuple[Column | None, ...]:
    return tuple(plan.columns.get(key) for key in TEXTS)


def _mapped(inference: Inference, change: Callable[[npt.NDArray[Any]], npt.NDArray[Any]]) -> Inference:
    return _joined(inference, inference, lambda column, _same: change(column))


def _joined(
    one: Inference, other: Inference, join: Callable[[npt.NDArray[Any], npt.NDArray[Any]], npt.NDArray[Any]]
) -> Inference:
    parts: dict[str, Any] = {}
    for field in fields(Inference):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, dict):
            parts[field.name] = {key: join(column, theirs[key]) for key, column in mine.items()}
        else:
            parts[field.name] = join(mine, theirs)
    return Inference(**parts)


def classified(plan: Plan, assumptions: Assumptions, libraries: Libraries) -> tuple[Inference, Classification]:
    """Return what is inferred from the words of each row, and the advice."""
    texts = (words(plan, "function"), words(plan, "description"), words(plan, "department"))
    inference = infer(*texts, libraries.model, libraries.scheme)
    typed = {key: numbers(plan.columns.get(key), len(plan)) for key in CRITERIA}
    return inference, classify(inference, typed, _facts(plan, assumptions), libraries.scheme)


def advice_columns(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, reading: Reading | None = None
) -> dict[str, Array]:
    """Return the advice and the inferred scores, each of shape (n, 1); ``reading`` where the words were read before."""
    read = reading or reading_of(plan, assumptions, libraries)
    typed = {key: numbers(plan.columns.get(key), len(plan)) for key in CRITERIA}
    advice = classify(read.inference, typed, _facts(plan, assumptions), libraries.scheme)
    columns: dict[str, Array] = {
        "kind": _texts(advice.kind), "label": _texts(advice.label), "confidence": advice.confidence,
        "close_call": advice.close_call, "gate": _texts(advice.gate), "flags": advice.flags,
    }  # fmt: skip
    for key in CRITERIA:
        columns[f"{key}_inferred"] = np.where(advice.inferred[key], advice.criteria_used[key], np.nan)
    columns["salary_estimate"] = read.salary
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
