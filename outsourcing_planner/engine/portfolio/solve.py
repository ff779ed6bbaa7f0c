"""Solving: HiGHS through scipy. Large problems are first made small by what the linear relaxation proves.

With reduced costs d and relaxed value z, an option with d > best − z is in no better choice; leaving those out loses
nothing. A first choice comes from the few options whose reduced cost is smallest. Both steps are solved by HiGHS.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

Floats = npt.NDArray[np.float64]

OPTIMAL, BEST_SO_FAR, INFEASIBLE, NO_ANSWER = "optimal", "best_so_far", "infeasible", "no_answer"
TIME_LIMIT: Final = 60.0
GAP: Final = 1e-6
LARGE: Final = 4_000
"""Variables from which the linear relaxation is solved first."""
GAP_OF_LARGE: Final = 1e-5
"""A choice this near to the proven bound ends the search of a large problem; the gap is told."""
FIRST_TRY: Final = 600
"""Undecided options among which the first choice is sought; doubled until there is one."""
_INFEASIBLE, _SOLVED = 2, 0


@dataclass(frozen=True)
class Problem:
    """What the solver is given: minimise cost·x, lower ≤ matrix·x ≤ upper, x from 0 to ``most``, whole where 1.

    Shapes: cost, most and whole (v,), matrix (r, v), lower and upper (r,). ``seconds`` and ``gap`` end the search.
    """

    cost: Floats
    matrix: sparse.csr_matrix
    lower: Floats
    upper: Floats
    most: Floats
    whole: npt.NDArray[np.int64]
    seconds: float = TIME_LIMIT
    gap: float = GAP


@dataclass(frozen=True)
class Answer:
    """What the solver says: x or None, the value of cost·x, the proven bound on it, and one of the four states."""

    state: str
    x: Floats | None
    value: float
    bound: float


Solver = Callable[[Problem], Answer]
"""``solve_here``, or ``io.solving.solve_in_child`` where a person may cancel."""

NONE: Final = Answer(NO_ANSWER, None, np.nan, np.nan)


def solve_here(problem: Problem) -> Answer:
    """Solve in this process; the same problem gives the same answer unless time runs out."""
    scaled = _scaled(problem)
    large = len(problem.cost) >= LARGE
    answer = _relaxed_first(replace(scaled, gap=max(scaled.gap, GAP_OF_LARGE))) if large else _by_highs(scaled)
    if answer.x is None:
        return answer
    factor = _largest(problem.cost)
    return replace(answer, value=float(problem.cost @ answer.x), bound=answer.bound * factor)


def _scaled(problem: Problem) -> Problem:
    """Return the problem with every row and the cost divided by its largest number: money and FTE side by side."""
    size = np.asarray(abs(problem.matrix).max(axis=1).todense()).ravel() if problem.matrix.shape[0] else np.ones(0)
    size[size == 0] = 1.0
    return replace(
        problem,
        cost=problem.cost / _largest(problem.cost),
        matrix=sparse.csr_matrix(sparse.diags(1 / size) @ problem.matrix),
        lower=problem.lower / size,
        upper=problem.upper / size,
    )


def _largest(cost: Floats) -> float:
    return float(np.abs(cost).max(initial=0.0)) or 1.0


def _by_highs(problem: Problem) -> Answer:
    found = milp(
        problem.cost,
        integrality=problem.whole,
        bounds=Bounds(0, problem.most),
        constraints=LinearConstraint(problem.matrix, problem.lower, problem.upper) if problem.matrix.shape[0] else (),
        options={"time_limit": problem.seconds, "mip_rel_gap": problem.gap},
    )
    if found.x is None:
        return Answer(INFEASIBLE, None, np.nan, np.nan) if found.status == _INFEASIBLE else NONE
    bound = found.mip_dual_bound if found.mip_dual_bound is not None else found.fun
    return Answer(OPTIMAL if found.status == _SOLVED else BEST_SO_FAR, found.x, float(found.fun), float(bound))


def _relaxed_first(problem: Problem) -> Answer:
    relaxed = _relaxation(problem)
    if relaxed.status != _SOLVED:
        return Answer(INFEASIBLE, None, np.nan, np.nan) if relaxed.status == _INFEASIBLE else _by_highs(problem)
    reduced = np.abs(relaxed.lower.marginals) + np.abs(relaxed.upper.marginals)
    first = _first_choice(problem, relaxed.x, reduced)
    if first.x is None:
        return _by_highs(problem)
    slack = first.value - float(relaxed.fun)
    if slack <= problem.gap * max(abs(first.value), 1e-12):
        return replace(first, state=OPTIMAL, bound=float(relaxed.fun))
    kept = reduced <= slack + 1e-9
    rest = _among(problem, kept | (first.x > 0.5))
    if rest.x is None or rest.value > first.value:
        return replace(first, state=BEST_SO_FAR, bound=float(relaxed.fun))
    return replace(rest, bound=max(rest.bound, float(relaxed.fun)))


def _relaxation(problem: Problem) -> OptimizeResult:
    even = problem.lower == problem.upper
    above, below = ~even & np.isfinite(problem.upper), ~even & np.isfinite(problem.lower)
    rows = sparse.vstack([problem.matrix[above], -problem.matrix[below]], format="csr")
    found: OptimizeResult = linprog(  # type: ignore[call-overload] # its stubs know no sparse matrices
        problem.cost, A_ub=rows if rows.shape[0] else None,
        b_ub=np.concatenate([problem.upper[above], -problem.lower[below]]) if rows.shape[0] else None,
        A_eq=problem.matrix[even] if even.any() else None, b_eq=problem.lower[even] if even.any() else None,
        bounds=np.column_stack([np.zeros(len(problem.most)), problem.most]), method="highs",
        options={"time_limit": problem.seconds},
    )  # fmt: skip
    return found


def _first_choice(problem: Problem, x: Floats, reduced: Floats) -> Answer:
    """Return a choice among the options that the relaxation uses and the next best ones."""
    order = np.argsort(reduced + 1e-9 * (x <= 1e-9), kind="stable")
    used, count = int(np.sum(x > 1e-9)), FIRST_TRY
    while used + count // 2 < len(order):
        kept = x > 1e-9
        kept[order[: used + count]] = True
        found = _among(replace(problem, seconds=problem.seconds / 4), kept)
        if found.x is not None:
            return found
        count *= 4
    return NONE


def _among(problem: Problem, kept: npt.NDArray[np.bool_]) -> Answer:
    """Return the answer when only some variables may be above 0."""
    found = _by_highs(replace(
        problem, cost=problem.cost[kept], matrix=sparse.csr_matrix(problem.matrix[:, kept]), most=problem.most[kept],
        whole=problem.whole[kept],
    ))  # fmt: skip
    if found.x is None:
        return found
    whole = np.zeros(len(problem.cost))
    whole[kept] = found.x
    return replace(found, x=whole)
