"""The columns of a table: what stands in them, and what becomes of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.domain.fields import Field
from outsourcing_planner.io.importing.raw import RawCell, is_blank, letter
from outsourcing_planner.io.importing.written import number_said, says_nothing
from outsourcing_planner.io.wordbook import folded, wordbook
from outsourcing_planner.text import NumberStyle

FIELD, EXTRA, COMPUTED, LEFT_OUT, EMPTY = "field", "extra", "computed", "left_out", "empty"
_SAMPLE: Final = 300
_HALF: Final = 0.5
_WORDY: Final = 0.7
_PROSE: Final = 45
"""Longer texts, on average, describe; they are no names."""
_CODE: Final = re.compile(r"(?=\D*\d)[\w./-]{1,12}")
_CURRENCY: Final = re.compile(r"[$€£¥₹]|\b[A-Z]{3}\s?\d|\d\s?(?!FTE|WTE|VZÄ|ETP|HRS|MIN|PCS|PPL)[A-Z]{3}\b")
_PEOPLE: Final = re.compile(r"\d\s*(?:ftes?|wtes?|hc|heads?|people|persons|staff|vzä|etp|vk|mak)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ColumnUse:
    """What becomes of one column: ``use`` is one of the five words above, ``field`` a key where it feeds a field.

    ``confidence`` is 0 to 1, and 1 where a person chose. ``rival`` is the field that the column would have fitted as
    well, had not another column been taken for it.
    """

    column: int
    heading: str
    use: str
    field: str | None = None
    confidence: float = 0.0
    rival: str = ""

    @property
    def is_beside(self) -> bool:
        """Say whether the column belongs to another table beside, so that nobody need choose to leave it out."""
        return self.use == LEFT_OUT and self.confidence < 1

    @property
    def letters(self) -> str:
        """Return the letters of the column in the sheet."""
        return letter(self.column)


@dataclass(frozen=True)
class Profile:
    """What stands in a column: shares of the cells that hold something, and of the rows; ``length`` of the texts.

    ``coded`` is the share of texts that are codes: one short word with digits; ``leads``: the first cell is filled.
    """

    filled: int
    share: float
    numbers: float
    distinct: float
    words: float
    letters: float
    middle: float
    codes: bool = False
    length: float = 0.0
    coded: float = 0.0
    some: tuple[str, ...] = ()
    leads: bool = False

    @property
    def currency(self) -> float:
        """Return the share of some texts with a sign or code of a currency before or after a number."""
        return sum(_CURRENCY.search(text) is not None for text in self.some) / max(len(self.some), 1)

    @property
    def people(self) -> float:
        """Return the share of some texts that are a number of people ("42 FTE")."""
        return sum(_PEOPLE.search(text) is not None for text in self.some) / max(len(self.some), 1)

    def fitting(self, field: Field) -> float:
        """Return the share of some cells that are one of the choices of a field."""
        known = wordbook().choices.get(field.key, {})
        fits = [text for text in self.some if folded(text) in known or folded(text) in map(str.casefold, field.choices)]
        return len(fits) / max(len(self.some), 1)

    @property
    def told_apart(self) -> float:
        """Return the share of rows that the cells tell apart; where many are blank, a name stands once for several."""
        return self.distinct * (self.share if self.share < _WORDY else 1.0)

    @property
    def names(self) -> bool:
        """Say whether the cells are words that may name something: no numbers, no codes, no prose."""
        return self.share > _HALF and self._words_only

    @property
    def groups(self) -> bool:
        """Say whether the cells are words that may name a group of rows each, written at its first row or at all."""
        return self._words_only and (self.share > _HALF or (self.leads and self.filled > 1 and self.distinct > _WORDY))

    @property
    def _words_only(self) -> bool:
        return self.letters > _WORDY and self.length < _PROSE and self.coded < _HALF


def profile(cells: Sequence[RawCell], style: NumberStyle) -> Profile:
    """Return the profile of a column from a sample spread over it."""
    step = max(len(cells) // _SAMPLE, 1)
    sample = [cell for cell in cells[::step] if not is_blank(cell)]
    share = len(sample) / max(len(cells[::step]), 1)
    if not sample and step > 1:
        sample = [cell for cell in cells if not is_blank(cell)][:_SAMPLE]
    texts = [cell.strip() for cell in sample if isinstance(cell, str)]
    values = [cell for cell in sample if type(cell) is float]
    told = [number_said(text, style) for text in texts]
    values += [value for value in told if value is not None]
    # "n/a" among numbers speaks neither for nor against them.
    silent = sum(value is None and says_nothing(text) for value, text in zip(told, texts, strict=True))
    count = max(len(sample), 1)
    wordy = sum(len(text.split()) > 1 for text in texts)
    lettered = sum(any(map(str.isalpha, text)) for text in texts)
    middle = sorted(map(abs, values))[len(values) // 2] if values else 0.0
    codes = any(len(text) > 1 and text[0] == "0" and text.isdigit() for text in texts)
    distinct = len({str(cell) for cell in sample}) / count
    return Profile(
        len(sample),
        share,
        len(values) / max(count - silent, 1) if values else 0.0,
        distinct,
        wordy / count,
        lettered / count,
        middle,
        codes,
        sum(map(len, texts)) / max(len(texts), 1),
        sum(_CODE.fullmatch(text) is not None for text in texts) / max(len(texts), 1),
        tuple(texts[:50]),
        bool(cells) and not is_blank(cells[0]),
    )
