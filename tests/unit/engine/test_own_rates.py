"""Rates of the user's own: range, currency and name, and what a change of the exchange rate does to them."""

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.engine.own_rates import OwnRate, under, usd_factor, with_own_rates
from outsourcing_planner.io.load import load_all

EURO = Assumptions.from_mapping({"exchange_eur": 1.25})


def rate_of(own: OwnRate, given: Assumptions = EURO):
    library = with_own_rates(load_all(), [own], given).rates
    return library.resolved[library.find("India", "BPO", "hour")]


def test_that_a_range_is_converted_like_the_price_itself() -> None:
    found = rate_of(OwnRate("India", "BPO", "hour", 10.0, currency="EUR", low=8.0, high=16.0, year=2026))
    assert (found.low, found.likely, found.high) == (10.0, 12.5, 20.0)
    single = rate_of(OwnRate("India", "BPO", "hour", 10.0, currency="EUR"))
    assert single.likely == 12.5
    assert (found.derivation.split(";")[0], found.grade, found.year) == ("10 EUR", "own", 2026)


def test_that_a_dollar_is_a_dollar_whatever_the_plan_says_of_it() -> None:
    nothing = Assumptions.from_mapping({"plan_currency": "EUR"})
    assert usd_factor("USD", nothing) == 1
    assert rate_of(OwnRate("India", "BPO", "hour", 10.0), nothing).likely == 10
    assert usd_factor("EUR", nothing) is None


def test_that_a_currency_nobody_knows_has_no_rate() -> None:
    assert usd_factor("XXX", EURO) is None
    assert with_own_rates(load_all(), [OwnRate("India", "BPO", "hour", 10.0, currency="XXX")], EURO) is load_all()


@pytest.mark.parametrize(
    ("vendor", "source", "title"),
    [("Acme", "letter", "Acme – letter"), ("Acme", "", "Acme"), ("", "letter", "letter"), ("", "", "own")],
)
def test_that_a_rate_is_named_by_provider_and_source(vendor: str, source: str, title: str) -> None:
    assert rate_of(OwnRate("India", "BPO", "hour", 10.0, vendor=vendor, source=source)).source_title == title


def test_that_own_rates_follow_a_change_of_their_exchange_rate_and_of_no_other() -> None:
    libraries = with_own_rates(load_all(), [OwnRate("India", "BPO", "hour", 10.0, currency="EUR")], EURO)
    dearer, pounds = EURO.changed("exchange_eur", 1.5), EURO.changed("exchange_gbp", 1.5)
    assert under(libraries, EURO, pounds) is libraries
    assert under(load_all(), EURO, dearer) is load_all()
    rates = under(libraries, EURO, dearer).rates
    assert rates.resolved[rates.find("India", "BPO", "hour")].likely == 15
    assert len(rates.quotations) == len(libraries.rates.quotations)
