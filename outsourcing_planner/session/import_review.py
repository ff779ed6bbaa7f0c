"""Importing a sheet again: what it would add, change and miss in a plan, line by line, and the one step that does it.

Wise about what was typed in the plan since the last import: a cell that the sheet has left as it was keeps what was
typed, and a row that the sheet never had is not missed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.io.headings import is_key_or_date
from outsourcing_planner.io.importing.again import Changed, changes, match_again
from outsourcing_planner.io.read_workbook import Imported
from outsourcing_planner.session.edits import Edit, InsertRows, RemoveRows, SetCells, SetExtra, Several, State
from outsourcing_planner.session.imported_base import Base, base_for, base_of, edit_of_base, layout_of
from outsourcing_planner.text import _

ADDED: Final = "added"
CHANGED: Final = "changed"
GONE: Final = "gone"
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the import would do.

    ``row`` is the row of the plan, for ``added`` that of the import. A change is of one cell: ``key`` is a field, or
    the heading of an imported column where ``extra``. ``proposed`` says whether it is done unless a person says
    otherwise; ``remark`` why not.
    """

    kind: str
    row: RowId
    name: str
    department: str
    key: str = ""
    extra: bool = False
    old: Cell = None
    new: Cell = None
    proposed: bool = True
    remark: str = ""

    @property
    def heading(self) -> str:
        """Return the heading of the cell that changes."""
        return self.key if self.extra or not self.key else BY_KEY[self.key].heading


@dataclass(frozen=True)
class Review:
    """What a new import would do to a plan. ``pairs`` are (row of the plan, row of the import)."""

    old: Plan
    new: Plan
    pairs: tuple[tuple[RowId, RowId], ...]
    lines: tuple[Line, ...]
    base: Base | None = None
    id_heading: str | None = None

    def count(self, kind: str) -> int:
        """Return how many lines are of a kind."""
        return sum(line.kind == kind for line in self.lines)

    @property
    def proposed(self) -> frozenset[int]:
        """Return the lines that are proposed, by position."""
        return frozenset(at for at, line in enumerate(self.lines) if line.proposed)


def ids_in_common(old: Plan, new: Plan) -> tuple[str, ...]:
    """Return the imported columns that tell rows apart in both plans, those that are called a key or code first."""
    found = [heading for heading in new.extras if heading in old.extras and _tells_apart(old, new, heading)]
    return tuple(sorted(found, key=lambda heading: not is_key_or_date(heading)))


def guessed_id(old: Plan, new: Plan, base: Base | None) -> str | None:
    """Return the column by which to match rows: as last time, else one called a key; None for the functions' names."""
    known = ids_in_common(old, new)
    if base is not None:
        return base.id_heading if base.id_heading in known else None
    return next((heading for heading in known if is_key_or_date(heading)), None)


def is_again(state: State, found: Imported, name: str) -> bool:
    """Say whether a sheet seems to be a newer version of one that is in the plan: known, or most names are the same."""
    if base_for(state.sections, layout_of(found), name) is not None:
        return True
    mine, theirs = ({_text(cell) for cell in plan.column("function")} for plan in (state.plan, found.plan))
    return len(mine & theirs) > _HALF * max(len(mine), len(theirs), 1)


def review(old: Plan, new: Plan, base: Base | None = None, id_heading: str | None = None) -> Review:
    """Return what a new import would do to a plan; ``base`` is what the same sheet said last time."""
    matched = match_again(_under_old_names(old, base), new, id_heading)
    changed = _changed(old, new, matched.pairs, base)
    lines = (*_added(old, new, matched.added, base), *changed, *_gone(old, matched.gone, base))
    return Review(old, new, matched.pairs, lines, base, id_heading)


def edit_of(found: Review, taken: Collection[int], label: str, keep: "Keep", more: Sequence[Edit] = ()) -> Several:
    """Return the one step of undo that carries out the lines ``taken`` (by position) and remembers the sheet."""
    chosen = [found.lines[at] for at in sorted(taken)]
    edits = [*_cell_edits([line for line in chosen if line.kind == CHANGED], label)]
    gone = tuple(line.row for line in chosen if line.kind == GONE)
    edits += [RemoveRows(gone, label)] if gone else []
    added = [line.row for line in chosen if line.kind == ADDED]
    ids = found.old.new_rows(len(added)).rows.ids
    edits += _insertion(found, dict(zip(added, ids, strict=True)), set(gone), label)
    pairs = [*found.pairs, *zip(ids, added, strict=True)]
    edits.append(edit_of_base(keep.sections, _next_base(found, pairs, keep), found.base))
    return Several((*edits, *more), label)


@dataclass(frozen=True, slots=True)
class Keep:
    """What is remembered of the sheet: its name and layout, in these sections of the document."""

    sections: Mapping[str, object]
    name: str
    layout: str


def _tells_apart(old: Plan, new: Plan, heading: str) -> bool:
    mine, theirs = ({_text(cell) for cell in plan.extras[heading]} - {""} for plan in (old, new))
    is_key = len(theirs) == len(new) > 0 and len(mine) == sum(map(bool, map(_text, old.extras[heading])))
    return is_key and len(mine & theirs) > _HALF * min(len(mine), len(theirs))


