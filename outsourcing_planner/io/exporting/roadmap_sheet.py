"""The Road map sheet: a Gantt chart of cells that follows the start months of the plan, and the people who move."""

from typing import Final

import numpy as np

from outsourcing_planner.engine.portfolio.waves import readiness
from outsourcing_planner.io.exporting.book import FUNCTIONS, ROAD_MAP, Book, formula_cell, page, text_cell
from outsourcing_planner.io.exporting.portfolio_parts import live_head, section
from outsourcing_planner.io.exporting.row_writer import letters
from outsourcing_planner.io.exporting.style import ACCENT, FORMULA, GIVEN, HAIRLINE, HEAD, MUTED, TEXT
from outsourcing_planner.text import _

MOST: Final = 1000
FIRST_MONTH: Final = 7
"""Column of month 1, counted from 0."""
_PEOPLE, _YEAR, _HEAD, _FIRST = 4, 5, 6, 7
_PAID, _RAMP = "#C7CED8", "#9DBBE3"
_START, _FULL, _FTE = "D", "E", "F"


def write_road_map(book: Book) -> None:
    """Write a line for each function that leaves; the bars are conditional formats over its start month."""
    sheet = book.sheet(ROAD_MAP)
    text = _("Grey: the month of the one-off cost. Pale: ramp-up. Blue: the provider works. Change a start month on "
             "the sheet Functions and the bars move.")  # fmt: skip
    live_head(book, ROAD_MAP, text)
    rows = _rows(book)
    _heads(book, rows)
    score = readiness(book.evaluation, book.study.readiness) if book.study and book.study.readiness else None
    for line, at in enumerate(rows, start=_FIRST):
        _line(book, line, at, score)
    last = _FIRST + len(rows) - 1
    _bars(book, last)
    _people(book, rows, last)
    _waves(book, rows, last)
    for column, width in enumerate((34, 11, 7, 8, 9, 9, 10)):
        sheet.set_column(column, column, width)
    sheet.set_column(FIRST_MONTH, FIRST_MONTH + book.assumptions.months - 1, 2.9)
    sheet.freeze_panes(_FIRST, 1)
    page(sheet, repeat=(_YEAR, _HEAD))


def _rows(book: Book) -> list[int]:
    """Return the positions of the functions that leave, in the order in which they do."""
    goes = np.flatnonzero(np.asarray(book.columns["outsourced"], dtype=np.float64) > 0)
    start = book.numbers("start_month_used")
    return sorted(goes.tolist(), key=lambda at: (start[at], at))[:MOST]


