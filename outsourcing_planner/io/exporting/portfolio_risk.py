"""The sheets Scenarios and Tornado."""

from collections.abc import Sequence
from typing import Final

from outsourcing_planner.engine.portfolio.study import names_of
from outsourcing_planner.engine.portfolio.tornado import ASSUMPTION, RATE, VOLUME, TornadoBar
from outsourcing_planner.io.exporting.book import SCENARIOS, TORNADO, Book, formula_cell, page, text_cell, widths
from outsourcing_planner.io.exporting.portfolio_parts import (
    BLUE,
    ORANGE,
    Cell,
    area,
    bar_axes,
    dated_head,
    place,
    section,
    table,
    unit_of,
)
from outsourcing_planner.io.exporting.style import FORMULA, TEXT
from outsourcing_planner.text import _

MOST_BARS: Final = 20
_NAMED: Final = 5
"""Functions that are named one by one where a verdict turns."""


def write_scenarios(book: Book) -> None:
    """Write the scenarios beside the plan, what each changes, and which verdicts turn."""
    assert book.study is not None  # noqa: S101 - the sheet is there only with it
    found = book.study.comparison
    assert found is not None  # noqa: S101
    sheet, whole, names = book.sheet(SCENARIOS), book.look.whole(), names_of(book.source)
    text = _("Named variants of assumptions, prices, amounts of work and decisions, in {currency}.")
    row = dated_head(book, SCENARIOS, text.format(currency=book.assumptions.text("plan_currency")))
    keys = ("in_house", "charge", "one_off", "npv")
    lines: list[Sequence[Cell]] = [
        (_("Plan"), *(found.base.totals[key] for key in keys), 0.0, found.base.totals["payback_months"],
         found.base.totals["saving_of_in_house"], ""),
        *((one.scenario.name, *(one.totals[key] for key in keys), one.npv_difference, one.totals["payback_months"],
           one.totals["saving_of_in_house"], one.sentence) for one in found.outcomes),
    ]  # fmt: skip
    headings = (
        _("Scenario"), _("In-house"), _("Charge, a year"), _("One-off"), _("NPV"), _("Difference"),
        _("Payback, months"), _("Saving"), _("What it changes"),
    )  # fmt: skip
    first = row + 1
    row = table(book, sheet, row, headings, ("", *(whole,) * 5, "0.0", "0.0%", ""), lines, bold=(0,))
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series({
        "name": _("NPV"), "categories": area(SCENARIOS, 0, first, row - 1),
        "values": area(SCENARIOS, 4, first, row - 1),
        "fill": {"color": BLUE}, "border": {"none": True}, "gap": 50,
    })  # fmt: skip
    number, unit = unit_of(book, max(abs(float(line[4] or 0.0)) for line in lines))
    place(book, SCENARIOS, chart, _("NPV by scenario"), (row + 1, 0), (760, 90 + 34 * len(lines)),
          *bar_axes(number, unit), "none")  # fmt: skip
    row += 3 + (90 + 34 * len(lines)) // 20
    row = section(book, sheet, row, _("Verdicts that turn"), 9)
    for one in found.outcomes:
        for word, rows in (
            (_("falls below the hurdle"), one.stop_paying), (_("now pays"), one.start_paying),
        ):  # fmt: skip
            for function in rows[:_NAMED]:
                text_cell(sheet, row, 0, one.scenario.name, book.look.cell(TEXT))
                text_cell(sheet, row, 1, f"{names.get(function, '')}: {word}", book.look.cell(TEXT))
                row += 1
            if len(rows) > _NAMED:
                more = _("… and {n} more").format(n=len(rows) - _NAMED)
                text_cell(sheet, row, 1, f"{more}: {word}", book.look.cell(TEXT))
                row += 1
    widths(sheet, (34, 15, 15, 15, 15, 15, 12, 10, 90))
    page(sheet)


