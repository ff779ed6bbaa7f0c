"""Count, sum, average, smallest and largest of what is selected, worked out in small portions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from outsourcing_planner.ui.models.plan_table import PlanTable
from outsourcing_planner.ui.views.grid_selection import Area, GridSelection

_DELAY_MS = 30
_PORTION_S = 0.012


@dataclass(frozen=True, slots=True)
class SelectionStats:
    """What the status line says of a selection; ``count`` counts filled cells, the others numbers only."""

    count: int = 0
    numbers: int = 0
    total: float = 0.0
    low: float | None = None
    high: float | None = None

    @property
    def average(self) -> float | None:
        """Return the average of the numbers; None where there are none."""
        return self.total / self.numbers if self.numbers else None

    def plus(self, cells: int, found: NDArray[np.float64]) -> "SelectionStats":
        """Return the figures with more cells counted in."""
        if not len(found):
            return replace(self, count=self.count + cells)
        low, high = float(found.min()), float(found.max())
        return SelectionStats(
            self.count + cells, self.numbers + len(found), self.total + float(found.sum()),
            low if self.low is None else min(self.low, low), high if self.high is None else max(self.high, high),
        )  # fmt: skip


class StatsCounter(QObject):
    """Counts a selection after it came to rest, a few columns at a time, so that nothing blocks."""

    counted = Signal(object)

    def __init__(self, table: PlanTable, selection: GridSelection, parent: QObject) -> None:
        super().__init__(parent)
        self._table, self._selection = table, selection
        self._work: Iterator[SelectionStats] = iter(())
        self._latest = SelectionStats()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Count what is selected now, soon."""
        self._work = self._steps(self._selection.areas())
        self._timer.start(_DELAY_MS)

    def _go_on(self) -> None:
        until = perf_counter() + _PORTION_S
        for stats in self._work:
            self._latest = stats
            if perf_counter() > until:
                self._timer.start(0)
                return
        self.counted.emit(self._latest)

    def _steps(self, areas: list[Area]) -> Iterator[SelectionStats]:
        stats = SelectionStats()
        for area in areas:
            lines = self._table.lines.at[area.top : area.bottom + 1]
            at = np.fromiter((line for line in lines if line >= 0), np.int64)
            whole = len(at) == len(self._table.shown.plan)
            for column in self._table.columns[area.left : area.right + 1]:
                values = self._table.shown.values(column.key)
                filled = ~values.is_blank()
                numbers = values.numbers if values.numbers is not None else np.empty(0)
                if not whole:
                    filled, numbers = filled[at], numbers[at] if len(numbers) else numbers
                stats = stats.plus(int(filled.sum()), numbers[~np.isnan(numbers)])
                yield stats
        yield stats
