"""The exported workbook can be audited (P12): a lint of its formulas and sheets, and checks that notice faults."""

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.pack_rows import facts_of_plan
from outsourcing_planner.engine.packs import pack_of
from outsourcing_planner.io.exporting.hand_over_sheet import MOST_PACKS
from outsourcing_planner.io.exporting.layout import MORE_INPUTS, layout_of
from outsourcing_planner.io.exporting.printing import column_breaks, lines_of, points
from outsourcing_planner.io.exporting.row_writer import number_of
from outsourcing_planner.io.packs import load_packs
from outsourcing_planner.io.write_workbook import workbook_bytes

Cells = dict[tuple[str, str], object]
VOLATILE = re.compile(r"\b(NOW|TODAY|RAND|RANDBETWEEN|OFFSET|INDIRECT|CELL|INFO)\(")
LITERAL = re.compile(r"(?<![A-Za-z_$.\d])\d+(?:\.\d+)?(?:E[+-]?\d+)?(?![A-Za-z_\d(])", re.IGNORECASE)
ALLOWED = {"0", "1", "2", "12"}
EXPECTED_SHEETS = {
    "Cover", "Summary", "Functions", "Classification", "Assumptions", "Rates used", "Cash flow", "Cash by function",
    "Seat or project", "Hand-over", "Issues", "Checks", "Timeline", "Months by function", "Chart data", "Lists",
}  # fmt: skip


@pytest.fixture(scope="module")
def book(golden_workbook: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(golden_workbook))


@pytest.fixture(scope="module")
def formulas(
    golden_workbook: bytes,
    tmp_path_factory: pytest.TempPathFactory,
    read_formulas: Callable[[Path], dict[tuple[str, str], str]],
) -> dict[tuple[str, str], str]:
    path = tmp_path_factory.mktemp("audit") / "golden.xlsx"
    path.write_bytes(golden_workbook)
    return read_formulas(path)


def test_that_all_sheets_are_there_and_none_is_hidden(book: openpyxl.Workbook) -> None:
    assert set(book.sheetnames) == EXPECTED_SHEETS
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    hidden = [(s.title, letter) for s in book for letter, size in s.column_dimensions.items() if size.hidden]
    assert not hidden
    assert not [s.title for s in book if s.merged_cells.ranges]


def test_that_no_formula_holds_a_number_of_its_own(formulas: Mapping[tuple[str, str], str]) -> None:
    wrong = {}
    for cell, text in formulas.items():
        bare = re.sub(r'"[^"]*"', "", re.sub(r"'[^']*'!", "", text))
        found = set(LITERAL.findall(re.sub(r"\$?[A-Z]{1,3}\$?\d+", "", bare))) - ALLOWED
        if found:
            wrong[cell] = (found, text[:120])
    assert not wrong


def test_that_no_formula_is_volatile_or_leaves_the_workbook(
    formulas: Mapping[tuple[str, str], str], golden_workbook: bytes
) -> None:
    assert not [cell for cell, text in formulas.items() if VOLATILE.search(text) or "[" in text]
    names = zipfile.ZipFile(BytesIO(golden_workbook)).namelist()
    assert not [name for name in names if "externalLink" in name or "vba" in name.lower()]


def relative(text: str, row: int) -> str:
    """Return a formula with its row numbers relative to its own row, as R1C1 notation has them."""
    return re.sub(r"(?<![$\d])(\$?[A-Z]{1,3})(\d+)(?!\d)", lambda m: f"{m[1]}[{int(m[2]) - row}]", text)


@pytest.mark.parametrize(
    "name", ["Functions", "Classification", "Cash by function", "Seat or project", "Months by function"]
)
def test_that_a_column_has_one_formula(name: str, formulas: Mapping[tuple[str, str], str]) -> None:
    columns: dict[str, set[str]] = {}
    for (sheet, cell), text in formulas.items():
        row = int(re.sub("[A-Z]", "", cell))
        if sheet == name and row >= 8:
            columns.setdefault(re.sub(r"\d", "", cell), set()).add(relative(text, row))
    assert len(columns) >= 10
    assert not {column: found for column, found in columns.items() if len(found) > 1}


