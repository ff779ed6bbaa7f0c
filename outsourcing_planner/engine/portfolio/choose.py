"""The choice of one option per function under limits, as a mixed-integer programme solved by HiGHS through scipy."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.limits import LimitRow, Limits, Programme, programme
from outsourcing_planner.engine.portfolio.options import Options
from outsourcing_planner.engine.portfolio.solve import (
    BEST_SO_FAR,
    GAP,
    OPTIMAL,
    TIME_LIMIT,
    Answer,
    Problem,
    Solver,
    solve_here,
)  # fmt: skip

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """One option per function.

    ``chosen`` are indices into the specs of the options, shape (n,), −1 where there is no answer. ``objective`` is the
    NPV less the risk charge, ``bound`` what no choice can exceed, ``gap`` their distance as a share of the objective.
    """

    state: str
    chosen: npt.NDArray[np.int64]
    objective: float
    bound: float
    npv: float
    one_off: float
    charge: float
    risk_charge: float
    binding: tuple[LimitRow, ...] = ()

    @property
    def found(self) -> bool:
        """Say whether there is a choice."""
        return self.state in (OPTIMAL, BEST_SO_FAR)

    @property
    def gap(self) -> float:
        """Return how far the choice may be from the best, as a share; 0 where it is proven to be the best."""
        return max(self.bound - self.objective, 0.0) / max(abs(self.objective), 1.0)


def risk_charges(
    options: Options, weights: Mapping[str, float], libraries: Libraries, assumptions: Assumptions
) -> Floats:
    """Return the risk charge of every option in money over the term, shape (n, m); 0 where the function stays.

    charge · years in which the provider works · (place + exposure·(x − 1)/4 + data_sensitivity·(x − 1)/4); the weights
    are those of ``PortfolioSettings.risk_charge``.
    """
    home = assumptions.text("home_country")
    names = {str(name) for name in options.country.ravel() if name}
    place = {name: weights[libraries.rates.places.delivery(name, home) or "unknown"] for name in names}
    by_place = np.array([place.get(name, 0.0) for name in options.country.ravel()]).reshape(options.country.shape)
    by_work = sum(
        (weights[key] * (np.nan_to_num(scores, nan=3.0) - 1) / 4 for key, scores in options.risk.items()),
        np.zeros(len(options.rows.ids)),
    )
    months = 12 * options.term_years
    years = np.clip(months - np.nan_to_num(options.figures["start"], nan=1.0) + 1, 0, months) / 12
    charge = np.nan_to_num(options.figures["charge"])
    return np.where(options.goes, charge * years * (by_place + by_work[:, None]), 0.0)


def choose(
    options: Options, limits: Limits, risk_charge: Floats | None = None, solve: Solver = solve_here,
    seconds: float = TIME_LIMIT, gap: float = GAP,
) -> Choice:  # fmt: skip
    """Return the choice with the highest NPV less risk charge that keeps the limits.

    ``risk_charge`` as of ``risk_charges``; none where left out. Infeasible limits give the state "infeasible";
    ``explain_limits.explain`` then says which.
    """
    risk = np.zeros(options.npv.shape) if risk_charge is None else risk_charge
    made = programme(options, limits, risk)
    answer = solve(as_problem(made, seconds, gap))
    if answer.x is None:
        nothing = np.full(len(options.rows.ids), -1, dtype=np.int64)
        return Choice(answer.state, nothing, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan)
    return _choice(options, risk, made, answer)


def as_problem(made: Programme, seconds: float = TIME_LIMIT, gap: float = GAP) -> Problem:
    """Return the programme as the solver takes it."""
    rows = [sparse.csr_matrix(row.coefficients[None, :]) for row in made.limits]
    matrix = sparse.vstack([made.base, *rows], format="csr")
    ones = np.ones(made.base.shape[0])
    lower = np.concatenate([ones, [row.lower for row in made.limits]])
    upper = np.concatenate([ones, [row.upper for row in made.limits]])
    count = len(made.cost)
    return Problem(made.cost, matrix, lower, upper, np.ones(count), np.ones(count, dtype=np.int64), seconds, gap)


def _choice(options: Options, risk: Floats, made: Programme, answer: Answer) -> Choice:
    assert answer.x is not None  # noqa: S101 - asked before
    taken = answer.x > 0.5
    chosen = np.full(len(options.rows.ids), -1, dtype=np.int64)
    chosen[made.function[taken]] = made.option[taken]
    at = np.arange(len(chosen))
    sums = {key: float(np.nansum(options.figures[key][at, chosen])) for key in ("npv", "one_off", "charge")}
    binding = tuple(row for row in made.limits if _is_binding(row, float(row.coefficients @ taken)))
    charged = float(risk[at, chosen].sum())
    return Choice(answer.state, chosen, -answer.value, -answer.bound, **sums, risk_charge=charged, binding=binding)


def _is_binding(row: LimitRow, value: float) -> bool:
    """Say whether a limit is used up; a limit that forces something always is."""
    tolerance = 1e-6 * row.scale
    return abs(value - row.upper) <= tolerance or abs(value - row.lower) <= tolerance
