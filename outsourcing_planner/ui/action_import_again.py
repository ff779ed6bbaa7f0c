"""Importing a sheet again: compare it with the plan beside the window, then let the person tick what is done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.session.edits import State
from outsourcing_planner.session.import_review import ADDED, CHANGED, GONE, Review, guessed_id, ids_in_common, review
from outsourcing_planner.session.imported_base import Base, base_for, layout_of
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.dialogs.import_dialog import ImportAnswer
from outsourcing_planner.ui.dialogs.import_review import ReviewDialog
from outsourcing_planner.ui.kit.tasks import Failure, Progress
from outsourcing_planner.ui.workbench import Workbench

TOPIC = "file"


@dataclass(frozen=True)
class Chosen:
    """A review and the lines of it that are to be done."""

    review: Review
    taken: frozenset[int]

    @property
    def told(self) -> str:
        """Return what was done, for the status line."""
        done = [self.review.lines[at].kind for at in self.taken]
        counts = done.count(ADDED), done.count(CHANGED), done.count(GONE)
        texts = (
            ngettext("{count} row new", "{count} rows new", counts[0]),
            ngettext("{count} cell changed", "{count} cells changed", counts[1]),
            ngettext("{count} row removed", "{count} rows removed", counts[2]),
        )
        said = [text.format(count=count) for text, count in zip(texts, counts, strict=True) if count]
        return _("Updated: {what}.").format(what=", ".join(said))


@dataclass(frozen=True)
class _Compared:
    review: Review
    ways: tuple[str, ...]
    base: Base | None


def _compare(state: State, new: Plan, layout: str, name: str, _progress: Progress) -> _Compared:
    base = base_for(state.sections, layout, name)
    found = review(state.plan, new, base, guessed_id(state.plan, new, base))
    return _Compared(found, ids_in_common(state.plan, new), base)


class Comparison(QObject):
    """See the module."""

    def __init__(self, desk: Workbench, fail: Callable[[Failure], None]) -> None:
        super().__init__(desk)
        self._desk, self._fail = desk, fail

    def ask(self, answer: ImportAnswer, done: Callable[[Chosen], object]) -> None:
        """Compare, show, and give what was ticked to ``done``; nothing happens after a Cancel."""
        state = self._desk.document.state
        work = partial(_compare, state, answer.imported.plan, layout_of(answer.imported), answer.source.name)
        show = partial(self._show, state, done)
        self._desk.ports.tasks.run(work, show, self._fail, TOPIC, _("Comparing…"))

    def _show(self, state: State, done: Callable[[Chosen], object], found: _Compared) -> None:
        if not self._desk.document.state.same(state):
            self._desk.window.status.tell(_("The plan was edited meanwhile; import the sheet again."))
            return
        again = partial(_reviewed, state.plan, found.review.new, found.base)
        tasks, theme = self._desk.ports.tasks, self._desk.program.theme
        dialog = ReviewDialog(found.review, found.ways, again, tasks, theme, self._desk.window)
        if dialog.answered():
            done(Chosen(dialog.review, frozenset(dialog.table.taken)))


def _reviewed(old: Plan, new: Plan, base: Base | None, id_heading: str | None) -> Review:
    return review(old, new, base, id_heading)
