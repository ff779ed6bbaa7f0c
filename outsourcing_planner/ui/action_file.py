"""The commands of the File menu: new, open, save, and leaving a plan without losing anything."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outsourcing_planner.assets import resource
from outsourcing_planner.domain.errors import ChangedOnDiskError, OutputUnwritableError, PlanLockedError, PlannerError
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.session.journal import LeftJournal, left_journals
from outsourcing_planner.session.safe_document import DocumentFile, Mode
from outsourcing_planner.text import _
from outsourcing_planner.ui.action_export import ExportCommands
from outsourcing_planner.ui.action_import import ImportCommands
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.dialogs.backups import BackupsDialog
from outsourcing_planner.ui.kit.files import PLAN, Kind
from outsourcing_planner.ui.kit.messages import Leave
from outsourcing_planner.ui.kit.tasks import Failure
from outsourcing_planner.ui.views.ago import ago

if TYPE_CHECKING:
    from outsourcing_planner.ui.desk import Desk

SAMPLE = "samples/portfolio.xlsx"


class FileCommands(QObject):
    """The life of the document in its window."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self.file = DocumentFile(desk.document, desk.program.places)
        self.importing, self.exporting = ImportCommands(desk, self), ExportCommands(desk, self)

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {
            "new": self.new, "new_window": self.new_window, "open": self.open, "open_sample": self.open_sample,
            "save": self.save, "save_as": self.save_as, "browse_backups": self.browse_backups,
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
        elif not self._offer_recovery() and sample:
            self.open_sample()

    def may_leave(self) -> bool:
        """Ask what to do with unsaved changes; say whether the plan may be left."""
        self._desk.grid.commit_open_editor()
        if not self.file.modified:
            return True
        answer = self._desk.ports.messages.leave(self.name)
        return answer is Leave.DISCARD or (answer is Leave.SAVE and self.save())

    def may_close(self) -> bool:
        """Ask as ``may_leave`` and let go of the file where the window may close."""
        if not self.may_leave():
            return False
        self.file.close()
        return True

    def show(self, content: PlanContent, *, modified: bool) -> None:
        """Put a plan without a file into this window."""
        self._desk.stack.clear()
        self.file.new(content, modified=modified)
        self._desk.at_the_top()

    def new(self) -> None:
        """Start an empty plan."""
        if self.may_leave():
            self.show(PlanContent(), modified=False)

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
            if self.may_leave():
                self._open_plan(path)
        else:
            self.importing.ask(path, fresh=True)

    def open_sample(self) -> None:
        """Open the shipped sample."""
        if self.may_leave():
            self.importing.take_sample(resource(SAMPLE))

    def save(self) -> bool:
        """Save the plan; say whether it is saved now."""
        self._desk.grid.commit_open_editor()
        if self.file.path is None or self.file.read_only:
            return self.save_as()
        try:
            self.file.save()
        except ChangedOnDiskError as error:
            return self._save_over(error)
        except (OutputUnwritableError, PlanLockedError) as error:
            self._desk.ports.messages.error(str(error))
            return False
        return self._saved()

    def save_as(self) -> bool:
        """Ask for a name and save there; say whether it is saved now."""
        self._desk.grid.commit_open_editor()
        suggestion = (self.folder() or Path.home()) / f"{self.name}{PLAN}"
        path = self._desk.ports.files.save_path(Kind.PLAN, suggestion)
        if path is None:
            return False
        try:
            self.file.save_as(path, overwrite=True)
        except (OutputUnwritableError, PlanLockedError) as error:
            self._desk.ports.messages.error(str(error))
            return False
        return self._saved()

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

    def _saved(self) -> bool:
        if self.file.path is not None:
            self._desk.program.remember(self.file.path)
        self._desk.stack.setClean()
        self._desk.show_state()
        self._desk.window.status.tell(_("Saved."))
        return True

    def _save_over(self, error: ChangedOnDiskError) -> bool:
        kept = _("What stands there now becomes a backup.")
        if not self._desk.ports.messages.confirm(str(error), _("Save anyway"), kept):
            return False
        try:
            self.file.save(anyway=True)
        except (OutputUnwritableError, PlanLockedError) as again:
            self._desk.ports.messages.error(str(again))
            return False
        return self._saved()

    def _open_plan(self, path: Path) -> None:
        try:
            self._opened(path)
        except PlannerError as error:
            self._desk.program.forget(path)
            self._desk.ports.messages.error(str(error))
            return
        self._desk.stack.clear()
        self._desk.program.remember(path)
        self._desk.at_the_top()
        for left in self.file.left_work()[:1]:
            self._offer(left)

    def _opened(self, path: Path) -> None:
        try:
            self.file.open(path)
        except PlanLockedError as error:
            if not self._desk.ports.messages.confirm(str(error), _("Open read-only")):
                return
            self.file.open(path, Mode.READ_ONLY)

    def _offer_recovery(self) -> bool:
        return any(self._offer(left) for left in left_journals(self._desk.program.places.journals))

    def _offer(self, left: LeftJournal) -> bool:
        name = left.about.path.stem if left.about.path else left.about.title or _("New plan")
        text = _("The program ended unexpectedly. Go on with the unsaved work on “{name}”?").format(name=name)
        later = _("If not, it is offered again at the next start.")
        if not self._desk.ports.messages.confirm(text, _("Recover"), later):
            return False
        try:
            count = self.file.recover(left)
        except PlannerError as error:
            self._desk.ports.messages.error(str(error))
            return False
        self._desk.stack.clear()
        self._desk.refresh()
        self._desk.window.status.tell(_("Recovered; {count} steps since the last save.").format(count=count))
        return True
