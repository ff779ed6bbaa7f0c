"""The rate and wage libraries that ship: the only place that reads their files."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from outsourcing_planner.assets import resource
from outsourcing_planner.engine.places import Place, Places
from outsourcing_planner.engine.rate_rules import Quotation, Rate
from outsourcing_planner.engine.rates import Libraries, RateLibrary
from outsourcing_planner.engine.wages import Wage, WageLibrary

_NUMBERS = ("low", "likely", "high")
_WAGES = ("median", "p10", "p25", "p75", "p90", "mean")


@cache
def load_libraries() -> Libraries:
    """Return the libraries that ship, read once.

    Raises ResourceMissingError where a file is absent.
    """
    rates = RateLibrary(
        read_rates(resource("rates_resolved.csv")),
        read_quotations(resource("rates_quotes.csv")),
        read_places(resource("countries.csv")),
    )
    return Libraries(rates, read_wages(resource("wages.csv")))


def read_places(path: Path) -> Places:
    """Return the countries and regions of a file such as countries.csv."""
    return Places(tuple(_place(row) for row in _rows(path)))


def read_rates(path: Path) -> tuple[Rate, ...]:
    """Return the resolved table: the price used for each place, kind of work and unit."""
    return tuple(Rate(**_figures(row)) for row in _rows(path))


def read_quotations(path: Path) -> tuple[Quotation, ...]:
    """Return what every source says, chosen or not."""
    return tuple(Quotation(**_figures(row)) for row in _rows(path))


def read_wages(path: Path) -> WageLibrary:
    """Return the wages by occupation; a figure that is not published is NaN."""
    return WageLibrary(tuple(_wage(row) for row in _rows(path)))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _figures(row: Mapping[str, str]) -> dict[str, Any]:
    amounts = {name: float(row[name]) for name in _NUMBERS}
    return {**row, **amounts, "year": int(row["year"]) if row["year"] else None}


def _wage(row: Mapping[str, str]) -> Wage:
    amounts = {name: float(row[name] or "nan") for name in _WAGES}
    return Wage(
        soc=row["soc"], title=row["title"], year=int(row["year"]), source_title=row["source_title"],
        source_url=row["source_url"], grade=row["grade"], **amounts,
    )


def _place(row: Mapping[str, str]) -> Place:
    codes = (row["iso2"], row["iso3"], *row["aliases"].split("|"))
    return Place(
        name=row["name"], is_region=row["level"] == "region", region=row["region"],
        fallback=tuple(row["fallback"].split(";")), currency=row["currency"],
        utc_offset=float(row["utc_offset"]) if row["utc_offset"] else None, neighbourhood=row["neighbourhood"],
        aliases=tuple(code for code in codes if code),
    )
