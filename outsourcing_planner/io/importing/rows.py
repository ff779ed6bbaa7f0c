"""Which rows of a table are functions, and which are totals, titles of sections, repeated headings or notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.io.headings import folded, wordbook
from outsourcing_planner.io.importing.judging import (
    BLANK,
    HEADING,
    KEEP,
    NOTE,
    OTHER_TABLE,
    SECTION,
    TOTAL,
    Judge,
    Verdict,
)
from outsourcing_planner.io.importing.raw import RawSheet
from outsourcing_planner.io.importing.table import Table, number_in
from outsourcing_planner.io.importing.totals import find_totals
from outsourcing_planner.text import NumberStyle

NO_VALUE: Final = {"", "n/a", "na", "tbc", "tbd", "none", "?", "open", "unknown", "offen", "insufficient"}


@dataclass(frozen=True)
class Body:
    """The rows of a table, judged. ``double`` are rows kept although others seem to be their parts."""

    verdicts: tuple[Verdict, ...]
    double: tuple[Verdict, ...] = ()


def judge_rows(
    sheet: RawSheet, table: Table, label: int | None, amounts: Sequence[int], style: NumberStyle | None = None
) -> Body:
    """Return a verdict for each row of the table's body.

    ``label`` is the column of the function, ``amounts`` are the columns of numbers that add up.
    """
    judge = Judge(sheet, table, label, amounts, style or NumberStyle())
    kinds: list[Verdict | None] = [None] * len(judge.rows)
    heads = _label_headings(judge)
    for at, count in enumerate(judge.counts):
        if not count:
            kinds[at] = Verdict(at, BLANK)
        elif judge.labels[at] in heads and _repeats_headings(judge, at):
            kinds[at] = Verdict(at, HEADING, judge.name(at), "repeated_headings")
    _other_tables(judge, kinds)
    _notes(judge, kinds)
    double = find_totals(judge, kinds)
    _sections(judge, kinds)
    start = table.body
    verdicts = tuple(
        Verdict(at + start, KEEP) if found is None else _moved(found, start) for at, found in enumerate(kinds)
    )
    return Body(verdicts, tuple(_moved(found, start) for found in double))


def _moved(found: Verdict, start: int) -> Verdict:
    parts = (found.parts[0] + start + 1, found.parts[1] + start + 1) if found.parts else None
    return Verdict(found.row + start, found.kind, found.label, found.reason, parts)


def _label_headings(judge: Judge) -> set[str]:
    """Return what stands over the labels: a row that repeats the headings begins so, or with a blank."""
    said = {""}
    if judge.label is not None and judge.table.last_heading >= 0:
        cells = judge.sheet.columns[judge.label][judge.table.first_heading : judge.table.last_heading + 1]
        said |= {cell.strip().casefold() for cell in cells if isinstance(cell, str)}
    return said


def _repeats_headings(judge: Judge, at: int) -> bool:
    filled = judge.filled(at)
    same = sum(1 for c in filled if folded(str(judge.rows[at][c])) == judge.headings[c] != "")
    return same >= min(2, len([h for h in judge.headings if h])) and same * 3 >= len(filled) * 2


def _other_tables(judge: Judge, kinds: list[Verdict | None]) -> None:
    """End the table where, after a blank row, other headings stand over its columns of numbers."""
    for at in range(1, len(kinds) - 1):
        before = kinds[at - 1]
        if kinds[at] is None and before is not None and before.kind == BLANK and _heads_another(judge, at):
            kinds[at:] = [
                found or Verdict(place, OTHER_TABLE, judge.name(place), "other_table")
                for place, found in enumerate(kinds[at:], at)
            ]
            return


def _heads_another(judge: Judge, at: int) -> bool:
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


def _notes(judge: Judge, kinds: list[Verdict | None]) -> None:
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
        begins = any(
            folded(text) == word or folded(text).startswith((word + ":", word + " "))
            for word in marks
            if word.isalpha() or " " in word
        )
        continued = at + 1 < len(kinds) and (kinds[at + 1] or Verdict(0, "")).kind == NOTE and text != cell
        earlier = any(re.match(r"^\s*\(\d\)", str(row[filled[0]])) for row in judge.rows[max(0, at - 4) : at])
        if not (numbered or begins or continued or len(text) > 80 or (earlier and cell != text)):
            return
        kinds[at] = Verdict(at, NOTE, judge.name(at), "note")


def _sections(judge: Judge, kinds: list[Verdict | None]) -> None:
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


def _is_title(judge: Judge, kinds: Sequence[Verdict | None], at: int) -> bool:
    filled = judge.filled(at)
    if not isinstance(judge.rows[at][filled[0]], str):
        return False
    if judge.label is not None and filled[0] > judge.label:
        return False
    following = next(
        (place for place in range(at + 1, len(kinds)) if (kinds[place] or Verdict(0, "")).kind != BLANK), None
    )
    return following is not None and kinds[following] is None and judge.counts[following] >= max(3, judge.usual - 1)
