"""One function, every way to do the work, side by side: each is the row with other cells, costed by ``evaluate``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.labels import AUTO, AUTOMATE, BPO, HYBRID, KPO, OUTSOURCED, RETAIN
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.cashflow import cola_step
from outsourcing_planner.engine.completeness import not_costed_because
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.quotes import Work, in_every_unit
from outsourcing_planner.text import _

Cells = Mapping[str, Cell]
BRING_BACK: Final = "bring_back"
AS_PLANNED: Final = "as_planned"
SHRINKING: Final = ("fte", "volume", "interval_volume", "positions", "projects", "in_house_cost", "direct_cost")
"""Inputs that become smaller where software takes part of the work."""
TERMS: Final = (
    "base_fee", "minimum_charge", "band_volume", "tier_volume", "tier_volume_2", "tier_volume_3", "retained_fte",
)  # fmt: skip
"""Inputs that hold for a provider only; without them the others of a contract say nothing."""
NORMALISED: Final = ("fte", "seat", "hour", "productive_hour", "record")
"""The units in which ways and quotes are compared first."""
SHRINKS_MOST: Final = -0.5
"""The smallest growth that wages may have among the assumptions."""
_NOT_SOLD: Final = ("year", "occupied_hour")
_PARTS: Final = ("bpo_share", "kpo_share", "retained_share")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do the work; money in plan currency, None where it cannot be costed.

    ``tco`` is all that the function costs over the term. ``prices`` are the yearly charge by every unit that the row
    has a quantity for (FTE month, seat month, hour, record, day …), so that quotes in different units compare.
    ``missing`` says in words what a way that is not costed lacks.
    """

    key: str
    name: str
    charge: float | None
    one_off: float | None
    npv: float | None
    tco: float | None
    payback_months: float | None
    prices: Mapping[str, float]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class VendorQuote:
    """What a provider asks: a price per unit of ``pricing``, in its currency, and further cells of the row."""

    vendor: str
    pricing: str
    rate: float
    currency: str = ""
    more: tuple[tuple[str, Cell], ...] = ()


def per_unit(unit: str) -> str:
    """Return how a price per unit is read, for the units of ``Way.prices``."""
    return {
        "fte": _("per FTE and month"), "seat": _("per seat and month"), "expert": _("per expert and month"),
        "hour": _("per hour"), "productive_hour": _("per productive hour"), "minute": _("per minute"),
        "task": _("per task"), "record": _("per unit of volume"), "accurate_record": _("per accurate record"),
        "outcome": _("per outcome"), "day": _("per expert day"), "time_and_material": _("per expert hour"),
        "project": _("per project"), "retainer": _("per month"), "cost_plus": _("per FTE and month, before markup"),
    }[unit]  # fmt: skip


def ways_of(plan: Plan, assumptions: Assumptions, libraries: Libraries, row: RowId) -> tuple[Way, ...]:
    """Return retain, BPO, KPO and Hybrid; automate, and automate before BPO, where a part can be automated.

    BPO, KPO and Hybrid are the estimates per seat and per project; a row with a price of its own is there as planned,
    too. Work that is outsourced today can be renewed (retain), moved (BPO …) or brought back.
    """
    today = plan.cell(row, "outsourced_today") is True
    found: list[tuple[str, str, Cells]] = [
        (RETAIN, _("Renew") if today else _("Retain"), {"decision": RETAIN}),
        *((decision, decision, {"decision": decision, "pricing": None}) for decision in (BPO, KPO, HYBRID)),
    ]
    share = plan.cell(row, "automatable_share")
    if isinstance(share, float):
        found.append((AUTOMATE, _("Automate"), {"decision": AUTOMATE}))
    lines = [*_as_planned(plan, assumptions, libraries, row), *_costed(plan, assumptions, libraries, row, found)]
    if isinstance(share, float):
        lines.append(_automated_first(plan, assumptions, libraries, row, share))
    if today:
        lines.append(_brought_back(plan, assumptions, libraries, row))
    return tuple(lines)


def providers(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, row: RowId, quotes: Sequence[VendorQuote]
) -> tuple[Way, ...]:
    """Return what each quote means for the whole function, in one unit and in total, the best NPV first.

    A function that is to stay, or to be automated, is priced as what its kind would be outside.
    """
    outside = _outside(plan, assumptions, libraries, row)
    found = [
        (str(number), quote.vendor, {
            **outside, "vendor": quote.vendor, "pricing": quote.pricing,
            "rate": quote.rate, "currency": quote.currency or None, **dict(quote.more),
        })
        for number, quote in enumerate(quotes)
    ]  # fmt: skip
    ways = _costed(plan, assumptions, libraries, row, found)
    return tuple(sorted(ways, key=lambda way: (way.npv is None, -(way.npv or 0.0), way.name)))


def _outside(plan: Plan, assumptions: Assumptions, libraries: Libraries, row: RowId) -> Cells:
    """Return the cells with which a row leaves the house; parts of which all is retained would let nothing leave."""
    found = evaluate(plan.subset([row]), assumptions, libraries)
    keys = ("decision_effective", "kind") if found.value(row, "outsourced") else ("kind",)
    decision = next((word for key in keys if (word := str(found.value(row, key))) in OUTSOURCED), BPO)
    retained = found.value(row, "retained_share_used")
    stays = found.value(row, "shares_fit") and isinstance(retained, float) and retained >= 1
    return {"decision": decision, **(dict.fromkeys(_PARTS) if decision == HYBRID and stays else {})}


