"""Weights and ranges of the portfolio as data: readiness, risk charge, uncertainty (resources/readiness.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.text import _

READINESS: Final = ("codification", "exposure", "elasticity", "size")
PLACES: Final = ("onshore", "nearshore", "offshore", "unknown")
RISK: Final = (*PLACES, "exposure", "data_sensitivity")


class PortfolioSettingsError(PlannerError):
    """The weights or ranges of the portfolio do not hang together."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Low, likely and high of a quantity or of a factor on it."""

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise PortfolioSettingsError(
                _("{low} ≤ {likely} ≤ {high} does not hold; mend low, likely and high.").format(
                    low=self.low, likely=self.likely, high=self.high
                )
            )


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """How far things can turn out differently.

    Spreads are factors on what the plan says; ``event_chance`` is per year and country, ``event_cost`` times the
    avoided cost is what work costs elsewhere while a site is lost for ``event_months``.
    """

    volume: Spread
    quoted_rate: Spread
    exchange: Spread
    event_chance: float
    event_months: int
    event_cost: float


@dataclass(frozen=True, slots=True)
class PortfolioSettings:
    """Everything that the portfolio needs beside plan, assumptions and libraries."""

    readiness: Mapping[str, float]
    risk_charge: Mapping[str, float]
    uncertainty: Uncertainty
    largest: int

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "PortfolioSettings":
        """Return checked settings from nested tables as TOML gives them; raises PortfolioSettingsError."""
        try:
            spread: dict[str, Any] = dict(mapping["uncertainty"])
            ranges: dict[str, Any] = {
                name: Spread(**spread.pop(name)) for name in ("volume", "quoted_rate", "exchange")
            }
            settings = cls(
                _weights(mapping["readiness"], READINESS), _weights(mapping["risk_charge"], RISK),
                Uncertainty(**ranges, **spread), int(mapping["tornado"]["largest"]),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise PortfolioSettingsError(
                _("The settings of the portfolio cannot be read: {why}").format(why=error)
            ) from error
        settings._check()
        return settings

    def _check(self) -> None:
        total = sum(self.readiness.values())
        if abs(total - 100) > 1e-9:
            raise PortfolioSettingsError(_("The weights of readiness sum to {sum:g}, not to 100.").format(sum=total))
        if not 0 <= self.uncertainty.event_chance <= 1:
            raise PortfolioSettingsError(_("The chance of a country event must lie between 0 and 1."))


def _weights(table: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, float]:
    if set(table) != set(keys):
        odd = ", ".join(sorted(set(table) ^ set(keys)))
        raise PortfolioSettingsError(_("Expected one weight for each of {keys}; look at {odd}.").format(
            keys=", ".join(keys), odd=odd
        ))  # fmt: skip
    return {key: float(table[key]) for key in keys}
