"""Scores the shipped classifier on a file of functions: one a line, with several ways to write it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from outsourcing_planner.engine.classify.infer import infer
from outsourcing_planner.engine.classify.label import ClassifyFacts, classify
from outsourcing_planner.io.classifier_model import load_classifier_model, load_scheme

CONTESTED = "contested"


@dataclass(frozen=True)
class Answer:
    """What the classifier says to one phrasing."""

    expected: str
    function: str
    phrase: str
    kind: str | None
    confidence: float
    hedged: bool
    p_kpo: float
    nearest: tuple[str, ...]


def answers_to(path: Path) -> list[Answer]:
    """Classify every phrasing of a file by its name alone."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            expected, names = line.split(": ", 1)
            phrases = [name.strip() for name in names.split(";")]
            rows += [(expected, phrases[0], phrase) for phrase in phrases]
    count = len(rows)
    blank, number, no = [None] * count, np.full(count, np.nan), np.zeros(count, dtype=bool)
    facts = ClassifyFacts(number, number, number, number, no, no, np.full(count, None, dtype=object), "United States")
    model, scheme = load_classifier_model(), load_scheme()
    read = infer([phrase for *_, phrase in rows], blank, blank, model, scheme)
    said = classify(read, {}, facts, scheme)
    return [
        Answer(
            *row,
            said.kind[at],
            float(said.confidence[at]),
            bool(said.close_call[at]) or said.kind[at] not in ("BPO", "KPO"),
            float(read.p_kpo[at]),
            tuple(model.known.names[i] for i in read.neighbours[at]),
        )
        for at, row in enumerate(rows)
    ]


def rates(answers: list[Answer]) -> dict[str, float]:
    """Per function (mean over its phrasings): share right of the clear, share hedged of clear and contested ones."""
    functions = {(a.expected, a.function): [] for a in answers}
    for answer in answers:
        functions[answer.expected, answer.function].append(answer)
    mean = lambda which, fact: float(np.mean([np.mean([fact(a) for a in functions[key]]) for key in which]))
    clear = [key for key in functions if key[0] != CONTESTED]
    contested = [key for key in functions if key[0] == CONTESTED]
    right = lambda a: a.kind == a.expected
    hedged = lambda a: a.hedged
    return {
        f"right, all clear ({len(clear)})": mean(clear, right),
        "right, BPO": mean([key for key in clear if key[0] == "BPO"], right),
        "right, KPO": mean([key for key in clear if key[0] == "KPO"], right),
        "majority of phrasings right": float(
            np.mean([np.mean([right(a) for a in functions[key]]) > 0.5 for key in clear])
        ),
        "clear ones hedged": mean(clear, hedged),
        f"contested hedged ({len(contested)})": mean(contested, hedged),
    }
