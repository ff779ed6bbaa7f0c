"""The open document: its state, its evaluation, and whether it differs from what was saved."""

from collections.abc import Callable
from pathlib import Path

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation, Libraries, evaluate, re_evaluate
from outsourcing_planner.session.edits import Change, Edit, State

Listener = Callable[[Change], None]


class Document:
    """A plan with its assumptions and results.

    Every change goes through ``apply``; listeners hear what changed after the results are up to date.
    """

    def __init__(self, libraries: Libraries, plan: Plan | None = None, assumptions: Assumptions | None = None) -> None:
        self.libraries = libraries
        self.path: Path | None = None
        self._listeners: list[Listener] = []
        self._state = State(plan or Plan(), assumptions or Assumptions())
        self._evaluation = evaluate(self.plan, self.assumptions, libraries)

    @property
    def plan(self) -> Plan:
        """Return the plan as it is now."""
        return self._state.plan

    @property
    def assumptions(self) -> Assumptions:
        """Return the assumptions as they are now."""
        return self._state.assumptions

    @property
    def evaluation(self) -> Evaluation:
        """Return the results of the plan as it is now."""
        return self._evaluation

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` after every change."""
        self._listeners.append(listener)

    def apply(self, edit: Edit) -> Edit:
        """Carry out an edit, bring the results up to date, tell the listeners, and return the inverse."""
        self._state, change, inverse = edit.apply(self._state)
        self._evaluation = self._evaluated(change)
        for listener in self._listeners:
            listener(change)
        return inverse

    def replace(self, plan: Plan, assumptions: Assumptions | None = None, path: Path | None = None) -> None:
        """Open another plan in this document."""
        self._state = State(plan, assumptions or Assumptions())
        self.path = path
        self._evaluation = evaluate(self.plan, self.assumptions, self.libraries)
        for listener in self._listeners:
            listener(Change(structure=True, everything=True))

    def cell(self, row: RowId, key: str) -> Cell:
        """Return one cell of the plan."""
        return self.plan.cell(row, key)

    def _evaluated(self, change: Change) -> Evaluation:
        if change.everything:
            return evaluate(self.plan, self.assumptions, self.libraries)
        return re_evaluate(self._evaluation, self.plan, self.assumptions, self.libraries, change.rows)
