"""Which columns of numbers add up others, and which grow with the people."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final

_MOST_PARTS: Final = 14
_MOST_COLUMNS: Final = 60
_FEW: Final = 3
_ROUNDED: Final = 1e-3


def grows(people: Sequence[float | None], money: Sequence[float | None]) -> bool:
    """Say whether amounts are steadier for one head than as they are, over at least five rows of various sizes."""
    pairs = [(n, amount) for n, amount in zip(people, money, strict=True) if n and amount and n > 0 and amount > 0]
    heads = {n for n, _amount in pairs}
    if len(pairs) < 5 or max(heads) < 3 * min(heads):
        return False
    return _spread([amount / n for n, amount in pairs]) * 2 < _spread([amount for _n, amount in pairs])


def _spread(values: Sequence[float]) -> float:
    middle = sum(values) / len(values)
    return math.sqrt(sum((value - middle) ** 2 for value in values) / len(values)) / middle


def independent(columns: Sequence[Sequence[float | None]]) -> tuple[int, ...]:
    """Return the columns that tell something of their own: not those that are a fixed multiple of a smaller one.

    A cost that is the heads times one rate adds up wherever the heads do.
    """
    found: list[int] = []
    for at in sorted(range(len(columns)), key=lambda place: sum(abs(value or 0.0) for value in columns[place])):
        if not any(_is_multiple(columns[at], columns[other]) for other in found):
            found.append(at)
    return tuple(sorted(found))


def _is_multiple(values: Sequence[float | None], others: Sequence[float | None]) -> bool:
    pairs = [(value or 0.0, other or 0.0) for value, other in zip(values, others, strict=True) if value or other]
    top = max(pairs, key=lambda pair: abs(pair[1]), default=(0.0, 0.0))
    if len(pairs) < _FEW or not top[1]:
        return False
    rate = top[0] / top[1]
    return all(abs(value - rate * other) <= max(0.011, _ROUNDED * abs(value)) for value, other in pairs)


def totals_of(numeric: Sequence[int], values: Callable[[int], Sequence[float | None]]) -> dict[int, tuple[int, ...]]:
    """Return the columns that are the sum, in nine rows of ten, of a run of columns of numbers right beside them.

    ``values`` gives the numbers of a column.
    """
    numeric = numeric[:_MOST_COLUMNS]
    found = {}
    for place, at in enumerate(numeric):
        for run in (numeric[:place][::-1], numeric[place + 1 :]):
            parts = _adding(values(at), ((column, values(column)) for column in run[:_MOST_PARTS]))
            if parts:
                found[at] = tuple(sorted(parts))
                break
    return found


def _adding(wanted: Sequence[float | None], run: Iterable[tuple[int, Sequence[float | None]]]) -> list[int]:
    rows = [at for at, value in enumerate(wanted) if value]
    sums = [0.0] * len(wanted)
    parts: list[int] = []
    filled = 0
    if len(rows) < 2:
        return []
    for column, values in run:
        parts.append(column)
        filled += any(values[at] for at in rows)
        for at in rows:
            sums[at] += values[at] or 0.0
        right = sum(abs(sums[at] - (wanted[at] or 0.0)) <= max(0.011, 1e-6 * abs(sums[at])) for at in rows)
        if filled > 1 and right * 10 >= len(rows) * 9:
            return parts
    return []
