"""Figures as the report shows them; – where there is none."""

import math
from typing import Final

from outsourcing_planner.io.reporting.fonts import shortened

_IN_MILLIONS: Final = 1e9


def money(value: float | None) -> str:
    """Return an amount in whole units, large ones in millions; – where there is none."""
    if value is None or math.isnan(value):
        return "–"
    return f"{value:,.0f}" if abs(value) < _IN_MILLIONS else f"{value / 1e6:,.1f}m"


def figure(value: float | None, decimals: int) -> str:
    """Return a number, – where there is none."""
    return "–" if value is None or math.isnan(value) else f"{value:,.{decimals}f}"


def share(value: float | None) -> str:
    """Return a share as a percentage, – where there is none."""
    return "–" if value is None or math.isnan(value) else f"{value * 100:,.1f} %"


def setting(value: float | str, unit: str) -> str:
    """Return an assumption as the report shows it."""
    if isinstance(value, str):
        return shortened(value, 22) or "–"
    return f"{value * 100:g} %" if "share" in unit or unit == "per year" else f"{value:,g}"
