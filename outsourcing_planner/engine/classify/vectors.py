"""Texts to vectors: words are cut into known pieces (greedy, longest first) whose vectors are added up."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.model import Vocabulary

LONGEST_WORD = 40
LONGEST_TEXT = 64
"""Words read of one text; a description says what it is about early."""


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
    """Normalised texts → (len(texts), width), each of length 1, or 0 where no word is known."""
    cache: dict[str, tuple[int, ...]] = {}
    flat: list[int] = []
    lengths = np.zeros(len(texts), dtype=np.int64)
    for position, text in enumerate(texts):
        before = len(flat)
        for word in text.split()[:LONGEST_TEXT]:
            if word not in cache:
                cache[word] = pieces_of(word, vocabulary)
            flat.extend(cache[word])
        lengths[position] = len(flat) - before
    width = vocabulary.vectors.shape[1]
    summed = np.zeros((len(texts), width), dtype=np.float32)
    filled = np.flatnonzero(lengths)
    if len(filled):
        rows = np.asarray(flat, dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(lengths[filled])[:-1]))
        values = vocabulary.vectors[rows].astype(np.float32) * vocabulary.scales[rows, None]
        summed[filled] = np.add.reduceat(values, starts, axis=0)
    return unit(summed)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows scaled to length 1; rows of zeros stay."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1), dtype=np.float32)
