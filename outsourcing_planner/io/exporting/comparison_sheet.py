"""Per seat versus per project: both costs of every function, which is cheaper, and where they meet."""

from typing import Final

import numpy as np

from outsourcing_planner.io.exporting.book import COMPARISON, FUNCTIONS, Book, page, text_cell
from outsourcing_planner.io.exporting.cells import advice_values, aligned, function_column
from outsourcing_planner.io.exporting.layout import FIRST_ROW
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn, letters
from outsourcing_planner.io.exporting.style import FORMULA, PRICE, TEXT
from outsourcing_planner.text import _

HEAD: Final = FIRST_ROW - 1
_LINKS: Final = (
    ("decision_effective", "Decision", "", 12),
    ("seats", "Seats", "#,##0", 9),
    ("seat_rate_used", "Seat rate, a month", PRICE, 12),
    ("bpo_year", "Per seat, a year", "money", 15),
    ("effort_days", "Effort, expert days", "#,##0.0", 12),
    ("day_rate_used", "Day rate", PRICE, 12),
    ("kpo_year", "Per project, a year", "money", 15),
)
SEAT, PROJECT, SAME = "Per seat", "Per project", "the same"


def write_comparison(book: Book) -> None:
    """Write the sheet with all rows."""
    sheet, look = book.sheet(COMPARISON), book.look
    text_cell(sheet, 0, 0, _("Seat or project"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "Every function priced both ways, in {currency}. The rate in force decides the charge; the "
            "break-even rate is the one at which leaving is worth nothing over the term."
        ).format(currency=book.assumptions.text("plan_currency")),
        look.subtitle(),
    )
    columns = [*_linked(book), *_compared(book), *_in_force(book)]
    body = Body(FIRST_ROW, count=book.count)
    for at, (name, width, cells) in enumerate(columns):
        text_cell(sheet, HEAD, at, name, look.head(**aligned(cells)))
        sheet.set_column(at, at, width)
        body.columns.append(cells)
    sheet.stream(body)
    end = letters(len(columns) - 1)
    book.live_areas[COMPARISON] = f"'{COMPARISON}'!$A${book.layout.first}:${end}${book.layout.last}"
    sheet.set_row(HEAD, 32)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.autofilter(HEAD, 0, book.layout.last - 1, len(columns) - 1)
    page(sheet, repeat=(HEAD, HEAD))


Column = tuple[str, float, BodyColumn]


def _link(book: Book, key: str, number: str) -> BodyColumn:
    values = advice_values(book.columns[key])
    return BodyColumn(
        book.look.index(FORMULA, book.look.money() if number == "money" else number),
        values,
        f"={FUNCTIONS}!{book.layout.cell(key)}",
    )


def _linked(book: Book) -> list[Column]:
    names = function_column(book, book.look.index(TEXT, bold=True))
    return [
        (_("Function"), 34, names),
        *((_(name), width, _link(book, key, number)) for key, name, number, width in _LINKS),
    ]


def _compared(book: Book) -> list[Column]:
    look, r = book.look, book.layout.first
    seat, project, seats = (
        letters(1 + [key for key, *_rest in _LINKS].index(key)) + str(r) for key in ("bpo_year", "kpo_year", "seats")
    )
    bpo, kpo = (np.asarray(book.columns[key], dtype=np.float64) for key in ("bpo_year", "kpo_year"))
    gap = kpo - bpo
    cheaper = np.where(np.isnan(gap), "", np.where(gap > 0, SEAT, np.where(gap < 0, PROJECT, SAME)))
    count = np.asarray(book.columns["seats"], dtype=np.float64)
    with np.errstate(all="ignore"):
        equal = np.where(count > 0, kpo / (count * 12), np.nan)
    both = f'OR({seat}="",{project}="")'
    return [
        (
            _("Project less seat"),
            15,
            BodyColumn(look.index(FORMULA, look.money()), gap, f'=IF({both},"",{project}-{seat})'),
        ),
        (
            _("Cheaper"),
            12,
            BodyColumn(
                look.index(FORMULA),
                cheaper,
                f'=IF({both},"",IF({project}>{seat},"{SEAT}",IF({project}<{seat},"{PROJECT}","{SAME}")))',
            ),
        ),
        (
            _("Seat rate at which both cost the same"),
            15,
            BodyColumn(
                look.index(FORMULA, PRICE),
                equal,
                f'=IF(OR({project}="",{seats}=""),"",IF({seats}>0,{project}/({seats}*12),""))',
            ),
        ),
    ]


def _in_force(book: Book) -> list[Column]:
    keys = (
        ("pricing_used", "Pricing", "", 12),
        ("rate_used", "Rate in force", PRICE, 12),
        ("charge", "Charge, a year", "money", 15),
        ("break_even_rate", "Break-even rate", PRICE, 13),
    )
    return [(_(name), width, _link(book, key, number)) for key, name, number, width in keys]
