"""Edits as JSON values and back, for the journal."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_json import (
    Json,
    as_positions,
    assumptions_from_json,
    assumptions_to_json,
    cells_from_json,
    entry_from_json,
    entry_to_json,
    plan_from_json,
    plan_to_json,
)
from outsourcing_planner.session.edits import (
    Edit,
    InsertRows,
    MoveRows,
    RemoveRows,
    ReplaceAll,
    SetAssumption,
    SetCells,
    SetExtra,
    SetSection,
    SetTitle,
    Several,
    State,
)


def edit_to_json(edit: Edit) -> dict[str, Json]:
    """Return an edit as a JSON object; raises TypeError for an edit of another kind."""
    for kind, (name, facts, _back) in _KINDS.items():
        if isinstance(edit, kind):
            return {"do": name, "label": edit.label, **facts(edit)}
    raise TypeError(type(edit).__name__)


def edit_from_json(value: Json) -> Edit:
    """Return the edit of a JSON object; raises ValueError, KeyError or TypeError where it is damaged."""
    return _BACK[value["do"]](value)


def _plan_facts(plan: Plan) -> dict[str, Json]:
    return {**plan_to_json(plan), "next_id": plan.next_id}


def _plan(value: Json) -> Plan:
    plan, _unknown = plan_from_json(value, value["next_id"])
    return plan


def _state_facts(edit: ReplaceAll) -> dict[str, Json]:
    state = edit.state
    facts = {"plan": _plan_facts(state.plan), "assumptions": assumptions_to_json(state.assumptions)}
    return facts | {"sections": dict(state.sections)}


def _state(value: Json) -> State:
    assumptions, _unknown = assumptions_from_json(value["assumptions"])
    return State(_plan(value["plan"]), assumptions, value["sections"])


def _assumption(value: Json) -> Edit:
    entry = value["entry"]
    return SetAssumption(value["key"], entry and entry_from_json(value["key"], entry), value["label"])


def _insert(value: Json) -> Edit:
    return InsertRows(tuple(as_positions(value["at"])), _plan(value["block"]), value["label"])


def _remove(value: Json) -> Edit:
    return RemoveRows(tuple(as_positions(value["rows"])), value["label"], tuple(value["headings"]))


def _cells(value: Json) -> Edit:
    rows, cells = tuple(as_positions(value["rows"])), cells_from_json(value["cells"])
    return SetCells(rows, value["key"], cells, value["label"])


def _extra(value: Json) -> Edit:
    rows, cells = tuple(as_positions(value["rows"])), cells_from_json(value["cells"])
    return SetExtra(rows, value["heading"], cells, value["label"], value["leaves"])


def _section(value: Json) -> Edit:
    return SetSection(value["name"], value["value"], value["label"])


_KINDS: Final[Mapping[type[Any], tuple[str, Callable[[Any], dict[str, Json]], Callable[[Json], Edit]]]] = {
    SetCells: ("cells", lambda e: {"rows": e.rows, "key": e.key, "cells": e.cells}, _cells),
    SetExtra: (
        "extra", lambda e: {"rows": e.rows, "heading": e.heading, "cells": e.cells, "leaves": e.leaves}, _extra,
    ),
    InsertRows: ("insert", lambda e: {"at": e.positions, "block": _plan_facts(e.block)}, _insert),
    RemoveRows: ("remove", lambda e: {"rows": e.rows, "headings": e.headings}, _remove),
    MoveRows: ("move", lambda e: {"order": e.order}, lambda v: MoveRows(tuple(as_positions(v["order"])), v["label"])),
    SetAssumption: ("assume", lambda e: {"key": e.key, "entry": e.entry and entry_to_json(e.entry)}, _assumption),
    SetTitle: ("title", lambda e: {"title": e.title}, lambda v: SetTitle(v["title"], v["label"])),
    SetSection: ("section", lambda e: {"name": e.name, "value": e.value}, _section),
    ReplaceAll: ("replace", _state_facts, lambda v: ReplaceAll(_state(v), v["label"])),
    Several: (
        "several", lambda e: {"edits": [edit_to_json(edit) for edit in e.edits]},
        lambda v: Several(tuple(edit_from_json(edit) for edit in v["edits"]), v["label"]),
    ),
}  # fmt: skip
_BACK: Final = {name: back for name, _facts, back in _KINDS.values()}
