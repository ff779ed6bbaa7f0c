"""What a pack is filled with: the facts of a row, as values and as words."""

import math
from dataclasses import dataclass, field
from typing import Final

from outsourcing_planner.engine.pack_texts import Packs, Targets
from outsourcing_planner.text import _, format_number, format_share

NAN: Final = float("nan")
UNDOCUMENTED_TO, HIGH, SMALL_BELOW, LARGE_FROM, SHIFTS_FROM, MIDDLE = 2.5, 4.0, 5.0, 50.0, 60.0, 3.0
MONTHS: Final = 12
_WITH_ARTICLE: Final = ("Philippines", "United ", "Netherlands", "Dominican Republic", "Middle East", "Caribbean")


@dataclass(frozen=True, slots=True)
class PackFacts:
    """One function that leaves the house. Blank texts are "", blank numbers NaN; shares 0–1, scores 1–5, money a year.

    ``label`` is the decision in force (BPO, KPO or Hybrid); ``location`` onshore, nearshore, offshore or "";
    ``words`` are function, description and department as the classifier reads them.
    """

    function: str
    label: str
    words: tuple[str, str, str] = ("", "", "")
    department: str = ""
    description: str = ""
    owner: str = ""
    unit: str = ""
    country: str = ""
    home_country: str = ""
    location: str = ""
    currency: str = ""
    volume: float = NAN
    handling_minutes: float = NAN
    fte: float = NAN
    seats: float = NAN
    coverage_hours: float = NAN
    effort_days: float = NAN
    projects: float = NAN
    project_days: float = NAN
    start_month: float = NAN
    bpo_share: float = NAN
    kpo_share: float = NAN
    retained_share: float = NAN
    charge: float = NAN
    governance_share: float = NAN
    day_rate: float = NAN
    service_level: float = NAN
    target_seconds: float = NAN
    dual_months: float = NAN
    working_days: float = NAN
    data_must_stay: bool = False
    scores: dict[str, float] = field(default_factory=dict)

    def score(self, key: str, otherwise: float = MIDDLE) -> float:
        """Return a criterion in force, 1–5, or what stands in where it is unknown."""
        found = self.scores.get(key, NAN)
        return otherwise if math.isnan(found) else found


def conditions(facts: PackFacts) -> frozenset[str]:
    """Return which conditions of entries hold (``pack_texts.CONDITIONS``)."""
    abroad = bool(facts.country) and facts.country != facts.home_country
    found = {
        "undocumented": facts.score("codification") <= UNDOCUMENTED_TO, "small": facts.fte < SMALL_BELOW,
        "large": facts.fte >= LARGE_FROM, "regulated": facts.score("exposure") >= HIGH, "abroad": abroad,
        "offshore": facts.location == "offshore", "must_stay": facts.data_must_stay,
        "shifts": facts.coverage_hours >= SHIFTS_FROM, "specific": facts.score("specificity") >= HIGH,
    }  # fmt: skip
    return frozenset(name for name, holds in found.items() if holds)


def in_words(facts: PackFacts, packs: Packs) -> dict[str, str]:
    """Return the facts of a row as they stand in texts; what is not known is absent."""
    found = {**_texts(facts, packs), **_amounts(facts), **_parts(facts), **_targets(facts, packs.targets)}
    return {key: text for key, text in found.items() if text}


def _texts(facts: PackFacts, packs: Packs) -> dict[str, str]:
    unit = facts.unit or (_("unit of work") if facts.volume > 0 else "")
    return {
        "function": facts.function, "department": facts.department,
        "description": facts.description.strip().rstrip("."),
        "owner": facts.owner or _("our process owner"), "unit": unit, "units": _plural(unit),
        "country": with_article(facts.country),
        "home_country": with_article(facts.home_country), "location": facts.location, "currency": facts.currency,
        "law": _(packs.laws.get(facts.country, packs.unknown_law)) if facts.country else "",
        "turnaround": _(packs.targets.turnaround.get(facts.unit, packs.targets.turnaround["other"])),
    }  # fmt: skip


