"""The shipped words for headings and rows, and texts as they are compared: without marks, case and abbreviations."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from outsourcing_planner.assets import resource
from outsourcing_planner.domain.fields import FIELDS

_HUMAN: Final = re.compile(r"(?<![/\w])(?<!per )\bHR\b")
"""In capitals among other words it is the department; else "hr" is an hour."""
_LETTERED_YEAR: Final = re.compile(r"\b((?:FY ?)?(?:19|20)\d\d|FY ?\d\d)([ABEFP])\b", re.IGNORECASE)
_STAGES: Final = {"A": "actual", "B": "budget", "E": "estimate", "F": "forecast", "P": "plan"}
"""What the letter after a year means: "2024A", "FY25B"."""
_FOOTNOTE: Final = re.compile(r"\(\s*[\d*†]{1,2}\s*\)|[*†‡¹²³]+")
_RAISED: Final = re.compile("[\u00b9\u00b2\u00b3\u2070-\u2079]+")
"""Footnote marks; compared in the usual form they would be digits of the word before."""
_CAMEL: Final = re.compile(r"(?<=[a-zäöüé])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
MARKS: Final = re.compile(r"[^\w%€$£]+|_", re.UNICODE)
YEAR: Final = re.compile(
    r"\b(?:fy\s*|fiscal\s+year\s*)?(?:19|20)\d\d(?:\s*(?:19|20)?\d\d)?\b|\bfy\s*\d\d(?:\s*\d\d)?\b"
)
_NEVER: Final = ("words", "differences", "names_of_cost")
_SMALL: Final = {
    "of", "the", "der", "die", "das", "de", "in", "our", "per", "del", "des", "du", "della", "dei", "van", "het", "dos",
    "la", "le", "les", "el", "los", "las",
}  # fmt: skip
_NUMBERED: Final = re.compile(r"^\s*Q(?:uestion)?\s?\d{1,2}\s?[.:)–-]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Wordbook:
    """The shipped words, normalised. ``names``, ``words`` and ``weak`` are by field key.

    ``stages`` are words by stage, ``stage_order`` the stages likeliest to be today's first, ``parts`` the names of
    parts of a cost, ``subject`` words of titles, ``pivot`` those of pivot tables, ``splits`` what columns of one field
    may be shared out by, ``months`` the
    names of the twelve months, ``fillers`` words that change nothing of what a heading names,
    ``asides`` those of headings that name no row and no group of rows.
    """

    names: Mapping[str, frozenset[str]]
    words: Mapping[str, tuple[frozenset[str], ...]]
    weak: Mapping[str, tuple[str, ...]]
    never: tuple[str, ...]
    differences: tuple[str, ...]
    names_of_cost: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, Mapping[str, str]]
    stages: Mapping[str, tuple[str, ...]]
    stage_order: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, frozenset[str]]
    subject: Mapping[str, frozenset[str]]
    pivot: Mapping[str, tuple[str, ...]]
    splits: Mapping[str, frozenset[str]]
    months: tuple[frozenset[str], ...]
    fillers: frozenset[str]
    asides: Mapping[str, frozenset[str]]


@cache
def shipped_words() -> dict[str, Any]:
    """Return headings.toml as it is."""
    with resource("headings.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def wordbook() -> Wordbook:
    """Return the shipped words; our own headings are names of their fields."""
    shipped = shipped_words()
    fields: Mapping[str, Any] = shipped["fields"]
    names, words, weak = {}, {}, {}
    for field in FIELDS:
        given = fields.get(field.key, {})
        own = (field.heading, field.key)
        names[field.key] = frozenset(normal(name) for name in (*own, *given.get("names", ())))
        words[field.key] = tuple(frozenset(normal(phrase).split()) for phrase in given.get("words", ()))
        weak[field.key] = tuple(normal(name) for name in given.get("weak", ()))
    choices = {
        key: {folded(said): choice for choice, more in table.items() for said in (choice, *more)}
        for key, table in shipped["choices"].items()
    }
    rows = {name: tuple(folded(word) for word in found) for name, found in shipped["rows"].items()}
    units = {name: tuple(word.casefold() for word in found) for name, found in shipped["units"].items()}
    never, differences, names_of_cost = (tuple(map(normal, shipped["never"][name])) for name in _NEVER)
    return Wordbook(
        names, words, weak, never, differences, names_of_cost, rows, units, choices,
        {name: tuple(map(normal, found)) for name, found in shipped["stages"].items()},
        {name: tuple(found) for name, found in shipped["stage_order"].items()},
        {name: frozenset(map(normal, found)) for name, found in shipped["parts"].items()},
        {name: frozenset(found) for name, found in shipped["subject"].items()},
        {name: tuple(found) for name, found in shipped["pivot"].items()},
        {name: frozenset(found) for name, found in shipped["splits"].items()},
        tuple(frozenset(found) for found in shipped["months"]["names"]),
        frozenset(shipped["fillers"]["words"]),
        {name: frozenset(map(normal, found)) for name, found in shipped["asides"].items()},
    )  # fmt: skip


def folded(text: str) -> str:
    """Return a text in lower case with single spaces and without marks at its ends."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split()).strip(" :.;,–—=")


@cache
def normal(heading: str) -> str:
    """Return a heading as it is compared: lower case, no footnotes, abbreviations written out, no years."""
    heading = _RAISED.sub(" ", _NUMBERED.sub("", heading))
    text = _FOOTNOTE.sub(" ", unicodedata.normalize("NFKC", heading).replace("\u00ad", ""))
    text = re.sub(r"#", " number ", text)
    text = _HUMAN.sub("personnel", text) if not text.isupper() else text
    text = _LETTERED_YEAR.sub(lambda found: f"{found[1]} {_STAGES[found[2].upper()]}", text)
    text = _CAMEL.sub(" ", text) if " " not in text.strip() else text
    text = re.sub(r"\bp\.\s?m\b\.?", " month ", re.sub(r"\bp\.\s?a\b\.?", " year ", text))
    text = MARKS.sub(" ", text).casefold()
    text = " ".join(text.split()).replace("head count", "headcount").replace("how many", "number")
    without_year = " ".join(YEAR.sub(" ", text).split())
    known = shipped_words()["abbreviations"]
    long = [known.get(word, word) for word in (without_year or text).split()]
    return " ".join(word for word in " ".join(long).split() if word not in _SMALL)


def singular(text: str) -> str:
    """Return English words in the singular, roughly: it only serves to compare."""
    return " ".join(
        word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") and word[-2:] != "ss" else word
        for word in text.split()
    )
