"""Notes under a table: words in one cell, told from functions that have no numbers yet."""

import itertools
import re
from typing import Final

from outsourcing_planner.io.importing.judging import BLANK, NOTE, OTHER_TABLE, TOTAL, Judge, Verdict
from outsourcing_planner.io.wordbook import folded, wordbook

_LONG: Final = 80
_SENTENCE: Final = 40
_CODE: Final = 5
_PAIR: Final = 2
_WIDE: Final = 5
_PARAMETER: Final = re.compile(
    r"\b(?:days?|hours?|weeks?|months?|rates?|factor|productivity|shrinkage|occupancy|exchange|fx|inflation|utili[sz]ation"
    r"|overhead|on-?costs?|tage|stunden|satz|kurs|faktor|jours|heures|taux|uren|dagen)\b|%|/",
    re.IGNORECASE,
)
_AROUND_UNITS: Final = {
    "all",
    "in",
    "of",
    "are",
    "is",
    "figures",
    "values",
    "numbers",
    "the",
    "shown",
    "stated",
    "per",
    "a",
    "year",
}
_KEY: Final = re.compile(r"\S{1,6}\s*=\s*\w")
_MARK: Final = re.compile(r"\(?[\d*†]{1,2}\)|[*†¹²³•]|\d{1,2}[.)]\s|[-–]\s|\[\d{1,2}\]|[a-z]\)\s")


