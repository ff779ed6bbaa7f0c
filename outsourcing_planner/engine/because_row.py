"""One row with everything that its reasons are made from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.advice import classified
from outsourcing_planner.engine.classify.explain import explain
from outsourcing_planner.engine.classify.explanation import Explanation
from outsourcing_planner.engine.classify.infer import Inference
from outsourcing_planner.engine.classify.label import Classification
from outsourcing_planner.engine.completeness import not_costed_because
from outsourcing_planner.engine.evaluate import evaluate, row_values
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.words import shown_value


@dataclass(frozen=True)
class Row:
    """One row of a plan (``plan`` holds it alone); what is worked out is worked out when first asked for."""

    plan: Plan
    assumptions: Assumptions
    libraries: Libraries

    @classmethod
    def of(cls, plan: Plan, assumptions: Assumptions, libraries: Libraries, row: RowId) -> "Row":
        """Return one row of a plan."""
        return cls(plan.subset([row]), assumptions, libraries)

    @cached_property
    def values(self) -> dict[str, Any]:
        """Every value behind the results, by key (``evaluate.row_values``)."""
        return row_values(self.plan, self.assumptions, self.libraries, self.plan.rows.ids[0])

    @cached_property
    def classified(self) -> tuple[Inference, Classification]:
        """What the words say, and the advice."""
        return classified(self.plan, self.assumptions, self.libraries)

    @cached_property
    def explanation(self) -> Explanation:
        """Why the row has its label."""
        inference, advice = self.classified
        return explain(advice, inference, 0, self.libraries.scheme, self.libraries.model)

    @cached_property
    def not_costed(self) -> str:
        """What is missing for a cost, an empty text where the row is costed."""
        return not_costed_because(self.plan, evaluate(self.plan, self.assumptions, self.libraries))[0]

    def text(self, key: str) -> str:
        """Return a text value, empty where blank."""
        return str(np.asarray(self.values[key]).ravel()[0] or "")

    def number(self, key: str) -> float:
        """Return a number, NaN where blank."""
        return float(np.asarray(self.values[key], dtype=np.float64).ravel()[0])

    def shown(self, key: str) -> str:
        """Return a value as a person reads it, empty where blank."""
        return shown_value(key, self.values[key])
