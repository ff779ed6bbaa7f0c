"""How the yearly money of each function answers to its volume: tables that ``evaluate`` fills over the range."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.labels import AUTO, HYBRID
from outsourcing_planner.domain.plan import Column, Plan
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.changes import BLOCK, QUIET, Watch, stacked
from outsourcing_planner.engine.portfolio.levers import work_times
from outsourcing_planner.text import _

Floats = npt.NDArray[np.float64]

STEPS: Final = 71
"""Volumes at which the plan is evaluated; the shipped range 0.85–1.20 then goes in steps of half a per cent."""
MONEY_NOISE: Final = 0.03
"""What the rounding of yearly money may bend a line by."""
QUANTITIES: Final = ("slope", "fixed", "avoided", "client", "work_one_off", "in_house")


@dataclass(frozen=True)
class Response:
    """Yearly money of each function by volume factor: tables of shape (steps, n) over ``volumes`` (steps,).

    ``slope`` is the part of the charge that is in proportion to the price, ``fixed`` the rest; ``work_one_off`` the
    one-offs that are no share of the charge. ``bent`` says by quantity which functions are not linear in the volume.
    """

    volumes: Floats
    tables: Mapping[str, Floats]
    bent: Mapping[str, npt.NDArray[np.bool_]]

    @cached_property
    def stepped(self) -> npt.NDArray[np.int64]:
        """Return the functions of which at least one quantity is not linear in the volume."""
        return np.flatnonzero(np.any(list(self.bent.values()), axis=0))

    def snapped(self, volume: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
        """Return the volumes in force, (k, n), and the nearest steps of the stepped functions, (k, stepped)."""
        if len(self.volumes) == 1:
            return np.full(volume.shape, self.volumes[0]), np.zeros((len(volume), len(self.stepped)), dtype=np.int64)
        width = self.volumes[1] - self.volumes[0]
        near = np.rint((volume[:, self.stepped] - self.volumes[0]) / width)
        near = np.clip(near, 0, len(self.volumes) - 1).astype(np.int64)
        snapped = volume.copy()
        snapped[:, self.stepped] = self.volumes[0] + near * width
        return snapped, near

    def at(self, key: str, volume: Floats, near: npt.NDArray[np.int64]) -> Floats:
        """Return a quantity for volumes in force and nearest steps as of ``snapped``, shape (k, n)."""
        table = self.tables[key]
        width = self.volumes[-1] - self.volumes[0]
        rise = (table[-1] - table[0]) / width if width else np.zeros(table.shape[1])
        found = volume * rise
        found += table[0] - self.volumes[0] * rise
        bent = self.bent[key][self.stepped]
        columns = self.stepped[bent]
        if len(columns):
            found[:, columns] = table.ravel()[near[:, bent] * table.shape[1] + columns]
        return found


def response(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, low: float, high: float, watch: Watch = QUIET
) -> Response:
    """Return what ``evaluate`` says of every function at volumes from low to high."""
    volumes = np.linspace(low, high, STEPS) if high > low else np.array([low])
    together, parts = max(BLOCK // max(len(plan), 1), 1), []
    for start in range(0, len(volumes), together):
        watch.tell(0.3 * start / len(volumes), _("Costing volumes"))
        block = [_varied(plan, float(volume)) for volume in volumes[start : start + together]]
        found = _quantities(evaluate(stacked(plan, block), assumptions, libraries))
        parts.append({key: values.reshape(len(block), len(plan)) for key, values in found.items()})
    tables = {key: np.concatenate([part[key] for part in parts]) for key in QUANTITIES}
    return Response(volumes, tables, {key: _bent(volumes, table) for key, table in tables.items()})


def _varied(plan: Plan, volume: float) -> dict[str, Column]:
    rows = plan.rows.ids
    return {change.key: change.cells for change in work_times(plan, rows, [volume] * len(rows))}


def _quantities(evaluation: Evaluation) -> dict[str, Floats]:
    columns = evaluation.columns
    counted = columns["counted"].astype(bool)
    charge, fixed = columns["charge"], columns["charge_fixed"]
    split = (columns["decision_effective"] == HYBRID) & (columns["pricing_used"] == AUTO)
    slope = np.where(split, charge, columns["rate_used"] * columns["billed_quantity"])
    by_charge = columns["selection"] + columns["knowledge_transfer"]
    found = {
        "slope": np.where(counted, slope, 0.0),
        "fixed": np.where(counted & ~split, fixed, 0.0),
        "avoided": columns["avoided_base"] * 12,
        "client": columns["client_base"] * 12,
        "work_one_off": np.where(counted, columns["one_off"] - by_charge, 0.0),
        "in_house": columns["in_house"],
    }
    return {key: np.nan_to_num(np.asarray(values, dtype=np.float64)) for key, values in found.items()}


def _bent(volumes: Floats, table: Floats) -> npt.NDArray[np.bool_]:
    """Say for which functions a table is no straight line over the volume (beyond the rounding of money), (n,)."""
    share = ((volumes - volumes[0]) / max(volumes[-1] - volumes[0], 1e-300))[:, None]
    line = table[0] + share * (table[-1] - table[0])
    return np.asarray((np.abs(table - line) > MONEY_NOISE + 1e-9 * np.abs(table)).any(axis=0))
