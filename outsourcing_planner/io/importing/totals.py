"""Totals among the rows of a table, by their words and by their numbers."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from outsourcing_planner.io.importing.judging import BLANK, HEADING, KEEP, NOTE, TOTAL, Judge, Verdict
from outsourcing_planner.io.importing.raw import UNCALCULATED, Special, is_blank
from outsourcing_planner.io.wordbook import folded, wordbook

_STARRED: Final = re.compile(r"\*{1,4}\s*\w")
"""Reports of SAP put stars before the names of sums."""
_ALL: Final = {"all", "alle", "tous", "toutes", "todos", "todas", "tutti", "tutte", "wszystkie"}
"""A row that begins so is a total if it adds up; else it is a function ("All-hands meetings")."""
_OTHERS: Final = {"other", "others", "remaining", "übrigen", "anderen", "sonstigen", "autres", "demás", "altri"}
_THREE: Final = 3
_FAR: Final = 5_000
_NEAR: Final = 200
_SHORT: Final = 2_000
_BESIDE: Final = 60
_CLOSE: Final = 0.006
"""Sums of rounded figures miss their total by a little: forecasts rounded to 100,000 do."""


def find_totals(judge: Judge, kinds: list[Verdict | None]) -> list[Verdict]:
    """Mark totals by their words and by their numbers; return the rows kept that seem to count their parts twice."""
    double: list[Verdict] = []
    summed = {row - judge.table.body for row, column in judge.sheet.sums if column in judge.amounts}
    for at in range(len(judge.rows)):
        if kinds[at] is None:
            verdict = _as_total(judge, kinds, at, is_sum=at in summed) or _over_parts(judge, kinds, at)
            if verdict is not None and verdict.kind == KEEP:
                double.append(verdict)
            elif verdict is not None:
                kinds[at] = verdict
    _like_totals(judge, kinds)
    return double


def _like_totals(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark rows without a name in which the same cells are filled as in several totals without one."""
    if judge.label is None or judge.stairs:
        return
    unnamed = [at for at, label in enumerate(judge.labels) if not label and judge.counts[at]]
    shapes = [tuple(judge.filled(at)) for at in unnamed if (kinds[at] or Verdict(0, "")).kind == TOTAL]
    for at in unnamed:
        if kinds[at] is None and shapes.count(tuple(judge.filled(at))) > 1 and _of_rows_before(judge, at):
            kinds[at] = Verdict(at, TOTAL, judge.name(at), "like_totals")
    for at in unnamed:
        kinds[at] = kinds[at] or _as_total(judge, kinds, at, is_sum=False)


def _of_rows_before(judge: Judge, at: int) -> bool:
    """Say whether the department of a row is one of named rows before it, or it tells none."""
    mine = judge.department(at)
    return not mine or any(judge.department(row) == mine and judge.labels[row] for row in range(at))


def _over_parts(judge: Judge, kinds: Sequence[Verdict | None], at: int) -> Verdict | None:
    """Return that a row, though nothing calls it a total, is the sum of those under it in several columns: it is kept.

    Long lists have no such rows, and looking for them there would take long.
    """
    if len(judge.rows) > _SHORT or len(judge.columns) < 2:
        return None
    adding = Adding(judge, at)
    if len(adding.used) < 2:
        return None
    for place in range(at + 1, min(len(kinds), at + _BESIDE)):
        if kinds[place] is not None or adding.over():
            return None
        if adding.complete(place):
            return Verdict(at, KEEP, judge.name(at), "parts_below", (at + 1, place))
    return None


def _as_total(judge: Judge, kinds: Sequence[Verdict | None], at: int, *, is_sum: bool) -> Verdict | None:
    """Return that a row is a total, that it counts its parts twice (kept), or None."""
    if is_sum and _only_sums(judge, at):
        return Verdict(at, TOTAL, judge.name(at), "called_total")
    said = said_of(judge, at)
    after = kinds[at + 1] if at + 1 < len(kinds) else Verdict(0, BLANK)
    ends = after is not None and after.kind in {BLANK, NOTE}
    unnamed = judge.sums_unnamed and not judge.labels[at] and any(judge.numbers(at))
    if said == "never" or not (said or ends or is_sum or unnamed or _leads(judge, at, at + 1)):
        return None
    said = said or ("unnamed" if unnamed else "")
    above = _above(judge, kinds, at, said, plain=not (said or is_sum)) if said or ends or is_sum else None
    if above and said == "all" and at - above[0] < _THREE:
        return None
    if above and (said or is_sum or not judge.is_elsewhere(at, range(above[0], at))):
        return Verdict(at, TOTAL, judge.name(at), "adds_up", above)
    below = _below(judge, kinds, at, said) if said != "surely" else None
    if below:
        surely = unnamed or _all_else(kinds, at, below)
        return Verdict(at, TOTAL if surely else KEEP, judge.name(at), "adds_up" if surely else "parts_below", below)
    has_numbers = any(value is not None for value in judge.numbers(at))
    if said == "surely" or (said == "maybe" and (is_sum or (ends and has_numbers))):
        return Verdict(at, TOTAL, judge.name(at), "called_total")
    return None


