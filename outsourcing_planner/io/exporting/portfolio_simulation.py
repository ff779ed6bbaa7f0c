"""The sheet Simulation: spread of the NPV, cost of each year, band of the cash flow, and what it hangs on."""

from typing import Final

import numpy as np

from outsourcing_planner.engine.portfolio.monte_carlo import MonteCarlo
from outsourcing_planner.engine.portfolio.study import names_of
from outsourcing_planner.io.exporting.book import SIMULATION, Book, formula_cell, page, text_cell, widths
from outsourcing_planner.io.exporting.portfolio_parts import (
    BLUE,
    ORANGE,
    area,
    bar_axes,
    cell,
    dated_head,
    place,
    section,
    small_font,
    table,
    unit_of,
)
from outsourcing_planner.io.exporting.style import FORMULA, NAVY, TEXT
from outsourcing_planner.text import _

BINS: Final = 30
MOST: Final = 15
POINTS: Final = (5, 10, 25, 50, 75, 90, 95)
_TABLES: Final = 40
"""First row of the tables, counted from 0: below the charts."""
_SIZE: Final = (560, 300)


def write_simulation(book: Book) -> None:
    """Write key figures, charts, and the tables that the charts draw."""
    assert book.study is not None  # noqa: S101 - the sheet is there only with it
    found = book.study.trials
    assert found is not None  # noqa: S101
    sheet = book.sheet(SIMULATION)
    text = _("{trials:,} trials, seed {seed}: the same plan, trials and seed give the same numbers.")
    row = dated_head(book, SIMULATION, text.format(trials=len(found.npv), seed=found.seed))
    _figures(book, row, found)
    _histogram(book, found, row)
    _band(book, found, row)
    _contributions(book, found, row)
    widths(sheet, (32, 15, 15, 15, 3, 15, 15, 11, 3, 9, 15, 15, 15, 15, 3, 44, 11))
    page(sheet)


def _figures(book: Book, row: int, found: MonteCarlo) -> None:
    sheet, whole = book.sheet(SIMULATION), book.look.whole()
    row = section(book, sheet, row, _("NPV"), 2)
    spread = found.percentiles(points=POINTS)
    lines = [
        (_("As planned"), found.base_npv, whole), (_("Mean of the trials"), float(found.npv.mean()), whole),
        *((f"P{point}", float(value), whole) for point, value in zip(POINTS, spread, strict=True)),
        (_("Probability of a loss"), found.loss_probability, "0.0%"),
    ]  # fmt: skip
    for name, value, number in lines:
        text_cell(sheet, row, 0, name, book.look.cell(TEXT, bold=name in ("P10", "P50", "P90")))
        cell(book, sheet, row, 1, value, number, bold=name in ("P10", "P50", "P90"))
        row += 1
    row = section(book, sheet, row + 1, _("Cost of all functions by plan year"), 4)
    yearly = found.percentiles(found.yearly_cost)
    rows = [(float(year + 1), *map(float, yearly[:, year])) for year in range(yearly.shape[1])]
    headings = (_("Plan year"), "P10", "P50", "P90")
    table(book, sheet, row, headings, ("0", whole, whole, whole), rows)


def _histogram(book: Book, found: MonteCarlo, top: int) -> None:
    sheet, whole = book.sheet(SIMULATION), book.look.whole()
    counts, edges = np.histogram(found.npv, bins=BINS)
    lines = [(float(low), float(high), float(count) / len(found.npv))
             for low, high, count in zip(edges[:-1], edges[1:], counts, strict=True)]  # fmt: skip
    headings = (_("NPV from"), _("to"), _("Trials"))
    end = table(book, sheet, _TABLES, headings, (whole, whole, "0.0%"), lines, 5)
    chart = book.workbook.add_chart({"type": "column"})
    points = [{"fill": {"color": ORANGE if high <= 0 else BLUE}} for _low, high, _share in lines]
    chart.add_series({
        "name": _("Share of trials"), "categories": area(SIMULATION, 5, _TABLES + 1, end - 1),
        "values": area(SIMULATION, 7, _TABLES + 1, end - 1), "fill": {"color": BLUE}, "border": {"none": True},
        "points": points, "gap": 6,
    })  # fmt: skip
    number, unit = unit_of(book, float(np.abs(found.npv).max()))
    x = {"num_format": number, "name": f"NPV, {unit}", "interval_unit": 5, "label_position": "low"}
    title = _("How the NPV may turn out (orange: a loss)")
    place(book, SIMULATION, chart, title, (top, 5), _SIZE, x, {"num_format": "0%"}, "none")


