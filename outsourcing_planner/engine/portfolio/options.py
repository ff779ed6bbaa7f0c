"""Options of a function: retain, BPO, KPO, Hybrid, automate, by country and pricing, all costed by ``evaluate``.

An option is the row with other cells, so nothing is computed here that the plan does not compute (model.md §3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.domain.labels import AUTOMATE, OUTSOURCED
from outsourcing_planner.domain.plan import Column, Plan, RowId, Rows
from outsourcing_planner.engine.columns import column_of
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.changes import BLOCK, QUIET, CellChange, Watch, differing, stacked
from outsourcing_planner.engine.portfolio.option_specs import OptionSpec
from outsourcing_planner.text import _

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

_CELLS: Final = ("decision", "country", "pricing", "start_month", "rate", "seat_rate", "day_rate", "currency")

NO, LAW, STAY, CORE, KIND, UNCOSTED, OTHERS = "", "law", "data", "core", "kind", "not_costed", "other_row"


@dataclass(frozen=True)
class Options:
    """Every option of every function, shape (n functions, m options) unless said otherwise.

    Money is NaN where an option is not costed. ``reason`` is "" where the option may be chosen, else law, data, core,
    kind, not_costed or other_row (``why_not`` says it in words). ``start`` is the month of taking over.
    """

    rows: Rows
    specs: tuple[OptionSpec, ...]
    figures: Mapping[str, Floats]
    country: Texts
    pricing: Texts
    vendor: Texts
    decision: Texts
    reason: Texts
    in_house: Floats
    """Yearly in-house cost of each function, shape (n,), 0 where unknown."""
    risk: Mapping[str, Floats]
    """Scores that speak of risk by function, each of shape (n,): exposure, data_sensitivity."""
    term_years: int

    @property
    def npv(self) -> Floats:
        """Return the NPV of every option."""
        return self.figures["npv"]

    @cached_property
    def available(self) -> npt.NDArray[np.bool_]:
        """Say which options may be chosen."""
        return np.asarray(self.reason == NO, dtype=bool)

    @cached_property
    def goes(self) -> npt.NDArray[np.bool_]:
        """Say in which options the function leaves the house."""
        return np.isin(self.decision.astype(str), OUTSOURCED)

    @cached_property
    def year_of_one_off(self) -> npt.NDArray[np.int64]:
        """Return the plan year, from 1, in which the one-off cost is paid: that of the month before the start."""
        paid = np.nan_to_num(self.figures["start"], nan=1.0) - 1
        return np.maximum(np.ceil(paid / 12), 1).astype(np.int64)

    def lines(self, row: RowId) -> list[dict[str, Any]]:
        """Return the table of one function: a dict of plain values per option, None for blank."""
        at = self.rows.positions[row]
        return [self._line(at, option) for option in range(len(self.specs)) if self.reason[at, option] != OTHERS]

    def _line(self, at: int, option: int) -> dict[str, Any]:
        numbers = {key: _plain(values[at, option]) for key, values in self.figures.items()}
        words = {"country": self.country, "pricing": self.pricing, "vendor": self.vendor, "decision": self.decision}
        return {
            "option": option, "label": self.specs[option].label,
            **{key: str(values[at, option]) for key, values in words.items()}, **numbers,
            "available": bool(self.available[at, option]), "why_not": why_not(str(self.reason[at, option])),
        }  # fmt: skip


FIGURES: Final = (
    "charge", "one_off", "npv", "payback_months", "term_saving_share", "saving_of_in_house", "irr", "pays", "in_house",
)  # fmt: skip


def why_not(reason: str) -> str:
    """Return in words why an option cannot be chosen; "" where it can."""
    return {
        NO: "",
        LAW: _("the law forbids giving this work to others"),
        STAY: _("the data must stay in the home country"),
        CORE: _("strategic and specific to us: it stays"),
        KIND: _("the work is of the other kind"),
        UNCOSTED: _("not costed"),
        OTHERS: _("the quote is for other functions"),
    }[reason]


def cost_options(
    plan: Plan, assumptions: Assumptions, libraries: Libraries, specs: Sequence[OptionSpec],
    base: Evaluation | None = None, watch: Watch = QUIET,
) -> Options:  # fmt: skip
    """Cost every option of every function with ``evaluate``; a few options at once, so that memory is bounded.

    ``base`` is the evaluation of the plan where it is at hand already.
    """
    base = base or evaluate(plan, assumptions, libraries)
    together = max(BLOCK // max(len(plan), 1), 1)
    parts = []
    for start in range(0, len(specs), together):
        watch.tell(start / len(specs), _("Costing options"))
        group = specs[start : start + together]
        block = stacked(plan, [option_cells(plan, base, spec) for spec in group])
        parts.append(_taken(evaluate(block, assumptions, libraries), len(plan), len(group)))
    joined = {key: np.concatenate([part[key] for part in parts], axis=1) for key in parts[0]}
    return _options(plan, base, assumptions, tuple(specs), joined)


def option_cells(plan: Plan, base: Evaluation, spec: OptionSpec) -> dict[str, Column]:
    """Return the cells in which an option differs, by field, one for each row of the plan.

    A typed price holds for its country and pricing only; elsewhere the rate library answers, or the quote.
    """
    if not spec.decision:
        return {}
    count = len(plan)
    columns: dict[str, Column] = {"decision": (spec.decision,) * count}
    if spec.start_month is not None:
        columns["start_month"] = (float(spec.start_month),) * count
    if spec.decision not in OUTSOURCED:
        return columns
    here = np.asarray((base.columns["country_used"] == spec.country) | (spec.country == ""), dtype=bool)
    same = here & np.asarray(base.columns["pricing_used"] == spec.pricing, dtype=bool)
    columns["pricing"] = (spec.pricing,) * count
    if spec.country:
        columns["country"] = (spec.country,) * count
    if spec.rate is not None:
        return {**columns, **dict.fromkeys(("seat_rate", "day_rate", "currency"), (None,) * count),
                "rate": (float(spec.rate),) * count}  # fmt: skip
    kept = {"seat_rate": here, "day_rate": here, "currency": here, "rate": same}
    return {**columns, **{key: _kept(plan.column(key), where) for key, where in kept.items()}}


def _kept(cells: Column, where: npt.NDArray[np.bool_]) -> Column:
    return tuple(cell if keep else None for cell, keep in zip(cells, where, strict=True))


def _taken(evaluation: Evaluation, count: int, options: int) -> dict[str, Any]:
    columns = evaluation.columns
    keys = (*FIGURES, "country_used", "pricing_used", "decision_effective")
    found = {key: columns[key].reshape(options, count).T for key in keys}
    moved = columns["outsourced"] * columns["moved_share"]
    found["moved"] = np.asarray(moved, dtype=np.float64).reshape(options, count).T
    found["fte_moved"] = np.nan_to_num(columns["fte_used"] * moved).reshape(options, count).T
    found["start"] = columns["start_month_used"].reshape(options, count).T
    return found


def _options(
    plan: Plan, base: Evaluation, assumptions: Assumptions, specs: tuple[OptionSpec, ...], found: dict[str, Any]
) -> Options:
    figures = {key: np.asarray(found[key], dtype=np.float64) for key in (*FIGURES, "moved", "fte_moved", "start")}
    decision, goes = found["decision_effective"], np.isin(found["decision_effective"], OUTSOURCED)
    country = np.where(goes, found["country_used"], "").astype(object)
    vendor = _vendors(plan, base, specs, found, goes)
    options = Options(
        plan.rows, specs, figures, country, np.where(goes, found["pricing_used"], "").astype(object), vendor,
        decision.astype(object), np.full(decision.shape, NO, dtype=object),
        np.nan_to_num(base.columns["in_house"]),
        {key: base.columns[f"{key}_used"] for key in ("exposure", "data_sensitivity")},
        int(assumptions.number("term_years")),
    )  # fmt: skip
    return replace(options, reason=_reasons(plan, base, assumptions, options))


def _vendors(plan: Plan, base: Evaluation, specs: tuple[OptionSpec, ...], found: Any, goes: Any) -> Texts:  # noqa: ANN401 - arrays by key
    """Return who would do the work: the vendor of the quote; else the row's, where the option is as planned."""
    quoted = np.array([spec.vendor for spec in specs], dtype=object)[None, :].repeat(len(plan), axis=0)
    own = np.array([cell if isinstance(cell, str) else "" for cell in plan.column("vendor")], dtype=object)[:, None]
    kept = goes.copy()
    for key in ("country_used", "pricing_used", "decision_effective"):
        kept &= np.asarray(found[key] == base.columns[key][:, None], dtype=bool)
    return np.asarray(np.where((quoted == "") & kept, own, quoted), dtype=object)


