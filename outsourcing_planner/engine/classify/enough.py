"""Does a text say enough? Gibberish, a person's name, an unknown language and "misc" do not."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.model import Vocabulary

LONG = 4
"""Letters of a strange word that is no common short form."""


def word_share(texts: Sequence[str], vocabulary: Vocabulary) -> NDArray[np.float64]:
    """Share of each text's letters in words of the field; plain English words count neither way.

    0 for a person's name, for words that name no work, and where a strange word stands beside one that only says what is
    done ("asdf processing"): nobody can tell to what.
    """
    return np.array([_share(text.split(), vocabulary) for text in texts], dtype=np.float64)


def _share(words: list[str], vocabulary: Vocabulary) -> float:
    telling = [word for word in words if not word.isdigit()]
    if not telling or _is_person(telling, vocabulary):
        return 0.0
    known = [word for word in telling if word in vocabulary.word_counts]
    if all(word in vocabulary.empty_words for word in known):
        return 0.0
    strange = [word for word in telling if word not in vocabulary.word_counts and word not in vocabulary.english]
    if len(known) == 1 and known[0] in vocabulary.generic_words and any(len(word) >= LONG for word in strange):
        return 0.0
    return _letters(known) / (_letters(known) + _letters(strange))


def _letters(words: list[str]) -> int:
    return sum(map(len, words))


def _is_person(words: list[str], vocabulary: Vocabulary) -> bool:
    """Two to four words, each a name or an initial, at least one of which is no word of the field."""
    full = [word for word in words if len(word) > 1]
    if not full or len(words) > 4:
        return False
    if not all(word in vocabulary.person_names for word in full):
        return False
    return len(words) > 1 or full[0] not in vocabulary.word_counts
