"""What many tests share: Qt without a screen, the shipped libraries read once."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.load import load_all


@pytest.fixture(scope="session")
def libraries() -> Libraries:
    """Rates, wages, scheme and classifier as shipped."""
    return load_all()
