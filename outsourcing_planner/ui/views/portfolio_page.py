"""What the pages of the portfolio have in common: work beside the window, edits as one step, a sentence on failure."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.portfolio.changes import CellChange, Watch
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import Edit, SetCells, Several
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.flow import Flow
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.tasks import Failure, Progress
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.views.panel import Panel

T = TypeVar("T")
Frozen = tuple[Plan, Assumptions, Libraries, Evaluation]


class Page(Panel):
    """See the module; ``edit_requested(edit)``, ``row_requested(row)``, ``told(text)`` news for the status line."""

    edit_requested = Signal(object)
    row_requested = Signal(object)
    told = Signal(str)

    def __init__(self, document: Document, theme: Theme, ports: Ports, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, parent)
        self.ports = ports
        self.note = parts.note("muted", self)

    @property
    def frozen(self) -> Frozen:
        """Return what work beside the window needs of the document as it is now."""
        document = self.document
        return document.plan, document.assumptions, document.libraries, document.evaluation

    @property
    def names(self) -> dict[int, str]:
        """Return the function of every row by its id."""
        plan = self.document.plan
        cells = zip(plan.rows.ids, plan.column("function"), strict=True)
        return {row: cell if isinstance(cell, str) else _("row {row}").format(row=row) for row, cell in cells}

    def run(self, work: Callable[[Frozen, Watch], T], done: Callable[[T], None], text: str) -> None:
        """Run work on the document as it is now, one at a time per page."""
        self.ports.tasks.run(partial(_watched, work, self.frozen), done, self._failed, f"page {id(self)}", text)

    def cancel(self) -> None:
        """Stop what is under way here."""
        self.ports.tasks.cancel(f"page {id(self)}")

    def take(self, changes: Iterable[CellChange], label: str) -> bool:
        """Ask to carry changes of cells out as one step; say whether there were any."""
        edits: tuple[Edit, ...] = tuple(SetCells(one.rows, one.key, one.cells) for one in changes)
        if edits:
            self.edit_requested.emit(Several(edits, label))
        else:
            self.told.emit(_("The plan is like that already."))
        return bool(edits)

    def _failed(self, failure: Failure) -> None:
        self.note.setText(_("That cannot be worked out: {why}").format(why=failure.error))


def _watched(work: Callable[[Frozen, Watch], Any], frozen: Frozen, progress: Progress) -> Any:  # noqa: ANN401 - the answer of the work
    return work(frozen, Watch(progress.report, lambda: progress.cancelled))


def line_of(*widgets: "QWidget | None") -> Flow:
    """Return widgets beside each other, in more lines where there is no room; None takes what is left of a line.

    A label stays with the field that it names.
    """
    made = Flow()
    made.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, SPACE)
    made.setSpacing(2 * SPACE)
    named: QLabel | None = None
    for widget in widgets:
        if named is not None and widget is not None:
            made.addPair(named, widget)
            named = None
        elif isinstance(widget, QLabel):
            named = widget
        else:
            _add(made, named)
            named = None
            if widget is None:
                made.addStretch()
            else:
                made.addWidget(widget)
    _add(made, named)
    return made


def _add(line: Flow, label: QLabel | None) -> None:
    if label is not None:
        line.addWidget(label)
