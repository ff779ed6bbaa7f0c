"""The Lists sheet: what drop-downs offer, and which price of the Rates sheet answers for which place."""

from typing import Final

from outsourcing_planner.domain.fields import BY_KEY, FIELDS, Kind
from outsourcing_planner.io.exporting.book import LISTS, Book, headings, page, text_cell, widths
from outsourcing_planner.io.exporting.rate_tables import HEADS, RateTables
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn, letters
from outsourcing_planner.io.exporting.style import GIVEN, TEXT
from outsourcing_planner.text import _

HEAD: Final = 4
FIRST: Final = HEAD + 2
CHOICES: Final = tuple(field.key for field in FIELDS if field.kind is Kind.CHOICE and not field.open_choice)


def write_lists(book: Book, tables: RateTables) -> None:
    """Write the lists and name them ``places``, ``place_prices``, ``price_kinds`` and ``<field>_choices``."""
    sheet, look = book.sheet(LISTS), book.look
    text_cell(sheet, 0, 0, _("Lists"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "Places and the row of the price on the sheet Rates used that answers for each (1 is no price), "
            "chosen by the rate library: the country, then its region, then global."
        ),
        look.subtitle(),
    )
    columns = [tables.places, *zip(*tables.prices, strict=True), *(BY_KEY[key].choices for key in CHOICES)]
    count = max(len(column) for column in columns)
    names = (_("Place"), *HEADS, *(BY_KEY[key].heading for key in CHOICES))
    headings(sheet, HEAD, names, look.head())
    body = Body(FIRST - 1, count=count)
    for at, column in enumerate(columns):
        style = look.index(TEXT) if at == 0 or at > len(HEADS) else look.index(GIVEN, "0")
        body.columns.append(BodyColumn(style, [*column, *[None] * (count - len(column))]))
    sheet.stream(body)
    _name(book, tables)
    widths(sheet, (28, *(9 for _head in HEADS), *(18 for _key in CHOICES)))
    sheet.freeze_panes(HEAD + 1, 1)
    page(sheet, repeat=(HEAD, HEAD))


def _name(book: Book, tables: RateTables) -> None:
    last = FIRST + len(tables.places) - 1
    end = letters(len(HEADS))
    define = book.workbook.define_name
    define("places", f"={LISTS}!$A${FIRST}:$A${last}")
    define("place_prices", f"={LISTS}!$B${FIRST}:${end}${last}")
    define("price_kinds", f"={LISTS}!$B${HEAD + 1}:${end}${HEAD + 1}")
    for at, key in enumerate(CHOICES, start=len(HEADS) + 1):
        define(
            f"{key}_choices", f"={LISTS}!${letters(at)}${FIRST}:${letters(at)}${FIRST + len(BY_KEY[key].choices) - 1}"
        )
