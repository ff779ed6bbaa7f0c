"""Quotes of the plan's own: options with their provider, converted at the exchange rates that a variant has."""

import numpy as np
import pytest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.own_rates import OwnRate, under, with_own_rates
from outsourcing_planner.engine.portfolio.choose import choose
from outsourcing_planner.engine.portfolio.limits import Limits
from outsourcing_planner.engine.portfolio.option_specs import OptionSpec, default_specs, quoted_specs
from outsourcing_planner.engine.portfolio.options import cells_of_choice, cost_options
from outsourcing_planner.engine.portfolio.scenarios import Factor, Scenario, compare
from outsourcing_planner.engine.portfolio.tornado import tornado
from outsourcing_planner.engine.portfolio.uncertain import uncertain

OWN = (
    OwnRate("Poland", "BPO", "seat_month", 1500.0, "EUR", vendor="Borealis"),
    OwnRate("India", "BPO", "hour", 6.0, "USD", vendor="Alfa"),
    OwnRate("India", "KPO", "day", 200.0, "GBP", vendor="Alfa"),  # no exchange rate: it changes nothing
)


@pytest.fixture
def quoted(case):
    """A plan of two seat-priced functions in Poland, euros at 1.20 dollars, and the quotes."""
    assumptions = case.assumptions.changed("exchange_eur", 1.2)
    plan = Plan.from_columns({
        "function": ("Payroll", "Claims"), "fte": (10.0, 20.0), "salary": (60_000.0, 60_000.0),
        "decision": ("BPO", "BPO"), "country": ("Poland", "Poland"), "vendor": ("Cedar", None),
    })  # fmt: skip
    return plan, assumptions, with_own_rates(case.libraries, OWN, assumptions)


def test_that_each_quote_that_can_be_converted_is_an_option_of_its_provider(quoted) -> None:
    plan, assumptions, libraries = quoted
    specs = quoted_specs(libraries, assumptions)
    assert [(spec.vendor, spec.country, spec.pricing) for spec in specs] == [
        ("Borealis", "Poland", "seat"), ("Alfa", "India", "hour"),
    ]  # fmt: skip
    assert [spec.rate for spec in specs] == pytest.approx([1800.0, 6.0])
    options = cost_options(plan, assumptions, libraries, specs)
    assert options.figures["charge"][:, 0] == pytest.approx([10 * 1800 * 12, 20 * 1800 * 12])
    assert options.vendor[:, 1].tolist() == ["Alfa", "Alfa"]
    assert set(specs) <= set(default_specs(libraries, assumptions))


def test_that_the_row_as_planned_has_the_provider_of_the_plan(quoted) -> None:
    plan, assumptions, libraries = quoted
    specs = (OptionSpec(), OptionSpec("Retain"), OptionSpec("BPO", "India", "seat"))
    options = cost_options(plan, assumptions, libraries, specs)
    assert options.vendor[:, 0].tolist() == ["Cedar", ""]
    assert not options.vendor[:, 1:].any()


def test_that_a_choice_keeps_the_share_of_a_provider(quoted) -> None:
    plan, assumptions, libraries = quoted
    options = cost_options(plan, assumptions, libraries, (OptionSpec(), *quoted_specs(libraries, assumptions)))
    for limits in (Limits(per_vendor=0.7), Limits(vendors={"Alfa": 0.5, "Borealis": 0.7, "Cedar": 0.1})):
        choice = choose(options, limits)
        assert choice.found
        at = np.arange(2)
        charge, vendor = options.figures["charge"][at, choice.chosen], options.vendor[at, choice.chosen]
        for name in set(vendor) - {""}:
            share = limits.vendors.get(name, limits.per_vendor)
            assert charge[vendor == name].sum() <= share * charge.sum() + 1e-6


def test_that_a_chosen_quote_costs_in_the_plan_what_the_option_said(quoted) -> None:
    plan, assumptions, libraries = quoted
    base = evaluate(plan, assumptions, libraries)
    options = cost_options(plan, assumptions, libraries, default_specs(libraries, assumptions), base)
    at = next(number for number, spec in enumerate(options.specs) if spec.vendor == "Alfa")
    for change in cells_of_choice(plan, base, options, [at, at]):
        plan = plan.with_cells(change.rows, change.key, change.cells)
    assert evaluate(plan, assumptions, libraries).columns["npv"] == pytest.approx(options.npv[:, at])


def test_that_a_quote_in_euros_follows_the_euro_of_a_scenario(quoted) -> None:
    plan, assumptions, libraries = quoted
    dear = Scenario("Dear euro", {"exchange_eur": 1.5})
    (found,) = compare(plan, assumptions, libraries, [dear]).outcomes
    assert found.evaluation.columns["charge"] == pytest.approx([10 * 2250 * 12, 20 * 2250 * 12])
    both = Scenario("Dear euro, dear seats", {"exchange_eur": 1.5}, factors=(Factor("rates", 2.0),))
    (found,) = compare(plan, assumptions, libraries, [both]).outcomes
    assert found.evaluation.columns["charge"] == pytest.approx([2 * 10 * 2250 * 12, 2 * 20 * 2250 * 12])


def test_that_the_tornado_has_a_bar_for_an_exchange_rate_that_moves_the_quote(case, quoted) -> None:
    plan, assumptions, libraries = quoted
    bars = {bar.key: bar for bar in tornado(plan, assumptions, libraries, case.settings).bars}
    assert "exchange_gbp" not in bars  # not given
    bar, spread = bars["exchange_eur"], case.settings.uncertainty.exchange
    assert (bar.low, bar.base, bar.high) == pytest.approx((1.2 * spread.low, 1.2, 1.2 * spread.high))
    dear = assumptions.changed("exchange_eur", bar.high)
    by_hand = evaluate(plan, dear, with_own_rates(case.libraries, OWN, dear)).totals["npv"]
    assert bar.npv_high == pytest.approx(by_hand)
    assert bar.npv_high < bars["exchange_eur"].npv_low


def test_that_libraries_are_the_same_where_no_quote_is_in_a_currency_that_changed(quoted) -> None:
    _plan, assumptions, libraries = quoted
    assert under(libraries, assumptions, assumptions.changed("discount_rate", 0.2)) is libraries
    assert under(libraries, assumptions, assumptions.changed("exchange_eur", 1.3)) is not libraries


def test_that_a_price_varies_with_the_currency_it_is_quoted_in(case, quoted) -> None:
    plan, assumptions, libraries = quoted
    drawn = uncertain(plan, assumptions, libraries, evaluate(plan, assumptions, libraries), case.settings.uncertainty)
    assert drawn.currencies == ("EUR",)  # the quote's, not the złoty of the place
    assert drawn.currency_of.tolist() == [0, 0]
    typed = plan.with_cells([1], "seat_rate", [1000.0]).with_cells([1], "currency", ["USD"])
    drawn = uncertain(typed, assumptions, libraries, evaluate(typed, assumptions, libraries), case.settings.uncertainty)
    assert drawn.currency_of.tolist() == [-1, 0]  # a price in the plan's own currency has no exchange rate
