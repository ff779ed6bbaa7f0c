"""Concentration and risk: how much hangs on one country, vendor or pricing, and how exposed sensitive work is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.summary import concentration

SENSITIVE: Final = 4.0
"""From this score on, exposure or data sensitivity make a function a sensitive one."""
UNNAMED: Final = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One country, vendor, pricing or distance: yearly charge, its share of all charges, functions."""

    name: str
    charge: float
    share: float
    functions: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """Shares of one grouping, largest first, and their Herfindahl-Hirschman index Σ share², 0–1."""

    by: str
    shares: tuple[Share, ...]
    hhi: float


@dataclass(frozen=True, slots=True)
class Exposure:
    """Sensitive functions (exposure or data sensitivity from 4) that leave, by place; share of all charges."""

    place: str
    functions: tuple[RowId, ...]
    charge: float
    share: float


def concentrations(
    evaluation: Evaluation, libraries: Libraries, home: str, vendors: Mapping[RowId, str] | None = None
) -> tuple[Concentration, ...]:
    """Return the concentration by country, pricing, distance (onshore, nearshore, offshore) and, if named, vendor.

    ``home`` is the home country. Shares are of the yearly charge of what leaves the house.
    """
    columns, places = evaluation.columns, libraries.rates.places
    countries = columns["country_used"].astype(object)
    distance = {name: places.delivery(name, home) or "unknown" for name in set(countries)}
    groups: dict[str, npt.NDArray[np.object_]] = {
        "country": countries,
        "pricing": columns["pricing_used"].astype(object),
        "distance": np.array([distance[name] for name in countries], dtype=object),
    }
    if vendors:
        groups["vendor"] = np.array([vendors.get(row, UNNAMED) for row in evaluation.rows.ids], dtype=object)
    return tuple(_concentration(by, names, _charges(evaluation)) for by, names in groups.items())


def _charges(evaluation: Evaluation) -> npt.NDArray[np.float64]:
    goes = evaluation.columns["outsourced"].astype(bool)
    return np.where(goes, np.nan_to_num(evaluation.columns["charge"]), 0.0)


def _concentration(by: str, names: npt.NDArray[np.object_], charges: npt.NDArray[np.float64]) -> Concentration:
    whole = float(charges.sum())
    found = []
    for name in sorted({str(name) for name in names[charges > 0]}):
        mine = (names == name) & (charges > 0)
        amount = float(charges[mine].sum())
        found.append(Share(name, amount, amount / whole, int(mine.sum())))
    shares = tuple(sorted(found, key=lambda share: (-share.charge, share.name)))
    return Concentration(by, shares, concentration([share.charge for share in shares]))


def sensitive_exposure(evaluation: Evaluation) -> tuple[Exposure, ...]:
    """Return the sensitive functions that leave the house, by country, largest charge first."""
    columns, charges = evaluation.columns, _charges(evaluation)
    scores = [np.nan_to_num(columns[f"{key}_used"]) >= SENSITIVE for key in ("exposure", "data_sensitivity")]
    sensitive = (scores[0] | scores[1]) & columns["outsourced"].astype(bool)
    whole, found = float(charges.sum()), []
    for place in sorted({str(name) for name in columns["country_used"][sensitive]}):
        mine = sensitive & (columns["country_used"] == place)
        rows = tuple(evaluation.rows.ids[at] for at in np.flatnonzero(mine))
        amount = float(charges[mine].sum())
        found.append(Exposure(place, rows, amount, amount / whole if whole else 0.0))
    return tuple(sorted(found, key=lambda exposure: (-exposure.charge, exposure.place)))
