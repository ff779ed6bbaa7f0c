"""Every warning: what sets it off, where it stops, and the numbers of its reason."""

from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumption, Assumptions
from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.issues import Issue
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.own_rates import OwnRate, with_own_rates
from outsourcing_planner.engine.warnings import issues_of
from outsourcing_planner.io.load import load_all

ROW: dict[str, Any] = {
    "function": "Customer support", "decision": "BPO", "in_house_cost": 100_000.0, "avoidable_share": 1.0,
    "pricing": "retainer", "salary": 1.0, "fte": 1.0,
}  # fmt: skip
BARE = {"discount_rate": 0, "term_years": 1, "ramp_uplift": 0, "governance_share": 0, "selection_share": 0,
        "knowledge_transfer_share": 0, "dual_running_months": 0, "displaced_share": 0}  # fmt: skip
"""One year of nothing but charge and saving: the saving is what the charge leaves of 100,000."""


def issues(given: dict[str, Any] | None = None, assumptions: Assumptions | None = None, **cells: Any) -> list[Issue]:
    row = {key: cell for key, cell in {**ROW, **cells}.items() if cell is not None}
    plan = Plan.from_columns({"function": (None,), **{key: (cell,) for key, cell in row.items()}})
    assumed = assumptions or Assumptions.from_mapping({**BARE, **(given or {})})
    return list(issues_of(plan, assumed, evaluate(plan, assumed, load_all()), load_all()))


def said(code: str, given: dict[str, Any] | None = None, **cells: Any) -> str | None:
    """Return the reason of a code, None where it is not said."""
    return next((issue.message for issue in issues(given, **cells) if issue.code == code), None)


def saving(share: float) -> dict[str, float]:
    """Return a fee that leaves this part of the in-house cost."""
    return {"rate": round(100_000 * (1 - share) / 12, 6)}


@pytest.mark.parametrize(
    ("share", "code"),
    [(0.0, "saving_outside_band"), (0.1, "saving_outside_band"), (0.149, "saving_outside_band"), (0.151, None),
     (0.299, None), (0.301, "saving_outside_band"), (0.399, "saving_outside_band"), (0.401, "saving_above_band"),
     (-0.01, "does_not_pay")],
)  # fmt: skip
def test_that_a_saving_outside_what_sources_see_is_said_in_one_way(share: float, code: str | None) -> None:
    told = {issue.code: issue.message for issue in issues(**saving(share))}
    known = {"saving_outside_band", "saving_above_band", "does_not_pay"}
    assert set(told) & known == ({code} if code else set())
    if code and code.startswith("saving"):
        assert f"Saves {share * 100:.0f}% of the in-house cost" in told[code]
        assert "20–30%" in told[code]
        assert "15–30% after total cost" in told[code]


def test_that_what_never_pays_back_is_said_and_what_pays_back_at_once_is_not() -> None:
    assert said("payback_never", rate=9_000.0)
    assert said("payback_never", rate=1_000.0, other_one_off=90_000.0)
    assert said("payback_never", rate=1_000.0) is None
    assert said("payback_never", decision="Retain") is None
    assert said("does_not_pay", rate=100_000 / 12) is None


def test_that_a_start_beyond_the_term_is_said() -> None:
    assert said("start_after_term", rate=100.0, start_month=12.0) is None
    assert said("start_after_term", rate=100.0, start_month=13.0)
    assert said("start_after_term", decision="Retain", start_month=13.0) is None


def test_that_an_estimated_salary_is_said_only_where_it_carries_the_cost() -> None:
    assert said("salary_estimated", salary=None, in_house_cost=None, rate=1.0)
    assert said("salary_estimated", salary=None, rate=1.0) is None
    assert said("salary_estimated", in_house_cost=None, rate=1.0) is None


def test_that_severance_that_cannot_be_known_is_said() -> None:
    assert said("severance_not_estimated", function="zzxx qqq", salary=None, rate=1.0)
    assert said("severance_not_estimated", salary=None, fte=None, rate=1.0)
    assert said("severance_not_estimated", salary=None, rate=1.0) is None
    assert said("severance_not_estimated", decision="Retain", salary=None, fte=None) is None


def test_that_a_negative_cost_is_said_and_none_is_not() -> None:
    assert said("negative_cost", in_house_cost=-0.5, rate=1.0)
    assert said("negative_cost", in_house_cost=0.0, rate=1.0) is None


def test_that_a_rate_without_a_unit_is_said_to_be_ignored() -> None:
    assert said("rate_ignored", pricing=None, rate=5.0)
    assert said("rate_ignored", pricing="auto", rate=0.0)
    assert said("rate_ignored", rate=5.0) is None


