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
_RAISED: Final = re.compile("[\u00b9\u00b2\u00b3\u2070-\u2079]+")
"""Footnote marks; compared in the usual form they would be digits of the word before."""
_CAMEL: Final = re.compile(r"(?<=[a-zäöüé])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_MARKS: Final = re.compile(r"[^\w%€$£]+|_", re.UNICODE)
_YEAR: Final = re.compile(
    r"\b(?:fy\s*|fiscal\s+year\s*)?(?:19|20)\d\d(?:\s*(?:19|20)?\d\d)?\b|\bfy\s*\d\d(?:\s*\d\d)?\b"
)

_NEVER: Final = ("words", "differences", "names_of_cost")
_ASKED: Final = {"activity", "task", "work", "process", "service", "function"}
"""What the questions of a survey call the functions."""
_SEVERAL: Final = {
    "services", "service", "task", "tasks", "capability", "leistung", "leistungen", "aufgabe", "aufgaben", "prozess",
    "prozesse", "function", "process", "activity",
}  # fmt: skip
"""A heading that ends so names several of what stands under it ("Support services")."""
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{2,30})[)\]]")
_IN_BRACKETS: Final = ("fte", "in_house_cost", "volume")
_ASIDE: Final = 0.8
_TIMES: Final = {"year", "annual", "month", "monthly", "week", "weekly", "day", "daily", "quarter", "pro", "je", "jahr",
                 "monat", "tag", "woche", "an", "mois", "año", "mes", "anno", "mese", "jaar", "maand"}  # fmt: skip
"""A quantity or an amount is the same field in any time."""
_SMALL: Final = {
    "of", "the", "der", "die", "das", "de", "in", "our", "per", "del", "des", "du", "della", "dei", "van", "het", "dos",
    "la", "le", "les", "el", "los", "las",
}  # fmt: skip
_NUMBERED: Final = re.compile(r"^\s*Q(?:uestion)?\s?\d{1,2}\s?[.:)–-]\s*", re.IGNORECASE)
_LONG: Final = 5
_TWO_DIGITS: Final = re.compile(r" \d\d$")
_PLURALS: Final = {"function", "department", "fte"}
_PER_HEAD: Final = re.compile(r"\b(?:per|average|avg|mean|median|pro|je|par)\b|/|ø|durchschnitt", re.IGNORECASE)


