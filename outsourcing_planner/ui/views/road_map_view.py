"""The road map as a thing to work with: bars are dragged, or moved with the keys; each move is one step of undo."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.portfolio.waves import Bar
from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.text import _
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.theme import Theme
from outsourcing_planner.ui.views.road_map_paint import HEAD, LINE, Look, Scale, paint_head, paint_lines

_BIG_STEP = 3
_PICTURE_WIDTH = 1400
_SHARP = 2
_Keys = Qt.Key


class RoadMapView(QAbstractScrollArea):
    """See the module; ``moved(row, month)`` asks for another start month, ``chosen(row)`` for the row in the grid."""

    moved = Signal(object, int)
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()
        self.months, self.movable, self.theme = 1, False, theme
        self.current, self.to_month = -1, 0
        self._dragging, self._grip = False, 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)

    def show_bars(self, bars: Sequence[Bar], months: int, theme: Theme, *, movable: bool) -> None:
        """Show bars; the line that was current stays so."""
        row = self.current_row
        self.bars, self.months, self.theme, self.movable = tuple(bars), months, theme, movable
        self._dragging = False
        at = [one.row for one in self.bars].index(row) if row in [one.row for one in self.bars] else -1
        self.current = at
        self._describe()
        self._measure()
        self.viewport().update()

    @property
    def current_row(self) -> RowId | None:
        """Return the row of the line that is current."""
        return self.bars[self.current].row if 0 <= self.current < len(self.bars) else None

    def move_current(self, months: int) -> None:
        """Ask to move the current bar by so many months, within the term."""
        if not self.movable or not 0 <= self.current < len(self.bars):
            return
        bar = self.bars[self.current]
        month = min(max(bar.start + months, 1), self.months)
        if month != bar.start:
            self.moved.emit(bar.row, month)

    def picture(self) -> QImage:
        """Return the whole road map as a picture, as wide as a slide."""
        scale = Scale(_PICTURE_WIDTH, self.months)
        height = HEAD + LINE * len(self.bars)
        image = QImage(_PICTURE_WIDTH * _SHARP, height * _SHARP, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SHARP)
        image.fill(self.theme.base)
        painter = QPainter(image)
        look = Look(self.theme, self.font())
        paint_head(painter, scale, look)
        painter.translate(0, HEAD)
        paint_lines(painter, self.bars, scale, look, 0, len(self.bars))
        painter.end()
        return image

    def save_picture(self, path: Path) -> None:
        """Write the picture as PNG; raises OutputUnwritableError."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.picture().save(buffer, "PNG")  # type: ignore[call-overload] # its stubs want bytes
        save_bytes(path, bytes(buffer.data().data()), overwrite=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines in sight below the headings."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, top = self._scale(), self.verticalScrollBar().value()
        painter.fillRect(self.viewport().rect(), self.theme.base)
        first = top // LINE
        last = min(first + self.viewport().height() // LINE + 2, len(self.bars))
        dragged = self.current if self._dragging else -1
        look = Look(self.theme, self.font(), self.current, dragged, self.to_month, self.hasFocus())
        painter.save()
        painter.translate(0, HEAD - top + first * LINE)
        paint_lines(painter, self.bars, scale, look, first, last)
        painter.restore()
        paint_head(painter, scale, look)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a line; take hold of its bar."""
        at = self._line_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or at < 0:
            return
        self.current = at
        bar, scale = self.bars[at], self._scale()
        if self.movable and event.position().x() >= scale.x(max(bar.start - 1, 1)):
            self._dragging, self.to_month = True, bar.start
            self._grip = scale.month_at(event.position().x()) - bar.start
        self._describe()
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the bar by whole months; show a hand where there is something to drag."""
        place, scale = event.position().toPoint(), self._scale()
        if not self._dragging:
            at = self._line_at(place)
            over = self.movable and at >= 0 and place.x() >= scale.x(max(self.bars[at].start - 1, 1))
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.to_month = min(max(scale.month_at(place.x()) - self._grip, 1), self.months)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: where the month is another one, ask for it."""
        if event.button() == Qt.MouseButton.LeftButton and self._dragging:
            self._dragging = False
            self.move_current(self.to_month - self.bars[self.current].start)
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the row."""
        self._dragging = False
        at = self._line_at(event.position().toPoint())
        if at >= 0:
            self.chosen.emit(self.bars[at].row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose a line, Left and Right move its bar a month, with Shift three; Enter goes to the row."""
        step = _BIG_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        moves = {_Keys.Key_Left: -step, _Keys.Key_Right: step}
        lines = {_Keys.Key_Up: -1, _Keys.Key_Down: 1, _Keys.Key_Home: -len(self.bars), _Keys.Key_End: len(self.bars)}
        key = _Keys(event.key())
        if key == _Keys.Key_Escape and self._dragging:
            self._dragging = False
        elif key in moves:
            self.move_current(moves[key])
        elif key in lines and self.bars:
            self.current = min(max(self.current + lines[key], 0), len(self.bars) - 1)
            self._into_sight()
        elif key in (_Keys.Key_Return, _Keys.Key_Enter) and self.current_row is not None:
            self.chosen.emit(self.current_row)
        else:
            super().keyPressEvent(event)
            return
        self._describe()
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell about the bar under the pointer."""
        if event.type() == QEvent.Type.ToolTip:
            place: QPoint = event.pos()  # type: ignore[attr-defined] # a help event
            at = self._line_at(place)
            QToolTip.showText(event.globalPos(), sentence_of(self.bars[at]) if at >= 0 else "", self)  # type: ignore[attr-defined]
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the months to the width."""
        super().resizeEvent(event)
        self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first line where none is, so that the keys do something."""
        super().focusInEvent(event)
        if self.current < 0 and self.bars:
            self.current = 0
            self._describe()
        self.viewport().update()

    def _scale(self) -> Scale:
        return Scale(self.viewport().width(), self.months)

    def _line_at(self, place: QPoint) -> int:
        at = (place.y() - HEAD + self.verticalScrollBar().value()) // LINE
        return at if place.y() >= HEAD and 0 <= at < len(self.bars) else -1

    def _measure(self) -> None:
        room = max(self.viewport().height() - HEAD, LINE)
        self.verticalScrollBar().setRange(0, max(len(self.bars) * LINE - room, 0))
        self.verticalScrollBar().setPageStep(room)
        self.verticalScrollBar().setSingleStep(LINE)

    def _into_sight(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height() - HEAD
        top = self.current * LINE
        if top < bar.value():
            bar.setValue(top)
        elif top + LINE > bar.value() + room:
            bar.setValue(top + LINE - room)

    def _describe(self) -> None:
        self.setAccessibleName(_("Road map"))
        said = sentence_of(self.bars[self.current]) if 0 <= self.current < len(self.bars) else ""
        self.setAccessibleDescription(said)


def sentence_of(bar: Bar) -> str:
    """Return a bar in words."""
    return _("{function}: wave {wave}, taken over in month {start}, full from month {full}, {fte} FTE").format(
        function=bar.function, wave=bar.wave, start=bar.start, full=bar.ramped, fte=numbers.number(bar.fte, 1)
    )
