"""Protection of unsaved work: which journal is written, and when a new one begins."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from outsourcing_planner.domain.errors import OutputUnwritableError
from outsourcing_planner.io.atomic import FileStamp, reason
from outsourcing_planner.io.plan_file import PlanContent, checked_plan_bytes
from outsourcing_planner.session.backups import Clock
from outsourcing_planner.session.edits import Edit
from outsourcing_planner.session.journal import About, Journal, LeftJournal, Recovered
from outsourcing_planner.text import _

AGAIN_AFTER: Final = timedelta(seconds=20)
"""How long to wait before trying again where no journal can be written (a full disk)."""


class Protection:
    """The journal of one open document, begun with its first edit.

    ``problem`` says why unsaved work is not protected at present, or is empty. Nothing here ever stops editing.
    """

    def __init__(self, journals: Path, clock: Clock) -> None:
        self.problem = ""
        self._journals, self._clock = journals, clock
        self._journal: Journal | None = None
        self._older: list[Journal] = []
        self._base: bytes | None = None
        self._about: About | None = None
        self._failed: datetime | None = None

    def begin(self, base: bytes | None, content: PlanContent, path: Path | None, stamp: FileStamp | None) -> None:
        """Protect a document from here on; its state is that of the checked plan file ``base`` until the first edit.

        Without ``base`` the first journal starts from the document as it is by then.
        """
        self._base, self.problem, self._failed = base, "", None
        self._about = About(content.document_id, path, stamp, content.plan.title, self._clock())

    def protect_now(self) -> None:
        """Begin the journal before the first edit, because the base itself is saved nowhere; nothing where it began."""
        if self._journal is None:
            self._start()

    def go_on(self, left: LeftJournal, recovered: Recovered) -> None:
        """Protect a recovered document by the journal it came from, or by a new one."""
        self.begin(None, recovered.content, left.about.path, left.about.stamp)
        try:
            self._journal = left.adopt(recovered.length)
        except OSError as error:
            self._fail(reason(error))
        if self._journal is None:
            self._start_over(recovered.content)

    def record(self, edit: Edit, content: PlanContent) -> None:
        """Write an edit down; ``content`` is the document after it."""
        self._record_all([edit], content)

    def saved(self, data: bytes, content: PlanContent, path: Path, stamp: FileStamp, edits: Sequence[Edit]) -> None:
        """Drop the journal after a verified save of ``data``.

        ``edits`` were made while it ran and are not in the file; ``content`` is the document with them.
        """
        self._set_aside()
        self.begin(data, content, path, stamp)
        if edits:
            self._record_all(edits, content)
        if not edits or self._journal is not None:
            self._discard_older()

    def end(self) -> None:
        """Drop the journal: the work is saved, or not wanted."""
        self._set_aside()
        self._discard_older()
        self._base, self.problem = None, ""

    def leave(self) -> None:
        """Let go of the journal and leave it for the next start."""
        self._set_aside()
        for journal in self._older:
            journal.close()
        self._older = []

    def _record_all(self, edits: Sequence[Edit], content: PlanContent) -> None:
        """Append edits to the journal; where that is not possible, begin another one from the document as it is."""
        if self._journal is None and self._base is not None:
            self._start()
        self._base = None
        if self._journal is None:
            return self._start_over(content)
        try:
            for edit in edits:
                self._journal.append(edit)
        except TypeError:
            self._start_over(content)
        except OSError as error:
            self._fail(reason(error))
            self._set_aside()
        return None

    def _start_over(self, content: PlanContent) -> None:
        """Begin a new journal whose base is the document as it is now, and then drop the older ones."""
        if self._waiting():
            return
        self._set_aside()
        try:
            self._base = checked_plan_bytes(content)
        except ValueError as error:
            self._fail(str(error))
            return
        self._start()
        self._base = None
        if self._journal is not None:
            self._discard_older()

    def _start(self) -> None:
        if self._about is None or self._base is None:
            return
        try:
            self._journal = Journal.start(self._journals, self._base, self._about)
        except OutputUnwritableError as error:
            self._fail(error.why)
        except OSError as error:
            self._fail(reason(error))
        else:
            self.problem, self._failed = "", None

    def _set_aside(self) -> None:
        """Write no more into the journal; it stays, better than nothing, until another one or a save replaces it."""
        if self._journal is not None:
            self._older.append(self._journal)
        self._journal = None

    def _discard_older(self) -> None:
        for journal in self._older:
            journal.discard()
        self._older = []

    def _fail(self, why: str) -> None:
        self._failed = self._clock()
        self.problem = _("What is not saved is not protected from a crash just now: {why}").format(why=why)

    def _waiting(self) -> bool:
        return self._failed is not None and self._clock() - self._failed < AGAIN_AFTER
