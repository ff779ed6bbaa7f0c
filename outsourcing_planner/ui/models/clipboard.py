"""A block of cells on the clipboard: own lossless format, tab-separated text, HTML; each made only when asked for."""

import atexit
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication

from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.session.clipboard_table import exact_numbers, read_html, read_table, table_html, table_text
from outsourcing_planner.ui.models.columns import Column
from outsourcing_planner.ui.models.formats import exact

OWN: Final = "application/x-outsourcing-planner-cells"
TEXT: Final = "text/plain"
HTML: Final = "text/html"
_WITHOUT_SYSTEM_CLIPBOARD: Final = frozenset({"offscreen", "minimal"})
_WRITTEN_AT_ONCE: Final = 20_000
_MOST_HTML_CELLS: Final = 200_000
"""Beyond this HTML takes seconds and every spreadsheet takes the text just as well."""


Rows = Callable[[], Sequence[Sequence[Cell]]]
"""Gives the cells by row when they are needed."""


@dataclass(frozen=True)
class Block:
    """Cells by row, with the key of each column; the key is empty where it is not known."""

    keys: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    texts: bool = False
    """Whether the cells are texts that still have to be understood."""
    numbers: tuple[tuple[float | None, ...], ...] | None = None
    """The exact numbers behind texts that only show them rounded, where the source told."""


class BlockData(QMimeData):
    """Offers a block in three formats; each is written when somebody pastes it."""

    def __init__(self, columns: Sequence[Column], rows: Rows, count: int, *, headings: bool) -> None:
        super().__init__()
        self._columns, self._rows, self._headings = tuple(columns), rows, headings
        self._offers = [OWN, TEXT] + ([HTML] if count * len(self._columns) <= _MOST_HTML_CELLS else [])

    def formats(self) -> list[str]:
        """See QMimeData."""
        return list(self._offers)

    def hasFormat(self, mime_type: str) -> bool:  # noqa: N802 - Qt's name
        """See QMimeData."""
        return mime_type in self._offers

    def retrieveData(self, mime_type: str, _preferred: object) -> object:  # noqa: N802 - Qt's name
        """See QMimeData."""
        if mime_type == TEXT:
            rows = [[self._text(at, cell) for at, cell in enumerate(row)] for row in self._rows()]
            return table_text([*self._head(), *rows])
        if mime_type == HTML and HTML in self._offers:
            head = [[(text, False) for text in row] for row in self._head()]
            marked = [[self._marked(at, cell) for at, cell in enumerate(row)] for row in self._rows()]
            return table_html([*head, *marked])
        return QByteArray(self._own()) if mime_type == OWN else None

    def _head(self) -> list[list[str]]:
        return [[column.heading for column in self._columns]] if self._headings else []

    def _text(self, at: int, cell: Cell) -> str:
        return exact(cell, self._columns[at].field)

    def _marked(self, at: int, cell: Cell) -> tuple[str, bool]:
        return self._text(at, cell), isinstance(cell, float)

    def _own(self) -> bytes:
        rows = [[_as_json(cell) for cell in row] for row in self._rows()]
        return json.dumps({"version": 1, "columns": [c.key for c in self._columns], "rows": rows}).encode()


def put(data: BlockData, count: int) -> None:
    """Put a block on the clipboard.

    A small block is written out at once. A large one stays lazy until the program ends: then it is written out too,
    because Qt would otherwise ask a Python object for its text after Python has gone.
    """
    clipboard = QGuiApplication.clipboard()
    if count <= _WRITTEN_AT_ONCE:
        clipboard.setMimeData(written_out(data))
        return
    clipboard.setMimeData(data)
    application = QCoreApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(write_out_clipboard)


@cache
def let_go_at_exit() -> None:
    """Empty a clipboard that lives in this process only before Python goes: Qt deletes its data after that."""
    atexit.register(_let_go)


def _let_go() -> None:
    if QGuiApplication.instance() is not None and QGuiApplication.platformName() in _WITHOUT_SYSTEM_CLIPBOARD:
        QGuiApplication.clipboard().clear()


def written_out(data: QMimeData) -> QMimeData:
    """Return the same content as plain data that asks nobody."""
    made = QMimeData()
    for mime in data.formats():
        made.setData(mime, data.data(mime))
    return made


def write_out_clipboard() -> None:
    """Leave what was copied on the clipboard when the program ends."""
    data = QGuiApplication.clipboard().mimeData()
    if isinstance(data, BlockData):
        QGuiApplication.clipboard().setMimeData(written_out(data))


def _as_json(cell: Cell) -> object:
    return {"raw": cell.raw, "reason": cell.reason} if isinstance(cell, Invalid) else cell


def read(data: QMimeData | None) -> Block | None:
    """Return the block on a clipboard, None where there is nothing to paste."""
    if data is None:  # some platforms answer so for an empty clipboard
        return None
    if data.hasFormat(OWN):
        block = _own_block(bytes(data.data(OWN).data()))
        if block is not None:
            return block
    html = data.html() if data.hasHtml() else ""
    rows = read_table(data.text()) if data.hasText() and data.text() else read_html(html)
    if not rows or not rows[0]:
        return None
    numbers = exact_numbers(html, rows)
    exact_rows = None if numbers is None else tuple(map(tuple, numbers))
    return Block(("",) * len(rows[0]), tuple(map(tuple, rows)), texts=True, numbers=exact_rows)


def _own_block(raw: bytes) -> Block | None:
    """Return a block of our own format; None where it is not one that this version wrote."""
    try:
        found = json.loads(raw)
        keys = tuple(str(key) for key in found["columns"])
        rows = tuple(tuple(_from_json(cell) for cell in row) for row in found["rows"])
    except (ValueError, KeyError, TypeError):
        return None
    return Block(keys, rows) if rows and all(len(row) == len(keys) for row in rows) else None


def _from_json(cell: Any) -> Cell:  # noqa: ANN401 - whatever JSON holds
    if isinstance(cell, dict):
        return Invalid(str(cell["raw"]), str(cell["reason"]))
    if isinstance(cell, (bool, str, type(None))):
        return cell
    return float(cell)
