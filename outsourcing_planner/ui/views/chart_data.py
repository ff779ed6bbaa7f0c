"""What the charts show, as values: the same that "Show as table" lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.words import mark

CHARTS: Final = (
    ("departments", mark("Before and after")), ("cash_flow", mark("Cash flow")),
    ("map", mark("Classification map")), ("prices", mark("Per seat or per project")),
)  # fmt: skip
MOST_BARS: Final = 14


@dataclass(frozen=True)
class Chart:
    """A chart as a table: headings, rows of texts and numbers, and the ids of the plan's rows where it has them.

    ``cuts`` of the map are where Retain ends (fit) and KPO begins (knowledge), as the plan's own scheme says.
    """

    kind: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]
    ids: tuple[RowId, ...] = field(default_factory=tuple)
    note: str = ""
    cuts: tuple[float, float] = (0.0, 0.0)


def chart(document: Document, kind: str, shown: Sequence[RowId]) -> Chart:
    """Return the data of one chart for the rows that are shown."""
    makers = {"departments": _departments, "cash_flow": _cash_flow, "map": _map, "prices": _prices}
    return makers[kind](document, tuple(shown))


def _column(document: Document, key: str, at: Sequence[int]) -> np.ndarray:
    return np.asarray(document.evaluation.columns[key], dtype=float)[list(at)]


def _departments(document: Document, shown: tuple[RowId, ...]) -> Chart:
    at = document.plan.rows.of(shown)
    names = [str(cell or _("(blank)")) for cell in document.plan.cells(shown, "department")]
    before = np.nan_to_num(_column(document, "in_house", at))
    moved = _column(document, "outsourced", at) * ~np.isnan(_column(document, "npv", at))
    saved = _column(document, "avoidable", at) * _column(document, "moved_share", at)
    charge = np.nan_to_num(_column(document, "charge", at))
    stays = before - np.nan_to_num(np.where(moved > 0, saved, 0.0))
    sums: dict[str, list[float]] = {}
    for name, one, rest, paid in zip(names, before, stays, charge, strict=True):
        kept = sums.setdefault(name, [0.0, 0.0, 0.0])
        kept[0], kept[1], kept[2] = kept[0] + one, kept[1] + rest, kept[2] + paid
    rows = sorted(((name, kept[0], kept[1], kept[2]) for name, kept in sums.items()), key=lambda row: -row[1])
    headings = (_("Department"), _("In-house today"), _("Stays in-house"), _("Provider’s charge"))
    return Chart("departments", _("Yearly cost before and after"), headings, _shortened(rows))


def _shortened(rows: Sequence[tuple[str | float, ...]]) -> tuple[tuple[str | float, ...], ...]:
    """Return the largest groups, the small ones added up, so that no bar is too thin to read."""
    if len(rows) <= MOST_BARS:
        return tuple(rows)
    kept, small = list(rows[: MOST_BARS - 1]), rows[MOST_BARS - 1 :]
    sums = [sum(float(row[place]) for row in small) for place in range(1, len(small[0]))]
    return (*kept, (_("{count} others").format(count=len(small)), *sums))


def _cash_flow(document: Document, shown: tuple[RowId, ...]) -> Chart:
    flow = document.evaluation.cash[document.plan.rows.of(shown)].sum(axis=0)
    total = np.cumsum(flow)
    rows = tuple(
        (float(month), float(cash), float(sum_)) for month, (cash, sum_) in enumerate(zip(flow, total, strict=True))
    )
    return Chart("cash_flow", _("Saving by month and its sum"), (_("Month"), _("Saving"), _("Sum so far")), rows)


def _map(document: Document, shown: tuple[RowId, ...]) -> Chart:
    at = document.plan.rows.of(shown)
    knowledge, fit, cost = (_column(document, key, at) for key in ("knowledge", "fit", "in_house"))
    labels = np.asarray(document.evaluation.columns["decision_effective"])[list(at)]
    names = document.plan.cells(shown, "function")
    good = [place for place in range(len(at)) if not np.isnan(knowledge[place]) and not np.isnan(fit[place])]
    rows = tuple(
        (str(names[i] or ""), float(fit[i]), float(knowledge[i]), float(np.nan_to_num(cost[i])), str(labels[i]))
        for i in good
    )
    headings = (_("Function"), _("Fit"), _("Knowledge"), _("In-house cost"), _("Class"))
    ids = tuple(shown[i] for i in good)
    note = _("The larger the bubble, the dearer the function today. Click one to go to its row.")
    scheme = document.libraries.scheme
    cuts = (scheme.retain_below, scheme.kind_cut)
    return Chart("map", _("What kind of work, and should it leave?"), headings, rows, ids, note, cuts)


def _prices(document: Document, shown: tuple[RowId, ...]) -> Chart:
    at = document.plan.rows.of(shown)
    seat, project, cost = (_column(document, key, at) for key in ("bpo_year", "kpo_year", "in_house"))
    names = document.plan.cells(shown, "function")
    order = np.argsort(-np.nan_to_num(cost), kind="stable")[:MOST_BARS]
    rows = tuple(
        (str(names[i] or ""), numbers.as_number(float(seat[i])) or 0.0, numbers.as_number(float(project[i])) or 0.0)
        for i in order
    )
    headings = (_("Function"), _("Per seat"), _("Per project"))
    ids = tuple(shown[i] for i in order)
    note = _("The {count} dearest functions shown.").format(count=len(rows)) if len(at) > len(rows) else ""
    return Chart("prices", _("A year bought per seat or per project"), headings, rows, ids, note)
