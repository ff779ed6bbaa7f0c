"""The zip directory of a workbook, checked before a reader sees it (reliability.md §2: bombs, lies, odd names)."""

import zipfile
import zlib
from pathlib import Path
from typing import Final

from outsourcing_planner.io.importing import limits
from outsourcing_planner.io.importing.raw import Refused

_TEXT_PARTS: Final = (".xml", ".rels", ".vml")


def check_zip(path: Path) -> tuple[str, ...]:
    """Check sizes, counts and names of the parts and return the names; raises Refused with the limit."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise Refused("damaged", detail=str(error)) from error
    if len(entries) > limits.PARTS:
        raise Refused("too_many_parts", count=len(entries), limit=limits.PARTS)
    names = [entry.filename.replace("\\", "/") for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        raise Refused("duplicate_parts")
    for entry, name in zip(entries, names, strict=True):
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise Refused("odd_part_name")
        if entry.flag_bits & 1:
            raise Refused("password")
        if entry.file_size > limits.PART_BYTES:
            raise Refused("part_too_large", size=entry.file_size // limits.MIB, limit=limits.PART_BYTES // limits.MIB)
    total = sum(entry.file_size for entry in entries)
    if total > limits.ALL_PARTS_BYTES:
        raise Refused("contents_too_large", size=total // limits.MIB, limit=limits.ALL_PARTS_BYTES // limits.MIB)
    return tuple(names)


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part, found without regard to case; b"" where it is missing. XML is checked and given as UTF-8."""
    entry = next((e for e in archive.infolist() if e.filename.replace("\\", "/").lower() == name.lower()), None)
    if entry is None:
        return b""
    try:
        with archive.open(entry) as file:
            # The directory may lie about the size: no more than the limit is ever unpacked.
            data = file.read(limits.PART_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise Refused("damaged", detail=str(error)) from error
    if len(data) > limits.PART_BYTES:
        raise Refused("part_too_large", size=len(data) // limits.MIB, limit=limits.PART_BYTES // limits.MIB)
    return _checked_xml(data) if name.lower().endswith(_TEXT_PARTS) else data


def _checked_xml(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    if b"<!DOCTYPE" in data:
        raise Refused("doctype")
    check_runs(data)
    return data


def check_runs(data: bytes) -> None:
    """Refuse a text of more characters than a cell may hold.

    Only every n-th window is looked at: a run longer than two windows covers one of them wholly.
    """
    window = limits.TEXT_BYTES // 2
    for start in range(0, len(data) - window, window):
        if data.find(b"<", start, start + window) < 0:
            raise Refused("text_too_long", limit=32_767)
