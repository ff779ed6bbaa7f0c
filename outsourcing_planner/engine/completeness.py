"""What is missing for a cost, row by row, in words (model.md §3.3: a missing value leaves every result blank)."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.labels import HYBRID, OUTSOURCED
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.columns import numbers
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.text import _

Flags = npt.NDArray[np.bool_]

VOLUME_PRICED: Final = ("minute", "task", "record", "outcome", "accurate_record")


def missing(plan: Plan, evaluation: Evaluation) -> dict[str, Flags]:
    """Return, for each thing that can be missing, where it is missing in rows that are not costed; shape (n,)."""
    columns = evaluation.columns
    not_costed = np.isnan(_floats(columns["npv"]))
    volume = _typed(plan, "volume")
    pricing = columns["pricing_used"]
    outsourced = np.isin(columns["decision_effective"], OUTSOURCED)
    automated = columns["outsourced"].astype(bool) & ~outsourced
    hybrid = outsourced & (columns["decision_effective"] == HYBRID) & (pricing == "auto")
    no_cost = np.isnan(columns["in_house"])
    no_fte = np.isnan(columns["fte_used"])
    foreign = ~columns["currency_fits"].astype(bool)
    gaps = {
        "class": columns["decision_effective"] == "",
        "headcount": no_fte & (no_cost | _needs_people(pricing, columns) | ~np.isnan(_typed(plan, "salary"))),
        "salary": (no_cost | (outsourced & ~np.isnan(_typed(plan, "retained_fte")))) & np.isnan(columns["salary_used"]),
        "volume": (automated | (outsourced & np.isin(pricing, VOLUME_PRICED))) & np.isnan(volume),
        "deliverables": outsourced & (pricing == "deliverable") & np.isnan(volume) & np.isnan(_typed(plan, "projects")),
        "automation_unit_cost": automated & np.isnan(columns["rate_used"]),
        "handling_minutes": outsourced & (pricing == "minute") & np.isnan(_typed(plan, "handling_minutes")),
        "seat_rate": hybrid & np.isnan(columns["seat_rate_used"]),
        "day_rate": hybrid & np.isnan(columns["day_rate_used"]),
        "rate": outsourced & ~hybrid & np.isnan(columns["rate_used"]),
        "currency": outsourced & foreign,
        "shares": outsourced & (columns["decision_effective"] == HYBRID) & ~columns["shares_fit"].astype(bool),
    }
    return {name: flags & not_costed for name, flags in gaps.items()}


def in_words(name: str) -> str:
    """Return a thing that can be missing as a person reads it."""
    return {
        "class": _("a class (name and description say too little: describe the work or decide)"),
        "headcount": _("headcount (or volume and handling time)"),
        "salary": _("salary or in-house cost"),
        "volume": _("annual volume"),
        "handling_minutes": _("handling time"),
        "deliverables": _("annual volume or projects"),
        "automation_unit_cost": _("automation unit cost"),
        "seat_rate": _("a seat rate"),
        "day_rate": _("a day rate"),
        "rate": _("a rate (none quoted, none in the rate library)"),
        "currency": _("rates in the plan currency, or an exchange rate"),
        "shares": _("parts that sum to 1"),
    }[name]


def not_costed_because(plan: Plan, evaluation: Evaluation) -> list[str]:
    """Return one text per row: what is missing for a cost, "" where the row is costed."""
    result = [""] * len(plan)
    for name, flags in missing(plan, evaluation).items():
        for at in np.flatnonzero(flags):
            result[at] = f"{result[at]}, {in_words(name)}" if result[at] else in_words(name)
    for at in np.flatnonzero(np.isnan(_floats(evaluation.columns["npv"]))):
        result[at] = result[at] or _("a value that the cost needs")
    return result


def _needs_people(pricing: npt.NDArray[Any], columns: Any) -> Flags:  # noqa: ANN401 - the columns of an Evaluation
    by_people = ~np.isin(pricing, (*VOLUME_PRICED, "deliverable", "retainer", "gainshare"))
    return np.asarray(
        by_people & np.isnan(columns["billed_quantity"]) & np.isin(columns["decision_effective"], OUTSOURCED)
    )


def _typed(plan: Plan, key: str) -> npt.NDArray[np.float64]:
    return numbers(plan.columns.get(key), len(plan))


def _floats(column: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    return np.asarray(column, dtype=np.float64)
