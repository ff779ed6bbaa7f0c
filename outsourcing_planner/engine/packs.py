"""The implementation pack of a function: scope, quality, governance, transfer, scorecard, risks, controls.

How a sheet or a dialog uses it::

    packs = load_packs()                                                        # io/packs.py
    for row, facts in facts_of_plan(plan, assumptions, evaluation, libraries).items():   # engine/pack_rows.py
        for section in pack_of(facts, packs).sections(): section.title, section.headings, section.rows
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from outsourcing_planner.engine.pack_facts import PackFacts, by_score, conditions, in_words
from outsourcing_planner.engine.pack_texts import Control, Entry, Family, Packs, Targets, Template, filled, stems
from outsourcing_planner.text import _, plain_number

Row: TypeAlias = tuple[str, ...]
_AT_MOST: Final = 2
"""Trades of one function: more would say everything and nothing."""


@dataclass(frozen=True, slots=True)
class TransferStep:
    """One step of the knowledge transfer: its weeks, counted from 1, both included, and when it is done."""

    name: str
    first_week: int
    last_week: int
    done: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a pack as a table: the heading of each column and the rows of text."""

    title: str
    headings: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack of one function; every text is filled in.

    ``quality``: name, target, how measured, how often. ``governance``: when, who, about. ``scorecard``: view, line,
    target. ``risks``: risk, answer. ``controls``: name, what to ask for, evidence.
    """

    title: str
    label: str
    family: str
    scope: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    quality: tuple[Row, ...]
    governance: tuple[Row, ...]
    transfer: tuple[TransferStep, ...]
    transfer_summary: str
    scorecard: tuple[Row, ...]
    risks: tuple[Row, ...]
    controls: tuple[Row, ...]

    def sections(self) -> tuple[Section, ...]:
        """Return all parts as tables, in the order in which they are read."""
        steps = tuple((step.name, _weeks(step), step.done) for step in self.transfer)
        return (
            Section(_("Scope"), (_("Statement"),), _rows(self.scope)),
            Section(_("In scope"), (_("Part of the service"),), _rows(self.include)),
            Section(_("Out of scope"), (_("Stays with us"),), _rows(self.exclude)),
            Section(_("Quality"), (_("Measure"), _("Proposed target"), _("How measured"), _("Every")), self.quality),
            Section(_("Governance"), (_("When"), _("Who"), _("About")), self.governance),
            Section(_("Knowledge transfer"), (_("Step"), _("Weeks"), _("Done when")), (*steps, self._in_all())),
            Section(_("Balanced scorecard"), (_("View"), _("Line"), _("Target")), self.scorecard),
            Section(_("Risks"), (_("Risk"), _("Answer")), self.risks),
            Section(_("Data controls"), (_("Control"), _("Ask the provider for"), _("Evidence")), self.controls),
        )

    def _in_all(self) -> Row:
        return (_("In all"), str(self.transfer[-1].last_week), self.transfer_summary)

    def as_text(self) -> str:
        """Return the pack as plain text, such as for the clipboard."""
        parts = [self.title]
        for section in self.sections():
            parts += ["", section.title, *("- " + " | ".join(row) for row in section.rows)]
        return "\n".join(parts)


def pack_of(facts: PackFacts, packs: Packs) -> Pack:
    """Return the pack of a function; raises KeyError for a label other than BPO, KPO and Hybrid."""
    texts, families = packs.classes[facts.label], families_of(facts, packs)
    told, holds = in_words(facts, packs), conditions(facts)

    def some(entries: tuple[Entry, ...], names: Row) -> tuple[Row, ...]:
        return _lines(tuple(entry for entry in entries if _meant(entry, facts, holds)), names, told)

    def added(part: str) -> tuple[Any, ...]:
        return tuple(entry for family in families for entry in getattr(family, part))

    steps = tuple(entry for entry in texts.transfer if _meant(entry, facts, holds))
    transfer = _transfer(steps, told, _factor(facts, packs.targets))
    return Pack(
        title=filled(texts.title, told), label=facts.label, family=_(", ").join(_(family.title) for family in families),
        scope=_told(texts.scope, told),
        include=_told((*texts.include, *added("include")), told),
        exclude=_told((*texts.exclude, *added("exclude")), told),
        quality=some((*texts.quality, *added("quality")), ("name", "target", "how", "every")),
        governance=some(texts.governance, ("when", "who", "about")),
        transfer=transfer, transfer_summary=_summary(transfer, facts, told),
        scorecard=some(texts.scorecard, ("view", "line", "target")),
        risks=some((*texts.risks, *added("risks")), ("risk", "answer")),
        controls=_lines(controls_of(facts, packs, families), ("name", "ask", "evidence"), told),
    )  # fmt: skip


def families_of(facts: PackFacts, packs: Packs) -> tuple[Family, ...]:
    """Return the trade whose words weigh most in the row (two where they weigh alike), else the one of its unit.

    A phrase weighs its words, four times in the function, twice in the description, once in the department.
    """
    texts = [(stems(words), weight) for words, weight in zip(facts.words, (4, 2, 1), strict=True) if words]

    def weight(family: Family) -> int:
        return sum(count * times for phrase, count in family.words for text, times in texts if phrase in text)

    weights = [weight(family) for family in packs.families]
    if most := max(weights, default=0):
        return tuple(family for family, own in zip(packs.families, weights, strict=True) if own == most)[:_AT_MOST]
    by_unit = (family for family in packs.families if facts.unit and facts.unit in family.units)
    return tuple(by_unit)[:1]


def controls_of(facts: PackFacts, packs: Packs, families: tuple[Family, ...]) -> tuple[Entry, ...]:
    """Return the controls that the row's data, regulators and place ask for, those of its trades last."""
    every = (*packs.controls, *(control for family in families for control in family.controls))
    holds = conditions(facts)
    return tuple(control.entry for control in every if _meant(control.entry, facts, holds) and _due(control, facts))


