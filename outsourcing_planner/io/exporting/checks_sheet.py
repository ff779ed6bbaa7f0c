"""The Checks sheet: what must hold in this workbook however it is changed, and what it held when it was exported."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from outsourcing_planner.engine.measures import Format
from outsourcing_planner.engine.totals import TOTALS
from outsourcing_planner.io.exporting.book import (
    ASSUMPTIONS, CASH, CHECKS, FUNCTIONS, MONTHLY, SUMMARY, Book, formula_cell, headings, page, text_cell, widths,
)  # fmt: skip
from outsourcing_planner.io.exporting.cash_sheet import range_of
from outsourcing_planner.io.exporting.row_writer import number_of
from outsourcing_planner.io.exporting.layout import Col, is_invalid_somewhere
from outsourcing_planner.io.exporting.summary_sheet import FIRST_TABLE
from outsourcing_planner.io.exporting.style import BAD, BAD_FILL, FORMULA, GIVEN, GOOD, GOOD_FILL, TEXT, WARN, WARN_FILL
from outsourcing_planner.text import _

HEAD: Final = 5
OK, FAILED, CHANGED = "OK", "FAILED", "changed"
CENTS, SUMMED, RATIO = "money_decimals", "$B$4", "share_tolerance"
"""How far the two sides may differ: not at all once rounded as money is, by the rounding of every row, by 1e-6."""


@dataclass(frozen=True)
class Check:
    """Two formulas that must agree, and their values at the export; ``stamped`` ones tell of changes only."""

    what: str
    found: str
    expected: str
    found_value: float
    expected_value: float
    limit: str = CENTS
    stamped: bool = False


def write_checks(book: Book) -> None:
    """Write all checks, the overall answer in B3, the tolerance of sums in B4."""
    sheet, look = book.sheet(CHECKS), book.look
    checks = [*_integrity(book), *_stamps(book)]
    first, last = HEAD + 2, HEAD + 1 + len(checks)
    integrity = sum(not check.stamped for check in checks)
    text_cell(sheet, 0, 0, _("Checks"), look.title())
    text_cell(sheet, 1, 0, _("The first part must hold whatever you change. The second compares with the figures of the "
                             "program when it exported; after your own changes these differ."), look.subtitle())  # fmt: skip
    text_cell(sheet, 2, 0, _("All checks"), look.of(bold=True, font_size=12))
    flags = f"E{first}:E{first + integrity - 1}"
    overall = f'=IF(COUNTIF({flags},"{OK}")=ROWS({flags}),"{OK}","{FAILED}")'
    passed = all(_holds(book, check) for check in checks if not check.stamped)
    book.values["overall"] = OK if passed else FAILED
    formula_cell(sheet, 2, 1, overall, look.of(bold=True, font_size=12, align="center"), book.values["overall"])
    text_cell(sheet, 3, 0, _("Rounding of all rows together"), look.of())
    tolerance = _tolerance(book)
    sheet.write_number(3, 1, tolerance, look.cell(GIVEN, "#,##0.00"))
    headings(sheet, HEAD, (_("Check"), _("Found"), _("Expected"), _("Difference"), _("Result")), look.head(align="right"))
    text_cell(sheet, HEAD, 0, _("Check"), look.head())
    for row, check in enumerate(checks, start=HEAD + 1):
        _line(book, row, check)
    _colours(book, last)
    widths(sheet, (78, 18, 18, 14, 12))
    sheet.freeze_panes(HEAD + 1, 0)
    page(sheet, landscape=False, repeat=(HEAD, HEAD))


def _tolerance(book: Book) -> float:
    return float(max(book.count, 1) * 10.0**-book.decimals)


def _holds(book: Book, check: Check) -> bool:
    return abs(_gap(book, check)) <= _allowed(book, check)


def _gap(book: Book, check: Check) -> float:
    digits = int(book.scalars["seat_decimals"]) if check.limit == RATIO else book.decimals
    return round(check.found_value - check.expected_value, digits)


def _allowed(book: Book, check: Check) -> float:
    return {CENTS: 0.0, SUMMED: _tolerance(book), RATIO: float(book.scalars["share_tolerance"])}[check.limit]


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
    limit = "0" if check.limit == CENTS else check.limit
    test = f"IF(COUNT(B{at},C{at})=2,ABS(D{at})<={limit},AND(B{at}=\"\",C{at}=\"\"))"
    word = CHANGED if check.stamped else FAILED
    good = blank or _holds(book, check)
    formula_cell(sheet, row, 4, f'=IF(ISERROR(D{at}),"{word}",IF({test},"{OK}","{word}"))', look.cell(FORMULA, bold=True, align="center"),
                 OK if good else word)  # fmt: skip


def _number(book: Book, row: int, value: float, number: str) -> None:
    if np.isnan(value):
        book.sheet(CHECKS).write_blank(row, 2, None, book.look.cell(GIVEN))
    else:
        book.sheet(CHECKS).write_number(row, 2, value, book.look.cell(GIVEN, number))


def _colours(book: Book, last: int) -> None:
    sheet, add = book.sheet(CHECKS), book.workbook.add_format
    for word, ink, fill in ((OK, GOOD, GOOD_FILL), (FAILED, BAD, BAD_FILL), (CHANGED, WARN, WARN_FILL)):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": add({"font_color": ink, "bg_color": fill})}
        sheet.conditional_format(HEAD + 1, 4, last, 4, rule)
        sheet.conditional_format(2, 1, 2, 1, rule)


def _integrity(book: Book) -> Iterator[Check]:
    yield from _counts(book)
    yield from _groups(book)
    yield from _flows(book)
    yield from _inputs(book)
    yield from _formulas(book)


def _counts(book: Book) -> Iterator[Check]:
    of, rows = book.layout.range, f"=ROWS({book.layout.range('function')})"
    named = sum(bool(cell) for cell in book.plan.column("function"))
    count = float(max(book.count, 1))
    yield Check(_("Every row has a function"), f'=SUMPRODUCT(({of("function")}<>"")*1)', rows, float(named), count)
    for key, name in (("label", _("decision")), ("department", _("department")), ("country", _("country"))):
        last = book.where[f"groups:{key}"].split(":")[1]
        yield Check(_("Functions by {group} = functions").format(group=name), f"={SUMMARY}!B{int(last) + 1}", rows, float(book.count), count)
    counted = f'=SUMPRODUCT(({of("npv")}<>"")*1)+SUMPRODUCT(({of("npv")}="")*1)'
    yield Check(_("Costed and not costed functions = functions"), counted, rows, count, count)


def _groups(book: Book) -> Iterator[Check]:
    names = {"in_house": "D", "charge": "H", "one_off": "I", "npv": "J"}
    for key, name in (("label", _("decision")), ("department", _("department")), ("country", _("country"))):
        last = int(book.where[f"groups:{key}"].split(":")[1]) + 1
        for total, at in names.items():
            what = _("{figure} by {group} = total").format(figure=TOTALS[total].heading, group=name)
            value = float(book.numbers(total).sum())
            total_cell = "=" + book.where[f"total:{total}"]
            yield Check(what, f"={SUMMARY}!{at}{last}", total_cell, value, float(book.values[f"total:{total}"]))


def _flows(book: Book) -> Iterator[Check]:
    of = book.layout.range
    npv, worth = float(book.values["total:npv"]), book.values["worth"]
    yield Check(_("NPV = present value of the monthly cash flow"), f"=SUM({range_of('worth')})", "=" + book.where["total:npv"],
                float(worth), npv, SUMMED)  # fmt: skip
    cash = float(book.values["cash"])
    yield Check(_("Cash flow by year = by month"), f"='{CASH}'!$B${book.where['cash:year']}", f"=SUM({range_of('cash')})", cash, cash)
    saving = float(book.numbers("saving_term").sum() - book.numbers("one_off_base").sum())
    yield Check(_("Cash flow by month = savings less one-off by function"), f"=SUM({range_of('cash')})",
                f"=SUM({of('saving_term')})-SUM({of('one_off_base')})", cash, saving)  # fmt: skip
    if book.is_monthly:
        yield Check(_("Cash flow of the functions = of the portfolio"), f"=SUM({book.where['months']})", f"=SUM({range_of('cash')})",
                    cash, cash)  # fmt: skip
    yield Check(_("Cash flow by function and year = of the portfolio"), "=" + book.where["by_year"], f"=SUM({range_of('cash')})",
                float(book.values["by_year"]), cash)  # fmt: skip
    moved = f"=SUM({of('charge')})"
    kept = f'=SUMPRODUCT({of("outsourced")}*1,{of("charge")})'
    charge = float(book.numbers("charge").sum())
    yield Check(_("Only functions that leave have a charge"), moved, kept, charge, charge)


def _inputs(book: Book) -> Iterator[Check]:
    for prefix, name in (("knowledge_weight_", _("knowledge")), ("fit_weight_", _("fit"))):
        keys = [key for key in book.scalars if key.startswith(prefix)]
        total = sum(float(book.scalars[key]) for key in keys)
        yield Check(_("Weights of {name} sum to the scale").format(name=name), "=" + "+".join(keys), "=score_scale", total, 100.0)
    settings = f"{ASSUMPTIONS}!$B$6:$B${book.where['assumptions_last']}"
    texts = f"=SUMPRODUCT(ISTEXT({settings})*1)"
    words = float(sum(isinstance(value, str) and value != "" for value in book.assumptions.values.values()))
    yield Check(_("No number among the assumptions turned into text"), texts, f"=COUNTA({book.where['assumption_words']})", words, words)
    term = float(book.scalars["term_years"])
    yield Check(_("The term is a whole number of years, 1 to the length of the timeline"), "=MAX(1,MIN(ROUND(term_years,0),MAX(plan_month)/12))",
                "=term_years", term, term)  # fmt: skip
    start = book.numbers("start_month_used")
    late = float((start > term * 12).sum())
    yield Check(_("Every start month lies in the timeline"), f"=SUMPRODUCT(({book.layout.range('start_month_used')}>MAX(plan_month))*1)", "=0", 0.0 * late, 0.0)
    hybrid = book.columns["decision_effective"] == "Hybrid"
    unfit = float((hybrid & (book.numbers("shares_fit") == 0)).sum())
    split = f'=SUMPRODUCT(({book.layout.range("decision_effective")}="Hybrid")*({book.layout.range("shares_fit")}=0))'
    yield Check(_("Hybrid functions whose parts do not sum to 1 have no charge"), split,
                f'=SUMPRODUCT(({book.layout.range("decision_effective")}="Hybrid")*({book.layout.range("shares_fit")}=0)*({book.layout.range("charge")}=""))',
                unfit, unfit)  # fmt: skip


def _formulas(book: Book) -> Iterator[Check]:
    layout = book.layout
    areas = [(FUNCTIONS, f"{FUNCTIONS}!$A${layout.first}:${book.where['functions_last_column']}${layout.last}")]
    areas += [(CASH, book.where["cash:area"]), (SUMMARY, f"{SUMMARY}!$A${FIRST_TABLE + 1}:$J${book.where['summary_end']}")]
    for name, area in areas:
        yield Check(_("No error on the sheet {name}").format(name=name), f"=SUMPRODUCT(ISERROR({area})*1)", "=0", 0.0, 0.0)
    for block in _blocks([column for column in layout.columns if _is_live(book, column)]):
        area = f"{FUNCTIONS}!${block[0].letters}${layout.first}:${block[-1].letters}${layout.last}"
        what = _("Still formulas: {first} to {last}").format(first=block[0].heading, last=block[-1].heading)
        yield _still_formulas(what, area)
    for name, area in sorted(book.live_areas.items()):
        yield _still_formulas(_("Still formulas: the sheet {name}").format(name=name), area)
    for column in layout.columns:
        if column.field is not None and column.field.numeric and not is_invalid_somewhere(book.plan, column.key):
            area = f"{FUNCTIONS}!${column.letters}${layout.first}:${column.letters}${layout.last}"
            yield Check(_("{heading} holds numbers only").format(heading=column.heading), f"=SUMPRODUCT(ISTEXT({area})*1)", "=0", 0.0, 0.0)


def _still_formulas(what: str, area: str) -> Check:
    cells = float(cells_in(area))
    return Check(what, f"=SUMPRODUCT(_xlfn.ISFORMULA({area})*1)", f"=ROWS({area})*COLUMNS({area})", cells, cells)


def cells_in(area: str) -> int:
    """Return how many cells an area such as ``Sheet!$B$3:$C$9`` has."""
    (first, top), (last, bottom) = (part.strip("$").split("$") for part in area.rpartition("!")[2].split(":"))
    return (number_of(last) - number_of(first) + 1) * (int(bottom) - int(top) + 1)


def _is_live(book: Book, column: Col) -> bool:
    return column.key in book.where["live_columns"].split("\n")


def _blocks(columns: list[Col]) -> list[list[Col]]:
    """Return the columns in runs that stand side by side."""
    blocks: list[list[Col]] = []
    for column in columns:
        if blocks and blocks[-1][-1].at == column.at - 1:
            blocks[-1].append(column)
        else:
            blocks.append([column])
    return blocks


def _stamps(book: Book) -> Iterator[Check]:
    count = float(book.count)
    yield Check(_("Functions, as exported"), f"=ROWS({book.layout.range('function')})", "", count, count, stamped=True)
    for key, entry in TOTALS.items():
        value = float(book.values[f"total:{key}"])
        engine = book.evaluation.totals.get(key) if book.is_all else value
        stamp = float("nan") if engine is None else float(engine)
        limit = CENTS if entry.format is Format.MONEY else RATIO
        yield Check(_("{figure}, as exported").format(figure=entry.heading), "=" + book.where[f"total:{key}"], "", value, stamp, limit, stamped=True)


__all__ = ["MONTHLY", "write_checks"]
