"""The occupation that does a function's work, for an estimate of a salary that was left blank."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.model import ClassifierModel
from outsourcing_planner.engine.classify.readings import Doubles
from outsourcing_planner.engine.classify.spelling import spelled
from outsourcing_planner.engine.classify.vectors import unit, vectors_of

TITLE_SHARE = 0.55
"""Weight of the best title people hold against the middle of the occupation's tasks."""
MANAGERS, MANAGERS_LESS = "11-", 0.08
"""A function is done by its staff; their managers are named only where nothing else is nearly as near."""
NEAR_ENOUGH = 0.5
"""Below this similarity no occupation is named."""
_AT_ONCE = 1024


def match_occupations(
    functions: Sequence[Any], descriptions: Sequence[Any], model: ClassifierModel
) -> tuple[NDArray[np.object_], Doubles]:
    """SOC codes (O*NET form "43-3051.00", None where nothing is near enough) and similarities 0–1, one per row."""
    texts = [
        " ".join(str(part) for part in (name, said) if not _blank(part))
        for name, said in zip(functions, descriptions, strict=True)
    ]
    codes, distinct = pd.factorize(np.asarray(texts, dtype=object))
    found, similarity = _match_distinct([str(text) for text in distinct], model)
    named = np.full(len(found), None, dtype=object)
    near = similarity >= NEAR_ENOUGH
    named[near] = model.occupations.soc_codes[found[near]]
    return named[codes], similarity[codes]


def _blank(value: object) -> bool:
    return value is None or value != value or value == ""


def _match_distinct(texts: list[str], model: ClassifierModel) -> tuple[NDArray[np.int64], Doubles]:
    words, occupations = model.vocabulary, model.occupations
    vectors = vectors_of(spelled(texts, words), words)
    starts = np.flatnonzero(np.diff(occupations.title_owner, prepend=-1))
    less = np.array([MANAGERS_LESS * code.startswith(MANAGERS) for code in occupations.soc_codes], dtype=np.float32)
    best = np.zeros(len(texts), dtype=np.int64)
    similarity = np.zeros(len(texts))
    for at in range(0, len(texts), _AT_ONCE):
        some = unit(vectors[at : at + _AT_ONCE])
        by_title = np.maximum.reduceat(some @ occupations.title_vectors.T, starts, axis=1)
        score = TITLE_SHARE * by_title + (1 - TITLE_SHARE) * (some @ occupations.work_vectors.T) - less
        rows = slice(at, at + len(some))
        best[rows] = score.argmax(axis=1)
        similarity[rows] = score.max(axis=1)
    return best, np.clip(similarity, 0.0, 1.0)
