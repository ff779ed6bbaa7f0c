"""The status line: rows shown, figures of the selection, saved or not, currency; work under way with Cancel."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.kit import numbers

SHOW_PROGRESS_AFTER_MS = 300
_MESSAGE_MS = 8000


class StatusLine(QStatusBar):
    """See the module; ``cancel_requested()`` when the person presses Cancel."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows, self.selection, self.saved, self.currency = (QLabel(self) for _unused in range(4))
        self.work, self.bar, self.cancel = QLabel(self), QProgressBar(self), QPushButton(self)
        self._counts: tuple[int, int] | None = None
        self._stats: object = None
        self.cancel.setFlat(True)
        self.bar.setFixedWidth(140)
        self.bar.setTextVisible(False)
        self.addWidget(self.rows)
        self.addWidget(self.selection)
        for widget in (self.work, self.bar, self.cancel, self.saved, self.currency):
            self.addPermanentWidget(widget)
        self.cancel.clicked.connect(self.cancel_requested)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SHOW_PROGRESS_AFTER_MS)
        self._late.timeout.connect(self._show_work)
        self.end_work()

    def tell(self, text: str) -> None:
        """Show news that need no answer, for some seconds."""
        self.showMessage(text, _MESSAGE_MS)

    def show_rows(self, shown: int, total: int) -> None:
        """Show how many rows the filter leaves."""
        self._counts = shown, total
        if shown == total:
            text = ngettext("{count} row", "{count} rows", total).format(count=numbers.number(total))
        else:
            text = _("{shown} of {total} rows").format(shown=numbers.number(shown), total=numbers.number(total))
        self.rows.setText(text)

    def show_selection(self, stats: object) -> None:
        """Show count, sum, average, smallest and largest of the selected numbers.

        ``stats`` has the attributes or keys count, total, average, low, high; None or fewer than two numbers: nothing.
        """
        self._stats, known = stats, _facts(stats)
        if known.get("count", 0) < 2:
            self.selection.setText("")
            return
        parts = [
            _("count {value}").format(value=numbers.number(known["count"])),
            _("sum {value}").format(value=_shown(known.get("total"))),
            _("average {value}").format(value=_shown(known.get("average"))),
            _("min {value}").format(value=_shown(known.get("low"))),
            _("max {value}").format(value=_shown(known.get("high"))),
        ]
        self.selection.setText("   ".join(parts))

    def retranslate(self) -> None:
        """Write the counts in the language in force."""
        if self._counts is not None:
            self.show_rows(*self._counts)
        self.show_selection(self._stats)

    def show_saved(self, text: str, currency: str) -> None:
        """Show whether the plan is saved, and its currency."""
        self.saved.setText(text)
        self.currency.setText(currency)

    def begin_work(self, text: str) -> None:
        """Say what is under way, once it has taken long enough to be noticed."""
        self.work.setText(text)
        self.cancel.setText(_("Cancel"))
        self.bar.setRange(0, 0)
        self._late.start()

    def show_progress(self, share: float, text: str) -> None:
        """Show how far the work is; below 0 means unknown."""
        self.bar.setRange(0, 0 if share < 0 else 100)
        self.bar.setValue(round(100 * share))
        if text:
            self.work.setText(text)

    def end_work(self) -> None:
        """Take the progress away."""
        self._late.stop()
        for widget in (self.work, self.bar, self.cancel):
            widget.hide()

    def _show_work(self) -> None:
        for widget in (self.work, self.bar, self.cancel):
            widget.show()


def _shown(value: object) -> str:
    known = numbers.as_number(value)
    if known is None:
        return numbers.NOTHING
    return numbers.number(known, 0 if abs(known) >= 1000 or known.is_integer() else 2)


def _facts(stats: object) -> dict[str, float]:
    if isinstance(stats, dict):
        return stats
    names = ("count", "total", "average", "low", "high")
    return {name: getattr(stats, name) for name in names if hasattr(stats, name)}
