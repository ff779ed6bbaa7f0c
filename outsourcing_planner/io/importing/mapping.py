"""Which column feeds which field: by its heading, and by what stands in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from outsourcing_planner.domain.fields import BY_KEY, Kind
from outsourcing_planner.io.headings import fits, is_key_or_date, names_a_year, normal
from outsourcing_planner.io.importing import amounts, naming
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
from outsourcing_planner.io.importing.periods import stage_of, year_of
from outsourcing_planner.io.importing.raw import RawSheet
from outsourcing_planner.io.importing.table import Table, column_name
from outsourcing_planner.text import NumberStyle

__all__ = ["COMPUTED", "EMPTY", "EXTRA", "FIELD", "LEFT_OUT", "ColumnUse", "Profile", "profile", "propose"]
SURE_ENOUGH: Final = naming.SURE_ENOUGH
_MOST: Final = 0.5
_FITTING: Final = 0.3
_PEOPLE: Final = 20_000
"""So many people are not in the middle row of any list of departments."""
_MONEY: Final = 500
"""Smaller numbers under a year are counts (positions, cases) as often as amounts."""


def propose(
    sheet: RawSheet, table: Table, chosen: Mapping[str, str], computed: frozenset[str], style: NumberStyle
) -> tuple[ColumnUse, ...]:
    """Return the use of every column. ``computed`` are headings of our own results, never read back as inputs."""
    profiles = [profile(column[table.body : table.end], style) for column in sheet.columns]
    uses = [_start(table, at, profiles[at], computed) for at in range(len(sheet.columns))]
    taken = _choose(uses, chosen)
    naming.by_levels(uses, profiles, taken)
    free = {use.column for use in uses if use.use == EXTRA} - taken
    ours = has_our_headings(table.headings)
    scored = _scored(table, profiles, free, ours=ours, counts=amounts.subject(sheet, table) == "people")
    pairs = sorted(scored, key=lambda pair: (-pair[0], pair[1]))
    fields = {use.field for use in uses if use.field}
    for score, column, key in pairs:
        if score >= SURE_ENOUGH and column in free and key not in fields:
            uses[column] = replace(uses[column], use=FIELD, field=key, confidence=round(score, 2))
            free.discard(column)
            fields.add(key)
    if "function" not in fields:
        others = [pair for pair in scored if pair[1] in free and pair[2] == "department"]
        naming.from_others(uses, profiles, free, taken, lambda: others)
    if not ours:
        scores = {(at, key): score for score, at, key in scored}
        amounts.settle(uses, sheet, table, profiles, scores, frozenset(taken), style)
    return tuple(uses)


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


def _scored(
    table: Table, profiles: Sequence[Profile], free: set[int], *, ours: bool, counts: bool
) -> list[tuple[float, int, str]]:
    pairs = []
    for at in free:
        heading = table.headings[at]
        words_by_key = fits(heading) if heading else {}
        for key in (*words_by_key, "in_house_cost") if heading else ():
            words = words_by_key.get(key, 0.0)
            if key == "in_house_cost" and profiles[at].middle >= _MONEY:
                words = max(words, _amount_of_a_year(heading))
            if key == "positions" and not ours:
                # Elsewhere "Positions" counts people; only our own sheets tell posts from heads.
                words *= 0.6
            if words > 0:
                pairs.append((words * _likely(key, profiles[at], words), at, key))
    return _as_counts(pairs, table, profiles) if counts else pairs


def _as_counts(
    pairs: Sequence[tuple[float, int, str]], table: Table, profiles: Sequence[Profile]
) -> list[tuple[float, int, str]]:
    """Read small numbers under "Adopted budget" or "Total" as people, in a sheet that tells of nothing else."""
    changed = [
        (score, at, "fte") if key == "in_house_cost" and 0 < profiles[at].middle < _PEOPLE else (score, at, key)
        for score, at, key in pairs
    ]
    known = {(at, key) for _score, at, key in changed}
    changed += [
        (0.5, at, "fte") for at, found in enumerate(profiles)
        if (stage_of(table.headings[at]) or year_of(table.headings[at])) and found.numbers > _MOST
        and found.middle < _PEOPLE and (at, "fte") not in known and not is_key_or_date(table.headings[at])
    ]  # fmt: skip
    return changed


def _amount_of_a_year(heading: str) -> float:
    """Return how well a heading such as "FY 2014-15 Adopted" names what the work costs; plans before results."""
    if not names_a_year(heading) or is_key_or_date(heading):
        return 0.0
    said = set(normal(heading).split())
    if said & {"budget", "budgeted", "adopted", "approved", "proposed", "plan", "planned", "cost", "amount"}:
        return 0.62
    return 0.58 if said & {"actual", "actuals", "ist", "estimate", "estimated"} else 0.55


def _likely(key: str, found: Profile, words: float) -> float:
    """Return how likely the values are those of a field, 0 to 1."""
    field = BY_KEY[key]
    if not found.filled:
        # An empty column under the very name is the column; under a weak name it is a leftover.
        return 0.97 if words >= 0.9 else 0.3
    if field.kind is Kind.MONEY and found.codes:
        return 0.2
    if field.numeric:
        # A column under the very name of a field is that field, also where its cells are to be refused one by one.
        least = 0.5 if words >= 0.9 else 0.25
        return least + (1 - least) * found.numbers if found.numbers < 0.95 else 1.0
    if field.kind is Kind.CHOICE and not field.open_choice and found.fitting(field) < _FITTING:
        return 0.3
    if field.kind is Kind.TEXT and found.numbers > 0.8:
        return 0.4 if words >= 0.9 else 0.2
    if key == "function" and found.filled > 2 and found.distinct * found.filled < 1.5:
        # The same words in every row name what the sheet is about, not the rows.
        return 0.45 if words >= 0.9 else 0.3
    if key in {"function", "department"} and found.filled > 20:
        if found.distinct <= 1.5 / found.filled:
            return 0.5
        if key == "function" and words < 0.55 and found.distinct < 0.08:
            return 0.6
    return 1.0
