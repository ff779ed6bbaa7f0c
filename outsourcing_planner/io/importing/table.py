"""Where the table is in a sheet: which rows are its headings and where its body begins."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.io.headings import fits_whole, names_a_year
from outsourcing_planner.io.importing.cell_types import row_type, tells_units
from outsourcing_planner.io.importing.raw import DATE, RawCell, RawSheet, Special, is_blank, letter
from outsourcing_planner.text import _

LOOKED_AT: Final = 60
_BODY: Final = 12
_LONG: Final = 60
_FEW: Final = 3


@dataclass(frozen=True)
class Table:
    """A table in a sheet; rows count from 0. Without headings both rows of headings are -1."""

    first_heading: int
    last_heading: int
    body: int
    end: int
    headings: tuple[str, ...]
    leaves: tuple[str, ...] = ()

    def leaf(self, column: int) -> str:
        """Return the last line of a heading: the name of a column below the band that spans it."""
        return self.leaves[column] if column < len(self.leaves) else ""


def find_table(
    sheet: RawSheet, header_row: int | None = None, header_rows: int | None = None, last_row: int | None = None
) -> Table:
    """Return the table of a sheet. ``header_row`` is the last row of headings from 1, 0 for none; None guesses both."""
    end = min(sheet.height, last_row) if last_row else sheet.height
    rows = list(sheet.rows(0, min(sheet.height, max(LOOKED_AT, (header_row or 0)) + _BODY)))
    last = guess_header(rows) if header_row is None else min(header_row, sheet.height) - 1
    if header_row == 0 or (header_row is None and (_holds_numbers(rows[last]) or _is_data(rows, last))):
        body = next((at for at, row in enumerate(rows) if any(not is_blank(c) for c in row) and not _counts(row)), 0)
        return Table(-1, -1, body, end, tuple(column_name(at) for at in range(len(sheet.columns))))
    if header_row is None and header_rows is None:
        last = _downward(rows, last)
    first = last - header_rows + 1 if header_rows else _upward(rows, last, sheet)
    first = max(first, 0)
    named = last - 1 if last > first and tells_units(sheet.row(last)) else last
    leaves = headings_of(sheet, named, named) if named > first else ()
    return Table(first, last, last + 1, end, headings_of(sheet, first, last), leaves)


def _holds_numbers(row: Sequence[RawCell]) -> bool:
    """Say whether a row is data rather than headings: most of its cells are numbers."""
    types = [kind for kind in map(row_type, row) if kind]
    return len(types) > 1 and types.count("number") * 2 > len(types)


def _is_data(rows: Sequence[Sequence[RawCell]], at: int) -> bool:
    """Say whether the likeliest headings are a first row of data: numbers over numbers, and no cell names a field."""
    if at or len(rows) < _FEW or _named(rows[at]):
        return False
    below = [row for row in rows[at + 1 : at + _FEW] if any(not is_blank(cell) for cell in row)]
    numbers = [column for column, cell in enumerate(rows[at]) if row_type(cell) == "number"]
    types = [[row_type(row[column]) for column in numbers] for row in below]
    return len(numbers) > 1 and len(below) > 1 and all(kind == "number" for row in types for kind in row)


def _counts(row: Sequence[RawCell]) -> bool:
    """Say whether a row only numbers the columns (0, 1, 2 …), as programs write it over tables without headings."""
    values = [str(_shown(cell)) for cell in row if not is_blank(cell)]
    return len(values) > 2 and values in (
        [str(n) for n in range(len(values))],
        [str(n + 1) for n in range(len(values))],
    )


def guess_header(rows: Sequence[tuple[RawCell, ...]]) -> int:
    """Return the likeliest last row of headings, from 0."""
    types = [[row_type(cell) for cell in row] for row in rows]
    scores = [(_score(rows, types, at), -at) for at in range(min(len(rows), LOOKED_AT))]
    return -max(scores, default=(0.0, 0))[1]


def header_score(rows: Sequence[tuple[RawCell, ...]], at: int) -> float:
    """Return how much a row looks like headings; used to choose among sheets as well."""
    return _score(rows, [[row_type(cell) for cell in row] for row in rows], at)


def _score(rows: Sequence[tuple[RawCell, ...]], types: Sequence[Sequence[str]], at: int) -> float:
    cells = [(column, cell) for column, cell in enumerate(rows[at]) if not is_blank(cell)]
    below = _below(types, at)
    if not cells or not below:
        return -5.0 if not cells else -2.0 + 0.5 * _named(rows[at])
    texts = [str(cell).strip() for column, cell in cells if types[at][column] == "text"]
    numbers = len(cells) - len(texts)
    distinct = len(set(texts)) / max(len(texts), 1)
    long = sum(len(text) > _LONG for text in texts)
    over_numbers = sum(
        1 for column, _cell in cells if types[at][column] == "text" and any(row[column] == "number" for row in below)
    )
    width = len(cells) / max(1, *(sum(map(bool, row)) for row in below))
    score = 2.0 * min(width, 1.2) + 1.0 * distinct + 0.5 * min(over_numbers, 6) + 1.2 * _named(rows[at])
    score -= 2.5 * numbers / len(cells) + 1.5 * long / len(cells) + 0.04 * at
    score -= 2.0 if len(cells) == 1 and width < 0.6 else 0.0
    return score - (0.8 if at + 1 < len(types) and not any(types[at + 1]) and len(cells) == 1 else 0.0)


def _below(types: Sequence[Sequence[str]], at: int) -> list[Sequence[str]]:
    """Return the next rows that hold something, up to the first wide gap."""
    found: list[Sequence[str]] = []
    gap = 0
    for row in types[at + 1 : at + 1 + _BODY]:
        if any(row):
            found.append(row)
            gap = 0
        else:
            gap += 1
        if gap > 2:
            break
    return found


def _named(row: Sequence[RawCell]) -> float:
    """Return how many cells name a field, well named ones counting most; at most one count for a field."""
    best: Counter[str] = Counter()
    for cell in row:
        if isinstance(cell, str) and 1 < len(cell) <= _LONG:
            key, value = max(fits_whole(cell).items(), key=lambda pair: pair[1], default=("", 0.0))
            if value >= 0.4:
                best[key] = max(best[key], value)  # type: ignore[assignment] # a Counter that holds shares
            elif names_a_year(cell) and len(cell) > 4:
                best["year"] = 0.5  # type: ignore[assignment]
    return float(sum(best.values()))


def _downward(rows: Sequence[tuple[RawCell, ...]], last: int) -> int:
    """Move down over rows that go on with headings: texts only, none under the first heading, over numbers."""
    start = last
    while last + 1 < len(rows) and last - start < 2:
        here, below = rows[last + 1], rows[last + 2 : last + 2 + _BODY]
        lead = next((at for at, cell in enumerate(rows[start]) if not is_blank(cell)), 0)
        filled = [at for at, cell in enumerate(here) if not is_blank(cell)]
        texts = all(row_type(here[at]) == "text" for at in filled)
        over = sum(1 for at in filled if any(row_type(row[at]) == "number" for row in below))
        # What stands left of the first heading heads the names, which the row above left open.
        leads = filled[:1] < [lead] and len(filled) > 2 and any(_heads(here[at]) for at in filled[1:])
        # Under a band that begins behind the names a further line begins there as well.
        goes_on = filled[:1] == [lead] and any(row_type(cell) == "text" for row in below for cell in row[:lead])
        if not filled or (lead in filled and not (leads or goes_on)) or not texts or over * 2 < len(filled):
            break
        last += 1
    return last


def _heads(cell: RawCell) -> bool:
    """Say whether a cell names a field, or is a year or a date, as headings do and "tbd" does not."""
    if isinstance(cell, Special):
        return cell.kind == DATE
    return isinstance(cell, str) and (bool(fits_whole(cell)) or names_a_year(cell))


def _upward(rows: Sequence[tuple[RawCell, ...]], last: int, sheet: RawSheet) -> int:
    """Move up over bands of headings: rows of texts right above that span or complete the row below."""
    first = last
    bottom = rows[last]
    names = [str(cell).strip().casefold() for cell in bottom if not is_blank(cell)]
    repeated = len(set(names)) < len(names)
    while first > 0 and last - first < 2:
        above = rows[first - 1]
        filled = [at for at, cell in enumerate(above) if not is_blank(cell)]
        alone = len(filled) == 1 and _is_band(sheet, first - 1, filled[0], bottom)
        if len(filled) < (1 if repeated or alone else 2) or any(row_type(above[at]) != "text" for at in filled):
            break
        completes = _completes(rows, first, last, filled) or _completes(
            rows, first, last, _texts_of(rows[first - 2]) if first > 1 else []
        )
        banded = alone or (any(m[0] == first - 1 and m[3] > m[1] for m in sheet.merges) and len(filled) > 1)
        titles = filled == [0] and any(not is_blank(row[0]) for row in rows[first : last + 1])
        if not (repeated or completes or banded) or titles:
            break
        first -= 1
    return first


def _completes(rows: Sequence[tuple[RawCell, ...]], first: int, last: int, filled: Sequence[int]) -> bool:
    """Say whether one of the filled columns has no heading yet in the rows of headings found so far."""
    return any(all(is_blank(row[at]) for row in rows[first : last + 1]) for at in filled)


def _texts_of(row: Sequence[RawCell]) -> list[int]:
    """Return the columns of a row of several texts; nothing for a title alone or a row of data."""
    filled = [at for at, cell in enumerate(row) if not is_blank(cell)]
    return filled if len(filled) > 2 and all(row_type(row[at]) == "text" for at in filled) else []


def _is_band(sheet: RawSheet, row: int, column: int, below: Sequence[RawCell]) -> bool:
    """Say whether the only words of a row stand over some of the headings below: merged over them, after the first."""
    spans = [(m[1], m[3]) for m in sheet.merges if m[0] == row and m[1] == column and m[3] > column]
    named = [at for left, right in spans for at in range(left, min(right + 1, len(below))) if not is_blank(below[at])]
    return column > 0 and len(named) > 1 and any(not is_blank(cell) for cell in below[:column])


def headings_of(sheet: RawSheet, first: int, last: int) -> tuple[str, ...]:
    """Return one unique heading per column, the rows of headings joined; "" where a column has none."""
    parts: list[list[str]] = [[] for _column in sheet.columns]
    for at in range(first, last + 1):
        row = [" ".join(str(cell).split()) if not is_blank(cell) else "" for cell in map(_shown, sheet.row(at))]
        above = sheet.row(at - 1) if at > first else ()
        for column, text in enumerate(_banded(sheet, at, row, above) if at < last else row):
            if text and text not in parts[column]:
                parts[column].append(text)
    seen: Counter[str] = Counter()
    names = []
    for texts in parts:
        name = " ".join(texts)
        seen[name] += 1 if name else 0
        names.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return tuple(names)


def _shown(cell: RawCell) -> RawCell:
    if isinstance(cell, Special):
        return cell.text
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else cell


def _banded(sheet: RawSheet, at: int, row: list[str], above: Sequence[RawCell]) -> list[str]:
    """Carry the text of a band over the columns it spans: its merged cells, or the blanks right of it.

    It ends where another band begins in the row ``above``.
    """
    merged = [(m[1], m[3]) for m in sheet.merges if m[0] == at and m[3] > m[1]]
    if merged:
        for left, right in merged:
            row[left : right + 1] = [row[left]] * (min(right, len(row) - 1) - left + 1)
        return row
    carried = ""
    for column, text in enumerate(row):
        carried = text or ("" if column < len(above) and not is_blank(above[column]) else carried)
        # Nothing is carried into the first columns: labels stand there, not bands.
        row[column] = text or (carried if column else "")
    return row


def column_name(at: int) -> str:
    """Return the name of a column that has no heading."""
    return _("Column {letter}").format(letter=letter(at))
