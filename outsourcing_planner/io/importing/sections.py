"""Titles of sections between the rows: words in one cell, told from functions that have no numbers yet."""

from collections.abc import Sequence
from typing import Final

from outsourcing_planner.io.importing.judging import BLANK, HEADING, SECTION, TOTAL, Judge, Verdict
from outsourcing_planner.io.importing.totals import without_total

_MOST: Final = 0.5
_NESTED: Final = 3


def find_sections(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark titles of sections: words in one cell, fuller rows under it, and a sign that it is no plain row."""
    if judge.usual < 2:
        return
    found = [at for at in range(len(kinds) - 1) if _is_title(judge, kinds, at)]
    if not found:
        return
    full = [at for at, verdict in enumerate(kinds) if verdict is None and judge.counts[at] > 1]
    quiet = sum(judge.name(at).isupper() for at in full) < _MOST * len(full)
    totals = {without_total(verdict.label) for verdict in kinds if verdict is not None and verdict.kind == TOTAL}
    # Where even the first row stands under a title, the table is cut into sections.
    cut = judge.usual > 2 and len(found) > 1 and not any(at < found[0] for at in full)
    for at in found:
        text = judge.name(at)
        loud = (text.isupper() and quiet) or text.endswith(":")
        merged = any(m[0] == at + judge.table.body and m[3] > m[1] for m in judge.sheet.merges)
        beside = judge.label is not None and judge.counts[at] == 1 and judge.filled(at)[0] < judge.label
        summed = text.casefold() in totals
        after = kinds[at + 1]
        headed = after is not None and after.kind == HEADING
        if loud or merged or (beside and not judge.stairs) or cut or summed or headed or _apart(kinds, at):
            kinds[at] = Verdict(at, SECTION, judge.name(at), "section")


def _apart(kinds: Sequence[Verdict | None], at: int) -> bool:
    before = kinds[at - 1] if at else None
    return before is not None and before.kind in {BLANK, TOTAL, HEADING}


def _words_alone(judge: Judge, at: int) -> bool:
    """Say whether a row holds words in one cell, or a code and words and no amount."""
    if judge.counts[at] > 2:
        return False
    cells = [judge.rows[at][column] for column in judge.filled(at)]
    if len(cells) == 1:
        return isinstance(cells[0], str)
    if len(cells) != 2 or not judge.columns or judge.label is None:
        return False
    code = not any(map(str.isalpha, str(cells[0]))) and any(map(str.isalpha, str(cells[1])))
    return code and judge.filled(at)[1] <= judge.label and not any(n is not None for n in judge.numbers(at))


def _is_title(judge: Judge, kinds: Sequence[Verdict | None], at: int) -> bool:
    if kinds[at] is not None or not _words_alone(judge, at):
        return False
    if judge.label is not None and judge.filled(at)[0] > judge.label:
        return False
    skipped = {BLANK, HEADING}
    after = (place for place in range(at + 1, len(kinds)) if (kinds[place] or Verdict(0, "")).kind not in skipped)
    following = next(after, None)
    # A title over a narrower one ("Shared services", "Finance") is one as well.
    for _narrower in range(_NESTED):
        if following is None or kinds[following] is not None or not _words_alone(judge, following):
            break
        following = next(after, None)
    if following is None or kinds[following] is not None:
        return False
    fuller = judge.counts[following] >= max(2, judge.usual - 1)
    return fuller and (judge.counts[at] == 1 or any(number is not None for number in judge.numbers(following)))
