"""The road map, further limits, concentration and the exported study in the real window."""

import json
from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.portfolio.limits import Limits
from outsourcing_planner.engine.portfolio.waves import WaveRules
from outsourcing_planner.engine.portfolio.what_if import site_lost
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.session import portfolio as kept
from outsourcing_planner.session import scenarios
from outsourcing_planner.session.edits import SetCells
from outsourcing_planner.ui.dialogs.portfolio_limits import LimitsDialog
from outsourcing_planner.ui.views.portfolio_risk import SPREAD, TORNADO
from outsourcing_planner.ui.views.road_map_paint import HEAD, LINE


@pytest.fixture
def small(desk):
    """A window with a plan of four functions that all leave."""
    plan = Plan.from_columns({
        "function": ("Payroll", "Customer support", "Market research", "Invoice processing"),
        "fte": (6.0, 20.0, 5.0, 9.0), "salary": (52000.0, 41000.0, 83000.0, 45000.0),
        "decision": ("BPO", "BPO", "KPO", "BPO"), "country": ("Poland", "Philippines", "India", "Poland"),
        "vendor": ("Alfa", None, "Borealis", "Alfa"), "start_month": (4.0, 1.0, 7.0, 10.0),
    })  # fmt: skip
    desk.files.show(PlanContent(plan=plan, assumptions=Assumptions()), modified=False)
    return desk


@pytest.fixture
def road(small):
    """The road map, wide enough to be dragged."""
    page = small.portfolio.waves
    page.map.resize(900, 200)
    page.refresh()
    return page


