"""The smallest change of scores that would turn BPO into KPO or back."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from outsourcing_planner.engine.classify.criteria import HIGHEST, KNOWLEDGE, LOWEST
from outsourcing_planner.engine.classify.scheme import Scheme

_STEP = 0.1
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Flip:
    """Set these criteria to this value and the kind turns. One criterion where one is enough, else the two heaviest."""

    keys: tuple[str, ...]
    value: float
    kind: str


def smallest_flip(values: Mapping[str, float], score: float, scheme: Scheme) -> Flip | None:
    """The criterion that needs the least change, or the two heaviest together; None where even these do not turn it.

    ``values``: the knowledge criteria in force, 1–5. A score at the cut is KPO, so the way down must go below it.
    """
    singles = [
        (abs(target - values[key]), -scheme.knowledge_weights[key], key, target)
        for key in KNOWLEDGE
        if (target := _target(values, (key,), score, scheme)) is not None
    ]
    other = "KPO" if score < scheme.kind_cut else "BPO"
    if singles:
        _change, _weight, key, target = min(singles)
        return Flip((key,), target, other)
    heaviest = tuple(sorted(KNOWLEDGE, key=lambda key: -scheme.knowledge_weights[key])[:2])
    together = _target(values, heaviest, score, scheme)
    return None if together is None else Flip(heaviest, together, other)


def _target(values: Mapping[str, float], keys: tuple[str, ...], score: float, scheme: Scheme) -> float | None:
    """The value, in steps of 0.1, to which all ``keys`` must be set; None outside 1–5."""
    span = HIGHEST - LOWEST
    weight = sum(scheme.knowledge_weights[key] for key in keys)
    if weight <= 0:
        return None
    rest = score - sum(scheme.knowledge_weights[key] * (values[key] - LOWEST) / span for key in keys)
    exact = LOWEST + (scheme.kind_cut - rest) * span / weight
    steps = exact / _STEP
    whole = math.ceil(steps - _SLACK) if score < scheme.kind_cut else math.ceil(steps - _SLACK) - 1
    target = round(whole * _STEP, 1)
    return target if LOWEST <= target <= HIGHEST else None
