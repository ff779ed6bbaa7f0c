"""Options of a function: each is the row with other cells, costed by the same engine."""

from dataclasses import replace

import numpy as np
import pytest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.portfolio import options as module
from outsourcing_planner.engine.portfolio.changes import PortfolioCancelledError, Watch, changed
from outsourcing_planner.engine.portfolio.levers import rates_times, work_times
from outsourcing_planner.engine.portfolio.option_specs import OptionSpec, at_starts, default_specs, quote
from outsourcing_planner.engine.portfolio.options import (
    CORE,
    KIND,
    LAW,
    STAY,
    cells_of_choice,
    cost_options,
)  # fmt: skip


def test_that_every_option_has_the_npv_of_the_plan_in_which_it_is_chosen(case) -> None:
    specs = default_specs(case.libraries, case.assumptions, ("Philippines", "India"))
    options = cost_options(case.plan, case.assumptions, case.libraries, specs)
    base = evaluate(case.plan, case.assumptions, case.libraries)
    for at in range(len(specs)):
        plan = changed(case.plan, cells_of_choice(case.plan, base, options, [at] * len(case.plan)))
        found = evaluate(plan, case.assumptions, case.libraries)
        assert np.array_equal(options.npv[:, at], found.columns["npv"], equal_nan=True), specs[at].label


def test_that_choosing_as_planned_changes_nothing(case) -> None:
    specs = default_specs(case.libraries, case.assumptions)
    base = evaluate(case.plan, case.assumptions, case.libraries)
    options = cost_options(case.plan, case.assumptions, case.libraries, specs, base)
    assert cells_of_choice(case.plan, base, options, [0] * len(case.plan)) == ()


def test_that_small_blocks_give_the_same(case, monkeypatch) -> None:
    specs = default_specs(case.libraries, case.assumptions, ("India",))
    whole = cost_options(case.plan, case.assumptions, case.libraries, specs)
    monkeypatch.setattr(module, "BLOCK", 9)
    assert np.array_equal(
        whole.npv, cost_options(case.plan, case.assumptions, case.libraries, specs).npv, equal_nan=True
    )


def test_that_a_quoted_price_holds_for_its_country_only(case) -> None:
    specs = (OptionSpec("BPO", "Philippines", "seat"), OptionSpec("BPO", "India", "seat"))
    options = cost_options(case.plan, case.assumptions, case.libraries, specs)
    seats = 42
    assert options.figures["charge"][0, 0] == seats * 1900 * 12
    library = cost_options(case.plan.with_cells([1], "rate", [None]), case.assumptions, case.libraries, specs)
    assert options.figures["charge"][0, 1] == library.figures["charge"][0, 1]


def test_that_a_quote_is_for_its_functions_and_costs_what_it_says(case) -> None:
    offer = quote("BPO", "Vendor A", "India", "seat", 1000.0, [2])
    options = cost_options(case.plan, case.assumptions, case.libraries, (OptionSpec("Retain"), offer))
    assert options.figures["charge"][1, 1] == 9 * 1000 * 12
    assert options.available[:, 1].tolist() == [False, True] + [False] * 6
    assert [line["vendor"] for line in options.lines(2)] == ["", "Vendor A"]
    assert [line["label"] for line in options.lines(1)] == ["Retain"]


def test_that_law_data_core_and_kind_of_work_close_options_with_a_reason(case) -> None:
    plan = case.plan.with_cells([1], "law_forbids", [True]).with_cells([2], "data_must_stay", [True])
    for key, score in (("strategic_value", 5.0), ("specificity", 5.0), ("supply", 1.0)):
        plan = plan.with_cells([3], key, [score])
    plan = plan.with_cells([4], "judgement", [5.0]).with_cells([4], "expertise", [5.0])
    specs = (OptionSpec("BPO", "India", "seat"), OptionSpec("BPO", "United States", "seat"), OptionSpec("Retain"))
    options = cost_options(plan, case.assumptions, case.libraries, specs)
    assert options.reason[0].tolist() == [LAW, LAW, ""]
    assert options.reason[1].tolist() == [STAY, "", ""]
    assert options.reason[2].tolist() == [CORE, CORE, ""]
    assert options.reason[3].tolist() == [KIND, KIND, ""]


def test_that_start_months_multiply_only_what_leaves() -> None:
    specs = at_starts((OptionSpec("Retain"), OptionSpec("BPO", "India")), (1, 4))
    assert [spec.start_month for spec in specs] == [None, 1, 4]


def test_that_cancelling_stops_the_costing(case) -> None:
    with pytest.raises(PortfolioCancelledError):
        cost_options(
            case.plan, case.assumptions, case.libraries, (OptionSpec("Retain"),), watch=Watch(cancelled=lambda: True)
        )


def test_that_a_factor_on_prices_multiplies_the_charge_and_one_on_work_the_headcount(case) -> None:
    base = evaluate(case.plan, case.assumptions, case.libraries)
    ids = case.plan.rows.ids
    dearer = evaluate(
        changed(case.plan, rates_times(case.plan, base, ids, [2.0] * 8)), case.assumptions, case.libraries
    )
    assert dearer.columns["charge"] == pytest.approx(2 * base.columns["charge"], abs=0.02)
    more = evaluate(changed(case.plan, work_times(case.plan, ids, [3.0] * 8)), case.assumptions, case.libraries)
    assert more.columns["in_house"] == pytest.approx(3 * base.columns["in_house"], abs=0.02)


def test_that_a_price_in_another_currency_is_not_converted_twice(case) -> None:
    assumptions = case.assumptions.changed("exchange_eur", 1.1)
    plan = replace(Plan.from_columns({"function": ("Payroll",), "fte": (9.0,), "salary": (48000.0,),
                                      "decision": ("BPO",),
                                      "pricing": ("seat",), "rate": (1000.0,), "currency": ("EUR",)}))  # fmt: skip
    base = evaluate(plan, assumptions, case.libraries)
    assert base.columns["charge"][0] == pytest.approx(9 * 1000 * 12 * 1.1)
    same = evaluate(changed(plan, rates_times(plan, base, [1], [1.0])), assumptions, case.libraries)
    assert same.columns["charge"][0] == pytest.approx(base.columns["charge"][0])
