"""A workbook of ours comes back with nothing lost and no result taken for an input."""

from pathlib import Path

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.fields import FIELDS
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.load import load_all
from outsourcing_planner.io.read_workbook import read_workbook
from outsourcing_planner.io.write_workbook import export_workbook

GOLDEN = Path(__file__).parents[2] / "golden" / "functions.xlsx"


def test_that_every_column_of_the_golden_sheet_is_mapped() -> None:
    found = read_workbook(GOLDEN)
    assert {column.use for column in found.columns} == {"field"}
    headings = {field.heading: field.key for field in FIELDS}
    assert all(headings[heading] == key for heading, key in found.mapping.items())
    assert found.issues == ()
    assert found.report.rows_left_out == ()


def test_that_an_exported_plan_comes_back_whole(tmp_path: Path) -> None:
    plan = read_workbook(GOLDEN).plan
    cells = list(plan.column("fte"))
    cells[1] = Invalid("a dozen", "not a number")
    plan = plan.with_cells(plan.rows.ids, "fte", cells)
    plan = Plan.from_columns(
        plan.columns, {"Kind": ["x"] * len(plan), "Cost centre": [f"00{n}" for n in range(len(plan))]}
    )
    libraries = load_all()
    export_workbook(plan, Assumptions(), evaluate(plan, Assumptions(), libraries), libraries, tmp_path / "plan.xlsx")
    found = read_workbook(tmp_path / "plan.xlsx")
    assert found.sheet == "Functions"
    assert {key: found.plan.column(key) for key in plan.columns} == dict(plan.columns)
    assert {key for key, cells in found.plan.columns.items() if any(cell is not None for cell in cells)} <= {
        key for key, cells in plan.columns.items() if any(cell is not None for cell in cells)
    }
    assert [tuple(cells) for cells in found.plan.extras.values()] == [tuple(cells) for cells in plan.extras.values()]
    report = found.report
    assert report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused


def test_that_rows_of_ours_that_look_like_sums_titles_or_notes_come_back_too(tmp_path: Path) -> None:
    names = [
        "Finance",
        "  Payables",
        "  Tax",
        "(aside)",
        "Finance total",
        "Total",
        "1. Notes",
        "1.1 Source: x",
        "Average",
        "£000",
    ]
    costs = [900.0, 400.0, 500.0, 900.0, 900.0, 3600.0, 7.0, 7.0, None, None]
    plan = Plan.from_columns(
        {"function": names, "department": ["A", None, None, "A", *[None] * 6], "in_house_cost": costs,
         "fte": [9.0, 4.0, 5.0, 9.0, 9.0, 36.0, 1.0, 1.0, None, None]},
        {"Id": list("abcdefghij"), "Parent id": ["", "a", "a", *[""] * 7]},
    )  # fmt: skip
    libraries = load_all()
    export_workbook(plan, Assumptions(), evaluate(plan, Assumptions(), libraries), libraries, tmp_path / "plan.xlsx")
    found = read_workbook(tmp_path / "plan.xlsx").plan
    assert [str(name).strip() for name in found.column("function")] == [name.strip() for name in names]
    assert found.column("department") == plan.column("department")
    assert found.column("in_house_cost") == plan.column("in_house_cost")
