"""What the cell formats of an .xlsx tell an importer: codes shown with leading zeros, and names that are moved in."""

import re
from collections.abc import Iterator
from typing import Final

_FORMATS: Final = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT: Final = re.compile(rb"<(?:\w+:)?xf\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?xf>)", re.DOTALL)
_INDENT: Final = re.compile(rb'\bindent="([1-9]\d?)"')


def _formats(styles: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield number, attributes and content of each cell format."""
    cells = _FORMATS.search(styles)
    if cells:
        for at, found in enumerate(_FORMAT.finditer(cells[0])):
            yield at, found[1], found[2] or b""


def zero_padded(styles: bytes) -> Iterator[tuple[int, int]]:
    """Yield (cell format, width) for number formats made of zeros only ("00000")."""
    numbers = {
        int(found[1]): len(found[2])
        for found in re.finditer(rb'<(?:\w+:)?numFmt\b[^>]*\bnumFmtId="(\d+)"[^>]*\bformatCode="(0{2,})"', styles)
    }
    for at, given, _content in _formats(styles) if numbers else ():
        number = re.search(rb'\bnumFmtId="(\d+)"', given)
        if number and int(number[1]) in numbers:
            yield at, numbers[int(number[1])]


def indented(styles: bytes) -> Iterator[tuple[int, int]]:
    """Yield (cell format, depth) for formats that move the words of a cell in."""
    for at, _given, content in _formats(styles) if b"indent=" in styles else ():
        depth = _INDENT.search(content)
        if depth:
            yield at, int(depth[1])
