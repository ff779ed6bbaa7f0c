"""What evaluate needs beside the plan: frozen data that io loaded from the shipped resources."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsourcing_planner.engine.classify.model import ClassifierModel
from outsourcing_planner.engine.classify.scheme import Scheme
from outsourcing_planner.engine.rates import RateLibrary
from outsourcing_planner.engine.wages import WageLibrary

if TYPE_CHECKING:
    from outsourcing_planner.engine.own_rates import OwnRate


@dataclass(frozen=True)
class Libraries:
    """Rates, wages, the weights and cut-offs of the classification, and the classifier's data."""

    rates: RateLibrary
    wages: WageLibrary
    scheme: Scheme
    model: ClassifierModel
    own: "tuple[OwnRate, ...]" = ()
    """Rates of the user's own that are among ``rates``, in their own currencies."""
    rates_before_own: RateLibrary | None = None
    """The rates without them, so that other exchange rates can be put under them (``own_rates.under``)."""
