"""Edits: each changes the state, says what changed, and gives the edit that takes it back. Rows are named by id."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from outsourcing_planner.domain.assumptions import Assumption, Assumptions
from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.text import _


@dataclass(frozen=True, slots=True)
class State:
    """What a document consists of and what undo restores."""

    plan: Plan
    assumptions: Assumptions


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit touched.

    ``rows`` whose results may differ, ``fields`` whose cells may differ, ``structure`` when rows came, went or moved,
    ``everything`` when every result may differ.
    """

    rows: tuple[RowId, ...] = ()
    fields: frozenset[str] = frozenset()
    structure: bool = False
    everything: bool = False


class Edit(Protocol):
    """One step of undo."""

    @property
    def label(self) -> str:
        """Return the name of the step in the menu."""
        ...

    def apply(self, state: State) -> "tuple[State, Change, Edit]":
        """Return the new state, what changed, and the inverse."""
        ...


@dataclass(frozen=True, slots=True)
class SetCells:
    """Put cells into one field of some rows."""

    rows: tuple[RowId, ...]
    key: str
    cells: tuple[Cell, ...]
    label: str = field(default_factory=lambda: _("Edit cell"))

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        old = state.plan.cells(self.rows, self.key)
        plan = state.plan.with_cells(self.rows, self.key, self.cells)
        return replace(state, plan=plan), Change(self.rows, frozenset({self.key})), replace(self, cells=old)


@dataclass(frozen=True, slots=True)
class InsertRows:
    """Put a block of rows at these positions of the result (ascending)."""

    positions: tuple[int, ...]
    block: Plan
    label: str = field(default_factory=lambda: _("Insert rows"))

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        plan = state.plan.inserted(self.positions, self.block)
        inverse = RemoveRows(self.block.rows.ids, self.label)
        return replace(state, plan=plan), Change(self.block.rows.ids, structure=True), inverse


@dataclass(frozen=True, slots=True)
class RemoveRows:
    """Take rows out of the plan."""

    rows: tuple[RowId, ...]
    label: str = field(default_factory=lambda: _("Delete rows"))

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        positions = sorted(state.plan.rows.of(self.rows))
        gone = tuple(state.plan.rows.ids[at] for at in positions)
        block = state.plan.subset(gone)
        inverse = InsertRows(tuple(positions), block, self.label)
        return replace(state, plan=state.plan.without(gone)), Change(gone, structure=True), inverse


@dataclass(frozen=True, slots=True)
class MoveRows:
    """Put all rows into another order."""

    order: tuple[RowId, ...]
    label: str = field(default_factory=lambda: _("Move rows"))

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        inverse = replace(self, order=state.plan.rows.ids)
        return replace(state, plan=state.plan.subset(self.order)), Change(structure=True), inverse


@dataclass(frozen=True, slots=True)
class SetAssumption:
    """Change one assumption, or reset it to its default with None."""

    key: str
    entry: Assumption | None
    label: str = field(default_factory=lambda: _("Change assumption"))

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        inverse = replace(self, entry=state.assumptions.given.get(self.key))
        assumptions = state.assumptions.with_entry(self.key, self.entry)
        return replace(state, assumptions=assumptions), Change(everything=True), inverse


@dataclass(frozen=True, slots=True)
class Several:
    """Some edits as one step."""

    edits: tuple[Edit, ...]
    label: str

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        changes: list[Change] = []
        inverses: list[Edit] = []
        for edit in self.edits:
            state, change, inverse = edit.apply(state)
            changes.append(change)
            inverses.append(inverse)
        return state, _united(changes), Several(tuple(reversed(inverses)), self.label)


def _united(changes: Sequence[Change]) -> Change:
    rows = tuple(dict.fromkeys(row for change in changes for row in change.rows))
    fields = frozenset(key for change in changes for key in change.fields)
    return Change(rows, fields, any(c.structure for c in changes), any(c.everything for c in changes))
