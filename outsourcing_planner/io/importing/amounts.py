"""Which of several columns of people or money is taken: totals before their parts, today before other years.

A sheet often tells a cost more than once: by year, by stage of the budget, as parts beside their total. One telling is
taken; the others stay beside the fields and are named, so that nothing is counted twice and no choice is silent.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from outsourcing_planner.io.headings import fits, folded, normal, wordbook
from outsourcing_planner.io.importing.adding_up import grows, totals_of
from outsourcing_planner.io.importing.columns import EXTRA, FIELD, ColumnUse, Profile
from outsourcing_planner.io.importing.periods import base_of, month_of, rank, stage_of, year_of
from outsourcing_planner.io.importing.raw import RawCell, RawSheet
from outsourcing_planner.io.importing.table import Table, number_in
from outsourcing_planner.text import NumberStyle

_SAMPLE: Final = 300
_PEOPLE, _MONEY = "fte", "in_house_cost"
_SURE: Final = 0.5
_COST: Final = {"cost", "expense", "spend", "expenditure"}
_ALL: Final = {"total", "all", "overall", "grand", "gesamt", "insgesamt", "combined"}
_FULL_TIME: Final = {"fte", "wte", "vzä", "vzk", "etp", "equivalent", "equivalents", "vollzeitäquivalente"}
_BY: Final = re.compile(r"\s*(.{2,40}?)\s+(?:by|per|nach|je|par|por|per|pr\.?|wg|w podziale na)\s+\w", re.IGNORECASE)
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
    _titled(told)
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


def _titled(told: "_Told") -> None:
    """Take what a title says to be counted ("FTE by function and site") from the total column, else from all of them.

    Nothing is done where the headings themselves name amounts or times.
    """
    if any(told.column_of(key) is not None for key in (_PEOPLE, _MONEY, "volume", "salary")):
        return
    titles = (
        cell for at in range(max(told.table.first_heading, 0)) for cell in told.sheet.row(at) if isinstance(cell, str)
    )
    for measured in (found[1] for title in titles if (found := _BY.match(title))):
        fitting = fits(measured)
        key = max(fitting, key=lambda name: fitting[name], default="")
        across = [at for at in told.numeric if told.free(at, key) and at > (told.column_of("function") or 0)]
        timed = any(month_of(told.uses[at].heading) or year_of(told.uses[at].heading) for at in across)
        if key in {_PEOPLE, _MONEY, "volume"} and fitting[key] > _SURE and len(across) > 1 and not timed:
            whole = next((at for at in reversed(across) if at in told.totals), None)
            told.take(key, *([whole] if whole is not None else across))
            return


def _money(told: "_Told") -> None:
    best = told.best(_MONEY)
    if best is None or _is_part(told.uses[best].heading):
        parts = told.parts() if len(told.parts()) > 1 else told.months()
        if parts:
            total = next((at for at, of in told.totals.items() if set(parts) <= set(of)), None)
            told.take(_MONEY, *([total] if total is not None else parts))
            return
    pay = told.parts() if best is None and told.column_of("salary") is None else []
    told.take(_MONEY, best if best is not None else pay[0] if len(pay) == 1 else _whole(told))


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
    if is_part or (people is not None and grows(told.values(people), told.values(at))):
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
        self.totals = totals_of(self._numeric, self.values) if len(self._numeric) > 2 else {}

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
        if key == _PEOPLE and best is not None:
            best = self._full_time(best)
        if best is None or self.scores.get((best, key), 0.0) > 0.97:
            return best
        best = self._of_today(key, self._of_all(key, best))
        if len({year_of(self.uses[at].heading) for at in self.totals.get(best, ())} - {None}) > 1:
            best = self._of_today(key, self.totals[best][0])
        while (total := self._total_over(best, key)) is not None:
            best = total
        return best

    def _full_time(self, like: int) -> int:
        """Return the column of full-time equivalents instead of the one of heads: costs go with the work done."""
        if _FULL_TIME & set(normal(self.uses[like].heading).split()):
            return like
        found = (
            at for at in self.numeric
            if self.free(at, _PEOPLE) and self.scores.get((at, _PEOPLE), 0.0) >= _SURE
            and _FULL_TIME & set(normal(self.uses[at].heading).split())
            and _time(self.uses[at].heading) == _time(self.uses[like].heading)
        )  # fmt: skip
        return next(found, like)

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