def test_that_a_cell_that_is_not_valid_is_an_error_with_what_was_typed() -> None:
    told = issues(fte=Invalid("ten", "not a number"), rate=1.0)
    (found,) = [issue for issue in told if issue.code == "invalid_value"]
    assert (found.row, found.field, str(found.severity)) == (1, "fte", "error")
    assert "'ten': not a number" in found.message


def test_that_a_row_without_a_function_is_an_error() -> None:
    assert [issue.row for issue in issues(function=None, rate=1.0) if issue.code == "function_missing"] == [1]


def test_that_a_country_nobody_knows_is_said_with_its_name() -> None:
    assert "'Atlantis'" in str(said("country_unknown", country="Atlantis", rate=1.0))
    assert said("country_unknown", country="india", rate=1.0) is None


@pytest.mark.parametrize(
    ("pricing", "decision", "inside", "below", "above"),
    [
        # Philippines: agents 12 to 18 an hour (PITON 2025), so 2,080 to 3,120 a seat month and 96 to 144 a day
        ("hour", "BPO", 12.0, 11.99, 18.01), ("seat", "BPO", 2080.0, 2079.0, 3121.0),
        ("fte", "BPO", 3120.0, 2079.0, 3121.0),
        # experts in Asia 25 to 40 an hour
        ("project", "KPO", 200.0, 199.0, 321.0), ("hour", "KPO", 40.0, 24.99, 40.01),
        ("expert", "KPO", 25 * 2080 / 12, 4333.32, 6933.34), ("expert", "KPO", 4333.33, 4333.32, 6933.34),
        ("expert", "KPO", 6933.33, 4333.32, 6933.34),
    ],
)  # fmt: skip
def test_that_a_rate_outside_the_library_is_said_with_the_range(
    pricing: str, decision: str, inside: float, below: float, above: float
) -> None:
    quote = {"pricing": pricing, "decision": decision, "country": "Philippines"}
    assert said("rate_outside_library", **quote, rate=inside) is None
    for rate in (below, above):
        text = said("rate_outside_library", **quote, rate=rate)
        assert text is not None
        assert f"Rate {rate:,.2f} is outside the " in text
        assert "for Philippines" in text
    assert said("rate_outside_library", **{**quote, "decision": "Retain"}, rate=above) is None


def test_that_the_range_is_in_the_currency_of_the_plan() -> None:
    euros = {"plan_currency": "EUR", "exchange_usd": 0.5, "home_country": "Germany"}
    quote = {"pricing": "hour", "country": "Philippines"}
    assert "9.50 is outside the 6.00 to 9.00" in str(said("rate_outside_library", euros, **quote, rate=9.5))
    assert said("rate_outside_library", euros, **quote, rate=8.5) is None
    assert said("rate_outside_library", {**euros, "exchange_usd": 0}, **quote, rate=99.0) is None


def test_that_a_seat_rate_or_day_rate_of_the_rows_own_is_held_against_the_library_where_it_counts() -> None:
    auto = {"pricing": None, "country": "Philippines"}
    assert "9.00 is outside the 2,080.00 to 3,120.00" in str(said("rate_outside_library", **auto, seat_rate=9.0))
    assert "9.00 is outside the 200.00 to 320.00" in str(
        said("rate_outside_library", **auto, decision="KPO", day_rate=9.0)
    )
    assert said("rate_outside_library", **auto, day_rate=9.0) is None
    assert said("rate_outside_library", **auto, decision="KPO", seat_rate=9.0) is None


def test_that_a_price_of_less_than_one_is_held_against_its_range_and_said_with_its_digits() -> None:
    own = OwnRate("India", "BPO", "record", 0.05, low=0.04, high=0.06, year=2026)
    libraries = with_own_rates(load_all(), [own], Assumptions())
    below, above = "Rate 0.0375 is outside the 0.0400 to 0.0600", "Rate 0.0604"
    for rate, text in ((0.0375, below), (0.0401, None), (0.0604, above)):
        plan = Plan.from_columns({"function": ("Claims",), "decision": ("BPO",), "pricing": ("record",),
                                  "rate": (rate,), "volume": (1e6,), "country": ("India",)})  # fmt: skip
        found = issues_of(plan, Assumptions(), evaluate(plan, Assumptions(), libraries), libraries)
        said_of = [issue.message for issue in found if issue.code == "rate_outside_library"]
        assert len(said_of) == (text is not None)
        assert not text or said_of[0].startswith(text)


def test_that_a_price_of_more_than_two_years_is_said_with_its_year() -> None:
    quote = {"pricing": "hour", "rate": 13.0}
    start = {"plan_start": "2027-03"}
    assert "2024" in str(said("rate_stale", start, **quote, quote_year=2024.0))
    assert said("rate_stale", start, **quote, quote_year=2025.0) is None
    assert said("rate_stale", start, **quote) is None  # nobody said when it was quoted
    assert said("rate_stale", start, **quote, quote_year=2001.0, decision="Retain") is None
    assert "2025" in str(said("rate_stale", {"plan_start": "2028-01"}, pricing=None, country="Philippines"))
    assert said("rate_stale", {"plan_start": "2027-01"}, pricing=None, country="Philippines") is None
    assert "2019" in str(said("rate_stale", **quote, quote_year=2019.0))  # against the newest price of the library


def test_that_a_queue_says_what_it_needs() -> None:
    queue = {"fte": None, "interval_volume": 100.0, "handling_minutes": 3.0, "in_house_cost": None, "rate": 1.0}
    assert said("overload", **queue, positions=9.0) == (
        "Overload: 10.0 Erlangs come in, more than 9 agents can do; 14 are needed"
    )
    assert said("overload", **queue, positions=10.0)
    missed = said("service_level_missed", **queue, positions=11.0)
    assert missed is not None
    assert missed.startswith("11 agents answer ")
    assert missed.endswith("in time, not 80%; 14 are needed")
    assert said("service_level_missed", **queue, positions=10.0) is None
    assert said("overload", **queue, positions=11.0) is None
    assert said("service_level_missed", **queue, positions=14.0) is None


def test_that_an_effort_that_is_assumed_is_said() -> None:
    expert = {"decision": "KPO", "rate": 300.0}
    for pricing in ("project", "time_and_material"):
        assert said("effort_assumed", pricing=pricing, **expert)
        assert said("effort_assumed", pricing=pricing, **expert, projects=4.0)
        assert said("effort_assumed", pricing=pricing, **expert, project_days=4.0)
        assert said("effort_assumed", pricing=pricing, **expert, projects=4.0, project_days=4.0) is None
    assert said("effort_assumed", pricing="expert", **expert) is None
    assert said("effort_assumed", pricing="project", rate=300.0, decision="Retain") is None


def test_that_a_mix_that_cannot_be_read_is_said() -> None:
    assert said("role_mix_unread", role_mix="half of a lead", rate=1.0)
    assert said("role_mix_unread", role_mix="50% lead 400; 50% analyst 300", rate=1.0) is None
    assert said("role_mix_unread", rate=1.0) is None


def test_that_software_without_its_part_is_said() -> None:
    assert said("automation_not_costed", decision="Automate")
    assert said("automation_not_costed", decision="Automate", automatable_share=0.0) is None
    assert said("automation_not_costed", rate=1.0) is None


def test_that_steps_and_days_out_of_order_are_said() -> None:
    steps = {"tier_volume": 10.0, "tier_volume_2": 20.0, "tier_discount": 0.1, "tier_discount_2": 0.2}
    assert said("discounts_out_of_order", rate=1.0, **steps) is None
    assert said("discounts_out_of_order", rate=1.0, **{**steps, "tier_volume_2": 9.0})
    assert said("discounts_out_of_order", rate=1.0, **{**steps, "tier_discount_2": 0.1}) is None
    assert said("discounts_out_of_order", rate=1.0, **{**steps, "tier_discount_2": 0.09})
    assert said("discounts_out_of_order", rate=1.0, **steps, tier_volume_3=15.0)
    assert said("discounts_out_of_order", rate=1.0, **steps, tier_discount_3=0.15)
    days = {"project_days_low": 5.0, "project_days": 6.0, "project_days_high": 7.0}
    assert said("days_out_of_order", rate=1.0, **days) is None
    assert said("days_out_of_order", rate=1.0, **{**days, "project_days_low": 6.5})
    assert said("days_out_of_order", rate=1.0, **{**days, "project_days_high": 5.5})
    assert said("days_out_of_order", rate=1.0, project_days_low=9.0, project_days_high=8.0)


def test_that_a_minimum_that_is_paid_is_said_with_what_the_quantity_would_cost() -> None:
    quote = {"pricing": "record", "rate": 2.0, "volume": 100.0, "base_fee": 50.0}
    assert said("minimum_paid", **quote, minimum_charge=251.0) == (
        "The minimum charge is paid: the quantity alone would cost 250.00 a year"
    )
    assert said("minimum_paid", **quote, minimum_charge=250.0) is None
    assert said("minimum_paid", **quote, minimum_charge=251.0, decision="Retain") is None
    assert said("minimum_paid", **{**quote, "volume": 0.0, "base_fee": None}, minimum_charge=0.5)


