"""What the charts of scenarios and portfolio show, as values: the same that "Show as table" lists."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from outsourcing_planner.engine.portfolio.concentration import Concentration
from outsourcing_planner.engine.portfolio.frontier import FrontierPoint
from outsourcing_planner.engine.portfolio.monte_carlo import MonteCarlo
from outsourcing_planner.engine.portfolio.scenarios import Comparison
from outsourcing_planner.engine.portfolio.tornado import Tornado
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.views.chart_data import Chart

MOST_BARS: Final = 14
_BINS: Final = 40


def scenario_chart(found: Comparison) -> Chart:
    """Return the NPV of the plan and of every scenario."""
    lines = [(_("Plan as it is now"), found.base.totals), *((one.scenario.name, one.totals) for one in found.outcomes)]
    rows = tuple((name, float(totals["npv"] or 0.0)) for name, totals in lines)
    return Chart("scenarios", _("NPV by scenario"), (_("Scenario"), _("NPV")), rows)


def tornado_chart(found: Tornado) -> Chart:
    """Return the longest bars: what varies, the NPV at its low and high end, and how many verdicts turn."""
    moving = [bar for bar in found.bars if bar.span > 0]
    rows = tuple(
        (_(bar.name), bar.npv_low, bar.npv_high, float(len({*bar.flips_low, *bar.flips_high})), found.npv)
        for bar in moving[:MOST_BARS]
    )
    headings = (_("What varies"), _("NPV at low"), _("NPV at high"), _("Verdicts that turn"), _("NPV as planned"))
    note = _("A number beside a bar says how many functions change their verdict. {left} more have a smaller effect.")
    note = note.format(left=len(found.bars) - len(rows))
    return Chart("tornado", _("What the NPV hangs on"), headings, rows, note=note)


def spread_chart(found: MonteCarlo) -> Chart:
    """Return how often the NPV falls where, with P10, P50 and P90 in the note."""
    counts, edges = np.histogram(found.npv, bins=_BINS)
    rows = tuple(
        (float(low), float(high), float(count) / len(found.npv))
        for low, high, count in zip(edges[:-1], edges[1:], counts, strict=True)
    )
    low, middle, high = (numbers.short_money(float(value)) for value in found.percentiles())
    note = _("P10 {low} · P50 {middle} · P90 {high} · chance of a loss {loss} · as planned {base}").format(
        low=low, middle=middle, high=high, loss=numbers.share(found.loss_probability, 1),
        base=numbers.short_money(found.base_npv),
    )  # fmt: skip
    headings = (_("NPV from"), _("NPV to"), _("Share of trials"))
    return Chart("spread", _("How the NPV may turn out"), headings, rows, note=note)


def band_chart(found: MonteCarlo) -> Chart:
    """Return the cumulative cash flow by month with its band."""
    rows = tuple((float(month), *map(float, found.band[:, month])) for month in range(found.band.shape[1]))
    headings = (_("Month"), _("P10"), _("P50"), _("P90"))
    note = _("In eight of ten trials the sum so far lies within the band.")
    return Chart("band", _("Saving so far, by month"), headings, rows, note=note)


def contribution_chart(found: MonteCarlo, names: dict[int, str]) -> Chart:
    """Return what the variance of the NPV comes from, the largest first."""
    kinds = {
        "volume": _("Volume"), "price": _("Price"), "ramp": _("Ramp-up"), "inflation": _("Wage inflation"),
        "cola": _("Price adjustment"), "exchange": _("Exchange rate"), "event": _("Country event"),
    }  # fmt: skip
    rows = []
    for one in sorted(found.contributions, key=lambda item: -item.share)[:MOST_BARS]:
        of = names.get(one.row, "") if one.row is not None else _(one.name)
        rows.append((": ".join(part for part in (kinds.get(one.kind, one.kind), of) if part), float(one.share)))
    headings = (_("What varies"), _("Share of the variance"))
    return Chart("contributions", _("What the uncertainty comes from"), headings, tuple(rows))


def frontier_chart(points: Sequence[FrontierPoint]) -> Chart:
    """Return the best NPV that each one-off budget buys."""
    rows = tuple((point.one_off, point.npv, point.asked) for point in sorted(points, key=lambda one: one.one_off))
    headings = (_("One-off cost"), _("NPV"), _("Budget of year 1"))
    return Chart("frontier", _("What a one-off budget buys"), headings, rows)


def risk_frontier_chart(points: Sequence[FrontierPoint]) -> Chart:
    """Return the NPV of the best choice for each weight given to risk, along the charge for risk that is left."""
    rows = tuple(
        (point.risk_charge, point.npv, point.asked) for point in sorted(points, key=lambda one: one.risk_charge)
    )  # fmt: skip
    headings = (_("Charge for risk"), _("NPV"), _("Weight of risk"))
    return Chart("frontier", _("What less risk costs"), headings, rows)


def concentration_chart(found: Concentration, by: str) -> Chart:
    """Return the share of the charge by name, the largest first; ``by`` is what the names are of, for the title."""
    rows = tuple((share.name or _("none named"), share.share, share.charge) for share in found.shares[:MOST_BARS])
    headings = (_("Name"), _("Share of the charge"), _("Charge, a year"))
    titles = {
        "country": _("Where the money goes, by country"), "vendor": _("Where the money goes, by provider"),
        "pricing": _("Where the money goes, by pricing"), "distance": _("Where the money goes, by distance"),
    }  # fmt: skip
    left = len(found.shares) - len(rows)
    note = _("{n} more have a smaller share.").format(n=left) if left else ""
    return Chart("concentration", titles[by], headings, rows, note=note)
