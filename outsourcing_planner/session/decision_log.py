"""The decision log: what was decided about a function, when and why; a section of the document.

The section holds for each row the decisions that stood, oldest first, each with its time. The reason is the row's own.
Taking a step back takes its line out again, so the log tells what holds and not how somebody typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from outsourcing_planner.domain.plan import Plan, RowId
from outsourcing_planner.session.edits import SetSection
from outsourcing_planner.text import _

SECTION: Final = "decision_log"
LOGGED: Final = ("decision", "decision_reason")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about a row: "" where an own decision was taken back; ``time`` is ISO 8601, "" where unknown."""

    row: RowId
    decision: str
    reason: str
    time: str
    current: bool


def decisions(plan: Plan, sections: Mapping[str, Any]) -> tuple[Decision, ...]:
    """Return every decision, the newest first; those of rows that are gone are left out."""
    log, found = _log(sections), []
    for row in plan.rows.ids:
        now, reason = _now(plan, row)
        lines = log.get(str(row), [])
        if now and (not lines or lines[-1]["decision"] != now):  # decided before there was a log, or in a workbook
            found.append(Decision(row, now, reason, "", current=True))
        for at, line in enumerate(lines):
            stands = at == len(lines) - 1 and line["decision"] == now
            found.append(Decision(row, line["decision"], line["reason"], line["time"], current=stands))
    return tuple(sorted(found, key=lambda one: (one.time, one.current), reverse=True))


def noted(plan: Plan, sections: Mapping[str, Any], rows: tuple[RowId, ...], time: str) -> SetSection | None:
    """Return the edit that brings the log up to date with these rows of the plan, None where it is."""
    log = _log(sections)
    before = {key: list(lines) for key, lines in log.items()}
    for row in rows:
        if row in plan.rows.positions:
            lines = _brought_up(log.get(str(row), []), *_now(plan, row), time)
            if lines:
                log[str(row)] = lines
            else:
                log.pop(str(row), None)
    return None if log == before else SetSection(SECTION, log or None, _("Note decision"))


def _brought_up(lines: list[dict[str, str]], decision: str, reason: str, time: str) -> list[dict[str, str]]:
    before = lines[-1]["decision"] if lines else ""
    if decision == before:
        return [*lines[:-1], {**lines[-1], "reason": reason}] if lines else lines
    if decision == (lines[-2]["decision"] if len(lines) > 1 else ""):  # taken back
        return lines[:-1]
    return [*lines, {"decision": decision, "reason": reason, "time": time}]


def _now(plan: Plan, row: RowId) -> tuple[str, str]:
    decision, reason = (plan.cell(row, key) for key in LOGGED)
    known = decision if isinstance(decision, str) and decision != "auto" else ""
    return known, reason if isinstance(reason, str) else ""


def _log(sections: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Return a copy of the log; what is no line of a log is left out."""
    raw = sections.get(SECTION)
    if not isinstance(raw, dict):
        return {}
    found = {str(row): [_line(one) for one in lines if isinstance(one, dict)]
             for row, lines in raw.items() if isinstance(lines, list)}  # fmt: skip
    return {row: lines for row, lines in found.items() if lines}


def _line(raw: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(raw.get(key, "")) for key in ("decision", "reason", "time")}
