"""Steps one after the other with the window free between them: a key or a click is answered after one step, not all."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

Step = Callable[[], object]
_BETWEEN_MS = 5
"""Long enough for what waits to be painted and for keys and clicks to be heard."""


class Turns(QObject):
    """Carries out steps in the window's thread, a moment apart."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def take(self, steps: Iterable[Step]) -> None:
        """Begin anew with these steps; what was left of others is dropped."""
        self._steps = list(steps)
        self._timer.start(_BETWEEN_MS)

    def _next(self) -> None:
        if self._steps:
            self._steps.pop(0)()
        if not self._steps:
            self._timer.stop()
