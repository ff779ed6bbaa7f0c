"""Undo: the one command, which holds an edit and its inverse in turn."""

from typing import ClassVar, Protocol

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
    """One step that has been carried out: holding its inverse is all it takes to go back, and forth again."""

    turning: ClassVar[bool] = False
    """Whether a step is being taken back or done again; nothing may be pushed meanwhile, Qt would delete that step."""

    def __init__(self, document: Document, label: str, inverse: Edit) -> None:
        super().__init__(label)
        self._document, self._next = document, inverse
        self._selecting: Selecting | None = None
        self._before: object = None
        self._after: object = None
        self._pushed = False

    def selects(self, selecting: Selecting, before: object) -> None:
        """Bring selections back on undo and redo; ``before`` is what was selected before the step."""
        self._selecting, self._before = selecting, before

    def selected_after(self) -> None:
        """Take what is selected now as what redo brings back."""
        self._after = self._selecting.remember() if self._selecting else None

    def redo(self) -> None:
        """Carry the edit out again; Qt's call on pushing finds it carried out."""
        if self._pushed:
            self._turn(self._after)
        self._pushed = True

    def undo(self) -> None:
        """Take the edit back."""
        self._turn(self._before)

    def _turn(self, selection: object) -> None:
        EditCommand.turning = True
        try:
            self._next = self._document.apply(self._next)
            if self._selecting and selection is not None:
                self._selecting.restore(selection)
        finally:
            EditCommand.turning = False


def push(stack: QUndoStack, document: Document, edit: Edit, selecting: Selecting | None = None) -> EditCommand:
    """Carry an edit out as one step of undo, named by the edit.

    The edit comes first: one that cannot be carried out raises here, changes nothing and leaves no step behind.
    """
    before = selecting.remember() if selecting else None
    command = EditCommand(document, edit.label, document.apply(edit))
    if selecting:
        command.selects(selecting, before)
    stack.push(command)
    return command
