"""What the sheets of the portfolio have in common: a head that says from when the values are, tables, charts."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from xlsxwriter.chart import Chart

from outsourcing_planner.io.exporting.book import Book, formula_cell, text_cell
from outsourcing_planner.io.exporting.charts import styled
from outsourcing_planner.io.exporting.row_writer import LongSheet, letters
from outsourcing_planner.io.exporting.style import BAD, FONT, FORMULA, GIVEN, GOOD, HAIRLINE, MUTED, TEXT
from outsourcing_planner.text import _

Cell = float | str | None
TEXT_FORMAT: Final = ""
BLUE, ORANGE, PALE = "#2E7BC4", "#D9771E", "#A9B6C6"
FRESH, STALE = "As worked out", "Changed since: work it out again in the program"


def live_head(book: Book, name: str, text: str) -> int:
    """Write title and subtitle of a sheet whose figures follow the workbook; return the next free row, from 0."""
    sheet = book.sheet(name)
    text_cell(sheet, 0, 0, name, book.look.title())
    text_cell(sheet, 1, 0, text, book.look.subtitle())
    return 3


def dated_head(book: Book, name: str, text: str) -> int:
    """Write the head of a sheet of values that the program worked out, and whether the workbook still is that plan.

    Return the next free row, from 0.
    """
    sheet, look = book.sheet(name), book.look
    live_head(book, name, text)
    when = _("Worked out by the program for the export of {when}; these values do not change with the workbook.")
    text_cell(sheet, 2, 0, when.format(when=f"{book.created:%Y-%m-%d %H:%M}"), look.of(font_color=MUTED, italic=True))
    if not book.is_all:
        text_cell(sheet, 3, 0, _("They are of the whole plan, not only of the rows exported."), look.subtitle())
        return 5
    npv = book.evaluation.totals.get("npv")
    text_cell(sheet, 3, 0, _("NPV of the plan when worked out"), look.cell(TEXT))
    sheet.write_number(3, 1, float(npv or 0.0), look.cell(GIVEN, look.whole()))
    text_cell(sheet, 4, 0, _("NPV in this workbook"), look.cell(TEXT))
    now = book.where["total:npv"]
    formula_cell(sheet, 4, 1, f"={now}", look.cell(FORMULA, look.whole()), book.values["total:npv"])
    fresh, stale = _(FRESH), _(STALE)
    formula_cell(sheet, 4, 2, f'=IF(ABS(B4-B5)<1,"{fresh}","{stale}")', look.of(bold=True, indent=1), fresh)
    for word, ink in ((fresh, GOOD), (stale, BAD)):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"',
                "format": book.workbook.add_format({"font_color": ink})}  # fmt: skip
        sheet.conditional_format(4, 2, 4, 2, rule)
    return 6


def section(book: Book, sheet: LongSheet, row: int, text: str, wide: int, column: int = 0) -> int:
    """Write a heading between tables over so many columns; return the next row."""
    text_cell(sheet, row, column, text, book.look.section())
    for at in range(column + 1, column + wide):
        text_cell(sheet, row, at, "", book.look.section())
    return row + 1


def table(
    book: Book, sheet: LongSheet, row: int, headings: Sequence[str], formats: Sequence[str],
    lines: Iterable[Sequence[Cell]], column: int = 0, bold: Sequence[int] = (), role: str = GIVEN,
) -> int:  # fmt: skip
    """Write a table of values; a format of "" is text. ``bold`` are lines that stand out. Return the next row."""
    look = book.look
    sheet.set_row(row, 30)
    for at, (heading, number) in enumerate(zip(headings, formats, strict=True), start=column):
        text_cell(sheet, row, at, heading, look.head(align="right") if number else look.head())
    for number_of_line, line in enumerate(lines):
        row += 1
        strong = {"bold": True} if number_of_line in bold else {}
        for at, (value, number) in enumerate(zip(line, formats, strict=True), start=column):
            cell(book, sheet, row, at, value, number, role, **strong)
    return row + 1


def cell(
    book: Book, sheet: LongSheet, row: int, at: int, value: Cell, number: str, role: str = GIVEN,
    **more: Any,  # noqa: ANN401 - what XlsxWriter takes
) -> None:  # fmt: skip
    """Write one value; blank and NaN are blank cells."""
    look = book.look
    if isinstance(value, str):
        text_cell(sheet, row, at, value, look.cell(TEXT, **more))
    elif value is None or np.isnan(value):
        sheet.write_blank(row, at, None, look.cell(role if number else TEXT, number, **more))
    else:
        sheet.write_number(row, at, float(value), look.cell(role, number, **more))


def area(name: str, column: int, first: int, last: int) -> str:
    """Return a reference to a column of cells, all counted from 0, as charts want it."""
    at = letters(column)
    return f"='{name}'!${at}${first + 1}:${at}${last + 1}"


def place(
    book: Book, name: str, chart: Chart, title: str, at: tuple[int, int], size: tuple[int, int], x: dict[str, Any],
    y: dict[str, Any], legend: str = "bottom",
) -> None:  # fmt: skip
    """Style a chart and put it on a sheet at a row and column."""
    styled(chart, title, x, y, legend)
    if legend == "none":
        chart.set_legend({"none": True})
    chart.set_size({"width": size[0], "height": size[1]})
    book.sheet(name).insert_chart(*at, chart, {"object_position": 2, "x_offset": 4, "y_offset": 4})


def bar_axes(number: str, name: str = "", **values: Any) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ANN401
    """Return the axes of a bar chart whose first line is on top and whose figures are below."""
    grid = {"visible": True, "line": {"color": HAIRLINE, "width": 0.75}}
    figures = {"num_format": number, "label_position": "high", "major_gridlines": grid, **values}
    lines = {"reverse": True, "label_position": "low", "num_font": small_font(), "major_gridlines": {"visible": False}}
    return ({**figures, "name": name} if name else figures), lines


def small_font() -> dict[str, Any]:
    """Return the font of axes."""
    return {"name": FONT, "size": 9, "color": MUTED}


def unit_of(book: Book, largest: float) -> tuple[str, str]:
    """Return number format and name of the unit that suits amounts of a size."""
    currency = book.assumptions.text("plan_currency")
    if largest >= 2e6:
        return "#,##0.0,,", _("{currency} million").format(currency=currency)
    if largest >= 2e4:
        return "#,##0,", _("{currency} thousand").format(currency=currency)
    return "#,##0", currency
