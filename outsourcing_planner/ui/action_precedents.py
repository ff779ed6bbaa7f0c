"""Own decisions in the window: learned from the plan, marked in the grid, offered in "Why?", and forgotten."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from outsourcing_planner.domain.errors import OutputUnwritableError
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.classify.precedents import Suggestion
from outsourcing_planner.session.edits import Change
from outsourcing_planner.session.precedents import Learner, Suggester
from outsourcing_planner.text import _
from outsourcing_planner.ui.actions import Handler
from outsourcing_planner.ui.workbench import Workbench

_PAUSE_MS = 200
_AT_ONCE = 200
"""New names that are read without leaving the window's thread; more are read beside it."""


class PrecedentCommands(QObject):
    """Learns from the decisions of the plan of a desk, suggests them, and forgets on request."""

    def __init__(self, desk: Workbench, suggester: Suggester) -> None:
        super().__init__(desk)
        self._desk, self.suggester, self.memory = desk, suggester, suggester.memory
        self._learner = Learner(desk.document, self.memory)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self.look)
        desk.document.listen(self._changed)
        desk.why.suggestion_accepted.connect(self.accept)
        desk.why.suggestion_dismissed.connect(self.dismiss)
        desk.why.suggestion_forgotten.connect(self.forget_one)

    def handlers(self) -> dict[str, Handler]:
        """Return what each command does."""
        return {"forget_decisions": self.forget}

    def look(self) -> None:
        """Find what the own decisions suggest and mark it in the grid; many new names are read in the background."""
        if not self.memory.all():
            self._show({})
            return
        names = self.suggester.unread()
        if len(names) <= _AT_ONCE:
            self._show(self.suggester.for_all())
            return
        reader = self.suggester.names()
        self._desk.ports.tasks.run(
            lambda _progress: reader.read(names), lambda _read: self._show(self.suggester.for_all()),
            lambda _failure: self._show({}), "suggestions", _("Comparing with your own decisions…"),
        )  # fmt: skip

    def accept(self, row: RowId, suggestion: Suggestion) -> None:
        """Take a decision over as one step of undo."""
        self._desk.carry_out(self.suggester.accept(row, suggestion))
        self._desk.window.status.tell(_("Decision taken over from your own decisions."))

    def dismiss(self, row: RowId, suggestion: Suggestion) -> None:
        """Suggest this decision for this function no more."""
        self._keep(lambda: self.suggester.dismiss(row, suggestion), _("Not suggested for this function any more."))

    def forget_one(self, _row: RowId, suggestion: Suggestion) -> None:
        """Forget one own decision on this machine."""
        self._keep(lambda: self.memory.forget(suggestion.precedent.function), _("Own decision forgotten."))

    def forget(self) -> None:
        """Forget every own decision kept on this machine, if the person confirms it."""
        kept = len(self.memory.all())
        if not kept:
            self._desk.window.status.tell(_("No own decisions are kept on this computer."))
            return
        question = _("Forget all own decisions that are kept for suggestions?")
        details = _("{count} kept. The decisions in your plans stay; this cannot be undone.").format(count=kept)
        if self._desk.ports.messages.confirm(question, _("Forget"), details):
            self._keep(self.memory.forget_all, _("Own decisions forgotten."))

    def _keep(self, change: Callable[[], None], told: str) -> None:
        try:
            change()
        except (OSError, OutputUnwritableError) as error:
            text = _("The own decisions could not be changed. Close other programs that use {file} and try again.")
            self._desk.ports.messages.error(text.format(file=self.memory.path), str(error))
            return
        self._desk.window.status.tell(told)
        self.look()
        self._desk.why.changed()

    def _changed(self, _change: Change) -> None:
        if self._learner.problem:
            self._desk.window.status.tell(self._learner.problem)
        if self.memory.all() or self._desk.grid.table.suggested.rows:
            self._later.start()

    def _show(self, found: Mapping[RowId, Suggestion]) -> None:
        self._desk.grid.table.set_suggestions({row: one.sentence for row, one in found.items()})
