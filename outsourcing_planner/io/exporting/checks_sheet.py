"""The Checks sheet: what must hold in this workbook however it is changed, and what it held when it was exported."""

from typing import Final

import numpy as np

from outsourcing_planner.io.exporting.book import (
    CHECKS,
    SUMMARY,
    Book,
    formula_cell,
    headings,
    page,
    text_cell,
    widths,
)
from outsourcing_planner.io.exporting.checks import (
    CENTS,
    EXACT_TO,
    RATIO,
    STAMPED,
    SUMMED,
    Check,
    integrity,
    is_beyond,
    stamps,
)
from outsourcing_planner.io.exporting.dated import AS_EXPORTED
from outsourcing_planner.io.exporting.style import BAD, BAD_FILL, FORMULA, GIVEN, GOOD, GOOD_FILL, TEXT, WARN, WARN_FILL
from outsourcing_planner.text import _

HEAD: Final = 8
OK, FAILED, CHANGED = "OK", "FAILED", "changed"


def write_checks(book: Book) -> None:
    """Write all checks, the overall answer in B3, the tolerances in B4 to B7."""
    sheet, look = book.sheet(CHECKS), book.look
    checks = [*integrity(book), *stamps(book)]
    first, last = HEAD + 2, HEAD + 1 + len(checks)
    lasting = sum(not check.stamped for check in checks)
    text_cell(sheet, 0, 0, _("Checks"), look.title())
    text_cell(
        sheet,
        1,
        0,
        _(
            "The first part must hold whatever you change. The second compares with the figures of the "
            "program when it exported; after your own changes these differ."
        ),
        look.subtitle(),
    )
    text_cell(sheet, 2, 0, _("All checks"), look.of(bold=True, font_size=12))
    flags = f"E{first}:E{first + lasting - 1}"
    overall = f'=IF(COUNTIF({flags},"{OK}")=ROWS({flags}),"{OK}","{FAILED}")'
    passed = all(_holds(book, check) for check in checks if not check.stamped)
    book.values["overall"] = OK if passed else FAILED
    formula_cell(sheet, 2, 1, overall, look.of(bold=True, font_size=12, align="center"), book.values["overall"])
    _as_exported(book, checks)
    _tolerances(book)
    headings(
        sheet, HEAD, (_("Check"), _("Found"), _("Expected"), _("Difference"), _("Result")), look.head(align="right")
    )
    text_cell(sheet, HEAD, 0, _("Check"), look.head())
    for row, check in enumerate(checks, start=HEAD + 1):
        _line(book, row, check)
    _colours(book, last)
    widths(sheet, (78, 18, 18, 14, 12))
    sheet.freeze_panes(HEAD + 1, 0)
    page(sheet, landscape=False, repeat=(HEAD, HEAD))


def _as_exported(book: Book, checks: list[Check]) -> None:
    """Write in E3 whether the NPV is the one of the export: what roots of then are shown by (module ``dated``)."""
    sheet, look = book.sheet(CHECKS), book.look
    at, npv = next((at, check) for at, check in enumerate(checks) if check.stamped and check.key == "npv")
    text_cell(sheet, 2, 3, npv.what, look.of(align="right"))
    form = look.of(bold=True, align="center")
    formula_cell(sheet, 2, 4, f"=E{HEAD + 2 + at}", form, OK if _holds(book, npv) else CHANGED)
    book.workbook.define_name(AS_EXPORTED, f"={CHECKS}!$E$3")


