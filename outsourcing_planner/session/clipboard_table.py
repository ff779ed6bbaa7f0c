"""A block of cells as text, as spreadsheets put it on the clipboard: tab-separated text and HTML tables."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from html.parser import HTMLParser
from typing import Final

Grid = list[list[str]]

_BREAK: Final = re.compile(r"\r\n|\n|\r")
_CELL: Final = re.compile(r'"([^"]*(?:""[^"]*)*)"(?=\t|\r|\n|\Z)|([^\t\r\n]*)')
_LIBREOFFICE_TAB: Final = "\x01"
"""LibreOffice writes a tab inside a cell as this character."""


def read_table(text: str) -> Grid:
    """Return the cells of tab-separated text; all rows are equally long.

    Quotes protect tabs and line breaks inside a cell, doubled quotes stand for one, and exactly one line break at the
    end is dropped. A quote that is never closed is an ordinary character.
    """
    text = text.replace("\0", "")
    rows = _quoted(text) if '"' in text else [line.split("\t") for line in _BREAK.split(_without_last_break(text))]
    width = max(map(len, rows), default=0)
    return [[cell.replace(_LIBREOFFICE_TAB, "\t") for cell in row] + [""] * (width - len(row)) for row in rows]


def _without_last_break(text: str) -> str:
    if text.endswith("\r\n"):
        return text[:-2]
    return text[:-1] if text.endswith(("\n", "\r")) else text


def _quoted(text: str) -> Grid:
    text = _without_last_break(text)
    rows: Grid = [[]]
    at = 0
    while True:
        found = _CELL.match(text, at)
        quoted = found is not None and found.group(1) is not None
        end = found.end() if found else at
        rows[-1].append(_BREAK.sub("\n", found[1].replace('""', '"')) if found and quoted else text[at:end])
        if end >= len(text):
            return rows
        if text[end] == "\t":
            at = end + 1
            continue
        rows.append([])
        at = end + (2 if text.startswith("\r\n", end) else 1)


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Return cells as tab-separated text that ``read_table`` and spreadsheets read back exactly."""
    lines = ["\t".join(map(_protected, row)) for row in rows]
    return "\r\n".join(lines) + "\r\n"


def _protected(cell: str) -> str:
    if cell.startswith('"') or any(sign in cell for sign in "\t\n\r"):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def table_html(rows: Iterable[Sequence[tuple[str, bool]]]) -> str:
    """Return cells as an HTML table; each cell comes with whether it is a number.

    Text cells say so, so that a spreadsheet keeps "00123" and "=A1" as the text they are.
    """
    lines = ["<tr>" + "".join(_html_cell(text, number=number) for text, number in row) + "</tr>" for row in rows]
    return '<meta charset="utf-8"><table>' + "".join(lines) + "</table>"


def _html_cell(text: str, *, number: bool) -> str:
    shown = escape(text).replace("\n", "<br>")
    return f"<td>{shown}</td>" if number else f"<td style='mso-number-format:\"\\@\"'>{shown}</td>"


def read_html(html: str) -> Grid:
    """Return the cells of the first table of a piece of HTML; empty where it has none."""
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    width = max(map(len, reader.rows), default=0)
    return [row + [""] * (width - len(row)) for row in reader.rows]


class _TableReader(HTMLParser):
    """Collects the cells; white space of the source means nothing, a ``<br>`` is a line break."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Grid = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._cell = []
            if not self.rows:
                self.rows.append([])
            span = dict(attrs).get("colspan") or "1"
            self._span = int(span) if span.isdecimal() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        if tag in {"td", "th"} and self._cell is not None:
            text = re.sub(r" *\n *", "\n", "".join(self._cell)).strip(" ")
            self.rows[-1].extend([text] + [""] * min(self._span - 1, 1000))
            self._cell = None

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        if self._cell is not None:
            self._cell.append(re.sub(r"[ \t\r\n\f]+", " ", data))


Numbers = list[list[float | None]]
_TAG: Final = re.compile(r"<(tr|td|th)\b([^>]*)>", re.IGNORECASE)
_NUMBER: Final = re.compile(r"""\b(?:sdval|x:num)\s*=\s*["']?(-?[0-9.]+(?:[eE][+-]?\d+)?)""", re.IGNORECASE)
_SPAN: Final = re.compile(r"""\bcolspan\s*=\s*["']?(\d{1,3})""", re.IGNORECASE)
_DIGITS: Final = re.compile(r"[^0-9]")
_MOST_DECIMALS: Final = 15


def exact_numbers(html: str, shown: Grid) -> Numbers | None:
    """Return the exact numbers behind the texts that a spreadsheet shows; None where it tells none.

    The text of a spreadsheet's clipboard holds what its cells *show* (64 for 64.123), its HTML says the number as well
    (LibreOffice: ``sdval``, Excel: ``x:num``). A number is taken only where the text shown is that number rounded: a
    date, a truth value or a code that is merely stored as a number stays the text it is.
    """
    if "sdval" not in html and "x:num" not in html:
        return None
    found: Numbers = []
    for tag, attributes in _TAG.findall(html):
        if tag.lower() == "tr":
            found.append([])
        elif found:
            told, span = _NUMBER.search(attributes), _SPAN.search(attributes)
            found[-1].append(float(told[1]) if told else None)
            found[-1].extend([None] * (int(span[1]) - 1 if span else 0))
    if [len(row) for row in found] != [len(row) for row in shown]:
        return None
    return [
        [number if _rounds_to(number, text) else None for number, text in zip(*pair, strict=True)]
        for pair in zip(found, shown, strict=True)
    ]


def _rounds_to(number: float | None, shown: str) -> bool:
    digits = _DIGITS.sub("", shown)
    if number is None or not digits or len(digits) > 2 * _MOST_DECIMALS:
        return False
    value = abs(number) * (100 if "%" in shown else 1)
    return any(f"{value:.{places}f}".replace(".", "") == digits for places in range(min(len(digits), _MOST_DECIMALS)))


def tiled(block: Sequence[Sequence[str]], height: int, width: int) -> tuple[int, int]:
    """Return the height and width that a paste covers.

    A block repeats over a larger selection where the selection is a whole multiple of it in that direction (one cell
    fills everything); otherwise it is pasted once.
    """
    rows, columns = len(block), len(block[0]) if block else 0
    if not rows or not columns:
        return 0, 0
    fits = height % rows == 0 and width % columns == 0
    return (max(height, rows), max(width, columns)) if fits else (rows, columns)
