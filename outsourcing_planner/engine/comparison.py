"""Per seat beside per project, unit cost, the year in which all has settled, total cost (domain.md §2.6)."""

from outsourcing_planner.engine.cashflow import cola_step
from outsourcing_planner.engine.helpers import BLANK, Operand, both, either, filled, isblank, money, total, when
from outsourcing_planner.engine.measures import Format, measure

_MONEY = Format.MONEY


@measure("Cheaper estimate", fmt=Format.TEXT)
def cheaper_estimate(bpo_year: Operand, kpo_year: Operand) -> Operand:
    """Which of the two estimates of a year is lower."""
    differs = when(bpo_year < kpo_year, "per seat", when(kpo_year < bpo_year, "per project", "equal"))
    return when(either(isblank(bpo_year), isblank(kpo_year)), "", differs)


@measure("Break-even projects, seat or project", "projects / year")
def break_even_projects(
    bpo_year: Operand, project_days_used: Operand, day_rate_used: Operand, contingency: Operand
) -> Operand:
    """Projects a year at which both estimates cost the same; with fewer, per project is cheaper."""
    one = project_days_used * day_rate_used * (1 + contingency)
    return when(one > 0, bpo_year / one, BLANK)


@measure("Break-even volume, seat or project", "units / year")
def break_even_volume(
    projects: Operand, project_days_used: Operand, volume: Operand, fte_used: Operand, kpo_year: Operand,
    seat_rate_used: Operand, seat_sharing: Operand,
) -> Operand:  # fmt: skip
    """Volume at which both estimates cost the same, seats not rounded up; with more, per project is cheaper.

    None where the effort of the projects follows from headcount: both then grow alike.
    """
    by_fte = when(fte_used > 0, volume / fte_used, BLANK)
    volume_for = when(seat_rate_used > 0, by_fte * (kpo_year / (seat_rate_used * 12)) * seat_sharing, BLANK)
    return when(both(filled(projects), filled(project_days_used)), volume_for, BLANK)


@measure("Unit cost today", "money / unit", Format.RATE)
def unit_cost(in_house: Operand, volume: Operand) -> Operand:
    """In-house cost of one unit of work."""
    return when(volume > 0, in_house / volume, BLANK)


@measure("Unit cost after", "money / unit", Format.RATE)
def unit_cost_after(
    outsourced: Operand, moved_share: Operand, charge: Operand, governance_share: Operand, client_work: Operand,
    volume: Operand,
) -> Operand:  # fmt: skip
    """Charge, governance and client work for one unit of the work that moves, in the first year at steady state."""
    units = volume * moved_share
    cost = when(units > 0, (charge * (1 + governance_share) + client_work) / units, BLANK)
    return when(outsourced, cost, BLANK)


@measure("Run-rate saving", "money / year", _MONEY)
def run_rate_saving(
    costed: Operand, outsourced: Operand, run_rate_avoided: Operand, charge: Operand, cola: Operand,
    cola_scope: Operand, cola_cap: Operand, productivity_glide: Operand, charge_growth: Operand,
    governance_share: Operand, client_work: Operand, wage_inflation: Operand, volume_growth_used: Operand,
    money_decimals: Operand,
) -> Operand:  # fmt: skip
    """Saving of the second plan year, when one-offs and ramp are over; before leakage."""
    step = cola_step(cola, cola_scope, cola_cap, productivity_glide)
    provider = charge * step * charge_growth * (1 + governance_share)
    own = client_work * (1 + wage_inflation) * (1 + volume_growth_used)
    saved = money(run_rate_avoided - provider - own, money_decimals)
    return when(costed, when(outsourced, saved, 0), BLANK)


@measure("Avoided in the second year", "money / year", _MONEY, stored=False)
def run_rate_avoided(
    costed: Operand, outsourced: Operand, avoidable: Operand, moved_share: Operand, under_contract: Operand,
    wage_inflation: Operand, cola: Operand, cola_scope: Operand, cola_cap: Operand, productivity_glide: Operand,
    volume_growth_used: Operand,
) -> Operand:  # fmt: skip
    """In-house cost avoided in the second plan year."""
    step = cola_step(cola, cola_scope, cola_cap, productivity_glide)
    grown = (1 + wage_inflation) * (1 - under_contract) + step * under_contract
    year = avoidable * moved_share * grown * (1 + volume_growth_used)
    return when(costed, when(outsourced, year, 0), BLANK)


@measure("Run-rate saving share", "share of avoidable cost", Format.SHARE)
def run_rate_share(run_rate_saving: Operand, run_rate_avoided: Operand) -> Operand:
    """Run-rate saving as a share of the avoidable cost of that year."""
    return when(run_rate_avoided > 0, run_rate_saving / run_rate_avoided, BLANK)


@measure("Total cost of the term", "money", _MONEY)
def tco(
    costed: Operand, in_house: Operand, today_index: Operand, in_term: Operand, month: Operand, saving_term: Operand,
    one_off_base: Operand, money_decimals: Operand,
) -> Operand:  # fmt: skip
    """All that the function costs over the term as decided: what stays in-house, provider, client side, one-offs."""
    baseline = total(in_house / 12 * today_index * in_term * (month >= 1))
    return when(costed, money(baseline - saving_term + one_off_base, money_decimals), BLANK)
