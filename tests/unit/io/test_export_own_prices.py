"""Whose currency a price follows is a formula of the workbook too: shares and rates decide it, cell by cell."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.write_workbook import workbook_bytes

Recalculate = Callable[[Sequence[Path]], list[Path]]
Compare = Callable[[Path, Path], tuple[int, dict[tuple[str, str], tuple[object, object]]]]


@pytest.mark.parametrize("plan_currency", ["USD", "EUR"])
def test_that_mixes_and_parts_in_use_recalculate(
    plan_currency: str, libraries: Libraries, recalculate: Recalculate, compared: Compare, tmp_path: Path
) -> None:
    plan = Plan.from_columns({
        "function": ("Research", "Research", "Research", "Claims", "Claims", "Claims", "Claims", "Claims"),
        "decision": ("KPO",) * 3 + ("Hybrid",) * 5, "fte": (4.0,) * 8, "salary": (120_000.0,) * 8,
        "currency": ("EUR",) * 7 + (None,),
        "role_mix": ("1 day lead India", "1 day lead 90; 1 day lead India", "1 day lead 90", *(None,) * 5),
        "seat_rate": (None, None, None, 900.0, 900.0, 900.0, None, 900.0),
        "day_rate": (None, None, None, None, None, 90.0, 90.0, None),
        "bpo_share": (None, None, None, 1.0, 0.5, 0.5, None, None),
        "kpo_share": (None, None, None, 0.0, 0.5, 0.5, 1.0, None),
    })  # fmt: skip
    exchange = {"exchange_eur": 1.2} if plan_currency == "USD" else {"exchange_usd": 0.9}
    given = Assumptions.from_mapping({"plan_currency": plan_currency, "fx_drift": 0.1, **exchange})
    found = evaluate(plan, given, libraries)
    assert found.columns["own_price"].tolist() == [False, False, True, True, False, True, True, False]
    path = tmp_path / "own.xlsx"
    path.write_bytes(workbook_bytes(plan, given, found, libraries))
    count, wrong = compared(path, recalculate([path])[0])
    assert count > 0
    assert not wrong
