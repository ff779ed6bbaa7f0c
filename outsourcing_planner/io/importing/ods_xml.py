"""What calamine does not tell about the sheets of an OpenDocument file, by a parser of its content.

Error cells, formulas without a result, hidden rows and columns, merges, and names that their format moves in.
"""

import re
from typing import Final

from outsourcing_planner.io.importing import limits
from outsourcing_planner.io.importing.raw import ERROR, UNCALCULATED, Refused
from outsourcing_planner.io.importing.sheet_xml import Marks
from outsourcing_planner.io.importing.xml_events import read_events

_LENGTH: Final = re.compile(r"([\d.]+)(cm|mm|in|pt)")
_POINTS: Final = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0}
_STEP: Final = 10.0
"""Points of one step of an indent, about."""
_CELLS: Final = {"table:table-cell", "table:covered-table-cell"}
_TEXT: Final = 100


def scan(content: bytes) -> dict[str, Marks]:
    """Return the marks of each sheet by its name; ``styled`` holds depths of indents. Raises Refused."""
    reader = _Reader()
    read_events(reader, content)
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self.marks = Marks()
        self.row, self.column, self.depth = 0, 0, 0
        self.rows, self.cells, self.cell, self.text = 1, 1, "", ""
        self.style, self.indents = "", dict[str, int]()

    def start(self, name: str, given: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 100:
            raise Refused("too_deep", limit=100)
        if name == "style:style":
            self.style = given.get("style:name", "")
        elif name == "style:paragraph-properties":
            self._indent(given.get("fo:margin-left", ""))
        elif name == "table:table":
            self.marks = self.found.setdefault(given.get("table:name", ""), Marks())
            self.row = self.column = 0
        elif name == "table:table-column":
            self._hide_columns(given)
        elif name == "table:table-row":
            self._row(given)
        elif name in _CELLS:
            self._cell(given)

    def _indent(self, length: str) -> None:
        found = _LENGTH.fullmatch(length)
        depth = round(float(found[1]) * _POINTS[found[2]] / _STEP) if found else 0
        if depth > 0:
            self.indents[self.style] = depth

    def _hide_columns(self, given: dict[str, str]) -> None:
        times = _times(given, "table:number-columns-repeated")
        if given.get("table:visibility") in {"collapse", "filter"}:
            self.marks.hidden_columns.extend(range(self.column, min(self.column + times, limits.COLUMNS)))
        self.column += times

    def _row(self, given: dict[str, str]) -> None:
        self.column, self.rows = 0, _times(given, "table:number-rows-repeated")
        if given.get("table:visibility") in {"collapse", "filter"}:
            self.marks.hidden_rows.extend(range(self.row, min(self.row + self.rows, limits.ROWS)))

    def _cell(self, given: dict[str, str]) -> None:
        self.cells, self.text = _times(given, "table:number-columns-repeated"), ""
        formula, kind = given.get("table:formula"), given.get("office:value-type")
        error = given.get("calcext:value-type") == "error"
        self.cell = ERROR if error else UNCALCULATED if formula and kind is None else ""
        if kind is None:
            return
        if self.row >= limits.ROWS:
            raise Refused("too_many_rows", count=self.row + 1, limit=limits.ROWS)
        if self.column >= limits.COLUMNS:
            raise Refused("too_many_columns", count=self.column + 1, limit=limits.COLUMNS)
        down, right = _times(given, "table:number-rows-spanned"), _times(given, "table:number-columns-spanned")
        if (down > 1 or right > 1) and len(self.marks.merges) < limits.MERGES:
            self.marks.merges.append((self.row, self.column, self.row + down - 1, self.column + right - 1))
        depth = self.indents.get(given.get("table:style-name", ""))
        if depth:
            self.marks.styled[self.row, self.column] = depth

    def data(self, text: str) -> None:
        if self.cell and len(self.text) < _TEXT:
            self.text += text

    def end(self, name: str) -> None:
        self.depth -= 1
        if name == "table:table-row":
            self.row += self.rows
        elif name in _CELLS:
            if self.cell and self.row < limits.ROWS and self.column < limits.COLUMNS:
                self.marks.special[self.row, self.column] = (self.cell, self.text if self.cell == ERROR else "")
            self.column, self.cell = self.column + self.cells, ""


def _times(given: dict[str, str], key: str) -> int:
    text = given.get(key, "1")
    return int(text) if text.isdigit() and len(text) < 9 else 1
