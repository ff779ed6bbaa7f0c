"""Draws charts with Matplotlib in the colours of the theme."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.views.chart_axes import write_legend, write_names
from outsourcing_planner.ui.views.chart_data import Chart

_SMALLEST_INCHES: Final = (2.4, 1.0)
_SMALLEST_BUBBLE, _LARGEST_BUBBLE = 24, 900


def draw(figure: Figure, chart: Chart, theme: Theme) -> None:
    """Draw a chart over the whole figure."""
    figure.clear()
    figure.set_facecolor(theme.base)
    if too_small(figure):
        return
    axes = figure.add_subplot()
    _dress(axes, theme)
    drawers: dict[str, Callable[[Axes, Chart, Theme], None]] = {
        "departments": _departments, "cash_flow": _cash_flow, "map": _map, "prices": _prices,
    }  # fmt: skip
    if chart.rows:
        drawers[chart.kind](axes, chart, theme)
    axes.set_title(chart.title, loc="left", fontsize="medium", color=theme.text, fontweight="bold")


def too_small(figure: Figure) -> bool:
    """Say whether there is no room for axes, as while a panel is being opened."""
    width, height = figure.get_size_inches()
    return bool(width < _SMALLEST_INCHES[0] or height < _SMALLEST_INCHES[1])


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


def _money(value: float, _place: object = None) -> str:
    return numbers.short_money(value)


def _grid(axes: Axes, which: Any, theme: Theme) -> None:  # noqa: ANN401 - "x" or "y"
    axes.grid(visible=True, axis=which, color=theme.hairline, linewidth=0.8)
    (axes.xaxis if which == "x" else axes.yaxis).set_major_formatter(FuncFormatter(_money))


def _departments(axes: Axes, chart: Chart, theme: Theme) -> None:
    places = write_names(axes, chart)
    before, stays, charge = (np.array([row[at] for row in chart.rows], dtype=float) for at in (1, 2, 3))
    axes.barh(places - 0.2, before, 0.36, color=theme.muted, alpha=0.45, label=chart.headings[1])
    axes.barh(places + 0.2, stays, 0.36, color=theme.retain, label=chart.headings[2])
    axes.barh(places + 0.2, charge, 0.36, left=stays, color=theme.accent, label=chart.headings[3])
    _grid(axes, "x", theme)
    write_legend(axes, theme)


def _cash_flow(axes: Axes, chart: Chart, theme: Theme) -> None:
    months, cash, total = (np.array([row[at] for row in chart.rows], dtype=float) for at in (0, 1, 2))
    for side, colour, name in (
        (cash >= 0, theme.good, chart.headings[1]), (cash < 0, theme.error, _("Costs more than it saves")),
    ):  # fmt: skip
        if side.any():
            axes.bar(months[side], cash[side], 0.8, color=colour, label=name)
    axes.plot(months, total, color=theme.accent, linewidth=2, label=chart.headings[2])
    axes.axhline(0, color=theme.muted, linewidth=0.8)
    axes.set_xlabel(chart.headings[0])
    axes.set_xticks(np.arange(0, len(months), 6 if len(months) < 60 else 12))
    _grid(axes, "y", theme)
    write_legend(axes, theme)


def _map(axes: Axes, chart: Chart, theme: Theme) -> None:
    fit, knowledge, cost = (np.array([row[at] for row in chart.rows], dtype=float) for at in (1, 2, 3))
    labels = np.array([row[4] for row in chart.rows])
    largest = max(float(cost.max()), 1.0)
    sizes = _SMALLEST_BUBBLE + (_LARGEST_BUBBLE - _SMALLEST_BUBBLE) * np.sqrt(cost / largest) ** 2
    shapes = {"BPO": "o", "KPO": "D", "Hybrid": "h", "Retain": "s", "Automate": "P"}
    for label in dict.fromkeys(labels.tolist()):
        mine = labels == label
        axes.scatter(
            fit[mine], knowledge[mine], sizes[mine], marker=shapes.get(label, "o"), alpha=0.65, linewidth=0.8,
            color=theme.of_label(label), edgecolor=theme.base, label=label or _("Unclear"), picker=True,
        )  # fmt: skip
    for draw_cut, at in ((axes.axvline, chart.cuts[0]), (axes.axhline, chart.cuts[1])):
        draw_cut(at, color=theme.muted, linewidth=0.8, linestyle=(0, (4, 4)))
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    axes.set_xlabel(_("Fit to leave the house"))
    axes.set_ylabel(_("Knowledge"))
    for handle in write_legend(axes, theme).legend_handles:
        if handle is not None and hasattr(handle, "set_sizes"):
            handle.set_sizes([36.0])


def _prices(axes: Axes, chart: Chart, theme: Theme) -> None:
    places = write_names(axes, chart)
    axes.barh(places - 0.2, [row[1] for row in chart.rows], 0.36, color=theme.bpo, label=chart.headings[1])
    axes.barh(places + 0.2, [row[2] for row in chart.rows], 0.36, color=theme.kpo, label=chart.headings[2])
    _grid(axes, "x", theme)
    write_legend(axes, theme)


def nearest(chart: Chart, x: float, y: float) -> int | None:
    """Return the row of the chart at a point of its axes, None where none is near."""
    if not chart.rows:
        return None
    if chart.kind == "prices":
        row = round(y)
        return row if 0 <= row < len(chart.rows) else None
    if chart.kind != "map":
        return None
    distances = [(float(row[1]) - x) ** 2 + (float(row[2]) - y) ** 2 for row in chart.rows]
    at = int(np.argmin(distances))
    return at if distances[at] < 6**2 else None