def _text(cell: Cell) -> str:
    return " ".join(str(cell).casefold().split()) if cell is not None else ""


def _under_old_names(old: Plan, base: Base | None) -> Plan:
    """Return the plan with the names that the sheet gave its rows, so that a row renamed here is found again."""
    if base is None:
        return old
    rows = [row for row in base.plan.rows.ids if row in old.rows.positions]
    for key in ("function", "department"):
        if key in base.plan.columns:
            old = old.with_cells(rows, key, base.plan.cells(rows, key))
    kept = {heading: column for heading, column in base.plan.extras.items() if heading in old.extras}
    extras = {heading: list(old.extras[heading]) for heading in kept}
    for heading, column in extras.items():
        for row in rows:
            column[old.rows.positions[row]] = kept[heading][base.plan.rows.positions[row]]
    return replace(old, extras={**old.extras, **{heading: tuple(column) for heading, column in extras.items()}})


def _named(plan: Plan, row: RowId) -> tuple[str, str]:
    name, department = plan.cell(row, "function"), plan.cell(row, "department")
    return str(name or ""), str(department or "")


def _added(old: Plan, new: Plan, rows: Sequence[RowId], base: Base | None) -> Iterator[Line]:
    removed = base.plan.subset(row for row in base.plan.rows.ids if row not in old.rows.positions) if base else Plan()
    names = {_named(removed, row) for row in removed.rows.ids}
    for row in rows:
        named = _named(new, row)
        remark = _("removed here since the last import") if named in names else ""
        yield Line(ADDED, row, *named, proposed=not remark, remark=remark)


def _gone(old: Plan, rows: Sequence[RowId], base: Base | None) -> Iterator[Line]:
    for row in rows:
        if base is None or row in base.plan.rows.positions:
            yield Line(GONE, row, *_named(old, row), proposed=False)


def _changed(old: Plan, new: Plan, pairs: Sequence[tuple[RowId, RowId]], base: Base | None) -> Iterator[Line]:
    for change in changes(old, new, pairs):
        remark = _remark(change, base)
        name, department = _named(old, change.row)
        yield Line(
            CHANGED, change.row, name, department, change.field, change.extra, change.old, change.new,
            proposed=not remark, remark=remark,
        )  # fmt: skip


def _remark(change: Changed, base: Base | None) -> str:
    """Return why a change is not proposed; empty where it is."""
    said = _said_before(change, base)
    if said is None:
        return _("blank in the sheet, typed here") if change.new is None else ""
    if said[0] == change.new:
        return _("typed here; the sheet says what it said before")
    return "" if said[0] == change.old else _("typed here, and changed in the sheet as well")


def _said_before(change: Changed, base: Base | None) -> tuple[Cell] | None:
    """Return what the sheet said of a cell last time, None where that is not known."""
    if base is None or not base.whole or change.row not in base.plan.rows.positions:
        return None
    columns = base.plan.extras if change.extra else base.plan.columns
    column = columns.get(change.field)
    return (None,) if column is None else (column[base.plan.rows.positions[change.row]],)


def _cell_edits(lines: Sequence[Line], label: str) -> Iterator[Edit]:
    by_column: dict[tuple[str, bool], list[Line]] = {}
    for line in lines:
        by_column.setdefault((line.key, line.extra), []).append(line)
    for (key, extra), mine in by_column.items():
        rows, cells = tuple(line.row for line in mine), tuple(line.new for line in mine)
        yield SetExtra(rows, key, cells, label) if extra else SetCells(rows, key, cells, label)


def _insertion(found: Review, ids: Mapping[RowId, RowId], gone: Collection[RowId], label: str) -> Iterator[Edit]:
    """Yield the insertion of rows of the import under new ids, each behind the row it follows in the sheet."""
    if not ids:
        return
    mine = {new: old for old, new in found.pairs if old not in gone} | dict(ids)
    behind: dict[RowId | None, list[RowId]] = {}
    last: RowId | None = None
    for row in found.new.rows.ids:
        if row in ids:
            behind.setdefault(last, []).append(ids[row])
        else:
            last = mine.get(row, last)
    order = [row for old in found.old.rows.ids if old not in gone for row in (old, *behind.get(old, ()))]
    places = {row: at for at, row in enumerate([*order, *behind.get(None, [])])}
    theirs = found.new.subset(sorted(ids, key=lambda row: places[ids[row]]))
    rows = replace(theirs.rows, ids=tuple(ids[row] for row in theirs.rows.ids))
    block = replace(theirs, rows=rows, next_id=found.old.next_id + len(ids))
    yield InsertRows(tuple(places[row] for row in rows.ids), block, label)


def _next_base(found: Review, pairs: Sequence[tuple[RowId, RowId]], keep: Keep) -> Base:
    """Return what the sheet says now, under the ids that its rows have in the plan."""
    said = found.new.subset(new for _old, new in pairs)
    rows = replace(found.old.rows, ids=tuple(old for old, _new in pairs))
    plan = replace(said, rows=rows, next_id=max((0, *rows.ids)) + 1)
    return base_of(keep.name, keep.layout, plan, found.id_heading)
