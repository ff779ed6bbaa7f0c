"""A log that cannot tell anything about the plan: names of events, numbers, and kinds of errors. Never any text.

An error is logged as its class and the places in this program that it went through, never with its message: messages
quote cells, names and paths.
"""

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

LOGGER: Final = logging.getLogger("outsourcing_planner")
MOST_BYTES: Final = 500_000
Fact = int | float | bool | type[BaseException]


def start(file: Path) -> None:
    """Write events to a file from now on, at most twice MOST_BYTES; without a folder to write to nothing is logged.

    The program's own events only: messages of libraries may quote what they work on.
    """
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - it loads sockets: not before the first paint

    stop()
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(file, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    handler.addFilter(lambda record: getattr(record, "quiet", False))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def stop() -> None:
    """Write no more and close the file."""
    for handler in list(LOGGER.handlers):
        LOGGER.removeHandler(handler)
        handler.close()


def event(name: str, **facts: Fact) -> None:
    """Log an event.

    ``name`` is a constant of this program; facts are numbers and classes of errors, anything else is left out.
    """
    told = [f"{key}={_told(fact)}" for key, fact in facts.items() if _is_quiet(fact)]
    LOGGER.info("%s", " ".join([name, *told]), extra={"quiet": True})


def _is_quiet(fact: object) -> bool:
    return isinstance(fact, int | float) or (isinstance(fact, type) and issubclass(fact, BaseException))


def _told(fact: Fact) -> str:
    if isinstance(fact, type):
        return fact.__name__
    return f"{fact:.4g}" if isinstance(fact, float) else str(fact)


def error(kind: type[BaseException], where: TracebackType | None) -> None:
    """Log an error that nobody expected, without its message."""
    event(f"error at {_places(where)}", error=kind)


def _places(where: TracebackType | None) -> str:
    frames = [frame for frame in traceback.extract_tb(where) if "outsourcing_planner" in Path(frame.filename).parts]
    return " < ".join(f"{Path(frame.filename).stem}:{frame.lineno}" for frame in reversed(frames)) or "?"


def catch_all() -> None:
    """Log errors that nothing catches, beside what Python does with them."""
    usual = sys.excepthook

    def hook(kind: type[BaseException], value: BaseException, where: TracebackType | None) -> None:
        error(kind, where)
        usual(kind, value, where)

    sys.excepthook = hook
