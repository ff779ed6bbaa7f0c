"""What the classifier learned: frozen arrays that ``io`` loads and the engine reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.languages import OtherLanguages
from outsourcing_planner.engine.classify.scheme import Scheme

Floats = NDArray[np.floating[Any]]
Objects = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces of words with their vectors. ``vectors`` int8 (pieces, width), ``scales`` float32 (pieces,)."""

    pieces: Mapping[str, int]
    vectors: NDArray[np.int8]
    scales: NDArray[np.float32]
    word_counts: Mapping[str, int]
    """Words of the field (functions, occupations, tasks) and how often they were met."""
    person_names: frozenset[str]
    empty_words: frozenset[str]
    """Words that name no work ("misc", "other", "total")."""
    generic_words: frozenset[str]
    """Words that say what is done but not to what ("processing", "analysis")."""
    english: frozenset[str]
    """Other words of plain English: they are no words of the field, but no gibberish either."""
    abbreviations: Mapping[str, str]
    languages: OtherLanguages


@dataclass(frozen=True, slots=True)
class KnownFunctions:
    """Functions of known kind; all of length m. ``vectors`` float32 (m, width) of length 1 each."""

    names: tuple[str, ...]
    vectors: NDArray[np.float32]
    p_kpo: NDArray[np.float32]
    weight: NDArray[np.float32]
    dispute: NDArray[np.float32]
    criteria: NDArray[np.float32]
    """(m, 15), order of ``criteria.CRITERIA``."""
    sources: tuple[str, ...]
    facts: NDArray[np.float64] = field(init=False)
    """(m, 18): what the kernel sums up, weight · (1, p_kpo, dispute, criteria)."""
    middle: NDArray[np.float64] = field(init=False)
    """(15,): the mean of the criteria, for a name that is near nothing."""

    def __post_init__(self) -> None:
        """Put together once what every look at a name needs."""
        facts = np.column_stack((np.ones_like(self.p_kpo), self.p_kpo, self.dispute, self.criteria))
        object.__setattr__(self, "facts", (facts * self.weight[:, None]).astype(np.float64))
        object.__setattr__(self, "middle", self.criteria.mean(axis=0, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Occupations:
    """Occupations of the US classification with the titles people hold; vectors of length 1."""

    soc_codes: Objects
    titles: Objects
    title_vectors: NDArray[np.float32]
    title_owner: NDArray[np.int32]
    """Position of each title's occupation; ascending."""
    work_vectors: NDArray[np.float32]
    """(occupations, width): the middle of an occupation's task statements."""


@dataclass(frozen=True, slots=True)
class ClassifierModel:
    """All that ``infer`` needs. ``direction`` float64 (2·width,): the regression on name and head."""

    vocabulary: Vocabulary
    known: KnownFunctions
    occupations: Occupations
    direction: NDArray[np.float64]
    intercept: float
    nearness: float
    """Sharpness of the similarity kernel exp(nearness·(similarity − 1))."""
    prior_weight: float
    blend: float
    """Share of the regression against the neighbours in the blended logit, 0–1."""
    calibration: tuple[float, float]
    """Slope and intercept that turn the blended logit into an honest one (out of fold)."""
    scheme: Scheme
    """The scheme that the chances were put on the scale of scores with: the shipped one, whatever a plan changes."""
    register: Mapping[frozenset[str], str]
    """Names of functions that sources dispute, as sets of stemmed words → family."""
    stop_words: frozenset[str]
    known_keys: frozenset[frozenset[str]]
    """The telling words of each known function."""
