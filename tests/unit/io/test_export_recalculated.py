"""The exported workbook, recalculated from scratch by LibreOffice, equals its cached values and the engine (P11)."""

import math
import random
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.fields import PRICINGS
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation, evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.measures import MEASURES
from outsourcing_planner.io.exporting.chart_data import AT_MONTH
from outsourcing_planner.io.exporting.layout import layout_of
from outsourcing_planner.io.exporting.row_writer import letters
from outsourcing_planner.io.write_workbook import workbook_bytes

Cells = dict[tuple[str, str], object]
Recalculate = Callable[[Sequence[Path]], list[Path]]
Compare = Callable[[Path, Path], tuple[int, dict[tuple[str, str], tuple[object, object]]]]
Read = Callable[[Path], Cells]


def written(folder: Path, name: str, plan: Plan, given: Assumptions, libraries: Libraries) -> tuple[Path, Evaluation]:
    evaluation = evaluate(plan, given, libraries)
    path = folder / name
    path.write_bytes(workbook_bytes(plan, given, evaluation, libraries))
    return path, evaluation


def unlike(
    plan: Plan, evaluation: Evaluation, cells: Cells, skipped: frozenset[str] = frozenset()
) -> dict[str, object]:
    """Return the computed cells of the Functions sheet that differ from the engine."""
    wrong: dict[str, object] = {}
    layout = layout_of(plan, len(plan))
    for column in layout.columns:
        if column.measure is None or column.key in skipped:
            continue
        for at, value in enumerate(evaluation.columns[column.key].tolist()):
            found = cells.get(("Functions", f"{column.letters}{layout.first + at}"))
            blank = value == "" or (isinstance(value, float) and not math.isfinite(value))
            if blank and found is None:
                continue
            close = (
                isinstance(value, int | float)
                and isinstance(found, int | float)
                and math.isclose(value, found, rel_tol=1e-9, abs_tol=1e-6)
            )
            if blank or not (close or value == found):
                wrong[f"{column.key} of row {at + 1}"] = (value, found)
    return wrong


PRICES = {
    "seat": 1500.0,
    "fte": 2500.0,
    "hour": 14.0,
    "minute": 0.3,
    "task": 3.0,
    "record": 2.0,
    "outcome": 5.0,
    "project": 300.0,
    "expert": 5000.0,
    "retainer": 9000.0,
    "time_and_material": 40.0,
}


def every_pricing() -> Plan:
    """A plan with every pricing, for each decision, and with what each pricing needs."""
    rows = [(pricing, decision) for pricing in PRICINGS for decision in ("BPO", "KPO", "Hybrid", "Retain")]
    count = len(rows)
    full: dict[str, list[object]] = {
        "function": [f"Work {pricing} {decision}" for pricing, decision in rows],
        "pricing": [pricing for pricing, _decision in rows],
        "decision": [decision for _pricing, decision in rows],
        "fte": [3.5 + at for at in range(count)],
        "volume": [1000.0 * (at + 1) for at in range(count)],
        "handling_minutes": [4.5] * count,
        "salary": [40000.0 + 777 * at for at in range(count)],
        "rate": [PRICES.get(pricing, 20.0) for pricing, _decision in rows],
        "start_month": [float(1 + at % 30) for at in range(count)],
        "error_share": [0.02] * count,
        "correction_cost": [3.0] * count,
        "base_fee": [100.0] * count,
        "verified_saving": [50000.0] * count,
        "gainshare_share": [0.3] * count,
        "currency": [("EUR", None, "GBP")[at % 3] for at in range(count)],
        "volume_growth": [(None, 0.03)[at % 2] for at in range(count)],
        "other_one_off": [(None, 1234.5)[at % 2] for at in range(count)],
    }
    return Plan.from_columns(full)  # type: ignore[arg-type] # cells of each kind


