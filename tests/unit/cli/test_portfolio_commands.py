"""``batch`` and ``portfolio`` as a person runs them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden" / "functions.xlsx"


def planner(*arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "outsourcing_planner", *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, timeout=180, check=False,
    )  # fmt: skip


def test_that_portfolio_prints_one_object_with_everything() -> None:
    done = planner("portfolio", GOLDEN, "--json", "--trials", "200", "--per-country", "0.9")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["choice"]["state"] == "optimal"
    assert len(found["functions"]) == 13
    chosen = {line["function"]: line["chosen"] for line in found["functions"]}
    assert all(chosen.values())
    npv = sum(next(o["npv"] for o in line["options"] if o["label"] == line["chosen"]) for line in found["functions"])
    assert abs(npv - found["choice"]["npv"]) < 0.01
    assert found["monte_carlo"]["npv"]["p10"] <= found["monte_carlo"]["npv"]["p90"]
    assert found["tornado"][0]["span"] >= found["tornado"][-1]["span"]
    assert {"waves", "concentration", "sensitive"} <= set(found)


def test_that_limits_that_cannot_be_kept_are_explained(tmp_path: Path) -> None:
    toml = tmp_path / "a.toml"
    toml.write_text("term_years = 3\n")
    done = planner(
        "portfolio", GOLDEN, "--assumptions", toml, "--trials", "10", "--retained", "1.0", "--per-country", "0.5"
    )
    assert done.returncode == 0, done.stderr  # everything stays
    assert "Retain" in done.stdout


def test_that_batch_costs_the_good_files_and_says_which_failed(tmp_path: Path) -> None:
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    shutil.copy(GOLDEN, inputs / "good.xlsx")
    (inputs / "bad.csv").write_text("just, some\nwords, here\n")
    done = planner("batch", inputs, "-o", out, "--jobs", "1", "--json")
    assert done.returncode == 4, done.stderr
    assert done.stderr.strip().splitlines() == ["outsourcing-planner: 1 of 2 files was not costed: bad.csv"]
    found = json.loads(done.stdout)
    assert [item["functions"] for item in found["files"]] == [0, 13]
    assert (out / "good.xlsx").exists()
    assert (out / "all.xlsx").exists()
    again = planner("batch", inputs, "-o", out)
    assert again.returncode == 5
    assert "--force" in again.stderr


def test_that_the_folder_of_the_inputs_is_no_place_for_results(tmp_path: Path) -> None:
    shutil.copy(GOLDEN, tmp_path / "good.xlsx")
    done = planner("batch", tmp_path, "-o", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
