"""What every sheet of the export is made from: the plan as shown, its results, the layout, the style."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from xlsxwriter.workbook import Workbook

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.errors import ExportCancelledError
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.columns import input_columns
from outsourcing_planner.engine.evaluate import Evaluation, scalars
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.measures import MEASURES, MONTH, Shape
from outsourcing_planner.io.exporting.layout import Layout, shapes
from outsourcing_planner.io.exporting.row_writer import LongSheet, clean
from outsourcing_planner.io.exporting.style import Look

if TYPE_CHECKING:  # the optimiser behind it is loaded by those who ask for a study
    from outsourcing_planner.engine.portfolio.study import Study

COVER, SUMMARY, FUNCTIONS, CLASSIFICATION = "Cover", "Summary", "Functions", "Classification"
ASSUMPTIONS, RATES, TIMELINE, CASH = "Assumptions", "Rates used", "Timeline", "Cash flow"
OWN_RATES = "Own rates"
BY_YEAR, MONTHLY, COMPARISON = "Cash by function", "Months by function", "Seat or project"
OPTIONS, CHOICE, FRONTIER, ROAD_MAP = "Options", "Choice", "Frontier", "Road map"
SCENARIOS, TORNADO, SIMULATION, CONCENTRATION = "Scenarios", "Tornado", "Simulation", "Concentration"
PORTFOLIO: Final = (OPTIONS, CHOICE, FRONTIER, ROAD_MAP, SCENARIOS, TORNADO, SIMULATION, CONCENTRATION)
"""Sheets that a workbook has where the study of the portfolio was handed over with the plan."""
HAND_OVER, ISSUES, CHECKS, LISTS, CHART_DATA = "Hand-over", "Issues", "Checks", "Lists", "Chart data"
ORDER: Final = (
    COVER, SUMMARY, FUNCTIONS, CLASSIFICATION, ASSUMPTIONS, RATES, OWN_RATES, CASH, BY_YEAR, COMPARISON,
    *PORTFOLIO, HAND_OVER, ISSUES, CHECKS, TIMELINE, MONTHLY, CHART_DATA, LISTS,
)  # fmt: skip

MONTHS: Final = 121
"""Months 0 to 120: the longest term; those beyond the term in force count 0."""
MOST_MONTHLY: Final = 1000
"""Functions up to which payback and IRR of each are live formulas over their months (decision record 0072)."""

Values = Mapping[str, npt.NDArray[Any]]
Cancelled = Callable[[], bool]
Progress = Callable[[float, str], None]


def unheard(_share: float, _what: str) -> None:
    """Progress that nobody listens to."""


@dataclass
class Book:
    """The workbook in the making. ``plan`` and ``columns`` hold the rows in the order in which they are exported."""

    workbook: Workbook
    look: Look
    plan: Plan
    columns: Values
    layout: Layout
    assumptions: Assumptions
    evaluation: Evaluation
    libraries: Libraries
    title: str
    created: datetime
    source: Plan
    """The whole plan, of which ``plan`` may be a part in another order."""

    is_all: bool
    study: "Study | None" = None
    """What was worked out about the portfolio; each part of it has a sheet."""

    progress: Progress = unheard
    cancelled: Cancelled = lambda: False
    step: tuple[float, float] = (0.0, 0.0)
    """Where the sheet in work begins on the way from 0 to 1, and how much of it is its own."""

    stopped: bool = False
    sheets: dict[str, LongSheet] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    """Cells that other sheets refer to, by a name of their own."""
    values: dict[str, float | str] = field(default_factory=dict)
    """Cached values of those cells."""

    live_areas: dict[str, str] = field(default_factory=dict)
    """Areas of other sheets than Functions that hold nothing but formulas."""

    @property
    def count(self) -> int:
        """Return how many functions are exported."""
        return len(self.plan)

    @property
    def is_monthly(self) -> bool:
        """Say whether each function has its months on a sheet of its own."""
        return 0 < self.count <= MOST_MONTHLY

    @property
    def decimals(self) -> int:
        """Return the decimals of money."""
        return int(self.assumptions.number("money_decimals"))

    @cached_property
    def scalars(self) -> dict[str, float | str]:
        """Return assumptions, weights and cut-offs by key."""
        return scalars(self.assumptions, self.libraries)

    @cached_property
    def timeline(self) -> dict[str, npt.NDArray[np.float64]]:
        """Return the columns of the timeline by key, shape (121,)."""
        local: dict[str, Any] = {**self.scalars, MONTH: np.arange(MONTHS, dtype=np.float64)[None, :]}
        for measure in MEASURES.in_order():
            if shapes()[measure.key] is Shape.TIMELINE and not measure.is_lookup:
                local[measure.key] = measure.function(*(local[name] for name in measure.parameters))
        return {key: np.asarray(local[key]).ravel() for key in (MONTH, *timeline_keys())}

    @cached_property
    def inputs(self) -> dict[str, npt.NDArray[Any]]:
        """Return the inputs that formulas read, each of shape (n,)."""
        return {key: column.ravel() for key, column in input_columns(self.plan).items()}

    def sheet(self, name: str) -> LongSheet:
        """Return a sheet by name."""
        return self.sheets[name]

    def numbers(self, key: str) -> npt.NDArray[np.float64]:
        """Return a computed column as numbers, blanks as 0."""
        return np.nan_to_num(np.asarray(self.columns[key], dtype=np.float64))

    def tell(self, share: float, what: str) -> None:
        """Report progress, and stop where the person cancelled; once only, for files are closed after that."""
        if not self.stopped:
            self.stopped = True
            self.progress(share, what)
            self.stop_if_cancelled()
            self.stopped = False

    def tell_part(self, part: float, what: str) -> None:
        """Report how far the sheet in work is, 0 to 1."""
        start, width = self.step
        self.tell(start + part * width, what)

    def stop_if_cancelled(self) -> None:
        """Stop where the person cancelled."""
        if self.cancelled():
            raise ExportCancelledError


def timeline_keys() -> tuple[str, ...]:
    """Return the measures of the month alone, each after those it uses."""
    form = shapes()
    return tuple(measure.key for measure in MEASURES.in_order() if form[measure.key] is Shape.TIMELINE)


def text_cell(sheet: LongSheet, row: int, column: int, text: object, form: object = None) -> None:
    """Write a text as text, cleaned; blank as a blank cell."""
    shown = clean(str(text)) if text is not None else ""
    if shown:
        sheet.write_string(row, column, shown, form)
    else:
        sheet.write_blank(row, column, None, form)


def formula_cell(sheet: LongSheet, row: int, column: int, formula: str, form: object, value: object) -> None:
    """Write a formula with its cached value; a blank value is the empty text."""
    is_blank = value is None or (isinstance(value, float) and np.isnan(value))
    cached = "" if is_blank else value
    if isinstance(cached, np.generic):
        cached = cached.item()
    sheet.write_formula(row, column, formula, form, cached)


def headings(sheet: LongSheet, row: int, names: Sequence[str], form: object) -> None:
    """Write a row of headings."""
    for at, name in enumerate(names):
        text_cell(sheet, row, at, name, form)


def page(sheet: LongSheet, *, landscape: bool = True, wide: int = 1, repeat: tuple[int, int] | None = None) -> None:
    """Set up printing: A4, so many pages wide, headings repeated, page numbers."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(wide, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&8&K626B76&A&C&8&K626B76Page &P of &N&R&8&K626B76&F")
    if repeat:
        sheet.repeat_rows(*repeat)
    sheet.hide_gridlines(2)


def widths(sheet: LongSheet, sizes: Iterable[float]) -> None:
    """Set the widths of columns from the first on, in characters."""
    for at, size in enumerate(sizes):
        sheet.set_column(at, at, size)
