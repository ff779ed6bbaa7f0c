"""The commands of the portfolio and their options (typer)."""

from pathlib import Path
from typing import Annotated

import typer

Input = Annotated[Path, typer.Argument(metavar="INPUT", help="Workbook, CSV or .oplan file with the functions.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="OUT", help="The workbook (.xlsx) or .json file to write.")
]
Toml = Annotated[Path | None, typer.Option("--assumptions", metavar="FILE.toml", help="Own assumptions.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the output where it exists.")]
Budget = Annotated[float | None, typer.Option("--budget", min=0, help="One-off budget of each year.")]
People = Annotated[float | None, typer.Option("--fte-per-wave", min=0, help="Headcount that may move in a wave.")]
PerCountry = Annotated[float | None, typer.Option("--per-country", min=0, max=1, help="Largest share of one country.")]
Countries = Annotated[
    list[str] | None, typer.Option("--country", metavar='"NAME=SHARE"', help="Largest share of a country; repeatable.")
]
PerVendor = Annotated[float | None, typer.Option("--per-vendor", min=0, max=1, help="Largest share of one provider.")]
Vendors = Annotated[
    list[str] | None, typer.Option("--vendor", metavar='"NAME=SHARE"', help="Largest share of a provider; repeatable.")
]
Retained = Annotated[float | None, typer.Option("--retained", min=0, max=1, help="Least share that stays.")]
MostRetained = Annotated[
    float | None, typer.Option("--retained-at-most", min=0, max=1, help="Largest share that stays.")
]
MustGo = Annotated[list[str] | None, typer.Option("--must-go", help="A function that must leave; repeatable.")]
MustStay = Annotated[list[str] | None, typer.Option("--must-stay", help="A function that must stay; repeatable.")]
Together = Annotated[
    list[str] | None, typer.Option("--together", metavar='"A; B"', help="Functions that go together; repeatable.")
]
Risk = Annotated[float | None, typer.Option("--risk", min=0, help="Weight of the charge for risk; 1 by default.")]
Trials = Annotated[int, typer.Option("--trials", min=1, max=1_000_000, help="Monte Carlo trials.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of the trials.")]
FirstMonth = Annotated[int | None, typer.Option("--first-month", min=1, help="Month in which the first wave starts.")]
Apart = Annotated[int | None, typer.Option("--months-apart", min=1, help="Months from one wave to the next.")]
After = Annotated[
    list[str] | None,
    typer.Option("--after", metavar='"B=A"', help="B leaves in a later wave than A; repeatable."),
]
LostMonths = Annotated[int | None, typer.Option("--months", min=1, help="Months for which the site is lost.")]
LostFrom = Annotated[int | None, typer.Option("--from-month", min=1, help="Month of the plan in which it is lost.")]
LostCost = Annotated[
    float | None, typer.Option("--cost", min=0, help="What the work costs elsewhere, times the cost avoided.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program's."""
    for command in (portfolio, frontier, waves, tornado, simulate, scenarios, concentration):
        app.command()(command)
    app.command("what-if")(what_if)


def portfolio(
    source: Input, output: Output = None, assumptions: Toml = None, budget: Budget = None, fte: People = None,
    per_country: PerCountry = None, country: Countries = None, per_vendor: PerVendor = None, vendor: Vendors = None,
    retained: Retained = None, retained_at_most: MostRetained = None, must_go: MustGo = None,
    must_stay: MustStay = None, together: Together = None, risk: Risk = None, trials: Trials = 10_000,
    seed: Seed = 20_260_101, as_json: AsJson = False, force: Force = False,
) -> int:  # fmt: skip
    """Say which options to choose under limits, in which waves, and how sure the result is."""
    from outsourcing_planner.cli.portfolio import run_portfolio

    asked = {
        "budget": budget, "fte_per_wave": fte, "per_country": per_country, "country": country,
        "per_vendor": per_vendor, "vendor": vendor, "retained": retained, "retained_at_most": retained_at_most,
        "must_go": must_go, "must_stay": must_stay, "together": together, "risk": risk, "trials": trials, "seed": seed,
    }  # fmt: skip
    return run_portfolio(source, assumptions, asked, output, as_json=as_json, force=force)


def frontier(
    source: Input, output: Output = None, assumptions: Toml = None, fte: People = None, per_country: PerCountry = None,
    per_vendor: PerVendor = None, retained: Retained = None, must_go: MustGo = None, must_stay: MustStay = None,
    points: Annotated[int, typer.Option("--points", min=2, max=100, help="Budgets to solve for.")] = 8,
    as_json: AsJson = False, force: Force = False,
) -> int:  # fmt: skip
    """Say what a one-off budget buys, and what less risk costs."""
    from outsourcing_planner.cli.portfolio import run_parts

    asked = {
        "fte_per_wave": fte, "per_country": per_country, "per_vendor": per_vendor, "retained": retained,
        "must_go": must_go, "must_stay": must_stay, "points": points,
    }  # fmt: skip
    return run_parts(["frontier"], source, assumptions, asked, output, as_json=as_json, force=force)


def waves(
    source: Input, output: Output = None, assumptions: Toml = None, fte: People = None,
    first_month: FirstMonth = None, months_apart: Apart = None, after: After = None, as_json: AsJson = False,
    force: Force = False,
) -> int:  # fmt: skip
    """Lay waves out by readiness, capacity and order; the workbook has them as the plan's road map."""
    from outsourcing_planner.cli.portfolio import run_parts

    asked = {"fte_per_wave": fte, "first_month": first_month, "months_apart": months_apart, "after": after,
             "apply_waves": True}  # fmt: skip
    return run_parts(["waves"], source, assumptions, asked, output, as_json=as_json, force=force)


def tornado(
    source: Input, output: Output = None, assumptions: Toml = None, as_json: AsJson = False, force: Force = False
) -> int:
    """Vary each assumption and the largest prices and volumes, one at a time."""
    from outsourcing_planner.cli.portfolio import run_parts

    return run_parts(["tornado"], source, assumptions, {}, output, as_json=as_json, force=force)


def simulate(
    source: Input, output: Output = None, assumptions: Toml = None, trials: Trials = 10_000, seed: Seed = 20_260_101,
    as_json: AsJson = False, force: Force = False,
) -> int:  # fmt: skip
    """Draw prices, volumes, exchange rates and events again and again, and say how sure the NPV is."""
    from outsourcing_planner.cli.portfolio import run_parts

    asked = {"trials": trials, "seed": seed}
    return run_parts(["simulation"], source, assumptions, asked, output, as_json=as_json, force=force)


def scenarios(
    source: Input, output: Output = None, assumptions: Toml = None,
    rates: Annotated[str | None, typer.Option("--rates", metavar="+10%", help="Change of all prices.")] = None,
    work: Annotated[str | None, typer.Option("--work", metavar="-20%", help="Change of the amount of work.")] = None,
    values: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="An assumption; repeatable.")
    ] = None,
    as_json: AsJson = False, force: Force = False,
) -> int:  # fmt: skip
    """Compare the scenarios that a plan keeps, and one described here, with the plan as it is."""
    from outsourcing_planner.cli.portfolio import run_parts

    asked = {"rates": rates, "work": work, "set": values}
    return run_parts(["scenarios"], source, assumptions, asked, output, as_json=as_json, force=force)


def concentration(
    source: Input, output: Output = None, assumptions: Toml = None, as_json: AsJson = False, force: Force = False
) -> int:
    """Say how much hangs on one country, provider or pricing, and where sensitive work goes."""
    from outsourcing_planner.cli.portfolio import run_parts

    return run_parts(["concentration"], source, assumptions, {}, output, as_json=as_json, force=force)


def what_if(
    source: Input, output: Output = None, assumptions: Toml = None,
    country: Annotated[str | None, typer.Option("--country", help="The country; each one by default.")] = None,
    from_month: LostFrom = None, months: LostMonths = None, cost: LostCost = None, as_json: AsJson = False,
    force: Force = False,
) -> int:  # fmt: skip
    """Say what it costs to lose a country's sites for some months."""
    from outsourcing_planner.cli.portfolio import run_parts

    asked = {"lost_country": country, "from_month": from_month, "months": months, "cost": cost}
    return run_parts(["lost_sites"], source, assumptions, asked, output, as_json=as_json, force=force)
