"""The factor form of a plan: what its cash flow is for other volumes, prices, ramps, inflation and exchange rates.

The cash flow of model.md §3.4 is linear in the charge and in the avoided cost; both follow from tables that
``evaluate`` made over the range of the volume. Between the steps of the table a function whose cost is linear in its
volume is
computed exactly; the volume of one that is not (seats are rounded up, bands, queues) snaps to the nearest step.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.labels import AUTO, HYBRID
from outsourcing_planner.domain.plan import Column, Plan
from outsourcing_planner.engine.cashflow import cola_step
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


@dataclass(frozen=True)
class Shapes:
    """How yearly money of each function falls on the months, without inflation: arrays of shape (n, T + 1), per month.

    ``wage`` and ``cola`` carry the avoided cost (the second where a provider does the work today), ``own`` the client's
    work, ``price`` the charge, ``ramp`` its uplift, ``exit`` the exit, ``start`` 1 in the month of the one-offs,
    ``today_wage`` and ``today_cola`` the in-house cost before anything moves.
    """

    wage: Floats
    cola: Floats
    own: Floats
    price: Floats
    ramp: Floats
    exit: Floats
    start: Floats
    today_wage: Floats
    today_cola: Floats


def shapes_of(evaluation: Evaluation, assumptions: Assumptions) -> Shapes:
    """Return the shapes of all functions."""
    columns = {key: evaluation.columns[key].astype(np.float64)[:, None] for key in (
        "start_month_used", "under_contract", "volume_growth_used", "charge_growth", "counted",
    )}  # fmt: skip
    month = np.arange(assumptions.months + 1, dtype=np.float64)[None, :]
    years = np.maximum(np.ceil(month / 12) - 1, 0)
    start, today = columns["start_month_used"], columns["under_contract"]
    active = (month >= start) * columns["counted"]
    growth = (1 + columns["volume_growth_used"]) ** years / 12 * (month >= 1)
    price = active * columns["charge_growth"] ** years / 12
    ending = (month == assumptions.months) * price * 12
    exits = assumptions.number("exit_probability") * assumptions.number("exit_share") * ending
    return Shapes(
        wage=active * growth * (1 - today), cola=active * growth * today, own=active * growth, price=price,
        ramp=price * (month - start < assumptions.number("ramp_months")), exit=exits,
        start=(month == start - 1) * columns["counted"], today_wage=growth * (1 - today), today_cola=growth * today,
    )  # fmt: skip


@dataclass(frozen=True)
class Draws:
    """One block of trials. Shared: ``wage`` and ``cola`` (k,). By function, (k, n): volume, price and ramp uplift.

    ``price`` is the product of the rate's factor and that of its exchange rate.
    """

    wage: Floats
    cola: Floats
    volume: Floats
    price: Floats
    ramp: Floats


@dataclass(frozen=True)
class Money:
    """What draws mean: yearly money by function (k, n), and the indices of wages and COLA by month (k, T + 1)."""

    charge: Floats
    avoided: Floats
    client: Floats
    one_off: Floats
    in_house: Floats
    wage_index: Floats
    cola_index: Floats


@dataclass(frozen=True)
class FactorForm:
    """A plan as a function of what is drawn."""

    response: Response
    shapes: Shapes
    floor: Floats
    assumptions: Assumptions

    @classmethod
    def of(
        cls, plan: Plan, assumptions: Assumptions, libraries: Libraries, low: float, high: float, watch: Watch = QUIET
    ) -> "FactorForm":
        """Return the factor form of a plan for volume factors from low to high."""
        base = evaluate(plan, assumptions, libraries)
        floor = np.nan_to_num(base.columns["charge_floor"].astype(np.float64))
        table = response(plan, assumptions, libraries, low, high, watch)
        return cls(table, shapes_of(base, assumptions), floor, assumptions)

    def money(self, draws: Draws) -> Money:
        """Return the money that draws mean."""
        number, table = self.assumptions.number, self.response
        volume, near = table.snapped(draws.volume)
        found = {key: table.at(key, volume, near) for key in QUANTITIES}
        charge = found["slope"] * draws.price
        charge += found["fixed"]
        if self.floor.any():
            charge = np.maximum(charge, np.where(found["slope"] + found["fixed"] != 0, self.floor, 0.0))
        one_off = (number("selection_share") + number("knowledge_transfer_share")) * charge + found["work_one_off"]
        years = np.maximum(np.ceil(np.arange(self.assumptions.months + 1) / 12) - 1, 0)
        step = cola_step(draws.cola, number("cola_scope"), number("cola_cap"), number("productivity_glide"))
        return Money(
            charge, found["avoided"], found["client"], one_off, found["in_house"],
            (1 + draws.wage)[:, None] ** years, np.asarray(step)[:, None] ** years,
        )  # fmt: skip

    def cash(self, money: Money, ramp: Floats) -> Floats:
        """Return the cash flow of the portfolio, shape (k, T + 1)."""
        leakage, shapes = self.assumptions.number("leakage"), self.shapes
        if leakage > 0:
            return self._leaking(money, ramp)
        governed = 1 + self.assumptions.number("governance_share")
        vendor = _onto(money.charge, shapes.price) + _onto(money.charge * ramp, shapes.ramp)
        own = money.wage_index * (_onto(money.avoided, shapes.wage) - _onto(money.client, shapes.own))
        priced = _onto(money.avoided, shapes.cola) - governed * vendor - _onto(money.charge, shapes.exit)
        return own + money.cola_index * priced - _onto(money.one_off, shapes.start)

    def saving(
        self,
        money: Money,
        ramp: Floats,
        month: Any,  # noqa: ANN401 - one month, or one for each trial
        rows: Any = slice(None),  # noqa: ANN401 - a slice or positions
    ) -> tuple[Floats, Floats]:
        """Return saving and avoided cost by function in a month (one for all, or one for each trial), shape (k, n)."""
        shapes, trials = self.shapes, np.arange(len(money.charge))
        wages, colas = (index[trials, month][:, None] for index in (money.wage_index, money.cola_index))

        def shape(name: str) -> Floats:
            values = getattr(shapes, name)[rows][:, month]
            return np.asarray(values.T if values.ndim == 2 else values)

        charge, governed = money.charge[:, rows], 1 + self.assumptions.number("governance_share")
        avoided = money.avoided[:, rows] * (wages * shape("wage") + colas * shape("cola"))
        vendor = charge * (shape("price") + ramp[:, rows] * shape("ramp"))
        spent = colas * (governed * vendor + charge * shape("exit")) + wages * money.client[:, rows] * shape("own")
        net = avoided - spent
        leakage = self.assumptions.number("leakage")
        return (net - leakage * np.maximum(net, 0.0) if leakage else net), avoided

    def _leaking(self, money: Money, ramp: Floats) -> Floats:
        cash = -_onto(money.one_off, self.shapes.start)
        for month in range(1, cash.shape[1]):
            cash[:, month] += self.saving(money, ramp, month)[0].sum(axis=1)
        return cash

    def today(self, money: Money) -> Floats:
        """Return what all functions cost by month if nothing moves, shape (k, T + 1)."""
        by_wage = money.wage_index * _onto(money.in_house, self.shapes.today_wage)
        return by_wage + money.cola_index * _onto(money.in_house, self.shapes.today_cola)


def _onto(money: Floats, shape: Floats) -> Floats:
    """Return yearly money (k, n) laid onto the months by a shape (n, T + 1) and added up, (k, T + 1).

    Rows and months of which the shape is 0 throughout are left out of the product.
    """
    found = np.zeros((len(money), shape.shape[1]))
    if not money.any():
        return found
    months, rows = np.flatnonzero(shape.any(axis=0)), np.flatnonzero(shape.any(axis=1))
    if len(months) and len(rows):
        taken = money if len(rows) == len(shape) else money[:, rows]
        found[:, months] = taken @ shape[np.ix_(rows, months)]
    return found
