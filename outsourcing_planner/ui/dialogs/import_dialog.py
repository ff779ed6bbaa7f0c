"""How to take a sheet: which one, where its headings are, what becomes of each column.

The preview runs the very code of the import.
"""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QRadioButton, QSpinBox, QSplitter, QWidget

from outsourcing_planner.io.importing.raw import RawBook
from outsourcing_planner.io.read_workbook import ImportChoices, Imported, interpret
from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.dialogs.frame import Frame
from outsourcing_planner.ui.dialogs.import_mapping import MappingTable
from outsourcing_planner.ui.dialogs.import_preview import SheetPreview
from outsourcing_planner.ui.dialogs.report_page import show_report
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.tasks import Failure, Progress, Tasks
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.views.report_view import report_view


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """What was imported, and whether it starts a new plan."""

    imported: Imported
    choices: ImportChoices
    fresh: bool


class ImportDialog(Frame):
    """See the module."""

    def __init__(
        self,
        path: Path,
        book: RawBook,
        theme: Theme,
        tasks: Tasks,
        parent: QWidget | None = None,
        *,
        fresh: bool = True,
    ) -> None:
        super().__init__(_("Import {name}").format(name=path.name), _("Import"), parent)
        self.book, self.choices = book, ImportChoices()
        self.found: Imported | None = None
        self._theme, self._tasks = theme, tasks
        self._filling = False
        self.sheets, self.header, self.marks = QComboBox(self), QSpinBox(self), QComboBox(self)
        self.mapping, self.preview = MappingTable(self), SheetPreview(theme, self)
        self.summary, self.problem = parts.label("", "", self, wrap=True), parts.label("", "error", self, wrap=True)
        self.report = parts.link(_("What was left out or changed…"), self)
        self.new_plan = QRadioButton(_("Start a new plan"), self)
        self.add_rows = QRadioButton(_("Add to this plan"), self)
        (self.new_plan if fresh else self.add_rows).setChecked(True)
        self._fill_choices()
        self._lay_out()
        self._connect()
        self.resize(1080, 700)
        self.interpret()

    @classmethod
    def ask(
        cls, path: Path, book: RawBook, theme: Theme, tasks: Tasks, parent: QWidget | None = None, *, fresh: bool = True
    ) -> ImportAnswer | None:
        """Return how to take the sheet, None where the person cancels."""
        dialog = cls(path, book, theme, tasks, parent, fresh=fresh)
        return dialog.answer() if dialog.answered() else None

    def answer(self) -> ImportAnswer | None:
        """Return what the dialog stands at."""
        return ImportAnswer(self.found, self.choices, self.new_plan.isChecked()) if self.found else None

    def choose(self, **changes: object) -> None:
        """Put choices in force and show what they make of the sheet."""
        self.choices = replace(self.choices, **changes)  # type: ignore[arg-type] # names are those of ImportChoices
        self.interpret()

    def interpret(self) -> None:
        """Show what the choices make of the sheet."""
        work = partial(_interpret, self.book, self.choices)
        self._tasks.run(work, self._show, self._fail, "preview", _("Looking at the sheet…"))

    def _show(self, found: Imported) -> None:
        self.found = found
        sheet = self.book.sheet(found.sheet)
        self._filling = True
        self.sheets.setCurrentIndex(self.sheets.findData(found.sheet))
        self.header.setValue(found.header_rows[1])
        self._filling = False
        self.preview.show(sheet, found)
        if sheet is not None:
            self.mapping.show_uses(found.columns, sheet, found.header_rows[1])
        self.problem.hide()
        self.summary.setText(_summary(found))
        self.report.setVisible(bool(list(found.report.lines())))
        self._ready(can=True, why="")

    def _fail(self, failure: Failure) -> None:
        self.found = None
        self.preview.show(self.book.sheet(self.sheets.currentData() or ""), None)
        self.problem.setText(str(failure.error))
        self.problem.show()
        self.summary.setText(
            _("Choose another sheet, the row of the headings, or the column that names the functions.")
        )
        self.report.hide()
        self._ready(can=False, why=str(failure.error))

    def _ready(self, *, can: bool, why: str) -> None:
        if self.do is not None:
            count = len(self.found.plan) if self.found else 0
            text = ngettext("Import {count} function", "Import {count} functions", count)
            self.do.setText(text.format(count=numbers.number(count)) if can else _("Import"))
            self.do.setEnabled(can)
            self.do.setToolTip(why)

    def _fill_choices(self) -> None:
        for sheet in self.book.sheets:
            hidden = " " + _("(hidden)") if sheet.hidden else ""
            self.sheets.addItem(f"{sheet.name}{hidden}", sheet.name)
        self.header.setRange(0, max((sheet.height for sheet in self.book.sheets), default=1))
        self.header.setSpecialValueText(_("none"))
        self.marks.addItem(_("As found"), None)
        self.marks.addItem("1,234.5", ".")
        self.marks.addItem("1.234,5", ",")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(3 * SPACE)
        form.addRow(_("&Sheet"), self.sheets)
        form.addRow(_("&Headings in row"), self.header)
        form.addRow(_("&Numbers in texts"), self.marks)
        place = parts.column(None, 0, SPACE)
        place.addWidget(parts.heading(_("Take the rows to"), self))
        place.addWidget(self.new_plan)
        place.addWidget(self.add_rows)
        top = QHBoxLayout()
        top.addLayout(form, 2)
        top.addSpacing(8 * SPACE)
        top.addLayout(place, 1)
        view = report_view(self.preview, self)
        view.setObjectName("framed")
        view.setShowGrid(True)
        view.verticalHeader().show()
        view.horizontalHeader().setStretchLastSection(False)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(3 * SPACE)
        split.addWidget(self.mapping)
        split.addWidget(view)
        split.setSizes([520, 520])
        self.body.addLayout(top)
        self.body.addWidget(split, 1)
        for widget in (self.problem, self.summary):
            self.body.addWidget(widget)
        self.body.addWidget(self.report, 0, Qt.AlignmentFlag.AlignLeft)
        self.problem.hide()

    def _connect(self) -> None:
        self.sheets.activated.connect(lambda _at: self._choose_sheet())
        self.header.valueChanged.connect(self._choose_header)
        self.marks.activated.connect(lambda _at: self.choose(decimal=self.marks.currentData(), group=None))
        self.mapping.mapping_changed.connect(self._choose_field)
        self.report.clicked.connect(lambda: show_report(self.found, self) if self.found else None)

    def _choose_sheet(self) -> None:
        self.choose(sheet=self.sheets.currentData(), header_row=None, mapping={})

    def _choose_header(self, row: int) -> None:
        if not self._filling:
            self.choose(sheet=self.sheets.currentData(), header_row=row)

    def _choose_field(self, letters: str, key: str) -> None:
        self.choose(mapping={**self.choices.mapping, letters: key})


def _interpret(book: RawBook, choices: ImportChoices, _progress: Progress) -> Imported:
    return interpret(book, choices)


def _summary(found: Imported) -> str:
    report = found.report
    left, changed, refused = len(report.rows_left_out), report.cells_converted, len(report.refused)
    said = [ngettext("{count} row taken", "{count} rows taken", report.rows_kept).format(count=report.rows_kept)]
    if left:
        said.append(_("{count} left out").format(count=left))
    if changed:
        said.append(ngettext("{count} cell converted", "{count} cells converted", changed).format(count=changed))
    if refused:
        kept = ngettext("{count} cell kept but not usable", "{count} cells kept but not usable", refused)
        said.append(kept.format(count=refused))
    sums = [f"{total.heading} {numbers.money(total.taken)}" for total in report.sums[:3]]
    return ", ".join(said) + "." + ("  " + _("Sums: {sums}").format(sums=" · ".join(sums)) if sums else "")
