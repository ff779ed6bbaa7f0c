"""Waves, scenarios, tornado, concentration, settings, and plans in parts."""

import json
import tomllib

import numpy as np
import pytest

from outsourcing_planner.assets import resource
from outsourcing_planner.domain.assumptions import SPECS
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.portfolio.changes import CellChange, changed
from outsourcing_planner.engine.portfolio.concentration import concentrations, sensitive_exposure
from outsourcing_planner.engine.portfolio.partitions import evaluate_in_parts
from outsourcing_planner.engine.portfolio.scenarios import Factor, Scenario, ScenarioError, applied, compare
from outsourcing_planner.engine.portfolio.settings import PortfolioSettings, PortfolioSettingsError
from outsourcing_planner.engine.portfolio.tornado import RATE, VOLUME, tornado
from outsourcing_planner.engine.portfolio.waves import (
    BEFORE_ITS_TURN,
    CROWDED,
    NO_ROOM,
    TOO_LARGE,
    WaveRules,
    WavesError,
    assign_waves,
    cells_of_waves,
    check_waves,
    readiness,
    road_map,
)  # fmt: skip


@pytest.fixture(scope="session")
def base(case):
    return evaluate(case.plan, case.assumptions, case.libraries)


def test_that_readiness_is_the_stated_score(case) -> None:
    plan = (
        case.plan.with_cells([1], "codification", [5.0])
        .with_cells([1], "exposure", [1.0])
        .with_cells([1], "elasticity", [3.0])
    )
    found = evaluate(plan, case.assumptions, case.libraries)
    size = found.columns["size_score"][0]  # 42 FTE: the fourth of five steps
    assert readiness(found, case.settings.readiness)[0] == pytest.approx(40 + 25 + 15 / 2 + 20 * (5 - size) / 4)


def test_that_waves_keep_capacity_order_and_readiness(case, base) -> None:
    rules = WaveRules(first_month=2, months_apart=4, fte_per_wave=30.0, after={3: frozenset({1}), 8: frozenset({7})})
    found = assign_waves(case.plan, case.assumptions, base, case.settings.readiness, rules)
    assert set(found.wave) == {1, 2, 3, 4, 5, 6, 8}  # 7 stays, so 8 waits for nobody
    assert found.wave[3] > found.wave[1]
    alone = [row for row, wave in found.wave.items() if wave == found.wave[1]]
    assert alone == [1]
    assert [(note.row, note.code) for note in found.notes] == [(1, TOO_LARGE)]
    assert all(people <= 30 for wave, people in found.fte.items() if wave != found.wave[1])
    assert found.start_month[1] == 2 + 4 * (found.wave[1] - 1)
    plan = changed(case.plan, cells_of_waves(case.plan, found.start_month))
    after = evaluate(plan, case.assumptions, case.libraries)
    notes = check_waves(plan, case.assumptions, after, rules)
    assert {note.code for note in notes} == {CROWDED}  # the one that is too large for any wave
    bars = road_map(plan, case.assumptions, after, case.settings.readiness, rules)
    assert {bar.row: bar.wave for bar in bars} == dict(found.wave)
    assert cells_of_waves(plan, found.start_month) == ()


def test_that_a_dragged_bar_that_breaks_the_order_is_told(case) -> None:
    rules = WaveRules(after={3: frozenset({1})})
    plan = changed(case.plan, cells_of_waves(case.plan, {3: 1, 1: 6}))
    found = check_waves(plan, case.assumptions, evaluate(plan, case.assumptions, case.libraries), rules)
    assert [(note.row, note.code) for note in found] == [(3, BEFORE_ITS_TURN)]


def test_that_what_finds_no_wave_is_left_out_and_told(case, base) -> None:
    rules = WaveRules(months_apart=12, fte_per_wave=25.0, fixed={2: 3})
    found = assign_waves(case.plan, case.assumptions, base, case.settings.readiness, rules)
    assert found.wave[2] == 3
    missing = {note.row for note in found.notes if note.code == NO_ROOM}
    assert missing
    assert not missing & set(found.wave)


