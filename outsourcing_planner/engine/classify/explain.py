"""Why a row has its label: contributions, evidence, gate, distance to the cut, what would change it (model.md §2)."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from outsourcing_planner.engine.classify.criteria import CRITERIA, FIT, HIGHEST, INVERSE, KNOWLEDGE, LOWEST, SIZE
from outsourcing_planner.engine.classify.explanation import Contribution, Evidence, Explanation
from outsourcing_planner.engine.classify.flip import smallest_flip
from outsourcing_planner.engine.classify.infer import Inference
from outsourcing_planner.engine.classify.label import Classification
from outsourcing_planner.engine.classify.model import ClassifierModel
from outsourcing_planner.engine.classify.scheme import Scheme
from outsourcing_planner.engine.classify.sentences import reasons_of

_SUREST = 0.95
"""No inferred score counts as surer: only a typed one is certain."""
ALIKE = 0.5
"""Known functions less similar than this are no evidence worth showing."""


def explain(
    classification: Classification, inference: Inference, row: int, scheme: Scheme, model: ClassifierModel
) -> Explanation:
    """Explain the label of one row."""
    sure = criterion_confidence(inference, row, model)
    knowledge = _contributions(classification, row, KNOWLEDGE, scheme, sure)
    score = _number(classification.knowledge[row])
    fit = _number(classification.fit[row])
    kind = classification.kind[row]
    facts = Explanation(
        kind=kind,
        label=classification.label[row],
        knowledge=knowledge,
        fit=_contributions(classification, row, (*FIT, SIZE), scheme, sure),
        evidence=_evidence(inference, row, model),
        gate=classification.gate[row],
        knowledge_to_cut=None if score is None else score - scheme.kind_cut,
        fit_to_retain=None if fit is None else fit - scheme.retain_below,
        flip=smallest_flip({c.key: c.value for c in knowledge}, score, scheme) if score is not None else None,
        disputed_family=inference.register_family[row] if inference.known[row] else None,
        flags=tuple(classification.flags[row]),
        close_call=bool(classification.close_call[row]),
        confidence=float(classification.confidence[row]),
        says_something=bool(inference.known[row]),
        bpo_part_share=_number(inference.bpo_part_share[row]),
    )
    return replace(facts, reasons=reasons_of(facts))


def _contributions(
    classification: Classification, row: int, keys: tuple[str, ...], scheme: Scheme, sure: Mapping[str, float]
) -> tuple[Contribution, ...]:
    """One per criterion, the weightiest contribution first; none where there is no score."""
    weights = scheme.knowledge_weights if keys is KNOWLEDGE else scheme.fit_weights
    found = []
    for key in keys:
        column = classification.size_score if key == SIZE else classification.criteria_used[key]
        value = float(column[row])
        if np.isnan(value):
            return ()
        share = (HIGHEST - value if key in INVERSE else value - LOWEST) / (HIGHEST - LOWEST)
        typed = key != SIZE and not bool(classification.inferred[key][row])
        found.append(
            Contribution(key, value, weights[key] * share, weights[key], typed, 1.0 if typed else sure.get(key, 1.0))
        )
    return tuple(sorted(found, key=lambda one: -one.points))


def criterion_confidence(inference: Inference, row: int, model: ClassifierModel) -> dict[str, float]:
    """Return how sure each inferred criterion is, 0–1: the nearest similarity times the agreement of the neighbours.

    Agreement is 1 less the mean distance of their scores from their middle, as a share of half the scale.
    """
    if not inference.known[row]:
        return dict.fromkeys(CRITERIA, 0.0)
    near = np.clip(inference.similarity[row], 0.0, 1.0)
    scores = model.known.criteria[inference.neighbours[row]].astype(np.float64)
    weights = near[:, None] / max(float(near.sum()), 1e-9)
    middle = (weights * scores).sum(axis=0)
    spread = (weights * np.abs(scores - middle)).sum(axis=0) / ((HIGHEST - LOWEST) / 2)
    sure = np.minimum(near[0] * np.clip(1 - spread, 0.0, 1.0), _SUREST)
    return dict(zip(CRITERIA, sure.tolist(), strict=True))


def _evidence(inference: Inference, row: int, model: ClassifierModel) -> tuple[Evidence, ...]:
    found: dict[str, Evidence] = {}
    for at, similarity in zip(inference.neighbours[row], inference.similarity[row], strict=True):
        if inference.known[row] and similarity >= ALIKE:
            name = model.known.names[at]
            found.setdefault(
                name.casefold(),
                Evidence(name, float(min(similarity, 1.0)), float(model.known.p_kpo[at]), model.known.sources[at]),
            )
    return tuple(found.values())


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
