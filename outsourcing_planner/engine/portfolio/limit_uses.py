"""How far a choice uses up its limits: each limit beside what is used of it, in the unit of the limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.portfolio.choose import Choice
from outsourcing_planner.engine.portfolio.limits import (
    BUDGET,
    CAPACITY,
    COUNTRY,
    GO,
    RETAINED_HIGH,
    RETAINED_LOW,
    STAY,
    TOGETHER,
    VENDOR,
    LimitRow,
    Limits,
    Programme,
    programme,
)  # fmt: skip
from outsourcing_planner.engine.portfolio.options import Options
from outsourcing_planner.text import _

SHARES: Final = (COUNTRY, VENDOR, RETAINED_LOW, RETAINED_HIGH)
FIGURES: Final = (BUDGET, CAPACITY, *SHARES)
"""Kinds of limits that are a figure; the others force something."""


@dataclass(frozen=True, slots=True)
class LimitUse:
    """One limit that is a figure: ``limit`` and what is ``used``, both money, headcount or a share; ``binds`` at it."""

    kind: str
    key: str | int
    limit: float
    used: float
    binds: bool


def limit_uses(options: Options, limits: Limits, choice: Choice) -> tuple[LimitUse, ...]:
    """Return the use of every limit that is a figure; empty where there is no choice."""
    if not choice.found:
        return ()
    binding = {(row.kind, row.key) for row in choice.binding}
    made = programme(options, limits, np.zeros(options.npv.shape))
    taken = choice.chosen[made.function] == made.option
    return tuple(
        LimitUse(row.kind, row.key, row.limit, value_of(row, taken, made, options), (row.kind, row.key) in binding)
        for row in made.limits if row.kind in FIGURES
    )  # fmt: skip


def value_of(row: LimitRow, taken: npt.NDArray[np.bool_], made: Programme, options: Options) -> float:
    """Return what a choice uses of a limit, in the unit of the limit: money, headcount, a share."""
    value = float(row.coefficients @ taken)
    if row.kind in (COUNTRY, VENDOR):
        charge = float(np.nansum(options.figures["charge"][made.function[taken], made.option[taken]]))
        return row.limit + value / charge if charge else 0.0
    if row.kind in (RETAINED_LOW, RETAINED_HIGH):
        return value / max(float(options.in_house.sum()), 1e-9)
    return value


def name_of(kind: str, key: str | int, names: Mapping[RowId, str]) -> str:
    """Return a limit as a person reads it; ``names`` are the functions by row id."""
    function = names.get(key, "") if isinstance(key, int) else key
    return {
        BUDGET: _("One-off budget of year {key}"), CAPACITY: _("Headcount of wave {key}"),
        COUNTRY: _("Share of {key}"), VENDOR: _("Share of {key}"), RETAINED_LOW: _("Share retained, at least"),
        RETAINED_HIGH: _("Share retained, at most"), GO: _("{name} must go"), STAY: _("{name} must stay"),
        TOGETHER: _("Group {group} goes together"),
    }[kind].format(key=key, name=function, group=key + 1 if isinstance(key, int) else key)  # fmt: skip
