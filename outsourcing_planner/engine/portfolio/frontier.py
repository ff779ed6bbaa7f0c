"""The efficient frontier: the best NPV for each one-off budget, or for each weight given to risk."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from outsourcing_planner.engine.portfolio.changes import QUIET, Watch
from outsourcing_planner.engine.portfolio.choose import Choice, choose
from outsourcing_planner.engine.portfolio.limits import Limits
from outsourcing_planner.engine.portfolio.options import Options
from outsourcing_planner.engine.portfolio.solve import Solver, solve_here
from outsourcing_planner.text import _

Floats = npt.NDArray[np.float64]
AVERSIONS = (0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0)


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """One choice on the frontier; money over the term. ``asked`` is the budget or the weight of risk."""

    asked: float
    npv: float
    one_off: float
    risk_charge: float
    gap: float
    choice: Choice


def by_budget(
    options: Options, limits: Limits, risk_charge: Floats, budgets: Sequence[float] = (), points: int = 10,
    solve: Solver = solve_here, watch: Watch = QUIET,
) -> tuple[FrontierPoint, ...]:  # fmt: skip
    """Return the best choice for budgets of year 1 from nothing to what the unlimited choice pays; feasible ones."""
    if not budgets:
        free = choose(options, replace(limits, one_off={}), risk_charge, solve)
        budgets = [float(x) for x in np.linspace(0, free.one_off if free.found else 0.0, points)]
    asked = [(budget, replace(limits, one_off={**limits.one_off, 1: budget})) for budget in budgets]
    return _points(options, asked, risk_charge, solve, watch)


def by_risk(
    options: Options, limits: Limits, risk_charge: Floats, aversions: Sequence[float] = AVERSIONS,
    solve: Solver = solve_here, watch: Watch = QUIET,
) -> tuple[FrontierPoint, ...]:  # fmt: skip
    """Return the best choice for each weight of the risk charge: NPV falls with the risk taken."""
    asked = [(aversion, replace(limits, risk_aversion=aversion)) for aversion in aversions]
    return _points(options, asked, risk_charge, solve, watch)


def _points(
    options: Options, asked: Sequence[tuple[float, Limits]], risk: Floats, solve: Solver, watch: Watch
) -> tuple[FrontierPoint, ...]:
    found = []
    for number, (value, limits) in enumerate(asked):
        watch.tell(number / len(asked), _("Frontier"))
        choice = choose(options, limits, risk, solve, gap=1e-4)
        if choice.found:
            found.append(FrontierPoint(value, choice.npv, choice.one_off, choice.risk_charge, choice.gap, choice))
    return tuple(found)
