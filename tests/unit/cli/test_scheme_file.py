"""Own weights, cut-offs and gates from a TOML file on the command line; what does not hang together is refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


def classified(folder: Path, toml: str) -> subprocess.CompletedProcess[str]:
    """Run ``classify`` on one name with a scheme file."""
    path = folder / "own.toml"
    path.write_text(toml, encoding="utf-8")
    command = [sys.executable, "-m", "outsourcing_planner", "classify", "-", "--json", "--scheme", str(path)]
    return subprocess.run(command, input="Market research\n", capture_output=True, text=True, check=False)


def test_that_a_file_with_what_differs_is_enough(tmp_path: Path) -> None:
    shipped, own = (classified(tmp_path, toml) for toml in ("", "[cuts]\nkind_cut = 95\n"))
    before, after = (json.loads(answer.stdout) for answer in (shipped, own))
    assert (before["kind"], after["kind"]) == ("KPO", "BPO")
    assert before["knowledge"] == after["knowledge"]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[knowledge_weights]\njudgement = 40\n", "110"),
        ("[cuts]\nretain_below = 70\n", "retain_below"),
        ("[cuts]\nkind_cutt = 50\n", "kind_cutt"),
        ("[cuts]\nkind_cut = 'x'\n", "kind_cut"),
        ("[cuts\n", "own.toml"),
    ],
)
def test_that_a_file_that_does_not_hang_together_is_refused_in_one_sentence(
    tmp_path: Path, toml: str, said: str
) -> None:
    answer = classified(tmp_path, toml)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    assert answer.stdout == ""
