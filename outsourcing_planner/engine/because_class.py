"""Why a row has its class, scores and flags: what no formula says."""

from collections.abc import Callable
from functools import partial
from typing import Final

from outsourcing_planner.domain.fields import BY_KEY, CRITERIA
from outsourcing_planner.domain.labels import AUTO
from outsourcing_planner.engine.because_row import Row
from outsourcing_planner.engine.classify.explanation import Contribution, Explanation
from outsourcing_planner.engine.classify.sentences import heading, joined
from outsourcing_planner.engine.words import why
from outsourcing_planner.text import _, format_number, format_share, plain_number


def _kind(row: Row) -> str:
    return _("Kind of work: {why}").format(why=row.explanation.sentence)


def _label(row: Row) -> str:
    return " ".join(row.explanation.reasons)


def _decision(row: Row) -> str:
    decision, label = row.text("decision"), row.text("label") or _("none")
    if decision in ("", AUTO):
        return _("Decision in force {label}: the advice, as you left it to the program. {why}").format(
            label=label, why=row.explanation.sentence
        )
    reason = row.plan.column("decision_reason")[0]
    told = _("your reason: {reason}").format(reason=reason) if isinstance(reason, str) else _("no reason given")
    return _("Decision in force {decision}: you decided ({told}); the advice was {label}. {why}").format(
        decision=decision, told=told, label=label, why=row.explanation.sentence
    )


def _confidence(row: Row) -> str:
    facts = row.explanation
    if facts.kind is None:
        return _("Confidence 0%: {why}").format(why=facts.sentence)
    return _("Confidence {share}: how often the program is right about {kind} in work like this; {distance}.").format(
        share=format_share(facts.confidence), kind=facts.kind, distance=_distance(row)
    )


def _close_call(row: Row) -> str:
    facts = row.explanation
    if facts.kind is None:
        return _("Close call no: there is no class that could be close. {why}").format(why=facts.sentence)
    if facts.close_call:
        return _("Close call yes: {why}").format(why=facts.reasons[1])
    return _("Close call no: {distance}, and no source disputes this work.").format(distance=_distance(row))


def _distance(row: Row) -> str:
    away = row.explanation.knowledge_to_cut
    if away is None:
        return _("the knowledge score is unknown")
    return _("the knowledge score lies {points} points from the cut of {cut}").format(
        points=format_number(abs(away), 1), cut=plain_number(float(row.libraries.scheme.kind_cut))
    )


def _gate(row: Row) -> str:
    if row.explanation.gate:
        return _("Gate fired: {why}").format(why=_label(row))
    return _("No gate fired: neither law, nor the core of the business, nor its data, as typed, keep the work here.")


def _flags(row: Row) -> str:
    found = row.explanation
    told = found.reasons[len(found.reasons) - len(found.flags) :] if found.flags else ()
    return " ".join(told) or _("No flag raised: nothing about this row asks for a second look.")


def _score(row: Row, key: str) -> str:
    facts = row.explanation
    parts = facts.knowledge if key == "knowledge" else facts.fit
    if not parts:
        return why(row.values, key) + ". " + facts.sentence
    scheme, score = row.libraries.scheme, row.number(key)
    if key == "knowledge":
        side = (
            _("{score} is below the cut of {cut}: BPO")
            if score < scheme.kind_cut
            else _("{score} reaches the cut of {cut}: KPO")
        )
        verdict = side.format(score=format_number(score, 1), cut=plain_number(float(scheme.kind_cut)))
    else:
        verdict = _(
            "{score} points of 100 for leaving (below {low} speaks for Retain, below {high} for a pilot)"
        ).format(
            score=format_number(score, 1),
            low=plain_number(float(scheme.retain_below)),
            high=plain_number(float(scheme.pilot_below)),
        )
    return _("{verdict}. Most of it: {parts}. {formula}.").format(
        formula=why(row.values, key), verdict=verdict, parts=joined([_part(one) for one in parts[:2]])
    )


def _part(one: Contribution) -> str:
    return _("{points} of {weight} points from {what} {value}").format(
        points=format_number(one.points, 1), weight=plain_number(float(one.weight)), what=heading(one.key),
        value=plain_number(round(one.value, 1)),
    )  # fmt: skip


def _criterion(row: Row, key: str, *, used: bool) -> str:
    named, typed = BY_KEY[key].heading, row.shown(key)
    if typed:
        told = _("as typed; it replaces what the words suggest")
        return _("{named} {value}: {told}.").format(named=named, value=typed if used else _("not inferred"), told=told)
    value = row.number(f"{key}_used")
    if value != value:
        return _("{named} is blank: the words say too little to infer it; type a score, 1 to 5.").format(named=named)
    return _("{named} {value}, inferred: {evidence}.").format(
        named=named, value=format_number(value, 1), evidence=_evidence(row.explanation)
    )


def _evidence(facts: Explanation) -> str:
    if not facts.says_something:
        return _("the words say too little, so the middle stands beside what is typed")
    if not facts.evidence:
        return _("from the words of function, description and department; no known function is much alike")
    names = [f"{one.name} ({format_share(one.similarity)})" for one in facts.evidence]
    return _("from function, description and department, alike to {names}").format(names=", ".join(names))


BECAUSE: Final[dict[str, Callable[[Row], str]]] = {
    "kind": _kind, "label": _label, "decision_effective": _decision, "confidence": _confidence,
    "close_call": _close_call, "gate": _gate, "flags": _flags,
    "knowledge": lambda row: _score(row, "knowledge"), "fit": lambda row: _score(row, "fit"),
    **{f"{key}_used": partial(_criterion, key=key, used=True) for key in CRITERIA},
    **{f"{key}_inferred": partial(_criterion, key=key, used=False) for key in CRITERIA},
}  # fmt: skip
"""The reason of each column of the classification, by its key."""
