"""The Cash by function sheet: the cash flow of each function by plan year."""

from typing import Final

import numpy as np

from outsourcing_planner.domain.fields import MAX_TERM_YEARS
from outsourcing_planner.engine.expressions import Call, Expr
from outsourcing_planner.engine.formula import Sheet
from outsourcing_planner.engine.measures import MEASURES, MONTH, Shape
from outsourcing_planner.io.exporting.book import (
    BY_YEAR,
    FUNCTIONS,
    MONTHS,
    TIMELINE,
    Book,
    formula_cell,
    page,
    text_cell,
)
from outsourcing_planner.io.exporting.cells import function_column
from outsourcing_planner.io.exporting.layout import FIRST_ROW, shapes
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn, letters
from outsourcing_planner.io.exporting.style import BAD, FORMULA, TEXT
from outsourcing_planner.io.exporting.timeline_sheet import FIRST as MONTH_0
from outsourcing_planner.text import _

HEAD: Final = FIRST_ROW - 1
START: Final = 3
"""Column of "Start", counted from 0; the plan years follow."""
YEARS: Final = MAX_TERM_YEARS + 1


def write_by_year(book: Book) -> None:
    """Write the sheet with all rows and the totals above the headings."""
    sheet, look = book.sheet(BY_YEAR), book.look
    text_cell(sheet, 0, 0, _("Cash by function"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "Saving of each plan year less one-off cost, in {currency}. Functions that stay or are not costed show 0."
        ).format(currency=book.assumptions.text("plan_currency")),
        look.subtitle(),
    )
    for at, name in enumerate((_("Function"), _("Decision"), _("Total"))):
        text_cell(sheet, HEAD, at, name, look.head(align="right" if at == 2 else "left"))
    for year in range(YEARS):
        sheet.write_number(HEAD, START + year, year, look.head(align="right", num_format=_('"Year "0;;"Start"')))
    cash = _by_year(book)
    _totals(book, cash)
    sheet.stream(_body(book, cash))
    end = letters(START + YEARS - 1)
    book.live_areas[BY_YEAR] = f"'{BY_YEAR}'!$A${book.layout.first}:${end}${book.layout.last}"
    _finish(book)


def _by_year(book: Book) -> np.ndarray:
    rows = book.evaluation.rows.of(book.plan.rows.ids)
    cash = np.zeros((book.count, YEARS))
    cash[:, 0] = book.evaluation.cash[rows, 0]
    for year in range(1, YEARS):
        cash[:, year] = book.evaluation.cash[rows, 12 * year - 11 : 12 * year + 1].sum(axis=1)
    return cash


def _totals(book: Book, cash: np.ndarray) -> None:
    sheet, look, layout = book.sheet(BY_YEAR), book.look, book.layout
    text_cell(sheet, HEAD - 1, 0, _("All functions"), look.total())
    text_cell(sheet, HEAD - 1, 1, "", look.total())
    sums = [cash.sum(), *cash.sum(axis=0)]
    for at, value in enumerate(sums, start=2):
        column = letters(at)
        formula_cell(
            sheet,
            HEAD - 1,
            at,
            f"=SUM({column}{layout.first}:{column}{layout.last})",
            look.total(look.whole()),
            float(value),
        )
    book.where["by_year"] = f"'{BY_YEAR}'!$C${HEAD}"
    book.values["by_year"] = float(cash.sum())


def _body(book: Book, cash: np.ndarray) -> Body:
    look, layout = book.look, book.layout
    money = look.index(FORMULA, look.whole())
    row, end = layout.first, letters(START + YEARS - 1)
    decision = BodyColumn(
        look.index(FORMULA), book.columns["decision_effective"], f"={FUNCTIONS}!{layout.cell('decision_effective')}"
    )
    total = BodyColumn(
        look.index(FORMULA, look.whole(), bold=True), cash.sum(axis=1), f"=SUM({letters(START)}{row}:{end}{row})"
    )
    cash_tree = MEASURES.measures["cash_month"].tree
    trees = [cash_tree, *(Call("total", (cash_tree,)) for _year in range(1, YEARS))]
    years = [
        BodyColumn(money, cash[:, year], _writer(book, year).write(trees[year], always=True)) for year in range(YEARS)
    ]
    return Body(FIRST_ROW, [function_column(book, look.index(TEXT, bold=True)), decision, total, *years], book.count)


def _writer(book: Book, year: int) -> Sheet:
    """Return what writes formulas over the twelve months of one plan year (or month 0)."""
    form = shapes()
    first = MONTH_0 if year == 0 else MONTH_0 + 12 * year - 11
    last = MONTH_0 + 12 * year

    def reference(key: str) -> str | Expr:
        if key == MONTH or form.get(key) is Shape.TIMELINE:
            at = book.where[f"timeline:{key}"]
            return f"{TIMELINE}!${at}${first}" + (f":${at}${last}" if year else "")
        if form.get(key) is Shape.MONTHLY:
            return MEASURES.measures[key].tree
        if key in book.layout.by_key:
            return f"{FUNCTIONS}!${book.layout.cell(key)}"
        return key.removesuffix("_default")

    return Sheet(reference)


def _finish(book: Book) -> None:
    sheet, layout = book.sheet(BY_YEAR), book.layout
    loss = {"type": "cell", "criteria": "<", "value": 0, "format": book.workbook.add_format({"font_color": BAD})}
    sheet.conditional_format(FIRST_ROW, 2, layout.last - 1, START + YEARS - 1, loss)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 11)
    sheet.set_column(2, START + YEARS - 1, 13)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.autofilter(HEAD, 0, layout.last - 1, START + YEARS - 1)
    page(sheet, repeat=(HEAD, HEAD))
    sheet.print_area(0, 0, layout.last - 1, START + int(book.assumptions.number("term_years")))


__all__ = ["MONTHS", "write_by_year"]
