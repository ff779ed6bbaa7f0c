"""Headings and units by key, as a person reads them: fields, measures and assumptions in one place."""

from outsourcing_planner.domain.assumptions import SPECS
from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit.words import mark

_ADVICE = {
    "label": mark("Class"), "kind": mark("Kind of work"), "confidence": mark("Confidence"),
    "close_call": mark("Close call"), "gate": mark("Gate"), "flags": mark("Advice"), "status": mark("Status"),
    "knowledge": mark("Knowledge"), "fit": mark("Fit"), "size": mark("Size"),
}  # fmt: skip


def heading_of(key: str) -> str:
    """Return the heading of a field, computed column or assumption; the key itself where it is none."""
    if key in _ADVICE:
        return _(_ADVICE[key])
    known = BY_KEY.get(key) or MEASURES.measures.get(key) or SPECS.get(key)
    return _(known.heading) if known else key


def unit_of(key: str) -> str:
    """Return the unit of a field, computed column or assumption; empty where it has none."""
    known = BY_KEY.get(key) or MEASURES.measures.get(key) or SPECS.get(key)
    return _(known.unit) if known and known.unit else ""


def help_of(key: str) -> str:
    """Return what a field or computed column means, in a sentence."""
    known = BY_KEY.get(key) or MEASURES.measures.get(key)
    return _(known.help) if known and known.help and not known.help.startswith("partial(") else ""
