"""Limits of a choice, and the rows that they make in a mixed-integer programme.

Variables are the options that may be chosen, 0 or 1. Every limit is one linear row: lower ≤ a·x ≤ upper.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.portfolio.options import Options

Floats = npt.NDArray[np.float64]
INFINITY: Final = float("inf")

BUDGET, CAPACITY, COUNTRY, VENDOR = "one_off_of_year", "fte_of_wave", "share_of_country", "share_of_vendor"
RETAINED_LOW, RETAINED_HIGH = "retained_at_least", "retained_at_most"
GO, STAY, TOGETHER = "must_go", "must_stay", "together"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a choice of options must keep to; blank means no limit.

    ``one_off`` money by plan year (1 …); ``fte_per_wave`` headcount that may move in one wave, which is
    ``months_per_wave`` start months long; shares are of the yearly charge (country, vendor; ``per_country`` for each
    country not named) or of the in-house cost (retained). ``together``: groups that go in the same wave or all stay.
    ``risk_aversion`` multiplies the risk charge; 0 leaves it out.
    """

    one_off: Mapping[int, float] = field(default_factory=dict)
    fte_per_wave: float | None = None
    months_per_wave: int = 3
    countries: Mapping[str, float] = field(default_factory=dict)
    per_country: float | None = None
    vendors: Mapping[str, float] = field(default_factory=dict)
    retained_at_least: float | None = None
    retained_at_most: float | None = None
    must_go: frozenset[RowId] = frozenset()
    must_stay: frozenset[RowId] = frozenset()
    together: tuple[frozenset[RowId], ...] = ()
    risk_aversion: float = 1.0


@dataclass(frozen=True)
class LimitRow:
    """One row of the programme. ``key`` says what of the kind is limited: a year, wave, country, row id, group.

    ``limit`` is the figure of the person (money, FTE, share); ``scale`` measures how far a relaxation goes.
    """

    kind: str
    key: str | int
    coefficients: Floats
    lower: float
    upper: float
    limit: float
    scale: float


@dataclass(frozen=True)
class Programme:
    """Minimise cost·x subject to one option per function and the limits; x is 0 or 1, shape (v,).

    ``function`` and ``option`` are the indices into the options of each variable; ``base`` are the rows that hold
    always, shape (n, v).
    """

    cost: Floats
    function: npt.NDArray[np.int64]
    option: npt.NDArray[np.int64]
    base: sparse.csr_matrix
    limits: tuple[LimitRow, ...]


def programme(options: Options, limits: Limits, risk_charge: Floats) -> Programme:
    """Return the programme of a choice; ``risk_charge`` is money per option, shape (n, m), 0 where there is none."""
    function, option = np.nonzero(options.available)
    worth = options.npv[function, option] - limits.risk_aversion * risk_charge[function, option]
    count = len(function)
    base = sparse.csr_matrix((np.ones(count), (function, np.arange(count))), shape=(len(options.rows.ids), count))
    rows = tuple(_Rows(options, limits, function, option).all())
    return Programme(-worth, function.astype(np.int64), option.astype(np.int64), base, rows)


@dataclass(frozen=True)
class _Rows:
    """Makes the rows of all limits; the columns below are of shape (v,)."""

    options: Options
    limits: Limits
    function: npt.NDArray[np.intp]
    option: npt.NDArray[np.intp]

    def _of(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        return values[self.function, self.option]

    def all(self) -> Iterator[LimitRow]:
        yield from self._budgets()
        yield from self._capacity()
        yield from self._shares(COUNTRY, self.options.country, self._country_limits())
        yield from self._shares(VENDOR, self.options.vendor, dict(self.limits.vendors))
        yield from self._retained()
        yield from self._forced()
        yield from self._together()

    def _budgets(self) -> Iterator[LimitRow]:
        one_off, year = self._of(self.options.figures["one_off"]), self._of(self.options.year_of_one_off)
        for number, money in sorted(self.limits.one_off.items()):
            row = np.where(year == number, one_off, 0.0)
            yield LimitRow(BUDGET, number, row, -INFINITY, money, money, max(money, float(row.sum()), 1.0))

    def _capacity(self) -> Iterator[LimitRow]:
        most = self.limits.fte_per_wave
        if most is None:
            return
        moved, wave = np.asarray(self._of(self.options.figures["fte_moved"]), dtype=np.float64), self._waves()
        for number in np.unique(wave[moved > 0]):
            row = np.where(wave == number, moved, 0.0)
            yield LimitRow(CAPACITY, int(number), row, -INFINITY, most, most, max(most, 1.0))

    def _waves(self) -> npt.NDArray[np.int64]:
        start = np.nan_to_num(self._of(self.options.figures["start"]).astype(np.float64), nan=1.0)
        return ((start - 1) // self.limits.months_per_wave).astype(np.int64) + 1

    def _country_limits(self) -> dict[str, float]:
        named = dict(self.limits.countries)
        if self.limits.per_country is not None:
            used = sorted({str(place) for place in self._of(self.options.country) if place})
            named = {place: named.get(place, self.limits.per_country) for place in (*used, *named)}
        return named

    def _shares(self, kind: str, names: npt.NDArray[np.object_], shares: Mapping[str, float]) -> Iterator[LimitRow]:
        charge = np.asarray(self._of(self.options.figures["charge"]), dtype=np.float64)
        whole = max(float(charge.sum()), 1.0)
        for name, share in sorted(shares.items()):
            row = charge * ((self._of(names) == name) - share)
            yield LimitRow(kind, name, row, -INFINITY, 0.0, share, whole)

    def _retained(self) -> Iterator[LimitRow]:
        in_house = self.options.in_house[self.function]
        stays = in_house * (1 - np.asarray(self._of(self.options.figures["moved"]), dtype=np.float64))
        whole = float(self.options.in_house.sum())
        least, most = self.limits.retained_at_least, self.limits.retained_at_most
        if least is not None:
            yield LimitRow(RETAINED_LOW, "", stays, least * whole, INFINITY, least, max(whole, 1.0))
        if most is not None:
            yield LimitRow(RETAINED_HIGH, "", stays, -INFINITY, most * whole, most, max(whole, 1.0))

    def _forced(self) -> Iterator[LimitRow]:
        goes = self._of(self.options.goes).astype(np.float64)
        for kind, rows, value in ((GO, self.limits.must_go, 1.0), (STAY, self.limits.must_stay, 0.0)):
            for row in sorted(rows & set(self.options.rows.ids)):
                mine = goes * (self.function == self.options.rows.positions[row])
                yield LimitRow(kind, row, mine, value, value, value, 1.0)

    def _together(self) -> Iterator[LimitRow]:
        goes, wave = self._of(self.options.goes).astype(np.float64), self._waves()
        for group, rows in enumerate(self.limits.together):
            at = sorted(self.options.rows.positions[row] for row in rows if row in self.options.rows.positions)
            for other in at[1:]:
                sign = (self.function == at[0]).astype(np.float64) - (self.function == other)
                for number in np.unique(wave[(sign != 0) & (goes > 0)]):
                    yield LimitRow(TOGETHER, group, sign * goes * (wave == number), 0.0, 0.0, 0.0, 1.0)
