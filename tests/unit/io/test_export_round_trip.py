"""An exported plan comes back with nothing lost: every field, own weights, own rates, own columns, edits of Excel."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import isclose
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.cells import Cell, Invalid
from outsourcing_planner.domain.fields import FIELDS, Field, Kind
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.own_rates import OwnRate
from outsourcing_planner.engine.scheme_changes import changes_between, scheme_with
from outsourcing_planner.io.exporting.layout import layout_of
from outsourcing_planner.io.exporting.rates_sheet import AT_LIKELY
from outsourcing_planner.io.importing import own_sections
from outsourcing_planner.io.sources import Taken, read_source
from outsourcing_planner.io.write_workbook import workbook_bytes
from outsourcing_planner.session import own_rates, own_scheme

GIVEN = Assumptions.from_mapping(
    {"plan_currency": "EUR", "exchange_usd": 0.92, "exchange_gbp": 1.17, "term_years": 7.0, "home_country": "Germany"}
)
RATES = (
    OwnRate("India", "BPO", "seat_month", 1234.5, "EUR", 1100.0, 1400.0, 2026, "offer of March", "Vendor A"),
    OwnRate("Poland", "KPO", "day", 410.0, "GBP", source="=1+1"),
    OwnRate("India", "BPO", "record", 0.75, work="data labelling"),
)
CHANGES = {"retain_below": 41.0, "kind_cut": 52.5, "fit_weights": {"supply": 20.0, "specificity": 25.0}}
Recalculate = Callable[[Sequence[Path]], list[Path]]
Cells = dict[tuple[str, str], object]


def value_of(field: Field, dice: random.Random) -> Cell:
    """A value that a field can have."""
    if field.kind is Kind.YES_NO:
        return dice.random() < 0.5
    if field.numeric:
        low, high = field.low or 0.0, field.high if field.high is not None else 5000.0
        number = dice.uniform(low, high)
        return float(round(number)) if field.whole else round(number, 3)
    if field.choices and not field.open_choice:
        return dice.choice(field.choices)
    if field.key == "country":
        return dice.choice(("India", "Poland", "Atlantis"))
    if field.key == "currency":
        return dice.choice(("GBP", "USD"))
    return dice.choice(("plain", "=1+1", "two\nlines", "00123", "1E5", "Ärger & Söhne <x>", "'quoted"))


def full_plan(count: int = 12) -> Plan:
    """A plan in which every field is used, with blanks, something that is not valid, and columns of the user's."""
    dice = random.Random(5)
    columns = {
        field.key: [value_of(field, dice) if dice.random() < 0.8 else None for _ in range(count)] for field in FIELDS
    }
    columns["function"] = [f"Function {at}" for at in range(count)]
    columns["fte"][3] = Invalid("about ten", "not a number")
    columns["decision"][:3] = ["Retain", "KPO", "Hybrid"]
    columns["decision_reason"][:3] = ["board's wish", "=A1", "x" * 300]
    extras = {"Cost centre": [f"00{at}" for at in range(count)], "NPV": ["mine"] * count, "=1+1": [1.5] * count}
    return Plan.from_columns(columns, extras, title="Group plan / 2027")  # type: ignore[arg-type] # cells of each kind


def own(libraries: Libraries, given: Assumptions) -> tuple[Libraries, dict[str, Any]]:
    """The libraries with weights and rates of the plan's own, and the sections that say so."""
    scheme = scheme_with(libraries.scheme, CHANGES)
    sections = {"scheme": changes_between(libraries.scheme, scheme), "rates": [rate.as_json() for rate in RATES]}
    return own_rates.libraries_with(replace(libraries, scheme=scheme), sections, given), sections


