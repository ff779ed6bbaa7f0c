"""Groups of a plan in a currency with three decimals add up to its totals: window, report and command line."""

import pytest
from matplotlib.figure import Figure

from outsourcing_planner.cli.output import print_summary
from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.load import load_all
from outsourcing_planner.io.reporting.figures import before_after
from outsourcing_planner.session.document import Document
from outsourcing_planner.ui.views import results

DINARS = Assumptions.from_mapping({"plan_currency": "KWD", "exchange_usd": 0.3})
PLAN = Plan.from_columns({
    "function": tuple(f"Payroll {number}" for number in range(9)), "fte": (1.0,) * 9, "decision": ("BPO",) * 9,
    "in_house_cost": (1000.004,) * 9, "pricing": ("retainer",) * 9, "rate": (0.001,) * 8 + (0.004,),
    "vendor": ("A",) * 8 + ("B",),
})  # fmt: skip


def test_that_the_groups_of_the_window_add_up_to_the_thousandth() -> None:
    document = Document(load_all(), PLAN, DINARS)
    (line,) = results.lines(document, "department")
    assert line.in_house == document.evaluation.totals["in_house"] == pytest.approx(9000.036, abs=1e-9)
    # 8 x 12 thousandths at A, 48 at B: two thirds and one third
    assert "A 67%, B 33%" in results.concentration_text(document)


def test_that_the_chart_of_the_report_does_too() -> None:
    axes = Figure().subplots()
    before_after(axes, PLAN, evaluate(PLAN, DINARS, load_all()), 3)
    assert axes.patches[0].get_height() == pytest.approx(9000.036, abs=1e-9)


def test_that_the_command_line_says_the_same_shares(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(PLAN, DINARS, evaluate(PLAN, DINARS, load_all()), ())
    assert "A 67%, B 33%" in capsys.readouterr().out
