"""The Months sheet: the cash flow of each function month by month, behind its payback and IRR."""

from typing import Final

import numpy as np

from outsourcing_planner.engine.expressions import Expr
from outsourcing_planner.engine.formula import Sheet
from outsourcing_planner.engine.measures import MEASURES, MONTH, Shape
from outsourcing_planner.io.exporting.book import FUNCTIONS, MONTHLY, MONTHS, Book, formula_cell, page, text_cell
from outsourcing_planner.io.exporting.cells import function_column
from outsourcing_planner.io.exporting.layout import FIRST_ROW, shapes
from outsourcing_planner.io.exporting.monthly import month_values
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn, letters
from outsourcing_planner.io.exporting.style import FORMULA, TEXT
from outsourcing_planner.io.exporting.timeline_sheet import name_of
from outsourcing_planner.text import _

CASH: Final = 2
"""Column of month 0 of the cash flow, counted from 0; the months before leakage and the cumulative ones follow."""
NET: Final = CASH + MONTHS
"""Columns of the saving before leakage, which the cash flow reads."""
CUMULATIVE: Final = NET + MONTHS
HEAD: Final = FIRST_ROW - 1
_ROWS: Final = {MONTH: HEAD, "year": HEAD - 1, "in_term": HEAD - 2, "wage_index": HEAD - 3, "cola_index": HEAD - 4}
"""Rows above the months that carry what the formulas need of the timeline."""


def _range(first: int, row: int) -> str:
    return f"'{MONTHLY}'!${letters(first)}{row}:${letters(first + MONTHS - 1)}{row}"


def formula_of(key: str, book: Book) -> str:
    """Return the formula of payback or IRR for the first row of the Functions sheet."""
    layout, row = book.layout, book.layout.first
    cash, cumulative = _range(CASH, row), _range(CUMULATIVE, row)
    counted, below = layout.cell("counted"), f"'{MONTHLY}'!$B{row}"
    if key == "irr":
        return f'=IF({counted},IF(AND(MIN({cash})<0,MAX({cash})>0),IFERROR({year_rate(cash)},""),""),"")'
    found = f"{below}-1-INDEX({cumulative},{below})/INDEX({cash},{below}+1)"
    end = f"'{MONTHLY}'!${letters(CUMULATIVE + MONTHS - 1)}{row}"
    return f'=IF({counted},IF({end}<0,"",IF({below}=0,0,{found})),"")'


def year_rate(cash: str) -> str:
    """Return the formula of the yearly rate of return; "" above 100 % a month, as in the engine."""
    return f'IF({rate_of(cash)}>1,"",(1+{rate_of(cash)})^12-1)'


def rate_of(cash: str) -> str:
    """Return the formula of the monthly rate of return: sought from 10 % and, where that fails on a gain, from 0.

    A search that runs away beyond doubling every month has failed too.
    """
    return f'IF(IFERROR(IRR({cash}),2)<=1,IRR({cash}),IF(SUM({cash})>0,IRR({cash},0),""))'


def write_months(book: Book) -> None:
    """Write the sheet; only where the plan is small enough for it."""
    if not book.is_monthly:
        return
    sheet, look = book.sheet(MONTHLY), book.look
    text_cell(sheet, 0, 0, _("Months by function"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "Cash flow of each function by month, then added up. Payback and IRR on the sheet Functions "
            "read these months."
        ),
        look.subtitle(),
    )
    _head(book)
    sheet.stream(_body(book))
    end = letters(CUMULATIVE + MONTHS - 1)
    book.live_areas[MONTHLY] = f"'{MONTHLY}'!$A${book.layout.first}:${end}${book.layout.last}"
    last = letters(CASH + MONTHS - 1)
    book.where["months"] = f"'{MONTHLY}'!${letters(CASH)}${book.layout.first}:${last}${book.layout.last}"
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 12)
    sheet.set_column(CASH, CUMULATIVE + MONTHS - 1, 12)
    sheet.freeze_panes(FIRST_ROW, 1)
    page(sheet, wide=1 + book.assumptions.months // 13, repeat=(HEAD, HEAD))
    sheet.repeat_columns(0, 0)
    sheet.print_area(0, 0, book.layout.last - 1, CASH + book.assumptions.months)


def _head(book: Book) -> None:
    sheet, look = book.sheet(MONTHLY), book.look
    text_cell(sheet, HEAD, 0, _("Function"), look.head())
    text_cell(sheet, HEAD, 1, _("Months until it stays above 0"), look.head())
    for key, row in _ROWS.items():
        if key != MONTH:
            text_cell(sheet, row, 0, MEASURES.measures[key].heading, look.subtitle())
        for block in (CASH, NET, CUMULATIVE):
            for month in range(MONTHS):
                _head_cell(book, key, row, block + month, month)


def _head_cell(book: Book, key: str, row: int, column: int, month: int) -> None:
    sheet, look = book.sheet(MONTHLY), book.look
    value = book.timeline[key][month]
    form = (
        look.head(align="right", num_format="0") if key == MONTH else look.of(font_color="#626B76", num_format="0.0000")
    )
    at = f"{letters(column)}{HEAD + 1}"
    if key == MONTH:
        sheet.write_number(row, column, value, form)
    else:
        formula_cell(sheet, row, column, f"=INDEX({name_of(key)},{at}+1)", form, value)


def _body(book: Book) -> Body:
    look, row = book.look, book.layout.first
    values = month_values(book, ("cash_month", "net_month"), slice(None))
    cash, net = values["cash_month"], values["net_month"]
    added = np.cumsum(cash, axis=1)
    body = Body(FIRST_ROW, count=book.count)
    money = look.index(FORMULA, look.whole())
    below = np.where(added < 0, np.arange(MONTHS) + 1.0, 0.0).max(axis=1)
    first, last = f"${letters(CUMULATIVE)}{row}", f"${letters(CUMULATIVE + MONTHS - 1)}{row}"
    head = f"${letters(CUMULATIVE)}${HEAD + 1}:${letters(CUMULATIVE + MONTHS - 1)}${HEAD + 1}"
    body.columns = [
        function_column(book, look.index(TEXT)),
        BodyColumn(look.index(FORMULA, "0"), below, f"=SUMPRODUCT(MAX(({first}:{last}<0)*({head}+1)))"),
    ]
    for block, key, part in ((CASH, "cash_month", cash), (NET, "net_month", net)):
        tree = MEASURES.measures[key].tree
        body.columns += [
            BodyColumn(money, part[:, month], _writer(book, month, block).write(tree, always=True))
            for month in range(MONTHS)
        ]
    for month in range(MONTHS):
        here, before = f"{letters(CASH + month)}{row}", f"{letters(CUMULATIVE + month - 1)}{row}"
        body.columns.append(BodyColumn(money, added[:, month], f"={before}+{here}" if month else f"={here}"))
    return body


def _writer(book: Book, month: int, block: int) -> Sheet:
    at, net = letters(block + month), f"{letters(NET + month)}{book.layout.first}"
    form = shapes()

    def reference(key: str) -> str | Expr:
        if key in _ROWS:
            return f"{at}${_ROWS[key] + 1}"
        if key == "net_month":
            return net
        if form.get(key) is Shape.MONTHLY:
            return MEASURES.measures[key].tree
        if key in book.layout.by_key:
            return f"{FUNCTIONS}!${book.layout.cell(key)}"
        return key.removesuffix("_default")

    return Sheet(reference)
