"""Results as JSON and as words on a terminal."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np
import typer

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.measures import MEASURES, Format
from outsourcing_planner.text import _, format_money, format_number, format_share

ADVICE: Final = ("label", "kind", "fit", "knowledge", "confidence", "close_call", "flags", "decision_effective")
_SHOWN_ISSUES: Final = 20


def dumped(value: object) -> str:
    """Return JSON on one line; NaN is a programming error, not a value."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:  # noqa: ANN401 - any cell of a result
    """Return a result as JSON can hold it; blank is None."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return None if np.isnan(value) or np.isinf(value) else value
    return None if value == "" else value


def rows_as_json(plan: Plan, evaluation: Evaluation) -> list[dict[str, Any]]:
    """Return one object per row, keyed as in model.md; ``fte`` is the headcount used."""
    keys = [
        *ADVICE,
        *(key for key, measure in MEASURES.measures.items() if measure.stored and key in evaluation.columns),
    ]
    columns = {key: [_as_kind(key, item) for item in evaluation.columns[key]] for key in dict.fromkeys(keys)}
    columns["fte"] = columns["fte_used"]
    names = [cell if isinstance(cell, str) else None for cell in plan.column("function")]
    departments = [cell if isinstance(cell, str) else None for cell in plan.column("department")]
    return [
        {"function": names[at], "department": departments[at], **{key: column[at] for key, column in columns.items()}}
        for at in range(len(plan))
    ]


def _as_kind(key: str, item: Any) -> Any:  # noqa: ANN401 - any cell of a result
    value = plain(item)
    measure = MEASURES.measures.get(key)
    return bool(value) if measure and measure.format is Format.YES_NO and value is not None else value


def sums_as_json(plan: Plan, assumptions: Assumptions, evaluation: Evaluation) -> dict[str, Any]:
    """Return the plan by group, how much hangs on one country or provider, and its cash by month and fiscal year."""
    from outsourcing_planner.engine.fiscal_years import plan_months, plan_years
    from outsourcing_planner.engine.summary import GROUPINGS, shares, summary

    decimals = int(assumptions.number("money_decimals"))
    groups = {by: [asdict(line) for line in summary(plan, evaluation, by, decimals)] for by in GROUPINGS}
    held = {}
    for by in ("country_used", "vendor"):
        hhi, parts = shares(plan, evaluation, by, decimals)
        held[by] = {"hhi": hhi, "shares": [{"group": group, "share": share} for group, share in parts]}
    return {
        "summary": groups, "concentration": held,
        "months": [asdict(month) for month in plan_months(assumptions, evaluation.cash_flow)],
        "years": [asdict(year) for year in plan_years(assumptions, evaluation.cash_flow)],
    }  # fmt: skip


def result_as_json(plan: Plan, evaluation: Evaluation, issues: Sequence[Issue]) -> dict[str, Any]:
    """Return the object that ``plan --json`` prints."""
    totals = dict(evaluation.totals)
    not_costed = int(totals.pop("functions_not_costed") or 0)
    return {
        "functions": len(plan),
        "issues": [issue.as_json() for issue in issues],
        "by_label": evaluation.by_label(),
        "functions_not_costed": not_costed,
        "rows": rows_as_json(plan, evaluation),
        "totals": totals,
    }


def print_summary(plan: Plan, assumptions: Assumptions, evaluation: Evaluation, issues: Sequence[Issue]) -> None:
    """Print what the plan says, in words."""
    totals, currency = evaluation.totals, assumptions.text("plan_currency")

    def money(key: str) -> str:
        value = totals[key]
        return _("none") if value is None else format_money(value, currency)

    labels = ", ".join(f"{count} {label}" for label, count in evaluation.by_label().items() if count)
    payback = totals["payback_months"]
    share = totals["saving_of_in_house"]
    lines = [
        (_("Functions"), f"{len(plan)} ({labels})" if labels else str(len(plan))),
        (_("In-house, a year"), money("in_house")),
        (_("Outsourced charge, a year"), money("charge")),
        (_("One-off"), money("one_off")),
        (_("NPV over {years} years").format(years=format_number(assumptions.number("term_years"))), money("npv")),
        (
            _("Payback"),
            _("never") if payback is None else _("{months} months").format(months=format_number(payback, 1)),
        ),
        (_("Saving of in-house cost"), _("none") if share is None else format_share(share, 1)),
        (_("Functions not costed"), format_number(totals["functions_not_costed"] or 0)),
    ]
    decimals = int(assumptions.number("money_decimals"))
    lines += _yearly(assumptions, evaluation) + concentration_in_words(plan, evaluation, decimals)
    for heading, value in lines:
        typer.echo(f"{heading:28} {value}")
    print_issues(issues)


def _yearly(assumptions: Assumptions, evaluation: Evaluation) -> list[tuple[str, str]]:
    """Return the cash flow by fiscal year, where the plan has a start in the calendar."""
    from outsourcing_planner.engine.fiscal_years import plan_years

    currency, years = assumptions.text("plan_currency"), plan_years(assumptions, evaluation.cash_flow)
    return [(f"{year.year} ({year.first} – {year.last})", format_money(year.cash, currency)) for year in years
            if year.first]  # fmt: skip


def concentration_in_words(plan: Plan, evaluation: Evaluation, decimals: int = 2) -> list[tuple[str, str]]:
    """Return how much hangs on one country and one provider, as heading and text; nothing where nothing leaves."""
    from outsourcing_planner.engine.summary import concentration_line

    named = ((_("Countries"), "country_used"), (_("Providers"), "vendor"))
    lines = ((heading, concentration_line(plan, evaluation, by, decimals=decimals)) for heading, by in named)
    return [(heading, text) for heading, text in lines if text]


def print_issues(issues: Sequence[Issue]) -> None:
    """Print the first issues and how many more there are."""
    ordered = [
        issue for severity in (Severity.ERROR, Severity.WARNING) for issue in issues if issue.severity is severity
    ]
    if ordered:
        typer.echo()
    for issue in ordered[:_SHOWN_ISSUES]:
        place = _("row {row}: ").format(row=issue.row) if issue.row else ""
        typer.echo(f"  {issue.severity:8} {place}{issue.message}")
    if len(ordered) > _SHOWN_ISSUES:
        typer.echo(_("  … and {count} more").format(count=len(ordered) - _SHOWN_ISSUES))
    notes = len(issues) - len(ordered)
    if notes:
        typer.echo(_("  {count} notes; all are on the sheet Issues and in --json").format(count=notes))
