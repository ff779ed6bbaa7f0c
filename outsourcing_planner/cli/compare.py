"""``ways``, ``quotes``, ``shifts``: a function done in every way, what providers ask for it, and round the clock."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from outsourcing_planner.cli.output import dumped
from outsourcing_planner.cli.plan import in_force, read_assumptions
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import UsageError
from outsourcing_planner.domain.fields import PRICINGS
from outsourcing_planner.text import _, currency_code, format_money, format_number, parse_number

if TYPE_CHECKING:
    from outsourcing_planner.domain.plan import Plan
    from outsourcing_planner.engine.libraries import Libraries
    from outsourcing_planner.engine.side_by_side import VendorQuote, Way

Ask = Callable[["Plan", Assumptions, "Libraries", int], "tuple[Way, ...]"]
_QUOTE: Final = re.compile(r"^\s*(?P<rate>[\d.,]+)\s*(?P<currency>[A-Za-z]{3})?\s*/\s*(?P<pricing>[A-Za-z_ ]+?)\s*$")


def run_ways(source: Path, function: str, assumptions: Path | None, *, as_json: bool) -> None:
    """Print every way to do the work, for one function or for all."""
    from outsourcing_planner.engine.side_by_side import ways_of

    _print_for(source, function, assumptions, ways_of, as_json=as_json)


def run_quotes(source: Path, function: str, quotes: Sequence[str], assumptions: Path | None, *, as_json: bool) -> None:
    """Print what each quote means for the whole function, the best NPV first."""
    from outsourcing_planner.engine.side_by_side import providers

    asked = [quote_of(text) for text in quotes]
    if not asked:
        raise UsageError(_('quotes needs at least one --quote "Provider=12.50 EUR/hour"'))
    _print_for(
        source, function, assumptions,
        lambda plan, given, libraries, row: providers(plan, given, libraries, row, asked), as_json=as_json,
    )  # fmt: skip


def run_shifts(places: Sequence[str], home: str, hours: int, coverage: float, *, as_json: bool) -> int:
    """Print which hours of the home clock the day shifts of places cover; the exit code is 1 where hours stay open."""
    from outsourcing_planner.engine.shifts import covered_hours, crews_for, missing_hours, round_the_clock
    from outsourcing_planner.io.load import load_all

    known = load_all().rates.places
    for place in (home, *places):
        if covered_hours(place, place, known, hours) is None:
            raise UsageError(_("{place!r} is no country of the library, so it has no clock").format(place=place))
    found = {place: sorted(covered_hours(place, home, known, hours) or ()) for place in places}
    chosen, open_ = round_the_clock(places, home, known, hours), missing_hours(places, home, known, hours)
    result = {
        "home": home, "hours": hours, "places": found, "open": list(open_), "chosen": list(chosen or ()),
        "crews_of_one_place": crews_for(coverage),
        "delivery": {place: known.delivery(place, home) for place in places},
    }  # fmt: skip
    if as_json:
        typer.echo(dumped(result))
        return 1 if open_ else 0
    typer.echo(_("Day shifts of {hours} hours from eight, on the clock of {home}:").format(hours=hours, home=home))
    for place, covered in found.items():
        line = "".join("■" if hour in covered else "·" for hour in range(24))
        typer.echo(f"  {place:24.24} {line}  {known.delivery(place, home) or ''}")
    if open_:
        typer.echo(_("Open: {hours}").format(hours=", ".join(f"{hour}:00" for hour in open_)))
    else:
        typer.echo(_("These cover the day: {places}").format(places=", ".join(chosen or ())))
    typer.echo(_("One place alone needs {crews} crews for {coverage} hours a week.").format(
        crews=crews_for(coverage), coverage=format_number(coverage)
    ))  # fmt: skip
    return 1 if open_ else 0


def quote_of(text: str) -> "VendorQuote":
    """Return ``"Provider=12.50 EUR/hour"`` as a quote; a malformed one is wrong usage."""
    from outsourcing_planner.engine.side_by_side import VendorQuote

    vendor, _sign, asked = text.partition("=")
    found = _QUOTE.match(asked)
    rate = parse_number(found["rate"]) if found else None
    if found is None or rate is None or not vendor.strip():
        raise UsageError(_('--quote needs "Provider=12.50 EUR/hour", got {text!r}').format(text=text))
    pricing = found["pricing"].casefold().replace(" ", "_")
    if pricing not in PRICINGS or pricing == "auto":
        names = ", ".join(name for name in PRICINGS if name != "auto")
        text = _("--quote: there is no pricing {name!r}; there are {names}")
        raise UsageError(text.format(name=pricing, names=names))
    currency = found["currency"] or ""
    if currency and currency_code(currency) is None:
        raise UsageError(_("--quote: {currency!r} is no currency code").format(currency=currency))
    return VendorQuote(vendor.strip(), pricing, rate, currency.upper())


def _print_for(source: Path, function: str, assumptions: Path | None, ask: Ask, *, as_json: bool) -> None:
    from outsourcing_planner.io.sources import read_source

    taken = read_source(source, {}, lambda _share, _text: None)
    given = read_assumptions(assumptions) if assumptions else taken.assumptions
    libraries = in_force(taken, given)
    for row in _rows(taken.plan, function):
        name, lines = str(taken.plan.cell(row, "function") or ""), ask(taken.plan, given, libraries, row)
        if as_json:
            ways = [{**asdict(way), "prices": dict(way.prices)} for way in lines]
            typer.echo(dumped({"function": name, "row": taken.plan.rows.positions[row] + 1, "ways": ways}))
        else:
            typer.echo(name)
            _print_ways(lines, given.text("plan_currency"))


def _rows(plan: "Plan", function: str) -> list[int]:
    """Return the rows of a function by its name, or by its number counted from 1; all without one."""
    if not function:
        return list(plan.rows.ids)
    wanted = function.strip().casefold()
    found = [row for row in plan.rows.ids if str(plan.cell(row, "function") or "").strip().casefold() == wanted]
    if not found and wanted.isdigit() and 1 <= int(wanted) <= len(plan):
        found = [plan.rows.ids[int(wanted) - 1]]
    if not found:
        raise UsageError(_("there is no function {name!r} in this plan").format(name=function))
    return found


def _print_ways(ways: "Sequence[Way]", currency: str) -> None:
    from outsourcing_planner.engine.side_by_side import NORMALISED, per_unit

    def money(amount: float | None) -> str:
        return _("not costed") if amount is None else format_money(amount, currency)

    heads: tuple[str, ...] = (_("a year"), _("one-off"), _("NPV"), _("over the term"), _("payback"))
    typer.echo(f"  {'':24}" + "".join(f"{head:>18}" for head in heads))
    for way in ways:
        months = "" if way.payback_months is None else format_number(way.payback_months, 1)
        cells = (money(way.charge), money(way.one_off), money(way.npv), money(way.tco), months)
        typer.echo(f"  {way.name:24.24}" + "".join(f"{cell:>18}" for cell in cells))
        if way.missing:
            typer.echo(f"  {'':24}  " + _("missing: {gap}").format(gap=way.missing))
        if way.prices:
            shown = [(unit, way.prices[unit]) for unit in NORMALISED if unit in way.prices]
            prices = ", ".join(f"{format_number(price, 2)} {per_unit(unit)}" for unit, price in shown)
            typer.echo(f"  {'':24}  = {prices}")
