"""From the words of a row to its fifteen criteria: offline, deterministic, no loop over rows (model.md §2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.criteria import CRITERIA, KNOWLEDGE
from outsourcing_planner.engine.classify.judgements import Judgements, judge
from outsourcing_planner.engine.classify.model import ClassifierModel
from outsourcing_planner.engine.classify.readings import Doubles, chance
from outsourcing_planner.engine.classify.scheme import Scheme
from outsourcing_planner.engine.classify.shift import shifted_to

Flags = NDArray[np.bool_]
DESCRIPTION_SHARE = 0.4
"""Weight of a description beside a name that also says something."""
DEPARTMENT_SHARE = 0.08
"""Little: a department tells a general name apart, but does not outweigh a word of tier or judgement."""
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Inference:
    """Columns of length n. ``criteria`` 1–5, NaN where the texts say too little; ``p_kpo`` 0–1 calibrated."""

    criteria: dict[str, Doubles]
    p_kpo: Doubles
    known: Flags
    dispute: Doubles
    registered: Flags
    register_family: NDArray[np.object_]
    hybrid: Flags
    bpo_part_share: Doubles
    """Share of BPO among the parts of a name that joins several functions; NaN where it joins none."""
    neighbours: NDArray[np.int64]
    """(n, 3): positions in ``model.known`` of the nearest known functions."""
    similarity: Doubles


def infer(
    functions: Sequence[Any],
    descriptions: Sequence[Any],
    departments: Sequence[Any],
    model: ClassifierModel,
    scheme: Scheme,
) -> Inference:
    """Infer every row; each distinct text is read once. A blank (None, NaN, "") is allowed anywhere."""
    named, names = _codes(functions)
    described, description_texts = _codes(descriptions)
    placed, department_texts = _codes(departments)
    key = (named * len(description_texts) + described) * len(department_texts) + placed
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    judged = judge(names, model, scheme).take(named[first])
    judged = judged.mixed_with(judge(description_texts, model, scheme).take(described[first]), DESCRIPTION_SHARE)
    judged = judged.coloured_by(judge(department_texts, model, scheme).take(placed[first]), DEPARTMENT_SHARE)
    return _spread(judged, _all_criteria(judged, model.scheme), inverse)


def _codes(column: Sequence[Any]) -> tuple[NDArray[np.int64], list[str]]:
    """A number for each row's text and the distinct texts; the last of them is the blank."""
    codes, values = pd.factorize(np.asarray(column, dtype=object), use_na_sentinel=True)
    texts = [str(value) for value in values] + [""]
    return np.where(codes < 0, len(texts) - 1, codes).astype(np.int64), texts


def _all_criteria(judged: Judgements, scheme: Scheme) -> Doubles:
    """(n, 15): the knowledge criteria shifted to K = cut + s·logit p, the others as the neighbours have them.

    ``scheme`` is the shipped one: a plan's own weights and cut-offs then score what was inferred like what was typed.
    """
    target = np.clip(scheme.kind_cut + scheme.logit_scale * judged.logit, 0.0, 100.0)
    count = len(KNOWLEDGE)
    criteria = judged.criteria.copy()
    criteria[:, :count] = shifted_to(target, criteria[:, :count], scheme)
    criteria = np.round(criteria, _DECIMALS)
    criteria[~judged.known] = np.nan
    return criteria


def _spread(judged: Judgements, criteria: Doubles, rows: NDArray[np.int64]) -> Inference:
    everything = judged.take(rows)
    return Inference(
        criteria={key: criteria[rows, column] for column, key in enumerate(CRITERIA)},
        p_kpo=np.where(everything.known, chance(everything.logit), np.nan),
        known=everything.known,
        dispute=everything.dispute,
        registered=everything.family != None,  # noqa: E711 - element by element
        register_family=everything.family,
        hybrid=everything.hybrid,
        bpo_part_share=everything.bpo_part_share,
        neighbours=everything.neighbours,
        similarity=everything.similarity,
    )
