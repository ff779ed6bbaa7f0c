"""How long saving takes, against the plainest way to put the same content on the disk.

Run: ``python tests/speed/bench_save.py``. The plain way is ``json.dumps`` of the same content and one write. Aim: 5,000
rows under 100 ms; 100,000 rows under 2.5 times the plain way, with checksums, compression, flush, verification and a
backup of the file before.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.atomic import save_bytes, stamp_of
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes, read_plan_file, verify_plan_file
from outsourcing_planner.io.plan_json import assumptions_to_json, plan_to_json
from outsourcing_planner.session.backups import Backups
from outsourcing_planner.session.saving import Saving, state_of

WORDS = ("invoice", "claims", "support", "payroll", "research", "legal", "audit", "help desk", "tax", "testing")
TEXTS = ("function", "department", "description", "owner")
NUMBERS = ("fte", "volume", "salary", "handling_minutes", "in_house_cost", "coverage_hours")
SCORES = ("codification", "judgement", "expertise", "supply", "variety")


def a_plan(rows: int) -> Plan:
    """Return a plan as full as people's plans are: four texts, six numbers, five scores partly blank, a decision."""
    chance = random.Random(1)
    columns = {key: [" ".join(chance.choices(WORDS, k=3)) for _ in range(rows)] for key in TEXTS}
    columns |= {key: [round(chance.uniform(1, 100), 2) for _ in range(rows)] for key in NUMBERS}
    scores = {
        key: [float(chance.randint(1, 5)) if chance.random() < 0.7 else None for _ in range(rows)] for key in SCORES
    }
    return Plan.from_columns({**columns, **scores, "decision": ["auto"] * rows})


def seconds(action: Callable[[], object], times: int) -> float:
    """Return the median time of an action."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def measure(rows: int, folder: Path, times: int) -> None:
    """Print the times for a plan of so many rows."""
    contents = [PlanContent(a_plan(rows)), PlanContent(a_plan(rows).with_cells((1,), "fte", (7.0,)))]
    plain_file, path, backups = folder / "plain.json", folder / "plan.oplan", Backups(folder / "backups", "bench")
    turn = iter(range(10**6))

    def plain() -> None:
        content = contents[next(turn) % 2]
        whole = {"plan": plan_to_json(content.plan), "assumptions": assumptions_to_json(content.assumptions)}
        plain_file.write_text(json.dumps(whole), encoding="utf-8")

    def save() -> None:
        save_bytes(path, plan_bytes(contents[next(turn) % 2]), overwrite=True, verify=verify_plan_file)

    def save_with_backup() -> None:
        document = contents[next(turn) % 2]
        saving = Saving(path, document, state_of(document), True, stamps[-1], backups)
        saving.run()
        assert saving.stamp is not None
        stamps.append(saving.stamp)

    base = seconds(plain, times)
    saved = seconds(save, times)
    stamps = [stamp_of(path)]
    with_backup = seconds(save_with_backup, times)
    opened = seconds(lambda: read_plan_file(path), times)
    print(
        f"{rows:>7,} rows  plain {base * 1e3:7.1f} ms   save {saved * 1e3:7.1f} ms = {saved / base:.2f} x   "
        f"with backup {with_backup * 1e3:7.1f} ms = {with_backup / base:.2f} x   open {opened * 1e3:7.1f} ms   "
        f"{path.stat().st_size / 1e3:,.0f} kB"
    )


def main() -> None:
    """Measure three sizes."""
    with tempfile.TemporaryDirectory() as folder:
        for rows, times in ((500, 15), (5_000, 9), (100_000, 5)):
            measure(rows, Path(folder), times)


if __name__ == "__main__":
    main()
