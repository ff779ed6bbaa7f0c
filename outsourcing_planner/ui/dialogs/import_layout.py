"""The parts of the import dialog and where they stand."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
    QSplitter,
    QTableView,
    QTabWidget,
    QWidget,
)

from outsourcing_planner.domain.fields import BY_KEY
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.import_mapping import MappingModel
from outsourcing_planner.ui.dialogs.import_mapping_view import MappingView
from outsourcing_planner.ui.dialogs.import_preview import RowsPreview, SheetPreview
from outsourcing_planner.ui.dialogs.import_seen import Seen
from outsourcing_planner.ui.dialogs.import_source import SourceForm
from outsourcing_planner.ui.dialogs.import_target import TargetChoice
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.models.import_findings import KINDS, FindingTable, word_of
from outsourcing_planner.ui.views.report_view import at_least, report_view

SHEET, ROWS, REPORT = range(3)
_UPPER = 330


class ImportParts(QWidget):
    """See the module; ``row_toggled(row of the sheet)`` when a row is to be taken or left out."""

    row_toggled = Signal(int)

    def __init__(self, theme: Theme, recent: Sequence[Path], target: tuple[str, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.source = SourceForm(recent, self)
        self.target = TargetChoice(*target, self)
        self.mapping = MappingModel(theme, self)
        self.mapping_view = MappingView(self.mapping, self)
        self.sheet, self.rows, self.findings = SheetPreview(theme, self), RowsPreview(theme, self), FindingTable(self)
        self.kind = QComboBox(self)
        self.tabs = QTabWidget(self)
        self.summary, self.problem = parts.label("", "", self, wrap=True), parts.label("", "error", self, wrap=True)
        self.notes = parts.label("", "muted", self, wrap=True)
        self.recalled, self.forget = parts.label("", "muted", self), parts.link(_("Forget them"), self)
        self.also = parts.link("", self)
        self.busy, self.command = QProgressBar(self), QLineEdit(self)
        self.copy = parts.button(_("Cop&y command"), "", self)
        self._seen: Seen | None = None
        self._lay_out()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the preview what the choices above it do not need."""
        super().showEvent(event)
        self._split.setSizes([_UPPER, self.height()])

    def show_seen(self, seen: Seen) -> None:
        """Show what the choices make of the source."""
        self._seen = seen
        self.source.show_seen(seen)
        self.target.show_assumptions(seen.own.assumptions)
        self.target.assumptions.setChecked(seen.choices.own_assumptions)
        self.mapping.show(seen)
        self.sheet.show(seen.shown, seen)
        self.rows.show(seen)
        self._show_findings(seen)
        recalled = seen.recalled
        self.recalled.setVisible(recalled is not None)
        self.forget.setVisible(recalled is not None)
        if recalled is not None:
            told = _("The choices of {day} for a sheet of this layout are used again.").format(day=recalled.day)
            self.recalled.setText(told)

    def say(self, text: str, notes: str) -> None:
        """Say how much comes in."""
        self.summary.setText(text)
        self.notes.setText(notes.replace("\n", "  "))
        self.notes.setToolTip(notes)
        self.notes.setVisible(bool(notes))
        self.problem.hide()

    def say_problem(self, text: str) -> None:
        """Say why nothing comes in."""
        self.problem.setText(text)
        self.problem.show()
        self.summary.setText("")
        self.notes.hide()

    def show_busy(self, *, busy: bool) -> None:
        """Show that a choice is being tried."""
        self.busy.setVisible(busy)

    def show_command(self, text: str) -> None:
        """Show the same as a command."""
        self.command.setText(text)
        self.command.setCursorPosition(0)
        self.command.setToolTip(text)

    def offer_both(self, headings: Sequence[str], key: str) -> None:
        """Offer to let the columns that fed a field before feed it as well."""
        if not headings:
            return
        named, field = ", ".join(f"“{heading}”" for heading in headings), _(BY_KEY[key].heading)
        told = _("{named} fed “{field}” before: join both")
        if BY_KEY[key].numeric:
            told = _("{named} fed “{field}” before: add both up")
        self.also.setText(told.format(named=named, field=field))

    def go_to(self, index: QModelIndex) -> None:
        """Show the cell of the sheet that a line of the report is about."""
        finding = self.findings.findings[index.row()]
        self.tabs.setCurrentIndex(SHEET)
        place = self.sheet.index(max(finding.row - 1, 0), max(finding.column, 0))
        self.sheet_view.setCurrentIndex(place)
        self.sheet_view.scrollTo(place, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.sheet_view.setFocus()

    def _show_findings(self, seen: Seen) -> None:
        counts = {kind: sum(found.kind == kind for found in seen.findings) for kind in KINDS}
        at = self.kind.currentData()
        self.kind.clear()
        self.kind.addItem(word_of("", len(seen.findings)), "")
        for kind, count in counts.items():
            if count:
                self.kind.addItem(word_of(kind, count), kind)
        self.kind.setCurrentIndex(max(self.kind.findData(at), 0))
        self.tabs.setTabText(REPORT, _("Left out or changed ({count})").format(count=f"{len(seen.findings):,}"))
        self._filter()

    def _filter(self) -> None:
        kind, known = self.kind.currentData(), self._seen.findings if self._seen else ()
        self.findings.show([found for found in known if found.kind == kind] if kind else known)

    def _lay_out(self) -> None:
        left = parts.column(None, 0, 4 * SPACE)
        left.addWidget(self.source)
        left.addWidget(self.target, 1)
        upper = QWidget(self)
        top = QHBoxLayout(upper)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(6 * SPACE)
        side = QWidget(upper)
        side.setFixedWidth(400)
        side.setLayout(left)
        top.addWidget(side)
        top.addWidget(self.mapping_view, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setHandleWidth(3 * SPACE)
        split.addWidget(upper)
        split.addWidget(self._previews())
        split.setStretchFactor(1, 1)
        self._split = split
        split.setChildrenCollapsible(False)
        outer = parts.column(self, 0, 2 * SPACE)
        outer.addWidget(split, 1)
        outer.addLayout(_line(self.recalled, self.forget, self.also))
        for widget in (self.problem, self.summary, self.notes, self.busy):
            outer.addWidget(widget)
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.command.setReadOnly(True)
        self.command.setAccessibleName(_("The same as a command"))
        outer.addLayout(_line(parts.label(_("As a command"), "muted", self), self.command, self.copy))
        for hidden in (self.problem, self.busy, self.recalled, self.forget, self.also, self.notes):
            hidden.hide()

    def _previews(self) -> QTabWidget:
        self.sheet_view = _grid(self.sheet, self)
        self.sheet_view.setAccessibleName(_("The sheet; Space takes a row or leaves it out"))
        self.rows_view = _grid(self.rows, self)
        report = QWidget(self)
        box = parts.column(report, 0, SPACE)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.report_view = report_view(self.findings, report)
        at_least(self.report_view, (120, 70, 190, 190))
        box.addLayout(_line(self.kind, parts.label(_("Enter or a click shows the cell."), "muted", report)))
        box.addWidget(self.report_view, 1)
        self.tabs.addTab(self.sheet_view, _("Their sheet"))
        self.tabs.addTab(self.rows_view, _("As it comes in"))
        self.tabs.addTab(report, "")
        self.tabs.setMinimumHeight(200)
        return self.tabs

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _at: self._filter())
        self.report_view.clicked.connect(self.go_to)
        self.report_view.activated.connect(self.go_to)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.command.text()))
        self.sheet_view.toggled.connect(lambda: self.row_toggled.emit(self.sheet_view.currentIndex().row() + 1))
        self.sheet_view.verticalHeader().sectionDoubleClicked.connect(lambda at: self.row_toggled.emit(at + 1))


class PreviewGrid(QTableView):
    """A table that is only read; ``toggled`` when Space is pressed on a row."""

    toggled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Space."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggled.emit()
            return
        super().keyPressEvent(event)


def _grid(model: SheetPreview | RowsPreview, parent: QWidget) -> PreviewGrid:
    view = PreviewGrid(parent)
    view.setModel(model)
    view.setObjectName("framed")
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 8)
    view.verticalHeader().setSectionResizeMode(view.verticalHeader().ResizeMode.Fixed)
    view.horizontalHeader().setDefaultSectionSize(130)
    return view


def _line(*widgets: QWidget) -> QHBoxLayout:
    box = QHBoxLayout()
    box.setSpacing(2 * SPACE)
    stretches = any(isinstance(widget, QLineEdit) for widget in widgets)
    for widget in widgets:
        box.addWidget(widget, 1 if isinstance(widget, QLineEdit) else 0)
        if isinstance(widget, QLabel):
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    if not stretches:
        box.addStretch(1)
    return box
