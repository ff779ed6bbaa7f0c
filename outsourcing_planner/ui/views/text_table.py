"""A table of texts that is only read: headings and lines of cells, figures on the right."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from outsourcing_planner.ui.kit import parts
from outsourcing_planner.ui.views.report_view import ReportView, report_view

RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WIDEST = 320


class TextTable:
    """A view over texts. ``view`` goes into a layout; ``fill`` shows other lines and keeps the line selected."""

    def __init__(self, parent: QWidget) -> None:
        self.model = QStandardItemModel(parent)
        self.view: ReportView = report_view(self.model, parent)
        self.headings: tuple[str, ...] = ()
        self.lines: list[tuple[str, ...]] = []

    @property
    def current(self) -> int:
        """Return the line that is selected, −1 for none."""
        index = self.view.currentIndex()
        return index.row() if index.isValid() else -1

    def fill(
        self, headings: Sequence[str], lines: Iterable[Sequence[str]], figures: Sequence[int] = (), *,
        bold: Sequence[int] = (), muted: Sequence[int] = (), colour: str = "",
    ) -> None:  # fmt: skip
        """Show lines; ``figures`` are columns set on the right, ``bold`` and ``muted`` lines that stand out or back."""
        before = self.current
        self.headings, self.lines = tuple(headings), [tuple(line) for line in lines]
        self.model.clear()
        for at, heading in enumerate(headings):
            item = QStandardItem(heading)
            if at in figures:
                item.setTextAlignment(RIGHT)
            self.model.setHorizontalHeaderItem(at, item)
        strong = parts.bold(QFont(self.view.font()))
        for number, line in enumerate(self.lines):
            items = [QStandardItem(text) for text in line]
            for at, item in enumerate(items):
                item.setToolTip(item.text())
                if at in figures:
                    item.setTextAlignment(RIGHT)
                if number in bold:
                    item.setFont(strong)
                if number in muted and colour:
                    item.setForeground(QColor(colour))
            self.model.appendRow(items)
        # figures that stand at the far side of a wide table are read with the wrong line
        self.view.horizontalHeader().setStretchLastSection(len(headings) - 1 not in figures)
        self.view.resizeColumnsToContents()
        for at in range(len(headings) - 1):
            self.view.setColumnWidth(at, min(self.view.columnWidth(at), _WIDEST))
        if 0 <= before < len(self.lines):
            self.view.selectRow(before)

    def as_text(self) -> str:
        """Return everything with tabs between columns, for the clipboard."""
        return "\n".join("\t".join(line) for line in (self.headings, *self.lines))
