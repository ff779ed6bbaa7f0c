"""How fast the portfolio is, beside yardsticks measured in the same run. Prints; fails nothing.

python tests/speed/bench_portfolio.py
"""

import contextlib
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from outsourcing_planner.domain.assumptions import Assumptions  # noqa: E402
from outsourcing_planner.domain.plan import Plan, Rows  # noqa: E402
from outsourcing_planner.engine.evaluate import evaluate  # noqa: E402
from outsourcing_planner.engine.portfolio.choose import as_problem, choose  # noqa: E402
from outsourcing_planner.engine.portfolio.factors import FactorForm  # noqa: E402
from outsourcing_planner.engine.portfolio.limits import Limits, programme  # noqa: E402
from outsourcing_planner.engine.portfolio.monte_carlo import run, simulate  # noqa: E402
from outsourcing_planner.engine.portfolio.option_specs import OptionSpec  # noqa: E402
from outsourcing_planner.engine.portfolio.options import Options  # noqa: E402
from outsourcing_planner.engine.portfolio.solve import solve_here  # noqa: E402
from outsourcing_planner.engine.portfolio.tornado import tornado  # noqa: E402
from outsourcing_planner.engine.portfolio.uncertain import uncertain  # noqa: E402
from outsourcing_planner.io.batch import cost_folder  # noqa: E402
from outsourcing_planner.io.load import load_all  # noqa: E402
from outsourcing_planner.io.portfolio_settings import load_portfolio_settings  # noqa: E402
from outsourcing_planner.io.sources import read_source  # noqa: E402

