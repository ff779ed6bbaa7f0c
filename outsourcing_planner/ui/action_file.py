"""The commands of the File menu: new, open, save, and leaving a plan without losing anything."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from outsourcing_planner.assets import resource
from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.session.safe_document import DocumentFile
from outsourcing_planner.text import _
from outsourcing_planner.ui.action_export import ExportCommands
from outsourcing_planner.ui.action_import import ImportCommands
from outsourcing_planner.ui.action_open import OpenCommands
from outsourcing_planner.ui.action_save import SaveCommands, Then
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.dialogs.backups import BackupsDialog
from outsourcing_planner.ui.kit.files import PLAN, Kind
from outsourcing_planner.ui.kit.messages import Leave
from outsourcing_planner.ui.kit.tasks import Failure
from outsourcing_planner.ui.views.ago import ago
from outsourcing_planner.ui.workbench import Workbench

SAMPLE = "samples/portfolio.xlsx"


class FileCommands(QObject):
    """The life of the document in its window."""

    def __init__(self, desk: Workbench) -> None:
        super().__init__(desk)
        self._desk = desk
        self.file = DocumentFile(desk.document, desk.program.places)
        self.importing, self.exporting = ImportCommands(desk, self), ExportCommands(desk, self)
        self.opening, self.saving = OpenCommands(desk, self), SaveCommands(desk, self)
        self._left = self._in_close_event = False

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {
            "new": self.new, "new_window": self.new_window, "open": self.open, "open_sample": self.open_sample,
            "save": self.saving.save, "save_as": self.saving.save_as, "browse_backups": self.browse_backups,
            "close_window": self._desk.window.close, "quit": self.quit,
            **self.importing.handlers(), **self.exporting.handlers(),
        }  # fmt: skip

    @property
    def name(self) -> str:
        """Return the name of the plan: of its file, else its title."""
        path = self.file.path
        return path.stem if path else self._desk.document.plan.title or _("New plan")

    def saved_text(self) -> str:
        """Return in words whether the plan is saved, and how safe it is."""
        if self.file.problem:
            return self.file.problem
        if self.file.read_only:
            return _("read-only")
        if self.file.modified:
            return _("unsaved changes, kept safe")
        if self.file.path is None:
            return _("not saved yet") if len(self._desk.document.plan) else ""
        return _("saved {ago}").format(ago=ago(self.file.saved_at)) if self.file.saved_at else _("saved")

    def has_backups(self) -> bool:
        """Say whether there are earlier states of this plan."""
        return bool(self.file.path and self.file.backups())

    def begin(self, path: Path | None, *, sample: bool) -> None:
        """Start with a file, with the work of a crash where the person wants it, or with the sample."""
        if path is not None:
            self.open_path(path)
        elif not self.opening.offer_recovery() and sample:
            self.open_sample()

    def leave_then(self, go: Then) -> None:
        """Go on once the plan may be left: ask what to do with unsaved changes, save them where that is wanted.

        Nothing happens after a Cancel, or where they could not be saved. What is edited while it is saved is asked for
        again.
        """
        self._desk.grid.commit_open_editor()
        if self.saving.under_way:
            self.saving.wait(partial(self.leave_then, go))
            return
        answer = self._desk.ports.messages.leave(self.name) if self.file.modified else Leave.DISCARD
        if answer is Leave.SAVE:
            self.saving.save(partial(self.leave_then, go))
        elif answer is Leave.DISCARD:
            go()
        else:
            self._desk.program.leaving_stopped.emit()

    def may_close(self) -> bool:
        """Say whether the window may close now; where the plan is being saved first, it closes itself afterwards."""
        if not self._left:
            self._in_close_event = True
            self.leave_then(self._let_go)
            self._in_close_event = False
        return self._left

    def leave_in_a_hurry(self) -> None:
        """Let go without a question (the computer shuts down): what is not saved is offered at the next start."""
        self._desk.grid.commit_open_editor()
        self.file.leave()
        self._left = True

    def show(self, content: PlanContent, *, modified: bool) -> None:
        """Put a plan without a file into this window."""
        self.opening.show(content, modified=modified)

    def show_later(self, content: PlanContent, text: str, done: Callable[[], object]) -> None:
        """Put an imported plan into this window when it is classified and costed, then call ``done``."""
        self.opening.content(content, text, done)

    def new(self) -> None:
        """Start an empty plan."""
        self.leave_then(lambda: self.show(PlanContent(), modified=False))

    def new_window(self) -> None:
        """Open a second window with an empty plan."""
        self._desk.program.window_requested.emit(None)

    def open(self) -> None:
        """Ask for a plan or a workbook and open it."""
        path = self._desk.ports.files.open_path(Kind.ANY, self.folder())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a plan; a workbook goes through the import."""
        if path.suffix.lower() == PLAN:
            self.leave_then(partial(self.opening.plan, path))
        else:
            self.importing.ask(path, fresh=True)

    def open_sample(self) -> None:
        """Open the shipped sample."""
        self.leave_then(lambda: self.importing.take_sample(resource(SAMPLE)))

    def browse_backups(self) -> None:
        """Show earlier states and go back to one, as a step that undo takes back."""
        edit = BackupsDialog.ask(self.file, self._desk.window)
        if edit is not None:
            self._desk.carry_out(edit)

    def quit(self) -> None:
        """Close every window; the program ends with the last."""
        self._desk.program.quit_requested.emit()

    def fail(self, failure: Failure | PlannerError) -> None:
        """Say what went wrong; a surprise comes with its details."""
        error = failure.error if isinstance(failure, Failure) else failure
        if isinstance(error, PlannerError):
            self._desk.ports.messages.error(str(error))
        else:
            details = failure.details if isinstance(failure, Failure) else ""
            self._desk.ports.messages.error(_("Something went wrong. Your plan is as it was."), details)

    def folder(self) -> Path | None:
        """Return where a file picker starts."""
        path = self.file.path
        recent = self._desk.program.recent.files()
        return path.parent if path else recent[0].parent if recent else None

    def _let_go(self) -> None:
        self.file.close()
        self._left = True
        if not self._in_close_event:
            self._desk.window.close()
