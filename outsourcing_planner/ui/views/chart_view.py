"""One chart that is drawn, read as a table, copied or saved; pages that have one of their own show it here."""

import gc
import importlib
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from outsourcing_planner.domain.errors import PlannerError
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.tasks import Failure, Progress
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.views.chart_data import Chart
from outsourcing_planner.ui.views.chart_save import suggested, write_picture
from outsourcing_planner.ui.views.chart_table import chart_lines, chart_text, figures_of
from outsourcing_planner.ui.views.text_table import TextTable

_PAUSE_MS = 60
_SMALLEST = (240, 100)
_MOST_DESCRIBED = 2000
PLAN_DRAWERS: Final = "outsourcing_planner.ui.views.chart_draw"
PORTFOLIO_DRAWERS: Final = "outsourcing_planner.ui.views.portfolio_draw"


class ChartView(QWidget):
    """See the module. ``told(text)`` is news for the status line, ``row_clicked(number)`` a click near a row's mark.

    ``drawers`` names the module that draws; Matplotlib is loaded with the first chart. With a ``lead`` the line of
    commands stands above the chart and begins with it, else below.
    """

    told = Signal(str)
    row_clicked = Signal(int)

    def __init__(
        self, ports: Ports, theme: Theme, parent: QWidget | None = None, *,
        drawers: str = PORTFOLIO_DRAWERS, lead: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._ports, self._theme, self._drawers = ports, theme, drawers
        self.chart: Chart | None = None
        self.canvas: Any = None
        self._draw: Any = None
        self.note = parts.elided("muted", self)
        self.as_table, self.copy, self.save = (parts.link("", self) for _unused in range(3))
        self.as_table.setCheckable(True)
        self._empty = parts.label("", "muted", self, wrap=True)
        self._empty.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        self.table = TextTable(self)
        self._pages = QStackedLayout()
        for page in (self._empty, self.table.view):
            self._pages.addWidget(page)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out(lead)
        self._pause.timeout.connect(self._paint)
        self.as_table.toggled.connect(self._show)
        self.copy.clicked.connect(self.copy_picture)
        self.save.clicked.connect(self.save_picture)
        self.table.view.doubleClicked.connect(lambda index: self.row_clicked.emit(index.row()))

    def show_chart(self, found: Chart | None, theme: Theme, empty: str = "") -> None:
        """Show a chart, or a sentence where there is none."""
        self.chart, self._theme = found, theme
        self._empty.setText(empty)
        self._show()

    def text(self) -> str:
        """Return the chart as a table with tabs."""
        return chart_text(self.chart)

    def copy_picture(self) -> None:
        """Put the chart on the clipboard, as a picture, or as text while it is shown as a table."""
        if self.as_table.isChecked():
            QGuiApplication.clipboard().setText(self.text())
        elif self.canvas is not None:
            QGuiApplication.clipboard().setImage(QImage(self.canvas.grab().toImage()))
        self.told.emit(_("Copied."))

    def save_picture(self) -> None:
        """Ask for a name and write the chart there."""
        if self.chart is None or self.canvas is None:
            return
        path: Path | None = self._ports.files.save_path(Kind.PICTURE, suggested(self.chart))
        if path is None:
            return
        try:
            write_picture(self.canvas.figure, path)
        except PlannerError as error:
            self._ports.messages.error(str(error))
            return
        self.told.emit(_("Saved to {path}").format(path=path))

    def retranslate(self) -> None:
        """Write the texts in the language in force."""
        self.as_table.setText(_("Show as chart") if self.as_table.isChecked() else _("Show as table"))
        self.copy.setText(_("Copy"))
        self.save.setText(_("Save as picture…"))

    def _show(self) -> None:
        has_chart = self.chart is not None and bool(self.chart.rows)
        for part in (self.as_table, self.copy, self.save):
            part.setVisible(has_chart)
        self.retranslate()
        self.note.setText(self.chart.note if self.chart else "")
        if not has_chart or self.chart is None:
            self._pages.setCurrentWidget(self._empty)
        elif self.as_table.isChecked():
            self._fill(self.chart)
            self._pages.setCurrentWidget(self.table.view)
        elif self._draw is None:
            self._load()
        else:
            self._paint()

    def _load(self) -> None:
        self._empty.setText(_("Drawing…"))
        self._pages.setCurrentWidget(self._empty)
        topic, text = f"chart {id(self)}", _("Loading the charts…")
        self._ports.tasks.run(partial(_load_matplotlib, self._drawers), self._loaded, self._failed, topic, text)

    def _loaded(self, modules: "tuple[Any, Any]") -> None:
        backend, self._draw = modules
        figure = importlib.import_module("matplotlib.figure").Figure(layout="constrained")
        self.canvas = backend.FigureCanvasQTAgg(figure)
        self.canvas.setMinimumSize(*_SMALLEST)
        self.canvas.mpl_connect("button_press_event", self._clicked)
        self.canvas.mpl_connect("resize_event", lambda _event: self._pause.start())  # names along an axis fit anew
        self._pages.addWidget(self.canvas)
        self._show()

    def _failed(self, failure: Failure) -> None:
        self._empty.setText(_("The charts cannot be drawn: {why}").format(why=failure.error))

    def _paint(self) -> None:
        if self.chart is None or self._draw is None or self.as_table.isChecked():
            return
        self._draw.draw(self.canvas.figure, self.chart, self._theme)
        self._pages.setCurrentWidget(self.canvas)
        self.canvas.setAccessibleName(self.chart.title)
        self.canvas.setAccessibleDescription(self.text()[:_MOST_DESCRIBED])
        self.canvas.draw_idle()

    def _fill(self, found: Chart) -> None:
        self.table.fill(found.headings, chart_lines(found), figures_of(found))

    def _clicked(self, event: Any) -> None:  # noqa: ANN401 - Matplotlib's own event
        if self.chart is None or event.inaxes is None or event.xdata is None:
            return
        nearest = getattr(self._draw, "nearest", None)  # charts of the portfolio have no marks to click
        at = nearest(self.chart, event.xdata, event.ydata) if nearest else None
        if at is not None:
            self.row_clicked.emit(at)

    def _lay_out(self, lead: QWidget | None) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(3 * SPACE, 2 * SPACE if lead else 0, 3 * SPACE, SPACE)
        line.setSpacing(4 * SPACE)
        if lead:
            line.addWidget(lead)
        line.addWidget(self.note, 1)
        for part in (self.as_table, self.copy, self.save):
            line.addWidget(part)
        box = parts.column(self, 0, 0)
        if lead:
            box.addLayout(line)
        box.addLayout(self._pages, 1)
        if not lead:
            box.addLayout(line)


def _load_matplotlib(drawers: str, progress: Progress) -> "tuple[Any, Any]":
    """Load the drawing library, which takes longer than everything else, beside the window."""
    progress.report(-1)
    backend, drawing = (importlib.import_module(name) for name in ("matplotlib.backends.backend_qtagg", drawers))
    gc.freeze()  # it stays: looking through it for garbage would stop the window for 50 ms now and then
    return backend, drawing
