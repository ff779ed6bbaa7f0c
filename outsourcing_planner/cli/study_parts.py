"""The parts of a study as commands ask for them: each gives the part for the workbook, and an object for JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from outsourcing_planner.cli.output import plain
from outsourcing_planner.cli.study_case import Asked, Case, limits_of, rules_of
from outsourcing_planner.domain.errors import UsageError
from outsourcing_planner.text import _

if TYPE_CHECKING:
    from outsourcing_planner.engine.portfolio.changes import Watch
    from outsourcing_planner.engine.portfolio.frontier import FrontierPoint
    from outsourcing_planner.engine.portfolio.scenarios import Factor

Part = tuple[dict[str, Any], dict[str, Any]]
"""Fields of ``Study``, and what is printed as JSON."""


def choice(case: Case, asked: Asked, watch: "Watch") -> Part:
    """Return the best choice under limits, with every option of every function."""
    from outsourcing_planner.engine.portfolio.explain_limits import in_words
    from outsourcing_planner.engine.portfolio.limit_uses import limit_uses, name_of
    from outsourcing_planner.engine.portfolio.study import chosen_of, options_of
    from outsourcing_planner.io.solving import solve_in_child

    options, risk = options_of(case.frozen, case.settings, watch)
    chosen = chosen_of(options, risk, limits_of(case, asked), solve_in_child(watch.cancelled), watch)
    found, names, why = chosen.choice, case.names, chosen.why_not
    reasons = [in_words(one, names) for one in why.together] if why else []
    reasons += [_("{name} has no option").format(name=names[row]) for row in (why.impossible if why else ())]
    functions = [
        {"function": names[row], "chosen": options.specs[at].label if at >= 0 else None, "options": options.lines(row)}
        for row, at in zip(case.plan.rows.ids, found.chosen.tolist(), strict=True)
    ]  # fmt: skip
    figures = {
        key: plain(getattr(found, key)) for key in ("objective", "npv", "one_off", "charge", "risk_charge", "gap")
    }
    uses = [{"limit": name_of(use.kind, use.key, names), "set": use.limit, "used": use.used, "binds": use.binds}
            for use in limit_uses(options, chosen.limits, found)]  # fmt: skip
    said = {"found": found.found, "state": found.state, **figures, "why_not": reasons, "limits": uses,
            "alone": [in_words(one, names) for one in why.alone] if why else []}  # fmt: skip
    return {"chosen": chosen}, {"choice": said, "functions": functions}


def frontier(case: Case, asked: Asked, watch: "Watch") -> Part:
    """Return the frontier by budget and by risk."""
    from outsourcing_planner.engine.portfolio.study import chosen_of, frontiers_of, options_of
    from outsourcing_planner.io.solving import solve_in_child

    options, risk = options_of(case.frozen, case.settings, watch)
    solve = solve_in_child(watch.cancelled)
    chosen = chosen_of(options, risk, limits_of(case, asked), solve, watch)
    budgets, risks = frontiers_of(chosen, asked.get("points") or 8, solve, watch)
    return {"chosen": chosen, "budgets": budgets, "risks": risks}, {
        "by_budget": [_point(point) for point in budgets], "by_risk": [_point(point) for point in risks],
    }  # fmt: skip


def _point(point: "FrontierPoint") -> dict[str, float]:
    return {key: getattr(point, key) for key in ("asked", "npv", "one_off", "risk_charge", "gap")}


def waves(case: Case, asked: Asked, _watch: "Watch") -> Part:
    """Return the waves that the rules give; the workbook shows the plan with them."""
    from outsourcing_planner.engine.portfolio.waves import assign_waves

    rules, names = rules_of(case, asked), case.names
    found = assign_waves(case.plan, case.assumptions, case.base, case.settings.readiness, rules)
    lines = [
        {"function": names[row], "wave": wave, "start_month": found.start_month[row], "readiness": found.readiness[row]}
        for row, wave in sorted(found.wave.items(), key=lambda item: (item[1], -found.readiness[item[0]]))
    ]  # fmt: skip
    fte = {str(wave): people for wave, people in found.fte.items()}
    said = {"waves": lines, "wave_notes": [note.message for note in found.notes], "fte_by_wave": fte}
    return {"readiness": dict(case.settings.readiness), "rules": rules}, said


def tornado(case: Case, _asked: Asked, watch: "Watch") -> Part:
    """Return the tornado."""
    from outsourcing_planner.engine.portfolio.tornado import tornado as vary

    found = vary(case.plan, case.assumptions, case.libraries, case.settings, watch)
    names = case.names
    bars = [
        {**asdict(bar), "span": bar.span, "turned": [names[row] for row in sorted({*bar.flips_low, *bar.flips_high})]}
        for bar in found.bars
    ]
    return {"tornado": found}, {"npv": found.npv, "tornado": bars}


def simulation(case: Case, asked: Asked, watch: "Watch") -> Part:
    """Return the Monte Carlo simulation."""
    from outsourcing_planner.engine.portfolio.monte_carlo import simulate

    trials, seed = int(asked["trials"]), int(asked["seed"])
    found = simulate(case.plan, case.assumptions, case.libraries, case.settings.uncertainty, trials, seed, watch)
    names, yearly = case.names, found.percentiles(found.yearly_cost)
    points = ("p10", "p50", "p90")
    said = {
        "trials": trials, "seed": seed, "base_npv": found.base_npv, "loss_probability": found.loss_probability,
        "npv": dict(zip(points, found.percentiles().tolist(), strict=True)),
        "yearly_cost": dict(zip(points, yearly.tolist(), strict=True)),
        "cumulative_cash": dict(zip(points, np.round(found.band, 2).tolist(), strict=True)),
        "contributions": [
            {**asdict(one), "function": None if one.row is None else names[one.row]} for one in found.contributions[:20]
        ],
    }  # fmt: skip
    return {"trials": found}, {"monte_carlo": said}


def scenarios(case: Case, asked: Asked, watch: "Watch") -> Part:
    """Return the scenarios that the plan keeps, and the one that the command line describes, beside the plan."""
    from outsourcing_planner.engine.portfolio.scenarios import compare
    from outsourcing_planner.session.scenarios import against, is_sound, scenarios_of

    known = [one for one in scenarios_of(case.sections) if is_sound(one)]
    known = [against(one, case.plan, case.assumptions) for one in known]
    factors = _factors(asked)
    values = _values(asked.get("set") or ())
    if factors or values:
        known.append(_described(values, factors))
    if not known:
        raise UsageError(_("The plan keeps no scenarios; describe one with --rates, --work or --set"))
    found, names = compare(case.plan, case.assumptions, case.libraries, known, watch), case.names
    lines = [
        {"name": one.scenario.name, "npv": plain(one.totals["npv"]), "npv_difference": one.npv_difference,
         "totals": {key: plain(value) for key, value in one.totals.items()}, "sentence": one.sentence,
         "stop_paying": [names[row] for row in one.stop_paying],
         "start_paying": [names[row] for row in one.start_paying]}
        for one in found.outcomes
    ]  # fmt: skip
    return {"comparison": found}, {"npv": plain(found.base.totals["npv"]), "scenarios": lines}


def _described(values: Mapping[str, Any], factors: "tuple[Factor, ...]") -> Any:  # noqa: ANN401 - a scenario
    from outsourcing_planner.engine.portfolio.scenarios import Scenario, in_words

    return Scenario(in_words(Scenario(_("asked"), values, factors=factors)), values, factors=factors)


def _factors(asked: Asked) -> "tuple[Factor, ...]":
    from outsourcing_planner.engine.portfolio.scenarios import RATES, WORK, Factor

    found = []
    for of, key in ((RATES, "rates"), (WORK, "work")):
        text = asked.get(key)
        if not text:
            continue
        try:
            found.append(Factor(of, 1 + float(text.replace("%", "").replace("−", "-").strip()) / 100))
        except ValueError as error:
            why = _("--{key} needs a change such as +10%, got {text!r}").format(key=key, text=text)
            raise UsageError(why) from error
    return tuple(found)


def _values(pairs: Any) -> dict[str, Any]:  # noqa: ANN401 - texts of the command line
    from outsourcing_planner.domain.assumptions import SPECS, checked

    found: dict[str, Any] = {}
    for pair in pairs:
        key, _sign, text = pair.partition("=")
        if key not in SPECS:
            raise UsageError(_("--set: there is no assumption {key!r}").format(key=key))
        try:
            found[key] = checked(key, text if isinstance(SPECS[key].value, str) else float(text))
        except ValueError as error:
            raise UsageError(_("--set {key} needs a number, got {text!r}").format(key=key, text=text)) from error
    return found


def lost_sites(case: Case, asked: Asked, _watch: "Watch") -> Part:
    """Return what it costs to lose a country's sites for some months."""
    from outsourcing_planner.engine.portfolio.what_if import sites_lost

    rules = case.settings.uncertainty
    months = asked.get("months") or rules.event_months
    cost = rules.event_cost if asked.get("cost") is None else asked["cost"]
    found = sites_lost(case.base, case.assumptions, months, cost, asked.get("from_month"))
    country = asked.get("lost_country")
    if country:
        found = tuple(one for one in found if one.country.casefold() == country.casefold())
        if not found:
            raise UsageError(_("Nothing is delivered from {country!r}").format(country=country))
    names = case.names
    lines = [
        {"country": one.country, "from_month": one.from_month, "months": one.months, "npv_before": one.npv_before,
         "npv_after": one.npv_after, "loss": one.loss, "functions": [names[row] for row in one.functions]}
        for one in found
    ]  # fmt: skip
    return {"lost": found}, {"what_if": lines}


def concentration(case: Case, asked: Asked, watch: "Watch") -> Part:
    """Return shares and HHI, sensitive work by country, and what losing a site costs."""
    from outsourcing_planner.engine.portfolio.concentration import concentrations, sensitive_exposure

    vendors = {row: cell for row, cell in zip(case.plan.rows.ids, case.plan.column("vendor"), strict=True)
               if isinstance(cell, str)}  # fmt: skip
    found = concentrations(case.base, case.libraries, case.assumptions.text("home_country"), vendors)
    part, lost = lost_sites(case, asked, watch)
    names = case.names
    sensitive = [{**asdict(one), "functions": [names[row] for row in one.functions]}
                 for one in sensitive_exposure(case.base)]  # fmt: skip
    return part, {"concentration": [asdict(item) for item in found], "sensitive": sensitive, **lost}