SAMPLE = ROOT / "resources" / "samples" / "portfolio.xlsx"
FILES = 24


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """HiGHS prints remarks of its own."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)


def timed(action: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def random_options(n: int, m: int, seed: int = 1) -> Options:
    generator = np.random.default_rng(seed)
    fte = generator.lognormal(2.2, 0.8, n)
    base = fte * 70_000
    charge = base[:, None] * generator.uniform(0.25, 0.8, (n, m))
    one_off = charge * generator.uniform(0.1, 0.5, (n, m))
    npv = (0.85 * base[:, None] - 1.15 * charge) * 2.4 - one_off
    moved = np.ones((n, m))
    for column in (charge, one_off, npv, moved):
        column[:, 0] = 0.0
    specs = (OptionSpec("Retain"), *(OptionSpec("BPO", f"C{at % 5}", "seat") for at in range(m - 1)))
    country, decision = (
        np.array([getattr(spec, key) for spec in specs], dtype=object)[None, :].repeat(n, axis=0)
        for key in ("country", "decision")
    )
    start = generator.integers(1, 13, (n, 1)).repeat(m, axis=1).astype(float)
    figures = {"charge": charge, "one_off": one_off, "npv": npv, "moved": moved, "fte_moved": fte[:, None] * moved,
               "start": start}  # fmt: skip
    blank = np.full((n, m), "", dtype=object)
    return Options(Rows(tuple(range(1, n + 1))), specs, figures, country, country, blank, decision, blank, base, {}, 3)


def optimiser() -> None:
    for n, m, seed in ((200, 12, 1), (200, 12, 2), (200, 12, 3), (5000, 8, 1)):
        options = random_options(n, m, seed)
        with quiet():
            free = choose(options, Limits())
            limits = Limits(
                one_off={1: 0.5 * free.one_off}, per_country=0.3, retained_at_least=0.2,
                fte_per_wave=0.2 * options.figures["fte_moved"].max(axis=1).sum(),
            )  # fmt: skip
            ours, choice = timed(lambda o=options, k=limits: choose(o, k))
            problem = as_problem(programme(options, limits, np.zeros((n, m))))
            bare, _answer = timed(lambda p=problem: solve_here(p))
        print(f"choice {n} × {m}: {ours:.2f} s, {choice.state}, gap {choice.gap:.1e}; solver alone {bare:.2f} s,"
              f" ratio {ours / bare:.2f}")  # fmt: skip
        with quiet():
            raw, found = timed(lambda p=problem: raw_highs(replace(p, seconds=60.0)))
        print(f"  one bare HiGHS call on the same matrix: {raw:.2f} s, {found}; ratio {ours / raw:.2f}")


def raw_highs(problem: object) -> str:
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(problem.cost, integrality=problem.whole, bounds=Bounds(0, problem.most),
                 constraints=LinearConstraint(problem.matrix, problem.lower, problem.upper),
                 options={"time_limit": problem.seconds, "mip_rel_gap": 1e-5})  # fmt: skip
    return "no answer within 60 s" if found.x is None else f"status {found.status}"


def trials() -> None:
    taken = read_source(SAMPLE, {}, lambda _s, _t: None)
    plan = taken.plan
    rows = [at % len(plan) for at in range(500)]
    sample = Plan.from_columns({key: [cells[at] for at in rows] for key, cells in plan.columns.items()})
    simulated("the sample, again and again", sample, taken.assumptions)
    simulated("all leave, six countries, staggered starts", spread(), taken.assumptions)
    simulated("the same, part of the saving leaks away", spread(), taken.assumptions.changed("leakage", 0.1))
    settings, libraries = load_portfolio_settings(), load_all()
    bars, _result = timed(lambda: tornado(sample, taken.assumptions, libraries, settings))
    print(f"tornado of 500 functions: {bars:.2f} s")


def spread() -> Plan:
    """500 functions that all leave: every kind of decision, library and typed pricing, many start months."""
    generator = np.random.default_rng(3)
    names = ("Payroll", "Customer support", "Data entry", "Equity research", "Contract review", "Claims")
    countries = ("India", "Philippines", "Poland", "Mexico", "South Africa", "Romania")

    def cycle(values: tuple[object, ...]) -> list[object]:
        return [values[at % len(values)] for at in range(500)]

    return Plan.from_columns({
        "function": cycle(names), "fte": [float(x) for x in generator.uniform(2, 60, 500).round(1)],
        "salary": [float(x) for x in generator.uniform(35_000, 95_000, 500).round()],
        "decision": cycle(("BPO", "KPO", "BPO", "Hybrid", "BPO")), "country": cycle(countries),
        "pricing": cycle(("auto", "seat", "hour", "auto")), "start_month": [float(1 + at % 24) for at in range(500)],
    })  # fmt: skip


def simulated(name: str, plan: Plan, assumptions: Assumptions) -> None:
    """Print 10,000 trials of a plan beside as many variates of a beta distribution."""
    libraries, rules = load_all(), load_portfolio_settings().uncertainty
    base = evaluate(plan, assumptions, libraries)
    drawn = uncertain(plan, assumptions, libraries, base, rules)
    generator = np.random.default_rng(1)

    def beta() -> None:
        for _ in range(20):
            generator.beta(2.7, 3.3, (500, drawn.variates))

    yardstick = min(timed(beta)[0] for _ in range(3))
    whole = min(timed(lambda: simulate(plan, assumptions, libraries, rules))[0] for _ in range(3))
    form = FactorForm.of(plan, assumptions, libraries, rules.volume.low, rules.volume.high)
    only = min(timed(lambda: run(form, drawn, plan, base, 10_000, 1))[0] for _ in range(3))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Monte Carlo 10,000 × 500 × 36, {name}: {whole:.2f} s (trials alone {only:.2f} s), peak {peak:.0f} MB;")
    print(f"  as many beta variates {yardstick:.2f} s: ratio {whole / yardstick:.1f}, {only / yardstick:.1f}")


def batch() -> None:
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "in"
        inputs.mkdir()
        for number in range(FILES):
            shutil.copy(SAMPLE, inputs / f"{number}.xlsx")
        one, _result = timed(lambda: cost_folder(inputs, Path(folder) / "one", jobs=1))
        all_cores, _result = timed(lambda: cost_folder(inputs, Path(folder) / "all", jobs=cores))
    print(f"batch of {FILES} workbooks: one process {FILES / one:.2f} a second, {cores} processes"
          f" {FILES / all_cores:.2f}; {one / all_cores / cores:.2f} × cores")  # fmt: skip


if __name__ == "__main__":
    optimiser()
    trials()
    batch()
