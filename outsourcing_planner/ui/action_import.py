"""Import: read a sheet beside the window, ask how to take it, take it as one step of undo or as a new plan."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.io.import_report import export_import_report
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.io.read_workbook import Imported, read_workbook
from outsourcing_planner.session.document import Ahead, worked_ahead
from outsourcing_planner.session.edits import Edit, InsertRows, SetAssumption, Several
from outsourcing_planner.session.import_memory import ImportMemory
from outsourcing_planner.session.import_review import Keep, edit_of
from outsourcing_planner.session.imported_base import SECTION, base_of, edit_of_base, layout_of
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.action_import_again import Chosen, Comparison
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.dialogs.import_dialog import Around, ImportAnswer, ImportDialog
from outsourcing_planner.ui.dialogs.import_read import paste, read_and_look
from outsourcing_planner.ui.dialogs.import_seen import Look, Seen, Source
from outsourcing_planner.ui.dialogs.import_target import ADD, NEW, UPDATE
from outsourcing_planner.ui.dialogs.import_words import summary
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.kit.tasks import Progress
from outsourcing_planner.ui.models.import_findings import findings_of
from outsourcing_planner.ui.open_plan import OpenPlan
from outsourcing_planner.ui.views.import_panel import ImportRecord
from outsourcing_planner.ui.workbench import Workbench

TOPIC = "file"
AT_ONCE = 1000
"""Up to so many rows an import is carried out at once; beyond, its results are worked out beside the window."""


def _read_sample(path: Path, _progress: Progress) -> Imported:
    return read_workbook(path)


class ImportCommands(QObject):
    """See the module."""

    def __init__(self, desk: Workbench, files: OpenPlan) -> None:
        super().__init__(desk)
        self._desk, self._files = desk, files
        self.memory = ImportMemory(desk.program.places.imports)
        self.comparison = Comparison(desk, files.fail)
        desk.imports.export_requested.connect(self.export_report)

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {"import": self.import_file, "import_paste": self.import_paste, "import_again": self.import_again}

    def import_file(self) -> None:
        """Ask for a file and how to take it."""
        path = self._pick()
        if path is not None:
            self.ask(path, fresh=not len(self._desk.document.plan))

    def import_again(self) -> None:
        """Ask for a newer version of a sheet and compare it with the plan."""
        path = self._pick()
        if path is not None:
            self._read(path, UPDATE, keep=True)

    def import_paste(self) -> None:
        """Ask how to take the cells of the clipboard."""
        self._desk.grid.commit_open_editor()
        try:
            source = paste()
        except PlannerError as error:
            self._files.fail(error)
            return
        if source is None:
            self._desk.window.status.tell(_("There are no cells on the clipboard to paste."))
        else:
            self._ask(ADD, keep=False, source=source)

    def ask(self, path: Path, *, fresh: bool) -> None:
        """Read a file beside the window, then ask how to take it."""
        self._read(path, NEW if fresh else ADD, keep=False)

    def take_sample(self, path: Path) -> None:
        """Open the sample, which needs no questions."""
        self._desk.ports.tasks.run(partial(_read_sample, path), self._show_sample, self._files.fail, TOPIC)

    def take(self, answer: ImportAnswer) -> None:
        """Take what was imported."""
        if answer.target == NEW:
            self._files.leave_then(partial(self._show_imported, answer))
        elif answer.target == ADD:
            self._append(answer)
        else:
            self._update(answer)

    def export_report(self) -> None:
        """Ask for a name and write the report of the last import."""
        record = self._desk.imports.record
        if record is None:
            return
        name = _("{name} import report.csv").format(name=Path(record.name).stem)
        path = self._desk.ports.files.save_path(Kind.CSV, (self._files.folder() or Path.home()) / name)
        if path is None:
            return
        try:
            export_import_report(record.report, path, overwrite=True)
        except PlannerError as error:
            self._files.fail(error)
            return
        self._desk.window.status.tell(_("Written: {name}").format(name=path.name))

    def _pick(self) -> Path | None:
        self._desk.grid.commit_open_editor()
        return self._desk.ports.files.open_path(Kind.TABLE, self._files.folder())

    def _read(self, path: Path, target: str, *, keep: bool) -> None:
        text = _("Reading {name}…").format(name=path.name)
        done = partial(self._ask, target, keep)
        self._desk.ports.tasks.run(partial(read_and_look, path, self._look()), done, self._files.fail, TOPIC, text)

    def _look(self) -> Look:
        return Look(self._desk.document.state, self.memory)

    def _ask(self, target: str, keep: bool, source: Source | Seen) -> None:  # noqa: FBT001 - bound by name
        around = Around(
            self._desk.program.theme, self._desk.ports.tasks, self._look(), self._pick,
            self._desk.program.recent.files(), target, keep, self._files.file.path,
        )  # fmt: skip
        answer = ImportDialog.ask(source, around, self._desk.window)
        if answer is not None:
            self.take(answer)

    def _show_imported(self, answer: ImportAnswer) -> None:
        plan, own = answer.imported.plan, answer.own
        base = base_of(answer.source.name, layout_of(answer.imported), plan)
        content = PlanContent(
            replace(plan, title=own.title or plan.title), own.assumptions, {**own.sections, SECTION: [base.as_json()]}
        )
        text = _("Classifying {name}…").format(name=answer.source.name)
        self._files.show_later(content, text, partial(self._taken, answer, plan.rows.ids))

    def _append(self, answer: ImportAnswer) -> None:
        document, plan = self._desk.document, answer.imported.plan
        here = document.plan
        block = replace(here.new_rows(len(plan)), columns=plan.columns, extras=plan.extras)
        positions = tuple(range(len(here), len(here) + len(plan)))
        label = _("Import {name}").format(name=answer.source.name)
        base = base_of(answer.source.name, layout_of(answer.imported), replace(plan, rows=block.rows))
        edits: list[Edit] = [InsertRows(positions, block, label), edit_of_base(document.sections, base)]
        self._carry_out(Several((*edits, *_assumed(answer)), label), partial(self._taken, answer, block.rows.ids))

    def _update(self, answer: ImportAnswer) -> None:
        self.comparison.ask(answer, partial(self._carry_out_update, answer))

    def _carry_out_update(self, answer: ImportAnswer, found: Chosen) -> None:
        label = _("Update from {name}").format(name=answer.source.name)
        keep = Keep(self._desk.document.sections, answer.source.name, layout_of(answer.imported))
        edit = edit_of(found.review, found.taken, label, keep, _assumed(answer))
        rows = {new: old for old, new in found.review.pairs}
        ids = tuple(rows.get(row, -1) for row in answer.imported.plan.rows.ids)
        self._carry_out(edit, partial(self._taken, answer, ids, found.told))

    def _carry_out(self, edit: Edit, done: Callable[[], None]) -> None:
        """Carry an edit out as one step; for a long plan its results are worked out beside the window first."""
        document = self._desk.document
        if len(document.plan) + len(edit_rows(edit)) <= AT_ONCE:
            self._desk.carry_out(edit)
            done()
            return
        before = document.state

        def work(_progress: Progress) -> Ahead:
            return worked_ahead(document.shipped, before, edit)

        def take(ahead: Ahead) -> None:
            if document.state is not before:
                self._desk.window.status.tell(_("The plan was edited meanwhile; import the sheet again."))
                return
            document.expect(ahead)
            self._desk.carry_out(edit)
            done()

        self._desk.ports.tasks.run(work, take, self._files.fail, TOPIC, edit.label)

    def _taken(self, answer: ImportAnswer, ids: tuple[RowId, ...], told: str = "") -> None:
        found, source = answer.imported, answer.source
        if source.path is not None:
            self._desk.program.remember(source.path)
        count = len(found.plan)
        text = ngettext("{count} function taken from {name}", "{count} functions taken from {name}", count)
        self._desk.window.status.tell(told or text.format(count=count, name=source.name))
        rows = dict(zip(found.source_rows, ids, strict=True))
        findings = findings_of(found.report)
        self._desk.imports.show_record(ImportRecord(source.name, summary(found), found.report, findings, rows))
        self._desk.window.docks["import"].show()

    def _show_sample(self, found: Imported) -> None:
        self._files.show(PlanContent(replace(found.plan, title=_("Sample plan"))), modified=False)


def edit_rows(edit: Edit) -> tuple[RowId, ...]:
    """Return the rows that an edit brings."""
    parts = edit.edits if isinstance(edit, Several) else (edit,)
    return tuple(row for part in parts if isinstance(part, InsertRows) for row in part.block.rows.ids)


def _assumed(answer: ImportAnswer) -> list[Edit]:
    """Return the edits that take the assumptions of a workbook over."""
    return [SetAssumption(key, entry) for key, entry in answer.own.assumptions.given.items()]
