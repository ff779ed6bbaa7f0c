"""What panels ask of a document's results, each in one call."""

from collections.abc import Sequence

import numpy as np

from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.engine.summary import SummaryLine, concentration_line, summary
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _

ADVICE = {"label", "kind", "confidence", "close_call", "gate", "flags"}
"""Columns of the classification, which have their own words."""


def problems(found: Sequence[Issue]) -> int:
    """Return how many issues need a look; notes are not counted."""
    return sum(issue.severity is not Severity.NOTE for issue in found)


def why_line(document: Document, row: RowId, key: str) -> str:
    """Return how a computed value of a row came about, in words with its numbers; empty for what is no formula."""
    return document.why(row, key) if key in MEASURES.measures or key in ADVICE else ""


def lines(document: Document, by: str) -> tuple[SummaryLine, ...]:
    """Return the sums by group."""
    return summary(document.plan, document.evaluation, by, _decimals(document))


def _decimals(document: Document) -> int:
    return int(document.assumptions.number("money_decimals"))


def concentration_text(document: Document) -> str:
    """Return how much of the yearly charge hangs on one country and one provider; empty where nothing leaves."""
    countries, providers = (
        concentration_line(document.plan, document.evaluation, by, decimals=_decimals(document))
        for by in ("country_used", "vendor")
    )
    if not countries:
        return ""
    if not providers:  # no row names one
        return _("Of the charge, by country: {countries}.").format(countries=countries)
    return _("Of the charge, by country: {countries}. By provider: {providers}.").format(
        countries=countries, providers=providers
    )


def run_rate_saving(document: Document) -> float | None:
    """Return the sum of the run-rate saving of all costed rows; None where nothing is outsourced."""
    columns = document.evaluation.columns
    if not float(np.nansum(np.asarray(columns["charge"], dtype=float))):
        return None
    return float(np.nansum(np.asarray(columns["run_rate_saving"], dtype=float)))
