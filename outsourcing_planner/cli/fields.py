"""``fields``: the table of fields, for people and for programs."""

import json

import typer

from outsourcing_planner.domain.fields import FIELDS


def run_fields(*, as_json: bool) -> None:
    """Print the table of fields."""
    if as_json:
        typer.echo(json.dumps([field.as_json() for field in FIELDS], ensure_ascii=False, indent=1))
        return
    for field in FIELDS:
        unit = f" ({field.unit})" if field.unit else ""
        typer.echo(f"{field.key:18}  {field.heading}{unit}: {field.help}")
