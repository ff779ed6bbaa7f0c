"""The word of a name that says what is done: "modelling" in "store modelling", "analysis" in "analysis of claims"."""

from typing import Final

_ENDS_OF_HEAD: Final = (" of ", " for ", " in ", " to ", " by ", " from ", " with ", " on ", " at ")
_WHO_DOES_IT = """service services team teams department operations solutions solution unit desk function functions
outsourcing level work works task tasks activity activities"""
_NO_HEAD: Final = frozenset(_WHO_DOES_IT.split())
"""Last words that say who does it, not what is done; levels of support are passed over too."""
_LONG_ENOUGH: Final = 6
_VERBS = """advise=advisory analyze=analysis answer=answering assemble=assembly assess=assessment calculate=calculation
clean=cleaning collect=collection communicate=communication compile=compilation coordinate=coordination create=creation
deliver=delivery develop=development diagnose=diagnosis distribute=distribution draft=drafting enter=entry
estimate=estimation evaluate=evaluation examine=examination formulate=strategy gather=collection
implement=implementation inspect=inspection install=installation interpret=interpretation investigate=investigation
maintain=maintenance manage=management negotiate=negotiation notify=notices operate=operation optimize=optimization
prepare=preparation provide=provision reconcile=reconciliation recommend=advice repair=repair resolve=resolution
respond=answering review=review simulate=simulation supervise=supervision teach=teaching verify=verification
write=writing"""
_DOING: Final = dict(pair.split("=") for pair in _VERBS.split())
"""Verbs that open a name ("Analyze test data") and the word that names what they do."""


def head_of(text: str) -> str:
    """The head of a normalised name: its last telling word before "of", "for" …, or a verb in front."""
    words = text.split()
    if len(words) > 1 and words[0] in _DOING and words[1] not in _NO_HEAD:
        return _DOING[words[0]]
    words = _first_phrase(text).split()
    while len(words) > 1 and (words[-1] in _NO_HEAD or words[-1].isdigit()):
        words.pop()
    if not words:
        return ""
    return words[0] if len(words) > 1 and _is_verb(words[0]) and _is_object(words[-1]) else words[-1]


def _first_phrase(text: str) -> str:
    ends = [at for at in (text.find(mark) for mark in _ENDS_OF_HEAD) if at > 0]
    return text[: min(ends)] if ends else text


def _is_verb(word: str) -> bool:
    return len(word) >= _LONG_ENOUGH and word.endswith("ing")


def _is_object(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "ics", "sis"))