def _as_planned(plan: Plan, assumptions: Assumptions, libraries: Libraries, row: RowId) -> tuple[Way, ...]:
    """Return the row as it stands, where it leaves at a price that the estimates of the other ways do not use."""
    pricing = plan.cell(row, "pricing")
    if not isinstance(pricing, str) or pricing == AUTO:
        return ()
    found = evaluate(plan.subset([row]), assumptions, libraries)
    decision = found.value(row, "decision_effective")
    if decision not in OUTSOURCED or not found.value(row, "outsourced"):
        return ()
    name = _("As planned: {decision}, {unit}").format(decision=decision, unit=_(pricing.replace("_", " ")))
    return _costed(plan, assumptions, libraries, row, [(AS_PLANNED, name, {})])


def _costed(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, row: RowId, ways: Sequence[tuple[str, str, Cells]]
) -> tuple[Way, ...]:
    copies = _copies(plan, row, [cells for _key, _name, cells in ways])
    evaluation = evaluate(copies, assumptions, libraries)
    gaps = not_costed_because(copies, evaluation)
    return tuple(
        replace(_way(key, name, evaluation, copies, at, assumptions), missing=gaps[at - 1])
        for at, (key, name, _cells) in enumerate(ways, start=1)
    )


def _copies(plan: Plan, row: RowId, changes: Sequence[Cells]) -> Plan:
    """Return a plan of one row per change: the row with other cells."""
    keys = dict.fromkeys((*plan.columns, *(key for cells in changes for key in cells)))
    columns = {key: tuple(cells.get(key, plan.cell(row, key)) for cells in changes) for key in keys}
    return Plan.from_columns(columns)


def _way(key: str, name: str, found: Evaluation, plan: Plan, row: RowId, assumptions: Assumptions) -> Way:
    def number(column: str) -> float | None:
        value = found.value(row, column)
        return value if isinstance(value, float) else None

    def typed(field: str) -> float | None:
        value = plan.cell(row, field)
        return value if isinstance(value, float) else None

    inside, outside = (assumptions.number(f"provider_shrinkage_{side}") for side in ("internal", "external"))
    success, markup = typed("success_share"), typed("markup")
    work = Work(
        fte=number("fte_used"), seats=number("seats"), paid_hours=assumptions.number("paid_hours"),
        productive=(1 - inside) * (1 - outside), volume=typed("volume"), handling_minutes=typed("handling_minutes"),
        error_share=typed("error_share") or 0.0, success_share=1.0 if success is None else success,
        expert_days=number("effort_days"), hours_per_day=assumptions.number("hours_per_day"),
        projects=typed("projects"), markup=assumptions.number("markup") if markup is None else markup,
    )  # fmt: skip
    charge = number("charge")
    prices = in_every_unit(charge, "year", work) if charge else {}
    kept = {unit: price for unit, price in prices.items() if unit not in _NOT_SOLD}
    return Way(
        key, name, charge, number("one_off"), number("npv"), number("tco"), number("payback_months"), kept
    )  # fmt: skip


def _automated_first(plan: Plan, assumptions: Assumptions, libraries: Libraries, row: RowId, share: float) -> Way:
    """Software takes its part, the rest goes to BPO: the automated part and a smaller function, added up."""
    rest = 1 - share
    cells = {key: plan.cell(row, key) for key in SHRINKING}
    smaller: dict[str, Cell] = {key: cell * rest for key, cell in cells.items() if isinstance(cell, float)}
    pair: list[tuple[str, str, Cells]] = [
        (AUTOMATE, "", {"decision": AUTOMATE, "retained_fte": None}),  # the posts are beside the provider
        (BPO, "", {"decision": BPO, "pricing": None, **smaller, "other_one_off": None}),
        (RETAIN, "", {"decision": RETAIN, **smaller}),
    ]
    software, moved, stays = _costed(plan, assumptions, libraries, row, pair)

    def added(*amounts: float | None) -> float | None:
        return None if any(amount is None for amount in amounts) else sum(amount or 0.0 for amount in amounts)

    less = None if moved.tco is None or stays.tco is None else moved.tco - stays.tco
    return Way(
        f"{AUTOMATE}+{BPO}", _("Automate, then BPO"), added(software.charge, moved.charge),
        added(software.one_off, moved.one_off), added(software.npv, moved.npv), added(software.tco, less), None, {},
    )  # fmt: skip


def _brought_back(plan: Plan, assumptions: Assumptions, libraries: Libraries, row: RowId) -> Way:
    """Our own people again: their loaded cost takes the place of a charge and grows with wages, without governance."""
    found = evaluate(plan.subset([row]), assumptions, libraries)
    loaded = found.value(row, "loaded_fte")
    cola, scope, cap, glide = (
        assumptions.number(key) for key in ("cola", "cola_scope", "cola_cap", "productivity_glide")
    )
    own: dict[str, Any] = {
        "cola": assumptions["wage_inflation"], "cola_scope": 1.0, "cola_cap": 10.0, "productivity_glide": 0.0,
        "governance_share": 0.0, "exit_probability": 0.0, "selection_share": 0.0, "fx_drift": 0.0,
    }  # fmt: skip
    # The present contract must go on growing by its own COLA: its wages are made to do so.
    given = assumptions.changed("wage_inflation", max(float(cola_step(cola, scope, cap, glide)) - 1, SHRINKS_MOST))
    for key, value in own.items():
        given = given.changed(key, value)
    share = plan.cell(row, "avoidable_share")
    cells: Cells = {
        **dict.fromkeys(TERMS), "decision": BPO, "pricing": "fte", "currency": None, "outsourced_today": None,
        "rate": loaded / 12 if isinstance(loaded, float) else None, "salary": 0.0,
        "avoidable_share": share if isinstance(share, float) else 1.0,
    }  # fmt: skip
    (way,) = _costed(plan, given, libraries, row, [(BRING_BACK, _("Bring back"), cells)])
    return replace(way, prices={})