def generated(count: int, seed: int = 1, *, absurd: bool = False) -> Plan:
    """A plan of many rows with gaps of every kind; absurd: any price for any unit, up to 10^11 a year for a row."""
    dice = random.Random(seed)
    pricings = [dice.choice(PRICINGS) for _ in range(count)]

    def price(at: int) -> float:
        if absurd:
            return round(dice.uniform(0.2, 3000), 2)
        return round(dice.uniform(0.5, 1.5) * PRICES.get(pricings[at], 20.0), 2)

    def sometimes(value: object, chance: float = 0.5) -> object:
        return value if dice.random() < chance else None

    columns: dict[str, list[object]] = {
        "function": [f"{dice.choice(('Payroll', 'Claims', 'Audit', 'Helpdesk'))} {at}" for at in range(count)],
        "department": [sometimes(f"Department {dice.randint(1, 60)}", 0.9) for _ in range(count)],
        "fte": [sometimes(round(dice.uniform(0.5, 60), 2), 0.85) for _ in range(count)],
        "volume": [sometimes(float(dice.randint(1000, 900000)), 0.6) for _ in range(count)],
        "handling_minutes": [sometimes(round(dice.uniform(1, 30), 1), 0.6) for _ in range(count)],
        "salary": [sometimes(float(dice.randint(25000, 160000)), 0.8) for _ in range(count)],
        "in_house_cost": [sometimes(float(dice.randint(50000, 5000000)), 0.1) for _ in range(count)],
        "country": [sometimes(dice.choice(("India", "Poland", "Atlantis", "usa")), 0.6) for _ in range(count)],
        "pricing": [sometimes(pricing, 0.9 if absurd else 1.0) for pricing in pricings],
        "rate": [sometimes(price(at), 0.6) for at in range(count)],
        "start_month": [sometimes(float(dice.randint(1, 36)), 0.4) for _ in range(count)],
        "judgement": [sometimes(float(dice.randint(1, 5)), 0.4) for _ in range(count)],
        "decision": [
            sometimes(dice.choice(("auto", "BPO", "KPO", "Hybrid", "Retain", "Automate")), 0.5) for _ in range(count)
        ],
    }
    return Plan.from_columns(columns)  # type: ignore[arg-type] # cells of each kind


@pytest.mark.parametrize("name", ["", "_stress"])
def test_that_the_golden_portfolio_recalculates_to_cache_and_engine(
    name: str,
    golden_plan: Plan,
    golden_assumptions: Mapping[str, Assumptions],
    libraries: Libraries,
    recalculate: Recalculate,
    compared: Compare,
    read_values: Read,
    tmp_path: Path,
) -> None:
    path, evaluation = written(tmp_path, "golden.xlsx", golden_plan, golden_assumptions[name], libraries)
    again = recalculate([path])[0]
    count, wrong = compared(path, again)
    assert count > 5000
    assert not wrong
    cells = read_values(again)
    assert not unlike(golden_plan, evaluation, cells)
    assert cells[("Checks", "B3")] == "OK"


def test_that_every_pricing_recalculates_to_cache_and_engine(
    libraries: Libraries, recalculate: Recalculate, compared: Compare, read_values: Read, tmp_path: Path
) -> None:
    plan = every_pricing()
    given = Assumptions.from_mapping(
        {"exchange_eur": 1.1, "exchange_gbp": 1.3, "leakage": 0.1, "exit_probability": 0.2, "fx_drift": 0.02}
    )
    path, evaluation = written(tmp_path, "pricings.xlsx", plan, given, libraries)
    again = recalculate([path])[0]
    _count, wrong = compared(path, again)
    assert not sensible(plan, wrong)
    assert not unlike(plan, evaluation, read_values(again), frozenset({"irr"}))


def sensible(plan: Plan, wrong: Mapping[tuple[str, str], tuple[object, object]]) -> dict[tuple[str, str], object]:
    """Leave out IRRs beyond all sense, of plans that cost next to nothing or lose all: LibreOffice gives up on them."""
    irr = layout_of(plan, len(plan)).by_key["irr"].letters

    def is_absurd(cell: tuple[str, str], value: object) -> bool:
        is_irr = cell[0] == "Functions" and cell[1].rstrip("0123456789") == irr
        return is_irr and isinstance(value, float) and not -0.9 < value < 100

    return {cell: pair for cell, pair in wrong.items() if not is_absurd(cell, pair[0])}


