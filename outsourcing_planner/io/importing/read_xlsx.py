"""Cells of .xlsx and .xlsm: calamine reads, the XML of the sheets says what calamine hides, openpyxl helps out."""

import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import python_calamine as calamine

from outsourcing_planner.io.importing import guard, limits, sheet_xml, styles_xml
from outsourcing_planner.io.importing.cells import Columns, plain, squared
from outsourcing_planner.io.importing.raw import Refused

Told = Callable[[float, str], None]
Sheet = dict[str, Any]
_ATTRIBUTE: Final = re.compile(r'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_STATES: Final = {"hidden": "hidden", "veryHidden": "very hidden"}


def read_xlsx(path: Path, wanted: str | None, tell: Told) -> tuple[list[Sheet], list[tuple[str, dict[str, object]]]]:
    """Return the sheets (as plain dicts of RawSheet's fields) and notes; raises Refused."""
    names = guard.check_zip(path)
    with zipfile.ZipFile(path) as archive:
        book = _Book(archive, names)
        tell(0.1, "guard")
        sheets = [_scanned(book, name, part, state, wanted) for name, part, state in book.sheets]
        guard.part(archive, book.strings)
    tell(0.4, "scan")
    _fill(path, sheets, wanted, tell)
    notes = book.notes()
    padded = sum(sheet.pop("padded", 0) for sheet in sheets)
    if padded:
        notes.append(("leading_zeros", {"count": padded}))
    return sheets, notes


def _attributes(tag: str) -> dict[str, str]:
    return {found[1].rpartition(":")[2]: _decoded(found[2] or found[3] or "") for found in _ATTRIBUTE.finditer(tag)}


def _decoded(text: str) -> str:
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(code, sign)
    text = re.sub(r"&#(\d{1,6});", lambda found: chr(int(found[1])), text)
    text = re.sub(r"&#x([0-9a-fA-F]{1,5});", lambda found: chr(int(found[1], 16)), text)
    return text.replace("&amp;", "&")


class _Book:
    """The workbook part and its relations: which sheet is which part, macros, links, the date system."""

    def __init__(self, archive: zipfile.ZipFile, names: tuple[str, ...]) -> None:
        self.archive, self.names = archive, names
        where = _target(guard.part(archive, "_rels/.rels"), "officeDocument", "") or _first(names, "workbook.xml")
        self.folder = where.rpartition("/")[0]
        self.xml = guard.part(archive, where).decode("utf-8", "replace")
        self.relations = guard.part(archive, f"{self.folder}/_rels/{where.rpartition('/')[2]}.rels".lstrip("/"))
        styles = guard.part(archive, self._part("styles", "styles.xml"))
        self.padded, self.indents = dict(styles_xml.zero_padded(styles)), dict(styles_xml.indented(styles))
        self.strings = self._part("sharedStrings", "sharedStrings.xml")
        names_text = re.findall(r"<(?:\w+:)?definedName\b[^>]*>([^<]*)<", self.xml)
        if len(names_text) > limits.NAMES or any(len(text) > limits.NAME_BYTES for text in names_text):
            raise Refused("too_many_names", count=len(names_text), limit=limits.NAMES)
        self.sheets = self._sheets()

    @property
    def formats(self) -> frozenset[int]:
        """Return the cell formats that tell something about their cells."""
        return frozenset(self.padded) | frozenset(self.indents)

    def _part(self, kind: str, usual: str) -> str:
        return _target(self.relations, kind, self.folder) or f"{self.folder}/{usual}".lstrip("/")

    def _sheets(self) -> list[tuple[str, str, str]]:
        targets = {}
        for tag in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", self.relations):
            given = _attributes(tag.decode("utf-8", "replace"))
            targets[given.get("Id", "")] = _resolved(given.get("Target", ""), self.folder)
        found = []
        for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", self.xml):
            given = _attributes(tag)
            part = targets.get(given.get("id", ""), "")
            found.append((given.get("name", ""), part, _STATES.get(given.get("state", ""), "")))
        return found

    def notes(self) -> list[tuple[str, dict[str, object]]]:
        """Return what a person should know about the file."""
        lower = [name.lower() for name in self.names]
        notes: list[tuple[str, dict[str, object]]] = []
        if any(name.endswith("vbaproject.bin") for name in lower):
            notes.append(("macros", {}))
        links = sum(1 for name in lower if "/externallinks/" in name and name.endswith(".xml"))
        if links:
            notes.append(("links", {"count": links}))
        if re.search(r'date1904="(1|true)"', self.xml):
            notes.append(("epoch_1904", {}))
        if "purl.oclc.org" in self.xml[:4000]:
            notes.append(("strict", {}))
        return notes


def _first(names: tuple[str, ...], end: str) -> str:
    found = next((name for name in names if name.lower().endswith(end)), "")
    if not found:
        raise Refused("zip_without_workbook")
    return found


def _target(relations: bytes, kind: str, folder: str) -> str:
    for tag in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", relations):
        given = _attributes(tag.decode("utf-8", "replace"))
        if given.get("Type", "").rpartition("/")[2] == kind:
            return _resolved(given.get("Target", ""), folder)
    return ""


def _resolved(target: str, folder: str) -> str:
    target = target.replace("\\", "/")
    parts: list[str] = []
    for piece in ([] if target.startswith("/") else folder.split("/")) + target.split("/"):
        if piece == "..":
            parts = parts[:-1]
        elif piece not in {"", "."}:
            parts.append(piece)
    return "/".join(parts)


def _indents(book: _Book, marks: sheet_xml.Marks) -> list[tuple[int, int, int]]:
    """Return (row, column, depth) of cells that are moved in; rows of an outline are moved in as a whole."""
    found = [(*at, book.indents[style]) for at, style in marks.styled.items() if style in book.indents]
    return found or [(row, -1, level) for row, level in marks.levels.items()]


def _scanned(book: _Book, name: str, part: str, state: str, wanted: str | None) -> Sheet:
    sheet: Sheet = {"name": name, "hidden": state, "columns": [], "special": {}}
    if wanted is not None and name != wanted:
        sheet["problem"] = "not_read"
        return sheet
    try:
        marks = sheet_xml.scan(guard.part(book.archive, part), book.formats) if part else sheet_xml.Marks()
    except Refused as refused:
        if refused.code in {"doctype", "too_deep"}:
            raise
        return {**sheet, "problem": refused.code, "facts": refused.facts}
    sheet.update(
        special=marks.special, merges=marks.merges, sums=list(marks.sums), formulas=marks.formulas,
        hidden_rows=marks.hidden_rows, hidden_columns=marks.hidden_columns,
        widths={at: book.padded[style] for at, style in marks.styled.items() if style in book.padded},
        indents=_indents(book, marks), values=marks.values,
    )  # fmt: skip
    return sheet


class _Readers:
    """Both readers of one file; the second is asked only where the first fails, and loads the file once."""

    def __init__(self, path: Path, first: Any) -> None:  # noqa: ANN401 - the reader has no types
        self.path, self.first = path, first

    @cached_property
    def second(self) -> Any:  # noqa: ANN401 - the reader has no types
        import openpyxl  # noqa: PLC0415 - slow to load and seldom needed

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                # From memory: when it raises, it would leave the file open.
                return openpyxl.load_workbook(BytesIO(self.path.read_bytes()), data_only=True, keep_links=False)
            except Exception:  # noqa: BLE001 - openpyxl raises whatever it trips over; the child must answer
                return None


def _fill(path: Path, sheets: list[Sheet], wanted: str | None, tell: Told) -> None:
    try:
        workbook = calamine.CalamineWorkbook.from_path(str(path))
        known = {meta.name: meta for meta in workbook.sheets_metadata}
    except BaseException as error:
        workbook, known = None, {}
        if isinstance(error, calamine.PasswordError):
            raise Refused("password") from error
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
    if not sheets and known:
        sheets.extend({"name": name, "columns": [], "special": {}} for name in known if wanted in {None, name})
    readers = _Readers(path, workbook)
    for at, sheet in enumerate(sheets):
        if not sheet.get("problem"):
            meta = known.get(sheet["name"])
            if meta is not None and meta.typ != calamine.SheetTypeEnum.WorkSheet:
                sheet["problem"] = "no_cells"
            else:
                _fill_sheet(readers, sheet)
        tell(0.4 + 0.5 * (at + 1) / len(sheets), "cells")


def _fill_sheet(readers: _Readers, sheet: Sheet) -> None:
    columns = _by_calamine(readers.first, sheet["name"])
    if columns is None or (not any(columns) and sheet.get("values")):
        other = _by_openpyxl(readers.second, sheet["name"])
        columns = other if other is not None else columns
    if columns is None:
        sheet["problem"] = "unreadable_sheet"
        return
    special: Mapping[tuple[int, int], tuple[str, str]] = sheet.pop("special")
    widths: Mapping[tuple[int, int], int] = sheet.pop("widths", {})
    sheet["columns"] = squared(columns, special)
    padded = 0
    for (row, column), width in widths.items():
        value = sheet["columns"][column][row] if column < len(columns) and row < len(columns[column]) else None
        if type(value) is float and value.is_integer() and value >= 0:
            text = str(int(value)).rjust(width, "0")
            sheet["columns"][column][row] = text
            padded += text != str(int(value))
    sheet["padded"] = padded


def _by_calamine(workbook: Any, name: str) -> Columns | None:  # noqa: ANN401 - the reader has no types
    if workbook is None:
        return None
    try:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except BaseException as error:
        # A panic of the Rust reader is no Exception; anything it raises means: let the other reader try.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        return None
    return plain([list(column) for column in zip(*rows, strict=False)])


def _by_openpyxl(book: Any, name: str) -> Columns | None:  # noqa: ANN401 - the reader has no types
    try:
        sheet = book[name]
        sheet_xml.check_area(sheet.max_row, sheet.max_column)
        rows = [[cell.value if cell.data_type != "e" else None for cell in row] for row in sheet.iter_rows()]
    except (TypeError, KeyError, ValueError, AttributeError, IndexError):
        return None
    return plain([list(column) for column in zip(*rows, strict=False)])
