"""Export: the workbook, the blank template and the print preview."""

import importlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.text import _
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.kit.tasks import Progress

if TYPE_CHECKING:
    from outsourcing_planner.ui.action_file import FileCommands
    from outsourcing_planner.ui.desk import Desk

TOPIC = "file"
_WRITER = "outsourcing_planner.io.write_workbook"

_BLANK_ROWS = 100
"""The rows of the blank template."""


class ExportCommands(QObject):
    """See the module."""

    def __init__(self, desk: "Desk", files: "FileCommands") -> None:
        super().__init__(files)
        self._desk, self._files = desk, files

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {
            "export": self.export, "export_template": self.export_template, "print_preview": self.print_preview,
        }  # fmt: skip

    def export(self) -> None:
        """Ask for a name and write the workbook there, beside the window."""
        self._desk.grid.commit_open_editor()
        path = self._desk.ports.files.save_path(Kind.WORKBOOK, self._suggestion(f"{self._files.name}.xlsx"))
        if path is None:
            return
        document = self._desk.document
        frozen = (document.plan, document.assumptions, document.evaluation, document.libraries)
        text = _("Writing {name}…").format(name=path.name)
        self._desk.ports.tasks.run(
            partial(_export, frozen, self._files.name, path), self._exported, self._files.fail, TOPIC, text
        )

    def export_template(self) -> None:
        """Ask for a name and write the blank template there."""
        path = self._desk.ports.files.save_path(Kind.TEMPLATE, self._suggestion(_("Functions to plan") + ".xlsx"))
        if path is not None:
            self._desk.ports.tasks.run(
                partial(_template, self._desk.document.libraries, path), self._exported, self._files.fail, TOPIC
            )

    def print_preview(self) -> None:
        """Show the plan as it would be printed."""
        self._desk.grid.commit_open_editor()
        # Printing is loaded when it is first needed: few print, and it brings a library of its own.
        page = importlib.import_module("outsourcing_planner.ui.dialogs.print_page")
        page.show_preview(self._desk.document, self._files.name, self._desk.window)

    def _exported(self, path: Path) -> None:
        self._desk.window.status.tell(_("Exported to {path}").format(path=path))

    def _suggestion(self, name: str) -> Path:
        return (self._files.folder() or Path.home()) / name


def _export(frozen: tuple[object, ...], title: str, path: Path, progress: Progress) -> Path:
    # The writer is loaded when it is first needed: it is a third of the program's start.
    writer = importlib.import_module(_WRITER)
    writer.export_workbook(
        *frozen, path, overwrite=True, title=title, progress=lambda share, _step="": progress.report(share),
        cancelled=lambda: progress.cancelled,
    )  # fmt: skip
    return path


def _template(libraries: Libraries, path: Path, progress: Progress) -> Path:
    """Write a workbook of blank rows under an example: headings, lists of choices, formulas that wait."""
    blank = (None,) * _BLANK_ROWS
    example: dict[str, Cell] = {
        "function": _("Payroll (an example: type over it)"),
        "department": _("People"),
        "fte": 4.0,
    }
    plan, assumptions = Plan.from_columns({key: (cell, *blank) for key, cell in example.items()}), Assumptions()
    return _export((plan, assumptions, evaluate(plan, assumptions, libraries), libraries), "", path, progress)
