"""The plan into a copy of a workbook of the user's: where the functions stand, what is lost, then a name."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from outsourcing_planner.domain.errors import InputUnreadableError, NothingToPlanError
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.io.read_workbook import ImportCancelledError, ImportChoices, interpret, read_sheets
from outsourcing_planner.session.beside import Found, find_rows
from outsourcing_planner.session.import_memory import ImportMemory
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.copy_dialog import CopyDialog
from outsourcing_planner.ui.export_work import Done, Job, copy, ended
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.kit.tasks import CancelledError, Progress
from outsourcing_planner.ui.open_plan import OpenPlan
from outsourcing_planner.ui.workbench import Workbench

TOPIC = "file"


@dataclass(frozen=True)
class Looked:
    """What was found in the workbook: what a copy loses, and where the functions stand or why they do not."""

    lost: tuple[str, ...]
    found: Found | None
    why_not: str = ""


class CopyCommand(QObject):
    """See the module. ``rows`` gives the rows to export, None for all."""

    def __init__(self, desk: Workbench, files: OpenPlan) -> None:
        super().__init__(desk)
        self._desk, self._files = desk, files

    def start(self, rows: tuple[RowId, ...] | None) -> None:
        """Ask for a workbook and read it beside the window."""
        self._desk.grid.commit_open_editor()
        source = self._desk.ports.files.open_path(Kind.TABLE, self._files.folder())
        if source is None:
            return
        document = self._desk.document
        work = partial(
            look, source, document.plan, dict(document.sections), ImportMemory(self._desk.program.places.imports)
        )
        text = _("Reading {name}…").format(name=source.name)
        self._desk.ports.tasks.run(work, partial(self._ask, source, rows), self._files.fail, TOPIC, text)

    def _ask(self, source: Path, rows: tuple[RowId, ...] | None, looked: Looked) -> None:
        dialog = CopyDialog(source.name, looked.lost, looked.found, looked.why_not, self._desk.window)
        if not dialog.answered():
            return
        beside = looked.found.beside if looked.found and dialog.beside.isChecked() else None
        name = _("{name} with plan").format(name=source.stem)
        path = self._desk.ports.files.save_path(Kind.WORKBOOK, source.with_name(f"{name}.xlsx"))
        if path is None:
            return
        document = self._desk.document
        frozen = (document.plan, document.assumptions, document.evaluation, document.libraries)
        work = partial(copy, source, beside, Job(frozen, self._files.name, path, rows))
        text = _("Writing {name}…").format(name=path.name)
        self._desk.ports.tasks.run(
            partial(ended, work), self._written, self._files.fail, TOPIC, text, must_end=True
        )

    def _written(self, done: Done) -> None:
        self._desk.window.status.tell(done.told)


def look(source: Path, plan: Plan, sections: Mapping[str, Any], memory: ImportMemory, progress: Progress) -> Looked:
    """Read a workbook under the limits of the import and find the functions of the plan in it.

    Raises InputUnreadableError where it cannot be copied; a workbook without a list of functions can.
    """
    copier = importlib.import_module("outsourcing_planner.io.copy_losses")
    lost = copier.lost_in_copy(source)
    try:
        book = read_sheets(source, None, lambda share, _step: progress.report(share), lambda: progress.cancelled)
        recalled = memory.recall(book)
        imported = interpret(book, recalled.choices if recalled else ImportChoices())
    except ImportCancelledError as error:
        raise CancelledError from error
    except (NothingToPlanError, InputUnreadableError) as error:
        return Looked(lost, None, str(error))
    found = find_rows(imported, plan, sections, source.name)
    return Looked(lost, found if found.beside.rows else None)


