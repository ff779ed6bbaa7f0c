"""Mutated .xls, .xlsb, .ods and text files, and odd cells: the outcome is a plan or one sentence, all cells counted."""

import random
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.io.importing.raw import DATE, ERROR, RawBook, RawSheet, Refused, Special
from outsourcing_planner.io.importing.read_others import read_ods, read_xls, read_xlsb
from outsourcing_planner.io.read_table import read_text_file
from outsourcing_planner.io.read_workbook import ImportChoices, interpret

SHEETS = Path(__file__).parent / "sheets"
READERS = {"services.xls": read_xls, "services.xlsb": read_xlsb, "services.ods": read_ods, "moved_in.xls": read_xls,
           "moved_in.ods": read_ods}  # fmt: skip
FILES, CELLS = 250, 400
TEXT = "Prozess;FTE;Kosten\r\nLöhne;3,5;120.000,50\r\nTotal;3,5;120.000,50\r\n".encode("cp1252")
ODD: list[Any] = [
    None, "", " ", "Total", "Function", "FTE", "Cost", "1.234", "(12)", "n/a", "3-4", "€ 1.2m", 0.0, -5.0, 1e308,
    2024.0, True, Special(DATE, "2025-03-01"), Special(ERROR, "#REF!"), "a\x00b", "x" * 5000, "2024", "Parent id", "A1",
    "  y", "Jan", "Q1", "in thousands", "12,34,567", "\u00b9", "Q1. Which team?", "-", "*** Sum",
]  # fmt: skip


def damaged(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(max(len(changed), 1))
        if changed and dice.random() < 0.6:
            changed[at] = dice.randrange(256)
        else:
            del changed[at : at + dice.randint(1, 30)]
    return bytes(changed)


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_that_mutated_files_of_other_formats_are_read_or_refused(name: str, tmp_path: Path) -> None:
    dice, seed, path = random.Random(name), (SHEETS / name).read_bytes(), tmp_path / name
    outcomes = {"read": 0, "refused": 0}
    for _ in range(FILES):
        path.write_bytes(damaged(seed, dice))
        try:
            READERS[name](path, None, lambda *_: None)
            outcomes["read"] += 1
        except Refused:
            outcomes["refused"] += 1
    assert sum(outcomes.values()) == FILES


@pytest.mark.slow
def test_that_mutated_text_files_are_read_or_refused(tmp_path: Path) -> None:
    dice, path = random.Random(5), tmp_path / "a.csv"
    for _ in range(FILES):
        path.write_bytes(damaged(TEXT, dice))
        try:
            sheets, _notes, options = read_text_file(path, {}, lambda *_: None)
        except Refused:
            continue
        settle(RawBook("a.csv", "text", tuple(RawSheet(s["name"], tuple(s["columns"])) for s in sheets), (), options))


def settle(book: RawBook, choices: ImportChoices | None = None) -> None:
    try:
        report = interpret(book, choices).report
    except PlannerError:
        return
    assert report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused


@pytest.mark.slow
def test_that_whatever_stands_in_the_cells_each_is_accounted_for() -> None:
    dice = random.Random(11)
    for _ in range(CELLS * 5):
        height, width = dice.randint(1, 14), dice.randint(1, 8)
        columns = tuple([dice.choice(ODD) for _row in range(height)] for _column in range(width))
        merges = tuple(
            (top, left, min(top + dice.randint(0, 2), height - 1), min(left + dice.randint(0, 2), width - 1))
            for top, left in ((dice.randrange(height), dice.randrange(width)) for _m in range(dice.randint(0, 3)))
        )
        indents = {(dice.randrange(height), dice.randrange(-1, width)): dice.randint(1, 4) for _i in range(3)}
        choices = ImportChoices(
            header_row=dice.choice([None, None, 0, 1, height]), mapping=dice.choice([{}, {"A": "function"}]),
            turned=dice.choice([None, None, True, False]), skip_hidden=dice.random() < 0.3,
        )  # fmt: skip
        settle(RawBook("a.xlsx", "xlsx", (RawSheet("S", columns, merges=merges, indents=indents),)), choices)
