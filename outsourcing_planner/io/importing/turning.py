"""Whether a sheet lies on its side: its fields below one another, its functions side by side."""

from collections.abc import Callable
from typing import Final

from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.io.headings import fits
from outsourcing_planner.io.importing.columns import ColumnUse
from outsourcing_planner.io.importing.raw import RawSheet, is_blank
from outsourcing_planner.io.importing.table import LOOKED_AT
from outsourcing_planner.io.wordbook import folded, wordbook

MOST: Final = 200
"""A sheet on its side is small both ways."""
_LABELS: Final = 3
_SURE: Final = 0.6
_NUMBERS: Final = {"fte", "in_house_cost", "volume", "salary"}
Propose = Callable[[RawSheet], tuple[ColumnUse, ...]]


def lies_on_its_side(sheet: RawSheet, propose: Propose) -> bool:
    """Say whether a sheet reads better turned: its rows are named as fields, and as it is no column of numbers is one.

    ``propose`` gives the uses of the columns of a sheet.
    """
    if not can_be_turned(sheet) or not _names_fields(sheet):
        return False
    found = {use.field for use in propose(sheet)} - {None}
    other = sheet.turned()
    uses = propose(other)
    named = {
        use.field for use in uses
        if use.field and fits(use.heading).get(use.field, 0.0) > _SURE
        and sum(not is_blank(cell) for cell in other.columns[use.column]) > 1 and not _is_total(use.heading)
    }  # fmt: skip
    known, numbers = found & _NUMBERS, named & _NUMBERS
    if len(numbers) <= len(known) or (known and len(numbers) <= 1):
        return False
    return any(use.field == "function" for use in uses) and len(named) > max(1, len(found))


def can_be_turned(sheet: RawSheet | None) -> bool:
    """Say whether a sheet is small enough both ways."""
    return sheet is not None and 1 < sheet.height <= MOST and 1 < len(sheet.columns) <= MOST


def _is_total(text: str) -> bool:
    return folded(text) in wordbook().rows["totals"]


def _names_fields(sheet: RawSheet) -> bool:
    """Say whether one of the first columns names two fields or more, one of them of numbers."""
    for column in sheet.columns[:_LABELS]:
        cells = [
            cell for cell in column[:LOOKED_AT] if isinstance(cell, str) and not is_blank(cell) and not _is_total(cell)
        ]
        best = [
            max(fits(cell).items(), key=lambda pair: pair[1], default=("", 0.0))
            for cell in cells
            if len(cell) < LOOKED_AT
        ]
        keys = {key for key, value in best if value > _SURE}
        if len(keys) > 1 and len(set(cells)) == len(cells) and any(BY_KEY[key].numeric for key in keys):
            return True
    return False
