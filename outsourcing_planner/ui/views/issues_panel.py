"""The issues: what is missing or looks wrong, worst first; a click goes to the cell."""

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.icons import icon, tinted
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.views.headings import heading_of
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.report_view import report_view

_ORDER: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_ICONS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_Index = QModelIndex | QPersistentModelIndex


def severity_word(severity: Severity) -> str:
    """Return the word for a severity."""
    return {Severity.ERROR: _("Error"), Severity.WARNING: _("Warning"), Severity.NOTE: _("Note")}[severity]


class IssueTable(QAbstractTableModel):
    """Issues as a table: severity, row, function, column, message."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.issues: list[Issue] = []
        self.names: list[str] = []
        self._theme = theme

    def show(self, issues: list[Issue], names: list[str], theme: Theme) -> None:
        """Take other issues; ``names`` are the functions by position."""
        self.beginResetModel()
        self.issues = sorted(issues, key=lambda one: (_ORDER[one.severity], one.row or 0))
        self.names, self._theme = names, theme
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of issues."""
        return 0 if parent.isValid() else len(self.issues)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the count of columns."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the headings."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("Severity"), _("Row"), _("Function"), _("Column"), _("What"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one cell."""
        issue = self.issues[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(issue)[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            colours = {Severity.ERROR: self._theme.error, Severity.WARNING: self._theme.warning}
            return tinted(_ICONS[issue.severity], colours.get(issue.severity, self._theme.muted), 16, 2)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{issue.message}</p>"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _texts(self, issue: Issue) -> tuple[str, str, str, str, str]:
        known = issue.row is not None and 0 < issue.row <= len(self.names)
        name = self.names[issue.row - 1] if known and issue.row is not None else ""
        row = "" if issue.row is None else str(issue.row)
        return severity_word(issue.severity), row, name, heading_of(issue.field or ""), issue.message


class IssuesPanel(Panel):
    """See the module; ``cell_requested(row id, key)`` on a click or Return."""

    cell_requested = Signal(object, str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, parent)
        self.table = IssueTable(theme, self)
        self.view = report_view(self.table, self)
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.nothing = QLabel(self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing_page())
        self._widths = False

    def show_plan(self) -> None:
        """Show the issues of the evaluation."""
        names = [str(cell or "") for cell in self.document.plan.column("function")]
        self.table.show(list(self.document.issues), names, self.theme)
        self._stack.setCurrentIndex(0 if self.table.issues else 1)
        self.nothing.setText(_("No problems found"))
        self.good.setPixmap(icon("ok", self.theme).pixmap(32, 32))
        self._fit()

    def _nothing_page(self) -> QWidget:
        page = QWidget(self)
        box = parts.column(page)
        self.good = QLabel(page)
        self.good.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addStretch(1)
        box.addWidget(self.good)
        box.addWidget(self.nothing)
        box.addStretch(1)
        return page

    def _fit(self) -> None:
        if not self._widths and self.table.issues:
            self.view.resizeColumnsToContents()
            self.view.setColumnWidth(2, min(self.view.columnWidth(2), 260))
            self._widths = True

    def _go(self, index: QModelIndex) -> None:
        issue = self.table.issues[index.row()]
        ids = self.document.plan.rows.ids
        if issue.row is not None and 0 < issue.row <= len(ids):
            self.cell_requested.emit(ids[issue.row - 1], issue.field or "function")
