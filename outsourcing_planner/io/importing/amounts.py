"""Which of several columns of people or money is taken: totals before their parts, today before other years.

A sheet often tells a cost more than once: by year, by stage of the budget, as parts beside their total. One telling is
taken; the others stay beside the fields and are named, so that nothing is counted twice and no choice is silent.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from outsourcing_planner.io.headings import fits
from outsourcing_planner.io.importing.adding_up import grows
from outsourcing_planner.io.importing.columns import EXTRA, ColumnUse, Profile
from outsourcing_planner.io.importing.periods import month_of, year_of
from outsourcing_planner.io.importing.raw import RawSheet
from outsourcing_planner.io.importing.splits import is_a_place, says_a_part, shared_out
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.io.importing.told import ALL, MONEY, PEOPLE, SURE, Scores, Told, is_part, subject
from outsourcing_planner.io.wordbook import folded, normal, wordbook
from outsourcing_planner.text import NumberStyle

_NAMED: Final = 0.6
_NAME: Final = 60
_FEW_PEOPLE: Final = 2_000
_SCORE: Final = 10
_RATES: Final = {"rate", "rates", "score", "scores", "scoring", "rating", "price", "prices", "hourly"}
_OTHERS: Final = {"hour", "hours", "daily", "percent", "share", "index", "minutes"}
_PARTS: Final = re.compile(r"\s[–—-]\s|:\s")
_BY: Final = re.compile(r"\s*(.{2,40}?)\s+(?:by|per|nach|je|par|por|per|pr\.?|wg|w podziale na)\s+\w", re.IGNORECASE)


def settle(
    uses: list[ColumnUse], sheet: RawSheet, table: Table, profiles: Sequence[Profile], scores: Scores,
    chosen: frozenset[int], style: NumberStyle,
) -> None:  # fmt: skip
    """Change ``uses`` so that people and money come from the columns that tell them once; ``chosen`` stay as they are.

    ``scores`` say how well a column fits a field. Columns passed over get the field in ``rival``.
    """
    told = Told(uses, sheet, table, profiles, scores, chosen, style)
    _pivot(told)
    _titled(told)
    _placed(told)
    if not told.is_chosen(MONEY):
        _money(told)
    for key in (PEOPLE, "volume"):
        # Several columns were taken because a title says what all of them count.
        several = sum(use.field == key for use in uses) > 1
        if not told.is_chosen(key) and not several:
            best = told.best(key)
            told.take(key, *(shared_out(told, key, best) if best is not None else ()))
    if not told.is_chosen("salary"):
        _no_sum_as_salary(told)
    told.mark_rivals()


def _pivot(told: Told) -> None:
    """Take what the corner of a pivot table says to be measured from its last column, the total of the others."""
    book = wordbook().pivot
    cells = (cell for at in range(told.table.last_heading + 1) for cell in told.sheet.row(at) if isinstance(cell, str))
    corners = [
        folded(cell).removeprefix(start) for cell in cells for start in book["corner"] if folded(cell).startswith(start)
    ]
    for measured in corners:
        key = max(fits(measured).items(), key=lambda pair: pair[1], default=("", 0.0))[0]
        ends = [at for at in told.totals if folded(told.uses[at].heading).endswith(book["all"])]
        if key in {PEOPLE, MONEY, "volume"} and told.column_of(key) is None and ends:
            told.take(key, ends[-1])


def _titled(told: Told) -> None:
    """Take what a title says to be counted ("FTE by function and site") from the total column, else from all of them.

    Nothing is done where the headings themselves name times; where they name other amounts only a total is taken.
    """
    others = any(told.column_of(key) is not None for key in (PEOPLE, MONEY, "volume", "salary"))
    titles = (
        cell for at in range(max(told.table.first_heading, 0)) for cell in told.sheet.row(at) if isinstance(cell, str)
    )
    whole = list(titles)
    parts = [part for title in (*whole, told.sheet.name) for part in _PARTS.split(title) if len(part) <= _NAME]
    named = [said for part in parts if (found := _BY.match(part)) for said in (found[1], part)]
    named += [] if others else [title for title in whole if len(title) <= _NAME]
    for measured in named:
        fitting = fits(measured)
        key = max(fitting, key=lambda name: fitting[name], default="")
        across = [at for at in told.numeric if _may_be(told, at, key) and at > (told.column_of("function") or 0)]
        timed = any(month_of(told.uses[at].heading) or year_of(told.uses[at].heading) for at in across)
        if key in {PEOPLE, MONEY, "volume"} and fitting[key] > SURE and len(across) > 1 and not timed:
            total = next((at for at in reversed(across) if at in told.totals), None)
            if total is None and others:
                across = [at for at in across if says_a_part(told.uses[at].heading)]
            if not across:
                continue
            if told.column_of(key) is None:
                told.take(key, *([total] if total is not None else across))
            return


def _placed(told: Told) -> None:
    """Take numbers under places as people where no column tells them and nothing speaks of money."""
    if told.column_of(PEOPLE) is not None or subject(told.sheet, told.table) == "money" or _tells_others(told):
        return
    across = [
        at for at in told.numeric
        if told.free(at, PEOPLE) and says_a_part(told.uses[at].heading) and 0 < told.profiles[at].middle < _FEW_PEOPLE
    ]  # fmt: skip
    summed = any({*across} & {*parts} and told.uses[at].field for at, parts in told.totals.items())
    most = max((number or 0.0 for at in across for number in told.values(at)), default=0.0)
    if sum(is_a_place(told.uses[at].heading) for at in across) > 1 and most > _SCORE and not summed:
        whole = next((at for at, parts in told.totals.items() if set(across) <= set(parts)), None)
        told.take(PEOPLE, *([whole] if whole is not None and told.free(whole, PEOPLE) else across))


def _tells_others(told: Told) -> bool:
    """Say whether titles, the name of the sheet or headings speak of rates, hours, scores or units of work."""
    titles = [cell for at in range(max(told.table.first_heading, 0)) for cell in told.sheet.row(at)]
    texts = [told.sheet.name, *(cell for cell in titles if isinstance(cell, str))]
    said = {word for text in texts for word in normal(text).split()}
    heads = {word for heading in told.table.headings for word in normal(heading).split()}
    return bool(heads & _RATES or said & {*_RATES, *_OTHERS, *wordbook().units["volumes"]})


def _may_be(told: Told, at: int, key: str) -> bool:
    """Say whether a column may be taken as what a title says; one that is called "Total" only is not money for sure."""
    use = told.uses[at]
    only_total = use.field == MONEY and set(normal(use.heading).split()) <= ALL
    return told.free(at, key) or (only_total and at not in told.chosen)


def _money(told: Told) -> None:
    best = told.best(MONEY)
    if best is None or is_part(told.uses[best].heading):
        parts = told.parts() if len(told.parts()) > 1 else told.months()
        if parts:
            total = next((at for at, of in told.totals.items() if set(parts) <= set(of)), None)
            told.take(MONEY, *([total] if total is not None else parts))
            return
    pay = told.parts() if best is None and told.column_of("salary") is None else []
    if best is not None:
        told.take(MONEY, *shared_out(told, MONEY, best))
    else:
        told.take(MONEY, pay[0] if len(pay) == 1 else _whole(told))


def _whole(told: Told) -> int | None:
    """Return a column "Total …" that adds up others beside a column of people: the sum of funds, or of grants."""
    people = told.column_of(PEOPLE)
    named = people is not None and fits(told.uses[people].heading).get(PEOPLE, 0.0) > _NAMED
    if subject(told.sheet, told.table) == "people" and not named:
        return None
    for at, parts in told.totals.items():
        years = {year_of(told.uses[part].heading) for part in parts} - {None}
        counts = people is None or people in parts or people == at
        if not counts and len(years) < 2 and ALL & set(normal(told.uses[at].heading).split()) and told.free(at, MONEY):
            return at
    return None


def _is_of_posts(people: Sequence[float | None]) -> bool:
    """Say whether each row is one post: then what it is paid is a salary, and no sum."""
    filled = [number for number in people if number]
    return len(filled) > 1 and max(filled) <= 1


def _no_sum_as_salary(told: Told) -> None:
    """Free a column of salaries that holds sums for all heads: a part of the cost, or one that grows with the heads."""
    at, people = told.column_of("salary"), told.column_of(PEOPLE)
    if at is None or (people is not None and _is_of_posts(told.values(people))):
        return
    is_part = any(at in parts for parts in told.totals.values())
    if is_part or (people is not None and grows(told.values(people), told.values(at))):
        told.uses[at] = replace(told.uses[at], use=EXTRA, field=None, confidence=0.0)
        if not is_part and told.column_of(MONEY) is None:
            told.take(MONEY, at)