def at(view, row, month):
    line = next(number for number, bar in enumerate(view.bars) if bar.row == row)
    scale = view._scale()
    return QPoint(int(scale.x(month) + scale.month / 2), HEAD + line * LINE + LINE // 2)


def drag(view, row, from_month, to_month):
    start, end = at(view, row, from_month), at(view, row, to_month)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view.viewport(), QPoint((start.x() + end.x()) // 2, start.y()))
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def test_that_a_dragged_bar_is_one_step_and_costed_anew(small, road):
    row, steps = small.document.plan.rows.ids[0], small.stack.count()
    drag(road.map, row, 8, 13)  # taken by its middle: five months later
    assert small.document.cell(row, "start_month") == 9.0
    assert small.stack.count() == steps + 1
    again = evaluate(small.document.plan, small.document.assumptions, small.document.libraries)
    assert small.document.evaluation.totals["npv"] == again.totals["npv"]
    road.refresh()
    assert {bar.row: bar.start for bar in road.map.bars}[row] == 9
    small.window.commands["undo"].trigger()
    assert small.document.cell(row, "start_month") == 4.0


def test_that_a_bar_let_go_where_it_was_changes_nothing(small, road):
    steps = small.stack.count()
    drag(road.map, small.document.plan.rows.ids[0], 8, 8)
    assert small.stack.count() == steps


def test_that_a_bar_stays_within_the_term(small, road):
    row = small.document.plan.rows.ids[3]
    drag(road.map, row, 10, 36)
    assert small.document.cell(row, "start_month") == 36.0
    road.refresh()
    drag(road.map, row, 36, 1)
    assert small.document.cell(row, "start_month") == 1.0


def test_that_the_keys_move_the_current_bar(small, road):
    view = road.map
    QTest.keyClick(view, Qt.Key.Key_Home)
    first = view.current_row
    assert small.document.plan.column("function")[small.document.plan.rows.positions[first]] == "Customer support"
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert small.document.cell(first, "start_month") == 2.0
    road.refresh()
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert small.document.cell(first, "start_month") == 5.0
    road.refresh()
    assert view.current_row == first  # it is further down now, and still the current one
    assert "month 5" in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert small.document.cell(first, "start_month") == 4.0
    asked = []
    view.chosen.connect(asked.append)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked == [first]


def test_that_a_moved_bar_takes_its_wave_along(small, road):
    row = small.document.plan.rows.ids[0]
    small.carry_out(SetCells((row,), "wave", (2.0,)))
    road.refresh()
    road.move_bar(row, 7)
    assert (small.document.cell(row, "start_month"), small.document.cell(row, "wave")) == (7.0, 3.0)
    small.window.commands["undo"].trigger()
    assert (small.document.cell(row, "start_month"), small.document.cell(row, "wave")) == (4.0, 2.0)


def test_that_a_proposal_is_applied_before_bars_are_moved(small, road):
    road.people.setText("12")
    road.propose()
    assert not road.map.movable
    road.apply_waves()
    assert kept.rules_of(small.document.sections).fte_per_wave == 12
    road.refresh()
    assert road.map.movable


def test_that_the_order_of_the_plan_is_kept_by_the_waves(small, road):
    ids = small.document.plan.rows.ids
    small.carry_out(kept.edit_of_rules({}, WaveRules(after={ids[1]: frozenset({ids[2]})})))
    road.refresh()
    assert "starts before Market research" in road.note.text()
    road.propose()
    start = {bar.row: bar.start for bar in road.map.bars}
    assert start[ids[1]] > start[ids[2]]


def test_that_the_road_map_is_saved_as_a_picture(road, recorder, tmp_path):
    recorder.saves = tmp_path / "road.png"
    road.save_picture()
    assert (tmp_path / "road.png").read_bytes()[:4] == b"\x89PNG"


def limits_dialog(desk, limits=None, rules=None):
    names = dict(zip(desk.document.plan.rows.ids, desk.document.plan.column("function"), strict=True))
    return LimitsDialog(names, limits or Limits(), rules or WaveRules(), ("Poland",), ("Alfa",), 3, desk.window)


def test_that_the_dialog_gives_back_the_limits_it_was_given(small):
    ids = small.document.plan.rows.ids
    limits = Limits(
        {1: 100_000.0, 3: 50_000.0}, None, 3, {"Poland": 0.5}, None, {"Alfa": 0.25}, 0.4, None, 0.75,
        frozenset(ids[:1]), frozenset(ids[1:2]), (frozenset(ids[2:]),), 2.0,
    )  # fmt: skip
    rules = WaveRules(after={ids[0]: frozenset({ids[3]})})
    dialog = limits_dialog(small, limits, rules)
    assert dialog.limits == limits
    assert dialog.rules == rules


def test_that_an_order_of_several_functions_survives_the_dialog(small):
    ids = small.document.plan.rows.ids
    rules = WaveRules(2, 4, 30.0, {ids[0]: frozenset({ids[1], ids[3]})})
    assert limits_dialog(small, Limits(), rules).rules == rules


def test_that_limits_and_order_are_one_step(small):
    ids, page, steps = small.document.plan.rows.ids, small.portfolio.choice, small.stack.count()
    limits, rules = Limits(per_country=0.5), WaveRules(after={ids[0]: frozenset({ids[1]})})
    page.keep(limits, rules)
    page.keep(limits, rules)
    assert small.stack.count() == steps + 1
    assert (kept.limits_of(small.document.sections), kept.rules_of(small.document.sections)) == (limits, rules)
    small.window.commands["undo"].trigger()
    assert (kept.limits_of(small.document.sections), kept.rules_of(small.document.sections)) == (Limits(), WaveRules())


def test_that_the_dialog_refuses_a_share_that_is_no_figure(small):
    dialog = limits_dialog(small)
    dialog.countries.item(0, 1).setText("half")
    dialog.accept()
    assert dialog.reason.text()
    assert not dialog.result()


def test_that_limits_by_function_are_kept_with_the_plan_and_by_the_choice(small):
    ids, page = small.document.plan.rows.ids, small.portfolio.choice
    page.keep(Limits(must_go=frozenset(ids[:1]), must_stay=frozenset(ids[1:2])))
    page.show_plan()
    assert "(2)" in page.more.text()
    page.find_choice()
    goes = page.found.options.goes[range(4), page.found.choice.chosen]
    assert goes[0]
    assert not goes[1]
    assert json.loads(json.dumps(small.document.sections["portfolio"]))["limits"]["must_go"] == [ids[0]]
    small.window.commands["undo"].trigger()
    assert not kept.limits_of(small.document.sections).must_go


def test_that_limits_that_cannot_be_kept_list_every_way_out(small):
    page = small.portfolio.choice
    page.keep(Limits({1: 10.0, 2: 10.0, 3: 10.0}, must_go=frozenset(small.document.plan.rows.ids[:1])))
    page.find_choice()
    assert not page.found.choice.found
    assert any("One-off budget of year 1" in line[1] for line in page.table.lines)


def test_that_both_frontiers_are_drawn(small):
    page = small.portfolio.choice
    page.find_frontier()
    assert [point.npv for point in page.curves.budgets] == sorted(point.npv for point in page.curves.budgets)
    page.show_plan()
    assert page.chart.chart.headings[0] == "One-off cost"
    page.along.setCurrentIndex(1)
    assert page.chart.chart.headings[0] == "Charge for risk"
    assert len(page.chart.chart.rows) == len(page.curves.risks)


def test_that_shares_are_shown_by_country_and_by_provider(small):
    page = small.portfolio.concentration
    page.refresh()
    charge = small.document.evaluation.columns["charge"]
    share = (charge[0] + charge[3]) / charge.sum()
    line = next(one for one in page.table.lines if one[0] == "Poland")
    assert line[2] == f"{share:.1%}"
    assert sum(row[1] for row in page.chart.chart.rows) == pytest.approx(1.0)
    page.choose("vendor")
    assert {line[0] for line in page.table.lines} == {"Alfa", "Borealis", "none named"}
    assert "HHI" in page.note.text()


def test_that_a_lost_site_costs_what_the_engine_says(small):
    page = small.portfolio.concentration
    page.refresh()
    page.country.setCurrentIndex(page.country.findText("Poland"))
    page.month.setText("13")
    page.months.setText("4")
    page.lose_site()
    wanted = site_lost(small.document.evaluation, small.document.assumptions, "Poland", 13, 4, 1.5)
    assert page.loss.loss == pytest.approx(wanted.loss)
    assert "Payroll" in page.said.text()
    page.months.setText("none")
    page.lose_site()
    assert "months from 1" in page.said.text()


def test_that_the_exported_workbook_has_what_was_worked_out(small, recorder, tmp_path):
    recorder.saves = tmp_path / "plan.xlsx"
    risk = small.portfolio.risk
    risk.choose(TORNADO)
    risk.work_out()
    risk.choose(SPREAD)
    risk.trials.setText("100")
    risk.work_out()
    small.portfolio.choice.find_choice()
    document = small.document
    small.scenarios.keep(replace(scenarios.of_now("Dear", document.plan, document.assumptions, prices=1.2), cells=()))
    small.window.commands["export"].trigger()
    names = set(openpyxl.load_workbook(recorder.saves, read_only=True).sheetnames)
    assert {"Options", "Choice", "Road map", "Scenarios", "Tornado", "Simulation", "Concentration"} <= names
    small.carry_out(SetCells(document.plan.rows.ids[:1], "fte", (7.0,)))  # what was worked out is old now
    small.window.commands["export"].trigger()
    names = set(openpyxl.load_workbook(recorder.saves, read_only=True).sheetnames)
    assert names & {"Options", "Choice", "Tornado", "Simulation"} == set()
    assert {"Road map", "Scenarios", "Concentration"} <= names
