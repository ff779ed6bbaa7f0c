"""Further terms of a contract, break-even volumes and the calendar, recalculated by a spreadsheet program."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.write_workbook import workbook_bytes

STEPS = {"tier_volume": 20_000.0, "tier_discount": 0.05, "tier_volume_2": 50_000.0, "tier_discount_2": 0.1,
         "tier_volume_3": 80_000.0, "tier_discount_3": 0.2}  # fmt: skip
ROWS: tuple[dict[str, Any], ...] = (
    {"pricing": "task", "rate": 2.0, **STEPS},
    {"pricing": "seat", "rate": 1500.0, "tier_volume": 5.0, "tier_discount": 0.1, "band_volume": 8.0,
     "arc_rate": 900.0},
    {"pricing": "hour", "rate": 9.0, "currency": "EUR", "currency_drift": 0.03, "tier_volume": 9000.0,
     "tier_discount": 0.2},
    {"pricing": "minute", "rate": 0.3, "fte": None, "direct_cost": 5000.0, "base_fee": 900.0},
    {"pricing": "accurate_record", "rate": 2.0, "error_share": 0.1, "correction_cost": 5.0, "retained_fte": 0.5},
    {"pricing": "record", "rate": 2.0, "band_volume": 60_000.0, "dead_band": 0.1, "rrc_rate": 1.0, "base_fee": 50.0},
    {"pricing": "fte", "rate": 1900.0, "fte": None, "minimum_charge": 200_000.0, "retained_fte": 1.0},
    {"decision": "KPO", "pricing": "project", "rate": 450.0, "projects": 4.0, "project_days": 50.0,
     "project_days_low": 40.0, "project_days_high": 90.0, "client_review_share": 0.1},
    {"decision": "KPO", "pricing": "project", "rate": 450.0, "fte": 0.0, "in_house_cost": 90_000.0, "projects": 2.0,
     "project_days": 30.0, "client_review_share": 0.1},
    {"decision": "KPO", "fte": None, "client_review_share": 0.1, "other_one_off": 700.0},
    {"decision": "Automate", "automatable_share": 0.4, "automation_unit_cost": 0.2},
    {"decision": "Retain", "retained_fte": 2.0},
    {"pricing": "outcome", "rate": 3.0, "start_month": 40.0},
    {"decision": "Hybrid", "fte": None, "bpo_share": 0.5, "kpo_share": 0.3, "retained_share": 0.2},
    {"pricing": "task", "rate": 2.0, "volume": None},
)  # fmt: skip


def plan_of() -> Plan:
    base = {"function": "Claims handling", "fte": 9.0, "salary": 41_000.0, "decision": "BPO", "volume": 70_000.0,
            "handling_minutes": 13.0, "country": "India", "seat_rate": 1500.0, "day_rate": 300.0}  # fmt: skip
    keys = dict.fromkeys(key for row in (base, *ROWS) for key in row)
    typed = [row | {"seat_rate": None, "day_rate": None} if "rate" in row else row for row in ROWS]
    return Plan.from_columns({key: tuple({**base, **row}.get(key) for row in typed) for key in keys})


@pytest.mark.parametrize("leakage", [0.0, 0.15])
def test_that_terms_and_break_even_volumes_recalculate(
    leakage: float, libraries: Any, recalculate: Any, compared: Any, tmp_path: Path
) -> None:
    given = Assumptions.from_mapping({
        "leakage": leakage, "exchange_eur": 1.1, "employer_share": 0.05, "supervision_share": 0.1,
        "workplace_cost": 2500.0, "plan_start": "2026-11", "fiscal_year_start": 4.0, "term_years": 3,
    })  # fmt: skip
    plan = plan_of()
    found = evaluate(plan, given, libraries)
    assert sum(found.value(row, "break_even_volume_npv") is not None for row in plan.rows.ids) >= 4
    path = tmp_path / "terms.xlsx"
    path.write_bytes(workbook_bytes(plan, given, found, libraries))
    count, wrong = compared(path, recalculate([path])[0])
    assert count > 2000
    assert not wrong, [(plan.cell(1,"function"), *item) for item in wrong.items()]


def test_that_the_timeline_has_calendar_months_and_fiscal_years(
    libraries: Any, recalculate: Any, read_values: Any, tmp_path: Path
) -> None:
    path = tmp_path / "calendar.xlsx"
    for start, month, years in (("2026-11", datetime.date(2026, 10, 1), (2027, 2027, 2028)), ("", None, None)):
        given = Assumptions.from_mapping({"plan_start": start, "fiscal_year_start": 4.0})
        plan = plan_of()
        path.write_bytes(workbook_bytes(plan, given, evaluate(plan, given, libraries), libraries))
        cells = read_values(recalculate([path])[0])
        heads = {value: cell[1].rstrip("0123456789") for cell, value in cells.items() if cell[0] == "Timeline"}
        calendar, fiscal = (
            [cells.get(("Timeline", f"{heads[name]}{row}")) for row in (6, 11, 12)]
            for name in ("Calendar", "Fiscal year")
        )
        if month is None:
            assert calendar in ([None] * 3, [""] * 3)
        else:
            assert str(calendar[0])[:10] == str(month)
            assert tuple(int(str(year).split(".")[0]) for year in fiscal) == years
