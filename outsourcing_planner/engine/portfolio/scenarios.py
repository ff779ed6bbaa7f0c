"""Scenarios: named sets of changes to assumptions, cells, prices and amounts of work, as data; and what they change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from outsourcing_planner.domain.assumption_table import Setting
from outsourcing_planner.domain.assumptions import SPECS, Assumptions
from outsourcing_planner.domain.cells import parse
from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.own_rates import under
from outsourcing_planner.engine.portfolio.changes import QUIET, CellChange, Watch, changed
from outsourcing_planner.engine.portfolio.levers import rates_times, work_times
from outsourcing_planner.text import _, format_number, format_share, ngettext

RATES, WORK = "rates", "work"


class ScenarioError(PlannerError):
    """A scenario cannot be read."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor on the prices (``rates``) or the amount of work (``work``) of some rows, of all where None."""

    of: str
    factor: float
    rows: tuple[RowId, ...] | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of changes against the plan: assumptions, then cells (decisions, countries …), then factors."""

    name: str
    assumptions: Mapping[str, Setting] = field(default_factory=dict)
    cells: tuple[CellChange, ...] = ()
    factors: tuple[Factor, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the scenario as JSON values, for a section of the document."""
        return {
            "name": self.name,
            "assumptions": dict(self.assumptions),
            "cells": [{"key": c.key, "rows": list(c.rows), "cells": list(c.cells)} for c in self.cells],
            "factors": [
                {"of": f.of, "factor": f.factor, "rows": None if f.rows is None else list(f.rows)} for f in self.factors
            ],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Scenario":
        """Return the scenario of a section; raises ScenarioError where it cannot be read."""
        try:
            cells = tuple(_cells_of(item) for item in value.get("cells", ()))
            factors = tuple(
                Factor(item["of"], float(item["factor"]), None if item["rows"] is None else tuple(item["rows"]))
                for item in value.get("factors", ())
            )
            return cls(str(value["name"]), dict(value.get("assumptions", {})), cells, factors)
        except (KeyError, TypeError, ValueError) as error:
            raise ScenarioError(_("A scenario cannot be read: {why}").format(why=error)) from error


def _cells_of(item: Mapping[str, Any]) -> CellChange:
    field_of = BY_KEY[item["key"]]
    return CellChange(field_of.key, tuple(item["rows"]), tuple(parse(field_of, cell) for cell in item["cells"]))


def applied(scenario: Scenario, plan: Plan, assumptions: Assumptions, libraries: Libraries) -> tuple[Plan, Assumptions]:
    """Return the plan and the assumptions of a scenario; changes of rows that are gone are left out."""
    given = assumptions
    for key, value in scenario.assumptions.items():
        assumptions = assumptions.changed(key, value, source=scenario.name)
    plan = changed(plan, (_present(change, plan) for change in scenario.cells))
    for factor in scenario.factors:
        rows = [row for row in (factor.rows or plan.rows.ids) if row in plan.rows.positions]
        by = [factor.factor] * len(rows)
        changes = work_times(plan, rows, by) if factor.of == WORK else rates_times(
            plan, evaluate(plan, assumptions, under(libraries, given, assumptions)), rows, by
        )  # fmt: skip
        plan = changed(plan, changes)
    return plan, assumptions


def _present(change: CellChange, plan: Plan) -> CellChange:
    kept = [(row, cell) for row, cell in zip(change.rows, change.cells, strict=True) if row in plan.rows.positions]
    return CellChange(change.key, tuple(row for row, _c in kept), tuple(cell for _r, cell in kept))


@dataclass(frozen=True)
class Outcome:
    """One scenario beside the plan. ``totals`` as of an evaluation; rows that no longer pay, or now do, by id.

    ``sentence`` says the difference: what was changed, what it does to the NPV, which verdicts turn.
    """

    scenario: Scenario
    totals: Mapping[str, float | None]
    npv_difference: float
    stop_paying: tuple[RowId, ...]
    start_paying: tuple[RowId, ...]
    sentence: str
    evaluation: Evaluation


@dataclass(frozen=True)
class Comparison:
    """The plan and its scenarios side by side."""

    base: Evaluation
    outcomes: tuple[Outcome, ...]


def compare(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, scenarios: Sequence[Scenario], watch: Watch = QUIET
) -> Comparison:
    """Return what every scenario does to the plan."""
    base, outcomes = evaluate(plan, assumptions, libraries), []
    for number, scenario in enumerate(scenarios):
        watch.tell(number / len(scenarios), scenario.name)
        then, varied = applied(scenario, plan, assumptions, libraries)
        found = evaluate(then, varied, under(libraries, assumptions, varied))
        outcomes.append(_outcome(scenario, base, found))
    return Comparison(base, tuple(outcomes))


def _outcome(scenario: Scenario, base: Evaluation, found: Evaluation) -> Outcome:
    stop, start = flips(base, found)
    difference = (found.totals["npv"] or 0.0) - (base.totals["npv"] or 0.0)
    sentence = _("{what}: {npv}, {verdicts}").format(
        what=in_words(scenario), npv=npv_in_words(difference), verdicts=flips_in_words(len(stop), len(start))
    )
    return Outcome(scenario, found.totals, difference, stop, start, sentence, found)


def flips(before: Evaluation, after: Evaluation) -> tuple[tuple[RowId, ...], tuple[RowId, ...]]:
    """Return the rows that pay before and not after, and those that pay only after."""
    was, now = (np.nan_to_num(e.columns["pays"].astype(np.float64)) > 0 for e in (before, after))
    ids = before.rows.ids
    return tuple(ids[at] for at in np.flatnonzero(was & ~now)), tuple(ids[at] for at in np.flatnonzero(~was & now))


def npv_in_words(difference: float) -> str:
    """Return a difference of NPV with its sign."""
    if round(difference) == 0:
        return _("NPV unchanged")
    return _("{difference} NPV").format(difference=("+" if difference > 0 else "−") + format_number(abs(difference)))


def flips_in_words(stop: int, start: int) -> str:
    """Return how many verdicts turn."""
    parts = []
    if stop:
        parts.append(
            ngettext("{n} function falls below the hurdle", "{n} functions fall below the hurdle", stop).format(n=stop)
        )
    if start:
        parts.append(ngettext("{n} function now pays", "{n} functions now pay", start).format(n=start))
    return _(" and ").join(parts) or _("no verdict turns")


def in_words(scenario: Scenario) -> str:
    """Return what a scenario changes ("rates +10 %"), or its name where it changes nothing."""
    parts = [_("{name} {value}").format(name=_(SPECS[key].heading), value=_setting(key, value))
             for key, value in scenario.assumptions.items()]  # fmt: skip
    for factor in scenario.factors:
        name = _("work") if factor.of == WORK else _("rates")
        sign = "+" if factor.factor >= 1 else "−"
        of = "" if factor.rows is None else " " + _functions(len(factor.rows))
        parts.append(f"{name}{of} {sign}{format_share(abs(factor.factor - 1))}")
    for change in scenario.cells:
        parts.append(f"{_(BY_KEY[change.key].heading)} {_functions(len(change.rows))}")
    return ", ".join(parts) or scenario.name


def _functions(count: int) -> str:
    return ngettext("of {n} function", "of {n} functions", count).format(n=count)


def _setting(key: str, value: Setting) -> str:
    if isinstance(value, str):
        return value
    shared = "share" in SPECS[key].unit or SPECS[key].unit == "per year"
    return format_share(float(value), 1) if shared else f"{float(value):g}"
