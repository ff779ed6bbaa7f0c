"""The real workbooks and the corpus beside the checkout; skipped where they are not."""

import csv
import time
from pathlib import Path

import pytest

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.io.importing import limits
from outsourcing_planner.io.read_workbook import ImportChoices, Imported, read_workbook

BOOKS = Path(__file__).parents[4] / "shared" / "workbooks"
pytestmark = pytest.mark.skipif(not BOOKS.is_dir(), reason="the collection of workbooks is not beside the checkout")
TRUTH = (
    list(csv.DictReader((BOOKS / "realistic_expected.csv").read_text(encoding="utf-8").splitlines()))
    if BOOKS.is_dir()
    else []
)
FILES = (
    sorted(path for path in BOOKS.rglob("*/*") if path.is_file() and path.parent.name != "LICENCES") if TRUTH else []
)


def balanced(found: Imported) -> bool:
    report = found.report
    return report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused


@pytest.mark.parametrize("truth", [row for row in TRUTH if row["data_rows"] != "0"], ids=lambda row: row["file"])
def test_that_rows_sums_and_rows_left_out_are_as_counted_by_hand(truth: dict[str, str]) -> None:
    mapping = {truth["label_col"]: "function"}
    mapping |= {truth["cost_col"]: "in_house_cost"} if truth["cost_col"] else {}
    mapping |= {truth["headcount_col"]: "fte"} if truth["headcount_col"] else {}
    choices = ImportChoices(
        sheet=None if truth["sheet"] == "(csv)" else truth["sheet"],
        header_row=int(truth["header_last"]) if truth["header_last"] else None,
        mapping=mapping,
    )
    found = read_workbook(BOOKS / "realistic" / truth["file"], choices)
    assert found.report.rows_kept == int(truth["data_rows"])
    named = [cell for cell in found.plan.column("function") if cell is not None]
    assert len(named) >= int(truth["labels_nonempty"])
    if truth["cost_sum"]:
        assert found.report.sum_of("in_house_cost") == pytest.approx(float(truth["cost_sum"]), abs=0.5)
    if truth["headcount_sum"]:
        assert found.report.sum_of("fte") == float(truth["headcount_sum"])
    out = {str(row.row): row for row in found.report.rows_left_out if row.kind in {"total", "section", "heading"}}
    wanted = [part for part in truth["rows_to_exclude"].split(";") if part]
    if all(part.isdigit() for part in wanted):
        assert sorted(out, key=int) == wanted
    else:
        assert all(any(part in row.name for row in out.values()) for part in wanted)
        assert len(out) == len(wanted)
    assert balanced(found)


@pytest.mark.slow
def test_that_every_file_is_imported_or_refused_with_a_reason() -> None:
    import resource

    outcomes: dict[str, int] = {}
    slow = []
    for path in FILES:
        start = time.monotonic()
        try:
            found = read_workbook(path)
            assert balanced(found), path.name
            outcome = "imported"
        except PlannerError as error:
            outcome = type(error).__name__ if len(str(error)) > 30 else f"no reason for {path.name}"
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        if time.monotonic() - start > 10:
            slow.append(path.name)

    assert not slow
    assert set(outcomes) == {"imported", "InputUnreadableError", "NothingToPlanError"}
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < limits.MEMORY_BYTES
    assert outcomes["imported"] >= 100
