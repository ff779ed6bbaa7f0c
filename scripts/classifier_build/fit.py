"""Fits the regression, the calibration and the hedging, always out of fold by function."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier_build.inputs import Known, modified_subjects
from outsourcing_planner.engine.classify.model import Vocabulary
from outsourcing_planner.engine.classify.readings import (
    HEAD_SHARE,
    OWN_WORD,
    features,
    head_vectors,
    likeness_to_itself,
    trust_in,
)
from outsourcing_planner.engine.classify.register import key_of
from outsourcing_planner.engine.classify.vectors import vectors_of
from outsourcing_planner.engine.classify.words import normalise

Doubles = NDArray[np.float64]
FOLDS = 10
MOST_STEPS = 30
STRENGTH = 20.0
NEARNESS = 18.0
PRIOR_WEIGHT = 0.0005
BLEND = 0.6
MODIFIER_WEIGHT = 0.2
TOO_NEAR = 0.9
"""A catalogue entry at least this similar to a held-out phrase counts as the same function and is left out."""


@dataclass(frozen=True)
class Examples:
    """Known functions with their vectors; ``weight`` of each in the regression and the neighbours."""

    known: Sequence[Known]
    keys: Sequence[frozenset[str]]
    vectors: Doubles
    heads: Doubles
    p_kpo: Doubles
    weight: Doubles

    def some(self, chosen: NDArray[np.bool_]) -> "Examples":
        """The chosen ones."""
        at = np.flatnonzero(chosen)
        return Examples(
            [self.known[i] for i in at],
            [self.keys[i] for i in at],
            self.vectors[at],
            self.heads[at],
            self.p_kpo[at],
            self.weight[at],
        )


def examples(
    known: Sequence[Known], normal: Sequence[str], vocabulary: Vocabulary, stop_words: frozenset[str]
) -> Examples:
    """Weights: a catalogue name 1; a labelled function up to 4, shared among the root of its phrases."""
    phrases = {function: sum(k.function == function for k in known) for function in {k.function for k in known}}
    weight = [1.0 if not k.votes else 2 * min(2.0, (k.votes / 3) ** 0.5) / phrases[k.function] ** 0.5 for k in known]
    return Examples(
        known,
        [key_of(text, stop_words) for text in normal],
        vectors_of(normal, vocabulary).astype(np.float64),
        head_vectors(normal, vocabulary).astype(np.float64),
        np.array([k.p_kpo for k in known]),
        np.array(weight),
    )


def moved_subjects(vocabulary: Vocabulary) -> tuple[Doubles, Doubles]:
    """Features and chances of the subjects with words that move the kind of work."""
    phrases = [(normalise(phrase, vocabulary.abbreviations), chance) for phrase, chance in modified_subjects()]
    texts = [text for text, _ in phrases]
    return features(vectors_of(texts, vocabulary), head_vectors(texts, vocabulary)), np.array([c for _, c in phrases])


def regression(train: Examples, moved: tuple[Doubles, Doubles]) -> tuple[Doubles, float]:
    """Logistic regression on name and head with soft labels; returns direction and intercept."""
    known = np.concatenate([train.vectors, HEAD_SHARE * train.heads], axis=1)
    wide, p_kpo = np.concatenate([known, moved[0]]), np.concatenate([train.p_kpo, moved[1]])
    weight = np.concatenate([train.weight, np.full(len(moved[1]), MODIFIER_WEIGHT)])
    return logistic(wide, p_kpo, weight, STRENGTH)


def logistic(vectors: Doubles, chances: Doubles, weight: Doubles, strength: float) -> tuple[Doubles, float]:
    """Newton's method for weighted soft labels with a ridge of 1/strength; the intercept goes free."""
    wide = np.column_stack([vectors, np.ones(len(vectors))])
    ridge = np.full(wide.shape[1], 1 / strength)
    ridge[-1] = 1e-9
    found = np.zeros(wide.shape[1])
    for _step in range(MOST_STEPS):
        said = 1 / (1 + np.exp(-(wide @ found)))
        slope = wide.T @ (weight * (said - chances)) + ridge * found
        curve = (wide * (weight * said * (1 - said))[:, None]).T @ wide
        step = np.linalg.solve(curve + np.diag(ridge), slope)
        found = found - step
        if np.abs(step).max() < 1e-5:
            break
    return found[:-1], float(found[-1])


def blended_logit(asked: Examples, train: Examples, line: tuple[Doubles, float]) -> tuple[Doubles, Doubles]:
    """The uncalibrated logit, and the dispute among the neighbours, as the program computes them."""
    vectors = asked.vectors
    kernel = np.exp(NEARNESS * (vectors @ train.vectors.T - 1)) * train.weight
    mass = kernel.sum(1) + PRIOR_WEIGHT
    share = np.clip((kernel @ train.p_kpo + 0.5 * PRIOR_WEIGHT) / mass, 0.01, 0.99)
    dispute = kernel @ np.array([k.dispute for k in train.known]) / mass
    nearest = (vectors @ train.vectors.T).max(1)
    blend = BLEND * (1 - OWN_WORD * likeness_to_itself(nearest))
    regressed = np.concatenate([vectors, HEAD_SHARE * asked.heads], axis=1) @ line[0] + line[1]
    said = blend * regressed + (1 - blend) * np.log(share / (1 - share))
    return said * trust_in(nearest), dispute


def without_same(everything: Examples, held_out: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which examples may be learned from: not held out, not the same words, no near twin of a held-out phrase."""
    keys = {everything.keys[i] for i in np.flatnonzero(held_out)}
    nearest = (everything.vectors @ everything.vectors[held_out].T).max(1)
    fresh = np.array([key not in keys for key in everything.keys])
    own = np.array([bool(k.votes) for k in everything.known])
    return ~held_out & fresh & (own | (nearest < TOO_NEAR))


def out_of_fold(everything: Examples, moved: tuple[Doubles, Doubles], seed: int = 0) -> tuple[Doubles, Doubles]:
    """Logit and dispute of every labelled phrase from models that never saw its function (NaN for the catalogue)."""
    names = sorted({k.function for k in everything.known if k.votes})
    fold_of = dict(zip(names, np.random.default_rng(seed).permutation(len(names)) % FOLDS, strict=True))
    folds = np.array([fold_of[k.function] if k.votes else -1 for k in everything.known])
    logits, disputes = np.full(len(folds), np.nan), np.full(len(folds), np.nan)
    for fold in range(FOLDS):
        held_out = folds == fold
        train = everything.some(without_same(everything, held_out))
        asked = everything.some(held_out)
        logits[held_out], disputes[held_out] = blended_logit(asked, train, regression(train, moved))
    return logits, disputes


def calibrated(logits: Doubles, everything: Examples) -> tuple[float, float]:
    """Slope and intercept (Platt) over functions, each phrase weighing its share of its function."""
    at = np.flatnonzero(~np.isnan(logits))
    phrases = {
        function: sum(k.function == function for k in everything.known)
        for function in {k.function for k in everything.known}
    }
    weight = np.array([1 / phrases[everything.known[i].function] for i in at])
    p_kpo = everything.p_kpo[at]
    slope, intercept = logistic(logits[at][:, None], p_kpo, weight, 100.0)
    return float(slope[0]), intercept
