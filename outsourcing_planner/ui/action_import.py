"""Import: read a workbook beside the window, ask how to take it, take it as one step of undo or as a new plan."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.importing.raw import RawBook
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.io.read_workbook import ImportCancelledError, Imported, read_sheets, read_workbook
from outsourcing_planner.session.edits import InsertRows
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.dialogs.import_dialog import ImportAnswer, ImportDialog
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.kit.tasks import CancelledError, Progress
from outsourcing_planner.ui.open_plan import OpenPlan
from outsourcing_planner.ui.workbench import Workbench

TOPIC = "file"


def _read(path: Path, progress: Progress) -> RawBook:
    try:
        return read_sheets(path, None, lambda share, _step: progress.report(share), lambda: progress.cancelled)
    except ImportCancelledError as error:
        raise CancelledError from error


def _read_sample(path: Path, _progress: Progress) -> Imported:
    return read_workbook(path)


class ImportCommands(QObject):
    """See the module."""

    def __init__(self, desk: Workbench, files: OpenPlan) -> None:
        super().__init__(desk)
        self._desk, self._files = desk, files
        self.last_report: Imported | None = None

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {"import": self.import_file}

    def import_file(self) -> None:
        """Ask for a file and how to take it."""
        self._desk.grid.commit_open_editor()
        path = self._desk.ports.files.open_path(Kind.TABLE, None)
        if path is not None:
            self.ask(path, fresh=not len(self._desk.document.plan))

    def ask(self, path: Path, *, fresh: bool) -> None:
        """Read a file beside the window, then ask how to take it."""
        text = _("Reading {name}…").format(name=path.name)
        done = partial(self._ask, path, fresh)
        self._desk.ports.tasks.run(partial(_read, path), done, self._files.fail, TOPIC, text)

    def take_sample(self, path: Path) -> None:
        """Open the sample, which needs no questions."""
        self._desk.ports.tasks.run(partial(_read_sample, path), self._show_sample, self._files.fail, TOPIC)

    def take(self, path: Path, answer: ImportAnswer) -> None:
        """Take what was imported."""
        found = answer.imported
        self.last_report = found
        if answer.fresh:
            self._files.leave_then(partial(self._show_imported, found, path))
        else:
            self._append(found.plan, path)
            self._taken(len(found.plan), path)

    def _ask(self, path: Path, fresh: bool, book: RawBook) -> None:  # noqa: FBT001 - bound by name in ask
        try:
            answer = ImportDialog.ask(
                path, book, self._desk.program.theme, self._desk.ports.tasks, self._desk.window, fresh=fresh
            )
        except PlannerError as error:
            self._files.fail(error)
            return
        if answer is not None:
            self.take(path, answer)

    def _show_imported(self, found: Imported, path: Path) -> None:
        done = partial(self._taken, len(found.plan), path)
        self._files.show_later(PlanContent(found.plan), _("Classifying {name}…").format(name=path.name), done)

    def _taken(self, count: int, path: Path) -> None:
        text = ngettext("{count} function taken from {name}", "{count} functions taken from {name}", count)
        self._desk.program.remember(path)
        self._desk.window.status.tell(text.format(count=count, name=path.name))

    def _append(self, plan: Plan, path: Path) -> None:
        here = self._desk.document.plan
        block = here.new_rows(len(plan))
        block = replace(block, columns=plan.columns, extras=plan.extras)
        positions = tuple(range(len(here), len(here) + len(plan)))
        self._desk.carry_out(InsertRows(positions, block, _("Import {name}").format(name=path.name)))

    def _show_sample(self, found: Imported) -> None:
        self._files.show(PlanContent(replace(found.plan, title=_("Sample plan"))), modified=False)
