"""The wage library: median wages by occupation, for the salary of a row that has none (model.md §1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd


@dataclass(frozen=True, slots=True)
class Wage:
    """Annual wages of one occupation or group in the United States, USD; a figure not published is NaN."""

    soc: str
    title: str
    median: float
    p10: float
    p25: float
    p75: float
    p90: float
    mean: float
    year: int
    source_title: str
    source_url: str
    grade: str


@dataclass(frozen=True)
class WageColumn:
    """Wages for rows: ``value`` in USD a year, NaN where none is found; shape (n,).

    ``source`` is the index into ``sources`` of each row, −1 where none is found.
    """

    value: npt.NDArray[np.float64]
    source: npt.NDArray[np.int64]
    sources: tuple[Wage, ...]

    def source_of(self, row: int) -> Wage | None:
        """Return the occupation that answers for a row, None where there is none."""
        return self.sources[self.source[row]] if self.source[row] >= 0 else None

    @property
    def title(self) -> npt.NDArray[np.object_]:
        """The title of the occupation that answers for each row, None where there is none."""
        return self._of("title")

    @property
    def year(self) -> npt.NDArray[np.object_]:
        """The year of the figure of each row, None where there is none."""
        return self._of("year")

    def _of(self, attribute: str) -> npt.NDArray[np.object_]:
        values = np.array([*(getattr(wage, attribute) for wage in self.sources), None], dtype=object)
        return values[self.source]


@dataclass(frozen=True)
class WageLibrary:
    """The wages that ship, by occupation code (SOC 2018)."""

    wages: tuple[Wage, ...]

    @cached_property
    def _position(self) -> Mapping[str, int]:
        return {wage.soc: index for index, wage in enumerate(self.wages) if not np.isnan(wage.median)}

    def find(self, soc: object) -> int:
        """Return the index of the occupation, or of the nearest broader group that has a median; −1 for none."""
        if not isinstance(soc, str):
            return -1
        return next((self._position[code] for code in broader(soc) if code in self._position), -1)

    def median(self, socs: Sequence[object] | npt.NDArray[np.object_]) -> WageColumn:
        """Return the median annual wage for each code; only the distinct codes are looked for."""
        codes, distinct = pd.factorize(np.asarray(socs, dtype=object).reshape(-1))
        found = np.array([*(self.find(soc) for soc in distinct), -1], dtype=np.int64)
        medians = np.array([*(wage.median for wage in self.wages), np.nan])
        source = found[codes]
        return WageColumn(medians[source], source, self.wages)


def broader(soc: str) -> Iterator[str]:
    """Yield a code and its broader groups: 13-2051(.00), 13-2050, 13-2000 (its minor groups first), 13-0000."""
    code = soc.strip().partition(".")[0]
    yield code
    for kept in (6, 5, 4, 3):
        yield code[:kept] + "0" * (7 - kept)
