"""Another plan in the window: its parts catch up one at a time, and all of them do."""

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.io.plan_file import PlanContent


def test_that_another_plan_is_shown_part_by_part_until_everything_shows_it(make_desk, qtbot):
    desk = make_desk()
    qtbot.waitExposed(desk.window)
    desk.window.show_panel("summary")
    qtbot.waitUntil(lambda: not desk.summary.visibleRegion().isEmpty())
    names = ["Payroll", "Equity research", "Help desk"]
    plan = Plan.from_columns({"function": names, "department": ["A", "B", "C"], "fte": [3.0, 2.0, 9.0]})
    desk.files.opening.show(PlanContent(plan), modified=True)
    assert len(desk.summary.table.lines) != 4  # not within the same step
    qtbot.waitUntil(lambda: len(desk.summary.table.lines) == 4)  # three departments and the whole plan
    assert desk.window.pages.currentWidget() is desk.grid
