"""The journal: every edit since the last save, on disk before the next one, so that a crash loses at most one.

A journal is a folder: ``base.oplan`` (the document as opened or last saved), ``about.json`` (which document), ``edits``
(one line per edit, each with its checksum) and ``owner`` (held by the living process, see claim.py). It needs nothing
else to give the work back, whatever became of the plan's own file.
"""

import errno
import json
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Final, Self

from outsourcing_planner.io.atomic import FileStamp, save_bytes
from outsourcing_planner.io.plan_file import PlanContent, read_plan_file
from outsourcing_planner.io.plan_json import dumps
from outsourcing_planner.session.claim import Claim
from outsourcing_planner.session.edit_json import edit_from_json, edit_to_json
from outsourcing_planner.session.edits import Edit
from outsourcing_planner.session.saving import state_of, with_state

_BASE, _ABOUT, _EDITS, _OWNER = "base.oplan", "about.json", "edits", "owner"
_HALF: Final = ".half"
"""Suffix of a journal that is still being made."""


@dataclass(frozen=True, slots=True)
class About:
    """Which document a journal belongs to.

    ``path`` and ``stamp`` (of the file as opened or last saved) are None where it was never saved.
    """

    document_id: str
    path: Path | None
    stamp: FileStamp | None
    title: str
    started: datetime

    def as_json(self) -> bytes:
        """Return the bytes of ``about.json``."""
        place = {"path": str(self.path) if self.path else None, "stamp": asdict(self.stamp) if self.stamp else None}
        started = self.started.isoformat()
        return dumps({"document": self.document_id, **place, "title": self.title, "started": started})

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Return what ``about.json`` says; raises ValueError, KeyError or TypeError where it is damaged."""
        value = json.loads(data)
        path = Path(value["path"]) if value["path"] else None
        stamp = FileStamp(**value["stamp"]) if value["stamp"] else None
        started = datetime.fromisoformat(value["started"])
        return cls(str(value["document"]), path, stamp, str(value["title"]), started)


class Journal:
    """The journal of an open document."""

    def __init__(self, folder: Path, claim: Claim, length: int) -> None:
        self.folder = folder
        self._claim, self._length = claim, length
        self._descriptor = os.open(folder / _EDITS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    @classmethod
    def start(cls, journals: Path, base: bytes, about: About) -> Self:
        """Begin a journal on top of the checked bytes of a plan file; raises OSError or OutputUnwritableError."""
        journals.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = journals / f"{about.document_id[:32]}-{token_hex(6)}"
        half = folder.with_name(folder.name + _HALF)
        half.mkdir(mode=0o700)
        try:
            save_bytes(half / _BASE, base, overwrite=False)  # read back and compared; checked when it was made
            save_bytes(half / _ABOUT, about.as_json(), overwrite=False)
            half.rename(folder)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise
        return cls(folder, _claimed(folder), 0)

    def append(self, edit: Edit) -> None:
        """Add an edit and flush it to the disk.

        Raises TypeError for an edit that has no JSON form, OSError where the disk refuses; the journal then ends with
        the edit before.
        """
        line = _line(edit)
        try:
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
            os.fsync(self._descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._length)
            raise
        self._length += len(line)

    def close(self) -> None:
        """Let go of the journal and leave it where it is."""
        with suppress(OSError):
            os.close(self._descriptor)
        self._claim.release()

    def discard(self) -> None:
        """Delete the journal: its edits are saved, or not wanted."""
        with suppress(OSError):
            os.close(self._descriptor)
        _remove(self.folder, self._claim)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a journal gives back.

    ``edits`` were carried out again; ``complete`` is False where the journal ends in a line that cannot be read (the
    edit of the very moment of the crash). ``length`` is the number of bytes that could be read.
    """

    content: PlanContent
    edits: int
    complete: bool
    length: int


@dataclass(frozen=True, slots=True)
class LeftJournal:
    """A journal that no living process holds: work that was not saved."""

    folder: Path
    about: About
    edited: datetime

    def recover(self) -> Recovered:
        """Carry the edits out again on the base; raises InputUnreadableError where the base is gone or damaged."""
        content = read_plan_file(self.folder / _BASE).content
        state = state_of(content)
        count = length = 0
        data = _edits(self.folder)
        for edit, end in _readable(data):
            try:
                state = edit.apply(state)[0]
            except (KeyError, ValueError, IndexError, TypeError):
                break
            count, length = count + 1, end
        return Recovered(with_state(content, state), count, length == len(data), length)

    def adopt(self, length: int) -> Journal | None:
        """Go on writing this journal after so many bytes of it; None where somebody else was faster."""
        claim = Claim.take(self.folder / _OWNER) if (self.folder / _ABOUT).exists() else None
        if claim is None:
            return None
        with (self.folder / _EDITS).open("ab") as file:
            file.truncate(length)
        return Journal(self.folder, claim, length)

    def discard(self) -> None:
        """Delete the journal, unless somebody took it up meanwhile."""
        claim = Claim.take(self.folder / _OWNER)
        if claim is not None:
            _remove(self.folder, claim)


def left_journals(journals: Path) -> list[LeftJournal]:
    """Return the journals that crashed or killed processes left, newest first, whatever the times of the plans' files.

    One whose base cannot be read is listed too: hiding lost work is worse than an error. Half-made ones are removed.
    """
    found = [_left(folder) for folder in sorted(journals.glob("*")) if folder.is_dir()]
    return sorted((left for left in found if left), key=lambda left: left.edited, reverse=True)


def _left(folder: Path) -> LeftJournal | None:
    try:
        claim = Claim.take(folder / _OWNER)
        if claim is None:
            return None
        if not (folder / _ABOUT).exists():
            _remove(folder, claim)
            return None
        claim.release()
        if folder.name.endswith(_HALF):
            return None
        about = About.from_json((folder / _ABOUT).read_bytes())
        touched = max((folder / name).stat().st_mtime for name in (_EDITS, _ABOUT) if (folder / name).exists())
        return LeftJournal(folder, about, datetime.fromtimestamp(touched, about.started.tzinfo))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _claimed(folder: Path) -> Claim:
    claim = Claim.take(folder / _OWNER)
    if claim is None:
        raise BlockingIOError(errno.EAGAIN, "a journal just made is held by another process")
    return claim


def _remove(folder: Path, claim: Claim) -> None:
    """Delete the folder, first what makes it a journal, so that a crash meanwhile leaves none that looks whole."""
    with suppress(OSError):
        (folder / _ABOUT).unlink()
    claim.release()
    shutil.rmtree(folder, ignore_errors=True)


def _line(edit: Edit) -> bytes:
    data = dumps(edit_to_json(edit))
    return b"%08x %s\n" % (zlib.crc32(data), data)


def _edits(folder: Path) -> bytes:
    try:
        return (folder / _EDITS).read_bytes()
    except FileNotFoundError:
        return b""


def _readable(data: bytes) -> Iterator[tuple[Edit, int]]:
    """Yield each edit with the position after its line, up to the first line that is torn or damaged."""
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        head, _space, body = data[start:end].partition(b" ")
        if head != b"%08x" % zlib.crc32(body):
            return
        try:
            edit = edit_from_json(json.loads(body))
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        start = end + 1
        yield edit, start
