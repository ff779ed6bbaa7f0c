"""The Timeline sheet: months 0 to 120 with plan year, indices and discount factor, masked by the term."""

from datetime import date
from typing import Final

import numpy as np

from outsourcing_planner.domain.calendar import first_month, fiscal_year, month_at
from outsourcing_planner.engine.formula import Sheet
from outsourcing_planner.engine.measures import MEASURES, MONTH
from outsourcing_planner.io.exporting.book import (
    MONTHS,
    TIMELINE,
    Book,
    headings,
    page,
    text_cell,
    timeline_keys,
    widths,
)
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn, letters
from outsourcing_planner.io.exporting.style import FORMULA, TEXT
from outsourcing_planner.text import _

HEAD: Final = 4
FIRST: Final = HEAD + 2
"""Row of month 0, counted from 1."""
LAST: Final = FIRST + MONTHS - 1
NAMES: Final = {MONTH: "plan_month", "year": "plan_year"}
"""Names of the timeline in formulas where the key is the name of an Excel function."""
_DAY_0: Final = date(1899, 12, 30)
"""Day 0 of Excel's calendar, from March 1900 on."""
_FORMATS: Final = {
    "year": "0",
    "in_term": "0",
    "wage_index": "0.0000",
    "cola_index": "0.0000",
    "discount_factor": "0.0000",
}


def name_of(key: str) -> str:
    """Return the name under which formulas read a column of the timeline."""
    return NAMES.get(key, key)


def write_timeline(book: Book) -> None:
    """Write the sheet and name its columns."""
    sheet, look = book.sheet(TIMELINE), book.look
    text_cell(sheet, 0, 0, _("Timeline"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "One row a month, 0 is the moment before the plan starts. Months after the term count 0, so "
            "the term can be changed up to ten years."
        ),
        look.subtitle(),
    )
    keys = (MONTH, *timeline_keys())
    headings(sheet, HEAD, [_("Month"), *(MEASURES.measures[key].heading for key in keys[1:])], look.head(align="right"))
    at = {key: letters(position) for position, key in enumerate(keys)}
    writer = Sheet(
        lambda key: f"{at[key]}{FIRST}" if key in at else key.removesuffix("_default"), frozenset((*at, *book.scalars))
    )
    body = Body(FIRST - 1, count=MONTHS)
    body.columns.append(BodyColumn(look.index(TEXT, "0"), book.timeline[MONTH]))
    for key in keys[1:]:
        measure = MEASURES.measures[key]
        formula = writer.write(measure.tree, always=True)
        body.columns.append(BodyColumn(look.index(FORMULA, _FORMATS[key]), book.timeline[key], formula))
    body.columns.extend(_calendar(book, len(keys)))
    for position, name in enumerate((_("Calendar"), _("Fiscal year")), start=len(keys)):
        text_cell(sheet, HEAD, position, name, look.head(align="right"))
    sheet.stream(body)
    book.live_areas[TIMELINE] = f"{TIMELINE}!$B${FIRST}:${letters(len(keys) - 1)}${LAST}"
    for key in keys:
        book.workbook.define_name(name_of(key), f"={TIMELINE}!${at[key]}${FIRST}:${at[key]}${LAST}")
        book.where[f"timeline:{key}"] = at[key]
    widths(sheet, (10, *(16 for _key in keys[1:]), 12, 12))
    sheet.freeze_panes(HEAD + 1, 1)
    page(sheet, landscape=False, repeat=(HEAD, HEAD))


def _calendar(book: Book, after: int) -> tuple[BodyColumn, BodyColumn]:
    """Return calendar month and fiscal year of each month; blank where the plan has no start."""
    start = first_month(book.assumptions.text("plan_start"))
    begins = int(book.assumptions.number("fiscal_year_start"))
    at = [month_at(start, month) for month in range(MONTHS)] if start else []
    days = [float((date(*each, 1) - _DAY_0).days) for each in at] or [float("nan")] * MONTHS
    years = [float(fiscal_year(*each, begins)) for each in at] or [float("nan")] * MONTHS
    cell = f"{letters(after)}{FIRST}"
    month = f'=IF(plan_start="","",EDATE(DATEVALUE(plan_start&"-01"),A{FIRST}-1))'
    year = f'=IF({cell}="","",YEAR({cell})+AND(fiscal_year_start>1,MONTH({cell})>=fiscal_year_start)*1)'
    look = book.look
    return (
        BodyColumn(look.index(FORMULA, "mmm yyyy"), np.array(days), month),
        BodyColumn(look.index(FORMULA, "0"), np.array(years), year),
    )
