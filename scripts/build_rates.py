"""Build the two tables that the rate library reads from the sourced figures.

resources/rates.csv holds what the sources say and how we read each figure (columns use, kind, work, places);
rates_quotes.csv is one row per source, place and kind of work in USD; rates_resolved.csv the price that is used for
each place, kind and unit. Run it after every change of rates.csv: ``python scripts/build_rates.py``.
"""

import csv
import io
import statistics
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from outsourcing_planner.assets import resource
from outsourcing_planner.engine.rate_rules import Quotation, Rate, resolve
from outsourcing_planner.io.libraries import read_places

Fact = Mapping[str, str]
PAID_HOURS_OF_A_YEAR: Final = 2080
KEPT: Final = ("price", "ceiling", "extremes", "historic")
BASES: Final = {
    "per hour": "hour",
    "per day": "day",
    "per year": "hour",
    "per minute": "minute",
    "per audio minute": "audio_minute",
    "per record": "record",
    "per item": "record",
    "per object": "record",
    "per resolution": "outcome",
    "per conversation": "task",
    "per project": "project",
}


def facts(text: str) -> list[Fact]:
    """Return the rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def quotations(figures: Iterable[Fact], exchange: Iterable[Fact]) -> list[Quotation]:
    """Return one quotation per source, place, kind of work and unit.

    A source that gives several figures for the same work (levels of a rate card, cheap and dear vendors) speaks with
    all of them: lowest low, highest high, and the median of their middles as the likely one.
    """
    rates = {(row["currency"], row["year"]): row for row in exchange}
    cards: dict[tuple[str, ...], list[Fact]] = {}
    for figure in figures:
        if figure["use"] in KEPT:
            for place in figure["places"].split(";"):
                cards.setdefault(_card(figure, place), []).append(figure)
    return [_quotation(key[0], card, rates) for key, card in cards.items()]


def _card(figure: Fact, place: str) -> tuple[str, ...]:
    columns = ("kind", "work", "unit", "year", "use", "source_title", "source_url")
    return (place, *(figure[column] for column in columns))


def _quotation(place: str, card: Sequence[Fact], rates: Mapping[tuple[str, str], Fact]) -> Quotation:
    first = card[0]
    factor, step = _to_usd(first, rates)
    low, high = min(float(row["low"]) for row in card), max(float(row["high"]) for row in card)
    likely = statistics.median((float(row["low"]) + float(row["high"])) / 2 for row in card)
    return Quotation(
        place=place,
        kind=first["kind"],
        work=first["work"],
        basis=BASES[first["unit"]],
        low=low * factor,
        likely=likely * factor,
        high=high * factor,
        year=int(first["year"]) if first["year"] else None,
        grade=first["grade"],
        use=first["use"],
        source_title=first["source_title"],
        source_url=first["source_url"],
        derivation=_in_words(card, low, likely, high) + step,
    )


def _in_words(card: Sequence[Fact], low: float, likely: float, high: float) -> str:
    first = card[0]
    unit = f"{first['currency']} {first['unit']}"
    items = " + ".join(row["item"] for row in card)
    if low == high:
        return f"{items}: {low:g} {unit}"
    how = "middle" if len(card) == 1 else f"median of the middles of {len(card)} figures"
    return f"{items}: {low:g} to {high:g} {unit}, likely {likely:g} = {how}"


def _to_usd(figure: Fact, rates: Mapping[tuple[str, str], Fact]) -> tuple[float, str]:
    factor, step = 1.0, ""
    if figure["currency"] != "USD":
        rate = rates[figure["currency"], figure["year"]]
        factor = float(rate["usd_per_unit"])
        step = f" × {factor:g} USD per {rate['currency']} ({rate['source_title']}, {rate['year']})"
    if figure["unit"] == "per year":
        return factor / PAID_HOURS_OF_A_YEAR, f"{step} / {PAID_HOURS_OF_A_YEAR} paid hours"
    return factor, step


def table(rows: Sequence[Quotation] | Sequence[Rate], columns: Sequence[str]) -> str:
    """Return rows as CSV text; an undated year is blank."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in asdict(row).values()] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    return f"{value:.12g}" if isinstance(value, float) else value


def build() -> dict[str, str]:
    """Return the text of each built file by its name."""
    places = read_places(resource("countries.csv"))
    said = quotations(
        *(facts(resource(name).read_text(encoding="utf-8")) for name in ("rates.csv", "rates_exchange.csv"))
    )
    order = {name: position for position, name in enumerate(places.names())}
    said.sort(key=lambda item: (order[item.place], item.kind, item.work, item.basis, item.source_title))
    return {
        "rates_quotes.csv": table(said, [field.name for field in fields(Quotation)]),
        "rates_resolved.csv": table(resolve(said, places), [field.name for field in fields(Rate)]),
    }


def main() -> None:
    """Write the built files beside rates.csv."""
    folder = resource("rates.csv").parent
    for name, text in build().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {text.count(chr(10)) - 1} rows")


if __name__ == "__main__":
    main()
