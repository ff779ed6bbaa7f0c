"""JSON text written and read part by part: a long plan must not stop the window while another thread saves or opens it.

The coder of the standard library does the whole of one call without letting another thread run: 100 ms and more for
100,000 rows. Here each of the outer objects is taken apart, so that one call does one column. The text is the same.
"""

import json
from collections.abc import Callable, Mapping
from json.decoder import JSONObject  # type: ignore[attr-defined] # it reads one object and leaves the values to a scanner
from typing import Any, Final

_DEEP: Final = 3
"""A plan's columns stand in an object in an object."""
Scanner = Callable[[str, int], tuple[Any, int]]


def encoded(value: object, other: Callable[[object], object], deep: int = _DEEP) -> str:
    """Return the JSON text of a value on one line in ASCII; ``other`` turns what JSON does not know into what it does.

    Raises ValueError for NaN and infinity.
    """
    if deep and isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        parts = (f"{json.dumps(key)}:{encoded(part, other, deep - 1)}" for key, part in value.items())
        return "{" + ",".join(parts) + "}"
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"), default=other)


class _Decoder(json.JSONDecoder):
    def __init__(self) -> None:
        super().__init__()
        whole: Scanner = vars(self)["scan_once"]
        self.scan_once = _scanner(whole, _DEEP)


def _scanner(whole: Scanner, deep: int) -> Scanner:
    """Return what reads one value; objects down to ``deep`` value by value."""
    if not deep:
        return whole
    inner, names = _scanner(whole, deep - 1), dict[str, str]()

    def scan(text: str, at: int) -> tuple[Any, int]:
        if text[at : at + 1] != "{":
            return whole(text, at)
        found: tuple[Any, int] = JSONObject((text, at + 1), True, inner, None, None, names)
        return found

    return scan


def decoded(data: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of a JSON text in UTF-8; raises ValueError where it is none, RecursionError for deep nests."""
    return _Decoder().decode(data.decode("utf-8-sig"))
