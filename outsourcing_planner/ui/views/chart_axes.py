"""Names along an axis that fit: as small as can still be read, then fewer of them, never one over another."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend import Legend

from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.views.chart_data import Chart

_MOST_LETTERS: Final = 34
_SMALLEST_LINE: Final = 7.0
_LARGEST_LETTERS: Final = 8.3
_AROUND: Final = 44.0
"""Points of height that title and figures along the axis take, however low the chart is."""
_WIDE: Final = 6.0
"""Inches from which title and legend have room beside each other."""


def room_of(axes: Axes, chart: Chart) -> float:
    """Return the points of height that each line has."""
    height = float(axes.get_figure(root=True).get_size_inches()[1]) * 72  # type: ignore[union-attr] # axes on a figure
    return max(height - _AROUND, _SMALLEST_LINE) / len(chart.rows)


def write_legend(axes: Axes, theme: Theme) -> Legend:
    """Write the legend beside the title, where it covers nothing; in a narrow chart where it covers least."""
    wide = float(axes.get_figure(root=True).get_size_inches()[0]) >= _WIDE  # type: ignore[union-attr] # axes on a figure
    if wide:
        found = axes.legend(
            loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=6, borderaxespad=0.1, columnspacing=1.4,
            handlelength=1.6, frameon=False, fontsize="small",
        )  # fmt: skip
    else:
        found = axes.legend(loc="best", frameon=False, fontsize="small")
    for text in found.get_texts():
        text.set_color(theme.text)
    return found


def write_names(axes: Axes, chart: Chart) -> np.ndarray:
    """Write the first column of a chart along the upright axis, from the top; return the places of the rows."""
    places, room = np.arange(len(chart.rows)), room_of(axes, chart)
    every = max(1, int(np.ceil(_SMALLEST_LINE / room)))
    texts = [str(row[0]) for row in chart.rows[::every]]
    shown = [text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1] + "…" for text in texts]
    axes.set_yticks(places[::every], shown)
    axes.tick_params(axis="y", labelsize=min(room * every * 0.75, _LARGEST_LETTERS))
    axes.invert_yaxis()
    return places
