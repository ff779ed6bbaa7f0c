"""Names along an axis that fit: as small as can still be read, then fewer of them, never one over another."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes

from outsourcing_planner.ui.views.chart_data import Chart

_MOST_LETTERS: Final = 34
_SMALLEST_LINE: Final = 7.0
_LARGEST_LETTERS: Final = 8.3


def room_of(axes: Axes, chart: Chart) -> float:
    """Return the points of height that each line has."""
    return float(axes.get_figure(root=True).get_size_inches()[1]) * 72 * 0.75 / len(chart.rows)  # type: ignore[union-attr] # axes on a figure


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
