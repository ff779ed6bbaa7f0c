"""What writes an export beside the window: one function for each way, progress and Cancel asked to the last byte."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Cell
from outsourcing_planner.domain.errors import ExportCancelledError
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.kit.tasks import CancelledError, Progress

if TYPE_CHECKING:
    from outsourcing_planner.io.add_to_copy import Beside

_BLANK_ROWS = 100
"""The rows of the blank template."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is written: plan, assumptions, evaluation and libraries; its title; where to; which rows (None: all).

    ``study`` is what was worked out about the portfolio, and the scenarios that the plan keeps.
    """

    frozen: tuple[Any, Any, Any, Any]
    title: str
    path: Path
    rows: tuple[RowId, ...] | None = None
    study: tuple[Any, Any] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """How it ended, as the status line tells it: where to, and a remark; no path where it was cancelled."""

    path: Path | None
    remark: str = ""

    @property
    def told(self) -> str:
        """Return it in words."""
        if self.path is None:
            return _("The export was cancelled; nothing was written.")
        return f"{_('Exported to {path}').format(path=self.path)} {self.remark}".rstrip()


Work = Callable[[Progress], Done]


def ended(work: Work, progress: Progress) -> Done:
    """Run a work that must end: a Cancel is an answer too, and a file that was written by then is told."""
    try:
        return work(progress)
    except (CancelledError, ExportCancelledError):
        return Done(None)


def _reported(progress: Progress) -> Callable[[float, str], None]:
    def told(share: float, _step: str = "") -> None:
        progress.report(share)

    return told


# The writers are loaded when they are first needed: they are a third of the program's start.
def workbook(job: Job, progress: Progress) -> Done:
    """Write the workbook."""
    writer = importlib.import_module("outsourcing_planner.io.write_workbook")
    writer.export_workbook(
        *job.frozen, job.path, overwrite=True, title=job.title, rows=job.rows, progress=_reported(progress),
        cancelled=lambda: progress.cancelled, study=_study(job),
    )  # fmt: skip
    return Done(job.path)


def _study(job: Job) -> Any:  # noqa: ANN401 - a Study, which is loaded late
    """Return what was worked out about the portfolio, the scenarios compared with the plan as it is."""
    if job.study is None:
        return None
    study, scenarios = job.study
    if not scenarios:
        return study
    plan, assumptions, _evaluation, libraries = job.frozen
    kept = importlib.import_module("outsourcing_planner.session.scenarios")
    compare = importlib.import_module("outsourcing_planner.engine.portfolio.scenarios").compare
    differing = [kept.against(one, plan, assumptions) for one in scenarios]
    return replace(study, comparison=compare(plan, assumptions, libraries, differing))


def report(job: Job, progress: Progress) -> Done:
    """Write the business case."""
    writer = importlib.import_module("outsourcing_planner.io.report_pdf")
    writer.export_report(
        *job.frozen, job.path, overwrite=True, rows=job.rows, title=job.title, progress=_reported(progress)
    )
    return Done(job.path)


def csv(job: Job, progress: Progress) -> Done:
    """Write the rows as CSV; the remark says how many texts the guard against formulas changed."""
    writer = importlib.import_module("outsourcing_planner.io.write_rows")
    plan, _assumptions, evaluation, _libraries = job.frozen
    writer.export_csv(plan, evaluation, job.path, overwrite=True, rows=job.rows, progress=_reported(progress))
    guarded = writer.changed_by_guard(plan, evaluation, job.rows)
    text = ngettext(
        "{n} text that a spreadsheet would take for a formula begins with an apostrophe now.",
        "{n} texts that a spreadsheet would take for formulas begin with an apostrophe now.", guarded,
    )  # fmt: skip
    return Done(job.path, text.format(n=guarded) if guarded else "")


def json(job: Job, progress: Progress) -> Done:
    """Write the rows and totals as JSON."""
    writer = importlib.import_module("outsourcing_planner.io.write_rows")
    plan, _assumptions, evaluation, _libraries = job.frozen
    writer.export_json(plan, evaluation, job.path, overwrite=True, rows=job.rows, progress=_reported(progress))
    return Done(job.path)


def copy(source: Path, beside: "Beside | None", job: Job, progress: Progress) -> Done:
    """Write a copy of a workbook with the plan in it."""
    copier = importlib.import_module("outsourcing_planner.io.add_to_copy")
    plan, assumptions, evaluation, _libraries = job.frozen
    copier.add_to_copy(
        source, job.path, plan, assumptions, evaluation, beside=beside, overwrite=True, rows=job.rows,
        progress=_reported(progress), cancelled=lambda: progress.cancelled,
    )  # fmt: skip
    return Done(job.path)


def template(libraries: Libraries, path: Path, progress: Progress) -> Done:
    """Write a workbook of blank rows under an example: headings, lists of choices, formulas that wait."""
    blank = (None,) * _BLANK_ROWS
    example: dict[str, Cell] = {
        "function": _("Payroll (an example: type over it)"),
        "department": _("People"),
        "fte": 4.0,
    }
    plan, assumptions = Plan.from_columns({key: (cell, *blank) for key, cell in example.items()}), Assumptions()
    return workbook(Job((plan, assumptions, evaluate(plan, assumptions, libraries), libraries), "", path), progress)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to export: the kind of file, its ending, and what writes it."""

    kind: Kind
    ending: str
    write: Callable[[Job, Progress], Done]


WORKBOOK = Way(Kind.WORKBOOK, ".xlsx", workbook)
REPORT = Way(Kind.REPORT, ".pdf", report)
CSV = Way(Kind.CSV, ".csv", csv)
JSON = Way(Kind.JSON, ".json", json)
