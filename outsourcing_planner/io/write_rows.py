"""Rows as CSV or JSON: the same functions and columns as the workbook's Functions sheet, as values."""

import csv
import json
import math
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.measures import MEASURES, Format
from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.io.exporting.book import Progress, unheard
from outsourcing_planner.io.exporting.cells import advice_values, cells_of
from outsourcing_planner.io.exporting.layout import ADVICE, COMPUTED, Col, layout_of
from outsourcing_planner.text import _, plain_number

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that make a spreadsheet take a text of a CSV file for a formula (OWASP, CSV injection)."""


def export_csv(
    plan: Plan,
    evaluation: Evaluation,
    path: Path,
    *,
    overwrite: bool = False,
    rows: Sequence[RowId] | None = None,
    guarded: bool = True,
    progress: Progress = unheard,
) -> None:
    """Write the rows as a CSV file (UTF-8 with byte order mark, comma, decimal point); raises OutputUnwritableError.

    ``progress`` is called with a share from 0 to 1 and what is being done; where it raises, nothing is written.
    """
    data = csv_bytes(plan, evaluation, rows=rows, guarded=guarded, progress=progress)
    save_bytes(Path(path), data, overwrite=overwrite)


def export_json(
    plan: Plan, evaluation: Evaluation, path: Path, *, overwrite: bool = False, rows: Sequence[RowId] | None = None,
    progress: Progress = unheard,
) -> None:  # fmt: skip
    """Write the rows and totals as a JSON file; raises OutputUnwritableError. ``progress`` is as for CSV."""
    save_bytes(Path(path), json_bytes(plan, evaluation, rows=rows, progress=progress), overwrite=overwrite)


def csv_bytes(
    plan: Plan, evaluation: Evaluation, *, rows: Sequence[RowId] | None = None, guarded: bool = True,
    progress: Progress = unheard,
) -> bytes:  # fmt: skip
    """Return the rows as CSV.

    ``guarded`` puts an apostrophe before texts that a spreadsheet would take for formulas; it changes those texts, so
    the person is told (xlsx needs no such guard).
    """
    shown, columns = _table(plan, evaluation, rows)
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([_text(column.heading, guarded=guarded) for column, _values in columns])
    for row in _told(len(shown), progress):
        writer.writerow([_text(values[row], guarded=guarded) for _column, values in columns])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8", "replace")


def changed_by_guard(plan: Plan, evaluation: Evaluation, rows: Sequence[RowId] | None = None) -> int:
    """Return how many texts the guard of ``csv_bytes`` would change."""
    _shown, columns = _table(plan, evaluation, rows)
    return sum(_is_risky(value) for _column, values in columns for value in values)


def json_bytes(
    plan: Plan, evaluation: Evaluation, *, rows: Sequence[RowId] | None = None, progress: Progress = unheard
) -> bytes:
    """Return ``{"rows": [{key: value}], "totals": {…}}``; blank is null, never NaN; extras stand under "extras"."""
    shown, columns = _table(plan, evaluation, rows)
    found = [_object(columns, row) for row in _told(len(shown), progress)]
    whole: dict[str, Any] = {"rows": found}
    if rows is None:
        whole["totals"] = {key: _plain(value) for key, value in evaluation.totals.items()}
    target = StringIO()
    pieces = json.JSONEncoder(ensure_ascii=False, allow_nan=False, indent=1).iterencode(whole)
    for number, piece in enumerate(pieces):
        target.write(piece)
        if number % _PIECES == 0:
            progress(_TOLD_ROWS, _("packing"))
    return target.getvalue().encode("utf-8", "replace")


def _told(count: int, progress: Progress) -> Iterator[int]:
    """Yield the rows, with progress now and then."""
    for row in range(count):
        if row % _CHUNK == 0:
            progress(_TOLD_ROWS * row / count, _("rows"))
        yield row


_CHUNK, _PIECES, _TOLD_ROWS = 500, 100_000, 0.9
Columns = list[tuple[Col, list[Any]]]


def _table(plan: Plan, evaluation: Evaluation, rows: Sequence[RowId] | None) -> tuple[Plan, Columns]:
    """Return the rows shown and the columns that people see: inputs, results, the user's own."""
    shown = plan if rows is None else plan.subset(rows)
    at = np.array(evaluation.rows.of(shown.rows.ids), dtype=np.int64)
    return shown, [(column, _values(column, shown, evaluation, at)) for column in _columns(shown)]


def _columns(plan: Plan) -> Iterator[Col]:
    results = {key for part in COMPUTED for key in part.keys}
    for column in layout_of(plan, len(plan)).columns:
        if column.field is not None or column.key in results or column.key.startswith("extra:"):
            yield column


def _values(column: Col, plan: Plan, evaluation: Evaluation, at: npt.NDArray[np.int64]) -> list[Any]:
    if column.field is not None:
        return cells_of(plan.column(column.key), column.field)
    if column.key.startswith("extra:"):
        return cells_of(plan.extras[column.key.removeprefix("extra:")], None)
    values = evaluation.columns[column.key][at]
    fmt = ADVICE[column.key][2] if column.key in ADVICE else MEASURES.measures[column.key].format
    if fmt is Format.YES_NO and values.dtype.kind == "f":
        return ["" if math.isnan(value) else "yes" if value else "no" for value in values.tolist()]
    return list(advice_values(values).tolist() if values.dtype.kind == "f" else advice_values(values))


def _text(value: object, *, guarded: bool) -> str:
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, float):
        return plain_number(plain)
    text = str(plain)
    return guarded_text(text) if guarded else text


def guarded_text(text: str) -> str:
    """Return a text behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if _is_risky(text) else text


def _is_risky(value: object) -> bool:
    return isinstance(value, str) and value.startswith(_STARTS)


def _plain(value: object) -> object:
    """Return a value as JSON knows it."""
    if isinstance(value, Invalid):
        return value.raw
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return None if value == "" else value


def _object(columns: Columns, row: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    extras: dict[str, Any] = {}
    for column, values in columns:
        if column.key.startswith("extra:"):
            extras[column.key.removeprefix("extra:")] = _plain(values[row])
        else:
            found[column.key] = _plain(values[row])
    return {**found, "extras": extras} if extras else found


__all__ = ["changed_by_guard", "csv_bytes", "export_csv", "export_json", "json_bytes"]
