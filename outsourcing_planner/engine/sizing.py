"""Sizing: how many people and seats, and how much expert effort (model.md §3.2, domain.md §2.1)."""

import numpy as np
import numpy.typing as npt

from outsourcing_planner.engine import erlang
from outsourcing_planner.engine.helpers import BLANK, Operand, both, ceil, filled, when
from outsourcing_planner.engine.measures import Format, lookup, measure

Column = npt.NDArray[np.float64]


@measure("Service level used", "share", Format.SHARE, stored=False, always=True)
def service_level_used(service_level: Operand, service_level_default: Operand) -> Operand:
    """Part of calls or chats to be answered within the target time."""
    return when(filled(service_level), service_level, service_level_default)


@measure("Target time used", "seconds", stored=False, always=True)
def target_seconds_used(target_seconds: Operand, target_seconds_default: Operand) -> Operand:
    """Time within which calls or chats are to be answered."""
    return when(filled(target_seconds), target_seconds, target_seconds_default)


@measure("Traffic", "Erlangs", stored=False)
def traffic(
    interval_volume: Operand, volume: Operand, busy_hour_share: Operand, open_days: Operand, minutes_per_hour: Operand,
    handling_minutes: Operand, interval_minutes: Operand,
) -> Operand:  # fmt: skip
    """Work that comes in during the busy interval: calls per minute × minutes per call."""
    by_day = volume / open_days * busy_hour_share * handling_minutes / minutes_per_hour
    return when(filled(interval_volume), interval_volume * handling_minutes / interval_minutes, by_day)


@lookup("Agents needed", "agents")
def agents_needed(
    traffic: Column, handling_minutes: Column, service_level_used: Column, target_seconds_used: Column,
    max_occupancy: float, seconds_per_minute: float,
) -> Column:  # fmt: skip
    """Agents in the busy interval by Erlang C: fewest that reach the service level within the highest occupancy."""
    seconds = handling_minutes * seconds_per_minute
    return erlang.agents_needed(traffic, seconds, service_level_used, target_seconds_used, np.asarray(max_occupancy))


@measure("Agents at work", "agents", stored=False)
def agents_used(positions: Operand, agents_needed: Operand) -> Operand:
    """Agents in the busy interval: the posts you keep manned, or as many as are needed."""
    return when(filled(positions), positions, agents_needed)


@lookup("Service level reached", "share", Format.SHARE)
def service_level_reached(
    traffic: Column, agents_used: Column, handling_minutes: Column, target_seconds_used: Column,
    seconds_per_minute: float,
) -> Column:  # fmt: skip
    """Part of calls or chats answered in time by these agents; 0 where more comes in than they can do (overload)."""
    queue = np.broadcast_arrays(traffic, agents_used, handling_minutes * seconds_per_minute, target_seconds_used)
    return erlang.service_level(*queue)


@measure("Occupancy in the busy interval", "share", Format.SHARE)
def busy_occupancy(traffic: Operand, agents_used: Operand) -> Operand:
    """Part of the busy interval in which an agent is at work on a call; 100 % and more is overload."""
    return when(agents_used > 0, traffic / agents_used, BLANK)


@measure("Relief factor", "FTE / post", stored=False)
def relief_factor(
    coverage_hours: Operand, weeks_per_year: Operand, paid_hours: Operand, hours_per_week: Operand,
    hours_per_year: Operand, net_hours: Operand,
) -> Operand:  # fmt: skip
    """FTE that keep one post manned: hours of coverage in a year by the hours one FTE is at work."""
    week = when(filled(coverage_hours), coverage_hours, paid_hours / weeks_per_year)
    return week / hours_per_week * hours_per_year / net_hours


@measure("Coverage factor", stored=False, always=True)
def coverage_factor(
    coverage_hours: Operand, weeks_per_year: Operand, paid_hours: Operand, coverage_load: Operand
) -> Operand:
    """Weeks of one FTE that the coverage takes; 1 where nothing is said."""
    return when(filled(coverage_hours), coverage_hours * weeks_per_year / paid_hours * coverage_load, 1)


@measure("Headcount used", "FTE")
def fte_used(
    fte: Operand, positions: Operand, relief_factor: Operand, agents_needed: Operand, coverage_factor: Operand,
    volume: Operand, handling_minutes: Operand, minutes_per_hour: Operand, paid_hours: Operand, shrinkage: Operand,
    occupancy: Operand,
) -> Operand:  # fmt: skip
    """Headcount as typed, or sized from posts, from calls and chats, or from the yearly work; fractions are kept."""
    work = volume * handling_minutes / minutes_per_hour / (paid_hours * (1 - shrinkage) * occupancy)
    queue = when(filled(agents_needed), agents_needed / (1 - shrinkage) * coverage_factor, work)
    return when(filled(fte), fte, when(filled(positions), positions * relief_factor, queue))


@measure("Seats", "seats")
def seats(fte_used: Operand, seat_sharing: Operand, seat_decimals: Operand) -> Operand:
    """Seats to pay for; the only rounding up in the model."""
    return ceil(fte_used / seat_sharing, seat_decimals)


@measure("Days per project used", "days")
def project_days_used(
    project_days: Operand, project_days_low: Operand, project_days_high: Operand, likely_weight: Operand
) -> Operand:
    """Expert days of one project: as typed, or (best + 4 × likely + worst) ÷ 6 where both cases are given."""
    expected = (project_days_low + likely_weight * project_days + project_days_high) / (likely_weight + 2)
    return when(both(filled(project_days_low), filled(project_days_high)), expected, project_days)


@measure("Effort", "expert days / year")
def effort_days(projects: Operand, project_days_used: Operand, fte_used: Operand, working_days: Operand) -> Operand:
    """Expert days a year: projects × days where both are given, otherwise headcount × working days."""
    given = both(filled(projects), filled(project_days_used))
    return when(given, projects * project_days_used, fte_used * working_days)


@measure("Start month used", "month", always=True)
def start_month_used(start_month: Operand) -> Operand:
    """Month of the plan in which the provider takes over."""
    return when(filled(start_month), start_month, 1)


@measure("Volume growth used", "per year", Format.SHARE, stored=False, always=True)
def volume_growth_used(volume_growth: Operand, volume_growth_default: Operand) -> Operand:
    """Growth of the work by plan year; cost grows with it on both sides."""
    return when(filled(volume_growth), volume_growth, volume_growth_default)
