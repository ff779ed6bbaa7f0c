"""Delimited text: files (.csv, .tsv, .txt) and what was copied from a spreadsheet. Every value stays text."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from outsourcing_planner.io.importing import limits
from outsourcing_planner.io.importing.cells import squared
from outsourcing_planner.io.importing.raw import RawBook, RawSheet, Refused

Told = Callable[[float, str], None]
DELIMITERS: Final = (",", ";", "\t", "|")
ENCODINGS: Final = ("utf-8", "utf-16", "cp1252", "latin-1", "cp1250", "mac-roman", "shift_jis", "gb18030")
_LOOKED_AT: Final = 50


def read_text_file(
    path: Path, options: Mapping[str, Any], tell: Told
) -> tuple[list[dict[str, Any]], list[tuple[str, dict[str, object]]], dict[str, str]]:
    """Return one sheet, notes and the text options in force (encoding, delimiter, decimal, group); raises Refused."""
    data = path.read_bytes()
    encoding = options.get("encoding") or detect_encoding(data)
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise Refused("unknown_encoding", encoding=encoding) from error
    except UnicodeDecodeError as error:
        raise Refused("wrong_encoding", encoding=encoding, at=error.start) from error
    tell(0.3, "scan")
    text = text.removeprefix("\ufeff")
    rows, delimiter = split_text(text, options.get("delimiter"))
    tell(0.7, "cells")
    width = max((len(row) for row in rows), default=0)
    columns: list[list[Any]] = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    notes: list[tuple[str, dict[str, object]]] = []
    if "\ufffd" in text:
        notes.append(("undecodable", {"count": text.count("\ufffd")}))
    decimal = options.get("decimal") or detect_decimal(columns, delimiter)
    style = {"encoding": encoding, "delimiter": delimiter, "decimal": decimal, "group": "." if decimal == "," else ","}
    style["date_order"] = detect_date_order(columns)
    return [{"name": path.stem, "columns": squared(columns, {})}], notes, style


def detect_encoding(data: bytes) -> str:
    """Return utf-8-sig, utf-8, utf-16, utf-16-le, utf-16-be or cp1252, by the byte order mark and the bytes."""
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:4000]
    if head[1::2].count(0) > len(head) // 3:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 3:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if _is_central_european(data):
            return "cp1250"
        # Five bytes mean nothing in cp1252; Latin-1 reads every byte.
        return "latin-1" if re.search(rb"[\x81\x8d\x8f\x90\x9d]", data) else "cp1252"
    return "utf-8"


def _is_central_european(data: bytes) -> bool:
    """Say whether bytes read as words in cp1250 and as words with odd signs within in cp1252 ("Obs³uga")."""
    odd, letters = re.compile(r"[^\W\d_][¹³¿¡£¥ª¼¾º¢¯]|[¹³¿¡£¥ª¼¾º¢¯][^\W\d_]"), data[:200_000]
    west, east = letters.decode("cp1252", "replace"), letters.decode("cp1250", "replace")
    return len(odd.findall(west)) > 1 and len(odd.findall(east)) * 4 < len(odd.findall(west))


def split_text(text: str, delimiter: str | None = None) -> tuple[list[list[str]], str]:
    """Return rows of fields and the delimiter, which is found out where it is not given; raises Refused."""
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r'"?sep=(.)"?\r?', first)
    if told:
        text, delimiter = rest, delimiter or told[1]
    delimiter = delimiter or detect_delimiter(text)
    csv.field_size_limit(limits.FIELD_CHARACTERS)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            cells += len(row)
            if len(rows) > limits.ROWS:
                raise Refused("too_many_rows", count=len(rows), limit=limits.ROWS)
            if cells > limits.CELLS:
                raise Refused("too_many_cells", count=cells, limit=limits.CELLS)
            if len(row) > limits.COLUMNS:
                raise Refused("too_many_columns", count=len(row), limit=limits.COLUMNS)
    except csv.Error as error:
        raise Refused("bad_text_table", row=len(rows) + 1, detail=str(error)) from error
    return rows, delimiter


def detect_delimiter(text: str) -> str:
    """Return the delimiter that splits the first lines into the most equal number of fields."""
    head = "\n".join(text.splitlines()[:_LOOKED_AT])
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        if delimiter not in head:
            continue
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(head), delimiter=delimiter) if any(row)]
        except csv.Error:
            continue
        usual, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        score = (times / len(widths)) * min(usual, 12) if usual > 1 else 0.5
        # A comma also stands in numbers and sentences; the others do so rarely.
        score *= 0.8 if delimiter == "," else 1.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def detect_decimal(columns: Sequence[Sequence[Any]], delimiter: str = "") -> str:
    """Return the decimal mark that the numbers of a text table show; a point where nothing tells."""
    comma = point = 0
    for column in columns:
        for value in column[:2000]:
            text = value.strip() if isinstance(value, str) else ""
            comma += bool(
                re.fullmatch(
                    r"[-+(]?[$€£]?\s?\d{1,3}(\.\d{3})*,\d{1,2}\)?\s?[%€]?|[-+]?\d+,\d{1,2}|\d{1,3}(\.\d{3}){2,}", text
                )
            )
            point += bool(
                re.fullmatch(
                    r"[-+(]?[$€£]?\s?\d{1,3}(,\d{3})*\.\d{1,2}\)?\s?%?|[-+]?\d+\.\d{1,2}|\d{1,3}(,\d{3}){2,}", text
                )
            )
            if delimiter != ";":
                point += bool(re.fullmatch(r"\(?\d{1,3},\d{3}\)?", text))
        comma += _thousands_with_points(column[:2000])
    return "," if comma > point else "."


def _thousands_with_points(cells: Sequence[Any]) -> int:
    """Return how many cells say "52.000" where all with a point do: three decimals everywhere, zeros at the end."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and re.search(r"\d\.\d", cell)]
    found = [text for text in texts if re.fullmatch(r"[-(]?[$€£]?\s?[1-9]\d{0,2}\.\d{3}\)?\s?€?", text)]
    zeros = sum(text.rstrip(" €)").endswith("0") for text in found)
    return len(found) if len(found) == len(texts) > 1 and zeros * 2 >= len(found) else 0


_DATE: Final = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")


def detect_date_order(columns: Sequence[Sequence[Any]]) -> str:
    """Return "dmy", "mdy" or "ymd" where the dates of a text table leave no doubt, else nothing."""
    seen: Counter[str] = Counter()
    for column in columns:
        for value in column[:2000]:
            found = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
            if found:
                first, second = int(found[1]), int(found[2])
                order = "ymd" if len(found[1]) == 4 else "dmy" if first > 12 else "mdy" if second > 12 else ""
                seen[order] += 1
    sure = [order for order in seen if order]
    return sure[0] if len(sure) == 1 else ""


def pasted(text: str, name: str = "clipboard", delimiter: str | None = None) -> RawBook:
    """Return what was copied from a spreadsheet (rows by line, cells by tab, quoted where needed) as a book.

    Exactly one trailing line break is dropped. Raises Refused beyond the limits.
    """
    text = text.replace("\r\n", "\n").removesuffix("\n")
    delimiter = delimiter or ("\t" if "\t" in text else detect_delimiter(text))
    rows, delimiter = split_text(text, delimiter)
    width = max((len(row) for row in rows), default=0)
    columns: list[list[Any]] = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    decimal = detect_decimal(columns, delimiter)
    style = {"delimiter": delimiter, "decimal": decimal, "group": "." if decimal == "," else ","}
    style["date_order"] = detect_date_order(columns)
    return RawBook(name, "text", (RawSheet(name, tuple(squared(columns, {}))),), (), style)
