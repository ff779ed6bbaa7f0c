"""``classify``: names in, labels with reasons out."""

import sys
from pathlib import Path
from typing import Any

import typer

from outsourcing_planner.cli.output import dumped, plain
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.text import _, format_share


def run_classify(source: str, *, as_json: bool) -> None:
    """Classify the functions of a file, or one name a line from standard input, and print one line each."""
    plan, assumptions = _taken(source)
    for line in classified_lines(plan, assumptions):
        typer.echo(dumped(line) if as_json else _in_words(line))


def _taken(source: str) -> tuple[Plan, Assumptions]:
    if source == "-":
        names = [line.strip() or None for line in sys.stdin.read().splitlines()]
        return Plan.from_columns({"function": names}), Assumptions()
    from outsourcing_planner.io.sources import read_source

    taken = read_source(Path(source), {}, lambda _share, _text: None)
    return taken.plan, taken.assumptions


def classified_lines(plan: Plan, assumptions: Assumptions) -> list[dict[str, Any]]:
    """Return one object per row: label, kind, scores, confidence, close call, reasons."""
    from outsourcing_planner.engine.advice import classified
    from outsourcing_planner.engine.classify.explain import explain
    from outsourcing_planner.io.load import load_all

    libraries = load_all()
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
