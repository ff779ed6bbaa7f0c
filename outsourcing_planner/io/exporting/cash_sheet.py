"""The Cash flow sheet: the portfolio by plan year and by month, down to payback and IRR."""

from typing import Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.fields import MAX_TERM_YEARS
from outsourcing_planner.engine.roots import irr, payback
from outsourcing_planner.io.exporting.book import CASH, MONTHS, TIMELINE, Book, formula_cell, headings, page, text_cell, widths
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn, letters
from outsourcing_planner.io.exporting.style import FORMULA, TEXT
from outsourcing_planner.io.exporting.timeline_sheet import FIRST as TIMELINE_FIRST
from outsourcing_planner.text import _

YEARS: Final = MAX_TERM_YEARS + 1
YEAR_HEAD: Final = 4
LINES: Final = (
    ("avoided", "In-house cost avoided"), ("vendor", "Provider"), ("governance", "Governance"), ("leaked", "Leakage"),
    ("once", "One-off"), ("cash", "Cash flow"), ("added", "Cumulative"), ("worth", "Present value"),
)  # fmt: skip
MONTH_HEAD: Final = YEAR_HEAD + len(LINES) + 3
FIRST: Final = MONTH_HEAD + 2
LAST: Final = FIRST + MONTHS - 1
COLUMNS: Final = {key: at for at, (key, _name) in enumerate(LINES, start=3)}
BASES: Final = ("avoided_base", "vendor_base", "one_off_base")
_CHUNK: Final = 4096
Months = npt.NDArray[np.float64]


def range_of(key: str) -> str:
    """Return the absolute range of a line of the months."""
    at = letters(COLUMNS[key])
    return f"'{CASH}'!${at}${FIRST}:${at}${LAST}"


def months_of(book: Book) -> dict[str, Months]:
    """Return the lines of the portfolio by month, each of shape (121,)."""
    line, starts = book.timeline, book.numbers("start_month_used").astype(np.int64)
    month = line["month"]
    by_start = {key: np.bincount(starts, book.numbers(key), minlength=MONTHS + 1) for key in BASES}
    running = {key: np.cumsum(sums)[:MONTHS] * line["in_term"] for key, sums in by_start.items()}
    ramp = month[:, None] - np.arange(MONTHS + 1)[None, :]
    in_ramp = (ramp >= 0) & (ramp < float(book.scalars["ramp_months"]))
    uplift = float(book.scalars["ramp_uplift"]) * (in_ramp @ by_start["vendor_base"]) * line["in_term"]
    avoided = running["avoided_base"] * line["wage_index"]
    vendor = line["cola_index"] * (running["vendor_base"] + uplift)
    governance = vendor * float(book.scalars["governance_share"])
    leaked = _leaked(book)
    once = by_start["one_off_base"][1:]
    cash = avoided - vendor - governance - leaked - once
    lines = {"avoided": avoided, "vendor": vendor, "governance": governance, "leaked": leaked, "once": once, "cash": cash}
    return {**lines, "added": np.cumsum(cash), "worth": cash * line["discount_factor"]}


def _leaked(book: Book) -> Months:
    """Return the part of positive monthly savings that leaks away; it depends on each row."""
    leakage, line = float(book.scalars["leakage"]), book.timeline
    total = np.zeros(MONTHS)
    for at in range(0, book.count if leakage else 0, _CHUNK):
        part = slice(at, at + _CHUNK)
        start = book.numbers("start_month_used")[part, None]
        ramp = line["month"][None, :] - start < float(book.scalars["ramp_months"])
        index = line["cola_index"] * (1 + float(book.scalars["ramp_uplift"]) * ramp)
        outlay = book.numbers("vendor_base")[part, None] * index * (1 + float(book.scalars["governance_share"]))
        net = book.numbers("avoided_base")[part, None] * line["wage_index"] - outlay
        total += np.where((net > 0) & (line["month"][None, :] >= start), net, 0).sum(axis=0) * line["in_term"]
    return leakage * total


