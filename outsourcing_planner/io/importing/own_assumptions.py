"""The assumptions of a workbook that this program wrote: what was changed in Excel comes back with the functions."""

from collections.abc import Mapping, Sequence
from typing import Final

from outsourcing_planner.domain.assumptions import SPECS, Assumptions
from outsourcing_planner.domain.errors import AssumptionError
from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.io.importing.raw import RawBook, RawCell, RawSheet, is_blank

_ENOUGH: Final = 10
"""So many names of assumptions in one column make a sheet ours."""
_PLACES: Final = {"value": 1, "low": 3, "high": 4, "source": 5, "grade": 6}


def assumptions_of(book: RawBook) -> tuple[Assumptions, tuple[Issue, ...]]:
    """Return the assumptions that differ from the shipped ones, and an issue for each value that makes no sense."""
    found = Assumptions()
    issues: list[Issue] = []
    for sheet in book.sheets:
        names = _names(sheet)
        for row, key in names.items():
            entry = _entry(sheet, row)
            if SPECS[key].constant or _same(key, entry, found):
                continue
            try:
                found = found.with_entry(key, Assumptions.from_mapping({key: entry}).entry(key))
            except AssumptionError as error:
                issues.append(Issue(Severity.ERROR, row + 1, None, "assumption_refused", str(error), {"key": key}))
    return found, tuple(issues)


def _names(sheet: RawSheet) -> dict[int, str]:
    """Return the assumption that each row names, by position; empty where the sheet is not ours."""
    at = names_of(sheet)
    column: Sequence[RawCell] = () if at is None else sheet.columns[at]
    return {row: cell for row, cell in enumerate(column) if isinstance(cell, str) and cell in SPECS}


def names_of(sheet: RawSheet) -> int | None:
    """Return the column, from 0, that holds the names of assumptions; None where the sheet is not ours."""
    if len(sheet.columns) <= max(_PLACES.values()):
        return None
    counts = {at: sum(isinstance(c, str) and c in SPECS for c in column) for at, column in enumerate(sheet.columns)}
    return next((at for at in reversed(counts) if counts[at] >= _ENOUGH), None)


def _entry(sheet: RawSheet, row: int) -> Mapping[str, object]:
    cells: Sequence[tuple[str, RawCell]] = [(name, sheet.columns[at][row]) for name, at in _PLACES.items()]
    entry: dict[str, object] = {name: cell for name, cell in cells if not is_blank(cell)}
    entry.setdefault("value", "")
    return entry


def _same(key: str, entry: Mapping[str, object], known: Assumptions) -> bool:
    default = known.entry(key)
    told = {name: getattr(default, name) for name in _PLACES}
    return all(told[name] == value for name, value in entry.items())
