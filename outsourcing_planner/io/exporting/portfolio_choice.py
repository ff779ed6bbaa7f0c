"""The sheets Options, Choice and Frontier: every way to do the work, the best under limits, and what money buys."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from outsourcing_planner.engine.portfolio.explain_limits import in_words
from outsourcing_planner.engine.portfolio.frontier import FrontierPoint
from outsourcing_planner.engine.portfolio.limit_uses import SHARES, limit_uses, name_of
from outsourcing_planner.engine.portfolio.limits import CAPACITY
from outsourcing_planner.engine.portfolio.options import Options
from outsourcing_planner.engine.portfolio.study import Chosen, names_of
from outsourcing_planner.io.exporting.book import CHOICE, FRONTIER, OPTIONS, Book, page, text_cell, widths
from outsourcing_planner.io.exporting.portfolio_parts import (
    BLUE,
    Cell,
    area,
    cell,
    dated_head,
    place,
    section,
    table,
    unit_of,
)
from outsourcing_planner.io.exporting.style import TEXT, WARN
from outsourcing_planner.text import _

MOST_LINES: Final = 60_000
"""Lines of the sheet Options; where there would be more, only what may be chosen is listed."""
_YES: Final = "●"
_SIZE: Final = (560, 300)


def write_options(book: Book) -> None:
    """Write every option of every function, the best first."""
    chosen = _chosen(book)
    sheet, look, names = book.sheet(OPTIONS), book.look, names_of(book.source)
    text = _("Each option is the row with other cells, costed by the formulas of the plan, in {currency}.")
    row = dated_head(book, OPTIONS, text.format(currency=book.assumptions.text("plan_currency")))
    options = chosen.options
    short = options.reason.size > MOST_LINES
    lines: list[Sequence[Cell]] = []
    best: list[int] = []
    for at, function in enumerate(options.rows.ids):
        for line in sorted(options.lines(function), key=lambda one: (not one["available"], -(one["npv"] or -np.inf))):
            if short and not line["available"]:
                continue
            taken = line["option"] == chosen.choice.chosen[at]
            if taken:
                best.append(len(lines))
            lines.append((
                names[function], line["label"], line["vendor"], _YES if line["option"] == 0 else "",
                _YES if taken else "", line["charge"], line["one_off"], line["npv"], line["payback_months"],
                line["saving_of_in_house"], line["why_not"],
            ))  # fmt: skip
    headings = (
        _("Function"), _("Option"), _("Provider"), _("In the plan"), _("Best choice"), _("Charge, a year"),
        _("One-off"), _("NPV"), _("Payback, months"), _("Saving of in-house"), _("Why not"),
    )  # fmt: skip
    whole = look.whole()
    formats = ("", "", "", "", "", whole, whole, whole, "0.0", "0.0%", "")
    end = table(book, sheet, row, headings, formats, lines, bold=best)
    widths(sheet, (34, 34, 18, 11, 11, 14, 14, 14, 11, 12, 38))
    sheet.autofilter(row, 0, max(end - 1, row), len(headings) - 1)
    sheet.freeze_panes(row + 1, 1)
    page(sheet, repeat=(row, row))


def write_choice(book: Book) -> None:
    """Write what is chosen, what each limit takes, and what would have to give where no choice keeps them."""
    chosen, sheet, look = _chosen(book), book.sheet(CHOICE), book.look
    text = _("One option for each function, so that the NPV less a charge for risk is highest.")
    row = dated_head(book, CHOICE, text)
    widths(sheet, (34, 30, 34, 15, 15, 15, 15, 15))
    if chosen.choice.found:
        row = _figures(book, row, chosen)
        row = _limits(book, row + 1, chosen)
        _functions(book, row + 1, chosen)
    else:
        _why_not(book, row, chosen)
    sheet.freeze_panes(2, 1)
    page(sheet)
    text_cell(sheet, 0, 0, CHOICE, look.title())


def _chosen(book: Book) -> Chosen:
    assert book.study is not None  # noqa: S101 - the sheet is there only with it
    assert book.study.chosen is not None  # noqa: S101
    return book.study.chosen


def _figures(book: Book, row: int, chosen: Chosen) -> int:
    choice, whole = chosen.choice, book.look.whole()
    proof = _("proven to be the best") if choice.gap < 1e-6 else _("proven to be within this share of the best")
    planned = float(np.nansum(chosen.options.npv[:, 0]))
    lines = (
        (_("NPV as planned"), planned, whole, ""), (_("NPV of the best choice"), choice.npv, whole, ""),
        (_("One-off"), choice.one_off, whole, ""), (_("Charge, a year"), choice.charge, whole, ""),
        (_("Charge for risk"), choice.risk_charge, whole, _("counts against the NPV; nobody pays it")),
        (_("Gap to the best possible"), choice.gap, "0.000%", proof),
    )  # fmt: skip
    row = section(book, book.sheet(CHOICE), row, _("Result"), 3)
    for name, value, number, said in lines:
        text_cell(book.sheet(CHOICE), row, 0, name, book.look.cell(TEXT, bold=True))
        cell(book, book.sheet(CHOICE), row, 1, value, number)
        text_cell(book.sheet(CHOICE), row, 2, said, book.look.cell(TEXT))
        row += 1
    return row


def _limits(book: Book, row: int, chosen: Chosen) -> int:
    sheet, names, limits = book.sheet(CHOICE), names_of(book.source), chosen.limits
    uses = limit_uses(chosen.options, limits, chosen.choice)
    forced = [
        *(_("{name} must go").format(name=names[row_id]) for row_id in sorted(limits.must_go) if row_id in names),
        *(_("{name} must stay").format(name=names[row_id]) for row_id in sorted(limits.must_stay) if row_id in names),
        *(_("Together: {names}").format(names=", ".join(names[one] for one in sorted(group) if one in names))
          for group in limits.together),
    ]  # fmt: skip
    row = section(book, sheet, row, _("Limits"), 5)
    if not uses and not forced:
        text_cell(sheet, row, 0, _("none"), book.look.cell(TEXT))
        return row + 1
    for heading, at in ((_("Limit"), 0), (_("As set"), 1), (_("Used"), 3), (_("Left"), 4), ("", 2)):
        text_cell(sheet, row, at, heading, book.look.head(align="right") if at in (1, 3, 4) else book.look.head())
    for use in uses:
        row += 1
        number = "0.0%" if use.kind in SHARES else "#,##0.0" if use.kind == CAPACITY else book.look.whole()
        cell(book, sheet, row, 0, name_of(use.kind, use.key, names), "")
        cell(book, sheet, row, 1, use.limit, number)
        plain, strong = book.look.cell(TEXT), book.look.cell(TEXT, font_color=WARN, bold=True)
        text_cell(sheet, row, 2, _("used up") if use.binds else "", strong if use.binds else plain)
        cell(book, sheet, row, 3, use.used, number)
        cell(book, sheet, row, 4, abs(use.limit - use.used), number)
    for text in forced:
        row += 1
        cell(book, sheet, row, 0, text, "")
    return row + 1


def _functions(book: Book, row: int, chosen: Chosen) -> int:
    sheet, options, whole = book.sheet(CHOICE), chosen.options, book.look.whole()
    names = names_of(book.source)
    row = section(book, sheet, row, _("Functions"), 8)
    lines: list[Sequence[Cell]] = []
    for at, function in enumerate(options.rows.ids):
        best = int(chosen.choice.chosen[at])
        before, then = float(options.npv[at, 0]), float(options.npv[at, best])
        lines.append((
            names[function], way(options, at, 0), way(options, at, best), before, then, then - before,
            float(options.figures["one_off"][at, best]), float(chosen.risk[at, best]),
        ))  # fmt: skip
    headings = (
        _("Function"), _("As planned"), _("Best choice"), _("NPV as planned"), _("NPV then"), _("Difference"),
        _("One-off"), _("Charge for risk"),
    )  # fmt: skip
    changed = [at for at, line in enumerate(lines) if line[1] != line[2]]
    return table(book, sheet, row, headings, ("", "", "", *(whole,) * 5), lines, bold=changed)


def way(options: Options, at: int, option: int) -> str:
    """Return an option of a function in words: decision, country, pricing, provider."""
    words = (table_[at, option] for table_ in (options.decision, options.country, options.pricing, options.vendor))
    return " · ".join(str(word) for word in words if word)


def _why_not(book: Book, row: int, chosen: Chosen) -> None:
    sheet, names = book.sheet(CHOICE), names_of(book.source)
    row = section(book, sheet, row, _("No choice keeps these limits. What would have to give:"), 4)
    why = chosen.why_not
    texts = [in_words(one, names) for one in why.together] if why else []
    texts += [_("{name} has no option").format(name=names.get(one, "")) for one in (why.impossible if why else ())]
    for text in texts or [_("no answer in time")]:
        text_cell(sheet, row, 0, text, book.look.cell(TEXT))
        row += 1
    alone = [in_words(one, names) for one in why.alone] if why and why.together != why.alone else []
    if alone:
        row = section(book, sheet, row + 1, _("Any one of these would do alone:"), 4)
        for text in alone:
            text_cell(sheet, row, 0, text, book.look.cell(TEXT))
            row += 1


def write_frontier(book: Book) -> None:
    """Write the two frontiers side by side with their charts above."""
    assert book.study is not None  # noqa: S101 - the sheet is there only with it
    sheet = book.sheet(FRONTIER)
    text = _("Each point is the best choice for one budget, or for one weight given to risk.")
    row = dated_head(book, FRONTIER, text)
    widths(sheet, (32, 16, 16, 16, 16, 3, 18, 16, 16, 16, 16))
    below = row + 17
    if book.study.budgets:
        _curve(book, below, 0, book.study.budgets, _("Budget of year 1"), "one_off", row)
    if book.study.risks:
        _curve(book, below, 6, book.study.risks, _("Weight of risk"), "risk_charge", row)
    page(sheet)


def _curve(
    book: Book, row: int, column: int, points: Sequence[FrontierPoint], asked: str, along: str, top: int
) -> None:
    sheet, whole = book.sheet(FRONTIER), book.look.whole()
    points = sorted(points, key=lambda point: (getattr(point, along), point.npv))
    number = whole if along == "one_off" else "0.0"
    lines = [(point.asked, point.one_off, point.risk_charge, point.npv, point.gap) for point in points]
    headings = (asked, _("One-off"), _("Charge for risk"), _("NPV"), _("Gap"))
    end = table(book, sheet, row, headings, (number, whole, whole, whole, "0.000%"), lines, column)
    chart = book.workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    x_at = column + (1 if along == "one_off" else 2)
    chart.add_series({
        "name": _("NPV"), "categories": area(FRONTIER, x_at, row + 1, end - 1),
        "values": area(FRONTIER, column + 3, row + 1, end - 1), "line": {"color": BLUE, "width": 2.25},
        "marker": {"type": "circle", "size": 6, "fill": {"color": BLUE}, "border": {"color": "#FFFFFF"}},
    })  # fmt: skip
    money, unit = unit_of(book, max(abs(point.npv) for point in points))
    other, other_unit = unit_of(book, max(getattr(point, along) for point in points))
    word = _("One-off cost") if along == "one_off" else _("Charge for risk")
    title = _("What a one-off budget buys") if along == "one_off" else _("What less risk costs")
    x = {"num_format": other, "name": f"{word}, {other_unit}", "min": 0}
    place(book, FRONTIER, chart, title, (top, column), _SIZE, x, {"num_format": money, "name": f"NPV, {unit}"}, "none")
