"""``handover``: the implementation pack of every function that leaves the house."""

from pathlib import Path

import typer

from outsourcing_planner.cli.output import dumped
from outsourcing_planner.cli.plan import in_force, read_assumptions
from outsourcing_planner.text import _


def run_handover(source: Path, assumptions: Path | None, *, as_json: bool, scheme: Path | None = None) -> None:
    """Print one pack after the other as text, or one JSON object a line."""
    from outsourcing_planner.engine.evaluate import evaluate
    from outsourcing_planner.engine.pack_rows import facts_of_plan
    from outsourcing_planner.engine.packs import pack_of
    from outsourcing_planner.io.packs import load_packs
    from outsourcing_planner.io.sources import read_source

    taken = read_source(source, {}, lambda _share, _text: None)
    given = read_assumptions(assumptions) if assumptions else taken.assumptions
    libraries = in_force(taken, given, scheme)
    facts = facts_of_plan(taken.plan, given, evaluate(taken.plan, given, libraries), libraries)
    packs = load_packs()
    for row, known in facts.items():
        pack = pack_of(known, packs)
        if as_json:
            sections = [
                {"title": part.title, "headings": list(part.headings), "rows": [list(line) for line in part.rows]}
                for part in pack.sections()
            ]
            typer.echo(dumped({"function": taken.plan.cell(row, "function"), "sections": sections}))
        else:
            typer.echo(pack.as_text() + "\n")
    if not facts and not as_json:
        typer.echo(_("No function of this plan leaves the house."))
