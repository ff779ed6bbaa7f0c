"""Writes a chart as a picture: built in memory first, then through the one atomic saver."""

import io
from pathlib import Path
from typing import Any

from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.ui.views.chart_data import Chart


def suggested(chart: Chart) -> Path:
    """Return a name for the picture."""
    return Path.home() / f"{chart.title}.png"


def write_picture(figure: Any, path: Path) -> None:  # noqa: ANN401 - a Matplotlib figure
    """Write PNG, or SVG where the name ends so; raises OutputUnwritableError."""
    kind = "svg" if path.suffix.lower() == ".svg" else "png"
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, dpi=200, facecolor=figure.get_facecolor())
    save_bytes(path, buffer.getvalue(), overwrite=True)
