"""Numbers as people write them in cells: with words around them, as ranges, in millions, or "TBC" instead."""

import re
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.io.importing.cell_types import number_in
from outsourcing_planner.io.wordbook import folded
from outsourcing_planner.text import NumberStyle, _, plain_number

_DASHES: Final = {"-", "–", "—", "--", "---", "- -", ".", "…", "...", "−"}
_UNKNOWN: Final = {
    "n/a", "na", "n.a.", "n. a.", "n/v", "k.a.", "k. a.", "tbc", "tbd", "t.b.d.", "t.b.c.", "none", "nil", "null",
    "nan", "unknown", "unbekannt", "offen", "?", "??", "not available", "not applicable", "x.x", "#n/a", "n.d.", "s/d",
    "n.c.", "not known", "not yet known", "pending", "keine angabe", "à définir", "por definir", "da definire",
    "b.d.", "brak", "nvt", "n.v.t.",
}  # fmt: skip
_RANGE: Final = re.compile(
    r"^\s*(?:between\s+|zwischen\s+|entre\s+)?([^\s–—-].*?)\s*(?:–|—|-|\bto\b|\bbis\b|\band\b|\bund\b|\bà\b|\ba\b)"
    r"\s*([^\s–—-].*?)\s*$",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"^\s*(?:~|≈|±|approx\.?|approximately|about|around|circa|ca\.?|c\.|roughly|some|rund|etwa|env\.?|environ|aprox\.?|około)"
    r"\s*(?=[$€£¥₹]?\s?\d|[A-Z]{3}\s?\d)",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"(?:(?<=[\d)%])|\s)\s*(?:\*+|†|\([^()]*[^\W\d][^()]*\)|\(\d\)|ftes?|wtes?|hc|heads?|people|staff|persons?|posts?|vzä|etp"
    r"|hours?|hrs?|h|minutes?|mins?|min\.|days?|tage|p\.?\s?a\.?|per (?:year|annum)|a year|pro jahr|par an|al año"
    r"|/\s?(?:yr|year|jahr|an)|usd|eur|gbp|chf)\s*$",
    re.IGNORECASE,
)
_PERIOD: Final = re.compile(
    r"(?<=[\d)km])\s*(?:/\s?|per |a |pro |je |par |al )"
    r"(?:(mo|mth|month|monat|mois|mes)|(quarter|quartal|trimestre)|(wk|week|woche|semaine))\s*$",
    re.IGNORECASE,
)
_LONG: Final = 60
_TIMES: Final = (12.0, 4.0, 52.0)
_LARGE: Final = re.compile(
    r"^([-+(]?\s*(?:(?:us)?[$€£₹]|[a-z]{3}(?=\s)|rs\.?|inr|usd|gbp|eur)?\s*[\d.,'’\s]*\d)\s*"
    r"(?:(k|tsd\.?|teur|t€|k€|thousand|thous\.?|mille|tys\.?)|(m|mm|mio\.?|mln\.?|mn|million(?:en|s)?|millones)"
    r"|(bn|mrd\.?|billion|milliarden)|(lakhs?|lacs?)|(crores?))\s*(?:[$€£₹]|[a-z]{3}|euros?|dollars?)?\s*(\)?)$",
    re.IGNORECASE,
)
_ONE_MARK: Final = re.compile(r"(?<![\d.,])\d+[.,]\d{1,2}(?![\d.,])")
_SIZE: Final = re.compile(r"(?<=\d)\s?[^\W\d][\w.]*$")
_MILLION: Final = re.compile(r"(?<=\d)\s?mil\b\.?", re.IGNORECASE)
_OF_MILLIONS: Final = re.compile(r"(?<![a-z])(?:us)?\$|£|\b(?:usd|gbp)\b|\b(?:usd|gbp)(?=\s?\d)", re.IGNORECASE)
"""Beside these "mil" is a million; in other languages it is a thousand, and alone it may be either."""
_CRORE: Final = re.compile(r"(?<=\d)\s?cr\b\.?", re.IGNORECASE)
_OF_CRORES: Final = re.compile(r"₹|\binr|\brs\b|\brs(?=\.?\s?\d)|\blakhs?\b|\bcrores?\b", re.IGNORECASE)
"""Beside these "cr" is a crore; alone it is a credit, as ledgers write it."""
_NUMBER_OF_PHONE: Final = re.compile(r"\d{3}-\d{3}[1-9]")
"""No range: its ends are not alike."""
_WHOLE_YEAR: Final = re.compile(
    r"(?:per |a |pro |par |al |/\s?)(?:year|annum|yr|jahr|an|año)\s*$|p\.?\s?a\.?\s*$", re.IGNORECASE
)
_LASTING: Final = re.compile(
    r"(.*\d)\s*(?:(m|mins?\.?|minutes?|minuten)|(h|hrs?\.?|hours?|std\.?|stunden?)|(s|secs?\.?|seconds?|sek\.?|sekunden?))",
    re.IGNORECASE,
)
_FACTORS: Final = (1e3, 1e6, 1e9, 1e5, 1e7)


@dataclass(frozen=True)
class Written:
    """What a text says: a number or nothing, and the code and the reason of the conversion ("" where one to one)."""

    value: float | None = None
    code: str = ""
    reason: str = ""


