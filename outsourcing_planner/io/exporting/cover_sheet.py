"""The Cover sheet: what this is, from when, what the colours mean, and whether all checks hold."""

from typing import Final

from outsourcing_planner import __version__
from outsourcing_planner.io.exporting.book import CHECKS, COVER, ORDER, Book, formula_cell, page, text_cell, widths
from outsourcing_planner.io.exporting.style import BAD, BAD_FILL, FORMULA, GIVEN, GOOD, GOOD_FILL, INPUT, TEXT
from outsourcing_planner.text import _

FORMAT: Final = 1
"""Version of the workbook's layout, for readers of later versions."""

ABOUT: Final = {
    "Summary": "Headline figures; the plan by decision, department and country; charts",
    "Functions": "One row per function: your input, the advice, the cost, every step as a formula",
    "Classification": "Why each function is BPO or KPO: scores, weights, contributions",
    "Assumptions": "Every plan-wide figure with range, source and grade",
    "Rates used": "Prices of the rate library with source, year and grade",
    "Own rates": "Prices and quotes of your own, as typed in the program",
    "Cash flow": "The portfolio by year and by month",
    "Cash by function": "Cash flow of each function by plan year",
    "Seat or project": "What each function costs per seat and per project, and where they break even",
    "Options": "Every way to do the work of each function, costed alike; the one in the plan is marked",
    "Choice": "The best options under limits: what is chosen, what each limit takes, how sure the proof is",
    "Frontier": "What a one-off budget buys, and what less risk costs",
    "Road map": "When each function leaves, ramps up and is taken over; people moved by month",
    "Scenarios": "Named variants beside the plan, and what makes the difference",
    "Tornado": "The NPV at low and high of every assumption and of the largest prices and volumes",
    "Simulation": "How the NPV, the cost of each year and the cash flow may turn out",
    "Concentration": "How much hangs on one country, provider or pricing, and what losing a site costs",
    "Hand-over": "Scope, service levels, governance, transfer and controls for each function that leaves",
    "Issues": "What the plan warns of",
    "Checks": "What must hold in this workbook",
    "Timeline": "Months, plan years, indices and discount factors",
    "Months by function": "Cash flow of each function by month",
    "Chart data": "What the charts draw",
    "Lists": "Choices of the drop-downs; which price answers for which place",
}


def write_cover(book: Book) -> None:
    """Write the sheet."""
    sheet, look = book.sheet(COVER), book.look
    widths(sheet, (3, 26, 92))
    sheet.set_row(1, 30)
    text_cell(sheet, 1, 1, book.title, look.of(bold=True, font_size=22, font_color="#1F3A5F"))
    text_cell(sheet, 2, 1, _("Costed outsourcing plan with live formulas"), look.of(font_size=12, font_color="#626B76"))
    row = _facts(book, 4)
    row = _key(book, row + 1)
    _contents(book, row + 1)
    page(sheet, landscape=False)


def _facts(book: Book, row: int) -> int:
    sheet, look = book.sheet(COVER), book.look
    facts = (
        (
            _("Purpose"),
            _(
                "To decide which functions leave the house, to whom and at what price. "
                "Every figure can be traced and changed."
            ),
        ),
        (
            _("Functions"),
            f"{book.count:,}" + ("" if book.is_all else _(" (the rows shown in the program, not the whole plan)")),
        ),
        (_("Currency"), book.assumptions.text("plan_currency")),
        (_("Term"), _("{years:g} years").format(years=book.assumptions.number("term_years"))),
        (
            _("Rounding"),
            _(
                "Money is rounded to {places} decimals, half away from zero, at the end of each formula. "
                "Totals are sums of these."
            ).format(places=book.decimals),
        ),
        (_("Exported"), f"{book.created:%Y-%m-%d %H:%M}"),
        (_("Made with"), f"Outsourcing Planner {__version__}, {_('workbook layout')} {FORMAT}"),
    )
    for name, text in facts:
        text_cell(sheet, row, 1, name, look.cell(TEXT, bold=True))
        text_cell(sheet, row, 2, text, look.cell(TEXT, text_wrap=True))
        sheet.set_row(row, 15 * (1 + len(text) // 125) + 3)
        row += 1
    text_cell(sheet, row, 1, _("All checks"), look.cell(TEXT, bold=True))
    flag = look.cell(FORMULA, bold=True, align="left", indent=1)
    formula_cell(sheet, row, 2, f"={CHECKS}!$B$3", flag, book.values["overall"])
    for word, ink, fill in (("OK", GOOD, GOOD_FILL), ("FAILED", BAD, BAD_FILL)):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": book.workbook.add_format({"font_color": ink, "bg_color": fill}),
        }
        sheet.conditional_format(row, 2, row, 2, rule)
    return row + 1


def _key(book: Book, row: int) -> int:
    sheet, look = book.sheet(COVER), book.look
    text_cell(sheet, row, 1, _("Colours"), look.section())
    text_cell(sheet, row, 2, "", look.section())
    entries = (
        (_("Input"), INPUT, _("Blue on pale yellow: typed by you, meant to be changed")),
        (_("Formula"), FORMULA, _("Black: computed in this workbook")),
        (
            _("Given value"),
            GIVEN,
            _(
                "Violet italics on grey: from the classifier, a library or an algorithm; "
                "does not change with the workbook"
            ),
        ),
    )
    for name, role, text in entries:
        row += 1
        text_cell(sheet, row, 1, name, look.cell(role))
        text_cell(sheet, row, 2, text, look.cell(TEXT))
    return row + 1


def _contents(book: Book, row: int) -> None:
    sheet, look = book.sheet(COVER), book.look
    text_cell(sheet, row, 1, _("Sheets"), look.section())
    text_cell(sheet, row, 2, "", look.section())
    for name in ORDER:
        if name in book.sheets and name in ABOUT:
            row += 1
            link = look.cell(TEXT, font_color="#2F5DA8", underline=1)
            sheet.write_url(row, 1, f"internal:'{name}'!A1", link, name)
            text_cell(sheet, row, 2, _(ABOUT[name]), look.cell(TEXT))
