"""What is no formula: payback, internal rate of return, break-even rates under leakage; for all rows at once."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_GUESS = 0.1
_ROUNDS = 100


def payback(cash: Floats) -> Floats:
    """Return the month from which the cumulative cash stays at or above 0.

    ``cash`` has shape (n, T + 1), months 0…T; the result shape (n,). 0 where the cumulative cash is never negative,
    NaN where it ends negative; a straight line inside the month (model.md §3.4). Rows with NaN give NaN.
    """
    cumulative = np.cumsum(cash, axis=1)
    negative = cumulative < 0
    months = cash.shape[1]
    last = months - 1 - np.argmax(negative[:, ::-1], axis=1)
    rows = np.arange(len(cash))
    after = np.minimum(last + 1, months - 1)
    inside = -cumulative[rows, last] / cash[rows, after]
    result = np.where(negative.any(axis=1), last + inside, 0.0)
    result[negative[:, -1] | np.isnan(cumulative).any(axis=1)] = np.nan
    return np.asarray(result, dtype=np.float64)


def irr(cash: Floats) -> Floats:
    """Return the yearly internal rate of return of monthly flows, shape (n, T + 1) → (n,).

    The monthly root is sought by Newton's method from 10 %, where Excel's IRR starts; NaN without a change of sign
    or where the search does not end (model.md §3.4).
    """
    result = np.full(len(cash), np.nan)
    changes = (cash > 0).any(axis=1) & (cash < 0).any(axis=1) & ~np.isnan(cash).any(axis=1)
    flows = cash[changes]
    if len(flows):
        with np.errstate(all="ignore"):  # a search that does not end is blank
            monthly = _newton_irr(flows)
        result[changes] = (1 + monthly) ** 12 - 1
    return result


def _newton_irr(flows: Floats) -> Floats:
    months = np.arange(flows.shape[1], dtype=np.float64)
    rate = np.full(len(flows), _GUESS)
    done = np.zeros(len(flows), dtype=bool)
    for _ in range(_ROUNDS):
        weights = flows * (1 + rate)[:, None] ** -months
        value = weights.sum(axis=1)
        slope = -(weights * months).sum(axis=1) / (1 + rate)
        step = np.where(done, 0.0, value / slope)
        rate = np.where(rate - step <= -1, (rate - 1) / 2, rate - step)
        done |= np.abs(step) <= 1e-15 + 1e-14 * np.abs(rate)
        if done.all():
            break
    settled = done | (np.abs((flows * (1 + rate)[:, None] ** -months).sum(axis=1)) < 1e-6 * np.abs(flows).max(axis=1))
    return np.where(settled, rate, np.nan)


def break_even(avoided: Floats, outlay: Floats, fixed: Floats, once: Floats, factor: Floats, leakage: float) -> Floats:
    """Return the rate at which the NPV is 0 when part of a positive saving leaks away.

    ``avoided`` (n, T) is the cost avoided by month, ``outlay`` (n, T) provider and governance for a rate of 1,
    ``fixed`` (n,) one-offs that do not depend on the rate and ``once`` (n,) those of a rate of 1, both discounted,
    ``factor`` (1, T) the discount factors. The NPV is concave and falls with the rate, so Newton's method ends.
    """
    rate = (np.sum(avoided * factor, axis=1) - fixed) / (np.sum(outlay * factor, axis=1) + once)
    for _ in range(_ROUNDS):
        net = avoided - rate[:, None] * outlay
        kept = 1 - leakage * (net > 0)
        value = np.sum(net * kept * factor, axis=1) - fixed - rate * once
        slope = -np.sum(outlay * kept * factor, axis=1) - once
        step = value / slope
        rate = rate - step
        if not np.any(np.abs(step) > 1e-13 * np.abs(rate)):
            break
    return np.asarray(rate, dtype=np.float64)
