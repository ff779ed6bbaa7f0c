"""The Chart data sheet: what the charts draw, as formulas, so that they follow the workbook."""

from typing import Final

import numpy as np

from outsourcing_planner.io.exporting.book import CHART_DATA, Book, formula_cell, headings, page, text_cell, widths
from outsourcing_planner.io.exporting.cash_sheet import months_of, range_of
from outsourcing_planner.io.exporting.row_writer import letters
from outsourcing_planner.io.exporting.style import CLASS_COLOURS, FORMULA, GIVEN
from outsourcing_planner.text import _

HEAD: Final = 4
FIRST: Final = HEAD + 2
"""First row of data, counted from 1."""
MOST_FUNCTIONS: Final = 60
"""The costliest functions, which the charts show."""
SHOWN_AS_BARS: Final = 12
CLASSES: Final = tuple(CLASS_COLOURS)
AT_ROW, AT_NAME, AT_HOUSE, AT_CHARGE, AT_FIT, AT_KNOWLEDGE, AT_CLASS = 0, 1, 2, 3, 4, 5, 6
STEPS: Final = 12
"""Steps of the cash flow: each has as many months as the term has years."""
AT_MONTH: Final = AT_CLASS + len(CLASSES) + 1


def shown_functions(book: Book) -> list[int]:
    """Return the positions of the costliest functions, the costliest first."""
    cost = book.numbers("in_house")
    return [int(at) for at in np.argsort(-cost, kind="stable")[:MOST_FUNCTIONS]]


def write_chart_data(book: Book) -> None:
    """Write the functions and the months that charts show."""
    sheet, look = book.sheet(CHART_DATA), book.look
    text_cell(sheet, 0, 0, _("Chart data"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "The costliest functions when the plan was exported, and the term in twelve steps; the figures follow "
            "the workbook."
        ),
        look.subtitle(),
    )
    heads = (
        _("Place"),
        _("Function"),
        _("In-house"),
        _("Charge"),
        _("Fit"),
        _("Knowledge"),
        *CLASSES,
        "",
        _("Step"),
        _("Up to month"),
        _("Cash flow"),
        _("Cumulative"),
    )
    headings(sheet, HEAD, heads, look.head())
    rows = shown_functions(book)
    for number, at in enumerate(rows):
        _function(book, HEAD + 1 + number, at)
    _months(book)
    book.where["charts:functions"] = str(FIRST + len(rows) - 1)
    widths(sheet, (8, 34, 14, 14, 9, 11, *(13 for _name in CLASSES), 4, 7, 12, 14, 14))
    sheet.freeze_panes(HEAD + 1, 2)
    page(sheet, repeat=(HEAD, HEAD))


def _function(book: Book, row: int, at: int) -> None:
    sheet, look, of = book.sheet(CHART_DATA), book.look, book.layout.range
    sheet.write_number(row, AT_ROW, at + 1, look.cell(GIVEN, "0"))
    place = f"$A{row + 1}"
    name = book.plan.column("function")[at]
    formula_cell(
        sheet,
        row,
        AT_NAME,
        f'=INDEX({of("function")},{place})&""',
        look.cell(FORMULA),
        name if isinstance(name, str) else "",
    )
    figures = (
        (AT_HOUSE, "in_house", look.whole()),
        (AT_CHARGE, "charge", look.whole()),
        (AT_FIT, "fit", "0.0"),
        (AT_KNOWLEDGE, "knowledge", "0.0"),
    )
    for column, key, number in figures:
        cell = f"INDEX({of(key)},{place})"
        formula_cell(sheet, row, column, f"=SUM({cell})", look.cell(FORMULA, number), float(book.numbers(key)[at]))
    decision = str(book.columns["decision_effective"][at])
    for offset, name in enumerate(CLASSES):
        formula = f'=IF(INDEX({of("decision_effective")},{place})="{name}",$C{row + 1},0)'
        value = float(book.numbers("in_house")[at]) if decision == name else 0.0
        formula_cell(sheet, row, AT_CLASS + offset, formula, look.cell(FORMULA, look.whole()), value)


def _months(book: Book) -> None:
    """Write the term in twelve steps: so many as there are months in a year, whatever the term is changed to."""
    sheet, look = book.sheet(CHART_DATA), book.look
    cash = months_of(book)["cash"]
    step, month, _flow, added = (letters(AT_MONTH + offset) for offset in range(4))
    before = 0.0
    for number in range(STEPS + 1):
        row, own = HEAD + 1 + number, FIRST + number
        end = round(number * float(book.scalars["term_years"]))
        so_far = float(cash[: end + 1].sum())
        sheet.write_number(row, AT_MONTH, number, look.cell(GIVEN, "0"))
        last = f"-{added}{own - 1}" if number else ""
        cells = (
            (f"=${step}{own}*term_years", "0", float(end)),
            (f"={added}{own}{last}", look.whole(), so_far - before),
            (f'=SUMIFS({range_of("cash")},plan_month,"<="&{month}{own})', look.whole(), so_far),
        )
        for at, (formula, form, value) in enumerate(cells, start=AT_MONTH + 1):
            formula_cell(sheet, row, at, formula, look.cell(FORMULA, form), value)
        before = so_far
    book.live_areas[CHART_DATA] = f"'{CHART_DATA}'!${month}${FIRST}:${added}${FIRST + STEPS}"
