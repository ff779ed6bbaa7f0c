"""Everything that was worked out about a portfolio, in one value: for the workbook, for JSON, for a terminal.

Each part is None or empty where nobody asked for it; a workbook gets a sheet for each part that is there.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.changes import QUIET, Watch
from outsourcing_planner.engine.portfolio.choose import Choice, choose, risk_charges
from outsourcing_planner.engine.portfolio.explain_limits import Explanation, explain
from outsourcing_planner.engine.portfolio.frontier import FrontierPoint, by_budget, by_risk
from outsourcing_planner.engine.portfolio.limits import Limits
from outsourcing_planner.engine.portfolio.monte_carlo import MonteCarlo
from outsourcing_planner.engine.portfolio.option_specs import default_specs
from outsourcing_planner.engine.portfolio.options import Options, cost_options
from outsourcing_planner.engine.portfolio.scenarios import Comparison
from outsourcing_planner.engine.portfolio.settings import PortfolioSettings
from outsourcing_planner.engine.portfolio.solve import Solver, solve_here
from outsourcing_planner.engine.portfolio.tornado import Tornado
from outsourcing_planner.engine.portfolio.waves import WaveRules
from outsourcing_planner.engine.portfolio.what_if import WhatIf

Floats = npt.NDArray[np.float64]
Frozen = tuple[Plan, Assumptions, Libraries, Evaluation]


@dataclass(frozen=True)
class Chosen:
    """A choice under limits with what it was made of; ``why_not`` where there is none."""

    options: Options
    limits: Limits
    choice: Choice
    risk: Floats
    why_not: Explanation | None = None


@dataclass(frozen=True)
class Study:
    """See the module. ``rules`` are those of the road map, ``readiness`` the weights of its score."""

    readiness: dict[str, float] = field(default_factory=dict)
    rules: WaveRules = field(default_factory=WaveRules)
    chosen: Chosen | None = None
    budgets: tuple[FrontierPoint, ...] = ()
    risks: tuple[FrontierPoint, ...] = ()
    comparison: Comparison | None = None
    tornado: Tornado | None = None
    trials: MonteCarlo | None = None
    lost: tuple[WhatIf, ...] = ()


def options_of(frozen: Frozen, settings: PortfolioSettings, watch: Watch = QUIET) -> tuple[Options, Floats]:
    """Return the costed options of every function and their risk charge."""
    plan, assumptions, libraries, base = frozen
    options = cost_options(plan, assumptions, libraries, default_specs(libraries, assumptions), base, watch)
    return options, risk_charges(options, settings.risk_charge, libraries, assumptions)


def chosen_of(
    options: Options, risk: Floats, limits: Limits, solve: Solver = solve_here, watch: Watch = QUIET
) -> Chosen:
    """Return the best choice under limits; where no choice keeps them, with the explanation."""
    choice = choose(options, limits, risk, solve)
    why = None if choice.found else explain(options, limits, solve, watch)
    return Chosen(options, limits, choice, risk, why)


def frontiers_of(
    chosen: Chosen, points: int = 8, solve: Solver = solve_here, watch: Watch = QUIET
) -> tuple[tuple[FrontierPoint, ...], tuple[FrontierPoint, ...]]:
    """Return the frontier by budget and that by risk, both under the limits of the choice."""
    first = replace(watch, progress=lambda share, text: watch.progress(share / 2, text))
    second = replace(watch, progress=lambda share, text: watch.progress(0.5 + share / 2, text))
    asked = (chosen.options, chosen.limits, chosen.risk)
    return by_budget(*asked, points=points, solve=solve, watch=first), by_risk(*asked, solve=solve, watch=second)


def names_of(plan: Plan) -> dict[RowId, str]:
    """Return the function of every row by its id; "" where it has no name."""
    cells = zip(plan.rows.ids, plan.column("function"), strict=True)
    return {row: cell if isinstance(cell, str) else "" for row, cell in cells}