@pytest.fixture(scope="module")
def exported(libraries: Libraries, tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan, (mine, _sections) = full_plan(), own(libraries, GIVEN)
    path = tmp_path_factory.mktemp("round") / "plan.xlsx"
    path.write_bytes(workbook_bytes(plan, GIVEN, evaluate(plan, GIVEN, mine), mine))
    return path


def read(path: Path) -> Taken:
    return read_source(path, {}, lambda _share, _text: None)


def test_that_every_field_own_weights_own_rates_and_own_columns_come_back(exported: Path, libraries: Libraries) -> None:
    plan, (_mine, sections), found = full_plan(), own(libraries, GIVEN), read(exported)
    for field in FIELDS:
        assert found.plan.column(field.key) == plan.column(field.key), field.key
    assert [tuple(cells) for cells in found.plan.extras.values()] == [tuple(cells) for cells in plan.extras.values()]
    assert found.plan.title == plan.title
    assert found.assumptions.values == GIVEN.values
    assert found.sections == sections
    assert own_rates.rates_of(found.sections) == RATES


def test_that_what_ships_does_not_come_back_as_ones_own(golden_workbook: bytes, tmp_path: Path) -> None:
    (tmp_path / "golden.xlsx").write_bytes(golden_workbook)
    assert read(tmp_path / "golden.xlsx").sections == {}


def test_that_a_workbook_of_others_has_no_sections(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Function", "Headcount"])
    book.active.append(["Payroll", 3])
    book.create_sheet("Cover")["A1"] = "a title of theirs"
    book.save(tmp_path / "theirs.xlsx")
    found = read(tmp_path / "theirs.xlsx")
    assert found.sections == {}
    assert found.plan.title != "a title of theirs"


def test_that_the_sections_are_those_of_a_plan_file() -> None:
    assert (own_sections.SCHEME, own_sections.RATES) == (own_scheme.SECTION, own_rates.SECTION)


def name_at(book: openpyxl.Workbook, name: str) -> tuple[str, str]:
    sheet, cell = next(book.defined_names[name].destinations)
    return sheet, cell.replace("$", "")


def priced_row(book: openpyxl.Workbook, place: str, key: str, unit: str) -> int:
    sheet = book["Rates used"]
    return next(
        row for row in range(1, sheet.max_row + 1)
        if [sheet.cell(row, 1).value, sheet.cell(row, 2).value, sheet.cell(row, 14).value] == [place, key, unit]
    )  # fmt: skip


def test_that_edits_made_in_excel_come_back_and_cost_the_same_there_and_here(
    libraries: Libraries, recalculate: Recalculate, read_values: Callable[[Path], Cells], tmp_path: Path
) -> None:
    plan = Plan.from_columns(
        {
            "function": ["Payroll", "Claims", "Market research", "Newsletter"],
            "fte": [5.0, 20.0, 4.0, None],
            "salary": [50000.0, 45000.0, 80000.0, 40000.0],
            "country": ["India", "India", "Poland", "Philippines"],
            "pricing": ["seat", "seat", "expert", "seat"],
            "decision": ["BPO", "BPO", "KPO", "BPO"],
        },
        {"Cost centre": ["007", "008", "009", "010"]},
    )
    mine, _sections = own(libraries, GIVEN)
    (tmp_path / "plan.xlsx").write_bytes(workbook_bytes(plan, GIVEN, evaluate(plan, GIVEN, mine), mine))
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    layout, functions = layout_of(plan, len(plan)), book["Functions"]
    functions[f"{layout.by_key['fte'].letters}{layout.first + 3}"] = 2.5
    functions[f"{layout.by_key['notes'].letters}{layout.first}"] = "seen by the board"
    functions[f"{layout.by_key['decision_reason'].letters}{layout.first + 1}"] = "agreed"
    for name, value in (("discount_rate", 0.06), ("fit_weight_supply", 15.0), ("fit_weight_specificity", 30.0)):
        sheet, cell = name_at(book, name)
        book[sheet][cell] = value
    rates = book["Rates used"]
    rates.cell(priced_row(book, "India", "BPO", "seat_month"), AT_LIKELY + 1).value = 1500.0
    rates.cell(priced_row(book, "Philippines", "BPO", "seat_month"), AT_LIKELY + 1).value = 14.0
    book.save(tmp_path / "edited.xlsx")
    again = recalculate([tmp_path / "edited.xlsx"])[0]
    found = read(again)
    assert found.plan.column("fte")[3] == 2.5
    assert (found.plan.column("notes")[0], found.plan.column("decision_reason")[1]) == ("seen by the board", "agreed")
    assert found.plan.extras == plan.extras
    assert found.assumptions.number("discount_rate") == 0.06
    assert found.sections["scheme"]["fit_weights"] == {"supply": 15.0, "specificity": 30.0}
    typed = {rate.place: rate for rate in own_rates.rates_of(found.sections) if rate.unit == "seat_month"}
    assert isclose(typed["India"].likely, 1500 * 0.92)
    assert (typed["India"].vendor, typed["India"].currency) == ("Vendor A", "EUR")
    assert isclose(typed["Philippines"].likely, 14.0 * 2080 / 12)  # the source quotes an hour
    assert typed["Philippines"].currency == "USD"
    anew = own_rates.libraries_with(
        own_scheme.libraries_with(libraries, found.sections), found.sections, found.assumptions
    )
    here, cells = evaluate(found.plan, found.assumptions, anew), read_values(again)
    for key in ("charge", "npv", "fit"):
        there = [cells.get(("Functions", f"{layout.by_key[key].letters}{layout.first + at}")) for at in range(4)]
        assert [
            isclose(float(str(one)), other, rel_tol=1e-9) for one, other in zip(there, here.columns[key], strict=True)
        ] == [True] * 4, key


def test_that_weights_that_make_no_sense_are_told_and_not_taken(exported: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported)
    sheet, cell = name_at(book, "knowledge_weight_judgement")
    book[sheet][cell] = 90.0
    book.save(tmp_path / "edited.xlsx")
    found = read(tmp_path / "edited.xlsx")
    assert "scheme" not in found.sections
    assert [issue.code for issue in found.issues if issue.code == "scheme_refused"] == ["scheme_refused"]


def test_that_rows_as_shown_come_back_in_their_order(libraries: Libraries, tmp_path: Path) -> None:
    plan = full_plan()
    shown = [9, 2, 5]
    path = tmp_path / "shown.xlsx"
    path.write_bytes(workbook_bytes(plan, GIVEN, evaluate(plan, GIVEN, libraries), libraries, rows=shown))
    found = read(path).plan
    expected: Mapping[str, tuple[Cell, ...]] = {field.key: plan.subset(shown).column(field.key) for field in FIELDS}
    assert {field.key: found.column(field.key) for field in FIELDS} == expected
