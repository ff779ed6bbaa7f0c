"""The factor form of a plan: what its cash flow is for other volumes, prices, ramps, inflation and exchange rates.

The cash flow of model.md §3.4 is linear in the charge and in the avoided cost; both follow from tables that
``evaluate`` made over the range of the volume. Between the steps of the table a function whose cost is linear in its
volume is
computed exactly; the volume of one that is not (seats are rounded up, bands, queues) snaps to the nearest step.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.cashflow import cola_step
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.changes import QUIET, Watch
from outsourcing_planner.engine.portfolio.response import QUANTITIES, Response, response

Floats = npt.NDArray[np.float64]


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
        self, money: Money, ramp: Floats, month: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]
    ) -> tuple[Floats, Floats]:
        """Return saving and avoided cost by function in a month of each trial, (k, len(rows)); ``month`` is (k,)."""
        trials = np.arange(len(money.charge))
        wages, colas = (index[trials, month][:, None] for index in (money.wage_index, money.cola_index))
        part = Money(
            money.charge[:, rows], money.avoided[:, rows], money.client[:, rows], money.one_off, money.in_house, wages,
            colas,
        )  # fmt: skip
        return self._net(part, ramp[:, rows], lambda name: getattr(self.shapes, name)[rows][:, month].T)

    def _net(self, money: Money, ramp: Floats, shape: Callable[[str], Floats]) -> tuple[Floats, Floats]:
        """Return saving and avoided cost, (k, n), for shapes by name and indices (k, 1) that all functions share."""
        wages, colas, governed = money.wage_index, money.cola_index, 1 + self.assumptions.number("governance_share")
        avoided = money.avoided * (wages * shape("wage") + colas * shape("cola"))
        vendor = money.charge * (shape("price") + ramp * shape("ramp"))
        spent = colas * (governed * vendor + money.charge * shape("exit")) + wages * money.client * shape("own")
        net = avoided - spent
        leakage = self.assumptions.number("leakage")
        return (net - leakage * np.maximum(net, 0.0) if leakage else net), avoided

    def _leaking(self, money: Money, ramp: Floats) -> Floats:
        """Return the cash flow with leakage, (k, T + 1): the saving is the same in months that are alike."""
        cash, functions = -_onto(money.one_off, self.shapes.start), np.arange(len(self.shapes.price))
        for month, at, alike in self._alike:
            wages, colas = (index[:, [month]] for index in (money.wage_index, money.cola_index))
            part = replace(money, wage_index=wages, cola_index=colas)
            net, _avoided = self._net(part, ramp, partial(_of_functions, self.shapes, functions, at))
            cash += _onto(net, alike)
        return cash

    @cached_property
    def _alike(self) -> tuple[tuple[int, npt.NDArray[np.int64], Floats], ...]:
        """Return months that stand for others: one of the year, one by function (n,), 1 in each like it (n, T + 1).

        In one plan year the months before the ramp is over are alike, and those after; the last month, in which the
        exit may be paid, stands for itself.
        """
        months = self.shapes.price.shape[1] - 1
        found = []
        for first in range(1, months + 1, 12):
            span = np.arange(first, min(first + 12, months + 1))
            active, ramping = self.shapes.price[:, span] > 0, self.shapes.ramp[:, span] > 0
            last = span == months
            for state in (active & ramping & ~last, active & ~ramping & ~last, active & last):
                if not state.any():
                    continue
                shape = np.zeros(self.shapes.price.shape)
                shape[:, span] = state
                found.append((first, span[state.argmax(axis=1)], shape))
        return tuple(found)

    def today(self, money: Money) -> Floats:
        """Return what all functions cost by month if nothing moves, shape (k, T + 1)."""
        by_wage = money.wage_index * _onto(money.in_house, self.shapes.today_wage)
        return by_wage + money.cola_index * _onto(money.in_house, self.shapes.today_cola)


def _of_functions(
    shapes: Shapes, functions: npt.NDArray[np.int64], month: npt.NDArray[np.int64], name: str
) -> Floats:
    """Return a shape in a month of each function, (n,)."""
    return np.asarray(getattr(shapes, name)[functions, month])


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
