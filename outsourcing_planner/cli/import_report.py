"""What an import took and left out, for the command line."""

from collections.abc import Iterator
from typing import Any, Final

import typer

from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.io.read_workbook import Imported
from outsourcing_planner.text import _, format_number

_SHOWN: Final = 12


def import_as_json(imported: Imported) -> dict[str, Any]:
    """Return the report of the import as an object: place, counts of cells, rows and columns left out, sums."""
    report = imported.report
    return {
        "sheet": imported.sheet,
        "header_rows": list(imported.header_rows),
        "columns": [
            {"letters": column.letters, "heading": column.heading, "use": column.use, "field": column.field}
            for column in imported.columns
        ],
        "cells": {
            "in": report.cells_in, "kept": report.cells_kept, "converted": report.cells_converted,
            "refused": report.cells_refused,
        },
        "rows_left_out": [
            {"row": row.row, "name": row.name, "kind": row.kind, "reason": row.reason} for row in report.rows_left_out
        ],
        "sums": [
            {"field": found.field, "heading": found.heading, "sheet": found.raw, "plan": found.taken}
            for found in report.sums
        ],
        "notes": list(report.notes),
        "not_as_it_was": [list(line) for line in report.lines()],
    }  # fmt: skip


def rows_left_out(imported: Imported) -> Iterator[Issue]:
    """Yield a note for each remark on the sheet (hidden rows, sheets …) and each row that is not in the plan."""
    for note in imported.report.notes:
        yield Issue(Severity.NOTE, None, None, "import_note", note)
    for row in imported.report.rows_left_out:
        text = _("Row left out: {name}: {reason}").format(name=row.name, reason=row.reason)
        yield Issue(Severity.NOTE, row.row, None, "row_left_out", text, {"name": row.name, "kind": row.kind})


def print_import(imported: Imported) -> None:
    """Print where the table was found, which headings became which fields, and what was left out."""
    report = imported.report
    typer.echo(_("Sheet {sheet!r}, headings in row {row}").format(sheet=imported.sheet, row=_last(imported)))
    for heading, key in imported.mapping.items():
        typer.echo(f"  {heading} → {key or _('left out')}")
    for found in report.sums:
        typer.echo(_("  sum of {heading}: {total}").format(heading=found.heading, total=format_number(found.taken, 2)))
    typer.echo(
        _("  {kept} cells as they were, {converted} converted, {refused} not taken").format(
            kept=report.cells_kept, converted=report.cells_converted, refused=report.cells_refused
        )
    )
    for note in report.notes:
        typer.echo(f"  {note}")
    for row in report.rows_left_out[:_SHOWN]:
        typer.echo(_("  row {row} left out: {name} ({reason})").format(row=row.row, name=row.name, reason=row.reason))
    if len(report.rows_left_out) > _SHOWN:
        typer.echo(_("  … and {count} more rows; --json has all").format(count=len(report.rows_left_out) - _SHOWN))
    typer.echo()


def _last(imported: Imported) -> str:
    return str(imported.header_rows[-1]) if imported.header_rows else _("none")