def _tolerances(book: Book) -> None:
    """Write what the sides of a check may differ by; a number of a spreadsheet has fifteen digits and no more."""
    sheet, look = book.sheet(CHECKS), book.look
    headline = book.live_areas[SUMMARY]
    beyond = f"=IF(MAX(MAX({headline}),-MIN({headline}))>$B$5,$B$4,0)"
    amount = look.cell(GIVEN, "#,##0.00")
    lines = (
        (_("Rounding of all rows together"), _tolerance(book)),
        (_("Sums are exact to the last digit up to"), EXACT_TO),
        (_("Beyond that they may differ by"), None),
        (_("Rounded the other way by another program, in long plans"), _stamp_tolerance(book)),
    )
    for row, (name, value) in enumerate(lines, start=3):
        text_cell(sheet, row, 0, name, look.cell(TEXT))
        if value is None:
            formula_cell(sheet, row, 1, beyond, look.cell(FORMULA, "#,##0.00"), _beyond(book))
        else:
            sheet.write_number(row, 1, value, amount)


def _tolerance(book: Book) -> float:
    return float(max(book.count, 1) * 10.0**-book.decimals)


def _stamp_tolerance(book: Book) -> float:
    """Return one minor unit for each full thousand of rows (decision record 0112)."""
    return float((book.count // 1000) * 10.0**-book.decimals)


def _beyond(book: Book) -> float:
    return _tolerance(book) if is_beyond(book) else 0.0


def _holds(book: Book, check: Check) -> bool:
    return abs(_gap(book, check)) <= _allowed(book, check)


def _gap(book: Book, check: Check) -> float:
    digits = int(book.scalars["seat_decimals"]) if check.limit == RATIO else book.decimals
    return round(check.found_value - check.expected_value, digits)


def _allowed(book: Book, check: Check) -> float:
    return {
        CENTS: _beyond(book),
        STAMPED: max(_beyond(book), _stamp_tolerance(book)),
        SUMMED: _tolerance(book),
        RATIO: float(book.scalars["share_tolerance"]),
    }[check.limit]


def _line(book: Book, row: int, check: Check) -> None:
    sheet, look = book.sheet(CHECKS), book.look
    at = row + 1
    number = "#,##0.00##" if check.limit == RATIO else "#,##0.00"
    text_cell(sheet, row, 0, check.what, look.cell(TEXT))
    formula_cell(sheet, row, 1, check.found, look.cell(FORMULA, number), check.found_value)
    if check.stamped:
        _number(book, row, check.expected_value, number)
    else:
        formula_cell(sheet, row, 2, check.expected, look.cell(FORMULA, number), check.expected_value)
    blank = np.isnan(check.found_value) or np.isnan(check.expected_value)
    digits = "seat_decimals" if check.limit == RATIO else "money_decimals"
    gap = f'=IF(COUNT(B{at},C{at})=2,ROUND(B{at}-C{at},{digits}),"")'
    formula_cell(sheet, row, 3, gap, look.cell(FORMULA, number), float("nan") if blank else _gap(book, check))
    test = f'IF(COUNT(B{at},C{at})=2,ABS(D{at})<={check.limit},AND(B{at}="",C{at}=""))'
    word = CHANGED if check.stamped else FAILED
    good = blank or _holds(book, check)
    formula_cell(
        sheet,
        row,
        4,
        f'=IF(ISERROR(D{at}),"{word}",IF({test},"{OK}","{word}"))',
        look.cell(FORMULA, bold=True, align="center"),
        OK if good else word,
    )


def _number(book: Book, row: int, value: float, number: str) -> None:
    if np.isnan(value):
        book.sheet(CHECKS).write_blank(row, 2, None, book.look.cell(GIVEN))
    else:
        book.sheet(CHECKS).write_number(row, 2, value, book.look.cell(GIVEN, number))


def _colours(book: Book, last: int) -> None:
    sheet, add = book.sheet(CHECKS), book.workbook.add_format
    for word, ink, fill in ((OK, GOOD, GOOD_FILL), (FAILED, BAD, BAD_FILL), (CHANGED, WARN, WARN_FILL)):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": add({"font_color": ink, "bg_color": fill}),
        }
        sheet.conditional_format(HEAD + 1, 4, last, 4, rule)
        sheet.conditional_format(2, 1, 2, 1, rule)
        sheet.conditional_format(2, 4, 2, 4, rule)
