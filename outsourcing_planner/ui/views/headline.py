"""The headline strip: the figures of the plan and its warnings, always visible, each clickable to its explanation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionFocusRect,
    QVBoxLayout,
    QWidget,
)

from outsourcing_planner.text import _, ngettext
from outsourcing_planner.ui.kit import numbers, parts
from outsourcing_planner.ui.kit.icons import tinted
from outsourcing_planner.ui.kit.style import figure_font
from outsourcing_planner.ui.kit.theme import SPACE, Theme
from outsourcing_planner.ui.kit.words import mark


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the strip: the key of the total, its caption, what it means."""

    key: str
    caption: str
    meaning: str
    unit: str = "money"


FIGURES: Final = (
    Figure("in_house", mark("In-house"), mark("What all functions cost a year today.")),
    Figure("charge", mark("Outsourced"), mark("What the providers charge a year for the rows that leave the house.")),
    Figure("one_off", mark("One-off"), mark("Selection, knowledge transfer, dual running and severance, paid once.")),
    Figure("run_rate_saving", mark("Run-rate saving"),
           mark("What the second plan year saves, when one-offs and ramp are over.")),
    Figure("npv", mark("NPV"), mark("Net present value of all savings and one-offs over the term.")),
    Figure("payback_months", mark("Payback"),
           mark("Months from the plan’s start until the savings have paid for the one-offs."), "months"),
)  # fmt: skip

_NARROWEST: Final = 360
_LAST_FIRST: Final = ("one_off", "run_rate_saving", "charge", "payback_months")
"""What a narrow window leaves out, in this order."""


def _after(key: str) -> tuple[str, ...]:
    """Return what has gone before a figure has to."""
    return _LAST_FIRST[: _LAST_FIRST.index(key)]


class Card(QAbstractButton):
    """One figure with its caption; a button without a frame, for mouse, keyboard and screen reader alike."""

    def __init__(self, figure: Figure, parent: QWidget) -> None:
        super().__init__(parent)
        self._figure, self.key = figure, figure.key
        self.caption = parts.label("", "caption", self)
        self.value = QLabel(numbers.NOTHING, self)
        self.value.setFont(figure_font(self.font()))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for part in (self.caption, self.value):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.caption)
        box.addWidget(self.value)

    def show_value(self, value: float | None, currency: str) -> None:
        """Show a value; the exact amount is in the tooltip."""
        money = self._figure.unit == "money"
        text = numbers.short_money(value) if money else numbers.months(value)
        exact = f"{numbers.money(value, 2)} {currency}" if money else text
        self.caption.setText(_(self._figure.caption))
        self.value.setText(text)
        self.setToolTip(f"<p><b>{_(self._figure.caption)}: {exact}</b><br>{_(self._figure.meaning)}</p>")
        self.setAccessibleName(f"{_(self._figure.caption)}: {exact}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring of the keyboard's focus; the labels draw themselves."""
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            painter = QPainter(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)
            painter.end()


class Fitting(QLabel):
    """Shows as many parts of a line as there is room for, all in the tooltip: words are left out, never cut."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("muted")
        self._parts: list[str] = []

    def show_parts(self, texts: list[str]) -> None:
        """Show other parts."""
        self._parts = texts
        whole = " · ".join(texts)
        self.setToolTip(whole)
        self.setAccessibleName(whole)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave parts out, or take them in again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        texts = [" · ".join(self._parts[at:]) for at in range(len(self._parts))]
        room, metrics = self.width(), self.fontMetrics()
        self.setText(next((text for text in texts if metrics.horizontalAdvance(text) <= room), ""))


class HeadlineStrip(QWidget):
    """All figures in one line; ``figure_clicked(key)``, ``warnings_clicked()``."""

    figure_clicked = Signal(str)
    warnings_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.cards = {figure.key: Card(figure, self) for figure in FIGURES}
        self.completeness = Fitting(self)
        self.warnings = parts.link("", self)
        self.completeness.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.completeness.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._theme = theme
        line = QHBoxLayout(self)
        line.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        line.setSpacing(4 * SPACE)
        self._lines: dict[str, QWidget] = {}
        for position, card in enumerate(self.cards.values()):
            if position:
                self._lines[card.key] = parts.line(self, upright=True)
                line.addWidget(self._lines[card.key])
            line.addWidget(card)
            card.clicked.connect(lambda _checked=False, key=card.key: self.figure_clicked.emit(key))
        line.addLayout(self._right(), 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_NARROWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what finds no room, the least important first; the summary still has it."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        room = self.width() - self.warnings.sizeHint().width() - 8 * SPACE
        for key in _LAST_FIRST:
            needed = sum(
                card.sizeHint().width() + 8 * SPACE for one, card in self.cards.items() if one not in _after(key)
            )
            for part in (self.cards[key], self._lines[key]):
                part.setVisible(needed <= room)

    def _right(self) -> QVBoxLayout:
        self.warnings.clicked.connect(self.warnings_clicked)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.warnings, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self.completeness)
        return right

    def retint(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme

    def show_totals(self, totals: Mapping[str, float | None], currency: str) -> None:
        """Show the totals of the plan."""
        for key, card in self.cards.items():
            card.show_value(totals.get(key), currency)
        self._make_room()

    def show_completeness(self, functions: int, costed: int, classified: int) -> None:
        """Show how much of the plan is classified and costed."""
        text = ngettext("{count} function", "{count} functions", functions).format(count=numbers.number(functions))
        told = [text]
        if functions:
            told.append(_("{count} classified").format(count=numbers.number(classified)))
            told.append(_("{count} costed").format(count=numbers.number(costed)))
        self.completeness.show_parts(told)

    def show_warnings(self, count: int) -> None:
        """Show how many issues there are."""
        none = _("No problems found")
        self.warnings.setText(ngettext("{count} issue", "{count} issues", count).format(count=count) if count else none)
        colour, name = (self._theme.warning, "issues") if count else (self._theme.good, "ok")
        self.warnings.setIcon(tinted(name, colour, 16, self.devicePixelRatioF()))
        self.warnings.setStyleSheet(f"color: {colour};")
        self.warnings.setToolTip(_("Open the list of issues."))
