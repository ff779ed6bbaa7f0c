"""Which of several columns of people or money is taken: totals before their parts, today before other years.

A sheet often tells a cost more than once: by year, by stage of the budget, as parts beside their total. One telling is
taken; the others stay beside the fields and are named, so that nothing is counted twice and no choice is silent.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from outsourcing_planner.io.headings import fits, folded, normal, wordbook
from outsourcing_planner.io.importing.columns import EXTRA, FIELD, ColumnUse, Profile
from outsourcing_planner.io.importing.periods import base_of, month_of, rank, stage_of, year_of
from outsourcing_planner.io.importing.raw import RawCell, RawSheet
from outsourcing_planner.io.importing.table import Table, number_in
from outsourcing_planner.text import NumberStyle

_SAMPLE: Final = 300
_MOST_PARTS: Final = 14
_PEOPLE, _MONEY = "fte", "in_house_cost"
_SURE: Final = 0.5
_COST: Final = {"cost", "expense", "spend", "expenditure"}
_ALL: Final = {"total", "all", "overall", "grand", "gesamt", "insgesamt", "combined"}
Scores = Mapping[tuple[int, str], float]


def subject(sheet: RawSheet, table: Table) -> str:
    """Return "people" or "money" where the titles of a sheet, its name and headings tell only of one; else nothing."""
    said = {word for text in (sheet.name, *table.headings) for word in normal(text).split()}
    for at in range(max(table.first_heading, 0)):
        said |= {word for cell in sheet.row(at) if isinstance(cell, str) for word in normal(cell).split()}
    found = {name for name, words in wordbook().subject.items() if said & words}
    # "Budget" or "Total" alone may count people; "annual cost" in any language may not.
    if any(fits(heading).get(_MONEY, 0.0) > 0.9 and base_of(heading) for heading in table.headings if heading):
        found.add("money")
    return found.pop() if len(found) == 1 else ""


def settle(
    uses: list[ColumnUse], sheet: RawSheet, table: Table, profiles: Sequence[Profile], scores: Scores,
    chosen: frozenset[int], style: NumberStyle,
) -> None:  # fmt: skip
    """Change ``uses`` so that people and money come from the columns that tell them once; ``chosen`` stay as they are.

    ``scores`` say how well a column fits a field. Columns passed over get the field in ``rival``.
    """
    told = _Told(uses, sheet, table, profiles, scores, chosen, style)
    _pivot(told)
    if not told.is_chosen(_MONEY):
        _money(told)
    if not told.is_chosen(_PEOPLE):
        told.take(_PEOPLE, told.best(_PEOPLE))
    if not told.is_chosen("salary"):
        _no_sum_as_salary(told)
    told.mark_rivals()


def _pivot(told: "_Told") -> None:
    """Take what the corner of a pivot table says to be measured from its last column, the total of the others."""
    book = wordbook().pivot
    cells = (cell for at in range(told.table.last_heading + 1) for cell in told.sheet.row(at) if isinstance(cell, str))
    corners = [
        folded(cell).removeprefix(start) for cell in cells for start in book["corner"] if folded(cell).startswith(start)
    ]
    for measured in corners:
        key = max(fits(measured).items(), key=lambda pair: pair[1], default=("", 0.0))[0]
        ends = [at for at in told.totals if folded(told.uses[at].heading).endswith(book["all"])]
        if key in {_PEOPLE, _MONEY, "volume"} and told.column_of(key) is None and ends:
            told.take(key, ends[-1])


def _money(told: "_Told") -> None:
    best = told.best(_MONEY)
    if best is None or _is_part(told.uses[best].heading):
        parts = told.parts() if len(told.parts()) > 1 else told.months()
        if parts:
            total = next((at for at, of in told.totals.items() if set(parts) <= set(of)), None)
            told.take(_MONEY, *([total] if total is not None else parts))
            return
    told.take(_MONEY, best if best is not None else _whole(told))


def _whole(told: "_Told") -> int | None:
    """Return a column "Total …" that adds up others beside a column of people: the sum of funds, or of grants."""
    people = told.column_of(_PEOPLE)
    for at, parts in told.totals.items():
        years = {year_of(told.uses[part].heading) for part in parts} - {None}
        counts = people is None or people in parts or people == at
        if (
            not counts
            and len(years) < 2
            and _ALL & set(normal(told.uses[at].heading).split())
            and told.free(at, _MONEY)
        ):
            return at
    return None


def _no_sum_as_salary(told: "_Told") -> None:
    """Free a column of salaries that holds sums for all heads: a part of the cost, or one that grows with the heads."""
    at, people = told.column_of("salary"), told.column_of(_PEOPLE)
    if at is None:
        return
    is_part = any(at in parts for parts in told.totals.values())
    if is_part or (people is not None and _grows(told.values(people), told.values(at))):
        told.uses[at] = replace(told.uses[at], use=EXTRA, field=None, confidence=0.0)
        if not is_part and told.column_of(_MONEY) is None:
            told.take(_MONEY, at)


def _is_part(heading: str) -> bool:
    names = wordbook().parts["names"]
    plain = base_of(heading)
    short = " ".join(
        word for word in plain.split() if word not in {"cost", "expense", "total", "annual", "budget", "amount"}
    )
    return plain in names or short in names or short.removeprefix("non ") in names


def _grows(people: Sequence[float | None], money: Sequence[float | None]) -> bool:
    """Say whether amounts are steadier for one head than as they are, over at least five rows of various sizes."""
    pairs = [(n, amount) for n, amount in zip(people, money, strict=True) if n and amount and n > 0 and amount > 0]
    heads = {n for n, _amount in pairs}
    if len(pairs) < 5 or max(heads) < 3 * min(heads):
        return False
    return _spread([amount / n for n, amount in pairs]) * 2 < _spread([amount for _n, amount in pairs])


def _spread(values: Sequence[float]) -> float:
    middle = sum(values) / len(values)
    return math.sqrt(sum((value - middle) ** 2 for value in values) / len(values)) / middle


class _Told:
    """The columns of numbers, and which of them add up to which."""

    def __init__(
        self, uses: list[ColumnUse], sheet: RawSheet, table: Table, profiles: Sequence[Profile], scores: Scores,
        chosen: frozenset[int], style: NumberStyle,
    ) -> None:  # fmt: skip
        self.uses, self.sheet, self.table, self.profiles = uses, sheet, table, profiles
        self.scores, self.chosen, self.style = scores, chosen, style
        self._values: dict[int, list[float | None]] = {}
        self._numeric = [at for at, found in enumerate(profiles) if found.filled and found.numbers > 0.6]
        self.totals = _totals(self) if len(self._numeric) > 2 else {}

    def values(self, at: int) -> list[float | None]:
        """Return numbers of a column from rows spread over the table; the same rows for each column."""
        if at not in self._values:
            cells = self.sheet.columns[at][self.table.body : self.table.end]
            step = max(len(cells) // _SAMPLE, 1)
            self._values[at] = [self._number(cell) for cell in cells[::step]]
        return self._values[at]

    def _number(self, cell: RawCell) -> float | None:
        return cell if type(cell) is float else number_in(cell, self.style) if type(cell) is str and cell else None

    @property
    def numeric(self) -> list[int]:
        """Return the columns of numbers."""
        return self._numeric

    def is_chosen(self, key: str) -> bool:
        """Say whether a person chose the column of a field."""
        return any(self.uses[at].field == key for at in self.chosen)

    def column_of(self, key: str) -> int | None:
        """Return the first column that feeds a field."""
        return next((use.column for use in self.uses if use.field == key), None)

    def free(self, at: int, key: str) -> bool:
        """Say whether a column may be taken for a field."""
        use = self.uses[at]
        return at not in self.chosen and (use.use == EXTRA or use.field == key)

    def best(self, key: str) -> int | None:
        """Return the column to take for a field instead of the one proposed, by time and by what adds up to what."""
        best = self.column_of(key)
        if best is None or self.scores.get((best, key), 0.0) > 0.97:
            return best
        best = self._of_today(key, self._of_all(key, best))
        if len({year_of(self.uses[at].heading) for at in self.totals.get(best, ())} - {None}) > 1:
            best = self._of_today(key, self.totals[best][0])
        while (total := self._total_over(best, key)) is not None:
            best = total
        return best

    def _of_all(self, key: str, like: int) -> int:
        """Return the column "Total … FTE" instead of the "… FTE" of some, where the sheet has one."""
        ends = base_of(self.uses[like].heading).split()[-1:]
        rivals = [
            at for at in self.numeric
            if self.free(at, key) and self.scores.get((at, key), 0.0) >= _SURE and ends
            and base_of(self.uses[at].heading).split()[-1:] == ends and stage_of(self.uses[at].heading) != "vacant"
        ]  # fmt: skip
        all_of = {at: len(_ALL & set(normal(self.uses[at].heading).split())) for at in [*rivals, like]}
        return max([like, *rivals], key=lambda at: (all_of[at], at == like))

    def _of_today(self, key: str, like: int) -> int:
        """Return which of the columns like one but of other times tells of today; people are of the cost's year."""
        base = base_of(self.uses[like].heading)
        rivals = [
            at for at in self.numeric
            if self.free(at, key) and base_of(self.uses[at].heading) == base and self.scores.get((at, key), 0.0)
        ]  # fmt: skip
        if like not in rivals:
            rivals.append(like)
        money = self.column_of(_MONEY) if key == _PEOPLE else None
        told = _time(self.uses[money].heading) if money is not None else None
        same = [at for at in rivals if told and told[1] and _time(self.uses[at].heading) == told]
        return max(same or rivals, key=lambda at: (rank(self.uses[at].heading, people=key == _PEOPLE), -at))

    def _total_over(self, part: int, key: str) -> int | None:
        for at, parts in self.totals.items():
            times = {_time(self.uses[column].heading) for column in parts}
            if part in parts and len(times) == 1 and self.free(at, key):
                return at
        return None

    def take(self, key: str, *columns: int | None) -> None:
        """Let these columns feed a field, and only these."""
        wanted = [at for at in columns if at is not None]
        if not wanted:
            return
        for use in self.uses:
            if use.field == key and use.column not in wanted:
                self.uses[use.column] = replace(use, use=EXTRA, field=None, confidence=0.0)
        for at in wanted:
            sure = round(max(self.scores.get((at, key), 0.0), _SURE), 2)
            self.uses[at] = replace(self.uses[at], use=FIELD, field=key, confidence=sure)

    def parts(self) -> list[int]:
        """Return the columns that are named as parts of a cost, some of them for people; of one time only."""
        found = [at for at in self.numeric if self._part_of_cost(at)]
        times = [_time(self.uses[at].heading) for at in found]
        latest = max(times, key=lambda time: rank(" ".join(map(str, time)), people=False), default=None)
        found = [at for at, time in zip(found, times, strict=True) if time == latest]
        people = wordbook().parts["people"]
        said = [set(normal(self.uses[at].heading).split()) for at in found]
        return found if any(words & people for words in said) or all(words & _COST for words in said) else []

    def _part_of_cost(self, at: int) -> bool:
        free = self.uses[at].use == EXTRA or self.uses[at].field in {_MONEY, "salary"}
        return at not in self.chosen and free and _is_part(self.uses[at].heading)

    def months(self) -> list[int]:
        """Return twelve columns named by the months, in a sheet that tells of money and not of people."""
        found = [at for at in self.numeric if self.uses[at].use == EXTRA and month_of(self.uses[at].heading)]
        whole = len(found) == 12 and len({month_of(self.uses[at].heading) for at in found}) == 12
        return found if whole and subject(self.sheet, self.table) == "money" else []

    def mark_rivals(self) -> None:
        """Note in each column that would have fitted a field of people or money as well that another was taken."""
        for key in (_MONEY, _PEOPLE, "volume", "salary"):
            if self.column_of(key) is None or self.is_chosen(key):
                continue
            for use in self.uses:
                if (
                    use.use == EXTRA
                    and use.column not in self.chosen
                    and self.scores.get((use.column, key), 0.0) >= _SURE
                ):
                    self.uses[use.column] = replace(use, rival=key)


