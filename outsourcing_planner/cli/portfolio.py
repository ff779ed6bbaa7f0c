"""``portfolio``: options, choice under limits, waves, tornado and Monte Carlo of a plan."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import typer

from outsourcing_planner.cli.output import dumped, plain
from outsourcing_planner.cli.plan import progress, read_assumptions
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.changes import Watch
from outsourcing_planner.text import _, format_money, format_share


def run_portfolio(
    source: Path, assumptions: Path | None, limits: Mapping[str, float | None], trials: int, seed: int, *,
    as_json: bool,
) -> int:  # fmt: skip
    """Print what the portfolio says; the exit code is 1 where no choice keeps the limits."""
    from outsourcing_planner.engine.evaluate import evaluate
    from outsourcing_planner.io.load import load_all
    from outsourcing_planner.io.sources import read_source

    with progress(_("Portfolio")) as told:
        taken = read_source(source, {}, told)
        given = read_assumptions(assumptions) if assumptions else taken.assumptions
        libraries = load_all()
        base = evaluate(taken.plan, given, libraries)
        asked = (taken.plan, given, libraries, base)
        result = {
            **_chosen(*asked, limits, Watch(told)), **_waves(taken.plan, given, base, limits),
            **_sure(taken.plan, given, libraries, trials, seed, Watch(told)), **_concentration(given, libraries, base),
        }  # fmt: skip
    if as_json:
        typer.echo(dumped(result))
    else:
        _print(result, given.text("plan_currency"))
    return 0 if result["choice"]["found"] else 1


def _chosen(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, base: Evaluation, asked: Mapping[str, float | None],
    watch: Watch,
) -> dict[str, Any]:  # fmt: skip
    from outsourcing_planner.engine.portfolio.choose import choose, risk_charges
    from outsourcing_planner.engine.portfolio.explain_limits import explain, in_words
    from outsourcing_planner.engine.portfolio.limits import Limits
    from outsourcing_planner.engine.portfolio.option_specs import default_specs
    from outsourcing_planner.engine.portfolio.options import cost_options
    from outsourcing_planner.io.portfolio_settings import load_portfolio_settings
    from outsourcing_planner.io.solving import solve_in_child

    options = cost_options(plan, assumptions, libraries, default_specs(libraries, assumptions), base, watch)
    years = range(1, int(assumptions.number("term_years")) + 1)
    budget = asked["budget"]
    limits = Limits(
        one_off={} if budget is None else dict.fromkeys(years, budget), fte_per_wave=asked["fte_per_wave"],
        per_country=asked["per_country"], retained_at_least=asked["retained"],
    )  # fmt: skip
    risk = risk_charges(options, load_portfolio_settings().risk_charge, libraries, assumptions)
    solve = solve_in_child(watch.cancelled)
    choice = choose(options, limits, risk, solve)
    names = {row: str(cell or "") for row, cell in zip(plan.rows.ids, plan.column("function"), strict=True)}
    reasons = (
        [] if choice.found else [in_words(item, names) for item in explain(options, limits, solve, watch).together]
    )
    functions = [
        {"function": names[row], "chosen": options.specs[at].label if at >= 0 else None, "options": options.lines(row)}
        for row, at in zip(plan.rows.ids, choice.chosen.tolist(), strict=True)
    ]  # fmt: skip
    figures = {
        key: plain(getattr(choice, key)) for key in ("objective", "npv", "one_off", "charge", "risk_charge", "gap")
    }
    return {
        "choice": {"found": choice.found, "state": choice.state, **figures, "why_not": reasons},
        "functions": functions,
    }


def _waves(plan: Plan, assumptions: Assumptions, base: Evaluation, asked: Mapping[str, float | None]) -> dict[str, Any]:
    from outsourcing_planner.engine.portfolio.waves import WaveRules, assign_waves
    from outsourcing_planner.io.portfolio_settings import load_portfolio_settings

    rules = WaveRules(fte_per_wave=asked["fte_per_wave"])
    found = assign_waves(plan, assumptions, base, load_portfolio_settings().readiness, rules)
    names = dict(zip(plan.rows.ids, plan.column("function"), strict=True))
    lines = [
        {"function": names[row], "wave": wave, "start_month": found.start_month[row], "readiness": found.readiness[row]}
        for row, wave in sorted(found.wave.items(), key=lambda item: (item[1], -found.readiness[item[0]]))
    ]  # fmt: skip
    return {"waves": lines, "wave_notes": [note.message for note in found.notes]}


def _sure(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, trials: int, seed: int, watch: Watch
) -> dict[str, Any]:
    from outsourcing_planner.engine.portfolio.monte_carlo import simulate
    from outsourcing_planner.engine.portfolio.tornado import tornado
    from outsourcing_planner.io.portfolio_settings import load_portfolio_settings

    settings = load_portfolio_settings()
    bars = tornado(plan, assumptions, libraries, settings, watch)
    found = simulate(plan, assumptions, libraries, settings.uncertainty, trials, seed, watch)
    yearly = found.percentiles(found.yearly_cost)
    return {
        "tornado": [{**asdict(bar), "span": bar.span} for bar in bars.bars],
        "monte_carlo": {
            "trials": trials, "seed": seed, "base_npv": found.base_npv, "loss_probability": found.loss_probability,
            "npv": dict(zip(("p10", "p50", "p90"), found.percentiles().tolist(), strict=True)),
            "yearly_cost": dict(zip(("p10", "p50", "p90"), yearly.tolist(), strict=True)),
            "cumulative_cash": dict(zip(("p10", "p50", "p90"), np.round(found.band, 2).tolist(), strict=True)),
            "contributions": [asdict(item) for item in found.contributions[:20]],
        },
    }  # fmt: skip


def _concentration(assumptions: Assumptions, libraries: Libraries, base: Evaluation) -> dict[str, Any]:
    from outsourcing_planner.engine.portfolio.concentration import concentrations, sensitive_exposure

    found = concentrations(base, libraries, assumptions.text("home_country"))
    return {
        "concentration": [asdict(item) for item in found],
        "sensitive": [asdict(item) for item in sensitive_exposure(base)],
    }


def _print(result: Mapping[str, Any], currency: str) -> None:
    choice, sure = result["choice"], result["monte_carlo"]
    if choice["found"]:
        typer.echo(_("Best choice: NPV {npv}, one-off {one_off}, proven to {gap}").format(
            npv=format_money(choice["npv"], currency), one_off=format_money(choice["one_off"], currency),
            gap=format_share(choice["gap"], 3),
        ))  # fmt: skip
        for line in result["functions"]:
            typer.echo(f"  {line['function']!s:32.32} {line['chosen']}")
    else:
        typer.echo(_("No choice keeps the limits:"))
        for reason in choice["why_not"]:
            typer.echo(f"  {reason}")
    low, middle, high = (format_money(sure["npv"][key], currency) for key in ("p10", "p50", "p90"))
    typer.echo(_("\nNPV as planned: P10 {low}, P50 {middle}, P90 {high}; loss in {share} of the trials").format(
        low=low, middle=middle, high=high, share=format_share(sure["loss_probability"], 1)
    ))  # fmt: skip
    typer.echo(_("Largest levers:"))
    for bar in result["tornado"][:8]:
        ends = " … ".join(format_money(bar[key], currency) for key in ("npv_low", "npv_high"))
        typer.echo(f"  {bar['name']:40.40} {ends}")
