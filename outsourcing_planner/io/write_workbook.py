"""The costed workbook: live formulas with cached values, written whole or not at all."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from xlsxwriter.workbook import Workbook

from outsourcing_planner import __version__
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import OutputUnwritableError
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.io.exporting import book as sheets
from outsourcing_planner.io.exporting.assumptions_sheet import write_assumptions
from outsourcing_planner.io.exporting.book import Book, Cancelled, Progress, unheard
from outsourcing_planner.io.exporting.by_year_sheet import write_by_year
from outsourcing_planner.io.exporting.cash_sheet import write_cash
from outsourcing_planner.io.exporting.chart_data import write_chart_data
from outsourcing_planner.io.exporting.charts import write_charts
from outsourcing_planner.io.exporting.checks_sheet import write_checks
from outsourcing_planner.io.exporting.classification_sheet import write_classification
from outsourcing_planner.io.exporting.comparison_sheet import write_comparison
from outsourcing_planner.io.exporting.cover_sheet import FORMAT, write_cover
from outsourcing_planner.io.exporting.functions_head import write_functions
from outsourcing_planner.io.exporting.hand_over_sheet import write_hand_over
from outsourcing_planner.io.exporting.issues_sheet import write_issues
from outsourcing_planner.io.exporting.layout import FIRST_ROW, layout_of
from outsourcing_planner.io.exporting.lists_sheet import write_lists
from outsourcing_planner.io.exporting.months_sheet import write_months
from outsourcing_planner.io.exporting.own_rates_sheet import write_own_rates
from outsourcing_planner.io.exporting.portfolio_sheets import portfolio_sheets, write_portfolio
from outsourcing_planner.io.exporting.rate_tables import rate_tables
from outsourcing_planner.io.exporting.rates_sheet import write_rates
from outsourcing_planner.io.exporting.row_writer import LongSheet
from outsourcing_planner.io.exporting.steps import FILLED, PACKED, Archive, listen
from outsourcing_planner.io.exporting.style import FONT, Look
from outsourcing_planner.io.exporting.summary_sheet import write_overall, write_summary
from outsourcing_planner.io.exporting.timeline_sheet import write_timeline
from outsourcing_planner.text import _

if TYPE_CHECKING:
    from outsourcing_planner.engine.portfolio.study import Study

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
MADE_BY: Final = "Outsourcing Planner workbook"
"""Name of the document property by which a reader knows a workbook of ours; its value is the layout's version."""


def export_workbook(
    plan: Plan,
    assumptions: Assumptions,
    evaluation: Evaluation,
    libraries: Libraries,
    path: Path,
    *,
    overwrite: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    rows: Sequence[RowId] | None = None,
    title: str = "",
    study: "Study | None" = None,
) -> None:
    """Write the plan as a workbook to ``path``; ``rows`` are the row ids to export in their order, by default all.

    With a ``study`` of the portfolio there is a sheet for each part of it.
    ``progress`` is called with a share from 0 to 1 and what is being done; ``cancelled`` is asked with it, from the
    first sheet to the last byte of the archive.
    Raises OutputUnwritableError (and its kinds) and ExportCancelledError; the old file is then unchanged.
    """
    data = workbook_bytes(
        plan, assumptions, evaluation, libraries, name=str(path), progress=progress, cancelled=cancelled, rows=rows,
        title=title, study=study,
    )  # fmt: skip
    save_bytes(Path(path), data, overwrite=overwrite)


def workbook_bytes(
    plan: Plan,
    assumptions: Assumptions,
    evaluation: Evaluation,
    libraries: Libraries,
    *,
    name: str = "",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    rows: Sequence[RowId] | None = None,
    title: str = "",
    created: datetime | None = None,
    study: "Study | None" = None,
) -> bytes:
    """Return the workbook as bytes; raises OutputUnwritableError where the plan is larger than a sheet can be."""
    shown = plan if rows is None else plan.subset(rows)
    layout = layout_of(shown, len(shown))
    _check_size(name, len(shown), len(layout.columns))
    at = np.array(evaluation.rows.of(shown.rows.ids), dtype=np.int64)
    target = Archive()
    with tempfile.TemporaryDirectory(prefix="outsourcing-planner-") as folder:
        workbook = Workbook(target, _options(folder))
        book = Book(
            workbook, Look(workbook, int(assumptions.number("money_decimals"))), shown,
            {key: column[at] for key, column in evaluation.columns.items()}, layout, assumptions, evaluation, libraries,
            title or plan.title or _("Outsourcing plan"), created or datetime.now().astimezone().replace(tzinfo=None),
            plan, rows is None, study, progress or unheard, cancelled or (lambda: False),
        )  # fmt: skip
        _write(book)
        book.tell(FILLED, _("rows"))
        listen(book, target)
        workbook.close()
        book.tell(PACKED, _("packing"))
    return target.getvalue()


def _options(folder: str) -> dict[str, Any]:
    return {
        "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }  # fmt: skip


def _check_size(name: str, rows: int, columns: int) -> None:
    if rows + FIRST_ROW > MOST_ROWS:
        why = _("a sheet holds {most:,} rows and the plan has {rows:,} functions; filter it and export the rows shown.")
        raise OutputUnwritableError(name, why.format(most=MOST_ROWS - FIRST_ROW, rows=rows))
    if columns > MOST_COLUMNS:
        why = _("a sheet holds {most:,} columns and the plan needs {columns:,}; remove columns of your own.")
        raise OutputUnwritableError(name, why.format(most=MOST_COLUMNS, columns=columns))


def _write(book: Book) -> None:
    _properties(book)
    left_out = set() if book.libraries.own else {sheets.OWN_RATES}
    left_out |= {*sheets.PORTFOLIO} - {*portfolio_sheets(book)} | (set() if book.is_monthly else {sheets.MONTHLY})
    for name in sheets.ORDER:
        if name not in left_out:
            book.sheets[name] = book.workbook.add_worksheet(name, worksheet_class=LongSheet)
    tables = rate_tables(book)
    steps: tuple[tuple[Callable[[Book], None], str], ...] = (
        (write_assumptions, _("assumptions")), (write_timeline, _("timeline")),
        (partial(write_rates, tables=tables), _("rates")), (partial(write_lists, tables=tables), _("lists")),
        (partial(write_functions, tables=tables), _("functions")), (write_months, _("months")),
        (write_own_rates, _("rates")),
        (write_cash, _("cash flow")), (write_summary, _("summary")), (write_chart_data, _("charts")),
        (write_charts, _("charts")), (write_classification, _("classification")), (write_by_year, _("cash flow")),
        (write_comparison, _("seat or project")), (write_portfolio, _("portfolio")),
        (write_hand_over, _("hand-over")), (write_issues, _("issues")),
        (write_checks, _("checks")), (write_overall, _("summary")), (write_cover, _("cover")),
    )  # fmt: skip
    for number, (write, what) in enumerate(steps):
        book.step = (FILLED * number / len(steps), FILLED / len(steps))
        book.tell_part(0.0, what)
        write(book)
    book.sheet(sheets.COVER).activate()


def _properties(book: Book) -> None:
    book.workbook.set_properties({"title": book.title, "author": "", "comments": "", "created": book.created})
    book.workbook.set_custom_property(MADE_BY, FORMAT, "number")
    book.workbook.set_custom_property("Program version", __version__, "text")
    book.workbook.set_calc_mode("auto")
