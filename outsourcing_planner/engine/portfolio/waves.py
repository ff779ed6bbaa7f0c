"""Waves: in which order functions leave, by readiness, capacity and what depends on what; and the road map of it.

Readiness is a stated score, 0–100: Σ weight·(x − 1)/4 over codification, exposure⁻, elasticity and team size⁻, where ⁻
counts 6 − x. The weights are data (``PortfolioSettings.readiness``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.portfolio.changes import CellChange, differing
from outsourcing_planner.text import _

Floats = npt.NDArray[np.float64]
_INVERSE: Final = ("exposure", "size")
_NEUTRAL: Final = 3.0

TOO_LARGE, NO_ROOM, AFTER_TERM, BEFORE_ITS_TURN, CROWDED = "too_large", "no_room", "after_term", "too_early", "crowded"


class WavesError(PlannerError):
    """The waves cannot be laid out as asked."""


@dataclass(frozen=True, slots=True)
class WaveRules:
    """How waves are laid out.

    The first wave starts in ``first_month`` of the plan, the next ``months_apart`` months later each;
    ``fte_per_wave`` is the headcount that may move in one (None for no limit). ``after`` says for a row which rows must
    have left in an earlier wave. ``fixed`` gives rows a wave (from 1) that is kept.
    """

    first_month: int = 1
    months_apart: int = 3
    fte_per_wave: float | None = None
    after: Mapping[RowId, frozenset[RowId]] = field(default_factory=dict)
    fixed: Mapping[RowId, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the rules as JSON values, for a section of the document."""
        after = {str(row): sorted(before) for row, before in self.after.items() if before}
        fixed = {str(row): wave for row, wave in self.fixed.items()}
        plain = {"first_month": self.first_month, "months_apart": self.months_apart, "fte_per_wave": self.fte_per_wave}
        return {**plain, **({"after": after} if after else {}), **({"fixed": fixed} if fixed else {})}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "WaveRules":
        """Return the rules of a section; raises WavesError where they cannot be read."""
        try:
            people = value.get("fte_per_wave")
            return cls(
                max(int(value.get("first_month", 1)), 1), max(int(value.get("months_apart", 3)), 1),
                None if people is None else float(people),
                {int(row): frozenset(map(int, rows)) for row, rows in dict(value.get("after", {})).items()},
                {int(row): int(wave) for row, wave in dict(value.get("fixed", {})).items()},
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise WavesError(_("The rules of the waves cannot be read: {why}").format(why=error)) from error


@dataclass(frozen=True, slots=True)
class WaveNote:
    """What does not fit: ``row`` and one of the codes too_large, no_room, after_term, too_early, crowded."""

    row: RowId
    code: str
    message: str


@dataclass(frozen=True)
class Waves:
    """The wave of each function that leaves (from 1) and its start month; ``readiness`` of each, 0–100."""

    wave: Mapping[RowId, int]
    start_month: Mapping[RowId, int]
    readiness: Mapping[RowId, float]
    fte: Mapping[int, float]
    """Headcount that moves in each wave."""
    notes: tuple[WaveNote, ...] = ()


def readiness(evaluation: Evaluation, weights: Mapping[str, float]) -> Floats:
    """Return the readiness of every row, 0–100, shape (n,); an unknown score counts as the middle."""
    score = np.zeros(len(evaluation.rows.ids))
    for key, weight in weights.items():
        found = evaluation.columns["size_score" if key == "size" else f"{key}_used"]
        known = np.nan_to_num(np.asarray(found, dtype=np.float64), nan=_NEUTRAL)
        score += weight * ((5 - known) if key in _INVERSE else (known - 1)) / 4
    return score


def assign_waves(
    plan: Plan, assumptions: Assumptions, evaluation: Evaluation, weights: Mapping[str, float], rules: WaveRules
) -> Waves:
    """Assign every function that leaves to a wave: the readiest first, each as early as room and order allow.

    A function larger than the capacity gets a wave of its own, with a note. What finds no wave before the end of the
    term has none. Raises WavesError where functions wait for each other.
    """
    score, moved = readiness(evaluation, weights), moving(evaluation)
    names = _names(plan)
    ready = {row: float(score[plan.rows.positions[row]]) for row in moved}
    last = (assumptions.months - rules.first_month) // rules.months_apart + 1
    wave: dict[RowId, int] = {row: number for row, number in rules.fixed.items() if row in moved}
    load: dict[int, float] = {}
    for row, number in wave.items():
        load[number] = load.get(number, 0.0) + moved[row]
    notes: list[WaveNote] = []
    for row in _in_turn(moved, ready, rules, names):
        if row in wave:
            continue
        earliest = 1 + max(
            (wave.get(before, last) for before in rules.after.get(row, ()) if before in moved), default=0
        )
        number = _first_with_room(earliest, moved[row], load, rules.fte_per_wave)
        if number > last:
            notes.append(
                WaveNote(row, NO_ROOM, _("{name} finds no wave before the end of the term").format(name=names[row]))
            )
            continue
        if rules.fte_per_wave is not None and moved[row] > rules.fte_per_wave:
            notes.append(
                WaveNote(
                    row, TOO_LARGE, _("{name} is larger than a wave may be; it has one alone").format(name=names[row])
                )
            )
        wave[row] = number
        load[number] = load.get(number, 0.0) + moved[row]
    start = {row: rules.first_month + (number - 1) * rules.months_apart for row, number in wave.items()}
    return Waves(wave, start, ready, dict(sorted(load.items())), tuple(notes))


def moving(evaluation: Evaluation) -> dict[RowId, float]:
    """Return the headcount that moves of each function that leaves the house; 0 where it is unknown."""
    columns = evaluation.columns
    fte = np.nan_to_num(columns["fte_used"] * columns["moved_share"])
    return {
        row: float(people)
        for row, people, goes in zip(evaluation.rows.ids, fte, columns["outsourced"].astype(bool), strict=True)
        if goes
    }


def _names(plan: Plan) -> dict[RowId, str]:
    cells = zip(plan.rows.ids, plan.column("function"), strict=True)
    return {row: cell if isinstance(cell, str) else _("row {row}").format(row=row) for row, cell in cells}


def _in_turn(
    moved: Mapping[RowId, float], ready: Mapping[RowId, float], rules: WaveRules, names: Mapping[RowId, str]
) -> Iterable[RowId]:
    """Yield the rows so that each comes after those it waits for, the readiest of those that may come first."""
    order = TopologicalSorter({row: {b for b in rules.after.get(row, ()) if b in moved} for row in moved})
    try:
        order.prepare()
    except CycleError as error:
        circle = " → ".join(names[row] for row in error.args[1])
        raise WavesError(_("These functions wait for each other: {circle}. Remove one of the dependencies.").format(
            circle=circle
        )) from error  # fmt: skip
    waiting: list[RowId] = []
    while order.is_active():
        waiting += order.get_ready()
        waiting.sort(key=lambda row: (-ready[row], row))
        row = waiting.pop(0)
        order.done(row)
        yield row


def _first_with_room(earliest: int, people: float, load: Mapping[int, float], most: float | None) -> int:
    number = earliest
    while most is not None and load.get(number, 0.0) > 0 and load[number] + people > most + 1e-9:
        number += 1
    return number


def cells_of_waves(plan: Plan, start_month: Mapping[RowId, int]) -> tuple[CellChange, ...]:
    """Return the change of ``start_month`` that puts the waves (or one dragged bar) into the plan; () for none."""
    rows = tuple(row for row in plan.rows.ids if row in start_month)
    change = differing(plan, "start_month", rows, tuple(float(start_month[row]) for row in rows))
    return (change,) if change else ()


def cells_of_layout(plan: Plan, waves: Waves) -> tuple[CellChange, ...]:
    """Return the changes of start month and wave that put laid-out waves into the plan; () where they are there."""
    rows = tuple(row for row in plan.rows.ids if row in waves.wave)
    numbers = differing(plan, "wave", rows, tuple(float(waves.wave[row]) for row in rows))
    return (*cells_of_waves(plan, waves.start_month), *((numbers,) if numbers else ()))


def check_waves(plan: Plan, assumptions: Assumptions, evaluation: Evaluation, rules: WaveRules) -> tuple[WaveNote, ...]:
    """Return what the start months of the plan, however they came about, do not keep: order, capacity, term."""
    moved, names = moving(evaluation), _names(plan)
    start = dict(zip(evaluation.rows.ids, evaluation.columns["start_month_used"].astype(int), strict=True))
    notes = [
        WaveNote(row, AFTER_TERM, _("{name} starts after the end of the term").format(name=names[row]))
        for row in moved if start[row] > assumptions.months
    ]  # fmt: skip
    for row in moved:
        for before in sorted(rules.after.get(row, ())):
            if before in moved and start[row] <= start[before]:
                text = _("{name} starts before {other}, for which it waits, has left")
                notes.append(WaveNote(row, BEFORE_ITS_TURN, text.format(name=names[row], other=names[before])))
    load: dict[int, list[RowId]] = {}
    for row in moved:
        load.setdefault((start[row] - rules.first_month) // rules.months_apart + 1, []).append(row)
    for number, rows in sorted(load.items()):
        people = sum(moved[row] for row in rows)
        if rules.fte_per_wave is not None and people > rules.fte_per_wave + 1e-9:
            text = _("Wave {number} moves {people:.0f} FTE, {most:.0f} can be absorbed")
            notes.append(
                WaveNote(rows[-1], CROWDED, text.format(number=number, people=people, most=rules.fte_per_wave))
            )
    return tuple(notes)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the road map; months of the plan. From ``paid`` (one-off) to ``start``, ramping up to ``ramped``."""

    row: RowId
    function: str
    wave: int
    readiness: float
    fte: float
    paid: int
    start: int
    ramped: int
    end: int


def road_map(
    plan: Plan, assumptions: Assumptions, evaluation: Evaluation, weights: Mapping[str, float], rules: WaveRules
) -> tuple[Bar, ...]:
    """Return a bar for each function that leaves, by start month, then readiness."""
    score, names, end = readiness(evaluation, weights), _names(plan), assumptions.months
    ramp = int(assumptions.number("ramp_months"))
    bars = []
    for row, people in moving(evaluation).items():
        at = plan.rows.positions[row]
        start = int(evaluation.columns["start_month_used"][at])
        wave = max((start - rules.first_month) // rules.months_apart + 1, 1)
        bars.append(
            Bar(row, names[row], wave, float(score[at]), people, start - 1, start, min(start + ramp, end + 1), end)
        )
    return tuple(sorted(bars, key=lambda bar: (bar.start, -bar.readiness, bar.row)))
