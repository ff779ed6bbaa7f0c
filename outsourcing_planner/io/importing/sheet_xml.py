"""What calamine does not tell about a sheet of an .xlsx, read from its XML.

Error cells, formulas without a result, hidden rows and columns, merges, SUM cells, zero-padded codes: by a fast scan
for patterns, and by an exact one where it must be.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from outsourcing_planner.io.importing import limits
from outsourcing_planner.io.importing.raw import ERROR, UNCALCULATED, Refused, column_of
from outsourcing_planner.io.importing.xml_events import read_events

_WINDOW: Final = limits.MIB
_FAR_ROW: Final = re.compile(rb'<c r="[A-Z]+([2-9]\d{5}|\d{7,})"[^>]*(?<!/)>\s*<(?:v|f|is)\b')
_WIDE: Final = re.compile(rb'<c r="([A-Z]{2,})\d+"[^>]*(?<!/)>\s*<(?:v|f|is)\b')
_ROW_NUMBER: Final = re.compile(rb'<c r="[A-Z]+(\d{1,9})"')
_ERROR: Final = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?\s*<v>([^<]*)</v>')
_EMPTY_FORMULA: Final = re.compile(
    rb'<c r="([A-Z]+)(\d+)"((?:\s[a-z]+="[^"]*")*)\s*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_SUM: Final = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[^>]*>\s*\+?(?:SUM|SUBTOTAL)\(', re.IGNORECASE)
_HIDDEN_ROW: Final = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_LEVEL: Final = re.compile(rb'<row\b(?=[^>]*\boutlineLevel="([1-7])")[^>]*\br="(\d+)"')
_COLUMN: Final = re.compile(rb'<col\b(?=[^>]*\bhidden="(?:1|true)")(?=[^>]*\bmin="(\d+)")(?=[^>]*\bmax="(\d+)")')
_MERGE: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


@dataclass
class Marks:
    """Findings about one sheet; rows and columns count from 0."""

    special: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    sums: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    styled: dict[tuple[int, int], int] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    cells: int = 0
    values: int = 0
    formulas: int = 0


def scan(data: bytes, formats: frozenset[int] = frozenset()) -> Marks:
    """Return the marks of a sheet part. Raises Refused beyond a limit.

    ``formats`` are the cell formats whose cells are to be listed in ``styled``.
    """
    marks = Marks(cells=data.count(b"<c ") + data.count(b"<c>"), values=data.count(b"<v>") + data.count(b"<is>"))
    if marks.values > limits.CELLS:
        raise Refused("too_many_cells", count=marks.cells, limit=limits.CELLS)
    if data.count(b'<c r="') != marks.cells or b":sheetData" in data[:_WINDOW]:
        return _exact(data, formats)
    _check_extent(data)
    if b't="e"' in data:
        for found in _ERROR.finditer(data):
            marks.special[_at(found)] = (ERROR, found[3].decode("utf-8", "replace"))
    if b"<f" in data:
        _formulas(data, marks)
    if b"hidden=" in data:
        marks.hidden_rows = [int(found[1]) - 1 for found in _HIDDEN_ROW.finditer(data)]
        marks.hidden_columns = _columns(data)
    marks.merges = _merges(data)
    if formats:
        either = b"|".join(str(style).encode() for style in sorted(formats))
        pattern = rb'<c r="([A-Z]+)(\d+)"[^>]*\bs="(' + either + rb')"'
        marks.styled.update((_at(found), int(found[3])) for found in re.finditer(pattern, data))
    if b"outlineLevel=" in data:
        marks.levels = {int(found[2]) - 1: int(found[1]) for found in _LEVEL.finditer(data)}
    return marks


def _check_extent(data: bytes) -> None:
    # A large part is looked at in three places: cells far out make a small part dangerous, and a large one that hides
    # some in between meets the limit of memory.
    places = (0, len(data) // 2, len(data) - _WINDOW) if len(data) > 4 * _WINDOW else ()
    pieces = [data[place : place + _WINDOW] for place in places] or [data]
    for found in (found for piece in pieces for found in _FAR_ROW.finditer(piece)):
        if int(found[1]) > limits.ROWS:
            raise Refused("too_many_rows", count=int(found[1]), limit=limits.ROWS)
    far = {letters for piece in pieces for letters in _WIDE.findall(piece)}
    width = max((column_of(letters.decode()) + 1 for letters in far), default=26)
    if width > limits.COLUMNS:
        raise Refused("too_many_columns", count=width, limit=limits.COLUMNS)
    # Cells without a value close themselves; the last one that does not tells how far down values go.
    last = data.rfind(b"</c>")
    check_area(int((_ROW_NUMBER.findall(data, max(last - 4096, 0), max(last, 0)) or [b"1"])[-1]), width)


def check_area(rows: int, columns: int) -> None:
    """Refuse a rectangle that a reader would have to lay out cell by cell."""
    if rows * columns > limits.AREA:
        raise Refused("too_large_area", rows=rows, columns=columns, limit=limits.AREA)


def _formulas(data: bytes, marks: Marks) -> None:
    marks.formulas = data.count(b"<f>") + data.count(b"<f ") + data.count(b"<f/>")
    for found in _EMPTY_FORMULA.finditer(data):
        if b't="str"' not in found[3]:
            marks.special[_at(found)] = (UNCALCULATED, "")
    marks.sums = {_at(found) for found in _SUM.finditer(data)}


def _at(found: "re.Match[bytes]") -> tuple[int, int]:
    return int(found[2]) - 1, column_of(found[1].decode())


def _columns(data: bytes) -> list[int]:
    spans = ((int(found[1]) - 1, int(found[2])) for found in _COLUMN.finditer(data))
    return [at for first, last in spans for at in range(first, min(last, limits.COLUMNS))]


def _merges(data: bytes) -> list[tuple[int, int, int, int]]:
    if b"mergeCell " not in data:
        return []
    if data.count(b"mergeCell ") > limits.MERGES:
        raise Refused("too_many_merges", count=data.count(b"mergeCell "), limit=limits.MERGES)
    return [
        (int(found[2]) - 1, column_of(found[1].decode()), int(found[4]) - 1, column_of(found[3].decode()))
        for found in _MERGE.finditer(data)
    ]


class _Exact:
    """The same by a parser: slower, and right for prefixes, missing references and any order of attributes."""

    def __init__(self, formats: frozenset[int]) -> None:
        self.marks = Marks()
        self.row, self.column, self.kind, self.text, self.formula = -1, -1, "", "", ""
        self.depth, self.in_value, self.in_formula, self.has_formula = 0, False, False, False
        self.formats = formats

    def start(self, name: str, given: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 100:
            raise Refused("too_deep", limit=100)
        tag = name.rpartition(":")[2]
        if tag == "row":
            self.row, self.column = int(given["r"]) - 1 if given.get("r", "").isdigit() else self.row + 1, -1
            if given.get("hidden") in {"1", "true"}:
                self.marks.hidden_rows.append(self.row)
            if given.get("outlineLevel", "0") in "1234567":
                self.marks.levels[self.row] = int(given["outlineLevel"])
        elif tag == "c":
            self._cell(given)
        elif tag in {"v", "t"}:
            self.in_value = True
        elif tag == "f":
            self.in_formula = self.has_formula = True

    def _cell(self, given: dict[str, str]) -> None:
        found = re.fullmatch(r"([A-Za-z]{1,4})(\d{1,9})", given.get("r", ""))
        self.column = column_of(found[1]) if found else self.column + 1
        self.row = int(found[2]) - 1 if found else self.row
        self.kind, self.text, self.formula, self.has_formula = given.get("t", "n"), "", "", False
        self.marks.cells += 1
        if given.get("s", "").isdigit() and int(given["s"]) in self.formats:
            self.marks.styled[self.row, self.column] = int(given["s"])

    def end(self, name: str) -> None:
        self.depth -= 1
        tag = name.rpartition(":")[2]
        if tag in {"v", "t"}:
            self.in_value = False
        elif tag == "f":
            self.in_formula = False
        elif tag == "c":
            self._close_cell()

    def _close_cell(self) -> None:
        if (self.text or self.has_formula) and self.row >= limits.ROWS:
            raise Refused("too_many_rows", count=self.row + 1, limit=limits.ROWS)
        if (self.text or self.has_formula) and self.column >= limits.COLUMNS:
            raise Refused("too_many_columns", count=self.column + 1, limit=limits.COLUMNS)
        self.marks.values += bool(self.text)
        if self.kind == "e":
            self.marks.special[self.row, self.column] = (ERROR, self.text)
        elif self.has_formula and not self.text and self.kind != "str":
            self.marks.special[self.row, self.column] = (UNCALCULATED, "")
        self.marks.formulas += self.has_formula
        if self.formula.lstrip("+ ").upper().startswith(("SUM(", "SUBTOTAL(")):
            self.marks.sums.add((self.row, self.column))

    def data(self, text: str) -> None:
        if self.in_value:
            self.text += text[:200] if len(self.text) < 200 else ""
        elif self.in_formula:
            self.formula += text[:200] if len(self.formula) < 200 else ""


def _exact(data: bytes, formats: frozenset[int]) -> Marks:
    reader = _Exact(formats)
    read_events(reader, data)
    reader.marks.merges, reader.marks.hidden_columns = _merges(data), _columns(data)
    return reader.marks
