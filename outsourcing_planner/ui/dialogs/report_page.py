"""The report of an import: every row, column and cell that is not in the plan as it was in the sheet."""

from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from outsourcing_planner.io.read_workbook import Imported
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.views.report_view import report_view


def report_text(found: Imported) -> str:
    """Return the report with tabs between columns, for the clipboard."""
    return "\n".join("\t".join(line) for line in found.report.lines())


def show_report(found: Imported, parent: QWidget | None = None) -> None:
    """Show the report."""
    ReportPage(found, parent).answered()


class ReportPage(Frame):
    """A page with the lines of the report."""

    def __init__(self, found: Imported, parent: QWidget | None = None) -> None:
        super().__init__(_("What was left out or changed"), "", parent)
        model = QStandardItemModel(0, 5, self)
        model.setHorizontalHeaderLabels([_("What"), _("Where"), _("Name"), _("Was"), _("Why")])
        for line in found.report.lines():
            model.appendRow([QStandardItem(text) for text in line])
        view = report_view(model, self)
        view.setObjectName("framed")
        view.resizeColumnsToContents()
        for note in found.report.notes:
            self.body.addWidget(parts.label(note, "muted", self, wrap=True))
        self.body.addWidget(view, 1)
        copy = parts.button(_("Copy"), "", self)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report_text(found)))
        self.buttons.insertWidget(0, copy)
        self.resize(860, 480)
