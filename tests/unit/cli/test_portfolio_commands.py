"""``batch`` and ``portfolio`` as a person runs them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes

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


COMMANDS = {
    "frontier": (["--points", "3"], "by_budget"), "waves": (["--fte-per-wave", "20"], "waves"),
    "tornado": ([], "tornado"), "simulate": (["--trials", "60"], "monte_carlo"),
    "scenarios": (["--rates", "+10%"], "scenarios"), "concentration": ([], "concentration"),
    "what-if": (["--months", "3"], "what_if"),
}  # fmt: skip
SHEETS = {
    "frontier": "Frontier", "waves": "Road map", "tornado": "Tornado", "simulate": "Simulation",
    "scenarios": "Scenarios", "concentration": "Concentration", "what-if": "Concentration",
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_that_a_command_writes_a_workbook_with_its_sheet_and_prints(name: str, tmp_path: Path) -> None:
    more, key = COMMANDS[name]
    out = tmp_path / "out.xlsx"
    done = planner(name, GOLDEN, *more, "-o", out, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[key]
    assert SHEETS[name] in openpyxl.load_workbook(out, read_only=True).sheetnames


def test_that_a_command_prints_words_and_writes_json(tmp_path: Path) -> None:
    out = tmp_path / "lost.json"
    done = planner("what-if", GOLDEN, "-o", out, "--from-month", "13")
    assert done.returncode == 0, done.stderr
    assert "lost from month 13 for 3 months" in done.stdout
    found = json.loads(out.read_text(encoding="utf-8"))["what_if"]
    assert found[0]["loss"] == max(one["loss"] for one in found)
    assert found[0]["npv_before"] - found[0]["npv_after"] == pytest.approx(found[0]["loss"])
    again = planner("what-if", GOLDEN, "-o", out)
    assert (again.returncode, "--force" in again.stderr) == (5, True)


def test_that_a_scenario_of_the_command_line_is_explained() -> None:
    done = planner("scenarios", GOLDEN, "--rates", "+60%", "--set", "discount_rate=0.12", "--json")
    (found,) = json.loads(done.stdout)["scenarios"]
    assert found["sentence"].startswith("Discount rate 12.0%, rates +60%: −")
    assert f"{len(found['stop_paying'])} function" in found["sentence"]
    assert found["stop_paying"]


def test_that_limits_by_name_are_kept_and_explained() -> None:
    done = planner("portfolio", GOLDEN, "--must-stay", "Customer support", "--trials", "10", "--json")
    functions = {line["function"]: line["chosen"] for line in json.loads(done.stdout)["functions"]}
    assert functions["Customer support"] in {"Retain", "Automate"}
    done = planner("portfolio", GOLDEN, "--must-go", "Customer support", "--budget", "1", "--trials", "10")
    assert done.returncode == 1
    assert "One-off budget of year 1: 1 is too little, at least" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("portfolio", GOLDEN, "--must-go", "Nobody"), "no function 'Nobody'"),
        (("portfolio", GOLDEN, "--country", "India"), "Name=0.4"),
        (("waves", GOLDEN, "--after", "Customer support"), "goes first"),
        (("scenarios", GOLDEN), "--rates"), (("scenarios", GOLDEN, "--set", "no=1"), "no assumption"),
        (("scenarios", GOLDEN, "--rates", "much"), "+10%"), (("what-if", GOLDEN, "--country", "Mars"), "Mars"),
    ],
)  # fmt: skip
def test_that_wrong_usage_is_one_sentence(arguments: tuple[object, ...], said: str) -> None:
    done = planner(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_that_a_plan_file_brings_its_scenarios_and_its_own_quotes(tmp_path: Path) -> None:
    scenario = {"name": "Dear", "assumptions": {"discount_rate": 0.3}, "cells": [], "factors": []}
    quote = {"place": "Poland", "kind": "BPO", "unit": "seat_month", "likely": 777.0, "vendor": "Alfa"}
    plan = Plan.from_columns({"function": ("Payroll",), "fte": (10.0,), "decision": ("BPO",), "country": ("Poland",)})
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    content = PlanContent(plan=plan, sections={"scenarios": [scenario], "rates": [quote]})
    (inputs / "own.oplan").write_bytes(plan_bytes(content))
    charge = 10 * 777.0 * 12
    done = planner("scenarios", inputs / "own.oplan", "--json")
    (found,) = json.loads(done.stdout)["scenarios"]
    assert (found["name"], found["totals"]["charge"]) == ("Dear", charge)
    done = planner("portfolio", inputs / "own.oplan", "--trials", "10", "--json")
    (function,) = json.loads(done.stdout)["functions"]
    assert "Alfa" in [option["vendor"] for option in function["options"]]
    assert planner("plan", inputs / "own.oplan", "-o", tmp_path / "plan.xlsx").returncode == 0
    assert "Scenarios" in openpyxl.load_workbook(tmp_path / "plan.xlsx", read_only=True).sheetnames
    done = planner("batch", inputs, "-o", out, "--jobs", "1", "--json")
    assert json.loads(done.stdout)["files"][0]["totals"]["charge"] == charge
