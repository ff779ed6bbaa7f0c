"""A line of controls that breaks into several where it has no room, so that no panel asks for a wide window."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLayoutItem, QSpacerItem, QWidget

_ACROSS: Final = Qt.Orientation.Horizontal
_WORDS: Final = 200
"""Pixels from which a text that grows goes into a line of its own rather than being narrower."""


@dataclass
class _Line:
    """Items beside each other, each with its width; ``height`` is that of the highest."""

    items: list[tuple[QLayoutItem, int]]
    width: int = 0
    height: int = 0


class Flow(QLayout):
    """Lays out from left to right (from right to left in such languages), then in further lines.

    What expands, a gap or a widget with stretch, shares what its line has left.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent) if parent is not None else super().__init__()
        self._items: list[QLayoutItem] = []
        self._growing: set[int] = set()

    def addItem(self, item: QLayoutItem) -> None:
        """See QLayout."""
        self._items.append(item)

    def addWidget(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget; with stretch it takes what its line has left."""
        if stretch:
            self._growing.add(len(self._items))
        super().addWidget(widget)

    def addPair(self, name: QLabel, field: QWidget) -> None:
        """Add a field with its name, which stay beside each other; who cannot see them hears the name of the field."""
        pair = QHBoxLayout()
        pair.setSpacing(self.spacing())
        name.setBuddy(field)
        pair.addWidget(name)
        pair.addWidget(field)
        self.addChildLayout(pair)
        self.addItem(pair)

    def addStretch(self, _share: int = 1) -> None:
        """Add a gap that takes what its line has left."""
        self._growing.add(len(self._items))
        self.addItem(QSpacerItem(0, 0))

    def count(self) -> int:
        """See QLayout."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """See QLayout."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """See QLayout."""
        if not 0 <= index < len(self._items):
            return None
        self._growing = {at - (at > index) for at in self._growing if at != index}
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """See QLayout."""
        return _ACROSS

    def hasHeightForWidth(self) -> bool:
        """See QLayout."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        lines = self._lines(width)
        margins = self.contentsMargins()
        gaps = self.spacing() * max(len(lines) - 1, 0)
        return margins.top() + margins.bottom() + gaps + sum(line.height for line in lines)

    def sizeHint(self) -> QSize:
        """Return the size of one line with everything in it."""
        return self._size([self._wanted(at) for at in self._shown()], sum)

    def minimumSize(self) -> QSize:
        """Return the size of the widest item alone."""
        return self._size([self._items[at].minimumSize().width() for at in self._shown()], max)

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        inner = self.contentsRect()
        top = inner.top()
        within = self.parentWidget()
        mirrored = within is not None and within.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for line in self._lines(rect.width()):
            left = inner.left()
            for item, width in line.items:
                height = _height(item, width)
                at = inner.right() + 1 - (left - inner.left()) - width if mirrored else left
                item.setGeometry(QRect(at, top + (line.height - height) // 2, width, height))
                left += width + self.spacing()
            top += line.height + self.spacing()

    def _shown(self) -> list[int]:
        return [at for at, item in enumerate(self._items) if item.spacerItem() is not None or not item.isEmpty()]

    def _wanted(self, at: int) -> int:
        """Return the width of an item before what is left over is shared; what grows begins with its least."""
        item = self._items[at]
        natural = item.sizeHint().width()
        return max(item.minimumSize().width(), min(natural, _WORDS)) if at in self._growing else natural

    def _size(self, widths: list[int], together: object) -> QSize:
        margins = self.contentsMargins()
        height = max((self._items[at].sizeHint().height() for at in self._shown()), default=0)
        gaps = self.spacing() * max(len(widths) - 1, 0) if together is sum else 0
        width = (sum(widths) if together is sum else max(widths, default=0)) + gaps
        return QSize(width, height).grownBy(margins)

    def _lines(self, width: int) -> list[_Line]:
        margins = self.contentsMargins()
        room, lines = width - margins.left() - margins.right(), [_Line([])]
        growing: list[list[int]] = [[]]
        for at in self._shown():
            wanted = min(self._wanted(at), room)
            gap = self.spacing() if lines[-1].items else 0
            if lines[-1].items and lines[-1].width + gap + wanted > room:
                lines.append(_Line([]))
                growing.append([])
                gap = 0
            line = lines[-1]
            if at in self._growing:
                growing[-1].append(len(line.items))
            line.items.append((self._items[at], wanted))
            line.width += gap + wanted
        for line, which in zip(lines, growing, strict=True):
            for place in which:
                item, given = line.items[place]
                line.items[place] = (item, given + (room - line.width) // len(which))
            line.height = max((_height(item, width) for item, width in line.items), default=0)
        return lines


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
