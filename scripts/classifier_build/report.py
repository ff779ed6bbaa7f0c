"""What the build measures out of fold, by function."""

import numpy as np

from classifier_build.fit import Doubles, Examples
from classifier_build.inputs import open_rows
from outsourcing_planner.engine.classify.label import COIN_FLIP

MOST_CLEAR = 0.065
"""Share of clear functions that may be hedged out of fold; what says too little comes on top of it."""


def measured(everything: Examples, logits: Doubles, disputes: Doubles) -> dict[str, float]:
    """Accuracy of kind per function (mean over phrases), and how many are hedged by the shipped start values."""
    facts = {row["canonical_function"]: row for row in reversed(open_rows())}
    functions = np.array([k.function if k.votes else "" for k in everything.known])
    p_kpo = 1 / (1 + np.exp(-logits))
    mean = {f: p_kpo[functions == f].mean() for f in facts}
    dispute = {f: disputes[functions == f].mean() for f in facts}
    table: dict[str, float] = {}
    groups = {
        "three or more votes": lambda f: facts[f]["confidence"] == "high",
        "three or more votes, not in the literature": lambda f: (
            facts[f]["confidence"] == "high" and facts[f]["in_literature"] != "yes"
        ),
        "two votes": lambda f: facts[f]["confidence"] == "medium",
        "one vote": lambda f: facts[f]["confidence"] == "low",
    }
    for name, belongs in groups.items():
        chosen = [f for f in facts if facts[f]["gold_label"] in ("BPO", "KPO") and belongs(f)]
        right = [(mean[f] >= 0.5) == (facts[f]["gold_label"] == "KPO") for f in chosen]
        table[f"accuracy, {name} ({len(chosen)})"] = round(float(np.mean(right)), 3)
    clear = [f for f in facts if facts[f]["confidence"] in ("high", "medium") and facts[f]["gold_label"] != "AMBIGUOUS"]
    contested = [f for f in facts if facts[f]["gold_label"] == "AMBIGUOUS"]
    table |= hedging(clear, contested, mean, dispute)
    wrong = [f for f in clear if (mean[f] >= 0.5) != (facts[f]["gold_label"] == "KPO")]
    print("wrong:", ", ".join(f"{f} {mean[f]:.2f}" for f in wrong))
    return table


def hedging(
    clear: list[str], contested: list[str], mean: dict[str, float], dispute: dict[str, float]
) -> dict[str, float]:
    """The widths h0, h1, d0 that catch most contested functions while hedging at most MOST_CLEAR of the clear ones."""

    def caught(which: list[str], width: tuple[float, float, float]) -> float:
        far = np.array([abs(11 * np.log(mean[f] / (1 - mean[f]))) for f in which])
        d = np.array([dispute[f] for f in which])
        even = 11 * np.log(COIN_FLIP / (1 - COIN_FLIP))
        return float((far <= np.maximum(even, width[0] + width[1] * np.maximum(0, d - width[2]))).mean())

    tried = [(h0, h1, d0) for h0 in range(7) for h1 in range(0, 121, 10) for d0 in np.arange(0.1, 0.65, 0.05)]
    good = [w for w in tried if caught(clear, w) <= MOST_CLEAR]
    best = max(good, key=lambda w: (caught(contested, w), -caught(clear, w)))
    start = (0, 80, 0.2)
    return {
        "hedge_base": best[0],
        "hedge_slope": best[1],
        "hedge_from": round(float(best[2]), 2),
        "hedged of the contested": round(caught(contested, best), 3),
        "hedged of the clear": round(caught(clear, best), 3),
        "start values: contested": round(caught(contested, start), 3),
        "start values: clear": round(caught(clear, start), 3),
    }
