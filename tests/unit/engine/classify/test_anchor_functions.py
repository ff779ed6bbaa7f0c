"""Twenty functions with the advice an experienced sourcing manager would give, from typed scores of fit.

Fit has no labelled truth; these anchors keep weights and cut-offs where they mean something. Scores: supply,
specificity, strategic value, codification, proximity, measurability, exposure, elasticity, headcount.
"""

import numpy as np
import pytest
from classifier_helpers import run

KEYS = (
    "supply",
    "specificity",
    "strategic_value",
    "codification",
    "proximity",
    "measurability",
    "exposure",
    "elasticity",
)
ANCHORS = [
    ("Payroll processing", (5, 1, 1, 5, 1, 5, 4, 2), 6, "outsource", "the same everywhere, a mature market"),
    ("Accounts payable", (5, 2, 1, 5, 1, 5, 2, 3), 10, "outsource", "rules, volume, many providers"),
    ("Customer support calls", (5, 2, 2, 4, 1, 5, 2, 5), 40, "outsource", "volume that swings, priced per seat"),
    ("Data entry", (5, 1, 1, 5, 1, 5, 2, 4), 8, "outsource", "nothing of it is ours"),
    ("IT help desk", (5, 2, 2, 4, 2, 5, 2, 4), 15, "outsource", "standard systems and service levels"),
    ("Office cleaning", (5, 1, 1, 5, 5, 4, 1, 2), 12, "outsource", "on site, yet anybody's trade"),
    ("Market research", (5, 2, 3, 3, 1, 3, 1, 4), 4, "outsource", "many specialists, paid by project"),
    ("Patent search", (4, 2, 2, 3, 1, 4, 3, 4), 3, "outsource", "specialists do it better and only now and then"),
    ("Transcription", (5, 1, 1, 5, 1, 5, 2, 4), 4, "outsource", "counted by the minute"),
    ("Recruitment administration", (5, 2, 2, 4, 2, 4, 2, 5), 8, "outsource", "demand comes and goes"),
    ("Budgeting", (2, 4, 3, 3, 4, 3, 2, 2), 3, "pilot", "needs people who know the house"),
    ("Key account management", (3, 4, 4, 3, 3, 4, 2, 3), 10, "pilot", "customers expect our own people"),
    (
        "Equipment repair on own machines",
        (3, 4, 3, 3, 5, 4, 3, 3),
        20,
        "pilot",
        "on site, with machines that only we have",
    ),
    ("Regulatory affairs", (3, 3, 4, 3, 3, 3, 5, 2), 5, "pilot", "specialists exist, the liability stays"),
    ("Credit decisions", (3, 4, 4, 4, 2, 3, 5, 3), 15, "pilot", "our own risk, on rules that can be taught"),
    ("Company strategy", (1, 5, 5, 1, 5, 1, 3, 1), 3, "retain", "decides where the organisation goes"),
    ("Core product research", (2, 5, 5, 2, 3, 2, 4, 2), 20, "retain", "why customers choose us"),
    ("Crisis decisions", (1, 5, 4, 1, 5, 1, 5, 1), 2, "retain", "cannot wait for a supplier"),
    ("Secret recipe production", (1, 5, 5, 4, 5, 4, 4, 2), 30, "retain", "the secret is the business"),
    ("Relations with the supervisor", (1, 5, 4, 2, 4, 2, 5, 1), 2, "retain", "nobody else may speak for us"),
]


def advice(label: str | None, flags: tuple[str, ...]) -> str:
    if label == "Retain":
        return "retain"
    return "pilot" if "pilot_first" in flags else "check" if "check_before_outsourcing" in flags else "outsource"


@pytest.mark.parametrize(("name", "scores", "fte", "expected", "why"), ANCHORS)
def test_that_anchor_functions_get_the_expected_advice(
    name: str, scores: tuple[float, ...], fte: float, expected: str, why: str
) -> None:
    typed = dict(zip(KEYS, map(float, scores), strict=True))
    _, classification = run([name], typed, fte=np.array([fte], dtype=float))
    assert advice(classification.label[0], classification.flags[0]) == expected, f"{why}: {classification.fit[0]}"


def test_that_there_are_twenty_anchors_of_all_three_kinds() -> None:
    assert len(ANCHORS) == 20
    assert {anchor[3] for anchor in ANCHORS} == {"outsource", "pilot", "retain"}
