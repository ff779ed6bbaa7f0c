"""The register of functions whose kind published sources dispute."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_WEAK = "a and for in of on the to service services solution solutions team teams work"
WEAK: Final = frozenset(_WEAK.split())
"""Words that make no other function of a name on the register. "Processing", "support" and "management" do."""


def stem(word: str) -> str:
    """A plural without its s."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def key_of(text: str, stop_words: frozenset[str]) -> frozenset[str]:
    """The telling words of a normalised name, in any order, singular; all of them where none is telling."""
    words = text.split()
    return frozenset(stem(word) for word in words if word not in stop_words) or frozenset(map(stem, words))


def disputed_families(texts: Sequence[str], register: Mapping[frozenset[str], str]) -> NDArray[np.object_]:
    """The disputed family each text names, None where it is not on the register."""
    found = np.full(len(texts), None, dtype=object)
    for position, text in enumerate(texts):
        found[position] = register.get(key_of(text, WEAK)) if text else None
    return found
