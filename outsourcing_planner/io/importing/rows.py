"""Which rows of a table are functions, and which are totals, titles of sections, repeated headings or notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.io.headings import folded, wordbook
from outsourcing_planner.io.importing.raw import RawCell, RawSheet, Special, is_blank
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.text import NumberStyle, parse_number

BLANK, KEEP, TOTAL, SECTION, HEADING, NOTE, OTHER_TABLE, LEFT_OUT = (
    "blank", "keep", "total", "section", "heading", "note", "other_table", "left_out",
)  # fmt: skip
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
    def __init__(self, sheet: RawSheet, table: Table, label: int | None, amounts: Sequence[int], style: NumberStyle) -> None:
        self.sheet, self.table, self.label, self.style = sheet, table, label, style
        self.rows = list(sheet.rows(table.body, table.end))
        self.filled = [[at for at, cell in enumerate(row) if not is_blank(cell)] for row in self.rows]
        self.amounts = list(amounts)
        self.numbers = [[self._number(row[at]) for at in self.amounts] for row in self.rows]
        widths = sorted(len(filled) for filled in self.filled if filled)
        self.usual = widths[len(widths) // 2] if widths else 0
        self.headings = [folded(name) for name in table.headings]

    def _number(self, cell: RawCell) -> float | None:
        if isinstance(cell, float):
            return cell
        return parse_number(cell, self.style) if isinstance(cell, str) and cell.strip() else None

    def name(self, at: int) -> str:
        """Return the words by which a row is known: its label, else its first text."""
        row = self.rows[at]
        if self.label is not None and not is_blank(row[self.label]):
            return _words(row[self.label])
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        return _words(texts[0]) if texts else next((_words(row[c]) for c in self.filled[at]), "")


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
    for at, filled in enumerate(judge.filled):
        if not filled:
            kinds[at] = Verdict(at, BLANK)
        elif _repeats_headings(judge, at):
            kinds[at] = Verdict(at, HEADING, judge.name(at), "repeated_headings")
    _notes(judge, kinds)
    double = _totals(judge, kinds)
    _sections(judge, kinds)
    start = table.body
    verdicts = tuple(_moved(found or Verdict(at, KEEP, judge.name(at)), start) for at, found in enumerate(kinds))
    return Body(verdicts, tuple(_moved(found, start) for found in double))


def _moved(found: Verdict, start: int) -> Verdict:
    parts = (found.parts[0] + start + 1, found.parts[1] + start + 1) if found.parts else None
    return Verdict(found.row + start, found.kind, found.label, found.reason, parts)


def _repeats_headings(judge: _Judge, at: int) -> bool:
    filled = judge.filled[at]
    same = sum(1 for c in filled if folded(str(judge.rows[at][c])) == judge.headings[c] != "")
    return same >= min(2, len([h for h in judge.headings if h])) and same * 3 >= len(filled) * 2


def _notes(judge: _Judge, kinds: list[Verdict | None]) -> None:
    """Mark notes under the table: rows with words in one cell only, from the end upwards."""
    marks = wordbook().rows["notes"]
    for at in range(len(judge.rows) - 1, -1, -1):
        if kinds[at] is not None:
            continue
        filled = judge.filled[at]
        cell = judge.rows[at][filled[0]]
        if len(filled) > 1 or not isinstance(cell, str) or judge.usual < 2:
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
    for at in range(len(judge.rows)):
        if kinds[at] is not None:
            continue
        said = _said(judge, at)
        if said == "never":
            continue
        above = _adds_up(judge, kinds, at, -1)
        if above:
            ends = at + 1 == len(kinds) or (kinds[at + 1] or Verdict(0, "")).kind in {BLANK, NOTE}
            if said or ends or _is_sum(judge, at):
                kinds[at] = Verdict(at, TOTAL, judge.name(at), "adds_up", above)
                continue
        below = _adds_up(judge, kinds, at, 1) if said != "surely" else None
        if below and (said or _shares_words(judge, at, below)):
            double.append(Verdict(at, KEEP, judge.name(at), "parts_below", below))
        elif said == "surely" or (said == "maybe" and (_is_sum(judge, at) or _stands_apart(judge, kinds, at))):
            kinds[at] = Verdict(at, TOTAL, judge.name(at), "called_total")
    return double


def _said(judge: _Judge, at: int) -> str:
    """Return what the words of a row say about being a total: "surely", "maybe", "never" or nothing."""
    rows = wordbook().rows
    found = ""
    for column in judge.filled[at]:
        cell = judge.rows[at][column]
        if not isinstance(cell, str) or len(cell) > 120 or (judge.label is not None and column > judge.label + 1):
            continue
        text = folded(cell)
        if any(text.startswith(word) for word in rows["never"]):
            return "never"
        if text in rows["totals"] or text.startswith(rows["begins"]):
            return "surely"
        if cell.strip().startswith("TOTAL ") or set(text.split()) & set(rows["words"]):
            found = "surely" if cell.strip().startswith("TOTAL ") else "maybe"
    return found


def _adds_up(judge: _Judge, kinds: Sequence[Verdict | None], at: int, step: int) -> tuple[int, int] | None:
    """Return the rows (from 0) right above or below whose numbers add up to this row in every column that has one.

    Above, the rows of the same block count, or every row kept so far; below, the run of rows that first adds up.
    """
    mine = judge.numbers[at]
    used = [c for c, value in enumerate(mine) if value not in {None, 0.0}]
    if not used:
        return None
    sums = [0.0] * len(mine)
    count, place = 0, at + step
    while 0 <= place < len(kinds) and count < 5000:
        found = kinds[place]
        if found is not None and (step > 0 or found.kind == HEADING):
            break
        if found is None:
            for c, value in enumerate(judge.numbers[place]):
                sums[c] += value or 0.0
            count += 1
            enough = count >= 2 and (len(used) > 1 or abs(mine[used[0]] or 0) > 20 or count > 2)
            if enough and all(_close(sums[c], mine[c] or 0.0) for c in used):
                return (min(place, at + step), max(place, at + step))
        elif found.kind == BLANK and count and step < 0 and _said(judge, at) == "":
            # Only a row called a total may add up over a gap.
            break
        place += step
    return None


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= max(0.011, _CLOSE * abs(right) if right == round(right, -2) and abs(right) > 1e5 else 0.0)


def _is_sum(judge: _Judge, at: int) -> bool:
    row = at + judge.table.body
    return any((row, column) in judge.sheet.sums for column in judge.amounts)


def _stands_apart(judge: _Judge, kinds: Sequence[Verdict | None], at: int) -> bool:
    """Say whether a row ends a block: nothing, a note or a blank row follows."""
    after = kinds[at + 1] if at + 1 < len(kinds) else Verdict(0, BLANK)
    return (after is not None and after.kind in {BLANK, NOTE}) and any(v is not None for v in judge.numbers[at])


def _shares_words(judge: _Judge, at: int, span: tuple[int, int]) -> bool:
    mine = folded(judge.name(at))
    return bool(mine) and all(folded(judge.name(part)).startswith(mine) for part in range(span[0], span[1] + 1))


def _sections(judge: _Judge, kinds: list[Verdict | None]) -> None:
    """Mark titles of sections: words in one cell, fuller rows under it, and a sign that it is no plain row."""
    if judge.usual < 3:
        return
    found = [at for at in range(len(kinds) - 1) if kinds[at] is None and _is_title(judge, kinds, at)]
    for at in found:
        text = str(judge.rows[at][judge.filled[at][0]]).strip()
        before = kinds[at - 1] if at else None
        apart = before is not None and before.kind in {BLANK, TOTAL, HEADING}
        merged = any(m[0] == at + judge.table.body and m[3] > m[1] for m in judge.sheet.merges)
        loud = text.isupper() or text.endswith(":")
        if apart or merged or loud or len(found) > 1:
            kinds[at] = Verdict(at, SECTION, judge.name(at), "section")


def _is_title(judge: _Judge, kinds: Sequence[Verdict | None], at: int) -> bool:
    filled = judge.filled[at]
    if len(filled) != 1 or not isinstance(judge.rows[at][filled[0]], str):
        return False
    if judge.label is not None and filled[0] > judge.label:
        return False
    following = next((place for place in range(at + 1, len(kinds)) if (kinds[place] or Verdict(0, "")).kind != BLANK), None)
    return following is not None and kinds[following] is None and len(judge.filled[following]) >= max(3, judge.usual - 1)
