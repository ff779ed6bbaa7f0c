"""Every way to do the work side by side, quotes of providers, and rates of the user's own."""

from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.own_rates import OwnRate, usd_factor, with_own_rates
from outsourcing_planner.engine.side_by_side import VendorQuote, Way, per_unit, providers, ways_of
from outsourcing_planner.io.load import load_all

ROW: dict[str, Any] = {
    "function": "Invoice processing", "fte": 10.0, "salary": 50_000.0, "volume": 120_000.0, "country": "India",
}  # fmt: skip


def plan_of(**cells: Any) -> Plan:
    return Plan.from_columns({key: (cell,) for key, cell in {**ROW, **cells}.items()})


def ways(given: Assumptions | None = None, **cells: Any) -> dict[str, Way]:
    return {way.key: way for way in ways_of(plan_of(**cells), given or Assumptions(), load_all(), 1)}


def test_that_each_way_is_what_the_plan_would_cost_with_that_decision() -> None:
    found = ways()
    assert set(found) == {"Retain", "BPO", "KPO", "Hybrid"}
    for decision, way in found.items():
        decided = evaluate(plan_of(decision=decision), Assumptions(), load_all())
        assert (way.charge, way.npv, way.tco) == tuple(decided.value(1, key) for key in ("charge", "npv", "tco"))


def test_that_total_cost_and_cash_say_the_same_of_each_way() -> None:
    given = Assumptions().changed("discount_rate", 0.0)
    found = ways(given, automatable_share=0.4, automation_unit_cost=0.3)
    for way in found.values():
        assert found["Retain"].tco - way.tco == pytest.approx(way.npv, abs=0.05), way.name


def test_that_software_before_bpo_leaves_less_to_buy() -> None:
    found = ways(automatable_share=0.4, automation_unit_cost=0.3)
    assert found["Automate"].charge == pytest.approx(120_000 * 0.4 * 0.3)
    first = found["Automate+BPO"]
    assert first.charge == pytest.approx(found["Automate"].charge + 0.6 * found["BPO"].charge)


def test_that_an_incumbent_can_be_renewed_moved_or_brought_back() -> None:
    given = Assumptions.from_mapping({"discount_rate": 0, "ramp_uplift": 0, "knowledge_transfer_share": 0,
                                      "dual_running_share": 0, "term_years": 1})  # fmt: skip
    found = ways(given, in_house_cost=900_000.0, outsourced_today=True)
    assert found["Retain"].name == "Renew"
    own = evaluate(plan_of(), given, load_all()).value(1, "in_house")
    assert found["bring_back"].charge == pytest.approx(own, abs=0.02)
    assert found["bring_back"].npv == pytest.approx(900_000 - own, abs=0.05)


def test_that_quotes_in_different_units_are_ranked_by_the_whole_function() -> None:
    quotes = [
        VendorQuote("Per hour", "hour", 12.0), VendorQuote("Per seat", "seat", 1900.0),
        VendorQuote("Per record", "record", 2.2), VendorQuote("Euros without a rate", "hour", 9.0, "EUR"),
    ]  # fmt: skip
    found = providers(plan_of(decision="BPO"), Assumptions(), load_all(), 1, quotes)
    assert [way.name for way in found] == ["Per seat", "Per hour", "Per record", "Euros without a rate"]
    assert found[0].prices["seat"] == pytest.approx(1900)
    assert found[1].prices["hour"] == pytest.approx(12)
    assert found[1].prices["seat"] == pytest.approx(12 * 2080 / 12)
    assert found[3].npv is None


def test_that_own_rates_win_over_the_library_for_their_place_only() -> None:
    own = OwnRate("India", "BPO", "hour", 10.0, currency="EUR", year=2026, vendor="Someone")
    given = Assumptions().changed("exchange_eur", 1.1)
    libraries = with_own_rates(load_all(), [own], given)

    def seat(country: str, libraries_: Any) -> Any:
        return evaluate(plan_of(country=country, decision="BPO"), given, libraries_).value(1, "seat_rate_used")

    assert seat("India", libraries) == pytest.approx(10 * 1.1 * 2080 / 12)
    assert seat("Philippines", libraries) == seat("Philippines", load_all())
    assert with_own_rates(load_all(), [own], Assumptions()) is load_all()


