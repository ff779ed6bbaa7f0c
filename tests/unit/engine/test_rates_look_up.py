"""The shipped rates, each expected value worked out by hand from the cited rows of rates.csv."""

import numpy as np
import pytest

from outsourcing_planner.engine.rates import RateColumn, RateLibrary
from outsourcing_planner.io.libraries import load_libraries


@pytest.fixture
def rates() -> RateLibrary:
    return load_libraries().rates


def one(
    rates: RateLibrary, country: object, kind: object, unit: str, hours: float = 2080, day: float = 8
) -> RateColumn:
    return rates.look_up([country], [kind], unit, paid_hours=hours, hours_per_day=day)


HAND = [
    # "BPO agent rate, fully loaded, traditional offshore", Philippines/India, 12-18 an hour, 2025: 15 × 2080 / 12
    ("Philippines", "BPO", "seat_month", 2080, 2600, 3120),
    ("India", "BPO", "seat_month", 2080, 2600, 3120),
    ("Philippines", "BPO", "day", 96, 120, 144),
    # "BPO agent list price, domestic", United States, 28-30, 2026: 29 × 2080 / 12; the 45-60 of PITON is an outlier
    ("United States", "BPO", "seat_month", 28 * 2080 / 12, 29 * 2080 / 12, 5200),
    # "BPO agent list price, nearshore", Nearshore (Americas), 12-14; Mexico's own 28-35 is an outlier by its note
    ("Mexico", "BPO", "hour", 12, 13, 14),
    # "Dedicated engineer via provider", India, 79,000 a year / 2,080; range of "Outsourced professional, Asia" 25-40
    ("India", "KPO", "day", 200, 79000 / 2080 * 8, 320),
    ("India", "KPO", "expert_month", 25 * 2080 / 12, 79000 / 12, 40 * 2080 / 12),
    # "Outsourced professional, Eastern Europe / Latin America", 30-50 an hour
    ("Poland", "KPO", "day", 240, 320, 400),
    # "Professional services awarded rate", four levels 80-94, 104-116, 126-155, 173: median of 87, 110, 140.5, 173
    ("United States", "KPO", "day", 640, (110 + 140.5) / 2 * 8, 1384),
    # SFIA levels 1 to 7 at 300 … 1500 GBP a day; the middle of level 4, 823-935, at 1.2829 USD
    ("United Kingdom", "KPO", "day", 300 * 1.2829, 879 * 1.2829, 1500 * 1.2829),
    (
        "United Kingdom",
        "KPO",
        "seat_month",
        300 * 1.2829 / 8 * 2080 / 12,
        879 * 1.2829 / 8 * 2080 / 12,
        1500 * 1.2829 / 8 * 2080 / 12,
    ),
    # "BPO IT support, outsourcing rate", Philippines, 15-25
    ("Philippines", "IT support", "hour", 15, 20, 25),
    # "Data entry, most projects", United States (Hawaii), 0.15-0.5 a record; the extremes 0.04-16 are not used
    ("United States", "data entry", "record", 0.15, 0.325, 0.5),
    # "Outcome-based BPO customer service", (global), 3-9 per resolution
    ("United Kingdom", "BPO", "outcome", 3, 6, 9),
    # "AI agent resolution" 0.99 (Intercom) and 1.5-2 (Zendesk), one source: median of 0.99 and 1.75
    ("Global", "Automate", "outcome", 0.99, 1.37, 2),
]


@pytest.mark.parametrize(("country", "kind", "unit", "low", "likely", "high"), HAND)
def test_that_a_rate_is_what_the_cited_row_gives(
    rates: RateLibrary, country: str, kind: str, unit: str, low: float, likely: float, high: float
) -> None:
    found = one(rates, country, kind, unit)
    assert (found.low[0], found.value[0], found.high[0]) == pytest.approx((low, likely, high), rel=1e-9)


def test_that_months_and_days_follow_the_hours_of_the_plan(rates: RateLibrary) -> None:
    assert one(rates, "Philippines", "BPO", "seat_month", hours=1800).value[0] == pytest.approx(15 * 150)
    assert one(rates, "Philippines", "BPO", "day", day=7.5).value[0] == pytest.approx(112.5)
    assert one(rates, "United Kingdom", "KPO", "hour", day=7.5).value[0] == pytest.approx(879 * 1.2829 / 7.5)
    assert one(rates, "United Kingdom", "KPO", "day", day=7.5).value[0] == pytest.approx(879 * 1.2829)


def test_that_a_day_without_hours_has_no_hourly_price(rates: RateLibrary) -> None:
    assert np.isnan(one(rates, "United Kingdom", "KPO", "hour", day=0).value[0])
    assert one(rates, "Philippines", "BPO", "day", day=0).value[0] == 0


