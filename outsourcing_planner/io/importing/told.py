"""The columns of numbers of a sheet: which add up to which, which tell the same of other times, which is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from outsourcing_planner.io.headings import fits, is_difference
from outsourcing_planner.io.importing.adding_up import totals_of
from outsourcing_planner.io.importing.cell_types import number_in
from outsourcing_planner.io.importing.columns import EXTRA, FIELD, ColumnUse, Profile
from outsourcing_planner.io.importing.periods import base_of, month_of, quarter_of, rank, stage_of, year_of
from outsourcing_planner.io.importing.raw import RawCell, RawSheet
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.io.importing.units import of_titles
from outsourcing_planner.io.wordbook import normal, wordbook
from outsourcing_planner.text import NumberStyle

_SAMPLE: Final = 300
PEOPLE, MONEY = "fte", "in_house_cost"
SURE: Final = 0.5
_LIKE: Final = 0.4
_COST: Final = {"cost", "expense", "spend", "expenditure"}
ALL: Final = {"total", "all", "overall", "grand", "gesamt", "insgesamt", "combined"}
_LAST, _LABEL = 6, 40
_LARGE: Final = 500
"""Smaller numbers under months count people as often as money."""
_FULL_TIME: Final = {"fte", "wte", "vzä", "vzk", "etp", "equivalent", "equivalents", "vollzeitäquivalente"}
Scores = Mapping[tuple[int, str], float]


def subject(sheet: RawSheet, table: Table) -> str:
    """Return "people" or "money" where the titles of a sheet, its name and headings tell only of one; else nothing."""
    said = {word for text in (sheet.name, *table.headings) for word in normal(text).split()}
    for at in range(max(table.first_heading, 0)):
        said |= {word for cell in sheet.row(at) if isinstance(cell, str) for word in normal(cell).split()}
    said |= _words_of_totals(sheet, table)
    found = {name for name, words in wordbook().subject.items() if said & words}
    # "Budget" or "Total" alone may count people; "annual cost" in any language may not.
    if any(fits(heading).get(MONEY, 0.0) > 0.9 and base_of(heading) for heading in table.headings if heading):
        found.add("money")
    return found.pop() if len(found) == 1 else ""


def _words_of_totals(sheet: RawSheet, table: Table) -> set[str]:
    """Return the words of the last rows that are called totals: "Total headcount" says what is counted."""
    cells = (cell for at in range(max(table.body, table.end - _LAST), table.end) for cell in sheet.row(at))
    texts = [normal(cell) for cell in cells if isinstance(cell, str) and len(cell) < _LABEL]
    return {word for text in texts if text.split()[:1] and text.split()[0] in ALL for word in text.split()}


def is_part(heading: str) -> bool:
    """Say whether a heading names a part of a cost ("Benefits")."""
    names = wordbook().parts["names"]
    plain = base_of(heading)
    short = " ".join(
        word for word in plain.split() if word not in {"cost", "expense", "total", "annual", "budget", "amount"}
    )
    return plain in names or short in names or short.removeprefix("non ") in names


class Told:
    """The columns of numbers, and which of them add up to which."""

    def __init__(
        self, uses: list[ColumnUse], sheet: RawSheet, table: Table, profiles: Sequence[Profile], scores: Scores,
        chosen: frozenset[int], style: NumberStyle,
    ) -> None:  # fmt: skip
        self.uses, self.sheet, self.table, self.profiles = uses, sheet, table, profiles
        self.scores, self.chosen, self.style = scores, chosen, style
        self._values: dict[int, list[float | None]] = {}
        self._numeric = [at for at, found in enumerate(profiles) if found.filled and found.numbers > 0.6]
        totals = totals_of(self._numeric, self.values) if len(self._numeric) > 2 else {}
        self.totals = {at: parts for at, parts in totals.items() if self._is_whole(at, parts)}

    def _is_whole(self, at: int, parts: Sequence[int]) -> bool:
        """Say whether a sum is a whole: a budget is the result and its variance as well, and no whole of them."""
        named = ALL & {*normal(self.uses[at].heading).split()}
        return bool(named) or not any(is_difference(self.uses[part].heading) for part in parts)

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
        if key == PEOPLE and best is not None:
            best = self._full_time(best)
        if best is None or self.scores.get((best, key), 0.0) > 0.97:
            return best
        best = self._of_today(key, self._of_all(key, best))
        if len({year_of(self.uses[at].heading) for at in self.totals.get(best, ())} - {None}) > 1:
            best = self._of_today(key, self.totals[best][0])
        while (total := self._total_over(best, key)) is not None:
            best = total
        return self._whole_of_today(key, best)

    def _whole_of_today(self, key: str, best: int) -> int:
        """Return which of several totals over parts, called alike, tells of today."""
        ends = normal(self.uses[best].heading).split()[-1:]
        rivals = [
            at for at in self.totals
            if self.free(at, key) and self.scores.get((at, key), 0.0) >= _LIKE
            and normal(self.uses[at].heading).split()[-1:] == ends and ends == ["total"]
        ]  # fmt: skip
        if best not in rivals:
            return best
        return max(rivals, key=lambda at: (rank(self.uses[at].heading, people=key == PEOPLE), -at))

    def _full_time(self, like: int) -> int:
        """Return the column of full-time equivalents instead of the one of heads: costs go with the work done."""
        if _FULL_TIME & set(normal(self.uses[like].heading).split()):
            return like
        found = (
            at for at in self.numeric
            if self.free(at, PEOPLE) and self.scores.get((at, PEOPLE), 0.0) >= SURE
            and _FULL_TIME & set(normal(self.uses[at].heading).split())
            and _time(self.uses[at].heading) == _time(self.uses[like].heading)
        )  # fmt: skip
        return next(found, like)

    def _of_all(self, key: str, like: int) -> int:
        """Return the column "Total … FTE" instead of the "… FTE" of some, where the sheet has one."""
        ends = base_of(self.uses[like].heading).split()[-1:]
        rivals = [
            at for at in self.numeric
            if self.free(at, key) and self.scores.get((at, key), 0.0) >= SURE and ends
            and base_of(self.uses[at].heading).split()[-1:] == ends and stage_of(self.uses[at].heading) != "vacant"
        ]  # fmt: skip
        all_of = {at: len(ALL & set(normal(self.uses[at].heading).split())) for at in [*rivals, like]}
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
        money = self.column_of(MONEY) if key != MONEY else None
        told = _time(self.uses[money].heading) if money is not None else None
        same = [at for at in rivals if told and told[1] and _is_of(_time(self.uses[at].heading), told)]
        return max(same or rivals, key=lambda at: (rank(self.uses[at].heading, people=key == PEOPLE), -at))

    def _total_over(self, part: int, key: str) -> int | None:
        for at, parts in self.totals.items():
            times = {_time(self.uses[column].heading) for column in parts}
            years = {year for _stage, year in times}
            one = len(times) == 1 or (len(years) == 1 and years != {None})
            named = set(normal(self.table.leaf(at)).split())
            if part in parts and (one or (named and named <= ALL)) and self.free(at, key):
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
            sure = round(max(self.scores.get((at, key), 0.0), SURE), 2)
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
        free = self.uses[at].use == EXTRA or self.uses[at].field in {MONEY, "salary"}
        return at not in self.chosen and free and is_part(self.uses[at].heading)

    def months(self) -> list[int]:
        """Return the columns of the twelve months, or four quarters, in a sheet that tells of money and not of people.

        Their sum beside them is enough where nothing tells of people.
        """
        for count, name in ((12, month_of), (4, quarter_of)):
            found = [at for at in self.numeric if self.uses[at].use == EXTRA and name(self.uses[at].heading)]
            if len(found) == count == len({name(self.uses[at].heading) for at in found}):
                of = subject(self.sheet, self.table)
                summed = any(set(found) <= set(parts) for parts in self.totals.values())
                large = all(self.profiles[at].middle >= _LARGE for at in found) or "money" in of_titles(
                    self.sheet, self.table
                )
                return found if of == "money" or (of == "" and summed and large) else []
        return []

    def mark_rivals(self) -> None:
        """Note in each column that would have fitted a field of people or money as well that another was taken."""
        for key in (MONEY, PEOPLE, "volume", "salary"):
            if self.column_of(key) is None or self.is_chosen(key):
                continue
            for use in self.uses:
                if (
                    use.use == EXTRA
                    and use.column not in self.chosen
                    and self.scores.get((use.column, key), 0.0) >= SURE
                ):
                    self.uses[use.column] = replace(use, rival=key)


def _is_of(time: tuple[str, int | None], money: tuple[str, int | None]) -> bool:
    """Say whether people are of the time of the money: its stage and year, or its stage where they tell no year."""
    return time == money or (time[1] is None and bool(time[0]) and time[0] == money[0])


def _time(heading: str) -> tuple[str, int | None]:
    return stage_of(heading), year_of(heading)
