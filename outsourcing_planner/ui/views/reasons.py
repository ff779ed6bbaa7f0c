"""Reasons behind a classification, as values that the panel draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.decision import INVERSE
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a row: its score 1–5, the points it brings of the most it could, typed or inferred."""

    key: str
    score: float
    points: float
    most: float
    inferred: bool

    @property
    def share(self) -> float:
        """Return the part of its points that it brings."""
        return self.points / self.most if self.most else 0.0


def criteria(document: Document, row: RowId, keys: Sequence[str]) -> Iterator[Criterion]:
    """Yield the criteria of one score, those with the largest weight first."""
    scheme = document.libraries.scheme
    weights = {**scheme.knowledge_weights, **scheme.fit_weights}
    span = document.assumptions.number("criterion_span")
    for key in sorted(keys, key=lambda one: -weights[one]):
        score = numbers.as_number(document.evaluation.value(row, f"{key}_used"))
        if score is not None:
            steps = (1 + span - score if key in INVERSE else score - 1) / span
            inferred = document.cell(row, key) is None
            yield Criterion(key, score, steps * weights[key], weights[key], inferred)


def sentences(document: Document, row: RowId) -> list[str]:
    """Return the reasons of the advice: the gate, what to do first, what it resembles."""
    evaluation = document.evaluation
    found = [str(evaluation.value(row, key) or "") for key in ("gate", "flags") if key in evaluation.columns]
    return [told for text in found for told in _told(text)]


def _told(text: str) -> list[str]:
    words = {
        "check_before_outsourcing": _("Check before outsourcing: the fit is inferred and low."),
        "pilot_first": _("Pilot first: the fit is middling."),
        "fix_first": _("Fix first: document the process before it moves."),
        "move_onshore": _("Move onshore: the data must stay in the home country."),
        "automate_offered": _("Software could do this work: consider automating it."),
        "close_call": _("Little would make it the other kind of work."),
        "disputed": _("Sources disagree on what kind of work this is."),
    }
    return [words.get(part.strip(), part.strip()) for part in text.replace(";", ",").split(",") if part.strip()]


def for_key(document: Document, row: RowId, key: str) -> str:
    """Return the reason for a value that is no formula."""
    if key in {"label", "kind", "decision_effective", "confidence", "close_call"}:
        knowledge = numbers.as_number(document.evaluation.value(row, "knowledge"))
        if knowledge is None:
            return ""
        cut = document.libraries.scheme.kind_cut
        side = _("below") if knowledge < cut else _("at or above")
        return _("The knowledge score {score} is {side} the cut of {cut}.").format(
            score=numbers.number(knowledge), side=side, cut=numbers.number(cut)
        )
    return ""


def anchors(document: Document, key: str) -> list[tuple[str, str]]:
    """Return what 1, 3 and 5 mean for a criterion; nothing for other fields."""
    found = getattr(document.libraries.scheme, "anchors", {})
    return [(str(score), _(str(text))) for score, text in sorted(dict(found.get(key, {})).items())]
