"""Functions written for this test: the first set before the catalogue was read, the others after it was mended.

The second set was answered once before anything was changed: 0.928 right, 6 % of the clear and 35 % of the contested
hedged; the first set's first run was 0.931, 7 % and 44 %. The third was written after all changes and not acted upon
but for the forms of verbs: its first run was 0.993, 2 % and 93 % (its contested ones are well known). They are floors
against falling back; what was never seen is measured by ``test_open_functions.py``. Run with ``-s`` for the tables.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from held_out import answers_to, rates

SETS = ("held_out_first.txt", "held_out_second.txt", "held_out_third.txt")


@pytest.fixture(scope="module", params=SETS)
def table(request: pytest.FixtureRequest) -> dict[str, float]:
    found = rates(answers_to(Path(__file__).parent / request.param))
    print(f"\n{request.param}\n" + "\n".join(f"{name:40} {value:.3f}" for name, value in found.items()))
    return {name.split(" (")[0]: value for name, value in found.items()}


def test_that_names_nobody_listed_are_right(table: dict[str, float]) -> None:
    assert table["right, all clear"] >= 0.93
    assert table["right, BPO"] >= 0.9
    assert table["right, KPO"] >= 0.9
    assert table["majority of phrasings right"] >= 0.95


def test_that_few_clear_ones_are_hedged(table: dict[str, float]) -> None:
    assert table["clear ones hedged"] <= 0.1


def test_that_contested_ones_are_hedged_more_often_than_clear_ones(table: dict[str, float]) -> None:
    assert table["contested hedged"] >= 3 * table["clear ones hedged"]
