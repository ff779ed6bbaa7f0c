"""What is known of one row's label, as values: contributions, evidence, distances (model.md §2)."""

from dataclasses import dataclass

from outsourcing_planner.engine.classify.flip import Flip


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one criterion adds to a score: its value 1–5, its points of the weight it could add, typed or inferred.

    ``confidence`` 0–1: 1 where typed; where inferred, how near the nearest known functions are and how far they agree.
    """

    key: str
    value: float
    points: float
    weight: float
    typed: bool
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A known function that the words resemble, 0–1, and the kind sources give it."""

    name: str
    similarity: float
    p_kpo: float
    source: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of one row's label. Distances are in points of the score, None where there is no score."""

    kind: str | None
    label: str | None
    knowledge: tuple[Contribution, ...]
    fit: tuple[Contribution, ...]
    evidence: tuple[Evidence, ...]
    gate: str | None
    knowledge_to_cut: float | None
    fit_to_retain: float | None
    flip: Flip | None
    disputed_family: str | None
    flags: tuple[str, ...]
    close_call: bool
    confidence: float
    says_something: bool
    bpo_part_share: float | None
    reasons: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The label and its reason in one plain sentence."""
        return self.reasons[0]
