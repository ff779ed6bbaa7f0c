"""The portfolio month by month: sums over the rows of the measures of a month, for cached values."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.engine.measures import MEASURES, Measure, Shape
from outsourcing_planner.io.exporting.book import MONTHS, Book
from outsourcing_planner.io.exporting.layout import shapes

SUMMED: Final = ("avoided_month", "vendor_month", "client_month", "exit_month", "saving_month")
_CHUNK: Final = 4096
Months = npt.NDArray[np.float64]


@cache
def _ordered() -> tuple[Measure, ...]:
    return tuple(m for m in MEASURES.in_order() if shapes()[m.key] is Shape.MONTHLY)


def monthly_sums(book: Book) -> dict[str, Months]:
    """Return the sums over all functions by month 0 to 120, each of shape (121,)."""
    sums = {key: np.zeros(MONTHS) for key in SUMMED}
    for start in range(0, book.count, _CHUNK):
        part = month_values(book, SUMMED, slice(start, start + _CHUNK))
        for key in SUMMED:
            sums[key] += part[key].sum(axis=0)
    return sums


def month_values(book: Book, keys: Iterable[str], rows: slice) -> dict[str, Months]:
    """Return measures of row and month for some rows, each of shape (n, 121)."""
    local: dict[str, Any] = {**book.scalars, **{key: column[None, :] for key, column in book.timeline.items()}}
    local |= {key: column[rows, None] for key, column in (*book.inputs.items(), *book.columns.items())}
    with np.errstate(all="ignore"):
        for measure in _ordered():
            local[measure.key] = measure.function(*(local[name] for name in measure.parameters))
    return {key: np.broadcast_to(local[key], (len(local["kind"]), MONTHS)) for key in keys}


def one_off_by_month(book: Book) -> Months:
    """Return the one-off cost by month, paid in the month before the start."""
    starts = book.numbers("start_month_used").astype(np.int64)
    return np.bincount(starts, book.numbers("one_off_base"), minlength=MONTHS + 1)[1 : MONTHS + 1].astype(np.float64)
