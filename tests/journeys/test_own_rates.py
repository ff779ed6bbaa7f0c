"""Own rates and quotes: they win over the library's, are undone and saved, and nonsense is refused with its reason."""

import pytest

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.own_rates import OwnRate
from outsourcing_planner.io.plan_file import PlanContent
from outsourcing_planner.session.edits import SetAssumption
from outsourcing_planner.ui.dialogs.own_rates import OwnRatesDialog, RateDialog

SEATS = OwnRate("India", "BPO", "seat_month", 1234.0, vendor="North Desk", source="offer of March", year=2026)


@pytest.fixture
def one(desk):
    """A window with one function that is bought by the seat in India."""
    cells = {"function": "Customer support", "fte": 10.0, "salary": 40000.0, "decision": "BPO", "country": "India",
             "pricing": "seat"}  # fmt: skip
    plan = Plan.from_columns({key: (cell,) for key, cell in cells.items()})
    desk.files.show(PlanContent(plan=plan, assumptions=Assumptions()), modified=False)
    return desk


def _rate(desk):
    return desk.document.evaluation.value(desk.document.plan.rows.ids[0], "seat_rate_used")


def test_that_an_own_rate_is_used_at_once_undone_and_saved(one, recorder, tmp_path):
    before = _rate(one)
    one.rates.set_own([SEATS])
    assert _rate(one) == pytest.approx(1234.0)
    assert "North Desk" in " ".join(price.rate.source_title for price in one.rates._prices())
    one.window.commands["undo"].trigger()
    assert _rate(one) == before
    one.window.commands["redo"].trigger()
    recorder.saves = tmp_path / "plan.oplan"
    one.window.commands["save"].trigger()
    one.window.commands["new"].trigger()
    one.files.open_path(tmp_path / "plan.oplan")
    assert _rate(one) == pytest.approx(1234.0)


def test_that_an_own_rate_follows_the_exchange_rate_of_its_currency(one):
    entry = one.document.assumptions.changed("exchange_eur", 1.25).entry("exchange_eur")
    one.carry_out(SetAssumption("exchange_eur", entry))
    one.rates.set_own([OwnRate("India", "BPO", "seat_month", 1000.0, currency="EUR")])
    assert _rate(one) == pytest.approx(1250.0)
    entry = one.document.assumptions.changed("exchange_eur", 1.5).entry("exchange_eur")
    one.carry_out(SetAssumption("exchange_eur", entry))
    assert _rate(one) == pytest.approx(1500.0)


def test_that_rates_of_a_file_that_make_no_sense_change_nothing(one):
    before, plan = _rate(one), one.document.plan
    odd = ["text", {"place": "India"}, {"place": "India", "kind": "BPO", "unit": "seat_month", "likely": "much"},
           {"place": "Atlantis", "kind": "BPO", "unit": "seat_month", "likely": 5.0}]  # fmt: skip
    one.files.show(PlanContent(plan=plan, sections={"rates": odd}), modified=False)
    assert _rate(one) == before


def test_that_the_dialogs_refuse_nonsense_and_give_what_was_typed(one):
    document = one.document
    dialog = RateDialog(None, document.shipped, document.assumptions, one.window)
    dialog.place.setCurrentIndex(dialog.place.findData("India"))
    for typed in ("", "cheap", "0", "-3"):
        dialog.likely.setText(typed)
        dialog.accept()
        assert dialog.reason.text()
        assert not dialog.result()
    dialog.likely.setText("1,234")
    dialog.low.setText("1,300")
    assert dialog.why_not()
    dialog.low.clear()
    dialog.vendor.setText("North Desk")
    assert dialog.why_not() == ""
    assert (dialog.rate().likely, dialog.rate().vendor, dialog.rate().low) == (1234.0, "North Desk", None)
    rates = OwnRatesDialog((SEATS,), document.shipped, document.assumptions, one.window)
    rates.put(dialog.rate())
    rates.table.view.selectRow(0)
    rates.take_out()
    assert rates.rates == [dialog.rate()]
