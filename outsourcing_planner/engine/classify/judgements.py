"""One judgement per distinct text: kind, criteria, whether it says enough, whether it joins two kinds of work."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outsourcing_planner.engine.classify.enough import plain_activity, word_share
from outsourcing_planner.engine.classify.model import ClassifierModel
from outsourcing_planner.engine.classify.parts import parts_of
from outsourcing_planner.engine.classify.readings import Doubles, chance, read
from outsourcing_planner.engine.classify.register import disputed_families
from outsourcing_planner.engine.classify.scheme import Scheme
from outsourcing_planner.engine.classify.spelling import corrected, spelled

SAME = 0.97
"""From this similarity on a name is a known function itself, and is not taken apart."""


@dataclass(frozen=True, slots=True)
class Judgements:
    """Columns over texts. ``logit`` of KPO, calibrated; ``criteria`` (n, 15) before the shift."""

    logit: Doubles
    known: NDArray[np.bool_]
    criteria: Doubles
    dispute: Doubles
    family: NDArray[np.object_]
    hybrid: NDArray[np.bool_]
    bpo_part_share: Doubles
    neighbours: NDArray[np.int64]
    similarity: Doubles

    def take(self, rows: NDArray[np.int64]) -> "Judgements":
        """The judgements at these positions."""
        return Judgements(**{column.name: getattr(self, column.name)[rows] for column in fields(self)})

    def mixed_with(self, other: "Judgements", share: float) -> "Judgements":
        """A name with its description: the one that says something, or both, the other weighing ``share``."""
        weight = np.where(self.known & other.known, share, np.where(other.known, 1.0, 0.0))
        mine = ~other.known | self.known
        columns: dict[str, Any] = {
            name: np.where(
                mine.reshape((-1, *[1] * (getattr(self, name).ndim - 1))), getattr(self, name), getattr(other, name)
            )
            for name in ("family", "bpo_part_share", "neighbours", "similarity")
        }
        for name in ("logit", "criteria", "dispute"):
            part = weight.reshape((-1, *[1] * (getattr(self, name).ndim - 1)))
            columns[name] = (1 - part) * getattr(self, name) + part * getattr(other, name)
        return Judgements(known=self.known | other.known, hybrid=self.hybrid | (other.hybrid & ~self.known), **columns)

    def coloured_by(self, department: "Judgements", share: float) -> "Judgements":
        """The same with the department's leaning mixed in, where both say something."""
        part = np.where(self.known & department.known, share, 0.0)
        columns = {column.name: getattr(self, column.name) for column in fields(self)}
        columns["logit"] = (1 - part) * self.logit + part * department.logit
        return Judgements(**columns)


def judge(texts: Sequence[str], model: ClassifierModel, scheme: Scheme) -> Judgements:
    """Judge texts as typed; each is read once, with its parts where it joins several."""
    words = model.vocabulary
    normal = spelled(texts, words)
    readings = read(normal, model)
    slope, intercept = model.calibration
    logits = slope * readings.logit + intercept
    share, similarity = word_share(normal, words), readings.similarity[:, 0]
    known = (share >= scheme.word_share_floor) & (similarity >= scheme.similarity_floor)
    known |= (share >= scheme.sure_word_share) & (similarity >= scheme.sure_similarity)
    doubtful = np.flatnonzero(~known & (share > 0) & (similarity >= scheme.plain_similarity))
    known[doubtful] = plain_activity([normal[at] for at in doubtful], words)
    family = disputed_families(normal, model.register)
    hybrid, bpo_share = _mixed(texts, known & (readings.similarity[:, 0] < SAME), model, scheme)
    return Judgements(
        logits,
        known,
        readings.criteria,
        readings.dispute,
        family,
        hybrid,
        bpo_share,
        readings.neighbours,
        readings.similarity,
    )


def _mixed(
    texts: Sequence[str], open_to_it: NDArray[np.bool_], model: ClassifierModel, scheme: Scheme
) -> tuple[NDArray[np.bool_], Doubles]:
    """Which texts join BPO and KPO, and the share of BPO among their parts (NaN where nothing is joined)."""
    words = model.vocabulary
    owners: list[int] = []
    parts: list[str] = []
    for position in map(int, np.flatnonzero(open_to_it)):
        found = parts_of(texts[position], words.abbreviations, model.known_keys, model.stop_words)
        owners += [position] * len(found)
        parts += [corrected(part, words.word_counts, words.person_names) for part in found]
    shares = np.full(len(texts), np.nan)
    if not parts:
        return np.zeros(len(texts), dtype=bool), shares
    readings = read(parts, model)
    slope, intercept = model.calibration
    p_kpo = chance(slope * readings.logit + intercept)
    says = (word_share(parts, words) >= scheme.word_share_floor) & (
        readings.similarity[:, 0] >= scheme.part_similarity_floor
    )
    bpo = _counted(owners, says & (p_kpo <= scheme.hybrid_bpo_at_most), len(texts))
    kpo = _counted(owners, says & (p_kpo >= scheme.hybrid_kpo_at_least), len(texts))
    filled = bpo + kpo > 0
    shares[filled] = bpo[filled] / (bpo + kpo)[filled]
    mixed = filled & (np.minimum(shares, 1 - shares) >= scheme.hybrid_share_at_least)
    return mixed, shares


def _counted(owners: list[int], which: NDArray[np.bool_], texts: int) -> Doubles:
    return np.bincount(np.array(owners)[which], minlength=texts).astype(np.float64)
