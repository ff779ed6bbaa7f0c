"""Monte Carlo: how the NPV and the yearly cost of the plan may turn out (domain.md §2.6).

Each trial draws volume, price and ramp of every function, and once for all functions inflation, COLA, exchange rates
and country events; drawing those for each function alone would understate the risk. Memory is bounded by blocks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.changes import QUIET, Watch
from outsourcing_planner.engine.portfolio.factors import Draws, FactorForm, Money
from outsourcing_planner.engine.portfolio.settings import Uncertainty
from outsourcing_planner.engine.portfolio.uncertain import Shared, Uncertain, uncertain
from outsourcing_planner.engine.portfolio.what_if import discount
from outsourcing_planner.text import _

Floats = npt.NDArray[np.float64]

SEED: Final = 20_260_101
TRIALS: Final = 10_000
BLOCK_CELLS: Final = 250_000
"""Trials × functions of one block: about 2 MB for each of some twenty arrays."""
PERCENTILES: Final = (10, 50, 90)
NPV: Final = "npv"
VOLUME, PRICE, RAMP = "volume", "price", "ramp"
INFLATION, COLA, EXCHANGE, EVENT = "inflation", "cola", "exchange", "event"


@dataclass(frozen=True, slots=True)
class Contribution:
    """Part of the variance of the NPV that goes with one input; ``name`` a currency or country, ``row`` a function."""

    kind: str
    name: str
    row: RowId | None
    share: float


@dataclass(frozen=True)
class MonteCarlo:
    """The trials: NPV (k,), cost of each plan year as decided (k, Y), cash flow by month (k, T + 1)."""

    npv: Floats
    yearly_cost: Floats
    cash: Floats
    base_npv: float
    contributions: tuple[Contribution, ...]
    seed: int

    @property
    def loss_probability(self) -> float:
        """Return the share of trials in which the NPV is negative."""
        return float(np.mean(self.npv < 0))

    def percentiles(self, values: Floats | None = None, points: Sequence[float] = PERCENTILES) -> Floats:
        """Return percentiles over the trials, of the NPV unless other values are given: (p,) or (p, …)."""
        return np.asarray(np.percentile(self.npv if values is None else values, points, axis=0))

    @property
    def band(self) -> Floats:
        """Return P10, P50 and P90 of the cumulative cash flow by month, shape (3, T + 1)."""
        return self.percentiles(np.cumsum(self.cash, axis=1))


@dataclass
class _Covariance:
    """Sums from which the correlation of each input with the NPV follows; blocks are added as they come."""

    count: int = 0
    npv: tuple[float, float] = (0.0, 0.0)
    sums: dict[str, list[Floats]] = field(default_factory=dict)

    def add(self, inputs: Mapping[str, Floats], npv: Floats) -> None:
        """Take a block in: inputs (k, m) by kind and the NPV (k,), both about their expected values."""
        self.count += len(npv)
        self.npv = (self.npv[0] + float(npv.sum()), self.npv[1] + float(npv @ npv))
        for key, x in inputs.items():
            parts = [x.sum(axis=0), np.einsum("km,km->m", x, x), npv @ x]
            old = self.sums.get(key)
            self.sums[key] = parts if old is None else [a + b for a, b in zip(old, parts, strict=True)]

    def squared(self) -> dict[str, Floats]:
        """Return the squared correlation of every input with the NPV by kind, 0 where an input does not vary."""
        n = max(self.count, 1)
        spread = self.npv[1] / n - (self.npv[0] / n) ** 2
        found = {}
        for key, (first, second, mixed) in self.sums.items():
            variance = second / n - (first / n) ** 2
            covariance = mixed / n - first / n * self.npv[0] / n
            moves = (variance > 1e-18) & (spread > 0)
            found[key] = np.where(moves, covariance**2 / np.where(moves, variance * spread, 1.0), 0.0)
        return found


def simulate(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, rules: Uncertainty, trials: int = TRIALS,
    seed: int = SEED, watch: Watch = QUIET,
) -> MonteCarlo:  # fmt: skip
    """Draw so many trials and return what they say. The same plan, rules, trials and seed give the same numbers."""
    base = evaluate(plan, assumptions, libraries)
    drawn = uncertain(plan, assumptions, libraries, base, rules)
    form = FactorForm.of(plan, assumptions, libraries, rules.volume.low, rules.volume.high, watch)
    return run(form, drawn, plan, base, trials, seed, watch)


def run(
    form: FactorForm, drawn: Uncertain, plan: Plan, base: Evaluation, trials: int, seed: int, watch: Watch = QUIET
) -> MonteCarlo:
    """Run the trials of a factor form; ``simulate`` builds it."""
    months = form.assumptions.months
    factor = discount(form.assumptions, np.arange(months + 1))
    generator, covariance = np.random.default_rng(seed), _Covariance()
    block = max(BLOCK_CELLS // max(len(plan), 1), 1)
    cash, cost = np.empty((trials, months + 1)), np.empty((trials, months // 12))
    expected = float(base.cash_flow @ factor)
    for start in range(0, trials, block):
        watch.tell(0.3 + 0.7 * start / trials, _("Trials"))
        count = min(block, trials - start)
        draws, shared, rate = drawn.draw(generator, count)
        money = form.money(draws)
        flow = form.cash(money, draws.ramp) + event_cash(form, money, draws.ramp, drawn, shared)
        monthly = form.today(money) - flow
        monthly[:, 1] += monthly[:, 0]
        cash[start : start + count] = flow
        cost[start : start + count] = monthly[:, 1:].reshape(count, months // 12, 12).sum(axis=2)
        covariance.add(_inputs(draws, shared, rate, drawn), flow @ factor - expected)
    shares = _contributions(covariance.squared(), drawn, plan)
    return MonteCarlo(cash @ factor, cost, cash, float(base.totals[NPV] or 0.0), shares, seed)


def event_cash(form: FactorForm, money: Money, ramp: Floats, drawn: Uncertain, shared: Shared) -> Floats:
    """Return what country events change in the cash flow, shape (k, T + 1): see ``what_if``."""
    change = np.zeros((len(money.charge), form.assumptions.months + 1))
    for country in range(len(drawn.countries)):
        hit = np.flatnonzero(shared.events[:, country] > 0)
        rows = np.flatnonzero(drawn.country_of == country)
        if not len(hit) or not len(rows):
            continue
        part = Money(*(getattr(money, name)[hit] for name in Money.__dataclass_fields__))
        for offset in range(drawn.rules.event_months):
            month = shared.events[hit, country] + offset
            inside = month <= form.assumptions.months
            month = np.minimum(month, form.assumptions.months)
            saving, avoided = form.saving(part, ramp[hit], month, rows)
            instead = (1 - drawn.rules.event_cost) * avoided - saving
            works = form.shapes.price[rows][:, month].T > 0
            change[hit, month] += np.where(works, instead, 0.0).sum(axis=1) * inside
    return change


def _inputs(draws: Draws, shared: Shared, rate: Floats, drawn: Uncertain) -> dict[str, Floats]:
    """Return what was drawn about its expected value; events as 1 or 0."""
    return {
        VOLUME: draws.volume - drawn.volume.mean, PRICE: rate - drawn.price.mean, RAMP: draws.ramp - drawn.ramp.mean,
        INFLATION: draws.wage[:, None] - drawn.wage.mean, COLA: draws.cola[:, None] - drawn.cola.mean,
        EXCHANGE: shared.exchange - drawn.exchange.mean, EVENT: (shared.events > 0).astype(np.float64),
    }  # fmt: skip


def _contributions(squared: Mapping[str, Floats], drawn: Uncertain, plan: Plan) -> tuple[Contribution, ...]:
    """Return the squared correlations as shares of their sum, largest first."""
    whole = sum(float(values.sum()) for values in squared.values()) or 1.0
    names: dict[str, Callable[[int], tuple[str, RowId | None]]] = {
        EXCHANGE: lambda at: (drawn.currencies[at], None), EVENT: lambda at: (drawn.countries[at], None),
    }  # fmt: skip
    functions = [cell if isinstance(cell, str) else "" for cell in plan.column("function")]
    found = []
    for kind, values in squared.items():
        by_function = kind in (VOLUME, PRICE, RAMP)
        for at in np.flatnonzero(values > 0):
            name, row = ("", None)
            if by_function:
                name, row = functions[at], plan.rows.ids[at]
            elif kind in names:
                name, row = names[kind](int(at))
            found.append(Contribution(kind, name, row, float(values[at]) / whole))
    return tuple(sorted(found, key=lambda item: -item.share))
