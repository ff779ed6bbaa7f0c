"""Units that a heading or a title tells ("in thousands", "per month", "hours", "%") and the factor they mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from outsourcing_planner.domain.fields import Kind
from outsourcing_planner.io.headings import is_field_heading
from outsourcing_planner.io.importing.periods import month_of, quarter_of, year_of
from outsourcing_planner.io.importing.raw import RawCell, RawSheet, is_blank
from outsourcing_planner.io.importing.table import Table
from outsourcing_planner.io.importing.typing_cells import YEARLY, Column
from outsourcing_planner.io.wordbook import normal, wordbook
from outsourcing_planner.text import _, parse_number, plain_number

PERIODS: Final = {"month": 12.0, "quarter": 4.0, "week": 52.0, "day": 220.0}
_SHORT: Final = 80
"""A note beneath that tells the unit is short; a long one may speak of anything."""
_OWN_TIMES: Final = {"year", "annual", "yearly", "jahr", "jährlich", "an", "annuel", "año", "anual", "jaar", "anno"}
_ALL_AMOUNTS: Final = {"amounts", "figures", "values", "beträge", "angaben", "montants", "importes", "bedragen"}
_EACH: Final = r"/|per |a |each |pro |je |par |por |al |p\.|monthly|mensual|mensuel|monatlich"
_LEAST_PAY: Final = 1000.0
_SO_MANY: Final = re.compile(
    r"(?:(?<!\d)(?!(?:19|20)\d\d\b)\d[\d.,]*|\b(?:one|a|an|two|three|per|some|several|eine?|une?|una))\s+"
    r"(?:thousand|million|billion|lakh|crore|tausend|milliard|mio|mln)",
    re.IGNORECASE,
)
"""A number ("2 million expected", "per thousand calls"), and no unit of other numbers; a year before it is none."""
_ROUNDED: Final = re.compile(r"\b(?:rounded|gerundet|arrondi|redondead|arrotondat|afgerond|zaokr)", re.IGNORECASE)
"""How exact figures are is not what they are in."""
_CLAUSES: Final = re.compile(r";|\.\s|,\s+(?!\s|in\b|en\b)")
"""A text may tell a unit of each of several things: "costs in thousands, volumes in units"."""
MONEY: Final = {"in_house_cost", "salary"}
LARGE: Final = {"thousands": 1e3, "millions": 1e6, "billions": 1e9, "lakhs": 1e5, "crores": 1e7}
_CURRENCY: Final = (
    r"(?:us\$|r\$|[$€£¥₹]|usd|eur|euro|euros|gbp|chf|cad|aud|nzd|inr|rs|sek|nok|dkk|isk|pln|zł|czk|kč|huf|ft|ron|bgn|zar"
    r"|brl|mxn|ars|clp|cop|pen|jpy|cny|rmb|krw|hkd|sgd|myr|thb|php|idr|vnd|aed|sar|ils|try|uah|egp|ngn|kes|mad"
    r"|bhd|omr|kwd|qar|jod|ghs|tzs|ugx|rwf|xof|xaf|zmw|lkr|pkr|bdt|npr|twd|uyu|crc|dop|rsd|gel|kzt|dollars?|pounds?)"
)
_LARGE: Final = {
    unit: re.compile(rf" (?:{_CURRENCY} ?{sign}|{sign} ?{_CURRENCY}|in {sign}{more}) ")
    for unit, sign, more in (
        (
            "thousands",
            "(?:k|t|tsd|'?000s?|’000s?)",
            rf"|[a-z]{{1,3}} ?['’]000s?|[a-z]{{1,3}}\$ ?['’]?000s?"
            rf"|(?:{_CURRENCY} ?)?[x×] ?(?:{_CURRENCY} ?)?1[., ']?000|{_CURRENCY} ?1[., ']?000",
        ),
        ("millions", "(?:m|mm|mn|mio|mln)", ""),
    )
}
"""A currency beside a sign for many: "USD k", "€m", "£'000"."""


def _says(text: str, unit: str, *, near: bool = True) -> str:
    """Return the word in a text that tells a unit, or nothing; ``near``: a sign as well ("in t" may be tonnes)."""
    said = text.casefold().replace("_", " ").replace("/", " per ")
    plain = " " + " ".join(re.sub(r"[()\[\],;:|?]|\.(?=\s|$|\))", " ", said).split()) + " "
    found = next((word for word in wordbook().units[unit] if f" {word} " in plain), "")
    if found or unit not in _LARGE or not near:
        return found
    sign = _LARGE[unit].search(plain)
    return sign[0].strip() if sign else ""


SheetUnits = Mapping[str, tuple[float, str]]
"""What a sheet tells once for all its money and for all its volumes: the factor and the words."""


def of_titles(sheet: RawSheet, table: Table, notes: Sequence[str] = ()) -> SheetUnits:
    """Return the factors for "money" and "volumes" that the sheet tells once ("in thousands"), with the words.

    They stand above the table, over the names, or in one of the ``notes`` beneath. What speaks of another quantity
    ("in thousands of hours") says nothing about money.
    """
    found: dict[str, tuple[float, str]] = {}
    above = [cell for at in range(max(table.first_heading, 0)) for cell in sheet.row(at)]
    corner = sheet.row(table.last_heading)[:2] if table.last_heading >= 0 else ()
    short = [note for note in notes if len(note) < _SHORT]
    for cell in (*above, *corner, *short):
        if isinstance(cell, str) and not is_blank(cell):
            for part in _CLAUSES.split(cell):
                if _ROUNDED.search(part) or _SO_MANY.search(part):
                    continue
                what = _speaks_of(part)
                times = next((times for unit, times in LARGE.items() if _says(part, unit, near=what != "volumes")), 1.0)
                if times != 1.0:
                    found.setdefault(what, (times, cell.strip()))
                period = next((times for unit, times in PERIODS.items() if _says(part, unit)), 1.0)
                if period != 1.0 and what == "money" and _is_of_all(part):
                    found.setdefault("period", (period, cell.strip()))
    return found


def _speaks_of(text: str) -> str:
    """Return whether a text that tells a unit speaks of "money", of "volumes" or of "others" (hours, heads)."""
    book = wordbook()
    said = set(re.findall(r"[^\W\d_]+", text.casefold()))
    if _names_money(text):
        return "money"
    if said & set(book.units["volumes"]):
        return "volumes"
    others = {*book.units["quantities"], *(word for word in book.choices["unit"] if " " not in word)}
    return "others" if said & others else "money"


def _names_money(text: str) -> bool:
    said, units = set(re.findall(r"[^\W\d_]+", text.casefold())), wordbook().units
    return bool(said & {*units["amounts"], *units["currencies"]}) or re.search(r"[$€£¥₹]", text) is not None


def _is_of_all(text: str) -> bool:
    """Say whether a text says all amounts to be of a time: "All amounts in EUR per month", and nothing after it.

    "Monthly budget" is a mere name, "EUR 500 per month not included" is about something else.
    """
    plain = " ".join(re.sub(r"[()\[\]]", " ", text.casefold()).split()).rstrip(" .:;")
    words = "|".join(map(re.escape, sorted({*_ALL_AMOUNTS, *wordbook().units["currencies"]}, key=len, reverse=True)))
    found = re.search(rf"(?:^|\s)(?:{words}|[$€£¥₹])\s?(?:{_EACH}).{{0,14}}$", plain)
    return found is not None and re.search(r"\d", plain) is None


def scaled(column: Column, cells: Sequence[RawCell], chosen: float | None, told_once: SheetUnits) -> Column:
    """Return the column with the factor of its unit and the reason for it."""
    field = column.field
    if field is None or not field.numeric:
        return column
    if chosen is not None:
        told = _("every number times {factor}, as chosen").format(factor=plain_number(chosen))
        return replace(column, factor=float(chosen), why_factor=told if chosen != 1 else "")
    if is_field_heading(column.heading) and field.kind is not Kind.SHARE:
        return column
    factor = period = 1.0
    reasons: list[str] = []
    if field.key in {*MONEY, "volume"}:
        factor, reasons = _large(column.heading, field.key, told_once, cells)
    if field.key in YEARLY:
        period, word = _period(column.heading, field.key, told_once)
        if word:
            factor *= period
            reasons.append(_("“{word}”: times {times} for a year").format(word=word, times=plain_number(period)))
    if field.key == "handling_minutes":
        factor, reasons = _minutes(column.heading)
    if field.kind is Kind.SHARE and _in_percent(column, cells):
        factor, reasons = 0.01, [_("percent: divided by 100")]
    return replace(column, factor=factor, why_factor="; ".join(reasons), period=period)


def _period(heading: str, key: str, told_once: SheetUnits) -> tuple[float, str]:
    """Return how often the time of a column comes in a year, with the words for it; those of its heading count first.

    What a title says of all money holds for a cost whose heading names no time of its own.
    """
    for unit, times in PERIODS.items():
        word = _says(heading, unit)
        if word:
            return times, word
    own = set(normal(heading).split()) & _OWN_TIMES or year_of(heading) or month_of(heading) or quarter_of(heading)
    return told_once.get("period", (1.0, "")) if key == "in_house_cost" and not own else (1.0, "")


def _large(heading: str, key: str, told_once: SheetUnits, cells: Sequence[RawCell]) -> tuple[float, list[str]]:
    told = _("“{word}”: times {times}")
    for unit, times in LARGE.items():
        word = _says(heading, unit, near=key in MONEY)
        if word:
            return times, [told.format(word=word, times=f"{times:,.0f}")]
    times, word = told_once.get("volumes" if key == "volume" else "money", (1.0, ""))
    if times == 1.0 or (key == "salary" and not _are_small(cells)):
        return 1.0, []
    return times, [told.format(word=word, times=f"{times:,.0f}")]


def _are_small(cells: Sequence[RawCell]) -> bool:
    """Say whether most numbers are too small to be pay for a year: 48.5 under "£000" is, 48,500 is not."""
    numbers = [cell for cell in cells if isinstance(cell, float) and cell > 0]
    return sum(number < _LEAST_PAY for number in numbers) * 2 > len(numbers)


def _minutes(heading: str) -> tuple[float, list[str]]:
    for unit, times, told in (("seconds", 1 / 60, _("seconds: divided by 60")), ("hours", 60.0, _("hours: times 60"))):
        if _says(heading, unit):
            return times, [told]
    return 1.0, []


def _in_percent(column: Column, cells: Sequence[RawCell]) -> bool:
    values = [cell if type(cell) is float else None for cell in cells if not is_blank(cell)]
    known = [value for value in values if value is not None]
    if any(value > 1 for value in known) and all(0 <= value <= 100 for value in known):
        return bool(_says(column.heading.replace("%", " % "), "percent")) or sum(
            value > 1 for value in known
        ) * 2 > len(known)
    return False


def number_of(raw: str, column: Column) -> float:
    """Return the number in the raw text of a refused cell, scaled, or 0."""
    return (parse_number(raw, column.style) or 0.0) * column.factor