def test_that_an_own_rate_survives_saving() -> None:
    own = OwnRate("India", "BPO", "hour", 10.0, low=9.0, source="letter")
    assert OwnRate.from_json({**own.as_json(), "unknown": 1}) == own


def test_that_dollars_are_found_through_the_plan_currency() -> None:
    given = Assumptions.from_mapping({"plan_currency": "EUR", "exchange_usd": 0.8, "exchange_gbp": 1.2})
    assert usd_factor("GBP", given) == pytest.approx(1.5)
    assert usd_factor("EUR", given) == pytest.approx(1.25)
    assert usd_factor("PHP", given) is None


def test_that_a_quote_is_said_in_every_unit_that_the_row_has_a_quantity_for() -> None:
    cells = {"decision": "BPO", "handling_minutes": 9.0, "projects": 50.0, "project_days": 40.0, "success_share": 0.8,
             "error_share": 0.04}  # fmt: skip
    (way,) = providers(plan_of(**cells), Assumptions(), load_all(), 1, [VendorQuote("A", "hour", 12.0)])
    charge = 12.0 * 10 * 2080
    expected = {
        "fte": charge / 120, "seat": charge / 120, "expert": charge / 120, "hour": 12.0, "minute": charge / 1_080_000,
        "productive_hour": 12 / (0.86 * 0.897), "task": charge / 120_000, "record": charge / 120_000,
        "accurate_record": charge * 0.96 / 120_000, "outcome": charge / 96_000, "day": charge / 2000,
        "time_and_material": charge / 16_000, "project": charge / 50, "retainer": charge / 12,
        "cost_plus": charge / 120 / 1.2,
    }  # fmt: skip
    assert way.prices == pytest.approx(expected)
    assert all(per_unit(unit) for unit in way.prices)


def growing(rate: float) -> Assumptions:
    """Two years at COLA ``rate``, nothing but charge and growth: no ramp, no transfer, no discount."""
    return Assumptions.from_mapping({"cola": rate, "discount_rate": 0, "ramp_uplift": 0, "knowledge_transfer_share": 0,
                                     "dual_running_share": 0, "term_years": 2, "wage_inflation": 0.03})  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "growth"),
    [
        ({}, 0.08), ({"cola_cap": 0.02}, 0.02), ({"cola_scope": 0.5}, 0.04),
        ({"productivity_glide": 0.1}, 1.08 * 0.9 - 1),
    ],
)  # fmt: skip
def test_that_a_contract_brought_back_grew_as_its_own_terms_say(terms: dict[str, float], growth: float) -> None:
    given = growing(0.08)
    for key, value in terms.items():
        given = given.changed(key, value)
    found = ways(given, in_house_cost=900_000.0, outsourced_today=True)
    own = evaluate(plan_of(), given, load_all()).value(1, "in_house")
    two_years = 900_000 * (2 + growth) - own * (2 + 0.03)
    assert found["bring_back"].npv == pytest.approx(two_years, abs=0.1)
    assert found["Retain"].tco == pytest.approx(900_000 * (2 + growth), abs=0.1)


def test_that_what_is_brought_back_keeps_no_terms_of_a_provider() -> None:
    terms = {"base_fee": 70_000.0, "minimum_charge": 5e6, "band_volume": 3.0, "tier_volume": 1.0,
             "tier_discount": 0.5, "retained_fte": 2.0, "pricing": "hour", "rate": 9.0, "currency": "EUR"}  # fmt: skip
    given = {"in_house_cost": 900_000.0, "outsourced_today": True}
    assert ways(**given, **terms)["bring_back"] == ways(**given)["bring_back"]


def test_that_nothing_avoidable_stays_nothing_when_brought_back() -> None:
    kept = ways(growing(0.0), in_house_cost=900_000.0, outsourced_today=True, avoidable_share=0.0)
    own = evaluate(plan_of(), growing(0.0), load_all()).value(1, "in_house")
    assert kept["bring_back"].npv == pytest.approx(-own * 2.03, abs=0.1)


