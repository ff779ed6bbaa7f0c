"""The plan in a copy of the user's own workbook: new sheets, and result columns beside the user's own rows.

openpyxl keeps styles, formulas and other sheets, but cannot store a formula with its cached value. What is added are
therefore values, dated and marked; the live model is the separate workbook. The original is never written.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import InputUnreadableError, OutputUnwritableError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.measures import MEASURES, Format
from outsourcing_planner.engine.totals import TOTALS
from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.io.exporting.cells import cells_of
from outsourcing_planner.io.exporting.row_writer import clean
from outsourcing_planner.text import _

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
_LOST: Final = (
    ("xl/vbaProject.bin", "macros"),
    ("xl/activeX/", "controls"),
    ("xl/ctrlProps/", "form controls"),
    ("xl/slicers/", "slicers"),
    ("xl/timelines/", "timelines"),
    ("xl/threadedComments/", "threaded comments"),
    ("xl/diagrams/", "SmartArt"),
    ("xl/embeddings/", "embedded objects"),
    ("xl/model/", "the data model"),
    ("xl/queryTables/", "queries"),
    ("xl/connections.xml", "data connections"),
)


@dataclass(frozen=True)
class Beside:
    """Where the plan's rows stand in the user's workbook: the sheet, its header row and the row of each plan row."""

    sheet: str
    header_row: int
    rows: Sequence[int]


def lost_in_copy(path: Path) -> tuple[str, ...]:
    """Return in words what a copy would lose (macros, controls, shapes …); ask before it is made.

    Raises InputUnreadableError where the file is no workbook that can be copied.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            names = parts.namelist()
            drawings = [
                parts.read(name) for name in names if name.startswith("xl/drawings/drawing") and name.endswith(".xml")
            ]
    except (OSError, zipfile.BadZipFile) as error:
        raise InputUnreadableError(str(path), _("only .xlsx and .xlsm workbooks can be copied.")) from error
    found = [_(word) for start, word in _LOST if any(name.startswith(start) for name in names)]
    if any(b"<xdr:sp>" in data or b"<xdr:sp " in data or b"<xdr:grpSp" in data for data in drawings):
        found.append(_("shapes and text boxes"))
    return tuple(found)


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
) -> None:
    """Write a copy of the workbook ``source`` with the plan added to ``path``; ``source`` itself stays as it is.

    With ``beside`` the results also stand in new columns right of the user's table, in the user's own rows.
    Raises InputUnreadableError and OutputUnwritableError.
    """
    source, path = Path(source), Path(path)
    if path.exists() and source.exists() and path.samefile(source):
        raise OutputUnwritableError(str(path), _("it is the original; choose another name for the copy."))
    book = _opened(source)
    day = created or datetime.now().astimezone()
    _add_summary(book, plan, assumptions, evaluation, day)
    _add_functions(book, plan, assumptions, evaluation, day)
    if beside is not None:
        _add_beside(book, evaluation, beside, day)
    target = BytesIO()
    book.save(target)
    book.close()
    save_bytes(path, target.getvalue(), overwrite=overwrite)


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


def _add_summary(book: Workbook, plan: Plan, assumptions: Assumptions, evaluation: Evaluation, day: datetime) -> None:
    sheet = _new_sheet(book, _("Outsourcing plan"))
    _title(sheet, plan.title or _("Outsourcing plan"), _note(assumptions, day))
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


def _add_functions(book: Workbook, plan: Plan, assumptions: Assumptions, evaluation: Evaluation, day: datetime) -> None:
    sheet = _new_sheet(book, _("Outsourcing functions"))
    _title(sheet, _("Functions"), _note(assumptions, day))
    heads = [_("Function"), *(_heading(key) for key in FUNCTIONS)]
    for at, heading in enumerate(heads, start=1):
        _head(sheet.cell(4, at), heading)
        sheet.column_dimensions[get_column_letter(at)].width = 34 if at == 1 else 16
    names = cells_of(plan.column("function"), None)
    for row, name in enumerate(names):
        put(sheet.cell(5 + row, 1), name)
        for at, key in enumerate(FUNCTIONS, start=2):
            _result(sheet.cell(5 + row, at), evaluation, key, row)
    sheet.freeze_panes = "B5"


def _heading(key: str) -> str:
    return _HEADINGS.get(key) or MEASURES.measures[key].heading


def _head(cell: Cell | MergedCell, heading: str) -> None:
    put(cell, heading)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="1F3A5F")
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _result(cell: Cell | MergedCell, evaluation: Evaluation, key: str, row: int) -> None:
    value = evaluation.columns[key][row]
    plain = value.item() if isinstance(value, np.generic) else value
    fmt = (
        MEASURES.measures[key].format
        if key in MEASURES.measures
        else Format.SHARE
        if key == "confidence"
        else Format.TEXT
    )
    put(cell, None if plain == "" else plain, _NUMBERS.get(fmt, ""))


def _add_beside(book: Workbook, evaluation: Evaluation, beside: Beside, day: datetime) -> None:
    """Write results right of everything on the user's sheet, so that no cell of theirs is touched."""
    if beside.sheet not in book.sheetnames:
        raise InputUnreadableError(beside.sheet, _("the workbook has no such sheet."))
    sheet: Worksheet = book[beside.sheet]
    first = sheet.max_column + 2
    for at, key in enumerate(BESIDE, start=first):
        _head(
            sheet.cell(max(beside.header_row, 1), at),
            _("{heading}, plan of {day}").format(heading=_heading(key), day=f"{day:%Y-%m-%d}"),
        )
        sheet.column_dimensions[get_column_letter(at)].width = 16
        for row, target in enumerate(beside.rows):
            _result(sheet.cell(target, at), evaluation, key, row)
