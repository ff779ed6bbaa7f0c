"""Which rows of a table are functions, and which are totals, titles of sections, repeated headings or notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.io.headings import fits
from outsourcing_planner.io.importing.cell_types import number_in, row_type
from outsourcing_planner.io.importing.judging import BLANK, HEADING, KEEP, NOTE, OTHER_TABLE, Judge, Verdict
from outsourcing_planner.io.importing.ours import has_our_headings
from outsourcing_planner.io.importing.outline import find_parents
from outsourcing_planner.io.importing.raw import RawSheet, is_blank
from outsourcing_planner.io.importing.sections import find_sections
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.io.importing.totals import find_summaries, find_thereof, find_totals
from outsourcing_planner.io.importing.trailing import (
    find_another_list,
    find_asides,
    find_left_over,
    find_notes,
    find_notes_after_totals,
    find_parameters,
    find_signatures,
)
from outsourcing_planner.io.importing.written import number_said
from outsourcing_planner.io.wordbook import folded
from outsourcing_planner.text import NumberStyle

_NUMBERED: Final = 2
"""A row that numbers the columns stands right under the headings, or under one of units."""
_SEVERAL: Final = 8
_FIRST: Final = 3
_EXAMPLES: Final = {
    "e.g", "eg", "example", "beispiel", "z.b", "ex", "sample", "exemple", "ejemplo", "esempio", "voorbeeld",
}  # fmt: skip
_EXAMPLE: Final = ("example:", "beispiel:", "exemple :", "ejemplo:", "esempio:", "voorbeeld:", "example -", "sample:")
_FORMS: Final = {"mandatory", "required", "optional", "text", "pflicht", "pflichtfeld", "obligatoire", "please fill"}
_PLACE: Final = re.compile(r"\(?\s*(\d{1,2}|[a-z])\s*\)?(?:\s*=.*)?", re.IGNORECASE)
_TECHNICAL: Final = re.compile(r"[a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*")
_RULED: Final = re.compile(r"\s*(?:[=_*.~#+–—-]\s*){3,}")
_PAGE: Final = re.compile(
    r"(?:page|seite|pagina|página|strona|p\.)\s*\d+(?:\s*(?:of|von|de|sur|/|z|van)\s*\d+)?", re.IGNORECASE
)
_ANSWERS: Final = {"yes", "no", "y", "n", "ja", "nein", "oui", "non", "sí", "si", "maybe", "partly", "x", "✓"}
NO_VALUE: Final = {"", "n/a", "na", "tbc", "tbd", "none", "?", "open", "unknown", "offen", "insufficient"}


@dataclass(frozen=True)
class Body:
    """The rows of a table, judged. ``double`` are rows kept although others seem to be their parts."""

    verdicts: tuple[Verdict, ...]
    double: tuple[Verdict, ...] = ()


def judge_rows(
    sheet: RawSheet, table: Table, labels: Sequence[int], amounts: Sequence[int], style: NumberStyle | None = None,
    results: Sequence[int] = (), departments: Sequence[int] = (),
) -> Body:  # fmt: skip
    """Return a verdict for each row of the table's body.

    ``labels`` are the columns that name the function, ``amounts`` those of numbers that add up, ``results`` those of
    our own results: where they are filled we wrote the row, and it is a function whatever it is called;
    ``departments`` are those that name the department.
    """
    judge = Judge(sheet, table, labels, amounts, style or NumberStyle(), departments)
    kinds: list[Verdict | None] = [None] * len(judge.rows)
    _find_plain(judge, kinds)
    _other_tables(judge, kinds)
    find_notes(judge, kinds)
    find_asides(judge, kinds)
    find_left_over(judge, kinds)
    find_thereof(judge, kinds)
    if not has_our_headings(table.headings):
        # In a sheet of ours every row is a function, also the parent of others.
        find_parents(judge, kinds)
    double = find_totals(judge, kinds)
    find_summaries(judge, kinds)
    find_notes_after_totals(judge, kinds)
    find_signatures(judge, kinds)
    find_another_list(judge, kinds)
    find_parameters(judge, kinds)
    find_sections(judge, kinds)
    for at in _ours(judge, results):
        kinds[at] = None
    double = [found for found in double if kinds[found.row] is None and not results]
    start = table.body
    verdicts = tuple(
        Verdict(at + start, KEEP) if found is None else _moved(found, start) for at, found in enumerate(kinds)
    )
    return Body(verdicts, tuple(_moved(found, start) for found in double))


def with_rows_beside(body: Body, sheet: RawSheet) -> Body:
    """Return the verdicts where a row is blank but for another table beside: it is a row of that one."""
    verdicts = tuple(
        Verdict(found.row, OTHER_TABLE, "", "other_table") if found.kind == BLANK and sheet.filled[found.row] else found
        for found in body.verdicts
    )
    return Body(verdicts, body.double)


def _find_plain(judge: Judge, kinds: list[Verdict | None]) -> None:
    """Mark what needs no look at other rows: blanks, the headings or the title again, numbers of columns and pages."""
    heads = _label_headings(judge)
    titles = {
        _paged(" ".join(cell.split()))
        for at in range(max(judge.table.first_heading, 0))
        for cell in judge.sheet.row(at)
        if isinstance(cell, str) and cell.strip()
    }
    for at, count in enumerate(judge.counts):
        if not count:
            kinds[at] = Verdict(at, BLANK)
        elif judge.labels[at] in heads and _repeats_headings(judge, at):
            kinds[at] = Verdict(at, HEADING, judge.name(at), "repeated_headings")
        elif at < _NUMBERED and _numbers_the_columns(judge, at):
            kinds[at] = Verdict(at, HEADING, judge.name(at), "column_numbers")
        elif (at == 0 and _explains(judge)) or (at < _FIRST and _is_example(judge, at)):
            kinds[at] = Verdict(at, HEADING, judge.name(at), "explanation")
        elif (count == 1 or not judge.labels[at]) and _is_title_again(judge, at, titles):
            kinds[at] = Verdict(at, HEADING, judge.name(at), "repeated_title")
        elif count == 1 and _PAGE.fullmatch(judge.name(at)):
            kinds[at] = Verdict(at, NOTE, judge.name(at), "page")
        elif (count <= 2 or not judge.labels[at]) and _to_be_signed(judge, at):
            kinds[at] = Verdict(at, NOTE, judge.name(at), "note")
        elif not judge.labels[at][:1].isalnum() and _is_ruled(judge, at):
            kinds[at] = Verdict(at, HEADING, judge.name(at), "ruled")


def _is_title_again(judge: Judge, at: int, titles: set[str]) -> bool:
    """Say whether the first words of a row are those of a title, and nothing of it is an amount."""
    first = judge.rows[at][judge.filled(at)[0]]
    return isinstance(first, str) and _paged(" ".join(first.split())) in titles and not any(
        number is not None for number in judge.numbers(at)
    )  # fmt: skip


def _is_example(judge: Judge, at: int) -> bool:
    """Say whether one of the first rows says how to fill the sheet in: an example, or "mandatory" as a name."""
    label = folded(judge.labels[at])
    places = judge.filled(at)
    first = judge.rows[at][places[0]]
    before = isinstance(first, str) and places[0] != judge.label and folded(first) in _EXAMPLES
    filled_in = any(number is not None for number in judge.numbers(at))
    return before or judge.labels[at].startswith(_EXAMPLE) or (label in _FORMS and not filled_in)


def _to_be_signed(judge: Judge, at: int) -> bool:
    """Say whether a line is drawn behind words, or in place of a name: where one signs."""
    drawn = [cell for cell in judge.rows[at] if isinstance(cell, str) and "____" in cell]
    return any(any(map(str.isalpha, cell)) for cell in drawn) or (bool(drawn) and "____" in judge.labels[at])


def _is_ruled(judge: Judge, at: int) -> bool:
    return all(_RULED.fullmatch(str(judge.rows[at][column])) for column in judge.filled(at))


def _paged(title: str) -> str:
    """Return a title without the number of its page, to be compared."""
    return re.sub(r"\d+", "#", title.casefold())


def _ours(judge: Judge, results: Sequence[int]) -> Iterator[int]:
    """Yield the rows in which several columns of our own results hold something; many are blank for odd functions."""
    columns = [judge.sheet.columns[at] for at in results]
    for at in range(len(judge.rows)) if columns else ():
        if sum(not is_blank(column[at + judge.table.body]) for column in columns) * _SEVERAL >= len(columns):
            yield at


def _moved(found: Verdict, start: int) -> Verdict:
    parts = (found.parts[0] + start + 1, found.parts[1] + start + 1) if found.parts else None
    direct = tuple(row + start + 1 for row in found.direct)
    return Verdict(found.row + start, found.kind, found.label, found.reason, parts, direct)


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


def _over_numbers_for_names(judge: Judge, at: int) -> bool:
    """Say whether from a row on the column of names holds numbers only, and above it none."""
    if judge.label is None or judge.counts[at] > judge.usual:
        return False
    cells = [row[judge.label] for row in judge.rows]
    below = [cell for cell in cells[at + 1 :] if not is_blank(cell)]
    kinds = {type(cell) for cell in below}
    return len(below) > 1 and kinds == {float} and not any(type(cell) is float for cell in cells[:at])


def _explains(judge: Judge) -> bool:
    """Say whether the first row spells the headings out: words over every column of amounts, which name fields too.

    Names of a database ("fte_calc") do so wherever several columns of numbers begin with them.
    """
    words = [judge.rows[0][column] for column in judge.amounts]
    technical = [cell for cell in judge.rows[0] if isinstance(cell, str) and _TECHNICAL.fullmatch(cell.strip())]
    if len(words) > 1 and len(technical) == judge.counts[0] and any("_" in cell for cell in technical):
        return all(isinstance(cell, str) and row_type(cell) == "text" for cell in words)
    texts = [cell for cell in words if isinstance(cell, str) and row_type(cell) == "text"]
    fitting = sum(bool(fits(cell)) for cell in texts)
    long = all(len(cell.split()) > 1 for cell in texts)
    return 0 < len(texts) == len(words) and ((long and fitting > 0) or fitting == len(texts) > 1)


def _numbers_the_columns(judge: Judge, at: int) -> bool:
    """Say whether a row only numbers the columns: 1, 2, 3 or (a), (b), (c) = (a) + (b)."""
    cells = [judge.rows[at][column] for column in judge.filled(at)]
    texts = [_whole(cell) if isinstance(cell, float) else str(cell).strip() for cell in cells]
    found = [place[1].casefold() for text in texts if (place := _PLACE.fullmatch(text))]
    if len(found) < 3 or len(found) < len(cells):
        return False
    numbers = [int(place) if place.isdigit() else ord(place) - 96 for place in found]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] < 3


def _whole(number: float) -> str:
    return str(int(number)) if number.is_integer() else ""


def _other_tables(judge: Judge, kinds: list[Verdict | None]) -> None:
    """End the table where, after a blank row, other headings stand over its columns of numbers."""
    for at in range(1, len(kinds) - 1):
        # A title of its own may stand between the gap and the headings.
        titled = at > 1 and kinds[at - 1] is None and judge.counts[at - 1] == 1
        first = at - 1 if titled else at
        before = kinds[first - 1]
        if kinds[at] is None and before is not None and before.kind == BLANK and _heads_another(judge, at):
            kinds[first:] = [
                found or Verdict(place, OTHER_TABLE, judge.name(place), "other_table")
                for place, found in enumerate(kinds[first:], first)
            ]
            return


def _heads_another(judge: Judge, at: int) -> bool:
    """Say whether a row is all words, some of them over columns of amounts, with numbers in the row below.

    So is one whose words stand over numbers in the column of names.
    """
    if judge.counts[at] < 2 or not judge.counts[at + 1] or len(judge.columns) == 0:
        return False
    row = [judge.rows[at][column] for column in judge.filled(at)]
    if any(isinstance(cell, str) and (folded(cell) in _ANSWERS or number_said(cell, judge.style)) for cell in row):
        return False
    over = [column for column in judge.columns if column[at] is None]
    words = [judge.rows[at][place] for place in judge.amounts if isinstance(judge.rows[at][place], str)]
    words_only = all(isinstance(cell, str) and number_in(cell) is None and len(cell) < 60 for cell in row)
    if words_only and _over_numbers_for_names(judge, at):
        return True
    return (
        words_only
        and len(words) >= 1
        and len(over) == len(judge.columns)
        and all(folded(word) not in NO_VALUE for word in words if isinstance(word, str))
        and any(column[at + 1] is not None for column in judge.columns)
    )