def test_that_metadata_names_nobody(golden_workbook: bytes) -> None:
    core = zipfile.ZipFile(BytesIO(golden_workbook)).read("docProps/core.xml").decode()
    assert re.search(r"<dc:creator>([^<]*)</dc:creator>", core + "<dc:creator></dc:creator>")[1] == ""  # type: ignore[index]
    assert "lastModifiedBy></" in core or "lastModifiedBy" not in core


FAULTS: dict[str, tuple[str, str, object]] = {
    # name: sheet, a column key or a cell, what is written there
    "a cost typed over its formula": ("Functions", "in_house", 1.0),
    "an NPV typed over": ("Functions", "npv", 5.0),
    "a charge typed over": ("Functions", "charge", 0.0),
    "a working typed over": ("Functions", "vendor_base", 0.0),
    "a score typed over": ("Functions", "knowledge", 10.0),
    "a payback typed over": ("Functions", "payback_months", 1.0),
    "an error in a cell": ("Functions", "fte", "=1/0"),
    "a number turned into text": ("Functions", "salary", "42830"),
    "a function without a name": ("Functions", "function", None),
    "a start far beyond the plan": ("Functions", "start_month", 500.0),
    "a headline typed over": ("Summary", "B5", 1.0),
    "a group typed over": ("Summary", "D{first_group}", 1.0),
    "a total of groups typed over": ("Summary", "J{last_group}", 1.0),
    "a month typed over": ("Cash flow", "D25", 0.0),
    "a year typed over": ("Cash flow", "D13", 0.0),
    "a discount factor typed over": ("Timeline", "F10", 1.0),
    "a month of a function typed over": ("Months by function", "E9", 0.0),
    "a year of a function typed over": ("Cash by function", "E9", 0.0),
    "a contribution typed over": ("Classification", "AB9", 0.0),
    "an estimate typed over": ("Seat or project", "E9", 0.0),
    "a weight changed": ("Assumptions", "knowledge_weight_judgement", 45.0),
    "a term of half years": ("Assumptions", "term_years", 2.5),
    "an assumption turned into text": ("Assumptions", "discount_rate", "10%"),
}


def place(book: openpyxl.Workbook, plan: Plan, sheet: str, target: str) -> tuple[str, str]:
    layout = layout_of(plan, len(plan))
    if sheet == "Functions":
        return sheet, f"{layout.by_key[target].letters}{layout.first}"
    if sheet == "Assumptions":
        found, cell = next(book.defined_names[target].destinations)
        return found.strip("'"), cell.replace("$", "")
    rows = [row for row in range(1, 90) if book["Summary"][f"A{row}"].value == "By decision"]
    totals = [row for row in range(rows[0], 120) if book["Summary"][f"A{row}"].value == "Total"]
    return sheet, target.format(first_group=rows[0] + 1, last_group=totals[0])


@pytest.mark.slow
def test_that_every_planted_fault_trips_a_check(
    golden_workbook: bytes, golden_plan: Plan, recalculate: Callable[[Sequence[Path]], list[Path]],
    read_values: Callable[[Path], Cells], tmp_path: Path,
) -> None:  # fmt: skip
    files = []
    for number, (sheet, target, value) in enumerate(FAULTS.values()):
        book = openpyxl.load_workbook(BytesIO(golden_workbook))
        name, cell = place(book, golden_plan, sheet, target)
        book[name][cell].value = value  # type: ignore[index]
        files.append(tmp_path / f"fault-{number}.xlsx")
        book.save(files[-1])
    untouched = tmp_path / "untouched.xlsx"
    openpyxl.load_workbook(BytesIO(golden_workbook)).save(untouched)
    *faulty, whole = recalculate([*files, untouched])
    assert read_values(whole)[("Checks", "B3")] == "OK"
    unnoticed = [
        fault for fault, path in zip(FAULTS, faulty, strict=True) if read_values(path)[("Checks", "B3")] != "FAILED"
    ]
    assert not unnoticed


