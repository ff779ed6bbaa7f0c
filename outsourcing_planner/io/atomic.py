"""The one way a file of the user is written: all of it, verified, or not at all (reliability.md, law 1).

The bytes are built before. They go to a temporary file in the same folder, are counted, flushed, read back and
verified; only then does the file take its place, in one step. Whatever fails before that leaves the old file as it was.
"""

import errno
import hashlib
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from outsourcing_planner.domain.errors import (
    ChangedOnDiskError,
    NotConfirmedError,
    OutputExistsError,
    OutputUnwritableError,
)
from outsourcing_planner.text import _

PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between attempts while a virus scanner, an indexer or Excel holds the file (Windows)."""
HELD: Final = frozenset({5, 32, 33})
"""Windows error codes of a file that another program holds: access denied, sharing violation, lock violation."""
STALE_AFTER: Final = 3600.0
"""Seconds after which a temporary file of a save is surely left over from a crash."""
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})
_NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.ENOSYS})


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What identifies the content of a file: its size in bytes and its SHA-256 as hexadecimal digits."""

    size: int
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> "FileStamp":
        """Return the stamp of some bytes."""
        return cls(len(data), hashlib.sha256(data).hexdigest())


def stamp_of(path: Path) -> FileStamp | None:
    """Return the stamp of the file on disk, or None where there is no file."""
    try:
        return FileStamp.of(path.read_bytes())
    except FileNotFoundError:
        return None


def save_bytes(
    path: Path,
    data: bytes,
    *,
    overwrite: bool,
    verify: Callable[[Path], None] | None = None,
    opened: FileStamp | None = None,
    backup: Callable[[Path], None] | None = None,
) -> FileStamp:
    """Write ``data`` to ``path`` completely or not at all, and return the stamp of the file written.

    ``overwrite`` says that a file standing there may be replaced. ``verify`` is given the finished temporary file and
    raises ValueError or OSError where it cannot be read back. ``opened`` is the stamp of the file as it was opened: a
    file that differs from it is not replaced. ``backup`` is given the path of the old file before it is replaced.
    Symbolic links stay, as do the mode bits of the old file.

    Raises OutputExistsError, ChangedOnDiskError, NotConfirmedError (written, yet not surely kept), or
    OutputUnwritableError with the reason; but for NotConfirmedError the old file is unchanged.
    """
    target = Path(os.path.realpath(path))
    with _explained(path):
        old = _checked_target(path, target, overwrite=overwrite)
        sweep(target, STALE_AFTER)
        with _temporary(target, old) as temporary:
            _write(temporary, data, target if old else None)
            _verified(temporary, data, verify)
            if old is not None and backup is not None:
                backup(target)
            if old is None:
                _publish_new(path, temporary, target)
            else:
                _refuse_changed(path, target, opened)
                _patiently(lambda: os.replace(temporary, target))  # noqa: PTH105 - the call that is atomic
    if not _sync_folder(target.parent):
        raise NotConfirmedError(str(path))
    return FileStamp.of(data)


