"""The plan in a copy of the user's own workbook: new sheets, and result columns beside the user's own rows.

openpyxl keeps styles, formulas and other sheets, but cannot store a formula with its cached value. What is added are
therefore values, dated and marked; the live model is the separate workbook. The original is never written.
"""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import ExportCancelledError, InputUnreadableError, OutputUnwritableError
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.measures import MEASURES, Format
from outsourcing_planner.engine.totals import TOTALS
from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.io.exporting.book import Cancelled, Progress, unheard
from outsourcing_planner.io.exporting.cells import cells_of
from outsourcing_planner.io.exporting.row_writer import clean
from outsourcing_planner.text import _

MOST_COLUMNS: Final = 16_384

BESIDE: Final = ("label", "in_house", "charge", "npv", "saving_of_in_house")
"""Results that may stand beside the user's own rows."""
FUNCTIONS: Final = (
    "label",
    "decision_effective",
    "confidence",
    "fte_used",
    "in_house",
    "bpo_year",
    "kpo_year",
    "charge",
    "one_off",
    "npv",
    "payback_months",
    "term_saving_share",
)
_HEADINGS: Final = {"label": "Advice", "confidence": "Confidence"}
_NUMBERS: Final = {Format.MONEY: "#,##0.00", Format.SHARE: "0.0%", Format.MONTHS: "0.0", Format.NUMBER: "#,##0.0#"}


@dataclass(frozen=True)
class Beside:
    """Where functions of the plan stand in the user's workbook.

    ``header_row`` and the sheet row of each plan row id in ``rows`` are counted from 1; no header row is 0.
    """

    sheet: str
    header_row: int
    rows: Mapping[RowId, int]


