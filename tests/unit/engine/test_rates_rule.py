"""The rule that chooses among sources, on small made tables."""

import itertools
from dataclasses import replace

import pytest

from outsourcing_planner.engine.places import Place, Places
from outsourcing_planner.engine.rate_rules import Quotation, Rate, gives, resolve

PLACES = Places(
    (
        Place("Home", False, "Land", ("Land", "Global")),
        Place("Land", True, "", ("Global",)),
        Place("Global", True, "", ()),
    )
)
HOURLY = Quotation("Home", "BPO", "", "hour", 10, 11, 12, 2024, "B", "price", "Plain", "https://example.org", "")


def seat(*quotations: Quotation) -> Rate:
    return next(rate for rate in resolve(quotations, PLACES) if (rate.place, rate.unit) == ("Home", "seat_month"))


BETTER = [
    replace(HOURLY, year=2025, grade="C", source_title="newer"),
    replace(HOURLY, grade="A", source_title="better grade"),
    replace(HOURLY, likely=11.5, source_title="dearer"),
    replace(HOURLY, basis="seat_month", year=None, grade="C", source_title="own unit"),
    replace(HOURLY, source_title="A comes before Plain"),
]


@pytest.mark.parametrize("better", BETTER, ids=lambda item: item.source_title)
def test_that_the_better_source_is_chosen_in_any_order(better: Quotation) -> None:
    for order in itertools.permutations(
        [HOURLY, better, replace(HOURLY, year=None, grade="A", source_title="undated")]
    ):
        assert seat(*order).source_title == better.source_title


@pytest.mark.parametrize("use", ["ceiling", "historic", "extremes", "wage"])
def test_that_only_a_price_is_chosen(use: str) -> None:
    assert seat(HOURLY, replace(HOURLY, year=2026, use=use, source_title="other")).source_title == "Plain"
    assert resolve([replace(HOURLY, use=use)], PLACES) == ()


def test_that_a_single_figure_borrows_the_range_of_the_nearest_region_that_contains_it() -> None:
    single = replace(HOURLY, low=11, likely=11, high=11)
    region = replace(HOURLY, place="Land", low=9, high=14, source_title="Regional")
    world = replace(HOURLY, place="Global", low=1, high=99, source_title="World")
    assert (seat(single, region, world).low, seat(single, region, world).high) == (9, 14)
    assert seat(single, region, world).range_source == "Land: Regional"
    outside = replace(region, low=20, likely=25, high=30)
    assert (seat(single, outside, world).low, seat(single, outside, world).high) == (1, 99)
    below = replace(region, low=5, likely=6, high=9)
    assert (seat(single, below, world).low, seat(single, below, world).high) == (1, 99)
    assert (seat(single).low, seat(single).high, seat(single).range_source) == (11, 11, "")


def test_that_a_range_of_its_own_is_kept() -> None:
    assert seat(HOURLY, replace(HOURLY, place="Land", low=1, high=50)).low == 10


def test_that_work_of_another_trade_or_unit_lends_no_range() -> None:
    single = replace(HOURLY, low=11, likely=11, high=11)
    trade = replace(HOURLY, place="Land", work="typing", low=9, high=14)
    daily = replace(HOURLY, place="Land", basis="day", low=9, high=14)
    assert seat(single, trade, daily).low == 11


@pytest.mark.parametrize(
    ("basis", "unit", "expected"),
    [
        ("hour", "seat_month", True),
        ("day", "hour", True),
        ("record", "record", True),
        ("record", "hour", False),
        ("hour", "record", False),
        ("minute", "hour", False),
        ("project", "day", False),
    ],
)
def test_that_only_time_gives_time(basis: str, unit: str, expected: bool) -> None:  # noqa: FBT001 - a parameter
    assert gives(basis, unit) is expected


def test_that_an_undated_price_comes_after_every_dated_one_and_the_row_says_how_many_there_were() -> None:
    ancient = replace(HOURLY, year=1, source_title="of the year 1")
    undated = replace(HOURLY, year=None, grade="A", source_title="undated")
    assert seat(undated, ancient).source_title == "of the year 1"
    assert seat(undated, ancient).derivation.endswith("chosen of 2 sources: own unit, newest, best grade")
    assert seat(HOURLY).derivation.endswith("only source")


def test_that_a_range_holds_its_own_limits() -> None:
    single = replace(HOURLY, low=11, likely=11, high=11)
    for low, high in ((11, 14), (9, 11)):
        region = replace(HOURLY, place="Land", low=low, likely=10, high=high, source_title="Regional")
        assert (seat(single, region).low, seat(single, region).high) == (low, high)
