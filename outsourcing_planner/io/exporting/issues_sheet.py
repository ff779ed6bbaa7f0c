"""The Issues sheet: what the plan warned of when it was exported."""

from typing import Final

from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.engine.warnings import issues_of
from outsourcing_planner.io.exporting.book import ISSUES, Book, headings, page, text_cell, widths
from outsourcing_planner.io.exporting.cells import cells_of
from outsourcing_planner.io.exporting.layout import FIRST_ROW
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn
from outsourcing_planner.io.exporting.style import BAD, BAD_FILL, TEXT, WARN, WARN_FILL
from outsourcing_planner.text import _

HEAD: Final = 4
_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def issues_in(book: Book) -> list[Issue]:
    """Return the issues of the rows exported, the gravest first."""
    shown = Evaluation(
        book.plan.rows, book.columns, book.evaluation.cash, book.evaluation.totals, book.evaluation.cash_flow
    )
    found = issues_of(book.plan, book.assumptions, shown, book.libraries)
    return sorted(found, key=lambda issue: (_ORDER.index(issue.severity), issue.row or 0))


def write_issues(book: Book) -> None:
    """Write the sheet: one line per issue, or the sentence that there is none."""
    sheet, look = book.sheet(ISSUES), book.look
    issues = issues_in(book)
    text_cell(sheet, 0, 0, _("Issues"), look.title())
    note = _(
        "{count:,} at the time of the export. They stop nothing; a function that cannot be costed is blank, not 0."
    )
    text_cell(
        sheet, 1, 0, note.format(count=len(issues)) if issues else _("The plan warns of nothing."), look.subtitle()
    )
    headings(sheet, HEAD, (_("Severity"), _("Row"), _("Function"), _("Column"), _("What"), _("Code")), look.head())
    names = cells_of(book.plan.column("function"), None)
    text = look.index(TEXT)
    rows = [float(FIRST_ROW + issue.row) if issue.row else float("nan") for issue in issues]
    body = Body(
        HEAD + 1,
        [
            BodyColumn(text, [str(issue.severity) for issue in issues]),
            BodyColumn(look.index(TEXT, "0"), rows),
            BodyColumn(text, [names[issue.row - 1] if issue.row else "" for issue in issues]),
            BodyColumn(text, [_heading(issue.field) for issue in issues]),
            BodyColumn(text, [issue.message for issue in issues]),
            BodyColumn(look.index(TEXT, font_color="#626B76"), [issue.code for issue in issues]),
        ],
        len(issues),
    )
    sheet.stream(body)
    if issues:
        for word, ink, fill in (("error", BAD, BAD_FILL), ("warning", WARN, WARN_FILL)):
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": book.workbook.add_format({"font_color": ink, "bg_color": fill, "bold": True}),
            }
            sheet.conditional_format(HEAD + 1, 0, HEAD + len(issues), 0, rule)
        sheet.autofilter(HEAD, 0, HEAD + len(issues), 5)
    widths(sheet, (11, 7, 34, 22, 84, 24))
    sheet.freeze_panes(HEAD + 1, 0)
    page(sheet, repeat=(HEAD, HEAD))


def _heading(key: str | None) -> str:
    named = BY_KEY.get(key or "") or MEASURES.measures.get(key or "")
    return named.heading if named else ""
