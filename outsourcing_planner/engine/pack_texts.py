"""The texts that packs are made from, as frozen data that ``io/packs.py`` loads, and how one is filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from outsourcing_planner.text import _

Template = tuple[str, ...]
"""Wordings of one text, the fullest first; words in braces are facts of the row."""

FACTS: Final = frozenset({
    "function", "department", "description", "owner", "unit", "units", "volume", "volume_month", "volume_day",
    "handling_minutes", "fte", "seats", "coverage_hours", "effort_days", "projects", "project_days", "country",
    "home_country", "location", "law", "start_month", "bpo_part", "kpo_part", "retained", "charge", "unit_charge",
    "day_rate", "currency", "accuracy", "errors_month", "sample_month", "review_count", "on_time", "turnaround",
    "backlog", "service_level", "target_seconds", "notice_hours",
})  # fmt: skip
"""The facts that a text may name."""
CONDITIONS: Final = frozenset({
    "undocumented", "small", "large", "regulated", "abroad", "offshore", "must_stay", "shifts", "specific"
})  # fmt: skip
"""What an entry may be limited to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a section: its cells by name, and for which rows it is meant.

    ``units`` and ``labels`` are empty where the entry is for all; all of ``when`` must hold. ``weeks`` are those of a
    step of the transfer, 0 elsewhere.
    """

    cells: Mapping[str, Template]
    when: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    weeks: float = 0.0


@dataclass(frozen=True, slots=True)
class Control:
    """One thing to ask a provider for; from these scores on, None where the score does not matter."""

    entry: Entry
    from_sensitivity: float | None = None
    to_sensitivity: float | None = None
    from_exposure: float | None = None


@dataclass(frozen=True, slots=True)
class ClassTexts:
    """What the pack of a class (BPO, KPO, Hybrid) says."""

    title: Template
    scope: tuple[Template, ...]
    include: tuple[Template, ...]
    exclude: tuple[Template, ...]
    quality: tuple[Entry, ...]
    governance: tuple[Entry, ...]
    transfer: tuple[Entry, ...]
    scorecard: tuple[Entry, ...]
    risks: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """What a trade adds. ``words``: phrases of stems between blanks (" account payable "), and the words of each."""

    key: str
    title: str
    words: tuple[tuple[str, int], ...]
    units: tuple[str, ...]
    include: tuple[Template, ...]
    exclude: tuple[Template, ...]
    quality: tuple[Entry, ...]
    risks: tuple[Entry, ...]
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """Numbers behind the proposals. Tuples of five go by a score of 1–5; shares 0–1."""

    accuracy: tuple[float, ...]
    notice_hours: tuple[float, ...]
    on_time: tuple[float, ...]
    training_factor: tuple[float, ...]
    size_steps: tuple[float, ...]
    size_factor: tuple[float, ...]
    sample_margin: float
    sample_z: float
    backlog_share: float
    review_share: float
    review_least: float
    review_most: float
    turnaround: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Packs:
    """All texts that ship. ``laws`` by place; ``unknown_law`` for places without an entry."""

    classes: Mapping[str, ClassTexts]
    families: tuple[Family, ...]
    controls: tuple[Control, ...]
    targets: Targets
    laws: Mapping[str, str]
    unknown_law: str


def filled(template: Template, facts: Mapping[str, str]) -> str:
    """Return the first wording whose facts are all known, an empty text where there is none."""
    for wording in template:
        try:
            text = _(wording).format_map(facts)
        except KeyError:
            continue
        return text
    return ""


def stems(words: str) -> str:
    """Return normalised words without a plural s, each between blanks."""
    bare = (word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in words.split())
    return f" {' '.join(bare)} "
