"""The Cash flow sheet: the portfolio by plan year and by month, down to payback and IRR."""

from typing import Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.fields import MAX_TERM_YEARS
from outsourcing_planner.engine.expressions import Call, Expr
from outsourcing_planner.engine.formula import Sheet
from outsourcing_planner.engine.measures import MEASURES, MONTH, Shape
from outsourcing_planner.engine.roots import irr, payback
from outsourcing_planner.io.exporting.book import (
    CASH,
    MONTHS,
    TIMELINE,
    Book,
    formula_cell,
    headings,
    page,
    text_cell,
    widths,
)
from outsourcing_planner.io.exporting.layout import shapes
from outsourcing_planner.io.exporting.monthly import monthly_sums, one_off_by_month
from outsourcing_planner.io.exporting.months_sheet import year_rate
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn, letters
from outsourcing_planner.io.exporting.style import FORMULA, TEXT
from outsourcing_planner.io.exporting.timeline_sheet import FIRST as TIMELINE_FIRST
from outsourcing_planner.text import _

YEARS: Final = MAX_TERM_YEARS + 1
YEAR_HEAD: Final = 4
LINES: Final = (
    ("avoided", "In-house cost avoided"),
    ("vendor", "Provider"),
    ("governance", "Governance"),
    ("client", "Own work beside it"),
    ("exit", "Exit to expect"),
    ("leaked", "Leakage"),
    ("once", "One-off"),
    ("cash", "Cash flow"),
    ("added", "Cumulative"),
    ("worth", "Present value"),
)
MONTH_HEAD: Final = YEAR_HEAD + len(LINES) + 3
FIRST: Final = MONTH_HEAD + 2
LAST: Final = FIRST + MONTHS - 1
COLUMNS: Final = {key: at for at, (key, _name) in enumerate(LINES, start=3)}
Months = npt.NDArray[np.float64]


def range_of(key: str) -> str:
    """Return the absolute range of a line of the months."""
    at = letters(COLUMNS[key])
    return f"'{CASH}'!${at}${FIRST}:${at}${LAST}"


def months_of(book: Book) -> dict[str, Months]:
    """Return the lines of the portfolio by month, each of shape (121,)."""
    sums = monthly_sums(book)
    avoided, vendor, client, leaving = (
        sums[key] for key in ("avoided_month", "vendor_month", "client_month", "exit_month")
    )
    governance = vendor * float(book.scalars["governance_share"])
    saving = sums["saving_month"]
    leaked = (
        avoided - vendor - governance - client - leaving - saving
        if float(book.scalars["leakage"])
        else np.zeros(MONTHS)
    )
    once = one_off_by_month(book)
    cash = avoided - vendor - governance - client - leaving - leaked - once
    lines = {"avoided": avoided, "vendor": vendor, "governance": governance, "client": client, "exit": leaving}
    return {
        **lines,
        "leaked": leaked,
        "once": once,
        "cash": cash,
        "added": np.cumsum(cash),
        "worth": cash * book.timeline["discount_factor"],
    }


def _writer(book: Book) -> Sheet:
    """Return what writes sums over all functions for the month of a row: columns for rows, one cell for the month."""
    form = shapes()

    def reference(key: str) -> str | Expr:
        if key == MONTH or form.get(key) is Shape.TIMELINE:
            return f"{TIMELINE}!${book.where[f'timeline:{key}']}{TIMELINE_FIRST}"
        if form.get(key) is Shape.MONTHLY:
            return MEASURES.measures[key].tree
        return book.layout.range(key) if key in book.layout.by_key else key.removesuffix("_default")

    return Sheet(reference)


def _formulas(book: Book) -> dict[str, str]:
    """Return the formula of each line for month 0."""
    r, at = FIRST, {key: f"{letters(column)}{FIRST}" for key, column in COLUMNS.items()}
    writer = _writer(book)

    def summed(key: str) -> str:
        return writer.write(Call("total", (MEASURES.measures[key].tree,)), always=True)[1:]

    net = f"{at['avoided']}-{at['vendor']}-{at['governance']}-{at['client']}-{at['exit']}"
    of = book.layout.range
    return {
        **{key: f"=IF($C{r}=0,0,{summed(f'{key}_month')})" for key in ("avoided", "vendor")},
        "governance": f"=governance_share*{at['vendor']}",
        "client": f"=IF(OR($C{r}=0,SUM({of('client_base')})=0),0,{summed('client_month')})",
        "exit": f"=IF(OR($C{r}=0,SUM({of('exit_base')})=0),0,{summed('exit_month')})",
        "leaked": f"=IF(OR($C{r}=0,leakage=0),0,{net}-{summed('saving_month')})",
        "once": f"=SUMIFS({of('one_off_base')},{of('start_month_used')},$A{r}+1)",
        "cash": f"={net}-{at['leaked']}-{at['once']}",
        "added": f"={at['cash']}+IF($A{r}=0,0,{letters(COLUMNS['added'])}{r - 1})",
        "worth": f"={at['cash']}*{TIMELINE}!${book.where['timeline:discount_factor']}{TIMELINE_FIRST}",
    }


