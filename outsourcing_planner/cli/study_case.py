"""What the commands of the portfolio share: the plan that was read, limits and rules by name, where results go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from outsourcing_planner.cli.output import dumped
from outsourcing_planner.cli.plan import check_output, in_force, progress, read_assumptions
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import OutputUnwritableError, UsageError
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.text import _

if TYPE_CHECKING:
    from outsourcing_planner.engine.portfolio.limits import Limits
    from outsourcing_planner.engine.portfolio.settings import PortfolioSettings
    from outsourcing_planner.engine.portfolio.study import Study
    from outsourcing_planner.engine.portfolio.waves import WaveRules

Asked = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A plan with everything that a study of its portfolio needs; ``sections`` are those of a plan file."""

    plan: Plan
    assumptions: Assumptions
    libraries: Libraries
    base: Evaluation
    settings: "PortfolioSettings"
    sections: Mapping[str, Any]

    @property
    def frozen(self) -> tuple[Plan, Assumptions, Libraries, Evaluation]:
        """Return what the functions of the engine take."""
        return self.plan, self.assumptions, self.libraries, self.base

    @property
    def names(self) -> dict[RowId, str]:
        """Return the function of every row."""
        cells = zip(self.plan.rows.ids, self.plan.column("function"), strict=True)
        return {row: cell if isinstance(cell, str) else _("row {row}").format(row=row) for row, cell in cells}

    @property
    def currency(self) -> str:
        """Return the plan's currency."""
        return self.assumptions.text("plan_currency")

    def row(self, name: str) -> RowId:
        """Return the row of a function by its name, or by its number; wrong usage where there is none."""
        found = [row for row, own in self.names.items() if own.casefold() == name.strip().casefold()]
        if found:
            return found[0]
        if name.strip().isdigit() and 1 <= int(name) <= len(self.plan):
            return self.plan.rows.ids[int(name) - 1]
        raise UsageError(_("There is no function {name!r} in the plan").format(name=name.strip()))

    def rows(self, names: Sequence[str]) -> frozenset[RowId]:
        """Return the rows of functions by name."""
        return frozenset(self.row(name) for name in names)


def case_of(source: Path, assumptions: Path | None) -> Case:
    """Read and cost a plan; assumptions of a TOML file go before those of the plan."""
    from outsourcing_planner.engine.evaluate import evaluate
    from outsourcing_planner.io.portfolio_settings import load_portfolio_settings
    from outsourcing_planner.io.sources import read_source

    with progress(_("Reading")) as told:
        taken = read_source(source, {}, told)
    given = read_assumptions(assumptions) if assumptions else taken.assumptions
    libraries = in_force(taken, given)
    base = evaluate(taken.plan, given, libraries)
    return Case(taken.plan, given, libraries, base, load_portfolio_settings(), taken.sections)


def limits_of(case: Case, asked: Asked) -> "Limits":
    """Return the limits that a plan file keeps, with those of the command line over them."""
    from outsourcing_planner.session.portfolio import limits_of as kept

    limits = kept(case.sections)
    years = range(1, int(case.assumptions.number("term_years")) + 1)
    budget = asked.get("budget")
    if budget is not None:
        limits = replace(limits, one_off={year: float(budget) for year in years})
    figures = {
        "fte_per_wave": "fte_per_wave", "per_country": "per_country", "per_vendor": "per_vendor",
        "retained_at_least": "retained", "retained_at_most": "retained_at_most", "risk_aversion": "risk",
    }  # fmt: skip
    given: dict[str, Any] = {key: asked[name] for key, name in figures.items() if asked.get(name) is not None}
    given |= {key: case.rows(asked[key]) for key in ("must_go", "must_stay") if asked.get(key)}
    groups = tuple(case.rows(group.split(";")) for group in asked.get("together") or ())
    shares = (("countries", "country"), ("vendors", "vendor"))
    given |= {key: _shares(asked[name], name) for key, name in shares if asked.get(name)}
    return replace(limits, **given, together=groups or limits.together)


def rules_of(case: Case, asked: Asked) -> "WaveRules":
    """Return the rules of the waves that a plan file keeps, with those of the command line over them."""
    from outsourcing_planner.session.portfolio import rules_of as kept

    keys = ("first_month", "months_apart", "fte_per_wave")
    given: dict[str, Any] = {key: asked[key] for key in keys if asked.get(key) is not None}
    after: dict[RowId, frozenset[RowId]] = {}
    for pair in asked.get("after") or ():
        later, sign, before = pair.partition("=")
        if not sign:
            raise UsageError(_('--after needs "Function=function that goes first", got {pair!r}').format(pair=pair))
        row = case.row(later)
        after[row] = after.get(row, frozenset()) | case.rows(before.split(";"))
    if after:
        given["after"] = after
    return replace(kept(case.sections), **given)


def _shares(pairs: Sequence[str], option: str) -> dict[str, float]:
    found = {}
    for pair in pairs:
        name, _sign, text = pair.rpartition("=")
        try:
            found[name.strip()] = float(text)
        except ValueError:
            name = ""
        if not name.strip():
            raise UsageError(_('--{option} needs "Name=0.4", got {pair!r}').format(option=option, pair=pair))
    return found


def check_target(source: Path, output: Path | None, *, force: bool) -> None:
    """Refuse early a file that could not be written in the end: a workbook, or JSON."""
    if output is None or output.suffix.lower() != ".json":
        if output is not None:
            check_output(source, output, force=force)
        return
    if output.exists() and source.exists() and output.samefile(source):
        raise OutputUnwritableError(str(output), _("it is the input; choose another name"))
    if output.exists() and not force:
        raise OutputUnwritableError(str(output), _("it exists and is kept; choose another name or say --force"))
    if not output.absolute().parent.is_dir():
        raise OutputUnwritableError(str(output), _("the folder does not exist; create it first"))


def hand_out(
    case: Case, study: "Study", result: Mapping[str, Any], output: Path | None, *, as_json: bool, force: bool
) -> bool:
    """Write the result where it should go; say whether it is to be printed in words."""
    if output is not None and output.suffix.lower() == ".json":
        from outsourcing_planner.io.atomic import save_bytes

        save_bytes(output, (dumped(result) + "\n").encode(), overwrite=force)
    elif output is not None:
        from outsourcing_planner.io.write_workbook import export_workbook

        with progress(_("Writing")) as told:
            export_workbook(
                case.plan, case.assumptions, case.base, case.libraries, output, overwrite=force, progress=told,
                study=study,
            )  # fmt: skip
    if as_json:
        typer.echo(dumped(result))
    return not as_json