@pytest.mark.slow
def test_that_two_thousand_rows_recalculate_to_the_cache(
    libraries: Libraries, recalculate: Recalculate, compared: Compare, tmp_path: Path
) -> None:
    plan = generated(2000)
    path, _evaluation = written(tmp_path, "many.xlsx", plan, Assumptions(), libraries)
    count, wrong = compared(path, recalculate([path])[0])
    assert count > 300_000
    assert not sensible(plan, wrong)


@pytest.mark.slow
def test_that_checks_hold_where_amounts_are_beyond_all_digits(
    libraries: Libraries, recalculate: Recalculate, read_values: Read, tmp_path: Path
) -> None:
    plan = generated(2000, absurd=True)
    path, evaluation = written(tmp_path, "beyond.xlsx", plan, Assumptions(), libraries)
    assert abs(evaluation.totals["tco"] or 0) > 5e11
    cells = read_values(recalculate([path])[0])
    results = [value for (sheet, cell), value in cells.items() if sheet == "Checks" and cell.startswith("E")]
    assert cells[("Checks", "B3")] == "OK"
    assert set(results) == {"Result", "OK"}


MONTH, SO_FAR = letters(AT_MONTH + 1), letters(AT_MONTH + 3)
CHANGED = {
    "discount_rate": 0.07,
    "term_years": 5.0,
    "wage_inflation": 0.045,
    "cola": 0.01,
    "paid_hours": 1800.0,
    "seat_sharing": 1.2,
    "governance_share": 0.12,
    "ramp_months": 3.0,
    "hours_per_day": 7.5,
    "delivery_country_bpo": "India",
    "attrition": 0.2,
    "average_tenure_years": 6.0,
    "switching_hurdle": 0.3,
    "shrinkage": 0.25,
}


def test_that_a_workbook_with_changed_assumptions_equals_the_engine_with_them(
    golden_plan: Plan,
    golden_assumptions: Mapping[str, Assumptions],
    libraries: Libraries,
    recalculate: Recalculate,
    read_values: Read,
    tmp_path: Path,
) -> None:
    plan = golden_plan.with_cells(golden_plan.rows.ids[7:10], "seat_rate", (None, None, None))
    path, _evaluation = written(tmp_path, "changed.xlsx", plan, golden_assumptions[""], libraries)
    book = openpyxl.load_workbook(path)
    for key, value in CHANGED.items():
        sheet, cell = next(book.defined_names[key].destinations)
        book[sheet][cell.replace("$", "")].value = value
    layout = layout_of(plan, len(plan))
    book["Functions"][f"{layout.by_key['fte'].letters}{layout.first}"].value = 31.5
    book.save(path)
    cells = read_values(recalculate([path])[0])
    given = golden_assumptions[""]
    for key, value in CHANGED.items():
        given = given.changed(key, value)
    evaluation = evaluate(plan.with_cells([1], "fte", (31.5,)), given, libraries)
    assert not unlike(plan, evaluation, cells)
    assert cells[("Checks", "B3")] == "OK"
    totals = {
        cells[("Summary", f"A{row}")]: cells[("Summary", f"B{row}")] for row in range(5, 5 + len(evaluation.totals))
    }
    assert math.isclose(float(str(totals["NPV"])), evaluation.totals["npv"] or 0, rel_tol=1e-12)
    assert math.isclose(float(str(totals["IRR"])), evaluation.totals["irr"] or 0, rel_tol=1e-6)
    assert math.isclose(float(str(totals["Payback"])), evaluation.totals["payback_months"] or 0, rel_tol=1e-9)
    steps = [(cells[("Chart data", f"{MONTH}{row}")], cells[("Chart data", f"{SO_FAR}{row}")]) for row in range(6, 19)]
    assert [month for month, _so_far in steps] == list(range(0, 61, 5))
    added = evaluation.cash_flow.cumsum()
    assert all(math.isclose(float(str(so_far)), added[int(str(month))], rel_tol=1e-9) for month, so_far in steps)


