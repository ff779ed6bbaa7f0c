"""The assumptions panel: every assumption with its range, source and grade; edits are undoable and count at once."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QLineEdit, QMenu, QWidget

from outsourcing_planner.domain.assumption_table import AssumptionSpec
from outsourcing_planner.domain.assumptions import SPECS
from outsourcing_planner.domain.errors import AssumptionError
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import Edit, SetAssumption
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.flow import Flow
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.views.assumption_table import HEADING, VALUE, AssumptionTable, understood
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.report_view import report_view

_LETTERS = (34, 19, 30, 11, 11, 19, 11)
"""Letters of width of each column; the source takes the rest."""


class AssumptionsPanel(Panel):
    """See the module; ``edit_requested(edit)``, ``refused(reason)`` for typed nonsense."""

    edit_requested = Signal(object)
    refused = Signal(str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, parent)
        self.table = AssumptionTable(theme, self)
        self.view = report_view(self.table, self)
        self.search, self.only_changed = QLineEdit(self), QCheckBox(self)
        self.reset = parts.button("", "", self)
        self.reason = parts.label("", "error", self, wrap=True)
        self._prepare_view()
        self._lay_out()
        self._connect()

    def show_plan(self) -> None:
        """Show the assumptions of the plan."""
        self.search.setPlaceholderText(_("Find an assumption…"))
        self.search.setAccessibleName(_("Find an assumption…"))
        self.only_changed.setText(_("Only changed ones"))
        self.view.say_when_empty(_("No assumption fits."))
        self.reset.setText(_("Reset to default"))
        self.table.show(self.document.assumptions, self.theme, self._wanted)
        self._span_titles()
        self._show_reset()

    def go_to(self, key: str) -> None:
        """Select an assumption, ready to be typed over."""
        self.search.clear()
        self.only_changed.setChecked(False)
        row = self.table.row_of(key)
        if row is not None:
            self.view.setCurrentIndex(self.table.index(row, VALUE))
            self.view.scrollTo(self.table.index(row, VALUE), QAbstractItemView.ScrollHint.PositionAtCenter)

    def type_value(self, key: str, text: str) -> None:
        """Carry out what was typed, or refuse it with the reason."""
        try:
            changed = self.document.assumptions.changed(key, understood(SPECS[key], text), _("typed by you"))
        except AssumptionError as error:
            reason = f"{_(SPECS[key].heading)}: {error.why}"  # the key is for the command line
            self.reason.setText(reason)
            self.reason.show()
            self.refused.emit(reason)
            return
        self.reason.hide()
        self._request(key, SetAssumption(key, changed.entry(key)))

    def reset_value(self, key: str) -> None:
        """Put one assumption back to its default."""
        self._request(key, SetAssumption(key, None, _("Reset assumption")))

    def _request(self, key: str, edit: Edit) -> None:
        if key in SPECS:
            self.edit_requested.emit(edit)

    def _wanted(self, spec: AssumptionSpec) -> bool:
        if self.only_changed.isChecked() and spec.key not in self.document.assumptions.given:
            return False
        typed = self.search.text().strip().casefold()
        return not typed or typed in f"{_(spec.heading)} {spec.key} {spec.source}".casefold()

    def _prepare_view(self) -> None:
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.view.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        for column, letters in enumerate(_LETTERS):
            self.view.setColumnWidth(column, letters * self.view.fontMetrics().averageCharWidth())

    def _lay_out(self) -> None:
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(60 * SPACE)
        self.reason.hide()
        top = Flow()
        top.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        top.setSpacing(3 * SPACE)
        for widget in (self.search, self.only_changed):
            top.addWidget(widget)
        top.addWidget(self.reason, 1)
        top.addStretch()
        top.addWidget(self.reset)
        box = parts.column(self, 0, 0)
        box.addLayout(top)
        box.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.table.value_typed.connect(self.type_value)
        self.search.textChanged.connect(self.show_plan)
        self.only_changed.toggled.connect(self.show_plan)
        self.reset.clicked.connect(self._reset_current)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.selectionModel().currentChanged.connect(self._show_reset)
        self.table.modelReset.connect(self._show_reset)

    def _span_titles(self) -> None:
        self.view.clearSpans()
        for row in range(self.table.rowCount()):
            if self.table.spec(row) is None:
                self.view.setSpan(row, HEADING, 1, self.table.columnCount())

    def _current(self) -> AssumptionSpec | None:
        index = self.view.currentIndex()
        return self.table.spec(index.row()) if index.isValid() and index.row() < self.table.rowCount() else None

    def _show_reset(self, *_unused: QModelIndex) -> None:
        spec = self._current()
        can = spec is not None and self.table.is_changed(spec)
        self.reset.setEnabled(can)
        why_not = _("Select an assumption that differs from its default.")
        self.reset.setToolTip("" if can else why_not)

    def _reset_current(self) -> None:
        spec = self._current()
        if spec is not None:
            self.reset_value(spec.key)

    def _menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        spec = self.table.spec(index.row()) if index.isValid() else None
        if spec is None:
            return
        menu = QMenu(self)
        reset = menu.addAction(_("Reset to default"))
        reset.setEnabled(self.table.is_changed(spec))
        reset.triggered.connect(lambda: self.reset_value(spec.key))
        menu.popup(self.view.viewport().mapToGlobal(at))
