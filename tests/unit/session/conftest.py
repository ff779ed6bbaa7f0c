"""A desk: one computer with windows on it, for tests of documents on disk."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Libraries
from outsourcing_planner.io.load import load_all
from outsourcing_planner.io.plan_file import PlanContent, plan_bytes
from outsourcing_planner.session import places
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.lock import lock_path
from outsourcing_planner.session.safe_document import DocumentFile


@cache
def libraries() -> Libraries:
    """Return the shipped libraries, loaded once."""
    return load_all()


class Clock:
    """A clock that goes on by a minute each time it is read."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


class Desk:
    """One computer with windows."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.places, self.clock = folder, places.under(folder / "own"), Clock()
        self.windows: list[DocumentFile] = []

    def window(self) -> DocumentFile:
        """Open another window."""
        self.windows.append(DocumentFile(Document(libraries()), self.places, self.clock))
        return self.windows[-1]

    def plan(self, name: str = "plan.oplan") -> Path:
        """Write a plan of three rows."""
        path = self.folder / name
        path.write_bytes(plan_bytes(PlanContent(Plan.from_columns({"function": ["a", "b", "c"]}))))
        return path

    def opened(self, path: Path) -> DocumentFile:
        """Open a plan in a new window."""
        window = self.window()
        window.open(path)
        return window

    def journals(self) -> list[Path]:
        """Return all journals on disk, in use or left."""
        return list(self.places.journals.glob("*"))

    def crash(self, window: DocumentFile) -> None:
        """Let go of everything that the system lets go of when a process dies, and of nothing else."""
        window._protection.leave()
        if window._lock:
            path = lock_path(window._lock.file)
            path.write_text(path.read_text().replace(f'"pid":{os.getpid()}', f'"pid":{2**22 + 1}'))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    for window in desk.windows:
        window.close()
