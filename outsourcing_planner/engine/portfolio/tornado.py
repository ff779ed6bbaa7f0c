"""Tornado: the NPV at low and high of every assumption, and of the largest prices and volumes, by span."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import SPECS, Assumptions
from outsourcing_planner.domain.errors import AssumptionError
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.columns import numbers
from outsourcing_planner.engine.evaluate import Evaluation, evaluate, re_evaluate
from outsourcing_planner.engine.exchange import KEYS as EXCHANGE_RATES
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.own_rates import under
from outsourcing_planner.engine.portfolio.changes import QUIET, Watch, changed
from outsourcing_planner.engine.portfolio.levers import rates_times, work_times
from outsourcing_planner.engine.portfolio.scenarios import flips
from outsourcing_planner.engine.portfolio.settings import PortfolioSettings
from outsourcing_planner.engine.portfolio.uncertain import uncertain
from outsourcing_planner.text import _

ASSUMPTION, RATE, VOLUME = "assumption", "rate", "volume"


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """One bar. ``low``, ``base`` and ``high`` are values of an assumption, or factors on a price or volume.

    ``flips_low`` and ``flips_high`` are the functions whose verdict (pays or not) turns at that end; ``rows`` those
    that the bar varies (all for an assumption).
    """

    kind: str
    key: str
    name: str
    low: float
    base: float
    high: float
    npv_low: float
    npv_high: float
    flips_low: tuple[RowId, ...]
    flips_high: tuple[RowId, ...]
    rows: tuple[RowId, ...] = ()

    @property
    def span(self) -> float:
        """Return the distance of the two NPVs."""
        return abs(self.npv_high - self.npv_low)


@dataclass(frozen=True)
class Tornado:
    """The NPV of the plan and all bars, the longest first; those without effect at the end."""

    npv: float
    bars: tuple[TornadoBar, ...]


@dataclass(frozen=True, slots=True)
class _Lever:
    kind: str
    key: str
    name: str
    low: float
    base: float
    high: float
    rows: tuple[RowId, ...]
    at: Callable[[float], Evaluation]


def tornado(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, settings: PortfolioSettings, watch: Watch = QUIET
) -> Tornado:
    """Return the tornado of a plan: every assumption with low and high, the largest prices and the largest volumes.

    Assumptions take their own ranges, library prices those of their source, quoted prices and volumes the settings'.
    """
    base = evaluate(plan, assumptions, libraries)
    levers = (
        *_assumptions(plan, assumptions, libraries, settings, base),
        *_rates(plan, assumptions, libraries, settings, base),
        *_volumes(plan, assumptions, libraries, settings, base),
    )
    bars = []
    for number, lever in enumerate(levers):
        watch.tell(number / len(levers), lever.name)
        low, high = lever.at(lever.low), lever.at(lever.high)
        bars.append(TornadoBar(
            lever.kind, lever.key, lever.name, lever.low, lever.base, lever.high, _npv(low), _npv(high),
            _turned(base, low), _turned(base, high), lever.rows,
        ))  # fmt: skip
    return Tornado(_npv(base), tuple(sorted(bars, key=lambda bar: (-bar.span, bar.kind, bar.key))))


def _npv(evaluation: Evaluation) -> float:
    return float(evaluation.totals["npv"] or 0.0)


def _turned(base: Evaluation, found: Evaluation) -> tuple[RowId, ...]:
    stop, start = flips(base, found)
    return tuple(sorted((*stop, *start)))


def _assumptions(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, settings: PortfolioSettings, base: Evaluation
) -> Iterator[_Lever]:
    for key, spec in SPECS.items():
        value, ends = assumptions[key], _range_of(assumptions, key, settings)
        if ends is None or isinstance(value, str):
            continue

        def at(value: float, key: str = key) -> Evaluation:
            try:
                varied = assumptions.changed(key, value)
            except AssumptionError:  # an end of the range that the assumption itself does not accept
                varied = assumptions
            there = under(libraries, assumptions, varied)  # quotes in a foreign currency follow its exchange rate
            if varied.months != assumptions.months:  # other months than those of the base
                return evaluate(plan, varied, there)
            return re_evaluate(base, plan, varied, there, plan.rows.ids)  # the words need no second reading

        yield _Lever(ASSUMPTION, key, spec.heading, *ends, (), at)


def _range_of(assumptions: Assumptions, key: str, settings: PortfolioSettings) -> tuple[float, float, float] | None:
    """Return low, value and high of an assumption; None for a text, a constant, an exchange rate that is not given.

    A rule that is on or off goes both ways; an exchange rate takes the range of the settings.
    """
    spec, entry, value = SPECS[key], assumptions.entry(key), assumptions[key]
    if spec.constant or isinstance(value, str):
        return None
    if entry.low is not None and entry.high is not None:
        return min(entry.low, value), value, max(entry.high, value)
    if key in EXCHANGE_RATES:
        spread = settings.uncertainty.exchange
        return (value * spread.low, value, value * spread.high) if value else None
    return (0.0, value, 1.0) if spec.whole and (spec.minimum, spec.maximum) == (0, 1) else None


def _rates(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, settings: PortfolioSettings, base: Evaluation
) -> Iterator[_Lever]:
    """Yield one lever for each quoted price and one for each library price that several functions share."""
    spread = uncertain(plan, assumptions, libraries, base, settings.uncertainty).price
    typed = ~np.isnan(
        np.stack([numbers(plan.columns.get(key), len(plan)) for key in ("rate", "seat_rate", "day_rate")])
    )
    columns = base.columns
    groups: dict[str, list[int]] = {}
    for at in np.flatnonzero(columns["counted"].astype(bool)):
        row = plan.rows.ids[at]
        shared = f"{columns['decision_effective'][at]} · {columns['country_used'][at]} · {columns['pricing_used'][at]}"
        groups.setdefault(f"row {row}" if typed[:, at].any() else shared, []).append(int(at))
    for name, places in _largest(groups, columns["charge"], settings.largest):
        rows = tuple(plan.rows.ids[at] for at in places)

        def at_factor(factor: float, rows: tuple[RowId, ...] = rows) -> Evaluation:
            varied = changed(plan, rates_times(plan, base, rows, [factor] * len(rows)))
            return re_evaluate(base, varied, assumptions, libraries, rows)

        shown = _function(plan, places[0]) if name.startswith("row ") else name
        low, high = float(spread.low[places[0]]), float(spread.high[places[0]])
        yield _Lever(RATE, name, _("Rate: {name}").format(name=shown), low, 1.0, high, rows, at_factor)


def _volumes(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, settings: PortfolioSettings, base: Evaluation
) -> Iterator[_Lever]:
    spread = settings.uncertainty.volume
    counted = np.flatnonzero(base.columns["counted"].astype(bool))
    for name, (at,) in _largest(
        {str(plan.rows.ids[p]): [int(p)] for p in counted}, base.columns["in_house"], settings.largest
    ):
        row = plan.rows.ids[at]

        def at_factor(factor: float, row: RowId = row) -> Evaluation:
            varied = changed(plan, work_times(plan, [row], [factor]))
            return re_evaluate(base, varied, assumptions, libraries, [row])

        shown = _("Volume: {name}").format(name=_function(plan, at))
        yield _Lever(VOLUME, name, shown, spread.low, 1.0, spread.high, (row,), at_factor)


def _largest(groups: dict[str, list[int]], money: npt.NDArray[np.float64], count: int) -> list[tuple[str, list[int]]]:
    return sorted(groups.items(), key=lambda item: (-float(np.nansum(money[item[1]])), item[0]))[:count]


def _function(plan: Plan, at: int) -> str:
    cell = plan.column("function")[at]
    return cell if isinstance(cell, str) else _("row {row}").format(row=plan.rows.ids[at])
