"""Texts to vectors: words are cut into known pieces (greedy, longest first) whose vectors are added up."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.model import Vocabulary

LONGEST_WORD = 40
LONGEST_TEXT = 64
"""Words read of one text; a description says what it is about early."""
GRID = 2048
"""Steps between 0 and 1 of a component."""
_AT_ONCE = 4096


def pieces_of(word: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Rows of the pieces of one word; empty where a part of it is in no piece."""
    found: list[int] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        for end in range(min(len(word), start + LONGEST_WORD), start, -1):
            piece = vocabulary.pieces.get(mark + word[start:end])
            if piece is not None:
                found.append(piece)
                start = end
                break
        else:
            return ()
    return tuple(found)


def vectors_of(texts: Sequence[str], vocabulary: Vocabulary) -> NDArray[np.float32]:
    """Normalised texts → (len(texts), width), each of length 1 (on the grid), or 0 where no word is known."""
    place = {word: at for at, word in enumerate(dict.fromkeys(word for text in texts for word in _words(text)))}
    by_word = _word_vectors(list(place), vocabulary)
    starts = range(0, max(len(texts), 1), _AT_ONCE)
    return np.concatenate([_summed(texts[at : at + _AT_ONCE], place, by_word) for at in starts])


def _words(text: str) -> list[str]:
    return text.split()[:LONGEST_TEXT]


def _summed(
    texts: Sequence[str], place: Mapping[str, int], by_word: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Add up the words of some texts: not of all at once, for the collector of garbage looks at every list there is."""
    summed = np.zeros((len(texts), by_word.shape[1]), dtype=np.float32)
    left = [(row, words) for row, words in enumerate(map(_words, texts)) if words]
    turn = 0
    while left:
        rows = np.fromiter((row for row, _ in left), dtype=np.int64, count=len(left))
        summed[rows] += by_word[[place[words[turn]] for _, words in left]]
        turn += 1
        left = [(row, words) for row, words in left if len(words) > turn]
    return unit(summed)


def _word_vectors(words: Sequence[str], vocabulary: Vocabulary) -> NDArray[np.float32]:
    """One row per word: the sum of its pieces, 0 where a part of it is in no piece."""
    found = np.zeros((len(words), vocabulary.vectors.shape[1]), dtype=np.float32)
    for row, word in enumerate(words):
        pieces = list(pieces_of(word, vocabulary))
        if pieces:
            found[row] = (vocabulary.vectors[pieces] * vocabulary.scales[pieces, None]).sum(axis=0)
    return found


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows scaled to length 1 and put on a grid of 1/2048; rows of zeros stay.

    Products of such numbers are whole multiples of 2⁻²² and their sums stay below 2, so that float32 holds every one
    exactly: a similarity is the same number in whatever order, batch or library it is summed.
    """
    length = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    scaled = vectors / np.where(length > 0, length, 1)
    return np.asarray(np.rint(scaled * GRID) / GRID, dtype=np.float32)
