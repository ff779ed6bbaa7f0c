"""Import of 100,000 rows of 12 columns against a bare python-calamine read of the same file, in one run.

python tests/speed/bench_import.py
"""

import random
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import python_calamine
import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from outsourcing_planner.io.read_workbook import interpret, read_sheets, read_workbook  # noqa: E402

ROWS, REPEATS, AT_MOST = 100_000, 3, 4.0
HEADINGS = ("Business Process", "Dept", "Description", "No. of FTEs", "Annual Cost", "Volume", "AHT (min)", "Salary",
            "Country", "Owner", "Cost centre", "Status")  # fmt: skip


def big_workbook(path: Path) -> Path:
    """Write 100,000 functions with 12 columns."""
    dice = random.Random(1)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for at in range(1, ROWS + 1):
            sheet.write_row(at, 0, (
                f"Function {at}", f"Department {at % 40}", f"What is done in the work number {at}", at % 30 + 0.5,
                dice.randint(1000, 900_000), dice.randint(100, 99_999), round(dice.random() * 20, 1),
                dice.randint(20_000, 90_000), "India", f"Owner {at % 100}", f"{at % 1000:05d}", "Active",
            ))  # fmt: skip
    return path


def best(task: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds."""
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return min(taken)


def longest_block(task: Callable[[], object]) -> float:
    """The longest time for which another thread could not run while the task ran in a worker, in seconds."""
    worker = threading.Thread(target=task)
    worker.start()
    longest, last = 0.0, time.perf_counter()
    while worker.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = big_workbook(Path(folder) / "big.xlsx")
        bare = best(lambda: python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())
        whole = best(lambda: read_workbook(path))
        raw = read_sheets(path)
        again = best(lambda: interpret(raw))
        blocked = longest_block(lambda: read_workbook(path))
        assert len(read_workbook(path).plan) == ROWS
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"bare read                    {bare:6.2f} s")
    print(f"import                       {whole:6.2f} s   {whole / bare:4.2f} × the bare read (at most {AT_MOST})")
    print(f"preview after a choice       {again:6.2f} s   {again / bare:4.2f} ×")
    print(f"another thread waited        {blocked * 1000:6.0f} ms at most")
    print(f"memory, child and own        {memory:6.0f} MB, {own:.0f} MB")
    sys.exit(whole > AT_MOST * bare)
