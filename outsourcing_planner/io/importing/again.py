"""Importing the same sheet again: its layout is known by its headings, its rows by id or by function and department."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.plan import Column, Plan, RowId
from outsourcing_planner.io.importing.columns import EXTRA, FIELD, LEFT_OUT, ColumnUse
from outsourcing_planner.io.wordbook import normal


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell that differs: ``field`` is a key, or the heading of an extra column where ``extra`` is set."""

    row: RowId
    field: str
    old: Cell
    new: Cell
    extra: bool = False


@dataclass(frozen=True)
class Matched:
    """What a new import would do to a plan.

    ``pairs`` are (row of the plan, row of the import); ``added`` are rows of the import, ``gone`` rows of the plan.
    Only fields that the import has are compared, so what was typed into others stays.
    """

    pairs: tuple[tuple[RowId, RowId], ...]
    added: tuple[RowId, ...]
    gone: tuple[RowId, ...]
    changed: tuple[Changed, ...]

    @property
    def nothing(self) -> bool:
        """Say whether the import would change nothing."""
        return not (self.added or self.gone or self.changed)


def match_again(old: Plan, new: Plan, id_heading: str | None = None) -> Matched:
    """Match the rows of a new import with those of a plan.

    Rows are matched by the extra column ``id_heading`` where it is given; else by function and department, then by
    function alone where only one row on either side is left with it. Rows of the same name are paired in their order.
    """
    if id_heading is not None:
        pairs, left, right = _pair(old.rows.ids, new.rows.ids, _by_id(old, id_heading), _by_id(new, id_heading))
    else:
        keys = (("function", "department"), ("function",))
        pairs, left, right = _pair(old.rows.ids, new.rows.ids, _by(old, keys[0]), _by(new, keys[0]))
        more, left, right = _pair(left, right, _by(old, keys[1]), _by(new, keys[1]), single=True)
        pairs += more
    pairs.sort(key=lambda pair: new.rows.positions[pair[1]])
    return Matched(tuple(pairs), tuple(right), tuple(left), tuple(changes(old, new, pairs)))


def _folded(cell: Cell) -> str:
    return " ".join(str(cell).casefold().split()) if cell is not None else ""


def _by(plan: Plan, keys: Sequence[str]) -> dict[RowId, tuple[str, ...]]:
    columns = [plan.column(key) for key in keys]
    return {row: tuple(_folded(column[at]) for column in columns) for at, row in enumerate(plan.rows.ids)}


def _by_id(plan: Plan, heading: str) -> dict[RowId, tuple[str, ...]]:
    column = plan.extras.get(heading, (None,) * len(plan))
    return {row: (_folded(column[at]),) for at, row in enumerate(plan.rows.ids)}


def _pair(
    old: Sequence[RowId], new: Sequence[RowId], old_keys: Mapping[RowId, tuple[str, ...]],
    new_keys: Mapping[RowId, tuple[str, ...]], *, single: bool = False,
) -> tuple[list[tuple[RowId, RowId]], list[RowId], list[RowId]]:  # fmt: skip
    """Pair rows of equal keys in order; a blank key matches nothing. ``single`` asks for one row on both sides."""
    waiting: dict[tuple[str, ...], list[RowId]] = {}
    for row in old:
        if old_keys[row][0]:
            waiting.setdefault(old_keys[row], []).append(row)
    wanted: dict[tuple[str, ...], int] = {}
    for row in new:
        wanted[new_keys[row]] = wanted.get(new_keys[row], 0) + 1
    if single:
        waiting = {key: rows for key, rows in waiting.items() if len(rows) == 1 == wanted.get(key, 0)}
    pairs, right, taken = [], [], set()
    for row in new:
        rows = waiting.get(new_keys[row])
        if rows:
            pairs.append((rows.pop(0), row))
            taken.add(pairs[-1][0])
        else:
            right.append(row)
    return pairs, [row for row in old if row not in taken], right


def changes(old: Plan, new: Plan, pairs: Sequence[tuple[RowId, RowId]]) -> Iterable[Changed]:
    """Yield the cells of paired rows (of the plan, of the import) that differ, in what the import has."""
    at_old, at_new = old.rows.positions, new.rows.positions
    sets: tuple[tuple[Mapping[str, Column], Mapping[str, Column], bool], ...] = (
        (old.columns, new.columns, False),
        (old.extras, new.extras, True),
    )
    for before, after, extra in sets:
        for key, column in after.items():
            known = before.get(key, (None,) * len(old))
            for mine, theirs in pairs:
                was, now = known[at_old[mine]], column[at_new[theirs]]
                if was != now or type(was) is not type(now):
                    yield Changed(mine, key, was, now, extra)


def layout_of_headings(headings: Iterable[str]) -> str:
    """Return a short name of a layout: the same for the same headings in the same order, whatever their years."""
    said = "\n".join(normal(heading) for heading in headings)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def remembered(columns: Sequence[ColumnUse]) -> dict[str, str]:
    """Return a mapping to be remembered: field key, "" for left out, "extra" for kept beside, by heading.

    Columns of another table beside are found anew each time, with the rows that are theirs.
    """
    known = {FIELD, EXTRA, LEFT_OUT}
    kept = [use for use in columns if use.heading and use.use in known and not use.is_beside]
    return {use.heading: EXTRA if use.use == EXTRA else use.field or "" for use in kept}


def recalled(known: Mapping[str, str], headings: Iterable[str]) -> dict[str, str]:
    """Return the part of a remembered mapping that fits a sheet's headings, under the headings the sheet has now."""
    now = {normal(heading): heading for heading in headings if heading}
    return {now[normal(heading)]: key for heading, key in known.items() if normal(heading) in now}
