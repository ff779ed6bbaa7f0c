"""Turns what people type into plain words: one spelling, abbreviations written out, list numbers gone."""

import re
import unicodedata
from collections.abc import Mapping

_NUMBERING = re.compile(
    r"^\s*[(\[#]?(?:\d{1,3}(?:[.\-]\d+)*[.):\]]*\s+|(?:\d{1,3}\.)+\s*(?=[a-z])|[a-z]{1,5}[-._]?\d{2,4}(?:[.\-]\d+)*\s*[:.)\]\-]*\s+"
    r"|[a-hj-z]\s?[.)]\s+|[ivx]{1,4}[.)]\s+|[-*•·>–]+\s*)"
)
_JOINED = re.compile(r"\be[\s-](mail|commerce|book|procurement)\b")
_SPACES = re.compile(r"(\s+)")
_SPACED_LETTERS = re.compile(r"(?<=\b[a-z])\s*&\s*(?=[a-z]{1,2}\b)")
_LETTER_AND_LETTER = re.compile(r"\b([a-z]{1,2})\s+and\s+([a-z])\b")
_NO_ACCENT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_LEVEL = re.compile(r"\b(?:l|t|lvl|tier|level)\s?[-.]?\s?([0-4])\b")
_NTH_LINE = re.compile(r"\b(1st|2nd|3rd|first|second|third)[ -](?:line|level|tier)\b")
_LINES = {"1st": "1", "first": "1", "2nd": "2", "second": "2", "3rd": "3", "third": "3"}
_ROMAN_LEVEL = re.compile(r"\b(tier|level)\s(i{1,3})\b")
_CAMEL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_WORD = re.compile(r"[a-z0-9]+|[^\W\d_]+")
_ISATION = re.compile(r"isation(s?)$")


def plain(text: str) -> str:
    """Lower case without accents, compatibility forms folded; empty for a blank."""
    if text.isascii():
        return _CAMEL.sub(" ", text.replace("_", " ")).lower().strip()
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text).replace("_", " "))
    split = unicodedata.normalize("NFKD", spaced.casefold())
    return "".join(c for c in split if not unicodedata.combining(c)).translate(_NO_ACCENT).strip()


def without_numbering(text: str) -> str:
    """The text without a leading list number, code or bullet ("1.2.3 ", "FIN-01 ", "a) ")."""
    shorter = _NUMBERING.sub("", text, count=1)
    return shorter if any(c.isalpha() for c in shorter) else text


def normalise(text: str, abbreviations: Mapping[str, str]) -> str:
    """One plain spelling of a name: words separated by single spaces.

    ``abbreviations`` maps short forms and spelling variants ("ap", "f&a", "centre") to words.
    """
    return normalise_words(expanded(text, abbreviations).replace("&", " and ").replace("+", " and "), abbreviations)


def expanded(text: str, abbreviations: Mapping[str, str]) -> str:
    """Plain text with levels and joined short forms ("R&D", "AP/AR") written out; an "and" inside one is glued."""
    found = without_numbering(plain(text))
    if "tier" in found or "level" in found or "line" in found:
        found = _ROMAN_LEVEL.sub(lambda m: f"{m[1]} {len(m[2])}", found)
        found = _NTH_LINE.sub(lambda m: "level " + _LINES[m[1]], found)
    found = _LEVEL.sub(r"level \1", found)
    if found.startswith("e") or " e" in found:
        found = _JOINED.sub(lambda m: "e" + m[1], found)
    if " and " in found:
        found = _LETTER_AND_LETTER.sub(r"\1&\2", found)
    if any(sign in found for sign in "&/-"):
        found = _SPACED_LETTERS.sub("&", found)
        return "".join(_written_out(part, abbreviations) for part in _SPACES.split(found))
    return found


def normalise_words(text: str, abbreviations: Mapping[str, str]) -> str:
    """The words of an expanded text, each in its one spelling, separated by single spaces."""
    words = (_one_spelling(word, abbreviations) for word in _WORD.findall(text.replace("'", "").replace("’", "")))
    return " ".join(word for word in words if word)


def _written_out(part: str, abbreviations: Mapping[str, str]) -> str:
    long_form = abbreviations.get(part.strip(",.;:()")) if any(sign in part for sign in "&/-") else None
    return part if long_form is None else long_form.replace(" and ", " ~and~ ")


def _one_spelling(word: str, abbreviations: Mapping[str, str]) -> str:
    known = abbreviations.get(word)
    if known is not None:
        return known
    american = _ISATION.sub(r"ization\1", word) if word.endswith(("isation", "isations")) else word
    if len(american) > 4 and american.endswith("s") and american[:-1] in abbreviations:
        return abbreviations[american[:-1]] + "s"
    return american
