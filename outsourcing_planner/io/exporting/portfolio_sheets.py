"""The sheets of the portfolio: one for each part of the study that was handed over with the plan."""

from collections.abc import Callable
from typing import Final

import numpy as np

from outsourcing_planner.io.exporting.book import (
    CHOICE,
    CONCENTRATION,
    FRONTIER,
    OPTIONS,
    ROAD_MAP,
    SCENARIOS,
    SIMULATION,
    TORNADO,
    Book,
)
from outsourcing_planner.io.exporting.portfolio_choice import write_choice, write_frontier, write_options
from outsourcing_planner.io.exporting.portfolio_concentration import write_concentration
from outsourcing_planner.io.exporting.portfolio_risk import write_scenarios, write_tornado
from outsourcing_planner.io.exporting.portfolio_simulation import write_simulation
from outsourcing_planner.io.exporting.roadmap_sheet import write_road_map

WRITERS: Final[dict[str, Callable[[Book], None]]] = {
    OPTIONS: write_options, CHOICE: write_choice, FRONTIER: write_frontier, ROAD_MAP: write_road_map,
    SCENARIOS: write_scenarios, TORNADO: write_tornado, SIMULATION: write_simulation,
    CONCENTRATION: write_concentration,
}  # fmt: skip


def portfolio_sheets(book: Book) -> tuple[str, ...]:
    """Return the sheets that this workbook has: one for each part of its study, none without a study."""
    study = book.study
    if study is None:
        return ()
    leaves = bool(np.any(book.columns["outsourced"]))
    there = {
        OPTIONS: study.chosen is not None, CHOICE: study.chosen is not None,
        FRONTIER: bool(study.budgets or study.risks), ROAD_MAP: leaves,
        SCENARIOS: study.comparison is not None and bool(study.comparison.outcomes),
        TORNADO: study.tornado is not None, SIMULATION: study.trials is not None, CONCENTRATION: leaves,
    }  # fmt: skip
    return tuple(name for name, wanted in there.items() if wanted)


def write_portfolio(book: Book) -> None:
    """Write the sheets that this workbook has."""
    for name in portfolio_sheets(book):
        WRITERS[name](book)