def sweep(path: Path, older_than: float = 0.0) -> int:
    """Remove what crashed saves of this file left beside it, if older than so many seconds; return how many.

    With the lock of the file in hand nobody else is saving it, and 0 seconds is right.
    """
    removed = 0
    for left in path.parent.glob(f"{_prefix(path.name)}*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime >= older_than:
                left.unlink()
                removed += 1
    return removed


def reason(error: OSError) -> str:
    """Return in words why the system refused, and what to do about it."""
    if getattr(error, "winerror", None) in {32, 33}:
        return _("another program has it open; close it there, or save under another name.")
    sentences = {
        errno.ENOSPC: _("the disk is full; free some space, or save in another place."),
        errno.EDQUOT: _("your share of the disk is used up; free some space, or save in another place."),
        errno.EACCES: _("you may not write there; save in another place."),
        errno.EPERM: _("you may not write there; save in another place."),
        errno.EROFS: _("the disk is read-only; save in another place."),
        errno.ENOENT: _("the folder does not exist; choose another place."),
        errno.ENOTDIR: _("the folder does not exist; choose another place."),
        errno.EISDIR: _("it is a folder; choose another name."),
        errno.ENAMETOOLONG: _("the name is too long; choose a shorter one."),
    }
    fallback = _("{why}; save in another place.").format(why=error.strerror or type(error).__name__)
    return sentences.get(error.errno or 0, fallback)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputUnwritableError(str(path), reason(error)) from error


def _checked_target(path: Path, target: Path, *, overwrite: bool) -> os.stat_result | None:
    """Return the state of the old file, None where there is none; refuse what must not be replaced."""
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not overwrite:
        raise OutputExistsError(str(path))
    if not stat.S_ISREG(old.st_mode):
        raise OutputUnwritableError(str(path), _("it is not an ordinary file; choose another name."))
    if not old.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise OutputUnwritableError(str(path), _("the file is write-protected; save under another name."))
    return old


def _prefix(name: str) -> str:
    """Return how temporary files for a name begin; short, because a name may be as long as the system allows."""
    return f".~{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}-"


@contextmanager
def _temporary(target: Path, old: os.stat_result | None) -> Iterator[Path]:
    """Yield a new empty file beside the target and remove what is left of it afterwards."""
    temporary = target.parent / f"{_prefix(target.name)}{secrets.token_hex(8)}.tmp"
    mode = 0o666 if old is None else 0o600
    try:
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink()


def _write(temporary: Path, data: bytes, like: Path | None) -> None:
    """Write all bytes and flush them to the disk; give the file the owner, mode and attributes of the old one."""
    descriptor = os.open(temporary, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        rest = memoryview(data)
        while rest:
            written = os.write(descriptor, rest)
            if not written:
                raise OSError(errno.ENOSPC, "nothing was written")
            rest = rest[written:]
        if like is not None:
            _make_alike(temporary, like)
        sync(descriptor)
        if os.fstat(descriptor).st_size != len(data):
            raise OSError(errno.EIO, _("the file is shorter than what was written"))
    finally:
        os.close(descriptor)


def _make_alike(temporary: Path, like: Path) -> None:
    old, new = like.stat(), temporary.stat()
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        with suppress(PermissionError):
            os.chown(temporary, old.st_uid, old.st_gid)
    shutil.copystat(like, temporary)
    os.utime(temporary)


def _verified(temporary: Path, data: bytes, verify: Callable[[Path], None] | None) -> None:
    if temporary.read_bytes() != data:
        raise OSError(errno.EIO, _("what was read back is not what was written"))
    if verify is None:
        return
    try:
        verify(temporary)
    except ValueError as error:
        raise OSError(errno.EIO, _("it could not be read back ({why})").format(why=error)) from error


def _refuse_changed(path: Path, target: Path, opened: FileStamp | None) -> None:
    if opened is not None and stamp_of(target) not in {opened, None}:
        raise ChangedOnDiskError(str(path))


def _publish_new(path: Path, temporary: Path, target: Path) -> None:
    """Put the file where nothing was, and never over a file that appeared there in the meantime."""
    try:
        if sys.platform == "win32":
            _patiently(lambda: os.rename(temporary, target))  # noqa: PTH104 - on Windows it never replaces
        else:
            os.link(temporary, target)  # fails where a file stands, unlike rename
    except FileExistsError as error:
        raise OutputExistsError(str(path)) from error
    except OSError as error:
        if error.errno not in _NO_LINKS or sys.platform == "win32":
            raise
        _publish_without_links(path, temporary, target)


def _publish_without_links(path: Path, temporary: Path, target: Path) -> None:
    """Claim the name with an empty file first, where the file system knows no links (memory sticks, some shares)."""
    try:
        claimed = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError as error:
        raise OutputExistsError(str(path)) from error
    try:
        os.close(claimed)
        os.replace(temporary, target)  # noqa: PTH105 - the call that is atomic
    except OSError:
        with suppress(OSError):
            target.unlink()
        raise


def _patiently(action: Callable[[], None]) -> None:
    """Carry out an action; where another program holds the file (Windows), try again for about 2.5 seconds."""
    for pause in PAUSES:
        try:
            return action()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
            time.sleep(pause)
    return action()


def sync(descriptor: int) -> None:
    """Flush a file to the disk itself; on macOS plain fsync stops at the drive's own memory."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - Unix only

        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> bool:
    """Flush the folder's list of names; say False where the disk reports an error."""
    if sys.platform == "win32":
        return True
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return True  # a folder that may not be read cannot be flushed, and need not be
    try:
        os.fsync(descriptor)
    except OSError as error:
        return error.errno in _NO_FOLDER_SYNC
    finally:
        with suppress(OSError):
            os.close(descriptor)
    return True
