"""Cells of .xls (xlrd, then calamine), .xlsb and .ods (calamine, and our own scan for error cells)."""

import os
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import python_calamine as calamine
import xlrd

from outsourcing_planner.io.importing import guard, limits, ods_xml, sheet_xml
from outsourcing_planner.io.importing.cells import Columns, plain, squared
from outsourcing_planner.io.importing.raw import DATE, ERROR, TIME, Refused

Told = Callable[[float, str], None]
Sheet = dict[str, Any]
Found = tuple[list[Sheet], list[tuple[str, dict[str, object]]]]
_HIDDEN: Final = {1: "hidden", 2: "very hidden"}
_SPECIAL = dict[tuple[int, int], tuple[str, str]]


def read_xls(path: Path, wanted: str | None, tell: Told) -> Found:
    """Return the sheets of an .xls; raises Refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Path(os.devnull).open("w", encoding="utf-8") as sink:
                book = xlrd.open_workbook(str(path), logfile=sink, on_demand=True, formatting_info=_small(path))
                sheets = [_xls_sheet(book, at, wanted) for at in range(book.nsheets)]
    except Refused:
        raise
    except Exception as error:  # xlrd raises whatever a broken file trips it over; the second reader answers then
        if "encrypt" in str(error).lower():
            raise Refused("password") from error
        return read_by_calamine(path, wanted, tell)
    if any("\x00" in str(sheet["name"]) for sheet in sheets):
        return read_by_calamine(path, wanted, tell)
    tell(0.9, "cells")
    return sheets, [("epoch_1904", {})] if book.datemode else []


def _small(path: Path) -> bool:
    # Formats cost time and memory: only hidden rows and merges need them.
    return path.stat().st_size < 8 * limits.MIB


def _xls_sheet(book: Any, at: int, wanted: str | None) -> Sheet:  # noqa: ANN401 - the reader has no types
    name = book.sheet_names()[at]
    sheet: Sheet = {"name": name, "columns": []}
    if wanted is not None and name != wanted:
        return {**sheet, "problem": "not_read"}
    source = book.sheet_by_index(at)
    sheet["hidden"] = _HIDDEN.get(source.visibility, "")
    if source.ncols > limits.COLUMNS:
        return {**sheet, "problem": "too_many_columns", "facts": {"count": source.ncols, "limit": limits.COLUMNS}}
    sheet_xml.check_area(source.nrows, source.ncols)
    rows = [[_xls_cell(book, cell) for cell in source.row(number)] for number in range(source.nrows)]
    width = max((len(row) for row in rows), default=0)
    sheet["columns"] = squared([[row[c] if c < len(row) else None for row in rows] for c in range(width)], {})
    sheet["merges"] = [(r1, c1, r2 - 1, c2 - 1) for r1, r2, c1, c2 in source.merged_cells]
    sheet["indents"] = _xls_indents(book, source)
    sheet["hidden_rows"] = sorted(row for row, info in source.rowinfo_map.items() if info.hidden)
    sheet["hidden_columns"] = sorted(column for column, info in source.colinfo_map.items() if info.hidden)
    book.unload_sheet(at)
    return sheet


def _xls_indents(book: Any, source: Any) -> list[tuple[int, int, int]]:  # noqa: ANN401 - the reader has no types
    """Return (row, column, depth) of texts that their format moves in."""
    if not book.formatting_info:
        return []
    depths = {at: known.alignment.indent_level for at, known in enumerate(book.xf_list)}
    cells = ((row, column, cell) for row in range(source.nrows) for column, cell in enumerate(source.row(row)))
    return [
        (row, column, depths[cell.xf_index]) for row, column, cell in cells
        if cell.ctype == xlrd.XL_CELL_TEXT and depths.get(cell.xf_index, 0)
    ]  # fmt: skip


def _xls_cell(book: Any, cell: Any) -> object:  # noqa: ANN401 - the reader has no types
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            year, month, day, hour, minute, second = xlrd.xldate_as_tuple(cell.value, book.datemode)
        except xlrd.xldate.XLDateError:
            return float(cell.value)
        clock = f"{hour:02}:{minute:02}:{second:02}"
        if not year:
            return (TIME, clock)
        return (DATE, f"{year:04}-{month:02}-{day:02}" + (f" {clock}" if hour or minute or second else ""))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return (ERROR, xlrd.error_text_from_code.get(cell.value, "#?"))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return _padded(book, cell)
    return str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else None


def _padded(book: Any, cell: Any) -> object:  # noqa: ANN401 - the reader has no types
    """Return a number as the sheet shows it where its format is made of zeros only ("00000"): as a code."""
    if cell.xf_index is None or not book.formatting_info or not float(cell.value).is_integer() or cell.value < 0:
        return float(cell.value)
    shown = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    return str(int(cell.value)).rjust(len(shown), "0") if re.fullmatch(r"0{2,}", shown) else float(cell.value)


def read_by_calamine(path: Path, wanted: str | None, tell: Told, special: dict[str, _SPECIAL] | None = None) -> Found:
    """Return the sheets of any format calamine knows; ``special`` holds error cells by sheet."""
    try:
        workbook = calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        raise Refused("password") from error
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Refused("damaged", detail=str(error)) from error
    sheets: list[Sheet] = []
    for meta in workbook.sheets_metadata:
        sheet: Sheet = {"name": meta.name, "columns": [], "hidden": _state(meta.visible)}
        if wanted is not None and meta.name != wanted:
            sheet["problem"] = "not_read"
        elif meta.typ != calamine.SheetTypeEnum.WorkSheet:
            sheet["problem"] = "no_cells"
        else:
            sheet.update(_by_calamine(workbook, meta.name, (special or {}).get(meta.name, {})))
        sheets.append(sheet)
        tell(0.3 + 0.6 * len(sheets) / len(workbook.sheet_names), "cells")
    return sheets, []


def _state(visible: object) -> str:
    if visible == calamine.SheetVisibleEnum.Hidden:
        return "hidden"
    return "very hidden" if visible == calamine.SheetVisibleEnum.VeryHidden else ""


def _by_calamine(workbook: Any, name: str, special: _SPECIAL) -> Sheet:  # noqa: ANN401 - the reader has no types
    try:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        return {"problem": "unreadable_sheet"}
    columns: Columns = plain([list(column) for column in zip(*rows, strict=False)])
    if any(isinstance(value, str) and "\x00" in value for column in columns for value in column[:200]):
        return {"problem": "unreadable_sheet"}
    return {"columns": squared(columns, special)}


def read_xlsb(path: Path, wanted: str | None, tell: Told) -> Found:
    """Return the sheets of an .xlsb; raises Refused."""
    names = guard.check_zip(path)
    with zipfile.ZipFile(path) as archive:
        parts = sorted((n for n in names if "/worksheets/sheet" in n.lower() and n.endswith(".bin")), key=_number)
        errors = [dict(_binary_errors(guard.part(archive, name))) for name in parts]
    tell(0.3, "scan")
    sheets, notes = read_by_calamine(path, wanted, tell)
    # Parts are numbered in the order of the sheets; where the counts differ the errors cannot be placed.
    if len(sheets) == len(errors):
        for sheet, special in zip(sheets, errors, strict=True):
            sheet["columns"] = squared(sheet["columns"], special) if not sheet.get("problem") else []
    elif any(errors):
        notes.append(("errors_not_placed", {"count": sum(map(len, errors))}))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        notes.append(("macros", {}))
    return sheets, notes


def _number(name: str) -> int:
    return int("".join(character for character in name.rpartition("/")[2] if character.isdigit()) or 0)


_ERRORS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def _binary_errors(data: bytes) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    """Yield error cells of a binary sheet: records BrtRowHdr (0), BrtCellError (3), BrtFmlaError (11) of [MS-XLSB]."""
    at, row = 0, 0
    while at < len(data):
        kind, at = _variable(data, at, 2)
        size, at = _variable(data, at, 4)
        if kind == 0 and size >= 4:
            row = struct.unpack_from("<I", data, at)[0] if at + 4 <= len(data) else row
        elif kind in {3, 11} and at + 9 <= len(data):
            column = struct.unpack_from("<I", data, at)[0]
            if row < limits.ROWS and column < limits.COLUMNS:
                yield (row, column), (ERROR, _ERRORS.get(data[at + 8], "#?"))
        at += size


def _variable(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for step in range(most):
        if at >= len(data):
            break
        value |= (data[at] & 0x7F) << (7 * step)
        at += 1
        if not data[at - 1] & 0x80:
            break
    return value, at


def read_ods(path: Path, wanted: str | None, tell: Told) -> Found:
    """Return the sheets of an .ods; raises Refused."""
    guard.check_zip(path)
    with zipfile.ZipFile(path) as archive:
        if b"encryption-data" in guard.part(archive, "META-INF/manifest.xml"):
            raise Refused("password")
        content = guard.part(archive, "content.xml")
    marks = ods_xml.scan(content)
    tell(0.3, "scan")
    special = {name: found.special for name, found in marks.items()}
    sheets, notes = read_by_calamine(path, wanted, tell, special)
    for sheet in sheets:
        found = marks.get(sheet["name"], sheet_xml.Marks())
        sheet.update(
            merges=found.merges, hidden_rows=found.hidden_rows, hidden_columns=found.hidden_columns,
            indents=[(*at, depth) for at, depth in found.styled.items()],
        )  # fmt: skip
    return sheets, notes