def test_that_a_circle_of_dependencies_is_refused_by_name(case, base) -> None:
    rules = WaveRules(after={1: frozenset({2}), 2: frozenset({1})})
    with pytest.raises(WavesError, match="Payroll"):
        assign_waves(case.plan, case.assumptions, base, case.settings.readiness, rules)


def test_that_a_scenario_is_the_plan_with_its_changes_and_says_the_difference(case, base) -> None:
    stays = CellChange("decision", (1, 99), ("Retain", "Retain"))
    scenario = Scenario("Careful", {"discount_rate": 0.08}, (stays,), (Factor("work", 0.5, (4,)),))
    (found,) = compare(case.plan, case.assumptions, case.libraries, [scenario]).outcomes
    by_hand = case.plan.with_cells([1], "decision", ["Retain"]).with_cells([4], "fte", [3.0])
    expected = evaluate(by_hand, case.assumptions.changed("discount_rate", 0.08), case.libraries)
    assert found.totals == expected.totals
    assert found.npv_difference == pytest.approx(expected.totals["npv"] - base.totals["npv"])
    assert found.sentence.startswith("Discount rate 8.0%, work of 1 function −50%, Decision of 2 functions: ")
    assert Scenario.from_json(json.loads(json.dumps(scenario.as_json()))) == scenario


def test_that_prices_ten_per_cent_up_say_what_falls_below_the_hurdle(case, base) -> None:
    (found,) = compare(
        case.plan, case.assumptions, case.libraries, [Scenario("Dearer", factors=(Factor("rates", 1.6),))]
    ).outcomes
    was, now = base.columns["pays"] == 1, found.evaluation.columns["pays"] == 1
    assert [row - 1 for row in found.stop_paying] == np.flatnonzero(was & ~now).tolist()
    assert found.stop_paying
    assert "rates +60%: −" in found.sentence
    assert "below the hurdle" in found.sentence


def test_that_a_broken_scenario_is_refused() -> None:
    with pytest.raises(ScenarioError):
        Scenario.from_json({"name": "x", "cells": [{"key": "no such field", "rows": [], "cells": []}]})


def test_that_assumptions_apply_before_factors(case) -> None:
    scenario = Scenario("x", {"delivery_country_bpo": "India"}, factors=(Factor("rates", 2.0),))
    plan, assumptions = applied(
        scenario, case.plan.with_cells([2], "country", [None]), case.assumptions, case.libraries
    )
    india = evaluate(case.plan.with_cells([2], "country", ["India"]), case.assumptions, case.libraries)
    found = evaluate(plan, assumptions, case.libraries)
    assert found.columns["charge"][1] == pytest.approx(2 * india.columns["charge"][1], abs=0.02)


@pytest.fixture(scope="session")
def bars(case):
    return tornado(case.plan, case.assumptions, case.libraries, case.settings)


def test_that_a_bar_holds_the_npv_of_the_plan_at_both_ends_and_the_verdicts_that_turn(case, base, bars) -> None:
    assert bars.npv == base.totals["npv"]
    by_key = {bar.key: bar for bar in bars.bars}
    entry = case.assumptions.entry("avoidable_share")
    for value, npv, turned in (
        (entry.low, by_key["avoidable_share"].npv_low, by_key["avoidable_share"].flips_low),
        (entry.high, by_key["avoidable_share"].npv_high, by_key["avoidable_share"].flips_high),
    ):
        found = evaluate(case.plan, case.assumptions.changed("avoidable_share", value), case.libraries)
        assert npv == found.totals["npv"]
        differs = np.nan_to_num(found.columns["pays"]) != np.nan_to_num(base.columns["pays"])
        assert [row - 1 for row in turned] == np.flatnonzero(differs).tolist()