def says_nothing(text: str) -> bool:
    """Say whether a text stands for a blank cell ("-", "TBC", "n/a")."""
    return text in _DASHES or folded(text) in _UNKNOWN or text.casefold() in _UNKNOWN


def number_said(text: str, style: NumberStyle) -> float | None:
    """Return the number in a text, however it is written."""
    value = number_in(text, style)
    if value is not None or not any(map(str.isdigit, text)) or len(text) > _LONG:
        return value
    return written(text, style).value


def written(raw: str, style: NumberStyle, *, yearly: bool = False, either: bool = False) -> Written:
    """Return what a text says.

    ``yearly`` numbers "per month" are told for the year. ``either``: nobody chose a decimal mark, so where a text can
    only have the other one it is read by that.
    """
    text = _spelled(raw.strip())
    if text in _DASHES:
        return Written(None, "blank", _("a dash for a blank cell"))
    if says_nothing(text):
        return Written(None, "blank", _("no value yet"))
    value = number_in(text, style)
    if value is not None:
        return Written(value, "text_number", _("a number written as text"))
    period = _PERIOD.search(text)
    if period:
        inner = written(text[: period.start()], style)
        return inner if inner.value is None else _of_period(inner.value, period, yearly=yearly)
    without = _ABOUT.sub("", text).strip()
    plain = _without_tails(without)
    value = number_in(plain, style)
    if value is not None:
        why = _("“about” was left off") if plain == without else _("the words after the number were left off")
        return Written(value, "words_left_off", why)
    found = _large(plain, style) or _range(plain, style)
    other = _other_mark(plain, style) if either and found.value is None else None
    return found if other is None else other


def _other_mark(text: str, style: NumberStyle) -> Written | None:
    """Return the number in a text that can only have the other decimal mark: "3,4" is no thousand and not 34."""
    if not _ONE_MARK.search(text):
        return None
    other = NumberStyle(",", ".") if style.decimal == "." else NumberStyle(".", ",")
    value = number_in(text, other)
    found = Written(value, "other_mark", _("the decimal mark of another language")) if value is not None else None
    return found or _large(text, other)


def _spelled(text: str) -> str:
    """Return a text with "mil" and "cr" written out where the currency beside them says what they are."""
    text = _MILLION.sub(" million", text) if _OF_MILLIONS.search(text) else text
    return _CRORE.sub(" crore", text) if _OF_CRORES.search(text) else text


def says_large(text: str) -> bool:
    """Say whether a text tells by itself that it is in thousands or millions ("1.2m", "450 TEUR")."""
    plain = _without_tails(_spelled(text.strip()))
    return re.search(r"\d\s?[km]\b", plain, re.IGNORECASE) is not None or _LARGE.match(plain) is not None


def _of_period(value: float, period: "re.Match[str]", *, yearly: bool) -> Written:
    times = next(times for times, said in zip(_TIMES, period.groups(), strict=True) if said) if yearly else 1.0
    if times == 1.0:
        return Written(value, "words_left_off", _("the words after the number were left off"))
    why = _("“{word}”: times {times} for a year").format(word=period[0].strip(), times=plain_number(times))
    return Written(value * times, "unit", why)


def time_said(text: str) -> tuple[str, float] | None:
    """Return the number in a text that tells a time ("2 hours", "45 s"), and how many minutes its unit is."""
    found = _LASTING.fullmatch(text.strip())
    return (found[1], 1.0 if found[2] else 60.0 if found[3] else 1 / 60) if found else None


def period_said(text: str) -> float | None:
    """Return how often in a year the time comes that a text tells: 12 for "900 per month", 1 for "9,000 p.a."."""
    found = _PERIOD.search(text)
    if found:
        return next(times for times, said in zip(_TIMES, found.groups(), strict=True) if said)
    return 1.0 if _WHOLE_YEAR.search(text) else None


def _without_tails(text: str) -> str:
    for _again in range(3):
        shorter = _TAIL.sub("", text).strip()
        if shorter in {text, ""}:
            break
        text = shorter
    return text


def _large(text: str, style: NumberStyle) -> Written | None:
    found = _LARGE.match(text)
    value = number_in((found[1] + found[7]).strip(), style) if found else None
    if found is None or value is None:
        return None
    at = next(place for place in range(5) if found[place + 2])
    why = _("“{word}”: times {times}").format(word=found[at + 2], times=f"{_FACTORS[at]:,.0f}")
    return Written(value * _FACTORS[at], "unit", why)


def _range(text: str, style: NumberStyle) -> Written:
    found = _RANGE.match(text)
    if found is None or _NUMBER_OF_PHONE.fullmatch(text):
        return Written()
    first, last = (_without_tails(end) for end in found.groups())
    low, high, size = number_in(first, style), _sized(last, style), _SIZE.search(last)
    if low is None or high is None:
        return Written()
    factor = 1.0 if size is None or _SIZE.search(first) else (_sized("1" + size[0], style) or 1.0)
    # "10-12k" is ten to twelve thousand.
    low *= factor if low * factor <= high else 1.0
    return Written((low + high) / 2, "range", _("a range; its middle was taken")) if low <= high else Written()


def _sized(text: str, style: NumberStyle) -> float | None:
    """Return the number in a text that may be in thousands or millions."""
    value = number_in(text, style)
    if value is not None:
        return value
    large = _large(text, style)
    return large.value if large else None
