"""Knowing a sheet that this program wrote: its computed columns are results and never come back as inputs."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Final

from outsourcing_planner.domain.fields import FIELDS

_SIGNS: Final = 3
"""So many of our results beside our own headings say that the sheet is ours."""


def computed_headings(headings: Sequence[str]) -> frozenset[str]:
    """Return which headings of a sheet are results of ours; none where the sheet is not ours.

    A heading that is a field's as well ("Avoidable") is the field where it stands first, the result where it comes
    again, as the writer puts inputs before results.
    """
    fields = {field.heading for field in FIELDS}
    if FIELDS[0].heading not in headings or len(set(headings) & fields) < _SIGNS:
        return frozenset()
    results = _results()
    if len(set(headings) & (results - fields)) < _SIGNS:
        return frozenset()
    again = {heading for heading in headings if heading.endswith(" (2)") and heading[:-4] in results}
    return frozenset((results - fields) & set(headings)) | again


@cache
def _results() -> frozenset[str]:
    evaluate = import_module("outsourcing_planner.engine.evaluate")
    measures = evaluate.MEASURES.measures.values()
    return frozenset(measure.heading for measure in measures if measure.stored)
