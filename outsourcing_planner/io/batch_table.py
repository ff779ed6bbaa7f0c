"""The combined table of many portfolios: one row per function with its file, and one per file; xlsx or parquet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from outsourcing_planner.domain.errors import UsageError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.engine.totals import TOTALS
from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.text import _

XLSX, PARQUET = "xlsx", "parquet"
FILE: Final = "file"
COMBINED: Final = "all"
"""Name of the combined table; the workbook of an input of this name gets another."""
MOST_ROWS: Final = 1_048_575
"""Rows of a sheet without its heading."""
_WORDS: Final = ("function", "department")
_ADVICE: Final = ("label", "kind", "confidence", "close_call", "decision_effective", "country_used", "pricing_used")


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: totals and rows for the combined table, or why it failed and with which exit code."""

    source: str
    output: str
    functions: int = 0
    totals: dict[str, float | None] = field(default_factory=dict)
    currency: str = ""
    rows: dict[str, list[Any]] = field(default_factory=dict)
    failure: str = ""
    exit_code: int = 0


def file_rows(plan: Plan, evaluation: Evaluation) -> dict[str, list[Any]]:
    """Return the columns of the combined table for one plan: words, advice, and every stored measure by key."""
    stored = [key for key in MEASURES.measures if MEASURES.measures[key].stored and key in evaluation.columns]
    words = {key: [cell if isinstance(cell, str) else None for cell in plan.column(key)] for key in _WORDS}
    keys = [key for key in dict.fromkeys((*_ADVICE, *stored)) if evaluation.columns[key].dtype != object]
    return {**words, **{key: [_plain(value) for value in evaluation.columns[key].tolist()] for key in keys}}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell of a result
    if isinstance(value, float):
        return None if np.isnan(value) else value
    return None if value == "" else value


def tables(files: Sequence[FileResult]) -> Mapping[str, pd.DataFrame]:
    """Return the table of functions and the table of files; a function's row says from which file it is."""
    parts = [
        pd.DataFrame({FILE: [found.source] * found.functions, **found.rows}) for found in files if not found.exit_code
    ]
    functions = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({FILE: []})
    totals = [{key: found.totals.get(key) for key in TOTALS} for found in files]
    lines = [
        {FILE: found.source, "workbook": "" if found.exit_code else found.output, "functions": found.functions,
         "currency": found.currency, **figures, "failure": found.failure}
        for found, figures in zip(files, totals, strict=True)
    ]  # fmt: skip
    return {"functions": functions, "files": pd.DataFrame(lines)}


def check_format(form: str) -> None:
    """Refuse a format that cannot be written here, with what to do."""
    if form not in (XLSX, PARQUET):
        raise UsageError(_("--table is xlsx or parquet, not {form}").format(form=form))
    if form == PARQUET and find_spec("pyarrow") is None:
        raise UsageError(_("--table parquet needs pyarrow; install outsourcing-planner[cluster], or take xlsx"))


def write_tables(files: Sequence[FileResult], out: Path, form: str, *, force: bool) -> tuple[Path, ...]:
    """Write the combined table into ``out`` and return what was written: one workbook, or two parquet files."""
    check_format(form)
    found = tables(files)
    if form == PARQUET:
        paths = tuple(out / f"{COMBINED}_{name}.parquet" for name in found)
        for path, frame in zip(paths, found.values(), strict=True):
            buffer = BytesIO()
            frame.to_parquet(buffer, index=False)
            save_bytes(path, buffer.getvalue(), overwrite=force)
        return paths
    if len(found["functions"]) > MOST_ROWS:
        raise UsageError(_("All functions together do not fit on one sheet; take --table parquet"))
    path = out / f"{COMBINED}.xlsx"
    save_bytes(path, _workbook(found), overwrite=force)
    return (path,)


def _workbook(found: Mapping[str, pd.DataFrame]) -> bytes:
    buffer = BytesIO()
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs=options) as writer:
        for name, frame in found.items():
            title = name.capitalize()
            frame.to_excel(writer, sheet_name=title, index=False)
            writer.sheets[title].freeze_panes(1, 1)
            if len(frame.columns):
                writer.sheets[title].autofilter(0, 0, len(frame), len(frame.columns) - 1)
    return buffer.getvalue()
