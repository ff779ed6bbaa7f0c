"""Weights, cut-offs and widths of the classification, as data that a plan may change (model.md §2)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, cast

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.engine.classify.criteria import FIT, KNOWLEDGE, SIZE
from outsourcing_planner.text import _

_FAR = 1e15
"""No setting is as large; NaN and infinity are not below it."""


class SchemeError(PlannerError):
    """The weights or cut-offs of a classification do not hang together."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Scheme:
    """Everything that decides a label beside the fifteen criteria. Scores are 0–100, shares 0–1, criteria 1–5."""

    knowledge_weights: Mapping[str, float]
    fit_weights: Mapping[str, float]
    kind_cut: float
    retain_below: float
    pilot_below: float
    retain_needs_typed: int
    logit_scale: float
    hedge_base: float
    hedge_slope: float
    hedge_from: float
    similarity_floor: float
    part_similarity_floor: float
    word_share_floor: float
    sure_similarity: float
    sure_word_share: float
    plain_similarity: float
    hybrid_bpo_at_most: float
    hybrid_kpo_at_least: float
    hybrid_share_at_least: float
    core_strategic_value: float
    core_specificity: float
    core_supply_at_most: float
    fix_codification_at_most: float
    fix_expertise_at_most: float
    automate_codification: float
    automate_knowledge_below: float
    size_steps: tuple[float, ...]

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "Scheme":
        """A checked scheme from nested tables as TOML gives them; raises SchemeError with what to mend."""
        flat = _flattened(mapping)
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(flat) - known):
            raise SchemeError(
                _("The classification scheme has no setting named {name}. Remove it or mend its spelling.").format(
                    name=", ".join(unknown)
                )
            )
        if missing := sorted(known - set(flat)):
            raise SchemeError(_("The classification scheme lacks {name}.").format(name=", ".join(missing)))
        scheme = cls(**cast(dict[str, Any], {name: _value(name, flat[name]) for name in known}))
        _check(scheme)
        return scheme


def _flattened(mapping: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in mapping.items():
        if key in ("knowledge_weights", "fit_weights") or not isinstance(value, Mapping):
            flat[key] = value
        else:
            flat.update(value)
    return flat


def _value(name: str, raw: object) -> object:
    if name in ("knowledge_weights", "fit_weights"):
        if not isinstance(raw, Mapping):
            raise SchemeError(_("{name} must be a table of weights.").format(name=name))
        return {key: _number(f"{name}.{key}", weight) for key, weight in raw.items()}
    if name == "size_steps":
        if not isinstance(raw, (list, tuple)):
            raise SchemeError(_("size_steps must be a list of four headcounts."))
        return tuple(_number(name, step) for step in raw)
    number = _number(name, raw)
    return int(number) if name == "retain_needs_typed" else number


def _number(name: str, raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not abs(raw) < _FAR:
        raise SchemeError(_("{name} must be a number, not {value!r}.").format(name=name, value=raw))
    return float(raw)


def _check(scheme: Scheme) -> None:
    _check_weights("knowledge_weights", scheme.knowledge_weights, KNOWLEDGE)
    _check_weights("fit_weights", scheme.fit_weights, (*FIT, SIZE))
    _check_order("retain_below", "pilot_below", 0.0, scheme.retain_below, scheme.pilot_below, 100.0)
    _check_order(
        "hybrid_bpo_at_most", "hybrid_kpo_at_least", 0.0, scheme.hybrid_bpo_at_most, scheme.hybrid_kpo_at_least, 1.0
    )
    if not 0.0 < scheme.kind_cut < 100.0:
        raise SchemeError(_("kind_cut must lie between 0 and 100, not at {value}.").format(value=scheme.kind_cut))
    if len(scheme.size_steps) != 4 or list(scheme.size_steps) != sorted(set(scheme.size_steps)):
        raise SchemeError(_("size_steps must be four headcounts, each above the one before."))
    if scheme.logit_scale <= 0.0:
        raise SchemeError(_("logit_scale must be above 0."))


def _check_weights(name: str, weights: Mapping[str, float], keys: tuple[str, ...]) -> None:
    if set(weights) != set(keys):
        odd = ", ".join(sorted(set(weights) ^ set(keys)))
        raise SchemeError(
            _("{name} must hold exactly one weight for each criterion; look at {odd}.").format(name=name, odd=odd)
        )
    if any(weight < 0.0 for weight in weights.values()):
        raise SchemeError(_("{name} must not hold a negative weight.").format(name=name))
    total = sum(weights.values())
    if abs(total - 100.0) > 1e-9:
        raise SchemeError(_("{name} must sum to 100, they sum to {total:g}.").format(name=name, total=total))


def _check_order(low_name: str, high_name: str, floor: float, low: float, high: float, ceiling: float) -> None:
    if not floor <= low < high <= ceiling:
        raise SchemeError(
            _(
                "{low_name} ({low:g}) must be below {high_name} ({high:g}), both within {floor:g} to {ceiling:g}."
            ).format(low_name=low_name, low=low, high_name=high_name, high=high, floor=floor, ceiling=ceiling)
        )
