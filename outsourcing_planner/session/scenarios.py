"""Scenarios kept with the plan: a section of the document, changed and applied by edits.

A scenario that keeps the state of a moment holds every assumption and every decision of it; what is compared and
applied is only what differs from the plan as it is now, so that the words name what matters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from outsourcing_planner.domain.assumption_table import Setting
from outsourcing_planner.domain.assumptions import SPECS, Assumption, Assumptions, checked
from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.errors import AssumptionError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.changes import CellChange, differing
from outsourcing_planner.engine.portfolio.scenarios import RATES, WORK, Factor, Scenario, ScenarioError, applied
from outsourcing_planner.session.edits import Edit, SetAssumption, SetCells, SetSection, Several
from outsourcing_planner.text import _

SECTION: Final = "scenarios"
DECIDED: Final = (
    "decision", "country", "pricing", "start_month", "seat_rate", "day_rate", "rate", "currency", "vendor",
)  # fmt: skip
"""What is decided about a function; a scenario that keeps decisions keeps these."""


def scenarios_of(sections: Mapping[str, Any]) -> tuple[Scenario, ...]:
    """Return the scenarios of a document; those that this version cannot read are left out, and kept in the file."""
    found = []
    for raw in _raw(sections):
        try:
            found.append(Scenario.from_json(raw))
        except (ScenarioError, AttributeError):  # no object at all
            continue
    return tuple(found)


def of_now(
    name: str, plan: Plan, assumptions: Assumptions, *, keep_assumptions: bool = True, keep_decisions: bool = True,
    prices: float = 1.0, work: float = 1.0,
) -> Scenario:  # fmt: skip
    """Return a scenario of the state as it is now; ``prices`` and ``work`` are factors on top (1.1 is +10 %)."""
    values: dict[str, Setting] = dict(assumptions.values) if keep_assumptions else {}
    cells = tuple(
        CellChange(key, plan.rows.ids, tuple(_storable(cell) for cell in plan.column(key)))
        for key in DECIDED if keep_decisions and len(plan)
    )  # fmt: skip
    factors = tuple(Factor(of, factor) for of, factor in ((RATES, prices), (WORK, work)) if factor != 1.0)
    return Scenario(name, values, cells, factors)


def free_name(wanted: str, scenarios: Sequence[Scenario]) -> str:
    """Return a name that no other scenario has: "Slow ramp", then "Slow ramp 2"."""
    taken = {scenario.name for scenario in scenarios}
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def added(sections: Mapping[str, Any], scenario: Scenario) -> SetSection:
    """Return the edit that keeps one more scenario, instead of an older one of that name."""
    raw = scenario.as_json()
    names = [_name(item) for item in _raw(sections)]
    kept = [raw if name == scenario.name else item for name, item in zip(names, _raw(sections), strict=True)]
    new = kept if scenario.name in names else [*kept, raw]
    return SetSection(SECTION, new, _("Keep scenario {name}").format(name=scenario.name))


def renamed(sections: Mapping[str, Any], old: str, new: str) -> SetSection:
    """Return the edit that gives a scenario another name."""
    kept = [{**item, "name": new} if _name(item) == old else item for item in _raw(sections)]
    return SetSection(SECTION, kept, _("Rename scenario"))


def removed(sections: Mapping[str, Any], name: str) -> SetSection:
    """Return the edit that forgets a scenario."""
    kept = [item for item in _raw(sections) if _name(item) != name]
    return SetSection(SECTION, kept or None, _("Delete scenario {name}").format(name=name))


def against(scenario: Scenario, plan: Plan, assumptions: Assumptions) -> Scenario:
    """Return a scenario with only those changes that differ from the plan as it is now."""
    settings = {key: value for key, value in scenario.assumptions.items() if key in SPECS and assumptions[key] != value}
    changes = []
    for change in scenario.cells:
        pairs = [(row, cell) for row, cell in zip(change.rows, change.cells, strict=True) if row in plan.rows.positions]
        rows, cells = tuple(row for row, _cell in pairs), tuple(cell for _row, cell in pairs)
        change_now = differing(plan, change.key, rows, cells)
        if change_now is not None:
            changes.append(change_now)
    return replace(scenario, assumptions=settings, cells=tuple(changes))


def switched(scenario: Scenario, plan: Plan, assumptions: Assumptions, libraries: Libraries) -> Several | None:
    """Return the one step that makes a scenario the plan, None where it is that already.

    Raises AssumptionError where the scenario holds a value that makes no sense.
    """
    difference = against(scenario, plan, assumptions)
    new_plan, new = applied(difference, plan, assumptions, libraries)
    edits: list[Edit] = [SetAssumption(key, entry_for(key, new[key], new.entry(key))) for key in difference.assumptions]
    for key in dict.fromkeys((*new_plan.columns, *plan.columns)):
        change = differing(plan, key, plan.rows.ids, new_plan.column(key))
        if change is not None:
            edits.append(SetCells(change.rows, key, change.cells))
    label = _("Switch to scenario {name}").format(name=scenario.name)
    return Several(tuple(edits), label) if edits else None


def entry_for(key: str, value: Setting, entry: Assumption) -> Assumption | None:
    """Return the entry of a value, None where it is the default: then nothing is given."""
    return None if SPECS[key].value == value else entry


def is_sound(scenario: Scenario) -> bool:
    """Say whether every assumption of a scenario makes sense in this version."""
    try:
        for key, value in scenario.assumptions.items():
            checked(key, value)
    except AssumptionError:
        return False
    return True


def _raw(sections: Mapping[str, Any]) -> list[Any]:
    found = sections.get(SECTION)
    return list(found) if isinstance(found, list) else []


def _name(item: object) -> object:
    return item.get("name") if isinstance(item, dict) else None


def _storable(cell: Cell) -> str | float | bool | None:
    return cell.raw if isinstance(cell, Invalid) else cell
