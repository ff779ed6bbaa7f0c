"""Issues of a plan: cells that are not valid, rows that are not costed, results that deserve a second look."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.columns import numbers
from outsourcing_planner.engine.completeness import not_costed_because
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.second_look import second_look
from outsourcing_planner.text import _, format_share

SAVING_CEILING: Final = 0.40
"""A larger saving of the in-house cost is hardly believed: sources see 15–30% after total cost (model.md §3.4)."""


def issues_of(plan: Plan, assumptions: Assumptions, evaluation: Evaluation, libraries: Libraries) -> tuple[Issue, ...]:
    """Return everything the plan warns of, by row; row numbers count from 1 in the order of the plan."""
    found = [
        *_invalid_cells(plan), *_without_function(plan), *_not_costed(plan, evaluation),
        *_unknown_countries(plan, libraries), *_doubtful(plan, assumptions, evaluation),
        *second_look(plan, assumptions, evaluation, libraries),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda issue: issue.row or 0))


def _invalid_cells(plan: Plan) -> Iterator[Issue]:
    for key, cells in plan.columns.items():
        for at, cell in enumerate(cells):
            if isinstance(cell, Invalid):
                text = _("{heading} {raw!r}: {reason}").format(
                    heading=BY_KEY[key].heading, raw=cell.raw, reason=cell.reason
                )
                yield Issue(
                    Severity.ERROR, at + 1, key, "invalid_value", text, {"raw": cell.raw, "reason": cell.reason}
                )


def _without_function(plan: Plan) -> Iterator[Issue]:
    for at, cell in enumerate(plan.column("function")):
        if cell is None:
            yield Issue(Severity.ERROR, at + 1, "function", "function_missing", _("The row has no function name"))


def _not_costed(plan: Plan, evaluation: Evaluation) -> Iterator[Issue]:
    for at, gap in enumerate(not_costed_because(plan, evaluation)):
        if gap:
            yield Issue(Severity.WARNING, at + 1, None, "not_costed", _("Not costed: missing {gap}").format(gap=gap))


def _unknown_countries(plan: Plan, libraries: Libraries) -> Iterator[Issue]:
    known: dict[str, bool] = {}
    for at, cell in enumerate(plan.column("country")):
        if isinstance(cell, str):
            if cell not in known:
                known[cell] = libraries.rates.canonical(cell) is not None
            if not known[cell]:
                text = _("Delivery country {country!r} is not in the rate library; general rates stand for it")
                yield Issue(Severity.WARNING, at + 1, "country", "country_unknown", text.format(country=cell))


Rule = tuple[Severity, str | None, str, npt.NDArray[np.bool_], Callable[[int], str]]


def _doubtful(plan: Plan, assumptions: Assumptions, evaluation: Evaluation) -> Iterator[Issue]:
    for severity, key, code, flags, message in _rules(plan, assumptions, evaluation):
        for at in np.flatnonzero(flags):
            yield Issue(severity, int(at) + 1, key, code, message(int(at)))


def _rules(plan: Plan, assumptions: Assumptions, evaluation: Evaluation) -> tuple[Rule, ...]:
    columns = evaluation.columns
    saving, npv = columns["saving_of_in_house"], columns["npv"]
    outsourced = columns["outsourced"].astype(bool) & ~np.isnan(npv)
    salary = numbers(plan.columns.get("salary"), len(plan))
    rate = numbers(plan.columns.get("rate"), len(plan))
    cost_known = ~np.isnan(numbers(plan.columns.get("in_house_cost"), len(plan)))
    late = columns["start_month_used"] > assumptions.months
    estimated = np.isnan(salary) & ~np.isnan(columns["salary_used"])
    nobody = np.isnan(columns["salary_used"]) | (np.isnan(columns["fte_used"]) & np.isnan(salary))
    above = _(
        "Saves {share} of the in-house cost; the literature has 20–30%, 15–30% after total cost: check rates and "
        "avoidable share"
    )
    quiet = _constant
    return (
        (Severity.WARNING, "saving_of_in_house", "saving_above_band", outsourced & (saving > SAVING_CEILING),
         lambda at: above.format(share=format_share(float(saving[at])))),
        (Severity.WARNING, "npv", "does_not_pay", outsourced & (npv < 0),
         quiet(_("Costs more than it saves over the term"))),
        (Severity.WARNING, "payback_months", "payback_never", outsourced & np.isnan(columns["payback_months"]),
         quiet(_("Never pays back within the term"))),
        (Severity.NOTE, "salary", "salary_estimated", estimated & ~cost_known,
         quiet(_("Salary estimated from the median wage of the matching occupation"))),
        (Severity.WARNING, "in_house_cost", "negative_cost", columns["in_house"] < 0,
         quiet(_("The in-house cost is negative: it lowers the baseline of the plan"))),
        (Severity.NOTE, "salary", "severance_not_estimated", outsourced & cost_known & nobody,
         quiet(_("Severance counts as 0: salary or headcount are not known"))),
        (Severity.WARNING, "start_month", "start_after_term", outsourced & late,
         quiet(_("Starts after the end of the term: nothing is saved within it"))),
        (Severity.NOTE, "rate", "rate_ignored", ~np.isnan(rate) & (columns["pricing_used"] == "auto"),
         quiet(_("The quoted rate is not used: with pricing auto it has no unit; choose a pricing"))),
    )  # fmt: skip


def _constant(text: str) -> Callable[[int], str]:
    return lambda _at: text