def write_cash(book: Book) -> None:
    """Write years, months, payback and IRR of the portfolio."""
    sheet, look = book.sheet(CASH), book.look
    lines = months_of(book)
    text_cell(sheet, 0, 0, _("Cash flow"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "Functions that leave the house and are costed, in {currency}. Years are plan years; “Start” is "
            "the moment before month 1."
        ).format(currency=book.assumptions.text("plan_currency")),
        look.subtitle(),
    )
    _years(book, lines)
    _months(book, lines)
    widths(sheet, (22, 13, 13, *(15 for _at in range(YEARS))))
    sheet.freeze_panes(0, 1)
    page(sheet, repeat=(MONTH_HEAD, MONTH_HEAD))
    sheet.print_area(0, 0, MONTH_HEAD + book.assumptions.months + 1, 2 + YEARS)


def _years(book: Book, lines: dict[str, Months]) -> None:
    sheet, look = book.sheet(CASH), book.look
    text_cell(sheet, YEAR_HEAD - 1, 0, _("By plan year"), look.of(bold=True, font_size=12, font_color="#1F3A5F"))
    text_cell(sheet, YEAR_HEAD, 0, _("Line"), look.head())
    text_cell(sheet, YEAR_HEAD, 1, _("Total"), look.head(align="right"))
    for year in range(YEARS):
        form = look.head(align="right", num_format=_('"Year "0;;"Start"'))
        sheet.write_number(YEAR_HEAD, 2 + year, year, form)
    years = book.timeline["year"]
    for at, (key, name) in enumerate(LINES, start=YEAR_HEAD + 1):
        is_sum = key in ("cash", "added", "worth")
        number = look.total(look.whole()) if is_sum else look.cell(FORMULA, look.whole())
        text_cell(sheet, at, 0, _(name), look.total() if is_sum else look.cell(TEXT))
        total = "" if key == "added" else f"=SUM(C{at + 1}:{letters(1 + YEARS)}{at + 1})"
        by_year = [float(lines[key][years == year].sum()) for year in range(YEARS)]
        if key == "added":
            by_year = [
                float(value) for value in np.cumsum([lines["cash"][years == year].sum() for year in range(YEARS)])
            ]
            sheet.write_blank(at, 1, None, number)
        else:
            formula_cell(sheet, at, 1, total, number, sum(by_year))
        for year in range(YEARS):
            column = 2 + year
            cash_row = YEAR_HEAD + 2 + [line for line, _name in LINES].index("cash")
            formula = f"=SUMIFS({range_of(key)},plan_year,{letters(column)}${YEAR_HEAD + 1})"
            if key == "added":
                formula = f"=SUM($C{cash_row}:{letters(column)}{cash_row})"
            formula_cell(sheet, at, column, formula, number, by_year[year])


def _months(book: Book, lines: dict[str, Months]) -> None:
    sheet, look = book.sheet(CASH), book.look
    text_cell(sheet, MONTH_HEAD - 1, 0, _("By month"), look.of(bold=True, font_size=12, font_color="#1F3A5F"))
    names = (_("Month"), _("Plan year"), _("In the term"), *(_(name) for _key, name in LINES))
    headings(sheet, MONTH_HEAD, names, look.head(align="right"))
    sheet.set_row(MONTH_HEAD, 30)
    number = look.index(FORMULA, look.whole())
    body = Body(FIRST - 1, count=MONTHS)
    at = {key: book.where[f"timeline:{key}"] for key in ("month", "year", "in_term")}
    body.columns = [
        BodyColumn(look.index(FORMULA, "0"), book.timeline[key], f"={TIMELINE}!{at[key]}{TIMELINE_FIRST}") for key in at
    ]
    formulas = _formulas(book)
    body.columns += [BodyColumn(number, lines[key], formulas[key]) for key, _name in LINES]
    sheet.stream(body)
    book.live_areas[CASH] = f"'{CASH}'!$A${FIRST}:${letters(COLUMNS['worth'])}${LAST}"
    sheet.conditional_format(
        FIRST - 1,
        0,
        LAST - 1,
        COLUMNS["worth"],
        {
            "type": "formula",
            "criteria": f"=$C${FIRST}:$C${LAST}=0",
            "format": book.workbook.add_format({"font_color": "#C3CAD3"}),
        },
    )
    _outcome(book, lines)


def _outcome(book: Book, lines: dict[str, Months]) -> None:
    """Keep the formulas of payback and IRR for the summary."""
    cash, added = range_of("cash"), range_of("added")
    below = f"SUMPRODUCT(MAX(({added}<0)*(plan_month+1)))"
    end = f"'{CASH}'!${letters(COLUMNS['added'])}${LAST}"
    found = f"{below}-1-INDEX({added},{below})/INDEX({cash},{below}+1)"
    any_out = f"SUMPRODUCT({book.layout.range('counted')}*1)"
    book.where["payback_months"] = f'IF({any_out}=0,"",IF({end}<0,"",IF({below}=0,0,{found})))'
    book.where["irr"] = f'IF(AND(MIN({cash})<0,MAX({cash})>0),IFERROR({year_rate(cash)},""),"")'
    values = lines["cash"][None, :]
    book.values["payback_months"] = float(payback(values)[0]) if book.numbers("counted").any() else float("nan")
    book.values["irr"] = float(irr(values)[0])
    book.values["cash"], book.values["worth"] = float(lines["cash"].sum()), float(lines["worth"].sum())
    book.where["cash:year"] = str(YEAR_HEAD + 2 + [key for key, _name in LINES].index("cash"))
    book.where["cash:area"] = f"'{CASH}'!$A${YEAR_HEAD + 1}:${letters(1 + YEARS)}${LAST}"
