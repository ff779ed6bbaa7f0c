"""Text stays text, limits are told, nothing is half-written, and an exported plan comes back as it was."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.errors import ExportCancelledError, OutputExistsError, OutputUnwritableError
from outsourcing_planner.domain.plan import Plan, Rows
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.exporting.layout import layout_of
from outsourcing_planner.io.exporting.row_writer import Body, BodyColumn, clean, letters, number_of, rows_as_xml
from outsourcing_planner.io.read_workbook import read_workbook
from outsourcing_planner.io.write_rows import changed_by_guard, csv_bytes, json_bytes
from outsourcing_planner.io.write_workbook import MOST_ROWS, export_workbook, workbook_bytes

HOSTILE = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    '=HYPERLINK("http://example.org","x")',
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "=IMPORTXML(A1)",
    "_x000D_",
    "<b>&amp;</b>",
    "'quoted",
    "{=1}",
    "#REF!",
    "00123",
    "1E5",
    "NA",
    "TRUE",
    "%0A=1",
    "＝1+1",
    "{r}%s%d",
    "\u202ecod.exe",
)


def hostile_plan() -> Plan:
    count = len(HOSTILE)
    return Plan.from_columns(
        {
            "function": HOSTILE,
            "department": HOSTILE[::-1],
            "country": HOSTILE,
            "notes": HOSTILE,
            "decision_reason": HOSTILE,
            "fte": [2.0] * count,
        },
        dict.fromkeys(("=1+1", "NPV", "Function", "a\nb"), HOSTILE),
        title="=1+1",
    )


def test_that_hostile_texts_are_texts_in_the_file_and_in_libreoffice(
    libraries: Libraries, recalculate: Callable[[Sequence[Path]], list[Path]], tmp_path: Path
) -> None:
    plan = hostile_plan()
    data = workbook_bytes(plan, Assumptions(), evaluate(plan, Assumptions(), libraries), libraries)
    (tmp_path / "hostile.xlsx").write_bytes(data)
    expected = [clean(text) for text in HOSTILE]
    layout = layout_of(plan, len(plan))
    for path in (tmp_path / "hostile.xlsx", recalculate([tmp_path / "hostile.xlsx"])[0]):
        sheet = openpyxl.load_workbook(path)["Functions"]
        for key in ("function", "notes", "extra:NPV"):
            cells = [sheet[f"{layout.by_key[key].letters}{layout.first + at}"] for at in range(len(plan))]
            # openpyxl shows the escape that Excel and LibreOffice take away
            assert [str(cell.value).replace("_x005F_", "_") for cell in cells] == expected
            assert {cell.data_type for cell in cells} == {"s"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_that_any_text_makes_a_row_that_can_be_read(texts: list[str]) -> None:
    from xml.etree import ElementTree

    xml = "".join(rows_as_xml(Body(6, [BodyColumn(1, texts), BodyColumn(2, texts, "=A7")], len(texts))))
    rows = ElementTree.fromstring(f"<sheetData>{xml}</sheetData>")  # noqa: S314 - written by us
    assert [row.get("r") for row in rows] == [str(7 + at) for at in range(len(texts))]
    shown = [(row[0].findtext("is/t") or "") for row in rows]
    assert [text.replace("_x005F_", "_") for text in shown] == [clean(text).replace("_x005F_", "_") for text in texts]


def test_that_control_characters_are_replaced_and_long_texts_cut() -> None:
    assert clean("a\x00b\ud800c\r\nd") == "a\ufffdb\ufffdc\nd"
    assert len(clean("x" * 40000)) == 32767
    assert len(clean("😀" * 40000).encode("utf-16-le")) // 2 <= 32767


def test_that_letters_and_numbers_of_columns_agree() -> None:
    assert [letters(at) for at in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(number_of(letters(at)) == at + 1 for at in range(0, 16384, 37))


def test_that_an_exported_plan_comes_back_with_nothing_lost(
    golden_plan: Plan, libraries: Libraries, tmp_path: Path
) -> None:
    count = len(golden_plan)
    columns = dict(golden_plan.columns)
    columns["handling_minutes"] = (Invalid("twelve", "not a number"), *columns["handling_minutes"][1:])
    columns["law_forbids"] = (True, False, *[None] * (count - 2))
    plan = Plan.from_columns(columns, {"Cost centre": [f"00{at}" for at in range(count)]})
    export_workbook(plan, Assumptions(), evaluate(plan, Assumptions(), libraries), libraries, tmp_path / "plan.xlsx")
    back = read_workbook(tmp_path / "plan.xlsx").plan
    typed = {key: cells for key, cells in plan.columns.items() if any(cell is not None for cell in cells)}
    found = {key: cells for key, cells in back.columns.items() if any(cell is not None for cell in cells)}
    assert found == typed
    assert back.extras == plan.extras


def test_that_an_edit_made_in_the_workbook_comes_back(
    golden_workbook: bytes, golden_plan: Plan, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(BytesIO(golden_workbook))
    layout = layout_of(golden_plan, len(golden_plan))
    book["Functions"][f"{layout.by_key['fte'].letters}{layout.first}"].value = 33
    book.save(tmp_path / "edited.xlsx")
    assert read_workbook(tmp_path / "edited.xlsx").plan.column("fte")[0] == 33.0


def test_that_rows_are_exported_as_shown(golden_plan: Plan, libraries: Libraries) -> None:
    evaluation = evaluate(golden_plan, Assumptions(), libraries)
    data = workbook_bytes(golden_plan, Assumptions(), evaluation, libraries, rows=[5, 2])
    layout = layout_of(golden_plan.subset([5, 2]), 2)
    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True)["Functions"]
    assert [sheet[f"A{layout.first + at}"].value for at in range(3)] == ["IT helpdesk", "Invoice processing", None]
    npv = layout.by_key["npv"].letters
    assert sheet[f"{npv}{layout.first}"].value == evaluation.value(5, "npv")


def test_that_a_file_in_the_way_is_kept(
    golden_plan: Plan, libraries: Libraries, tmp_path: Path
) -> None:
    evaluation = evaluate(golden_plan, Assumptions(), libraries)
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"precious")
    with pytest.raises(OutputExistsError):
        export_workbook(golden_plan, Assumptions(), evaluation, libraries, target)
    assert target.read_bytes() == b"precious"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.84, 0.86, 0.98])
def test_that_cancelling_stops_at_any_step_to_the_last_byte_and_writes_nothing(
    share: float, golden_plan: Plan, libraries: Libraries, tmp_path: Path
) -> None:
    evaluation = evaluate(golden_plan, Assumptions(), libraries)
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"precious")
    told: list[float] = []
    with pytest.raises(ExportCancelledError):
        export_workbook(
            golden_plan,
            Assumptions(),
            evaluation,
            libraries,
            target,
            overwrite=True,
            progress=lambda done, _what: told.append(done),
            cancelled=lambda: told[-1] >= share,
        )
    assert told == sorted(told)
    assert told[-1] - share < 0.13
    assert target.read_bytes() == b"precious"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


def test_that_too_many_rows_are_refused_in_a_sentence(golden_plan: Plan, libraries: Libraries) -> None:
    evaluation = evaluate(golden_plan, Assumptions(), libraries)
    many = replace(golden_plan, rows=Rows(tuple(range(MOST_ROWS))), columns={}, extras={})
    with pytest.raises(OutputUnwritableError, match="filter it"):
        workbook_bytes(many, Assumptions(), evaluation, libraries, name="plan.xlsx")


def test_that_an_empty_plan_and_one_row_can_be_exported(libraries: Libraries) -> None:
    for plan in (Plan(), Plan.from_columns({"function": ["Payroll"]})):
        evaluation: Evaluation = evaluate(plan, Assumptions(), libraries)
        book = openpyxl.load_workbook(
            BytesIO(workbook_bytes(plan, Assumptions(), evaluation, libraries)), data_only=True
        )
        assert book["Functions"]["A7"].value == "Function"


def test_that_csv_and_json_hold_the_same_rows(golden_plan: Plan, libraries: Libraries) -> None:
    import csv

    evaluation = evaluate(golden_plan, Assumptions(), libraries)
    lines = list(csv.DictReader(csv_bytes(golden_plan, evaluation).decode("utf-8-sig").splitlines()))
    rows = json.loads(json_bytes(golden_plan, evaluation))["rows"]
    assert (
        [line["Function"] for line in lines]
        == [row["function"] for row in rows]
        == list(golden_plan.column("function"))
    )
    assert [float(line["NPV"]) for line in lines] == [row["npv"] for row in rows]
    assert rows[0]["volume"] is None
    assert lines[0]["Annual volume"] == ""


def test_that_csv_guards_what_a_spreadsheet_would_run_and_says_how_many(libraries: Libraries) -> None:
    plan = Plan.from_columns({"function": ["=1+1", "Payroll"]})
    evaluation = evaluate(plan, Assumptions(), libraries)
    assert csv_bytes(plan, evaluation).decode("utf-8-sig").splitlines()[1].startswith("'=1+1,")
    assert csv_bytes(plan, evaluation, guarded=False).decode("utf-8-sig").splitlines()[1].startswith("=1+1,")
    assert changed_by_guard(plan, evaluation) == 1
