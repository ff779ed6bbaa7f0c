"""Fonts of the report: the one that ships, and for signs it lacks those of the computer (decision record 0113)."""

from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import east_asian_width

from matplotlib import font_manager

FONT: Final = "DejaVu Sans"
"""Comes with matplotlib: Latin, Greek, Cyrillic, Armenian, Georgian and many signs."""
OTHERS: Final = (
    "Noto Sans SC", "Noto Sans JP", "Noto Sans KR", "Noto Sans TC", "Microsoft YaHei", "Yu Gothic", "Meiryo",
    "Malgun Gothic", "Microsoft JhengHei", "SimSun", "MS Gothic", "Hiragino Sans GB", "Heiti SC", "AppleGothic",
    "Arial Unicode MS", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "AR PL UMing CN",
    "IPAGothic", "TakaoGothic", "NanumGothic", "UnDotum", "Nirmala UI", "Noto Sans Devanagari", "Noto Sans Tamil",
    "Noto Sans Bengali", "Leelawadee UI", "Noto Sans Thai", "Garuda", "Segoe UI Symbol",
    "Noto Sans Symbols2", "Symbola",
)  # fmt: skip
"""Fonts of Windows, macOS and Linux for other scripts; those with TrueType outlines are used, for only they embed."""
BOX: Final = "\u25a1"
"""Stands for a sign that no font here has."""


@cache
def glyphs(family: str) -> frozenset[int]:
    """Return the signs of a font family that is installed and can be embedded; empty for others."""
    if family != FONT and not any(entry.name == family for entry in font_manager.fontManager.ttflist):
        return frozenset()
    path = font_manager.findfont(family, fallback_to_default=family == FONT)
    try:
        return frozenset(font_manager.get_font(path).get_charmap()) if _has_outlines(Path(path)) else frozenset()
    except (OSError, RuntimeError):  # a damaged font of the computer's is no font
        return frozenset()


def _has_outlines(path: Path) -> bool:
    """Say whether the first font of a file has TrueType outlines, by its first bytes (OpenType, "Font files")."""
    with path.open("rb") as file:
        if file.read(4) == b"ttcf":  # a collection: version, count, then where its fonts begin
            file.seek(12)
            file.seek(int.from_bytes(file.read(4), "big"))
        else:
            file.seek(0)
        return file.read(4) in (b"\x00\x01\x00\x00", b"true")


def families(text: str) -> list[str]:
    """Return the fonts that a text is set in: the one that ships, then those needed for what it lacks."""
    found, missing = [FONT], {ord(sign) for sign in text} - glyphs(FONT)
    for family in OTHERS if missing else ():
        if missing & glyphs(family):
            found.append(family)
            missing -= glyphs(family)
    return found


def printable(text: str) -> str:
    """Return a text in which every sign has a picture in some font; others become a box."""
    known = [glyphs(family) for family in families(text)]
    return "".join(sign if sign == "\n" or any(ord(sign) in some for some in known) else BOX for sign in text)


def width_of(text: str) -> int:
    """Return the width of a text in letters; signs of East Asia take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def shortened(text: str, width: int) -> str:
    """Return a text at most so many letters wide, cut at the end."""
    flat = " ".join(text.split())
    if width_of(flat) <= width:
        return flat
    while flat and width_of(flat) > width - 1:
        flat = flat[:-1]
    return flat + "…"


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text, each at most so many letters wide; a long word is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(lines[-1]) + 1 + width_of(word) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(shortened(word, width))
    return lines
