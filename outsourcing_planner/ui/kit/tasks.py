"""The one way off the window's thread: a plain function on frozen data, progress, cancel, the newest answer wins."""

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from outsourcing_planner.text import _

T = TypeVar("T")


class CancelledError(Exception):
    """The person pressed Cancel; raised inside the work at its next report."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong in the background: the exception and, for "Details", where."""

    error: BaseException
    details: str


class Progress:
    """What the work gets: it reports through it, and learns there that it was cancelled."""

    def __init__(self, tell: Callable[[float, str], None]) -> None:
        self._tell = tell
        self._stopped = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stopped.set()

    @property
    def cancelled(self) -> bool:
        """Say whether the person pressed Cancel."""
        return self._stopped.is_set()

    def report(self, share: float, text: str = "") -> None:
        """Say how far the work is (0–1, below 0 for unknown); raises CancelledError after Cancel."""
        if self._stopped.is_set():
            raise CancelledError
        self._tell(share, text)


class _Answers(QObject):
    """Signals that carry the outcome of a job, with its number, into the window's thread."""

    done = Signal(int, object)
    failed = Signal(int, object)
    cancelled = Signal(int)
    progressed = Signal(float, str)


class Job(QRunnable):
    """One run of one function; one that ``must_end`` is asked to stop like any other, and its answer still counts."""

    def __init__(self, number: int, work: Callable[[Progress], object], *, must_end: bool = False) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.number, self.must_end = number, must_end
        self.answers = _Answers()
        self.progress = Progress(self.answers.progressed.emit)
        self._work = work

    def run(self) -> None:
        """Run the work and send the outcome; the border where every exception becomes a value."""
        try:
            value = self._work(self.progress)
        except CancelledError:
            self.answers.cancelled.emit(self.number)
        except Exception as error:  # noqa: BLE001 - the one border: an exception must not die unseen in a thread
            self.answers.failed.emit(self.number, Failure(error, traceback.format_exc()))
        else:
            self.answers.done.emit(self.number, value)


Start = Callable[[Job], None]


def inline(job: Job) -> None:
    """Run a job at once, in the caller's thread: for tests."""
    job.run()


def in_pool(job: Job) -> None:
    """Run a job in the thread pool."""
    QThreadPool.globalInstance().start(job)


@dataclass(frozen=True, slots=True)
class _Order:
    """A job under way and who waits for it."""

    topic: str
    job: Job
    done: Callable[[Any], None]
    failed: Callable[[Failure], None]


class Tasks(QObject):
    """Runs jobs beside the window, one at a time per topic.

    A new job of a topic cancels the older one, whose answer is dropped: the newest answer wins. A progress line hears
    of jobs through the signals.
    """

    started = Signal(str)
    finished = Signal()
    progressed = Signal(float, str)

    def __init__(self, start: Start = in_pool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start = start
        self._orders: dict[int, _Order] = {}
        self._count = 0

    @property
    def busy(self) -> bool:
        """Say whether any job is under way."""
        return bool(self._orders)

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
        topic: str = "work",
        text: str = "",
        *,
        must_end: bool = False,
    ) -> None:
        """Run ``work(progress)``; one of ``done`` and ``failed`` is called later here, neither when cancelled.

        Work that ``must_end`` (it may have written a file by the time of the Cancel) is asked to stop, and whatever it
        answers is heard: it turns the CancelledError into an answer itself.
        """
        self.cancel(topic)
        self._count += 1
        job = Job(self._count, work, must_end=must_end)
        self._orders[job.number] = _Order(topic, job, done, failed)
        job.answers.done.connect(self._done)
        job.answers.failed.connect(self._failed)
        job.answers.cancelled.connect(self._cancelled)
        job.answers.progressed.connect(self.progressed)
        self.started.emit(text or _("Working…"))
        self._start(job)

    def cancel(self, topic: str | None = None) -> None:
        """Cancel the jobs of a topic, or every job."""
        for number, order in list(self._orders.items()):
            if topic in (None, order.topic):
                order.job.progress.cancel()
                if not order.job.must_end:
                    self._take(number)

    def _take(self, number: int) -> _Order | None:
        order = self._orders.pop(number, None)
        if order is not None:
            self.finished.emit()
        return order

    @Slot(int, object)
    def _done(self, number: int, value: object) -> None:
        order = self._take(number)
        if order is not None:
            order.done(value)

    @Slot(int, object)
    def _failed(self, number: int, failure: Failure) -> None:
        order = self._take(number)
        if order is not None:
            order.failed(failure)

    @Slot(int)
    def _cancelled(self, number: int) -> None:
        self._take(number)
