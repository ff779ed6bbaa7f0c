"""A small portfolio that every test of this folder shares, and random options for the optimiser."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan, Rows
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.option_specs import OptionSpec
from outsourcing_planner.engine.portfolio.options import Options
from outsourcing_planner.engine.portfolio.settings import PortfolioSettings
from outsourcing_planner.io.load import load_all
from outsourcing_planner.io.portfolio_settings import load_portfolio_settings


@dataclass(frozen=True)
class Case:
    plan: Plan
    assumptions: Assumptions
    libraries: Libraries
    settings: PortfolioSettings


@pytest.fixture(scope="session")
def case() -> Case:
    """Eight functions: seats, hours, records, projects, Hybrid, retained, quoted and library prices, late starts."""
    plan = Plan.from_columns({
        "function": ("Customer support", "Payroll", "Data entry", "Equity research", "Contract review", "Claims",
                     "Audit", "Patent searches"),
        "fte": (42.0, 9.0, 12.5, 6.0, 4.0, 21.0, 3.0, 2.5),
        "salary": (41500.0, 48000.0, 36000.0, 105000.0, 98000.0, 47000.0, 90000.0, 99000.0),
        "volume": (310000.0, None, 900000.0, None, None, 120000.0, None, None),
        "handling_minutes": (7.5, None, None, None, None, 9.0, None, None),
        "decision": ("BPO", "BPO", "BPO", "KPO", "Hybrid", "BPO", "Retain", "KPO"),
        "country": ("Philippines", "India", "Philippines", "India", "India", "Philippines", None, "India"),
        "pricing": ("seat", "hour", "record", "auto", "auto", "minute", None, "project"),
        "rate": (1900.0, None, 0.31, None, None, 0.42, None, 310.0),
        "start_month": (1.0, 4.0, 13.0, 7.0, 1.0, 10.0, None, 3.0),
    })  # fmt: skip
    return Case(plan, Assumptions(), load_all(), load_portfolio_settings())


@pytest.fixture
def random_options() -> Callable[[int, int, int], Options]:
    """Make n functions with m options each from a seed: the first retains, the others go to one of three countries."""

    def make(n: int, m: int, seed: int) -> Options:
        generator = np.random.default_rng(seed)
        fte = np.round(generator.uniform(2, 30, n), 1)
        base = fte * 60_000
        charge = base[:, None] * generator.uniform(0.2, 0.9, (n, m))
        one_off = charge * generator.uniform(0.1, 0.5, (n, m))
        npv = (0.85 * base[:, None] - 1.15 * charge) * 2.4 - one_off
        moved = np.ones((n, m))
        for column in (charge, one_off, npv, moved):
            column[:, 0] = 0.0
        specs = (OptionSpec("Retain"), *(OptionSpec("BPO", f"C{at % 3}", "seat") for at in range(m - 1)))
        country = np.array([spec.country for spec in specs], dtype=object)[None, :].repeat(n, axis=0)
        decision = np.array([spec.decision for spec in specs], dtype=object)[None, :].repeat(n, axis=0)
        start = generator.integers(1, 25, (n, 1)).repeat(m, axis=1).astype(float)
        blank = np.full((n, m), "", dtype=object)
        figures = {"charge": charge, "one_off": one_off, "npv": npv, "moved": moved, "fte_moved": fte[:, None] * moved,
                   "start": start}  # fmt: skip
        return Options(
            Rows(tuple(range(1, n + 1))), specs, figures, country, country, blank, decision, blank, base, {}, 3
        )

    return make
