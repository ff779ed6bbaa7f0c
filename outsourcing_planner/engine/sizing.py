"""Sizing: how many people and seats, and how much expert effort (model.md §3.2)."""

from outsourcing_planner.engine.helpers import Operand, both, ceil, filled, when
from outsourcing_planner.engine.measures import measure


@measure("Headcount used", "FTE")
def fte_used(
    fte: Operand, volume: Operand, handling_minutes: Operand, minutes_per_hour: Operand, paid_hours: Operand,
    shrinkage: Operand, occupancy: Operand,
) -> Operand:  # fmt: skip
    """Headcount as typed, or sized from the yearly work; fractions are kept."""
    return when(
        filled(fte), fte, volume * handling_minutes / minutes_per_hour / (paid_hours * (1 - shrinkage) * occupancy)
    )


@measure("Seats", "seats")
def seats(fte_used: Operand, seat_sharing: Operand, seat_decimals: Operand) -> Operand:
    """Seats to pay for; the only rounding up in the model."""
    return ceil(fte_used / seat_sharing, seat_decimals)


@measure("Effort", "expert days / year")
def effort_days(projects: Operand, project_days: Operand, fte_used: Operand, working_days: Operand) -> Operand:
    """Expert days a year: projects × days where both are given, otherwise headcount × working days."""
    return when(both(filled(projects), filled(project_days)), projects * project_days, fte_used * working_days)


@measure("Start month used", "month", always=True)
def start_month_used(start_month: Operand) -> Operand:
    """Month of the plan in which the provider takes over."""
    return when(filled(start_month), start_month, 1)
