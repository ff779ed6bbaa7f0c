"""Find and replace: a bar under the grid, and the search through what the cells show."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from outsourcing_planner.domain.cells import Cell, parse
from outsourcing_planner.session import block_edits
from outsourcing_planner.session.find import Search
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.models.columns import Column
from outsourcing_planner.ui.models.formats import display, exact, style
from outsourcing_planner.ui.views.grid_commands import GridCommands

Hits = NDArray[np.int64]
"""Lines and columns of the cells found, in reading order, shape (n, 2)."""


def hits(commands: GridCommands, search: Search) -> Hits:
    """Return the cells of the columns and rows shown whose text is found."""
    table = commands.table
    lines = np.asarray(table.lines.at, dtype=np.int64)
    own = np.flatnonzero(lines >= 0)
    found = []
    for number, column in enumerate(table.columns):
        rows = own[_matches(commands, column, search)[lines[own]]]
        found.append(np.column_stack([rows, np.full(len(rows), number)]))
    every = np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)
    return every[np.lexsort((every[:, 1], every[:, 0]))]


def _matches(commands: GridCommands, column: Column, search: Search) -> NDArray[np.bool_]:
    """Look at each number once, however often it stands in the column."""
    values = commands.table.shown.values(column.key)
    mask = np.zeros(len(values), dtype=np.bool_)
    if values.numbers is not None:
        distinct = np.unique(values.numbers[values.is_number()])
        shown = [number for number in distinct.tolist() if search.found_in(display(number, column.format))]
        mask |= np.isin(values.numbers, shown)
    if values.texts is not None:
        known = {text: search.found_in(text) for text in set(values.texts) if text}
        mask |= np.fromiter((known.get(text, False) for text in values.texts), np.bool_, len(values))
    return mask


class FindBar(QWidget):
    """A line to find and replace in; Enter finds the next, Escape closes it."""

    closed = Signal()

    def __init__(self, commands: GridCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self._commands = commands
        self.text, self.by = QLineEdit(), QLineEdit()
        self.match_case, self.whole, self.found = QCheckBox(), QCheckBox(), QLabel()
        self.buttons = [QPushButton() for _text in range(4)]
        self.close_button = QPushButton("✕")
        self._replacing: list[QWidget] = [self.by, *self.buttons[2:]]
        self._lay_out()
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        for field, text in ((self.text, _("Find")), (self.by, _("Replace with"))):
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
        self.match_case.setText(_("Match case"))
        self.whole.setText(_("Whole cell"))
        names = (_("Previous"), _("Next"), _("Replace"), _("Replace all"))
        for button, text in zip(self.buttons, names, strict=True):
            button.setText(text)
        self.close_button.setAccessibleName(_("Close"))
        self.close_button.setToolTip(_("Close"))
        if self.isVisible():
            self._count()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        for field in (self.text, self.by):
            field.setClearButtonEnabled(True)
            row.addWidget(field, 1)
        self.text.textChanged.connect(self._count)
        self.text.returnPressed.connect(self.next)
        self.by.returnPressed.connect(self.replace)
        acts = (self.previous, self.next, self.replace, self.replace_all)
        for button, act in zip(self.buttons, acts, strict=True):
            button.clicked.connect(act)
            row.addWidget(button)
        for box in (self.match_case, self.whole):
            box.toggled.connect(self._count)
            row.addWidget(box)
        row.addWidget(self.found)
        self.close_button.setFlat(True)
        self.close_button.clicked.connect(self.leave)
        row.addWidget(self.close_button)

    def open(self, *, replacing: bool) -> None:
        """Show the bar, with or without the part to replace."""
        for widget in self._replacing:
            widget.setVisible(replacing)
        self.show()
        self.text.setFocus()
        self.text.selectAll()
        self._count()

    def leave(self) -> None:
        """Close the bar and go back to the grid."""
        self.hide()
        self._commands.view.setFocus()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_F3 or (event.key() == Qt.Key.Key_Return and back):
            (self.previous if back else self.next)()
            return
        super().keyPressEvent(event)

    def search(self) -> Search:
        """Return what is looked for."""
        return Search(self.text.text(), self.match_case.isChecked(), self.whole.isChecked())

    def _hits(self) -> Hits:
        return hits(self._commands, self.search()) if self.text.text() else np.empty((0, 2), dtype=np.int64)

    def _count(self, *_changed: object) -> None:
        count = len(self._hits())
        text = ngettext("{count} cell", "{count} cells", count).format(count=count)
        self.found.setText(text if self.text.text() else "")

    def next(self) -> None:
        """Go to the next cell found, from the top again after the last."""
        self._go(1)

    def previous(self) -> None:
        """Go to the cell found before the current one."""
        self._go(-1)

    def _go(self, step: int) -> None:
        found = self._hits()
        if not len(found):
            self.found.setText(_("Not found") if self.text.text() else "")
            return
        current = self._commands.view.currentIndex()
        here = (current.row(), current.column())
        cells = [*map(tuple, found.tolist())]
        after = [at for at, cell in enumerate(cells) if (cell > here if step > 0 else cell < here)]
        at = (after[0] if step > 0 else after[-1]) if after else (0 if step > 0 else len(cells) - 1)
        self._commands.view.walker.go(*cells[at])
        self.found.setText(_("{at} of {count}").format(at=at + 1, count=len(cells)))

    def replace(self) -> None:
        """Replace in the current cell where it is a hit, and go to the next."""
        current = self._commands.view.currentIndex()
        if current.isValid() and [current.row(), current.column()] in self._hits().tolist():
            self._replace_in(np.array([[current.row(), current.column()]]))
        self.next()

    def replace_all(self) -> None:
        """Replace in every cell found that can be typed into, as one step."""
        count = self._replace_in(self._hits())
        text = ngettext("{count} cell changed.", "{count} cells changed.", count).format(count=count)
        self._commands.say(text)
        self._count()

    def _replace_in(self, cells: Hits) -> int:
        table, search, by = self._commands.table, self.search(), self.by.text()
        edits, count = [], 0
        for number in np.unique(cells[:, 1]).tolist():
            field = table.columns[number].field
            lines = cells[cells[:, 1] == number][:, 0].tolist()
            rows = [row for line in lines if (row := table.row_at(line)) is not None]
            if field is None or not rows:
                continue
            old = table.document.plan.cells(rows, field.key)
            change: Callable[[Cell], Cell] = partial(_replaced, search=search, by=by, column=table.columns[number])
            edit = block_edits.set_block(table.document.plan, rows, {field.key: [*map(change, old)]}, _("Replace"))
            if edit is not None:
                edits.append(edit)
                count += sum(1 for was in old if not block_edits.same_cell(was, change(was)))
        self._commands.together(edits, _("Replace"))
        return count


def _replaced(cell: Cell, search: Search, by: str, column: Column) -> Cell:
    text = exact(cell, column.field)
    new = search.replaced(text, by)
    return cell if cell is None or new == text or column.field is None else parse(column.field, new, style())



