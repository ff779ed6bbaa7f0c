"""The plan added up by group on the Summary sheet: the figures of the engine, and live (issue 3, Summary)."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.summary import summary
from outsourcing_planner.io.exporting.layout import layout_of
from outsourcing_planner.io.write_workbook import workbook_bytes

Recalculate = Callable[[Sequence[Path]], list[Path]]
TABLES = {
    "By decision": "decision_effective", "By department": "department", "By delivery country": "country_used",
    "By advice": "label", "By pricing": "pricing_used", "By wave": "wave",
}  # fmt: skip
PLAN = Plan.from_columns(
    {
        "function": ("Payroll", "Claims", "Equity research", "Helpdesk", "zzxx qqq"),
        "department": ("Finance", "Claims", "finance", None, None),
        "fte": (10.0, 20.0, 5.0, 8.0, 3.0),
        "salary": (50_000.0, 40_000.0, 90_000.0, 45_000.0, 30_000.0),
        "pricing": ("seat", "seat", "project", None, None),
        "rate": (2_000.0, 1_800.0, 400.0, None, None),
        "decision": ("BPO", "BPO", "KPO", "Retain", "Automate"),
        "wave": (2.0, 10.0, 2.0, None, None),
        "volume": (None, None, None, None, 9_000.0),
        "automatable_share": (None, None, None, None, 0.5),
        "automation_unit_cost": (None, None, None, None, 0.2),
    }
)


def tables(path: Path) -> dict[str, dict[str, tuple[object, ...]]]:
    """Return the lines of every table of groups by their name."""
    book = openpyxl.load_workbook(path, data_only=True)
    found: dict[str, dict[str, tuple[object, ...]]] = {}
    lines: dict[str, tuple[object, ...]] | None = None
    for name, *values in book["Summary"].iter_rows(max_col=10, values_only=True):
        if name in TABLES:
            lines = found[str(name)] = {}
        elif lines is not None and name is not None:
            lines[str(name)] = tuple(values)
    return found


@pytest.fixture(scope="module")
def data(libraries: Libraries) -> bytes:
    return workbook_bytes(PLAN, Assumptions(), evaluate(PLAN, Assumptions(), libraries), libraries)


def test_that_every_grouping_of_the_plan_stands_in_the_workbook(
    data: bytes, libraries: Libraries, recalculate: Recalculate, tmp_path: Path
) -> None:
    path = tmp_path / "groups.xlsx"
    path.write_bytes(data)
    evaluation = evaluate(PLAN, Assumptions(), libraries)
    for file in (path, recalculate([path])[0]):
        found = tables(file)
        assert set(found) == set(TABLES)
        for title, by in TABLES.items():
            lines = {line.group: line for line in summary(PLAN, evaluation, by)}
            named = {name.removeprefix("Wave "): values for name, values in found[title].items()}
            for group, line in lines.items():
                if group.casefold() == "finance":
                    continue  # a spreadsheet takes both spellings for one
                count, fte, in_house, after, _seat, _project, *rest = named[group] if group else of_none(named)
                expected = (line.functions, line.fte, line.in_house, line.after, line.charge, line.one_off, line.npv)
                assert (count, fte, in_house, after, *rest) == pytest.approx(expected, abs=0.01)
            assert named["Total"][2] == pytest.approx(evaluation.totals["in_house"], abs=0.01)
        assert found["By department"]["Finance"][0] == 2
        assert list(found["By wave"]) == ["Wave 2", "Wave 10", "(no wave)", "(all others)", "Total"]


def of_none(named: dict[str, tuple[object, ...]]) -> tuple[object, ...]:
    return next(values for name, values in named.items() if name.startswith("(no"))


def test_that_groups_nobody_was_in_leave_the_checks_whole(
    data: bytes, recalculate: Recalculate, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(BytesIO(data))
    layout = layout_of(PLAN, len(PLAN))
    for key, value in (("decision", "Retain"), ("wave", 7), ("pricing", "hour")):
        book["Functions"][f"{layout.by_key[key].letters}{layout.first}"].value = value
    book.save(tmp_path / "changed.xlsx")
    again = recalculate([tmp_path / "changed.xlsx"])[0]
    assert openpyxl.load_workbook(again, data_only=True)["Checks"]["B3"].value == "OK"
    found = tables(again)
    assert found["By decision"]["Retain"][0] == 2
    assert found["By delivery country"]["(no country)"][0] == 3
    assert found["By wave"]["(all others)"][0] == 1
    assert found["By pricing"]["(all others)"][0] == 1


def test_that_departments_are_told_apart_as_a_sheet_does(
    libraries: Libraries, recalculate: Recalculate, tmp_path: Path
) -> None:
    names = ("Straßenbau", "Strassenbau", "STRASSENBAU", "Ärzte", "ärzte", "ΟΔΟΣ")
    plan = Plan.from_columns({"function": ("Payroll",) * 6, "department": names, "fte": (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)})
    path = tmp_path / "names.xlsx"
    path.write_bytes(workbook_bytes(plan, Assumptions(), evaluate(plan, Assumptions(), libraries), libraries))
    again = recalculate([path])[0]
    for book in (path, again):
        counts = {name: values[0] for name, values in tables(book)["By department"].items()}
        assert (counts["Straßenbau"], counts["Strassenbau"], counts["Ärzte"], counts["ΟΔΟΣ"]) == (1, 2, 2, 1)
    assert openpyxl.load_workbook(again, data_only=True)["Checks"]["B3"].value == "OK"