def _heads(book: Book, rows: list[int]) -> None:
    sheet, look = book.sheet(ROAD_MAP), book.look
    if len(rows) == MOST:
        text_cell(sheet, 2, 0, _("Only the first {n:,} functions are drawn.").format(n=MOST), look.of(font_color=MUTED))
    names = (
        _("Function"), _("Decision"), _("Wave"), _("Start month"), _("Full from month"), _("FTE that move"),
        _("Readiness, 0–100"),
    )  # fmt: skip
    for at, name in enumerate(names):
        text_cell(sheet, _HEAD, at, name, look.head(align="right") if at > 1 else look.head())
    sheet.set_row(_HEAD, 32)
    month = look.of(bold=True, font_size=7, font_color="#FFFFFF", bg_color=HEAD, align="center")
    for number in range(1, book.assumptions.months + 1):
        column = FIRST_MONTH + number - 1
        sheet.write_number(_HEAD, column, number, month)
        year = _("Year {n}").format(n=(number + 11) // 12) if number % 12 == 1 else ""
        text_cell(sheet, _YEAR, column, year, look.of(bold=True, font_color=MUTED, font_size=9))


def _line(book: Book, line: int, at: int, score: "np.ndarray | None") -> None:
    sheet, look, r = book.sheet(ROAD_MAP), book.look, book.layout.first + at

    def of(key: str) -> str:
        return f"{FUNCTIONS}!{book.layout.by_key[key].letters}{r}"

    name = book.plan.column("function")[at]
    goes, wave = f"{of('outsourced')}>0", book.plan.column("wave")[at]
    start, months = float(book.numbers("start_month_used")[at]), book.assumptions.months
    full = min(start + book.assumptions.number("ramp_months"), months + 1.0)
    people = float(book.numbers("fte_used")[at] * book.numbers("moved_share")[at])
    whole, own = look.cell(FORMULA, "0"), line + 1
    formula_cell(
        sheet, line, 0, f'={of("function")}&""', look.cell(TEXT, bold=True), name if isinstance(name, str) else ""
    )
    formula_cell(sheet, line, 1, f"={of('decision_effective')}", look.cell(FORMULA),
                 str(book.columns["decision_effective"][at]))  # fmt: skip
    formula_cell(
        sheet, line, 2, f'=IF({of("wave")}="","",{of("wave")})', whole, wave if isinstance(wave, float) else ""
    )
    formula_cell(sheet, line, 3, f'=IF({goes},{of("start_month_used")},"")', whole, start)
    formula_cell(
        sheet, line, 4, f'=IF({_START}{own}="","",MIN({_START}{own}+ramp_months,term_years*12+1))', whole, full
    )
    formula_cell(sheet, line, 5, f"=N({of('fte_used')})*N({of('moved_share')})", look.cell(FORMULA, "#,##0.0"), people)
    if score is None:
        sheet.write_blank(line, 6, None, look.cell(TEXT))
    else:
        found = float(score[book.evaluation.rows.positions[book.plan.rows.ids[at]]])
        sheet.write_number(line, 6, found, look.cell(GIVEN, "0"))
    for month in range(1, months + 1):
        edge = {"right": 1, "right_color": HAIRLINE} if month % 12 == 0 else {}
        sheet.write_blank(line, FIRST_MONTH + month - 1, None, look.of(bottom=1, bottom_color=HAIRLINE, **edge))


def _bars(book: Book, last: int) -> None:
    sheet, first = book.sheet(ROAD_MAP), letters(FIRST_MONTH)
    end = FIRST_MONTH + book.assumptions.months - 1
    month, start, full = f"{first}${_HEAD + 1}", f"${_START}{_FIRST + 1}", f"${_FULL}{_FIRST + 1}"
    for criteria, colour in (
        (f'=AND({start}<>"",{month}={start}-1)', _PAID),
        (f'=AND({start}<>"",{month}>={start},{month}<{full})', _RAMP),
        (f'=AND({start}<>"",{month}>={full})', ACCENT),
    ):
        rule = {"type": "formula", "criteria": criteria, "format": book.workbook.add_format({"bg_color": colour})}
        sheet.conditional_format(_FIRST, FIRST_MONTH, last, end, rule)


def _people(book: Book, rows: list[int], last: int) -> None:
    """Write above each month how many people move in it."""
    sheet, look = book.sheet(ROAD_MAP), book.look
    text_cell(sheet, _PEOPLE, 0, _("People who move in the month"), look.of(font_color=MUTED))
    start = book.numbers("start_month_used")[rows]
    people = (book.numbers("fte_used") * book.numbers("moved_share"))[rows]
    form = look.of(font_size=7, font_color=MUTED, align="center", shrink=True, num_format="#,##0;;")
    ranges = [f"${at}${_FIRST + 1}:${at}${last + 1}" for at in (_START, _FTE)]
    for month in range(1, book.assumptions.months + 1):
        column = FIRST_MONTH + month - 1
        formula = f"=SUMIF({ranges[0]},{letters(column)}${_HEAD + 1},{ranges[1]})"
        formula_cell(sheet, _PEOPLE, column, formula, form, float(people[start == month].sum()))


def _waves(book: Book, rows: list[int], last: int) -> None:
    """Write a line for each wave that is typed: functions and people; the limit that the plan keeps beside them."""
    sheet, look = book.sheet(ROAD_MAP), book.look
    typed = [cell if isinstance(cell, float) else 0.0 for cell in book.plan.column("wave")]
    of = np.array([typed[at] for at in rows])
    waves = sorted({wave for wave in of if wave > 0})
    if not waves:
        return
    row = section(book, sheet, last + 2, _("Waves"), 7)
    for at, name in enumerate((_("Wave"), _("Functions"), "", "", "", _("FTE that move"), _("May move"))):
        text_cell(sheet, row, at, name, look.head(align="right") if at else look.head())
    people = (book.numbers("fte_used") * book.numbers("moved_share"))[rows]
    most = book.study.rules.fte_per_wave if book.study else None
    for wave in waves:
        row += 1
        numbers = f"$C${_FIRST + 1}:$C${last + 1}"
        sheet.write_number(row, 0, wave, look.cell(TEXT, "0", align="left"))
        formula_cell(
            sheet, row, 1, f"=COUNTIF({numbers},$A{row + 1})", look.cell(FORMULA, "0"), int((of == wave).sum())
        )
        for column in (2, 3, 4):
            sheet.write_blank(row, column, None, look.cell(TEXT))
        formula = f"=SUMIF({numbers},$A{row + 1},${_FTE}${_FIRST + 1}:${_FTE}${last + 1})"
        formula_cell(sheet, row, 5, formula, look.cell(FORMULA, "#,##0.0"), float(people[of == wave].sum()))
        if most is None:
            sheet.write_blank(row, 6, None, look.cell(TEXT))
        else:
            sheet.write_number(row, 6, most, look.cell(GIVEN, "#,##0.0"))
