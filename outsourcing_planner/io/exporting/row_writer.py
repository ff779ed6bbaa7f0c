"""Long sheets: rows streamed as text through one template, with shared formulas (decision record 0071).

XlsxWriter writes the head of such a sheet, its styles, tables and charts as usual; only the rows of the body bypass
its cell store. A column of formulas is one shared formula with a cached value in every cell, as Excel itself stores it.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from xlsxwriter.worksheet import Worksheet

CHUNK: Final = 1000
"""Rows turned into text at once."""
MOST_TEXT: Final = 32767
"""UTF-16 units that a cell of Excel holds."""

_ROW: Final = "\x00"
_UNSAFE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
Tick = Callable[[int], None]


@dataclass
class BodyColumn:
    """One column of a body: its style, its values, and its formula where it has one.

    ``values`` are floats with NaN for blank, booleans, or texts with "" for blank (also None in a list).
    ``formula`` is that of the first row, with the leading equals sign.
    """

    style: int
    values: npt.NDArray[Any] | Sequence[Any]
    formula: str = ""
    shared: int = 0


@dataclass
class Body:
    """Rows of a sheet from ``first`` (counted from 0) on; ``height`` in points or 0 for the default."""

    first: int
    columns: list[BodyColumn] = field(default_factory=list)
    count: int = 0
    height: float = 0.0
    tick: Tick = lambda _rows: None

    @property
    def last(self) -> int:
        """Return the last row, counted from 0."""
        return self.first + self.count - 1


class LongSheet(Worksheet):  # type: ignore[misc] # XlsxWriter is not typed
    """A worksheet of XlsxWriter that can have a streamed body below its ordinary cells."""

    body: Body | None = None

    def stream(self, body: Body) -> None:
        """Give the sheet its body; ordinary cells must all lie above it."""
        if not body.count or not body.columns:
            return
        self.body = body
        self._check_dimensions(body.first, 0)
        self._check_dimensions(body.last, len(body.columns) - 1)

    def add_long_table(self, head: int, last_column: int, last_row: int, options: dict[str, Any]) -> None:
        """Make an Excel table from the first column on; XlsxWriter would remember every cell of it."""
        self.add_table(head, 0, head + 1, last_column, options)
        whole = f"A{head + 1}:{letters(last_column)}{last_row + 1}"
        self.tables[-1].update({"range": whole, "a_range": whole, "autofilter": whole})

    def _assemble_xml_file(self) -> None:
        """Write the file, and close it also where the person cancels in the middle: a folder goes with its files."""
        try:
            super()._assemble_xml_file()
        except BaseException:
            self._xml_close()
            raise

    def _write_sheet_data(self) -> None:
        if self.body is None:
            super()._write_sheet_data()
            return
        self._xml_start_tag("sheetData")
        self.dim_rowmax = self.body.first - 1
        self._write_rows()
        self.dim_rowmax = self.body.last
        for text in rows_as_xml(self.body):
            self.fh.write(text)
        self._xml_end_tag("sheetData")


def rows_as_xml(body: Body) -> Iterator[str]:
    """Yield the rows of a body as XML, some hundred at a time."""
    for number, column in enumerate(body.columns):
        column.shared = number
    template = _template(body)
    for start in range(0, body.count, CHUNK):
        stop = min(start + CHUNK, body.count)
        pieces = [_pieces(column, body, start, stop) for column in body.columns]
        first = body.first + start + 1
        numbered = (
            template.replace(_ROW, str(first + at)) % cells for at, cells in enumerate(zip(*pieces, strict=True))
        )
        yield "".join(numbered)
        body.tick(stop)


def _template(body: Body) -> str:
    height = f' ht="{body.height:g}" customHeight="1"' if body.height else ""
    cells = "".join(f'<c r="{letters(at)}{_ROW}" s="{column.style}"%s' for at, column in enumerate(body.columns))
    return f'<row r="{_ROW}"{height}>{cells}</row>'


def _pieces(column: BodyColumn, body: Body, start: int, stop: int) -> list[str]:
    """Return what follows the style in the cells of a column: type, formula, value."""
    values = column.values[start:stop]
    if not column.formula:
        return _literals(values)
    formula = f'<f t="shared" si="{column.shared}"/>'
    cells = _computed(values, formula)
    if start == 0:
        at = letters(column.shared)
        reference = f"{at}{body.first + 1}:{at}{body.last + 1}"
        master = f'<f t="shared" ref="{reference}" si="{column.shared}">{escaped(column.formula[1:])}</f>'
        cells[0] = cells[0].replace(formula, master, 1)
    return cells


def _literals(values: npt.NDArray[Any] | Sequence[Any]) -> list[str]:
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        return ["/>" if v != v else f"><v>{v!r}</v></c>" for v in _finite(values)]
    return [_literal(value) for value in (values.tolist() if isinstance(values, np.ndarray) else values)]


def _literal(value: object) -> str:
    if value is None or value == "":
        return "/>"
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"><v>{value!r}</v></c>" if math.isfinite(value) else "/>"
    return f' t="inlineStr"><is><t xml:space="preserve">{escaped(clean(str(value)))}</t></is></c>'


def _computed(values: npt.NDArray[Any] | Sequence[Any], formula: str) -> list[str]:
    blank = f' t="str">{formula}<v></v></c>'
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        head = f">{formula}<v>"
        return [blank if v != v else f"{head}{v!r}</v></c>" for v in _finite(values)]
    if isinstance(values, np.ndarray) and values.dtype.kind == "b":
        pair = tuple(f' t="b">{formula}<v>{bit}</v></c>' for bit in (0, 1))
        return [pair[v] for v in values.tolist()]
    if isinstance(values, np.ndarray) and values.dtype.kind in "iu":
        return [f">{formula}<v>{v}</v></c>" for v in values.tolist()]
    texts = values.tolist() if isinstance(values, np.ndarray) else values
    return [f' t="str">{formula}<v>{escaped(clean(str(v)))}</v></c>' if v else blank for v in texts]


def _finite(values: npt.NDArray[Any]) -> list[float]:
    """Return the numbers, NaN where one is infinite: a cell cannot hold it."""
    found: list[float] = np.where(np.isfinite(values), values, np.nan).tolist()
    return found


def clean(text: str) -> str:
    """Return a text that a cell can hold: control characters and halves of pairs replaced, too much cut off."""
    text = _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 > MOST_TEXT and len(text.encode("utf-16-le")) // 2 > MOST_TEXT:
        text = text.encode("utf-16-le")[: 2 * (MOST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
    return text


def escaped(text: str) -> str:
    """Return a text as it stands in XML; what looks like an escape of Excel (_x000D_) is kept as typed."""
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;") if "<" in text or ">" in text else text


def letters(column: int) -> str:
    """Return the letters of a column counted from 0."""
    text, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(65 + digit) + text
    return text


def number_of(letters_of_column: str) -> int:
    """Return the number of a column, counted from 1, by its letters."""
    number = 0
    for letter in letters_of_column:
        number = number * 26 + ord(letter) - 64
    return number
