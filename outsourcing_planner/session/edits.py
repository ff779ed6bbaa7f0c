"""Edits: each changes the state, says what changed, and gives the edit that takes it back. Rows are named by id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from outsourcing_planner.domain.assumptions import Assumption, Assumptions
from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.plan import Column, Plan, RowId
from outsourcing_planner.text import _


@dataclass(frozen=True, slots=True)
class State:
    """What a document consists of and what undo restores.

    ``sections`` are further parts of the document as JSON values by name (scenarios, the decision log, own rates). They
    are never changed in place.
    """

    plan: Plan
    assumptions: Assumptions
    sections: Mapping[str, Any] = field(default_factory=dict)

    def same(self, other: "State") -> bool:
        """Say whether both would be saved alike; the next free row id is not content."""
        return (
            _same_plan(self.plan, other.plan)
            and dict(self.assumptions.given) == dict(other.assumptions.given)
            and dict(self.sections) == dict(other.sections)
        )


def _same_plan(one: Plan, other: Plan) -> bool:
    if one is other:
        return True
    if one.rows != other.rows or one.title != other.title or list(one.extras.items()) != list(other.extras.items()):
        return False
    keys = one.columns.keys() | other.columns.keys()
    return all(_same_column(one.columns.get(key), other.columns.get(key)) for key in keys)


def _same_column(one: Column | None, other: Column | None) -> bool:
    if one is None or other is None:
        return all(cell is None for cell in one or other or ())
    return one is other or (one == other and all(type(a) is type(b) for a, b in zip(one, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit touched.

    ``rows`` whose results may differ, ``fields`` whose cells may differ, ``structure`` when rows came, went or moved,
    ``everything`` when every result may differ, ``sections`` the names of further parts that differ.
    """

    rows: tuple[RowId, ...] = ()
    fields: frozenset[str] = frozenset()
    structure: bool = False
    everything: bool = False
    sections: frozenset[str] = frozenset()


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
class SetExtra:
    """Put cells into one imported column of some rows; ``leaves``: the column, blank otherwise, goes from the plan."""

    rows: tuple[RowId, ...]
    heading: str
    cells: tuple[Cell, ...]
    label: str
    leaves: bool = False

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        plan = state.plan
        known = plan.extras.get(self.heading)
        column = list(known or (None,) * len(plan))
        places = plan.rows.of(self.rows)
        inverse = replace(self, cells=tuple(column[at] for at in places), leaves=known is None)
        for at, cell in zip(places, self.cells, strict=True):
            column[at] = cell
        extras = {**plan.extras, self.heading: tuple(column)}
        if self.leaves:
            del extras[self.heading]
        return replace(state, plan=replace(plan, extras=extras)), Change(self.rows), inverse


@dataclass(frozen=True, slots=True)
class InsertRows:
    """Put a block of rows at these positions of the result (ascending)."""

    positions: tuple[int, ...]
    block: Plan
    label: str = field(default_factory=lambda: _("Insert rows"))

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        plan = state.plan.inserted(self.positions, self.block)
        came = tuple(heading for heading in self.block.extras if heading not in state.plan.extras)
        inverse = RemoveRows(self.block.rows.ids, self.label, came)
        return replace(state, plan=plan), Change(self.block.rows.ids, structure=True), inverse


@dataclass(frozen=True, slots=True)
class RemoveRows:
    """Take rows out of the plan, and with them the imported columns that came with them (``headings``)."""

    rows: tuple[RowId, ...]
    label: str = field(default_factory=lambda: _("Delete rows"))
    headings: tuple[str, ...] = ()

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        positions = sorted(state.plan.rows.of(self.rows))
        gone = tuple(state.plan.rows.ids[at] for at in positions)
        block = state.plan.subset(gone)
        inverse = InsertRows(tuple(positions), block, self.label)
        plan = state.plan.without(gone)
        left = {heading: cells for heading, cells in plan.extras.items() if heading not in self.headings}
        return replace(state, plan=replace(plan, extras=left)), Change(gone, structure=True), inverse


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
class SetTitle:
    """Give the plan another title."""

    title: str
    label: str = field(default_factory=lambda: _("Change title"))

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        inverse = replace(self, title=state.plan.title)
        return replace(state, plan=replace(state.plan, title=self.title)), Change(), inverse


@dataclass(frozen=True, slots=True)
class SetSection:
    """Put a JSON value (lists, not tuples; finite numbers) into a further part, or remove the part with None."""

    name: str
    value: Any
    label: str

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        inverse = replace(self, value=state.sections.get(self.name))
        sections = {name: value for name, value in state.sections.items() if name != self.name}
        if self.value is not None:
            sections[self.name] = self.value
        return replace(state, sections=sections), Change(sections=frozenset({self.name})), inverse


@dataclass(frozen=True, slots=True)
class ReplaceAll:
    """Put another state in the place of this one, such as an earlier version from a backup."""

    state: State
    label: str = field(default_factory=lambda: _("Go back to an earlier version"))

    def apply(self, state: State) -> tuple[State, Change, Edit]:
        """See Edit."""
        next_id = max(state.plan.next_id, self.state.plan.next_id)
        new = replace(self.state, plan=replace(self.state.plan, next_id=next_id))
        sections = frozenset({*state.sections, *new.sections})
        return new, Change(structure=True, everything=True, sections=sections), replace(self, state=state)


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
    sections = frozenset(name for change in changes for name in change.sections)
    return Change(rows, fields, any(c.structure for c in changes), any(c.everything for c in changes), sections)
