"""Plans and assumptions as JSON values and back: used by the plan file, and by the journal of unsaved edits.

A cell is a JSON string, number, true, false or null; what was typed but is not valid is an object with ``raw`` and
``reason``. What this version does not know is kept apart, so that saving gives it back (see Unknown).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from outsourcing_planner.domain.assumptions import SPECS, Assumption, Assumptions
from outsourcing_planner.domain.cells import Cell, Invalid, parse
from outsourcing_planner.domain.fields import BY_KEY, KEYS, Field, Kind
from outsourcing_planner.domain.plan import Column, Plan, RowId, Rows
from outsourcing_planner.io.json_parts import decoded, encoded
from outsourcing_planner.text import _

Json = Any
"""What ``json.loads`` returns."""

_PLAIN: Final = frozenset({str, float, int, bool, type(None)})
_NUMBER: Final = frozenset({float, int, type(None), Invalid})
_TYPES: Final[Mapping[Kind, frozenset[type]]] = {
    Kind.TEXT: frozenset({str, type(None), Invalid}),
    Kind.CHOICE: frozenset({str, type(None), Invalid}),
    Kind.YES_NO: frozenset({bool, type(None), Invalid}),
}
_PLAN_KEYS: Final = frozenset({"title", "rows", "columns", "extras"})
_ENTRY_KEYS: Final = ("value", "low", "high", "source", "grade")


@dataclass(frozen=True)
class Unknown:
    """What a plan holds that this version of the program does not know.

    ``keys`` stand beside the columns; ``columns`` are cells of unknown fields by row id, so that they follow their rows
    and vanish with them; ``assumptions`` are unknown assumptions, and unknown keys of known ones.
    """

    keys: Mapping[str, Json] = field(default_factory=dict)
    columns: Mapping[str, Mapping[RowId, Json]] = field(default_factory=dict)
    assumptions: Mapping[str, Json] = field(default_factory=dict)


NOTHING_UNKNOWN: Final = Unknown()


def dumps(value: Json) -> bytes:
    """Return a JSON text of one line in ASCII: the same value gives the same bytes, and no value makes it fail."""
    try:
        return _encoded(value)
    except ValueError:
        return _encoded(_finite(value))


def _encoded(value: Json) -> bytes:
    return encoded(value, _other).encode("ascii")


def loads(data: bytes) -> Json:
    """Return the value of a JSON text; raises ValueError where it is none, or nested beyond sense."""
    try:
        return decoded(data)
    except RecursionError as error:
        raise ValueError(_("nested too deeply")) from error


def _other(value: object) -> Json:
    if isinstance(value, Invalid):
        return {"raw": value.raw, "reason": value.reason}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")


def _finite(value: Json) -> Json:
    """Return the value with numbers that JSON does not know as objects."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"number": repr(value)}
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def plan_to_json(plan: Plan, unknown: Unknown = NOTHING_UNKNOWN) -> dict[str, Json]:
    """Return a plan as a JSON object: columns in the order of the table of fields, without those that are all blank.

    The next free id is not part of it: it only ever grows, also where an insertion is undone.
    """
    rows = plan.rows.ids
    known = {key: plan.columns[key] for key in KEYS if key in plan.columns}
    columns = {key: cells for key, cells in known.items() if any(cell is not None for cell in cells)}
    for key, by_row in unknown.columns.items():
        cells = tuple(by_row.get(row) for row in rows)
        if any(cell is not None for cell in cells):
            columns[key] = cells
    return {"title": plan.title, "rows": rows, "columns": columns, "extras": dict(plan.extras), **unknown.keys}


def plan_from_json(value: Json, next_id: Json = 1) -> tuple[Plan, Unknown]:
    """Return the plan of a JSON object, and what in it is unknown; raises ValueError where it makes no sense.

    ``next_id`` is the next free id, raised where a row already has it.
    """
    value = _object(value, "plan")
    rows = _rows(value.get("rows"))
    columns: dict[str, Column] = {}
    strange: dict[str, Mapping[RowId, Json]] = {}
    for key, cells in _object(value.get("columns", {}), "columns").items():
        if key in BY_KEY:
            columns[key] = _fitting(BY_KEY[key], _column(key, cells, len(rows)))
        else:
            listed = _listed(key, cells, len(rows))
            strange[key] = {row: cell for row, cell in zip(rows, listed, strict=True) if cell is not None}
    raw_extras = _object(value.get("extras", {}), "extras")
    extras = {heading: _column(heading, cells, len(rows)) for heading, cells in raw_extras.items()}
    next_id = max(next_id if type(next_id) is int else 1, max(rows, default=0) + 1)
    keys = {key: item for key, item in value.items() if key not in _PLAN_KEYS}
    plan = Plan(Rows(rows), columns, extras, next_id, str(value.get("title", "")))
    return plan, Unknown(keys=keys, columns=strange)


