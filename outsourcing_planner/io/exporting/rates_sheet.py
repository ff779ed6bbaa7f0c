"""The Rates sheet: every price of the library with source, year and grade; those that functions use come first."""

from typing import Final

import numpy as np

from outsourcing_planner.engine.exchange import library_factor
from outsourcing_planner.engine.rate_rules import TIME_UNITS, hours_in
from outsourcing_planner.engine.rates import unit_name
from outsourcing_planner.io.exporting.book import RATES, Book, formula_cell, headings, page, text_cell, widths
from outsourcing_planner.io.exporting.rate_tables import CURRENCY, RateTables
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn
from outsourcing_planner.io.exporting.style import FORMULA, GIVEN, INPUT, TEXT
from outsourcing_planner.text import _

UNIT_HEAD: Final = 3
_UNITS: Final = TIME_UNITS
HEAD: Final = UNIT_HEAD + len(_UNITS) + 4
FIRST: Final = HEAD + 2
"""Row of "no price", counted from 1; the prices follow."""
AT_LIKELY, AT_UNIT, AT_BASIS, AT_KIND, AT_EXPORTED = 6, 13, 14, 15, 16
"""Columns by which a changed price comes back (io/importing/own_sections.py): codes, and the price when exported."""
_FIGURES: Final = (3, 5, 6, 7, 8, 16)
_HOURS: Final = {
    "seat_month": "=paid_hours/12",
    "fte_month": "=paid_hours/12",
    "expert_month": "=paid_hours/12",
    "day": "=hours_per_day",
    "hour": "=1",
}


def write_rates(book: Book, tables: RateTables) -> None:
    """Write the prices and name their values ``rate_value``."""
    sheet, look = book.sheet(RATES), book.look
    text_cell(sheet, 0, 0, _("Rates used"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "Prices of the rate library in {currency}. The first {used} answer for functions of this plan "
            "where nothing was typed; change a yellow price and they follow."
        ).format(currency=CURRENCY, used=tables.used),
        look.subtitle(),
    )
    _hours(book)
    heads = (
        _("Place"),
        _("Kind of work"),
        _("Unit"),
        _("Rate per unit"),
        _("Source quotes per"),
        _("Low"),
        _("Likely"),
        _("High"),
        _("Year"),
        _("Grade"),
        _("Source"),
        _("How the price was chosen"),
        _("Link"),
        _("Unit"),
        _("Per"),
        _("Kind"),
        _("Likely, as exported"),
    )
    headings(sheet, HEAD, heads, look.head())
    for at in _FIGURES:
        text_cell(sheet, HEAD, at, heads[at], look.head(align="right"))
    sheet.set_row(HEAD, 30)
    sheet.stream(_body(book, tables))
    last = FIRST + len(tables.rates)
    book.workbook.define_name("rate_value", f"='{RATES}'!$D${FIRST}:$D${last}")
    widths(sheet, (20, 24, 14, 13, 14, 10, 10, 10, 7, 7, 44, 60, 40, 12, 12, 8, 12))
    sheet.freeze_panes(HEAD + 1, 1)
    page(sheet, repeat=(HEAD, HEAD))
    sheet.print_area(0, 0, last - 1, heads.index(_("Source")))


def _hours(book: Book) -> None:
    """Write the hours that each unit of time holds."""
    sheet, look = book.sheet(RATES), book.look
    headings(sheet, UNIT_HEAD, (_("Unit of time"), _("Hours")), look.head())
    values = [
        hours_in(unit, book.assumptions.number("paid_hours"), book.assumptions.number("hours_per_day"))
        for unit in _UNITS
    ]
    for at, unit in enumerate(_UNITS, start=UNIT_HEAD + 1):
        text_cell(sheet, at, 0, unit_name(unit), look.cell(TEXT))
        formula_cell(sheet, at, 1, _HOURS[unit], look.cell(FORMULA, "#,##0.00"), values[at - UNIT_HEAD - 1])
    factor = library_factor(book.assumptions.text("plan_currency"), book.assumptions.number("exchange_usd"))
    row = UNIT_HEAD + len(_UNITS) + 1
    text_cell(
        sheet,
        row,
        0,
        _("{plan} for 1 {library}").format(plan=book.assumptions.text("plan_currency"), library=CURRENCY),
        look.cell(TEXT),
    )
    formula_cell(
        sheet,
        row,
        1,
        f'=IF(plan_currency="{CURRENCY}",1,IF(exchange_usd>0,exchange_usd,""))',
        look.cell(FORMULA, "#,##0.0000"),
        factor,
    )
    book.workbook.define_name("library_factor", f"='{RATES}'!$B${row + 1}")
    first, last = UNIT_HEAD + 2, UNIT_HEAD + 1 + len(_UNITS)
    book.workbook.define_name("unit_of_time", f"='{RATES}'!$A${first}:$A${last}")
    book.workbook.define_name("unit_hours", f"='{RATES}'!$B${first}:$B${last}")


def _body(book: Book, tables: RateTables) -> Body:
    look, rates = book.look, tables.rates
    code = look.index(TEXT, font_color="#626B76")
    text, price = look.index(TEXT), look.index(TEXT, "#,##0.00")
    likely = np.array([np.nan, *(rate.likely for rate in rates)])
    body = Body(FIRST - 1, count=len(rates) + 1)

    def words(name: str) -> list[str]:
        return ["", *(str(getattr(rate, name) or "") for rate in rates)]

    def figures(name: str) -> list[float | None]:
        return [None, *(float(getattr(rate, name)) for rate in rates)]

    units = [unit_name(rate.unit) for rate in rates]
    bases = [unit_name(rate.basis) for rate in rates]
    formula = (
        f'=IF(G{FIRST}="","",IF(C{FIRST}=E{FIRST},G{FIRST},G{FIRST}*INDEX(unit_hours,MATCH(C{FIRST},unit_of_time,0))'
        f"/INDEX(unit_hours,MATCH(E{FIRST},unit_of_time,0))))"
    )
    body.columns = [
        BodyColumn(text, [_("no price"), *(rate.place for rate in rates)]),
        BodyColumn(text, words("key")),
        BodyColumn(text, ["", *units]),
        BodyColumn(look.index(FORMULA, "#,##0.00"), _values(book, tables), formula),
        BodyColumn(text, ["", *bases]),
        BodyColumn(price, figures("low")),
        BodyColumn(look.index(INPUT, "#,##0.00"), likely),
        BodyColumn(price, figures("high")),
        BodyColumn(look.index(TEXT, "0"), [None, *(rate.year for rate in rates)]),
        BodyColumn(text, words("grade")),
        BodyColumn(text, words("source_title")),
        BodyColumn(text, words("derivation")),
        BodyColumn(text, words("source_url")),
        BodyColumn(code, words("unit")),
        BodyColumn(code, words("basis")),
        BodyColumn(code, words("kind")),
        BodyColumn(look.index(GIVEN, "#,##0.00"), likely),
    ]
    return body


def _values(book: Book, tables: RateTables) -> np.ndarray:
    paid, day = book.assumptions.number("paid_hours"), book.assumptions.number("hours_per_day")

    def value(likely: float, unit: str, basis: str) -> float:
        wanted, held = hours_in(unit, paid, day), hours_in(basis, paid, day)
        return likely if unit == basis or not wanted or not held else likely * wanted / held

    return np.array([np.nan, *(value(rate.likely, rate.unit, rate.basis) for rate in tables.rates)])
