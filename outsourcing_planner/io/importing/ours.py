"""Knowing a sheet that this program wrote: its computed columns are results and never come back as inputs."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.fields import FIELDS
from outsourcing_planner.domain.plan import Plan

_SIGNS: Final = 3
"""So many of our headings, and of our results beside them, say that the sheet is ours."""


def computed_headings(headings: Sequence[str]) -> frozenset[str]:
    """Return which headings of a sheet are results of ours; none where the sheet is not ours."""
    fields = {field.heading for field in FIELDS}
    if FIELDS[0].heading not in headings or len(set(headings) & fields) < _SIGNS:
        return frozenset()
    results = _results()
    return results if len(set(headings) & results) >= _SIGNS else frozenset()


def has_our_headings(headings: Sequence[str]) -> bool:
    """Say whether so many headings are word for word ours that none of them means anything else."""
    return len(set(headings) & {field.heading for field in FIELDS}) >= 2 * _SIGNS


@cache
def _results() -> frozenset[str]:
    # The writer's own list of columns; it asks for readings of fields that hold something invalid, so all do here.
    from outsourcing_planner.io.exporting.layout import layout_of  # noqa: PLC0415 - the engine loads slowly

    plan = Plan.from_columns({field.key: [Invalid("?", "?")] for field in FIELDS})
    return frozenset(column.heading for column in layout_of(plan, 1).columns if column.field is None)
