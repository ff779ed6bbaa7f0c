"""Earlier states of a plan: what differs from each, and the way back."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTreeWidget, QTreeWidgetItem, QWidget

from outsourcing_planner.domain.cells import Invalid
from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.session.backups import Backup
from outsourcing_planner.session.differences import Differences
from outsourcing_planner.session.edits import Edit
from outsourcing_planner.session.safe_document import DocumentFile
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import numbers, parts

MOST_SHOWN: Final = 500
_BESIDE, _WIDEST = 16, 240


def cell_text(cell: object) -> str:
    """Return a cell as text; a dash for blank."""
    if cell is None:
        return "–"
    if isinstance(cell, Invalid):
        return cell.raw
    return numbers.number(cell, 0 if cell.is_integer() else 2) if isinstance(cell, float) else str(cell)


class BackupsDialog(Frame):
    """See the module."""

    def __init__(self, file: DocumentFile, parent: QWidget | None = None) -> None:
        super().__init__(_("Browse backups"), _("Go back to this state"), parent)
        self._file = file
        self.edit: Edit | None = None
        self.list, self.changes = QListWidget(self), QTreeWidget(self)
        self.sentences = parts.label("", "", self, wrap=True)
        self.changes.setHeaderLabels([_("Function"), _("Column"), _("Then"), _("Now")])
        self.changes.setRootIsDecorated(False)
        self.changes.setObjectName("framed")
        self.list.setObjectName("framed")
        self.list.setAccessibleName(_("Earlier states"))
        self.changes.setAccessibleName(_("What changed since"))
        self.changes.setUniformRowHeights(True)
        self.list.currentItemChanged.connect(self._chosen)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.list)
        split.setHandleWidth(12)
        right = QWidget(split)
        box = parts.column(right, 0, 8)
        box.addWidget(self.sentences)
        box.addWidget(self.changes, 1)
        split.addWidget(right)
        split.setSizes([220, 560])
        self.body.addWidget(split, 1)
        note = _("Going back is one step that Undo takes back; nothing on the disk changes until you save.")
        self.body.addWidget(parts.label(note, "muted", self, wrap=True))
        self.resize(820, 480)
        self._fill(file.backups())

    @classmethod
    def ask(cls, file: DocumentFile, parent: QWidget | None = None) -> Edit | None:
        """Return the edit that goes back to a state, None where the person stays."""
        dialog = cls(file, parent)
        return dialog.edit if dialog.answered() else None

    def _fill(self, backups: list[Backup]) -> None:
        for backup in backups:
            item = QListWidgetItem(numbers.moment(backup.replaced))
            item.setData(Qt.ItemDataRole.UserRole, backup)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if not backups:
            self._show_nothing(_("There are no earlier states yet: they are kept from the second save on."))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        backup = item.data(Qt.ItemDataRole.UserRole)
        try:
            found, self.edit = self._file.differences(backup), self._file.edit_to_restore(backup)
        except PlannerError as error:
            self._show_nothing(str(error))
            return
        self._show(found)

    def _show(self, found: Differences) -> None:
        self.changes.clear()
        said = "; ".join(found.sentences())
        self.sentences.setText(_("Since then: {changes}.").format(changes=said) if said else _("Nothing differs."))
        for one in found.cells[:MOST_SHOWN]:
            name = cell_text(self._file.document.cell(one.row, "function"))
            self.changes.addTopLevelItem(
                QTreeWidgetItem([name, one.heading, cell_text(one.before), cell_text(one.after)])
            )
        for column in range(3):
            self.changes.resizeColumnToContents(column)
            self.changes.setColumnWidth(column, min(self.changes.columnWidth(column) + _BESIDE, _WIDEST))
        if self.do is not None:
            self.do.setEnabled(bool(found))
            self.do.setToolTip("" if found else _("The plan is the same as then."))

    def _show_nothing(self, text: str) -> None:
        self.edit = None
        self.changes.clear()
        self.sentences.setText(text)
        if self.do is not None:
            self.do.setEnabled(False)
            self.do.setToolTip(text)
