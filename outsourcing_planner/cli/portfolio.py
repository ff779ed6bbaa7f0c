"""The commands of the portfolio: each works out some parts of a study, prints them, and writes them where asked."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from outsourcing_planner.cli import study_parts
from outsourcing_planner.cli.plan import progress
from outsourcing_planner.cli.study_case import Asked, Case, case_of, check_target, hand_out, rules_of
from outsourcing_planner.cli.study_words import PRINTERS
from outsourcing_planner.text import _

EVERYTHING: Final = ("choice", "waves", "tornado", "simulation", "concentration")
"""What ``portfolio`` works out; ``frontier`` only where a workbook is written."""


def run_parts(
    names: Sequence[str], source: Path, assumptions: Path | None, asked: Asked, output: Path | None, *, as_json: bool,
    force: bool,
) -> int:  # fmt: skip
    """Work out parts of a study by name and hand them out; the exit code is 1 where no choice keeps the limits."""
    from outsourcing_planner.engine.portfolio.changes import Watch
    from outsourcing_planner.engine.portfolio.study import Study

    check_target(source, output, force=force)
    case = case_of(source, assumptions)
    study = Study(readiness=dict(case.settings.readiness))
    result: dict[str, Any] = {}
    for name in names:
        with progress(_("Portfolio")) as told:
            part, said = getattr(study_parts, name)(case, asked, Watch(told))
        study, result = replace(study, **part), {**result, **said}
    if "waves" in names and output is not None:
        case = _in_waves(case, asked)
    if hand_out(case, study, result, output, as_json=as_json, force=force):
        for name in names:
            PRINTERS[name](result, case.currency)
    return 0 if result.get("choice", {}).get("found", True) else 1


def _in_waves(case: Case, asked: Asked) -> Case:
    """Return the plan with the waves in it, for the road map of the workbook, where that is asked for."""
    from outsourcing_planner.engine.evaluate import evaluate
    from outsourcing_planner.engine.portfolio.changes import changed
    from outsourcing_planner.engine.portfolio.waves import assign_waves, cells_of_layout

    if not asked.get("apply_waves"):
        return case
    rules = rules_of(case, asked)
    found = assign_waves(case.plan, case.assumptions, case.base, case.settings.readiness, rules)
    plan = changed(case.plan, cells_of_layout(case.plan, found))
    return replace(case, plan=plan, base=evaluate(plan, case.assumptions, case.libraries))


def run_portfolio(
    source: Path, assumptions: Path | None, asked: dict[str, Any], output: Path | None, *, as_json: bool, force: bool
) -> int:
    """Print what the portfolio says; a workbook has the frontier and the kept scenarios too."""
    names = list(EVERYTHING)
    if output is not None and output.suffix.lower() == ".xlsx":
        names.insert(1, "frontier")
    return run_parts(names, source, assumptions, asked, output, as_json=as_json, force=force)
