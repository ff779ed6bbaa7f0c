"""Order and filters as arrays of positions: stable, blanks last, numbers before text. Nothing here moves a row."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]
BLANK: Final = None
_MANY: Final = 5000
"""From so many texts on it pays to compare them as numbers."""
_MOST_WORDS: Final = 8
Value = float | str | None
"""A value as a filter lists it: a number, a text, or None for blank."""


@dataclass(frozen=True)
class Values:
    """A column as it is shown: a number or a text per row, NaN and the empty text where there is none."""

    numbers: NDArray[np.float64] | None
    texts: Sequence[str] | None

    def __len__(self) -> int:
        if self.numbers is not None:
            return len(self.numbers)
        return len(self.texts or ())

    def is_text(self) -> Mask:
        """Return where a text stands."""
        if self.texts is None:
            return np.zeros(len(self), dtype=np.bool_)
        return np.fromiter(map(bool, self.texts), np.bool_, len(self.texts))

    def is_number(self) -> Mask:
        """Return where a number stands."""
        if self.numbers is None:
            return np.zeros(len(self), dtype=np.bool_)
        found: Mask = ~np.isnan(self.numbers)
        return found

    def is_blank(self) -> Mask:
        """Return where nothing stands."""
        return ~(self.is_text() | self.is_number())


def folded(text: str) -> str:
    """Return a text as it is ordered and searched: without regard to capitals and accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def folded_all(texts: Sequence[str]) -> list[str]:
    """Return many texts folded; quick where all are plain ASCII."""
    joined = "\x1f".join(texts)
    if joined.isascii() and joined.count("\x1f") == len(texts) - 1:
        return joined.lower().split("\x1f")
    return [folded(text) for text in texts]


@dataclass(frozen=True)
class SortKey:
    """What a column is ordered by: the numbers, and for each text its rank (−1 where there is none)."""

    numbers: NDArray[np.float64] | None
    ranks: NDArray[np.int64] | None
    blank: Positions


def sort_key(values: Values) -> SortKey:
    """Return the key of a column; worth keeping as long as the column does not change."""
    ranks = _ranks(values.texts) if values.texts is not None else None
    return SortKey(values.numbers, ranks, np.flatnonzero(values.is_blank()))


def _ranks(texts: Sequence[str]) -> NDArray[np.int64]:
    keys = folded_all(texts)
    quick = _ranks_of_short_ascii(keys)
    if quick is not None:
        return quick
    rank = {text: at for at, text in enumerate(sorted(set(keys) - {""}))}
    rank[""] = -1
    return np.fromiter(map(rank.__getitem__, keys), np.int64, len(keys))


def _ranks_of_short_ascii(keys: Sequence[str]) -> NDArray[np.int64] | None:
    """Return the ranks where all texts are short and plain: their bytes, eight at a time, compared as numbers."""
    if len(keys) < _MANY or not "".join(keys).isascii():
        return None
    raw = np.array(keys, dtype=np.bytes_)
    words = -(-raw.dtype.itemsize // 8)
    if words > _MOST_WORDS or "\0" in "".join(keys):
        return None
    parts = raw.astype(f"S{8 * words}").view(">u8").astype(np.uint64).reshape(len(keys), words)
    order = np.lexsort(tuple(parts[:, at] for at in reversed(range(words))))
    ordered = parts[order]
    new = np.concatenate(([False], (ordered[1:] != ordered[:-1]).any(axis=1)))
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[order] = np.cumsum(new)
    return np.where(parts.any(axis=1), ranks, -1)


def sorted_positions(key: SortKey, *, descending: bool) -> Positions:
    """Return all positions in order. Equal rows keep their order in both directions; blanks are last in both."""
    parts: list[Positions] = []
    if key.numbers is not None:
        parts.append(_ordered(key.numbers, np.flatnonzero(~np.isnan(key.numbers)), descending=descending))
    if key.ranks is not None:
        parts.append(_ordered(key.ranks, np.flatnonzero(key.ranks >= 0), descending=descending))
    if descending:
        parts.reverse()
    return np.concatenate([*parts, key.blank]).astype(np.int64)


def _ordered(values: NDArray[Any], at: Positions, *, descending: bool) -> Positions:
    found = values[at]
    order: Positions = at[np.argsort(-found if descending else found, kind="stable")]
    return order


@dataclass(frozen=True)
class ColumnFilter:
    """What a column lets through.

    ``text``: contained in what is shown. ``chosen``: one of these values (None stands for blank). ``low`` and ``high``:
    numbers in this range, both included. All that are given must hold.
    """

    text: str = ""
    chosen: frozenset[Value] | None = None
    low: float | None = None
    high: float | None = None

    def __bool__(self) -> bool:
        return bool(self.text) or self.chosen is not None or self.low is not None or self.high is not None


def passing(values: Values, rule: ColumnFilter) -> Mask:
    """Return which rows a filter lets through."""
    mask = np.ones(len(values), dtype=np.bool_)
    if rule.chosen is not None:
        mask &= _chosen(values, rule.chosen)
    if rule.text:
        mask &= containing(_as_texts(values), rule.text)
    if rule.low is not None or rule.high is not None:
        mask &= _in_range(values, rule.low, rule.high)
    return mask


def _chosen(values: Values, chosen: frozenset[Value]) -> Mask:
    mask = values.is_blank() if BLANK in chosen else np.zeros(len(values), dtype=np.bool_)
    if values.numbers is not None:
        mask |= np.isin(values.numbers, [value for value in chosen if isinstance(value, float)])
    if values.texts is not None:
        mask |= np.fromiter((bool(text) and text in chosen for text in values.texts), np.bool_, len(values))
    return mask


def _in_range(values: Values, low: float | None, high: float | None) -> Mask:
    if values.numbers is None:
        return np.zeros(len(values), dtype=np.bool_)
    above = values.numbers >= (-np.inf if low is None else low)
    mask: Mask = above & (values.numbers <= (np.inf if high is None else high))
    return mask


def _as_texts(values: Values) -> list[str]:
    texts = list(values.texts) if values.texts is not None else [""] * len(values)
    if values.numbers is not None:
        for at in np.flatnonzero(~np.isnan(values.numbers)).tolist():
            texts[at] = f"{values.numbers[at]:.12g}"
    return folded_all(texts)


def containing(folded_texts: Sequence[str], text: str) -> Mask:
    """Return which of some folded texts contain every word of another text."""
    mask = np.ones(len(folded_texts), dtype=np.bool_)
    for word in folded(text).split():
        mask &= np.fromiter((word in known for known in folded_texts), np.bool_, len(folded_texts))
    return mask


def distinct(values: Values) -> list[Value]:
    """Return the values of a column as a filter lists them: numbers, then texts in order, then blank."""
    found: list[Value] = []
    if values.numbers is not None:
        found += [float(number) for number in np.unique(values.numbers[values.is_number()])]
    if values.texts is not None:
        texts = {text for text in values.texts if text}
        ordered: list[str] = sorted(texts, key=folded)
        found += ordered
    return [*found, BLANK] if bool(values.is_blank().any()) else found


def grouped(keys: Sequence[str], order: Positions) -> Mapping[str, list[int]]:
    """Return the positions of each group, in the order given; groups sorted by name, blank last."""
    groups: dict[str, list[int]] = {}
    for at in order.tolist():
        groups.setdefault(keys[at], []).append(at)
    return {name: groups[name] for name in sorted(groups, key=lambda name: (not name, folded(name)))}
