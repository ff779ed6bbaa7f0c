"""One save of a document, apart from the document: it may run in another thread while editing goes on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from outsourcing_planner.domain.errors import NotConfirmedError, OutputUnwritableError
from outsourcing_planner.io.atomic import FileStamp, reason, save_bytes
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes, verify_plan_file
from outsourcing_planner.session.backups import Backups
from outsourcing_planner.session.edits import Edit, State
from outsourcing_planner.session.lock import Lock
from outsourcing_planner.text import _


@dataclass
class Saving:
    """A save under way; ``run`` touches neither the document nor the window.

    ``state`` is what is being saved, ``opened`` the stamp that the file must still have. After ``run``: ``data`` and
    ``stamp`` of what was written (no stamp: nothing was), ``confirmed`` by the disk, ``backup_problem``, ``seconds``.
    ``edits`` are those made meanwhile.
    """

    path: Path
    content: PlanContent
    state: State
    overwrite: bool
    opened: FileStamp | None
    backups: Backups
    lock: Lock | None = None
    data: bytes = b""
    stamp: FileStamp | None = None
    confirmed: bool = False
    backup_problem: str = ""
    seconds: float = 0.0
    edits: list[Edit] = field(default_factory=list)

    def run(self, check: Callable[[], None] = lambda: None) -> None:
        """Build the bytes and write them; raises OutputUnwritableError or one of its kinds.

        ``check`` is called after each long step and may raise to stop the save; the old file then stays as it was.
        """
        start = time.perf_counter()
        try:
            self.data = plan_bytes(self.content)
            check()
            self.stamp = save_bytes(
                self.path, self.data, overwrite=self.overwrite, verify=self._verifier(check), opened=self.opened,
                backup=self._backup,
            )  # fmt: skip
            self.confirmed = True
        except NotConfirmedError:
            self.stamp = FileStamp.of(self.data)
            raise
        finally:
            self.seconds = time.perf_counter() - start

    def _verifier(self, check: Callable[[], None]) -> Callable[[Path], None]:
        def verify(file: Path) -> None:
            verify_plan_file(file)
            check()

        return verify

    def _backup(self, file: Path) -> None:
        """Keep the old file; that it cannot be kept is said, but is no reason not to save the work."""
        try:
            self.backups.add(file, self.opened)
        except OutputUnwritableError as error:
            self.backup_problem = _("No backup of the version before could be kept: {why}").format(why=error.why)
        except OSError as error:
            self.backup_problem = _("No backup of the version before could be kept: {why}").format(why=reason(error))


def state_of(content: PlanContent) -> State:
    """Return what undo works on of a content."""
    return State(content.plan, content.assumptions, content.sections)


def with_state(content: PlanContent, state: State) -> PlanContent:
    """Return the content with another state; what is not known stays."""
    return replace(content, plan=state.plan, assumptions=state.assumptions, sections=state.sections)
