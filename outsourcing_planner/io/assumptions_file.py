"""Assumptions from a TOML file."""

import tomllib
from pathlib import Path

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import InputUnreadableError
from outsourcing_planner.text import _


def read_assumptions_file(path: Path) -> Assumptions:
    """Return the assumptions of a file; raises InputUnreadableError, or AssumptionError for a key or value in it."""
    try:
        mapping = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise InputUnreadableError(str(path), _("there is no such file")) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputUnreadableError(str(path), _("it is no TOML file ({why})").format(why=error)) from error
    return Assumptions.from_mapping(mapping)