def test_that_bars_are_sorted_and_cover_every_assumption_with_a_range(case, bars) -> None:
    spans = [bar.span for bar in bars.bars]
    assert spans == sorted(spans, reverse=True)
    ranged = {key for key in case.assumptions if case.assumptions.entry(key).low is not None
              and case.assumptions.entry(key).high is not None}  # fmt: skip
    rules = {key for key, spec in SPECS.items() if spec.unit == "1 yes, 0 no"}
    assert ranged | rules == {bar.key for bar in bars.bars if bar.kind == "assumption"}
    largest = case.settings.largest
    prices = {bar.key for bar in bars.bars if bar.kind == RATE}
    assert 1 < len(prices) <= largest
    assert sum(bar.kind == VOLUME for bar in bars.bars) == min(largest, 7)  # seven functions leave


def test_that_a_price_bar_takes_the_range_of_its_source_and_varies_all_that_share_it(case, bars) -> None:
    shared = next(bar for bar in bars.bars if bar.kind == RATE and bar.name == "Rate: KPO · India · auto")
    assert shared.rows == (4,)
    rate = case.libraries.rates.resolved[case.libraries.rates.find("India", "KPO", "day")]
    assert (shared.low, shared.high) == pytest.approx((rate.low / rate.likely, rate.high / rate.likely))
    volume = next(bar for bar in bars.bars if bar.kind == VOLUME and bar.name == "Volume: Customer support")
    more = case.plan.with_cells([1], "fte", [42 * volume.high]).with_cells([1], "volume", [310_000 * volume.high])
    assert volume.npv_high == evaluate(more, case.assumptions, case.libraries).totals["npv"]


def test_that_shares_and_hhi_are_of_the_yearly_charge(case, base) -> None:
    found = {item.by: item for item in concentrations(base, case.libraries, "United States", {1: "A", 2: "B"})}
    charge = {row: base.value(row, "charge") for row in case.plan.rows.ids}
    whole = sum(charge.values())
    india = sum(charge[row] for row in (2, 4, 5, 8))
    shares = {share.name: share.share for share in found["country"].shares}
    assert shares == pytest.approx({"India": india / whole, "Philippines": 1 - india / whole})
    assert found["country"].hhi == pytest.approx((india / whole) ** 2 + (1 - india / whole) ** 2)
    assert found["distance"].shares[0].name == "offshore"
    assert {share.name for share in found["vendor"].shares} == {"A", "B", ""}


def test_that_sensitive_work_abroad_is_listed_by_country(case) -> None:
    plan = case.plan
    for key in ("exposure", "data_sensitivity"):
        plan = plan.with_cells(plan.rows.ids, key, [1.0] * 8)
    plan = plan.with_cells([2, 7], "data_sensitivity", [4.0, 5.0])
    (found,) = sensitive_exposure(evaluate(plan, case.assumptions, case.libraries))
    assert (found.place, found.functions) == ("India", (2,))  # 7 is sensitive too, but stays


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_that_a_plan_in_parts_is_the_plan_to_the_cent(case, base, rows: int) -> None:
    found = evaluate_in_parts(case.plan, case.assumptions, case.libraries, rows)
    assert found.totals == base.totals
    for key, column in base.columns.items():
        if column.dtype.kind == "f":
            # inferred scores are rounded to 0.001 and may fall either way where the batch of words differs
            score = 2e-3 if key.endswith(("_inferred", "_used")) or key in ("knowledge", "fit") else 1e-9
            assert np.allclose(found.columns[key], column, rtol=1e-9, atol=score * 20, equal_nan=True), key
        elif column.dtype.kind != "O":
            assert found.columns[key].tolist() == column.tolist(), key
    assert np.array_equal(found.columns["npv"], base.columns["npv"], equal_nan=True)


def test_that_settings_that_make_no_sense_are_refused() -> None:
    table = tomllib.loads(resource("readiness.toml").read_text(encoding="utf-8"))
    lacking = {key: weight for key, weight in table["readiness"].items() if key != "size"}
    with pytest.raises(PortfolioSettingsError, match="look at size"):
        PortfolioSettings.from_mapping({**table, "readiness": lacking})
    with pytest.raises(PortfolioSettingsError, match="110"):
        PortfolioSettings.from_mapping({**table, "readiness": {**table["readiness"], "size": 30}})
    with pytest.raises(PortfolioSettingsError, match="cannot be read"):
        PortfolioSettings.from_mapping({})
