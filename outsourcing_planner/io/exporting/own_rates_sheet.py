"""The Own rates sheet: prices and quotes of the plan's own as they were typed, so that they come back with it."""

from dataclasses import fields
from typing import Final

from outsourcing_planner.engine.own_rates import OwnRate
from outsourcing_planner.io.exporting.book import OWN_RATES, Book, headings, page, text_cell, widths
from outsourcing_planner.io.exporting.style import GIVEN
from outsourcing_planner.text import _

HEAD: Final = 5
CODES: Final = tuple(field.name for field in fields(OwnRate))
"""Names of the columns for programs, in the row above the headings (io/importing/own_sections.py reads them)."""
_NUMBERS: Final = {"likely": "#,##0.00##", "low": "#,##0.00##", "high": "#,##0.00##", "year": "0"}


def write_own_rates(book: Book) -> None:
    """Write one line per rate, in the order in which they were typed; no sheet without any."""
    if not book.libraries.own:
        return
    sheet, look = book.sheet(OWN_RATES), book.look
    text_cell(sheet, 0, 0, _("Own rates"), look.title())
    note = _(
        "As typed in the program, each in its own currency. To try another price, change it on the sheet Rates used: "
        "formulas read it there, and it comes back when the workbook is imported."
    )
    text_cell(sheet, 1, 0, note, look.subtitle())
    names = {
        "place": _("Place"), "kind": _("Kind of work"), "unit": _("Unit"), "likely": _("Price"),
        "currency": _("Currency"), "low": _("Low"), "high": _("High"), "year": _("Year"), "source": _("Source"),
        "vendor": _("Provider"), "work": _("Trade"),
    }  # fmt: skip
    headings(sheet, HEAD - 1, CODES, look.of(font_size=8, font_color="#626B76"))
    for at, code in enumerate(CODES):
        is_number = {"align": "right"} if code in _NUMBERS else {}
        text_cell(sheet, HEAD, at, names.get(code, code), look.head(**is_number))
    for row, rate in enumerate(book.libraries.own, start=HEAD + 1):
        for at, code in enumerate(CODES):
            value, form = getattr(rate, code), look.cell(GIVEN, _NUMBERS.get(code, ""))
            if isinstance(value, int | float):
                sheet.write_number(row, at, value, form)
            else:
                text_cell(sheet, row, at, value, form)
    widths(sheet, (20, 13, 14, 14, 10, 12, 12, 8, 40, 24, 20))
    sheet.freeze_panes(HEAD + 1, 1)
    page(sheet, repeat=(HEAD, HEAD))
