"""What a plan keeps of its portfolio, in a section of the document: limits of the choice, rules of the waves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from outsourcing_planner.engine.portfolio.limits import Limits, LimitsError
from outsourcing_planner.engine.portfolio.waves import WaveRules, WavesError
from outsourcing_planner.session.edits import SetSection
from outsourcing_planner.text import _

SECTION: Final = "portfolio"
_LIMITS, _WAVES = "limits", "waves"


def limits_of(sections: Mapping[str, Any]) -> Limits:
    """Return the limits of a document; none where it has none, or this version cannot read them."""
    try:
        return Limits.from_json(_part(sections, _LIMITS))
    except LimitsError:
        return Limits()


def rules_of(sections: Mapping[str, Any]) -> WaveRules:
    """Return the rules of the waves of a document; those of a new plan where there are none to read."""
    try:
        return WaveRules.from_json(_part(sections, _WAVES))
    except WavesError:
        return WaveRules()


def edit_of_limits(sections: Mapping[str, Any], limits: Limits) -> SetSection:
    """Return the edit that keeps limits with the plan."""
    return _with(sections, _LIMITS, limits.as_json(), _("Change limits of the choice"))


def edit_of_rules(sections: Mapping[str, Any], rules: WaveRules) -> SetSection:
    """Return the edit that keeps the rules of the waves with the plan."""
    kept = rules.as_json() if rules != WaveRules() else {}
    return _with(sections, _WAVES, kept, _("Change rules of the waves"))


def edit_of_both(sections: Mapping[str, Any], limits: Limits, rules: WaveRules) -> SetSection:
    """Return the edit that keeps limits and rules with the plan."""
    first = edit_of_limits(sections, limits)
    whole = {**sections, SECTION: first.value} if first.value is not None else {}
    return replace(edit_of_rules(whole, rules), label=first.label)


def _part(sections: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    whole = sections.get(SECTION)
    part = whole.get(name) if isinstance(whole, dict) else None
    return part if isinstance(part, dict) else {}


def _with(sections: Mapping[str, Any], name: str, value: dict[str, Any], label: str) -> SetSection:
    whole = sections.get(SECTION)
    kept = {key: part for key, part in (whole if isinstance(whole, dict) else {}).items() if key != name}
    if value:
        kept[name] = value
    return SetSection(SECTION, kept or None, label)
