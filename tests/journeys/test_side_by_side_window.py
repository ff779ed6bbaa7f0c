"""Ways and quotes side by side, and shifts round the clock, in the real window."""

import pytest
from PySide6.QtCore import Qt

from outsourcing_planner.engine.side_by_side import ways_of
from outsourcing_planner.session.quotes import SECTION, quotes_of
from outsourcing_planner.ui.dialogs.compare import CompareDialog
from outsourcing_planner.ui.dialogs.shifts import ShiftsDialog


@pytest.fixture
def sample(desk):
    """A window with the sample plan."""
    desk.window.commands["open_sample"].trigger()
    return desk


@pytest.fixture
def shown(monkeypatch, qtbot):
    """The dialogs that commands open, in place of waiting for someone to close them."""
    dialogs = []
    for kind in (CompareDialog, ShiftsDialog):
        monkeypatch.setattr(kind, "answered", lambda dialog: (dialogs.append(dialog), qtbot.addWidget(dialog)))
    return dialogs


def compared(desk, shown):
    row = desk.document.plan.rows.ids[0]
    desk.go_to(row, "function")
    desk.window.commands["side_by_side"].trigger()
    return row, shown[-1]


def typed(dialog, vendor, price, pricing, currency=""):
    dialog.vendor.setText(vendor)
    dialog.price.setText(price)
    dialog.currency.setText(currency)
    dialog.pricing.setCurrentIndex(dialog.pricing.findData(pricing))
    dialog.add.click()


def test_that_every_way_of_the_current_function_is_a_line(sample, shown):
    row, dialog = compared(sample, shown)
    ways = ways_of(sample.document.plan, sample.document.assumptions, sample.document.libraries, row)
    assert [line[0] for line in dialog.ways.lines] == [way.name for way in ways]
    assert str(sample.document.cell(row, "function")) in dialog.windowTitle()


def test_that_quotes_are_ranked_kept_with_the_plan_used_and_undone(sample, shown):
    row, dialog = compared(sample, shown)
    function = str(sample.document.cell(row, "function"))
    typed(dialog, "Dear", "4000", "seat")
    typed(dialog, "Fair", "9", "hour")
    assert [line[0].split(":")[0] for line in dialog.quoted.lines] == ["Fair", "Dear"]
    assert [quote.vendor for quote in quotes_of(sample.document.sections, function)] == ["Dear", "Fair"]
    assert "not costed" not in dialog.gaps.text()
    dialog.quoted.view.selectRow(0)
    dialog.use.click()
    cells = [sample.document.cell(row, key) for key in ("vendor", "pricing", "rate")]
    assert cells == ["Fair", "hour", 9.0]
    dialog.quoted.view.selectRow(1)
    dialog.remove.click()
    assert [quote.vendor for quote in dialog.quotes] == ["Fair"]
    for _step in range(4):
        sample.window.commands["undo"].trigger()
    assert SECTION not in sample.document.sections
    assert sample.document.cell(row, "vendor") != "Fair"


@pytest.mark.parametrize(
    ("vendor", "price", "currency", "word"),
    [("", "9", "", "provider"), ("Acme", "", "", "price"), ("Acme", "9", "ZZZ", "ZZZ")],
)
def test_that_a_quote_that_makes_no_sense_is_refused_with_its_reason(sample, shown, vendor, price, currency, word):
    _row, dialog = compared(sample, shown)
    typed(dialog, vendor, price, "hour", currency)
    assert word in dialog.reason.text()
    assert not dialog.quotes


def test_that_shifts_start_with_the_places_of_the_plan(sample, shown):
    sample.window.commands["shifts"].trigger()
    dialog = shown[-1]
    assert sample.document.assumptions.text("home_country") in dialog.ticked
    assert len(dialog.table.lines) == len(dialog.ticked)
    for at in range(dialog.choice.count()):
        dialog.choice.item(at).setCheckState(Qt.CheckState.Checked)
    assert "cover the day" in dialog.said.text()


def test_that_the_summary_says_how_much_hangs_on_one_country_and_provider(sample):
    panel = sample.summary
    panel.show_plan()
    assert "HHI" in panel.held.text()
    assert [panel.by.itemData(at) for at in range(panel.by.count())][-2:] == ["vendor", "wave"]
    for at in range(panel.by.count()):
        panel.by.setCurrentIndex(at)
        assert panel.table.lines[-1].functions == len(sample.document.plan)


def test_that_a_quote_without_an_exchange_rate_says_what_it_lacks(sample, shown):
    _row, dialog = compared(sample, shown)
    typed(dialog, "Abroad", "9", "hour", "CHF")
    assert "Abroad: not costed; missing rates in the plan currency, or an exchange rate" in dialog.gaps.text()
