"""From criteria to the label: two scores, a kind, gates and flags (model.md §2). Columns in, columns out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.criteria import CRITERIA, FIT, HIGHEST, INVERSE, KNOWLEDGE, LOWEST, SIZE
from outsourcing_planner.engine.classify.infer import Flags, Inference
from outsourcing_planner.engine.classify.readings import Doubles, chance
from outsourcing_planner.engine.classify.scheme import Scheme

BPO, KPO, HYBRID, RETAIN = "BPO", "KPO", "Hybrid", "Retain"
FLAGS: Final = (
    "check_before_outsourcing",
    "pilot_first",
    "provisional",
    "automate_offered",
    "fix_first",
    "move_onshore",
)
COIN_FLIP: Final = 0.525
"""A chance of the kind that is printed as 50, 51 or 52 %: nobody should act on it unwarned."""
NEUTRAL: Final = (LOWEST + HIGHEST) / 2
Objects = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class ClassifyFacts:
    """What beside the criteria bears on a label. Columns of length n; shares 0–1 or NaN, country None where blank."""

    fte: Doubles
    bpo_share: Doubles
    kpo_share: Doubles
    retained_share: Doubles
    law_forbids: Flags
    data_must_stay: Flags
    country: Objects
    home_country: str


@dataclass(frozen=True, slots=True)
class Classification:
    """Columns of length n. Scores 0–100, NaN where unknown; kind, label and gate None where there is none."""

    kind: Objects
    label: Objects
    fit: Doubles
    knowledge: Doubles
    criteria_used: dict[str, Doubles]
    inferred: dict[str, Flags]
    size_score: Doubles
    confidence: Doubles
    close_call: Flags
    flags: Objects
    gate: Objects


def classify(
    inference: Inference, typed: Mapping[str, Doubles], facts: ClassifyFacts, scheme: Scheme
) -> Classification:
    """Classify every row. ``typed``: criteria 1–5, NaN for blank; a typed value replaces the inferred one."""
    rows = len(inference.known)
    given = {key: np.asarray(typed.get(key, np.full(rows, np.nan)), dtype=np.float64) for key in CRITERIA}
    has = {key: ~np.isnan(given[key]) for key in CRITERIA}
    knows = inference.known | _any(has, KNOWLEDGE)
    fits = inference.known | _any(has, FIT)
    used = _used(inference, given, has, knows, fits)
    size = size_scores(facts.fte, scheme)
    knowledge = np.where(knows, weighted(used, scheme.knowledge_weights), np.nan)
    fit = np.where(fits, weighted({**used, SIZE: size}, scheme.fit_weights), np.nan)
    kind = _kind(knowledge, inference, has, facts, scheme)
    gate = _gate(given, facts, scheme)
    retained = _retained(fit, gate, has, scheme)
    label = kind.copy()
    label[retained] = RETAIN
    return Classification(
        kind=kind,
        label=label,
        fit=fit,
        knowledge=knowledge,
        criteria_used=used,
        inferred={key: ~has[key] & ~np.isnan(used[key]) for key in CRITERIA},
        size_score=size,
        confidence=_confidence(knowledge, inference, has, kind, scheme),
        close_call=_close_call(knowledge, inference, has, kind, scheme),
        flags=_flags(fit, knowledge, used, given, has, retained, facts, scheme),
        gate=gate,
    )


def weighted(values: Mapping[str, Doubles], weights: Mapping[str, float]) -> Doubles:
    """Σ weight·(x−1)/4 with 6 − x for the inverse criteria; 0–100."""
    span = HIGHEST - LOWEST
    total = np.zeros(len(next(iter(values.values()))))
    for key, weight in weights.items():
        total = total + weight * ((HIGHEST - values[key]) if key in INVERSE else (values[key] - LOWEST)) / span
    return np.asarray(total)


def size_scores(fte: Doubles, scheme: Scheme) -> Doubles:
    """Headcount → 1…5 by the steps of the scheme; 3 where unknown."""
    steps = np.searchsorted(np.array(scheme.size_steps), fte, side="right") + LOWEST
    return np.where(np.isnan(fte), NEUTRAL, steps)


def _any(has: Mapping[str, Flags], keys: tuple[str, ...]) -> Flags:
    return np.asarray(np.logical_or.reduce([has[key] for key in keys]))


def _used(
    inference: Inference, given: Mapping[str, Doubles], has: Mapping[str, Flags], knows: Flags, fits: Flags
) -> dict[str, Doubles]:
    """Typed, else inferred; where the words say nothing but a sibling is typed, the neutral middle."""
    used = {}
    for key in CRITERIA:
        sibling = knows if key in KNOWLEDGE else fits
        blank = np.where(inference.known, inference.criteria[key], np.where(sibling, NEUTRAL, np.nan))
        used[key] = np.where(has[key], given[key], blank)
    return used


def _inferred_share(has: Mapping[str, Flags], scheme: Scheme) -> Doubles:
    """Share of the knowledge weights that rest on inference, 0–1."""
    return np.asarray(sum((~has[key]) * scheme.knowledge_weights[key] for key in KNOWLEDGE) / 100.0)


def _kind(
    knowledge: Doubles, inference: Inference, has: Mapping[str, Flags], facts: ClassifyFacts, scheme: Scheme
) -> Objects:
    kind = np.where(knowledge < scheme.kind_cut, BPO, KPO).astype(object)
    least = scheme.hybrid_share_at_least
    split = (np.nan_to_num(facts.bpo_share) >= least) & (np.nan_to_num(facts.kpo_share) >= least)
    kind[inference.hybrid & inference.known & ~_any(has, KNOWLEDGE)] = HYBRID
    kind[np.isnan(knowledge)] = None
    kind[split] = HYBRID
    return kind


def _gate(given: Mapping[str, Doubles], facts: ClassifyFacts, scheme: Scheme) -> Objects:
    """The first gate that typed values fire: law_forbids, core, data_must_stay; None where none does."""
    core = (
        (given["strategic_value"] >= scheme.core_strategic_value)
        & (given["specificity"] >= scheme.core_specificity)
        & (given["supply"] <= scheme.core_supply_at_most)
    )
    gate = np.full(len(core), None, dtype=object)
    gate[facts.data_must_stay] = "data_must_stay"
    gate[core] = "core"
    gate[facts.law_forbids] = "law_forbids"
    return gate


def _retained(fit: Doubles, gate: Objects, has: Mapping[str, Flags], scheme: Scheme) -> Flags:
    enough = np.asarray(sum(has[key].astype(int) for key in FIT)) >= scheme.retain_needs_typed
    enough &= has["specificity"] & has["strategic_value"]
    return np.asarray((gate == "law_forbids") | (gate == "core") | (enough & (fit < scheme.retain_below)))


def _confidence(
    knowledge: Doubles, inference: Inference, has: Mapping[str, Flags], kind: Objects, scheme: Scheme
) -> Doubles:
    """Probability that the kind is right: the calibrated one of the score; less sure where blanks were never read."""
    sure = chance(np.abs(np.nan_to_num(knowledge, nan=scheme.kind_cut) - scheme.kind_cut) / scheme.logit_scale)
    read = np.where(inference.known, 1.0, 1.0 - _inferred_share(has, scheme))
    mixed = np.asarray(kind == HYBRID)
    told = np.asarray(kind != None)  # noqa: E711 - element by element
    return np.where(told, np.where(mixed, np.minimum(0.5 + (sure - 0.5) * read, 0.75), 0.5 + (sure - 0.5) * read), 0.0)


def _close_call(
    knowledge: Doubles, inference: Inference, has: Mapping[str, Flags], kind: Objects, scheme: Scheme
) -> Flags:
    """|K − cut| within the width; dispute counts as far as the score rests on inference: typed beats the name.

    A kind that is as good as even (COIN_FLIP) is a close call whatever is known of disputes.
    """
    share = _inferred_share(has, scheme)
    disputed = np.where(inference.known, inference.dispute * share, 0.0)
    width = scheme.hedge_base + scheme.hedge_slope * np.maximum(0.0, disputed - scheme.hedge_from)
    even = scheme.logit_scale * math.log(COIN_FLIP / (1 - COIN_FLIP))
    near = np.abs(knowledge - scheme.kind_cut) <= np.maximum(width, even)
    listed = inference.registered & inference.known & (share >= 0.5)
    single = np.asarray((kind == BPO) | (kind == KPO))
    return np.asarray(single & (near | listed))


def _flags(
    fit: Doubles,
    knowledge: Doubles,
    used: Mapping[str, Doubles],
    given: Mapping[str, Doubles],
    has: Mapping[str, Flags],
    retained: Flags,
    facts: ClassifyFacts,
    scheme: Scheme,
) -> Objects:
    abroad = np.asarray((facts.country != None) & (facts.country != facts.home_country))  # noqa: E711 - element by element
    raised = (
        ~retained & (fit < scheme.retain_below),
        ~retained & (fit >= scheme.retain_below) & (fit < scheme.pilot_below),
        ~np.isnan(fit) & ~_any(has, FIT),
        (used["codification"] >= scheme.automate_codification) & (knowledge < scheme.automate_knowledge_below),
        (given["codification"] <= scheme.fix_codification_at_most)
        & (given["expertise"] <= scheme.fix_expertise_at_most),
        facts.data_must_stay & abroad,
    )
    number = sum(np.asarray(flag).astype(np.int64) << bit for bit, flag in enumerate(raised))
    tuples = np.empty(2 ** len(FLAGS), dtype=object)
    for value in range(len(tuples)):
        tuples[value] = tuple(name for bit, name in enumerate(FLAGS) if value >> bit & 1)
    return np.asarray(tuples[np.asarray(number)], dtype=object)
