"""Why limits cannot all be kept: elastic relaxation says which limit binds and by how much to relax it.

Every limit may be overstepped at a price in proportion to its size; the cheapest way to a choice is what is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.portfolio.changes import QUIET, Watch
from outsourcing_planner.engine.portfolio.choose import as_problem
from outsourcing_planner.engine.portfolio.limit_uses import SHARES, value_of
from outsourcing_planner.engine.portfolio.limits import (
    BUDGET,
    CAPACITY,
    COUNTRY,
    GO,
    RETAINED_HIGH,
    RETAINED_LOW,
    STAY,
    TOGETHER,
    VENDOR,
    LimitRow,
    Limits,
    Programme,
    programme,
)  # fmt: skip
from outsourcing_planner.engine.portfolio.options import Options
from outsourcing_planner.engine.portfolio.solve import Problem, Solver, solve_here
from outsourcing_planner.text import _, format_number, format_share

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One limit that must give way: from ``limit`` to at least (or at most) ``needed``, in the unit of the limit.

    ``alone`` says that relaxing this one is enough.
    """

    kind: str
    key: str | int
    limit: float
    needed: float
    alone: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """What has to give way so that a choice exists: the smallest way, and single limits that would do alone.

    ``impossible`` are functions without any option at all, which no limit can help.
    """

    together: tuple[Relaxation, ...]
    alone: tuple[Relaxation, ...]
    impossible: tuple[RowId, ...] = ()


def explain(
    options: Options, limits: Limits, solve: Solver = solve_here, watch: Watch = QUIET, seconds: float = 20.0
) -> Explanation:
    """Return which limits bind in an infeasible choice and by how much to relax them; empty where it is feasible."""
    ids = options.rows.ids
    impossible = tuple(ids[at] for at in np.flatnonzero(~options.available.any(axis=1)))
    if impossible:
        return Explanation((), (), impossible)
    made = programme(options, replace(limits, risk_aversion=0.0), np.zeros(options.npv.shape))
    least = _relaxed(made, made.limits, solve, seconds, options)
    alone = []
    if len(least) > 1:
        for number, kind in enumerate(_kinds(made.limits)):
            watch.tell(number / len(made.limits), _("Looking for limits that would do alone"))
            found = _relaxed(made, [row for row in made.limits if (row.kind, row.key) == kind], solve, seconds, options)
            alone += [replace(relaxation, alone=True) for relaxation in found]
    single = tuple(replace(relaxation, alone=True) for relaxation in least) if len(least) == 1 else ()
    return Explanation(single or least, single or tuple(alone))


def _kinds(rows: Sequence[LimitRow]) -> list[tuple[str, str | int]]:
    return list(dict.fromkeys((row.kind, row.key) for row in rows))


def _relaxed(
    made: Programme, elastic: Sequence[LimitRow], solve: Solver, seconds: float, options: Options
) -> tuple[Relaxation, ...]:
    """Return the cheapest way to keep all other limits when the ``elastic`` ones may give way; empty if none."""
    problem = _with_slack(made, elastic, seconds)
    answer = solve(problem)
    if answer.x is None:
        return ()
    count = len(made.cost)
    taken = answer.x[:count] > 0.5
    found = (_relaxation(row, taken, made, options) for row in elastic if _oversteps(row, taken))
    merged: dict[tuple[str, str | int], Relaxation] = {}
    for relaxation in found:
        merged.setdefault((relaxation.kind, relaxation.key), relaxation)
    return tuple(merged.values())


def _with_slack(made: Programme, elastic: Sequence[LimitRow], seconds: float) -> Problem:
    """Return the problem with two variables per elastic row: what it falls short by and what it exceeds by."""
    plain = as_problem(made, seconds)
    first = made.base.shape[0]
    soft = {id(row) for row in elastic}
    at = [first + number for number, row in enumerate(made.limits) if id(row) in soft]
    rows, count = np.repeat(at, 2), 2 * len(at)
    signs = np.tile([1.0, -1.0], len(at))
    slack = sparse.csr_matrix((signs, (rows, np.arange(count))), shape=(plain.matrix.shape[0], count))
    price = np.repeat([1.0 / row.scale for row in elastic], 2)
    return replace(
        plain,
        cost=np.concatenate([np.zeros(len(made.cost)), price]),
        matrix=sparse.hstack([plain.matrix, slack], format="csr"),
        most=np.concatenate([plain.most, np.full(count, np.inf)]),
        whole=np.concatenate([plain.whole, np.zeros(count, dtype=np.int64)]),
        gap=1e-4,
    )


def _oversteps(row: LimitRow, taken: npt.NDArray[np.bool_]) -> bool:
    value, tolerance = float(row.coefficients @ taken), 1e-6 * row.scale
    return value > row.upper + tolerance or value < row.lower - tolerance


def _relaxation(row: LimitRow, taken: npt.NDArray[np.bool_], made: Programme, options: Options) -> Relaxation:
    return Relaxation(row.kind, row.key, row.limit, value_of(row, taken, made, options), alone=False)


def in_words(relaxation: Relaxation, names: dict[RowId, str]) -> str:
    """Return one sentence: which limit binds and what it would have to be. ``names`` are the functions by row id."""
    limit, needed = (_figure(relaxation.kind, value) for value in (relaxation.limit, relaxation.needed))
    name = names.get(relaxation.key, "") if isinstance(relaxation.key, int) else relaxation.key
    sentences = {
        BUDGET: _("One-off budget of year {key}: {limit} is too little, at least {needed} is needed"),
        CAPACITY: _("Headcount of wave {key}: {limit} FTE is too little, at least {needed} is needed"),
        COUNTRY: _("Share of {key}: {limit} is too little, at least {needed} is needed"),
        VENDOR: _("Share of {key}: {limit} is too little, at least {needed} is needed"),
        RETAINED_LOW: _("Share retained: at least {limit} cannot be reached, {needed} can"),
        RETAINED_HIGH: _("Share retained: at most {limit} cannot be reached, {needed} can"),
        GO: _("{name} must go, but would have to stay"),
        STAY: _("{name} must stay, but would have to go"),
        TOGETHER: _("The functions of group {group} would have to go apart"),
    }
    group = relaxation.key + 1 if isinstance(relaxation.key, int) else relaxation.key
    return sentences[relaxation.kind].format(key=relaxation.key, limit=limit, needed=needed, name=name, group=group)


def _figure(kind: str, value: float) -> str:
    """Return a figure rounded to the side on which the limit would do."""
    if kind in SHARES:
        step = np.floor(value * 1000) if kind == RETAINED_LOW else np.ceil(value * 1000 - 1e-9)
        return format_share(float(step) / 1000, 1)
    return format_number(float(np.ceil(value * 10 - 1e-9)) / 10, 1) if kind == CAPACITY else format_number(
        float(np.ceil(value - 1e-9))
    )  # fmt: skip
