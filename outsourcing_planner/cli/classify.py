"""``classify``: names in, labels with reasons out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from outsourcing_planner.cli.output import dumped, plain
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.text import _, format_share

if TYPE_CHECKING:
    from outsourcing_planner.engine.libraries import Libraries
    from outsourcing_planner.io.sources import Taken


def run_classify(source: str, *, as_json: bool, scheme: Path | None = None) -> None:
    """Classify the functions of a file, or one name a line from standard input, and print one line each."""
    from outsourcing_planner.cli.plan import in_force

    taken = _taken(source)
    for line in classified_lines(taken.plan, taken.assumptions, in_force(taken, taken.assumptions, scheme)):
        typer.echo(dumped(line) if as_json else _in_words(line))


def _taken(source: str) -> "Taken":
    from outsourcing_planner.io.sources import Taken, read_source

    if source == "-":
        names = [line.strip() or None for line in sys.stdin.read().splitlines()]
        return Taken(Plan.from_columns({"function": names}))
    return read_source(Path(source), {}, lambda _share, _text: None)


def classified_lines(plan: Plan, assumptions: Assumptions, libraries: "Libraries") -> list[dict[str, Any]]:
    """Return one object per row: label, kind, scores, confidence, close call, reasons."""
    from outsourcing_planner.engine.advice import classified
    from outsourcing_planner.engine.classify.explain import explain

    inference, advice = classified(plan, assumptions, libraries)
    lines = []
    for at, name in enumerate(plan.column("function")):
        told = explain(advice, inference, at, libraries.scheme, libraries.model)
        scores = {
            one.key: {"value": round(one.value, 3), "typed": one.typed, "confidence": round(one.confidence, 3)}
            for one in (*told.knowledge, *told.fit)
        }
        lines.append({
            "function": name, "label": plain(advice.label[at]), "kind": plain(advice.kind[at]),
            "fit": plain(advice.fit[at]), "knowledge": plain(advice.knowledge[at]),
            "confidence": plain(advice.confidence[at]), "close_call": bool(advice.close_call[at]),
            "flags": list(advice.flags[at]), "criteria": scores, "reasons": list(told.reasons),
        })  # fmt: skip
    return lines


def _in_words(line: dict[str, Any]) -> str:
    label = line["label"] or _("not enough to say")
    sure = f" {format_share(line['confidence'])}" if line["label"] and line["confidence"] is not None else ""
    close = _(", close call") if line["close_call"] else ""
    reason = line["reasons"][0] if line["reasons"] else ""
    return f"{line['function'] or ''}: {label}{sure}{close}. {reason}"
