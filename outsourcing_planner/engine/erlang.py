"""Erlang C: how many agents answer in time, and what a given number of agents achieves (domain.md §2.1).

All functions take arrays of equal shape and return arrays of that shape; times are in seconds. Blank is NaN.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

MOST_ERLANGS: Final = 20_000.0
"""Beyond this traffic nothing is sized: a plan row is one queue, and no queue of this size is known."""
_DUST: Final = 1e-9


def waiting_probability(traffic: Floats, agents: Floats) -> Floats:
    """Return the probability that a call waits; 1 where the agents cannot cope, NaN where something is blank."""
    blocking = _inverse_blocking(traffic, agents)
    with np.errstate(all="ignore"):
        blocked = 1 / blocking
        waits = agents * blocked / (agents - traffic * (1 - blocked))
    known = ~np.isnan(traffic) & ~np.isnan(agents)
    return np.where(known, np.where(traffic <= 0, 0.0, np.where(agents > traffic, waits, 1.0)), np.nan)


def service_level(traffic: Floats, agents: Floats, handling: Floats, target: Floats) -> Floats:
    """Return the share of calls answered within ``target``; 0 where the agents are overloaded."""
    waits = waiting_probability(traffic, agents)
    with np.errstate(all="ignore"):
        answered = 1 - waits * np.exp(-(agents - traffic) * target / handling)
    return np.where(np.isnan(waits), np.nan, np.where(overloaded(traffic, agents), 0.0, answered))


def answer_seconds(traffic: Floats, agents: Floats, handling: Floats) -> Floats:
    """Return the average speed of answer; blank where the agents are overloaded: the queue grows without end."""
    waits = waiting_probability(traffic, agents)
    with np.errstate(all="ignore"):
        return np.where(overloaded(traffic, agents), np.nan, waits * handling / (agents - traffic))


def overloaded(traffic: Floats, agents: Floats) -> npt.NDArray[np.bool_]:
    """Say where the work that comes in is as much as the agents can do, or more."""
    return np.asarray((traffic > 0) & (agents <= traffic))


def agents_needed(traffic: Floats, handling: Floats, level: Floats, target: Floats, max_occupancy: Floats) -> Floats:
    """Return the smallest number of agents, above the traffic, that reaches the level within the occupancy allowed.

    0 where there is no traffic; NaN where something is blank or the traffic is above MOST_ERLANGS.
    """
    shape = np.broadcast_shapes(*(np.shape(part) for part in (traffic, handling, level, target, max_occupancy)))
    parts = [np.broadcast_to(part, shape).ravel() for part in (traffic, handling, level, target, max_occupancy)]
    known = ~np.isnan(np.sum(parts, axis=0)) & (parts[0] <= MOST_ERLANGS)
    result = np.full(parts[0].shape, np.nan)
    distinct, back = np.unique(np.stack(parts, axis=1)[known], axis=0, return_inverse=True)
    result[known] = _search(*distinct.T)[back.ravel()] if len(distinct) else 0.0
    return result.reshape(shape)


def _search(traffic: Floats, handling: Floats, level: Floats, target: Floats, max_occupancy: Floats) -> Floats:
    """Add one agent after the other to every queue that does not reach its target yet."""
    result = np.zeros(len(traffic))
    open_ = np.flatnonzero(traffic > 0)
    inverse, count = np.ones(len(traffic)), 0
    while len(open_):
        count += 1
        load = traffic[open_]
        inverse[open_] = 1 + inverse[open_] * count / load
        blocked = 1 / inverse[open_]
        with np.errstate(all="ignore"):
            waits = count * blocked / (count - load * (1 - blocked))
            reached = 1 - waits * np.exp(-(count - load) * target[open_] / handling[open_])
        enough = (count > load) & (reached >= level[open_]) & (load <= max_occupancy[open_] * count + _DUST)
        result[open_[enough]] = count
        open_ = open_[~enough]
    return result


def _inverse_blocking(traffic: Floats, agents: Floats) -> Floats:
    """Return 1 / B of Erlang B by its recursion: b = 1, then b = 1 + b·k / A for k = 1…N."""
    known = np.isfinite(traffic) & np.isfinite(agents) & (traffic > 0) & (traffic <= MOST_ERLANGS)
    result = np.full(np.shape(traffic), np.nan)
    pairs, back = np.unique(np.stack((traffic[known], agents[known]), axis=1), axis=0, return_inverse=True)
    inverse = np.ones(len(pairs))
    open_, step = np.arange(len(pairs)), 0
    while len(open_) and step < 2 * MOST_ERLANGS:
        step += 1
        open_ = open_[pairs[open_, 1] >= step]
        with np.errstate(over="ignore"):
            inverse[open_] = 1 + inverse[open_] * step / pairs[open_, 0]
    result[known] = inverse[back.ravel()]
    return result
