"""The parent of the reading process: starts it, hears its frames, ends it on Cancel or when its time is over."""

import json
import marshal
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

from outsourcing_planner.io.importing import limits
from outsourcing_planner.io.importing.raw import RawBook, RawSheet, Refused, Special

CHILD_FLAG: Final = "--read-sheet"
"""A frozen program has no ``-m``: its ``__main__`` hands over to ``child.main`` when this flag comes first."""

Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]
_PATIENCE: Final = 0.05


def read_in_child(
    path: Path, options: dict[str, Any], progress: Progress | None = None, cancelled: Cancelled | None = None
) -> RawBook:
    """Return the raw cells of a file, read by another process; raises Refused (code "cancelled" after a Cancel)."""
    seconds = limits.SECONDS + limits.SECONDS_PER_MIB * (path.stat().st_size / limits.MIB)
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*child_command(), str(path), json.dumps(options)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
    )  # fmt: skip
    frames: queue.Queue[tuple[str, Any]] = queue.Queue(maxsize=64)
    stop = threading.Event()
    assert process.stdout is not None  # noqa: S101 - PIPE was asked for
    reader = threading.Thread(target=_hear, args=(process.stdout, frames, stop), daemon=True)
    reader.start()
    try:
        return _collect(path, frames, time.monotonic() + seconds, seconds, progress, cancelled)
    finally:
        stop.set()
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()


def child_command() -> list[str]:
    """Return the command that starts the reading process."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    return [sys.executable, "-m", "outsourcing_planner.io.importing.child"]


def _environment() -> dict[str, str]:
    # The child finds this very package, also when the program was started from another folder.
    root = str(Path(__file__).resolve().parents[3])
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": root + (os.pathsep + known if known else "")}


def _hear(stream: BinaryIO, frames: "queue.Queue[tuple[str, Any]]", stop: threading.Event) -> None:
    while not stop.is_set():
        head = stream.read(8)
        body = stream.read(int.from_bytes(head, "big")) if len(head) == 8 else b""
        frame = marshal.loads(body) if body else ("end", None)  # noqa: S302 - plain values from our own process
        while not stop.is_set():
            try:
                frames.put(frame, timeout=_PATIENCE)
                break
            except queue.Full:
                continue
        if not body:
            return


def _collect(
    path: Path,
    frames: "queue.Queue[tuple[str, Any]]",
    deadline: float,
    seconds: float,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> RawBook:
    heads: list[dict[str, Any]] = []
    columns: list[dict[int, list[Any]]] = []
    while True:
        if cancelled is not None and cancelled():
            raise Refused("cancelled")
        if time.monotonic() > deadline:
            raise Refused("time", limit=round(seconds))
        try:
            kind, content = frames.get(timeout=_PATIENCE)
        except queue.Empty:
            continue
        if kind == "progress" and progress is not None:
            progress(*content)
        elif kind == "sheet":
            heads.append(content)
            columns.append({})
        elif kind == "cells":
            columns[content[0]].setdefault(content[1], []).extend(_special(content[2]))
        elif kind == "book":
            sheets = tuple(_sheet(head, cells) for head, cells in zip(heads, columns, strict=True))
            return RawBook(
                path.name, content[0], sheets, tuple((code, facts) for code, facts in content[1]), content[2]
            )
        else:
            _refuse(kind, content)


def _refuse(kind: str, content: Any) -> None:  # noqa: ANN401 - what a frame holds depends on its kind
    if kind == "refused":
        raise Refused(content[0], **content[1])
    if kind == "end":
        raise Refused("aborted", limit=limits.MEMORY_BYTES // limits.MIB)


def _special(cells: list[Any]) -> list[Any]:
    return (
        [Special(*cell) if type(cell) is tuple else cell for cell in cells] if tuple in set(map(type, cells)) else cells
    )


def _sheet(head: dict[str, Any], cells: dict[int, list[Any]]) -> RawSheet:
    head = {**head, "merges": tuple(head.get("merges", ())), "sums": frozenset(head.get("sums", ()))}
    head["indents"] = {(row, column): depth for row, column, depth in head.get("indents", ())}
    for key in ("hidden_rows", "hidden_columns"):
        head[key] = tuple(head.get(key, ()))
    return RawSheet(columns=tuple(cells[at] for at in sorted(cells)), **head)
