"""Columns that share one field out: FTE by site, by grade, by shift. Their sum is the field, where no total stands."""

import csv
import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from outsourcing_planner.assets import resource
from outsourcing_planner.io.headings import fits
from outsourcing_planner.io.importing.periods import month_of, quarter_of, stage_of, year_of
from outsourcing_planner.io.importing.told import ALL, MONEY, SURE, Told
from outsourcing_planner.io.wordbook import normal, wordbook

_CODE: Final = re.compile(r"(?:g|gr|l|b|e|ec|band|grade|level) ?\d{1,2}(?: \d{1,2})?|\d{1,2} \d{1,2}")
"""A grade or a band: "G 7", "L3", "3-4". Y1 and Y2 are years, A and B are options."""
_NAMED: Final = 0.6
_GRADES: Final = {"grade", "band", "level", "gr"}


def shared_out(told: Told, key: str, like: int) -> list[int]:
    """Return the columns that share out what one of them tells for its part, or only that one.

    Nothing is shared out where a column of them is a total of others, or where they differ in stage or time.
    """
    if like not in told.numeric or told.totals.get(like):
        return [like]
    alike = [
        at for at in told.numeric
        if told.free(at, key) and fits(told.uses[at].heading).get(key, 0.0) >= SURE and at not in told.totals
    ]  # fmt: skip
    # Costs side by side in one line compare ways to do the same as often as they share it out.
    in_line = _in_line(told, like, alike) if key != MONEY else []
    for group in (_in_band(told, like, alike), in_line):
        if len(group) > 1:
            return group
    return [like]


def _in_band(told: Told, like: int, alike: Sequence[int]) -> list[int]:
    """Return the columns under the band of one, if their own names say parts and no other measures."""
    band = _band(told, like)
    group = [at for at in alike if _band(told, at) == band] if band else []
    leaves = [_leaf(told, at) for at in group]
    # "FTE by grade" says so; of other bands no name below may be that of a field or a stage.
    says_by = re.search(r"\b(?:by|nach|par|por|per)\b", band, re.IGNORECASE) is not None
    fine = all(leaf and not _is_other(leaf) and (says_by or not _names_a_field(leaf)) for leaf in leaves)
    return group if fine and len({normal(leaf) for leaf in leaves}) == len(group) else []


def _leaf(told: Told, at: int) -> str:
    """Return the last line of a heading without the number that makes it unlike another one."""
    return re.sub(r" \(\d\)$", "", told.table.leaf(at))


def _band(told: Told, at: int) -> str:
    heading, leaf = told.uses[at].heading, _leaf(told, at)
    return heading.removesuffix(leaf).strip() if leaf and leaf != heading else ""


def _in_line(told: Told, like: int, alike: Sequence[int]) -> list[int]:
    """Return the columns whose headings name the field and then a place, a grade or a shift each."""
    # As written: the code of Germany is a small word elsewhere.
    words = {at: re.findall(r"[^\W_]+", told.uses[at].heading.casefold()) for at in alike}
    common = {word for word in words.get(like, ()) if all(word in others for others in words.values())}
    group = [
        at for at in alike
        if not year_of(told.uses[at].heading)
        and says_a_part(" ".join(word for word in words[at] if word not in common - _GRADES))
    ]  # fmt: skip
    rests = {" ".join(words[at]) for at in group}
    return group if common and like in group and len(group) == len(alike) == len(rests) else []


def says_a_part(rest: str) -> bool:
    """Say whether words are a place, or a kind of post or shift, by which a field may be shared out."""
    if not rest or _is_other(rest):
        return False
    kinds = wordbook().splits["kinds"]
    plain = " ".join(word for word in normal(rest).split() if word not in kinds)
    coded = _CODE.fullmatch(normal(rest)) or _CODE.fullmatch(plain)
    return plain == "" or coded is not None or plain in _places()


def is_a_place(heading: str) -> bool:
    """Say whether a heading is the name of a city, a country or a region."""
    return normal(heading) in _places()


def _is_other(text: str) -> bool:
    """Say whether words tell a stage, a time or another measure rather than a part."""
    said = set(normal(text).split())
    timed = stage_of(text) or year_of(text) or month_of(text) or quarter_of(text)
    return bool(timed) or bool(said & {*wordbook().splits["never"], *ALL}) or "%" in text


def _names_a_field(leaf: str) -> bool:
    return max(fits(leaf).values(), default=0.0) >= _NAMED


@cache
def _places() -> frozenset[str]:
    with resource("countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {name for row in rows for name in (row["name"], row["region"], *row["aliases"].split("|")) if name}
    return frozenset({*map(normal, names), *wordbook().splits["places"]} - {""})
