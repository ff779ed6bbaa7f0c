"""Sheets of offices and authorities, each with what an analyst counts in it; no choice is made (sheets/offices.json).

The figures were counted when the sheets were written, before any program had seen them.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.io.importing.raw import RawBook, RawSheet, Special
from outsourcing_planner.io.read_workbook import interpret

SHEETS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "sheets" / "offices.json").read_text("utf-8"))
SUMS = {"fte": "fte", "cost": "in_house_cost", "salary": "salary", "volume": "volume"}


def cell_of(value: Any) -> Any:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return Special(kind, text)
    return float(value) if type(value) is int else value


def sheet_of(told: dict[str, Any]) -> RawSheet:
    width = max(map(len, told["rows"]))
    rows = [[cell_of(value) for value in (*row, *[None] * (width - len(row)))] for row in told["rows"]]
    return RawSheet(
        told.get("title", "Sheet1"), tuple(map(list, zip(*rows, strict=True))),
        merges=tuple(map(tuple, told.get("merges", ()))), hidden_rows=tuple(told.get("hidden_rows", ())),
    )  # fmt: skip


def plain(cell: object) -> str:
    """Compare names without case, marks and breaks of lines."""
    return " ".join("".join(c if c.isalnum() else " " for c in str(cell or "").casefold()).split())


@pytest.mark.parametrize("told", SHEETS, ids=[told["name"] for told in SHEETS])
def test_that_rows_names_departments_and_sums_are_as_counted(told: dict[str, Any]) -> None:
    found = interpret(RawBook("sheet.xlsx", "xlsx", (sheet_of(told),)))
    names = list(map(plain, found.plan.column("function")))
    departments = list(map(plain, found.plan.column("department")))
    assert (len(names), names[:3], names[-1]) == (told["count"], list(map(plain, told["first"])), plain(told["last"]))
    if "departments" in told:
        assert len(set(departments) - {""}) == told["departments"]
        assert departments[0] == plain(told.get("first_department", departments[0]))
    for name, key in SUMS.items():
        total = sum(cell for cell in found.plan.column(key) if isinstance(cell, float))
        assert name not in told or total == pytest.approx(told[name], rel=1e-4), name
    report = found.report
    assert report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused
