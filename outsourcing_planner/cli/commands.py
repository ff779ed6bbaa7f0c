"""The commands and their options (typer)."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from outsourcing_planner import __version__
from outsourcing_planner.cli.portfolio_commands import register
from outsourcing_planner.domain.errors import UsageError
from outsourcing_planner.text import _

app = typer.Typer(
    help="Classify business functions as BPO or KPO, cost them, and write the plan as an Excel workbook. "
    "Without a command the window opens.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
)  # fmt: skip

Input = Annotated[Path, typer.Argument(metavar="INPUT", help="Workbook, CSV or .oplan file; - for standard input.")]
Output = Annotated[Path, typer.Option("-o", "--output", metavar="OUT.xlsx", help="The workbook to write.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]
Sheet = Annotated[str | None, typer.Option("--sheet", help="Sheet to read; guessed where it is not given.")]
HeaderRow = Annotated[
    int | None, typer.Option("--header-row", min=0, help="Row of the headings (the last, if several).")
]
HeaderRows = Annotated[int | None, typer.Option("--header-rows", min=1, max=3, help="How many rows the headings take.")]
LastRow = Annotated[int | None, typer.Option("--last-row", min=1, help="Last row of the table.")]
Maps = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar='"HEADING=FIELD"',
        help="Read a column as a field, keep it beside (=extra) or leave it out (=); repeatable.",
    ),
]  # fmt: skip
Delimiter = Annotated[str | None, typer.Option("--delimiter", help="CSV: what separates the cells.")]
Encoding = Annotated[str | None, typer.Option("--encoding", help="CSV: the character encoding.")]
Decimal = Annotated[str | None, typer.Option("--decimal", help="The decimal mark, . or ,")]
Dates = Annotated[str | None, typer.Option("--date-order", help="Order of day, month, year in dates: dmy, mdy or ymd.")]
Locale = Annotated[str | None, typer.Option("--locale", help="How numbers are written, such as de_DE.")]
SkipHidden = Annotated[bool, typer.Option("--skip-hidden", help="Leave hidden rows out.")]
Turned = Annotated[
    bool | None,
    typer.Option("--turned/--not-turned", help="Fields stand below one another and functions side by side."),
]
Factors = Annotated[
    list[str] | None,
    typer.Option("--factor", metavar='"HEADING=NUMBER"', help="Multiply a column, such as 1000 for thousands."),
]
TakeRows = Annotated[
    list[int] | None, typer.Option("--take-row", help="Take a row that would be left out; repeatable.")
]
LeaveRows = Annotated[list[int] | None, typer.Option("--leave-row", help="Leave a row out; repeatable.")]
Sections = Annotated[
    bool | None,
    typer.Option(
        "--sections-as-department/--no-sections-as-department",
        help="Take section titles between the rows as the department.",
    ),
]
OwnAssumptions = Annotated[
    bool,
    typer.Option(
        "--own-assumptions/--no-own-assumptions",
        help="Take the assumptions of a workbook that this program wrote.",
    ),
]
ReportTo = Annotated[
    Path | None,
    typer.Option("--report", metavar="REPORT.csv", help="Also write what of the sheet was left out or changed."),
]
Update = Annotated[
    Path | None, typer.Option("--update", metavar="PLAN.oplan", help="Update the functions of a plan from the sheet."),
]
AddTo = Annotated[
    Path | None, typer.Option("--add-to", metavar="PLAN.oplan", help="Add the functions to those of a plan."),
]
RemoveGone = Annotated[
    bool, typer.Option("--remove-gone", help="With --update: remove functions that the sheet no longer has."),
]
Extras = Annotated[bool, typer.Option("--extras/--no-extras", help="Keep columns that are no field.")]
Toml = Annotated[Path | None, typer.Option("--assumptions", metavar="FILE.toml", help="Own assumptions.")]
SchemeToml = Annotated[
    Path | None,
    typer.Option("--scheme", metavar="FILE.toml", help="Own weights, cut-offs and gates of the classification."),
]
CopyTo = Annotated[
    Path | None, typer.Option("--copy", metavar="COPY.xlsx", help="Also write a copy of INPUT with the plan in it.")
]
Beside = Annotated[
    bool, typer.Option("--beside/--no-beside", help="In the copy: advice, cost and saving beside your own rows.")
]
Lossy = Annotated[bool, typer.Option("--lossy", help="Copy also where macros, shapes and the like would be lost.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the output where it exists.")]


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"outsourcing-planner {__version__}")
        raise typer.Exit


@app.command(no_args_is_help=False)
def plan(
    source: Input, output: Output, sheet: Sheet = None, header_row: HeaderRow = None, header_rows: HeaderRows = None,
    last_row: LastRow = None, maps: Maps = None, delimiter: Delimiter = None, encoding: Encoding = None,
    decimal: Decimal = None, date_order: Dates = None, locale: Locale = None, skip_hidden: SkipHidden = False,
    turned: Turned = None,
    factors: Factors = None, take_rows: TakeRows = None, leave_rows: LeaveRows = None, sections: Sections = None,
    extras: Extras = True, own_assumptions: OwnAssumptions = True,
    assumptions: Toml = None, as_json: AsJson = False, force: Force = False,
    copy: CopyTo = None, beside: Beside = True, lossy: Lossy = False, scheme: SchemeToml = None,
    report: ReportTo = None, update: Update = None, add_to: AddTo = None, remove_gone: RemoveGone = False,
) -> None:  # fmt: skip
    """Read functions, classify and cost them, and write the costed workbook."""
    from outsourcing_planner.cli.copy import Copy
    from outsourcing_planner.cli.plan import run_plan

    choices = {
        "sheet": sheet, "header_row": header_row, "header_rows": header_rows, "last_row": last_row,
        "mapping": mapping_of(maps or []),
        "delimiter": "\t" if delimiter == "tab" else delimiter, "encoding": encoding, "decimal": decimal,
        "date_order": date_order, "locale": locale, "skip_hidden": skip_hidden, "turned": turned,
        "keep_extras": extras,
        "factors": factors_of(factors or []), "take_rows": frozenset(take_rows or ()),
        "leave_rows": frozenset(leave_rows or ()), "sections_as_department": sections,
        "own_assumptions": own_assumptions,
    }  # fmt: skip
    to = Copy(copy, beside, lossy) if copy is not None else None
    into = {"update": update, "add_to": add_to, "remove_gone": remove_gone}
    run_plan(
        source, output, choices, assumptions, as_json=as_json, force=force, copy=to, scheme=scheme, report=report,
        into=into,
    )  # fmt: skip


@app.command()
def classify(
    source: Annotated[str, typer.Argument(metavar="[INPUT|-]", help="A file, or - for one function a line.")] = "-",
    as_json: AsJson = False,
    scheme: SchemeToml = None,
) -> None:
    """Say for each function whether it is BPO or KPO, and why."""
    from outsourcing_planner.cli.classify import run_classify

    run_classify(source, as_json=as_json, scheme=scheme)


@app.command()
def handover(
    source: Input,
    assumptions: Toml = None,
    as_json: AsJson = False,
    scheme: SchemeToml = None,
) -> None:
    """Print the hand-over pack of every function that leaves: scope, metrics, governance, transfer, controls."""
    from outsourcing_planner.cli.handover import run_handover

    run_handover(source, assumptions, as_json=as_json, scheme=scheme)


Function = Annotated[
    str, typer.Option("--function", metavar="NAME", help="One function, by name or row number; all without it.")
]


@app.command()
def ways(source: Input, function: Function = "", assumptions: Toml = None, as_json: AsJson = False) -> None:
    """Print every way to do the work side by side: retain, BPO, KPO, Hybrid, automate, bring back."""
    from outsourcing_planner.cli.compare import run_ways

    run_ways(source, function, assumptions, as_json=as_json)


@app.command()
def quotes(
    source: Input,
    function: Function = "",
    quote: Annotated[
        list[str] | None,
        typer.Option("--quote", metavar='"PROVIDER=12.50 EUR/hour"', help="What a provider asks; repeatable."),
    ] = None,
    assumptions: Toml = None,
    as_json: AsJson = False,
) -> None:
    """Bring quotes in different units and currencies to one unit and to the total cost, the best first."""
    from outsourcing_planner.cli.compare import run_quotes

    run_quotes(source, function, quote or [], assumptions, as_json=as_json)


@app.command()
def shifts(
    places: Annotated[list[str], typer.Argument(metavar="COUNTRY...", help="Delivery countries.")],
    home: Annotated[str, typer.Option("--home", metavar="COUNTRY", help="Whose clock counts.")] = "United States",
    hours: Annotated[int, typer.Option("--hours", min=1, max=24, help="Hours of a day shift.")] = 8,
    coverage: Annotated[float, typer.Option("--coverage", min=1, max=168, help="Hours a week to be manned.")] = 168.0,
    as_json: AsJson = False,
) -> int:
    """Say which countries by their day shifts cover 24 hours, and how many crews one alone needs."""
    from outsourcing_planner.cli.compare import run_shifts

    return run_shifts(places, home, hours, coverage, as_json=as_json)


@app.command()
def fields(as_json: AsJson = False) -> None:
    """List the fields that a function can have."""
    from outsourcing_planner.cli.fields import run_fields

    run_fields(as_json=as_json)


@app.command()
def batch(
    folder: Annotated[Path, typer.Argument(metavar="INPUT_DIR", help="Folder with workbooks, tables, plan files.")],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="OUT_DIR", help="Folder of the costed workbooks.")],
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help="Processes; one per core by default.")] = None,
    scheduler: Annotated[str, typer.Option("--scheduler", metavar="ADDRESS", help="Dask scheduler to run on.")] = "",
    table: Annotated[str, typer.Option("--table", help="Combined table: xlsx or parquet.")] = "xlsx",
    assumptions: Toml = None, as_json: AsJson = False, force: Force = False,
) -> int:  # fmt: skip
    """Cost every workbook of a folder, and write one table of all."""
    from outsourcing_planner.cli.batch import run_batch

    return run_batch(
        folder, out, jobs=jobs, scheduler=scheduler, assumptions=assumptions, table=table, as_json=as_json, force=force
    )


register(app)


@app.command("self-test")
def self_test() -> None:
    """Run the main job on the shipped sample and say whether it works here."""
    from outsourcing_planner.cli.self_test import run_self_test

    run_self_test()


def factors_of(pairs: Sequence[str]) -> dict[str, float]:
    """Return ``"Their heading=1000"`` options as a mapping; a malformed one is wrong usage."""
    factors: dict[str, float] = {}
    for pair in pairs:
        heading, sign, text = pair.rpartition("=")
        try:
            factors[heading.strip()] = float(text)
        except ValueError:
            sign = ""
        if not sign or not heading.strip():
            raise UsageError(_('--factor needs "Their heading=1000", got {pair!r}').format(pair=pair))
    return factors


# typer carries click inside itself, under a name that changed between versions: BadParameter is a UsageError is this
_REFUSED: Any = typer.BadParameter.__mro__[2]


def mapping_of(pairs: Sequence[str]) -> dict[str, str]:
    """Return ``"Their heading=field"`` options as a mapping; a malformed one or an unknown field is wrong usage."""
    from outsourcing_planner.domain.fields import BY_KEY

    mapping: dict[str, str] = {}
    for pair in pairs:
        heading, sign, key = pair.rpartition("=")
        if not sign or not heading.strip():
            raise UsageError(_('--map needs "Their heading=field", got {pair!r}').format(pair=pair))
        if key.strip() not in {"", "extra", *BY_KEY}:
            raise UsageError(_("--map: there is no field {key!r}; `fields` lists them").format(key=key.strip()))
        mapping[heading.strip()] = key.strip()
    return mapping


_INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; wrong usage is one line on standard error and 2."""
    from outsourcing_planner.cli import failed

    try:
        result: Any = app(list(arguments), standalone_mode=False)
    except typer.Exit as done:
        return int(done.exit_code)
    except _REFUSED as error:
        hint = _("(see outsourcing-planner {command} --help)").format(command=next(iter(arguments), ""))
        return failed(f"{error.format_message()} {hint}", 2)
    if result == _INTERRUPTED:  # typer turns Ctrl+C into this and says nothing
        raise KeyboardInterrupt
    sys.stdout.flush()
    return int(result) if isinstance(result, int) else 0
