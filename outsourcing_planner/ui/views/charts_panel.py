"""The charts: one at a time, over the rows that the filter leaves; copied, saved, or read as a table."""

import importlib
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedLayout, QWidget

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.tasks import Failure, Progress
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.views.chart_data import CHARTS, Chart, chart
from outsourcing_planner.ui.views.chart_save import suggested, write_picture
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.report_view import report_view

_PAUSE_MS = 120
_SMALLEST = (320, 150)


class ChartsPanel(Panel):
    """See the module; ``row_requested(row id)`` on a click, ``told(text)`` news for the status line."""

    row_requested = Signal(object)
    told = Signal(str)

    def __init__(
        self, document: Document, theme: Theme, ports: Ports, shown: Callable[[], Sequence[RowId]],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(document, theme, parent)
        self._ports, self._shown = ports, shown
        self.chart: Chart | None = None
        self.canvas: Any = None
        self._draw: Any = None
        self.choice = QComboBox(self)
        self.choice.setMinimumContentsLength(18)
        for kind, _title in CHARTS:
            self.choice.addItem("", kind)
        self.as_table, self.copy, self.save = (parts.link("", self) for _unused in range(3))
        self.as_table.setCheckable(True)
        self.note = parts.label("", "muted", self)
        self._pages = QStackedLayout()
        self._waiting = parts.label("", "muted", self)
        self._pages.addWidget(self._waiting)
        self._table = QStandardItemModel(self)
        self.view = report_view(self._table, self)
        self._pages.addWidget(self.view)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._paint)
        self._lay_out()
        self.choice.currentIndexChanged.connect(self.changed)
        self.as_table.toggled.connect(self.changed)
        self.copy.clicked.connect(self.copy_picture)
        self.save.clicked.connect(self.save_picture)

    def choose(self, kind: str) -> None:
        """Show a chart by its kind."""
        self.choice.setCurrentIndex(self.choice.findData(kind))

    def show_plan(self) -> None:
        """Show the chart chosen for the rows shown; a burst of changes is drawn once."""
        self._name()
        if self._draw is None:
            self._load()
        else:
            self._pause.start()

    def copy_picture(self) -> None:
        """Put the chart on the clipboard, as a picture, or as text while it is shown as a table."""
        if self.as_table.isChecked():
            QGuiApplication.clipboard().setText(self.text())
        elif self.canvas is not None:
            picture: QPixmap = self.canvas.grab()
            QGuiApplication.clipboard().setImage(QImage(picture.toImage()))
        self.told.emit(_("Copied."))

    def save_picture(self) -> None:
        """Ask for a name and write the chart there."""
        if self.chart is None or self.canvas is None:
            return
        path = self._ports.files.save_path(Kind.PICTURE, suggested(self.chart))
        if path is not None:
            try:
                write_picture(self.canvas.figure, path)
            except PlannerError as error:
                self._ports.messages.error(str(error))
                return
            self.told.emit(_("Saved to {path}").format(path=path))

    def text(self) -> str:
        """Return the chart as a table with tabs."""
        if self.chart is None:
            return ""
        lines = [self.chart.headings, *([_cell(value) for value in row] for row in self.chart.rows)]
        return "\n".join("\t".join(line) for line in lines)

    def _load(self) -> None:
        self._waiting.setText(_("Drawing…"))
        self._ports.tasks.run(_load_matplotlib, self._loaded, self._failed, "charts", _("Loading the charts…"))

    def _loaded(self, modules: "tuple[Any, Any]") -> None:
        backend, self._draw = modules
        figure = importlib.import_module("matplotlib.figure").Figure(layout="constrained")
        self.canvas = backend.FigureCanvasQTAgg(figure)
        self.canvas.setMinimumSize(*_SMALLEST)
        self.canvas.mpl_connect("button_press_event", self._clicked)
        self._pages.addWidget(self.canvas)
        self._paint()

    def _failed(self, failure: Failure) -> None:
        self._waiting.setText(_("The charts cannot be drawn: {why}").format(why=failure.error))

    def _paint(self) -> None:
        self.chart = chart(self.document, self.choice.currentData(), self._shown())
        self.note.setText(self.chart.note)
        if not self.chart.rows:
            self._waiting.setText(_("Nothing to draw yet: add a function, or take the filter off."))
            self._pages.setCurrentWidget(self._waiting)
        elif self.as_table.isChecked():
            self._fill_table(self.chart)
            self._pages.setCurrentWidget(self.view)
        else:
            self._draw.draw(self.canvas.figure, self.chart, self.theme)
            self._pages.setCurrentWidget(self.canvas)
            self.canvas.setAccessibleName(self.chart.title)
            self.canvas.setAccessibleDescription(self.text()[:2000])
            self.canvas.draw_idle()

    def _fill_table(self, found: Chart) -> None:
        self._table.clear()
        self._table.setHorizontalHeaderLabels(list(found.headings))
        for row in found.rows:
            self._table.appendRow([QStandardItem(_cell(value)) for value in row])
        self.view.resizeColumnsToContents()

    def _clicked(self, event: Any) -> None:  # noqa: ANN401 - Matplotlib's own event
        if self.chart is None or event.inaxes is None or event.xdata is None:
            return
        at = self._draw.nearest(self.chart, event.xdata, event.ydata)
        if at is not None and at < len(self.chart.ids):
            self.row_requested.emit(self.chart.ids[at])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again where the last drawing had no room."""
        super().resizeEvent(event)
        if self._draw is not None:
            self._pause.start()

    def _name(self) -> None:
        self.choice.blockSignals(True)
        for at, (_kind, title) in enumerate(CHARTS):
            self.choice.setItemText(at, _(title))
        self.choice.blockSignals(False)
        self.as_table.setText(_("Show as chart") if self.as_table.isChecked() else _("Show as table"))
        self.copy.setText(_("Copy"))
        self.save.setText(_("Save as picture…"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, SPACE)
        top.setSpacing(4 * SPACE)
        top.addWidget(self.choice)
        top.addWidget(self.note, 1)
        links: tuple[QPushButton, ...] = (self.as_table, self.copy, self.save)
        for one in links:
            top.addWidget(one)
        box = parts.column(self, 0, 0)
        box.addLayout(top)
        box.addLayout(self._pages, 1)


def _cell(value: str | float) -> str:
    return value if isinstance(value, str) else numbers.number(value, 0 if abs(value) >= 100 else 1)


def _load_matplotlib(progress: Progress) -> "tuple[Any, Any]":
    """Load the drawing library, which takes longer than everything else, beside the window."""
    progress.report(-1.0)
    backend = importlib.import_module("matplotlib.backends.backend_qtagg")
    return backend, importlib.import_module("outsourcing_planner.ui.views.chart_draw")
