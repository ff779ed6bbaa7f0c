"""How fast the grid is, each figure beside a yardstick of the same run: python tests/speed/bench_grid.py [rows].

Beside the time on the clock stands the time of the processor: where other programs run on the machine, that is what the
clock would show without them. From 200,000 rows on only opening and ordering are measured, over the results of 10,000
rows repeated: how long results take is another matter.
"""

import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QUndoStack
from PySide6.QtWidgets import QApplication, QTableView

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import evaluate
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.io.load import load_all
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import State
from outsourcing_planner.ui.kit import style
from outsourcing_planner.ui.kit.theme import light
from outsourcing_planner.ui.models.columns import all_columns
from outsourcing_planner.ui.views.grid import Grid
from outsourcing_planner.ui.views.grid_selection import Area

NAMES = ("Payroll", "Customer support", "Equity research", "Accounting", "Helpdesk", "Market research", "Claims")
COLUMNS = 40
MOST_NAMES = 100_000
MANY = 200_000
REPEATED = 10_000


def a_plan(rows: int) -> Plan:
    chance = np.random.default_rng(6)
    names = [f"{NAMES[n]} {i % MOST_NAMES}" for i, n in enumerate(chance.integers(0, len(NAMES), rows).tolist())]
    fte = np.round(chance.lognormal(2, 1, rows), 1).tolist()
    salary = np.round(chance.normal(60000, 9000, rows), 2).tolist()
    departments = [f"Department {n}" for n in chance.integers(0, 40, rows).tolist()]
    return Plan.from_columns({"function": names, "department": departments, "fte": fte, "salary": salary})


