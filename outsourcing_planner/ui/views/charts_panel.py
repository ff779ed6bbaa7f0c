"""The charts: one at a time, over the rows that the filter leaves; copied, saved, or read as a table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.session.document import Document
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.views.chart_data import CHARTS, Chart, chart
from outsourcing_planner.ui.views.chart_view import PLAN_DRAWERS, ChartView
from outsourcing_planner.ui.views.panel import Panel

_PAUSE_MS = 120


class ChartsPanel(Panel):
    """See the module; ``row_requested(row id)`` on a click, ``told(text)`` news for the status line."""

    row_requested = Signal(object)
    told = Signal(str)

    def __init__(
        self, document: Document, theme: Theme, ports: Ports, shown: Callable[[], Sequence[RowId]],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(document, theme, parent)
        self._shown = shown
        self.choice = QComboBox(self)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for kind, _title in CHARTS:
            self.choice.addItem("", kind)
        self.view = ChartView(ports, theme, self, drawers=PLAN_DRAWERS, lead=self.choice)
        parts.column(self, 0, 0).addWidget(self.view)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self.choice.currentIndexChanged.connect(self.changed)
        self.view.row_clicked.connect(self._clicked)
        self.view.told.connect(self.told)

    @property
    def chart(self) -> Chart | None:
        """Return the chart that is shown."""
        return self.view.chart

    def choose(self, kind: str) -> None:
        """Show a chart by its kind."""
        self.choice.setCurrentIndex(self.choice.findData(kind))

    def show_plan(self) -> None:
        """Show the chart chosen for the rows shown; a burst of changes is drawn once."""
        self.choice.blockSignals(True)
        for at, (_kind, title) in enumerate(CHARTS):
            self.choice.setItemText(at, _(title))
        self.choice.blockSignals(False)
        self.view.retranslate()
        self._pause.start()

    def _show(self) -> None:
        found = chart(self.document, self.choice.currentData(), self._shown())
        empty = _("Nothing to draw yet: add a function, or take the filter off.")
        self.view.show_chart(found, self.theme, empty)

    def _clicked(self, at: int) -> None:
        if self.chart is not None and at < len(self.chart.ids):
            self.row_requested.emit(self.chart.ids[at])
