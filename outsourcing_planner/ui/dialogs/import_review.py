"""Updating a plan from a newer sheet: what is new, changed and gone, each line to tick before anything is done."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QComboBox, QHBoxLayout, QWidget

from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.engine.measures import Format
from outsourcing_planner.session.import_review import ADDED, CHANGED, GONE, Line, Review
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.tasks import Failure, Progress, Tasks
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.models.columns import format_of
from outsourcing_planner.ui.models.formats import display, exact
from outsourcing_planner.ui.views.report_view import at_least, report_view

KINDS: Final = (ADDED, CHANGED, GONE)
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
TOPIC: Final = "review"


def word_of(kind: str) -> str:
    """Return the word for a kind of line."""
    return {ADDED: _("New"), CHANGED: _("Changed"), GONE: _("Gone")}[kind]


class ReviewTable(QAbstractTableModel):
    """The lines with their ticks; ``ticked`` when one changes."""

    ticked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.review: Review | None = None
        self.taken: set[int] = set()
        self.shown: list[int] = []

    def show(self, review: Review) -> None:
        """Take another review, ticked as proposed."""
        self.beginResetModel()
        self.review, self.taken = review, set(review.proposed)
        self.shown = list(range(len(review.lines)))
        self.endResetModel()
        self.ticked.emit()

    def only(self, kind: str) -> None:
        """Show only the lines of a kind; all for an empty text."""
        if self.review is None:
            return
        self.beginResetModel()
        self.shown = [at for at, line in enumerate(self.review.lines) if kind in ("", line.kind)]
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return the line shown in a row."""
        assert self.review is not None  # noqa: S101 - rows are shown of a review
        return self.review.lines[self.shown[row]]

    def tick(self, which: Iterable[int], *, on: bool) -> None:
        """Tick lines, by position in the review, or take the ticks away."""
        self.taken = self.taken | set(which) if on else self.taken - set(which)
        if self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, 0))
        self.ticked.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of lines shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns."""
        return 0 if parent.isValid() else 7

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Return the headings."""
        if role != _Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        names = _("What"), _("Function"), _("Department"), _("Column")
        return (*names, _("In the plan"), _("In the sheet"), _("Note"))[section]

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Return one cell."""
        at = self.shown[index.row()]
        if role == _Role.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if at in self.taken else Qt.CheckState.Unchecked
        if role in {_Role.DisplayRole, _Role.ToolTipRole}:
            return _texts(self.line(index.row()))[index.column()]
        if role == _Role.ForegroundRole and at not in self.taken:
            return QColor(self._theme.muted)
        return None


def _texts(line: Line) -> tuple[str, ...]:
    shown = ("", "") if line.kind != CHANGED else _shown_both(line)
    remark = line.remark
    if line.kind == GONE and not remark:
        remark = _("tick it to remove the row")
    return word_of(line.kind), line.name, line.department, _(line.heading) if line.heading else "", *shown, remark


def _shown_both(line: Line) -> tuple[str, str]:
    """Return both values as the grid writes them; with every digit where they would look alike."""
    field = None if line.extra else BY_KEY[line.key]
    fmt = Format.TEXT if field is None else format_of(field)
    old, new = (_("(blank)") if cell is None else display(cell, fmt) for cell in (line.old, line.new))
    return (old, new) if old != new else (exact(line.old, field), exact(line.new, field))


class ReviewDialog(Frame):
    """See the module. ``again(id heading)`` makes the review anew for another way of matching rows."""

    def __init__(
        self, review: Review, ways: tuple[str, ...], again: Callable[[str | None], Review], tasks: Tasks,
        theme: Theme, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(_("Update the plan"), _("Update"), parent)
        self._again, self._tasks = again, tasks
        self.table = ReviewTable(theme, self)
        self.view = report_view(self.table, self)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        at_least(self.view, (96, 190, 120, 140, 110, 110))
        self.groups = {kind: QCheckBox(self) for kind in KINDS}
        self.ways, self.filter = QComboBox(self), QComboBox(self)
        self.note = parts.label("", "muted", self, wrap=True)
        self._lay_out(ways)
        self._connect()
        self.show_review(review)
        self.resize(1080, 640)
        self.view.setFocus()

    @property
    def review(self) -> Review:
        """Return the review shown."""
        assert self.table.review is not None  # noqa: S101 - shown from the start
        return self.table.review

    def show_review(self, review: Review) -> None:
        """Show another review."""
        self.table.show(review)
        self.ways.setCurrentIndex(max(self.ways.findData(review.id_heading), 0))
        self.filter.clear()
        self.filter.addItem(_("Everything"), "")
        for kind in KINDS:
            self.filter.addItem(word_of(kind), kind)
        known = review.base is not None and review.base.whole
        self.note.setText(
            _("What you typed here since the last import stays, unless you tick it.") if known
            else _("What the sheet said before is not known: what you typed over it shows as changed as well.")
        )  # fmt: skip
        if not review.lines:
            self.note.setText(_("The sheet says what the plan says: there is nothing to update."))
        self._show_groups()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Space tick the selected lines."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self._tick_selected()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self, ways: tuple[str, ...]) -> None:
        self.ways.addItem(_("function and department"), None)
        for heading in ways:
            self.ways.addItem(heading, heading)
        top = QHBoxLayout()
        top.setSpacing(4 * SPACE)
        for box in self.groups.values():
            top.addWidget(box)
        top.addStretch(1)
        show = parts.label(_("&Show"), "", self)
        show.setBuddy(self.filter)
        match = parts.label(_("&Match rows by"), "", self)
        match.setBuddy(self.ways)
        for widget in (show, self.filter, match, self.ways):
            top.addWidget(widget)
        self.body.addLayout(top)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.note)

    def _connect(self) -> None:
        self.table.ticked.connect(self._show_groups)
        self.filter.activated.connect(lambda _at: self.table.only(self.filter.currentData()))
        self.ways.activated.connect(lambda _at: self._match(self.ways.currentData()))
        self.view.clicked.connect(self._clicked)
        self.view.installEventFilter(self)
        for kind, box in self.groups.items():
            box.clicked.connect(lambda on, kind=kind: self._tick_group(kind, on=on))

    def _match(self, heading: str | None) -> None:
        def work(_progress: Progress) -> Review:
            return self._again(heading)

        self._tasks.run(work, self.show_review, self._fail, TOPIC, _("Comparing…"))

    def _fail(self, failure: Failure) -> None:
        self.note.setText(str(failure.error))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            at = self.table.shown[index.row()]
            self.table.tick([at], on=at not in self.table.taken)

    def _tick_selected(self) -> None:
        """Tick the selected lines, or take their ticks away where all have one."""
        rows = [self.table.shown[index.row()] for index in self.view.selectionModel().selectedRows()]
        self.table.tick(rows, on=not self.table.taken.issuperset(rows))

    def _tick_group(self, kind: str, *, on: bool) -> None:
        self.table.tick([at for at, line in enumerate(self.review.lines) if line.kind == kind], on=on)

    def _show_groups(self) -> None:
        counts = dict.fromkeys(KINDS, 0)
        ticked = dict.fromkeys(KINDS, 0)
        for at, line in enumerate(self.review.lines):
            counts[line.kind] += 1
            ticked[line.kind] += at in self.table.taken
        states = Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked
        for kind, box in self.groups.items():
            box.setText(_group(kind, ticked[kind], counts[kind]))
            box.setEnabled(bool(counts[kind]))
            at = 0 if not ticked[kind] else 2 if ticked[kind] == counts[kind] else 1
            box.setCheckState(states[at])
            box.setTristate(False)
        total = sum(ticked.values())
        if self.do is not None:
            text = ngettext("Do {count} update", "Do {count} updates", total)
            self.do.setText(text.format(count=numbers.number(total)))
            self.do.setEnabled(total > 0)
            self.do.setToolTip("" if total else _("Tick what is to be updated first."))


def _group(kind: str, ticked: int, count: int) -> str:
    text = {
        ADDED: _("&New rows: {ticked} of {count}"), CHANGED: _("&Changed cells: {ticked} of {count}"),
        GONE: _("&Gone rows, to remove: {ticked} of {count}"),
    }[kind]  # fmt: skip
    return text.format(ticked=numbers.number(ticked), count=numbers.number(count))
