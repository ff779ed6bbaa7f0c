"""Many portfolios: costs every workbook of a folder in parallel processes, or on a Dask cluster, and one table of all.

Each file is costed by the very functions that cost one plan; a file that fails is reported and the others go on.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import InputUnreadableError, NothingToPlanError, PlannerError, UsageError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.batch_table import COMBINED, FileResult, file_rows
from outsourcing_planner.text import _

if TYPE_CHECKING:
    from outsourcing_planner.engine.evaluate import Evaluation

SUFFIXES: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".oplan")
PART_ROWS: Final = 10_000
"""Rows of a part on a cluster."""
Progress = Callable[[float, str], None]
InForce = Callable[[Any, Assumptions], Any]


@dataclass(frozen=True, slots=True)
class Task:
    """One file to cost: where it is, where its workbook goes, own assumptions or None for those of the file."""

    source: Path
    output: Path
    assumptions: Assumptions | None
    force: bool
    in_force: InForce | None = None
    """Gives the libraries with what a plan file keeps of its own; those that ship where left out."""
    part_rows: int = 0
    """On a cluster plans of more rows are costed in parts of so many; 0 for never."""


@dataclass(frozen=True)
class BatchResult:
    """All files in the order of their names."""

    files: tuple[FileResult, ...]

    @property
    def failed(self) -> tuple[FileResult, ...]:
        """Return the files that were not costed."""
        return tuple(found for found in self.files if found.exit_code)

    @property
    def exit_code(self) -> int:
        """Return 0 where every file was costed, else the code of the first failure."""
        return self.failed[0].exit_code if self.failed else 0


def tasks_of(folder: Path, out: Path, assumptions: Assumptions | None, *, force: bool) -> tuple[Task, ...]:
    """Return a task for every workbook, table and plan file in a folder, by name; lock and hidden files are left out.

    Raises InputUnreadableError or NothingToPlanError where there is nothing to read.
    """
    if not folder.is_dir():
        raise InputUnreadableError(str(folder), _("it is not a folder"))
    found = [
        path for path in sorted(folder.iterdir())
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith((".", "~$"))
    ]  # fmt: skip
    if not found:
        raise NothingToPlanError(str(folder), _("it holds no workbook, table or plan file"))
    twice = {path.stem for path in found if sum(other.stem == path.stem for other in found) > 1}
    names = [path.name.replace(".", "_") if path.stem in (*twice, COMBINED) else path.stem for path in found]
    return tuple(Task(path, out / f"{name}.xlsx", assumptions, force) for path, name in zip(found, names, strict=True))


def cost_file(task: Task) -> FileResult:
    """Read, cost and export one file; whatever stops it is in the result."""
    name = task.source.name
    try:
        return _costed(task)
    except PlannerError as error:
        return FileResult(name, task.output.name, failure=str(error), exit_code=error.exit_code)
    except (OSError, ValueError, ArithmeticError, LookupError, TypeError, MemoryError) as error:
        # a fault in one file must not stop the others; its name and kind are told
        text = _("Cannot cost {name}: {kind}: {why}").format(name=name, kind=type(error).__name__, why=error)
        return FileResult(name, task.output.name, failure=text, exit_code=1)


def _costed(task: Task) -> FileResult:
    from outsourcing_planner.io.load import load_all  # noqa: PLC0415 - the process that asks needs no engine
    from outsourcing_planner.io.sources import read_source  # noqa: PLC0415
    from outsourcing_planner.io.write_workbook import export_workbook  # noqa: PLC0415

    taken = read_source(task.source, {}, lambda _share, _text: None)
    given = task.assumptions or taken.assumptions
    libraries = task.in_force(taken, given) if task.in_force else load_all()
    evaluation = _evaluated(task, taken.plan, given, libraries)
    export_workbook(taken.plan, given, evaluation, libraries, task.output, overwrite=task.force)
    return FileResult(
        task.source.name, task.output.name, len(taken.plan), dict(evaluation.totals), given.text("plan_currency"),
        file_rows(taken.plan, evaluation),
    )  # fmt: skip


def _evaluated(task: Task, plan: Plan, assumptions: Assumptions, libraries: Any) -> "Evaluation":  # noqa: ANN401 - Libraries
    """Return the results of a plan; on a cluster those of a large one are computed part by part on all workers."""
    from outsourcing_planner.engine.evaluate import evaluate  # noqa: PLC0415 - see above

    if not task.part_rows or len(plan) <= task.part_rows:
        return evaluate(plan, assumptions, libraries)
    import distributed  # noqa: PLC0415 - an optional extra

    from outsourcing_planner.engine.portfolio.partitions import joined, parts_of  # noqa: PLC0415

    with distributed.worker_client() as client:
        shared = client.scatter(_Shared(assumptions, libraries), broadcast=True)
        parts = client.map(_evaluated_part, parts_of(plan, task.part_rows), shared=shared, pure=False)
        return joined(plan, assumptions, client.gather(parts))


@dataclass(frozen=True)
class _Shared:
    """What every part of a plan is costed with."""

    assumptions: Assumptions
    libraries: Any


def _evaluated_part(part: Plan, shared: _Shared) -> "Evaluation":
    from outsourcing_planner.engine.evaluate import evaluate  # noqa: PLC0415 - see above

    return evaluate(part, shared.assumptions, shared.libraries)


def cost_folder(
    folder: Path, out: Path, *, assumptions: Assumptions | None = None, jobs: int | None = None, scheduler: str = "",
    force: bool = False, progress: Progress | None = None, in_force: InForce | None = None, part_rows: int = PART_ROWS,
) -> BatchResult:  # fmt: skip
    """Cost every file of ``folder`` into ``out``, in ``jobs`` processes (default: one per core) or on a Dask cluster.

    Workbooks that exist are kept unless ``force``. On a cluster all workers must see both folders, and a plan of more
    than ``part_rows`` rows is costed in parts. ``in_force`` as of ``Task``; it must be a function of a module.
    """
    rows = part_rows if scheduler else 0
    tasks = [
        replace(task, in_force=in_force, part_rows=rows) for task in tasks_of(folder, out, assumptions, force=force)
    ]
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(out, error) from error
    told = progress or (lambda _share, _text: None)
    results: dict[str, FileResult] = {}
    stream = _on_cluster(tasks, scheduler) if scheduler else _in_processes(tasks, jobs)
    for result in stream:
        results[result.source] = result
        told(len(results) / len(tasks), result.source)
    return BatchResult(tuple(results[task.source.name] for task in tasks))


def _unwritable(out: Path, error: OSError) -> PlannerError:
    from outsourcing_planner.domain.errors import OutputUnwritableError  # noqa: PLC0415

    return OutputUnwritableError(str(out), error.strerror or str(error))


def _in_processes(tasks: Sequence[Task], jobs: int | None) -> Iterator[FileResult]:
    count = min(jobs or multiprocessing.cpu_count(), len(tasks))
    if count <= 1:
        yield from map(cost_file, tasks)
        return
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        futures = {pool.submit(cost_file, task): task for task in tasks}
        for future in as_completed(futures):
            task = futures[future]
            try:
                yield future.result()
            except BrokenProcessPool:
                text = _("Cannot cost {name}: the process that read it ended").format(name=task.source.name)
                yield FileResult(task.source.name, task.output.name, failure=text, exit_code=1)


def _on_cluster(tasks: Sequence[Task], scheduler: str) -> Iterator[FileResult]:
    if find_spec("distributed") is None:
        raise UsageError(_("--scheduler needs Dask; install outsourcing-planner[cluster]"))
    import distributed  # noqa: PLC0415 - an optional extra

    try:
        client: Any = distributed.Client(
            scheduler, timeout="10s", set_as_default=False
        )
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            _("No Dask scheduler answers at {address}: {why}").format(address=scheduler, why=error)
        ) from error
    with client:
        futures = [client.submit(cost_file, task, pure=False) for task in tasks]
        known = {future.key: task for future, task in zip(futures, tasks, strict=True)}
        for future in distributed.as_completed(futures, loop=client.loop):
            task = known[future.key]
            if future.status == "finished":
                yield future.result()
            else:
                text = _("Cannot cost {name} on the cluster: {why}").format(
                    name=task.source.name, why=future.exception()
                )
                yield FileResult(task.source.name, task.output.name, failure=text, exit_code=1)
