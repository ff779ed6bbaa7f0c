"""Which price of the rate library answers for which place: the data behind the Rates and Lists sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.engine.exchange import LIBRARY_CURRENCY
from outsourcing_planner.engine.lookups import UNIT_OF_PRICING
from outsourcing_planner.engine.places import GLOBAL
from outsourcing_planner.engine.rate_rules import Rate
from outsourcing_planner.io.exporting.book import Book

UNITS: Final[Mapping[str, str]] = {"seat": "seat_month", "day": "day", **UNIT_OF_PRICING}
"""Unit of the rate library by pricing; "seat" and "day" stand for the two rates that every row has."""
KINDS: Final = ("BPO", "KPO")
HEADS: Final = tuple(f"{name} {kind}" for name in UNITS for kind in KINDS)
NO_PRICE: Final = 1
"""Row of the rate table that says that there is no price, counted from 1."""
OF_COLUMN: Final = {"seat_rate_library": "seat BPO", "day_rate_library": "day KPO"}
CURRENCY: Final = LIBRARY_CURRENCY


@dataclass(frozen=True)
class RateTables:
    """The prices, and which place has which.

    ``rates`` are the prices in the order of the sheet, ``used`` of them answer for a function; ``places`` are the
    names that may stand as country; ``prices`` has for each place the row of the price for each of ``HEADS``.
    """

    rates: tuple[Rate, ...]
    used: int
    places: tuple[str, ...]
    prices: tuple[tuple[int, ...], ...]


def rate_tables(book: Book) -> RateTables:
    """Return the tables for a plan: prices used by its functions first, then the rest of the library."""
    library = book.libraries.rates
    places = _places(book)
    found = {
        place: tuple(library.find(place, kind, unit) for unit in UNITS.values() for kind in KINDS) for place in places
    }
    used = _used(book, found)
    order = [*used, *(at for at in range(len(library.resolved)) if at not in set(used))]
    row = {at: position + NO_PRICE + 1 for position, at in enumerate(order)} | {-1: NO_PRICE}
    prices = tuple(tuple(row[at] for at in found[place]) for place in places)
    return RateTables(tuple(library.resolved[at] for at in order), len(used), places, prices)


def _places(book: Book) -> tuple[str, ...]:
    """Return the names of the library, Global first, then what the plan calls places otherwise."""
    known = book.libraries.rates.countries()
    names = dict.fromkeys((GLOBAL, *known))
    taken = {name.casefold() for name in names}
    settings = ("home_country", "delivery_country_bpo", "delivery_country_kpo")
    typed = [str(name) for name in book.columns["country_used"]] + [book.assumptions.text(key) for key in settings]
    for name in typed:
        if name and name.casefold() not in taken:
            taken.add(name.casefold())
            names[name] = None
    return tuple(names)


def _used(book: Book, found: Mapping[str, tuple[int, ...]]) -> list[int]:
    """Return the prices that answer for some function, in the order of the library."""
    by_name = {place.casefold(): prices for place, prices in found.items()}
    columns = [book.columns[key].tolist() for key in ("country_used", "pricing_used", "decision_effective")]
    used: set[int] = set()
    for country, pricing, decision in set(zip(*columns, strict=True)):
        prices = by_name.get(str(country).casefold())
        if prices:
            kind = "KPO" if decision == "KPO" else "BPO"
            wanted = {*OF_COLUMN.values(), f"{pricing} {kind}"} - {"seat KPO"}
            used |= {prices[HEADS.index(head)] for head in wanted if head in HEADS}
    return sorted(used - {-1})
