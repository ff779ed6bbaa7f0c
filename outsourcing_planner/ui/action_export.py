"""Export: the workbook, the business case, CSV and JSON, the blank template and the print preview."""

import importlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.text import _
from outsourcing_planner.ui import export_work
from outsourcing_planner.ui.action_copy import CopyCommand
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.export_work import Done, Job, Way, Work, ended
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.open_plan import OpenPlan
from outsourcing_planner.ui.workbench import Workbench

TOPIC = "file"


class ExportCommands(QObject):
    """See the module."""

    def __init__(self, desk: Workbench, files: OpenPlan) -> None:
        super().__init__(desk)
        self._desk, self._files = desk, files
        self._shown_only = False
        self._copy = CopyCommand(desk, files)

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {
            "export": partial(self.export, export_work.WORKBOOK),
            "export_report": partial(self.export, export_work.REPORT),
            "export_csv": partial(self.export, export_work.CSV),
            "export_json": partial(self.export, export_work.JSON),
            "export_copy": self.add_to_copy, "export_shown_only": self.set_shown_only,
            "export_template": self.export_template, "print_preview": self.print_preview,
        }  # fmt: skip

    def set_shown_only(self, only: bool) -> None:  # noqa: FBT001 - the signature of a checkable command
        """Export only the rows that the filter leaves from now on, or all again."""
        self._shown_only = only

    def export(self, way: Way) -> None:
        """Ask for a name and write the plan there in one of the ways, beside the window."""
        self._desk.grid.commit_open_editor()
        rows = self._rows()
        if rows == ():
            return
        path = self._desk.ports.files.save_path(way.kind, self._suggestion(f"{self._files.name}{way.ending}"))
        if path is not None:
            document = self._desk.document
            frozen = (document.plan, document.assumptions, document.evaluation, document.libraries)
            study = (self._desk.portfolio.study(), self._desk.scenarios.scenarios)
            self._run(partial(way.write, Job(frozen, self._files.name, path, rows, study)), path, rows)

    def add_to_copy(self) -> None:
        """Write a copy of a workbook of the user's with the plan in it."""
        rows = self._rows()
        if rows != ():
            self._copy.start(rows)

    def export_template(self) -> None:
        """Ask for a name and write the blank template there."""
        path = self._desk.ports.files.save_path(Kind.TEMPLATE, self._suggestion(_("Functions to plan") + ".xlsx"))
        if path is not None:
            self._run(partial(export_work.template, self._desk.document.libraries, path), path, None)

    def print_preview(self) -> None:
        """Show the plan as it would be printed."""
        self._desk.grid.commit_open_editor()
        # Printing is loaded when it is first needed: few print, and it brings a library of its own.
        page = importlib.import_module("outsourcing_planner.ui.dialogs.print_page")
        page.show_preview(self._desk.document, self._files.name, self._desk.window)

    def _rows(self) -> tuple[RowId, ...] | None:
        """Return the rows to export, None for all; where none is shown, say so."""
        rows = tuple(self._desk.grid.shown_rows()) if self._shown_only else None
        if rows == ():
            self._desk.window.status.tell(_("No row is shown: take the filter off, or export all rows."))
        return rows

    def _run(self, work: Work, path: Path, rows: tuple[RowId, ...] | None) -> None:
        text = _("Writing {name}…").format(name=path.name)
        done = partial(self._exported, rows)
        self._desk.ports.tasks.run(partial(ended, work), done, self._files.fail, TOPIC, text, must_end=True)

    def _exported(self, rows: tuple[RowId, ...] | None, done: Done) -> None:
        told = done.told
        if rows is not None and done.path is not None:
            told += " " + _("({shown} of {all} rows)").format(shown=len(rows), all=len(self._desk.document.plan))
        self._desk.window.status.tell(told)

    def _suggestion(self, name: str) -> Path:
        return (self._files.folder() or Path.home()) / name
