"""A plan made ready to be shown, apart from any window: read, classified and costed in whatever thread.

``DocumentFile.open``, ``new`` and ``recover`` take what these functions return, and then take no time.
"""

from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.plan_file import (
    OpenedPlan,
    PlanContent,
    checked_plan_bytes,
    new_document_id,
    read_plan_file,
)
from outsourcing_planner.session.document import Prepared, prepared
from outsourcing_planner.session.journal import LeftJournal, Recovered
from outsourcing_planner.session.saving import state_of
from outsourcing_planner.text import _


class Mode(Enum):
    """How to open a plan."""

    USUAL = "usual"
    READ_ONLY = "read only"
    COPY = "copy"
    ANYWAY = "anyway"

    def why_read_only(self, opened: OpenedPlan) -> str:
        """Return why the plan must not be saved to its file, or an empty text."""
        if opened.newer:
            return _("version {version} of the program made it; this version might lose something of it.").format(
                version=opened.program
            )
        return _("it was opened read-only.") if self is Mode.READ_ONLY else ""


@dataclass(frozen=True)
class Loaded:
    """A content with its results."""

    content: PlanContent
    prepared: Prepared


@dataclass(frozen=True)
class LoadedContent(Loaded):
    """A content that was imported or made; ``data`` is its plan file, checked."""

    data: bytes = field(repr=False)


@dataclass(frozen=True)
class LoadedPlan(Loaded):
    """The content of a plan file."""

    opened: OpenedPlan

    def as_copy(self) -> LoadedContent:
        """Return the same content as a document of its own."""
        content = replace(self.content, document_id=new_document_id())
        return LoadedContent(content, self.prepared, checked_plan_bytes(content))


@dataclass(frozen=True)
class LoadedWork(Loaded):
    """The work of a journal."""

    recovered: Recovered


def load_content(content: PlanContent, shipped: Libraries) -> LoadedContent:
    """Return a content that was imported or made, ready to be shown."""
    return LoadedContent(content, prepared(shipped, state_of(content)), checked_plan_bytes(content))


def load_plan(path: Path, shipped: Libraries) -> LoadedPlan:
    """Return a plan file, ready to be shown; raises InputUnreadableError."""
    opened = read_plan_file(path)
    return LoadedPlan(opened.content, prepared(shipped, state_of(opened.content)), opened)


def load_left(left: LeftJournal, shipped: Libraries) -> LoadedWork:
    """Return the work of a journal, ready to be shown; raises InputUnreadableError."""
    recovered = left.recover()
    return LoadedWork(recovered.content, prepared(shipped, state_of(recovered.content)), recovered)
