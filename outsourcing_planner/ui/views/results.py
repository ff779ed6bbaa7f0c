"""What panels ask of a document's results, each in one call."""

from collections.abc import Sequence

from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.engine.summary import SummaryLine, summary
from outsourcing_planner.session.document import Document


def problems(found: Sequence[Issue]) -> int:
    """Return how many issues need a look; notes are not counted."""
    return sum(issue.severity is not Severity.NOTE for issue in found)


def why_line(document: Document, row: RowId, key: str) -> str:
    """Return how a computed value of a row came about, in words with its numbers; empty for what is no formula."""
    return document.why(row, key) if key in MEASURES.measures else ""


def lines(document: Document, by: str) -> tuple[SummaryLine, ...]:
    """Return the sums by group."""
    return summary(document.plan, document.evaluation, by)


def run_rate_saving(document: Document) -> float | None:
    """Return what a year saves in today's prices once everything has moved; None where nothing is outsourced."""
    found = lines(document, "decision_effective")
    charge = sum(line.charge for line in found)
    if not charge:
        return None
    return sum(line.in_house - line.after for line in found) - document.assumptions.number("governance_share") * charge