@pytest.mark.parametrize(
    ("country", "kind", "place"),
    [
        ("India", "KPO", "India"),
        ("Vietnam", "KPO", "Asia"),
        ("Vietnam", "BPO", "Offshore"),
        ("Jamaica", "BPO", "Latin America"),
        ("South Africa", "KPO", "Offshore"),
        ("Atlantis", "BPO", "Offshore"),
        ("Atlantis", "KPO", "Offshore"),
        ("Eastern Europe", "KPO", "Eastern Europe"),
        ("Canada", "KPO", "North America"),
    ],
)
def test_that_country_then_region_then_global_answers(rates: RateLibrary, country: str, kind: str, place: str) -> None:
    source = one(rates, country, kind, "day").source_of(0)
    assert source is not None
    assert source.place == place


def test_that_a_trade_without_a_price_there_is_priced_as_its_kind(rates: RateLibrary) -> None:
    assert one(rates, "India", "IT support", "hour").value[0] == 15


@pytest.mark.parametrize(
    ("country", "kind"),
    [
        (None, "BPO"),
        ("", "BPO"),
        ("  ", "BPO"),
        (float("nan"), "BPO"),
        (12.0, "BPO"),
        ("India", None),
        ("India", "Retain"),
    ],
)
def test_that_a_blank_or_senseless_row_finds_nothing(rates: RateLibrary, country: object, kind: object) -> None:
    found = one(rates, country, kind, "seat_month")
    assert np.isnan([found.value[0], found.low[0], found.high[0]]).all()
    assert (found.source[0], found.source_of(0), found.reason(0)) == (-1, None, "")


@pytest.mark.parametrize("country", ["United Kingdom", "Canada", "Japan", "Germany", "Australia"])
def test_that_no_offshore_price_stands_in_for_a_high_wage_country(rates: RateLibrary, country: str) -> None:
    assert np.isnan(one(rates, country, "BPO", "seat_month").value[0])


def test_that_a_unit_that_no_source_prices_finds_nothing(rates: RateLibrary) -> None:
    assert np.isnan(one(rates, "Philippines", "BPO", "record").value[0])


def test_that_many_rows_give_what_each_gives_alone(rates: RateLibrary) -> None:
    countries = [None, *rates.countries(), "USA", "philippines ", "Atlantis"] * 2
    kinds = (["BPO", "KPO", None, "data entry", "Hybrid"] * len(countries))[: len(countries)]
    together = rates.look_up(countries, np.array(kinds, dtype=object), "day", paid_hours=2080, hours_per_day=8)
    alone = [one(rates, country, kind, "day").value[0] for country, kind in zip(countries, kinds, strict=True)]
    np.testing.assert_array_equal(together.value, alone)
    assert np.isfinite(together.value).sum() > 40


def test_that_no_rows_are_no_rates(rates: RateLibrary) -> None:
    assert rates.look_up([], [], "day", paid_hours=2080, hours_per_day=8).value.shape == (0,)


def test_that_a_row_says_its_source_and_how_it_was_derived(rates: RateLibrary) -> None:
    assert one(rates, "PH", "BPO", "seat_month").reason(0) == (
        "Philippines, BPO: 15 USD per hour (12 to 18) × 2080 / 12; "
        "PITON-Global: The Economics of Offshore vs. Nearshore, 2025, grade C"
    )
    assert "per day (384.87 to 1,924.35) / 8 × 2080 / 12; G-Cloud 12" in one(rates, "UK", "KPO", "seat_month").reason(0)
    assert "per day (384.87 to 1,924.35); G-Cloud 12" in one(rates, "UK", "KPO", "day").reason(0)
    assert "37.98 USD per hour (25 to 40 as in Asia: KnowledgeLib" in one(rates, "India", "KPO", "day").reason(0)
    assert one(rates, "US", "data entry", "record").reason(0).endswith("undated, grade C")


def test_that_conflicting_sources_stay_visible_best_first(rates: RateLibrary) -> None:
    said = rates.alternatives("Mexico", "BPO", "seat_month")
    assert [(item.place, item.use, item.low, item.high) for item in said] == [
        ("Mexico", "ceiling", 28, 35),
        ("Latin America", "price", 12, 14),
        ("Offshore", "price", 11, 13),
    ]
    here = [item for item in rates.alternatives("Philippines", "BPO", "seat_month") if item.place == "Philippines"]
    # 2025, then 2021 (premium 12-14 and low-cost 6-8 of one article), then the undated, the dearer first
    assert [(item.low, item.high, item.year) for item in here] == [
        (12, 18, 2025),
        (6, 14, 2021),
        (8, 12, None),
        (7, 8, None),
    ]


def test_that_historic_prices_are_seen_but_come_after_what_is_used(rates: RateLibrary) -> None:
    india = [item for item in rates.alternatives("India", "BPO", "hour") if item.place == "India"]
    assert [item.use for item in india] == ["price", "historic"]
    assert rates.alternatives(None, "BPO", "hour") == ()


def test_that_the_first_row_of_the_table_has_its_source_as_every_other(rates: RateLibrary) -> None:
    first = rates.resolved[0]
    found = one(rates, first.place, first.key, first.unit)
    assert found.source.tolist() == [0]
    assert found.source_of(0) == first
    assert first.source_title in found.reason(0)
