"""The sheets of the portfolio: live ones recalculate to what the program says, dated ones are its values and say so."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.concentration import concentrations, sensitive_exposure
from outsourcing_planner.engine.portfolio.limits import Limits
from outsourcing_planner.engine.portfolio.monte_carlo import simulate
from outsourcing_planner.engine.portfolio.scenarios import Factor, Scenario, compare
from outsourcing_planner.engine.portfolio.study import Study, chosen_of, frontiers_of, options_of
from outsourcing_planner.engine.portfolio.tornado import tornado
from outsourcing_planner.engine.portfolio.waves import WaveRules, assign_waves, cells_of_layout
from outsourcing_planner.engine.portfolio.what_if import sites_lost
from outsourcing_planner.io.exporting.book import PORTFOLIO
from outsourcing_planner.io.exporting.layout import layout_of
from outsourcing_planner.io.portfolio_settings import load_portfolio_settings
from outsourcing_planner.io.sources import read_source
from outsourcing_planner.io.write_workbook import export_workbook, workbook_bytes

Cells = dict[tuple[str, str], object]
LITERAL = re.compile(r"(?<![A-Za-z_$.\d])\d+(?:\.\d+)?(?![A-Za-z_\d(])")
MADE = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - workbooks know no time zones
HOSTILE = '=HYPERLINK("x")'


@pytest.fixture(scope="module")
def planned(golden_plan: Plan, golden_assumptions: Mapping[str, Assumptions], libraries: Libraries):
    """The golden portfolio in waves, with providers, a hostile name, and everything worked out about it."""
    given, settings = golden_assumptions[""], load_portfolio_settings()
    ids = golden_plan.rows.ids
    plan = golden_plan.with_cells(ids[:3], "vendor", ["Alfa", "Alfa", "Borealis"]).with_cells(
        ids[2:3], "function", [HOSTILE]
    )
    rules = WaveRules(2, 4, 25.0)
    waves = assign_waves(plan, given, evaluate(plan, given, libraries), settings.readiness, rules)
    for change in cells_of_layout(plan, waves):
        plan = plan.with_cells(change.rows, change.key, change.cells)
    base = evaluate(plan, given, libraries)
    options, risk = options_of((plan, given, libraries, base), settings)
    free = chosen_of(options, risk, Limits())
    limits = Limits({1: free.choice.one_off * 0.7}, per_country=0.6, must_stay=frozenset(ids[:1]))
    chosen = chosen_of(options, risk, limits)
    budgets, risks = frontiers_of(free, 4)
    known = [Scenario("Dearer", factors=(Factor("rates", 1.8),)), Scenario(HOSTILE, {"discount_rate": 0.2})]
    study = Study(
        dict(settings.readiness), rules, chosen, budgets, risks, compare(plan, given, libraries, known),
        tornado(plan, given, libraries, settings), simulate(plan, given, libraries, settings.uncertainty, 400),
        sites_lost(base, given),
    )  # fmt: skip
    return plan, given, base, study


@pytest.fixture(scope="module")
def workbook(planned, libraries: Libraries, tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan, given, base, study = planned
    path = tmp_path_factory.mktemp("study") / "study.xlsx"
    path.write_bytes(workbook_bytes(plan, given, base, libraries, study=study, created=MADE))
    return path


@pytest.fixture(scope="module")
def cells(workbook: Path, read_values: Callable[[Path], Cells]) -> Cells:
    return read_values(workbook)


def column(cells: Cells, sheet: str, heading: str, stop: int = 400) -> list[object]:
    """Return what stands below the first cell of a sheet that holds a heading, up to the first blank."""
    place = next(at for (name, at), value in cells.items() if name == sheet and value == heading)
    letter, row = re.match(r"([A-Z]+)(\d+)", place).groups()  # type: ignore[union-attr]
    found: list[object] = []
    for at in range(int(row) + 1, int(row) + stop):
        if (sheet, f"{letter}{at}") not in cells:
            break
        found.append(cells[sheet, f"{letter}{at}"])
    return found


def test_that_a_study_has_a_sheet_for_each_part(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert [name for name in book.sheetnames if name in PORTFOLIO] == list(PORTFOLIO)
    assert not [name for name in PORTFOLIO if book[name].merged_cells.ranges]
    linked = {link.location.split("!")[0].strip("'") for row in book["Cover"].iter_rows() for cell in row
              if (link := cell.hyperlink) and link.location}  # fmt: skip
    assert set(PORTFOLIO) <= linked


def test_that_only_what_was_worked_out_has_a_sheet(planned, libraries: Libraries, tmp_path: Path) -> None:
    plan, given, base, _study = planned
    for study, wanted in (
        (None, set()), (Study(), {"Road map", "Concentration"}),
        (Study(tornado=_study.tornado), {"Road map", "Concentration", "Tornado"}),
    ):  # fmt: skip
        path = tmp_path / "part.xlsx"
        export_workbook(plan, given, base, libraries, path, overwrite=True, study=study)
        assert set(openpyxl.load_workbook(path, read_only=True).sheetnames) & set(PORTFOLIO) == wanted


def test_that_live_cells_recalculate_to_what_they_show(
    workbook: Path,
    recalculate: Callable[[Sequence[Path]], list[Path]],
    compared: Callable[[Path, Path], tuple[int, dict]],
) -> None:
    count, wrong = compared(workbook, recalculate([workbook])[0])
    assert count > 1000
    assert not wrong


def test_that_the_road_map_follows_a_start_month_and_values_then_say_that_they_are_old(
    workbook: Path, planned, recalculate: Callable[[Sequence[Path]], list[Path]], read_values: Callable[[Path], Cells],
    tmp_path: Path,
) -> None:  # fmt: skip
    plan = planned[0]
    layout = layout_of(plan, len(plan))
    book = openpyxl.load_workbook(workbook)
    cell = f"{layout.by_key['start_month'].letters}{layout.first}"
    book["Functions"][cell].value = 20
    changed = tmp_path / "moved.xlsx"
    book.save(changed)
    now = read_values(recalculate([changed])[0])
    name = plan.column("function")[0]
    row = next(at[1:] for (sheet, at), value in now.items() if sheet == "Road map" and at[0] == "A" and value == name)
    assert now["Road map", f"D{row}"] == 20
    assert now["Tornado", "C5"].startswith("Changed since")


def test_that_dated_values_say_from_when_they_are_and_that_they_hold(cells: Cells, planned) -> None:
    for sheet in ("Options", "Choice", "Frontier", "Scenarios", "Tornado", "Simulation"):
        assert "2026-11-22 09:30" in str(cells[sheet, "A3"]), sheet
        assert cells[sheet, "B4"] == pytest.approx(planned[2].totals["npv"])
        assert cells[sheet, "C5"] == "As worked out"


def test_that_no_formula_of_these_sheets_holds_a_number_of_its_own(
    workbook: Path, read_formulas: Callable[[Path], dict[tuple[str, str], str]]
) -> None:
    wrong = {}
    for (sheet, cell), text in read_formulas(workbook).items():
        bare = re.sub(r"\$?[A-Z]{1,3}\$?\d+", "", re.sub(r'"[^"]*"', "", re.sub(r"'[^']*'!", "", text)))
        if sheet in PORTFOLIO and set(LITERAL.findall(bare)) - {"0", "1", "2", "12"}:
            wrong[sheet, cell] = text
    assert not wrong


def test_that_texts_are_never_formulas(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    kinds = {cell.data_type for name in PORTFOLIO for row in book[name].iter_rows() for cell in row
             if isinstance(cell.value, str) and cell.value == HOSTILE}  # fmt: skip
    assert kinds == {"s"}
    assert HOSTILE in [cell.value for cell in book["Scenarios"]["A"]]


def test_that_the_choice_is_the_one_worked_out(cells: Cells, planned) -> None:
    chosen = planned[3].chosen
    then = column(cells, "Choice", "NPV then")
    at = np.arange(len(then))
    assert then == pytest.approx(chosen.options.npv[at, chosen.choice.chosen].tolist())
    assert sum(then) == pytest.approx(chosen.choice.npv)
    used = column(cells, "Choice", "Used")
    first = chosen.options.year_of_one_off[at, chosen.choice.chosen] == 1
    paid = chosen.options.figures["one_off"][at, chosen.choice.chosen]
    assert used[0] == pytest.approx(paid[first].sum())
    assert "Customer support must stay" in [value for (sheet, _at), value in cells.items() if sheet == "Choice"]
    assert len(marks(cells, "E")) == len(marks(cells, "D")) == len(then)


def marks(cells: Cells, letter: str) -> list[str]:
    return [at for (sheet, at), value in cells.items() if sheet == "Options" and at[0] == letter and value == "●"]


def test_that_scenarios_tornado_and_simulation_are_those_worked_out(cells: Cells, planned) -> None:
    study = planned[3]
    assert column(cells, "Scenarios", "Difference")[1:] == pytest.approx(
        [one.npv_difference for one in study.comparison.outcomes]
    )
    sentences = [value for (sheet, at), value in cells.items() if sheet == "Scenarios" and at[0] == "I"]
    assert sentences[1:] == [one.sentence for one in study.comparison.outcomes]
    assert column(cells, "Tornado", "NPV at low") == pytest.approx([bar.npv_low for bar in study.tornado.bars])
    assert column(cells, "Tornado", "Change at high") == pytest.approx(
        [bar.npv_high - study.tornado.npv for bar in study.tornado.bars], abs=0.01
    )
    low, middle, high = study.trials.percentiles()
    labels = {value: at for (sheet, at), value in cells.items() if sheet == "Simulation" and at[0] == "A"}
    for label, value in (("P10", low), ("P50", middle), ("P90", high)):
        assert cells["Simulation", "B" + labels[label][1:]] == pytest.approx(value)
    assert sum(column(cells, "Simulation", "Trials")) == pytest.approx(1.0)


def test_that_concentration_is_that_of_the_program(cells: Cells, planned, libraries: Libraries) -> None:
    plan, given, base, study = planned
    vendors = {
        row: cell for row, cell in zip(plan.rows.ids, plan.column("vendor"), strict=True) if isinstance(cell, str)
    }
    by = {one.by: one for one in concentrations(base, libraries, given.text("home_country"), vendors)}
    countries = column(cells, "Concentration", "Country")
    assert countries[:-1] == [share.name for share in by["country"].shares]
    assert column(cells, "Concentration", "Share") == pytest.approx(
        [*(share.share for share in by["country"].shares), by["country"].hhi]
    )
    assert column(cells, "Concentration", "Provider")[:-1] == [
        share.name or "(none named)" for share in by["vendor"].shares
    ]
    exposed = {one.place: one.charge for one in sensitive_exposure(base)}
    start = next(int(at[1:]) for (sheet, at), value in cells.items()
                 if sheet == "Concentration" and value == "Exposure or data sensitivity from")  # fmt: skip
    for row in range(start + 2, start + 2 + len(by["country"].shares)):
        place = cells["Concentration", f"A{row}"]
        assert cells["Concentration", f"B{row}"] == pytest.approx(exposed.get(place, 0.0))
    assert column(cells, "Concentration", "Loss of NPV") == pytest.approx([one.loss for one in study.lost])


def test_that_limits_that_cannot_be_kept_are_explained_on_the_sheet(
    planned, libraries: Libraries, read_values: Callable[[Path], Cells], tmp_path: Path
) -> None:
    plan, given, base, study = planned
    limits = Limits({1: 0.0, 2: 0.0, 3: 0.0}, must_go=frozenset(plan.rows.ids[:1]))
    chosen = chosen_of(study.chosen.options, study.chosen.risk, limits)
    path = tmp_path / "not.xlsx"
    export_workbook(plan, given, base, libraries, path, study=replace(study, chosen=chosen))
    said = " ".join(str(value) for (sheet, _at), value in read_values(path).items() if sheet == "Choice")
    assert "No choice keeps these limits" in said
    assert "is too little, at least" in said


def test_that_a_workbook_with_a_study_is_read_back_as_the_same_plan(workbook: Path, planned) -> None:
    taken = read_source(workbook, {}, lambda _share, _text: None)
    plan = planned[0]
    for key in ("function", "fte", "start_month", "wave", "vendor", "decision"):
        assert taken.plan.column(key) == plan.column(key), key
