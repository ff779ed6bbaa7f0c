"""What is no formula: payback, internal rate of return, break-even rates under leakage; for all rows at once."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_GUESS = 0.1
_ROUNDS = 100
_HIGHEST_MONTHLY = 1.0
"""A rate of return above 100 % a month is given as none; workbooks say the same in their formula."""


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
    with np.errstate(all="ignore"):  # a row of zeros has no line to follow; it is 0 below
        inside = -cumulative[rows, last] / cash[rows, after]
    result = np.where(negative.any(axis=1), last + inside, 0.0)
    result[negative[:, -1] | np.isnan(cumulative).any(axis=1)] = np.nan
    return np.asarray(result, dtype=np.float64)


def irr(cash: Floats) -> Floats:
    """Return the yearly internal rate of return of monthly flows, shape (n, T + 1) → (n,).

    The monthly root is sought by Newton's method from 10 %, where Excel's IRR starts, and once more from 0 where that
    finds none on flows that gain in sum; NaN without a change of sign, where the search does not end, or where it ends
    above 100 % a month (model.md §3.4). Workbooks seek alike.
    """
    result = np.full(len(cash), np.nan)
    changes = (cash > 0).any(axis=1) & (cash < 0).any(axis=1) & ~np.isnan(cash).any(axis=1)
    flows = cash[changes]
    if len(flows):
        with np.errstate(all="ignore"):  # a search that does not end is blank
            monthly = _newton_irr(flows, _GUESS)
            again = ~(monthly <= _HIGHEST_MONTHLY) & (flows.sum(axis=1) > 0)
            monthly[again] = _newton_irr(flows[again], 0.0)
        # Beyond doubling every month the search has run away to where all later flows vanish.
        result[changes] = (1 + np.where(monthly > _HIGHEST_MONTHLY, np.nan, monthly)) ** 12 - 1
    return result


def _newton_irr(flows: Floats, guess: float) -> Floats:
    rate, open_ = np.full(len(flows), guess), np.arange(len(flows))
    months = np.ascontiguousarray(flows.T)
    for _ in range(_ROUNDS if len(flows) else 0):
        value, slope = _worth(months[:, open_], rate[open_])
        step = value / slope
        now = rate[open_]
        rate[open_] = np.where(now - step <= -1, (now - 1) / 2, now - step)
        open_ = open_[np.abs(step) > 1e-15 + 1e-14 * np.abs(rate[open_])]
        if not len(open_):
            return rate
    value, _ = _worth(months[:, open_], rate[open_])
    rate[open_[~(np.abs(value) < 1e-6 * np.abs(months[:, open_]).max(axis=0))]] = np.nan
    return rate


def _worth(months: Floats, rate: Floats) -> tuple[Floats, Floats]:
    """Return the present value of flows (T + 1, n) at a monthly rate, and its slope in the rate, by Horner's rule."""
    factor = 1 / (1 + rate)
    value, slope = np.zeros(len(rate)), np.zeros(len(rate))
    for flow in months[::-1]:
        slope *= factor
        slope += value
        value *= factor
        value += flow
    return value, -slope * factor * factor


def break_even(gain: Floats, loss: Floats, fixed: Floats, once: Floats, factor: Floats, leakage: float) -> Floats:
    """Return the x at which the NPV is 0 when part of a positive saving leaks away.

    In month t the saving is ``gain`` − x·``loss``, both (n, T); ``fixed`` (n,) are discounted one-offs that do not
    depend on x and ``once`` (n,) those of x = 1; ``factor`` (1, T) are the discount factors. The NPV is concave and
    monotone in x, so Newton's method ends. For an x that brings gain instead of loss, ``loss`` and ``once`` are
    negative.
    """
    with np.errstate(all="ignore"):
        root = (np.sum(gain * factor, axis=1) - fixed) / (np.sum(loss * factor, axis=1) + once)
        for _ in range(_ROUNDS):
            net = gain - root[:, None] * loss
            kept = (1 - leakage * (net > 0)) * factor
            step = (np.sum(net * kept, axis=1) - fixed - root * once) / (np.sum(loss * kept, axis=1) + once)
            root = root + step
            if not np.any(np.abs(step) > 1e-13 * np.abs(root)):
                break
    return np.asarray(root, dtype=np.float64)
