"""From a plan and its results to the facts that packs are filled with."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.fields import CRITERIA
from outsourcing_planner.domain.labels import OUTSOURCED
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.classify.words import normalise
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.pack_facts import NAN, PackFacts

_TYPED: Final = ("volume", "handling_minutes", "coverage_hours", "projects", "project_days")
_COMPUTED: Final = {
    "fte": "fte_used", "seats": "seats", "effort_days": "effort_days", "start_month": "start_month_used",
    "charge": "charge", "day_rate": "day_rate_used", "bpo_share": "bpo_share_used", "kpo_share": "kpo_share_used",
    "retained_share": "retained_share_used", "service_level": "service_level_used",
    "target_seconds": "target_seconds_used",
}  # fmt: skip
_TEXTS: Final = ("function", "department", "description", "owner", "unit")
_ASSUMED: Final = {
    "governance_share": "governance_share",
    "dual_months": "dual_running_months",
    "working_days": "working_days",
}


def facts_of_plan(
    plan: Plan, assumptions: Assumptions, evaluation: Evaluation, libraries: Libraries,
    rows: Iterable[RowId] | None = None,
) -> dict[RowId, PackFacts]:  # fmt: skip
    """Return the facts of the functions that go to a provider, by row id in the order of the plan (or of ``rows``)."""
    ids = plan.rows.ids if rows is None else tuple(rows)
    at = {row: plan.rows.positions[row] for row in ids}
    leaves = np.isin(evaluation.columns["decision_effective"], OUTSOURCED)
    return {row: _facts(plan, assumptions, evaluation, libraries, at[row]) for row in ids if leaves[at[row]]}


def _facts(plan: Plan, assumptions: Assumptions, evaluation: Evaluation, libraries: Libraries, at: int) -> PackFacts:
    columns, abbreviations = evaluation.columns, libraries.model.vocabulary.abbreviations
    given: dict[str, Any] = {key: _text(plan, key, at) for key in _TEXTS}
    given |= {key: _number(plan, key, at) for key in _TYPED}
    given |= {name: float(columns[key][at]) for name, key in _COMPUTED.items()}
    given |= {name: assumptions.number(key) for name, key in _ASSUMED.items()}
    words = tuple(normalise(given[key], abbreviations) for key in ("function", "description", "department"))
    return PackFacts(
        label=str(columns["decision_effective"][at]), words=(words[0], words[1], words[2]),
        country=str(columns["country_used"][at]), home_country=assumptions.text("home_country"),
        location=str(columns["delivery_location"][at]), currency=assumptions.text("plan_currency"),
        data_must_stay=plan.column("data_must_stay")[at] is True,
        scores={key: float(columns[f"{key}_used"][at]) for key in CRITERIA}, **given,
    )  # fmt: skip


def _text(plan: Plan, key: str, at: int) -> str:
    cell = plan.column(key)[at]
    return cell if isinstance(cell, str) else ""


def _number(plan: Plan, key: str, at: int) -> float:
    cell = plan.column(key)[at]
    return cell if isinstance(cell, float) else NAN
