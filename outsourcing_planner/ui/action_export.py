"""Export: the workbook, the business case, CSV and JSON, the blank template and the print preview."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.kit.tasks import Progress
from outsourcing_planner.ui.open_plan import OpenPlan
from outsourcing_planner.ui.workbench import Workbench

TOPIC = "file"
_BLANK_ROWS = 100
"""The rows of the blank template."""


class ExportCommands(QObject):
    """See the module."""

    def __init__(self, desk: Workbench, files: OpenPlan) -> None:
        super().__init__(desk)
        self._desk, self._files = desk, files
        self._shown_only = False

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {
            "export": partial(self.export, _WORKBOOK), "export_report": partial(self.export, _REPORT),
            "export_csv": partial(self.export, _CSV), "export_json": partial(self.export, _JSON),
            "export_copy": self.add_to_copy, "export_shown_only": self.set_shown_only,
            "export_template": self.export_template, "print_preview": self.print_preview,
        }  # fmt: skip

    def set_shown_only(self, only: bool) -> None:  # noqa: FBT001 - the signature of a checkable command
        """Export only the rows that the filter leaves from now on, or all again."""
        self._shown_only = only

    def export(self, way: "_Way") -> None:
        """Ask for a name and write the plan there in one of the ways, beside the window."""
        self._desk.grid.commit_open_editor()
        rows = tuple(self._desk.grid.shown_rows()) if self._shown_only else None
        if rows == ():
            self._desk.window.status.tell(_("No row is shown: take the filter off, or export all rows."))
            return
        path = self._desk.ports.files.save_path(way.kind, self._suggestion(f"{self._files.name}{way.ending}"))
        if path is None:
            return
        document = self._desk.document
        frozen = (document.plan, document.assumptions, document.evaluation, document.libraries)
        work = partial(way.write, _Job(frozen, self._files.name, path, rows))
        text = _("Writing {name}…").format(name=path.name)
        self._desk.ports.tasks.run(work, partial(self._exported, rows), self._files.fail, TOPIC, text)

    def add_to_copy(self) -> None:
        """Ask for a workbook and for a name, say what a copy would lose, and write the copy with the plan in it."""
        desk, files = self._desk, self._desk.ports.files
        desk.grid.commit_open_editor()
        source = files.open_path(Kind.TABLE, self._files.folder())
        if source is None:
            return
        copier = importlib.import_module("outsourcing_planner.io.add_to_copy")
        try:
            lost = copier.lost_in_copy(source)
        except PlannerError as error:
            desk.ports.messages.error(str(error))
            return
        text = _("A copy of {name} would lose: {what}.").format(name=source.name, what=", ".join(lost))
        if lost and not desk.ports.messages.confirm(text, _("Copy without them")):
            return
        name = _("{name} with plan").format(name=source.stem)
        path = files.save_path(Kind.WORKBOOK, source.with_name(f"{name}.xlsx"))
        if path is not None:
            document = desk.document
            frozen = (document.plan, document.assumptions, document.evaluation, document.libraries)
            work = partial(_copy, source, _Job(frozen, self._files.name, path))
            text = _("Writing {name}…").format(name=path.name)
            desk.ports.tasks.run(work, partial(self._exported, None), self._files.fail, TOPIC, text)

    def export_template(self) -> None:
        """Ask for a name and write the blank template there."""
        path = self._desk.ports.files.save_path(Kind.TEMPLATE, self._suggestion(_("Functions to plan") + ".xlsx"))
        if path is not None:
            self._desk.ports.tasks.run(
                partial(_template, self._desk.document.libraries, path), partial(self._exported, None),
                self._files.fail, TOPIC,
            )  # fmt: skip

    def print_preview(self) -> None:
        """Show the plan as it would be printed."""
        self._desk.grid.commit_open_editor()
        # Printing is loaded when it is first needed: few print, and it brings a library of its own.
        page = importlib.import_module("outsourcing_planner.ui.dialogs.print_page")
        page.show_preview(self._desk.document, self._files.name, self._desk.window)

    def _exported(self, rows: tuple[RowId, ...] | None, done: "_Done") -> None:
        told = _("Exported to {path}").format(path=done.path)
        if rows is not None:
            told += " " + _("({shown} of {all} rows)").format(shown=len(rows), all=len(self._desk.document.plan))
        self._desk.window.status.tell(f"{told} {done.remark}".rstrip())

    def _suggestion(self, name: str) -> Path:
        return (self._files.folder() or Path.home()) / name


@dataclass(frozen=True, slots=True)
class _Job:
    """What is written: plan, assumptions, evaluation and libraries; its title; where to; which rows (None: all)."""

    frozen: tuple[Any, Any, Any, Any]
    title: str
    path: Path
    rows: tuple[RowId, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Done:
    path: Path
    remark: str = ""


# The writers are loaded when they are first needed: they are a third of the program's start.
def _workbook(job: _Job, progress: Progress) -> _Done:
    writer = importlib.import_module("outsourcing_planner.io.write_workbook")
    writer.export_workbook(
        *job.frozen, job.path, overwrite=True, title=job.title, rows=job.rows,
        progress=lambda share, _step="": progress.report(share), cancelled=lambda: progress.cancelled,
    )  # fmt: skip
    return _Done(job.path)


def _report(job: _Job, progress: Progress) -> _Done:
    progress.report(-1)
    writer = importlib.import_module("outsourcing_planner.io.report_pdf")
    writer.export_report(*job.frozen, job.path, overwrite=True, rows=job.rows, title=job.title)
    return _Done(job.path)


def _csv(job: _Job, progress: Progress) -> _Done:
    progress.report(-1)
    writer = importlib.import_module("outsourcing_planner.io.write_rows")
    plan, _assumptions, evaluation, _libraries = job.frozen
    writer.export_csv(plan, evaluation, job.path, overwrite=True, rows=job.rows)
    guarded = writer.changed_by_guard(plan, evaluation, job.rows)
    text = ngettext(
        "{n} text that a spreadsheet would take for a formula begins with an apostrophe now.",
        "{n} texts that a spreadsheet would take for formulas begin with an apostrophe now.", guarded,
    )  # fmt: skip
    return _Done(job.path, text.format(n=guarded) if guarded else "")


def _json(job: _Job, progress: Progress) -> _Done:
    progress.report(-1)
    writer = importlib.import_module("outsourcing_planner.io.write_rows")
    plan, _assumptions, evaluation, _libraries = job.frozen
    writer.export_json(plan, evaluation, job.path, overwrite=True, rows=job.rows)
    return _Done(job.path)


def _copy(source: Path, job: _Job, progress: Progress) -> _Done:
    progress.report(-1)
    copier = importlib.import_module("outsourcing_planner.io.add_to_copy")
    plan, assumptions, evaluation, _libraries = job.frozen
    copier.add_to_copy(source, job.path, plan, assumptions, evaluation, overwrite=True)
    return _Done(job.path)


def _template(libraries: Libraries, path: Path, progress: Progress) -> _Done:
    """Write a workbook of blank rows under an example: headings, lists of choices, formulas that wait."""
    blank = (None,) * _BLANK_ROWS
    example: dict[str, Cell] = {
        "function": _("Payroll (an example: type over it)"),
        "department": _("People"),
        "fte": 4.0,
    }
    plan, assumptions = Plan.from_columns({key: (cell, *blank) for key, cell in example.items()}), Assumptions()
    return _workbook(_Job((plan, assumptions, evaluate(plan, assumptions, libraries), libraries), "", path), progress)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to export: the kind of file, its ending, and what writes it."""

    kind: Kind
    ending: str
    write: Callable[[_Job, Progress], _Done]


_WORKBOOK = _Way(Kind.WORKBOOK, ".xlsx", _workbook)
_REPORT = _Way(Kind.REPORT, ".pdf", _report)
_CSV = _Way(Kind.CSV, ".csv", _csv)
_JSON = _Way(Kind.JSON, ".json", _json)
