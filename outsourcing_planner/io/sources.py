"""Whatever a plan can be read from: a plan file, a workbook, delimited text."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.issues import Issue
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.importing.own_assumptions import assumptions_of
from outsourcing_planner.io.importing.own_sections import sections_of, title_of
from outsourcing_planner.io.importing.raw import RawBook, Refused
from outsourcing_planner.io.importing.refusals import as_error
from outsourcing_planner.io.plan_file import read_plan_file
from outsourcing_planner.io.read_table import pasted
from outsourcing_planner.io.read_workbook import ImportChoices, Imported, interpret, read_sheets
from outsourcing_planner.text import _

PLAN_SUFFIX: Final = ".oplan"
STANDARD_INPUT: Final = "-"


@dataclass(frozen=True)
class Taken:
    """A plan that was read, and what the reading found; ``source_rows`` are rows of the sheet, empty for plan files.

    ``sections`` are what else a plan file keeps: own rates, own weights, scenarios.
    """

    plan: Plan
    assumptions: Assumptions = field(default_factory=Assumptions)
    issues: tuple[Issue, ...] = ()
    source_rows: tuple[int, ...] = ()
    imported: Imported | None = None
    sections: Mapping[str, Any] = field(default_factory=dict)


def read_source(path: Path, choices: Mapping[str, Any], progress: Callable[[float, str], None]) -> Taken:
    """Read a plan from any file; ``choices`` are those of ImportChoices, None where nothing was chosen."""
    if path.suffix.lower() == PLAN_SUFFIX:
        content = read_plan_file(path).content
        return Taken(content.plan, content.assumptions, sections=content.sections)
    given = {key: value for key, value in choices.items() if value is not None}
    chosen = ImportChoices(**given)
    book = _typed_in(chosen) if str(path) == STANDARD_INPUT else read_sheets(path, chosen, progress)
    imported = interpret(book, chosen)
    if not chosen.own_assumptions:
        return Taken(imported.plan, Assumptions(), imported.issues, tuple(imported.source_rows), imported)
    assumptions, refused = assumptions_of(book)
    sections, refused_too = sections_of(book, assumptions)
    plan = replace(imported.plan, title=title_of(book) or imported.plan.title)
    issues = (*imported.issues, *refused, *refused_too)
    return Taken(plan, assumptions, issues, tuple(imported.source_rows), imported, sections)


def _typed_in(choices: ImportChoices) -> RawBook:
    """Return the cells that come in through standard input, as a spreadsheet copies them or as CSV."""
    name = _("standard input")
    try:
        return pasted(sys.stdin.read(), name, choices.delimiter)
    except Refused as refused:
        raise as_error(name, refused) from refused
