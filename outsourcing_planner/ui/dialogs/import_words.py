"""What the import dialog says: how much comes in, what was left out, and the same as a command."""

import shlex
from pathlib import Path

from outsourcing_planner.io.importing.command import command_for
from outsourcing_planner.io.read_workbook import ImportChoices, Imported
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.dialogs.import_seen import Seen, Source
from outsourcing_planner.ui.dialogs.import_target import ADD, UPDATE
from outsourcing_planner.ui.kit import numbers


def summary(found: Imported) -> str:
    """Return how many rows and cells come in, and the sums."""
    report = found.report
    left, changed, refused = len(report.rows_left_out), report.cells_converted, len(report.refused)
    said = [ngettext("{count} row taken", "{count} rows taken", report.rows_kept)]
    counts = [report.rows_kept]
    for count, text in (
        (left, ngettext("{count} row left out", "{count} rows left out", left)),
        (changed, ngettext("{count} cell converted", "{count} cells converted", changed)),
        (refused, ngettext("{count} cell kept but not usable", "{count} cells kept but not usable", refused)),
    ):
        if count:
            said.append(text)
            counts.append(count)
    told = [text.format(count=numbers.number(count)) for text, count in zip(said, counts, strict=True)]
    sums = [f"{total.heading} {numbers.money(total.taken)}" for total in report.sums[:4]]
    return ", ".join(told) + "." + ("  " + _("Sums: {sums}").format(sums=" · ".join(sums)) if sums else "")


def rows_told(seen: Seen) -> str:
    """Return what a person should know about the sheet, in a few lines."""
    return "\n".join(seen.found.report.notes) if seen.found else ""


def command(source: Source, choices: ImportChoices, target: str, plan: Path | None) -> str:
    """Return the command that imports and costs the same; ``plan`` is the file of the open plan, where it has one."""
    stem = source.path.stem if source.path else "pasted"
    path = source.path if source.path else Path("-")
    said = command_for(path, Path(f"{stem}-plan.xlsx"), choices)
    flag = {ADD: "--add-to", UPDATE: "--update"}.get(target)
    return f"{said} {flag} {shlex.quote(str(plan or 'PLAN.oplan'))}" if flag else said
