"""What a copy made with openpyxl would lose of a workbook, told before it is made."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from outsourcing_planner.domain.errors import InputUnreadableError
from outsourcing_planner.text import _


def mark(message: str) -> str:
    """Return a text as it is: it is translated where it is told."""
    return message


PARTS: Final = (
    ("xl/vbaProject", mark("macros")),
    ("xl/activeX/", mark("controls")),
    ("xl/ctrlProps/", mark("form controls")),
    ("xl/slicers/", mark("slicers")),
    ("xl/timelines/", mark("timelines")),
    ("xl/threadedComments/", mark("threaded comments")),
    ("xl/diagrams/", mark("SmartArt")),
    ("xl/embeddings/", mark("embedded objects")),
    ("xl/model/", mark("the data model")),
    ("xl/queryTables/", mark("queries")),
    ("xl/connections.xml", mark("data connections")),
    ("xl/charts/chartEx", mark("charts of the newer kinds (waterfall, treemap and the like)")),
    ("xl/richData/", mark("data types and pictures in cells")),
    ("xl/metadata.xml", mark("formulas that spill over several cells")),
    ("xl/webextensions/", mark("add-ins")),
    ("_xmlsignatures/", mark("digital signatures")),
)
"""Parts of a workbook that openpyxl does not keep, by the beginning of their name."""
IN_SHEETS: Final = (
    (b"x14:sparkline", mark("sparklines")),
    (b"<x14:conditionalFormatting", mark("conditional formats of the newer kinds")),
    (b"<x14:dataValidation ", mark("drop-downs whose list stands on another sheet")),
    (b"<legacyDrawingHF", mark("pictures in headers and footers")),
    (b"<customSheetView", mark("custom views")),
    (b"<sortState", mark("remembered sorting")),
)
IN_DRAWINGS: Final = (
    (b"<xdr:sp>", mark("shapes and text boxes")),
    (b"<xdr:sp ", mark("shapes and text boxes")),
    (b"<xdr:grpSp", mark("shapes and text boxes")),
    (b"<xdr:cxnSp", mark("lines and connectors")),
)
IN_CHARTS: Final = ((b"<c:chart", mark("details of the looks of charts")),)
_PIECE: Final = 1 << 20


def lost_in_copy(path: Path) -> tuple[str, ...]:
    """Return in words what a copy would lose (macros, controls, shapes …); ask before it is made.

    Raises InputUnreadableError where the file is no workbook that can be copied.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            return tuple(dict.fromkeys(_(words) for words in _found(parts)))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputUnreadableError(str(path), _("only .xlsx and .xlsm workbooks can be copied.")) from error


def _found(parts: zipfile.ZipFile) -> Iterator[str]:
    names = parts.namelist()
    yield from (words for start, words in PARTS if any(name.startswith(start) for name in names))
    for folder, signs in (
        ("xl/drawings/drawing", IN_DRAWINGS),
        ("xl/charts/chart", IN_CHARTS),
        ("xl/worksheets/sheet", IN_SHEETS),
    ):
        for name in names:
            if name.startswith(folder) and name.endswith(".xml") and not name.startswith("xl/charts/chartEx"):
                yield from _signs(parts, name, signs)


def _signs(parts: zipfile.ZipFile, name: str, signs: Iterable[tuple[bytes, str]]) -> Iterator[str]:
    """Yield what stands in a part, read in pieces: a sheet may be very long."""
    waiting, before = dict(signs), b""
    with parts.open(name) as stream:
        while waiting and (piece := stream.read(_PIECE)):
            window = before + piece
            for sign in [sign for sign in waiting if sign in window]:
                yield waiting.pop(sign)
            before = piece[-64:]
