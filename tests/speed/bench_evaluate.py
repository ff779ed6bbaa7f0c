"""Speed and memory of the evaluation, as ratios of one run: ``python tests/speed/bench_evaluate.py [--million]``."""

import argparse
import io
import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import python_calamine
import xlsxwriter

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.fields import BY_KEY, CRITERIA
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate, re_evaluate
from outsourcing_planner.io.load import load_all

ROWS, EDITED_AT = 100_000, 10_000
MOST_TIMES_CALAMINE, MOST_MS_PER_EDIT, MOST_MB = 3.0, 10.0, 1024.0


def columns_of(count: int) -> dict[str, tuple[Any, ...]]:
    random = np.random.default_rng(1)
    found: dict[str, tuple[Any, ...]] = {
        "function": tuple(f"Function {number % 997}" for number in range(count)),
        "department": tuple(random.choice(["Finance", "IT", "HR"], count).tolist()),
        "fte": tuple((random.integers(1, 400, count) / 4).tolist()),
        "salary": tuple(random.integers(30_000, 90_000, count).astype(float).tolist()),
        "start_month": tuple(random.integers(1, 18, count).astype(float).tolist()),
    }
    scores = {key: tuple(random.integers(1, 6, count).astype(float).tolist()) for key in CRITERIA}
    return {**found, **scores}


def seconds(action: Callable[[], object], times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best


def workbook(columns: dict[str, tuple[Any, ...]]) -> bytes:
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [BY_KEY[key].heading for key in columns])
        for number, row in enumerate(zip(*columns.values(), strict=True), start=1):
            sheet.write_row(number, 0, row)
    return memory.getvalue()


def read(data: bytes) -> int:
    return len(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())


def of_size(count: int) -> float:
    plan, libraries, assumptions = Plan.from_columns(columns_of(count)), load_all(), Assumptions()
    took = seconds(lambda: evaluate(plan, assumptions, libraries), 1 if count > ROWS else 3)
    each = took / count * 1e6
    print(f"evaluate {count:>9,} rows × {assumptions.months} months: {took:8.3f} s, {each:6.1f} µs a row")
    return took


def one_edit() -> None:
    plan, libraries, assumptions = Plan.from_columns(columns_of(EDITED_AT)), load_all(), Assumptions()
    old, other = evaluate(plan, assumptions, libraries), plan.with_cells([5], "fte", [7.0])
    took = seconds(lambda: re_evaluate(old, other, assumptions, libraries, [5]), 10) * 1000
    print(f"one row edited at {EDITED_AT:,} rows, with totals: {took:.2f} ms (at most {MOST_MS_PER_EDIT:.0f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--million", action="store_true", help="also 1,000,000 rows; takes several GB")
    million = parser.parse_args().million
    evaluate(Plan.from_columns(columns_of(10)), Assumptions(), load_all())
    of_size(1000)
    of_size(10_000)
    one_edit()
    took = of_size(ROWS)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(f"most memory so far: {memory:,.0f} MB (at most {MOST_MB:,.0f})")
    data = workbook(columns_of(ROWS))
    alone = seconds(lambda: read(data))
    print(f"calamine alone reads them in {alone:.3f} s; ratio {took / alone:.2f} (at most {MOST_TIMES_CALAMINE})")
    if million:
        of_size(1_000_000)


if __name__ == "__main__":
    main()