def add_to_copy(
    source: Path,
    path: Path,
    plan: Plan,
    assumptions: Assumptions,
    evaluation: Evaluation,
    *,
    beside: Beside | None = None,
    overwrite: bool = False,
    created: datetime | None = None,
    rows: Sequence[RowId] | None = None,
    progress: Progress = unheard,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Write a copy of the workbook ``source`` with the plan added to ``path``; ``source`` itself stays as it is.

    With ``beside`` the results also stand in new columns right of the user's table, in the user's own rows. ``rows``
    are the row ids to add in their order, by default all; progress and cancelled are those of ``export_workbook``.
    Raises InputUnreadableError, OutputUnwritableError and ExportCancelledError.
    """
    source, path = Path(source), Path(path)
    if path.exists() and source.exists() and path.samefile(source):
        raise OutputUnwritableError(str(path), _("it is the original; choose another name for the copy."))
    step = _Steps(progress, cancelled)
    step.tell(0.0, _("reading"))
    book = _opened(source)
    shown = tuple(plan.rows.ids if rows is None else rows)
    day = created or datetime.now().astimezone()
    try:
        step.tell(0.4, _("summary"))
        _add_summary(book, plan, assumptions, evaluation, day, rows)
        _add_functions(book, plan, assumptions, evaluation, day, shown, step)
        if beside is not None:
            _add_beside(book, evaluation, beside, day, frozenset(shown))
        step.tell(0.6, _("packing"))
        target = _Packed(step)
        book.save(target)
    finally:
        book.close()
    step.tell(0.99, _("packing"))
    save_bytes(path, target.getvalue(), overwrite=overwrite)


@dataclass
class _Steps:
    """Progress and Cancel of a copy; asked once after a Cancel, for files are closed after that."""

    progress: Progress
    cancelled: Cancelled
    stopped: bool = False

    def tell(self, share: float, what: str) -> None:
        """Report, and stop where the person cancelled."""
        if not self.stopped:
            self.stopped = True
            self.progress(share, what)
            if self.cancelled():
                raise ExportCancelledError
            self.stopped = False


class _Packed(BytesIO):
    """The bytes of the copy; every piece asks for Cancel."""

    def __init__(self, step: _Steps) -> None:
        super().__init__()
        self._step, self._most = step, 0

    def write(self, data: bytes) -> int:  # type: ignore[override] # bytes are what zipfile writes
        """Append, report, and stop where the person cancelled."""
        self._most = max(self._most, self.tell())
        self._step.tell(0.6 + 0.38 * (1 - 1 / (1 + self._most / 1e6)), _("packing"))
        return super().write(data)


def _opened(source: Path) -> Workbook:
    try:
        return load_workbook(source, keep_links=True, rich_text=True)
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise InputUnreadableError(str(source), _("only .xlsx and .xlsm workbooks can be copied.")) from error


def _new_sheet(book: Workbook, name: str) -> Worksheet:
    """Add a sheet under a name that is free, whatever the case."""
    taken = {sheet.casefold() for sheet in book.sheetnames}
    names = (name, *(f"{name} ({number})" for number in range(2, 1000)))
    sheet: Worksheet = book.create_sheet(next(free for free in names if free.casefold() not in taken))
    return sheet


def put(cell: Cell | MergedCell, value: Any, number: str = "", *, bold: bool = False) -> None:  # noqa: ANN401 - what a cell holds
    """Write a value; a text is a text, whatever it begins with."""
    if isinstance(cell, MergedCell):
        return
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith("=")
    elif value is not None and not (isinstance(value, float) and not np.isfinite(value)):
        cell.value = value
    if number:
        cell.number_format = number
    if bold:
        cell.font = Font(bold=True)


def _note(assumptions: Assumptions, day: datetime) -> str:
    return _(
        "Values of {day}, in {currency}, by Outsourcing Planner; they do not change with this workbook. The live model "
        "is the separate export."
    ).format(day=f"{day:%Y-%m-%d %H:%M}", currency=assumptions.text("plan_currency"))


def _add_summary(
    book: Workbook, plan: Plan, assumptions: Assumptions, evaluation: Evaluation, day: datetime,
    rows: Sequence[RowId] | None,
) -> None:  # fmt: skip
    sheet = _new_sheet(book, _("Outsourcing plan"))
    note = _note(assumptions, day)
    if rows is not None:
        told = _("Figures of the whole plan of {all} functions; {shown} of them are on the next sheet.")
        note += " " + told.format(all=len(plan), shown=len(rows))
    _title(sheet, plan.title or _("Outsourcing plan"), note)
    for row, (key, total) in enumerate(TOTALS.items(), start=4):
        put(sheet.cell(row, 1), total.heading, bold=True)
        put(sheet.cell(row, 2), evaluation.totals.get(key), _NUMBERS.get(total.format, "General"))
        put(sheet.cell(row, 3), total.help)
    row = 5 + len(TOTALS)
    put(sheet.cell(row, 1), _("Advice"), bold=True)
    put(sheet.cell(row, 2), _("Functions"), bold=True)
    for label, count in evaluation.by_label().items():
        row += 1
        put(sheet.cell(row, 1), label)
        put(sheet.cell(row, 2), count, "#,##0")
    for column, width in (("A", 28), ("B", 18), ("C", 70)):
        sheet.column_dimensions[column].width = width


def _title(sheet: Worksheet, title: str, note: str) -> None:
    put(sheet["A1"], title)
    sheet["A1"].font = Font(bold=True, size=16, color="1F3A5F")
    put(sheet["A2"], note)
    sheet["A2"].font = Font(italic=True, color="626B76")


def _add_functions(
    book: Workbook, plan: Plan, assumptions: Assumptions, evaluation: Evaluation, day: datetime,
    shown: Sequence[RowId], step: _Steps,
) -> None:  # fmt: skip
    sheet = _new_sheet(book, _("Outsourcing functions"))
    _title(sheet, _("Functions"), _note(assumptions, day))
    heads = [_("Function"), *(_heading(key) for key in FUNCTIONS)]
    for at, heading in enumerate(heads, start=1):
        _head(sheet.cell(4, at), heading)
        sheet.column_dimensions[get_column_letter(at)].width = 34 if at == 1 else 16
    names = dict(zip(plan.rows.ids, cells_of(plan.column("function"), None), strict=True))
    for number, row in enumerate(shown):
        put(sheet.cell(5 + number, 1), names[row])
        for at, key in enumerate(FUNCTIONS, start=2):
            _result(sheet.cell(5 + number, at), evaluation, key, row)
        if number % 500 == 0:
            step.tell(0.4 + 0.2 * number / len(shown), _("functions"))
    sheet.freeze_panes = "B5"


def _heading(key: str) -> str:
    return _HEADINGS.get(key) or MEASURES.measures[key].heading


def _head(cell: Cell | MergedCell, heading: str) -> None:
    put(cell, heading)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="1F3A5F")
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _result(cell: Cell | MergedCell, evaluation: Evaluation, key: str, row: RowId) -> None:
    value = evaluation.columns[key][evaluation.rows.positions[row]]
    plain = value.item() if isinstance(value, np.generic) else value
    fmt = (
        MEASURES.measures[key].format
        if key in MEASURES.measures
        else Format.SHARE
        if key == "confidence"
        else Format.TEXT
    )
    put(cell, None if plain == "" else plain, _NUMBERS.get(fmt, ""))


def _add_beside(
    book: Workbook, evaluation: Evaluation, beside: Beside, day: datetime, shown: frozenset[RowId]
) -> None:
    """Write results right of everything on the user's sheet, so that no cell of theirs is touched."""
    if beside.sheet not in book.sheetnames:
        raise InputUnreadableError(beside.sheet, _("the workbook has no such sheet."))
    sheet: Worksheet = book[beside.sheet]
    rows = {row: target for row, target in beside.rows.items() if row in shown}
    first = last_used_column(sheet) + 2
    if first + len(BESIDE) > MOST_COLUMNS:
        raise OutputUnwritableError(beside.sheet, _("there is no room for columns beside the rows of this sheet."))
    head = beside.header_row or max(min(rows.values(), default=1) - 1, 0)
    for at, key in enumerate(BESIDE, start=first):
        heading = _("{heading}, plan of {day}").format(heading=_heading(key), day=f"{day:%Y-%m-%d}")
        if head:
            _head(sheet.cell(head, at), heading)
        elif rows:
            sheet.cell(1, at).comment = Comment(heading, "")  # the table begins in row 1, without headings
        sheet.column_dimensions[get_column_letter(at)].width = 16
        for row, target in rows.items():
            _result(sheet.cell(target, at), evaluation, key, row)


def last_used_column(sheet: Worksheet) -> int:
    """Return the last column, from 1, that a value, a merged cell, a picture or a chart reaches; looks alone count not.

    openpyxl's ``max_column`` counts cells that are only formatted, often all 16,384.
    """
    cells = getattr(sheet, "_cells", {})  # iter_rows would make the millions of cells between the formatted ones
    last = max((column for (_row, column), cell in cells.items() if cell.value is not None), default=0)
    last = max((last, *(area.max_col for area in sheet.merged_cells.ranges)))
    for drawn in (*getattr(sheet, "_charts", ()), *getattr(sheet, "_images", ())):
        end = getattr(drawn.anchor, "to", None) or getattr(drawn.anchor, "_from", None)
        last = max(last, end.col + 1 if end is not None else 0)
    return int(last)
