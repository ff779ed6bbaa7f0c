"""The ends that nobody chose in the program: the session logs out, the computer shuts down, a signal asks to end."""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication


class Endings(QObject):
    """Hears of them and lets every plan go first; what is not saved is then offered at the next start.

    ``hurry`` asks nothing; ``ask`` asks, where the session manager lets programs ask, and the logout waits.
    """

    def __init__(self, application: QApplication, hurry: Callable[[], None], ask: Callable[[], None]) -> None:
        super().__init__(application)
        self._application, self._hurry, self._ask = application, hurry, ask
        self._ends: tuple[int, int] | None = None
        application.commitDataRequest.connect(self._log_out)
        if sys.platform != "win32":
            self._hear_signals()

    def release(self) -> None:
        """Hear of signals no more."""
        if self._ends is not None:
            signal.set_wakeup_fd(-1)
            for number in _SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            for end in self._ends:
                os.close(end)
            self._ends = None

    def _log_out(self, manager: QSessionManager) -> None:
        if not manager.allowsInteraction():
            self._hurry()
            return
        self._ask()
        if any(widget.isVisible() and widget.isWindow() for widget in self._application.topLevelWidgets()):
            manager.cancel()
        manager.release()

    def _hear_signals(self) -> None:
        """Have a signal wake the event loop: Python runs handlers only between its own instructions."""
        self._ends = os.pipe()
        reading, writing = self._ends
        for end in self._ends:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for number in _SIGNALS:
            signal.signal(number, _heard)
        notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._signalled)

    def _signalled(self) -> None:
        received = os.read(self._ends[0], 16) if self._ends is not None else b""
        if set(received) & set(_SIGNALS):
            self._hurry()
            self._application.quit()


_SIGNALS = (signal.SIGTERM, signal.SIGINT) if sys.platform == "win32" else (
    signal.SIGTERM, signal.SIGINT, signal.SIGHUP,
)  # fmt: skip


def _heard(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: that it came is told through the pipe."""
