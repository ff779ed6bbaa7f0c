"""Which column feeds which field: by its heading, and by what stands in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from outsourcing_planner.domain.fields import BY_KEY, Kind
from outsourcing_planner.io.headings import fits, is_key_or_date, names_a_year, normal
from outsourcing_planner.io.importing.ours import has_our_headings
from outsourcing_planner.io.importing.raw import RawCell, RawSheet, is_blank, letter
from outsourcing_planner.io.importing.table import Table, column_name, number_in
from outsourcing_planner.text import NumberStyle

FIELD, EXTRA, COMPUTED, LEFT_OUT, EMPTY = "field", "extra", "computed", "left_out", "empty"
SURE_ENOUGH: Final = 0.4
_SAMPLE: Final = 300
_MOST: Final = 0.5
_MONEY: Final = 500
"""Smaller numbers under a year are counts (positions, cases) as often as amounts."""


@dataclass(frozen=True)
class ColumnUse:
    """What becomes of one column: ``use`` is one of the five words above, ``field`` a key where it feeds a field.

    ``confidence`` is 0 to 1, and 1 where a person chose.
    """

    column: int
    heading: str
    use: str
    field: str | None = None
    confidence: float = 0.0

    @property
    def letters(self) -> str:
        """Return the letters of the column in the sheet."""
        return letter(self.column)


@dataclass(frozen=True)
class Profile:
    """What stands in a column: shares of the cells that hold something, and of the rows."""

    filled: int
    share: float
    numbers: float
    distinct: float
    words: float
    letters: float
    middle: float
    codes: bool = False


def profile(cells: Sequence[RawCell], style: NumberStyle) -> Profile:
    """Return the profile of a column from a sample spread over it."""
    step = max(len(cells) // _SAMPLE, 1)
    sample = [cell for cell in cells[::step] if not is_blank(cell)]
    share = len(sample) / max(len(cells[::step]), 1)
    if not sample and step > 1:
        sample = [cell for cell in cells if not is_blank(cell)][:_SAMPLE]
    texts = [cell.strip() for cell in sample if isinstance(cell, str)]
    values = [cell for cell in sample if type(cell) is float]
    values += [value for value in (number_in(text, style) for text in texts) if value is not None]
    count = max(len(sample), 1)
    wordy = sum(len(text.split()) > 1 for text in texts)
    lettered = sum(any(map(str.isalpha, text)) for text in texts)
    middle = sorted(map(abs, values))[len(values) // 2] if values else 0.0
    codes = any(len(text) > 1 and text[0] == "0" and text.isdigit() for text in texts)
    distinct = len({str(cell) for cell in sample}) / count
    return Profile(len(sample), share, len(values) / count, distinct, wordy / count, lettered / count, middle, codes)


def propose(
    sheet: RawSheet, table: Table, chosen: Mapping[str, str], computed: frozenset[str], style: NumberStyle
) -> tuple[ColumnUse, ...]:
    """Return the use of every column. ``computed`` are headings of our own results, never read back as inputs."""
    profiles = [profile(column[table.body : table.end], style) for column in sheet.columns]
    uses = [_start(table, at, profiles[at], computed) for at in range(len(sheet.columns))]
    taken = _choose(uses, chosen)
    free = {use.column for use in uses if use.use == EXTRA} - taken
    pairs = sorted(
        _scored(table, profiles, free, ours=has_our_headings(table.headings)), key=lambda pair: (-pair[0], pair[1])
    )
    fields = {use.field for use in uses if use.field}
    for score, column, key in pairs:
        if score >= SURE_ENOUGH and column in free and key not in fields:
            uses[column] = replace(uses[column], use=FIELD, field=key, confidence=round(score, 2))
            free.discard(column)
            fields.add(key)
    if "function" not in fields:
        _function_from_others(uses, profiles, free, table, taken)
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
        uses[at] = replace(uses[at], use=FIELD if key else LEFT_OUT, field=key or None, confidence=1.0)
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
    table: Table, profiles: Sequence[Profile], free: set[int], *, ours: bool = False
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
    return pairs


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
    if field.numeric:
        # A column under the very name of a field is that field, also where its cells are to be refused one by one.
        least = 0.5 if words >= 0.9 else 0.25
        return least + (1 - least) * found.numbers if found.numbers < 0.95 else 1.0
    if field.kind is Kind.TEXT and found.numbers > 0.8:
        return 0.4 if words >= 0.9 else 0.2
    if key in {"function", "department"} and found.filled > 20:
        if found.distinct <= 1.5 / found.filled:
            return 0.5
        if key == "function" and words < 0.55 and found.distinct < 0.08:
            return 0.6
    return 1.0


def _function_from_others(
    uses: list[ColumnUse], profiles: Sequence[Profile], free: set[int], table: Table, chosen: set[int]
) -> None:
    """Take the department, else the description, as the function; without headings the first column of words."""
    by_field = {use.field: use.column for use in uses if use.field}
    for key in ("department", "description"):
        at = by_field.get(key)
        if at is not None and at not in chosen and profiles[at].share > _MOST:
            uses[at] = replace(uses[at], field="function", confidence=SURE_ENOUGH)
            if key == "department":
                _second_department(uses, profiles, free, table)
            return
    if all(not use.heading or use.heading == column_name(use.column) or use.heading.isdigit() for use in uses):
        for at in sorted(free):
            if profiles[at].letters > 0.7:
                uses[at] = replace(uses[at], use=FIELD, field="function", confidence=0.3)
                return


def _second_department(uses: list[ColumnUse], profiles: Sequence[Profile], free: set[int], table: Table) -> None:
    pairs = [pair for pair in _scored(table, profiles, free) if pair[2] == "department"]
    score, at, key = max(pairs, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0, ""))
    if score >= SURE_ENOUGH:
        uses[at] = replace(uses[at], use=FIELD, field=key, confidence=round(score, 2))
