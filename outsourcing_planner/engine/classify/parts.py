"""Mixed work: "data entry and market research" is two functions in one name (the parts rule of model.md §2)."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from outsourcing_planner.engine.classify.register import key_of
from outsourcing_planner.engine.classify.words import expanded, normalise_words

_SEPARATORS = re.compile(r"\s+and\s+|\s*[&+/,;]\s*|\s+plus\s+")
_MAY_JOIN = re.compile(r"[&+/,;]|\s(?:and|plus)\s", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_CHOICE = re.compile(r"\bor\b")
_NO_WORK = frozenset({"related", "other", "others", "all", "more", "etc", "associated"})
LONGEST_PART = 8
"""Words of a part; a longer one is a sentence, not a function."""
MOST_PARTS = 12


def parts_of(
    text: str,
    abbreviations: Mapping[str, str],
    known_keys: AbstractSet[frozenset[str]],
    stop_words: frozenset[str],
) -> tuple[str, ...]:
    """The normalised functions that a name joins; empty where it names one.

    What follows a colon counts, what stands in brackets does not. Objects joined by "or" are no list of functions.
    A single word that is no function of its own (``known_keys``) shares the last words of the list: "chat and email
    support" is "chat support" and "email support"; "R&D" stays one.
    """
    if not _MAY_JOIN.search(text):
        return ()
    plain = _BRACKETS.sub(" ", expanded(text, abbreviations)).rsplit(": ", 1)[-1]
    if _CHOICE.search(plain):
        return ()
    pieces = (normalise_words(piece, abbreviations) for piece in _SEPARATORS.split(plain))
    found = [piece for piece in pieces if piece and not _NO_WORK.issuperset(piece.split()[:1])]
    if not 2 <= len(found) <= MOST_PARTS or max(len(piece.split()) for piece in found) > LONGEST_PART:
        return ()
    shared = " ".join(found[-1].split()[1:])
    alone = (" " in piece or key_of(piece, stop_words) in known_keys for piece in found)
    whole = (piece if itself or not shared else f"{piece} {shared}" for piece, itself in zip(found, alone, strict=True))
    return tuple(dict.fromkeys(whole))
