"""Which rows of a table are functions, and which are totals, titles of sections, repeated headings or notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from outsourcing_planner.io.headings import folded, wordbook
from outsourcing_planner.io.importing.raw import RawCell, RawSheet, Special, is_blank
from outsourcing_planner.io.importing.table import Table, number_in
from outsourcing_planner.text import NumberStyle

BLANK, KEEP, TOTAL, SECTION, HEADING, NOTE, OTHER_TABLE, LEFT_OUT = (
    "blank", "keep", "total", "section", "heading", "note", "other_table", "left_out",
)  # fmt: skip
NO_VALUE: Final = {"", "n/a", "na", "tbc", "tbd", "none", "?", "open", "unknown", "offen", "insufficient"}
_FAR: Final = 5_000
_NEAR: Final = 200
_CLOSE: Final = 0.006
"""Sums of rounded figures miss their total by a little; Oakland's forecasts are rounded to 100,000."""


@dataclass(frozen=True)
class Verdict:
    """What a row is; ``label`` names it, ``reason`` is a code with the rows it is about (from 1) in ``facts``."""

    row: int
    kind: str
    label: str = ""
    reason: str = ""
    parts: tuple[int, int] | None = None


@dataclass(frozen=True)
class Body:
    """The rows of a table, judged. ``double`` are rows kept although others seem to be their parts."""

    verdicts: tuple[Verdict, ...]
    double: tuple[Verdict, ...] = ()


