"""What evaluate needs beside the plan: frozen data that io loaded from the shipped resources."""

from dataclasses import dataclass

from outsourcing_planner.engine.classify.model import ClassifierModel
from outsourcing_planner.engine.classify.scheme import Scheme
from outsourcing_planner.engine.rates import RateLibrary
from outsourcing_planner.engine.wages import WageLibrary


@dataclass(frozen=True)
class Libraries:
    """Rates, wages, the weights and cut-offs of the classification, and the classifier's data."""

    rates: RateLibrary
    wages: WageLibrary
    scheme: Scheme
    model: ClassifierModel
