"""From advice to what is costed: the decision in force, where the work goes, and the two scores as formulas."""

from collections.abc import Callable
from functools import partial, reduce
from operator import add
from typing import Final

from outsourcing_planner.domain.fields import BY_KEY as FIELDS
from outsourcing_planner.domain.fields import CRITERIA, FIT_CRITERIA, KNOWLEDGE_CRITERIA
from outsourcing_planner.domain.labels import AUTO, BPO, HYBRID, KPO
from outsourcing_planner.engine.classify.criteria import INVERSE
from outsourcing_planner.engine.classify.scheme import Scheme
from outsourcing_planner.engine.helpers import BLANK_TEXT, Operand, either, filled, isblank, pick, when
from outsourcing_planner.engine.measures import Format, measure


def weights_as_columns(scheme: Scheme) -> dict[str, float]:
    """Return the weights, steps and cut-offs under the names that measures use."""
    named = {f"knowledge_weight_{key}": weight for key, weight in scheme.knowledge_weights.items()}
    named |= {f"fit_weight_{key}": weight for key, weight in scheme.fit_weights.items()}
    named |= {f"size_step_{number}": step for number, step in enumerate(scheme.size_steps, start=2)}
    return {**named, "kind_cut": scheme.kind_cut}


def _used(typed: Operand, inferred: Operand) -> Operand:
    """Score in force: as typed, or inferred from name, description and department."""
    return when(filled(typed), typed, inferred)


def _score(*columns: Operand, keys: tuple[str, ...]) -> Operand:
    """Σ weight · (x − 1) / 4, where 6 − x stands for x in criteria that count inversely (model.md §2)."""
    scores, weights, span = columns[: len(keys)], columns[len(keys) : -1], columns[-1]
    steps = [1 + span - x if key in INVERSE else x - 1 for key, x in zip(keys, scores, strict=True)]
    return reduce(add, (step * weight / span for step, weight in zip(steps, weights, strict=True)))


_SCORES: Final = {
    "knowledge": ("Knowledge intensity", "How far the work needs judgement and knowledge, from the weighted criteria."),
    "fit": ("Fit to leave", "How well the work suits a provider, from the weighted criteria and the size of the team."),
}
"""Heading and meaning of the two scores."""


def _register_scores() -> None:
    for key in CRITERIA:
        heading = FIELDS[key].heading
        measure(f"{heading} used", "1–5", Format.SCORE, key=f"{key}_used", parameters=(key, f"{key}_inferred"))(_used)
    for score, keys in (("knowledge", KNOWLEDGE_CRITERIA), ("fit", (*FIT_CRITERIA, "size"))):
        inputs = tuple("size_score" if key == "size" else f"{key}_used" for key in keys)
        weights = tuple(f"{score}_weight_{key}" for key in keys)
        function: Callable[..., Operand] = partial(_score, keys=keys)
        heading, function.__doc__ = _SCORES[score]
        measure(heading, "0–100", Format.SCORE, key=score, parameters=(*inputs, *weights, "criterion_span"))(function)


@measure("Decision in force", fmt=Format.TEXT)
def decision_effective(decision: Operand, label: Operand) -> Operand:
    """Your decision, or the advice where you left it to the program; it drives the cost."""
    return when(either(isblank(decision), decision == AUTO), label, decision)


@measure("Delivery country used", fmt=Format.TEXT)
def country_used(
    country: Operand, data_must_stay: Operand, home_country: Operand, kind: Operand, decision_effective: Operand,
    delivery_country_bpo: Operand, delivery_country_kpo: Operand,
) -> Operand:  # fmt: skip
    """Where the provider delivers from: as typed, home where data must stay, or the plan's country for the kind."""
    places = {BPO: delivery_country_bpo, HYBRID: delivery_country_bpo, KPO: delivery_country_kpo}
    by_kind = when(filled(kind), pick(kind, places, BLANK_TEXT), pick(decision_effective, places, BLANK_TEXT))
    return when(filled(country), country, when(data_must_stay == "yes", home_country, by_kind))


@measure("Size score", "1–5", Format.SCORE, always=True)
def size_score(
    fte_used: Operand, size_step_2: Operand, size_step_3: Operand, size_step_4: Operand, size_step_5: Operand,
    size_score_unknown: Operand,
) -> Operand:  # fmt: skip
    """Size of the team as a score: one step for each of four headcounts reached; the middle where it is unknown."""
    steps = 1 + (fte_used >= size_step_2) + (fte_used >= size_step_3)
    return when(isblank(fte_used), size_score_unknown, steps + (fte_used >= size_step_4) + (fte_used >= size_step_5))


_register_scores()
