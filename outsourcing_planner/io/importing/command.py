"""Choices of an import as the flags of the command line, so that a window can show what it does."""

import shlex
from pathlib import Path

from outsourcing_planner.io.importing.choices import ImportChoices
from outsourcing_planner.text import plain_number


def flags_of(choices: ImportChoices) -> list[str]:
    """Return the flags that say the same as the choices."""
    flags: list[str] = []
    for flag, value in (
        ("--sheet", choices.sheet), ("--header-row", choices.header_row), ("--header-rows", choices.header_rows),
        ("--last-row", choices.last_row), ("--locale", choices.locale), ("--decimal", choices.decimal),
        ("--delimiter", choices.delimiter), ("--encoding", choices.encoding), ("--date-order", choices.date_order),
    ):  # fmt: skip
        if value is not None:
            flags += [flag, "tab" if value == "\t" else str(value)]
    for heading, key in choices.mapping.items():
        flags += ["--map", f"{heading}={key}"]
    for heading, factor in choices.factors.items():
        flags += ["--factor", f"{heading}={plain_number(factor)}"]
    for flag, rows in (("--take-row", choices.take_rows), ("--leave-row", choices.leave_rows)):
        for row in sorted(rows):
            flags += [flag, str(row)]
    flags += [] if choices.keep_extras else ["--no-extras"]
    if choices.turned is not None:
        flags += ["--turned" if choices.turned else "--not-turned"]
    flags += ["--skip-hidden"] if choices.skip_hidden else []
    flags += [] if choices.sections_as_department else ["--no-sections-as-department"]
    flags += [] if choices.own_assumptions else ["--no-own-assumptions"]
    return flags


def command_for(path: Path, output: Path, choices: ImportChoices) -> str:
    """Return the whole command that imports and costs a file as the choices say."""
    return shlex.join(["outsourcing-planner", "plan", str(path), "-o", str(output), *flags_of(choices)])
