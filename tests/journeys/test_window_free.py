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


def test_that_issues_are_told_in_the_language_that_is_chosen(make_desk, qtbot, program):
    desk = make_desk()
    desk.files.opening.show(PlanContent(Plan.from_columns({"function": ["Payroll"], "fte": [3.0]})), modified=False)
    desk.window.show_panel("issues")
    qtbot.waitUntil(lambda: not desk.issues.visibleRegion().isEmpty() and bool(desk.issues.table.issues))
    before = [issue.message for issue in desk.issues.table.issues]
    program.change(language="de")
    after = [issue.message for issue in desk.issues.table.issues]
    assert len(after) == len(before)
    assert not set(after) & set(before)
