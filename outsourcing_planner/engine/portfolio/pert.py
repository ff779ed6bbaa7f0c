"""PERT: a beta distribution from low, likely and high (domain.md §2.6), drawn for many quantities at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outsourcing_planner.engine.portfolio.settings import Spread

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pert:
    """Quantities with low ≤ likely ≤ high, each of shape (n,). Where low = high the quantity is certain."""

    low: Floats
    likely: Floats
    high: Floats

    @classmethod
    def of(cls, *spreads: Spread) -> "Pert":
        """Return the quantities of some spreads."""
        return cls(
            *(np.array([getattr(s, name) for s in spreads], dtype=np.float64) for name in ("low", "likely", "high"))
        )

    @property
    def mean(self) -> Floats:
        """Return (low + 4·likely + high) / 6."""
        return (self.low + 4 * self.likely + self.high) / 6

    @property
    def variance(self) -> Floats:
        """Return (mean − low)·(high − mean) / 7."""
        return (self.mean - self.low) * (self.high - self.mean) / 7

    def draw(self, generator: np.random.Generator, trials: int) -> Floats:
        """Return draws, shape (trials, n): α = 1 + 4(m − a)/(b − a), β = 1 + 4(b − m)/(b − a)."""
        width = self.high - self.low
        sure = width <= 0
        safe = np.where(sure, 1.0, width)
        alpha = 1 + 4 * (self.likely - self.low) / safe
        beta = 1 + 4 * (self.high - self.likely) / safe
        if not len(width) or sure.all():
            return np.broadcast_to(self.low, (trials, len(width))).copy()
        alike = np.ptp(alpha) == 0 and np.ptp(beta) == 0
        shape = (trials, len(width))
        drawn = generator.beta(alpha[0], beta[0], shape) if alike else generator.beta(alpha, beta, shape)
        drawn *= np.where(sure, 0.0, width)
        drawn += self.low
        return drawn
