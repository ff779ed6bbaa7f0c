"""People's words for our fields: headings and row labels compared without marks, case, footnotes and abbreviations."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from outsourcing_planner.assets import resource
from outsourcing_planner.domain.fields import BY_KEY, FIELDS

_FOOTNOTE: Final = re.compile(r"\(\s*[\d*†]{1,2}\s*\)|[*†‡¹²³]+")
_CAMEL: Final = re.compile(r"(?<=[a-zäöüé])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z])")
_MARKS: Final = re.compile(r"[^\w%€$£]+|_", re.UNICODE)
_YEAR: Final = re.compile(
    r"\b(?:fy\s*|fiscal\s+year\s*)?(?:19|20)\d\d(?:\s*(?:19|20)?\d\d)?\b|\bfy\s*\d\d(?:\s*\d\d)?\b"
)


@dataclass(frozen=True)
class Wordbook:
    """The shipped words, normalised. ``names``, ``words`` and ``weak`` are by field key."""

    names: Mapping[str, frozenset[str]]
    words: Mapping[str, tuple[frozenset[str], ...]]
    weak: Mapping[str, tuple[str, ...]]
    never: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, Mapping[str, str]]


@cache
def _shipped() -> dict[str, Any]:
    with resource("headings.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def wordbook() -> Wordbook:
    """Return the shipped words; our own headings are names of their fields."""
    shipped = _shipped()
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
    return Wordbook(names, words, weak, tuple(shipped["never"]["words"]), rows, units, choices)


def folded(text: str) -> str:
    """Return a text in lower case with single spaces and without marks at its ends."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split()).strip(" :.;,–—=")


@cache
def normal(heading: str) -> str:
    """Return a heading as it is compared: lower case, no footnotes, abbreviations written out, no years."""
    text = _FOOTNOTE.sub(" ", unicodedata.normalize("NFKC", heading).replace("\u00ad", ""))
    text = re.sub(r"#", " number ", text)
    text = _CAMEL.sub(" ", text) if " " not in text.strip() else text
    text = _MARKS.sub(" ", text).casefold()
    text = " ".join(text.split())
    without_year = " ".join(_YEAR.sub(" ", text).split())
    known = _shipped()["abbreviations"]
    long = [known.get(word, word) for word in (without_year or text).split()]
    return " ".join(
        word
        for word in " ".join(long).split()
        if word not in {"of", "the", "der", "die", "das", "de", "in", "our", "per"}
    )


def names_a_year(heading: str) -> bool:
    """Say whether a heading names a year ("FY 2013-14 Proposed"), as columns of amounts do."""
    text = " ".join(_MARKS.sub(" ", heading).casefold().split())
    return _YEAR.search(text) is not None


def is_field_heading(text: str) -> bool:
    """Say whether a text is one of our own field headings."""
    return any(text.strip() == field.heading for field in FIELDS)


@lru_cache(maxsize=20_000)
def fits(heading: str) -> Mapping[str, float]:
    """Return how well a heading names fields, above 0 to 1 by field key, by its words alone."""
    return {key: value for key in BY_KEY if (value := fit(heading, key)) > 0}


def fit(heading: str, key: str) -> float:
    """Return how well a heading names a field, 0 to 1, by its words alone."""
    book, said = wordbook(), normal(_without_unit(heading))
    if not said:
        return 0.0
    if heading.strip() == BY_KEY[key].heading:
        return 1.0
    if said in book.names[key]:
        return 0.95
    tokens = set(said.split())
    best = 0.0
    for phrase in book.words[key]:
        if phrase <= tokens:
            best = max(best, 0.55 + 0.35 * len(phrase) / len(said.split()))
    if said in book.weak[key]:
        # Earlier in the list is likelier.
        best = max(best, 0.5 - 0.1 * book.weak[key].index(said) / len(book.weak[key]))
    return 0.0 if best and is_key_or_date(_without_unit(heading)) else best


def is_key_or_date(heading: str) -> bool:
    """Say whether a heading tells of codes, keys or dates rather than of names or amounts."""
    said = f" {normal(heading)} "
    return any(f" {word} " in said for word in wordbook().never)


def _without_unit(heading: str) -> str:
    return re.sub(r"[(\[][^)\]]*[)\]]", " ", heading) if re.sub(r"[(\[][^)\]]*[)\]]", "", heading).strip() else heading
