"""The last pages of the report: assumptions with their sources, risks and what the plan warns of."""

from typing import Final

import numpy as np

from outsourcing_planner.domain.assumptions import SPECS, Assumptions
from outsourcing_planner.domain.issues import Severity
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.warnings import issues_of
from outsourcing_planner.io.reporting.fonts import shortened
from outsourcing_planner.io.reporting.page import BOTTOM, LEFT, MUTED, RIGHT, Page
from outsourcing_planner.io.reporting.words import setting, share
from outsourcing_planner.text import _, ngettext

MOST_ISSUES: Final = 22


def assumptions_page(assumptions: Assumptions) -> Page:
    """Return the page of assumptions with value, unit, source and grade."""
    page = Page()
    page.heading(_("Assumptions and where they come from"))
    page.paragraph(_("Grade A is official, B trade or adviser, C vendor, – ours."), 8, MUTED)
    shown = [spec for spec in SPECS.values() if not spec.constant and not spec.key.startswith("exchange_")]
    for spec in shown:
        if page.y > BOTTOM - 6:
            page.text(
                LEFT,
                page.y + 3,
                _("The others stand on the sheet Assumptions of the workbook."),
                fontsize=7.5,
                color=MUTED,
            )
            break
        entry = assumptions.entry(spec.key)
        page.text(LEFT, page.y + 3, shortened(spec.heading, 34), fontsize=7.5)
        page.text(92, page.y + 3, setting(entry.value, spec.unit), fontsize=7.5, ha="right", fontweight="bold")
        page.text(95, page.y + 3, shortened(spec.unit, 22), fontsize=7, color=MUTED)
        page.text(126, page.y + 3, shortened(entry.source, 44), fontsize=7, color=MUTED)
        page.text(RIGHT, page.y + 3, entry.grade, fontsize=7.5, ha="right")
        page.y += 4.55
    return page


def risks_page(plan: Plan, assumptions: Assumptions, evaluation: Evaluation, libraries: Libraries) -> Page:
    """Return the page of risks, open points and what the plan warns of."""
    page = Page()
    page.heading(_("Risks and open points"))
    saving = evaluation.totals["saving_of_in_house"]
    page.paragraph(
        _(
            "Sources see 15 to 30% of the whole in-house cost saved after all cost; this plan shows {saving}. "
            "Savings above that band deserve a second look at rates and at the avoidable share."
        ).format(saving=share(saving))
    )
    page.paragraph(
        _(
            "Not in the figures unless typed: leakage of savings by scope creep, a change of exchange rates, exit "
            "before the term ends. The workbook shows what each does."
        )
    )
    close = int(np.count_nonzero(evaluation.columns["close_call"]))
    if close:
        said = ngettext(
            "{close:,} function is a close call between BPO and KPO; sources dispute it.",
            "{close:,} functions are close calls between BPO and KPO; sources dispute them.",
            close,
        )
        page.paragraph(said.format(close=close))
    page.y += 3
    page.heading(_("What the plan warns of"))
    issues = [
        issue for issue in issues_of(plan, assumptions, evaluation, libraries) if issue.severity is not Severity.NOTE
    ]
    names = plan.column("function")
    for issue in sorted(issues, key=lambda issue: issue.severity is not Severity.ERROR)[:MOST_ISSUES]:
        name = str(names[issue.row - 1] or "") if issue.row else ""
        page.paragraph(f"• {shortened(name, 40)}: {issue.message}" if name else f"• {issue.message}", 8.5)
    if len(issues) > MOST_ISSUES:
        page.paragraph(
            _("… and {count:,} more, on the sheet Issues of the workbook.").format(count=len(issues) - MOST_ISSUES),
            8.5,
            MUTED,
        )
    if not issues:
        page.paragraph(_("Nothing."))
    return page
