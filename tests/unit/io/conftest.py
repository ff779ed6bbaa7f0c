"""What the tests of the exports share: the golden portfolio, and recalculation by LibreOffice that is really hard."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.sources import read_source
from outsourcing_planner.io.write_workbook import workbook_bytes

GOLDEN = Path(__file__).parents[2] / "golden"
NEEDED = "OUTSOURCING_PLANNER_NEEDS_LIBREOFFICE"
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""

Recalculate = Callable[[Sequence[Path]], list[Path]]
Cells = dict[tuple[str, str], object]


@pytest.fixture(scope="session")
def golden_plan() -> Plan:
    """The thirteen functions of the golden portfolio."""
    return read_source(GOLDEN / "functions.xlsx", {}, lambda _share, _text: None).plan


@pytest.fixture(scope="session")
def golden_assumptions() -> dict[str, Assumptions]:
    """The two sets of assumptions, by "" and "_stress"."""
    files = {name: (GOLDEN / f"assumptions{name}.toml").read_text(encoding="utf-8") for name in ("", "_stress")}
    return {name: Assumptions.from_mapping(tomllib.loads(text)) for name, text in files.items()}


@pytest.fixture(scope="session")
def golden_workbook(golden_plan: Plan, golden_assumptions: dict[str, Assumptions], libraries: Libraries) -> bytes:
    """The golden portfolio as it is exported."""
    given = golden_assumptions[""]
    return workbook_bytes(golden_plan, given, evaluate(golden_plan, given, libraries), libraries)


@pytest.fixture(scope="session")
def recalculate(tmp_path_factory: pytest.TempPathFactory) -> Recalculate:
    """Recalculates workbooks from scratch; returns the files written, in the order given (their names must differ)."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get(NEEDED) == "1":
            pytest.fail("LibreOffice is missing, and this run must recalculate")
        pytest.skip("LibreOffice is not installed")
    home = tmp_path_factory.mktemp("office")
    (home / "user").mkdir()
    (home / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")

    def run(files: Sequence[Path]) -> list[Path]:
        out = tmp_path_factory.mktemp("recalculated")
        command = [
            program,
            f"-env:UserInstallation={home.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
        ]
        done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, timeout=900, check=False)
        written = [out / file.name for file in files]
        assert all(file.exists() for file in written), done.stderr
        return written

    return run


def values_of(path: Path) -> Cells:
    """Return the value of every cell that has one."""
    book = openpyxl.load_workbook(path, data_only=True)
    found = {
        (s.title, c.coordinate): c.value
        for s in book
        for row in s.iter_rows()
        for c in row
        if c.value not in (None, "")
    }
    book.close()
    return found


def formulas_of(path: Path) -> dict[tuple[str, str], str]:
    """Return the text of every formula."""
    book = openpyxl.load_workbook(path)
    found = {
        (s.title, c.coordinate): str(c.value) for s in book for row in s.iter_rows() for c in row if c.data_type == "f"
    }
    book.close()
    return found


def differs(one: object, other: object) -> bool:
    """Say whether two cells differ by more than the last digits of a floating-point number."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) > 1e-6 and abs(one - other) > 1e-9 * max(abs(one), abs(other))
    return one != other


@pytest.fixture(scope="session")
def compared() -> Callable[[Path, Path], tuple[int, dict[tuple[str, str], tuple[object, object]]]]:
    """Compares the formula cells of two files: how many there are, and those that differ."""

    def compare(before: Path, after: Path) -> tuple[int, dict[tuple[str, str], tuple[object, object]]]:
        cells, old, new = formulas_of(before), values_of(before), values_of(after)
        wrong = {cell: (old.get(cell), new.get(cell)) for cell in cells if differs(old.get(cell), new.get(cell))}
        return len(cells), wrong

    return compare


@pytest.fixture(scope="session")
def read_values() -> Callable[[Path], Cells]:
    """Reads the value of every cell of a workbook."""
    return values_of


@pytest.fixture(scope="session")
def read_formulas() -> Callable[[Path], dict[tuple[str, str], str]]:
    """Reads the text of every formula of a workbook."""
    return formulas_of
