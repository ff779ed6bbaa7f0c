"""Calendar months and fiscal years."""

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.calendar import first_month, fiscal_year, month_at, month_label
from outsourcing_planner.domain.errors import AssumptionError


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-04", (2026, 4)), ("2026-4-01", (2026, 4)), ("04/2026", (2026, 4)), ("12.2026", (2026, 12)),
     ("2026-13", None), ("0/2026", None), ("spring", None), ("", None)],
)  # fmt: skip
def test_that_a_month_is_read_as_people_write_it(text: str, expected: tuple[int, int] | None) -> None:
    assert first_month(text) == expected


def test_that_months_of_the_plan_run_over_the_turn_of_the_year() -> None:
    start = (2026, 11)
    assert [month_at(start, month) for month in (0, 1, 2, 3, 15)] == [
        (2026, 10), (2026, 11), (2026, 12), (2027, 1), (2028, 1),
    ]  # fmt: skip
    assert month_at((2026, 1), 0) == (2025, 12)
    assert month_label(2026, 4) == "2026-04"


def test_that_a_fiscal_year_is_named_after_its_end() -> None:
    assert [fiscal_year(2026, month, 7) for month in (1, 6, 7, 12)] == [2026, 2026, 2027, 2027]
    assert [fiscal_year(2026, month) for month in (1, 12)] == [2026, 2026]


def test_that_a_start_that_is_no_month_is_refused() -> None:
    assert Assumptions().changed("plan_start", "2026-04").text("plan_start") == "2026-04"
    assert Assumptions().changed("plan_start", "4/2026").text("plan_start") == "2026-04"
    assert Assumptions().changed("plan_start", "").text("plan_start") == ""
    assert Assumptions.from_mapping({"plan_start": "spring"}).text("plan_start") == "spring"
    with pytest.raises(AssumptionError, match="2026-04"):
        Assumptions().changed("plan_start", "spring")