_PER_UNIT: Final = re.compile(
    r"\b(?:unit|einheits|stück)[ -]?(?:cost|price|kosten|preis)"
    r"|\b(?:cost|price|charge|kosten|preis)s?\s*(?:/|per|pro|je|par)"
    r"\s*(?:unit|item|call|ticket|invoice|transaction|case|head|fte|employee|user|seat|hour|day|vorgang|stück|kopf)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wordbook:
    """The shipped words, normalised. ``names``, ``words`` and ``weak`` are by field key.

    ``stages`` are words by stage, ``stage_order`` the stages likeliest to be today's first, ``parts`` the names of
    parts of a cost, ``subject`` words of titles, ``pivot`` those of pivot tables, ``months`` the
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
    months: tuple[frozenset[str], ...]
    fillers: frozenset[str]
    asides: Mapping[str, frozenset[str]]


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
    never, differences, names_of_cost = (tuple(map(normal, shipped["never"][name])) for name in _NEVER)
    return Wordbook(
        names, words, weak, never, differences, names_of_cost, rows, units, choices,
        {name: tuple(map(normal, found)) for name, found in shipped["stages"].items()},
        {name: tuple(found) for name, found in shipped["stage_order"].items()},
        {name: frozenset(map(normal, found)) for name, found in shipped["parts"].items()},
        {name: frozenset(found) for name, found in shipped["subject"].items()},
        {name: tuple(found) for name, found in shipped["pivot"].items()},
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
    text = _CAMEL.sub(" ", text) if " " not in text.strip() else text
    text = _MARKS.sub(" ", re.sub(r"\bp\.\s?a\b\.?", " year ", text)).casefold()
    text = " ".join(text.split()).replace("head count", "headcount").replace("how many", "number")
    without_year = " ".join(_YEAR.sub(" ", text).split())
    known = _shipped()["abbreviations"]
    long = [known.get(word, word) for word in (without_year or text).split()]
    return " ".join(word for word in " ".join(long).split() if word not in _SMALL)


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
    found = {key: value for key in BY_KEY if (value := fit(heading, key)) > 0}
    inside = _BRACKETS.search(heading)
    if not found and inside and not is_key_or_date(_without_unit(heading)):
        # "Effort (FTE)": what stands in brackets says it.
        found = {key: _ASIDE * value for key in _IN_BRACKETS if (value := fit(inside[1], key)) > _ASIDE}
    return found


def fit(heading: str, key: str) -> float:
    """Return how well a heading names a field, 0 to 1, by its words alone."""
    book, said = wordbook(), _said(heading, key)
    if not said or (heading.strip() != BY_KEY[key].heading and _is_none_of(heading, said, key)):
        return 0.0
    if heading.strip() == BY_KEY[key].heading:
        return 1.0
    named = _by_name(said, key)
    if named:
        return named
    tokens = set(said.split())
    singulars = set(singular(said).split())
    best = 0.0
    for phrase in book.words[key]:
        if phrase <= tokens or phrase <= singulars:
            best = max(best, 0.55 + 0.35 * len(phrase) / len(said.split()))
    if said in book.weak[key]:
        # Earlier in the list is likelier.
        best = max(best, 0.5 - 0.1 * book.weak[key].index(said) / len(book.weak[key]))
    if key == "volume" and _counts_units(said):
        best = max(best, 0.7)
    if key == "function":
        best = max(best, _asks_for_function(heading, said))
    return 0.0 if best and (is_key_or_date(_without_unit(heading)) or is_difference(heading)) else best


def _by_name(said: str, key: str) -> float:
    """Return how well words are a name of a field, 0 where they are none."""
    names = wordbook().names[key]
    bare = _TWO_DIGITS.sub("", said.removeprefix("number ").removeprefix("total " if key == "fte" else ""))
    if said in names or bare in names:
        return 0.95
    if key in _PLURALS and singular(bare) in _singular_names(key):
        return 0.93
    timeless = " ".join(word for word in said.split() if word not in _TIMES)
    return 0.92 if key in _IN_BRACKETS and timeless in names else 0.0


def _said(heading: str, key: str) -> str:
    """Return the words of a heading as they are compared for a field."""
    said = normal(_without_unit(heading))
    if key not in _IN_BRACKETS:
        return said
    return " ".join(word for word in said.split() if word not in wordbook().fillers) or said


def _asks_for_function(heading: str, said: str) -> float:
    """Return how well a question, or a heading that ends in "services" or the like, asks for what is done."""
    if heading.casefold().startswith(("what ", "was ")) and {"do", "does", "done", "perform"} & set(said.split()):
        return 0.65
    long = heading.rstrip().endswith("?") or len(heading.split()) > _LONG
    if long and set(singular(said).split()) & _ASKED:
        return 0.65
    return 0.6 if said.rsplit(maxsplit=1)[-1] in _SEVERAL else 0.0


def _is_none_of(heading: str, said: str, key: str) -> bool:
    """Say whether a heading that sounds like people or money tells a share, the name of a cost, or wages of all."""
    tokens = set(said.split())
    if key in {"in_house_cost", "salary", "fte", "volume"} and ("%" in heading or tokens & {"percent", "percentage"}):
        return True
    if key in {"fte", "volume"} and re.search(r"[$€£¥₹]", heading):
        return True
    if key in {"in_house_cost", "salary"} and any(name in said for name in wordbook().names_of_cost):
        return True
    if key == "in_house_cost" and (_of_people(said) or _PER_UNIT.search(heading)):
        return True
    sums = tokens & {"cost", "total", "budget", "expense", "benefits"}
    if key == "in_house_cost" and tokens & {"salary", "amount"} == {"salary", "amount"} and not sums:
        return True
    return key == "salary" and bool(sums) and not _PER_HEAD.search(heading)


def _of_people(said: str) -> bool:
    """Say whether a heading speaks of a stage ("Budget", "Total") of people and not of their cost."""
    tokens = set(said.split())
    return not tokens & {"cost", "expense", "spend", "expenditure", "kosten", "salary", "pay", "kost"} and any(
        name in f" {said} " for name in (" fte ", " headcount ", " posts ", " positions ", " wte ", " stellen ", " vk ")
    )


def singular(text: str) -> str:
    """Return English words in the singular, roughly: it only serves to compare."""
    return " ".join(
        word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") and word[-2:] != "ss" else word
        for word in text.split()
    )


@cache
def _singular_names(key: str) -> frozenset[str]:
    return frozenset(map(singular, wordbook().names[key]))


def _counts_units(said: str) -> bool:
    """Say whether a heading counts units of work in a time ("Requests / year", "annual tickets", "no. of invoices")."""
    words = set(said.split())
    timed = words & {"year", "month", "week", "day", "quarter", "annual", "monthly", "weekly", "daily", "number"}
    units = wordbook().choices["unit"]
    return bool(timed) and any(word in units for word in words - timed - {"hour", "hours"})


def is_difference(heading: str) -> bool:
    """Say whether a heading tells how two columns differ."""
    said = f" {normal(heading)} "
    return any(f" {word} " in said for word in wordbook().differences)


def is_key_or_date(heading: str) -> bool:
    """Say whether a heading tells of codes, keys or dates rather than of names or amounts."""
    said = f" {normal(heading)} "
    return any(f" {word} " in said for word in wordbook().never)


def _without_unit(heading: str) -> str:
    """Return a heading without what stands in brackets and without words of a currency or of thousands."""
    plain = re.sub(r"[(\[][^)\]]*[)\]]", " ", heading)
    plain = _units().sub(" ", f" {plain} ").strip() or plain
    return plain if plain.strip() else heading


@cache
def _units() -> re.Pattern[str]:
    shipped = _shipped()["units"]
    words = sorted({*shipped["thousands"], *shipped["millions"], *shipped["currencies"]}, key=len, reverse=True)
    return re.compile(r"(?<=\s)(?:in\s)?(?:" + "|".join(map(re.escape, words)) + r")(?=\s)", re.IGNORECASE)