def opened_document(plan: Plan, libraries: Libraries) -> Document:
    """Return a document; a very long plan shows the results of its first rows again and again."""
    if len(plan) < MANY:
        return Document(libraries, plan)
    document = Document(libraries, plan.subset(plan.rows.ids[:REPEATED]))
    part, times = document.evaluation, -(-len(plan) // REPEATED)
    columns = {key: np.tile(column, times)[: len(plan)] for key, column in part.columns.items()}
    document._evaluation = replace(part, rows=plan.rows, columns=columns)
    document._state = State(plan, document.assumptions)
    return document


class Bare(QAbstractTableModel):
    """The same texts, nothing else."""

    def __init__(self, texts: list[list[str]]) -> None:
        super().__init__()
        self._texts, self._rows, self._columns = texts, len(texts), len(texts[0])

    def rowCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return self._rows

    def columnCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return self._columns

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        return self._texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class Took(float):
    """Milliseconds on the clock, with those of the processor."""

    processor: float = 0.0


def ms(act: Callable[[], object], times: int = 1) -> Took:
    spent, busy = [], []
    for _time in range(times):
        start, began = perf_counter(), process_time()
        act()
        spent.append(perf_counter() - start)
        busy.append(process_time() - began)
    took = Took(statistics.median(spent) * 1000)
    took.processor = statistics.median(busy) * 1000
    return took


def line(name: str, took: Took, target: float, yardstick: str, against: float) -> None:
    verdict = "ok  " if took <= target else "busy" if took.processor <= target else "SLOW"
    ratio = f"{yardstick}: {against:8.1f} ms = ×{took / against if against else 0:.2f}"
    print(f"{verdict} {name:<34}{took:9.1f} ms  (processor {took.processor:8.1f}, ≤ {target:6.0f})   {ratio}")


def scrolled(view: QTableView, frames: int = 40) -> Took:
    bar = view.verticalScrollBar()
    page = max(view.viewport().height(), 1)

    def frame() -> None:
        bar.setValue((bar.value() + page // 2) % max(bar.maximum(), 1))
        view.viewport().repaint()

    return ms(frame, frames)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    application = QApplication([])
    style.apply(application, light())
    plan, libraries = a_plan(rows), load_all()
    made: list[Document] = []
    bare_evaluation = ms(lambda: made.append(opened_document(plan, libraries)))
    document = made[0]
    print(f"{rows:,} rows × {COLUMNS} columns; the evaluation of all rows {bare_evaluation:,.0f} ms\n")
    grid: Grid | None = None

    def opened() -> None:
        nonlocal grid
        grid = Grid(document, QUndoStack(), light(), None)  # type: ignore[arg-type] # no messages are shown here
        grid.table.set_columns([*all_columns(document.evaluation).values()][:COLUMNS])
        grid.resize(1400, 900)
        grid.show()
        application.processEvents()

    opening = ms(opened)
    assert grid is not None
    view, table, handlers = grid.view, grid.table, grid.handlers()
    bare_view = QTableView()
    texts = [[table.look(row, column).text for column in range(COLUMNS)] for row in range(min(rows, 2000))]
    bare_view.setModel(Bare(texts))
    bare_view.resize(1400, 900)
    for column in range(COLUMNS):
        bare_view.setColumnWidth(column, view.columnWidth(column))
    bare_view.verticalHeader().setDefaultSectionSize(view.rowHeight(0))
    bare_view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    bare_open = ms(lambda: (bare_view.show(), application.processEvents()))
    line("open the view", opening, 300, "bare view", bare_open)
    bare_frame = scrolled(bare_view)
    line("median scroll frame", scrolled(view), 1.6 * bare_frame, "bare model's frame", bare_frame)

    numbers = table.shown.values("salary").numbers
    yardstick = ms(lambda: np.argsort(numbers, kind="stable"), 3)
    limit = 150 if rows <= 100_000 else 3000
    for key in ("salary", "function", "judgement", "label", "npv"):
        def sort(key: str = key) -> None:
            table.shown.sort_keys.clear()
            table.order.sort = (key, False)
            table.reorder()
            view.viewport().repaint()

        line(f"sort by {key}", ms(sort, 3 if rows < MANY else 1), limit, "numpy argsort", yardstick)
    handlers["sort_none"]()
    if rows >= MANY:
        return

    table.order.haystack(table.shown)
    for text in ("p", "pa", "pay", "payroll 99"):
        took = ms(lambda text=text: (grid.set_filter_text(text), view.viewport().repaint()))
        line(f"filter keystroke {text!r}", took, 60, "bare model's frame", bare_frame)
    handlers["clear_filters"]()

    line("select everything", ms(lambda: (view.selectAll(), view.repaint(), application.processEvents())), 200,
         "bare model's frame", bare_frame)
    view.selected.select(Area(0, 0, 0, 0))

    at = min(rows // 2, rows - 1)
    column = table.column_of("fte")
    view.scrollTo(table.index(at, column))
    application.processEvents()
    times = iter(range(1, 100))
    edit = ms(lambda: (table.setData(table.index(at, column), str(next(times))), application.processEvents()), 9)
    one = ms(lambda: evaluate(document.plan.subset(plan.rows.ids[:1]), document.assumptions, libraries), 5)
    line("one edit to its repaint", edit, 16 if rows <= 10_000 else 50, "bare evaluation of one row", one)

    count = min(10_000, rows)
    offer = QMimeData()
    offer.setText("".join("\t".join(f"{row % 97 + c}" for c in range(10)) + "\n" for row in range(count)))
    QGuiApplication.clipboard().setMimeData(offer)
    keys = ["fte", "volume", "handling_minutes", "salary", "in_house_cost", "judgement", "projects", "project_days"]
    keys += ["seat_rate", "day_rate"]
    known = all_columns(document.evaluation)
    table.set_columns([known[key] for key in keys])
    view.selected.select(Area(0, 0, 0, 0))
    part = document.plan.subset(plan.rows.ids[:count])
    bare_part = ms(lambda: evaluate(part, document.assumptions, libraries))
    line(f"paste {count:,} × 10 cells", ms(lambda: (handlers["paste"](), view.viewport().repaint())), 1500,
         "bare evaluation of these rows", bare_part)
    last = plan.rows.ids[count - 1]
    fresh = evaluate(document.plan.subset([last]), document.assumptions, libraries)
    assert document.plan.cell(last, "fte") == float((count - 1) % 97)
    assert document.evaluation.value(last, "charge") == fresh.value(last, "charge")


if __name__ == "__main__":
    main()
