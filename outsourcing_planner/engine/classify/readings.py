"""What one text says: its place among the known functions, and how far that goes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.criteria import CRITERIA
from outsourcing_planner.engine.classify.heads import head_of
from outsourcing_planner.engine.classify.model import ClassifierModel, Vocabulary
from outsourcing_planner.engine.classify.vectors import vectors_of

Doubles = NDArray[np.float64]
NEIGHBOURS = 3
_AT_ONCE = 256
"""Texts compared at a time: keeps the table of similarities small."""
ITSELF_FROM = 0.9
OWN_WORD = 0.7
"""How far what is known of a function itself outweighs the regression over all others."""
STRANGE, FAMILIAR, LEAST_TRUST = 0.2, 0.55, 0.35
HEAD_SHARE = 0.6
"""Length of the head's vector beside the whole name's in the regression; 0.3 to 1 did not differ."""
_DECIMALS = 9
"""Sums in another order differ in the sixteenth digit; what is rounded here does not."""
_EDGE = 0.01
"""A probability never counts as more certain than 1 − this."""


@dataclass(frozen=True, slots=True)
class Readings:
    """One entry per text. ``logit`` is blended, before calibration; neighbours (n, 3) with their similarity."""

    logit: Doubles
    criteria: Doubles
    dispute: Doubles
    neighbours: NDArray[np.int64]
    similarity: Doubles


def read(texts: Sequence[str], model: ClassifierModel) -> Readings:
    """Compare normalised texts with every known function (regression and neighbours, model.md §2)."""
    vectors = vectors_of(texts, model.vocabulary)
    line = (features(vectors, head_vectors(texts, model.vocabulary)) @ model.direction) + model.intercept
    starts = range(0, max(len(texts), 1), _AT_ONCE)
    blocks = [_read_block(vectors[at : at + _AT_ONCE], line[at : at + _AT_ONCE], model) for at in starts]
    return Readings(*(np.concatenate([block[part] for block in blocks]) for part in range(5)))


def head_vectors(texts: Sequence[str], vocabulary: Vocabulary) -> NDArray[np.float32]:
    """The vector of each normalised text's head, (n, width)."""
    return vectors_of([head_of(text) for text in texts], vocabulary)


def features(vectors: NDArray[np.float32], heads: NDArray[np.float32]) -> Doubles:
    """What the regression reads: the whole name and, beside it, its head; (n, 2·width)."""
    return np.concatenate([vectors, HEAD_SHARE * heads], axis=1, dtype=np.float64)


def _read_block(
    vectors: NDArray[np.float32], regression: Doubles, model: ClassifierModel
) -> tuple[Doubles, Doubles, Doubles, NDArray[np.int64], Doubles]:
    known = model.known
    near = vectors @ known.vectors.T
    kernel = np.multiply(near - 1, model.nearness, dtype=np.float32)
    np.exp(kernel, out=kernel)
    sums = kernel.astype(np.float64) @ known.facts
    mass = sums[:, 0] + model.prior_weight
    neighbour_logit = logit((sums[:, 1] + 0.5 * model.prior_weight) / mass)
    criteria = (sums[:, 3:] + known.middle * model.prior_weight) / mass[:, None]
    nearest, similarity = _nearest(near)
    blend = model.blend * (1 - OWN_WORD * likeness_to_itself(similarity[:, 0]))
    blended = (blend * regression + (1 - blend) * neighbour_logit) * trust_in(similarity[:, 0])
    return np.round(blended, _DECIMALS), criteria, np.round(sums[:, 2] / mass, _DECIMALS), nearest, similarity


def _nearest(near: NDArray[np.float32]) -> tuple[NDArray[np.int64], Doubles]:
    """Positions and similarities of the nearest three; overwrites them in ``near``."""
    work = near
    rows = np.arange(len(work))
    found = np.zeros((len(work), NEIGHBOURS), dtype=np.int64)
    similarity = np.zeros((len(work), NEIGHBOURS))
    for rank in range(NEIGHBOURS):
        found[:, rank] = work.argmax(axis=1)
        similarity[:, rank] = work[rows, found[:, rank]]
        work[rows, found[:, rank]] = -2
    return found, similarity


def likeness_to_itself(similarity: Doubles) -> Doubles:
    """0 for a name that only resembles known functions, up to 1 for a known function itself."""
    return np.asarray(np.clip((similarity - ITSELF_FROM) / (1 - ITSELF_FROM), 0.0, 1.0))


def trust_in(similarity: Doubles) -> Doubles:
    """1 where a known function is near; less the farther the nearest one is, so that strange words stay uncertain."""
    return np.asarray(np.clip((similarity - STRANGE) / (FAMILIAR - STRANGE), LEAST_TRUST, 1.0))


def logit(probability: Doubles) -> Doubles:
    """Log odds, kept within those of 1 % and 99 %."""
    kept = np.clip(probability, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(kept / (1 - kept)))


def chance(log_odds: Doubles) -> Doubles:
    """The probability of log odds."""
    return np.asarray(1 / (1 + np.exp(-log_odds)))


assert len(CRITERIA) == 15, "the arrays of the model hold fifteen criteria"  # noqa: S101 - guards the shipped arrays
