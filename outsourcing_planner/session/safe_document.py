"""The document on disk: opened, saved, recovered, and never lost. No Qt; the window calls it.

How a window uses it::

    private = PrivateFolder.begin(places)              # once per process (session/private.py): log, temporary folder
    file = DocumentFile(document, places)              # one per window
    for left in left_journals(places.journals): ...    # at start: offer what crashed processes left (left.about,
                                                       #   left.edited); then file.recover(left) or left.discard()
    file.new(content, modified=True)                   # an import; PlanContent() and modified=False for a blank plan
    file.open(path)                                    # PlanLockedError: ask, then file.open(path, Mode.READ_ONLY),
                                                       #   Mode.COPY (untitled) or Mode.ANYWAY
    file.left_work()                                   # unsaved work of a crash that belongs to the plan just opened
    file.save()                                        # only with file.path set and file.read_only == ""
    file.save_as(path, overwrite=True)                 # overwrite: the person agreed in the file dialog
    file.close()                                       # after Save / Discard; file.leave() keeps the journal instead

``save`` and ``save_as`` raise OutputUnwritableError (``str(error)`` is the sentence to show; the document stays
modified; offer Save As) or its kinds ChangedOnDiskError (offer Save As, or ``save(anyway=True)``: their version becomes
a backup) and OutputExistsError. ``open`` and ``recover`` raise InputUnreadableError and leave the open document alone.
Always replace the content through ``new``, ``open`` and ``recover``, never with ``document.replace``.

Long plans: what session/loading.py returns may be made in another thread and given to ``open``, ``new``, ``recover``;
so may ``saving.run()`` run between ``saving = file.begin_save()`` and ``file.finish_save(saving)``; editing goes on.

State for the window: ``name``, ``path``, ``modified``, ``read_only`` (the reason, or ""), ``saved_at``, ``problem``
(what protects less than it should just now, or ""). ``listen(callback)`` tells when any of them may have changed.

Backups: ``backups()`` newest first (``.replaced``, ``.read()``), ``differences(backup)`` (``.sentences()``, ``.cells``,
``.new``, ``.gone``), ``edit_to_restore(backup)`` is an edit for the undo stack; ``open(backup.path, Mode.COPY)``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from outsourcing_planner.domain.errors import OutputUnwritableError
from outsourcing_planner.io.atomic import FileStamp, sweep
from outsourcing_planner.io.plan_file import PlanContent, checked_plan_bytes, new_document_id
from outsourcing_planner.session import loading, quiet_log
from outsourcing_planner.session.backups import Backup, Backups, Clock, now
from outsourcing_planner.session.differences import Differences, differences
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import Edit, ReplaceAll, State
from outsourcing_planner.session.journal import LeftJournal, left_journals
from outsourcing_planner.session.loading import Mode
from outsourcing_planner.session.lock import Lock, required_lock
from outsourcing_planner.session.places import Places
from outsourcing_planner.session.protection import Protection
from outsourcing_planner.session.saving import Saving, state_of, with_state
from outsourcing_planner.text import _


class DocumentFile:
    """The file behind an open document (see the top of this module)."""

    def __init__(self, document: Document, places: Places, clock: Clock = now) -> None:
        self.document = document
        self.read_only = ""
        self.saved_at: datetime | None = None
        self._places, self._clock = places, clock
        self._listeners: list[Callable[[], None]] = []
        self._lock: Lock | None = None
        self._stamp: FileStamp | None = None
        self._saved: State | None = document.state
        self._origin = PlanContent()
        self._saving: Saving | None = None
        self._backup_problem = ""
        self._protection = Protection(places.journals, clock)
        self._protection.begin(checked_plan_bytes(self.content), self.content, None, None)
        document.record(self._record)

    @property
    def path(self) -> Path | None:
        """Return where the document is saved, None where it never was."""
        return self.document.path

    @property
    def name(self) -> str:
        """Return the name for the title of the window."""
        return self.path.name if self.path else _("Untitled")

    @property
    def modified(self) -> bool:
        """Say whether closing now would lose something."""
        return self._saved is None or not self.document.state.same(self._saved)

    @property
    def content(self) -> PlanContent:
        """Return everything a save would write."""
        return with_state(self._origin, self.document.state)

    @property
    def problem(self) -> str:
        """Return what protects the work less than it should at present, or an empty text."""
        return self._protection.problem or self._backup_problem

    def listen(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` when name, path, saved or not, or problem may have changed."""
        self._listeners.append(listener)

    def new(
        self,
        content: PlanContent | loading.LoadedContent | None = None,
        *,
        modified: bool = False,
        protect: bool = True,
    ) -> None:
        """Show a document that has no file: blank, a sample, or an import (``modified``: to be saved or discarded).

        Without ``protect`` the caller calls ``protect`` when the document is painted.
        """
        ready = content or PlanContent()
        if isinstance(ready, PlanContent):
            ready = loading.load_content(ready, self.document.shipped)
        self._let_go()
        self._show(ready, None, None, None)
        self._protection.begin(ready.data, ready.content, None, None)
        self._saved = None if modified else self._saved
        if protect:
            self.protect()
        self._tell()

    def protect(self) -> None:
        """Protect a document that is saved nowhere before its first edit, unless it is protected by now."""
        if self._saved is None:
            self._protection.protect_now()

    def open(self, path: Path, mode: Mode = Mode.USUAL, loaded: loading.LoadedPlan | None = None) -> None:
        """Open a plan file; raises InputUnreadableError or PlanLockedError and then changes nothing.

        A plan of a newer format opens read-only. The open document is let go without a question.
        """
        ready = loaded or loading.load_plan(path, self.document.shipped)
        if mode is Mode.COPY:
            return self.new(ready.as_copy(), modified=True)
        opened, why = ready.opened, mode.why_read_only(ready.opened)
        lock = None if why else self._lock_for(path, force=mode is Mode.ANYWAY)
        self._let_go()
        if lock:
            sweep(lock.file)
        self._show(ready, path, opened.stamp, lock)
        self.read_only = why
        self._protection.begin(opened.data, opened.content, path, opened.stamp)
        quiet_log.event("opened", rows=len(opened.content.plan), format=opened.format, read_only=bool(why))
        return self._tell()

    def left_work(self) -> list[LeftJournal]:
        """Return unsaved work of crashed processes that belongs to the open document, newest first."""
        mine = self._origin.document_id
        return [left for left in left_journals(self._places.journals) if left.about.document_id == mine]

    def recover(self, left: LeftJournal, loaded: loading.LoadedWork | None = None) -> int:
        """Show the work of a journal, not yet saved, and go on protecting it; return how many edits it held.

        Saving compares the file with the one that was open before the crash. Raises InputUnreadableError where nothing
        can be read, PlanLockedError where somebody else has the file open by now; the journal then stays.
        """
        ready = loaded or loading.load_left(left, self.document.shipped)
        recovered, path = ready.recovered, left.about.path
        lock = self._lock_for(path) if path else None
        self._let_go()
        self._show(ready, path, left.about.stamp, lock)
        self._saved = None
        self._protection.go_on(left, recovered)
        quiet_log.event("recovered", edits=recovered.edits, complete=recovered.complete)
        self._tell()
        return recovered.edits

    def save(self, *, anyway: bool = False) -> None:
        """Save to ``path``; ``anyway`` also over a file that somebody else changed (it becomes a backup)."""
        self._carry_out(self.begin_save(anyway=anyway))

    def save_as(self, path: Path, *, overwrite: bool = False) -> None:
        """Save under another name; the document then is that file, and a document of its own."""
        self._carry_out(self.begin_save(path, overwrite=overwrite))

    def begin_save(self, path: Path | None = None, *, overwrite: bool = False, anyway: bool = False) -> Saving:
        """Return a save of the document as it is now, to be run and finished; one at a time.

        Without ``path`` it goes where the document is. Raises OutputUnwritableError where that is not allowed,
        PlanLockedError where somebody else has the other file open.
        """
        if self._saving is not None:
            raise OutputUnwritableError(self.name, _("a save is under way; wait until it is done."))
        if path is None or (self._is_here(path) and not self.read_only):
            self._saving = self._save_here(anyway=anyway)
        else:
            self._saving = self._save_elsewhere(path, overwrite=overwrite)
        return self._saving

    def _save_elsewhere(self, path: Path, *, overwrite: bool) -> Saving:
        if self._is_here(path):
            raise OutputUnwritableError(str(path), self.read_only + " " + _("Choose another name."))
        lock = required_lock(path, self._clock())
        content = replace(self.content, document_id=new_document_id()) if self.path else self.content
        return Saving(path, content, self.document.state, overwrite, None, self._backups(content), lock)

    def _save_here(self, *, anyway: bool) -> Saving:
        if self.path is None:
            raise OutputUnwritableError(self.name, _("it has no file yet; use Save As."))
        if self.read_only:
            raise OutputUnwritableError(str(self.path), self.read_only + " " + _("Use Save As."))
        content, opened = self.content, None if anyway else self._stamp
        return Saving(self.path, content, self.document.state, True, opened, self._backups(content))

    def finish_save(self, saving: Saving) -> None:
        """Take note of how a save ended, whether it succeeded or failed, unless another document is open by now."""
        here, self._saving = saving is self._saving, None
        if saving.stamp is None or not here:
            quiet_log.event("not saved", rows=len(saving.content.plan), seconds=saving.seconds)
            if saving.lock:
                saving.lock.release()
            return self._tell()
        if saving.path != self.path:
            self._move_to(saving)
        self._origin, self._stamp = saving.content, saving.stamp
        self._saved = saving.state if saving.confirmed else None
        if not saving.confirmed:
            return self._tell()
        self.saved_at, self._backup_problem = self._clock(), saving.backup_problem
        self._protection.saved(saving.data, self.content, saving.path, saving.stamp, saving.edits)
        quiet_log.event("saved", rows=len(saving.content.plan), bytes=len(saving.data), seconds=saving.seconds)
        return self._tell()

    def _move_to(self, saving: Saving) -> None:
        if self._lock:
            self._lock.release()
        self._lock, self.read_only = saving.lock, ""
        self.document.path = saving.path

    def _carry_out(self, saving: Saving) -> None:
        try:
            saving.run()
        finally:
            self.finish_save(saving)

    def backups(self) -> list[Backup]:
        """Return the former versions of the document, newest first."""
        return self._backups(self._origin).all()

    def differences(self, backup: Backup) -> Differences:
        """Return how the document now differs from a backup; raises InputUnreadableError."""
        return differences(state_of(backup.read().content), self.document.state)

    def edit_to_restore(self, backup: Backup) -> Edit:
        """Return the edit that brings a backup back as one step that undo takes back; raises InputUnreadableError."""
        return ReplaceAll(state_of(backup.read().content))

    def close(self) -> None:
        """Let go of the file: the work is saved or not wanted. The document stays as it is."""
        self._let_go()

    def leave(self) -> None:
        """Let go of the file in a hurry (the computer shuts down): what is not saved is offered at the next start."""
        self.protect()
        if self.modified:
            self._protection.leave()
        self._let_go()

    def _record(self, edit: Edit) -> None:
        if self._saving is not None:
            self._saving.edits.append(edit)
        self._protection.record(edit, self.content)
        self._tell()

    def _show(self, ready: loading.Loaded, path: Path | None, stamp: FileStamp | None, lock: Lock | None) -> None:
        self._origin, self._stamp, self._lock, self.read_only, self.saved_at = ready.content, stamp, lock, "", None
        self.document.put(ready.prepared, path)
        self._saved = self.document.state

    def _let_go(self) -> None:
        self._saving = None
        self._protection.end()
        if self._lock:
            self._lock.release()
            self._lock = None

    def _lock_for(self, path: Path, *, force: bool = False) -> Lock | None:
        """Return the lock of a file to be shown next: the one in hand where it is the same file."""
        if not self._is_here(path) or self._lock is None:
            return required_lock(path, self._clock(), force=force)
        lock, self._lock = self._lock, None
        return lock

    def _is_here(self, path: Path) -> bool:
        """Say whether a path, however written, is the file of this document."""
        return self.path is not None and path.resolve() == self.path.resolve()

    def _backups(self, content: PlanContent) -> Backups:
        return Backups(self._places.backups, content.document_id, self._clock)

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
