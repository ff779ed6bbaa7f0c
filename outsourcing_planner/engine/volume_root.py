"""The volume at which the NPV is 0 where bands, discounts, a minimum or a queue bend the charge: a root is sought.

The measures themselves are called with other volumes, so no formula stands here twice.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.engine.measures import MEASURES, lookup

Column = npt.NDArray[np.float64]
Values = Mapping[str, Any]

CHAIN: Final = (
    "traffic", "agents_needed", "fte_used", "effort_days", "priced_units", "units_above", "units_below",
    "banded_units", "units_discounted", "paid_units", "billed_quantity", "charge_fixed",
)  # fmt: skip
"""Measures between volume and charge; seats are not rounded up in between."""
_OTHERS: Final = (
    "volume", "volume_bends", "rate_used", "charge_floor", "charge", "price_pv", "avoided_pv", "worth_by_volume",
    "sized_by_volume", "avoided_worth", "severance", "paid_once", "in_house_cost", "in_house", "loaded_fte",
    "break_even_charge", "leakage",
)  # fmt: skip
_RANGE: Final = np.concatenate([[1.0], np.geomspace(1 / 64, 64, 97)])
_HALVINGS: Final = 60


def _parameters() -> tuple[str, ...]:
    needed = (name for key in CHAIN for name in MEASURES.measures[key].parameters)
    return tuple(dict.fromkeys((*_OTHERS, *(name for name in needed if name != "volume"))))


def _volume_bent(*columns: Any) -> Column:  # noqa: ANN401 - the columns of a chunk
    """The yearly volume nearest to today's at which the NPV is 0, found by trying volumes."""
    values = dict(zip(_parameters(), columns, strict=True))
    bent = (np.asarray(values["volume_bends"]) == 1) & ~np.isnan(values["break_even_charge"])
    bent, volume = np.broadcast_arrays(bent & ~np.isnan(values["volume"]), values["volume"])
    result = np.full(bent.shape, np.nan)
    rows = np.flatnonzero(bent.ravel())
    if len(rows):
        part = {key: _rows(value, rows, len(bent)) for key, value in values.items()}
        result.ravel()[rows] = volume.ravel()[rows] * _root(part, len(rows))
    return result


def _rows(value: Any, rows: npt.NDArray[np.int64], count: int) -> Any:  # noqa: ANN401
    return value[rows] if isinstance(value, np.ndarray) and value.shape[:1] == (count,) and count > 1 else value


def _root(part: Values, count: int) -> Column:
    """Return the factor of the volume nearest to 1 at which nothing is left, NaN for none; shape (count,)."""
    factors = np.sort(_RANGE)
    left = np.column_stack([_left(part, np.full((count, 1), factor)) for factor in factors])
    signs = np.sign(left)
    crossing = (signs[:, :-1] * signs[:, 1:] < 0) | (signs[:, 1:] == 0)
    distance = np.where(crossing, np.abs(np.log(np.sqrt(factors[1:] * factors[:-1]))), np.inf)
    at = distance.argmin(axis=1)
    low, high = factors[at][:, None], factors[at + 1][:, None]
    side = signs[np.arange(count), at]
    for _halving in range(_HALVINGS):
        middle = (low + high) / 2
        same = (np.sign(_left(part, middle)) == side)[:, None]
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return np.where(crossing.any(axis=1), high[:, 0], np.nan)


def _left(part: Values, factor: Column) -> Column:
    """Return what is left of the worth of leaving after the charge, with the volume times a factor; shape (count,)."""
    values = {**part, "volume": part["volume"] * factor}
    for key in CHAIN:
        measure = MEASURES.measures[key]
        values[key] = measure.function(*(values[name] for name in measure.parameters))
        if key == "fte_used":
            moved = values["fte_used"] / part["fte_used"]
            values["seats"] = part["seats"] * moved
    priced = values["rate_used"] * values["billed_quantity"] + values["charge_fixed"]
    charge = np.maximum(priced, values["charge_floor"])
    if float(np.asarray(part["leakage"]).ravel()[0]) > 0:  # the worth without the charge is not known, the charge is
        alone = (np.asarray(part["worth_by_volume"]) == 0) & (moved == 1)
        return np.where(alone, part["break_even_charge"] - charge, np.nan).ravel()
    return np.asarray(_worth(part, factor, moved) - charge * part["price_pv"]).ravel()


def _worth(part: Values, factor: Column, moved: Column) -> Column:
    """Return the worth of leaving before the charge: people that follow the volume, and what is in proportion to it."""
    queue = np.isnan(np.asarray(part["in_house_cost"], dtype=np.float64)) & (part["sized_by_volume"] == 0)
    people = np.where(part["in_house"] > 0, part["fte_used"] * part["loaded_fte"] / part["in_house"], 0.0)
    leaving = part["severance"] * part["paid_once"]
    by_queue = np.where(queue, (part["avoided_worth"] * people - leaving) * (moved - 1), 0.0)
    worth: Column = part["avoided_pv"] + part["worth_by_volume"] * (factor - 1) + by_queue
    return worth


lookup(
    "Break-even volume, bent", "units / year", key="break_even_volume_bent", parameters=_parameters(), stored=False
)(_volume_bent)  # fmt: skip
