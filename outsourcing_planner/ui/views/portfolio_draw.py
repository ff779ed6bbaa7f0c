"""Draws the charts of scenarios and portfolio with Matplotlib in the colours of the theme."""

from collections.abc import Callable
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.views.chart_axes import write_legend, write_names
from outsourcing_planner.ui.views.chart_data import Chart
from outsourcing_planner.ui.views.chart_draw import too_small

_MOST_LETTERS: Final = 34
_MONTHS_OF_A_LONG_TERM: Final = 60


def draw(figure: Figure, chart: Chart, theme: Theme) -> None:
    """Draw a chart over the whole figure."""
    figure.clear()
    figure.set_facecolor(theme.base)
    if too_small(figure) or not chart.rows:
        return
    axes = figure.add_subplot()
    _dress(axes, theme)
    _DRAWERS[chart.kind](axes, chart, theme)
    axes.set_title(chart.title, loc="left", fontsize="medium", color=theme.text, fontweight="bold")


def _dress(axes: Axes, theme: Theme) -> None:
    axes.set_facecolor(theme.base)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(theme.hairline)
    axes.tick_params(colors=theme.muted, labelsize="small", length=0)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_color(theme.muted)
        label.set_fontsize("small")
    axes.set_axisbelow(True)


def _numbers(chart: Chart, at: int) -> np.ndarray:
    return np.array([row[at] for row in chart.rows], dtype=float)


def _money(value: float, _place: object = None) -> str:
    return numbers.short_money(float(value))


def _money_axis(axes: Axes, which: str, theme: Theme) -> None:
    axes.grid(visible=True, axis="x" if which == "x" else "y", color=theme.hairline, linewidth=0.8)
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(6))
    axis.set_major_formatter(FuncFormatter(_money))


def _scenarios(axes: Axes, chart: Chart, theme: Theme) -> None:
    places, npv = write_names(axes, chart), _numbers(chart, 1)
    colours = [theme.muted if at == 0 else theme.accent for at in range(len(npv))]
    axes.barh(places, npv, 0.6, color=colours)
    axes.axvline(npv[0], color=theme.muted, linewidth=0.8, linestyle=(0, (4, 4)))
    axes.axvline(0, color=theme.muted, linewidth=0.8)
    _money_axis(axes, "x", theme)


def _tornado(axes: Axes, chart: Chart, theme: Theme) -> None:
    places, low, high, flips = write_names(axes, chart), _numbers(chart, 1), _numbers(chart, 2), _numbers(chart, 3)
    base = float(chart.rows[0][4])
    axes.barh(places, low - base, 0.62, left=base, color=theme.kpo, label=_("at low"))
    axes.barh(places, high - base, 0.62, left=base, color=theme.bpo, label=_("at high"))
    axes.axvline(base, color=theme.text, linewidth=0.8)
    for place, end, count in zip(places, np.maximum(low, high), flips, strict=True):
        if count:
            axes.annotate(
                f"⚑ {count:.0f}", (max(end, base), place), xytext=(4, 0), textcoords="offset points", va="center",
                fontsize="small", color=theme.warning,
            )  # fmt: skip
    axes.margins(x=0.08)
    _money_axis(axes, "x", theme)
    write_legend(axes, theme)


def _spread(axes: Axes, chart: Chart, theme: Theme) -> None:
    low, high, share = (_numbers(chart, at) for at in range(3))
    colours = [theme.error if end <= 0 else theme.accent for end in high]
    axes.bar(low, share, high - low, align="edge", color=colours, edgecolor=theme.base, linewidth=0.5)
    reached = np.cumsum(share)
    for part, word in ((0.1, "P10"), (0.5, "P50"), (0.9, "P90")):
        at = int(np.searchsorted(reached, part))
        axes.axvline(float(low[at] + high[at]) / 2, color=theme.muted, linewidth=0.9, linestyle=(0, (4, 3)))
        axes.annotate(
            word, (float(low[at] + high[at]) / 2, 1), xycoords=("data", "axes fraction"), xytext=(3, -9),
            textcoords="offset points", fontsize="small", color=theme.muted,
        )  # fmt: skip
    axes.set_ylim(0, float(share.max()) * 1.15)
    _money_axis(axes, "x", theme)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_xlabel(_("NPV"))
    axes.set_ylabel(chart.headings[2])


def _band(axes: Axes, chart: Chart, theme: Theme) -> None:
    months, low, middle, high = (_numbers(chart, at) for at in range(4))
    axes.fill_between(months, low, high, color=theme.accent, alpha=0.22, linewidth=0, label="P10–P90")
    axes.plot(months, middle, color=theme.accent, linewidth=2, label="P50")
    axes.axhline(0, color=theme.muted, linewidth=0.8)
    axes.set_xlabel(chart.headings[0])
    axes.set_xticks(np.arange(0, len(months), 6 if len(months) < _MONTHS_OF_A_LONG_TERM else 12))
    _money_axis(axes, "y", theme)
    write_legend(axes, theme)


def _contributions(axes: Axes, chart: Chart, theme: Theme) -> None:
    axes.barh(write_names(axes, chart), _numbers(chart, 1), 0.62, color=theme.accent)
    axes.grid(visible=True, axis="x", color=theme.hairline, linewidth=0.8)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))


def _frontier(axes: Axes, chart: Chart, theme: Theme) -> None:
    axes.plot(_numbers(chart, 0), _numbers(chart, 1), color=theme.accent, linewidth=2, marker="o", markersize=5)
    axes.set_xlabel(chart.headings[0])
    axes.set_ylabel(chart.headings[1])
    _money_axis(axes, "y", theme)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(FuncFormatter(_money))


def _concentration(axes: Axes, chart: Chart, theme: Theme) -> None:
    places, shares = write_names(axes, chart), _numbers(chart, 1)
    axes.barh(places, shares, 0.62, color=theme.accent)
    for place, share, charge in zip(places, shares, _numbers(chart, 2), strict=True):
        axes.annotate(
            f"{numbers.share(share)} · {_money(charge)}", (share, place), xytext=(5, 0), textcoords="offset points",
            va="center", fontsize="small", color=theme.text,
        )  # fmt: skip
    axes.set_xlim(0, float(shares.max()) * 1.35)
    axes.grid(visible=True, axis="x", color=theme.hairline, linewidth=0.8)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))


_DRAWERS: Final[dict[str, Callable[[Axes, Chart, Theme], None]]] = {
    "scenarios": _scenarios, "tornado": _tornado, "spread": _spread, "band": _band, "contributions": _contributions,
    "frontier": _frontier, "concentration": _concentration,
}  # fmt: skip