def test_that_a_price_of_the_rows_own_stands_beside_the_estimates() -> None:
    found = ways(decision="BPO", pricing="hour", rate=9.0)
    decided = evaluate(plan_of(decision="BPO", pricing="hour", rate=9.0), Assumptions(), load_all())
    assert found["as_planned"].charge == 9.0 * 10 * 2080
    assert found["as_planned"].npv == decided.value(1, "npv")
    assert found["as_planned"].name == "As planned: BPO, hour"
    assert found["BPO"] == ways()["BPO"]
    assert "as_planned" not in ways(decision="Retain", pricing="hour", rate=9.0)
    assert "as_planned" not in ways(decision="BPO", pricing="auto")


@pytest.mark.parametrize("decision", ["Retain", "Automate", "auto", None])
def test_that_quotes_for_work_that_is_to_stay_are_priced_all_the_same(decision: str | None) -> None:
    gate = {"law_forbids": True} if decision is None else {}
    quotes = [VendorQuote("A", "hour", 12.0), VendorQuote("B", "seat", 1900.0)]
    found = providers(plan_of(decision=decision, **gate), Assumptions(), load_all(), 1, quotes)
    assert [(way.name, way.charge) for way in found] == [("B", 228_000.0), ("A", 249_600.0)]


def test_that_posts_beside_the_provider_count_once_where_software_comes_first() -> None:
    software = {"automatable_share": 0.4, "automation_unit_cost": 0.3, "retained_fte": 1.0}
    given = growing(0.0)
    posts = evaluate(plan_of(), given, load_all()).value(1, "loaded_fte") * 2.03
    without, with_posts = ways(given, **{**software, "retained_fte": None}), ways(given, **software)
    for key in ("BPO", "Automate+BPO"):
        assert without[key].npv - with_posts[key].npv == pytest.approx(posts, abs=0.1)


def test_that_each_way_says_what_it_lacks_itself() -> None:
    found = ways(fte=None, in_house_cost=500_000.0, automatable_share=0.4)
    assert not found["Retain"].missing
    assert "headcount" in found["BPO"].missing
    assert "automation unit cost" in found["Automate"].missing
    assert "automation" not in found["BPO"].missing
    assert (found["Automate+BPO"].npv, found["Automate+BPO"].tco) == (None, None)


def test_that_software_that_costs_nothing_adds_nothing() -> None:
    found = ways(automatable_share=0.4, automation_unit_cost=0.0)
    assert found["Automate"].charge == 0
    assert found["Automate+BPO"].charge == pytest.approx(0.6 * found["BPO"].charge)


def test_that_an_outcome_without_a_success_share_is_the_volume() -> None:
    found = ways()["BPO"]
    assert found.prices["outcome"] == found.prices["record"] == pytest.approx(found.charge / 120_000)
    assert found.prices["accurate_record"] == found.prices["record"]


def test_that_quotes_that_lose_stand_above_those_that_cannot_be_costed() -> None:
    quotes = [VendorQuote("No rate", "hour", 9.0, "EUR"), VendorQuote("Dear", "hour", 99.0)]
    found = providers(plan_of(), Assumptions(), load_all(), 1, quotes)
    assert [way.name for way in found] == ["Dear", "No rate"]
    assert found[0].npv < 0


ALL_STAYS = {"decision": "Hybrid", "retained_share": 1.0}


@pytest.mark.parametrize("parts", [{}, {"bpo_share": 0.0, "kpo_share": 0.0}])
@pytest.mark.parametrize("function", ["Invoice processing", "Market research", "Legal counsel"])
def test_that_a_function_of_which_all_is_retained_is_quoted_as_one_that_is_to_stay(
    parts: dict[str, float], function: str
) -> None:
    row = {**ALL_STAYS, **parts, "function": function}
    found = providers(plan_of(**row), Assumptions(), load_all(), 1, [VendorQuote("A", "hour", 12.0)])
    assert [way.charge for way in found] == [12 * 10 * 2080]
    half = {"decision": "Hybrid", "bpo_share": 0.5, "retained_share": 0.5}
    (kept,) = providers(plan_of(**half), Assumptions(), load_all(), 1, [VendorQuote("A", "hour", 12.0)])
    assert kept.npv != found[0].npv  # half of the cost goes on


def test_that_a_function_of_which_nothing_leaves_has_no_line_as_planned() -> None:
    quoted = {"pricing": "hour", "rate": 9.0}
    assert "as_planned" not in ways(**ALL_STAYS, **quoted)
    assert "as_planned" in ways(decision="Hybrid", bpo_share=0.5, retained_share=0.5, **quoted)
