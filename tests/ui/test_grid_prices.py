"""A price of less than 1 is shown with its digits: 0.0375 a minute is not 0.04."""

import pytest

from outsourcing_planner.engine.measures import Format
from outsourcing_planner.ui.models.formats import display


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0375, "0.0375"), (0.3, "0.30"), (0.125, "0.125"), (0.04321098, "0.0432"), (-0.0375, "−0.0375"), (1.5, "1.50"),
     (11.4792, "11.48"), (2600.0, "2,600"), (0.0, "0.00")],
)  # fmt: skip
def test_that_a_price_keeps_the_digits_that_count(value: float, shown: str) -> None:
    assert display(value, Format.RATE) == shown
