"""Arrow keys that move in a list while the person goes on typing in the field above it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ListArrows(QObject):
    """Watches a field of text for a list."""

    def __init__(self, typed: QLineEdit, shown: QListWidget) -> None:
        super().__init__(typed)
        self._list = shown
        typed.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list."""
        step = _STEPS.get(Qt.Key(event.key()), 0) if _is_press(event) and isinstance(event, QKeyEvent) else 0
        if step:
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
        return bool(step) or super().eventFilter(watched, event)


def _is_press(event: QEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress
