"""``plan``: import, classify, cost, export."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from outsourcing_planner.cli.output import dumped, print_summary, result_as_json, sums_as_json
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import OutputUnwritableError
from outsourcing_planner.domain.issues import Issue
from outsourcing_planner.text import _

if TYPE_CHECKING:
    from outsourcing_planner.cli.copy import Copy
    from outsourcing_planner.engine.libraries import Libraries
    from outsourcing_planner.engine.portfolio.study import Frozen, Study
    from outsourcing_planner.io.sources import Taken

Told = Callable[[float, str], None]
NOWHERE: Final[Mapping[str, Any]] = {"update": None, "add_to": None, "remove_gone": False}


def run_plan(
    source: Path, output: Path, choices: Mapping[str, Any], assumptions: Path | None, *, as_json: bool, force: bool,
    copy: "Copy | None" = None, scheme: Path | None = None, report: Path | None = None,
    into: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Read ``source``, cost it, write ``output`` (and a copy of the source), and print a summary or a JSON object."""
    from outsourcing_planner.cli.copy import check_copy, write_copy
    from outsourcing_planner.cli.import_report import import_as_json, print_import, rows_left_out
    from outsourcing_planner.cli.into_plan import into_plan
    from outsourcing_planner.engine.evaluate import evaluate
    from outsourcing_planner.engine.warnings import issues_of
    from outsourcing_planner.io.import_report import export_import_report
    from outsourcing_planner.io.sources import read_source
    from outsourcing_planner.io.write_workbook import export_workbook

    check_output(source, output, force=force)
    if copy is not None:
        check_output(source, copy.path, force=force)
        check_copy(source, output, copy)
    with progress(_("Reading")) as told:
        taken = into_plan(read_source(source, choices, told), source, **(into or NOWHERE))
    if report is not None and taken.imported:
        export_import_report(taken.imported.report, report, overwrite=force)
    given = read_assumptions(assumptions) if assumptions else taken.assumptions
    libraries = in_force(taken, given, scheme)
    evaluation = evaluate(taken.plan, given, libraries)
    issues = in_sheet_rows(issues_of(taken.plan, given, evaluation, libraries), taken.source_rows)
    left_out = rows_left_out(taken.imported) if taken.imported else ()
    every = (*taken.issues, *left_out, *_new(issues, taken.issues))
    with progress(_("Writing")) as told:
        title = title_for(taken, source)
        study = kept_study(taken.sections, (taken.plan, given, libraries, evaluation))
        export_workbook(
            taken.plan, given, evaluation, libraries, output, overwrite=force, progress=told, title=title, study=study
        )
    if copy is not None:
        with progress(_("Copying")) as told:
            write_copy(source, copy, taken, given, evaluation, force=force, told=told)
    if as_json:
        result = result_as_json(taken.plan, evaluation, every) | sums_as_json(taken.plan, given, evaluation)
        typer.echo(dumped(result | ({"import": import_as_json(taken.imported)} if taken.imported else {})))
    else:
        if taken.imported:
            print_import(taken.imported)
        print_summary(taken.plan, given, evaluation, every)
        typer.echo(_("\nWritten: {name}").format(name=output))
        if copy is not None:
            typer.echo(_("Written: {name}").format(name=copy.path))


def title_for(taken: "Taken", source: Path) -> str:
    """Return the title of a plan: its own, or the name of its file where only the name of a sheet is known."""
    is_of_sheet = taken.imported is not None and taken.plan.title == taken.imported.sheet
    return source.stem if is_of_sheet or not taken.plan.title else taken.plan.title


def kept_study(sections: Mapping[str, Any], frozen: "Frozen") -> "Study | None":
    """Return what a plan file keeps of its portfolio, scenarios and rules of the waves; None where it keeps nothing."""
    from outsourcing_planner.session import portfolio, scenarios

    if not {portfolio.SECTION, scenarios.SECTION} & set(sections):
        return None
    from outsourcing_planner.engine.portfolio.scenarios import compare
    from outsourcing_planner.engine.portfolio.study import Study
    from outsourcing_planner.engine.portfolio.what_if import sites_lost
    from outsourcing_planner.io.portfolio_settings import load_portfolio_settings

    plan, assumptions, libraries, evaluation = frozen
    known = [one for one in scenarios.scenarios_of(sections) if scenarios.is_sound(one)]
    differing = [scenarios.against(one, plan, assumptions) for one in known]
    return Study(
        dict(load_portfolio_settings().readiness), portfolio.rules_of(sections),
        comparison=compare(plan, assumptions, libraries, differing) if known else None,
        lost=sites_lost(evaluation, assumptions),
    )  # fmt: skip


def in_force(taken: "Taken", assumptions: Assumptions, scheme: Path | None = None) -> "Libraries":
    """Return the libraries with the weights and rates that a plan file keeps of its own, as the window uses them.

    Weights, cut-offs and gates of the file ``scheme`` stand in for the plan’s own; SchemeError says what to mend.
    """
    from outsourcing_planner.io.classifier_model import read_scheme_changes
    from outsourcing_planner.io.load import load_all
    from outsourcing_planner.session import own_rates, own_scheme

    if scheme is not None:
        libraries = own_scheme.libraries_with(load_all(), {own_scheme.SECTION: read_scheme_changes(scheme)})
    else:
        libraries, _refused = own_scheme.libraries_or_shipped(load_all(), taken.sections)
    return own_rates.libraries_with(libraries, taken.sections, assumptions)


def check_output(source: Path, output: Path, *, force: bool) -> None:
    """Refuse early what could not be written in the end."""
    if output.exists() and source.exists() and output.samefile(source):
        raise OutputUnwritableError(str(output), _("it is the input; choose another name"))
    if output.is_dir():
        raise OutputUnwritableError(str(output), _("it is a folder; name a file"))
    if output.exists() and not force:
        raise OutputUnwritableError(str(output), _("it exists and is kept; choose another name or say --force"))
    if output.suffix.lower() != ".xlsx":
        raise OutputUnwritableError(str(output), _("the name of a workbook ends in .xlsx"))
    if not output.absolute().parent.is_dir():
        raise OutputUnwritableError(str(output), _("the folder does not exist; create it first"))


def read_assumptions(path: Path) -> Assumptions:
    """Return the assumptions of a TOML file."""
    from outsourcing_planner.io.assumptions_file import read_assumptions_file

    return read_assumptions_file(path)


def in_sheet_rows(issues: tuple[Issue, ...], source_rows: tuple[int, ...]) -> Iterator[Issue]:
    """Yield issues with the row of the sheet instead of the row of the plan, so that people find it."""
    for issue in issues:
        known = issue.row is not None and issue.row <= len(source_rows)
        yield replace(issue, row=source_rows[issue.row - 1]) if known and issue.row is not None else issue


def _new(issues: Iterator[Issue], known: tuple[Issue, ...]) -> Iterator[Issue]:
    """Yield issues of the plan that the import has not reported already for the same cell."""
    told = {(issue.row, issue.field) for issue in known if issue.field}
    return (issue for issue in issues if not (issue.code == "invalid_value" and (issue.row, issue.field) in told))


@contextmanager
def progress(what: str) -> Iterator[Told]:
    """Show a bar on a terminal; give a function that takes the share done and what is being done."""
    if not sys.stderr.isatty():
        yield lambda _share, _text: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda share, text: bar.update(task, completed=share, description=f"{what}: {text}" if text else what)
