"""Reasons behind a classification, as values that the panel draws."""

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.advice import classified
from outsourcing_planner.engine.classify.explain import explain
from outsourcing_planner.engine.classify.explanation import Explanation
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers


def explanation(document: Document, row: RowId) -> Explanation:
    """Return why a row has its label."""
    libraries = document.libraries
    inference, advice = classified(document.plan.subset([row]), document.assumptions, libraries)
    return explain(advice, inference, 0, libraries.scheme, libraries.model)


def evidence_lines(found: Explanation) -> list[tuple[str, float, float]]:
    """Return the known functions that the words resemble: name, similarity, probability of KPO; the nearest three."""
    return [(one.name, one.similarity, one.p_kpo) for one in found.evidence[:3]]


def for_key(document: Document, row: RowId, key: str) -> str:
    """Return the reason for a value of the classification, which is no formula; empty for others."""
    if key not in {"label", "kind", "decision_effective", "confidence", "close_call"}:
        return ""
    knowledge = numbers.as_number(document.evaluation.value(row, "knowledge"))
    if knowledge is None:
        return ""
    cut = document.libraries.scheme.kind_cut
    text = _("Knowledge {score} is below the cut of {cut}: BPO.")
    if knowledge >= cut:
        text = _("Knowledge {score} is at or above the cut of {cut}: KPO.")
    return text.format(score=numbers.number(knowledge, 1), cut=numbers.number(cut))
