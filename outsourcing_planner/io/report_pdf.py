"""The business case as a PDF of two to four pages, for those who do not open spreadsheets."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_pdf import PdfPages

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.io.exporting.book import Progress, unheard
from outsourcing_planner.io.reporting.back_pages import assumptions_page, risks_page
from outsourcing_planner.io.reporting.figures import before_after, cash_flow, class_map
from outsourcing_planner.io.reporting.fonts import shortened
from outsourcing_planner.io.reporting.page import BOTTOM, LEFT, MUTED, NAVY, PALE, RIGHT, Page
from outsourcing_planner.io.reporting.words import figure, money, share
from outsourcing_planner.text import _

MOST_FUNCTIONS: Final = 34
"""Functions that have a line of their own; the rest stand together."""
_DRAWN, _LAST = 0.3, 0.99
_COLUMNS: Final = (
    (LEFT, "left"),
    (88.0, "left"),
    (128.0, "right"),
    (150.0, "right"),
    (172.0, "right"),
    (RIGHT, "right"),
)


def export_report(
    plan: Plan,
    assumptions: Assumptions,
    evaluation: Evaluation,
    libraries: Libraries,
    path: Path,
    *,
    overwrite: bool = False,
    rows: Sequence[RowId] | None = None,
    title: str = "",
    progress: Progress = unheard,
) -> None:
    """Write the report; ``rows`` are the row ids to report on, by default all. Raises OutputUnwritableError.

    ``progress`` is called with a share from 0 to 1 and what is being done; where it raises, nothing is written.
    """
    data = report_bytes(plan, assumptions, evaluation, libraries, rows=rows, title=title, progress=progress)
    save_bytes(Path(path), data, overwrite=overwrite)


def report_bytes(
    plan: Plan,
    assumptions: Assumptions,
    evaluation: Evaluation,
    libraries: Libraries,
    *,
    rows: Sequence[RowId] | None = None,
    title: str = "",
    created: datetime | None = None,
    progress: Progress = unheard,
) -> bytes:
    """Return the report as PDF bytes: text can be selected, fonts are embedded."""
    if rows is not None:
        plan = plan.subset(rows)
        evaluation = evaluate(plan, assumptions, libraries)
    name = title or plan.title or _("Outsourcing plan")
    day = created or datetime.now().astimezone()
    progress(0.0, _("pages"))
    pages = [
        _front(plan, assumptions, evaluation, name, day),
        _functions(plan, assumptions, evaluation),
        assumptions_page(assumptions),
        risks_page(plan, assumptions, evaluation, libraries),
    ]
    target = BytesIO()
    metadata = {"Title": name, "Creator": "Outsourcing Planner", "Producer": None, "CreationDate": None}
    with rc_context({"pdf.fonttype": 42, "pdf.compression": 6}), PdfPages(target, metadata=metadata) as pdf:
        for number, page in enumerate(pages, start=1):
            page.line(BOTTOM + 4)
            page.text(LEFT, BOTTOM + 9, shortened(name, 70), fontsize=7.5, color=MUTED)
            page.text(
                RIGHT,
                BOTTOM + 9,
                _("Page {number} of {count}").format(number=number, count=len(pages)),
                fontsize=7.5,
                color=MUTED,
                ha="right",
            )
            if page.lacking:
                page.text(LEFT, BOTTOM + 13, _lacking(), fontsize=6.5, color=MUTED)
            progress(_DRAWN + (1 - _DRAWN) * number / (len(pages) + 1), _("pages"))
            pdf.savefig(page.figure)
    progress(_LAST, _("packing"))
    return target.getvalue()


def _lacking() -> str:
    return _("□ stands for a sign that no font of this computer can print; the workbook has it.")


def _front(plan: Plan, assumptions: Assumptions, evaluation: Evaluation, name: str, day: datetime) -> Page:
    page = Page()
    page.text(LEFT, page.y + 8, shortened(name, 52), fontsize=20, fontweight="bold", color=NAVY)
    subtitle = _("Business case, {day}. {functions:,} functions, amounts in {currency}, {years:g} years.").format(
        day=f"{day:%d %B %Y}",
        functions=len(plan),
        currency=assumptions.text("plan_currency"),
        years=assumptions.number("term_years"),
    )
    page.text(LEFT, page.y + 15, subtitle, color=MUTED)
    page.y += 21
    _cards(page, evaluation)
    page.paragraph(_verdict(plan, assumptions, evaluation), 10)
    page.y += 6
    decimals = int(assumptions.number("money_decimals"))
    before_after(page.axes(LEFT + 8, page.y + 4, RIGHT - LEFT - 8, 62), plan, evaluation, decimals)
    cash_flow(page.axes(LEFT + 8, page.y + 98, RIGHT - LEFT - 8, 62), evaluation)
    return page


def _cards(page: Page, evaluation: Evaluation) -> None:
    """Write the headline figures, four to a line."""
    totals = evaluation.totals
    cards = (
        (_("In-house today"), money(totals["in_house"])),
        (_("Charge of providers"), money(totals["charge"])),
        (_("One-off cost"), money(totals["one_off"])),
        (_("Net present value"), money(totals["npv"])),
        (_("Payback, months"), figure(totals["payback_months"], 1)),
        (_("Internal rate of return"), share(totals["irr"])),
        (_("Saving of avoidable cost"), share(totals["term_saving_share"])),
        (_("Saving of in-house cost"), share(totals["saving_of_in_house"])),
    )
    width, height, gap = 42.0, 18.0, 2.0
    for at, (label, value) in enumerate(cards):
        x, y = LEFT + (at % 4) * (width + gap), page.y + (at // 4) * (height + gap)
        page.box(x, y, width, height, PALE)
        page.text(x + 3, y + 6, label, fontsize=7.5, color=MUTED)
        page.text(x + 3, y + 14, value, fontsize=14 if len(value) < 12 else 11, fontweight="bold", color=NAVY)
    page.y += 2 * (height + gap) + 5


def _verdict(plan: Plan, assumptions: Assumptions, evaluation: Evaluation) -> str:
    """Return the case in three sentences."""
    columns, totals = evaluation.columns, evaluation.totals
    leaves = int(np.count_nonzero(columns["counted"]))
    text = _("{leaves:,} of {functions:,} functions leave the house. ").format(leaves=leaves, functions=len(plan))
    npv = totals["npv"] or 0.0
    text += _("Over {years:g} years this is worth {npv} {currency} today, after {once} of one-off cost. ").format(
        years=assumptions.number("term_years"),
        npv=money(npv),
        once=money(totals["one_off"]),
        currency=assumptions.text("plan_currency"),
    )
    months = totals["payback_months"]
    text += (
        _("It pays back in month {month}. ").format(month=figure(months, 1))
        if months is not None
        else _("It does not pay back within the term. ")
    )
    missing = int(totals["functions_not_costed"] or 0)
    return text + (
        _("{missing:,} functions are not costed because something is missing; they count nothing here.").format(
            missing=missing
        )
        if missing
        else ""
    )


def _functions(plan: Plan, assumptions: Assumptions, evaluation: Evaluation) -> Page:
    page = Page()
    page.heading(_("Functions"))
    heads = (_("Function"), _("Decision"), _("In-house"), _("Charge"), _("One-off"), _("NPV"))
    _row(page, heads, bold=True, colour=NAVY)
    page.line(page.y - 1, NAVY, 0.8)
    order = np.argsort(-np.nan_to_num(evaluation.columns["in_house"]), kind="stable")
    shown = order if len(order) <= MOST_FUNCTIONS else order[: MOST_FUNCTIONS - 1]
    names = plan.column("function")
    for row in shown:
        _row(page, _line(evaluation, int(row), str(names[row] or "")))
    rest = order[len(shown) :]
    if len(rest):
        _row(page, _sum(evaluation, rest, _("{count:,} more").format(count=len(rest))))
    page.line(page.y - 1, NAVY, 0.8)
    _row(
        page,
        _sum(evaluation, order, _("Total, {currency}").format(currency=assumptions.text("plan_currency"))),
        bold=True,
    )
    space = BOTTOM - page.y - 34
    class_map(page.axes(LEFT + 10, page.y + 14, RIGHT - LEFT - 10, min(80.0, space)), evaluation)
    return page


_MONEY: Final = ("in_house", "charge", "one_off", "npv")


def _line(evaluation: Evaluation, row: int, name: str) -> tuple[str, ...]:
    decision = str(evaluation.columns["decision_effective"][row]) or _("open")
    return (shortened(name, 38), decision, *(money(float(evaluation.columns[key][row])) for key in _MONEY))


def _sum(evaluation: Evaluation, rows: np.ndarray, name: str) -> tuple[str, ...]:
    return (name, "", *(money(float(np.nansum(evaluation.columns[key][rows]))) for key in _MONEY))


def _row(page: Page, cells: Sequence[str], *, bold: bool = False, colour: str = "#1B2733") -> None:
    for (x, side), cell in zip(_COLUMNS, cells, strict=True):
        page.text(x, page.y + 3, cell, fontsize=8, ha=side, fontweight="bold" if bold else "normal", color=colour)
    page.y += 4.7


__all__ = ["export_report", "money", "report_bytes", "share"]
