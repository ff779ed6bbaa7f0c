"""Filling cells from their neighbours: repeat a pattern, or carry a series on."""

from collections.abc import Sequence
from itertools import islice, pairwise

from outsourcing_planner.domain.cells import Cell, Invalid, parse
from outsourcing_planner.domain.fields import Field


def repeated(cells: Sequence[Cell], count: int) -> tuple[Cell, ...]:
    """Return ``count`` cells that repeat a pattern from its start."""
    whole, rest = divmod(count, len(cells))
    return (*tuple(cells) * whole, *islice(cells, rest))


def continued(field: Field, cells: Sequence[Cell], count: int) -> tuple[Cell, ...]:
    """Return the ``count`` cells that follow a pattern.

    Two or more numbers with one step are a series and go on (2024, 2025 → 2026 …), as long as the field accepts the
    result; anything else repeats.
    """
    step = _step(cells)
    if step is None or step == 0:
        return repeated(cells, count)
    last = cells[-1]
    assert isinstance(last, float)  # noqa: S101 - _step found numbers only
    series = tuple(parse(field, round(last + step * at, 9)) for at in range(1, count + 1))
    return repeated(cells, count) if any(isinstance(cell, Invalid) for cell in series) else series


def _step(cells: Sequence[Cell]) -> float | None:
    numbers = [cell for cell in cells if isinstance(cell, float)]
    if len(numbers) < 2 or len(numbers) != len(cells):
        return None
    step = numbers[1] - numbers[0]
    same = all(abs((b - a) - step) <= 1e-9 * max(abs(step), 1.0) for a, b in pairwise(numbers))
    return step if same else None
