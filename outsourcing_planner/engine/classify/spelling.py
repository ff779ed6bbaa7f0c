"""Typing errors: a word nobody knows becomes the known word that is one slip away."""

from collections.abc import Iterator, Mapping, Sequence

from outsourcing_planner.engine.classify.model import Vocabulary
from outsourcing_planner.engine.classify.words import normalise

SHORTEST = 6
"""Shorter words are left alone: too many others are one slip away."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def spelled(texts: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Texts as typed in the one spelling that is compared: plain words, in English where known, slips mended."""
    plain = (vocabulary.languages.in_english(normalise(text, vocabulary.abbreviations)) for text in texts)
    return [corrected(text, vocabulary.word_counts, vocabulary.person_names) for text in plain]


def corrected(text: str, counts: Mapping[str, int], person_names: frozenset[str]) -> str:
    """The text with slips mended. ``counts``: how often each known word occurs; the commoner candidate wins."""
    return " ".join(
        word if word in counts or len(word) < SHORTEST or word in person_names else _mended(word, counts)
        for word in text.split()
    )


def _mended(word: str, counts: Mapping[str, int]) -> str:
    if not word.isascii() or not word.isalpha():
        return word
    best = max(_one_slip_away(word), key=lambda candidate: (counts.get(candidate, 0), candidate))
    return best if best in counts else word


def _one_slip_away(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
