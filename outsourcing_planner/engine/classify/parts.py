"""Mixed work: "data entry and market research" is two functions in one name (the parts rule of model.md §2)."""

import re
from collections.abc import Mapping

from outsourcing_planner.engine.classify.words import expanded, normalise_words

_SEPARATORS = re.compile(r"\s+and\s+|\s*[&+/,;]\s*|\s+plus\s+")
LONGEST_PART = 8
"""Words of a part; a longer one is a sentence, not a function."""
MOST_PARTS = 12


def parts_of(text: str, abbreviations: Mapping[str, str]) -> tuple[str, ...]:
    """The normalised functions that a name joins; empty where it names one. A shared last word goes to each part.

    "chat and email support" gives "chat support" and "email support"; "R&D" stays one.
    """
    pieces = [normalise_words(piece, abbreviations) for piece in _SEPARATORS.split(expanded(text, abbreviations))]
    found = [piece for piece in pieces if piece and len(piece.split()) <= LONGEST_PART]
    if not 2 <= len(found) <= MOST_PARTS:
        return ()
    last = found[-1].split()
    if len(last) > 1:
        found = [f"{part} {last[-1]}" if len(part.split()) == 1 else part for part in found]
    return tuple(dict.fromkeys(found))
