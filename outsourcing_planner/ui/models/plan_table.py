"""The plan as Qt sees it: a thin model over the open document, with one line more to type a new function into."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoStack

from outsourcing_planner.domain.cells import Cell, parse
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.session import block_edits
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import Change, Edit
from outsourcing_planner.session.shown import Origin, Shown
from outsourcing_planner.session.typing import typed
from outsourcing_planner.text import _
from outsourcing_planner.ui.models.cell_words import CellWords, why_read_only
from outsourcing_planner.ui.models.columns import EVERYTHING, Column, all_columns, column_set
from outsourcing_planner.ui.models.formats import exact, style, understood
from outsourcing_planner.ui.models.looks import NOTHING, Look, Looks, Tone
from outsourcing_planner.ui.models.suggested import Suggested
from outsourcing_planner.ui.models.undo import EditCommand, Selecting, push
from outsourcing_planner.ui.models.view_order import Group, Lines, ViewOrder

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_ROOT: Final = QModelIndex()
_READ_ONLY: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE: Final = _READ_ONLY | Qt.ItemFlag.ItemIsEditable
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_MOST_LOOKS: Final = 40_000
_FEW_ROWS: Final = 64


class PlanTable(QAbstractTableModel):
    """Rows in the order asked for, columns of the set asked for, and a last line that becomes a new row."""

    told = Signal(str)
    """What was made of a typed text, in a sentence; empty where it stands there as typed."""
    plan_replaced = Signal()
    """Another plan is shown, or the first rows of one."""
    lines_changed = Signal()
    """Other rows are shown, or the same in another order."""

    def __init__(self, document: Document, stack: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document, self.stack = document, stack
        self.order = ViewOrder(issues=lambda: document.issues)
        self.selecting: Selecting | None = None
        self.shown = Shown(document.plan, document.evaluation, document.assumptions)
        self.columns = column_set(EVERYTHING, document.evaluation)
        self._line_of: NDArray[np.int64] | None = None
        self._looks: dict[int, Look] = {}
        self.suggested = Suggested()
        self.lines = self.order.apply(self.shown)
        self._forget()
        document.listen(self._document_changed)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """See QAbstractTableModel; one line more than rows are shown."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """See QAbstractTableModel."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """See QAbstractTableModel."""
        answer = self._answers.get(role)
        return answer(index.row(), index.column()) if answer is not None and index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401, N802 - Qt's
        """See QAbstractTableModel."""
        if orientation == Qt.Orientation.Vertical:
            return self._row_name(section) if role == Role.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        answer = {Role.DisplayRole: self._words.heading, Role.ToolTipRole: self._words.column_tip,
                  Role.AccessibleTextRole: self._words.heading_in_line}.get(Role(role))  # fmt: skip
        return answer(self.columns[section]) if answer else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """See QAbstractTableModel; computed columns and headings of groups are not edited."""
        row, column = index.row(), index.column()
        if row < 0:
            return Qt.ItemFlag.NoItemFlags
        grouped = bool(self.lines.groups) and not self.editable(row, column)
        return _READ_ONLY if grouped or self.columns[column].field is None else _EDITABLE

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: ANN401, N802 - Qt's name
        """See QAbstractTableModel: text is parsed; the same content again is no change and no step of undo."""
        if role != Role.EditRole or not index.isValid() or not self.editable(index.row(), index.column()):
            return False
        field = self.columns[index.column()].field
        row = self.row_at(index.row())
        old = None if row is None or field is None else self.document.cell(row, field.key)
        if field is None or (isinstance(value, str) and value == exact(old, field)):
            return field is not None
        new = typed(field, value, style()) if isinstance(value, str) else parse(field, value, style())
        if not block_edits.same_cell(old, new):
            heading = all_columns(self.document.evaluation)[field.key].heading
            self.push(block_edits.set_one(self.document.plan, row, field.key, new, heading))
            self.told.emit(understood(str(value), new, self.columns[index.column()].format, field))
        return True

    def push(self, edit: Edit | None) -> EditCommand | None:
        """Carry an edit out as a step of undo; nothing happens for None."""
        return None if edit is None or EditCommand.turning else push(self.stack, self.document, edit, self.selecting)

    # Where things are -------------------------------------------------------------------------------------------
    def line(self, row: int) -> int | None:
        """Return the position in the plan of a line, −1 − g for the heading of group g, None for the last line."""
        return self.lines.at[row] if 0 <= row < self._rows - 1 else None

    def group_at(self, row: int) -> Group | None:
        """Return the group whose heading stands on a line."""
        at = self.line(row)
        return self.lines.groups[-1 - at] if at is not None and at < 0 else None

    def row_at(self, row: int) -> RowId | None:
        """Return the id of the row on a line; None for headings and the last line."""
        at = self.line(row)
        return None if at is None or at < 0 else self.shown.plan.rows.ids[at]

    def row_id(self, index: Index) -> RowId | None:
        """Return the id of the row of an index."""
        return self.row_at(index.row()) if index.isValid() else None

    def key(self, index: Index) -> str:
        """Return the key of the column of an index."""
        return self.columns[index.column()].key if index.isValid() else ""

    def ids_between(self, top: int, bottom: int) -> list[RowId]:
        """Return the ids of the rows on some lines, both included."""
        ids = self.shown.plan.rows.ids
        return [ids[at] for at in self.lines.at[top : bottom + 1] if at >= 0]

    def line_of(self, row: RowId) -> int:
        """Return the line of a row, −1 where it is not shown."""
        at = self.shown.plan.rows.positions.get(row, -1)
        if at < 0 or self.lines.in_plan_order:
            return at
        if self._line_of is None:
            self._line_of = self.lines.by_position(len(self.shown.plan))
        return int(self._line_of[at])

    def column_of(self, key: str) -> int:
        """Return the number of a column, −1 where it is not shown."""
        return next((number for number, column in enumerate(self.columns) if column.key == key), -1)

    def shown_rows(self) -> list[RowId]:
        """Return the ids of the rows that are shown, in order; folded groups count as shown."""
        ids = self.shown.plan.rows.ids
        if self.lines.groups:
            return [ids[at] for group in self.lines.groups for at in group.positions]
        return [ids[at] for at in self.lines.at]

    def editable(self, row: int, column: int) -> bool:
        """Say whether a person may type here."""
        at = self.line(row)
        return (at is None or at >= 0) and self.columns[column].field is not None

    def why_read_only(self, row: int, column: int) -> str:
        """Return why a cell cannot be typed into."""
        return why_read_only(self.columns[column], sums_up=self.group_at(row) is not None)

    # What a cell looks like -------------------------------------------------------------------------------------
    def look(self, row: int, column: int) -> Look:
        """Return what is painted for a cell; kept until something changes."""
        key = row << 10 | column
        found = self._looks.get(key)
        if found is None:
            if len(self._looks) > _MOST_LOOKS:
                self._looks.clear()
            found = self._looks[key] = self._look(row, column)
        return found

    def _look(self, row: int, column: int) -> Look:
        at = self.line(row)
        if at is None:
            prompt = self.columns[column].key == "function"
            return Look(_("type a function…"), Tone.PROMPT) if prompt else NOTHING
        if at < 0:
            return self._words.looks.group(self.lines.groups[-1 - at], self.columns[column], first=column == 0)
        return self._words.look(at, self.columns[column])

    def set_suggestions(self, found: Mapping[RowId, str]) -> None:
        """Mark the class of the rows that an own decision is suggested for; ``found`` holds its sentence."""
        if self.suggested.replace(found):
            self._take_over(self.shown, Change(everything=True))

    def content(self, row: int, column: int) -> tuple[Cell, Origin]:
        """Return the cell on a line and where it comes from; nothing on headings and the last line."""
        at = self.line(row)
        if at is None or at < 0:
            return None, Origin.NOTHING
        return self.shown.content(at, self.columns[column].key)

    def typed(self, row: int, column: int) -> Cell:
        """Return the cell as the plan holds it, or the computed value."""
        at = self.line(row)
        return None if at is None or at < 0 else self.shown.cell(at, self.columns[column].key)

    def cells_down(self, column: int) -> Sequence[object] | None:
        """Return the typed cells of a column by line, to run through quickly; None where it is not that simple."""
        shape = self.columns[column]
        cells = self.shown.plan.columns.get(shape.key) if shape.field is not None else None
        return [cells[at] for at in self.lines.at] if cells is not None and not self.lines.groups else None

    def exact_text(self, row: int, column: int) -> str:
        """Return the text that the editor starts with."""
        return exact(self.typed(row, column), self.columns[column].field)

    def _alignment(self, row: int, column: int) -> int:
        if self.group_at(row) is not None and column == 0:
            return _LEFT
        shape = self.columns[column]
        return _RIGHT if shape.numeric else _CENTRE if shape.format == "yes_no" else _LEFT

    def _tooltip(self, row: int, column: int) -> str | None:
        at = self.line(row)
        return self._words.cell_tip(at, self.columns[column]) if at is not None and at >= 0 else None

    def _spoken(self, row: int, column: int) -> str:
        at = self.line(row)
        look = self.look(row, column)
        return self._words.spoken(at, self.columns[column]) if at is not None and at >= 0 else look.text

    def _row_name(self, row: int) -> str:
        at = self.line(row)
        return "+" if at is None else "" if at < 0 else str(at + 1)

    # What changes -----------------------------------------------------------------------------------------------
    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns, in this order."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._forget()
        self.endResetModel()

    def reorder(self) -> None:
        """Apply order and filters anew."""
        self._show(self.order.apply(self.shown), self.shown)

    def retranslate(self) -> None:
        """Write headings, words and numbers anew after the language or the locale changed."""
        all_now = all_columns(self.document.evaluation)
        self.set_columns([all_now[column.key] for column in self.columns])

    def _show(self, lines: Lines, shown: Shown) -> None:
        self.beginResetModel()
        self.lines, self.shown = lines, shown
        self._forget()
        self.endResetModel()
        self.lines_changed.emit()

    def _document_changed(self, change: Change) -> None:
        before, document = self.shown, self.document
        after = Shown(document.plan, document.evaluation, document.assumptions, before.sort_keys)
        if not change.structure:
            self._take_over(after, change)
        elif change.everything or not len(before.plan):
            self._show(self.order.apply(after), after)
            self.plan_replaced.emit()
        else:
            self._show(self.order.carried_over(self.lines, before, after, change.rows), after)

    def _take_over(self, after: Shown, change: Change) -> None:
        """Show other cells in the same lines; where few rows changed the looks of the others are kept."""
        few = not change.everything and len(change.rows) <= _FEW_ROWS and not self.lines.groups
        lines = [line for row in change.rows if (line := self.line_of(row)) >= 0] if few else range(self._rows)
        self.shown, last = after, len(self.columns) - 1
        if few:
            for line in lines:
                for column in range(last + 1):
                    self._looks.pop(line << 10 | column, None)
            self._words = CellWords(Looks(after), self.document, self.suggested)
        else:
            self._forget()
        if lines and last >= 0:
            self.dataChanged.emit(self.index(min(lines), 0), self.index(max(lines), last))

    def _forget(self) -> None:
        self._rows = len(self.lines) + 1
        self._line_of = None
        self._looks.clear()
        self._words = CellWords(Looks(self.shown), self.document, self.suggested)
        self._answers = {
            int(Role.DisplayRole): lambda row, column: self.look(row, column).text,
            int(Role.EditRole): self.exact_text,
            int(Role.ToolTipRole): self._tooltip,
            int(Role.TextAlignmentRole): self._alignment,
            int(Role.AccessibleTextRole): self._spoken,
        }

