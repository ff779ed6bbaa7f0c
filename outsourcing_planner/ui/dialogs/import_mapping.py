"""The columns of a sheet and what becomes of each: a field, kept beside, or left out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from outsourcing_planner.domain.fields import FIELDS
from outsourcing_planner.io.importing.mapping import COMPUTED, EMPTY, EXTRA, ColumnUse
from outsourcing_planner.io.importing.raw import RawSheet, is_blank
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.import_preview import raw_text
from outsourcing_planner.ui.views.report_view import Padded

_KEEP = "\0keep"
"""Stands for "keep as it is"; no key of a field."""


class MappingTable(QTableWidget):
    """See the module; ``mapping_changed(column letters, field key or "")``."""

    mapping_changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setObjectName("framed")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setItemDelegate(Padded(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 18)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalHeaderLabels([_("Their column"), _("For example"), _("Becomes")])
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, 150)
        self.setColumnWidth(2, 190)

    def show_uses(self, uses: Sequence[ColumnUse], sheet: RawSheet, first: int) -> None:
        """List the columns of a sheet whose data start at row ``first`` (from 0)."""
        used = [use for use in uses if use.use != EMPTY]
        self.setRowCount(len(used))
        for row, use in enumerate(used):
            heading = QTableWidgetItem(use.heading or use.letters)
            heading.setToolTip(use.heading)
            self.setItem(row, 0, heading)
            example = QTableWidgetItem(_examples(sheet, use.column, first))
            example.setToolTip(example.text())
            self.setItem(row, 1, example)
            self.setCellWidget(row, 2, self._choice(use))

    def _choice(self, use: ColumnUse) -> QComboBox:
        box = QComboBox(self)
        if use.use == COMPUTED:
            box.addItem(_("Computed anew"), _KEEP)
            box.setEnabled(False)
            box.setToolTip(_("This column holds results of this program; they are computed again."))
            return box
        if use.use == EXTRA:
            box.addItem(_("Kept as it is"), _KEEP)
        box.addItem(_("Left out"), "")
        for field in FIELDS:
            box.addItem(_(field.heading), field.key)
            box.setItemData(box.count() - 1, _(field.help), Qt.ItemDataRole.ToolTipRole)
        box.setCurrentIndex(max(box.findData(use.field), 0) if use.field else 0)
        box.setAccessibleName(_("What becomes of {heading}").format(heading=use.heading))
        box.activated.connect(lambda _at, one=box, letters=use.letters: self._chosen(one, letters))
        return box

    def _chosen(self, box: QComboBox, letters: str) -> None:
        if box.currentData() != _KEEP:
            self.mapping_changed.emit(letters, box.currentData())


def _examples(sheet: RawSheet, column: int, first: int) -> str:
    filled = (raw_text(cell) for cell in sheet.columns[column][first : first + 200] if not is_blank(cell))
    return ", ".join(dict.fromkeys(text for text, _unused in zip(filled, range(3), strict=False)))