def _reasons(plan: Plan, base: Evaluation, assumptions: Assumptions, options: Options) -> Texts:
    """Return why each option cannot be chosen; the first of other row, law, core, data, kind, not costed."""
    home, goes, kind = assumptions.text("home_country"), options.goes, base.columns["kind"][:, None]
    planned = np.array([not spec.decision for spec in options.specs])[None, :]
    law = (column_of(BY_KEY["law_forbids"], plan) == "yes")[:, None]
    stay = (column_of(BY_KEY["data_must_stay"], plan) == "yes")[:, None]
    core = (base.columns["gate"] == "core")[:, None]
    fits = (kind == "") | (options.decision == kind)  # money never changes the kind of work (model.md §2)
    automate_without_cost = (options.decision == AUTOMATE) & (options.npv == 0)
    blank = np.isnan(options.npv) | automate_without_cost
    reason = np.full(goes.shape, NO, dtype=object)
    for name, flags in (
        (UNCOSTED, blank), (KIND, goes & ~fits & ~planned), (STAY, goes & stay & (options.country != home)),
        (CORE, goes & core & ~planned), (LAW, goes & law), (OTHERS, _of_others(plan, options.specs)),
    ):  # fmt: skip
        reason[flags] = name
    return reason


def _of_others(plan: Plan, specs: Sequence[OptionSpec]) -> npt.NDArray[np.bool_]:
    ids = plan.rows.ids
    columns = [[spec.rows is not None and row not in spec.rows for row in ids] for spec in specs]
    return np.array(columns, dtype=bool).reshape(len(specs), len(ids)).T


def cells_of_choice(plan: Plan, base: Evaluation, options: Options, chosen: Sequence[int]) -> tuple[CellChange, ...]:
    """Return what to change in the plan so that the chosen option of each row (an index into specs) is the row's."""
    cells: dict[str, list[Cell]] = {key: list(plan.column(key)) for key in _CELLS}
    for option in set(chosen):
        columns = option_cells(plan, base, options.specs[option])
        for at in (at for at, taken in enumerate(chosen) if taken == option):
            for key, column in columns.items():
                cells[key][at] = column[at]
    changes = (differing(plan, key, plan.rows.ids, cells[key]) for key in _CELLS)
    return tuple(change for change in changes if change is not None)


def _plain(value: Any) -> float | None:  # noqa: ANN401 - a numpy number
    return float(value) if np.isfinite(value) else None
