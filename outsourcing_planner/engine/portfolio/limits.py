"""Limits of a choice, and the rows that they make in a mixed-integer programme.

Variables are the options that may be chosen, 0 or 1. Every limit is one linear row: lower ≤ a·x ≤ upper.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.portfolio.options import Options
from outsourcing_planner.text import _

Floats = npt.NDArray[np.float64]
INFINITY: Final = float("inf")

BUDGET, CAPACITY, COUNTRY, VENDOR = "one_off_of_year", "fte_of_wave", "share_of_country", "share_of_vendor"
RETAINED_LOW, RETAINED_HIGH = "retained_at_least", "retained_at_most"
GO, STAY, TOGETHER = "must_go", "must_stay", "together"


class LimitsError(PlannerError):
    """Limits cannot be read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a choice of options must keep to; blank means no limit.

    ``one_off`` money by plan year (1 …); ``fte_per_wave`` headcount that may move in one wave, which is
    ``months_per_wave`` start months long; shares are of the yearly charge (country, vendor; ``per_country`` and
    ``per_vendor`` for each one not named) or of the in-house cost (retained). ``together``: groups that go in the same
    wave or all stay. ``risk_aversion`` multiplies the risk charge; 0 leaves it out.
    """

    one_off: Mapping[int, float] = field(default_factory=dict)
    fte_per_wave: float | None = None
    months_per_wave: int = 3
    countries: Mapping[str, float] = field(default_factory=dict)
    per_country: float | None = None
    vendors: Mapping[str, float] = field(default_factory=dict)
    per_vendor: float | None = None
    retained_at_least: float | None = None
    retained_at_most: float | None = None
    must_go: frozenset[RowId] = frozenset()
    must_stay: frozenset[RowId] = frozenset()
    together: tuple[frozenset[RowId], ...] = ()
    risk_aversion: float = 1.0


    def as_json(self) -> dict[str, Any]:
        """Return the limits as JSON values, for a section of the document; those that are not set are left out."""
        plain = {
            "one_off": {str(year): money for year, money in self.one_off.items()},
            "countries": dict(self.countries), "vendors": dict(self.vendors),
            "must_go": sorted(self.must_go), "must_stay": sorted(self.must_stay),
            "together": [sorted(group) for group in self.together],
            **{key: getattr(self, key) for key in _FIGURES},
        }  # fmt: skip
        default = Limits()
        return {
            key: value for key, value in plain.items()
            if value not in ({}, [], None) and value != getattr(default, key, None)
        }  # fmt: skip

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Limits":
        """Return the limits of a section; raises LimitsError where they cannot be read."""
        try:
            figures: dict[str, Any] = {
                key: float(value[key]) for key in _FIGURES if value.get(key) is not None and key != "months_per_wave"
            }
            return cls(
                one_off={int(year): float(money) for year, money in dict(value.get("one_off", {})).items()},
                countries=_shares_of(value.get("countries", {})), vendors=_shares_of(value.get("vendors", {})),
                must_go=_rows_of(value.get("must_go", ())), must_stay=_rows_of(value.get("must_stay", ())),
                together=tuple(_rows_of(group) for group in value.get("together", ())),
                months_per_wave=max(int(value.get("months_per_wave", 3)), 1), **figures,
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise LimitsError(_("The limits cannot be read: {why}").format(why=error)) from error


_FIGURES: Final = (
    "fte_per_wave", "months_per_wave", "per_country", "per_vendor", "retained_at_least", "retained_at_most",
    "risk_aversion",
)  # fmt: skip


def _shares_of(table: Mapping[str, Any]) -> dict[str, float]:
    return {str(name): float(share) for name, share in table.items()}


def _rows_of(rows: Iterable[Any]) -> frozenset[RowId]:
    return frozenset(int(row) for row in rows)


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
        limits, options = self.limits, self.options
        countries = self._named(options.country, limits.countries, limits.per_country)
        yield from self._shares(COUNTRY, options.country, countries)
        vendors = self._named(options.vendor, limits.vendors, limits.per_vendor)
        yield from self._shares(VENDOR, options.vendor, vendors)
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

    def _named(
        self, names: npt.NDArray[np.object_], named: Mapping[str, float], each: float | None
    ) -> dict[str, float]:
        """Return the shares by name: those of the person, and for the others that an option uses the one for each."""
        if each is None:
            return dict(named)
        used = sorted({str(name) for name in self._of(names) if name})
        return {name: named.get(name, each) for name in (*used, *named)}

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