class _Judge:
    """The rows of a body with their labels and numbers; positions count from the first row of the body."""

    def __init__(self, sheet: RawSheet, table: Table, label: int | None, amounts: Sequence[int], style: NumberStyle) -> None:
        self.sheet, self.table, self.label = sheet, table, label
        self.rows = list(sheet.rows(table.body, table.end))
        self.counts = sheet.filled[table.body : table.end]
        self.columns = [[_number(cell, style) for cell in sheet.columns[at][table.body : table.end]] for at in amounts]
        self.amounts = list(amounts)
        widths = sorted(count for count in self.counts if count)
        self.usual = widths[len(widths) // 2] if widths else 0
        self.headings = [folded(name) for name in table.headings]
        labels: Sequence[RawCell] = sheet.columns[label][table.body : table.end] if label is not None else [None] * len(self.rows)
        self.labels = [cell.strip().casefold() if type(cell) is str else "" for cell in labels]

    def filled(self, at: int) -> list[int]:
        """Return the columns of a row that hold something."""
        return [column for column, cell in enumerate(self.rows[at]) if not is_blank(cell)]

    def numbers(self, at: int) -> list[float | None]:
        """Return the numbers of a row in the columns of amounts."""
        return [column[at] for column in self.columns]

    def name(self, at: int) -> str:
        """Return the words by which a row is known: its label, else its first text."""
        row = self.rows[at]
        if self.label is not None and not is_blank(row[self.label]):
            return _words(row[self.label])
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        return _words(texts[0]) if texts else next((_words(row[c]) for c in self.filled(at)), "")


def _number(cell: RawCell, style: NumberStyle) -> float | None:
    if type(cell) is float:
        return cell
    return number_in(cell, style) if type(cell) is str and cell and not cell.isspace() else None


def _words(cell: RawCell) -> str:
    text = cell.text if isinstance(cell, Special) else str(cell)
    return " ".join(text.split())[:200]


def judge_rows(
    sheet: RawSheet, table: Table, label: int | None, amounts: Sequence[int], style: NumberStyle | None = None
) -> Body:
    """Return a verdict for each row of the table's body.

    ``label`` is the column of the function, ``amounts`` are the columns of numbers that add up.
    """
    judge = _Judge(sheet, table, label, amounts, style or NumberStyle())
    kinds: list[Verdict | None] = [None] * len(judge.rows)
    heads = _label_headings(judge)
    for at, count in enumerate(judge.counts):
        if not count:
            kinds[at] = Verdict(at, BLANK)
        elif judge.labels[at] in heads and _repeats_headings(judge, at):
            kinds[at] = Verdict(at, HEADING, judge.name(at), "repeated_headings")
    _other_tables(judge, kinds)
    _notes(judge, kinds)
    double = _totals(judge, kinds)
    _sections(judge, kinds)
    start = table.body
    verdicts = tuple(
        Verdict(at + start, KEEP) if found is None else _moved(found, start) for at, found in enumerate(kinds)
    )
    return Body(verdicts, tuple(_moved(found, start) for found in double))


def _moved(found: Verdict, start: int) -> Verdict:
    parts = (found.parts[0] + start + 1, found.parts[1] + start + 1) if found.parts else None
    return Verdict(found.row + start, found.kind, found.label, found.reason, parts)


def _label_headings(judge: _Judge) -> set[str]:
    """Return what stands over the labels: a row that repeats the headings begins so, or with a blank."""
    said = {""}
    if judge.label is not None and judge.table.last_heading >= 0:
        cells = judge.sheet.columns[judge.label][judge.table.first_heading : judge.table.last_heading + 1]
        said |= {cell.strip().casefold() for cell in cells if isinstance(cell, str)}
    return said


def _repeats_headings(judge: _Judge, at: int) -> bool:
    filled = judge.filled(at)
    same = sum(1 for c in filled if folded(str(judge.rows[at][c])) == judge.headings[c] != "")
    return same >= min(2, len([h for h in judge.headings if h])) and same * 3 >= len(filled) * 2


def _other_tables(judge: _Judge, kinds: list[Verdict | None]) -> None:
    """End the table where, after a blank row, other headings stand over its columns of numbers."""
    for at in range(1, len(kinds) - 1):
        before = kinds[at - 1]
        if kinds[at] is None and before is not None and before.kind == BLANK and _heads_another(judge, at):
            kinds[at:] = [
                found or Verdict(place, OTHER_TABLE, judge.name(place), "other_table")
                for place, found in enumerate(kinds[at:], at)
            ]
            return


def _heads_another(judge: _Judge, at: int) -> bool:
    """Say whether a row is all words, some of them over columns of amounts, with numbers in the row below."""
    if judge.counts[at] < 2 or not judge.counts[at + 1] or len(judge.columns) == 0:
        return False
    row = [judge.rows[at][column] for column in judge.filled(at)]
    over = [column for column in judge.columns if column[at] is None]
    words = [judge.rows[at][place] for place in judge.amounts if isinstance(judge.rows[at][place], str)]
    return (
        all(isinstance(cell, str) and number_in(cell) is None and len(cell) < 60 for cell in row)
        and len(words) >= 1
        and len(over) == len(judge.columns)
        and all(folded(word) not in NO_VALUE for word in words if isinstance(word, str))
        and any(column[at + 1] is not None for column in judge.columns)
    )


def _notes(judge: _Judge, kinds: list[Verdict | None]) -> None:
    """Mark notes under the table: rows with words in one cell only, from the end upwards."""
    marks = wordbook().rows["notes"]
    for at in range(len(judge.rows) - 1, -1, -1):
        if kinds[at] is not None:
            continue
        if judge.counts[at] > 1 or judge.usual < 2:
            return
        filled = judge.filled(at)
        cell = judge.rows[at][filled[0]]
        if not isinstance(cell, str):
            return
        text = cell.strip()
        numbered = re.match(r"^\(?[\d*†]{1,2}\)|^[*†¹²³]", text) is not None
        begins = any(folded(text) == word or folded(text).startswith((word + ":", word + " ")) for word in marks if word.isalpha() or " " in word)
        continued = at + 1 < len(kinds) and (kinds[at + 1] or Verdict(0, "")).kind == NOTE and text != cell
        earlier = any(re.match(r"^\s*\(\d\)", str(row[filled[0]])) for row in judge.rows[max(0, at - 4) : at])
        if not (numbered or begins or continued or len(text) > 80 or (earlier and cell != text)):
            return
        kinds[at] = Verdict(at, NOTE, judge.name(at), "note")


def _totals(judge: _Judge, kinds: list[Verdict | None]) -> list[Verdict]:
    """Mark totals by their words and by their numbers; return the rows kept that seem to count their parts twice."""
    double: list[Verdict] = []
    summed = {row - judge.table.body for row, column in judge.sheet.sums if column in judge.amounts}
    for at in range(len(judge.rows)):
        if kinds[at] is None:
            verdict = _as_total(judge, kinds, at, is_sum=at in summed)
            if verdict is not None and verdict.kind == KEEP:
                double.append(verdict)
            elif verdict is not None:
                kinds[at] = verdict
    return double


def _as_total(judge: _Judge, kinds: Sequence[Verdict | None], at: int, *, is_sum: bool) -> Verdict | None:
    """Return that a row is a total, that it counts its parts twice (kept), or None."""
    said = _said(judge, at)
    after = kinds[at + 1] if at + 1 < len(kinds) else Verdict(0, BLANK)
    ends = after is not None and after.kind in {BLANK, NOTE}
    if said == "never" or not (said or ends or is_sum or _leads(judge, at, at + 1)):
        return None
    above = _above(judge, kinds, at, said) if said or ends or is_sum else None
    if above:
        return Verdict(at, TOTAL, judge.name(at), "adds_up", above)
    below = _below(judge, kinds, at, said) if said != "surely" else None
    if below:
        return Verdict(at, KEEP, judge.name(at), "parts_below", below)
    has_numbers = any(value is not None for value in judge.numbers(at))
    if said == "surely" or (said == "maybe" and (is_sum or (ends and has_numbers))):
        return Verdict(at, TOTAL, judge.name(at), "called_total")
    return None


def _leads(judge: _Judge, at: int, other: int) -> bool:
    """Say whether the label of a row goes on in that of another ("Finance" in "Finance - Treasury")."""
    mine = judge.labels[at]
    return bool(mine) and other < len(judge.labels) and judge.labels[other] != mine and judge.labels[other].startswith(mine)


@cache
def _total_words() -> re.Pattern[str]:
    words = {word for name in ("totals", "begins", "words") for word in wordbook().rows[name]}
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b", re.IGNORECASE)


def _said(judge: _Judge, at: int) -> str:
    """Return what the words of a row say about being a total: "surely", "maybe", "never" or nothing."""
    label = judge.labels[at]
    if label and not _total_words().search(label.replace("-", " ")):
        lead = judge.rows[at][0] if judge.label else None
        if not isinstance(lead, str) or not _total_words().search(lead.replace("-", " ")):
            return ""
    rows = wordbook().rows
    found = ""
    for column in judge.filled(at):
        cell = judge.rows[at][column]
        if not isinstance(cell, str) or len(cell) > 120 or (judge.label is not None and column > judge.label and label):
            continue
        text = folded(cell)
        if text.startswith(rows["never"]):
            return "never"
        if text in rows["totals"] or text.startswith(rows["begins"]) or cell.strip().startswith("TOTAL "):
            return "surely"
        if set(text.split()) & set(rows["words"]):
            found = "maybe"
    return found


def _above(judge: _Judge, kinds: Sequence[Verdict | None], at: int, said: str) -> tuple[int, int] | None:
    """Return the rows right above that add up to this row in every column where it has a number.

    Without a word for it only the rows of the same block count; a row called a total may add up over gaps.
    """
    adding = _Adding(judge, at)
    for place in range(at - 1, max(-1, at - _FAR), -1):
        found = kinds[place]
        if found is None:
            if adding.complete(place):
                return (place, at - 1)
        elif found.kind == HEADING or (found.kind == BLANK and adding.count and not said):
            return None
    return None


def _below(judge: _Judge, kinds: Sequence[Verdict | None], at: int, said: str) -> tuple[int, int] | None:
    """Return the rows right below that add up to this row; without a word for it, those that begin with its label."""
    adding = _Adding(judge, at)
    for place in range(at + 1, min(len(kinds), at + _NEAR)):
        if kinds[place] is not None or not (said or _leads(judge, at, place)):
            return None
        if adding.complete(place):
            return (at + 1, place)
    return None


class _Adding:
    """Adds up rows until they make the numbers of one row."""

    def __init__(self, judge: _Judge, at: int) -> None:
        numbers = judge.numbers(at)
        self.used = [(column, value) for column, value in zip(judge.columns, numbers, strict=True) if value]
        self.sums = [0.0] * len(self.used)
        self.count = 0

    def complete(self, place: int) -> bool:
        """Add one row and say whether the sums are those of the row looked at."""
        self.count += 1
        for at, (column, _value) in enumerate(self.used):
            self.sums[at] += column[place] or 0.0
        # Small whole numbers add up by chance: one column of them needs three rows.
        enough = self.count > 2 or (self.count == 2 and (len(self.used) > 1 or any(abs(v) > 20 for _c, v in self.used)))
        return enough and bool(self.used) and all(
            _close(total, value) for total, (_column, value) in zip(self.sums, self.used, strict=True)
        )  # fmt: skip


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= max(0.011, _CLOSE * abs(right) if right == round(right, -2) and abs(right) > 1e5 else 0.0)


def _sections(judge: _Judge, kinds: list[Verdict | None]) -> None:
    """Mark titles of sections: words in one cell, fuller rows under it, and a sign that it is no plain row."""
    if judge.usual < 3:
        return
    single = [at for at in range(len(kinds) - 1) if judge.counts[at] == 1 and kinds[at] is None]
    found = [at for at in single if _is_title(judge, kinds, at)]
    for at in found:
        text = str(judge.rows[at][judge.filled(at)[0]]).strip()
        before = kinds[at - 1] if at else None
        apart = before is not None and before.kind in {BLANK, TOTAL, HEADING}
        merged = any(m[0] == at + judge.table.body and m[3] > m[1] for m in judge.sheet.merges)
        loud = text.isupper() or text.endswith(":")
        if apart or merged or loud or len(found) > 1:
            kinds[at] = Verdict(at, SECTION, judge.name(at), "section")


def _is_title(judge: _Judge, kinds: Sequence[Verdict | None], at: int) -> bool:
    filled = judge.filled(at)
    if not isinstance(judge.rows[at][filled[0]], str):
        return False
    if judge.label is not None and filled[0] > judge.label:
        return False
    following = next((place for place in range(at + 1, len(kinds)) if (kinds[place] or Verdict(0, "")).kind != BLANK), None)
    return following is not None and kinds[following] is None and judge.counts[following] >= max(3, judge.usual - 1)
