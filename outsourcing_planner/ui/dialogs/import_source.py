"""Where the table is and how it is written: file, sheet, rows of headings, marks of numbers, encoding, dates."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QMenu, QSpinBox, QWidget

from outsourcing_planner.io.importing.turning import can_be_turned
from outsourcing_planner.io.read_table import DELIMITERS, ENCODINGS
from outsourcing_planner.io.read_workbook import ImportChoices
from outsourcing_planner.text import _
from outsourcing_planner.ui.dialogs.import_seen import Seen, Source
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.files import PLAN
from outsourcing_planner.ui.kit.theme import SPACE
from outsourcing_planner.ui.kit.words import literal

_MOST_ROWS: Final = 999_999


class SourceForm(QWidget):
    """See the module. ``chosen(changes)`` holds names and values of ImportChoices, ``read_again(changes)`` as well.

    ``file_wanted``, ``paste_wanted`` and ``path_wanted(path)`` ask for another source.
    """

    chosen = Signal(dict)
    read_again = Signal(dict)
    file_wanted = Signal()
    paste_wanted = Signal()
    path_wanted = Signal(object)

    def __init__(self, recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.name, self.other = QLabel(self), parts.button(_("&Other…"), "", self)
        self.sheets, self.lines = QComboBox(self), QComboBox(self)
        self.header, self.last = QSpinBox(self), QSpinBox(self)
        self.marks, self.dates = QComboBox(self), QComboBox(self)
        self.encoding, self.delimiter = QComboBox(self), QComboBox(self)
        self.extras = QCheckBox(_("Keep columns that are no &field beside"), self)
        self.hidden = QCheckBox(_("Leave hidden rows &out"), self)
        self.sections = QCheckBox(_("Section &titles are departments"), self)
        self.turned = QCheckBox(_("Fields stand below one another: t&urn the sheet"), self)
        self.form = QFormLayout(self)
        self._fill_lists(recent)
        self._lay_out()
        self._connect()

    def take(self, source: Source) -> None:
        """Show another source, before it is interpreted."""
        self._filling = True
        self.name.setText(self.fontMetrics().elidedText(source.name, Qt.TextElideMode.ElideMiddle, 140))
        self.name.setToolTip(str(source.path or source.name))
        self.sheets.clear()
        for sheet in source.book.sheets:
            hidden = " " + _("(hidden)") if sheet.hidden else ""
            self.sheets.addItem(f"{sheet.name}{hidden}", sheet.name)
        is_text = source.book.kind == "text"
        has_hidden = any(sheet.hidden_rows for sheet in source.book.sheets)
        rows = {
            self.sheets: not is_text, self.dates: is_text, self.delimiter: is_text,
            self.encoding: is_text and source.path is not None, self.hidden: has_hidden,
        }  # fmt: skip
        for widget, shown in rows.items():
            self.form.setRowVisible(widget, shown)
        self._filling = False

    def show_seen(self, seen: Seen) -> None:
        """Show what was found, and what was chosen."""
        self._filling = True
        choices, (first, last) = seen.choices, seen.header_rows
        self.sheets.setCurrentIndex(self.sheets.findData(seen.sheet))
        self.header.setValue(last)
        self.last.setValue(choices.last_row or 0)
        options = seen.source.book.text_options
        order = options.get("date_order", "")
        for box, text in (
            (self.lines, str(last - first + 1 if last else 0)), (self.marks, _number_in(seen.decimal)),
            (self.encoding, _encoding(options.get("encoding", ""))),
            (self.delimiter, _delimiter(options.get("delimiter", ""))),
        ):  # fmt: skip
            box.setItemText(0, _("{what} (found)").format(what=text))
        self.dates.setItemText(0, _("As written ({what})").format(what=_date(order)) if order else _("As written"))
        self._stand_at(choices)
        self.turned.setChecked(seen.turned)
        self.form.setRowVisible(self.turned, seen.turned or can_be_turned(seen.shown))
        self.sections.setVisible(seen.has_sections)
        self._filling = False

    def _stand_at(self, choices: ImportChoices) -> None:
        for box, value in (
            (self.lines, choices.header_rows), (self.marks, choices.decimal), (self.dates, choices.date_order),
            (self.encoding, choices.encoding), (self.delimiter, choices.delimiter),
        ):  # fmt: skip
            box.setCurrentIndex(max(box.findData(value), 0))
        self.extras.setChecked(choices.keep_extras)
        self.hidden.setChecked(choices.skip_hidden)
        self.sections.setChecked(choices.sections_as_department)

    def _fill_lists(self, recent: Sequence[Path]) -> None:
        self.header.setRange(0, _MOST_ROWS)
        self.header.setSpecialValueText(_("none"))
        self.header.setKeyboardTracking(False)
        self.last.setRange(0, _MOST_ROWS)
        self.last.setSpecialValueText(_("as found"))
        self.last.setKeyboardTracking(False)
        for box, choices in (
            (self.lines, [(str(count), count) for count in (1, 2, 3)]),
            (self.marks, [(_number_in(mark), mark) for mark in ".,"]),
            (self.dates, [(_date(order), order) for order in ("dmy", "mdy", "ymd")]),
            (self.encoding, [(_encoding(name), name) for name in ENCODINGS]),
            (self.delimiter, [(_delimiter(mark), mark) for mark in DELIMITERS]),
        ):
            box.addItem("", None)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            for text, value in choices:
                box.addItem(text, value)
        menu = QMenu(self.other)
        menu.addAction(_("Choose a &file…")).triggered.connect(lambda _on: self.file_wanted.emit())
        menu.addAction(_("&Paste cells")).triggered.connect(lambda _on: self.paste_wanted.emit())
        menu.setToolTipsVisible(True)
        tables = [path for path in recent if path.suffix.lower() != PLAN]
        if tables:
            menu.addSeparator()
        for path in tables:
            action = menu.addAction(literal(path.name))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _on, one=path: self.path_wanted.emit(one))
        self.other.setMenu(menu)

    def _lay_out(self) -> None:
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(3 * SPACE)
        self.form.setVerticalSpacing(2 * SPACE)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow(_("File"), _beside(self.name, self.other))
        self.form.addRow(_("&Sheet"), self.sheets)
        self.form.addRow(_("&Headings in row"), self.header)
        self.form.addRow(_("&Lines of headings"), self.lines)
        self.form.addRow(_("Last &row"), self.last)
        self.form.addRow(_("&Numbers in texts"), self.marks)
        self.form.addRow(_("&Dates"), self.dates)
        self.form.addRow(_("&Encoding"), self.encoding)
        self.form.addRow(_("&Cells are separated by"), self.delimiter)
        for box in (self.extras, self.hidden, self.sections, self.turned):
            self.form.addRow(box)
        for spin in (self.header, self.last):
            spin.setMinimumHeight(self.sheets.sizeHint().height())

    def _connect(self) -> None:
        self.sheets.activated.connect(lambda _at: self._tell(self._other_sheet()))
        self.header.valueChanged.connect(lambda row: self._tell({**self._other_headings(), "header_row": row}))
        self.last.valueChanged.connect(lambda row: self._tell({"last_row": row or None}))
        self.lines.activated.connect(lambda _at: self._tell({**self._other_headings(), **self._lines()}))
        self._tells(self.marks, "decimal")
        self._tells(self.dates, "date_order")
        self.encoding.activated.connect(lambda _at: self.read_again.emit({"encoding": self.encoding.currentData()}))
        self.delimiter.activated.connect(lambda _at: self.read_again.emit({"delimiter": self.delimiter.currentData()}))
        for box, name in (
            (self.extras, "keep_extras"), (self.hidden, "skip_hidden"), (self.sections, "sections_as_department"),
        ):  # fmt: skip
            box.toggled.connect(lambda on, name=name: self._tell({name: on}))

        self.turned.toggled.connect(lambda on: self._tell({**self._other_sheet(), "turned": on}))

    def _tells(self, box: QComboBox, name: str) -> None:
        box.activated.connect(lambda _at: self._tell({name: box.currentData()}))

    def _other_sheet(self) -> dict[str, object]:
        """Return the choices for another sheet: what was said of the rows and columns of the first does not hold."""
        nothing: dict[str, object] = {"header_row": None, "header_rows": None, "last_row": None}
        rows: dict[str, object] = {"take_rows": frozenset(), "leave_rows": frozenset()}
        return {**self._other_headings(), **nothing, **rows}

    def _other_headings(self) -> dict[str, object]:
        return {"sheet": self.sheets.currentData(), "mapping": {}, "factors": {}}

    def _lines(self) -> dict[str, object]:
        """Return the choice of lines, which needs to know the row it counts from."""
        return {"header_rows": self.lines.currentData(), "header_row": self.header.value() or None}

    def _tell(self, changes: dict[str, object]) -> None:
        if not self._filling:
            self.chosen.emit(changes)


def _beside(*widgets: QWidget) -> QHBoxLayout:
    box = QHBoxLayout()
    box.addWidget(widgets[0], 1)
    for widget in widgets[1:]:
        box.addWidget(widget)
    return box


def _number_in(mark: str) -> str:
    return "1.234,5" if mark == "," else "1,234.5"


_NAMED_DELIMITERS: Final[dict[str, Callable[[], str]]] = {
    ",": lambda: _("comma"), ";": lambda: _("semicolon"), "\t": lambda: _("tab"), "|": lambda: _("bar |"),
}  # fmt: skip


def _delimiter(mark: str) -> str:
    return _NAMED_DELIMITERS[mark]() if mark in _NAMED_DELIMITERS else mark


def _encoding(name: str) -> str:
    return {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "latin-1": "ISO 8859-1", "cp1250": "Windows-1250"}.get(
        name, name.upper()
    )


def _date(order: str) -> str:
    return {"dmy": _("day.month.year"), "mdy": _("month/day/year"), "ymd": _("year-month-day")}.get(order, "")
