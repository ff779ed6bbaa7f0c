"""A plan's own weights, cut-offs and gates: what it changes of the shipped scheme (model.md §2)."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from outsourcing_planner.engine.classify.scheme import Scheme, SchemeError
from outsourcing_planner.text import _

WEIGHTS: Final = ("knowledge_weights", "fit_weights")


def scheme_with(shipped: Scheme, changes: object) -> Scheme:
    """Return the scheme with a plan's changes, checked as a whole.

    ``changes`` is a JSON object: settings by name (also inside tables, as in the shipped file), and the two tables of
    weights with those weights that differ. Raises SchemeError, whose text says what to mend.
    """
    if not isinstance(changes, Mapping):
        raise SchemeError(_("The classification scheme of the plan must be a table of settings."))
    return Scheme.from_mapping(_merged(as_mapping(shipped), changes))


def as_mapping(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as the values that ``Scheme.from_mapping`` reads, such as an editor shows; JSON throughout."""
    found = {field.name: getattr(scheme, field.name) for field in fields(scheme)}
    return {**found, **{name: dict(found[name]) for name in WEIGHTS}, "size_steps": list(scheme.size_steps)}


def changes_between(shipped: Scheme, scheme: Scheme) -> dict[str, Any]:
    """Return the smallest object that ``scheme_with`` turns into ``scheme``; empty where nothing differs."""
    old, new = as_mapping(shipped), as_mapping(scheme)
    found = {name: value for name, value in new.items() if value != old[name]}
    for name in WEIGHTS:
        if name in found:
            found[name] = {key: weight for key, weight in new[name].items() if weight != old[name][key]}
    return found


def rebalanced(weights: Mapping[str, float], key: str, weight: float) -> dict[str, float]:
    """Return weights with one of them set and the others scaled so that all sum to 100.

    ``w' = w · (100 − weight) / (100 − old)``; where the others were all 0 they share the rest equally. Raises
    SchemeError for a weight outside 0–100.
    """
    if not 0.0 <= weight <= 100.0:
        raise SchemeError(_("A weight lies between 0 and 100, not at {value:g}.").format(value=weight))
    others = {name: old for name, old in weights.items() if name != key}
    total = sum(others.values())
    even = (100.0 - weight) / max(len(others), 1)
    scaled = {name: old * (100.0 - weight) / total if total else even for name, old in others.items()}
    return {name: weight if name == key else scaled[name] for name in weights}


def scaled_to_hundred(weights: Mapping[str, float]) -> dict[str, float]:
    """Return weights in the same proportion with three decimals that sum to 100; the largest takes what is left over.

    Weights that are all 0 stay as they are.
    """
    total = sum(weights.values())
    if total <= 0.0:
        return dict(weights)
    scaled = {key: round(weight * 100.0 / total, 3) for key, weight in weights.items()}
    largest = max(scaled, key=lambda key: scaled[key])
    scaled[largest] = round(100.0 - sum(weight for key, weight in scaled.items() if key != largest), 3)
    return scaled


def _merged(whole: dict[str, Any], changes: Mapping[Any, Any]) -> dict[str, Any]:
    for name, value in changes.items():
        if name in WEIGHTS and isinstance(value, Mapping):
            whole[name] = {**whole[name], **value}
        elif isinstance(value, Mapping):
            whole = _merged(whole, value)
        else:
            whole[str(name)] = value
    return whole