def test_that_inputs_nobody_uses_stand_behind_the_results_and_are_not_printed(
    golden_plan: Plan, book: openpyxl.Workbook
) -> None:
    layout = layout_of(golden_plan, len(golden_plan))
    used = {key for key, cells in golden_plan.columns.items() if any(cell is not None for cell in cells)}
    behind = {column.key for column in layout.columns if column.part == MORE_INPUTS}
    assert used
    assert not used & behind
    assert "base_fee" in behind
    assert layout.by_key["base_fee"].at > layout.by_key["npv"].at
    last = str(book["Functions"].print_area).rpartition("$")[0].rpartition("$")[2]
    assert layout.by_key["npv"].at < number_of(last) <= layout.by_key["base_fee"].at


def test_that_a_wide_sheet_breaks_between_its_groups() -> None:
    columns = [("", 30.0), *[("one", 10.0)] * 6, *[("two", 10.0)] * 6, *[("three", 10.0)] * 20]
    breaks = column_breaks(columns, paper=769, scale=0.6)
    pages = list(pairwise([1, *breaks, len(columns)]))
    room = 769 / 0.6 - points(30)
    assert all(sum(points(width) for _name, width in columns[first:last]) <= room for first, last in pages)
    assert 13 in breaks
    assert min(last - first for first, last in pages) >= 6


def test_that_lines_of_a_wrapped_text_are_counted() -> None:
    texts = ("", "one two", "one two three", "x" * 25, "a " + "x" * 10)
    assert [lines_of(text, 10) for text in texts] == [1, 1, 2, 3, 2]


def pages_of(sheet: Worksheet) -> dict[str, list[tuple[str, ...]]]:
    """The lines of the Hand-over sheet by function, without the bands that begin a function or a part."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in sheet.iter_rows(min_row=6, max_col=6):
        if row[1].value and not row[1].font.bold:
            found.setdefault(str(row[0].value), []).append(tuple(str(cell.value or "") for cell in row[1:]))
    return found


def test_that_the_hand_over_sheet_is_the_pack_of_each_function_and_no_two_are_alike(
    book: openpyxl.Workbook, golden_plan: Plan, golden_assumptions: Mapping[str, Assumptions], libraries: Libraries
) -> None:
    given = golden_assumptions[""]
    facts = facts_of_plan(golden_plan, given, evaluate(golden_plan, given, libraries), libraries)
    packs = {known.function: pack_of(known, load_packs()) for known in facts.values()}
    expected = {
        name: [(part.title, *line, *[""] * (4 - len(line))) for part in pack.sections() for line in part.rows]
        for name, pack in packs.items()
    }
    pages = pages_of(book["Hand-over"])
    assert pages == expected
    assert len(pages) > 5
    told = [tuple(line[1:] for line in lines) for lines in pages.values()]
    assert len(set(told)) == len(told)


def test_that_of_very_many_functions_the_costliest_have_a_pack_and_the_rest_is_told(libraries: Libraries) -> None:
    count = MOST_PACKS + 3
    plan = Plan.from_columns(
        {
            "function": [f"Payroll {at}" for at in range(count)], "decision": ["BPO"] * count,
            "fte": [float(1 + at) for at in range(count)], "country": ["India"] * count,
        }
    )  # fmt: skip
    data = workbook_bytes(plan, Assumptions(), evaluate(plan, Assumptions(), libraries), libraries)
    sheet = openpyxl.load_workbook(BytesIO(data), read_only=False)["Hand-over"]
    pages = pages_of(sheet)
    assert len(pages) == MOST_PACKS
    assert {"Payroll 0", "Payroll 1", "Payroll 2"}.isdisjoint(pages)
    assert "the 3 others" in str(sheet["A2"].value)
