"""Criteria of each known function: scored by hand, by its archetype, or as its nearest neighbours have them."""

import numpy as np

from classifier_build.fit import Doubles, Examples
from classifier_build.inputs import archetypes, scored_by_hand
from outsourcing_planner.engine.classify.criteria import CRITERIA

NEARNESS = 12.0


def profiles(everything: Examples) -> Doubles:
    """(n, 15). A labelled function without scores takes those of similar catalogue entries, weighted by likeness."""
    by_hand, by_archetype = scored_by_hand(), archetypes()
    found = np.zeros((len(everything.known), len(CRITERIA)))
    given = np.zeros(len(everything.known), dtype=bool)
    for at, entry in enumerate(everything.known):
        if entry.archetype:
            found[at] = [by_archetype[entry.archetype][key] for key in CRITERIA]
        elif entry.function in by_hand:
            found[at] = by_hand[entry.function]
        given[at] = bool(entry.archetype) or entry.function in by_hand
    likeness = np.exp(NEARNESS * (everything.vectors[~given] @ everything.vectors[given].T - 1))
    agree = np.abs(everything.p_kpo[~given][:, None] - everything.p_kpo[given][None, :])
    likeness *= np.exp(-3 * agree)
    found[~given] = likeness @ found[given] / likeness.sum(1, keepdims=True)
    return found
