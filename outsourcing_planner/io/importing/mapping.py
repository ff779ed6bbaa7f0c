"""Which column feeds which field: by its heading, and by what stands in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress
from typing import Final

from outsourcing_planner.io.importing import amounts, finer, levels, naming, told
from outsourcing_planner.io.importing.beside import columns_of_another
from outsourcing_planner.io.importing.columns import (
    COMPUTED,
    EMPTY,
    EXTRA,
    FIELD,
    LEFT_OUT,
    ColumnUse,
    Profile,
    profile,
)
from outsourcing_planner.io.importing.ours import has_our_headings
from outsourcing_planner.io.importing.raw import RawCell, RawSheet
from outsourcing_planner.io.importing.scoring import scored_columns
from outsourcing_planner.io.importing.table import Table, column_name
from outsourcing_planner.io.wordbook import normal
from outsourcing_planner.text import NumberStyle

__all__ = ["COMPUTED", "EMPTY", "EXTRA", "FIELD", "LEFT_OUT", "ColumnUse", "Profile", "profile", "propose"]
_SHORT: Final = 2_000
SURE_ENOUGH: Final = naming.SURE_ENOUGH


def propose(
    sheet: RawSheet, table: Table, chosen: Mapping[str, str], computed: frozenset[str], style: NumberStyle
) -> tuple[ColumnUse, ...]:
    """Return the use of every column. ``computed`` are headings of our own results, never read back as inputs."""
    profiles = [profile(cells, style) for cells in _bodies(sheet, table)]
    uses = [_start(table, at, profiles[at], computed) for at in range(len(sheet.columns))]
    taken = _choose(uses, chosen)
    for at in columns_of_another(sheet, table, profiles) - taken:
        uses[at] = replace(uses[at], use=LEFT_OUT) if uses[at].use == EXTRA else uses[at]
    levels.by_levels(uses, sheet, table, profiles, taken)
    levels.by_stairs(uses, sheet, table, profiles, taken)
    levels.by_former_headings(uses, sheet, profiles, taken)
    free = {use.column for use in uses if use.use == EXTRA} - taken
    ours = has_our_headings(table.headings)
    subject = told.subject(sheet, table)
    scored = scored_columns(table, profiles, free, subject, ours=ours)
    pairs = sorted(scored, key=lambda pair: (-pair[0], pair[1]))
    fields = {use.field for use in uses if use.field}
    for score, column, key in pairs:
        if score >= SURE_ENOUGH and column in free and key not in fields:
            uses[column] = replace(uses[column], use=FIELD, field=key, confidence=round(score, 2))
            free.discard(column)
            fields.add(key)
    if "function" not in fields:
        others = [pair for pair in scored if pair[1] in free and pair[2] == "department"]
        naming.from_others(uses, profiles, free, taken, lambda: others, subject)
    if not ours:
        scores = {(at, key): score for score, at, key in scored}
        finer.by_distinctness(uses, profiles, scores, taken)
        finer.by_texts_of_codes(uses, profiles, taken)
        finer.by_accounts(uses, sheet, table, profiles, taken)
        finer.department_by_name(uses, profiles, scores, taken)
        finer.department_before(uses, profiles, free)
        amounts.settle(uses, sheet, table, profiles, scores, frozenset(taken), style)
    return tuple(uses)


def _bodies(sheet: RawSheet, table: Table) -> Iterator[Sequence[RawCell]]:
    """Yield the cells of each column in rows of several cells: titles and notes between them say nothing of a column.

    Long tables are taken as they are.
    """
    wide = [count > 1 for count in sheet.filled[table.body : table.end]]
    picks = len(wide) <= _SHORT and 1 < sum(wide) < len(wide)
    for column in sheet.columns:
        cells = column[table.body : table.end]
        yield list(compress(cells, wide)) if picks else cells


def _start(table: Table, at: int, found: Profile, computed: frozenset[str]) -> ColumnUse:
    heading = table.headings[at] if at < len(table.headings) else ""
    if not heading and not found.filled:
        return ColumnUse(at, "", EMPTY)
    if heading in computed:
        return ColumnUse(at, heading, COMPUTED, confidence=1.0)
    return ColumnUse(at, heading or column_name(at), EXTRA)


def _choose(uses: list[ColumnUse], chosen: Mapping[str, str]) -> set[int]:
    """Put a person's choices in force and return their columns."""
    taken: set[int] = set()
    for said, key in chosen.items():
        at = find_column(uses, said)
        if at is None:
            continue
        taken.add(at)
        use = LEFT_OUT if not key else EXTRA if key == EXTRA else FIELD
        uses[at] = replace(uses[at], use=use, field=key if use == FIELD else None, confidence=1.0)
    return taken


def find_column(uses: Sequence[ColumnUse], said: str) -> int | None:
    """Return the column that a person named: its heading, the same without case and marks, or its letters."""
    said = said.strip()
    ways: tuple[Callable[[ColumnUse], bool], ...] = (
        lambda use: use.heading == said,
        lambda use: use.heading.casefold() == said.casefold(),
        lambda use: bool(use.heading) and normal(use.heading) == normal(said),
        lambda use: use.letters == said.upper() or column_name(use.column).casefold() == said.casefold(),
    )
    for same in ways:
        found = next((use.column for use in uses if same(use)), None)
        if found is not None:
            return found
    return None
