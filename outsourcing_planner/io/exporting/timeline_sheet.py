"""The Timeline sheet: months 0 to 120 with plan year, indices and discount factor, masked by the term."""

from typing import Final

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
    sheet.stream(body)
    book.live_areas[TIMELINE] = f"{TIMELINE}!$B${FIRST}:${letters(len(keys) - 1)}${LAST}"
    for key in keys:
        book.workbook.define_name(name_of(key), f"={TIMELINE}!${at[key]}${FIRST}:${at[key]}${LAST}")
        book.where[f"timeline:{key}"] = at[key]
    widths(sheet, (10, *(16 for _key in keys[1:])))
    sheet.freeze_panes(HEAD + 1, 1)
    page(sheet, landscape=False, repeat=(HEAD, HEAD))