def write_tornado(book: Book) -> None:
    """Write a line for each bar, the longest first, and the chart of the longest above."""
    assert book.study is not None  # noqa: S101 - the sheet is there only with it
    found = book.study.tornado
    assert found is not None  # noqa: S101
    sheet, look = book.sheet(TORNADO), book.look
    text = _("Each assumption, the largest prices and the largest volumes go to their low and high, one at a time.")
    row = dated_head(book, TORNADO, text)
    shown = min(len([bar for bar in found.bars if bar.span > 0]), MOST_BARS)
    head = row + 4 + (100 + 22 * shown) // 20
    names = names_of(book.source)
    lines = [_line(bar, names) for bar in found.bars]
    whole = look.whole()
    headings = (
        _("What varies"), _("Kind"), _("Low"), _("As planned"), _("High"), _("NPV at low"), _("NPV at high"),
        _("Change at low"), _("Change at high"), _("Span"), _("Verdicts that turn"), _("Which"),
    )  # fmt: skip
    formats = ("", "", "0.0###", "0.0###", "0.0###", whole, whole, whole, whole, whole, "0;;", "")
    table(book, sheet, head, headings, formats, lines)
    _changes(book, head, lines, found.npv)
    if shown:
        _bars(book, row, head + 1, shown, max(bar.span for bar in found.bars))
    widths(sheet, (40, 16, 12, 12, 12, 15, 15, 15, 15, 15, 11, 60))
    sheet.print_area(0, 0, head + max(len(lines), 1), len(headings) - 1)
    sheet.autofilter(head, 0, head + max(len(lines), 1), len(headings) - 1)
    page(sheet)


def _line(bar: TornadoBar, names: dict[int, str]) -> tuple[Cell, ...]:
    kinds = {ASSUMPTION: _("Assumption"), RATE: _("Price, factor"), VOLUME: _("Volume, factor")}
    turned = sorted({*bar.flips_low, *bar.flips_high})
    which = ", ".join(names.get(row, "") for row in turned[:_NAMED]) + (" …" if len(turned) > _NAMED else "")
    return (
        _(bar.name), kinds[bar.kind], bar.low, bar.base, bar.high, bar.npv_low, bar.npv_high, None, None, None,
        float(len(turned)), which,
    )  # fmt: skip


def _changes(book: Book, head: int, lines: Sequence[Sequence[Cell]], npv: float) -> None:
    """Write the change at each end and the span as formulas over the NPVs beside them."""
    sheet, look = book.sheet(TORNADO), book.look
    base = "$B$4" if book.is_all else ""
    for at, line in enumerate(lines, start=head + 1):
        low, high = float(line[5] or 0.0), float(line[6] or 0.0)
        money = look.cell(FORMULA, look.whole())
        if base:
            formula_cell(sheet, at, 7, f"=F{at + 1}-{base}", money, low - npv)
            formula_cell(sheet, at, 8, f"=G{at + 1}-{base}", money, high - npv)
        else:
            sheet.write_number(at, 7, low - npv, money)
            sheet.write_number(at, 8, high - npv, money)
        formula_cell(sheet, at, 9, f"=ABS(G{at + 1}-F{at + 1})", money, abs(high - low))


def _bars(book: Book, top: int, first: int, shown: int, largest: float) -> None:
    chart = book.workbook.add_chart({"type": "bar"})
    last = first + shown - 1
    for name, column, colour in ((_("at low"), 7, ORANGE), (_("at high"), 8, BLUE)):
        chart.add_series({
            "name": name, "categories": area(TORNADO, 0, first, last), "values": area(TORNADO, column, first, last),
            "fill": {"color": colour}, "border": {"none": True}, "gap": 35, "overlap": 100,
        })  # fmt: skip
    number, unit = unit_of(book, largest)
    place(book, TORNADO, chart, _("What the NPV hangs on"), (top, 0), (1010, 100 + 22 * shown),
          *bar_axes(number, _("Change of the NPV, {unit}").format(unit=unit)))  # fmt: skip