def test_that_an_exchange_rate_without_a_date_is_said_and_a_dated_one_is_not() -> None:
    quote = {"rate": 100.0, "currency": "EUR"}
    assert "EUR" in str(said("exchange_undated", {"exchange_eur": 1.1}, **quote))
    assert "EUR" in str(said("exchange_undated", {"exchange_eur": 0.9}, **quote))
    dated = Assumptions.from_mapping(BARE).with_entry("exchange_eur", Assumption(1.1, None, None, "ECB 2026-03-31", ""))
    assert not [issue for issue in issues(assumptions=dated, **quote) if issue.code == "exchange_undated"]
    assert said("exchange_undated", {"exchange_eur": 1.1}, rate=100.0) is None
    assert said("exchange_undated", {"exchange_eur": 1.1}, **quote, decision="Retain") is None


def test_that_a_start_of_the_plan_that_is_no_month_is_said_once_for_the_plan() -> None:
    found = [issue for issue in issues({"plan_start": "next spring"}, rate=1.0) if issue.code == "plan_start_unread"]
    assert [(issue.row, "'next spring'" in issue.message) for issue in found] == [(None, True)]
    assert said("plan_start_unread", {"plan_start": "2026-04"}, rate=1.0) is None


def test_that_a_price_of_the_row_counts_under_its_own_pricing_only() -> None:
    there = {"country": "Philippines"}
    assert "9.00 is outside" in str(said("rate_outside_library", **there, pricing="seat", seat_rate=9.0))
    assert "9.00 is outside" in str(
        said("rate_outside_library", **there, pricing="project", decision="KPO", day_rate=9.0)
    )
    late = {"plan_start": "2029-01"}
    for decision, other in (("BPO", "seat_rate"), ("BPO", "day_rate"), ("KPO", "day_rate")):
        told = said("rate_stale", late, **there, pricing="hour", decision=decision, **{other: 9.0})
        assert told is not None  # the hour is of the library, with its year
    assert said("rate_stale", late, **there, pricing="seat", seat_rate=9.0) is None
    for decision in ("BPO", "KPO"):
        assert said("rate_stale", late, **there, pricing=None, decision=decision, rate=5.0)  # a rate without a unit


def test_that_each_row_is_held_against_the_range_of_its_own_unit() -> None:
    rates = {"hour": 13.0, "seat": 2500.0, "outcome": 4.0, "project": 120.0}
    for factor, outside in ((1.0, 0), (100.0, 4)):
        plan = Plan.from_columns({
            "function": ("Claims",) * 4, "decision": ("BPO",) * 4, "country": ("Philippines",) * 4, "fte": (9.0,) * 4,
            "volume": (900.0,) * 4, "pricing": tuple(rates), "rate": tuple(rate * factor for rate in rates.values()),
        })  # fmt: skip
        found = issues_of(plan, Assumptions(), evaluate(plan, Assumptions(), load_all()), load_all())
        assert sum(issue.code == "rate_outside_library" for issue in found) == outside


def test_that_every_finding_names_its_row_counted_from_one_and_they_come_by_row() -> None:
    plan = Plan.from_columns({
        "function": ("Claims", "Claims", None, "Claims"), "decision": ("Retain", "BPO", "BPO", "BPO"),
        "country": ("India", "Atlantis", "India", "India"), "fte": (5.0, 5.0, 5.0, None),
        "salary": (5e4, 5e4, 5e4, None), "pricing": (None, "hour", None, "record"), "rate": (None, 900.0, None, 1.0),
        "in_house_cost": (None, None, None, Invalid("much", "not a number")),
    })  # fmt: skip
    given = Assumptions.from_mapping({"plan_start": "soon"})
    found = issues_of(plan, given, evaluate(plan, given, load_all()), load_all())
    rows = {issue.code: issue.row for issue in found}
    assert rows["function_missing"] == 3
    assert (rows["not_costed"], rows["invalid_value"]) == (4, 4)
    assert (rows["country_unknown"], rows["rate_outside_library"], rows["does_not_pay"]) == (2, 2, 2)
    assert [issue.row or 0 for issue in found] == sorted(issue.row or 0 for issue in found)
    assert (found[0].code, found[0].row) == ("plan_start_unread", None)
    assert 1 not in rows.values()
