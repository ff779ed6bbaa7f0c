"""Undo always undoes (P4), whatever a person does: a stateful property test, and a monkey of 2,000 seeded events."""

import random
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QUndoStack
from PySide6.QtTest import QTest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.io.load import load_all
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.order import ColumnFilter
from outsourcing_planner.ui.kit.theme import light
from outsourcing_planner.ui.models.columns import all_columns
from outsourcing_planner.ui.views.grid import Grid
from outsourcing_planner.ui.views.grid_selection import Area

COLUMNS = ("function", "department", "fte", "judgement", "law_forbids", "decision", "label", "npv")
TEXTS = ("12", "0", "-3", "KPO", "yes", "x\ty", "=1+1", "", "HR", "3.5", "ten", "1,200")
PASTES = ("a\tb\n1\t2\n", "7", '"two\nlines"\t"q""q"\r\n', "1\n2\n3\n4\n", "a\tb\tc\td\te\tf\tg\th\ti\n")
SIMPLE = (
    "insert_row", "delete_rows", "duplicate_rows", "move_rows_up", "move_rows_down", "cut", "copy", "paste",
    "copy_with_headings", "insert_copied_rows", "clear_cells", "fill_down", "fill_right", "insert_date",
    "fill_from_inferred", "clear_overrides", "select_all", "sort_ascending", "sort_descending", "sort_none",
    "clear_filters", "zoom_in", "zoom_out",
)  # fmt: skip
SWITCHES = ("only_problems", "only_close_calls", "group_by_department")
MOST_ROWS = 60
cached_libraries = cache(load_all)


def a_plan():
    return Plan.from_columns({
        "function": ["Customer support", "Market research", "Accounting", "Payroll"],
        "department": ["Operations", "Strategy", "Finance", "HR"],
        "fte": [20.0, 5.0, None, 3.0],
    })  # fmt: skip


def state_of(plan):
    return plan.rows.ids, {key: column for key, column in plan.columns.items() if any(c is not None for c in column)}


class Bench:
    """A grid with what must always hold."""

    def __init__(self):
        QGuiApplication.clipboard().clear()  # what another session copied is not part of this one
        self.document = Document(cached_libraries(), a_plan())
        self.stack = QUndoStack()
        self.grid = Grid(self.document, self.stack, light(), None)
        known = all_columns(self.document.evaluation)
        self.grid.table.set_columns([known[key] for key in COLUMNS])
        self.handlers = self.grid.handlers()
        self.start = state_of(self.document.plan)

    def run(self, name, *arguments):
        grows = name in {"paste", "insert_copied_rows", "duplicate_rows", "insert_row"}
        if not (grows and len(self.document.plan) > MOST_ROWS):
            self.handlers[name](*arguments)

    def select(self, top, left, height, width):
        table = self.grid.table
        top, left = top % table.rowCount(), left % table.columnCount()
        self.grid.view.selected.select(
            Area(top, left, min(top + height, table.rowCount() - 1), min(left + width, table.columnCount() - 1))
        )

    def write(self, text):
        index = self.grid.view.currentIndex()
        self.grid.table.setData(index, text)

    def offer(self, text):
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)

    def check(self):
        table, plan = self.grid.table, self.document.plan
        assert table.shown.plan is plan
        assert table.shown.evaluation is self.document.evaluation
        assert table.rowCount() == len(table.lines) + 1
        shown = self.grid.shown_rows()
        assert len(set(shown)) == len(shown)
        assert set(shown) <= set(plan.rows.ids)
        if not (table.order.filtering or table.order.group):
            assert set(shown) == set(plan.rows.ids)
        assert [table.line_of(row) for row in table.ids_between(0, table.rowCount())] == [
            line for line in range(table.rowCount() - 1) if table.row_at(line) is not None
        ]
        assert all(len(column) == len(plan) for column in plan.columns.values())
        assert self.grid.view.currentIndex().isValid() or not table.rowCount()

    def check_results(self):
        """Compare with an evaluation from scratch: what was evaluated step by step must be the same."""
        fresh = evaluate(self.document.plan, self.document.assumptions, self.document.libraries)
        for key in ("label", "npv", "in_house", "charge"):
            for row in self.document.plan.rows.ids:
                assert self.document.evaluation.value(row, key) == pytest.approx(fresh.value(row, key)), (row, key)

    def undo_and_redo_everything(self):
        while self.stack.canRedo():
            self.stack.redo()
        end = state_of(self.document.plan)
        while self.stack.canUndo():
            self.stack.undo()
        assert state_of(self.document.plan) == self.start
        while self.stack.canRedo():
            self.stack.redo()
        assert state_of(self.document.plan) == end

    def leave(self):
        self.grid.close()
        self.grid.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class GridMachine(RuleBasedStateMachine):
    """Edits, paste, fill, insert, delete, sort, filter, undo, redo in any order."""

    @initialize()
    def open(self):
        self.bench = Bench()

    @rule(top=st.integers(0, 20), left=st.integers(0, 7), height=st.integers(0, 3), width=st.integers(0, 3))
    def select(self, top, left, height, width):
        self.bench.select(top, left, height, width)

    @rule(text=st.sampled_from(TEXTS))
    def write(self, text):
        self.bench.write(text)

    @rule(name=st.sampled_from(SIMPLE))
    def command(self, name):
        self.bench.run(name)

    @rule(text=st.sampled_from(PASTES))
    def paste(self, text):
        self.bench.offer(text)
        self.bench.run("paste")

    @rule(name=st.sampled_from(SWITCHES), on=st.booleans())
    def switch(self, name, on):
        self.bench.run(name, on)

    @rule(text=st.sampled_from(["", "a", "pay", "no such words"]))
    def filter_text(self, text):
        self.bench.grid.set_filter_text(text)

    @rule(key=st.sampled_from(COLUMNS), low=st.one_of(st.none(), st.floats(0, 10)))
    def filter_column(self, key, low):
        self.bench.grid.order.set_filter(key, ColumnFilter(low=low))

    @precondition(lambda self: self.bench.stack.canUndo())
    @rule()
    def undo(self):
        self.bench.stack.undo()

    @precondition(lambda self: self.bench.stack.canRedo())
    @rule()
    def redo(self):
        self.bench.stack.redo()

    @invariant()
    def holds(self):
        if hasattr(self, "bench"):
            self.bench.check()

    def teardown(self):
        if hasattr(self, "bench"):
            self.bench.check_results()
            self.bench.undo_and_redo_everything()
            self.bench.leave()


QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
BRIEF = settings(QUIET, max_examples=15, stateful_step_count=25, derandomize=True)
FULL = settings(QUIET, max_examples=300, stateful_step_count=50)


@pytest.mark.usefixtures("qapp")
def test_that_undo_always_undoes():
    GridMachine.TestCase.settings = BRIEF
    GridMachine.TestCase("runTest").runTest()


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_that_undo_always_undoes_in_300_long_sessions():
    GridMachine.TestCase.settings = FULL
    GridMachine.TestCase("runTest").runTest()


KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_F2,
    Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Escape, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown,
)  # fmt: skip
HELD = (Qt.KeyboardModifier.NoModifier,) * 4 + (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)


def one_event(bench, chance):
    grid = bench.grid
    target = grid.view.cells.editor if grid.view.cells.editor is not None else grid.view
    act = chance.random()
    if act < 0.35:
        QTest.keyClick(target, chance.choice(KEYS), chance.choice(HELD))
    elif act < 0.55:
        QTest.keyClicks(target, chance.choice(["7", "a", "KPO", "y", "-"]))
    elif act < 0.70:
        row, column = chance.randrange(grid.table.rowCount()), chance.randrange(grid.table.columnCount())
        place = grid.view.visualRect(grid.table.index(row, column)).center()
        QTest.mouseClick(grid.view.viewport(), Qt.MouseButton.LeftButton, chance.choice(HELD), place)
    elif act < 0.90:
        bench.run(chance.choice(SIMPLE))
    elif act < 0.93:
        bench.run(chance.choice(SWITCHES), chance.random() < 0.4)
    elif act < 0.96:
        bench.stack.undo()
    else:
        bench.stack.redo()


@pytest.mark.parametrize("seed", [6])
def test_that_a_monkey_breaks_nothing_in_2000_events(qtbot, seed):
    bench = Bench()
    bench.grid.resize(900, 500)
    qtbot.addWidget(bench.grid)
    bench.grid.show()
    chance = random.Random(seed)
    for number in range(2000):
        one_event(bench, chance)
        if number % 10 == 0:
            bench.check()
    bench.grid.commit_open_editor()
    bench.check()
    bench.check_results()
    bench.undo_and_redo_everything()
