"""Mutated workbooks: whatever is done to a file, the outcome is a plan or one sentence."""

import random
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.io.importing import child, sniff
from outsourcing_planner.io.importing.raw import Refused
from outsourcing_planner.io.importing.read_others import read_ods, read_xls, read_xlsb
from outsourcing_planner.io.importing.read_xlsx import read_xlsx
from outsourcing_planner.io.read_table import read_text_file
from outsourcing_planner.io.read_workbook import read_workbook

FILES = 3_000
THROUGH_THE_CHILD = 60


def seed_file() -> bytes:
    book = openpyxl.Workbook()
    for row in (
        ["Process", "Department", "FTE", "Annual cost"],
        ["Payroll", "HR", 3, "=1+1"],
        ["Audit", "Finance", "#N/A", 9],
    ):
        book.active.append(row)
    book.active.merge_cells("A5:B6")
    book.create_sheet("Hidden").sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Change some bytes of the file, or of a part of it that is packed again."""
    if dice.random() < 0.3:
        return damaged(data, dice)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        unlucky = dice.choice(old.namelist())
        for name in old.namelist():
            if name != unlucky:
                new.writestr(name, old.read(name))
            elif dice.random() < 0.9:
                new.writestr(name, damaged(old.read(name), dice))
    return out.getvalue()


def damaged(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(max(len(changed), 1))
        act = dice.randrange(4)
        if act == 0 and changed:
            changed[at % len(changed)] = dice.randrange(256)
        elif act == 1:
            del changed[at : at + dice.randint(1, 40)]
        elif act == 2:
            changed[at:at] = dice.choice(
                [b"<", b">", b"&", b'r="XFD1048576"', b't="e"', b"-1", b"1e400", b"NaN", b"\x00", b"<!DOCTYPE x>"]
            )
        else:
            changed[at:at] = changed[at : at + dice.randint(1, 200)]
    return bytes(changed)


def read_here(path: Path) -> None:
    """Read in this process what the child would read, with the same errors let through."""
    kind = sniff.kind_of(path)
    if kind == sniff.TEXT:
        read_text_file(path, {}, lambda *_: None)
        return
    readers = {sniff.XLSX: read_xlsx, sniff.XLS: read_xls, sniff.XLSB: read_xlsb, sniff.ODS: read_ods}
    sheets, _notes = readers[kind](path, None, lambda *_: None)
    child._send_sheets(BytesIO(), sheets)


@pytest.mark.slow
def test_that_mutated_workbooks_are_read_or_refused(tmp_path: Path) -> None:
    dice = random.Random(20260222)
    seed = seed_file()
    path = tmp_path / "mutant.xlsx"
    outcomes = {"read": 0, "refused": 0}
    for _ in range(FILES):
        path.write_bytes(mutated(seed, dice))
        try:
            read_here(path)
            outcomes["read"] += 1
        except Refused:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > FILES // 20, outcomes


@pytest.mark.slow
def test_that_mutated_workbooks_pass_the_whole_way(tmp_path: Path) -> None:
    dice = random.Random(7)
    seed = seed_file()
    path = tmp_path / "mutant.xlsx"
    for _ in range(THROUGH_THE_CHILD):
        path.write_bytes(mutated(seed, dice))
        try:
            report = read_workbook(path).report
        except PlannerError:
            continue
        assert report.cells_in == report.cells_kept + report.cells_converted + report.cells_refused
