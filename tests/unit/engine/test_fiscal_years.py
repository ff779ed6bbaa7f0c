"""The cash flow by calendar month and fiscal year."""

import numpy as np
import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.engine.fiscal_years import plan_months, plan_years

CASH = np.arange(25, dtype=float) - 5


def test_that_a_plan_without_a_start_has_plan_years() -> None:
    years = plan_years(Assumptions(), CASH)
    assert [(year.year, year.months, year.first) for year in years] == [
        ("Start", 1, ""), ("Year 1", 12, ""), ("Year 2", 12, ""),
    ]  # fmt: skip
    assert [year.cash for year in years] == [-5, sum(range(-4, 8)), sum(range(8, 20))]


def test_that_a_start_gives_calendar_and_fiscal_years() -> None:
    given = Assumptions.from_mapping({"plan_start": "2026-11", "fiscal_year_start": 4})
    months = plan_months(given, CASH)
    assert [months[at].calendar for at in (0, 1, 3, 24)] == ["2026-10", "2026-11", "2027-01", "2028-10"]
    years = plan_years(given, CASH)
    # October 2026 to March 2027 end fiscal 2027; the last seven months belong to fiscal 2029
    assert [(year.year, year.first, year.last, year.months) for year in years] == [
        ("FY 2027", "2026-10", "2027-03", 6), ("FY 2028", "2027-04", "2028-03", 12),
        ("FY 2029", "2028-04", "2028-10", 7),
    ]  # fmt: skip
    assert sum(year.cash for year in years) == pytest.approx(CASH.sum())
    assert years[0].cumulative == pytest.approx(CASH[:6].sum())
    assert years[-1].cumulative == pytest.approx(CASH.sum())


def test_that_a_start_that_cannot_be_read_is_none() -> None:
    given = Assumptions.from_mapping({"plan_start": "some day"})
    assert plan_months(given, CASH)[1].calendar == ""
