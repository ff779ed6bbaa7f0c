"""Undo: the one command, which holds an edit and its inverse in turn."""

from typing import Protocol

from PySide6.QtGui import QUndoCommand, QUndoStack

from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import Edit


class Selecting(Protocol):
    """Who shows a selection that undo and redo bring back."""

    def remember(self) -> object:
        """Return what is selected now, in terms that survive sorting and filtering."""
        ...

    def restore(self, selection: object) -> None:
        """Select again what was remembered; what is no longer shown is left out."""
        ...


class EditCommand(QUndoCommand):
    """One step: doing it again is carrying out the inverse of its inverse."""

    def __init__(self, document: Document, edit: Edit, selecting: Selecting | None = None) -> None:
        super().__init__(edit.label)
        self._document, self._next = document, edit
        self._selecting = selecting
        self._before = selecting.remember() if selecting else None
        self._after: object = None
        self._done_once = False

    def selected_after(self) -> None:
        """Take what is selected now as what redo brings back."""
        self._after = self._selecting.remember() if self._selecting else None

    def redo(self) -> None:
        """Carry the edit out."""
        self._next = self._document.apply(self._next)
        if self._done_once and self._selecting and self._after is not None:
            self._selecting.restore(self._after)
        self._done_once = True

    def undo(self) -> None:
        """Take the edit back."""
        self._next = self._document.apply(self._next)
        if self._selecting:
            self._selecting.restore(self._before)


def push(stack: QUndoStack, document: Document, edit: Edit, selecting: Selecting | None = None) -> EditCommand:
    """Carry an edit out as one step of undo, named by the edit."""
    command = EditCommand(document, edit, selecting)
    stack.push(command)
    return command
