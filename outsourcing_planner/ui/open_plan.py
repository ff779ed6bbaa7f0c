"""What import, export, saving and opening need to know of the plan that is open, whoever keeps it."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.session.safe_document import DocumentFile
from outsourcing_planner.ui.kit.tasks import Failure


class OpenPlan(Protocol):
    """The open plan, as the File commands keep it."""

    file: DocumentFile

    @property
    def name(self) -> str:
        """Return its name: of its file, else its title."""

    def folder(self) -> Path | None:
        """Return the folder that a dialog of files should begin in."""

    def fail(self, failure: Failure | PlannerError) -> None:
        """Tell what went wrong and what to do."""

    def leave_then(self, go: Callable[[], object]) -> None:
        """Ask what to do with unsaved changes; go on where the plan may be left, at once or when it is saved."""

    def show(self, content: PlanContent, *, modified: bool) -> None:
        """Put another plan in its place."""

    def show_later(self, content: PlanContent, text: str, done: Callable[[], object]) -> None:
        """Put an imported plan in its place when it is classified and costed, then call ``done``."""
