"""``self-test``: the main job on the shipped sample, in the program as it is installed or packaged here."""

import tempfile
from pathlib import Path

import typer

from outsourcing_planner.text import _


def run_self_test() -> None:
    """Import the sample, cost it, write the workbook, read it back, and say so."""
    from outsourcing_planner.assets import resource
    from outsourcing_planner.domain.assumptions import Assumptions
    from outsourcing_planner.domain.errors import PlannerError
    from outsourcing_planner.engine.evaluate import evaluate
    from outsourcing_planner.io.load import load_all
    from outsourcing_planner.io.sources import read_source
    from outsourcing_planner.io.write_workbook import export_workbook

    def quiet(_share: float, _text: str) -> None:
        return None

    libraries, assumptions = load_all(), Assumptions()
    sample = read_source(resource("samples/portfolio.xlsx"), {}, quiet).plan
    evaluation = evaluate(sample, assumptions, libraries)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        export_workbook(sample, assumptions, evaluation, libraries, path)
        again = read_source(path, {}, quiet).plan
    if again.column("function") != sample.column("function") or evaluation.totals["npv"] is None:
        raise PlannerError(_("The self-test failed: the exported plan does not read back. Please install again."))
    typer.echo(
        _("Self-test passed: {count} functions imported, costed, exported and read back.").format(count=len(sample))
    )
