"""Does a text say enough? Gibberish, a person's name, an unknown language and "misc" do not."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.heads import head_of
from outsourcing_planner.engine.classify.model import Vocabulary

LONG = 4
"""Letters of a strange word that is no common short form, and of each half of a compound."""
_PREFIXES = """agro anti auto bio co counter cyber de eco electro geo hydro hyper inter intra macro mega meta micro mini
mis multi nano neuro non over photo poly post pre pseudo psycho re semi sub super tele thermo trans ultra un under"""
PREFIXES = tuple(_PREFIXES.split())
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


def word_share(texts: Sequence[str], vocabulary: Vocabulary) -> NDArray[np.float64]:
    """Share of each text's letters in words of the field; plain English words count neither way.

    0 for a person's name, for words that name no work, and where a strange word stands beside one that only says
    what is done ("asdf processing"): nobody can tell to what.
    """
    return np.array([_share(text.split(), vocabulary) for text in texts], dtype=np.float64)


def plain_activity(texts: Sequence[str], vocabulary: Vocabulary) -> NDArray[np.bool_]:
    """Whether a text says in plain words, none of them strange, what is done and to what ("conjoint studies")."""
    return np.array([_is_plain_activity(text, vocabulary) for text in texts], dtype=bool)


def _share(words: list[str], vocabulary: Vocabulary) -> float:
    telling = [word for word in words if not word.isdigit()]
    if not telling or _is_person(telling, vocabulary):
        return 0.0
    known = [word for word in telling if word in vocabulary.word_counts]
    if all(word in vocabulary.empty_words for word in known):
        return 0.0
    strange = [word for word in telling if _is_strange(word, vocabulary)]
    if len(known) == 1 and known[0] in vocabulary.generic_words and any(len(word) >= LONG for word in strange):
        return 0.0
    return _letters(known) / (_letters(known) + _letters(strange))


def _letters(words: list[str]) -> int:
    return sum(map(len, words))


def _is_strange(word: str, vocabulary: Vocabulary) -> bool:
    """No word of the field, none of plain English, no form of one, nor put together from such ("voicemail")."""
    if word in vocabulary.word_counts or word in vocabulary.english:
        return False
    if any(_is_common(base, vocabulary) for base in _bases(word)):
        return False
    if any(word.startswith(prefix) and _is_common(word.removeprefix(prefix), vocabulary) for prefix in PREFIXES):
        return False
    cuts = range(LONG, len(word) - LONG + 1)
    return not any(_is_common(word[:cut], vocabulary) and _is_common(word[cut:], vocabulary) for cut in cuts)


def _bases(word: str) -> list[str]:
    """What a plural or a form of a verb may come from."""
    return [word.removesuffix(end) + instead for end, instead in _ENDINGS if word.endswith(end)]


def _is_common(part: str, vocabulary: Vocabulary) -> bool:
    return len(part) >= LONG and (part in vocabulary.word_counts or part in vocabulary.english)


def _is_plain_activity(text: str, vocabulary: Vocabulary) -> bool:
    words = text.split()
    says_what = head_of(text) in vocabulary.generic_words or text.endswith(" services")
    if len(words) < 2 or not says_what or _is_person(words, vocabulary):
        return False
    subjects = [word for word in words if word not in vocabulary.generic_words and word not in vocabulary.empty_words]
    return bool(subjects) and not any(_is_strange(word, vocabulary) for word in words if not word.isdigit())


def _is_person(words: list[str], vocabulary: Vocabulary) -> bool:
    """Two to four words, each a name or an initial, at least one of which is no word of the field."""
    full = [word for word in words if len(word) > 1]
    if not full or len(words) > 4:
        return False
    if not all(word in vocabulary.person_names for word in full):
        return False
    return len(words) > 1 or full[0] not in vocabulary.word_counts
