"""Saving beside the window: editing goes on meanwhile, Cancel leaves the old file, what waits for it comes after."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from outsourcing_planner.domain.errors import ChangedOnDiskError, OutputUnwritableError, PlanLockedError
from outsourcing_planner.session.saving import Saving
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit.files import PLAN, Kind
from outsourcing_planner.ui.kit.tasks import CancelledError, Failure, Progress
from outsourcing_planner.ui.open_plan import OpenPlan
from outsourcing_planner.ui.workbench import Workbench

TOPIC = "save"
Then = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How a save ended: with an error, cancelled (then nothing was written), or well."""

    error: OutputUnwritableError | None = None
    cancelled: bool = False


def _run(saving: Saving, progress: Progress) -> _Outcome:
    """Save; every way it can end is an answer, because the document must hear of each."""
    try:
        saving.run(lambda: progress.report(-1.0))
    except CancelledError:
        return _Outcome(cancelled=True)
    except OutputUnwritableError as error:
        return _Outcome(error)
    return _Outcome()


class SaveCommands(QObject):
    """Save and Save As of one window. One save at a time: a second one, and a leave-taking, wait for it."""

    def __init__(self, desk: Workbench, files: OpenPlan) -> None:
        super().__init__(desk)
        self._desk, self._files = desk, files
        self._waiting: list[Then] = []
        self.under_way = False

    def save(self, then: Then | None = None) -> None:
        """Save where the plan is, asking for a name where it has none; ``then`` is called once it is saved."""
        self._desk.grid.commit_open_editor()
        file = self._files.file
        if self.under_way:
            self.wait(partial(self.save, then))
        elif file.path is None or file.read_only:
            self.save_as(then)
        else:
            self._start(None, then)

    def save_as(self, then: Then | None = None) -> None:
        """Ask for a name and save there; ``then`` is called once it is saved."""
        self._desk.grid.commit_open_editor()
        if self.under_way:
            self.wait(partial(self.save_as, then))
            return
        suggestion = (self._files.folder() or Path.home()) / f"{self._files.name}{PLAN}"
        path = self._desk.ports.files.save_path(Kind.PLAN, suggestion)
        if path is not None:
            self._start(path, then)
        else:
            self._give_up()

    def wait(self, then: Then) -> None:
        """Call ``then`` when the save under way has ended."""
        self._waiting.append(then)

    def _start(self, path: Path | None, then: Then | None, *, anyway: bool = False) -> None:
        try:
            saving = self._files.file.begin_save(path, overwrite=path is not None, anyway=anyway)
        except (OutputUnwritableError, PlanLockedError) as error:
            self._desk.ports.messages.error(str(error))
            self._give_up()
            return
        self.under_way = True
        text = _("Saving {name}…").format(name=saving.path.name)
        ended = partial(self._ended, saving, then)
        failed = partial(self._broke, saving)
        self._desk.ports.tasks.run(partial(_run, saving), ended, failed, TOPIC, text, must_end=True)

    def _ended(self, saving: Saving, then: Then | None, outcome: _Outcome) -> None:
        self._finish(saving)
        if isinstance(outcome.error, ChangedOnDiskError):
            self._ask_to_save_over(outcome.error, then)
        elif outcome.cancelled or outcome.error is not None:
            self._tell_why(outcome)
            self._give_up()
        else:
            self._saved(then)
        self._go_on()

    def _tell_why(self, outcome: _Outcome) -> None:
        if outcome.error is not None:
            self._desk.ports.messages.error(str(outcome.error))
        else:
            self._desk.window.status.tell(_("Not saved: you cancelled it. The file is as it was."))

    def _give_up(self) -> None:
        """Tell whoever waits to leave (the whole program may be quitting) that this plan stays."""
        self._desk.program.leaving_stopped.emit()

    def _broke(self, saving: Saving, failure: Failure) -> None:
        """Hear of an error that nobody expected: the document must still know that the save is over."""
        self._finish(saving)
        self._files.fail(failure)
        self._give_up()
        self._go_on()

    def _finish(self, saving: Saving) -> None:
        self.under_way = False
        self._files.file.finish_save(saving)

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _saved(self, then: Then | None) -> None:
        file = self._files.file
        if file.path is not None:
            self._desk.program.remember(file.path)
        if not file.modified:
            self._desk.stack.setClean()
        self._desk.state_changed.emit()
        self._desk.window.status.tell(_("Saved."))
        if then is not None:
            then()

    def _ask_to_save_over(self, error: ChangedOnDiskError, then: Then | None) -> None:
        kept = _("What stands there now becomes a backup.")
        if self._desk.ports.messages.confirm(str(error), _("Save anyway"), kept):
            self._start(None, then, anyway=True)
        else:
            self._give_up()
