"""The reasons of a label in plain words."""

from collections.abc import Sequence

from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.engine.classify.criteria import SIZE
from outsourcing_planner.engine.classify.explanation import Contribution, Explanation
from outsourcing_planner.text import _, format_number, format_share, in_sentence

_GATE = {
    "law_forbids": lambda: _("the law forbids giving this work away"),
    "core": lambda: _("it is strategic, specific to the organisation, and few suppliers could do it"),
    "data_must_stay": lambda: _("its data must stay in the country"),
}
_FLAG = {
    "check_before_outsourcing": lambda: _("Its fit for outsourcing looks low: check before it leaves the house."),
    "pilot_first": lambda: _("Its fit for outsourcing is middling: try it on a part first."),
    "provisional": lambda: _("No score of fit is typed, so the advice is provisional."),
    "automate_offered": lambda: _("It is so regular that software may do it."),
    "fix_first": lambda: _(
        "It is hardly documented and needs little expertise: write the process down before moving it."
    ),
    "move_onshore": lambda: _("Its data must stay in the country: choose a provider there."),
}


def reasons_of(facts: Explanation) -> tuple[str, ...]:
    """The sentence that says it all, then one for each thing to mind."""
    found = [_sentence(facts)]
    if facts.close_call:
        found.append(_close_call(facts))
    if facts.gate == "data_must_stay":
        found.append(_("Its data must stay in the country; a blank country counts as the home country."))
    found += [_FLAG[flag]() for flag in facts.flags]
    return tuple(found)


def _sentence(facts: Explanation) -> str:
    if facts.kind is None:
        start = _("Not enough to say: the words do not tell what the work is, and no score of knowledge is typed")
        return start + (
            _("; retained, because {why}.").format(why=_GATE[facts.gate]()) if facts.label and facts.gate else "."
        )
    if facts.label == "Retain":
        why = _GATE[facts.gate]() if facts.gate in ("law_forbids", "core") else _low_fit(facts)
        return _("Retain: {why}; the work itself is {kind}.").format(why=why, kind=facts.kind)
    if facts.kind == "Hybrid":
        return _("Hybrid: {why}.").format(why=_mixed(facts))
    return _("{kind}: {scores}{like}{flip}.").format(
        kind=facts.kind, scores=_leading(facts), like=_like(facts), flip=_flip(facts)
    )


def heading(key: str) -> str:
    """What a person reads for a criterion, inside a sentence."""
    words = _("Headcount") if key == SIZE else _(BY_KEY[key].heading)
    return in_sentence(words)


def _leading(facts: Explanation) -> str:
    """The two weights that pull hardest towards the kind."""
    up = facts.kind == "KPO"
    pull = sorted(
        facts.knowledge, key=lambda one: -(one.points - one.weight / 2) if up else one.points - one.weight / 2
    )
    return joined([_valued(one) for one in pull[:2]])


def _valued(one: Contribution) -> str:
    return f"{heading(one.key)} {_number(one.value)}" + ("" if not one.typed else _(" (typed)"))


def _like(facts: Explanation) -> str:
    names = [one.name for one in facts.evidence if (one.p_kpo >= 0.5) == (facts.kind == "KPO")][:2]
    return _(", like {names}").format(names=joined(names)) if names else ""


def _flip(facts: Explanation) -> str:
    if facts.flip is None:
        return ""
    return _("; would be {kind} if {what} were {value}").format(
        kind=facts.flip.kind, what=joined([heading(key) for key in facts.flip.keys]), value=_number(facts.flip.value)
    )


def _number(value: float) -> str:
    return format_number(value, 0 if round(value, 1).is_integer() else 1)


def _mixed(facts: Explanation) -> str:
    if facts.bpo_part_share is None:
        return _("the shares typed hold both kinds of work")
    return _("its name joins both kinds of work, about {share} of the parts BPO").format(
        share=format_share(facts.bpo_part_share)
    )


def _low_fit(facts: Explanation) -> str:
    weakest = sorted(facts.fit, key=lambda one: one.points - one.weight)[:2]
    return _("its fit for outsourcing is low ({what})").format(what=joined([_valued(one) for one in weakest]))


def _close_call(facts: Explanation) -> str:
    if facts.disputed_family:
        return _("A close call: sources dispute {family}; look at the work itself.").format(
            family=facts.disputed_family
        )
    return _("A close call: the score lies {points} points from the cut.").format(
        points=format_number(abs(facts.knowledge_to_cut or 0.0), 1)
    )


def joined(words: Sequence[str]) -> str:
    """Words joined as a person would: "a", "a and b"."""
    return _(" and ").join(words)
