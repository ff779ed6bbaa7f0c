"""What the commands of the portfolio print for a person."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import typer

from outsourcing_planner.text import _, format_money, format_number, format_share

Result = Mapping[str, Any]
_FEW: Final = 12


def print_choice(result: Result, currency: str) -> None:
    """Print the best choice, or why there is none."""
    choice = result["choice"]
    if not choice["found"]:
        typer.echo(_("No choice keeps the limits. What would have to give:"))
        for reason in choice["why_not"] or [_("no answer in time")]:
            typer.echo(f"  {reason}")
        if len(choice["alone"]) > 1:
            typer.echo(_("Any one of these would do alone:"))
            for reason in choice["alone"]:
                typer.echo(f"  {reason}")
        return
    typer.echo(_("Best choice: NPV {npv}, one-off {one_off}, proven to {gap}").format(
        npv=format_money(choice["npv"], currency), one_off=format_money(choice["one_off"], currency),
        gap=format_share(choice["gap"], 3),
    ))  # fmt: skip
    for line in result["functions"]:
        typer.echo(f"  {line['function']!s:32.32} {line['chosen']}")
    full = [use["limit"] for use in choice["limits"] if use["binds"]]
    if full:
        typer.echo(_("Limits that are used up: {names}").format(names=", ".join(full)))


def print_frontier(result: Result, currency: str) -> None:
    """Print both frontiers."""
    for key, heading, of in (
        ("by_budget", _("What a one-off budget buys"), "one_off"),
        ("by_risk", _("What less risk costs"), "risk_charge"),
    ):
        typer.echo(heading)
        for point in result[key]:
            typer.echo(f"  {format_money(point[of], currency):>20}  NPV {format_money(point['npv'], currency)}")


def print_waves(result: Result, _currency: str) -> None:
    """Print the waves."""
    for line in result["waves"]:
        typer.echo(_("  wave {wave}, month {month}: {function} (readiness {ready})").format(
            wave=line["wave"], month=line["start_month"], function=line["function"],
            ready=format_number(line["readiness"]),
        ))  # fmt: skip
    for note in result["wave_notes"]:
        typer.echo(f"  ! {note}")


def print_tornado(result: Result, currency: str) -> None:
    """Print the longest bars."""
    typer.echo(_("Largest levers:"))
    for bar in result["tornado"][:_FEW]:
        ends = " … ".join(format_money(bar[key], currency) for key in ("npv_low", "npv_high"))
        turned = _("; turns {n}").format(n=len(bar["turned"])) if bar["turned"] else ""
        typer.echo(f"  {bar['name']:40.40} {ends}{turned}")


def print_simulation(result: Result, currency: str) -> None:
    """Print the spread of the NPV and where it comes from."""
    from outsourcing_planner.io.exporting.portfolio_simulation import words_of

    sure = result["monte_carlo"]
    low, middle, high = (format_money(sure["npv"][key], currency) for key in ("p10", "p50", "p90"))
    typer.echo(_("NPV as planned: P10 {low}, P50 {middle}, P90 {high}; loss in {share} of the trials").format(
        low=low, middle=middle, high=high, share=format_share(sure["loss_probability"], 1)
    ))  # fmt: skip
    yearly = zip(*(sure["yearly_cost"][key] for key in ("p10", "p50", "p90")), strict=True)
    for year, costs in enumerate(yearly, start=1):
        ends = " … ".join(format_money(cost, currency) for cost in costs)
        typer.echo(_("  cost of year {year}: {ends}").format(year=year, ends=ends))
    for one in sure["contributions"][:_FEW]:
        typer.echo(f"  {format_share(one['share'], 1):>7}  {words_of(one['kind'], one['function'] or one['name'])}")


def print_scenarios(result: Result, currency: str) -> None:
    """Print each scenario beside the plan, and the difference in words."""
    typer.echo(f"  {_('Plan as it is'):32.32} NPV {format_money(result['npv'] or 0.0, currency)}")
    for one in result["scenarios"]:
        typer.echo(f"  {one['name']:32.32} NPV {format_money(one['npv'] or 0.0, currency)}")
        typer.echo(f"    {one['sentence']}")
        for key, said in (("stop_paying", _("below the hurdle")), ("start_paying", _("now pays"))):
            if one[key]:
                typer.echo(f"    {said}: {', '.join(one[key][:_FEW])}")


def print_lost(result: Result, currency: str) -> None:
    """Print what losing a site costs."""
    for one in result["what_if"]:
        typer.echo(_("{country} lost from month {month} for {months} months: −{loss} NPV, {n} functions").format(
            country=one["country"], month=one["from_month"], months=one["months"],
            loss=format_money(one["loss"], currency), n=len(one["functions"]),
        ))  # fmt: skip


def print_concentration(result: Result, currency: str) -> None:
    """Print shares and HHI, sensitive work, and lost sites."""
    headings = {"country": _("Country"), "pricing": _("Pricing"), "distance": _("Distance"), "vendor": _("Provider")}
    for one in result["concentration"]:
        typer.echo(_("{by}: HHI {hhi}").format(by=headings[one["by"]], hhi=format_number(one["hhi"], 3)))
        for share in one["shares"]:
            name = share["name"] or _("none named")
            money = format_money(share["charge"], currency)
            typer.echo(f"  {name:28.28} {format_share(share['share'], 1):>7} {money:>20}")
    for place in result["sensitive"]:
        typer.echo(_("Sensitive work in {place}: {share} of all charges, {n} functions").format(
            place=place["place"], share=format_share(place["share"], 1), n=len(place["functions"])
        ))  # fmt: skip
    print_lost(result, currency)


PRINTERS: Final[dict[str, Callable[[Result, str], None]]] = {
    "choice": print_choice, "frontier": print_frontier, "waves": print_waves, "tornado": print_tornado,
    "simulation": print_simulation, "scenarios": print_scenarios, "lost_sites": print_lost,
    "concentration": print_concentration,
}  # fmt: skip
