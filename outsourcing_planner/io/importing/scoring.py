"""How well a column fits a field: by the words of its heading, and by what stands in it."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from outsourcing_planner.domain.fields import BY_KEY, Kind
from outsourcing_planner.io.headings import counts_in_a_time, fits, is_difference, is_key_or_date, names_a_year
from outsourcing_planner.io.importing.columns import Profile
from outsourcing_planner.io.importing.periods import base_of, stage_of, year_of
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.io.wordbook import normal

_MOST: Final = 0.5
_LEAST: Final = 0.4
_WORDS: Final = 0.9
_NAME: Final = 0.9
_FTE: Final = 0.7
_FITTING: Final = 0.3
_ANSWERS: Final = {
    "yes", "no", "y", "n", "ja", "nein", "oui", "non", "sí", "si", "x", "true", "false", "maybe", "partly", "tbc",
}  # fmt: skip
_COST: Final = {"cost", "costs", "expense", "expenses", "expenditure", "spend", "kosten"}
_PEOPLE: Final = 20_000
"""So many people are not in the middle row of any list of departments."""
_MONEY: Final = 500
"""Smaller numbers under a year are counts (positions, cases) as often as amounts."""
_CURRENCY: Final = re.compile(
    r"[$€£¥₹]|\b(?:usd|eur|euros?|gbp|chf|cad|aud|inr|pln|sek|nok|dkk|dollars?|[tk](?:eur|chf|usd|gbp|pln|dkk|nok|sek|kr))\b",
    re.IGNORECASE,
)
Score = tuple[float, int, str]


def scored_columns(
    table: Table, profiles: Sequence[Profile], free: set[int], subject: str, *, ours: bool
) -> list[Score]:
    """Return how well each free column fits each field it fits at all: (0 to 1, column, key).

    ``subject`` is "people" or "money" where the sheet tells of nothing else; ``ours`` says that we wrote the sheet.
    """
    pairs = []
    measured = any(fits(heading).keys() & {"volume", "rate"} for heading in table.headings if heading)
    for at in free:
        heading = table.headings[at]
        words_by_key = _fits_or_band(heading, table.leaf(at)) if heading else {}
        for key in (*words_by_key, "in_house_cost") if heading else ():
            words = words_by_key.get(key, 0.0)
            if key == "in_house_cost" and profiles[at].middle >= _MONEY and not counts_in_a_time(heading):
                words = max(words, _amount_of_a_year(heading))
            if key == "department" and normal(heading) == "unit" and measured:
                # Beside a price or a quantity a unit is what is counted.
                continue
            if not ours and _said_by_name(table.leaf(at), heading, key):
                words *= 0.5
            if key == "positions" and not ours:
                # Elsewhere "Positions" counts people; only our own sheets tell posts from heads.
                words *= 0.6
            if words > 0:
                pairs.append((words * _likely(key, profiles[at], words), at, key))
    if ours:
        return pairs
    pairs += _as_volume(pairs, table, profiles, free)
    counted = {at for at in free if profiles[at].people > _MOST and profiles[at].numbers > _MOST}
    pairs = [pair for pair in pairs if pair[1] not in counted] + [(_NAME, at, "fte") for at in sorted(counted)]
    pairs = _without_small(pairs, table, profiles)
    # "No." over other numbers in each row counts the rows.
    running = {at for at in free if normal(table.headings[at]) == "number" and profiles[at].distinct > _NAME}
    # Beside a column called FTE, a total or a budget is money after all.
    if subject == "people" and not any(key == "fte" and score > _FTE for score, _at, key in pairs):
        pairs = _as_counts(pairs, table, profiles)
    else:
        pairs = [*pairs, *_as_money(pairs, table, profiles, free, subject)]
    return [pair for pair in pairs if pair[1] not in running]


def _without_small(pairs: list[Score], table: Table, profiles: Sequence[Profile]) -> list[Score]:
    """Drop "Budgeted" with small numbers as money beside a column that names a cost, or a currency."""
    money = [at for _score, at, key in pairs if key == "in_house_cost"]
    costs = [
        at for at in money
        if profiles[at].middle >= _MONEY and (_COST & set(normal(table.headings[at]).split())
                                              or _is_money(table.headings[at], profiles[at]))
    ]  # fmt: skip
    small = {at for at in money if profiles[at].middle < _MONEY and not base_of(table.headings[at])} if costs else ()
    return [pair for pair in pairs if pair[2] != "in_house_cost" or pair[1] not in small]


def _as_volume(
    pairs: Sequence[Score], table: Table, profiles: Sequence[Profile], free: set[int]
) -> list[Score]:
    """Take "Payslips / month" as a volume where no other heading names one."""
    if any(key == "volume" and score > _LEAST for score, _at, key in pairs):
        return []
    numeric = [at for at in sorted(free) if profiles[at].numbers > _MOST]
    heads = table.headings
    return [(_MOST, at, "volume") for at in numeric if not fits(heads[at]) and counts_in_a_time(heads[at])]


def _fits_or_band(heading: str, leaf: str) -> Mapping[str, float]:
    """Return what a heading names; where "Menge" over "Stück/Monat" says nothing as a whole, the band does."""
    return fits(heading) or ({} if is_difference(heading) else fits(heading.removesuffix(leaf).strip()))


def _said_by_name(leaf: str, heading: str, key: str) -> bool:
    """Say whether the last line of a heading under a band names another field than the band does ("Volume": "AHT")."""
    if leaf == heading or not leaf:
        return False
    best = max(fits(leaf).items(), key=lambda pair: pair[1], default=("", 0.0))
    return best[1] >= _NAME and best[0] != key and key not in fits(leaf) and not stage_of(leaf)


def _as_counts(pairs: Sequence[Score], table: Table, profiles: Sequence[Profile]) -> list[Score]:
    """Read small numbers under "Adopted budget" or "Total" as people, in a sheet that tells of nothing else."""
    changed = [
        (score, at, "fte")
        if key == "in_house_cost"
        and 0 < profiles[at].middle < _PEOPLE
        and not _is_money(table.headings[at], profiles[at])
        else (score, at, key)
        for score, at, key in pairs
    ]
    known = {(at, key) for _score, at, key in changed}
    for at, found in enumerate(profiles):
        heading = table.headings[at]
        # Vacant posts cost nothing and are nobody.
        timed = (stage_of(heading) or year_of(heading)) and stage_of(heading) != "vacant"
        small = found.numbers > _MOST and found.middle < _PEOPLE and not _is_money(heading, found)
        if timed and small and (at, "fte") not in known and not is_key_or_date(heading):
            changed.append((0.5, at, "fte"))
    return changed


def _is_money(heading: str, found: Profile) -> bool:
    """Say whether a heading or the cells tell a currency."""
    return _CURRENCY.search(heading) is not None or found.currency > _MOST


def _as_money(
    pairs: Sequence[Score], table: Table, profiles: Sequence[Profile], free: set[int], subject: str
) -> list[Score]:
    """Take as money what a currency in the heading or the cells, or a stage of a budget, says to be money."""
    known = {at for score, at, key in pairs if score >= _MOST or key == "in_house_cost"}
    found = []
    for at in sorted(free - known):
        heading, told = table.headings[at], profiles[at]
        if not heading or told.numbers < _MOST or told.codes or is_key_or_date(heading) or is_difference(heading):
            continue
        stage = stage_of(heading) or (year_of(heading) if subject == "money" else None)
        if _is_money(heading, told):
            found.append((0.55, at, "in_house_cost"))
        elif stage and "%" not in heading and (subject == "money" or told.middle >= _MONEY):
            found.append((0.5, at, "in_house_cost"))
    return found


def _amount_of_a_year(heading: str) -> float:
    """Return how well a heading such as "FY 2014-15 Adopted" names what the work costs; plans before results."""
    if not names_a_year(heading) or is_key_or_date(heading):
        return 0.0
    said = set(normal(heading).split())
    if said & {"budget", "budgeted", "adopted", "approved", "proposed", "plan", "planned", "cost", "amount"}:
        return 0.62
    return 0.58 if said & {"actual", "actuals", "ist", "estimate", "estimated"} else 0.55


def _digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _likely(key: str, found: Profile, words: float) -> float:
    """Return how likely the values are those of a field, 0 to 1."""
    field = BY_KEY[key]
    if not found.filled:
        # An empty column under the very name is the column; under a weak name it is a leftover.
        return 0.97 if words >= 0.9 else 0.3
    if field.numeric and field.kind is not Kind.SHARE and found.codes:
        return 0.2
    if field.numeric:
        # A column under the very name of a field is that field, also where its cells are to be refused one by one.
        wordy = found.letters > _WORDS and not any(map(_digit, found.some))
        least = 0.5 if words >= 0.9 and not wordy else 0.25
        return least + (1 - least) * found.numbers if found.numbers < 0.95 else 1.0
    if field.kind is Kind.CHOICE and not field.open_choice and found.fitting(field) < _FITTING:
        return 0.3
    if field.kind is Kind.TEXT and found.numbers > 0.6:
        return 0.4 if words >= 0.9 else 0.2
    return _likely_words(key, found, words)


def _likely_words(key: str, found: Profile, words: float) -> float:
    """Return how likely words name functions or departments, 0 to 1."""
    if key not in {"function", "department"}:
        return 1.0
    if found.some and {text.casefold().strip() for text in found.some} <= _ANSWERS:
        return 0.1
    if key == "function" and found.filled > 2 and found.distinct * found.filled < 1.5:
        # The same words in every row name what the sheet is about, not the rows.
        return 0.45 if words >= 0.9 else 0.3
    if found.filled > 20:
        if found.distinct <= 1.5 / found.filled:
            return 0.5
        if key == "function" and words < 0.55 and found.distinct < 0.08:
            return 0.6
    return 1.0
