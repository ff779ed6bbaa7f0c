"""The last import: every row, column and cell that is not in the plan as it was in the sheet, to click and to keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.io.read_workbook import Report
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.models.import_findings import KINDS, Finding, FindingTable, word_of
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.portfolio_page import line_of
from outsourcing_planner.ui.views.report_view import at_least, report_view


@dataclass(frozen=True)
class ImportRecord:
    """One import: what it was called, its report, and where each row of the sheet (from 1) is in the plan."""

    name: str
    told: str
    report: Report
    findings: tuple[Finding, ...]
    rows: Mapping[int, RowId] = field(default_factory=dict)


class ImportPanel(Panel):
    """See the module; ``row_requested(row id, field)`` on a click, ``export_requested`` to write the report."""

    row_requested = Signal(object, str)
    export_requested = Signal()
    told = Signal(str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, parent)
        self.record: ImportRecord | None = None
        self.note, self.kind = parts.elided("muted", self), QComboBox(self)
        self.copy, self.export = parts.link("", self), parts.link("", self)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.table = FindingTable(self)
        self.view = report_view(self.table, self)
        at_least(self.view, (130, 70, 220, 220))
        box = parts.column(self, 0, SPACE)
        top = line_of(self.kind)
        top.addWidget(self.note, 1)
        for widget in (self.copy, self.export):
            top.addWidget(widget)
        box.addLayout(top)
        box.addWidget(self.view, 1)
        self.kind.activated.connect(lambda _at: self._filter())
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.copy.clicked.connect(self._copy)
        self.export.clicked.connect(self.export_requested)

    def show_record(self, record: ImportRecord) -> None:
        """Show another import."""
        self.record = record
        self.changed()

    def show_plan(self) -> None:
        """Show the lines of the report."""
        findings = self.record.findings if self.record else ()
        at = self.kind.currentData()
        self.kind.clear()
        self.kind.addItem(word_of("", len(findings)), "")
        for kind in KINDS:
            count = sum(found.kind == kind for found in findings)
            if count:
                self.kind.addItem(word_of(kind, count), kind)
        self.kind.setCurrentIndex(max(self.kind.findData(at), 0))
        self.copy.setText(_("Copy table"))
        self.export.setText(_("Export…"))
        for widget in (self.kind, self.copy, self.export):
            widget.setVisible(self.record is not None)
        nothing = _("Nothing was imported since the program started.")
        self.note.setText(f"{self.record.name}: {self.record.told}" if self.record else nothing)
        if self.record:
            self.note.setToolTip("\n".join((self.note.text(), *self.record.report.notes)))
        self._filter()

    def _filter(self) -> None:
        kind, known = self.kind.currentData(), self.record.findings if self.record else ()
        self.table.show([found for found in known if found.kind == kind] if kind else known)

    def _go(self, index: QModelIndex) -> None:
        finding = self.table.findings[index.row()]
        row = self.record.rows.get(finding.row) if self.record else None
        if row is not None and row in self.document.plan.rows.positions:
            self.row_requested.emit(row, finding.field or "function")
        else:
            self.told.emit(_("This row of the sheet is not in the plan."))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join("\t".join(found.texts) for found in self.table.findings))
        self.told.emit(_("Copied."))
