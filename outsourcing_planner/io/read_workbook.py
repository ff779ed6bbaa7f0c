"""Reading a workbook or a text table into a plan: raw cells (in another process), then ``interpret``.

The preview of a window reads once and interprets as often as a choice changes; it runs the very code of the import.
"""

import json
from collections.abc import Callable
from pathlib import Path

from outsourcing_planner.domain.errors import InputUnreadableError, PlannerError
from outsourcing_planner.io.importing.choices import ImportChoices
from outsourcing_planner.io.importing.columns import ColumnUse
from outsourcing_planner.io.importing.imported import Imported, SheetSeen, interpret
from outsourcing_planner.io.importing.process import read_in_child
from outsourcing_planner.io.importing.raw import RawBook, RawSheet, Refused
from outsourcing_planner.io.importing.refusals import as_error
from outsourcing_planner.io.importing.report import CellNote, ColumnLeftOut, ColumnSum, Report, RowLeftOut
from outsourcing_planner.text import _

__all__ = [
    "CellNote", "ColumnLeftOut", "ColumnSum", "ColumnUse", "ImportCancelledError", "ImportChoices", "Imported",
    "RawBook", "RawSheet", "Report", "RowLeftOut", "SheetSeen", "interpret", "read_sheets", "read_workbook",
]  # fmt: skip

Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]


class ImportCancelledError(PlannerError):
    """The person cancelled; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(_("The import was cancelled; nothing was changed."))


def read_sheets(
    path: Path,
    choices: ImportChoices | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> RawBook:
    """Return the raw cells of all sheets of a file.

    ``progress`` hears a share from 0 to 1 and a step ("guard", "scan", "cells"); ``cancelled`` is asked often. Only
    encoding, delimiter and decimal of the choices matter here. Raises InputUnreadableError with one clear sentence, or
    ImportCancelledError.
    """
    choices = choices or ImportChoices()
    options = {"encoding": choices.encoding, "delimiter": choices.delimiter, "decimal": choices.decimal}
    try:
        _check_path(path)
        return read_in_child(path, json.loads(json.dumps(options)), progress, cancelled)
    except Refused as refused:
        if refused.code == "cancelled":
            raise ImportCancelledError from refused
        raise as_error(path.name or str(path), refused) from refused
    except OSError as error:
        raise InputUnreadableError(path.name, error.strerror or str(error)) from error


def read_workbook(
    path: Path,
    choices: ImportChoices | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Imported:
    """Return the plan in a file with its issues and report.

    Raises InputUnreadableError, NothingToPlanError (which says what was found instead) or ImportCancelledError.
    """
    choices = choices or ImportChoices()
    raw = read_sheets(path, choices, progress, cancelled)
    if progress is not None:
        progress(0.95, "interpret")
    found = interpret(raw, choices)
    if progress is not None:
        progress(1.0, "done")
    return found


def _check_path(path: Path) -> None:
    if path.is_dir():
        raise Refused("directory")
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise Refused("missing") from error
    except PermissionError as error:
        raise Refused("no_permission") from error