def find_notes(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark the notes under the table.

    Below its last row of several cells, everything after a blank row is notes if any of it looks like one; without a
    blank row they begin with the first line that does. Rows of a mark and words in the next cell are notes as well.
    """
    if judge.usual < 2:
        return
    start = _tail(judge, kinds)
    tail = [at for at in range(start, len(kinds)) if kinds[at] is None]
    looks = [at for at in tail if looks_like_note(judge, at)]
    if not looks:
        return
    blank = next((at for at in range(start, looks[0]) if (kinds[at] or Verdict(0, "")).kind == BLANK), looks[0])
    for at in tail:
        if at >= blank:
            kinds[at] = Verdict(at, NOTE, judge.name(at), "note")


def find_notes_after_totals(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark words in one cell below the last total, at its foot or below a blank row: the table is over there."""
    start = _tail(judge, kinds)
    ended = next((at for at in range(start, len(kinds)) if (kinds[at] or Verdict(0, "")).kind in {BLANK, TOTAL}), None)
    totals = [at for at, found in enumerate(kinds) if found is not None and found.kind == TOTAL]
    last = max((at for at in range(start) if kinds[at] is None), default=0)
    if ended is None or not totals or totals[-1] < last:
        return
    for at in range(ended, len(kinds)):
        if kinds[at] is None:
            kinds[at] = Verdict(at, NOTE, judge.name(at), "note")


def find_left_over(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark words alone before the column of names at the end of the sheet: no title, for nothing stands under it."""
    for at in range(len(kinds) - 1, -1, -1):
        if kinds[at] is None:
            alone = judge.counts[at] == 1 and judge.usual > _PAIR and judge.label is not None
            if not alone or judge.filled(at)[0] >= (judge.label or 0) or judge.stairs:
                return
            kinds[at] = Verdict(at, NOTE, judge.name(at), "note")


def find_signatures(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark the rows at the end that have neither a name nor an amount: who approved the sheet, and when."""
    if judge.label is None or judge.stairs or judge.usual <= _PAIR:
        return
    _find_unnamed_end(judge, kinds)
    run: list[int] = []
    for at in range(len(kinds) - 1, -1, -1):
        if kinds[at] is not None:
            for row in run:
                kinds[row] = Verdict(row, NOTE, judge.name(row), "note")
            run = []
        elif judge.labels[at] or any(number is not None for number in judge.numbers(at)):
            return
        else:
            run.append(at)


def _find_unnamed_end(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark what follows the last total, a gap and a title where none of it has a name in its column: another table."""
    totals = [at for at, found in enumerate(kinds) if found is not None and found.kind == TOTAL]
    blanks = [at for at, found in enumerate(kinds) if found is not None and found.kind == BLANK]
    gap = next((at for at in blanks if totals and at > totals[-1]), len(kinds))
    rest = [at for at in range(gap, len(kinds)) if kinds[at] is None]
    titled = bool(rest) and judge.counts[rest[0]] == 1
    named = any(judge.labels[at] for at in range(gap) if kinds[at] is None)
    if titled and named and not any(judge.labels[at] for at in rest):
        for at in rest:
            kinds[at] = Verdict(at, OTHER_TABLE, judge.name(at), "other_table")


def find_another_list(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark what follows the last amount and a gap, where the rows before have amounts: questions, a legend, a remark.

    In a narrow table the gap is two rows, and what follows is words in one cell.
    """
    blank = any(found is not None and found.kind == BLANK for found in kinds)
    if not blank or judge.usual <= _PAIR:
        return
    plain = [at for at, found in enumerate(kinds) if found is None]
    priced = [at for at in plain if any(number is not None for number in judge.numbers(at))]
    if len(priced) < _WIDE:
        return
    is_wide = judge.usual >= _WIDE
    blanks = [at for at, found in enumerate(kinds) if found is not None and found.kind == BLANK and at > priced[-1]]
    gap = next((at for at in blanks if is_wide or at + 1 in blanks), None)
    before = [at for at in plain if at <= priced[-1]]
    if gap is None or len(priced) * 10 < len(before) * 9:
        return
    rest = [at for at in plain if at > gap]
    narrow = all(judge.counts[at] <= (max(_PAIR, judge.usual // 3) if is_wide else 1) for at in rest)
    if narrow and any(_says_more(judge, at) for at in rest):
        for at in rest:
            kinds[at] = Verdict(at, NOTE, judge.name(at), "note")


def _says_more(judge: Judge, at: int) -> bool:
    """Say whether a row reads like a remark or a mere figure rather than like the name of a function."""
    name = judge.name(at).rstrip()
    spoken = name.endswith(("?", "!")) or len(name.split()) > _CODE or not any(map(str.isalpha, name))
    return spoken or looks_like_note(judge, at)


def find_parameters(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark pairs of a name and a value behind a gap at the end of a wide table ("Working days 220"): another table."""
    plain = [at for at, found in enumerate(kinds) if found is None]
    blanks = [at for at, found in enumerate(kinds) if found is not None and found.kind == BLANK]
    if judge.usual < _WIDE - 1 or not blanks or not plain:
        return
    narrow = list(itertools.takewhile(lambda at: judge.counts[at] <= _PAIR, reversed(plain)))
    before = plain[: len(plain) - len(narrow)]
    gap = any(before[-1] < at < narrow[-1] for at in blanks) if narrow and before else False
    whole = sum(judge.counts[at] >= judge.usual - 1 for at in before)
    told = all(_PARAMETER.search(judge.name(at)) for at in narrow)
    if gap and told and 1 < len(narrow) <= len(before) / _PAIR and whole * 10 >= len(before) * 9:
        for at in narrow:
            kinds[at] = Verdict(at, OTHER_TABLE, judge.name(at), "other_table")


def _tail(judge: Judge, kinds: list[Verdict | None]) -> int:
    """Return the row after the last one that belongs to the table."""
    for at in range(len(kinds) - 1, -1, -1):
        found = kinds[at]
        if found is None and judge.counts[at] > 1 and not _marked_pair(judge, at):
            return at + 1
        if found is None and not isinstance(judge.rows[at][judge.filled(at)[0]], str):
            return at + 1
    return len(kinds)


def _marked_pair(judge: Judge, at: int) -> bool:
    """Say whether a row is a mark or "Source" with words beside it, and no amount."""
    filled = judge.filled(at)
    first = judge.rows[at][filled[0]]
    if len(filled) > 3 or any(number is not None for number in judge.numbers(at)):
        return False
    return isinstance(first, str) and (
        _begins(first) or (len(first.strip()) < 5 and _MARK.match(first.strip() + " ") is not None)
    )


def _begins(text: str) -> bool:
    said = folded(text)
    return any(
        said == word or said.startswith((word + ":", word + " ")) or (said + ":").startswith(word + ":")
        for word in wordbook().rows["notes"]
        if word.isalpha() or " " in word
    )


def find_asides(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark words in brackets alone in a row, which say more about the row above."""
    for at, found in enumerate(kinds):
        text = judge.name(at) if found is None and judge.counts[at] == 1 else ""
        if judge.usual > 1 and text.startswith("(") and text.endswith(")") and len(text) > _CODE:
            kinds[at] = Verdict(at, NOTE, judge.name(at), "note")


def looks_like_note(judge: Judge, at: int) -> bool:
    """Say whether the words of a row are a note: marked, called so, a sentence, or very long."""
    text = str(judge.rows[at][judge.filled(at)[0]]).strip()
    sentence = len(text) > _SENTENCE and text.endswith(".") and len(text.split()) > 5
    marked = _is_unit(text) or _MARK.match(text) is not None or _KEY.match(text) is not None or folded(text) == "key"
    return marked or _begins(text) or len(text) > _LONG or sentence


def _is_unit(text: str) -> bool:
    """Say whether a text tells a unit and nothing else: "in thousands of EUR", "£000", "all figures in millions"."""
    units = wordbook().units
    told = {word for name in ("thousands", "millions", "currencies") for word in units[name]}
    said = folded(text)
    if said.removeprefix("in ") in told:
        return True
    words = said.replace(",", " ").split()
    around = {*_AROUND_UNITS, *units["currencies"], *units["amounts"], *units["quantities"], *units["volumes"]}
    rest = [word for word in words if word not in around]
    return 0 < len(rest) < len(words) and all(word in told or f"{word} of" in told for word in rest)
