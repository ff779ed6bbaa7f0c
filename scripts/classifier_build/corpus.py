"""Texts of the field from O*NET 29.3 (CC BY 4.0): titles, tasks and activities, kept packed in the repository."""

import gzip
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from classifier_build.inputs import DATA
from outsourcing_planner.engine.classify.model import Vocabulary
from outsourcing_planner.engine.classify.vectors import pieces_of
from outsourcing_planner.engine.classify.words import normalise

MOST_PIECES = 3
"""A word cut into more of the sentence model's pieces is rare."""
SHORTEST_CUT = 6
"""Shorter words that are no piece of their own are too like short forms and slips."""


def rows(name: str) -> list[list[str]]:
    """The rows of one packed table."""
    packed = gzip.decompress((DATA / "onet" / f"{name}.tsv.gz").read_bytes()).decode("utf-8")
    return [line.split("\t") for line in packed.splitlines()]


def field_texts() -> list[str]:
    """Every distinct text that the student learns from, in a fixed order."""
    texts: set[str] = set()
    for code_title_description in rows("occupations"):
        texts.update(code_title_description[1:])
    for name in ("alternate_titles", "reported_titles", "tasks", "activities"):
        texts.update(row[-1].rstrip(".") for row in rows(name))
    return sorted(texts)


def word_counts(texts: Iterable[str], sure: Iterable[str], abbreviations: Mapping[str, str]) -> dict[str, int]:
    """Words met at least three times in the texts, or once in the sure ones, and how often."""
    counts = Counter(word for text in texts for word in set(normalise(text, abbreviations).split()))
    certain = Counter(word for text in sure for word in set(normalise(text, abbreviations).split()))
    kept = {word: count for word, count in counts.items() if count >= 3 and len(word) > 1}
    for word, count in certain.items():
        kept[word] = kept.get(word, 0) + 20 * count
    return {word: kept[word] for word in sorted(kept) if not word.isdigit()}


def english_words(listed: Iterable[str], vocabulary: Vocabulary, names: frozenset[str]) -> set[str]:
    """Common words of a dictionary, with their plurals and forms: those that are cut into few known pieces.

    Rare words, names (capitalised in the dictionary, or in ``names``) and words of three letters are left out.
    """
    plain = {word for word in listed if word.isascii() and word.isalpha() and word.islower() and len(word) > 3}
    pieces = (piece for piece in vocabulary.pieces if piece.isalpha() and len(piece) > 3)
    whole = {piece for piece in pieces if not plain.isdisjoint(_bases(piece))}
    cut = {word: len(pieces_of(word, vocabulary)) for word in plain if len(word) >= SHORTEST_CUT}
    common = {word for word, count in cut.items() if 0 < count <= MOST_PIECES}
    return {word for word in (whole | common) - names if len(set(word)) > 2}


def _bases(word: str) -> set[str]:
    found = {word}
    for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        if word.endswith(ending):
            found.add(word.removesuffix(ending) + instead)
    return found


def abbreviations(path: Path) -> dict[str, str]:
    """The shipped short forms."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" =", 1) for line in lines if line[:1] != "#" and " =" in line)
    return {short.strip(): words.strip() for short, words in pairs}
