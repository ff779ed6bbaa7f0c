"""Sheets as people of many trades make them, each with what is true of it; no choice is made (sheets/people.json).

Each line of the file is one sheet: its cells, merges, depths of names moved in, how it is written as text, and the
functions, departments and sums that a person finds in it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.io.importing.raw import DATE, RawBook, RawSheet, Special
from outsourcing_planner.io.read_table import read_text_file
from outsourcing_planner.io.read_workbook import Imported, interpret

SHEETS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "sheets" / "people.json").read_text("utf-8"))
SUMS = {"fte": "fte", "cost": "in_house_cost", "salary": "salary", "volume": "volume"}


def cell_of(value: Any) -> Any:
    if isinstance(value, dict):
        return Special(DATE, value["date"])
    return float(value) if type(value) is int else value


def sheet_of(name: str, rows: list[list[Any]], **more: Any) -> RawSheet:
    width = max(map(len, rows))
    cells = [[cell_of(value) for value in (*row, *[None] * (width - len(row)))] for row in rows]
    return RawSheet(name, tuple(map(list, zip(*cells, strict=True))), **more)


def book_of(told: dict[str, Any], folder: Path) -> RawBook:
    if "delimiter" in told:
        path = folder / "sheet.txt"
        lines = (told["delimiter"].join(quoted(value, told["delimiter"]) for value in row) for row in told["rows"])
        path.write_bytes("\n".join(lines).encode(told["encoding"]))
        sheets, _notes, options = read_text_file(path, {}, lambda *_: None)
        return RawBook(
            "sheet.txt", "text", tuple(RawSheet(s["name"], tuple(s["columns"])) for s in sheets), (), options
        )
    first = sheet_of(
        told.get("title", "Sheet1"), told["rows"], merges=tuple(map(tuple, told.get("merges", ()))),
        indents={(row, column): depth for row, column, depth in told.get("indents", ())},
    )  # fmt: skip
    others = [sheet_of(name, rows) for name, rows in told.get("sheets", {}).items()]
    return RawBook("sheet.xlsx", "xlsx", (first, *others))


def quoted(value: Any, delimiter: str) -> str:
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if {delimiter, '"', "\n"} & set(text) else text


def words(cells: tuple[Any, ...]) -> list[str | None]:
    return [None if cell is None else " ".join(str(cell).split()) for cell in cells]


def faults_of(told: dict[str, Any], found: Imported) -> list[str]:
    faults = []
    if "sheet" in told and found.sheet != told["sheet"]:
        faults.append(f"sheet {found.sheet}")
    for key, wanted in (("function", told["fn"]), ("department", told.get("dept"))):
        got = words(found.plan.column(key))
        if wanted is not None and got != words(tuple(wanted)):
            faults.append(f"{key}: {got}")
    for name, key in SUMS.items():
        total = sum(cell for cell in found.plan.column(key) if isinstance(cell, float))
        if name in told and total != pytest.approx(told[name], rel=1e-6):
            faults.append(f"{name}: {total}, not {told[name]}")
    return faults


@pytest.mark.parametrize("told", SHEETS, ids=[told["name"] for told in SHEETS])
def test_that_the_sheet_comes_in_as_a_person_reads_it(told: dict[str, Any], tmp_path: Path) -> None:
    found = interpret(book_of(told, tmp_path))
    assert faults_of(told, found) == []
    report = found.report
    assert report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused
