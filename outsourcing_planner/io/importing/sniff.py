"""What a file is, by its content; names lie (an image named .xlsx, a .csv that is a workbook)."""

import zipfile
from pathlib import Path
from typing import Final

from outsourcing_planner.io.importing.raw import Refused

XLSX, XLSB, XLS, ODS, TEXT = "xlsx", "xlsb", "xls", "ods", "text"

_PICTURES: Final = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"BM", "BMP"),
    (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"), (b"\x00\x00\x01\x00", "ICO"),
)  # fmt: skip
_OTHERS: Final = (
    (b"%PDF", "PDF"), (b"{\\rtf", "RTF"), (b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf", "7-Zip"), (b"Rar!", "RAR"),
    (b"\x7fELF", "program"), (b"MZ", "program"), (b"SQLite format", "SQLite"),
)  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL: Final = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)


def kind_of(path: Path) -> str:
    """Return xlsx, xlsb, xls, ods or text; raises Refused with what the file is instead."""
    with path.open("rb") as file:
        head = file.read(65_536)
    if not head:
        raise Refused("empty_file")
    if head.startswith(b"PK"):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    if head.startswith(_OLD_EXCEL):
        return XLS
    _refuse_known(head)
    return TEXT


def _refuse_known(head: bytes) -> None:
    for magic, what in _PICTURES:
        if head.startswith(magic) and (magic != b"BM" or b"\x00" in head[:64]):
            raise Refused("picture", what=what)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise Refused("picture", what="WebP")
    for magic, what in _OTHERS:
        if head.startswith(magic) and (magic != b"MZ" or b"\x00" in head[:64]):
            raise Refused("other_file", what=what)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style")):
        raise Refused("web_page")
    if start.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in head.lower():
        raise Refused("xml_2003")
    if start.startswith((b"<?xml", b"<!doctype", b"<svg")):
        raise Refused("other_file", what="XML")
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1:200:2].count(0) > 60 or head[0:200:2].count(0) > 60
    control = len(head) - len(head.translate(None, bytes([*range(9), *range(14, 32)])))
    if not utf16 and control > len(head) // 100:
        raise Refused("binary")


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower().replace("\\", "/") for name in archive.namelist()}
            if "mimetype" in names or "content.xml" in names:
                return _kind_of_open_document(archive, names)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise Refused("damaged", detail=str(error)) from error
    if any(name.endswith("workbook.bin") for name in names):
        return XLSB
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refused("other_file", what="Word" if any(name.startswith("word/") for name in names) else "PowerPoint")
    if "[content_types].xml" in names or any(name.endswith("workbook.xml") for name in names):
        return XLSX
    raise Refused("zip_without_workbook")


def _kind_of_open_document(archive: zipfile.ZipFile, names: set[str]) -> str:
    kind = b""
    if "mimetype" in names:
        with archive.open("mimetype") as file:
            kind = file.read(200)
    if kind and b"spreadsheet" not in kind:
        raise Refused("other_file", what="OpenDocument")
    return ODS


def _kind_of_ole(path: Path) -> str:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("password")
    if (
        "Workbook".encode("utf-16-le") in data
        or "Book".encode("utf-16-le") in data
        or "BOOK".encode("utf-16-le") in data
    ):
        return XLS
    if "WordDocument".encode("utf-16-le") in data:
        raise Refused("other_file", what="Word")
    if "PowerPoint".encode("utf-16-le") in data:
        raise Refused("other_file", what="PowerPoint")
    return XLS
