"""What many tests share: Qt without a screen, the shipped libraries read once."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest  # noqa: E402 - Qt must hear of the platform before any plugin loads it

from outsourcing_planner.engine.libraries import Libraries  # noqa: E402
from outsourcing_planner.io.load import load_all  # noqa: E402


@pytest.fixture(scope="session")
def libraries() -> Libraries:
    """Rates, wages, scheme and classifier as shipped."""
    return load_all()
