"""Wages by occupation; expected medians as the Bureau of Labor Statistics prints them (OEWS, May 2025)."""

import numpy as np
import pytest

from outsourcing_planner.engine.wages import WageLibrary, broader
from outsourcing_planner.io.libraries import load_libraries


@pytest.fixture
def wages() -> WageLibrary:
    return load_libraries().wages


@pytest.mark.parametrize(
    ("soc", "median", "title"),
    [
        ("43-4051", 44770, "Customer Service Representatives"),
        ("13-2051.00", 102740, "Financial and Investment Analysts"),
        (" 43-3051 ", 58260, "Payroll and Timekeeping Clerks"),
        ("13-2059", 102090, None),  # no such occupation: its group 13-2050
        ("27-2011", 81670, "Actors, Producers, and Directors"),  # actors have no annual median: their group 27-2010
        ("27-2042", 59400, "Entertainers and Performers, Sports and Related Workers"),  # nor have musicians: 27-2000
        ("43-9999", None, None),
    ],
)
def test_that_the_occupation_or_its_group_answers(
    wages: WageLibrary, soc: str, median: float | None, title: str | None
) -> None:
    found = wages.median([soc])
    assert np.isfinite(found.value[0])
    assert median is None or found.value[0] == median
    assert title is None or found.title[0] == title
    assert found.year[0] == 2025


@pytest.mark.parametrize("soc", [None, "", "99-9999", "accountant", 13.2, float("nan")])
def test_that_no_occupation_has_no_wage(wages: WageLibrary, soc: object) -> None:
    found = wages.median([soc])
    assert np.isnan(found.value[0])
    assert (found.source_of(0), found.title[0], found.year[0]) == (None, None, None)


def test_that_many_rows_give_what_each_gives_alone(wages: WageLibrary) -> None:
    socs = np.array(["43-4051", None, "13-2051", "43-4051", "zz"], dtype=object)
    np.testing.assert_array_equal(wages.median(socs).value, [44770, np.nan, 102740, 44770, np.nan])


def test_that_a_wage_names_its_source(wages: WageLibrary) -> None:
    source = wages.median(["43-4051"]).source_of(0)
    assert source is not None
    assert (source.soc, source.grade, source.source_url) == ("43-4051", "A", "https://www.bls.gov/oes/")
    assert "Bureau of Labor Statistics" in source.source_title


def test_that_the_groups_of_an_occupation_become_broader_digit_by_digit() -> None:
    assert list(broader(" 15-1252.00 ")) == ["15-1252", "15-1250", "15-1200", "15-1000", "15-0000"]


def test_that_the_first_occupation_of_the_list_has_its_source_as_every_other(wages: WageLibrary) -> None:
    first = next(wage for wage in wages.wages if np.isfinite(wage.median))
    assert wages.wages.index(first) == 0
    assert wages.median([first.soc]).source_of(0) == first
