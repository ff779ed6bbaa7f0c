"""Break-even where part of a saving leaks away: the closed forms do not hold, a root is sought (model.md §3.4)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.engine.measures import MONTH
from outsourcing_planner.engine.roots import break_even

Column = npt.NDArray[np.float64]
Values = Mapping[str, Any]
Root = Callable[[Column, Values, Values], Column]


def charge_root(closed: Column, values: Values, shared: Values) -> Column:
    """Return the yearly charge at which the NPV is 0, where ``closed`` has one; shape (n, 1)."""
    once, paid = _paid_once(values)
    share = shared["selection_share"] + shared["knowledge_transfer_share"]
    loss = values["price_index"] / 12 * (1 + shared["governance_share"])
    loss = loss + shared["exit_probability"] * shared["exit_share"] * values["exit_index"]
    gain = values["avoided_month"] - values["client_month"]
    return _solved(closed, gain, loss, (once + values["dual_running"]) * paid, share * paid, shared)


def avoidable_root(closed: Column, values: Values, shared: Values) -> Column:
    """Return the avoidable share at which the NPV is 0, where ``closed`` has one; shape (n, 1)."""
    once, paid = _paid_once(values)
    share = values["avoidable_share_used"]
    outlay = values["vendor_month"] * (1 + shared["governance_share"])
    outlay = outlay + values["client_month"] + values["exit_month"]
    at_charge = values["selection"] + values["knowledge_transfer"]
    gain, dual = values["avoided_month"] / share, values["dual_running"] / share * paid
    return _solved(closed, -outlay, -gain, (once + at_charge) * paid, dual, shared)


def volume_root(closed: Column, values: Values, shared: Values) -> Column:
    """Return the volume at which the NPV is 0, where ``closed`` has one; shape (n, 1)."""
    straight = np.where(values["volume_bends"] == 1, np.nan, closed)
    once, paid = _paid_once(values)
    following = np.asarray(values["charge_by_volume"] / np.where(values["charge"] == 0, np.nan, values["charge"]))
    avoided, own = values["avoided_by_volume"], values["client_by_volume"]
    outlay = values["vendor_month"] * (1 + shared["governance_share"]) + values["exit_month"]
    by_charge = values["selection"] + values["knowledge_transfer"]
    gain = values["avoided_month"] * (1 - avoided) - outlay * (1 - following) - values["client_month"] * (1 - own)
    loss = outlay * following + values["client_month"] * own - values["avoided_month"] * avoided
    people = values["severance"] * values["sized_by_volume"]
    fixed = once - people + by_charge * (1 - following) + values["dual_running"] * (1 - avoided)
    grown = people + by_charge * following + values["dual_running"] * avoided
    factor = _solved(straight, gain, loss, fixed * paid, grown * paid, shared)
    found = np.where(factor > shared["volume_least"], factor * values["volume"], np.nan)
    return np.where(np.isnan(straight), closed, found)


def _paid_once(values: Values) -> tuple[Column, Column]:
    """Return one-offs that depend on neither charge nor avoidable cost, and the discount factor of their month."""
    return values["severance"] + np.nan_to_num(values["other_one_off"]), values["paid_once"]


def _solved(closed: Column, gain: Column, loss: Column, fixed: Column, once: Column, shared: Values) -> Column:
    count, months = len(closed), shared[MONTH].shape[1]
    rows = ~np.isnan(closed).ravel()
    result = np.full((count, 1), np.nan)
    if rows.any():
        gain, loss = (np.broadcast_to(part, (count, months))[rows] for part in (gain, loss))
        fixed, once = (np.broadcast_to(part, (count, 1))[rows, 0] for part in (fixed, once))
        factor, leak = shared["discount_factor"], float(shared["leakage"])
        result[rows, 0] = break_even(gain, loss, fixed, once, factor, leak)
    return result


ROOTS: Final[Mapping[str, Root]] = {
    "break_even_charge": charge_root, "break_even_avoidable": avoidable_root, "break_even_volume_npv": volume_root,
}  # fmt: skip
