"""Exporting a costed plan, against LibreOffice opening, recalculating and saving the same workbook, in one run.

python tests/speed/bench_export.py [rows …]   (default 5000; 50000 takes LibreOffice long)
"""

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.fields import PRICINGS
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.load import load_all
from outsourcing_planner.io.write_workbook import export_workbook

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
NAMES = (
    "Invoice processing",
    "Customer support",
    "Market research",
    "Contract review",
    "IT helpdesk",
    "Claims handling",
)


def reference_plan(rows: int) -> Plan:
    """The fixed plan: every pricing and decision, gaps, sixty departments."""
    dice = random.Random(20)
    places = ("India", "Philippines", "Poland", None)
    columns = {
        "function": [f"{dice.choice(NAMES)} {at}" for at in range(rows)],
        "department": [f"Department {dice.randint(1, 60)}" for _ in range(rows)],
        "fte": [round(dice.uniform(0.5, 60), 2) for _ in range(rows)],
        "volume": [float(dice.randint(1000, 900000)) for _ in range(rows)],
        "handling_minutes": [round(dice.uniform(1, 30), 1) for _ in range(rows)],
        "salary": [float(dice.randint(25000, 160000)) for _ in range(rows)],
        "country": [dice.choice(places) for _ in range(rows)],
        "pricing": [dice.choice(PRICINGS) for _ in range(rows)],
        "rate": [round(dice.uniform(0.2, 900), 2) for _ in range(rows)],
        "start_month": [float(dice.randint(1, 30)) for _ in range(rows)],
        "judgement": [float(dice.randint(1, 5)) for _ in range(rows)],
        "decision": [dice.choice(("auto", "BPO", "KPO", "Hybrid", "Retain")) for _ in range(rows)],
    }
    return Plan.from_columns(columns)  # type: ignore[arg-type] # cells of each kind


def counted(path: Path) -> tuple[int, int]:
    """Return how many cells and formulas the workbook holds."""
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    return sum(data.count(b"<c r=") for data in sheets), sum(data.count(b"<f") for data in sheets)


def recalculated(path: Path, folder: Path) -> tuple[float, float]:
    """Return the seconds, and those of the processor, that LibreOffice takes to open, recalculate and save it."""
    home = folder / "office"
    (home / "user").mkdir(parents=True, exist_ok=True)
    (home / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = [
        "soffice",
        f"-env:UserInstallation={home.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
        str(path),
    ]
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(command, check=True, capture_output=True, timeout=7200)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def bench(rows: int) -> None:
    libraries, given = load_all(), Assumptions()
    plan = reference_plan(rows)
    evaluation = evaluate(plan, given, libraries)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "plan.xlsx"
        start, busy = time.perf_counter(), time.process_time()
        export_workbook(plan, given, evaluation, libraries, path)
        ours, ours_busy = time.perf_counter() - start, time.process_time() - busy
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cells, formulas = counted(path)
        print(f"{rows:,} functions: {cells:,} cells, {formulas:,} formulas, {path.stat().st_size / 1e6:.1f} MB")
        print(f"  export {ours:.1f} s ({ours_busy:.1f} s of processor), memory at most {memory:,.0f} MB", flush=True)
        if shutil.which("soffice"):
            theirs, theirs_busy = recalculated(path, folder)
            print(
                f"  LibreOffice opens, recalculates and saves it in {theirs:.1f} s ({theirs_busy:.1f} s of processor); "
                f"export takes {ours / theirs:.2f} of that ({ours_busy / theirs_busy:.2f} of the processor)"
            )


if __name__ == "__main__":
    for count in [int(text) for text in sys.argv[1:]] or [5000]:
        bench(count)
