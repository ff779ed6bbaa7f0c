"""Scenarios, portfolio and decision log in the real window: figures are the engine's, each act is one step."""

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.session import scenarios
from outsourcing_planner.session.edits import SetAssumption, SetCells
from outsourcing_planner.ui.dialogs.scenario import ScenarioDialog, factor_of
from outsourcing_planner.ui.views.portfolio_risk import BAND, CONTRIBUTIONS, SPREAD, TORNADO


@pytest.fixture
def small(desk):
    """A window with a plan of four functions."""
    plan = Plan.from_columns({
        "function": ("Payroll", "Customer support", "Market research", "Invoice processing"),
        "department": ("People", "Operations", "Strategy", "Finance"),
        "fte": (6.0, 20.0, 5.0, 9.0),
        "salary": (52000.0, 41000.0, 83000.0, 45000.0),
    })  # fmt: skip
    desk.files.show(PlanContent(plan=plan, assumptions=Assumptions()), modified=False)
    return desk


def _keep(desk, name, **more):
    desk.scenarios.keep(scenarios.of_now(name, desk.document.plan, desk.document.assumptions, **more))


def _discount(desk, value):
    changed = desk.document.assumptions.changed("discount_rate", value)
    desk.carry_out(SetAssumption("discount_rate", changed.entry("discount_rate")))


def test_that_a_scenario_is_compared_with_the_plan_as_it_is(small):
    _discount(small, 0.2)
    _keep(small, "Dear money")
    dear = small.document.evaluation.totals["npv"]
    small.window.commands["undo"].trigger()  # the scenario
    small.window.commands["undo"].trigger()  # the rate
    small.window.commands["redo"].trigger()
    small.window.commands["redo"].trigger()
    small.carry_out(SetAssumption("discount_rate", None))
    small.scenarios.refresh()
    (outcome,) = small.scenarios.found.outcomes
    assert outcome.totals["npv"] == pytest.approx(dear)
    assert outcome.npv_difference == pytest.approx(dear - small.document.evaluation.totals["npv"])
    assert list(outcome.scenario.assumptions) == ["discount_rate"]
    assert len(small.scenarios.table.lines) == 2


def test_that_switching_is_one_step_and_undo_goes_back(small):
    first = small.document.plan.rows.ids[0]
    small.carry_out(SetCells((first,), "decision", ("Retain",)))
    _discount(small, 0.2)
    _keep(small, "Careful")
    small.carry_out(SetCells((first,), "decision", (None,)))
    small.carry_out(SetAssumption("discount_rate", None))
    base = small.document.evaluation.totals["npv"]
    steps = small.stack.count()
    small.scenarios.switch_to("Careful")
    assert small.stack.count() == steps + 1
    assert small.document.cell(first, "decision") == "Retain"
    assert small.document.assumptions.number("discount_rate") == 0.2
    small.window.commands["undo"].trigger()
    assert small.document.cell(first, "decision") is None
    assert not small.document.assumptions.given
    assert small.document.evaluation.totals["npv"] == base


def test_that_a_factor_on_prices_is_a_scenario(small):
    _keep(small, "Prices up", keep_assumptions=False, keep_decisions=False, prices=1.1)
    small.scenarios.refresh()
    (outcome,) = small.scenarios.found.outcomes
    base = small.document.evaluation.totals["charge"]
    assert outcome.totals["charge"] == pytest.approx(1.1 * base)


def test_that_scenarios_are_renamed_deleted_and_saved_with_the_plan(small, recorder, tmp_path):
    _keep(small, "One")
    _keep(small, "Two")
    small.scenarios.give_name("Two", "One")
    assert [one.name for one in small.scenarios.scenarios] == ["One", "One 2"]
    small.scenarios.forget("One")
    recorder.saves = tmp_path / "plan.oplan"
    small.window.commands["save"].trigger()
    small.window.commands["new"].trigger()
    assert not small.scenarios.scenarios
    small.files.open_path(tmp_path / "plan.oplan")
    assert [one.name for one in small.scenarios.scenarios] == ["One 2"]


def test_that_a_scenario_that_cannot_be_read_harms_nothing_and_stays_in_the_file(small):
    odd = [{"name": "Odd", "cells": 3}, "text", {"name": "Bad", "assumptions": {"no_such": 1}}]
    small.files.show(PlanContent(plan=small.document.plan, sections={"scenarios": odd}), modified=False)
    _keep(small, "Good")
    small.scenarios.refresh()
    assert [one.name for one in small.scenarios.scenarios] == ["Good"]
    assert small.document.sections["scenarios"][:3] == odd


def test_that_the_dialog_refuses_what_is_no_scenario(small):
    dialog = ScenarioDialog("Slow", small.window)
    dialog.prices.setText("a lot")
    dialog.accept()
    assert dialog.reason.text()
    assert not dialog.result()
    dialog.prices.setText("+10 %")
    assert dialog.why_not() == ""
    made = dialog.scenario(small.document.plan, small.document.assumptions)
    assert (made.name, made.factors[0].factor) == ("Slow", pytest.approx(1.1))
    assert factor_of("−5 %") == pytest.approx(0.95)


