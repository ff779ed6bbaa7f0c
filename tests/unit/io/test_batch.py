"""Many portfolios: processes and a Dask cluster give what one process gives; a bad file does not stop the rest."""

import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from outsourcing_planner.domain.errors import InputUnreadableError, NothingToPlanError, UsageError
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io import batch
from outsourcing_planner.io.batch import cost_file, cost_folder, tasks_of
from outsourcing_planner.io.batch_table import check_format, tables, write_tables
from outsourcing_planner.io.load import load_all
from outsourcing_planner.io.sources import read_source

ROOT = Path(__file__).parents[3]
GOLDEN, SAMPLE = ROOT / "tests" / "golden" / "functions.xlsx", ROOT / "resources" / "samples" / "portfolio.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good workbooks, one broken, a lock file of Excel, and a file that is no table."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    shutil.copy(GOLDEN, inputs / "golden.xlsx")
    shutil.copy(SAMPLE, inputs / "sample.xlsx")
    (inputs / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (inputs / "~$golden.xlsx").write_bytes(b"lock")
    (inputs / "readme.txt").write_text("hello")
    return inputs


def totals_of(path: Path) -> dict[str, float | None]:
    taken = read_source(path, {}, lambda _share, _text: None)
    return dict(evaluate(taken.plan, taken.assumptions, load_all()).totals)


def test_that_every_workbook_is_costed_and_a_bad_one_is_reported(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told: list[float] = []
    found = cost_folder(folder, out, jobs=2, progress=lambda share, _name: told.append(share))
    assert [item.source for item in found.files] == ["broken.xlsx", "golden.xlsx", "sample.xlsx"]
    assert [item.source for item in found.failed] == ["broken.xlsx"]
    assert found.exit_code == 3
    assert "broken.xlsx" in found.failed[0].failure
    assert dict(found.files[1].totals) == totals_of(GOLDEN)
    assert dict(found.files[2].totals) == totals_of(SAMPLE)
    assert sorted(path.name for path in out.iterdir()) == ["golden.xlsx", "sample.xlsx"]
    assert openpyxl.load_workbook(out / "golden.xlsx", read_only=True).sheetnames[0] == "Cover"
    assert told[-1] == 1.0


def test_that_an_existing_workbook_is_kept_and_the_others_are_written(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "golden.xlsx").write_text("mine")
    found = cost_folder(folder, out, jobs=1)
    assert {item.source: item.exit_code for item in found.failed} == {"broken.xlsx": 3, "golden.xlsx": 5}
    assert (out / "golden.xlsx").read_text() == "mine"
    assert (out / "sample.xlsx").exists()
    assert cost_folder(folder, out, jobs=1, force=True).failed[0].source == "broken.xlsx"
    assert (out / "golden.xlsx").read_bytes()[:2] == b"PK"


def test_that_the_combined_table_holds_every_function_with_its_file(folder: Path, tmp_path: Path) -> None:
    found = cost_folder(folder, tmp_path / "out", jobs=1)
    frames = tables(found.files)
    assert frames["functions"].groupby("file").size().to_dict() == {"golden.xlsx": 13, "sample.xlsx": 24}
    for item in found.files[1:]:
        mine = frames["functions"][frames["functions"]["file"] == item.source]
        assert mine["npv"].sum() == pytest.approx(item.totals["npv"], abs=0.01)
    (path,) = write_tables(found.files, tmp_path / "out", "xlsx", force=False)
    assert len(pd.read_excel(path, sheet_name="Functions", engine="openpyxl")) == 37
    assert pd.read_excel(path, sheet_name="Files", engine="openpyxl")["failure"].notna().tolist() == [
        True,
        False,
        False,
    ]


def test_that_parquet_holds_the_same(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    found = cost_folder(folder, tmp_path / "out", jobs=1)
    functions, files = write_tables(found.files, tmp_path / "out", "parquet", force=False)
    read = pd.read_parquet(functions)
    assert read["npv"].tolist() == pytest.approx(tables(found.files)["functions"]["npv"].tolist(), nan_ok=True)
    assert len(pd.read_parquet(files)) == 3


def test_that_a_dask_cluster_gives_the_same_to_the_cent(folder: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, processes=True) as cluster:
        found = cost_folder(folder, tmp_path / "cluster", scheduler=cluster.scheduler_address)
    here = cost_folder(folder, tmp_path / "here", jobs=1)
    assert [(item.source, item.exit_code, item.totals) for item in found.files] == [
        (item.source, item.exit_code, item.totals) for item in here.files
    ]
    assert (tmp_path / "cluster" / "sample.xlsx").exists()


def test_that_a_scheduler_that_does_not_answer_is_one_clear_sentence(folder: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(batch, "find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=r"\[cluster\]"):
        cost_folder(folder, tmp_path / "out", scheduler="tcp://127.0.0.1:1")


def test_that_inputs_that_differ_only_in_kind_get_workbooks_of_their_own(tmp_path: Path) -> None:
    for name in ("plan.xlsx", "plan.csv", "all.xlsx", "other.ods"):
        (tmp_path / name).write_text("x")
    found = tasks_of(tmp_path, tmp_path / "out", None, force=False)
    assert [task.output.name for task in found] == ["all_xlsx.xlsx", "other.xlsx", "plan_csv.xlsx", "plan_xlsx.xlsx"]


def test_that_an_empty_or_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToPlanError):
        tasks_of(tmp_path, tmp_path, None, force=False)
    with pytest.raises(InputUnreadableError):
        tasks_of(tmp_path / "none", tmp_path, None, force=False)


def test_that_a_fault_in_one_file_is_told_and_not_raised(tmp_path: Path, monkeypatch) -> None:
    shutil.copy(GOLDEN, tmp_path / "a.xlsx")
    (task,) = tasks_of(tmp_path, tmp_path / "out", None, force=False)

    def faulty(_task: object) -> None:
        raise ValueError("boom")

    monkeypatch.setattr(batch, "_costed", faulty)
    assert "boom" in cost_file(task).failure


def test_that_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="csv"):
        check_format("csv")


def test_that_a_large_plan_is_costed_in_parts_on_a_cluster_with_the_same_cents(folder: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True) as cluster:
        address = cluster.scheduler_address
        found = cost_folder(folder, tmp_path / "parts", scheduler=address, part_rows=5)
    here = cost_folder(folder, tmp_path / "here", jobs=1)
    assert [(item.source, item.exit_code, item.totals) for item in found.files] == [
        (item.source, item.exit_code, item.totals) for item in here.files
    ]
    for item, other in zip(found.files, here.files, strict=True):
        for key, column in other.rows.items():
            if column and isinstance(next((value for value in column if value is not None), None), float):
                assert item.rows[key] == pytest.approx(column, abs=0.005, nan_ok=True), key
