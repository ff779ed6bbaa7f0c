"""Monte Carlo: the factor form against ``evaluate``, a plain loop, and closed forms."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.portfolio import monte_carlo
from outsourcing_planner.engine.portfolio.changes import PortfolioCancelledError, Watch, changed
from outsourcing_planner.engine.portfolio.factors import Draws, FactorForm
from outsourcing_planner.engine.portfolio.levers import rates_times, work_times
from outsourcing_planner.engine.portfolio.monte_carlo import event_cash, simulate
from outsourcing_planner.engine.portfolio.pert import Pert
from outsourcing_planner.engine.portfolio.settings import PortfolioSettingsError, Spread, Uncertainty
from outsourcing_planner.engine.portfolio.uncertain import Shared, uncertain
from outsourcing_planner.engine.portfolio.what_if import discount, site_lost

SURE = Spread(1.0, 1.0, 1.0)
CENTS = 0.05
"""What the rounding of yearly money to cents may make in a month of eight functions."""


def certain(case, **spreads: Spread) -> Uncertainty:
    """Nothing varies but what is given."""
    kept = dict.fromkeys(("volume", "quoted_rate", "exchange"), SURE) | spreads
    return replace(case.settings.uncertainty, event_chance=0.0, **kept)


def fixed(assumptions):
    """Assumptions whose inflation, COLA and ramp have no range."""
    for key in ("wage_inflation", "cola", "ramp_uplift"):
        entry = assumptions.entry(key)
        assumptions = assumptions.with_entry(key, replace(entry, low=entry.value, high=entry.value))
    return assumptions


def as_evaluated(case, assumptions, wage, cola, ramp, volume, price):
    """The cash flow that evaluate gives when what was drawn is put into the plan, function by function."""
    assumptions = assumptions.changed("wage_inflation", wage).changed("cola", cola)
    flow = 0.0
    for at, row in enumerate(case.plan.rows.ids):
        own = assumptions.changed("ramp_uplift", float(ramp[at]))
        one = changed(case.plan.subset([row]), work_times(case.plan, [row], [float(volume[at])]))
        one = changed(one, rates_times(one, evaluate(one, own, case.libraries), [row], [float(price[at])]))
        flow = flow + evaluate(one, own, case.libraries).cash_flow
    return flow


@pytest.mark.parametrize("leakage", [0.0, 0.15])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_that_the_factor_form_is_what_evaluate_says_of_single_draws(case, leakage: float, seed: int) -> None:
    assumptions = case.assumptions.changed("leakage", leakage)
    form = FactorForm.of(case.plan, assumptions, case.libraries, 0.8, 1.3)
    generator, n = np.random.default_rng(seed), len(case.plan)
    volume, price, ramp = (generator.uniform(low, high, (1, n)) for low, high in ((0.8, 1.3), (0.7, 1.4), (0.0, 0.4)))
    wage, cola = generator.uniform(0.0, 0.06), generator.uniform(0.0, 0.05)
    draws = Draws(np.array([wage]), np.array([cola]), volume, price, ramp)
    found = form.cash(form.money(draws), ramp)[0]
    in_force = form.response.snapped(volume)[0][0]
    expected = as_evaluated(case, assumptions, wage, cola, ramp[0], in_force, price[0])
    assert np.abs(found - expected).max() < CENTS


def test_that_only_functions_with_steps_have_their_volume_snapped(case) -> None:
    form = FactorForm.of(case.plan, case.assumptions, case.libraries, 0.8, 1.3)
    assert 0 in form.response.stepped  # priced by seats
    assert 2 not in form.response.stepped  # priced by records
    assert 4 in form.response.stepped  # Hybrid: its process part is priced by seats
    volume = np.full((1, 8), 1.01234)
    in_force, _near = form.response.snapped(volume)
    assert in_force[0, 2] == 1.01234
    assert abs(in_force[0, 0] - 1.01234) <= 0.5 / 70 / 2


def test_that_without_uncertainty_every_trial_is_the_plan(case) -> None:
    assumptions = fixed(case.assumptions)
    plan = case.plan.with_cells(case.plan.rows.ids, "currency", [None] * 8)
    plan = plan.with_cells(plan.rows.ids, "seat_rate", [1500.0] * 8).with_cells(plan.rows.ids, "day_rate", [300.0] * 8)
    base = evaluate(plan, assumptions, case.libraries)
    found = simulate(plan, assumptions, case.libraries, certain(case), trials=3)
    assert found.npv == pytest.approx(np.full(3, base.totals["npv"]), abs=1.0)
    assert found.cash[0] == pytest.approx(base.cash_flow, abs=CENTS)
    assert found.base_npv == base.totals["npv"]
    assert found.yearly_cost[0].sum() == pytest.approx(np.nansum(base.columns["tco"]), rel=1e-6)


def test_that_a_sum_of_independent_prices_has_the_mean_and_variance_of_the_closed_form(case) -> None:
    """The NPV is then a constant less a sum of independent PERT prices times what a price of 1 costs."""
    assumptions = fixed(case.assumptions)
    plan = case.plan.with_cells(case.plan.rows.ids, "seat_rate", [1500.0] * 8)
    plan = plan.with_cells(plan.rows.ids, "day_rate", [300.0] * 8)
    spread, trials = Spread(0.8, 1.0, 1.5), 20_000
    found = simulate(plan, assumptions, case.libraries, certain(case, quoted_rate=spread), trials)
    base = evaluate(plan, assumptions, case.libraries)
    dearer = evaluate(changed(plan, rates_times(plan, base, plan.rows.ids, [2.0] * 8)), assumptions, case.libraries)
    slope = np.nan_to_num(base.columns["npv"] - dearer.columns["npv"])
    pert = Pert.of(spread)
    mean = base.totals["npv"] - (pert.mean[0] - 1) * slope.sum()
    variance = pert.variance[0] * (slope**2).sum()
    assert found.npv.mean() == pytest.approx(mean, abs=5 * np.sqrt(variance / trials))
    assert found.npv.var() == pytest.approx(variance, rel=0.05)
    shares = {item.row: item.share for item in found.contributions if item.kind == monte_carlo.PRICE}
    for at, row in enumerate(plan.rows.ids):
        assert shares.get(row, 0.0) == pytest.approx(slope[at] ** 2 / (slope**2).sum(), abs=0.02)


def test_that_a_shared_exchange_rate_adds_up_and_does_not_average_out(case) -> None:
    """Shared: the standard deviation is that of the factor times the sum of what it moves, not the root of squares."""
    assumptions = fixed(case.assumptions)
    spread, trials = Spread(0.8, 1.0, 1.2), 20_000
    plan = Plan.from_columns({
        "function": ("Payroll",) * 4, "fte": (10.0,) * 4, "salary": (50_000.0,) * 4, "decision": ("BPO",) * 4,
        "country": ("India",) * 4, "seat_rate": (1000.0, 1200.0, 900.0, 1100.0),
    })  # fmt: skip
    found = simulate(plan, assumptions, case.libraries, certain(case, exchange=spread), trials)
    base = evaluate(plan, assumptions, case.libraries)
    dearer = evaluate(changed(plan, rates_times(plan, base, plan.rows.ids, [2.0] * 4)), assumptions, case.libraries)
    moved = base.totals["npv"] - dearer.totals["npv"]
    assert found.npv.std() == pytest.approx(np.sqrt(Pert.of(spread).variance[0]) * moved, rel=0.03)
    assert [(item.kind, item.name) for item in found.contributions] == [("exchange", "INR")]
    assert found.contributions[0].share == pytest.approx(1.0)


def test_that_blocks_and_a_plain_loop_over_trials_agree(case) -> None:
    """The loop draws the same numbers, puts each trial into the plan and asks evaluate."""
    base = evaluate(case.plan, case.assumptions, case.libraries)
    drawn = uncertain(
        case.plan, case.assumptions, case.libraries, base, replace(case.settings.uncertainty, event_chance=0.0)
    )
    form = FactorForm.of(case.plan, case.assumptions, case.libraries, 0.85, 1.2)
    found = monte_carlo.run(form, drawn, case.plan, base, trials=4, seed=9)
    draws, _shared, _rate = drawn.draw(np.random.default_rng(9), 4)
    volume = form.response.snapped(draws.volume)[0]
    for trial in range(4):
        each = (draws.ramp[trial], volume[trial], draws.price[trial])
        expected = as_evaluated(case, case.assumptions, float(draws.wage[trial]), float(draws.cola[trial]), *each)
        assert np.abs(found.cash[trial] - expected).max() < CENTS


def test_that_a_country_event_in_a_trial_is_the_lost_site_of_the_what_if(case) -> None:
    base = evaluate(case.plan, case.assumptions, case.libraries)
    drawn = uncertain(case.plan, case.assumptions, case.libraries, base, case.settings.uncertainty)
    form = FactorForm.of(case.plan, case.assumptions, case.libraries, 1.0, 1.0)
    number, n = case.assumptions.number, len(case.plan)
    sure = Draws(np.full(2, number("wage_inflation")), np.full(2, number("cola")), np.ones((2, n)), np.ones((2, n)),
                 np.full((2, n), number("ramp_uplift")))  # fmt: skip
    at, last = drawn.countries.index("Philippines"), case.assumptions.months
    for month in (12, last):
        events = np.zeros((2, len(drawn.countries)), dtype=np.int64)
        events[1, at] = month
        change = event_cash(form, form.money(sure), sure.ramp, drawn, Shared(np.ones((2, 0)), events))
        expected = site_lost(base, case.assumptions, "Philippines", month).cash_flow - base.cash_flow
        assert not change[0].any()
        assert np.abs(change[1] - expected).max() < CENTS


def test_that_a_lost_site_costs_by_hand_what_the_what_if_says(case) -> None:
    plan = Plan.from_columns({"function": ("Payroll",), "in_house_cost": (120_000.0,), "avoidable_share": (1.0,),
                              "fte": (2.0,), "salary": (50_000.0,), "decision": ("BPO",), "country": ("India",),
                              "seat_rate": (1000.0,)})  # fmt: skip
    assumptions = case.assumptions.changed("wage_inflation", 0.0).changed("cola", 0.0).changed("discount_rate", 0.0)
    assumptions = assumptions.changed("ramp_uplift", 0.0).changed("governance_share", 0.10)
    base = evaluate(plan, assumptions, case.libraries)
    found = site_lost(base, assumptions, "India", 5, months=3, cost=1.5)
    a_month = (10_000 - 2 * 1000 * 1.10) - (1 - 1.5) * 10_000
    assert found.loss == pytest.approx(3 * a_month, abs=0.01)
    assert found.functions == (1,)
    assert site_lost(base, assumptions, "Philippines", 5).loss == 0


def test_that_a_seed_gives_the_same_numbers_and_another_seed_others(case) -> None:
    one, two, other = (
        simulate(case.plan, case.assumptions, case.libraries, case.settings.uncertainty, trials=50, seed=seed)
        for seed in (5, 5, 6)
    )
    assert np.array_equal(one.cash, two.cash)
    assert not np.array_equal(one.npv, other.npv)
    low, middle, high = one.percentiles()
    assert low <= middle <= high
    assert one.band.shape == (3, 37)
    assert sum(item.share for item in one.contributions) == pytest.approx(1.0)


def test_that_probability_of_loss_counts_the_negative_trials(case) -> None:
    found = simulate(case.plan, case.assumptions, case.libraries, case.settings.uncertainty, trials=200)
    assert found.loss_probability == sum(value < 0 for value in found.npv.tolist()) / 200


def test_that_cancelling_stops_the_trials(case) -> None:
    asked = iter([False] * 5 + [True] * 100)
    watch = Watch(cancelled=lambda: next(asked))
    with pytest.raises(PortfolioCancelledError):
        simulate(case.plan, case.assumptions, case.libraries, case.settings.uncertainty, trials=1_000_000, watch=watch)


@settings(max_examples=30, deadline=None)
@given(st.floats(-10, 10), st.floats(0, 5), st.floats(0, 5))
def test_that_pert_keeps_its_limits_mean_and_variance(low: float, left: float, right: float) -> None:
    pert = Pert.of(Spread(low, low + left, low + left + right))
    drawn = pert.draw(np.random.default_rng(1), 4000)[:, 0]
    width = left + right
    assert low - 1e-9 <= drawn.min()
    assert drawn.max() <= low + width + 1e-9
    assert drawn.mean() == pytest.approx(pert.mean[0], abs=0.02 * width + 1e-9)
    assert drawn.var() == pytest.approx(pert.variance[0], rel=0.15, abs=1e-6)


def test_that_a_spread_out_of_order_is_refused() -> None:
    with pytest.raises(PortfolioSettingsError, match="does not hold"):
        Spread(2.0, 1.0, 3.0)


def test_that_discounting_is_that_of_the_model(case) -> None:
    base = evaluate(case.plan, case.assumptions, case.libraries)
    assert base.cash_flow @ discount(case.assumptions, np.arange(37)) == pytest.approx(base.totals["npv"], abs=0.1)