def test_that_an_option_taken_costs_what_the_table_said(small):
    row = small.document.plan.rows.ids[3]
    page = small.portfolio.options
    page.row = row
    page.refresh()
    line = next(one for one in page.lines[1:] if one["available"] and one["decision"] == "BPO")
    steps = small.stack.count()
    page.take_option(line["option"])
    assert small.stack.count() == steps + 1
    assert small.document.evaluation.value(row, "npv") == pytest.approx(line["npv"])
    small.window.commands["undo"].trigger()
    assert small.document.cell(row, "decision") is None


def test_that_the_best_choice_keeps_its_limits_and_is_applied_as_one_step(small):
    page = small.portfolio.choice
    page.budget.setText("100,000")
    page.find_choice()
    choice = page.found.choice
    assert choice.found
    assert choice.one_off <= 100_000 + 1e-6
    steps = small.stack.count()
    page.apply_choice()
    assert small.stack.count() == steps + 1
    assert small.document.evaluation.totals["npv"] == pytest.approx(choice.npv)


def test_that_limits_that_cannot_be_kept_are_explained(small):
    page = small.portfolio.choice
    small.carry_out(SetCells(small.document.plan.rows.ids, "law_forbids", (True,) * 4))
    page.retained.setText("150 %")
    page.find_choice()
    assert not page.found.choice.found
    assert "150" in page.note.text()
    assert not page.apply.isEnabled()


def test_that_a_limit_that_is_no_figure_is_told(small):
    page = small.portfolio.choice
    page.budget.setText("much")
    page.find_choice()
    assert page.found is None
    assert "limit" in page.note.text()


def test_that_the_tornado_shows_the_npv_of_both_ends(small):
    page = small.portfolio.risk
    page.choose(TORNADO)
    page.work_out()
    bar = next(one for one in page.tornado.bars if one.key == "discount_rate")
    assumptions = small.document.assumptions.changed("discount_rate", bar.low)
    again = evaluate(small.document.plan, assumptions, small.document.libraries)
    assert bar.npv_low == pytest.approx(again.totals["npv"])
    rows = page.picture().rows
    spans = [abs(row[1] - row[2]) for row in rows]
    assert spans == sorted(spans, reverse=True)


def test_that_the_simulation_is_shown_in_three_pictures_and_says_when_it_is_old(small):
    page = small.portfolio.risk
    page.choose(SPREAD)
    page.trials.setText("200")
    page.work_out()
    assert sum(row[2] for row in page.picture().rows) == pytest.approx(1.0)
    assert not page.note.text()
    for kind in (BAND, CONTRIBUTIONS):
        page.choose(kind)
        page.show_plan()
        assert page.picture().rows
    small.carry_out(SetCells(small.document.plan.rows.ids[:1], "fte", (7.0,)))
    page.show_plan()
    assert "changed" in page.note.text()


def test_that_a_simulation_can_be_cancelled(small):
    page = small.portfolio.risk
    page.choose(SPREAD)

    def start(job):
        job.progress.cancel()
        job.run()

    small.ports.tasks._start = start
    page.work_out()
    assert page.trials_found is None
    assert not small.ports.tasks.busy


def test_that_waves_are_looked_at_first_and_applied_as_one_step(small):
    page = small.portfolio.waves
    page.people.setText("12")
    page.refresh()
    before = small.document.plan
    page.propose()
    assert small.document.plan is before
    moved = {}
    for bar in page.layout_found.bars:
        moved.setdefault(bar.wave, []).append(bar.fte)
    assert all(sum(people) <= 12 or len(people) == 1 for people in moved.values())
    steps = small.stack.count()
    page.apply_waves()
    assert small.stack.count() == steps + 1
    for bar in page.layout_found.bars:
        assert small.document.cell(bar.row, "start_month") == bar.start
        assert small.document.cell(bar.row, "wave") == bar.wave
    small.window.commands["undo"].trigger()
    assert [small.document.cell(row, "start_month") for row in before.rows.ids] == [None] * 4


def test_that_a_decision_is_logged_with_its_reason_and_undo_takes_it_out(small):
    row = small.document.plan.rows.ids[1]
    small.carry_out(SetCells((row,), "decision", ("Retain",)))
    small.carry_out(SetCells((row,), "decision_reason", ("Too near to customers",)))
    small.decisions.refresh()
    (line,) = small.decisions.lines
    assert (line.row, line.decision, line.reason, line.current) == (row, "Retain", "Too near to customers", True)
    assert line.time
    small.carry_out(SetCells((row,), "decision", ("BPO",)))
    small.decisions.refresh()
    assert [(one.decision, one.current) for one in small.decisions.lines] == [("BPO", True), ("Retain", False)]
    for _step in range(3):
        small.window.commands["undo"].trigger()
    small.decisions.refresh()
    assert small.decisions.lines == ()
    assert not small.files.file.modified
