"""What a hand-over of a function needs: scope, service levels, governance, transfer and controls, from its own figures.

The texts are a start for the contract, made from the plan; targets are left to the parties. Controls follow the scores
of data sensitivity and regulatory exposure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.text import _

HIGH: Final = 4
"""A score from which a criterion counts as high."""
MIDDLE: Final = 3

_LEVELS: Final[Mapping[str, str]] = {
    "call": "share of calls answered in time, calls given up, solved at first contact, quality of monitored calls",
    "chat": "time to first answer, solved at first contact, satisfaction after the chat",
    "email": "share answered in time, reopened cases, quality of sampled answers",
    "ticket": "time to respond and to solve by priority, backlog, reopened tickets",
    "transaction": "turnaround time, error rate, backlog at month end",
    "record": "turnaround time, accuracy of sampled records, throughput a day",
    "document": "turnaround time, right first time, rework",
    "report": "delivered on the agreed day, corrections after delivery, use by the recipients",
    "project": "milestones kept, acceptance at first delivery, days against estimate",
    "hour": "hours delivered against plan, availability of named people, quality of sampled work",
}
_BY_KIND: Final[Mapping[str, str]] = {
    "BPO": "turnaround time, accuracy of sampled work, backlog, cost per unit",
    "KPO": "milestones kept, acceptance at first delivery, continuity of named experts, review by your own experts",
    "Hybrid": "turnaround time and accuracy for the process part; acceptance and expert review for the knowledge part",
}


@dataclass(frozen=True)
class Facts:
    """What the texts are made from; figures may be None."""

    function: str
    description: str
    decision: str
    country: str
    unit: str
    volume: float | None
    fte: float | None
    coverage: float | None
    retained: float
    start: float
    charge: float | None
    transfer: float | None
    dual_months: float
    governance_share: float
    currency: str
    training: float | None
    sensitivity: float | None
    exposure: float | None
    codification: float | None


def format_number(value: float, decimals: int = 0) -> str:
    """Return a number as the English texts of this sheet show it."""
    return f"{value:,.{decimals}f}"


def scope(facts: Facts) -> str:
    """Return what is handed over and what stays."""
    size = [_("{fte} FTE").format(fte=format_number(facts.fte, 1))] if facts.fte else []
    if facts.volume:
        size.append(_("{volume} {unit} a year").format(volume=format_number(facts.volume), unit=_units(facts.unit)))
    if facts.coverage:
        size.append(_("manned {hours} hours a week").format(hours=format_number(facts.coverage)))
    text = facts.function + (f": {facts.description.rstrip('.')}" if facts.description else "")
    text += f" ({', '.join(size)})." if size else "."
    text += _(" From plan month {month} by the provider").format(month=format_number(facts.start))
    text += _(" in {country}.").format(country=facts.country) if facts.country else "."
    if facts.retained > 0:
        text += _(" {share}% stays in-house.").format(share=format_number(100 * facts.retained))
    return text + _(" Policy, approval of exceptions and the relation to the business stay with you.")


def _units(unit: str) -> str:
    return _("units") if not unit else unit + ("" if unit.endswith("s") else "s")


def service_levels(facts: Facts) -> str:
    """Return what is measured each month."""
    measures = _LEVELS.get(facts.unit) or _BY_KIND.get(facts.decision, _BY_KIND["BPO"])
    return _("Measure {measures}. Agree targets from three months of your own figures before the contract.").format(
        measures=measures
    )


def governance(facts: Facts) -> str:
    """Return who looks after the provider, and the budget for it."""
    text = _(
        "A named service owner; a weekly call in the ramp, a monthly review of service and cost, "
        "a quarterly steering meeting."
    )
    if facts.charge:
        money = format_number(facts.charge * facts.governance_share)
        text += _(" Budget {money} {currency} a year.").format(money=money, currency=facts.currency)
    return text


def transfer(facts: Facts) -> str:
    """Return how the work is learned."""
    steps = [
        _("Plan and list of knowledge"),
        _("training"),
        _("shadowing"),
        _("reverse shadowing"),
        _("sign-off by your experts"),
    ]
    if facts.codification is not None and facts.codification < MIDDLE:
        steps.insert(0, _("Write the procedures down first, they hardly exist"))
    text = " → ".join(steps) + "."
    text += _(" Both sides run side by side for {months} months.").format(months=format_number(facts.dual_months, 1))
    if facts.training is not None and facts.training >= HIGH:
        text += _(" New people take long to be able: keep your own experts until the sign-off.")
    if facts.transfer:
        text += _(" Budget {money} {currency}.").format(money=format_number(facts.transfer), currency=facts.currency)
    return text


def controls(facts: Facts) -> str:
    """Return the controls that data and regulators ask for."""
    found = [
        _("named users with least rights, no shared accounts"),
        _("confidentiality and return of data at the end"),
        _("incidents reported within the time agreed"),
    ]
    if facts.sensitivity is not None and facts.sensitivity >= MIDDLE:
        found += [
            _("encryption in transit and at rest"),
            _("screened staff"),
            _("logs of access kept and reviewed"),
            _("masked data for training and tests"),
        ]
    if facts.sensitivity is not None and facts.sensitivity >= HIGH:
        found += [
            _("separate work area without printing, copying or own devices"),
            _("independent security report each year"),
            _("no sub-contractor without consent"),
            _("data processing agreement and transfer assessment"),
        ]
    if facts.exposure is not None and facts.exposure >= HIGH:
        found += [
            _("right of audit for you and the regulator"),
            _("evidence of each control kept"),
            _("tested plan to continue and to leave"),
        ]
    return "; ".join(found) + "."
