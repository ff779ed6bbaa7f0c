"""The Summary sheet: headline figures, and the plan added up by group, from the decision to the wave."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from outsourcing_planner.engine.measures import Format
from outsourcing_planner.engine.totals import TOTALS
from outsourcing_planner.io.exporting.book import CHECKS, SUMMARY, Book, formula_cell, headings, page, text_cell, widths
from outsourcing_planner.io.exporting.charts import END, SECOND
from outsourcing_planner.io.exporting.groups import OPEN, groups_of, title_of
from outsourcing_planner.io.exporting.layout import GROUPS
from outsourcing_planner.io.exporting.style import FORMULA, TEXT
from outsourcing_planner.text import _

MOST_GROUPS: Final = 40
"""Groups shown one by one; the smallest of a longer list stand together in one line."""
SUMS: Final = ((3, "in_house"), (5, "bpo_year"), (6, "kpo_year"), (7, "charge"), (8, "one_off"), (9, "npv"))
AFTER: Final = 4
FIRST_TABLE: Final = END
_ROWS_A_PAGE: Final = 37
"""Rows that a printed page holds, where the width fits it."""


def total_formula(book: Book, key: str) -> str:
    """Return the formula of a total of the portfolio: those that are no ratio are sums of the column of their name."""
    of = book.layout.range

    def summed(name: str) -> str:
        return f"ROUND(SUM({of(name)}),money_decimals)"

    paid = summed("one_off_base")
    avoided, outlay, whole, saving = (
        f"SUM({of(name)})" for name in ("avoided_term", "outlay_term", "in_house_term", "saving_term")
    )
    formulas = {
        "payback_months": "=" + book.where["payback_months"],
        "irr": "=" + book.where["irr"],
        "term_saving_share": f'=IF({avoided}>0,1-({outlay}+{paid})/{avoided},"")',
        "saving_of_in_house": f'=IF({whole}>0,({saving}-{paid})/{whole},"")',
        "roi": f'=IF({paid}>0,({saving}-{paid})/{paid},"")',
        "functions_not_costed": f"=ROWS({of('npv')})-COUNT({of('npv')})",
    }
    return formulas.get(key) or f"={summed(key)}"


def write_summary(book: Book) -> None:
    """Write headline figures and groups."""
    sheet, look = book.sheet(SUMMARY), book.look
    text_cell(sheet, 0, 0, book.title, look.title())
    note = _("{functions:,} functions, {currency}, {years:g} years").format(
        functions=book.count,
        currency=book.assumptions.text("plan_currency"),
        years=book.assumptions.number("term_years"),
    )
    text_cell(sheet, 1, 0, note, look.subtitle())
    _headline(book)
    row, breaks, page_top = FIRST_TABLE, [SECOND], SECOND
    for key in GROUPS:
        end = _groups(book, row, key) + 2
        if end - page_top > _ROWS_A_PAGE and row > page_top:
            breaks.append(row)
            page_top = row
        row = end
    book.where["summary_end"] = str(row)
    widths(sheet, (30, 12, 10, 16, 16, 16, 16, 16, 16, 16))
    page(sheet)
    sheet.set_h_pagebreaks(breaks)
    sheet.freeze_panes(4, 0)


def _headline(book: Book) -> None:
    sheet, look = book.sheet(SUMMARY), book.look
    headings(sheet, 3, (_("Headline"), "", "", _("What it says")), look.head())
    text_cell(sheet, 3, 1, _("Value"), look.head(align="right"))
    for column in range(4, 10):
        text_cell(sheet, 3, column, "", look.head())
    for row, (key, entry) in enumerate(TOTALS.items(), start=4):
        value = book.evaluation.totals.get(key) if book.is_all else live_total(book, key)
        number = (
            look.whole()
            if entry.format is Format.MONEY
            else "0"
            if key == "functions_not_costed"
            else look.number(entry.format)
        )
        text_cell(sheet, row, 0, entry.heading, look.cell(TEXT, bold=True))
        formula_cell(sheet, row, 1, total_formula(book, key), look.cell(FORMULA, number, bold=True), value)
        sheet.write_blank(row, 2, None, look.cell(TEXT))
        unit = entry.unit.replace("money", book.assumptions.text("plan_currency"))
        text_cell(sheet, row, 3, f"{entry.help} ({unit})" if unit else entry.help, look.cell(TEXT))
        for column in range(4, 10):
            sheet.write_blank(row, column, None, look.cell(TEXT))
        book.where[f"total:{key}"] = f"{SUMMARY}!$B${row + 1}"
        book.values[f"total:{key}"] = float("nan") if value is None else float(value)
    row = 4 + len(TOTALS)
    book.live_areas[SUMMARY] = f"{SUMMARY}!$B$5:$B${row}"
    text_cell(sheet, row, 0, _("Checks"), look.cell(TEXT, bold=True))
    book.where["summary_check"] = f"B{row + 1}"


def live_total(book: Book, key: str) -> float:
    """Return a total of the rows exported, computed as the formula does."""
    places = 10.0**book.decimals

    def summed(name: str) -> float:
        return float(np.rint(book.numbers(name) * places).sum() / places)

    def ratio(above: float, below: float) -> float:
        return above / below if below > 0 else float("nan")

    whole = {
        name: float(book.numbers(name).sum())
        for name in ("avoided_term", "outlay_term", "in_house_term", "saving_term")
    }
    paid = summed("one_off_base")
    values = {
        "payback_months": book.values.get("payback_months", float("nan")),
        "irr": book.values.get("irr", float("nan")),
        "term_saving_share": 1 - ratio(whole["outlay_term"] + paid, whole["avoided_term"]),
        "saving_of_in_house": ratio(whole["saving_term"] - paid, whole["in_house_term"]),
        "roi": ratio(whole["saving_term"] - paid, paid),
        "functions_not_costed": float(np.isnan(book.columns["npv"]).sum()),
    }
    return float(values[key]) if key in values else summed(key)


def _groups(book: Book, row: int, key: str) -> int:
    sheet, look = book.sheet(SUMMARY), book.look
    groups = groups_of(book, key)
    shown, rest = (groups, []) if len(groups) <= MOST_GROUPS else (groups[: MOST_GROUPS - 1], groups[MOST_GROUPS - 1 :])
    names = (
        title_of(key),
        _("Functions"),
        _("FTE"),
        _("In-house"),
        _("After"),
        _("Per seat"),
        _("Per project"),
        _("Charge"),
        _("One-off"),
        _("NPV"),
    )
    headings(sheet, row, names[:1], look.head(text_wrap=False))
    for at, name in enumerate(names[1:], start=1):
        text_cell(sheet, row, at, name, look.head(text_wrap=False, align="right"))
    first = row + 2
    for name, rows in shown:
        row += 1
        _line(book, row, key, name, rows)
    book.where[f"shown:{key}"] = f"{first}:{row + 1}"
    if rest or key in OPEN:
        row += 1
        _others(book, row, first, np.array([at for _name, rows in rest for at in rows], dtype=np.int64))
    row += 1
    _total_line(book, row, first)
    book.where[f"groups:{key}"] = f"{first}:{row}"
    book.live_areas[f"{SUMMARY}, {title_of(key)}"] = f"{SUMMARY}!$B${first}:$J${row + 1}"
    return row


def _columns(book: Book) -> Sequence[tuple[int, str, str]]:
    whole = book.look.whole()
    return ((2, "fte_used", "#,##0.0"), *((at, name, whole) for at, name in SUMS))


def _line(book: Book, row: int, key: str, name: str, rows: np.ndarray) -> None:
    sheet, look = book.sheet(SUMMARY), book.look
    match = f"({book.layout.range(f'group:{key}')}=$A{row + 1})*1"
    text_cell(sheet, row, 0, name, look.cell(TEXT))
    formula_cell(sheet, row, 1, f"=SUMPRODUCT({match})", look.cell(FORMULA, "#,##0"), len(rows))
    charged, avoided = (f"SUMPRODUCT({match},{book.layout.range(key)})" for key in ("vendor_base", "avoided_base"))
    moved = f"12*({charged}-{avoided})"
    formula_cell(sheet, row, AFTER, f"=D{row + 1}+{moved}", look.cell(FORMULA, look.whole()), _after(book, rows))
    for column, field, number in _columns(book):
        formula = f"=SUMPRODUCT({match},{book.layout.range(field)})"
        formula_cell(sheet, row, column, formula, look.cell(FORMULA, number), float(book.numbers(field)[rows].sum()))


def _after(book: Book, rows: np.ndarray) -> float:
    """Return what a year costs once the work has left: in-house less what stops, plus the charge."""
    moved = book.numbers("vendor_base")[rows].sum() - book.numbers("avoided_base")[rows].sum()
    return float(book.numbers("in_house")[rows].sum() + 12 * moved)


def _others(book: Book, row: int, first: int, rows: np.ndarray) -> None:
    sheet, look = book.sheet(SUMMARY), book.look
    text_cell(sheet, row, 0, _("(all others)"), look.cell(TEXT, italic=True))
    moved = f"12*(SUM({book.layout.range('vendor_base')})-SUM({book.layout.range('avoided_base')}))"
    formula = f"=SUM({book.layout.range('in_house')})+{moved}-SUM(E{first}:E{row})"
    formula_cell(sheet, row, AFTER, formula, look.cell(FORMULA, look.whole()), _after(book, rows))
    formula_cell(
        sheet,
        row,
        1,
        f"=ROWS({book.layout.range('function')})-SUM(B{first}:B{row})",
        look.cell(FORMULA, "#,##0"),
        len(rows),
    )
    for column, field, number in _columns(book):
        at = chr(65 + column)
        formula = f"=SUM({book.layout.range(field)})-SUM({at}{first}:{at}{row})"
        formula_cell(sheet, row, column, formula, look.cell(FORMULA, number), float(book.numbers(field)[rows].sum()))


def _total_line(book: Book, row: int, first: int) -> None:
    sheet, look = book.sheet(SUMMARY), book.look
    text_cell(sheet, row, 0, _("Total"), look.total())
    formula_cell(
        sheet, row, AFTER, f"=SUM(E{first}:E{row})", look.total(look.whole()), _after(book, np.arange(book.count))
    )
    formula_cell(sheet, row, 1, f"=SUM(B{first}:B{row})", look.total("#,##0"), book.count)
    for column, field, number in _columns(book):
        at = chr(65 + column)
        formula_cell(
            sheet, row, column, f"=SUM({at}{first}:{at}{row})", look.total(number), float(book.numbers(field).sum())
        )


def write_overall(book: Book) -> None:
    """Show on the summary whether all checks hold."""
    cell = book.where["summary_check"]
    formula_cell(
        book.sheet(SUMMARY),
        int(cell[1:]) - 1,
        1,
        f"={CHECKS}!$B$3",
        book.look.cell(FORMULA, bold=True, align="right"),
        book.values["overall"],
    )
