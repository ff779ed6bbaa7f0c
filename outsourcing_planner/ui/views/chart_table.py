"""A chart as texts: what "Show as table" lists, what is copied, what a screen reader says."""

from collections.abc import Sequence

from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.views.chart_data import Chart


def chart_lines(chart: Chart) -> list[tuple[str, ...]]:
    """Return the rows of a chart as texts, each column of numbers with the same decimals."""
    columns = [_texts([row[at] for row in chart.rows]) for at in range(len(chart.headings))]
    return list(zip(*columns, strict=True))


def figures_of(chart: Chart) -> tuple[int, ...]:
    """Return which columns hold numbers."""
    first = chart.rows[0] if chart.rows else ()
    return tuple(at for at, value in enumerate(first) if not isinstance(value, str))


def chart_text(chart: Chart | None) -> str:
    """Return a chart as a table with tabs, for the clipboard."""
    lines = [] if chart is None else [chart.headings, *chart_lines(chart)]
    return "\n".join("\t".join(line) for line in lines)


def _texts(values: Sequence[str | float]) -> list[str]:
    known = [abs(value) for value in values if not isinstance(value, str) and value == value]
    whole = all(value.is_integer() for value in known) or max(known) >= 1000
    decimals = 0 if whole else 1 if max(known) >= 10 else 2
    return [value if isinstance(value, str) else numbers.number(value, decimals) for value in values]
