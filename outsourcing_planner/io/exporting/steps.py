"""Progress of an export and its Cancel: asked while sheets are filled, written out and packed, to the last byte."""

from io import BytesIO
from typing import Final

from outsourcing_planner.io.exporting.book import Book
from outsourcing_planner.text import _

FILLED: Final = 0.35
"""Share of the work after which every sheet is filled; then rows turn into XML, then the archive is packed."""
WRITTEN: Final = 0.85
PACKED: Final = 0.99
_PER_CELL: Final = 9.0
"""Packed bytes of a cell, roughly: only the bar depends on it."""


class Archive(BytesIO):
    """The bytes of the workbook; every piece that is packed into them asks for Cancel."""

    book: Book | None = None
    expected = 1.0
    packed = 0

    def write(self, data: bytes) -> int:  # type: ignore[override] # bytes are what zipfile writes
        """Append, report, and stop where the person cancelled."""
        if self.book is not None:
            self.packed = max(self.packed, self.tell())  # zipfile goes back to fill its headers in
            share = min(self.packed / self.expected, 1.0)
            self.book.tell(WRITTEN + (PACKED - WRITTEN) * share, _("packing"))
        return super().write(data)


def listen(book: Book, archive: Archive) -> None:
    """Let the long sheets and the archive report to the book while XlsxWriter closes."""
    bodies = [sheet.body for sheet in book.sheets.values() if sheet.body is not None]
    cells = max(sum(body.count * len(body.columns) for body in bodies), 1)
    before = 0
    for body in bodies:
        width, start = len(body.columns), before

        def told(rows: int, width: int = width, start: int = start) -> None:
            book.tell(FILLED + (WRITTEN - FILLED) * (start + rows * width) / cells, _("rows"))

        body.tick = told
        before += body.count * width
    archive.book, archive.expected = book, cells * _PER_CELL
