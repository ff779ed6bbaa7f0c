"""The import in one window: where the table is on the left, what its columns become on the right, a preview below.

The preview runs the very code of the import; a choice is in force as soon as it is made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.io.read_workbook import ImportChoices, Imported
from outsourcing_planner.session.import_memory import ImportMemory
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.dialogs.import_layout import ImportParts
from outsourcing_planner.ui.dialogs.import_read import paste, read_again, read_file
from outsourcing_planner.ui.dialogs.import_seen import Look, Own, Seen, Source
from outsourcing_planner.ui.dialogs.import_target import NEW
from outsourcing_planner.ui.dialogs.import_words import command, rows_told, summary
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.tasks import Failure, Progress, Tasks
from outsourcing_planner.ui.kit.theme import Theme

TOPIC = "preview"
BUSY_AFTER_MS = 300


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """What was imported, from where, and where it goes; ``own`` is what else comes along."""

    imported: Imported
    choices: ImportChoices
    source: Source
    target: str
    own: Own


@dataclass(frozen=True, slots=True)
class Around:
    """What the dialog knows of the window it stands over."""

    theme: Theme
    tasks: Tasks
    look: Look
    pick: Callable[[], Path | None]
    recent: Sequence[Path] = ()
    target: str = NEW
    keep_target: bool = False
    plan: Path | None = None

    @property
    def memory(self) -> ImportMemory | None:
        """Return the remembered choices."""
        return self.look.memory


class ImportDialog(Frame):
    """See the module."""

    def __init__(self, source: Source | Seen, around: Around, parent: QWidget | None = None) -> None:
        super().__init__("", _("Import"), parent)
        self._around = around
        self.source, self.choices = source if isinstance(source, Source) else source.source, ImportChoices()
        self.seen: Seen | None = None
        self._replaced: tuple[str, ...] = ()
        self._fed = ""
        self._first = True
        rows = len(around.look.state.plan)
        self.parts = ImportParts(around.theme, around.recent, (around.target, rows), self)
        self.body.addWidget(self.parts, 1)
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(BUSY_AFTER_MS)
        self.setAcceptDrops(True)
        self._connect()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(button is self.do)
        self.resize(1240, 860)
        self.parts.mapping_view.setFocus()
        self._begin(self.source)
        if isinstance(source, Seen):
            self._show(source)
        else:
            self._look()

    @classmethod
    def ask(cls, source: Source | Seen, around: Around, parent: QWidget | None = None) -> ImportAnswer | None:
        """Return how to take the sheet, None where the person cancels."""
        dialog = cls(source, around, parent)
        answered = dialog.answered()
        around.tasks.cancel(TOPIC)
        return dialog.answer() if answered else None

    @property
    def found(self) -> Imported | None:
        """Return what the import makes of the sheet, None where it cannot take it."""
        return self.seen.found if self.seen else None

    def answer(self) -> ImportAnswer | None:
        """Return what the dialog stands at; the choices are remembered for the next sheet of this layout."""
        if self.seen is None or self.found is None:
            return None
        if self._around.memory:
            self._around.memory.keep(self.found, self.choices)
        taken = self.seen.own if self.choices.own_assumptions else Own()
        return ImportAnswer(self.found, self.choices, self.source, self.parts.target.target, taken)

    def take(self, source: Source) -> None:
        """Look at another source, with the choices of the last import of its layout."""
        self._begin(source)
        self._look()

    def _begin(self, source: Source) -> None:
        self.source, self.choices, self.seen, self._first = source, ImportChoices(), None, True
        self.setWindowTitle(_("Import {name}").format(name=source.name))
        self.parts.source.take(source)

    def _look(self) -> None:
        source, look = self.source, self._around.look
        self._run(lambda _progress: look.first(source, ImportChoices()))

    def choose(self, **changes: object) -> None:
        """Put choices in force and show what they make of the sheet."""
        other_sheet = "sheet" in changes and "last_row" in changes
        self.choices = replace(self.choices, **changes)  # type: ignore[arg-type] # names are those of ImportChoices
        recalled = self.seen.recalled if self.seen and not other_sheet else None
        source, choices, look = self.source, self.choices, self._around.look
        self._run(lambda _p: look.first(source, choices) if other_sheet else look.at(source, choices, recalled))

    def paste(self) -> None:
        """Take the cells of the clipboard."""
        try:
            source = paste()
        except PlannerError as error:
            self.parts.say_problem(str(error))
            return
        if source is None:
            self.parts.say_problem(_("There are no cells on the clipboard to paste."))
        else:
            self.take(source)

    def open_path(self, path: Path) -> None:
        """Read another file."""
        self._run(partial(read_file, path), self.take)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        event.acceptProposedAction()
        self.open_path(Path(event.mimeData().urls()[0].toLocalFile()))

    def _connect(self) -> None:
        shown = self.parts
        shown.source.chosen.connect(lambda changes: self.choose(**changes))
        shown.source.read_again.connect(self._read_again)
        shown.source.file_wanted.connect(self._pick)
        shown.source.paste_wanted.connect(self.paste)
        shown.source.path_wanted.connect(self.open_path)
        shown.mapping.mapped.connect(self._map)
        shown.mapping.scaled.connect(self._scale)
        shown.row_toggled.connect(self._toggle_row)
        shown.target.changed.connect(self._ready)
        shown.forget.clicked.connect(self._forget)
        shown.also.clicked.connect(self._add_to)
        shown.target.assumptions.clicked.connect(lambda on: self.choose(own_assumptions=on))
        self._busy.timeout.connect(lambda: shown.show_busy(busy=True))
        QShortcut(QKeySequence.StandardKey.Paste, self, self.paste)

    def _run(self, work: Callable[[Progress], object], done: Callable[..., None] | None = None) -> None:
        self._wait(waits=True)
        text = _("Looking at the sheet…")
        self._around.tasks.run(work, partial(self._done, done or self._show), self._fail, TOPIC, text)

    def _done(self, then: Callable[..., None], value: object) -> None:
        self._wait(waits=False)
        then(value)

    def _wait(self, *, waits: bool) -> None:
        """Nothing can be imported while a choice is being tried; the line that says so comes after a moment."""
        if self.do is not None:
            self.do.setEnabled(not waits and self.found is not None)
        self._busy.start() if waits else self._busy.stop()
        if not waits:
            self.parts.show_busy(busy=False)

    def _show(self, seen: Seen) -> None:
        self.seen, self.choices = seen, seen.choices
        if self._first and seen.again and not self._around.keep_target:
            self.parts.target.suggest_update()
        self._first = False
        self.parts.show_seen(seen)
        self.parts.also.setVisible(bool(self._replaced))
        if seen.found is None:
            self.parts.say_problem(seen.problem)
        else:
            self.parts.say(summary(seen.found), rows_told(seen))
        self._ready()

    def _fail(self, failure: Failure) -> None:
        self._wait(waits=False)
        self.parts.say_problem(str(failure.error))
        self._ready()

    def _ready(self) -> None:
        if self.do is None:
            return
        count = len(self.found.plan) if self.found else 0
        text = ngettext("Import {count} function", "Import {count} functions", count)
        if self.parts.target.is_update:
            text = ngettext("Compare {count} function…", "Compare {count} functions…", count)
        target = self.parts.target.target
        self.parts.show_command(command(self.source, self.choices, target, self._around.plan))
        self.do.setText(text.format(count=numbers.number(count)) if self.found else _("Import"))
        self.do.setEnabled(self.found is not None)

    def _read_again(self, changes: dict[str, str | None]) -> None:
        choices = replace(self.choices, mapping={}, factors={}, header_row=None, header_rows=None, **changes)  # type: ignore[arg-type] # names are those of ImportChoices
        self._run(partial(read_again, self.source, choices), partial(self._take_again, choices))

    def _take_again(self, choices: ImportChoices, source: Source) -> None:
        self.source, self.choices = source, choices
        self.choose()

    def _pick(self) -> None:
        path = self._around.pick()
        if path is not None:
            self.open_path(path)

    def _map(self, heading: str, key: str) -> None:
        """Give a column to a field, which another column then feeds no longer, unless the person wants both."""
        fed = [use.heading for use in self.seen.columns if use.field == key] if self.seen and key else []
        self._replaced, self._fed = tuple(other for other in fed if other != heading), key
        kept = {said: to for said, to in self.choices.mapping.items() if said not in self._replaced}
        self.parts.offer_both(self._replaced, key)
        self.choose(mapping={**kept, heading: key})

    def _add_to(self) -> None:
        """Let the columns that fed the field before feed it as well."""
        both = dict.fromkeys(self._replaced, self._fed)
        self._replaced = ()
        self.choose(mapping={**self.choices.mapping, **both})

    def _scale(self, heading: str, factor: object) -> None:
        factors = {said: times for said, times in self.choices.factors.items() if said != heading}
        if isinstance(factor, float):
            factors[heading] = factor
        self.choose(factors=factors)

    def _toggle_row(self, row: int) -> None:
        """Leave a row out that comes in, take one that was left out."""
        if self.seen is None:
            return
        take, leave = self.choices.take_rows - {row}, self.choices.leave_rows - {row}
        if row in self.seen.kept:
            self.choose(take_rows=take, leave_rows=leave | {row})
        elif row in self.seen.left_out and self.seen.left_out[row].kind not in {"above", "below"}:
            self.choose(take_rows=take | {row}, leave_rows=leave)

    def _forget(self) -> None:
        """Forget what is remembered for this layout, and look at the sheet as if for the first time."""
        if self.seen and self.seen.recalled and self._around.memory:
            self._around.memory.forget(self.seen.recalled.layout)
        self.take(self.source)
        self.setFocus()