def _due(control: Control, facts: PackFacts) -> bool:
    sensitivity, exposure = facts.score("data_sensitivity"), facts.score("exposure", 1.0)
    if control.from_sensitivity is None and control.from_exposure is None:
        return True
    by_data = control.from_sensitivity is not None and _whole(sensitivity) >= control.from_sensitivity
    by_data = by_data and (control.to_sensitivity is None or _whole(sensitivity) <= control.to_sensitivity)
    return by_data or (control.from_exposure is not None and _whole(exposure) >= control.from_exposure)


def _whole(score: float) -> int:
    return math.floor(score + 0.5)


def _meant(entry: Entry, facts: PackFacts, holds: frozenset[str]) -> bool:
    return (
        entry.when <= holds
        and (not entry.units or facts.unit in entry.units)
        and (not entry.labels or facts.label in entry.labels)
    )


def _told(templates: tuple[Template, ...], told: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(text for template in templates if (text := filled(template, told)))


def _lines(entries: tuple[Entry, ...], names: Row, told: Mapping[str, str]) -> tuple[Row, ...]:
    """The entries whose every cell can be filled."""
    rows = (tuple(filled(entry.cells[name], told) for name in names) for entry in entries)
    return tuple(row for row in rows if all(row))


def _factor(facts: PackFacts, targets: Targets) -> float:
    """Weeks grow with how long a person learns and how many learn."""
    size = sum(facts.fte >= step for step in targets.size_steps)
    return by_score(targets.training_factor, facts.score("training_time")) * targets.size_factor[size]


def _transfer(steps: tuple[Entry, ...], told: Mapping[str, str], factor: float) -> tuple[TransferStep, ...]:
    found: list[TransferStep] = []
    week = 1
    for step in steps:
        last = week + max(1, math.ceil(round(step.weeks * factor, 6))) - 1
        found.append(TransferStep(filled(step.cells["name"], told), week, last, filled(step.cells["done"], told)))
        week = last + 1
    return tuple(found)


def _summary(steps: tuple[TransferStep, ...], facts: PackFacts, told: Mapping[str, str]) -> str:
    found = [_("{weeks} weeks").format(weeks=steps[-1].last_week)]
    if "start_month" in told:
        lead = steps[-1].first_week - 1
        found.append(
            _("begin {lead} weeks before plan month {month}, so that only the last step falls after it").format(
                lead=lead, month=told["start_month"]
            )
        )
    if facts.dual_months > 0:
        found.append(_("{months} months of both sides are in the cost").format(months=plain_number(facts.dual_months)))
    return "; ".join(found) + "."


def _weeks(step: TransferStep) -> str:
    return str(step.first_week) if step.first_week == step.last_week else f"{step.first_week}–{step.last_week}"


def _rows(texts: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple((text,) for text in texts)