def _band(book: Book, found: MonteCarlo, top: int) -> None:
    sheet, whole, band = book.sheet(SIMULATION), book.look.whole(), found.band
    lines = [(float(month), *map(float, band[:, month]), None) for month in range(band.shape[1])]
    headings = (_("Month"), "P10", "P50", "P90", _("P90 less P10"))
    end = table(book, sheet, _TABLES, headings, ("0", whole, whole, whole, whole), lines, 9)
    for line, at in enumerate(range(_TABLES + 1, end)):
        width = float(band[2, line] - band[0, line])
        formula_cell(sheet, at, 13, f"=M{at + 1}-K{at + 1}", book.look.cell(FORMULA, whole), width)
    chart = book.workbook.add_chart({"type": "area", "subtype": "stacked"})
    line_chart = book.workbook.add_chart({"type": "line"})
    months = area(SIMULATION, 9, _TABLES + 1, end - 1)
    for name, column, fill in ((" ", 10, {"none": True}), ("P10–P90", 13, {"color": BLUE, "transparency": 70})):
        chart.add_series({
            "name": name, "categories": months, "values": area(SIMULATION, column, _TABLES + 1, end - 1), "fill": fill,
            "border": {"none": True},
        })  # fmt: skip
    line_chart.add_series({
        "name": "P50", "categories": months, "values": area(SIMULATION, 11, _TABLES + 1, end - 1),
        "line": {"color": NAVY, "width": 2.5},
    })  # fmt: skip
    chart.combine(line_chart)
    number, unit = unit_of(book, float(np.abs(band).max()))
    x = {"name": _("Month"), "interval_unit": 6, "label_position": "low"}
    place(book, SIMULATION, chart, _("Saving so far, with its band"), (top + 17, 5), _SIZE, x,
          {"num_format": number, "name": unit})  # fmt: skip
    chart.set_legend({"position": "bottom", "delete_series": [0], "font": small_font()})


def _contributions(book: Book, found: MonteCarlo, top: int) -> None:
    sheet, names = book.sheet(SIMULATION), names_of(book.source)
    lines = [(words_of(one.kind, names.get(one.row, "") if one.row is not None else one.name), one.share)
             for one in found.contributions[:MOST]]  # fmt: skip
    rest = sum(one.share for one in found.contributions[MOST:])
    if rest > 0:
        lines.append((_("all others"), rest))
    headings = (_("What the uncertainty comes from"), _("Share of variance"))
    end = table(book, sheet, _TABLES, headings, ("", "0.0%"), lines, 15)
    if not lines:
        return
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series({
        "name": headings[1], "categories": area(SIMULATION, 15, _TABLES + 1, end - 1),
        "values": area(SIMULATION, 16, _TABLES + 1, end - 1), "fill": {"color": BLUE}, "border": {"none": True},
        "gap": 35,
    })  # fmt: skip
    place(book, SIMULATION, chart, headings[0], (top, 12), (560, 640), *bar_axes("0%"), "none")  # fmt: skip


def words_of(kind: str, name: str) -> str:
    """Return what varies as a person reads it."""
    kinds = {
        "volume": _("Volume"), "price": _("Price"), "ramp": _("Ramp-up"), "inflation": _("Wage inflation"),
        "cola": _("Price adjustment"), "exchange": _("Exchange rate"), "event": _("Country event"),
    }  # fmt: skip
    return ": ".join(part for part in (kinds.get(kind, kind), name) if part)