def _formulas(book: Book) -> dict[str, str]:
    """Return the formula of each line for month 0."""
    r = FIRST
    of = book.layout.range
    start = of("start_month_used")
    wage, cola, term = (f"{TIMELINE}!{book.where[f'timeline:{key}']}{TIMELINE_FIRST}" for key in ("wage_index", "cola_index", "in_term"))
    net = (f"({of('avoided_base')}*{wage}-{of('vendor_base')}*{cola}*(1+ramp_uplift*($A{r}-{start}<ramp_months))"
           "*(1+governance_share))")  # fmt: skip
    ramp = f'SUMIFS({of("vendor_base")},{start},"<="&$A{r},{start},">"&$A{r}-ramp_months)'
    return {
        "avoided": f'={term}*{wage}*SUMIFS({of("avoided_base")},{start},"<="&$A{r})',
        "vendor": f'={term}*{cola}*(SUMIFS({of("vendor_base")},{start},"<="&$A{r})+ramp_uplift*{ramp})',
        "governance": f"=governance_share*E{r}",
        "leaked": f"=IF(leakage=0,0,leakage*{term}*SUMPRODUCT(({start}<=$A{r})*({net}>0)*{net}))",
        "once": f'=SUMIFS({of("one_off_base")},{start},$A{r}+1)',
        "cash": f"=D{r}-E{r}-F{r}-G{r}-H{r}",
        "added": f"=I{r}+IF($A{r}=0,0,J{r - 1})",
        "worth": f"=I{r}*{TIMELINE}!{book.where['timeline:discount_factor']}{TIMELINE_FIRST}",
    }


def write_cash(book: Book) -> None:
    """Write years, months, payback and IRR of the portfolio."""
    sheet, look = book.sheet(CASH), book.look
    lines = months_of(book)
    text_cell(sheet, 0, 0, _("Cash flow"), look.title())
    text_cell(sheet, 1, 0, _("Functions that leave the house and are costed, in {currency}. Years are plan years; “Start” is "
                             "the moment before month 1.").format(currency=book.assumptions.text("plan_currency")),
              look.subtitle())  # fmt: skip
    _years(book, lines)
    _months(book, lines)
    widths(sheet, (22, 13, 13, *(15 for _at in range(YEARS))))
    sheet.freeze_panes(0, 1)
    page(sheet, repeat=(MONTH_HEAD, MONTH_HEAD))
    sheet.print_area(0, 0, MONTH_HEAD + book.assumptions.months + 1, 2 + YEARS)


def _years(book: Book, lines: dict[str, Months]) -> None:
    sheet, look = book.sheet(CASH), book.look
    text_cell(sheet, YEAR_HEAD - 1, 0, _("By plan year"), look.of(bold=True, font_size=12, font_color="#1F3A5F"))
    headings(sheet, YEAR_HEAD, (_("Line"), _("Total")), look.head(align="right"))
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
            by_year = [float(value) for value in np.cumsum([lines["cash"][years == year].sum() for year in range(YEARS)])]
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
    number = look.index(FORMULA, look.whole())
    body = Body(FIRST - 1, count=MONTHS)
    at = {key: book.where[f"timeline:{key}"] for key in ("month", "year", "in_term")}
    body.columns = [
        BodyColumn(look.index(FORMULA, "0"), book.timeline[key], f"={TIMELINE}!{at[key]}{TIMELINE_FIRST}") for key in at
    ]
    formulas = _formulas(book)
    body.columns += [BodyColumn(number, lines[key], formulas[key]) for key, _name in LINES]
    sheet.stream(body)
    sheet.conditional_format(FIRST - 1, 0, LAST - 1, 10, {
        "type": "formula", "criteria": f"=$C${FIRST}:$C${LAST}=0", "format": book.workbook.add_format({"font_color": "#C3CAD3"})
    })  # fmt: skip
    _outcome(book, lines)


def _outcome(book: Book, lines: dict[str, Months]) -> None:
    """Keep the formulas of payback and IRR for the summary."""
    cash, added = range_of("cash"), range_of("added")
    below = f"SUMPRODUCT(MAX(({added}<0)*(plan_month+1)))"
    end = f"'{CASH}'!${letters(COLUMNS['added'])}${LAST}"
    found = f"{below}-1-INDEX({added},{below})/INDEX({cash},{below}+1)"
    any_out = f"SUMPRODUCT({book.layout.range('counted')}*1)"
    book.where["payback_months"] = f'IF({any_out}=0,"",IF({end}<0,"",IF({below}=0,0,{found})))'
    book.where["irr"] = f'IF(AND(MIN({cash})<0,MAX({cash})>0),IFERROR((1+IRR({cash}))^12-1,""),"")'
    values = lines["cash"][None, :]
    book.values["payback_months"] = float(payback(values)[0]) if book.numbers("counted").any() else float("nan")
    book.values["irr"] = float(irr(values)[0])
    book.values["cash"], book.values["worth"] = float(lines["cash"].sum()), float(lines["worth"].sum())
    book.where["cash:year"] = str(YEAR_HEAD + 2 + [key for key, _name in LINES].index("cash"))
    book.where["cash:area"] = f"'{CASH}'!$A${YEAR_HEAD + 1}:${letters(1 + YEARS)}${LAST}"
