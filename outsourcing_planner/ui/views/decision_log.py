"""The decision log: what was decided, when and why, the newest first; a double click goes to the row."""

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from outsourcing_planner.session.decision_log import LOGGED, Decision, decisions, noted
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import Change
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.views.panel import Panel
from outsourcing_planner.ui.views.portfolio_page import line_of
from outsourcing_planner.ui.views.text_table import TextTable


class DecisionLog(Panel):
    """See the module; ``row_requested(row id, field)`` on a double click, ``told(text)`` news."""

    row_requested = Signal(object, str)
    told = Signal(str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(document, theme, parent)
        self.table, self.lines = TextTable(self), ()  # type: tuple[TextTable, tuple[Decision, ...]]
        self.note, self.copy = parts.elided("muted", self), parts.link("", self)
        box = parts.column(self, 0, 0)
        top = line_of()
        top.addWidget(self.note, 1)
        top.addWidget(self.copy)
        box.addLayout(top)
        box.addWidget(self.table.view, 1)
        self.copy.clicked.connect(self._copy)
        self.table.view.doubleClicked.connect(self._go)
        document.listen(self.note_decisions)

    def note_decisions(self, change: Change) -> None:
        """Keep when a decision was typed or taken back; outside the steps of undo, which change the log back too."""
        if change.structure or not change.fields & {*LOGGED}:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        edit = noted(self.document.plan, self.document.sections, change.rows, now)
        if edit is not None:
            self.document.apply(edit)

    def show_plan(self) -> None:
        """Show all decisions."""
        self.lines = decisions(self.document.plan, self.document.sections)
        names = dict(zip(self.document.plan.rows.ids, self.document.plan.column("function"), strict=True))
        texts = [(str(names[one.row] or ""), _decided(one), _when(one.time), one.reason) for one in self.lines]
        muted = [at for at, one in enumerate(self.lines) if not one.current]
        headings = (_("Function"), _("Decision"), _("When"), _("Why"))
        self.table.fill(headings, texts, muted=muted, colour=self.theme.muted)
        self.copy.setText(_("Copy table"))
        self.copy.setVisible(bool(texts))
        self.note.setText(
            _("Where you decided otherwise than advised; what no longer holds is grey.") if texts
            else _("No own decisions yet: choose one in the column Decision, and say why in Reason.")
        )  # fmt: skip

    def _go(self, *_unused: object) -> None:
        at = self.table.current
        if 0 <= at < len(self.lines):
            self.row_requested.emit(self.lines[at].row, "decision")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.table.as_text())
        self.told.emit(_("Copied."))


def _decided(one: Decision) -> str:
    return one.decision or _("as advised")


def _when(time: str) -> str:
    if not time:
        return _("not known")
    at = QDateTime.fromMSecsSinceEpoch(int(datetime.fromisoformat(time).timestamp() * 1000))
    return QLocale(numbers.locale()).toString(at, QLocale.FormatType.ShortFormat)