def with_article(place: str) -> str:
    """Return a place as it stands inside a sentence: the Philippines, the United States, Poland."""
    return _("the {place}").format(place=place) if place.startswith(_WITH_ARTICLE) else place


def _plural(unit: str) -> str:
    return {"unit of work": "units of work"}.get(unit, f"{unit}s") if unit else ""


def _amounts(facts: PackFacts) -> dict[str, str]:
    a_day = facts.volume / facts.working_days if facts.working_days else NAN
    return {
        "volume": _count(facts.volume), "volume_month": _count(facts.volume / MONTHS), "volume_day": _count(a_day),
        "handling_minutes": _count(facts.handling_minutes), "fte": _count(facts.fte), "seats": _count(facts.seats),
        "coverage_hours": _count(facts.coverage_hours), "effort_days": _count(facts.effort_days),
        "projects": _count(facts.projects), "project_days": _count(facts.project_days),
        "start_month": _count(facts.start_month), "charge": _count(facts.charge), "day_rate": _count(facts.day_rate),
        "unit_charge": _money(facts.charge * (1 + facts.governance_share) / facts.volume if facts.volume else NAN),
    }  # fmt: skip


def _parts(facts: PackFacts) -> dict[str, str]:
    if facts.label != "Hybrid":
        return {}
    shares = {"bpo_part": facts.bpo_share, "kpo_part": facts.kpo_share, "retained": facts.retained_share}
    return {key: format_share(share) for key, share in shares.items() if share > 0}


def _targets(facts: PackFacts, targets: Targets) -> dict[str, str]:
    accuracy = by_score(targets.accuracy, facts.score("data_sensitivity"))
    month = facts.volume / MONTHS
    errors = math.floor((1 - accuracy) * month) if month > 0 else 0
    a_day = facts.volume / facts.working_days if facts.working_days else NAN
    return {
        "accuracy": _share(accuracy), "errors_month": _count(errors or NAN),
        "sample_month": _count(sample_size(month, 1 - accuracy, targets)),
        "on_time": _share(by_score(targets.on_time, facts.score("codification"))),
        "notice_hours": _count(by_score(targets.notice_hours, facts.score("data_sensitivity"))),
        "backlog": _count(math.ceil(a_day * targets.backlog_share) if a_day > 0 else NAN),
        "review_count": _count(_reviews(facts, targets)),
        "service_level": _share(facts.service_level), "target_seconds": _count(facts.target_seconds),
    }  # fmt: skip


def _reviews(facts: PackFacts, targets: Targets) -> float:
    results = facts.projects if facts.projects > 0 else facts.volume
    if not results > 0:
        return NAN
    wanted = math.ceil(results * targets.review_share)
    return min(max(wanted, targets.review_least), targets.review_most, math.ceil(results))


def sample_size(units: float, error_share: float, targets: Targets) -> float:
    """Return how many units a month show the share of errors to ``sample_margin``; NaN where no volume is known.

    n0 = z²·p·(1 − p) / margin², n = n0 / (1 + (n0 − 1) / N), rounded up (sampling without replacement of N units).
    """
    if not units > 0:
        return NAN
    whole = targets.sample_z**2 * error_share * (1 - error_share) / targets.sample_margin**2
    return float(min(math.ceil(whole / (1 + (whole - 1) / units)), math.ceil(units)))


def by_score(values: tuple[float, ...], score: float) -> float:
    """Return the value for a score of 1–5, the nearest whole one; the higher where it lies between two."""
    return values[min(max(math.floor(score + 0.5), 1), len(values)) - 1]


def _count(value: float) -> str:
    if not math.isfinite(value) or value < 0:
        return ""
    return format_number(value, 0 if value >= 10 or float(value).is_integer() else 1)


def _money(value: float) -> str:
    return format_number(value, 2) if math.isfinite(value) and value > 0 else ""


def _share(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return format_share(value, 0 if round(value * 100, 6).is_integer() else 1)
