"""The in-house baseline: what the function costs today, and how much of that can really stop (model.md §3.2)."""

from outsourcing_planner.engine.helpers import Operand, filled, money, when
from outsourcing_planner.engine.measures import Format, measure


@measure("Salary used", "money / FTE / year", Format.MONEY)
def salary_used(salary: Operand, salary_estimate: Operand) -> Operand:
    """Salary as typed, or the median wage of the matching occupation."""
    return when(filled(salary), salary, salary_estimate)


@measure("Loaded FTE cost", "money / FTE / year", Format.MONEY)
def loaded_fte(
    salary_used: Operand, supervision_share: Operand, benefits_share: Operand, employer_share: Operand,
    overhead_share: Operand, workplace_cost: Operand, attrition: Operand, replacement_cost: Operand,
) -> Operand:  # fmt: skip
    """Yearly cost of one FTE with team leaders, benefits, employer cost, overhead, workplace and replaced leavers."""
    paid = salary_used * (1 + supervision_share) * (1 + benefits_share + employer_share)
    return paid * (1 + overhead_share) + workplace_cost + attrition * replacement_cost


@measure("In-house", "money / year", Format.MONEY)
def in_house(
    in_house_cost: Operand, fte_used: Operand, loaded_fte: Operand, direct_cost: Operand, money_decimals: Operand
) -> Operand:
    """Yearly cost of the function today: as given, or headcount × loaded cost and direct cost."""
    people = fte_used * loaded_fte
    built_up = money(when(filled(direct_cost), people + direct_cost, people), money_decimals)
    return when(filled(in_house_cost), money(in_house_cost, money_decimals), built_up)


@measure("Under contract today", stored=False, always=True)
def under_contract(outsourced_today: Operand) -> Operand:
    """1 where a provider does the work today: its cost grows by COLA and stops whole, and nobody is dismissed."""
    return (outsourced_today == "yes") * 1


@measure("Avoidable share used", "share", Format.SHARE, always=True)
def avoidable_share_used(
    avoidable_share: Operand, under_contract: Operand, avoidable_share_default: Operand
) -> Operand:
    """Part of the in-house cost that stops when the work leaves; the whole of a contract that ends."""
    return when(filled(avoidable_share), avoidable_share, when(under_contract == 1, 1, avoidable_share_default))


@measure("Avoidable", "money / year", Format.MONEY)
def avoidable(in_house: Operand, avoidable_share_used: Operand, money_decimals: Operand) -> Operand:
    """Yearly cost that can be saved; the rest is stranded."""
    return money(in_house * avoidable_share_used, money_decimals)
