"""The open document: its state, its evaluation, and whether it differs from what was saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.issues import Issue
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.because import because
from outsourcing_planner.engine.evaluate import Evaluation, Libraries, evaluate, re_evaluate
from outsourcing_planner.engine.warnings import issues_of
from outsourcing_planner.session import own_rates, own_scheme
from outsourcing_planner.session.edits import Change, Edit, State

Listener = Callable[[Change], None]
Recorder = Callable[[Edit], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A state with its results and the libraries in force, ready to be shown; ``refused``: why its own scheme is not.

    Making one takes as long as classifying and costing every row; it needs nothing of a window, so another thread may.
    """

    state: State
    libraries: Libraries
    refused: Issue | None
    evaluation: Evaluation


def prepared(shipped: Libraries, state: State) -> Prepared:
    """Classify and cost a state with the libraries that ship and the plan's own."""
    libraries, refused = own_scheme.libraries_or_shipped(shipped, state.sections)
    libraries = own_rates.libraries_with(libraries, state.sections, state.assumptions)
    return Prepared(state, libraries, refused, evaluate(state.plan, state.assumptions, libraries))


@dataclass(frozen=True, slots=True)
class Ahead:
    """An edit that was carried out on a state beside the window, with the results, for ``Document.expect``."""

    edit: Edit
    before: State
    after: tuple[State, Change, Edit]
    ready: Prepared


def worked_ahead(shipped: Libraries, before: State, edit: Edit) -> Ahead:
    """Carry an edit out on a state and cost every row; another thread may."""
    after = edit.apply(before)
    return Ahead(edit, before, after, prepared(shipped, after[0]))


class Document:
    """A plan with its assumptions and results.

    Every change goes through ``apply``; listeners hear what changed after the results are up to date. ``libraries`` are
    those in force: the ones that ship (``shipped``), with the plan's own classification scheme and rates.
    """

    def __init__(self, libraries: Libraries, plan: Plan | None = None, assumptions: Assumptions | None = None) -> None:
        self.shipped = self.libraries = libraries
        self.path: Path | None = None
        self._listeners: list[Listener] = []
        self._issues: tuple[Issue, ...] | None = None
        self._recorders: list[Recorder] = []
        self._refused: tuple[Any, Issue] | None = None
        self._ahead: Ahead | None = None
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
    def sections(self) -> Mapping[str, Any]:
        """Return the further parts of the document (scenarios, the decision log, …) as JSON values by name."""
        return self._state.sections

    @property
    def state(self) -> State:
        """Return everything that is saved and that undo restores."""
        return self._state

    @property
    def evaluation(self) -> Evaluation:
        """Return the results of the plan as it is now."""
        return self._evaluation

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Return what the plan warns of; worked out when first asked for after a change."""
        if self._issues is None:
            self._issues = self.issue_finder()()
        return self._issues

    def issue_finder(self) -> Callable[[], tuple[Issue, ...]]:
        """Return what works the issues out for the state as it is now; another thread may call it (``take_issues``)."""
        refused = (self._refused[1],) if self._is_refused(self._state) and self._refused else ()
        known = partial(issues_of, self.plan, self.assumptions, self._evaluation, self.libraries)
        return lambda: (*refused, *known())

    def forget_issues(self) -> None:
        """Find the issues anew when they are next asked for: their sentences are of another language now."""
        self._issues = None

    def take_issues(self, state: State, found: tuple[Issue, ...]) -> bool:
        """Take issues that were worked out for a state; say whether it is still the one that is open."""
        if state is self._state:
            self._issues = found
        return state is self._state

    def why(self, row: RowId, key: str) -> str:
        """Return how any computed value of a row came about: formula, source or reason (every key of the results)."""
        return because(self.plan, self.assumptions, self.libraries, row, key)

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` after every change."""
        self._listeners.append(listener)

    def record(self, recorder: Recorder) -> None:
        """Call ``recorder`` with every edit that was carried out, before the listeners hear of it."""
        self._recorders.append(recorder)

    def apply(self, edit: Edit) -> Edit:
        """Carry out an edit, bring the results up to date, tell the listeners, and return the inverse.

        An edit that cannot be carried out raises and changes nothing.
        """
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.edit is edit and ahead.before is self._state and ahead.ready.refused is None:
            (state, change, inverse), libraries = ahead.after, ahead.ready.libraries
            self._evaluation = ahead.ready.evaluation
        else:
            state, change, inverse = edit.apply(self._state)
            libraries = self._libraries_of(state)
            change = replace(change, everything=change.everything or libraries is not self.libraries)
            self._evaluation = self._evaluated(state, change, libraries)
        self._state, self.libraries = state, libraries
        for recorder in self._recorders:
            recorder(edit)
        self._tell(change)
        return inverse

    def replace(
        self,
        plan: Plan,
        assumptions: Assumptions | None = None,
        path: Path | None = None,
        sections: Mapping[str, Any] | None = None,
    ) -> None:
        """Open another plan in this document."""
        self.put(prepared(self.shipped, State(plan, assumptions or Assumptions(), sections or {})), path)

    def put(self, ready: Prepared, path: Path | None = None) -> None:
        """Open a plan in this document whose results are there already."""
        state = ready.state
        self.libraries, self._evaluation, self._state, self.path = ready.libraries, ready.evaluation, state, path
        self._refused = (state.sections[own_scheme.SECTION], ready.refused) if ready.refused else None
        self._tell(Change(structure=True, everything=True, sections=frozenset(state.sections)))

    def expect(self, ahead: Ahead) -> None:
        """Use what was worked out for the next edit, if it is that edit on that state; else it is worked out anew."""
        self._ahead = ahead

    def cell(self, row: RowId, key: str) -> Cell:
        """Return one cell of the plan."""
        return self.plan.cell(row, key)

    def _tell(self, change: Change) -> None:
        self._issues = None
        for listener in self._listeners:
            listener(change)

    def _is_refused(self, state: State) -> bool:
        """Say whether a state has the scheme that could not be used when the plan was opened; undo may lead there."""
        return self._refused is not None and state.sections.get(own_scheme.SECTION) == self._refused[0]

    def _libraries_of(self, state: State) -> Libraries:
        """Return the libraries for a state; raises SchemeError where its scheme makes no sense."""
        found = self.shipped if self._is_refused(state) else own_scheme.libraries_with(self.shipped, state.sections)
        found = own_rates.libraries_with(found, state.sections, state.assumptions)
        is_same = found.scheme == self.libraries.scheme and found.rates == self.libraries.rates
        return self.libraries if is_same else found

    def _evaluated(self, state: State, change: Change, libraries: Libraries) -> Evaluation:
        if change.everything:
            return evaluate(state.plan, state.assumptions, libraries)
        if not change.rows and not change.structure:
            return self._evaluation
        return re_evaluate(self._evaluation, state.plan, state.assumptions, libraries, change.rows)