def _all_else(kinds: Sequence[Verdict | None], at: int, parts: tuple[int, int]) -> bool:
    """Say whether a row on top of all others adds up every one of them, three at least."""
    rows = [row for row, found in enumerate(kinds) if found is None]
    return rows[0] == at and rows[-1] == parts[1] and len(rows) > _THREE


def _only_sums(judge: Judge, at: int) -> bool:
    """Say whether all amounts of a row are formulas of sums that were never calculated."""
    cells = [judge.rows[at][column] for column in judge.amounts]
    place = at + judge.table.body
    filled = [(column, cell) for column, cell in zip(judge.amounts, cells, strict=True) if not is_blank(cell)]
    return bool(filled) and all(
        isinstance(cell, Special) and cell.kind == UNCALCULATED and (place, column) in judge.sheet.sums
        for column, cell in filled
    )


def without_total(label: str) -> str:
    """Return what a label of a total is the total of ("Total for Finance" is of "finance")."""
    words = {*wordbook().rows["words"], "for", "of", "sub"}
    return " ".join(word for word in folded(label).split() if word not in words)


def find_thereof(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark rows that are called parts of the row above them: that one is taken, with its whole."""
    for at, found in enumerate(kinds):
        text = judge.labels[at].lstrip(" -–•.:")
        if found is None and at and text.startswith(wordbook().rows["thereof"]):
            kinds[at] = Verdict(at, TOTAL, judge.name(at), "thereof")


def find_summaries(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark averages, checks and the like at the end of the table or right under a total."""
    words, doubtful = wordbook().rows["summaries"], wordbook().rows["after_totals"]
    begins = tuple(f"{word} " for word in wordbook().rows["summaries_begin"])
    totals = [at for at, found in enumerate(kinds) if found is not None and found.kind == TOTAL]
    for at in range(len(kinds) - 1, -1, -1):
        found = kinds[at]
        if found is not None and found.kind != TOTAL:
            continue
        if found is None and judge.labels[at] in doubtful and not (totals and totals[0] < at):
            # "Reconciliation" at the end of a list without a total is work like the rest.
            return
        # A remark beside a name ("check") says nothing about the row.
        named = any(map(str.isalpha, judge.labels[at]))
        said = [judge.labels[at]] if named else [cell for cell in judge.rows[at] if isinstance(cell, str)]
        texts = [folded(text.replace(":", " ")) for text in said[:2]]
        if not any(text in words or f"{text} ".startswith(begins) for text in texts):
            # "Total", "VAT 20%", "Total with VAT": the rows go on to be sums up to the first total.
            if found is None or totals[0] == at:
                return
            continue
        kinds[at] = found or Verdict(at, TOTAL, judge.name(at), "summary")


def _leads(judge: Judge, at: int, other: int) -> bool:
    """Say whether the label of a row goes on in that of another ("Finance" in "Finance - Treasury")."""
    mine = judge.labels[at]
    return (
        bool(mine)
        and other < len(judge.labels)
        and judge.labels[other] != mine
        and judge.labels[other].startswith(mine)
    )


@cache
def _total_words() -> re.Pattern[str]:
    words = {word for name in ("totals", "begins", "words") for word in wordbook().rows[name]}
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b", re.IGNORECASE)


def said_of(judge: Judge, at: int) -> str:
    """Return what the words of a row say about being a total: "surely", "maybe", "all", "never" or nothing."""
    label = judge.labels[at]
    if label and not _total_words().search(label.replace("-", " ")) and not _STARRED.match(label):
        lead = judge.rows[at][0] if judge.label else None
        if not isinstance(lead, str) or not _total_words().search(lead.replace("-", " ")):
            return ""
    found = ""
    for column in judge.filled(at):
        cell = judge.rows[at][column]
        if not isinstance(cell, str) or len(cell) > 120 or (judge.label is not None and column > judge.label and label):
            continue
        said = _said_by(cell, judge.groups)
        if said in {"never", "surely"}:
            return said
        found = said if said == "maybe" else found or said
    return found


def _said_by(cell: str, groups: frozenset[str]) -> str:
    text, rows = folded(cell), wordbook().rows
    if text.startswith(rows["never"]):
        return "never"
    if text in rows["totals"] or text.startswith(rows["begins"]) or cell.strip().startswith("TOTAL "):
        return "surely"
    if set(text.split()) & set(rows["words"]):
        return "surely" if without_total(text) in groups else "maybe"
    if _STARRED.match(cell):
        return "maybe"
    begins = text.split()[:2]
    return "all" if begins and begins[0] in _ALL and begins[-1] not in _OTHERS else ""


def _above(judge: Judge, kinds: Sequence[Verdict | None], at: int, said: str, *, plain: bool) -> tuple[int, int] | None:
    """Return the rows right above that add up to this row in every column where it has a number.

    Without a word for it only the rows of the same block count; a row called a total may add up over gaps. A ``plain``
    row, with neither a word nor a SUM, must add up in several columns: in one it may do so by chance.
    """
    adding = Adding(judge, at, columns=2 if plain else 1)
    if not adding.possible:
        return None
    for place in range(at - 1, max(-1, at - _FAR), -1):
        found = kinds[place]
        if found is None:
            if adding.complete(place):
                return (place, at - 1)
            # Credits may lower a sum again, but not for long.
            if adding.count > _NEAR and adding.over():
                return None
        elif not said and (found.kind == HEADING or (found.kind == BLANK and adding.count)):
            return None
    return None


def _below(judge: Judge, kinds: Sequence[Verdict | None], at: int, said: str) -> tuple[int, int] | None:
    """Return the rows right below that add up to this row; without a word for it, those that begin with its label."""
    adding = Adding(judge, at)
    for place in range(at + 1, min(len(kinds), at + _NEAR)):
        if kinds[place] is not None or not (said or _leads(judge, at, place)):
            return None
        if adding.complete(place):
            return (at + 1, place)
    return None


class Adding:
    """Adds up rows until they make the numbers of one row."""

    def __init__(self, judge: Judge, at: int, columns: int = 1, parts: int | None = None) -> None:
        numbers = judge.numbers(at)
        self.used = [(column, value) for column, value in zip(judge.columns, numbers, strict=True) if value]
        # Columns that are multiples of one another are one proof.
        self.proofs = [value for place, value in enumerate(numbers) if value and place in judge.proofs]
        self.sums = [0.0] * len(self.used)
        self.parts = [0] * len(self.used)
        self.count = 0
        self._least = parts
        self.possible = min(len(self.proofs), len(self.used)) >= columns or (columns > 1 and self.unlikely())

    def unlikely(self) -> bool:
        """Say whether no such numbers come about by chance: several columns, or one with five digits that count."""
        digits = [len(f"{abs(value):.2f}".replace(".", "").strip("0")) for value in self.proofs]
        return len(digits) > 1 or any(count > 4 for count in digits)

    def over(self) -> bool:
        """Say whether the parts already make more than the whole; that of negative wholes is never said."""
        return any(
            total > value > 0 and not _close(total, value)
            for total, (_c, value) in zip(self.sums, self.used, strict=True)
        )

    def complete(self, place: int) -> bool:
        """Add one row and say whether the sums are those of the row looked at."""
        self.count += 1
        for at, (column, _value) in enumerate(self.used):
            self.sums[at] += column[place] or 0.0
            self.parts[at] += column[place] is not None
        # Small whole numbers add up by chance: one column of them needs three rows.
        parts = min(self.parts, default=0)
        enough = parts > 2 or (parts == 2 and (len(self.used) > 1 or any(abs(v) > 20 for _c, v in self.used)))
        enough = enough or (self._least is not None and parts >= self._least)
        return enough and self.possible and all(
            _close(total, value) for total, (_column, value) in zip(self.sums, self.used, strict=True)
        )  # fmt: skip


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= max(
        0.011, _CLOSE * abs(right) if right == round(right, -2) and abs(right) > 1e5 else 0.0
    )
