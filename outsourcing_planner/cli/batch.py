"""``batch``: every workbook of a folder, costed, and one table of all."""

from dataclasses import asdict
from pathlib import Path

import typer

from outsourcing_planner.cli import failed
from outsourcing_planner.cli.output import dumped
from outsourcing_planner.cli.plan import in_force, progress, read_assumptions
from outsourcing_planner.domain.errors import OutputUnwritableError, UsageError
from outsourcing_planner.text import _, ngettext


def run_batch(
    folder: Path, out: Path, *, jobs: int | None, scheduler: str, assumptions: Path | None, table: str, as_json: bool,
    force: bool,
) -> int:  # fmt: skip
    """Cost the folder, print what failed, and return the exit code: 0, or that of the first failure."""
    from outsourcing_planner.io.batch import cost_folder
    from outsourcing_planner.io.batch_table import check_format, write_tables

    check_format(table)
    _check(folder, out, table, force=force)
    given = read_assumptions(assumptions) if assumptions else None
    with progress(_("Costing")) as told:
        result = cost_folder(
            folder, out, assumptions=given, jobs=jobs, scheduler=scheduler, force=force, progress=told,
            in_force=in_force,
        )  # fmt: skip
    written = write_tables(result.files, out, table, force=force)
    if as_json:
        files = [{key: value for key, value in asdict(found).items() if key != "rows"} for found in result.files]
        typer.echo(dumped({"files": files, "failed": len(result.failed), "tables": [str(path) for path in written]}))
    else:
        for found in result.files:
            typer.echo(f"{found.source:32} " + (found.failure or _("{n} functions → {name}").format(
                n=found.functions, name=found.output
            )))  # fmt: skip
        typer.echo(_("\nWritten: {names}").format(names=", ".join(str(path) for path in written)))
    if result.failed:
        count = len(result.failed)
        text = ngettext("{n} of {all} files was not costed", "{n} of {all} files were not costed", count)
        failed(text.format(n=count, all=len(result.files)) + ": " + ", ".join(f.source for f in result.failed), 0)
    return result.exit_code


def _check(folder: Path, out: Path, table: str, *, force: bool) -> None:
    """Refuse early what would read its own output or could not be written in the end."""
    if out.exists() and not out.is_dir():
        raise OutputUnwritableError(str(out), _("it is a file; name a folder"))
    if out.exists() and folder.exists() and out.samefile(folder):
        raise UsageError(_("The folder of the results must be another than that of the inputs"))
    first = out / ("all.xlsx" if table == "xlsx" else "all_functions.parquet")
    if first.exists() and not force:
        raise OutputUnwritableError(str(first), _("it exists and is kept; choose another folder or say --force"))
