"""A user's own decisions as suggestions for rows that have none: never applied, always marked with their source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.infer import infer
from outsourcing_planner.engine.classify.model import ClassifierModel
from outsourcing_planner.engine.classify.readings import Doubles
from outsourcing_planner.engine.classify.scheme import Scheme
from outsourcing_planner.engine.classify.spelling import spelled
from outsourcing_planner.engine.classify.vectors import vectors_of
from outsourcing_planner.engine.classify.words import normalise
from outsourcing_planner.text import _, format_share

SIMILAR: Final = 0.8
"""From this similarity on a decision is suggested for another function."""
SAME_KIND: Final = 0.3
"""How far two functions may differ in their probability of KPO: a word such as "strategy" or "L3" parts like names."""
MOST_KEPT: Final = 50_000
"""Names whose reading is kept (some 50 MB); beyond, reading begins anew."""
_AT_ONCE: Final = 1024


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decision that the user took against the advice: the function as typed, the decision, the reason given."""

    function: str
    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a row may take over from a precedent; ``similarity`` 0–1, 1 for the same function."""

    precedent: Precedent
    similarity: float

    @property
    def sentence(self) -> str:
        """The suggestion with where it comes from."""
        told = _("You decided {decision} for {function} ({reason})").format(
            decision=self.precedent.decision, function=self.precedent.function, reason=self.precedent.reason
        )
        if self.similarity >= 1.0:
            return _("{told}; this is the same function. From your own decisions.").format(told=told)
        return _("{told}; this function is {similarity} similar. From your own decisions.").format(
            told=told, similarity=format_share(self.similarity)
        )


def key_of(function: str, model: ClassifierModel) -> str:
    """Return what makes two functions the same: their normalised words."""
    return normalise(function, model.vocabulary.abbreviations)


@dataclass(frozen=True, slots=True)
class _Own:
    """The precedents as read: vectors, chances of KPO, and the position of the last one of the same words."""

    vectors: NDArray[np.float32]
    chances: Doubles
    position: dict[str, int]


class NameReader:
    """Reads names as the classifier does, each distinct name once as long as it lives: (vectors, chances of KPO)."""

    def __init__(self, model: ClassifierModel, scheme: Scheme) -> None:
        self.model, self._scheme = model, scheme
        self._read: dict[str, tuple[NDArray[np.float32], float]] = {}
        self._own: tuple[Sequence[Precedent], _Own] | None = None

    def own(self, precedents: Sequence[Precedent]) -> "_Own":
        """Return the reading of the precedents; kept as long as the same ones are asked for."""
        if self._own is None or self._own[0] is not precedents:
            names = [precedent.function for precedent in precedents]
            at = {key_of(name, self.model): position for position, name in enumerate(names)}
            self._own = precedents, _Own(*self.read(names), at)
        return self._own[1]

    def unread(self, names: Iterable[str]) -> list[str]:
        """Return the distinct names that were not read yet."""
        return [name for name in dict.fromkeys(names) if name not in self._read]

    def read(self, names: Sequence[str]) -> tuple[NDArray[np.float32], Doubles]:
        """Return a unit vector, (n, width), and the chance of KPO, (n,) with NaN where a name says too little."""
        new = self.unread(names)
        if new:
            if len(self._read) + len(new) > MOST_KEPT:
                self._read.clear()
                new = list(dict.fromkeys(names))
            blank = [None] * len(new)
            chances = infer(new, blank, blank, self.model, self._scheme).p_kpo
            vectors = vectors_of(spelled(new, self.model.vocabulary), self.model.vocabulary)
            self._read.update(zip(new, zip(vectors, chances.tolist(), strict=True), strict=True))
        found = [self._read[name] for name in names]
        return np.array([vector for vector, _chance in found]), np.array([chance for _vector, chance in found])


def suggestions(
    functions: Sequence[Any], decided: NDArray[np.bool_], precedents: Sequence[Precedent], reader: NameReader,
    similar: float = SIMILAR,
) -> list[Suggestion | None]:  # fmt: skip
    """Return for each row what to suggest, None where nothing is, or where the row has a decision (``decided``).

    The same function comes first, then the most similar one from ``similar`` on whose kind of work is alike; of equal
    ones the last of ``precedents``.
    """
    found: list[Suggestion | None] = [None] * len(functions)
    open_rows = [row for row in map(int, np.flatnonzero(~decided)) if isinstance(functions[row], str)]
    if not precedents or not open_rows:
        return found
    codes, names = pd.factorize(np.asarray([functions[row] for row in open_rows], dtype=object))
    best, similarity = _nearest([str(name) for name in names], precedents, reader)
    for row, code in zip(open_rows, codes, strict=True):
        if similarity[code] >= similar:
            found[row] = Suggestion(precedents[best[code]], float(similarity[code]))
    return found


def _nearest(
    names: list[str], precedents: Sequence[Precedent], reader: NameReader
) -> tuple[NDArray[np.int64], Doubles]:
    """Position of the nearest precedent for each name and its similarity; 1 for the same function only."""
    own = reader.own(precedents)
    vectors, chances = reader.read(names)
    best, similarity = np.zeros(len(names), dtype=np.int64), np.zeros(len(names))
    for at in range(0, len(names), _AT_ONCE):
        rows = slice(at, at + _AT_ONCE)
        apart = np.abs(chances[rows, None] - own.chances[None, :])
        near = np.where(apart <= SAME_KIND, vectors[rows] @ own.vectors.T, 0.0)[:, ::-1]
        best[rows] = len(precedents) - 1 - near.argmax(axis=1)
        similarity[rows] = np.clip(near.max(axis=1), 0.0, 0.999)
    for row, name in enumerate(names):
        same = own.position.get(key_of(name, reader.model)) if name.strip() else None
        if same is not None:
            best[row], similarity[row] = same, 1.0
    return best, similarity