def test_that_a_planted_wrong_cache_is_caught(
    golden_plan: Plan, golden_workbook: bytes, recalculate: Recalculate, compared: Compare, tmp_path: Path
) -> None:
    path = tmp_path / "planted.xlsx"
    path.write_bytes(golden_workbook)
    layout = layout_of(golden_plan, len(golden_plan))
    cell = f"{layout.by_key['loaded_fte'].letters}{layout.first}"
    planted = tmp_path / "with-999.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(planted, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet3.xml":
                text = data.decode()
                changed = re.sub(rf'(<c r="{cell}"[^>]*>.*?<v>)[^<]*(</v>)', r"\g<1>999\2", text, count=1)
                assert changed != text
                data = changed.encode()
            target.writestr(name, data)
    _count, wrong = compared(planted, recalculate([planted])[0])
    assert ("Functions", cell) in wrong


def test_that_lookups_that_stay_values_are_known() -> None:
    given = {key for key, measure in MEASURES.measures.items() if measure.is_lookup}
    live = {"seat_rate_library", "day_rate_library", "rate_library", "exchange_used", "payback_months", "irr"}
    values = {
        "day_rate_mix", "role_mix_typed", "delivery_location", "agents_needed", "service_level_reached",
        "break_even_volume_bent",
    }  # fmt: skip
    assert given - live == values


def test_that_what_a_branch_not_taken_lacks_blanks_nothing(
    libraries: Libraries, recalculate: Recalculate, read_values: Read, tmp_path: Path
) -> None:
    plan = Plan.from_columns(
        {
            "function": ["Records", "Research", "Calls", "No salary", "Nothing known"],
            "decision": ["Hybrid", "KPO", "BPO", "KPO", "Retain"],
            "fte": [22.0, 4.0, 10.0, 5.0, None],
            "salary": [90000.0, 80000.0, 40000.0, None, None],
            "pricing": ["accurate_record", "expert", "seat", "task", "task"],
            "rate": [2.0, 5000.0, 1500.0, 3.0, 3.0],
            "retained_fte": [3.5, 1.0, 0.5, None, None],
            "in_house_cost": [None, None, 700000.0, 400000.0, None],
            "volume": [None, None, None, 5000.0, 8000.0],
            "handling_minutes": [None, None, None, None, 12.0],
            "client_review_share": [None, None, None, 0.3, None],
        }
    )
    path, evaluation = written(tmp_path, "branches.xlsx", plan, Assumptions(), libraries)
    assert np.nanmin(evaluation.columns["client_work"][:3]) > 0
    assert not unlike(plan, evaluation, read_values(recalculate([path])[0]))


@pytest.mark.parametrize(("leakage", "key", "value"), [(0.1, "discount_rate", 0.13), (0.0, "leakage", 0.1)])
def test_that_no_break_even_of_before_a_change_is_shown_as_if_it_held(
    leakage: float,
    key: str,
    value: float,
    golden_plan: Plan,
    golden_assumptions: Mapping[str, Assumptions],
    libraries: Libraries,
    recalculate: Recalculate,
    read_values: Read,
    tmp_path: Path,
) -> None:
    given = golden_assumptions[""].changed("leakage", leakage)
    path, evaluation = written(tmp_path, "roots.xlsx", golden_plan, given, libraries)
    book = openpyxl.load_workbook(path)
    sheet, cell = next(book.defined_names[key].destinations)
    book[sheet][cell.replace("$", "")].value = value
    changed = tmp_path / "roots-changed.xlsx"
    book.save(changed)
    same, other = (read_values(again) for again in recalculate([path, changed]))
    assert not unlike(golden_plan, evaluation, same)
    assert (same[("Checks", "E3")], other[("Checks", "E3")]) == ("OK", "changed")
    layout = layout_of(golden_plan, len(golden_plan))
    live = ["break_even_rate", "break_even_exchange"]
    live += [] if leakage else ["break_even_charge", "break_even_avoidable", "break_even_volume_npv"]
    for column in (layout.by_key[name].letters for name in live):
        rows = range(layout.first, layout.last + 1)
        assert not [
            other.get(("Functions", f"{column}{row}")) for row in rows if ("Functions", f"{column}{row}") in other
        ]
    rates = layout.by_key["break_even_rate"].letters
    assert any(("Functions", f"{rates}{row}") in same for row in range(layout.first, layout.last + 1))
