"""Opening plans beside the window, and giving back the work of a crash."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from outsourcing_planner.domain.errors import PlanLockedError, PlannerError
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.session.journal import LeftJournal, left_journals
from outsourcing_planner.session.loading import (
    LoadedContent,
    LoadedPlan,
    LoadedWork,
    Mode,
    load_content,
    load_left,
    load_plan,
)
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.kit.tasks import Failure, Progress
from outsourcing_planner.ui.kit.turns import Turns
from outsourcing_planner.ui.open_plan import OpenPlan
from outsourcing_planner.ui.workbench import Workbench

TOPIC = "file"
LONG = 1000
"""From more rows than this on, what follows a plan comes a moment after it."""


def _load(path: Path, libraries: Libraries, progress: Progress) -> LoadedPlan:
    progress.report(-1.0)
    return load_plan(path, libraries)


def _load_content(content: PlanContent, libraries: Libraries, progress: Progress) -> LoadedContent:
    progress.report(-1.0)
    return load_content(content, libraries)


def _load_left(left: LeftJournal, libraries: Libraries, progress: Progress) -> LoadedWork:
    progress.report(-1.0)
    return load_left(left, libraries)


class OpenCommands(QObject):
    """What puts another plan into the window. The plan that is there stays until the other one is ready."""

    def __init__(self, desk: Workbench, files: OpenPlan) -> None:
        super().__init__(desk)
        self._desk, self._files = desk, files
        self._after = Turns(self)

    def plan(self, path: Path) -> None:
        """Read a plan file beside the window and show it."""
        text = _("Opening {name}…").format(name=path.name)
        self._run(partial(_load, path), partial(self._show_plan, path), partial(self._fail, path), text)

    def content(self, content: PlanContent, text: str, done: Callable[[], object]) -> None:
        """Classify and cost a content that was imported, and show it as not yet saved."""

        def show(loaded: LoadedContent) -> None:
            is_long = len(content.plan) > LONG
            self.show(loaded, modified=True, protect=not is_long)
            if is_long:
                self._after.take([self._files.file.protect, done])  # the plan is painted before
            else:
                done()

        self._run(partial(_load_content, content), show, self._files.fail, text)

    def show(self, content: PlanContent | LoadedContent, *, modified: bool, protect: bool = True) -> None:
        """Put a plan without a file into this window."""
        self._desk.stack.clear()
        self._files.file.new(content, modified=modified, protect=protect)
        self._desk.at_the_top()

    def offer_recovery(self) -> bool:
        """Offer the work of crashed processes; say whether the person took some."""
        return any(self._offer(left) for left in left_journals(self._desk.program.places.journals))

    def _run(
        self,
        work: Callable[[Libraries, Progress], object],
        done: Callable[..., object],
        failed: Callable[[Failure], None],
        text: str,
    ) -> None:
        """Run the work; where the plan was edited meanwhile, ask anew before it is replaced."""
        document = self._desk.document
        before = document.state

        def show(loaded: object) -> None:
            self._desk.grid.commit_open_editor()
            if document.state.same(before):
                done(loaded)
            else:
                self._files.leave_then(partial(done, loaded))

        self._desk.ports.tasks.run(partial(work, document.shipped), show, failed, TOPIC, text)

    def _show_plan(self, path: Path, loaded: LoadedPlan) -> None:
        try:
            if not self._opened(path, loaded):
                return
        except PlannerError as error:
            self._desk.ports.messages.error(str(error))
            return
        self._desk.stack.clear()
        self._desk.program.remember(path)
        self._desk.at_the_top()
        for left in self._files.file.left_work()[:1]:
            self._offer(left)

    def _opened(self, path: Path, loaded: LoadedPlan) -> bool:
        try:
            self._files.file.open(path, loaded=loaded)
        except PlanLockedError as error:
            if not self._desk.ports.messages.confirm(str(error), _("Open read-only")):
                return False
            self._files.file.open(path, Mode.READ_ONLY, loaded=loaded)
        return True

    def _fail(self, path: Path, failure: Failure) -> None:
        if isinstance(failure.error, PlannerError):
            self._desk.program.forget(path)
        self._files.fail(failure)

    def _offer(self, left: LeftJournal) -> bool:
        name = left.about.path.stem if left.about.path else left.about.title or _("New plan")
        text = _("The program ended unexpectedly. Go on with the unsaved work on “{name}”?").format(name=name)
        later = _("If not, it is offered again at the next start.")
        if not self._desk.ports.messages.confirm(text, _("Recover"), later, _("Not now")):
            return False
        told = _("Recovering {name}…").format(name=name)
        self._run(partial(_load_left, left), partial(self._recover, left), self._files.fail, told)
        return True

    def _recover(self, left: LeftJournal, loaded: LoadedWork) -> None:
        try:
            count = self._files.file.recover(left, loaded)
        except PlannerError as error:
            self._desk.ports.messages.error(str(error))
            return
        self._desk.stack.clear()
        self._desk.at_the_top()
        text = ngettext(
            "Recovered; {count} step since the last save.", "Recovered; {count} steps since the last save.", count
        )
        self._desk.window.status.tell(text.format(count=count))
