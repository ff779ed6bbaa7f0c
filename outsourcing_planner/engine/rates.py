"""The rate library: what an outsourced hour, day, seat or record costs, by place and kind of work, with its source.

Look-ups work on the distinct pairs of place and kind, never on rows (model.md §3.3, "Library rates").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from outsourcing_planner.engine.places import Places
from outsourcing_planner.engine.rate_rules import Quotation, Rate, gives, hours_in, preference
from outsourcing_planner.engine.wages import WageLibrary
from outsourcing_planner.text import _, format_number

Floats: TypeAlias = npt.NDArray[np.float64]
MOST_TABLES = 64
Column: TypeAlias = npt.NDArray[np.object_] | Sequence[object]


@dataclass(frozen=True)
class RateColumn:
    """Rates for rows in USD per ``unit``; shape (n,), NaN where nothing is found.

    ``source`` is the index into ``sources`` of each row, −1 where nothing is found.
    """

    unit: str
    value: npt.NDArray[np.float64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]
    source: npt.NDArray[np.int64]
    sources: tuple[Rate, ...]
    paid_hours: float
    hours_per_day: float

    def source_of(self, row: int) -> Rate | None:
        """Return the rate that answers for a row, None where there is none."""
        return self.sources[self.source[row]] if self.source[row] >= 0 else None

    def reason(self, row: int) -> str:
        """Return in words where the rate of a row comes from; blank where there is none."""
        rate = self.source_of(row)
        if rate is None:
            return ""
        return _("{place}, {kind}: {likely} USD per {basis}{range}{factor}; {title}, {year}, grade {grade}").format(
            place=rate.place, kind=rate.key, likely=_figure(rate.likely), basis=unit_name(rate.basis),
            factor=self._factor_in_words(rate), range=_range_in_words(rate), title=rate.source_title,
            year=rate.year or _("undated"), grade=rate.grade,
        )

    def _factor_in_words(self, rate: Rate) -> str:
        if rate.basis == self.unit:
            return ""
        hours = {"hour": "", "day": f" / {self.hours_per_day:g}"}[rate.basis]
        return hours + {"hour": "", "day": f" × {self.hours_per_day:g}"}.get(self.unit, f" × {self.paid_hours:g} / 12")


@dataclass(frozen=True)
class RateLibrary:
    """The resolved table, what every source says, and the places."""

    resolved: tuple[Rate, ...]
    quotations: tuple[Quotation, ...]
    places: Places

    @cached_property
    def _position(self) -> Mapping[tuple[str, str, str], int]:
        return {(rate.place, rate.key, rate.unit): index for index, rate in enumerate(self.resolved)}

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The kind (BPO, KPO, Automate) of each trade that has prices of its own, in a fixed order."""
        return {item.work: item.kind for item in sorted(self.quotations, key=lambda item: item.work) if item.work}

    def countries(self) -> tuple[str, ...]:
        """Return the places that may stand in ``country``: countries, then regions, then Global."""
        return self.places.names()

    def canonical(self, name: object) -> str | None:
        """Return the library's name of a place as a person wrote it, None where it is not known."""
        return self.places.canonical(name)

    def find(self, country: object, kind_of_work: object, unit: str) -> int:
        """Return the index into ``resolved`` for one place and kind, −1 where nothing is found.

        The place comes first, then the kind: the trade in the country, its kind in the country, the trade in the
        region, and so on.
        """
        keys = [(place, key, unit) for place in self.places.chain(country) for key in self._keys(kind_of_work)]
        return next((self._position[key] for key in keys if key in self._position), -1)

    def look_up(
        self, countries: Column, kind_of_work: Column, unit: str, *,
        paid_hours: float, hours_per_day: float,
    ) -> RateColumn:
        """Return the library's rate for each row, in USD per ``unit`` ("seat_month", "day", "hour", "record" …).

        ``kind_of_work`` is "BPO" or "KPO", or a trade of ``parents``; any other kind finds nothing. A blank country
        or kind finds nothing. ``paid_hours`` a year and ``hours_per_day`` are the plan's assumptions.
        """
        source = self._sources(countries, kind_of_work, unit)
        low, value, high = (side[source] for side in self._in_unit(unit, paid_hours, hours_per_day))
        return RateColumn(unit, value, low, high, source, self.resolved, paid_hours, hours_per_day)

    def _in_unit(self, unit: str, paid_hours: float, hours_per_day: float) -> tuple[Floats, Floats, Floats]:
        """Return low, likely and high of every resolved rate per ``unit``, NaN at the end; kept for later."""
        asked = (unit, paid_hours, hours_per_day)
        if asked not in self._tables:
            if len(self._tables) > MOST_TABLES:
                self._tables.clear()
            factors = np.array([*(_factor(rate, *asked) for rate in self.resolved), np.nan])
            low, likely, high = (
                np.array([*(getattr(rate, figure) for rate in self.resolved), np.nan]) * factors
                for figure in ("low", "likely", "high")
            )
            self._tables[asked] = low, likely, high
        return self._tables[asked]

    @cached_property
    def _tables(self) -> dict[tuple[str, float, float], tuple[Floats, Floats, Floats]]:
        return {}

    def alternatives(self, country: object, kind_of_work: object, unit: str) -> tuple[Quotation, ...]:
        """Return every source that speaks of a place and kind, the preferred first, the place before its regions.

        Conflicting, outlying and historic sources are among them (their ``use`` says so); amounts are USD per
        ``basis`` of each.
        """
        order = {place: position for position, place in enumerate(self.places.chain(country))}
        keys = self._keys(kind_of_work)
        found = [
            item for item in self.quotations if item.place in order and item.key in keys and gives(item.basis, unit)
        ]
        return tuple(sorted(found, key=lambda item: (order[item.place], keys.index(item.key), *preference(item, unit))))

    def _keys(self, kind_of_work: object) -> tuple[str, ...]:
        if not isinstance(kind_of_work, str):
            return ()
        parent = self.parents.get(kind_of_work)
        return (kind_of_work, parent) if parent else (kind_of_work,)

    def _sources(self, countries: Column, kinds: Column, unit: str) -> npt.NDArray[np.int64]:
        place_codes, place_names = pd.factorize(np.asarray(countries, dtype=object).reshape(-1))
        kind_codes, kind_names = pd.factorize(np.asarray(kinds, dtype=object).reshape(-1))
        pairs = np.full((len(place_names) + 1, len(kind_names) + 1), -1, dtype=np.int64)
        wide = pairs.shape[1]
        for place, kind in (divmod(int(pair), wide) for pair in np.unique((place_codes + 1) * wide + kind_codes + 1)):
            place, kind = place - 1, kind - 1  # noqa: PLW2901 - the codes; -1 is blank
            if place >= 0 and kind >= 0:
                pairs[place, kind] = self.find(place_names[place], kind_names[kind], unit)
        return pairs[place_codes, kind_codes]


@dataclass(frozen=True)
class Libraries:
    """The facts that ship: rates and wages."""

    rates: RateLibrary
    wages: WageLibrary


def unit_name(unit: str) -> str:
    """Return a unit as a person reads it."""
    names = {
        "seat_month": _("seat month"), "fte_month": _("FTE month"), "expert_month": _("expert month"), "day": _("day"),
        "hour": _("hour"), "audio_minute": _("audio minute"), "minute": _("minute"), "task": _("task"),
        "record": _("record"), "outcome": _("outcome"),
    }
    return names.get(unit, unit.replace("_", " "))


def _range_in_words(rate: Rate) -> str:
    if rate.low == rate.high:
        return ""
    text = _(" ({low} to {high} as in {source})") if rate.range_source else _(" ({low} to {high})")
    return text.format(low=_figure(rate.low), high=_figure(rate.high), source=rate.range_source)


def _figure(value: float) -> str:
    return format_number(value, 0 if value.is_integer() else 2)


def _factor(rate: Rate, unit: str, paid_hours: float, hours_per_day: float) -> float:
    wanted, held = (hours_in(name, paid_hours, hours_per_day) for name in (unit, rate.basis))
    if wanted is None or held is None:
        return 1.0
    return wanted / held if held else float("nan")
