"""The command line as a person runs it: real process, real files, exit codes, one clear line on standard error."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden"
SAMPLE = ROOT / "resources" / "samples" / "portfolio.xlsx"


def planner(*arguments: object, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the program in a process of its own, without a display and without Qt's help."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "outsourcing_planner", *map(str, arguments)],
        input=stdin, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=120, check=False,
    )  # fmt: skip


def refused(done: "subprocess.CompletedProcess[str]", code: int) -> str:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A small foreign sheet: title, own headings, a text in a number column."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Our services"])
    page.append([])
    page.append(["Business Process", "No. of FTEs", "Average salary", "Cost centre"])
    page.append(["Customer support", 20, 42830, "0012"])
    page.append(["Equity research", "six or so", 98000, "0013"])
    path = tmp_path / "services.xlsx"
    book.save(path)
    return path


def test_that_plan_writes_the_workbook_and_prints_what_it_says(sheet: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    done = planner("plan", sheet, "-o", out)
    assert done.returncode == 0, done.stderr
    assert "Functions" in done.stdout
    assert openpyxl.load_workbook(out).sheetnames[0] == "Cover"


def test_that_json_is_one_object_with_the_keys_of_the_model(sheet: Path, tmp_path: Path) -> None:
    done = planner("plan", sheet, "-o", tmp_path / "plan.xlsx", "--json")
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    assert result["functions"] == 2
    assert set(result["totals"]) >= {
        "in_house", "charge", "one_off", "npv", "payback_months", "irr", "term_saving_share", "saving_of_in_house",
        "roi",
    }  # fmt: skip
    support, research = result["rows"]
    assert (support["label"], research["label"]) == ("BPO", "KPO")
    assert (support["fte"], research["fte"], research["npv"]) == (20, None, None)
    assert result["functions_not_costed"] == 1
    assert sum(result["by_label"].values()) == 2
    problem = [issue for issue in result["issues"] if issue["field"] == "fte"]
    assert [issue["row"] for issue in problem] == [5]
    assert "six or so" in problem[0]["message"]


def test_that_the_golden_portfolio_comes_through_the_whole_program(tmp_path: Path) -> None:
    done = planner(
        "plan",
        GOLDEN / "functions.xlsx",
        "-o",
        tmp_path / "p.xlsx",
        "--assumptions",
        GOLDEN / "assumptions.toml",
        "--json",
    )
    totals = json.loads(done.stdout)["totals"]
    expected = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))["totals"]
    assert {key: totals[key] for key in expected} == pytest.approx(expected, rel=1e-6)


def test_that_an_existing_file_is_kept_unless_forced(sheet: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    out.write_bytes(b"mine")
    assert "--force" in refused(planner("plan", sheet, "-o", out), 5)
    assert out.read_bytes() == b"mine"
    assert planner("plan", sheet, "-o", out, "--force").returncode == 0
    assert out.read_bytes()[:2] == b"PK"


def test_that_the_input_is_never_overwritten(sheet: Path) -> None:
    before = sheet.read_bytes()
    refused(planner("plan", sheet, "-o", sheet, "--force"), 5)
    assert sheet.read_bytes() == before


def test_that_a_heading_can_be_mapped_by_hand(sheet: Path, tmp_path: Path) -> None:
    done = planner("plan", sheet, "-o", tmp_path / "p.xlsx", "--json", "--map", "Cost centre=owner")
    assert done.returncode == 0, done.stderr
    page = openpyxl.load_workbook(tmp_path / "p.xlsx")["Functions"]
    assert "0012" in [cell.value for row in page.iter_rows() for cell in row]


def test_wrong_usage(sheet: Path, tmp_path: Path) -> None:
    refused(planner("plan"), 2)
    refused(planner("plan", sheet), 2)
    refused(planner("plan", sheet, "-o", tmp_path / "p.xlsx", "--map", "nonsense"), 2)
    assert "headcont" in refused(planner("plan", sheet, "-o", tmp_path / "p.xlsx", "--map", "A=headcont"), 2)
    assumptions = tmp_path / "a.toml"
    assumptions.write_text("colla = 0.03")
    assert "colla" in refused(planner("plan", sheet, "-o", tmp_path / "p.xlsx", "--assumptions", assumptions), 2)


def unreadable(folder: Path) -> dict[str, Path]:
    """Inputs that nobody can read, each in its own way."""
    image = folder / "image.xlsx"
    image.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    locked = folder / "locked.xlsx"
    locked.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096))
    return {"missing": folder / "nothing.xlsx", "folder": folder, "image": image, "locked": locked}


@pytest.mark.parametrize("kind", ["missing", "folder", "image", "locked"])
def test_that_what_cannot_be_read_is_said_and_nothing_is_written(kind: str, tmp_path: Path) -> None:
    refused(planner("plan", unreadable(tmp_path)[kind], "-o", tmp_path / "plan.xlsx"), 3)
    assert not (tmp_path / "plan.xlsx").exists()


@pytest.mark.parametrize("rows", [[], [["Function", "Headcount"]], [["Function", "Headcount"], [None, 3], [None, 4]]])
def test_that_there_may_be_nothing_to_plan(rows: list[list[object]], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(tmp_path / "empty.xlsx")
    refused(planner("plan", tmp_path / "empty.xlsx", "-o", tmp_path / "plan.xlsx"), 4)
    assert not (tmp_path / "plan.xlsx").exists()


def test_that_a_folder_that_does_not_exist_is_said(sheet: Path, tmp_path: Path) -> None:
    refused(planner("plan", sheet, "-o", tmp_path / "no" / "plan.xlsx"), 5)


def test_that_classify_gives_one_object_a_line_in_order() -> None:
    done = planner("classify", "-", "--json", stdin="Payroll processing\nEquity research\n\nqwxz vbnm\n")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["function"] for line in lines] == ["Payroll processing", "Equity research", None, "qwxz vbnm"]
    assert [line["kind"] for line in lines] == ["BPO", "KPO", None, None]
    keys = {"function", "label", "kind", "fit", "knowledge", "confidence", "close_call", "reasons"}
    assert all(keys <= set(line) for line in lines)
    assert lines[0]["reasons"]


def test_that_fields_prints_the_table() -> None:
    table = json.loads(planner("fields", "--json").stdout)
    assert {"key": "fte", "heading": "Headcount"}.items() <= next(row for row in table if row["key"] == "fte").items()


def test_that_the_shipped_sample_is_costed(tmp_path: Path) -> None:
    done = planner("plan", SAMPLE, "-o", tmp_path / "plan.xlsx", "--json")
    result = json.loads(done.stdout)
    assert result["functions"] == 24
    assert result["functions_not_costed"] <= 2
    assert result["totals"]["npv"] is not None


def test_that_rows_left_out_and_sums_are_reported(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["Process", "Annual cost"],
        ["Payroll", 100_000],
        ["Discount", -2_500],
        ["Billing", 50_000],
        ["Total", 147_500],
    ):
        page.append(row)
    book.save(tmp_path / "budget.xlsx")
    result = json.loads(planner("plan", tmp_path / "budget.xlsx", "-o", tmp_path / "plan.xlsx", "--json").stdout)
    assert (result["functions"], result["totals"]["in_house"]) == (3, 147_500)
    assert [(row["row"], row["name"]) for row in result["import"]["rows_left_out"]] == [(5, "Total")]
    codes = {issue["code"]: issue["row"] for issue in result["issues"]}
    assert (codes["row_left_out"], codes["negative_cost"]) == (5, 3)
    cells = result["import"]["cells"]
    assert cells["in"] == cells["kept"] + cells["converted"] + cells["refused"]


def test_that_a_plan_in_which_nothing_is_clear_is_still_written(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("function\nqwxz one\nzzzq two\n")
    result = json.loads(planner("plan", tmp_path / "odd.csv", "-o", tmp_path / "plan.xlsx", "--json").stdout)
    assert (result["by_label"]["Unclear"], result["functions_not_costed"]) == (2, 2)
    assert "Summary" in openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames


def test_that_assumptions_changed_in_the_exported_workbook_come_back(sheet: Path, tmp_path: Path) -> None:
    assumptions = tmp_path / "own.toml"
    assumptions.write_text(
        'cola = 0.04\nterm_years = 5\nleakage = {value = 0.1, low = 0, high = 0.2, source = "audit"}\n'
    )
    first = planner("plan", sheet, "-o", tmp_path / "a.xlsx", "--assumptions", assumptions, "--json")
    again = planner("plan", tmp_path / "a.xlsx", "-o", tmp_path / "b.xlsx", "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["totals"] == json.loads(first.stdout)["totals"]


def test_that_hidden_rows_and_sheets_are_announced(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["Function", "Headcount"], ["Payroll", 3], ["Billing", 4], ["Audit", 2]):
        page.append(row)
    page.row_dimensions[3].hidden = True
    book.create_sheet("Secret").sheet_state = "hidden"
    book["Secret"].append(["x"])
    book.save(tmp_path / "hidden.xlsx")
    result = json.loads(planner("plan", tmp_path / "hidden.xlsx", "-o", tmp_path / "p.xlsx", "--json").stdout)
    told = " ".join(issue["message"] for issue in result["issues"] if issue["code"] == "import_note")
    assert "Secret" in told
    assert "row 3" in told


def test_that_every_function_that_leaves_gets_its_own_hand_over_pack() -> None:
    done = planner("handover", SAMPLE, "--json")
    assert done.returncode == 0, done.stderr
    packs = [json.loads(line) for line in done.stdout.splitlines()]
    assert len({json.dumps(pack["sections"]) for pack in packs}) == len(packs) > 20
    assert "310,000 calls" in planner("handover", SAMPLE).stdout


def test_that_a_plan_file_is_costed_with_its_own_weights(tmp_path: Path) -> None:
    from outsourcing_planner.domain.plan import Plan
    from outsourcing_planner.io.plan_file import PlanContent, plan_bytes
    from outsourcing_planner.session.own_scheme import SECTION, edit_of_scheme

    plan = Plan.from_columns({"function": ["Payroll"], "fte": [3.0], "judgement": [5.0]})
    changes = {"knowledge_weights": {"judgement": 55.0, "expertise": 0.0}}
    for name, sections in (("plain", {}), ("own", {SECTION: edit_of_scheme(changes).value})):
        (tmp_path / f"{name}.oplan").write_bytes(plan_bytes(PlanContent(plan, sections=sections)))
    score = {
        name: json.loads(planner("plan", tmp_path / f"{name}.oplan", "-o", tmp_path / f"{name}.xlsx", "--json").stdout)
        for name in ("plain", "own")
    }
    assert score["own"]["rows"][0]["knowledge"] > score["plain"]["rows"][0]["knowledge"] + 10
