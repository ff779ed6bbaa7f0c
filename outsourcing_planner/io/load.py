"""Loads everything that evaluate needs beside the plan."""

from functools import cache

from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.classifier_model import load_classifier_model, load_scheme
from outsourcing_planner.io.libraries import load_libraries


@cache
def load_all() -> Libraries:
    """Return the rate and wage libraries, the classification scheme and the classifier's data, read once."""
    shipped = load_libraries()
    return Libraries(shipped.rates, shipped.wages, load_scheme(), load_classifier_model())
