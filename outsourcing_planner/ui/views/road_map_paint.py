"""Paints a road map: months above, a line for each function that leaves, its bar from the one-off to the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from outsourcing_planner.engine.portfolio.waves import Bar
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit.theme import SPACE, Theme

LINE: Final = 24
HEAD: Final = 26
NAMES: Final = 210
WAVE: Final = 34
RIGHT: Final = 3 * SPACE
_BAR: Final = 14
_SHADES: Final = (1.0, 0.55)


@dataclass(frozen=True)
class Scale:
    """Where months lie: month 1 begins at the left, every month is as wide as every other."""

    width: int
    months: int

    @property
    def left(self) -> int:
        """Return where the months begin."""
        return min(NAMES, self.width // 3) + WAVE

    @property
    def month(self) -> float:
        """Return the width of a month."""
        return max((self.width - self.left - RIGHT) / max(self.months, 1), 2.0)

    def x(self, month: float) -> float:
        """Return where a month begins."""
        return self.left + (month - 1) * self.month

    def month_at(self, x: float) -> int:
        """Return the month at a place, within the term."""
        return min(max(int((x - self.left) // self.month) + 1, 1), self.months)


@dataclass(frozen=True)
class Look:
    """What is painted beside the bars: which line is current, and where a dragged one would begin."""

    theme: Theme
    font: QFont
    current: int = -1
    dragged: int = -1
    to_month: int = 0
    focused: bool = False


def paint_lines(painter: QPainter, bars: Sequence[Bar], scale: Scale, look: Look, first: int, last: int) -> None:
    """Paint the lines from first to last (not included), the first at the top of the painter."""
    height = (last - first) * LINE
    _months(painter, scale, look.theme, height)
    for at in range(first, min(last, len(bars))):
        _line(painter, bars[at], at, scale, look, (at - first) * LINE)


def paint_head(painter: QPainter, scale: Scale, look: Look) -> None:
    """Paint the headings: function, wave, the months."""
    theme, small = look.theme, QFont(look.font)
    small.setPointSizeF(max(look.font.pointSizeF() - 1, 6))
    painter.fillRect(QRect(0, 0, scale.width, HEAD), QColor(theme.window))
    painter.setFont(small)
    painter.setPen(QColor(theme.muted))
    centre = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRect(3 * SPACE, 0, scale.left - WAVE, HEAD), centre, _("Function"))
    painter.drawText(QRect(scale.left - WAVE, 0, WAVE - SPACE, HEAD), centre | Qt.AlignmentFlag.AlignRight, _("Wave"))
    widest = QFontMetrics(small).horizontalAdvance("000") + SPACE
    every = next((step for step in (1, 3, 6, 12, 24) if scale.month * step >= widest), 24)
    for month in range(1, scale.months + 1):
        if month == 1 or month % every == 0 or every == 1:
            place = QRectF(scale.x(month), 0, scale.month * max(every, 1), HEAD)
            painter.drawText(place, centre | Qt.AlignmentFlag.AlignLeft, f" {month}")
    painter.setPen(QColor(theme.hairline))
    painter.drawLine(0, HEAD - 1, scale.width, HEAD - 1)


def _months(painter: QPainter, scale: Scale, theme: Theme, height: int) -> None:
    for month in range(1, scale.months + 2):
        if (month - 1) % 3 and scale.month < 3 * SPACE:
            continue
        colour = QColor(theme.hairline)
        colour.setAlphaF(1.0 if (month - 1) % 12 == 0 else 0.45)
        painter.setPen(QPen(colour, 1))
        painter.drawLine(QPointF(scale.x(month), 0), QPointF(scale.x(month), height))


def _line(painter: QPainter, bar: Bar, at: int, scale: Scale, look: Look, top: int) -> None:
    theme, centre = look.theme, Qt.AlignmentFlag.AlignVCenter
    if at == look.current:
        shade = QColor(theme.selection)
        painter.fillRect(QRect(0, top, scale.width, LINE), shade)
    painter.setFont(look.font)
    painter.setPen(QColor(theme.text))
    room = scale.left - WAVE - 4 * SPACE
    name = QFontMetrics(look.font).elidedText(bar.function, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRect(3 * SPACE, top, room, LINE), centre, name)
    painter.setPen(QColor(theme.muted))
    wave = QRect(scale.left - WAVE, top, WAVE - SPACE, LINE)
    painter.drawText(wave, centre | Qt.AlignmentFlag.AlignRight, str(bar.wave))
    moved = at == look.dragged
    shift = look.to_month - bar.start if moved else 0
    _bar(painter, bar, shift, scale, theme, top)
    if at == look.current and look.focused:
        painter.setPen(QPen(QColor(theme.accent), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRect(0, top, scale.width - 1, LINE - 1))
    if moved:
        painter.setPen(QColor(theme.text))
        said = _("month {month}").format(month=look.to_month)
        painter.drawText(QRectF(scale.x(look.to_month) + SPACE, top, 120, LINE), centre, said)


def _bar(painter: QPainter, bar: Bar, shift: int, scale: Scale, theme: Theme, top: int) -> None:
    """Paint the month of the one-off, the ramp-up and the rest; moved by so many months."""
    middle = top + (LINE - _BAR) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    end = scale.months + 1
    start, full = bar.start + shift, min(bar.ramped + shift, end)
    parts = (
        (max(start - 1, 1), start, QColor(theme.muted), 0.45), (start, full, QColor(theme.accent), _SHADES[1]),
        (full, end, QColor(theme.accent), _SHADES[0]),
    )  # fmt: skip
    for begin, finish, colour, strength in parts:
        if finish > begin:
            colour.setAlphaF(strength)
            painter.fillRect(
                QRectF(scale.x(begin), middle, scale.x(min(finish, end)) - scale.x(begin), _BAR), colour
            )  # fmt: skip