def _time(heading: str) -> tuple[str, int | None]:
    return stage_of(heading), year_of(heading)


def _totals(told: _Told) -> dict[int, tuple[int, ...]]:
    """Return the columns that are the sum, in nine rows of ten, of a run of columns of numbers right beside them."""
    numeric = told.numeric[:60]
    found = {}
    for place, at in enumerate(numeric):
        for run in (numeric[:place][::-1], numeric[place + 1 :]):
            parts = _adding(told.values(at), ((column, told.values(column)) for column in run[:_MOST_PARTS]))
            if parts:
                found[at] = tuple(sorted(parts))
                break
    return found


def _adding(wanted: Sequence[float | None], run: Iterable[tuple[int, Sequence[float | None]]]) -> list[int]:
    rows = [at for at, value in enumerate(wanted) if value]
    sums = [0.0] * len(wanted)
    parts: list[int] = []
    filled = 0
    if len(rows) < 2:
        return []
    for column, values in run:
        parts.append(column)
        filled += any(values[at] for at in rows)
        for at in rows:
            sums[at] += values[at] or 0.0
        right = sum(abs(sums[at] - (wanted[at] or 0.0)) <= max(0.011, 1e-6 * abs(sums[at])) for at in rows)
        if filled > 1 and right * 10 >= len(rows) * 9:
            return parts
    return []