def _object(value: Json, name: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise ValueError(_("{name} is missing or damaged").format(name=name))
    return value


def _rows(value: Json) -> tuple[RowId, ...]:
    if not isinstance(value, list) or {type(row) for row in value} - {int} or len(set(value)) != len(value):
        raise ValueError(_("{name} is missing or damaged").format(name="rows"))
    return tuple(value)


def _listed(name: str, value: Json, count: int) -> list[Json]:
    if not isinstance(value, list) or len(value) != count:
        raise ValueError(_("column {name!r} has not as many cells as there are rows").format(name=name))
    return value


def _column(name: str, value: Json, count: int) -> Column:
    cells = _listed(name, value, count)
    if {type(cell) for cell in cells} <= _PLAIN:
        return tuple(cells)
    return tuple(cell if type(cell) in _PLAIN else cell_from_json(cell) for cell in cells)


def cell_from_json(value: Json) -> Cell:
    """Return the cell of a JSON value; raises ValueError where it is none."""
    if type(value) in _PLAIN:
        return value  # type: ignore[no-any-return] # its type was just looked at
    if isinstance(value, dict) and "raw" in value:
        return Invalid(str(value["raw"]), str(value.get("reason", "")))
    if isinstance(value, dict) and "number" in value:
        return float(value["number"])
    raise ValueError(_("a cell is damaged"))


def _fitting(field: Field, cells: Column) -> Column:
    """Return the cells as the field wants them: other types, from another hand, are read as if they were typed."""
    types = _TYPES.get(field.kind, _NUMBER)
    if {type(cell) for cell in cells} <= types:
        return cells
    return tuple(cell if type(cell) in types else parse(field, cell) for cell in cells)


def cells_from_json(value: Json) -> Column:
    """Return the cells of a JSON list."""
    return tuple(cell_from_json(cell) for cell in value)


def entry_to_json(entry: Assumption) -> dict[str, Json]:
    """Return an assumption as a JSON object."""
    return {key: getattr(entry, key) for key in _ENTRY_KEYS}


def entry_from_json(key: str, value: Json) -> Assumption:
    """Return an assumption of a JSON object; raises ValueError where it does not fit the assumption."""
    value = _object(value, key)
    numeric = not isinstance(SPECS[key].value, str)
    if numeric != _is_number(value.get("value")) or not (numeric or isinstance(value.get("value"), str)):
        raise ValueError(_("assumption {key!r} is damaged").format(key=key))
    low, high = (value.get(side) if _is_number(value.get(side)) else None for side in ("low", "high"))
    return Assumption(value["value"], low, high, str(value.get("source", "")), str(value.get("grade", "–")))


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def assumptions_to_json(assumptions: Assumptions, unknown: Unknown = NOTHING_UNKNOWN) -> dict[str, Json]:
    """Return the assumptions that differ from the shipped ones as a JSON object, in the order of their table."""
    known = {
        key: {**_strange_keys(unknown.assumptions.get(key)), **entry_to_json(assumptions.given[key])}
        for key in SPECS
        if key in assumptions.given
    }
    return known | {key: entry for key, entry in unknown.assumptions.items() if key not in SPECS}


def assumptions_from_json(value: Json) -> tuple[Assumptions, Mapping[str, Json]]:
    """Return the assumptions of a JSON object and what is unknown in it; raises ValueError where it makes no sense."""
    value = _object(value, "assumptions")
    given = {key: entry_from_json(key, value[key]) for key in SPECS if key in value}
    strange = {key: entry if key not in SPECS else _strange_keys(entry) for key, entry in value.items()}
    return Assumptions(given), {key: entry for key, entry in strange.items() if entry or key not in SPECS}


def _strange_keys(entry: Json) -> dict[str, Json]:
    return {key: item for key, item in entry.items() if key not in _ENTRY_KEYS} if isinstance(entry, dict) else {}


def as_positions(value: Iterable[Json]) -> Sequence[int]:
    """Return whole numbers of a JSON list; raises ValueError where one is none."""
    numbers = tuple(value)
    if any(type(number) is not int for number in numbers):
        raise ValueError(_("a row is damaged"))
    return numbers
